//! In: the addresses that things ask for. Out: an error for any two that fall on one another, naming both.
//! Two addresses that differ only in case or in Unicode form are one: on many disks they are the same file.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher as _};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::pages::{page_slug, translates};
use super::site::Site;
use crate::diag::Diagnostic;
use crate::draft::{Drafts, slug};
use crate::load::{SitePath, SourcePath};

/// Folders and files that the site itself makes.
const OWN: [&str; 25] = [
    "404.html",
    "accolade-manifest.json",
    "accolade-part.json",
    "as-of",
    "assets",
    "badges",
    "clr.json",
    "credentials",
    "departments",
    "feed.xml",
    "frameworks",
    "holders",
    "index.html",
    "index.json",
    "insights",
    "issuers",
    "pathways",
    "resume.json",
    "robots.txt",
    "search",
    "sitemap.xml",
    "skills",
    "static",
    "types",
    "verify",
];

/// Checks that no two things of a site ask for one address.
pub(super) fn check(site: &Site, drafts: &Drafts, found: &mut Vec<Diagnostic>) {
    let mut claims = Claims::default();
    for own in OWN.into_iter().chain(["status", ".well-known"]) {
        claims.taken.insert(own.to_owned(), (own.to_owned(), "the site itself".to_owned()));
    }
    let slugs = || site.credentials.iter().map(|entry| &*entry.slug);
    let gone = || site.gone.iter().map(|gone| gone.slug.as_str());
    let folder = |slug: &str| SitePath(format!("credentials/{slug}"));
    let mut keys: Vec<u64> = slugs().chain(gone()).map(|slug| key(&folder(slug))).collect();
    keys.sort_unstable();
    let shared: BTreeSet<u64> = keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    drop(keys);
    // One that nobody else asks for is only checked for being a path.
    let alone = |slug: &str| {
        let path = folder(slug);
        SitePath::new(path.as_str()).is_ok() && !shared.contains(&key(&path))
    };
    for entry in site.credentials.iter().filter(|entry| !alone(&entry.slug)) {
        let help = match entry.line {
            Some(_) => "take one of the two out: what this site issued is there once",
            None => "set `slug:` in the notes of one of them, or rename a file",
        };
        let claimed = claims.claim(&format!("credentials/{}", entry.slug), &entry.whereabouts(), help);
        found.extend(claimed.err().map(|wrong| Diagnostic { place: Some(entry.place()), ..wrong }));
    }
    let mut claim = |path: String, file: &str, help: &str| found.extend(claims.claim(&path, file, help).err());
    for gone in &site.gone {
        let help =
            "set another `slug:` in the notes of the other; the address of a credential that is gone stays taken";
        claim(format!("credentials/{}", gone.slug), "ledger.jsonl", help);
    }
    for draft in &drafts.badges {
        let file = draft.file.as_ref().map_or("badges", SourcePath::as_str);
        claim(format!("badges/{}", draft.id), file, "rename one of the files");
    }
    for draft in &drafts.pathways {
        claim(format!("pathways/{}", slug(draft.file.stem())), draft.file.as_str(), "rename one of the files");
    }
    let languages = &drafts.site.languages;
    for draft in drafts.pages.iter().filter(|draft| translates(draft, languages).is_none()) {
        claim(page_slug(draft), draft.file.as_str(), "set another `slug:` in the front matter");
    }
    for issuer in &site.issuers {
        let listed = drafts.issuers.iter().find(|draft| draft.id.value == issuer.id);
        let file = listed.map_or("accolade.yaml", |draft| draft.file.as_str());
        claim(format!("issuers/{}", issuer.slug), file, "give one of the issuers another name");
    }
    for file in &site.files {
        claim(file.path.as_str().to_owned(), file.path.as_str(), "rename one of the files");
    }
}

/// Checks the paths of all files of a site, whatever makes them: each is a checked path, and each is there once. Only a hash of each
/// path is held, so that there may be millions.
#[must_use]
pub fn claim_all(count: usize, path: impl Fn(usize) -> SitePath + Sync) -> Vec<Diagnostic> {
    let help = "rename what asks for it: a file, or a `slug:`";
    let checked = |n: usize| SitePath::new(path(n).as_str());
    let sound = AtomicBool::new(true);
    let one = |n: usize| {
        let path = path(n);
        if SitePath::new(path.as_str()).is_err() {
            sound.store(false, Ordering::Relaxed);
        }
        (key(&path), n)
    };
    let mut keys: Vec<(u64, usize)> = (0..count).into_par_iter().map(one).collect();
    let mut found = Vec::new();
    if !sound.into_inner() {
        let wrong = (0..count).filter_map(|n| checked(n).err());
        found.extend(wrong.map(|e| Diagnostic::error("bad-file-name", e.to_string()).help(help)));
    }
    keys.par_sort_unstable();
    for group in keys.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let mut taken: BTreeMap<String, SitePath> = BTreeMap::new();
        for (_, n) in group {
            let path = path(*n);
            if let Some(other) = taken.insert(path.folded(), path.clone()) {
                let message = format!("two files of the site ask for the addresses {other} and {path}, which are one");
                found.push(Diagnostic::error("same-address", message).help(help));
            }
        }
    }
    found
}

/// A hash of a path as it is compared.
fn key(path: &SitePath) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(path.folded().as_bytes());
    hasher.finish()
}

/// Who asked for which path.
#[derive(Debug, Default)]
struct Claims {
    taken: BTreeMap<String, (String, String)>,
}

impl Claims {
    /// Takes a path for a file of the project; a second claim is an error that names both.
    fn claim(&mut self, path: &str, who: &str, help: &str) -> Result<(), Diagnostic> {
        let checked = SitePath::new(path)
            .map_err(|e| Diagnostic::error("bad-file-name", e.to_string()).in_file(who).help(help))?;
        if let Some((other_path, other)) = self.taken.get(&checked.folded()) {
            let message = if other_path == path {
                format!("{other} and {who} both ask for the address {path}")
            } else {
                format!("{other} asks for {other_path} and {who} for {path}: on many disks these are one")
            };
            return Err(Diagnostic::error("same-address", message).in_file(who).help(help));
        }
        self.taken.insert(checked.folded(), (path.to_owned(), who.to_owned()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_differ_in_case_or_form_collide() {
        let mut claims = Claims::default();
        let mut claim = |text: &str| claims.claim(text, "who", "");
        assert!(claim("static/A.png").is_ok());
        assert!(claim("static/a.png").is_err());
        assert!(claim("static/\u{e9}.png").is_ok());
        assert!(claim("static/e\u{301}.png").is_err());
        assert!(claim("../x").is_err());
        let paths = ["a", "B", "b"].map(|text| SitePath::new(text).unwrap());
        assert_eq!(claim_all(paths.len(), |n| paths[n].clone()).len(), 1);
    }
}
