//! What is for the institution alone never gets into a site. In: the folder of a report; the bytes of a file to be published.
//! Out: whether the one may lie there, and the other go out. Looks, and writes nothing.
#![expect(clippy::disallowed_methods, reason = "looks where a report would lie before anything is written")]

use std::fs;
use std::path::Path;

use super::place::{is_in_sources, real};
use super::{MANIFEST, PART};
use crate::diag::Diagnostic;
use crate::draft::{is_narrow, texts};
use crate::render::Page;
use crate::render::report::{HEADS, LIST, LIST_SHOWN, PRIVATE};

/// The file that marks a folder as a report.
pub const MARK: &str = ".accolade-report";

/// How many bytes of a file are looked at.
const BEGINNING: usize = 16_384;

/// What may stand between the cells of a table.
const SIGNS: [char; 4] = [',', ';', '\t', '|'];

/// What stands in it.
pub const WORDS: &str =
    "This folder holds a private report of accolade: it is not part of a site, and is not published.\n";

/// Whether a report may be written to a folder.
///
/// # Errors
/// When the folder is published, or is among the sources of the project, or holds something else.
pub fn check(out: &Path, project: &Path) -> Result<(), Diagnostic> {
    let refuse = |why: &str, help: &str| {
        let message = format!("the report cannot go to {}: {why}", out.display());
        Err(Diagnostic::error("report-place", message).help(help))
    };
    let other = "name a folder of its own, outside the site and its sources, such as `--output ../report`";
    let (Ok(path), Ok(project)) = (real(out), fs::canonicalize(project)) else {
        return refuse("it cannot be found", other);
    };
    if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_dir()) {
        return refuse("it is a file or a link", other);
    }
    if path.ancestors().any(|above| [MANIFEST, PART].iter().any(|record| above.join(record).exists())) {
        return refuse("it lies in a published site, and the report is private", other);
    }
    if project.starts_with(&path) || is_in_sources(&path, &project) {
        return refuse("it belongs to the sources of the project", other);
    }
    let mut entries = fs::read_dir(&path).into_iter().flatten();
    if entries.next().is_some() && !path.join(MARK).exists() {
        return refuse("it has files in it that are no report", "name an empty folder, or one that is not there yet");
    }
    Ok(())
}

/// Whether a folder, or one right in it, is a report.
pub(super) fn holds_report(path: &Path) -> bool {
    let folders = fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
    path.join(MARK).exists() || folders.map(|entry| entry.path().join(MARK)).any(|mark| mark.exists())
}

/// Refuses a file that is part of a report, or what `list` prints, even if another program saved it again: in another encoding, with other
/// line endings, signs between cells or quotes, or below lines that say nothing.
///
/// # Errors
/// Names the file.
pub fn refuse_report(page: &Page, bytes: &[u8]) -> Result<(), Diagnostic> {
    let is_html = |text: &[u8]| memchr::memmem::find(&text[..text.len().min(2_000)], PRIVATE.as_bytes()).is_some();
    let said = |text: &[u8]| head(text).or_else(|| list(text)).or_else(|| is_html(text).then_some(PRIVATE));
    let beginning = beginning(bytes);
    // Nearly every file has one text, which is all of it.
    if is_narrow(beginning) && said(beginning).is_none() {
        return Ok(());
    }
    let texts = texts(beginning);
    let what = match texts.iter().find_map(|text| said(text)) {
        None => return Ok(()),
        Some(LIST) => "a private list of people's credentials",
        Some(_) => "part of a private report",
    };
    let message = format!("{} is {what}, and would be published", page.path.0);
    Err(Diagnostic::error("private-report", message).help("move it out of the site's sources"))
}

/// As much of a file as is looked at, without half a character of UTF-16 at its end.
fn beginning(bytes: &[u8]) -> &[u8] {
    let mut text = &bytes[..bytes.len().min(BEGINNING)];
    while let Some((rest, last)) = text.split_last_chunk::<2>()
        && bytes.len() > BEGINNING
        && last.iter().any(|byte| matches!(byte, 0xd8..=0xdb))
    {
        text = rest;
    }
    text
}

/// The header rows of what is private.
fn heads() -> impl Iterator<Item = &'static str> {
    HEADS.iter().map(|(_, head)| *head).chain([LIST])
}

/// Whether a text starts as the lines or the table of `list`.
fn list(text: &[u8]) -> Option<&'static str> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
    let line = text.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let has = |name: &str| memchr::memmem::find(line, name.as_bytes()).is_some();
    let is_line =
        line.starts_with(b"{\"") && ["\"award_id\":", "\"listed\":", "\"slug\":"].iter().all(|name| has(name));
    let is_table = || {
        let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        LIST_SHOWN.iter().all(|name| words.next() == Some(name.as_bytes())) && words.next().is_none()
    };
    (is_line || is_table()).then_some(LIST)
}

/// With which of them a table starts.
fn head(text: &[u8]) -> Option<&'static str> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    if !may_begin(text) {
        return None;
    }
    let lines = text.split(|b| matches!(b, b'\r' | b'\n')).map(|line| String::from_utf8_lossy(line));
    // Rows without a word, and `sep=;`, by which a spreadsheet knows what stands between cells.
    let is_nothing = |line: &str| line.chars().all(is_around) || line.trim_matches(is_around).starts_with("sep=");
    let line = lines.map(|line| line.to_lowercase()).find(|line| !is_nothing(line))?;
    SIGNS.into_iter().find_map(|sign| {
        let mut cells: Vec<&str> = line.split(sign).map(|cell| cell.trim_matches(is_around)).collect();
        while cells.pop_if(|cell| cell.is_empty()).is_some() {}
        heads().find(|head| head.split(',').eq(cells.iter().copied()))
    })
}

/// Whether the first sign that is not around cells may be that of a head, or of `sep=`: it hardly ever is, and lines can be long.
fn may_begin(text: &[u8]) -> bool {
    let Some(first) = text.iter().find(|byte| !is_around(char::from(**byte))) else { return false };
    let is_of = |word: &str| word.as_bytes().first().is_some_and(|begin| begin.eq_ignore_ascii_case(first));
    !first.is_ascii() || is_of("sep=") || heads().any(is_of)
}

/// What stands around the words of cells.
fn is_around(sign: char) -> bool {
    sign.is_whitespace() || SIGNS.contains(&sign) || matches!(sign, '"' | '\'' | '\u{feff}' | '\0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SitePath;
    use crate::render::Kind;

    #[test]
    fn parts_of_a_report_are_known_and_other_tables_are_not() {
        let page = Page { path: SitePath("static/x".into()), kind: Kind::File(0), language: 0 };
        for head in heads() {
            assert!(refuse_report(&page, format!("{head}\r\n").as_bytes()).is_err());
            assert!(refuse_report(&page, format!("\u{feff}{head}\r\na,b\r\n").as_bytes()).is_err());
            assert!(refuse_report(&page, format!("{head},more\r\n").as_bytes()).is_ok());
            let quoted = format!("\"{}\"", head.replace(',', "\";\""));
            for line in
                [head.to_owned(), head.replace(',', ";"), head.replace(',', "\t"), head.replace(',', " , "), quoted]
            {
                for end in ["\n", "\r\n", "\r", " \nx", ""] {
                    assert!(refuse_report(&page, format!("{line}{end}").as_bytes()).is_err(), "{line}{end:?}");
                }
            }
        }
        let line = r#"{"address":"https://a.example/","award_id":"a1","listed":false,"name":"Ada","slug":"x"}"#;
        for list in
            [line.to_owned(), format!("\n{line}\n{line}"), format!("{}\n2026-05-12  talk", LIST_SHOWN.join("   "))]
        {
            assert!(refuse_report(&page, list.as_bytes()).is_err(), "{list}");
        }
        for other in
            ["awarded badge state\n", r#"{"slug":"x","listed":true}"#, "awarded badge state name award_id address more"]
        {
            assert!(refuse_report(&page, other.as_bytes()).is_ok(), "{other}");
        }
        assert!(refuse_report(&page, format!("<!doctype html>\n{PRIVATE}").as_bytes()).is_err());
        assert!(refuse_report(&page, b"name,awards\r\n").is_ok());
    }

    /// UTF-16 of either order with and without a mark, UTF-32 with one, and UTF-8 with one.
    fn encoded(text: &str) -> Vec<Vec<u8>> {
        let marked = format!("\u{feff}{text}");
        let units = |text: &str, turn: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(turn).collect();
        let four = |turn: fn(u32) -> [u8; 4]| marked.chars().flat_map(|c| turn(c as u32)).collect();
        let two = [u16::to_le_bytes, u16::to_be_bytes];
        let wide = two.into_iter().flat_map(|turn| [units(text, turn), units(&marked, turn)]);
        wide.chain([four(u32::to_le_bytes), four(u32::to_be_bytes), marked.clone().into_bytes()]).collect()
    }

    #[test]
    fn a_report_that_another_program_saved_again_is_known() {
        let page = Page { path: SitePath("static/x".into()), kind: Kind::File(0), language: 0 };
        let (_, head) = HEADS[0];
        let rows = "talk,Talk 🎓,Łódź,Badge,6,10,,,\r\n".repeat(900);
        let tabs = format!("{}\r\n{}", head.replace(',', "\t"), rows.replace(',', "\t"));
        for text in [format!("{head}\r\n{rows}"), tabs, format!("<!doctype html>\n<title>é</title>{PRIVATE}")] {
            for (n, bytes) in encoded(&text).iter().enumerate() {
                assert!(refuse_report(&page, bytes).is_err(), "encoding {n}");
            }
        }
        let semicolons = head.replace(',', ";");
        let lines = ["\n", "\r\n\r\n", " \t\n", ",,,,\n", "sep=,\r\n", "\"sep=;\"\r\n\r\n", "SEP=;\n", "'sep=\t'\n"];
        for before in lines {
            for line in [head, &semicolons, &format!("{head},,,"), &format!("\"{}\"", head.replace(',', "\"\t\""))] {
                assert!(
                    refuse_report(&page, format!("{before}{line}\r\n{rows}").as_bytes()).is_err(),
                    "{before:?}{line}"
                );
            }
        }
        for other in ["sep=,\nname,awards\n", "\n\nname;awards", "\n,,,\n", "sep=;", ""] {
            assert!(refuse_report(&page, other.as_bytes()).is_ok(), "{other:?}");
        }
        let within = format!("name,{head}\n{head}\n");
        assert!(refuse_report(&page, within.as_bytes()).is_ok(), "a table that tells of reports");
    }
}
