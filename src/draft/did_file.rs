//! In: a did:web, and the files of a project. Out: where its document stands, and the one document that counts.

use std::sync::Arc;

use super::Drafts;
use crate::load::SourcePath;

const AT_ROOT: &str = "did.json";
const WELL_KNOWN: &str = ".well-known/did.json";

/// The places of the document of a did:web in a project, and so on its site: the one that belongs to its address first
/// (did:web method specification, "Read (Resolve)").
#[must_use]
pub fn did_files(did: &str) -> [&'static str; 2] {
    let has_path = did.strip_prefix("did:web:").is_some_and(|rest| rest.contains(':'));
    if has_path { [AT_ROOT, WELL_KNOWN] } else { [WELL_KNOWN, AT_ROOT] }
}

impl Drafts {
    /// The document of the site's own issuer: everybody reads the same one of two, and no other file counts for it.
    #[must_use]
    pub fn did_document(&self) -> Option<&(SourcePath, Arc<[u8]>)> {
        self.did_documents().next()
    }

    /// The documents that stand at either place, the one that counts first.
    pub(crate) fn did_documents(&self) -> impl Iterator<Item = &(SourcePath, Arc<[u8]>)> {
        let places = did_files(self.site.issuer.as_ref().map_or("", |own| &own.id));
        places.into_iter().filter_map(|place| self.files.iter().find(|(path, _)| path.as_str() == place))
    }
}

#[cfg(test)]
mod tests {
    use super::did_files;

    #[test]
    fn a_did_with_a_path_has_its_document_in_its_folder() {
        for (did, first) in [
            ("did:web:example.org", ".well-known/did.json"),
            ("did:web:example.org%3A8080", ".well-known/did.json"),
            ("did:web:example.org:a:b", "did.json"),
            ("did:key:z6Mk", ".well-known/did.json"),
        ] {
            assert_eq!(did_files(did)[0], first, "{did}");
        }
    }
}
