//! The index of published credentials: its rows, the documents that they name, and what each layer expects.
#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod layers;

use std::path::Path;

use accolade_credential::key::AnyKey;
use accolade_credential::{Document, Documents, Issuers, Json, Judgement, KnownIssuer, PinnedKey, json};
use jiff::Timestamp;

/// One line of the index.
pub(crate) struct Row {
    pub(crate) file: String,
    pub(crate) format: String,
    pub(crate) layer: String,
    pub(crate) expect: String,
    pub(crate) reason: String,
    pub(crate) sig: String,
    /// The file with the issuer's public key, for those whose issuer has no address that answers.
    pub(crate) key: String,
}

impl Row {
    fn read(line: &str) -> Self {
        let json = json::parse(line.as_bytes()).expect("a row");
        let text = |name: &str| json.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        Self {
            file: text("file"),
            format: text("format"),
            layer: text("layer"),
            expect: text("expect"),
            reason: text("reason"),
            sig: text("sig"),
            key: text("key"),
        }
    }

    pub(crate) fn bytes(&self, folder: &Path) -> Vec<u8> {
        std::fs::read(folder.join("credentials").join(&self.file)).expect("a credential")
    }

    /// Its issuer with the key that the index names, pinned; nobody when it names none.
    pub(crate) fn issuers(&self, folder: &Path) -> Issuers {
        let mut issuers = Issuers::default();
        if !self.key.is_empty() {
            let method = json::parse(&std::fs::read(folder.join(&self.key)).expect("a key")).expect("JSON");
            let text = |name: &str| method.get(name).and_then(Json::as_str).expect("a name").to_owned();
            let key = AnyKey::from_jwk(method.get("publicKeyJwk").expect("a JWK")).expect("a key");
            let keys = vec![PinnedKey::always(Some(text("id")), key)];
            let (name, basis) = ("Example".into(), "listed".into());
            issuers.insert(KnownIssuer { id: text("controller"), name, basis, own: false, keys });
        }
        issuers
    }
}

/// The moment that the index speaks of.
pub(crate) fn as_of() -> Timestamp {
    "2026-11-23T00:00:00Z".parse().expect("a time")
}

pub(crate) fn rows(folder: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(folder.join("credentials/index.jsonl")).expect("the index");
    text.lines().map(Row::read).collect()
}

/// The documents that the credentials name.
pub(crate) fn folder_documents(folder: &Path) -> Documents {
    let map = std::fs::read(folder.join("resolve/urls.json")).expect("the map");
    let mut documents = Documents::default();
    for (url, file) in json::parse(&map).expect("JSON").as_object().expect("an object").iter() {
        let bytes = std::fs::read(folder.join(file.as_str().expect("a path"))).expect("a document");
        documents.insert(url, Document { bytes: bytes.into(), retrieved: None });
    }
    documents
}

pub(crate) fn told(j: &Judgement) -> String {
    let checks = j.checks.iter().map(|c| format!("\n    {} {} {}: {}", c.id(), c.outcome(), c.code(), c.note()));
    format!("{} (signature {}){}", j.verdict.grade(), j.signature, checks.collect::<String>())
}
