//! In: a record of a table, and where the day of the award stands in its header. Out: an error for a row whose fields stand beside their
//! columns, since a sign that parts fields is in one of them and no quotes are around it: one word instead of one for each column; and
//! whether that is sure, or asked of rows alone that earn something.

use super::table::Line;
use crate::diag::{Diagnostic, Span};

/// How many fields a row may have slipped by.
const MOST: usize = 3;

/// A row whose fields stand beside their columns.
pub(super) struct Slipped {
    /// What is told of it.
    pub(super) told: Diagnostic,
    /// Whether nothing else can be meant: a row of no more fields than the header has may say in words that there is no day.
    pub(super) is_sure: bool,
}

/// A row of more fields than the header has, or whose day stands some fields after its column. `width` is how many columns there are,
/// `awarded` the place of the day, where a column of its own has it, and `is_day` whether a text is one.
pub(super) fn slipped(
    line: &Line<'_>,
    width: usize,
    awarded: Option<usize>,
    is_day: &dyn Fn(&str) -> bool,
) -> Option<Slipped> {
    let count = line.record.len();
    let at = awarded.filter(|at| {
        let stands = line.cell(*at).trim();
        !is_day(stands) && is_word(stands) && (1..=MOST).any(|by| is_day(line.cell(at + by).trim()))
    });
    if count <= width && at.is_none() {
        return None;
    }
    let mut message = format!("the row has {count} fields, the header {width}");
    if let Some(at) = at.filter(|_| count <= width) {
        message += &format!(", and {:?} stands where the day should", line.cell(at).trim());
    }
    // After a comma of a text there is a blank, and after one of the table there is none.
    let second =
        (1..at.map_or(count, |at| at + 1)).find(|n| line.cell(*n).starts_with(' ') && !line.cell(*n).trim().is_empty());
    let Some(second) = second else {
        let help = "put quotes around a field that holds a comma";
        return Some(Slipped { told: line.wrong("bad-csv", message, line.span).help(help), is_sure: count > width });
    };
    // Where a blank follows every sign, it says nothing.
    let is_sure = count > width || !(1..count).all(|n| line.cell(n).starts_with(' '));
    let (one, two) = (line.place(second - 1), line.place(second));
    let sign = match line.text.get(one.end..).and_then(|rest| rest.chars().next()) {
        Some(';') => "semicolon",
        Some('\t') => "tab",
        Some(':') => "colon",
        _ => "comma",
    };
    let span = Span { start: one.start, end: two.end.max(one.end) };
    let parted = line.text.get(span.start..span.end).unwrap_or_default();
    message += &format!("; it seems that a {sign} of {parted:?} parts it in two");
    let help = format!("put quotes around a field that holds a {sign}: {parted:?}");
    Some(Slipped { told: line.wrong("bad-csv", message, span).help(help), is_sure })
}

/// Whether a text is not meant as a day, however days are written.
fn is_word(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && text.chars().filter(char::is_ascii_digit).count() < 5
}
