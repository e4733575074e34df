//! What is for the institution alone never gets into a site. In: the folder of a report; the bytes of a file to be published.
//! Out: whether the one may lie there, and the other go out. Looks, and writes nothing.
#![expect(clippy::disallowed_methods, reason = "looks where a report would lie before anything is written")]

use std::fs;
use std::path::Path;

use super::place::{is_in_sources, real};
use super::{MANIFEST, PART};
use crate::diag::Diagnostic;
use crate::render::Page;
use crate::render::report::{HEADS, PRIVATE};

/// The file that marks a folder as a report.
pub const MARK: &str = ".accolade-report";

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

/// Refuses a file that is part of a report.
///
/// # Errors
/// Names the file.
pub fn refuse_report(page: &Page, bytes: &[u8]) -> Result<(), Diagnostic> {
    let is_table = is_head(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let is_html = || memchr::memmem::find(&bytes[..bytes.len().min(2_000)], PRIVATE.as_bytes()).is_some();
    if !is_table && !is_html() {
        return Ok(());
    }
    let message = format!("{} is part of a private report, and would be published", page.path.0);
    Err(Diagnostic::error("private-report", message).help("move it out of the site's sources"))
}

/// Whether a table starts with a report's header row, even if another program re-saved it with other line endings, delimiters or quotes.
fn is_head(text: &[u8]) -> bool {
    let longest = HEADS.iter().map(|(_, head)| 3 * head.len()).max().unwrap_or_default();
    let line = text[..text.len().min(longest)].split(|b| matches!(b, b'\r' | b'\n')).next().unwrap_or_default();
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let cell = |cell: &str| cell.trim().trim_matches(['"', '\'']).trim().to_ascii_lowercase();
    [',', ';', '\t'].into_iter().any(|sign| {
        let cells: Vec<String> = line.trim().split(sign).map(cell).collect();
        HEADS.iter().any(|(_, head)| head.split(',').eq(cells.iter().map(String::as_str)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SitePath;
    use crate::render::Kind;

    #[test]
    fn parts_of_a_report_are_known_and_other_tables_are_not() {
        let page = Page { path: SitePath("static/x".into()), kind: Kind::File(0), language: 0 };
        for (_, head) in HEADS {
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
        assert!(refuse_report(&page, format!("<!doctype html>\n{PRIVATE}").as_bytes()).is_err());
        assert!(refuse_report(&page, b"name,awards\r\n").is_ok());
    }
}
