//! In: what there is of a person, and the project after they were forgotten. Out: files below `static/` that their credentials, rows and
//! notes named and nothing names now: evidence of theirs, which the build would go on publishing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use memchr::memmem;
use rayon::prelude::*;

use super::found::Found;
use crate::cmd::places::Place;
use crate::cmd::registry::Registry;
use crate::diag::Diagnostic;
use crate::issue::plan::Sheet;
use crate::load::in_lines;

/// The files below `static/` that anything names which is about to be removed. `left` are slugs of what an earlier run has left.
pub(super) fn named(site: &Registry, sheets: &[Sheet], found: &Found<'_>, left: &BTreeSet<&str>) -> BTreeSet<String> {
    let mut texts: Vec<Cow<'_, [u8]>> = Vec::new();
    for slug in found.entries.iter().map(|entry| entry.slug.as_str()).chain(left.iter().copied()) {
        texts.extend(site.credential(slug));
        let notes = site.places.of_slug(slug).filter_map(|place| match place {
            Place::File(at) => site.files[at].notes.as_ref(),
            Place::Line(..) => None,
        });
        texts.extend(notes.filter_map(|notes| site.source.get(notes.as_str()).map(|bytes| Cow::Borrowed(&**bytes))));
    }
    for sheet in sheets {
        let row = |row: crate::diag::Span| sheet.text.get(row.start..row.end).map(|row| Cow::Borrowed(row.as_bytes()));
        texts.extend(found.rows(sheet).into_iter().filter_map(row));
    }
    let is_named = |path: &&str| texts.iter().any(|text| names(text, path, &site.issuer.base));
    published(site).filter(is_named).map(str::to_owned).collect()
}

/// A warning for each of these files that is still there and that nothing names now.
///
/// # Errors
/// When a file of many credentials cannot be read any more.
pub(super) fn told(site: &Registry, files: &BTreeSet<String>) -> Result<Vec<Diagnostic>, Diagnostic> {
    let texts: Vec<(&str, &[u8])> = site.source.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])).collect();
    let is_alone =
        |file: &&str| !texts.par_iter().any(|(path, text)| path != file && names(text, file, &site.issuer.base));
    let warn = |file: &str| {
        let message = "what was forgotten named this file as evidence or in its notes, nothing names it now, and it would still be published";
        let help = "look at it, and take it out of static/ when it is theirs; then build and publish";
        Diagnostic::warning("still-published", message).in_file(file).help(help)
    };
    let alone: Vec<&str> = published(site).filter(|file| files.contains(*file)).filter(is_alone).collect();
    if alone.is_empty() {
        return Ok(Vec::new());
    }
    let in_line = |text: &[u8]| -> Vec<&str> {
        alone.iter().copied().filter(|file| names(text, file, &site.issuer.base)).collect()
    };
    let named = in_lines(&site.lines, |_, line| Some(in_line(line.text)).filter(|named| !named.is_empty()))?;
    let named: BTreeSet<&str> = named.into_iter().flatten().collect();
    Ok(alone.into_iter().filter(|file| !named.contains(file)).map(warn).collect())
}

fn published(site: &Registry) -> impl Iterator<Item = &str> {
    site.source.below("static").map(|(path, _)| path.as_str())
}

/// Whether a text names a file of the site: by its path, or by its address on this site and on no other.
fn names(text: &[u8], path: &str, base: &str) -> bool {
    let coded = coded(path);
    let forms: &[&str] = if coded == path { &[path] } else { &[path, &coded] };
    forms
        .iter()
        .any(|form| memmem::find_iter(text, form).any(|at| begins(&text[..at], base) && ends(&text[at + form.len()..])))
}

/// Whether a path may begin after this.
fn begins(before: &[u8], base: &str) -> bool {
    let is_apart =
        |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'(' | b'<' | b'>' | b'=' | b',' | b'[');
    let length = before.iter().rev().take(2000).take_while(|b| !is_apart(b)).count();
    let near = &before[before.len() - length..];
    let host = |address: &str| address.split_once("://").map_or("", |(_, host)| host).to_owned();
    match memmem::find(near, b"://") {
        Some(_) => !host(base).is_empty() && near.ends_with(host(base).as_bytes()),
        None => near.last().is_none_or(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_')),
    }
}

/// Whether a path may end before this: a stop that nothing follows is that of a sentence.
fn ends(after: &[u8]) -> bool {
    let goes_on = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'%' | b'/') || !b.is_ascii();
    match after {
        [b'.', next, ..] => !goes_on(next),
        [next, ..] => !goes_on(next),
        [] => true,
    }
}

/// A path as an address writes it.
fn coded(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&b);
    path.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_file_is_named_by_its_path_and_by_its_address_on_this_site() {
        let named = |text: &str| names(text.as_bytes(), "static/my essay.txt", "https://a.example/");
        for text in [
            "- url: static/my essay.txt",
            "\"https://a.example/static/my%20essay.txt\"",
            "http://a.example/static/my%20essay.txt#x",
            "see [it](/static/my%20essay.txt).",
            "Ada,static/my essay.txt,x",
            "static/my essay.txt.",
        ] {
            assert!(named(text), "{text}");
        }
        for text in [
            "https://b.example/static/my%20essay.txt",
            "static/my essay.txt.bak",
            "static/my essay.txts",
            "xstatic/my essay.txt",
            "my essay.txt",
            "",
        ] {
            assert!(!named(text), "{text}");
        }
    }
}
