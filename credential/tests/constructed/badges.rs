//! Open Badges 1 and 2: assertions as a host publishes them, as tokens, and what is near to one.

use accolade_credential::{Document, Documents, Issuers, Judgement};

use super::{Case, raw, told_of};
use crate::carrier::{itxt, png};
use crate::own::at;
use crate::signers::Secret;

const ID: &str = "https://h.example/a";
const ASSERTION: &str = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://h.example/a",
    "recipient":{"type":"email","hashed":false,"identity":"ada@mail.example"},"issuedOn":"2026-05-01T00:00:00Z",
    "badge":"https://h.example/b","verification":{"type":"HostedBadge"}}"#;
const BADGE: &str = r#"{"@context":"https://w3id.org/openbadges/v2","type":"BadgeClass","id":"https://h.example/b",
    "name":"Speaking","description":"Speaks.","criteria":{"narrative":"A talk."},"issuer":"https://h.example/i"}"#;
const ISSUER: &str = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Issuer","id":"https://h.example/i",
    "name":"Alder Bay","url":"https://h.example"}"#;

fn given(documents: &[(&str, &str)]) -> Documents {
    let mut given = Documents::default();
    for (url, text) in [("https://h.example/b", BADGE), ("https://h.example/i", ISSUER)].iter().chain(documents) {
        given.insert(*url, Document { bytes: text.as_bytes().into(), retrieved: None });
    }
    given
}

fn hosted(assertion: &str, documents: &[(&str, &str)]) -> Judgement {
    told_of(assertion.as_bytes(), &given(documents), &Issuers::default())
}

/// The assertion with one piece replaced; its host was not asked.
fn with(from: &str, to: &str) -> Judgement {
    assert!(ASSERTION.contains(from), "{from}");
    hosted(&ASSERTION.replacen(from, to, 1), &[])
}

pub(super) fn cases() -> Vec<Case> {
    let link = png(&[itxt("openbadges", ID.as_bytes(), false)]);
    let mut gone = Documents::default();
    gone.insert_gone(ID, at("2026-06-01T00:00:00Z"));
    let revoked =
        r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://h.example/a","revoked":true}"#;
    let token = |header: &str, rule: &str| {
        let payload = ASSERTION.replace(r#"{"type":"HostedBadge"}"#, rule);
        hosted(&Secret::p256(1).jws(header, payload.as_bytes()), &[])
    };
    let nameless = BADGE.replace("\"name\":\"Speaking\",", "");
    vec![
        ("hosted signature not-applicable", hosted(ASSERTION, &[])),
        ("not-signed issuer unknown", hosted(ASSERTION, &[])),
        ("hosted-not-given status unknown", hosted(ASSERTION, &[])),
        ("status-clear status pass", hosted(ASSERTION, &[(ID, ASSERTION)])),
        ("revoked status fail", hosted(ASSERTION, &[(ID, revoked)])),
        ("no-badge-context format fail", with("https://w3id.org/openbadges/v2", "https://w3id.org/openbadges/v9")),
        ("not-an-assertion format fail", hosted(BADGE, &[])),
        ("bad-badge format fail", hosted(ASSERTION, &[("https://h.example/b", &nameless)])),
        ("bad-badge format fail", with("\"badge\":\"https://h.example/b\",", "")),
        ("bad-image format fail", with("\"badge\"", "\"image\":\"data:image/png;base64,AAAA\",\"badge\"")),
        ("bad-link format fail", with("\"https://h.example/b\"", "5")),
        ("bad-recipient format fail", with("\"type\":\"email\",", "")),
        ("bad-verification format fail", with("\"HostedBadge\"", "\"trust me\"")),
        ("signature-missing format fail", with("\"HostedBadge\"", "\"SignedBadge\"")),
        ("wrong-host format fail", with("\"https://h.example/a\"", "\"https://evil.example/a\"")),
        ("differs-from-host format fail", hosted(&ASSERTION.replace("ada@", "eve@"), &[(ID, ASSERTION)])),
        ("hosted-not-given format fail", raw(&link)),
        ("revoked format fail", told_of(&link, &gone, &Issuers::default())),
        (
            "key-not-found signature unknown",
            token(r#"{"alg":"ES256"}"#, r#"{"type":"signed","creator":"https://h.example/k"}"#),
        ),
        ("alg-none signature fail", token(r#"{"alg":"none"}"#, r#"{"type":"signed","creator":"https://h.example/k"}"#)),
        ("bad-verification format fail", token(r#"{"alg":"ES256"}"#, r#"{"type":"signed"}"#)),
    ]
}
