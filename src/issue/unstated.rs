//! In: what the rows of the given tables come to, the ledger, the credentials. Out: good credentials for which no row stands any more:
//! a row that seems new may be the award of one, and who is in no row, or in one that is passed over, may have it no longer.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diag::{Diagnostic, LineIndex, Span, Told};
use crate::draft::composed;
use crate::issue::award::{Award, Recipient};
use crate::issue::identity::hashed;
use crate::issue::import::profile::SUSPENDED;
use crate::issue::ledger::Entry;
use crate::issue::plan::{Planned, Sheet, State, Step};
use crate::issue::put_away::{Alike, Table, is_near_day, told_away};
use crate::issue::renamed;
use crate::issue::rows::Skipped;
use crate::issue::signed::Signed;
use crate::model::people::sorted_words;

/// So many credentials without a row are each told; of more it is likely that the table is another one.
const EACH: usize = 20;

/// A table, and the credentials of its batch that no row states any more, each with its holder's name.
type Gone<'a> = (&'a Sheet, Vec<(&'a Entry, String)>);

/// What is told of a row, and what to do.
type Help = fn(&Was<'_>, &Planned<'_>) -> Diagnostic;

/// A good credential for whose award no row stands, with what was signed.
pub(super) struct Was<'a> {
    pub(super) entry: &'a Entry,
    pub(super) award: Award,
    /// The name of its table, when there is none of that name any more.
    pub(super) put_away: Option<String>,
}

/// The given tables, and what is there.
#[derive(Clone, Copy)]
pub struct Rows<'a, 's> {
    /// The tables.
    pub sheets: &'a [Sheet],
    /// What their rows come to.
    pub planned: &'a [Planned<'a>],
    /// What is there.
    pub state: &'a State<'s>,
    /// The batch in whose file the credential of this slug is kept; `None` when it has a file of its own.
    pub batch: &'a dyn Fn(&str) -> Option<String>,
    /// Whether these are all tables of the project: a credential whose table is none of them has none any more.
    pub whole: bool,
}

impl Rows<'_, '_> {
    /// Good credentials for whose awards no row stands.
    pub(super) fn unstated(&self) -> impl Iterator<Item = &Entry> {
        let stated: BTreeMap<&str, &str> =
            self.planned.iter().flat_map(|item| item.award.keys().map(|key| (key, &*item.award.name))).collect();
        let ledger = self.state.ledger;
        let is_good = |entry: &Entry| !ledger.is_gone(&entry.id) && !ledger.is_taken_back(&entry.id);
        let is_stated = move |entry: &Entry| {
            let kin = ledger.of_one_award(entry);
            let mut rows = kin.iter().filter_map(|one| stated.get(one.award.as_str()));
            rows.any(|name| kin.len() == 1 || !self.is_of_another(entry, &kin, name))
        };
        ledger.entries().iter().filter(move |entry| is_good(entry) && !is_stated(entry))
    }

    /// Whether the row of this name is that of somebody else to whom the same award was issued, as where two copies were joined.
    fn is_of_another(&self, entry: &Entry, kin: &[&Entry], name: &str) -> bool {
        let is_named = |entry: &Entry| self.signed(entry).is_some_and(|signed| signed.is_of(name));
        !is_named(entry) && kin.iter().any(|one| one.award == entry.award && one.id != entry.id && is_named(one))
    }

    fn signed(&self, entry: &Entry) -> Option<Signed> {
        (self.state.credential)(&entry.slug).and_then(|bytes| Signed::read(&bytes))
    }

    /// Rows that seem new, and of whose person and badge there is a good credential that a row of these tables stood for: its number
    /// or its day may have been changed, and it would be issued twice; or its badge, and it would be issued for both.
    #[must_use]
    pub fn same_award(&self) -> Vec<Diagnostic> {
        let mut new: BTreeMap<(&str, String), Vec<&Planned<'_>>> = BTreeMap::new();
        for item in self.planned.iter().filter(|item| item.step == Step::New) {
            new.entry((item.badge.id.as_str(), sorted_words(&item.award.name))).or_default().push(item);
        }
        let badges: BTreeSet<&str> = new.keys().map(|(badge, _)| *badge).collect();
        let (mut found, mut lines) = (Told::default(), BTreeMap::new());
        if new.is_empty() {
            return Vec::new();
        }
        let of_badges = |entry: &&Entry| badges.contains(entry.badge.as_str());
        let gone: Vec<Was<'_>> = self.unstated().filter(of_badges).filter_map(|entry| self.was(entry)).collect();
        let heirs = self.heirs();
        // Whether a row stands where that of the credential stood.
        let is_kin = |was: &Was<'_>, item: &Planned<'_>| {
            let heir = |batch: &String| heirs.get(batch).is_some_and(|heir| heir.file == item.sheet.file);
            was.put_away.as_ref().is_none_or(heir)
        };
        let mut alike = Vec::new();
        for was in &gone {
            let named = new.get(&(was.entry.badge.as_str(), sorted_words(&was.award.name))).into_iter().flatten();
            let named = named.filter(|item| is_kin(was, item) || is_near_day(was.award.awarded, item.award.awarded));
            alike.extend(named.map(|item| (was, *item, if is_respelt(was, item) { put_right as Help } else { same })));
        }
        let all: Vec<&Planned<'_>> = new.values().flatten().copied().collect();
        let renamed = renamed::pairs(&all, &gone, &is_kin).into_iter();
        alike.extend(renamed.map(|(was, item)| (was, item, put_right as Help)));
        for (was, item, told) in alike.into_iter().filter(|(was, item, _)| may_be(was, item.award)) {
            found.push("maybe-same-award", || {
                let lines = lines.entry(&item.sheet.file).or_insert_with(|| LineIndex::of(&item.sheet.text));
                told(was, item).in_lines(&item.sheet.file, lines, item.award.span)
            });
        }
        let mut found = found.finish();
        found.extend(self.rebadged());
        found
    }

    /// What was signed, where a row of these tables stood for it, or there is none of its table any more.
    pub(super) fn was<'e>(&self, entry: &'e Entry) -> Option<Was<'e>> {
        let put_away = match self.table(entry) {
            Table::Given(_) | Table::None => None,
            Table::PutAway(batch) => Some(batch),
            Table::Elsewhere => return None,
        };
        let award = self.signed(entry)?.award(entry, Span::default(), false)?;
        // There may be many, and what is signed of the badge is large.
        Some(Was { entry, award: Award { kept: None, ..award }, put_away })
    }

    /// A warning for each good credential whose row is passed over now, or has been taken out of its table; and, of whoever only looks,
    /// one of all whose tables were put away.
    #[must_use]
    pub fn no_longer_earned(&self, today: Date, only_looks: bool) -> Vec<Diagnostic> {
        let mut passed: BTreeMap<&str, (&Sheet, &Skipped)> = BTreeMap::new();
        for (sheet, row) in self.sheets.iter().flat_map(|sheet| sheet.skipped.iter().map(move |row| (sheet, row))) {
            passed.extend(row.award.as_deref().map(|award| (award, (sheet, row))));
        }
        let (mut found, mut lines) = (Told::default(), BTreeMap::new());
        let mut gone: BTreeMap<&str, Gone<'_>> = BTreeMap::new();
        let alike: BTreeMap<&str, Alike<'_>> =
            self.sheets.iter().map(|sheet| (sheet.file.as_str(), Alike::of(sheet))).collect();
        let (heirs, mut away, mut others) = (self.heirs(), BTreeMap::new(), BTreeMap::new());
        for entry in self.unstated() {
            let row = self.state.ledger.of_one_award(entry).into_iter().find_map(|one| passed.get(one.award.as_str()));
            let table = match row {
                Some((sheet, _)) => Table::Given(sheet),
                None => self.table(entry),
            };
            let (sheet, put_away) = match table {
                Table::Given(sheet) => (Some(sheet), None),
                Table::PutAway(batch) => (heirs.get(&batch).copied(), Some(batch)),
                Table::Elsewhere | Table::None => continue,
            };
            // There may be very many of past terms, and what is signed is looked into for whoever asks.
            if sheet.is_none() && !only_looks {
                continue;
            }
            let Some(signed) = self.signed(entry).filter(|signed| signed.end().is_none_or(|end| end >= today)) else {
                continue;
            };
            let Some(sheet) = sheet else {
                put_away.into_iter().for_each(|batch| *away.entry(batch).or_insert(0) += 1);
                continue;
            };
            let name = signed.name().unwrap_or_default().to_owned();
            match row {
                // Who is no longer enrolled has earned what was earned before.
                Some((_, row)) if row.why == SUSPENDED => {}
                Some((_, row)) => found.push("no-longer-earned", || {
                    let lines = lines.entry(&sheet.file).or_insert_with(|| LineIndex::of(&sheet.text));
                    let message =
                        format!("this row is passed over now ({}), and {} is a good credential", row.why, entry.slug);
                    no_longer(entry, &name, message).in_lines(&sheet.file, lines, row.span)
                }),
                None if alike
                    .get(sheet.file.as_str())
                    .is_some_and(|all| all.is_other(entry, signed.term(), self.state)) =>
                {
                    let badges = (sheet.file.as_str(), entry.badge.as_str());
                    *others.entry(badges).or_insert(0_usize) += usize::from(only_looks);
                }
                None => gone.entry(&sheet.batch).or_insert_with(|| (sheet, Vec::new())).1.push((entry, name)),
            }
        }
        for (sheet, gone) in gone.into_values() {
            self.taken_out(sheet, gone, &mut found);
        }
        let mut found = found.finish();
        found.extend(told_away(&away));
        found.extend(others.into_iter().filter_map(|(other, count)| alike.get(other.0)?.told(other, count)));
        found
    }

    /// Of a table, each good credential whose row was taken out of it; one word of all, where it is likely to be another table.
    fn taken_out(&self, sheet: &Sheet, gone: Vec<(&Entry, String)>, found: &mut Told) {
        let known =
            self.planned.iter().filter(|item| item.sheet.batch == sheet.batch && item.step != Step::New).count();
        let is_other = (known == 0 && !sheet.awards.is_empty()) || (gone.len() > EACH && gone.len() > known);
        if is_other && gone.len() > 1 {
            return found.push("no-longer-earned", || many(sheet, &gone));
        }
        for (entry, name) in gone {
            let message = format!("no row says the award of {} any more, which is a good credential", entry.slug);
            found.push("no-longer-earned", || no_longer(entry, &name, message).in_file(&sheet.file));
        }
    }
}

/// Whether an address is the one that was signed as this hash.
pub(super) fn is_of_mail(hash: &str, salt: &str, mail: &str) -> bool {
    hashed(mail, salt).get("identityHash").and_then(accolade_credential::Json::as_str) == Some(hash)
}

/// Whether a row may be the award that a credential was signed for: where both say more of the person or the award, they say the same.
pub(super) fn may_be(Was { entry, award: was, .. }: &Was<'_>, award: &Award) -> bool {
    // A program's own number is of one person, and is not typed.
    let program = |key: &str| ["id:canvas ", "id:moodle "].into_iter().find(|own| key.starts_with(own));
    if program(&entry.award).is_some() && program(&entry.award) == program(&award.key) {
        return false;
    }
    let other_term = was.term.is_some() && award.term.is_some() && was.term != award.term;
    let ended = was.expires.is_some_and(|end| end < award.awarded);
    let other_person = match (&was.recipient, &award.recipient) {
        (Some(Recipient::Uri(was)), Some(Recipient::Uri(now))) => was != now,
        (Some(Recipient::Hash(hash, salt)), Some(Recipient::Mail(mail))) => !is_of_mail(hash, salt, mail),
        _ => false,
    };
    !other_term && !ended && !other_person
}

/// Whether a row of the same day writes the name that was signed otherwise, as with an accent or in another order.
fn is_respelt(was: &Was<'_>, item: &Planned<'_>) -> bool {
    composed(&was.award.name) != composed(&item.award.name) && was.award.awarded == item.award.awarded
}

/// A row of whom, of the same badge and day, nothing seems to be signed, and whose name is nearly the one that was.
fn put_right(Was { entry, award: was, put_away }: &Was<'_>, item: &Planned<'_>) -> Diagnostic {
    let (name, badge) = (&item.award.name, &entry.badge);
    let message = format!(
        "{name:?} may be {:?}, who has a good credential of {badge:?} and the same day, {}, whose award no row says any more{}",
        was.name,
        entry.slug,
        nor_table(put_away.as_deref())
    );
    let help = format!(
        "when it is the same person, `accolade reissue {} --name {name:?}` signs the name as the row has it in its place; when it is another person, say --another-award, and put the row of {:?} back or `accolade revoke {}`",
        entry.slug, was.name, entry.slug
    );
    Diagnostic::error("maybe-same-award", message).about(name).help(help)
}

fn same(Was { entry, award: was, put_away }: &Was<'_>, item: &Planned<'_>) -> Diagnostic {
    let (name, badge) = (&item.award.name, &entry.badge);
    let message = format!(
        "{name:?} has a good credential of {badge:?}, {}, whose award no row says any more{}",
        entry.slug,
        nor_table(put_away.as_deref())
    );
    let back = match entry.award.strip_prefix("id:") {
        Some(id) => format!("give the row its award_id again, {id:?}"),
        None => format!("give the row its day again, {}, and no award_id", was.awarded),
    };
    let help = format!(
        "when it is the same award, {back}; or, to sign what the row says now in its place, `accolade reissue {}`; when it is another award, say --another-award",
        entry.slug
    );
    Diagnostic::error("maybe-same-award", message).about(name).help(help)
}

/// That the table is gone, too.
fn nor_table(put_away: Option<&str>) -> String {
    put_away.map(|batch| format!(", nor is there a table {batch:?} any more")).unwrap_or_default()
}

fn no_longer(entry: &Entry, name: &str, message: String) -> Diagnostic {
    let help = format!("when it was not earned, `accolade revoke {}`; when it was, put the row right", entry.slug);
    Diagnostic::warning("no-longer-earned", message).about(name).help(help)
}

/// One word of all credentials of a table that is likely to be another one.
fn many(sheet: &Sheet, gone: &[(&Entry, String)]) -> Diagnostic {
    let named: Vec<&str> = gone.iter().take(3).map(|(entry, _)| entry.slug.as_str()).collect();
    let message = format!(
        "no row says the awards of {} good credentials that were issued from a table of this name, such as {}",
        gone.len(),
        named.join(", ")
    );
    let help = "when this is another table, nothing is to be done; else `accolade revoke` those that were not earned";
    Diagnostic::warning("no-longer-earned", message).in_file(&sheet.file).help(help)
}
