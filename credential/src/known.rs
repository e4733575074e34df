//! What the judge may know besides the credential: the moment, documents that were fetched earlier, recognised issuers.
//! All of it is handed in as values; nothing here reads a file, a clock or the network.

mod alike;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::key::AnyKey;
use crate::memo::Memo;
use alike::Name;

/// Everything a judgement may depend on besides the credential itself.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The moment that the checks speak of.
    pub as_of: Timestamp,
    /// DID documents and status lists by URL.
    pub documents: &'a Documents,
    /// Issuers that the reader or the site recognises.
    pub issuers: &'a Issuers,
}

/// Documents by the URL they were fetched from.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    by_url: BTreeMap<String, Document>,
    gone: BTreeMap<String, Timestamp>,
    memo: Memo,
}

/// One fetched document.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its bytes as they came.
    pub bytes: Arc<[u8]>,
    /// When it was fetched; `None` when that is not known (a file that the reader handed in).
    pub retrieved: Option<Timestamp>,
}

impl Known<'_> {
    /// Everything that a judgement may depend on, part by part, for who tells one of these from another by a hash. Each list is preceded
    /// by its length. Nothing is left out: what is added to any of these shapes has to be named here before it compiles.
    pub fn parts(&self, part: &mut dyn FnMut(&[u8])) {
        let Self { as_of, documents, issuers } = self;
        part(as_of.to_string().as_bytes());
        documents.parts(part);
        issuers.parts(part);
    }

    /// When a document was fetched, and never later than the moment that is judged for; `None` when it is no copy.
    pub(crate) fn seen(&self, document: &Document) -> Option<Timestamp> {
        document.retrieved.map(|at| at.min(self.as_of))
    }
}

impl Documents {
    /// Adds a document under its URL; a second one under the same URL replaces the first.
    pub fn insert(&mut self, url: impl Into<String>, document: Document) {
        self.by_url.insert(url.into(), document);
        self.memo = Memo::default();
    }
    /// The document at exactly `url`.
    #[must_use]
    pub fn get(&self, url: &str) -> Option<&Document> {
        self.by_url.get(url)
    }
    /// Notes that the server of `url` said, at this moment, that what was there is withdrawn for good (status 410,
    /// RFC 9110 section 15.5.11): for a hosted assertion of Open Badges 1 and 2 this is how it is revoked.
    pub fn insert_gone(&mut self, url: impl Into<String>, seen: Timestamp) {
        self.gone.insert(url.into(), seen);
        self.memo = Memo::default();
    }
    /// When the server of exactly `url` said that what was there is withdrawn for good; `None` when it did not.
    #[must_use]
    pub fn gone(&self, url: &str) -> Option<Timestamp> {
        self.gone.get(url).copied()
    }
    /// Everything that is withdrawn for good, in order of the URLs.
    pub fn all_gone(&self) -> impl Iterator<Item = (&str, Timestamp)> {
        self.gone.iter().map(|(url, seen)| (url.as_str(), *seen))
    }
    /// All documents in order of their URLs.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Document)> {
        self.by_url.iter().map(|(url, d)| (url.as_str(), d))
    }
    pub(crate) const fn memo(&self) -> &Memo {
        &self.memo
    }
    fn parts(&self, part: &mut dyn FnMut(&[u8])) {
        // The memo holds what was made of the others, and decides nothing.
        let Self { by_url, gone, memo: _ } = self;
        part(&length(by_url.len()));
        for (url, Document { bytes, retrieved }) in by_url {
            part(url.as_bytes());
            part(bytes);
            part(moment(*retrieved).as_bytes());
        }
        part(&length(gone.len()));
        for (url, seen) in gone {
            part(url.as_bytes());
            part(seen.to_string().as_bytes());
        }
    }
}

/// Recognised issuers by their identifier.
#[derive(Debug, Clone, Default)]
pub struct Issuers(BTreeMap<String, (KnownIssuer, Name)>);

/// An issuer that is recognised, with the keys that are pinned for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownIssuer {
    /// The identifier as credentials state it: a DID or an https URL.
    pub id: String,
    /// The name under which it is recognised.
    pub name: String,
    /// Where and why it is recognised, as a phrase: `listed in issuers/alder-bay.yaml`.
    pub basis: String,
    /// Whether this is the site itself.
    pub own: bool,
    /// Keys known to be the issuer's; they count like the assertion methods of its DID document.
    pub keys: Vec<PinnedKey>,
}

/// A key that is known to be an issuer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedKey {
    /// The verification method as proofs name it; `None` pins the key under any name.
    pub id: Option<String>,
    /// The key.
    pub key: AnyKey,
    /// It is good for what was signed at or after this moment.
    pub from: Option<Timestamp>,
    /// It is good for what was signed before this moment: a key that was retired.
    pub until: Option<Timestamp>,
    /// Somebody else may have had it since this moment.
    pub compromised: Option<Timestamp>,
}

impl PinnedKey {
    /// A key without a window: good whenever it signed.
    #[must_use]
    pub const fn always(id: Option<String>, key: AnyKey) -> Self {
        Self { id, key, from: None, until: None, compromised: None }
    }
}

impl Issuers {
    /// Adds an issuer; a second one of the same identifier replaces the first.
    pub fn insert(&mut self, issuer: KnownIssuer) {
        let name = Name::of(&issuer.name);
        self.0.insert(issuer.id.clone(), (issuer, name));
    }
    /// The issuer with exactly this identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&KnownIssuer> {
        self.0.get(id).map(|(issuer, _)| issuer)
    }
    /// Whether one of them has this name, as a reader would take it: by its letters and digits, or by what these look like.
    pub(crate) fn bears(&self, name: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let name = Name::of(name);
        self.0.values().any(|(_, known)| known.is_taken_for(&name))
    }
    /// All of them in order of their identifiers.
    pub fn iter(&self) -> impl Iterator<Item = &KnownIssuer> {
        self.0.values().map(|(issuer, _)| issuer)
    }
    fn parts(&self, part: &mut dyn FnMut(&[u8])) {
        part(&length(self.0.len()));
        for KnownIssuer { id, name, basis, own, keys } in self.iter() {
            for text in [id, name, basis] {
                part(text.as_bytes());
            }
            part(&[u8::from(*own)]);
            part(&length(keys.len()));
            for PinnedKey { id, key, from, until, compromised } in keys {
                part(&[u8::from(id.is_some())]);
                part(id.as_deref().unwrap_or_default().as_bytes());
                part(key.to_text().as_bytes());
                for at in [from, until, compromised] {
                    part(moment(*at).as_bytes());
                }
            }
        }
    }
}

fn length(of: usize) -> [u8; 8] {
    (of as u64).to_le_bytes()
}

/// A moment in words; none is no words.
fn moment(at: Option<Timestamp>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}
