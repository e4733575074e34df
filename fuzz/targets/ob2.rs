//! An assertion of Open Badges 1 or 2, its badge, its issuer and a list of revoked ones, with lines `---` between them. Without a
//! signature it is Reported at most; signed by a fixed key it is Verified only for an issuer whose own document names that key.
#![no_main]

use std::sync::LazyLock;

use accolade_credential::key::SecretKey;
use accolade_credential::{Document, Documents, Grade, Issuers, Json, Judgement, Known, json, judge, judge_many};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use libfuzzer_sys::fuzz_target;

const ASSERTION: &str = "https://e.example/a";
const BADGE: &str = "https://e.example/badge";
const ISSUER: &str = "https://e.example/issuer";
const LIST: &str = "https://e.example/list";
const KEY: &str = "https://e.example/key";

static SECRET: LazyLock<SecretKey> = LazyLock::new(|| SecretKey::from_seed(&[1; 32]));
/// What the issuer publishes of its key (Open Badges 2.0, `CryptographicKey`).
static KEY_DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    // A SubjectPublicKeyInfo (RFC 8410 section 4).
    let der = [&b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"[..], SECRET.public().bytes()].concat();
    let pem = format!("-----BEGIN PUBLIC KEY-----\\n{}\\n-----END PUBLIC KEY-----\\n", STANDARD.encode(der));
    format!(r#"{{"type":"CryptographicKey","id":"{KEY}","owner":"{ISSUER}","publicKeyPem":"{pem}"}}"#)
});

fuzz_target!(|text: &str| {
    let parts: Vec<&str> = text.splitn(4, "\n---\n").collect();
    let mut documents = Documents::default();
    for (url, part) in [BADGE, ISSUER, LIST].into_iter().zip(&parts[1..]) {
        documents.insert(url, document(part));
    }
    documents.insert(KEY, document(&KEY_DOCUMENT));

    let assertion = json::parse(parts[0].as_bytes());
    if assertion.as_ref().is_ok_and(|a| a.get("badge").is_some() && a.get("credentialSubject").is_none()) {
        // As it came, as its host publishes it too, and by its address in a picture.
        hosted(parts[0], &documents);
        documents.insert(ASSERTION, document(parts[0]));
        hosted(parts[0], &documents);
        let picture = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org"><openbadges:assertion verify="{ASSERTION}"/></svg>"#
        );
        hosted(&picture, &documents);
    }

    let (mine, stranger) = (token(parts[0], &SECRET), token(parts[0], &SecretKey::from_seed(&[2; 32])));
    let judgement = judged(&mine, &documents);
    let published = |url: &str| json::parse(&documents.get(url)?.bytes).ok();
    if judgement.verdict.grade() <= Grade::Authentic {
        let issuer = judgement.issuer.as_deref().unwrap_or_default();
        let profile = published(ISSUER).map(|profile| profile.to_text()).unwrap_or_default();
        let by_profile = issuer == ISSUER && profile.contains(ISSUER) && profile.contains(KEY);
        let by_itself = issuer == SECRET.public().did_key() || issuer.starts_with("did:jwk:");
        assert!(by_profile || by_itself, "{issuer} by {profile}");
    }
    if judgement.verdict.grade() == Grade::Verified {
        let id = assertion.ok().and_then(|a| a.get("id").and_then(Json::as_str).map(str::to_owned));
        let list = published(ISSUER).and_then(|profile| profile.get("revocationList").cloned());
        if list.as_ref().and_then(Json::as_str) == Some(LIST) && judgement.issuer.as_deref() == Some(ISSUER) {
            let list = published(LIST).expect("a list that clears is read");
            let revoked = list.get("revokedAssertions").and_then(Json::as_array).expect("a list that clears is one");
            assert!(revoked.iter().all(|one| one.as_str() != id.as_deref()), "{id:?} is revoked");
        }
    }
    // The key that it names is another one, unless the payload is a credential that a key of its own signs.
    if judgement.proofs.iter().all(|proof| proof.method.as_deref() == Some(KEY)) {
        assert!(judged(&stranger, &documents).verdict.grade() > Grade::Intact);
    }
});

fn hosted(file: &str, documents: &Documents) {
    let grade = judged(file, documents).verdict.grade();
    assert!(matches!(grade, Grade::Reported | Grade::Refused), "{grade:?}: {file}");
}

fn judged(file: &str, documents: &Documents) -> Judgement {
    let issuers = Issuers::default();
    let known = Known { as_of: "2026-07-01T00:00:00Z".parse().expect("a time"), documents, issuers: &issuers };
    let judgement = judge(file.as_bytes(), &known);
    assert_eq!(judgement.checks.len(), 5);
    assert_eq!(judge_many(&[file.as_bytes(), file.as_bytes()], &known)[1], judgement);
    judgement
}

fn token(payload: &str, key: &SecretKey) -> String {
    let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(r#"{"alg":"EdDSA"}"#), URL_SAFE_NO_PAD.encode(payload));
    let signature = URL_SAFE_NO_PAD.encode(key.sign(input.as_bytes()));
    input + "." + &signature
}

fn document(text: &str) -> Document {
    Document { bytes: text.as_bytes().into(), retrieved: Some("2026-06-01T00:00:00Z".parse().expect("a time")) }
}
