//! In: credentials by their ids. Out: the rows that lists show, and the page of all credentials.
//! A row says what the credential states and what its verdict is, never more.

mod all;

use std::sync::Arc;

use accolade_credential::Recognition;
use jiff::Timestamp;
use serde::Serialize;

use super::{PAGE_LENGTH, View};
use crate::judge::Period;
use crate::model::{BadgeId, Brief, Entry, EntryId, IssuerId, SkillId};
use crate::render::links;
use crate::render::mark::{self, Mark};
use crate::render::page::Kind;
use crate::render::words::{self, Day};

pub(super) use all::credentials;

/// One credential in a list.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) href: String,
    art: String,
    pub(crate) title: String,
    /// The title as a spine has room for it.
    spine: String,
    issuer: Option<String>,
    /// Named where a site is not about one person.
    recipient: Option<String>,
    /// The page of that name in a register.
    holder: Option<String>,
    /// "issued to Ada Lim", where that is somebody else than the site is about.
    another: Option<String>,
    earned: Option<Day>,
    kind: Option<String>,
    /// When it was done, when that took longer than a day.
    period: Option<String>,
    /// How it stands on a shelf: `spine`, `book` or `slip`.
    pub(crate) weight: &'static str,
    mark: Mark,
    /// Whether the page is about what was earned: its rows have no picture, and say who earned it.
    bare: bool,
}

/// What every row of a page would say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Badge,
    Holder,
    Issuer,
}

/// What a row says of a credential.
struct Said<'a> {
    title: Option<&'a str>,
    kind: Option<&'a str>,
    recipient: Option<&'a str>,
    earned: Option<Timestamp>,
    period: Period,
}

/// Rows of one year.
#[derive(Debug, Serialize)]
pub(crate) struct Year {
    label: String,
    id: String,
    rows: Vec<Row>,
}

/// A word that leads to a page.
#[derive(Debug, Serialize)]
pub(crate) struct Linked {
    pub(crate) label: String,
    pub(crate) href: String,
    /// How many credentials stand behind it.
    pub(crate) count: usize,
}

impl<'a> View<'a> {
    /// Everything about a credential. One that cannot be given makes the whole page an error, told by `fault`.
    pub(crate) fn entry(&self, id: EntryId) -> Arc<Entry> {
        self.site.credentials.entry(id).unwrap_or_else(|fault| {
            self.fault.set(Some(fault));
            Arc::new(Entry::absent())
        })
    }

    /// The listed credentials in their order.
    pub(crate) fn listed(&self) -> impl ExactSizeIterator<Item = &'a Brief> + Clone {
        let site = self.site;
        site.credentials.listed().iter().map(|id| &site.credentials[*id])
    }

    /// What is said where nobody is listed, of so many that were issued: as far as that is told.
    pub(crate) fn nobody(&self, issued: Option<usize>) -> &'static str {
        if issued == Some(0) { self.words.t.issued_none } else { self.words.t.holders_none }
    }

    pub(crate) fn mark(&self, entry: &Entry) -> Mark {
        mark::mark(self.words, self.site, entry)
    }

    /// The name of an entry's issuer: as the credential says it, else what it is known by here.
    pub(crate) fn issuer_name(&self, entry: &Entry) -> Option<String> {
        let stated = entry.judgement.verdict.value().and_then(|c| c.issuer.name.clone());
        stated.or_else(|| self.known_by(entry.issuer))
    }

    /// What an issuer is known by that a credential does not name: by the name that the site lists, else by its identifier, and never by
    /// the name that another credential gives it.
    fn known_by(&self, issuer: Option<IssuerId>) -> Option<String> {
        let issuer = &self.site.issuers[issuer?.0 as usize];
        let is_listed = matches!(issuer.recognition, Recognition::ThisSite { .. } | Recognition::Listed { .. });
        Some(if is_listed { issuer.name.clone() } else { issuer.id.clone() })
    }

    /// A row about a credential. Of those that the judge made verified it is made of what is at hand, without the credential:
    /// lists of a large register name each one many times.
    pub(crate) fn row(&self, brief: &Brief) -> Row {
        let Some(proof) = brief.proof_at_hand() else { return self.row_of(&self.entry(brief.id)) };
        let said = Said {
            title: brief.title(),
            kind: brief.kind(),
            recipient: brief.recipient(),
            earned: brief.earned(),
            period: brief.activity(),
        };
        let issuer = || brief.issuer_name().map(str::to_owned).or_else(|| self.known_by(brief.issuer));
        let place = (&*brief.slug, brief.badge, brief.listed, brief.for_another);
        self.filled(place, &said, issuer, brief.issuer, mark::verified(self.words, proof))
    }

    /// The same of a credential that is at hand.
    pub(crate) fn row_of(&self, entry: &Entry) -> Row {
        let value = entry.judgement.verdict.value();
        let title = mark::title(self.words, &entry.judgement.verdict);
        let said = Said {
            title: value.map(|_| &*title),
            kind: value.and_then(|c| c.achievement()).and_then(|a| a.kind.as_deref()),
            recipient: value.and_then(|c| c.recipient()),
            earned: value.and_then(|c| c.earned()),
            period: value.and_then(|c| c.earner()).map(|s| (s.activity_start, s.activity_end)).unwrap_or_default(),
        };
        let place = (&*entry.slug, entry.badge, entry.listed, entry.for_another);
        self.filled(place, &said, || self.issuer_name(entry), entry.issuer, self.mark(entry))
    }

    fn filled(
        &self,
        (slug, badge, listed, for_another): (&str, Option<BadgeId>, bool, bool),
        said: &Said<'_>,
        issuer_name: impl FnOnce() -> Option<String>,
        issuer: Option<IssuerId>,
        mark: Mark,
    ) -> Row {
        let title = said.title.unwrap_or(self.words.t.untitled);
        // What the heading of the page says is not said again in each row.
        let about = self.about();
        let shown = |what: About| about != Some(what);
        let recipient = said.recipient.filter(|_| self.site.holder.is_none() && shown(About::Holder));
        let bare = !shown(About::Badge) && recipient.is_some();
        let named = listed && self.site.register.people() > 0 && !bare;
        // A credential of the page's badge may have been signed under another name.
        let other = badge.filter(|id| bare && self.site.badges[id.0 as usize].name != title);
        let another = said.recipient.filter(|_| for_another).map(|name| self.words.issued_to_other(name));
        let short = words::shorten(title, 48);
        Row {
            href: self.links.to(&links::credential(slug, "index.html")),
            art: self.links.to(&links::art(self.site, slug, badge)),
            title: recipient.filter(|_| bare).unwrap_or(title).to_owned(),
            spine: another
                .as_ref()
                .map_or_else(|| short.clone(), |another| format!("{another}{}{short}", self.words.t.colon)),
            another,
            issuer: (!self.is_own(issuer) && shown(About::Issuer)).then(issuer_name).flatten(),
            holder: recipient.filter(|_| named).map(|name| self.links.to(&links::holder(name))),
            recipient: if bare { other.map(|_| title.to_owned()) } else { recipient.map(str::to_owned) },
            earned: said.earned.map(|at| self.words.day(at)),
            kind: said.kind.map(|k| self.words.kind(k)),
            period: self.period(said.period.0, said.period.1),
            weight: weight(said.kind.unwrap_or_default()),
            mark,
            bare,
        }
    }

    /// What the page is about.
    const fn about(&self) -> Option<About> {
        match self.page.kind.first() {
            Kind::Badge(_) | Kind::MoreHolders(_) => Some(About::Badge),
            Kind::Holder(_) => Some(About::Holder),
            Kind::Issuer(_) => Some(About::Issuer),
            _ => None,
        }
    }

    /// What was earned, in words.
    pub(crate) fn bare_title(&self, entry: &Entry) -> String {
        mark::title(self.words, &entry.judgement.verdict).into_owned()
    }

    /// The same where nothing else says to whom it was issued: with the name, when that is somebody else than the site is about.
    pub(crate) fn title(&self, entry: &Entry) -> String {
        let title = self.bare_title(entry);
        let recipient = entry.judgement.verdict.value().and_then(|c| c.recipient()).filter(|_| entry.for_another);
        recipient
            .map_or(title.clone(), |name| format!("{title}{}{}", self.words.t.comma, self.words.issued_to_other(name)))
    }

    /// Whether the site itself issued it: its lists need not say so on every line.
    fn is_own(&self, issuer: Option<IssuerId>) -> bool {
        self.site.holder.is_none() && self.site.institution.as_ref().is_some_and(|i| issuer == Some(i.issuer))
    }

    /// From when to when.
    pub(crate) fn period(&self, from: Option<Timestamp>, to: Option<Timestamp>) -> Option<String> {
        let words = self.words;
        match (from.map(|at| words.day(at).words), to.map(|at| words.day(at).words)) {
            (Some(from), Some(to)) => Some(words.period_between(&from, &to)),
            (Some(from), None) => Some(words.period_from(&from)),
            (None, Some(to)) => Some(words.period_until(&to)),
            (None, None) => None,
        }
    }

    pub(crate) fn rows(&self, ids: &[EntryId]) -> Vec<Row> {
        ids.iter().take(PAGE_LENGTH).map(|id| self.row(&self.site.credentials[*id])).collect()
    }

    /// Rows by year, in the order of the entries; what has no date comes where it stands.
    pub(crate) fn years<'e>(&self, entries: impl Iterator<Item = &'e Brief>) -> Vec<Year> {
        let mut years: Vec<Year> = Vec::new();
        for entry in entries {
            let row = self.row(entry);
            let year = row.earned.as_ref().map(|day| day.year.clone());
            let label = row.year(self.words.t.undated).to_owned();
            match years.last_mut().filter(|y| y.label == label) {
                Some(year) => year.rows.push(row),
                None => {
                    let again = if years.iter().any(|y| y.label == label) { years.len() } else { 0 };
                    years.push(Year { id: year_id(year.as_deref(), again), label, rows: vec![row] });
                }
            }
        }
        years
    }

    /// Skills with their counts. Of several with one name, those of a framework say of which.
    pub(crate) fn skills(&self, ids: &[SkillId]) -> Vec<Linked> {
        let of = |id: &SkillId| &self.site.skills[id.0 as usize];
        let mut linked: Vec<Linked> = ids.iter().map(|id| self.skill(*id)).collect();
        let names: Vec<String> = linked.iter().map(|one| one.label.to_lowercase()).collect();
        for (n, (id, one)) in ids.iter().zip(&mut linked).enumerate() {
            let alone = || names.iter().filter(|name| **name == names[n]).count() == 1;
            if let Some(framework) = of(id).framework.as_ref().filter(|_| !alone()) {
                one.label = format!("{} · {framework}", one.label);
            }
        }
        linked
    }

    /// Skills without their counts, where they are said of one thing.
    pub(crate) fn skill_names(&self, ids: &[SkillId]) -> Vec<Linked> {
        self.skills(ids).into_iter().map(|skill| Linked { count: 0, ..skill }).collect()
    }

    pub(crate) fn skill(&self, id: SkillId) -> Linked {
        let skill = &self.site.skills[id.0 as usize];
        Linked { label: skill.name.clone(), href: self.links.to(&links::skill(skill)), count: skill.standing }
    }
}

impl Row {
    /// Who issued it, in words.
    pub(crate) fn by(&self) -> &str {
        self.issuer.as_deref().unwrap_or_default()
    }

    /// Its year, or what stands for none.
    pub(crate) fn year<'r>(&'r self, undated: &'r str) -> &'r str {
        self.earned.as_ref().map_or(undated, |day| &day.year)
    }
}

/// The place of a year on a page of the list; `again` is not 0 when the year has one there already.
pub(super) fn year_id(year: Option<&str>, again: usize) -> String {
    let year = year.map_or_else(|| "undated".to_owned(), |year| format!("y{}", year.replace(' ', "-").to_lowercase()));
    if again == 0 { year } else { format!("{year}-{again}") }
}

fn weight(kind: &str) -> &'static str {
    if kind.ends_with("Degree") || kind.ends_with("Doctorate") || kind.ends_with("Diploma") {
        return "spine";
    }
    let books = ["Certificate", "Certification", "Course", "MicroCredential", "License", "Licence", "Award"];
    if books.iter().any(|b| kind.contains(b)) { "book" } else { "slip" }
}
