//! In: rows that name a badge that there is not. Out: one error for each table and badge, with how many rows name it, and how many credentials
//! are of it where its file is gone.

use std::collections::BTreeMap;

use super::plan::{Sheet, State};
use crate::diag::{Diagnostic, LineIndex, Spanned, Told};
use crate::draft::suggest;

/// Rows by their table's number and the badge.
#[derive(Default)]
pub(super) struct NoBadge<'a>(BTreeMap<(usize, &'a str), Rows<'a>>);

/// Rows of one table and badge.
struct Rows<'a> {
    /// Where the first of them says it, and whose it is.
    first: (&'a Spanned<String>, Option<&'a str>),
    count: usize,
}

impl<'a> NoBadge<'a> {
    /// Takes in a row.
    pub(super) fn add(&mut self, sheet: usize, badge: &'a Spanned<String>, name: Option<&'a str>) {
        let rows = self.0.entry((sheet, &badge.value)).or_insert(Rows { first: (badge, name), count: 0 });
        rows.count += 1;
        if badge.span.start < rows.first.0.span.start {
            rows.first = (badge, name);
        }
    }

    /// Tells of all of them.
    pub(super) fn tell(self, (sheets, lines): (&[Sheet], &[LineIndex<'_>]), state: &State<'_>, found: &mut Told) {
        for ((nth, badge), Rows { first: (place, name), count }) in self.0 {
            let told = || {
                let wrong = told(badge, count, state).in_lines(&sheets[nth].file, &lines[nth], place.span);
                name.iter().fold(wrong, |wrong, name| wrong.about(*name))
            };
            found.push("unknown-badge", told);
        }
    }
}

fn told(badge: &str, rows: usize, state: &State<'_>) -> Diagnostic {
    let near = suggest(badge, state.badges.keys().map(String::as_str));
    let issued = state.ledger.entries().iter().filter(|entry| entry.badge == badge && !state.ledger.is_gone(&entry.id));
    let mut which = Vec::new();
    which.extend((rows > 1).then(|| format!("{rows} rows say")));
    which.extend(match issued.count() {
        0 => None,
        1 => Some("1 credential is of".to_owned()),
        n => Some(format!("{n} credentials are of")),
    });
    let gone = which.last().is_some_and(|last| last.ends_with("of"));
    let mut message = format!("there is no badge {badge:?}");
    if !which.is_empty() {
        message = format!("{message}, which {}", which.join(" and "));
    }
    let help = match (gone, near) {
        (true, near) => {
            let other = near.map(|near| format!("; {near:?} is another badge to what was signed")).unwrap_or_default();
            format!(
                "bring badges/{badge}.yaml back, or give it that name again, and its rows are as before{other}; to give it up, put its rows away: what was issued stays good"
            )
        }
        (false, Some(near)) => format!("did you mean {near:?}?"),
        (false, None) => {
            format!("the badges are {}", state.badges.keys().cloned().collect::<Vec<_>>().join(", "))
        }
    };
    Diagnostic::error("unknown-badge", message).help(help)
}
