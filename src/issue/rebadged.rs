//! In: rows that seem new, and good credentials for whose awards no row stands any more. Out: rows whose badge may have been changed after it was
//! signed: of the same table, person and day as a credential of another badge.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::plan::{Planned, Step};
use super::put_away::Table;
use super::unstated::{Rows, Was, may_be};
use crate::diag::{Diagnostic, LineIndex, Told};
use crate::model::people::sorted_words;

/// So many rows of a table and of two badges are each told; of more it is one change.
const EACH: usize = 3;

/// A table by its file, the badge that was signed, and the one that its row says.
type Change<'a> = (&'a str, &'a str, &'a str);

impl Rows<'_, '_> {
    /// An error for each row, or for all of one table and badge.
    pub(super) fn rebadged(&self) -> Vec<Diagnostic> {
        let mut new: BTreeMap<(&str, String, Date), Vec<&Planned<'_>>> = BTreeMap::new();
        // What an option or a mapping says of every row is no word of the row: a gradebook is read once for each badge.
        let says = |item: &&Planned<'_>| item.step == Step::New && item.award.badge.span != item.award.span;
        for item in self.planned.iter().filter(says) {
            let who = (item.sheet.file.as_str(), sorted_words(&item.award.name), item.award.awarded);
            new.entry(who).or_default().push(item);
        }
        if new.is_empty() {
            return Vec::new();
        }
        let mut pairs: BTreeMap<Change<'_>, Vec<(Was<'_>, &Planned<'_>)>> = BTreeMap::new();
        for entry in self.unstated() {
            let Table::Given(sheet) = self.table(entry) else { continue };
            let Some(was) = self.was(entry) else { continue };
            let who = (sheet.file.as_str(), sorted_words(&was.award.name), was.award.awarded);
            let others = new.get(&who).into_iter().flatten();
            let other = others.copied().find(|item| item.badge.id != entry.badge && may_be(&was, item.award));
            if let Some(item) = other {
                pairs.entry((&sheet.file, &entry.badge, &item.badge.id)).or_default().push((was, item));
            }
        }
        let mut found = Told::default();
        for (change, pairs) in &pairs {
            let back = match self.state.badges.contains_key(change.1) {
                true => format!("put {:?} back", change.1),
                false => format!("give the badge's file its name again, {0}.yaml, and put {0:?} back", change.1),
            };
            if pairs.len() > EACH {
                found.push("maybe-same-award", || many(*change, pairs, &back));
                continue;
            }
            for (was, item) in pairs {
                let lines = LineIndex::of(&item.sheet.text);
                let told = || one(was, item, &back).in_lines(&item.sheet.file, &lines, item.award.badge.span);
                found.push("maybe-same-award", told);
            }
        }
        found.finish()
    }
}

fn one(was: &Was<'_>, item: &Planned<'_>, back: &str) -> Diagnostic {
    let (name, badge, slug) = (&item.award.name, &was.entry.badge, &was.entry.slug);
    let message = format!(
        "the row says {:?}, and {name:?} has a good credential of {badge:?} and the same day, {slug}, whose award no row says any more",
        item.badge.id
    );
    let help = format!(
        "when the badge that was signed is right, {back}; when that of the row is right, `accolade revoke {slug}` first; when they are two awards, put a row of {badge:?} back beside this one, or say --another-award"
    );
    Diagnostic::error("maybe-same-award", message).about(name).help(help)
}

fn many((file, was, now): Change<'_>, pairs: &[(Was<'_>, &Planned<'_>)], back: &str) -> Diagnostic {
    let named: Vec<&str> = pairs.iter().take(EACH).map(|(was, _)| was.entry.slug.as_str()).collect();
    let message = format!(
        "{} rows say {now:?}, and their people have good credentials of {was:?} and the same day, whose awards no row says any more, such as {}",
        pairs.len(),
        named.join(", ")
    );
    let help = format!(
        "when the badge that was signed is right, {back}; when that of the rows is right, `accolade revoke` the others first (`accolade list --badge {was}` names them); when they are other awards, put the rows of {was:?} back beside these, or say --another-award"
    );
    Diagnostic::error("maybe-same-award", message).in_file(file).help(help)
}
