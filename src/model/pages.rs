//! In: page drafts and files. Out: free pages in menu order, and files that are published as they are, never a secret key.

use std::sync::Arc;

use super::credentials::Brief;
use super::site::{EntryId, FreePage, FreeText, StaticFile};
use crate::diag::Diagnostic;
use crate::draft::holds_secret_key;
use crate::draft::markdown::{Stand, own};
use crate::draft::{Drafts, PageDraft, slug, suggest};
use crate::judge::Withheld;
use crate::load::{SitePath, SourcePath};

/// Free pages by menu order, then title.
pub(super) fn pages(
    drafts: &Drafts,
    (entries, withheld): (&[Brief], &[Withheld]),
    found: &mut Vec<Diagnostic>,
) -> Vec<FreePage> {
    let languages = &drafts.site.languages;
    let (others, mut ordered): (Vec<&PageDraft>, Vec<&PageDraft>) =
        drafts.pages.iter().partition(|draft| translates(draft, languages).is_some());
    for draft in &others {
        let base = translates(draft, languages).map(|(stem, _)| stem).unwrap_or_default();
        if !ordered.iter().any(|main| main.file.stem() == base) {
            let message = format!("{} translates a page that is not there", draft.file);
            let help = format!("add pages/{base}.md in the main language, or rename the file");
            found.push(Diagnostic::error("no-such-page", message).in_file(draft.file.as_str()).help(help));
        }
    }
    ordered.sort_by_key(|draft| (draft.order, draft.title.to_lowercase(), draft.file.clone()));
    ordered
        .into_iter()
        .map(|draft| FreePage {
            slug: page_slug(draft),
            title: draft.title.clone(),
            description: draft.description.clone(),
            body: own(&draft.body, Stand { depth: 1, heading: 2 }),
            menu: draft.menu,
            about: about(draft, (entries, withheld), found),
            translations: (others.iter())
                .filter_map(|other| {
                    let (_, language) = translates(other, languages).filter(|(stem, _)| *stem == draft.file.stem())?;
                    let body = own(&other.body, Stand { depth: 1, heading: 2 });
                    Some((
                        language,
                        FreeText { title: other.title.clone(), description: other.description.clone(), body },
                    ))
                })
                .collect(),
        })
        .collect()
}

/// The entries that a page says it speaks of; one that lists do not name, or that is withheld, is not named here either.
fn about(draft: &PageDraft, (entries, withheld): (&[Brief], &[Withheld]), found: &mut Vec<Diagnostic>) -> Vec<EntryId> {
    let mut of = Vec::new();
    for named in &draft.about {
        match (0..).map(EntryId).zip(entries).find(|(_, made)| *made.slug == *named.value) {
            Some((id, made)) => of.extend(made.listed.then_some(id)),
            None if withheld.iter().any(|one| one.slug.as_deref() == Some(named.value.as_str())) => {}
            None => {
                let message = format!("there is no credential with the address credentials/{}/", named.value);
                let mut wrong = Diagnostic::error("unknown-name", message);
                wrong.place = Some(named.place.clone());
                let near = suggest(&named.value, entries.iter().map(|made| &*made.slug));
                found.push(wrong.help(near.map_or_else(
                    || "name the folder of a credential's page, as its address has it".to_owned(),
                    |near| format!("did you mean {near:?}?"),
                )));
            }
        }
    }
    of
}

/// `about.ar.md` says in a further language of the site what `about.md` says: which page, and the language's place.
pub(super) fn translates<'a>(draft: &'a PageDraft, languages: &[String]) -> Option<(&'a str, usize)> {
    let (stem, tag) = draft.file.stem().rsplit_once('.')?;
    let place = languages.iter().position(|language| language == tag).filter(|place| *place > 0)?;
    Some((stem, place))
}

/// The folder of a free page.
pub(super) fn page_slug(draft: &PageDraft) -> String {
    draft.slug.as_ref().map_or_else(|| slug(draft.file.stem()), |slug| slug.value.clone())
}

/// Files that are published byte for byte.
pub(super) fn files(files: &[(SourcePath, Arc<[u8]>)], found: &mut Vec<Diagnostic>) -> Vec<StaticFile> {
    let mut published = Vec::new();
    for (path, bytes) in files {
        if holds_secret_key(bytes) {
            let message = format!("{path} holds a secret key and would be published");
            let help = "move it into keys/, and make a new key if the file ever was on a server";
            found.push(Diagnostic::error("secret-key", message).in_file(path.as_str()).help(help));
            continue;
        }
        match SitePath::new(path.as_str()) {
            Ok(path) => published.push(StaticFile { path, bytes: bytes.clone() }),
            Err(e) => {
                let help = "rename the file: letters, digits and `-` are safe everywhere";
                found.push(Diagnostic::error("bad-file-name", e.to_string()).in_file(path.as_str()).help(help));
            }
        }
    }
    published
}
