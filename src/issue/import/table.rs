//! In: the text of a CSV and a mapping. Out: rows under the names of an award's columns, each with its place; rows passed over.
//! Knows what the columns are called, not what their values mean, but for dates and numbers written in another way.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;

use super::header::Header;
use super::mapping::{DATES, Mapping};
use super::number;
use super::signs::{delimiter, said, unclosed};
use crate::diag::{Diagnostic, LineIndex, Span, Spanned};
use crate::issue::columns::{COLUMNS, Column, REQUIRED};
use crate::issue::reader::FIRST_YEAR;
use crate::issue::rows::Read;

/// Columns that hold a day.
pub(super) const DAYS: [&str; 4] = ["awarded", "expires", "start", "end"];
/// Columns that hold a number.
const NUMBERS: [&str; 2] = ["hours", "credits"];

/// Reads a table with a header line; comma, semicolon, tab or colon, as the header has them. Hands on each row as it is read.
pub fn read(file: &str, text: &str, mapping: &Mapping, each: &mut dyn FnMut(Read)) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (body, said) = said(body);
    let offset = text.len() - body.len();
    let delimiter = said.unwrap_or_else(|| delimiter(body));
    let open = unclosed(body, delimiter);
    let mut reader = reader(body, delimiter);
    let lines = LineIndex::of(text);
    let mut header: Option<Header> = None;
    let mut record = csv::StringRecord::new();
    let mut columns = None;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                let span = Span { start: offset + start, end: offset + start };
                let message = format!("this line is not CSV: {}", lower_first(&error.to_string()));
                each(Read::Wrong(Diagnostic::error("bad-csv", message).at(file, text, span)));
                break;
            }
        }
        let start = skip_blank(body, start);
        let end = usize::try_from(reader.position().byte()).unwrap_or(body.len()).min(body.len()).max(start);
        if let Some(open) = open.filter(|open| (start..end).contains(open)) {
            return each(Read::Wrong(never_closed(file, text, offset + open)));
        }
        let span = Span { start: offset + start, end: offset + start + body[start..end].trim_end().len() };
        let (width, void) = columns.get_or_insert_with(|| named(body, delimiter, &record));
        cut(&mut record, *width);
        let line = Line { file, text, lines: &lines, record: &record, void, span };
        match &header {
            None => match Header::read(&line, mapping) {
                Ok(read) => header = Some(read),
                Err(wrong) => return wrong.into_iter().for_each(|wrong| each(Read::Wrong(wrong))),
            },
            Some(_) if record.iter().all(|f| f.trim().is_empty()) => {}
            Some(header) => {
                let read = header.row(&line, mapping);
                header.overridden(&line, &read).into_iter().chain([read]).for_each(&mut *each);
            }
        }
    }
    if header.is_none() {
        let help = format!("the first line names the columns: {}", COLUMNS[..REQUIRED].join(","));
        each(Read::Wrong(Diagnostic::error("empty-awards", "the file has no header line").in_file(file).help(help)));
    }
}

fn reader(body: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(body.as_bytes())
}

/// How many columns there are up to the last one that has a name, and those among them with neither a name nor a value: spreadsheets
/// leave them behind.
fn named(body: &str, delimiter: u8, header: &csv::StringRecord) -> (usize, Vec<usize>) {
    let is_void = |record: &csv::StringRecord, at: usize| record.get(at).is_none_or(|cell| cell.trim().is_empty());
    let width = (0..header.len()).rev().find(|at| !is_void(header, *at)).map_or(header.len(), |last| last + 1);
    let mut void: Vec<usize> = (0..width).filter(|at| is_void(header, *at)).collect();
    if !void.is_empty() {
        for record in reader(body, delimiter).into_records().map_while(Result::ok) {
            void.retain(|at| is_void(&record, *at));
        }
    }
    (width, void)
}

/// Takes away the empty cells behind the last column.
fn cut(record: &mut csv::StringRecord, width: usize) {
    while record.len() > width && record.iter().next_back().is_some_and(|cell| cell.trim().is_empty()) {
        record.truncate(record.len() - 1);
    }
}

/// A quote that takes the rest of the file into its cell.
fn never_closed(file: &str, text: &str, open: usize) -> Diagnostic {
    let line = text[..open].matches('\n').count() + 1;
    let message = format!("a quote that begins on line {line} is never closed");
    let help =
        "close it behind its cell; a quote that belongs to the text is written twice, in a cell with quotes around it";
    Diagnostic::error("bad-csv", message).at(file, text, Span { start: open, end: open + 1 }).help(help)
}

/// Whether this is the form of a day, in `strftime` signs.
///
/// # Errors
/// What is wrong with it.
pub fn check_dates(format: &str) -> Result<(), String> {
    let day = jiff::civil::date(2031, 12, 25);
    let shown = jiff::fmt::strtime::format(format, day.to_datetime(jiff::civil::time(13, 45, 7, 0)))
        .map_err(|error| format!("{format:?} is no form of a date: {error}"))?;
    match parse_day(&shown, format) {
        Some(read) if read == day => Ok(()),
        _ => Err(format!("{format:?} does not say which day it is")),
    }
}

/// Whether a text is a day, as the mapping says that days are written.
pub(super) fn is_day(text: &str, mapping: &Mapping) -> bool {
    mapping.dates.as_deref().map_or_else(|| text.parse::<Date>().is_ok(), |format| parse_day(text, format).is_some())
}

fn parse_day(text: &str, format: &str) -> Option<Date> {
    BrokenDownTime::parse(format, text).ok()?.to_date().ok()
}

/// A record of the table with its place.
pub(super) struct Line<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
    pub(super) lines: &'a LineIndex<'a>,
    pub(super) record: &'a csv::StringRecord,
    /// Columns with neither a name nor a value.
    pub(super) void: &'a [usize],
    pub(super) span: Span,
}

impl Line<'_> {
    pub(super) fn cell(&self, at: usize) -> &str {
        self.record.get(at).unwrap_or_default()
    }

    /// Where a cell stands; the whole row when quoting changed its text.
    pub(super) fn place(&self, at: usize) -> Span {
        let mut from = self.span.start;
        for (n, value) in self.record.iter().enumerate() {
            let place = locate(self.text, Span { start: from, end: self.span.end }, value);
            if n == at {
                return place;
            }
            if place.end > place.start {
                from = place.end;
            }
        }
        self.span
    }

    pub(super) fn wrong(&self, code: &'static str, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic::error(code, message).in_lines(self.file, self.lines, span)
    }
}

/// Dates and numbers, as the mapping says that they are written, in our own way.
pub(super) fn rewrite(
    fields: &mut BTreeMap<Column, Spanned<String>>,
    line: &Line<'_>,
    mapping: &Mapping,
) -> Result<(), Diagnostic> {
    for (column, field) in fields.iter_mut() {
        // What is the same for every row was written by hand, in our own way.
        if mapping.always.contains_key(column) {
            continue;
        }
        if let Some(format) = mapping.dates.as_deref().filter(|_| DAYS.contains(&column.name)) {
            let Some(day) = parse_day(&field.value, format) else {
                let message = format!("{:?} is not a date of the form {format:?}", field.value);
                return Err(line.wrong("bad-date", message, field.span).help(DATES));
            };
            if day.year() < FIRST_YEAR {
                let message = format!("{:?} would be the year {} by the form {format:?}", field.value, day.year());
                let short = format.replace("%Y", "%y");
                let help = format!("%Y is a year of four digits; did you mean %y, as in --dates \"{short}\"?");
                return Err(line.wrong("bad-date", message, field.span).help(help));
            }
            field.value = day.to_string();
        }
        if NUMBERS.contains(&column.name) {
            match number::plain(&field.value, mapping.decimal_comma) {
                Some(plain) => field.value = plain,
                // With a point it would be another number.
                None if mapping.decimal_comma => {
                    let message = format!("{:?} is no number of {} as it stands", field.value, column.name);
                    let help = number::advice(&field.value, true);
                    return Err(line.wrong("bad-number", message, field.span).help(help));
                }
                None => {}
            }
        }
    }
    Ok(())
}

/// Where `value` stands within `span`; an empty place at its start when quoting changed its text.
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

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::rows::Row;
    use crate::load::SourcePath;

    fn mapping(yaml: &str) -> Mapping {
        Mapping::read(&SourcePath::new("awards/a.mapping.yaml").expect("a path"), yaml).expect(yaml)
    }

    /// Each row as `name/badge/awarded`, a skipped one as `- name: why`, a wrong one as its message.
    fn told(text: &str, mapping: &Mapping) -> Vec<String> {
        let mut all = Vec::new();
        read("a.csv", text, mapping, &mut |read| {
            all.push(match read {
                Read::Row(row) => {
                    let field = |name| row.get(name).map_or("", |f| f.value.as_str());
                    format!("{}/{}/{}", field("name"), field("badge"), field("awarded"))
                }
                Read::Skipped(row) => format!("- {}: {}", row.name, row.why),
                Read::Told(wrong) | Read::Wrong(wrong) => {
                    format!("{wrong}; {}", wrong.help.clone().unwrap_or_default())
                }
            });
        });
        all
    }

    fn rows(text: &str, mapping: &Mapping) -> Vec<Row> {
        let mut all = Vec::new();
        read("a.csv", text, mapping, &mut |read| match read {
            Read::Row(row) => all.push(row),
            other => panic!("{other:?}"),
        });
        all
    }

    #[test]
    fn a_row_knows_its_line_also_after_quoted_line_breaks_and_blank_lines() {
        let text = "\u{feff}Name,badge,Awarded,narrative\n\nAda Obi,talk,2026-05-12,\"two\nlines, really\"\n\nBo Li,talk,2026-05-13\n";
        let rows = rows(text, &Mapping::default());
        assert_eq!(rows[0].get("narrative").map(|n| n.value.as_str()), Some("two\nlines, really"));
        let last = Diagnostic::error("x", "x").at("a.csv", text, rows[1].get("badge").expect("badge").span);
        let place = last.place.expect("place");
        assert_eq!(
            (place.line, place.column, place.excerpt.as_deref()),
            (Some(6), Some(7), Some("Bo Li,talk,2026-05-13"))
        );
    }

    #[test]
    fn semicolons_and_tabs_are_read_and_rows_of_too_many_fields_are_not() {
        let plain = Mapping::default();
        assert_eq!(
            told("name;badge;awarded\r\nAda, Countess;talk;2026-05-12\r\n", &plain),
            ["Ada, Countess/talk/2026-05-12"]
        );
        assert_eq!(told("name\tbadge\tawarded\nAda\ttalk\t2026-05-12\n", &plain), ["Ada/talk/2026-05-12"]);
        let said = told("name,badge,awarded\nObi, Ada,talk,2026-05-12\nBo,talk,2026-05-12\n", &plain);
        assert!(said[0].starts_with("error[bad-csv] a.csv:2:1: the row has 4 fields, the header 3"), "{said:?}");
        assert_eq!(said[1], "Bo/talk/2026-05-12");
    }

    #[test]
    fn columns_with_neither_a_name_nor_a_value_are_passed_over() {
        let plain = Mapping::default();
        let said = told("name,,badge,awarded,,\nAda,,talk,2026-05-12,,\nBo,,talk,2026-05-13\n,,,,,\n", &plain);
        assert_eq!(said, ["Ada/talk/2026-05-12", "Bo/talk/2026-05-13"]);
        let said = told("name,badge,awarded,,\nAda,talk,2026-05-12,x,\nBo,talk,2026-05-13,,\n", &plain);
        assert!(said[0].contains("the row has 4 fields, the header 3"), "{said:?}");
        assert_eq!(said[1], "Bo/talk/2026-05-13");
        let said = told("name,,badge,awarded\nAda,,talk,2026-05-12\nBo,x,talk,2026-05-13\n", &plain);
        assert!(said[0].contains("a column has no name"), "{said:?}");
    }

    #[test]
    fn a_row_that_slipped_is_told_once_with_the_likely_place() {
        let header = "name,badge,awarded,consent,term\n";
        let plain = Mapping::default();
        let said = told(&format!("{header}Bo,talk,2026-05-12\nObi, Ada,talk,2026-05-12,public\n"), &plain);
        assert_eq!(said.len(), 2, "{said:?}");
        let message = "error[bad-csv] a.csv:3:1: the row has 5 fields, the header 5, and \"talk\" stands where the day should; it seems that a comma of \"Obi, Ada\" parts it in two";
        assert!(said[1].starts_with(message) && said[1].ends_with("holds a comma: \"Obi, Ada\""), "{said:?}");
        // Fewer than the header has, and with no blank that tells where.
        let said = told(&format!("{header}Obi,Ada,talk,2026-05-12\n"), &plain);
        assert!(said[0].contains("the row has 4 fields, the header 5, and \"talk\" stands"), "{said:?}");
        let said = told("name;badge;awarded;term\nObi; Ada;talk;12.05.2026\n", &mapping("dates: \"%d.%m.%Y\""));
        assert!(said[0].contains("a semicolon of \"Obi; Ada\" parts it"), "{said:?}");
        // A day in another form, or none, has not slipped.
        for row in ["Ada,talk,12.05.2026,2027-01-01", "Ada,talk,12 May 2026,2027-01-01", "Ada,talk,,2027-01-01"] {
            let said = told(&format!("name,badge,awarded,expires\n{row}\n"), &plain);
            assert!(!said[0].contains("bad-csv"), "{said:?}");
        }
    }

    #[test]
    fn wrong_headers_are_all_named_at_once() {
        let said = told("name,bagde,award,awarded,name\n", &Mapping::default());
        assert!(said[0].contains("unknown-column") && said[0].contains("did you mean \"badge\"?"), "{said:?}");
        assert!(said[1].contains("unknown-column") && said[2].contains("duplicate-column"), "{said:?}");
        assert!(said[3].contains("the first line must name name, badge, awarded"), "{said:?}");
        assert!(told("", &Mapping::default())[0].contains("no header line"));
    }

    #[test]
    fn evidence_may_stand_there_several_times() {
        let text = "name,badge,awarded,evidence_url,evidence_name,evidence_url,evidence_url_4\nAda,talk,2026-05-12,https://a.example,A,https://b.example,https://d.example\n";
        let rows = rows(text, &Mapping::default());
        let urls: Vec<_> =
            (0..rows[0].evidence()).map(|n| rows[0].nth("evidence_url", n).map(|f| f.value.as_str())).collect();
        assert_eq!(urls, [Some("https://a.example"), Some("https://b.example"), None, Some("https://d.example")]);
    }

    #[test]
    fn a_mapping_makes_our_columns_of_others() {
        let map = mapping(
            "when: Note <= 2.5 and Status = \"bestanden\"\ndecimal: comma\ndates: \"%d.%m.%Y\"\nalways: {badge: talk}\ncolumns:\n  name: \"{Vorname} {Nachname}\"\n  awarded: Prüfungstag\n  credits: LP\n",
        );
        let text = "Vorname;Nachname;Note;Status;Prüfungstag;LP;Matrikel\nZoë;Öztürk;1,7;Bestanden;03.02.2026;7,5;1\nBo;Li;2,7;bestanden;03.02.2026;5;2\nCy;Oh;;bestanden;03.02.2026;5;3\nDi;Yu;1,0;bestanden;31.02.2026;5;4\nEd;Ax;gut;bestanden;01.02.2026;5;5\n";
        let said = told(text, &map);
        assert_eq!(said[0], "Zoë Öztürk/talk/2026-02-03");
        assert_eq!(said[1], "- Bo Li: Note is 2,7, not 2.5 or less");
        assert_eq!(said[2], "- Cy Oh: Note is empty");
        assert!(said[3].contains("\"31.02.2026\" is not a date of the form"), "{}", said[3]);
        assert!(said[4].contains("Note is \"gut\", which is no number"), "{}", said[4]);
        let first = rows(&text.lines().take(2).collect::<Vec<_>>().join("\n"), &map);
        assert_eq!(first[0].get("credits").map(|c| c.value.as_str()), Some("7.5"));
    }

    #[test]
    fn a_mapping_that_does_not_fit_the_table_says_so() {
        let map = mapping("always: {badge: talk}\ncolumns: {name: Fullname, awarded: Day}\nwhen: Scor >= 3\n");
        let said = told("Full name,Day,Score\nAda,2026-05-12,4\n", &map);
        assert!(
            said[0].contains("no column \"Fullname\"") && said[0].contains("did you mean \"Full name\""),
            "{said:?}"
        );
        assert!(said[1].contains("no column \"Scor\""), "{said:?}");
        let map = mapping("columns: {name: Full name}\n");
        let said = told("Full name\nAda\n", &map);
        assert!(said[0].contains("nothing says what the \"badge\" of an award is"), "{said:?}");
        let twice = told(
            "Full name,Full Name,full-name\n",
            &mapping("columns: {name: full name}\nalways: {badge: a, awarded: 2026-05-12}"),
        );
        assert!(twice[0].contains("several columns"), "{twice:?}");
    }

    /// A year of two digits is none of four: `%Y` would take 26 for the year 26.
    #[test]
    fn a_year_of_two_digits_is_not_taken_for_one_of_long_ago() {
        let text = "name,badge,awarded\nAda,talk,12/05/26\nBo,talk,12/05/0206\nCy,talk,12/05/2026\n";
        let said = told(text, &mapping("dates: \"%d/%m/%Y\""));
        assert!(said[0].contains("would be the year 26") && said[0].contains("did you mean %y"), "{said:?}");
        assert!(said[1].contains("would be the year 206"), "{said:?}");
        assert_eq!(said[2], "Cy/talk/2026-05-12");
    }

    #[test]
    fn forms_of_dates_that_do_not_name_a_day_are_refused() {
        for good in ["%d/%m/%Y", "%m/%d/%y", "%d.%m.%Y %H:%M", "%d/%m/%y, %H:%M", "%B %d, %Y"] {
            assert_eq!(check_dates(good), Ok(()), "{good}");
        }
        for bad in ["%d/%m", "%Y", "day", "%Q", "%H:%M"] {
            assert!(check_dates(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn addresses_are_dropped_when_the_mapping_says_so() {
        let text = "name,badge,awarded,email,recipient_id\nAda,talk,2026-05-12,a@b.example,did:key:z6Mk\n";
        assert!(rows(text, &Mapping::default())[0].get("email").is_some());
        let row = &rows(text, &mapping("emails: drop"))[0];
        assert_eq!((row.get("email"), row.get("recipient_id").is_some()), (None, true));
    }
}
