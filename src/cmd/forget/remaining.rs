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
use crate::diag::{Diagnostic, LineIndex, Span, Told};
use crate::draft::texts;
use crate::issue::plan::Sheet;
use crate::load::{LOCKED, pages_in, read_file};

/// Says where else in the project a name stands: what is free text is not removed, nor a row of somebody who is called the same.
pub(super) fn told(site: &Registry, sheets: &[Sheet], names: &BTreeSet<String>) -> Vec<Diagnostic> {
    let still = || Diagnostic::warning("still-named", "the name stands here, too");
    let said = |found: Diagnostic| found.help("take it out yourself if it is the same person");
    let beside = beside(site);
    let all = site.source.iter().map(|(path, bytes)| (path.as_str(), &bytes[..]));
    let looked = looked(all.chain(beside.iter().map(|(path, bytes)| (path.as_str(), &bytes[..]))).collect(), names);
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
    found.finish()
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
pub(super) fn standing(site: &Registry, who: &[String]) -> Vec<Diagnostic> {
    let is_theirs = |bytes: &[u8]| holders(bytes).iter().any(|name| who.contains(name));
    let mut places: Vec<String> =
        site.standing().into_par_iter().filter(|(_, bytes)| is_theirs(bytes)).map(|(place, _)| place).collect();
    places.sort();
    let told = |place: String| {
        let message =
            format!("{place} is still a credential of theirs, which the ledger does not know, and would be published");
        let help = "take it out yourself, then run this again";
        Diagnostic::error("still-there", message).help(help)
    };
    places.into_iter().map(told).collect()
}
