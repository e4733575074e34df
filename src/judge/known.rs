//! In: drafts. Out: what the judge may know besides a credential: recognised issuers, and documents by their URL.
//! The site's own did.json and status lists count as documents under the addresses that they will have.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use accolade_credential::{Document, Documents, Issuers, KnownIssuer, PinnedKey, did};
use jiff::Timestamp;

use crate::diag::Diagnostic;
use crate::draft::lock::Lock;
use crate::draft::{self, Drafts, IssuerDraft, LockedDocument};
use crate::load::{self, Source};

/// Where fetched documents are named.
const LOCK_FILE: &str = "accolade.lock";

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

/// The documents that the lock file of a folder keeps, with the moments that they were fetched at.
///
/// # Errors
/// When the lock file or a file that it names cannot be read, or was changed.
pub fn locked(folder: &Path) -> Result<Documents, Vec<Diagnostic>> {
    let read = |file: &str| load::read_file(&folder.join(file)).map_err(|problem| vec![problem]);
    let text = read(LOCK_FILE)?;
    let mut files = vec![(LOCK_FILE.to_owned(), text)];
    // A lock file that cannot be read is told below, with its place.
    let lock = Lock::read(&files[0].1).unwrap_or_default();
    for one in lock.documents.values().filter(|one| one.is_well_named() && folder.join(&one.file).exists()) {
        files.push((one.file.clone(), read(&one.file)?));
    }
    let source = Source::of(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])));
    let (mut documents, mut found) = (Documents::default(), Vec::new());
    let (kept, gone) = draft::locked(&source, &mut found);
    insert_locked(&mut documents, &kept, &gone);
    if found.is_empty() { Ok(documents) } else { Err(found) }
}

/// The folder whose lock file keeps what a file rests on: the nearest one above the file that has one.
#[must_use]
pub fn locked_beside(file: &Path) -> Option<PathBuf> {
    let file = file.canonicalize().ok()?;
    let folder = file.ancestors().skip(1).find(|folder| folder.join(LOCK_FILE).is_file())?;
    Some(folder.to_owned())
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

fn own_documents(drafts: &Drafts, documents: &mut Documents) {
    let status = drafts.site.status_url();
    let status_folder = status.as_deref().and_then(|url| url.rsplit_once('/')).map(|(folder, _)| folder);
    let did_url = drafts.site.issuer.as_ref().and_then(|own| did::web_url(&own.id));
    let mut add = |url: String, bytes: &Arc<[u8]>| {
        documents.insert(url, Document { bytes: bytes.clone(), retrieved: None });
    };
    for (path, bytes) in &drafts.files {
        if let (Some(folder), true) = (status_folder, path.is_below("status")) {
            add(format!("{folder}/{}", &path.as_str()["status/".len()..]), bytes);
        }
        if let (Some(url), "did.json", false) = (&did_url, path.name(), path.is_below("static")) {
            add(url.clone(), bytes);
        }
    }
}
