//! In: a site. Out: the parts that its first page is made of, in the order and under the headings that the site wants:
//! featured works, shelf, timeline, collections, stories. A part without content is left out.

use serde::Serialize;

use super::View;
use super::lists::{Linked, Row};
use crate::model::{Entry, FreePage, Section};
use crate::render::links;
use crate::render::words::shorten;

/// Most credentials that a first page lists; the rest is one link away.
pub(super) const ON_HOME: usize = 24;
/// Most credentials that stand on the shelf.
const ON_SHELF: usize = 48;
/// Most credentials of one collection on a first page.
const IN_COLLECTION: usize = 12;

/// A part with its heading.
#[derive(Debug, Serialize)]
pub(crate) struct Part {
    kind: &'static str,
    title: String,
}

/// A credential with what can be seen of it at once.
#[derive(Debug, Serialize)]
pub(crate) struct Feature {
    row: Row,
    description: Option<String>,
    evidence: Option<Outward>,
}

/// A link that leads out, with its words.
#[derive(Debug, Serialize)]
pub(crate) struct Outward {
    pub(crate) label: String,
    pub(crate) href: String,
}

/// One year of the timeline, by term where terms are stated.
#[derive(Debug, Serialize)]
pub(crate) struct TimelineYear {
    label: String,
    id: String,
    terms: Vec<Term>,
}

#[derive(Debug, Serialize)]
struct Term {
    label: Option<String>,
    rows: Vec<Row>,
}

/// The holder's own group.
#[derive(Debug, Serialize)]
pub(crate) struct Collection {
    name: String,
    rows: Vec<Row>,
}

/// A page that speaks of credentials.
#[derive(Debug, Serialize)]
pub(crate) struct Story {
    title: String,
    href: String,
    description: Option<String>,
    about: Vec<Linked>,
}

impl View<'_> {
    /// The parts of the first page.
    pub(crate) fn parts(&self) -> Vec<Part> {
        let t = self.words.t;
        let personal = self.site.holder.is_some();
        let told = |section: Section| match section {
            Section::Featured => ("featured", t.featured),
            Section::Shelf => ("shelf", t.shelf),
            Section::Timeline => ("timeline", t.timeline),
            Section::Credentials if personal => ("credentials", t.all_credentials),
            Section::Credentials => ("credentials", t.credentials),
            Section::Pathways => ("pathways", t.pathways),
            Section::Skills => ("skills", t.skills),
            Section::Collections => ("collections", t.collections),
            Section::Stories => ("stories", t.stories),
            Section::Badges => ("badges", t.badges),
        };
        let part = |place: &crate::model::SectionPlace| {
            let (kind, words) = told(place.section);
            let own = match self.page.language {
                0 => place.title.as_ref(),
                n => self.site.meta.languages.get(n).and_then(|tag| place.titles.get(tag)),
            };
            Part { kind, title: own.map_or(words, String::as_str).to_owned() }
        };
        self.site.meta.sections.iter().map(part).collect()
    }

    /// What the holder puts first, else nothing.
    pub(crate) fn features(&self) -> Vec<Feature> {
        self.listed().filter(|brief| brief.featured).map(|brief| self.feature(&self.entry(brief.id))).collect()
    }

    fn feature(&self, entry: &Entry) -> Feature {
        let value = entry.judgement.verdict.value();
        let description = value.and_then(|c| c.achievement()).and_then(|a| a.description.as_deref());
        let signed = value.into_iter().flat_map(|c| &c.evidence).find_map(|e| {
            let href = links::outward(e.url.as_deref()?)?;
            Some(Outward { label: e.name.clone().unwrap_or_else(|| plain_address(&href)), href })
        });
        Feature {
            row: self.row_of(entry),
            description: description.map(|d| shorten(d, 180)),
            evidence: signed.or_else(|| entry.notes.evidence.first().and_then(|link| self.followed(link))),
        }
    }

    /// What stands on the shelf: two volumes are not one.
    pub(crate) fn shelf(&self) -> Vec<Row> {
        let all = self.listed().len();
        let shown = self.listed().take(if all < 3 { 0 } else { ON_SHELF });
        shown.map(|brief| self.row(brief)).collect()
    }

    /// The newest credentials by year and, where credentials state one, by term.
    pub(crate) fn timeline(&self) -> Vec<TimelineYear> {
        let mut years: Vec<TimelineYear> = Vec::new();
        for brief in self.listed().take(ON_HOME) {
            let entry = self.entry(brief.id);
            let row = self.row_of(&entry);
            let year = row.year(self.words.t.undated).to_owned();
            if years.last().is_none_or(|last| last.label != year) {
                years.push(TimelineYear { id: format!("t{}", years.len() + 1), label: year, terms: Vec::new() });
            }
            let Some(year) = years.last_mut() else { continue };
            let value = entry.judgement.verdict.value();
            let label = value.and_then(|c| c.earner()).and_then(|s| s.term.clone());
            match year.terms.last_mut().filter(|term| term.label == label) {
                Some(term) => term.rows.push(row),
                None => year.terms.push(Term { label, rows: vec![row] }),
            }
        }
        years
    }

    /// The rest of a list that a first page only begins.
    pub(crate) fn rest(&self) -> Option<Linked> {
        self.beyond(ON_HOME)
    }

    /// What the shelf has no room for.
    pub(crate) fn beside_the_shelf(&self) -> Option<Linked> {
        self.beyond(ON_SHELF)
    }

    /// The way to all credentials, when there are more than were shown.
    fn beyond(&self, shown: usize) -> Option<Linked> {
        let all = self.listed().len();
        (all > shown).then(|| Linked {
            label: self.words.see_all(&self.words.credentials_of(all)),
            href: self.links.to("credentials/index.html"),
            count: all,
        })
    }

    /// The holder's own groups, the one with the newest credential first.
    pub(crate) fn collections(&self) -> Vec<Collection> {
        let mut groups: Vec<Collection> = Vec::new();
        for brief in self.listed() {
            for name in brief.collections.iter() {
                let at = groups.iter().position(|group| group.name == *name).unwrap_or_else(|| {
                    groups.push(Collection { name: name.clone(), rows: Vec::new() });
                    groups.len() - 1
                });
                if groups[at].rows.len() < IN_COLLECTION {
                    groups[at].rows.push(self.row(brief));
                }
            }
        }
        groups
    }

    /// Free pages that speak of credentials.
    pub(crate) fn stories(&self) -> Vec<Story> {
        let speaks = self.site.pages.iter().filter(|page| !page.about.is_empty());
        let story = |page: &FreePage| Story {
            title: self.page_title(page).to_owned(),
            href: self.links.to(&format!("{}/index.html", page.slug)),
            description: self.page_description(page).map(str::to_owned),
            about: page.about.iter().map(|id| self.named(&self.entry(*id))).collect(),
        };
        speaks.map(story).collect()
    }

    /// A credential by its name alone.
    pub(crate) fn named(&self, entry: &Entry) -> Linked {
        let href = self.links.to(&links::credential(&entry.slug, "index.html"));
        Linked { label: self.title(entry), href, count: 0 }
    }

    /// The title of a free page in the page's language.
    pub(crate) fn page_title<'p>(&self, free: &'p FreePage) -> &'p str {
        let other = free.translations.iter().find(|(language, _)| *language == self.page.language);
        other.map_or(&free.title, |(_, text)| &text.title)
    }

    fn page_description<'p>(&self, free: &'p FreePage) -> Option<&'p str> {
        let other = free.translations.iter().find(|(language, _)| *language == self.page.language);
        other.map_or(free.description.as_deref(), |(_, text)| text.description.as_deref())
    }
}

impl View<'_> {
    /// A link that the holder adds: outward, or to a file of theirs.
    fn followed(&self, link: &crate::model::Link) -> Option<Outward> {
        let here = self.own_file(&link.url).map(|href| Outward { label: link.label.clone(), href });
        here.or_else(|| outward(link))
    }
}

/// A link of the project, when it may be followed.
pub(super) fn outward(link: &crate::model::Link) -> Option<Outward> {
    Some(Outward { label: link.label.clone(), href: links::outward(&link.url)? })
}

/// An address as people write it.
pub(super) fn plain_address(href: &str) -> String {
    let bare = href.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("mailto:");
    bare.trim_end_matches('/').to_owned()
}
