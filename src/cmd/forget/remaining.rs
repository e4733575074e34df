//! In: a project after somebody was forgotten. Out: where their name still stands: in free text, in pictures and papers that carry a
//! credential, in rows of somebody who is called the same; and the credentials that the build would still publish of them.

use std::collections::BTreeSet;

use accolade_credential::extract::{self, Payload};
use rayon::prelude::*;

use super::found::is_of;
use super::rows::holder;
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
    for (path, bytes) in site.source.iter() {
        if let Ok(text) = std::str::from_utf8(bytes) {
            let mut all: Vec<Span> = names.iter().flat_map(|name| hits(text, name)).collect();
            all.sort_unstable();
            for span in all {
                found.push("still-named", || said(path.as_str(), text, span));
            }
        } else if carries(bytes, names) {
            let help = "take the file out yourself if it is the same person";
            found.push("still-named", || still().in_file(path.as_str()).help(help));
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

/// Where a name stands in a text.
fn hits(text: &str, name: &str) -> impl Iterator<Item = Span> {
    text.match_indices(name).map(|(start, found)| Span { start, end: start + found.len() })
}

/// Whether a picture or a paper carries a credential of one of these people.
fn carries(bytes: &[u8], names: &BTreeSet<String>) -> bool {
    let held = extract::find(bytes).ok().and_then(|found| match found.payload {
        Payload::Json(text) => holder(&text),
        Payload::Jws(text) => holder(text.as_bytes()),
        Payload::Link(_) => None,
    });
    held.is_some_and(|name| names.contains(&name))
}

/// An error for each credential that is still there of somebody who was named to be forgotten.
pub(super) fn standing(site: &Registry, who: &[String]) -> Vec<Diagnostic> {
    let is_theirs = |bytes: &[u8]| holder(bytes).is_some_and(|name| who.contains(&name));
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
