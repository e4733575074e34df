//! Open Badges 2 as others publish them: signed assertions, which are Intact by themselves, and files that carry nothing.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod carrier;
mod vectors;
mod world;

use accolade_credential::{CheckId, Document, Grade, Outcome, Signature, json};
use world::{World, code, published, told};

#[test]
fn a_signed_badge_is_intact_and_a_revoked_or_changed_one_is_told() {
    let Some(folder) = vectors::folder() else { return };
    let world = published(&folder);
    let read = |name: &str| std::fs::read_to_string(folder.join("credentials/1edtech-ob20").join(name)).expect("a JWS");
    for (name, status) in [
        ("simple.jwt", (Outcome::NotApplicable, "no-status")),
        ("simple-not-revoked.jwt", (Outcome::Pass, "status-clear")),
        ("simple-revoked.jwt", (Outcome::Fail, "revoked")),
    ] {
        let text = read(name);
        let judgement = world.judge(text.as_bytes());
        assert_eq!(judgement.verdict.grade(), Grade::Intact, "{name}: {}", told(&judgement));
        assert_eq!(judgement.signature, Signature::Good);
        assert_eq!(code(&judgement, CheckId::Issuer), (Outcome::Unknown, "issuer-not-resolved"));
        assert_eq!(code(&judgement, CheckId::Status), status, "{name}");
        let shown = judgement.verdict.value().expect("what was signed");
        assert_eq!((shown.title(), shown.issuer.name.as_deref()), (None, None), "the badge was not signed");

        let baked = carrier::png(&[carrier::itxt("openbadges", text.trim().as_bytes(), false)]);
        assert_eq!(world.judge(&baked), judgement, "a picture carries it too");
        let unknown = World::with(&[]).judge(text.as_bytes());
        assert_eq!(unknown.verdict.grade(), Grade::Refused);
        assert_eq!(code(&unknown, CheckId::Signature), (Outcome::Unknown, "key-not-found"));
        assert_eq!(code(&unknown, CheckId::Status), (Outcome::Unknown, "list-missing"));
        let text = text.trim();
        let signature = text.rfind('.').expect("three parts") + 1;
        for at in [10, 60, signature + 10, text.len() - 20] {
            let mut changed = text.as_bytes().to_vec();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let judgement = world.judge(&changed);
            assert_eq!(judgement.verdict.grade(), Grade::Refused, "{name}, byte {at}: {}", told(&judgement));
        }
    }
    let text = read("simple.jwt");
    let payload = text.split('.').nth(1).expect("three parts");
    let none = format!("eyJhbGciOiJub25lIn0.{payload}.");
    let judgement = world.judge(none.as_bytes());
    assert_eq!(judgement.verdict.grade(), Grade::Refused);
    assert_eq!(code(&judgement, CheckId::Signature), (Outcome::Fail, "alg-none"));
    let mut other = published(&folder);
    let key = r#"{"type":"CryptographicKey","owner":"https://evil.example/i","publicKeyPem":KEY}"#;
    let pem = std::fs::read(folder.join("resolve/1edtech-ob20/assets/key1.json")).expect("a key");
    let pem = json::parse(&pem).expect("JSON").get("publicKeyPem").expect("a key").to_text();
    let document = Document { bytes: key.replace("KEY", &pem).into_bytes().into(), retrieved: None };
    other.0.insert("http://example.org/key1.json", document);
    let judgement = other.judge(text.as_bytes());
    assert_eq!(judgement.verdict.grade(), Grade::Refused);
    assert_eq!(code(&judgement, CheckId::Issuer), (Outcome::Fail, "other-key"));
}

#[test]
fn files_that_carry_nothing_are_refused_by_name() {
    let world = World::with(&[]);
    for (bytes, expected) in [
        (&b"\xFF\xD8\xFF\xE0"[..], "plain-picture"),
        (&carrier::png(&[]), "no-badge"),
        (b"<svg/>", "no-badge"),
        (b"%PDF-1.7", "pdf-damaged"),
        (b"", "empty-file"),
        (b"{", "not-json"),
        (b"[]", "not-an-object"),
    ] {
        let judgement = world.judge(bytes);
        assert_eq!(judgement.verdict.grade(), Grade::Refused);
        assert_eq!(code(&judgement, CheckId::Format), (Outcome::Fail, expected));
    }
}
