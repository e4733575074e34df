//! A world in which badges are judged: the documents that hosts publish, as of a day.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

use std::path::Path;

use accolade_credential::{CheckId, Document, Documents, Issuers, Judgement, Known, Outcome, judge};

/// What hosts publish, and whom one knows.
pub(crate) struct World(pub(crate) Documents, pub(crate) Issuers);

impl World {
    pub(crate) fn with(documents: &[(&str, &str)]) -> Self {
        let mut world = Self(Documents::default(), Issuers::default());
        for (url, text) in documents {
            let retrieved = Some("2026-05-03T10:00:00Z".parse().expect("a time"));
            world.0.insert(*url, Document { bytes: text.as_bytes().into(), retrieved });
        }
        world
    }

    pub(crate) fn judge(&self, bytes: &[u8]) -> Judgement {
        let as_of = "2026-11-23T00:00:00Z".parse().expect("a time");
        judge(bytes, &Known { as_of, documents: &self.0, issuers: &self.1 })
    }
}

pub(crate) fn code(judgement: &Judgement, id: CheckId) -> (Outcome, &'static str) {
    let check = judgement.checks.iter().find(|c| c.id() == id).expect("every check is there once");
    (check.outcome(), check.code())
}

pub(crate) fn told(judgement: &Judgement) -> String {
    let lines = judgement.checks.iter().map(|c| format!("\n    {} {} {}: {}", c.id(), c.outcome(), c.code(), c.note()));
    format!("{}{}", judgement.verdict.grade(), lines.collect::<String>())
}

/// What the vectors' host would publish: every document under both of its addresses.
pub(crate) fn published(folder: &Path) -> World {
    let mut world = World::with(&[]);
    for entry in std::fs::read_dir(folder.join("resolve/1edtech-ob20/assets")).expect("the folder").flatten() {
        let name = entry.file_name().into_string().expect("a plain name");
        let bytes = std::fs::read(entry.path()).expect("a document");
        for scheme in ["http", "https"] {
            let document = Document { bytes: bytes.clone().into(), retrieved: None };
            world.0.insert(format!("{scheme}://example.org/{name}"), document);
        }
    }
    world
}
