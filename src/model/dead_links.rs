//! In: the addresses within the site that the project's own texts name, and the paths of everything that the site has. Out: a warning for
//! each that leads to nothing, with what may be meant. Other hosts are not asked.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Diagnostic;
use crate::draft::markdown::path_of;
use crate::draft::{Placed, slug, suggest};
use crate::load::SitePath;

/// Up to this many paths, the nearest one is looked for.
const FEW: usize = 10_000;

/// Checks where texts lead; `path` gives each of the `count` paths of a site.
#[must_use]
pub fn dead_links(targets: &[Placed<String>], count: usize, path: impl Fn(usize) -> SitePath) -> Vec<Diagnostic> {
    let mut wanted: BTreeMap<String, Vec<&Placed<String>>> = BTreeMap::new();
    for target in targets {
        if let Some(path) = path_of(&target.value) {
            wanted.entry(path).or_default().push(target);
        }
    }
    if wanted.is_empty() {
        return Vec::new();
    }
    (0..count).for_each(|n| drop(wanted.remove(path(n).as_str())));
    if wanted.is_empty() {
        return Vec::new();
    }
    let meant: BTreeMap<&str, Vec<String>> = wanted.keys().map(|path| (path.as_str(), candidates(path))).collect();
    let likely: BTreeSet<&str> = meant.values().flatten().map(String::as_str).collect();
    let there: BTreeSet<String> =
        (0..count).map(|n| path(n).as_str().to_owned()).filter(|path| likely.contains(path.as_str())).collect();
    let all: Vec<String> =
        if count <= FEW { (0..count).map(|n| path(n).as_str().to_owned()).collect() } else { Vec::new() };
    let near = |path: &str| {
        let first = meant[path].iter().find(|candidate| there.contains(*candidate)).map(String::as_str);
        // A folder is near by its own name, not by that of its page.
        let folder = |path: &str| path.strip_suffix("/index.html").unwrap_or(path).to_owned();
        let named: Vec<String> = all.iter().map(|path| folder(path)).collect();
        let likely = || suggest(&folder(path), named.iter().map(String::as_str));
        let nearest = || likely().and_then(|near| named.iter().position(|name| name == near));
        first.or_else(|| nearest().map(|n| all[n].as_str()))
    };
    let warn = |(path, targets): (&String, &Vec<&Placed<String>>)| {
        let help = near(path).map_or_else(
            || "write it as seen from the site's first page: about/ for a page, credentials/NAME/ for a credential, static/FILE for a file".to_owned(),
            |near| format!("did you mean {}? addresses begin at the site's first page", near.trim_end_matches("index.html")),
        );
        let one = |target: &&Placed<String>| {
            let message = format!("{:?} leads to nothing on this site", target.value);
            let mut found = Diagnostic::warning("dead-link", message).help(help.clone());
            found.place = Some(target.place.clone());
            found
        };
        targets.iter().map(one).collect::<Vec<_>>()
    };
    wanted.iter().flat_map(warn).collect()
}

/// What may be meant by a path that is not there: seen from the file, the page of a folder, or the file that a page is made of.
fn candidates(path: &str) -> Vec<String> {
    let mut bare = path;
    while let Some(rest) = bare.strip_prefix("../").or_else(|| bare.strip_prefix("./")) {
        bare = rest;
    }
    let mut candidates = vec![bare.to_owned(), format!("{bare}/index.html"), format!("static/{bare}")];
    if let Some(name) = bare.strip_suffix(".md") {
        candidates.push(format!("{}/index.html", slug(name.rsplit('/').next().unwrap_or(name))));
    }
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Place, Span};

    #[test]
    fn what_leads_to_nothing_is_told_with_what_is_meant() {
        let paths = ["index.html", "about/index.html", "static/me.png", "ar/about/index.html"];
        let path = |n: usize| SitePath::new(paths[n]).unwrap();
        let placed = |text: &str| Placed {
            value: text.to_owned(),
            place: Place::of("pages/x.md".to_owned(), text, Span::default()),
        };
        let there = ["/", "about/#x", "static/me.png?v=1", "ar/about/", "/about/index.html"].map(placed);
        assert_eq!(dead_links(&there, paths.len(), path), []);
        let dead = ["../static/me.png", "about", "pages/about.md", "me.png", "static/mee.png", "nothing/"].map(placed);
        let found = dead_links(&dead, paths.len(), path);
        let meant = |text: &str| {
            let one = found.iter().find(|d| d.message.contains(&format!("{text:?}"))).unwrap();
            one.help.clone().unwrap().split('?').next().unwrap().trim_start_matches("did you mean ").to_owned()
        };
        let help = dead[..5].iter().map(|target| meant(&target.value)).collect::<Vec<_>>();
        assert_eq!(help, ["static/me.png", "about/", "about/", "static/me.png", "static/me.png"]);
        assert!(found.len() == 6 && meant("nothing/").starts_with("write it as seen"), "{found:?}");
    }
}
