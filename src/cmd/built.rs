//! In: a built site that is to be published. Out: what the project that it was built from says by now and the site does not: a revocation,
//! an end of a key, who was forgotten. Where no project of the site's issuer is found, there is nothing to say.
#![expect(clippy::disallowed_methods, reason = "looks for the project beside a built site")]

use std::path::{Path, PathBuf};

use accolade_credential::{Json, json};

use crate::diag::Diagnostic;
use crate::draft::What;
use crate::issue::ledger::{self, Ledger};
use crate::load;

/// The places of an issuer's document.
const DOCUMENTS: [&str; 2] = [".well-known/did.json", "did.json"];

/// Why a site is not to be published before it is built again; `None` when it says what its project says, or has none.
pub(super) fn behind(site: &Path) -> Option<Diagnostic> {
    let site = site.canonicalize().ok()?;
    let mut first = None;
    for project in projects(&site).filter(|project| is_of(&site, project)) {
        // Of several copies of a project, the site is of the one that it agrees with.
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
    let gone = ledger.events().iter().filter(|event| ledger.is_gone(&event.id));
    let mut gone = gone.filter_map(|event| Some((event, ledger.line_of(&event.id)?.0)));
    let shown = |slug: &str| site.join(format!("credentials/{slug}/credential.json")).is_file();
    if let Some((event, entry)) = gone.find(|(_, entry)| shown(&entry.slug)) {
        let forgotten = if event.event == What::Forgotten { ", whose holder was forgotten" } else { "" };
        return Some(format!("it still has the credential {}, which is gone there{forgotten}", entry.slug));
    }
    let index = ["index.json", "sitemap.xml"].map(|file| load::read_large(&site.join(file)).unwrap_or_default());
    let index = index.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let unlisted = ledger.events().iter().filter(|event| event.event == What::Unlisted);
    let mut unlisted = unlisted.filter_map(|event| Some(ledger.line_of(&event.id)?.0));
    let listed = |slug: &str| index.iter().any(|text| text.contains(&format!("/credentials/{slug}/")));
    let entry = unlisted.find(|entry| !ledger.is_listed(entry) && listed(&entry.slug))?;
    Some(format!("it still lists the credential {}, whose holder's consent was withdrawn", entry.slug))
}
