//! In: the addresses within the site that the project's own texts name. Out: in a registry, a warning for each that leads to a credential
//! whose holder did not agree to be listed: a page that everybody finds would lead to one that nobody else leads to.

use std::collections::{BTreeMap, BTreeSet};

use super::site::Site;
use crate::diag::Diagnostic;
use crate::draft::Placed;
use crate::draft::markdown::path_of;

/// Checks where the texts of a site lead.
#[must_use]
pub fn unlisted_links(site: &Site, targets: &[Placed<String>]) -> Vec<Diagnostic> {
    if site.institution.is_none() || site.holder.is_some() {
        return Vec::new();
    }
    let mut wanted: BTreeMap<String, Vec<&Placed<String>>> = BTreeMap::new();
    for target in targets {
        if let Some(slug) = path_of(&target.value).and_then(|path| credential(&path, &site.meta.languages)) {
            wanted.entry(slug).or_default().push(target);
        }
    }
    if wanted.is_empty() {
        return Vec::new();
    }
    let unlisted = site.credentials.iter().filter(|entry| !entry.listed && wanted.contains_key(&*entry.slug));
    let unlisted: BTreeSet<String> = unlisted.map(|entry| entry.slug.to_string()).collect();
    let warn = |target: &&Placed<String>| {
        let message = format!("{:?} leads to a credential whose holder did not agree to be listed", target.value);
        let help = "take the link out, or ask the holder, and write `public` into the `consent` of their row";
        let mut found = Diagnostic::warning("leads-to-unlisted", message).help(help);
        found.place = Some(target.place.clone());
        found
    };
    unlisted.iter().flat_map(|slug| &wanted[slug]).map(warn).collect()
}

/// The folder of the credential that a path lies in, also in another language of the site.
fn credential(path: &str, languages: &[String]) -> Option<String> {
    let (first, rest) = path.split_once('/')?;
    let path = if languages.iter().any(|language| language == first) { rest } else { path };
    let (slug, _) = path.strip_prefix("credentials/")?.split_once('/')?;
    Some(slug.to_owned())
}

#[cfg(test)]
mod tests {
    use super::credential;

    #[test]
    fn the_credential_of_a_path_is_told_in_every_language() {
        let languages = ["en".to_owned(), "ar".to_owned()];
        for (path, slug) in [
            ("credentials/a1/index.html", Some("a1")),
            ("ar/credentials/a1/certificate.pdf", Some("a1")),
            ("credentials/index.html", None),
            ("de/credentials/a1/index.html", None),
            ("about/index.html", None),
            ("", None),
        ] {
            assert_eq!(credential(path, &languages).as_deref(), slug, "{path}");
        }
    }
}
