//! In: the given tables, what their rows come to, and a credential. Out: how the table from which it was issued stands to the given ones: it may be
//! one of them, have got another name, or have been put away, as that of a past term.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::issue::ledger::Entry;
use crate::issue::plan::{Sheet, State};
use crate::issue::unstated::Rows;

/// So many tables are named.
const NAMED: usize = 3;

/// So many days apart, a day may be another one that was put right. Where a table was put away, another term's is further off.
const NEAR: i32 = 31;

/// The table of a credential.
pub(super) enum Table<'a> {
    /// One of the given.
    Given(&'a Sheet),
    /// None of all that the project has: its name.
    PutAway(String),
    /// None of the given, and nobody said that these are all.
    Elsewhere,
    /// It has a file of its own, which tells of none.
    None,
}

impl Rows<'_, '_> {
    pub(super) fn table(&self, entry: &Entry) -> Table<'_> {
        let Some(batch) = (self.batch)(&entry.slug) else { return Table::None };
        match self.sheets.iter().find(|sheet| sheet.batch == batch) {
            Some(sheet) => Table::Given(sheet),
            None if self.whole => Table::PutAway(batch),
            None => Table::Elsewhere,
        }
    }

    /// Tables that have got another name: of each name that there is no more, the table whose rows say awards of it.
    pub(super) fn heirs(&self) -> BTreeMap<String, &Sheet> {
        let mut heirs = BTreeMap::new();
        if !self.whole {
            return heirs;
        }
        let given: BTreeSet<&str> = self.sheets.iter().map(|sheet| sheet.batch.as_str()).collect();
        for item in self.planned {
            let batch = item.entry().and_then(|entry| (self.batch)(&entry.slug));
            if let Some(batch) = batch.filter(|batch| !given.contains(batch.as_str())) {
                heirs.entry(batch).or_insert(item.sheet);
            }
        }
        heirs
    }
}

/// One word of all good credentials whose tables were put away, by the names of these: most are of past terms.
pub(super) fn told_away(away: &BTreeMap<String, usize>) -> Option<Diagnostic> {
    let count: usize = away.values().sum();
    let mut named: Vec<String> = away.keys().take(NAMED).map(|batch| format!("{batch:?}")).collect();
    named.extend((away.len() > NAMED).then(|| format!("{} more", away.len() - NAMED)));
    let (awards, are) = match count {
        0 => return None,
        1 => ("the award of 1 good credential, which was".to_owned(), "its table"),
        n => (format!("the awards of {n} good credentials, which were"), "their tables"),
    };
    let message = format!("no table below awards/ says {awards} issued from {}", named.join(", "));
    let help = format!(
        "when {are} were put away, nothing is to be done; else put them back, or `accolade revoke` what was not earned"
    );
    Some(Diagnostic::warning("no-longer-earned", message).in_file("awards/").help(help))
}

/// Whether a day may be another one that was put right: near it, or with one of its three parts wrong, or with two of them in the other order.
pub(super) fn is_near_day(one: Date, other: Date) -> bool {
    let parts = |day: Date| [i32::from(day.year()), i32::from(day.month()), i32::from(day.day())];
    let ([year, month, day], other_parts) = (parts(one), parts(other));
    let same = [year, month, day].iter().zip(&other_parts).filter(|(one, other)| one == other).count();
    (other - one).get_days().abs() <= NEAR || same >= 2 || [year, day, month] == other_parts
}

/// What all rows of a table have alike.
pub(super) struct Alike<'a> {
    /// Their badge, when it is one: a gradebook is read once for each.
    badge: Option<&'a str>,
    /// Their terms, when each has one.
    terms: BTreeSet<&'a str>,
}

impl<'a> Alike<'a> {
    pub(super) fn of(sheet: &'a Sheet) -> Self {
        let mut badges = sheet.awards.iter().map(|award| award.badge.value.as_str());
        let first = badges.next();
        let terms = sheet.awards.iter().map(|award| award.term.as_deref()).collect::<Option<_>>();
        Self { badge: first.filter(|first| badges.all(|badge| badge == *first)), terms: terms.unwrap_or_default() }
    }

    /// One word of how many good credentials were issued from the table for another badge than all its rows are of, if any.
    pub(super) fn told(&self, (file, badge): (&str, &str), count: usize) -> Option<Diagnostic> {
        let now = self.badge.filter(|now| *now != badge)?;
        let (credentials, were) = match count {
            0 => return None,
            1 => ("1 good credential".to_owned(), "was"),
            n => (format!("{n} good credentials"), "were"),
        };
        let message =
            format!("all rows are of {now:?}, and {credentials} of {badge:?} {were} issued from a table of this name");
        let help = format!(
            "when it is read once for each badge, nothing is to be done; else put the badge back, or `accolade revoke` what was not earned (`accolade list --badge {badge}`)"
        );
        Some(Diagnostic::warning("no-longer-earned", message).in_file(file).help(help))
    }

    /// Whether a credential is of another badge or term than all of them.
    pub(super) fn is_other(&self, entry: &Entry, term: Option<&str>, state: &State<'_>) -> bool {
        let other_term = term.is_some_and(|term| !self.terms.is_empty() && !self.terms.contains(term));
        other_term || self.badge.is_some_and(|badge| badge != entry.badge && state.badges.contains_key(&entry.badge))
    }
}
