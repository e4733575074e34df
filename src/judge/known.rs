//! In: drafts. Out: what the judge may know besides a credential: recognised issuers, and documents by their URL.
//! The site's own did.json and status lists count as documents under the addresses that they will have.

use std::sync::Arc;

use accolade_credential::{Document, Documents, Issuers, KnownIssuer, PinnedKey, did};
use jiff::Timestamp;

use crate::diag::Diagnostic;
use crate::draft::{self, Drafts, IssuerDraft, LockedDocument};

/// What a site trusts.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Fetched documents and the site's own.
    pub documents: Documents,
    /// `issuers/` and the site itself.
    pub issuers: Issuers,
}

/// What a site trusts, from its drafts.
#[must_use]
pub fn trust(drafts: &Drafts) -> (Trust, Vec<Diagnostic>) {
    let (mut trust, mut found) = (Trust::default(), Vec::new());
    insert_locked(&mut trust.documents, &drafts.documents, &drafts.gone);
    own_documents(drafts, &mut trust.documents);
    found.extend(two_documents(drafts));
    for draft in &drafts.issuers {
        if let Some(other) = drafts.issuers.iter().find(|d| d.id.value == draft.id.value && d.file < draft.file) {
            let mut twice = Diagnostic::error("used-twice", format!("{} lists this issuer already", other.file));
            twice.place = Some(draft.id.place.clone());
            found.push(twice.help("keep one file for each issuer"));
        }
        trust.issuers.insert(listed(draft));
    }
    if let Some(own) = &drafts.site.issuer {
        trust.issuers.insert(KnownIssuer {
            id: own.id.clone(),
            name: own.name.clone(),
            basis: "the issuer of this site".to_owned(),
            own: true,
            keys: pinned(drafts.issuers.iter().find(|draft| draft.id.value == own.id)),
        });
    }
    (trust, found)
}

fn insert_locked(documents: &mut Documents, kept: &[LockedDocument], gone: &[(String, Timestamp)]) {
    for locked in kept {
        let document = Document { bytes: locked.bytes.clone(), retrieved: locked.retrieved };
        documents.insert(&locked.url, document);
    }
    for (url, seen) in gone {
        documents.insert_gone(url, *seen);
    }
}

fn listed(draft: &IssuerDraft) -> KnownIssuer {
    KnownIssuer {
        id: draft.id.value.clone(),
        name: draft.name.clone(),
        basis: format!("listed in {}: {}", draft.file, draft.why),
        own: false,
        keys: pinned(Some(draft)),
    }
}

fn pinned(draft: Option<&IssuerDraft>) -> Vec<PinnedKey> {
    let keys = draft.map(|draft| draft.keys.as_slice()).unwrap_or_default();
    keys.iter().map(draft::KeyDraft::pinned).collect()
}

/// Two documents of the issuer that say different things: one may call a key good that the other calls stolen.
fn two_documents(drafts: &Drafts) -> Option<Diagnostic> {
    drafts.site.issuer.as_ref().filter(|own| did::web_url(&own.id).is_some())?;
    let mut all = drafts.did_documents();
    let ((counts, first), (other, second)) = (all.next()?, all.next()?);
    let message = format!("{other} and {counts} say different things of the issuer's keys");
    let help =
        format!("{counts} is the one that counts: take {other} away, or put into {counts} what is missing there");
    (first != second).then(|| Diagnostic::error("two-documents", message).in_file(other.as_str()).help(help))
}

fn own_documents(drafts: &Drafts, documents: &mut Documents) {
    let status = drafts.site.status_url();
    let status_folder = status.as_deref().and_then(|url| url.rsplit_once('/')).map(|(folder, _)| folder);
    let did_url = drafts.site.issuer.as_ref().and_then(|own| did::web_url(&own.id));
    let mut add = |url: String, bytes: &Arc<[u8]>| {
        documents.insert(url, Document { bytes: bytes.clone(), retrieved: None });
    };
    if let (Some(url), Some((_, bytes))) = (did_url, drafts.did_document()) {
        add(url, bytes);
    }
    for (path, bytes) in &drafts.files {
        if let (Some(folder), true) = (status_folder, path.is_below("status")) {
            add(format!("{folder}/{}", &path.as_str()["status/".len()..]), bytes);
        }
    }
}
