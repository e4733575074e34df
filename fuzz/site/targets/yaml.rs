//! Any text as every file of a project: an answer, each complaint at a place that is there; and a credential in YAML is JSON that
//! reads the same as YAML, and as itself where it is JSON already.
#![no_main]

use accolade::draft::{Content, draft};
use accolade::load::Source;
use accolade_credential::{Json, jcs, json};
use libfuzzer_sys::fuzz_target;

const FILES: [&str; 7] = [
    "accolade.yaml",
    "badges/a.yaml",
    "credentials/a.yaml",
    "frameworks/a.yaml",
    "issuers/a.yaml",
    "pages/a.md",
    "pathways/a.yaml",
];

fuzz_target!(|text: &str| {
    let (drafts, found) = draft(&Source::of(FILES.map(|path| (path, text.as_bytes()))));
    for diagnostic in &found {
        let Some(place) = &diagnostic.place else { continue };
        let (Some(line), Some(column)) = (place.line, place.column) else { continue };
        assert!(FILES.contains(&place.file.as_str()), "{diagnostic}");
        let there = text.split('\n').nth(line - 1).unwrap_or_else(|| panic!("{diagnostic}: no such line"));
        assert!(column <= there.chars().count() + 1, "{diagnostic}: no such column");
    }
    drop(drafts);
    let Some(credential) = read(text) else { return };
    if let Some(again) = read(&credential.to_pretty()) {
        assert_eq!(again, credential);
    }
    if let Ok(written) = json::parse(text.as_bytes()) {
        assert_eq!(jcs::canonical(&credential), jcs::canonical(&written));
    }
});

/// The credential that a file in YAML is.
fn read(text: &str) -> Option<Json> {
    let source = Source::of([("accolade.yaml", &b"title: x"[..]), ("credentials/a.yaml", text.as_bytes())]);
    match &draft(&source).0.credentials.first()?.content {
        Content::Credential { bytes, .. } => Some(json::parse(bytes).expect("a credential is JSON")),
        Content::Claim(_) => None,
    }
}
