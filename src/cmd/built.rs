//! In: a built site that is to be published. Out: what the project that it was built from says by now and the site does not: a revocation,
//! an end of a key, who was forgotten. Where no project of the site's issuer is found, there is nothing to say.
#![expect(clippy::disallowed_methods, reason = "looks for the project beside a built site")]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use accolade_credential::{Json, json};
use memchr::memmem;
use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::draft::{Event, What};
use crate::issue::ledger::{self, Ledger};
use crate::load;

/// The places of an issuer's document.
const DOCUMENTS: [&str; 2] = [".well-known/did.json", "did.json"];

/// Why a site is not to be published before it is built again; `None` when it says what its project says, or has none.
pub(super) fn behind(site: &Path) -> Option<Diagnostic> {
    let site = site.canonicalize().ok()?;
    // Of several copies of a project the one counts in which most has happened: an earlier one may agree with an earlier site.
    let copies: Vec<PathBuf> = projects(&site).filter(|project| is_of(&site, project)).collect();
    let happened = |project: &PathBuf| std::fs::metadata(project.join(ledger::FILE)).map_or(0, |about| about.len());
    let most = copies.iter().map(happened).max()?;
    let mut first = None;
    for project in copies.into_iter().filter(|project| happened(project) == most) {
        let what = differs(&site, &project)?;
        first.get_or_insert((project, what));
    }
    let (project, what) = first?;
    let message = format!("{} is older than its project: {what}", site.display());
    let help = format!("build it again first: accolade build {} -o {}", project.display(), site.display());
    Some(Diagnostic::error("old-site", message).help(help))
}

/// The projects that a site lies in, and those beside it.
fn projects(site: &Path) -> impl Iterator<Item = PathBuf> {
    let beside = site.parent().and_then(|parent| std::fs::read_dir(parent).ok()).into_iter().flatten();
    let mut beside: Vec<PathBuf> = beside.filter_map(|entry| Some(entry.ok()?.path())).collect();
    beside.retain(|path| path != site);
    beside.sort();
    let above: Vec<PathBuf> = site.ancestors().skip(1).map(Path::to_path_buf).collect();
    above.into_iter().chain(beside).filter(|path| path.join("accolade.yaml").is_file())
}

/// Whether a project is of the issuer that the site is of.
fn is_of(site: &Path, project: &Path) -> bool {
    // An issuer that has no document is known by its first status list.
    let id = |root: &Path, file: &str| {
        let bytes = load::read_file(&root.join(file)).ok()?;
        json::parse(&bytes).ok()?.get("id").and_then(Json::as_str).map(str::to_owned)
    };
    let mut files = DOCUMENTS.into_iter().chain(["status/1.json"]);
    files.any(|file| id(site, file).is_some_and(|own| id(project, file) == Some(own)))
}

/// What a project says and its site does not.
fn differs(site: &Path, project: &Path) -> Option<String> {
    let status = load::list_files(&project.join("status")).unwrap_or_default();
    let lists = status.iter().filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    let lists = lists.filter_map(|file| file.strip_prefix(project).ok().map(Path::to_path_buf));
    for file in DOCUMENTS.iter().map(PathBuf::from).chain(lists) {
        let Ok(now) = load::read_file(&project.join(&file)) else { continue };
        if load::read_file(&site.join(&file)).ok().as_ref() != Some(&now) {
            return Some(format!("{} is another one there", file.display().to_string().replace('\\', "/")));
        }
    }
    let file = project.join(ledger::FILE);
    if !file.exists() {
        return None;
    }
    // Whoever was forgotten or revoked since may stand in the very lines that cannot be read.
    let read = load::read_large(&file).ok().and_then(|bytes| Ledger::read(std::str::from_utf8(&bytes).ok()?).ok());
    match read {
        Some(ledger) => still_there(site, &ledger),
        None => Some(format!("its {} cannot be read, and `accolade check` says why", ledger::FILE)),
    }
}

/// A credential that the site still shows, and the project holds no longer, or lists no longer.
fn still_there(site: &Path, ledger: &Ledger) -> Option<String> {
    let gone: Vec<_> = ledger.events().iter().filter(|event| ledger.is_gone(&event.id)).collect();
    let shown = |event: &&Event| {
        let (entry, _) = ledger.line_of(&event.id)?;
        let file = still_shown(&site.join("credentials").join(&entry.slug))?;
        let forgotten = if event.event == What::Forgotten { ", whose holder was forgotten" } else { "" };
        Some(format!("it still has {file} of the credential {}, which is gone there{forgotten}", entry.slug))
    };
    if let Some(found) = gone.par_iter().find_map_first(shown) {
        return Some(found);
    }
    let unlisted: BTreeSet<&str> = ledger.listed_no_longer().map(|entry| entry.slug.as_str()).collect();
    let slug = still_listed(site, &unlisted)?;
    Some(format!("it still lists the credential {slug}, whose holder's consent was withdrawn"))
}

/// What is in the folder of a credential that is gone, other than the page that says so, and what lies beside it packed.
fn still_shown(folder: &Path) -> Option<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| !name.starts_with('.') && !name.starts_with("index.html."))
        .collect();
    // The page itself comes last: a file besides says more.
    names.sort_by(|a, b| (a == "index.html", a).cmp(&(b == "index.html", b)));
    let is_shown = |name: &String| {
        // Every page says what it is a page of.
        let page = || load::read_file(&folder.join(name)).unwrap_or_default();
        name != "index.html" || memmem::find(&page(), b"<body class=\"credential").is_some()
    };
    names.into_iter().find(is_shown)
}

/// One of these credentials that a list of the site names. The sitemap names every page that is listed, and is in parts where there are
/// many; a site without one has the pages of its list instead. `index.json` names credentials only where there are not too many.
fn still_listed(site: &Path, slugs: &BTreeSet<&str>) -> Option<String> {
    if slugs.is_empty() {
        return None;
    }
    let files = |folder: &Path| {
        let all = std::fs::read_dir(folder).into_iter().flatten();
        let mut all: Vec<PathBuf> = all.filter_map(|entry| Some(entry.ok()?.path())).collect();
        all.sort();
        all
    };
    let is_called = |path: &Path, begin: &str, end: &str| {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        name.starts_with(begin) && name.ends_with(end)
    };
    let mut lists: Vec<PathBuf> = files(site).into_iter().filter(|path| is_called(path, "sitemap", ".xml")).collect();
    if !lists.contains(&site.join("sitemap.xml")) {
        let credentials = site.join("credentials");
        lists.push(credentials.join("index.html"));
        let pages = files(&credentials).into_iter().filter(|path| is_called(path, "page-", ""));
        lists.extend(pages.map(|page| page.join("index.html")));
    }
    lists.push(site.join("index.json"));
    lists.par_iter().find_map_first(|file| {
        let bytes = load::read_large(file).unwrap_or_default();
        named(&bytes, slugs).map(str::to_owned)
    })
}

/// The first of these credentials to which an address in a text leads: `…/credentials/SLUG/`, or one relative to a list of them.
fn named<'a>(text: &'a [u8], slugs: &BTreeSet<&str>) -> Option<&'a str> {
    let is_apart = |b: &u8| !(b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-');
    let (mut folder, mut before) = (&b""[..], b' ');
    for part in text.split_inclusive(is_apart) {
        let (after, word) = part.split_last()?;
        let leads = *after == b'/' && (before == b'"' || (before == b'/' && matches!(folder, b"" | b"credentials")));
        if let Some(slug) = leads.then(|| std::str::from_utf8(word).ok()).flatten().filter(|slug| slugs.contains(slug))
        {
            return Some(slug);
        }
        (folder, before) = (word, *after);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn an_address_that_leads_to_a_credential_names_it_and_nothing_else_does() {
        let slugs = ["abc", "d-2"].into();
        for text in [
            "https://a.example/x/credentials/abc/",
            "<loc>https://a.example/fr/credentials/d-2/</loc>",
            "href=\"abc/\"",
            "href=\"../abc/index.html\"",
        ] {
            assert!(named(text.as_bytes(), &slugs).is_some(), "{text}");
        }
        for text in [
            "/credentials/abcd/",
            "/credentials/xabc/",
            "/badges/abc/",
            "abc",
            "https://abc.example/",
            "credentials/abc",
            "",
        ] {
            assert_eq!(named(text.as_bytes(), &slugs), None, "{text}");
        }
    }
}
