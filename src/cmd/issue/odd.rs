//! In: what is to be signed, and what is there. Out: what is odd about it and stops nothing: it has ended already, it does not count yet,
//! or its badge says something else than the credentials that were signed before.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::{Diagnostic, LineIndex, Told};
use crate::issue::credential::{self, Definition};
use crate::issue::definition;
use crate::issue::plan::{Planned, State, Step};
use crate::issue::signed::Signed;

/// The lines of each table, counted once.
pub(super) type Lines<'p> = BTreeMap<&'p String, LineIndex<'p>>;

/// A warning for each of them, before anything is signed.
pub(super) fn told<'p>(
    planned: &'p [Planned<'_>],
    state: &State<'_>,
    today: Date,
    lines: &mut Lines<'p>,
) -> Vec<Diagnostic> {
    let mut found = Told::default();
    let new = || planned.iter().filter(|item| item.step == Step::New);
    let mut warn = |item: &'p Planned<'_>, code, message: String, help| {
        found.push(code, || {
            let lines = lines.entry(&item.sheet.file).or_insert_with(|| LineIndex::of(&item.sheet.text));
            Diagnostic::warning(code, message)
                .in_lines(&item.sheet.file, lines, item.award.span)
                .about(&item.award.name)
                .help(help)
        });
    };
    for item in new() {
        if let Some(end) = credential::last_day(item.badge, item.award).filter(|end| *end < today) {
            let help = "nothing is to be done when that is right; else correct its day, or say in `expires` until when it is good";
            let message = format!("it ended on {end}: whoever checks it is told that it has expired");
            warn(item, "already-expired", message, help);
        }
        let day = item.award.awarded;
        if day > today {
            let help = "nothing is to be done where that day has begun; else issue it then, or correct its day";
            let message = format!(
                "it is dated {day}, and today is {today} in UTC: until {day} in UTC whoever checks it is told that it is not valid yet"
            );
            warn(item, "not-yet", message, help);
        }
    }
    let mut all = found.finish();
    let badges: BTreeMap<&str, &Definition> = new().map(|item| (item.badge.id.as_str(), item.badge)).collect();
    all.extend(changed(&badges, state));
    all
}

/// A warning for each badge whose good credentials say other words than those that would be signed now.
fn changed(badges: &BTreeMap<&str, &Definition>, state: &State<'_>) -> Vec<Diagnostic> {
    let words: BTreeMap<&str, Words> = badges.iter().map(|(id, badge)| (*id, Words::of(badge))).collect();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let is_good = |id: &str| !state.ledger.is_gone(id) && !state.ledger.is_taken_back(id);
    for entry in state.ledger.entries() {
        let Some((id, words)) = words.get_key_value(entry.badge.as_str()).filter(|_| is_good(&entry.id)) else {
            continue;
        };
        let Some(same) = (state.credential)(&entry.slug).and_then(|bytes| words.are_in(&bytes)) else { continue };
        let (other, of) = counts.entry(id).or_default();
        *other += usize::from(!same);
        *of += 1;
    }
    let warning = |(badge, (other, of)): (&str, (usize, usize))| {
        let said = if other == 1 { "says" } else { "say" };
        let message = format!(
            "the badge {badge:?} was changed: {other} of its {of} good credentials {said} another name, description or criteria than what would be signed now"
        );
        let help = "where that is not meant, put the old words back; new words belong into a badge of their own, in a file with another name";
        Diagnostic::warning("badge-changed", message).about(badge).help(help)
    };
    counts.into_iter().filter(|(_, (other, _))| *other > 0).map(warning).collect()
}

/// The words of a badge as they would be signed now.
struct Words {
    wording: crate::draft::Wording,
    /// The same as they stand in a file that was written here: there may be very many.
    written: Vec<String>,
}

impl Words {
    fn of(badge: &Definition) -> Self {
        let said = definition::words(badge);
        let written = said.iter().map(|text| serde_json::Value::from(text.as_str()).to_string()).collect();
        let [name, description, criteria] = &said;
        Self { wording: crate::draft::Wording::of(name, description, criteria), written }
    }

    /// Whether a credential says them; `None` when it cannot be read.
    fn are_in(&self, bytes: &[u8]) -> Option<bool> {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        if self.written.iter().all(|words| text.contains(words)) {
            return Some(true);
        }
        Some(Signed::read(bytes)?.wording()? == self.wording)
    }
}
