//! In: a project after somebody was forgotten. Out: where their name still stands: in free text and in names of files, in pictures and
//! papers that carry a credential, in rows of somebody who is called the same; and the credentials that the build would still publish of
//! them.

use std::collections::BTreeSet;

use accolade_credential::holders;
use encoding_rs::WINDOWS_1252;
use rayon::prelude::*;

use super::found::is_of;
use super::spelling::Sought;
use crate::cmd::registry::Registry;
use crate::diag::{Diagnostic, LineIndex, Place, Span, Told};
use crate::draft::texts;
use crate::issue::plan::Sheet;
use crate::load::{LOCKED, in_lines, pages_in, read_file};

/// Says where else in the project a name stands: what is free text is not removed, nor a row of somebody who is called the same.
///
/// # Errors
/// When a file of many credentials cannot be read any more.
pub(super) fn told(site: &Registry, sheets: &[Sheet], names: &BTreeSet<String>) -> Result<Vec<Diagnostic>, Diagnostic> {
    let still = || Diagnostic::warning("still-named", "the name stands here, too");
    let said = |found: Diagnostic| found.help("take it out yourself if it is the same person");
    let beside = beside(site);
    let all = site.source.iter().map(|(path, bytes)| (path.as_str(), &bytes[..]));
    let all = all.chain(beside.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])));
    // Of files of many credentials the lines are looked through by themselves.
    let many = site.lines.iter().map(|file| (file.path().as_str(), &[][..]));
    let looked = looked(all.chain(many).collect(), names);
    let mut found = Told::default();
    for file in &looked {
        let lines = file.text.map(LineIndex::of);
        for span in &file.spans {
            found.push("still-named", || match &lines {
                Some(lines) => said(still().in_lines(file.path, lines, *span)),
                None => said(still().in_file(file.path)),
            });
        }
        if file.whole {
            let help = "take the file out yourself if it is the same person";
            found.push("still-named", || still().in_file(file.path).help(help));
        }
        if file.called {
            let message = "the name of this file has the name in it";
            let help = "give it another name, or take it out, if it is the same person";
            found.push("still-named", || Diagnostic::warning("still-named", message).in_file(file.path).help(help));
        }
    }
    for place in in_credentials(site, names)?.into_iter().flatten() {
        found.push("still-named", || said(Diagnostic { place: Some(place), ..still() }));
    }
    // A table may write it in another way, as `Obi, Ada`, or in another encoding.
    for sheet in sheets {
        let awards = sheet.awards.iter().filter(|award| names.contains(&award.name)).map(|award| award.span);
        let aside = sheet.skipped.iter().filter(|row| names.iter().any(|name| is_of(row, name))).map(|row| row.span);
        let other = |span: &Span| {
            sheet.text.get(span.start..span.end).is_some_and(|row| !names.iter().any(|name| row.contains(name)))
        };
        for span in awards.chain(aside).filter(other) {
            found.push("still-named", || said(still().at(&sheet.file, &sheet.text, span)));
        }
    }
    Ok(found.finish())
}

/// Where these names stand in the credentials of files of many.
fn in_credentials(site: &Registry, names: &BTreeSet<String>) -> Result<Vec<Vec<Place>>, Diagnostic> {
    let sought: Vec<Sought<'_>> = names.iter().map(|name| Sought::of(name)).collect();
    in_lines(&site.lines, |at, line| {
        let text = std::str::from_utf8(line.text).unwrap_or_default();
        let mut spans: Vec<Span> = sought.iter().flat_map(|name| name.exactly(text)).collect();
        if spans.is_empty() && holders(line.text).iter().any(|name| names.contains(name)) {
            spans.push(Span::default());
        }
        spans.sort_unstable();
        let place = |span| {
            let place = Place::of(site.lines[at].path().to_string(), text, span);
            Place { line: Some(line.number), ..place }
        };
        (!spans.is_empty()).then(|| spans.into_iter().map(place).collect())
    })
}

/// Web pages in the project's own folder, where `pack` writes them: no part of the project, and of people in it.
fn beside(site: &Registry) -> Vec<(String, Vec<u8>)> {
    let read = |file: std::path::PathBuf| {
        let name = file.file_name()?.to_string_lossy().into_owned();
        Some((name, read_file(&file).ok()?))
    };
    pages_in(&site.dir).into_iter().filter_map(read).collect()
}

/// A file, and where these names stand in it.
struct Looked<'a> {
    path: &'a str,
    /// Its text, when places in it can be named.
    text: Option<&'a str>,
    spans: Vec<Span>,
    /// Whether it names them in a text that is packed or in another encoding.
    whole: bool,
    /// Whether it is called after them.
    called: bool,
}

/// Where these names stand in files: however they are written; else within a credential that a file carries. Of credentials, tables and
/// the ledger, each of which names one person for another, only what is the very name: others are told by their own rows.
fn looked<'a>(files: Vec<(&'a str, &'a [u8])>, names: &BTreeSet<String>) -> Vec<Looked<'a>> {
    let sought: Vec<Sought<'_>> = names.iter().map(|name| Sought::of(name)).collect();
    let look = |(path, bytes): (&'a str, &'a [u8])| {
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
        let record = is_record(path);
        let within = |text: &str| -> Vec<Span> {
            let one = |name: &Sought<'_>| if record { name.exactly(text) } else { name.within(text) };
            sought.iter().flat_map(one).collect()
        };
        let mut spans = text.map(within).unwrap_or_default();
        spans.sort_unstable();
        let packed = || holders(bytes).iter().any(|name| names.contains(name));
        let coded = || text.is_none() && !record && texts(bytes).iter().any(|text| !within(&read(text)).is_empty());
        Looked {
            path,
            text,
            whole: spans.is_empty() && (packed() || coded()),
            spans,
            called: sought.iter().any(|name| name.is_called(path)),
        }
    };
    let has_any = |file: &Looked<'_>| !file.spans.is_empty() || file.whole || file.called;
    files.into_par_iter().map(look).filter(has_any).collect()
}

/// The letters of a text that may be in an older encoding.
fn read(text: &[u8]) -> String {
    std::str::from_utf8(text).map_or_else(|_| WINDOWS_1252.decode(text).0.into_owned(), str::to_owned)
}

/// Whether a file is a credential, a table of awards, or what is kept of either.
fn is_record(path: &str) -> bool {
    let own = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let notes = [".yaml", ".yml"].iter().any(|end| path.to_ascii_lowercase().ends_with(end));
    matches!(path, "ledger.jsonl" | "accolade.lock") || own("awards") || own(LOCKED) || (own("credentials") && !notes)
}

/// An error for each credential that is still there of somebody who was named to be forgotten.
///
/// # Errors
/// When a file of many credentials cannot be read any more.
pub(super) fn standing(site: &Registry, who: &[String]) -> Result<Vec<Diagnostic>, Diagnostic> {
    let is_theirs = |bytes: &[u8]| holders(bytes).iter().any(|name| who.contains(name));
    let mut places = site.in_all(|place, bytes| is_theirs(bytes).then(|| place.to_string()))?;
    places.sort();
    let told = |place: String| {
        let message =
            format!("{place} is still a credential of theirs, which the ledger does not know, and would be published");
        let help = "take it out yourself, then run this again";
        Diagnostic::error("still-there", message).help(help)
    };
    Ok(places.into_iter().map(told).collect())
}
