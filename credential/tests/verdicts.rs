//! Credentials that others made, each with its expected verdict, as of one moment and with the documents they name.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod vectors;

use std::path::Path;

use accolade_credential::{Documents, Grade, Issuers, Json, Judgement, Known, Signature, json, judge};
use jiff::Timestamp;

/// Where our verdict is meant to differ from the index, and why.
const EXCEPTIONS: [(&str, &str); 1] = [(
    "dcc/v2/dataIntegrityProof/didKey/twoOIDF-revoked-notExpired-badSchema.json",
    "an inline context gives issuanceDate a meaning of its own: refused for its form before the signature is looked at",
)];

/// The suites that are in scope; a proof set lists several.
const SUITES: [&str; 3] = ["eddsa-rdfc-2022", "eddsa-jcs-2022", "Ed25519Signature2020"];

fn as_of() -> Timestamp {
    "2026-11-23T00:00:00Z".parse().expect("a time")
}

fn documents(folder: &Path) -> Documents {
    let map = std::fs::read(folder.join("resolve/urls.json")).expect("the map");
    let mut documents = Documents::default();
    for (url, file) in json::parse(&map).expect("JSON").as_object().expect("an object").iter() {
        let bytes = std::fs::read(folder.join(file.as_str().expect("a path"))).expect("a document");
        documents.insert(url, accolade_credential::Document { bytes: bytes.into(), retrieved: None });
    }
    documents
}

fn rows(folder: &Path) -> Vec<Json> {
    let text = std::fs::read_to_string(folder.join("credentials/index.jsonl")).expect("the index");
    text.lines().map(|line| json::parse(line.as_bytes()).expect("a row")).collect()
}

fn text<'a>(row: &'a Json, name: &str) -> &'a str {
    row.get(name).and_then(Json::as_str).unwrap_or_default()
}

fn told(j: &Judgement) -> String {
    let checks = j.checks.iter().map(|c| format!("\n    {} {} {}: {}", c.id(), c.outcome(), c.code(), c.note()));
    format!("{} (signature {}){}", j.verdict.grade(), j.signature, checks.collect::<String>())
}

#[test]
fn every_published_credential_in_scope_gets_its_expected_verdict() {
    let Some(folder) = vectors::folder() else { return };
    let (documents, issuers) = (documents(&folder), Issuers::default());
    let known = Known { as_of: as_of(), documents: &documents, issuers: &issuers };
    let (mut verify, mut signature, mut wrong) = (0, 0, Vec::new());
    for row in rows(&folder) {
        let in_scope = text(&row, "suite").split('+').all(|s| SUITES.contains(&s));
        let layer = text(&row, "layer");
        if text(&row, "format") != "json" || !in_scope || !matches!(layer, "verify" | "signature") {
            continue;
        }
        let file = text(&row, "file");
        let judgement = judge(&std::fs::read(folder.join("credentials").join(file)).expect("a credential"), &known);
        let expected_signature = match text(&row, "sig") {
            "good" => Signature::Good,
            "bad" => Signature::Bad,
            _ => Signature::Error,
        };
        let grade = judgement.verdict.grade();
        let as_expected = match layer {
            "verify" => {
                verify += 1;
                let valid = text(&row, "expect") == "valid";
                (grade == Grade::Verified) == valid && reasons_are_told(text(&row, "reason"), &judgement)
            }
            _ => {
                signature += 1;
                grade == Grade::Intact
            }
        };
        let excepted = EXCEPTIONS.iter().any(|(f, _)| *f == file);
        if (as_expected && judgement.signature == expected_signature) == excepted {
            wrong.push(format!("{file}: {} ({}): {}", text(&row, "expect"), text(&row, "reason"), told(&judgement)));
        }
    }
    assert!(EXCEPTIONS.iter().all(|(_, why)| !why.is_empty()));
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(verify >= 45 && signature >= 7, "{verify} and {signature} were judged");
}

/// The index states why each is invalid; the checks must say the same, not just anything.
fn reasons_are_told(reason: &str, judgement: &Judgement) -> bool {
    reason.split(", ").all(|r| {
        let code = match r {
            "expired" => "expired",
            "revoked" => "revoked",
            "not-yet-valid" => "not-yet-valid",
            "tampered" => "signature-bad",
            "status-list-expired" => "list-expired",
            "status-list-not-yet-valid" => "list-not-yet-valid",
            "status-list-wrong-type" => "list-type",
            "status-list-bad-signature" => "list-bad-signature",
            "did:web cannot be resolved" => "key-not-found",
            _ => return true,
        };
        judgement.checks.iter().any(|c| c.code() == code)
    })
}

#[test]
fn the_first_status_list_that_is_not_given_is_unknown_and_never_a_pass() {
    let Some(folder) = vectors::folder() else { return };
    let (none, issuers) = (Documents::default(), Issuers::default());
    let known = Known { as_of: as_of(), documents: &none, issuers: &issuers };
    let mut seen = 0;
    for row in rows(&folder).iter().filter(|r| text(r, "layer") == "verify" && text(r, "format") == "json") {
        let bytes = std::fs::read(folder.join("credentials").join(text(row, "file"))).expect("a credential");
        let has_status = json::parse(&bytes).is_ok_and(|j| j.get("credentialStatus").is_some());
        if has_status {
            seen += 1;
            assert_ne!(judge(&bytes, &known).verdict.grade(), Grade::Verified, "{}", text(row, "file"));
        }
    }
    assert!(seen > 10, "{seen}");
}
