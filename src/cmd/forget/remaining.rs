//! In: a project after somebody was forgotten. Out: where their name still stands: in free text, in pictures and papers that carry a
//! credential, in rows of somebody who is called the same; and the credentials that the build would still publish of them.

use std::collections::BTreeSet;

use accolade_credential::holders;
use rayon::prelude::*;

use super::found::is_of;
use crate::cmd::registry::Registry;
use crate::diag::{Diagnostic, Span, Told};
use crate::issue::plan::Sheet;

/// Says where else in the project a name stands: what is free text is not removed, nor a row of somebody who is called the same.
pub(super) fn told(site: &Registry, sheets: &[Sheet], names: &BTreeSet<String>) -> Vec<Diagnostic> {
    let still = || Diagnostic::warning("still-named", "the name stands here, too");
    let said = |file: &str, text: &str, span: Span| {
        still().at(file, text, span).help("take it out yourself if it is the same person")
    };
    let mut found = Told::default();
    for (path, text, spans) in looked(site, names) {
        for span in spans {
            found.push("still-named", || match (text, span) {
                (Some(text), Some(span)) => said(path, text, span),
                _ => still().in_file(path).help("take the file out yourself if it is the same person"),
            });
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
            found.push("still-named", || said(&sheet.file, &sheet.text, span));
        }
    }
    found.finish()
}

/// A file: its path, its text when it is one, and where these names stand in it; `None` for the file as a whole.
type Looked<'a> = (&'a str, Option<&'a str>, Vec<Option<Span>>);

/// Where these names stand in the files of a project: as they are written; else within a credential that a file carries, where they may
/// be written in another way, or packed.
fn looked<'a>(site: &'a Registry, names: &BTreeSet<String>) -> Vec<Looked<'a>> {
    let files: Vec<(&str, &[u8])> = site.source.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])).collect();
    let look = |(path, bytes): (&'a str, &'a [u8])| {
        let text = std::str::from_utf8(bytes).ok();
        let mut spans: Vec<Span> =
            names.iter().flat_map(|name| text.into_iter().flat_map(|text| hits(text, name))).collect();
        spans.sort_unstable();
        let mut spans: Vec<Option<Span>> = spans.into_iter().map(Some).collect();
        if spans.is_empty() && holders(bytes).iter().any(|name| names.contains(name)) {
            spans.push(None);
        }
        (path, text, spans)
    };
    files.into_par_iter().map(look).filter(|(_, _, spans)| !spans.is_empty()).collect()
}

/// Where a name stands in a text.
fn hits(text: &str, name: &str) -> impl Iterator<Item = Span> {
    text.match_indices(name).map(|(start, found)| Span { start, end: start + found.len() })
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
