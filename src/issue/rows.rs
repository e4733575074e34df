//! In: the text of an awards file, CSV or YAML. Out: its rows as named fields that know where they stand.
//! Knows the columns by name, nothing of what their values mean.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Span, Spanned};
use crate::draft::suggest;
use crate::draft::yaml::{self, Node, Value};

/// The columns of an awards file; the first three must be there.
pub const COLUMNS: [&str; 15] = [
    "name",
    "badge",
    "awarded",
    "award_id",
    "recipient_id",
    "expires",
    "start",
    "end",
    "credits",
    "result",
    "evidence_name",
    "evidence_url",
    "evidence_description",
    "narrative",
    "license",
];
/// The column that says whether an award may be listed.
pub const CONSENT: &str = "consent";
const REQUIRED: usize = 3;

/// One row: its filled fields by column, trimmed, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Fields that are not empty.
    pub fields: BTreeMap<&'static str, Spanned<String>>,
    /// The row in the file's text.
    pub span: Span,
}

impl Row {
    /// The field of a column, when it is filled.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&Spanned<String>> {
        self.fields.get(column)
    }
}

/// The known column of this name; capitals, blanks and hyphens do not matter.
#[must_use]
pub fn column(name: &str) -> Option<&'static str> {
    let plain = name.trim().to_lowercase().replace([' ', '-'], "_");
    COLUMNS.into_iter().chain([CONSENT]).find(|c| *c == plain)
}

/// Reads CSV with a header line; comma, semicolon or tab, whichever the header uses most.
///
/// Returns the rows that could be read together with everything that is wrong.
#[must_use]
pub fn csv(file: &str, text: &str) -> (Vec<Row>, Vec<Diagnostic>) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - body.len();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(body))
        .flexible(true)
        .has_headers(false)
        .from_reader(body.as_bytes());
    let mut found = Vec::new();
    let mut rows = Vec::new();
    let mut header: Option<Vec<Option<&'static str>>> = None;
    let mut record = csv::StringRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                let span = Span { start: offset + start, end: offset + start };
                let message = format!("this line is not CSV: {}", lower_first(&error.to_string()));
                found.push(Diagnostic::error("bad-csv", message).at(file, text, span));
                break;
            }
        }
        let start = skip_blank(body, start);
        let end = usize::try_from(reader.position().byte()).unwrap_or(body.len()).min(body.len());
        let span = Span { start: offset + start, end: offset + start + body[start..end].trim_end().len() };
        match &header {
            None => header = Some(read_header(file, text, &record, span, &mut found)),
            Some(columns) if record.iter().all(|f| f.trim().is_empty()) => debug_assert!(!columns.is_empty()),
            Some(columns) => {
                if record.len() > columns.len() {
                    let message = format!("the row has {} fields, the header {}", record.len(), columns.len());
                    let help = "put quotes around a field that holds a comma";
                    found.push(Diagnostic::error("bad-csv", message).at(file, text, span).help(help));
                    continue;
                }
                rows.push(read_row(text, &record, columns, span));
            }
        }
    }
    if header.is_none() {
        let help = format!("the first line names the columns: {}", COLUMNS[..REQUIRED].join(","));
        found.push(Diagnostic::error("empty-awards", "the file has no header line").in_file(file).help(help));
    }
    (rows, found)
}

/// Reads a YAML list of awards, each with the same fields as the columns of a CSV.
///
/// Returns the rows that could be read together with everything that is wrong.
#[must_use]
pub fn yaml(file: &str, text: &str) -> (Vec<Row>, Vec<Diagnostic>) {
    let root = match yaml::read(text) {
        Ok(root) => root,
        Err(e) => return (Vec::new(), vec![Diagnostic::error(e.code, e.message).at(file, text, e.span).help(e.help)]),
    };
    let wrong =
        |code, message: String, span, help: &str| Diagnostic::error(code, message).at(file, text, span).help(help);
    let Value::List(items) = &root.value else {
        let help = "begin each award with `- name: …`";
        return (Vec::new(), vec![wrong("wrong-type", "awards are written as a list".to_owned(), root.span, help)]);
    };
    let (mut rows, mut found) = (Vec::new(), Vec::new());
    for item in items {
        let Value::Map(members) = &item.value else {
            found.push(wrong(
                "wrong-type",
                "an award is written as fields, `name: value`".to_owned(),
                item.span,
                "begin it with `- name: …`",
            ));
            continue;
        };
        let mut fields = BTreeMap::new();
        for (key, node) in members {
            match (column(&key.value), scalar(text, node)) {
                (None, _) => found.push(wrong(
                    "unknown-field",
                    format!("an award has no field {:?}", key.value),
                    key.span,
                    &advice(&key.value),
                )),
                (Some(_), None) => found.push(wrong(
                    "wrong-type",
                    format!("{:?} holds a single value", key.value),
                    node.span,
                    "write the text or number itself",
                )),
                (Some(column), Some(value)) => {
                    if !value.is_empty() {
                        fields.insert(column, Spanned::new(value, node.span));
                    }
                }
            }
        }
        rows.push(Row { fields, span: members.first().map_or(item.span, |(key, _)| key.span) });
    }
    (rows, found)
}

/// The value as it is written: `2026-05` stays a text, `1.50` keeps its zero.
fn scalar(text: &str, node: &Node) -> Option<String> {
    match &node.value {
        Value::Null => Some(String::new()),
        Value::Text(value) => Some(value.trim().to_owned()),
        Value::Number(_) | Value::Bool(_) => text.get(node.span.start..node.span.end).map(|t| t.trim().to_owned()),
        Value::List(_) | Value::Map(_) => None,
    }
}

fn advice(written: &str) -> String {
    suggest(written, COLUMNS.into_iter().chain([CONSENT])).map_or_else(
        || format!("there are {}, {CONSENT}", COLUMNS.join(", ")),
        |near| format!("did you mean {near:?}?"),
    )
}

fn read_header(
    file: &str,
    text: &str,
    record: &csv::StringRecord,
    span: Span,
    found: &mut Vec<Diagnostic>,
) -> Vec<Option<&'static str>> {
    let mut columns = Vec::new();
    for name in record {
        let known = column(name);
        if known.is_none() {
            let message = if name.trim().is_empty() {
                "a column has no name".to_owned()
            } else {
                format!("there is no column {:?} in an awards file", name.trim())
            };
            let span = locate(text, span, name);
            found.push(Diagnostic::error("unknown-column", message).at(file, text, span).help(advice(name.trim())));
        } else if columns.contains(&known) {
            let message = format!("the column {:?} stands there twice", name.trim());
            found.push(Diagnostic::error("duplicate-column", message).at(file, text, locate(text, span, name)));
        }
        columns.push(known);
    }
    for missing in COLUMNS[..REQUIRED].iter().filter(|c| !columns.contains(&Some(**c))) {
        let message = format!("the column {missing:?} is missing");
        let help = format!("the first line must name {}", COLUMNS[..REQUIRED].join(", "));
        found.push(Diagnostic::error("missing-column", message).at(file, text, span).help(help));
    }
    columns
}

fn read_row(text: &str, record: &csv::StringRecord, columns: &[Option<&'static str>], span: Span) -> Row {
    let mut fields = BTreeMap::new();
    let mut from = span.start;
    for (value, column) in record.iter().zip(columns) {
        let place = locate(text, Span { start: from, end: span.end }, value);
        if place.end > place.start {
            from = place.end;
        }
        if let (Some(column), false) = (column, value.trim().is_empty()) {
            fields.insert(*column, Spanned::new(value.trim().to_owned(), place));
        }
    }
    Row { fields, span }
}

/// Where `value` stands within `span`; the whole span when quoting changed its text.
fn locate(text: &str, span: Span, value: &str) -> Span {
    let value = value.trim();
    match text.get(span.start..span.end).and_then(|t| t.find(value)) {
        Some(at) if !value.is_empty() => Span { start: span.start + at, end: span.start + at + value.len() },
        _ => Span { start: span.start, end: span.start },
    }
}

fn skip_blank(body: &str, start: usize) -> usize {
    let start = start.min(body.len());
    start + (body.len() - start - body[start..].trim_start_matches(['\r', '\n']).len())
}

fn delimiter(body: &str) -> u8 {
    let header = body.lines().next().unwrap_or_default();
    let count = |c: u8| header.bytes().filter(|b| *b == c).count();
    [b';', b'\t'].into_iter().filter(|c| count(*c) > count(b',')).max_by_key(|c| count(*c)).unwrap_or(b',')
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_knows_its_line_also_after_quoted_line_breaks_and_blank_lines() {
        let text = "\u{feff}Name,badge,Awarded,narrative\n\nAda Obi,talk,2026-05-12,\"two\nlines, really\"\n\nBo Li,talk,2026-05-13\n";
        let (rows, found) = csv("awards/a.csv", text);
        assert_eq!(found, []);
        assert_eq!(rows[0].get("narrative").map(|n| n.value.as_str()), Some("two\nlines, really"));
        let last = Diagnostic::error("x", "x").at("awards/a.csv", text, rows[1].get("badge").expect("badge").span);
        let place = last.place.expect("place");
        assert_eq!(
            (place.line, place.column, place.excerpt.as_deref()),
            (Some(6), Some(7), Some("Bo Li,talk,2026-05-13"))
        );
    }

    #[test]
    fn spreadsheets_that_write_semicolons_are_read() {
        let (rows, found) = csv("a.csv", "name;badge;awarded\r\nAda, Countess;talk;2026-05-12\r\n");
        assert_eq!(found, []);
        assert_eq!(rows[0].get("name").map(|n| n.value.as_str()), Some("Ada, Countess"));
    }

    #[test]
    fn wrong_headers_are_all_named_at_once() {
        let (_, found) = csv("a.csv", "name,bagde,award,awarded,name\n");
        let said: Vec<_> = found.iter().map(|d| (d.code, d.help.as_deref().unwrap_or_default())).collect();
        assert_eq!(said[0], ("unknown-column", "did you mean \"badge\"?"));
        assert_eq!(said[1].0, "unknown-column");
        assert_eq!(said[2].0, "duplicate-column");
        assert_eq!(said[3], ("missing-column", "the first line must name name, badge, awarded"));
    }

    #[test]
    fn a_row_with_too_many_fields_is_an_error_and_the_next_row_is_read() {
        let (rows, found) = csv("a.csv", "name,badge,awarded\nObi, Ada,talk,2026-05-12\nBo,talk,2026-05-12\n");
        assert_eq!(rows.len(), 1);
        assert_eq!(found[0].to_string(), "error[bad-csv] a.csv:2:1: the row has 4 fields, the header 3");
    }
}
