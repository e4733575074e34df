//! Any bytes as the did.json of an issuer: a credential is never verified by a document that does not state the key.
#![no_main]

use std::sync::LazyLock;

use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::{Document, Documents, Grade, Issuers, Known, json, judge};
use libfuzzer_sys::fuzz_target;

static SIGNED: LazyLock<(String, String)> = LazyLock::new(|| {
    let key = SecretKey::from_seed(&[1; 32]);
    let text = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:e.example","credentialSubject":{"id":"urn:s"}}"#;
    let created = "2026-01-01T00:00:00Z".parse().expect("a time");
    let signer = Signer { key: &key, verification_method: "did:web:e.example#key", created };
    let signed = sign(json::parse(text.as_bytes()).expect("JSON"), &signer, &[Suite::EddsaJcs2022]).expect("signed");
    (signed.to_text(), key.public().multibase())
});

fuzz_target!(|bytes: &[u8]| {
    let (signed, key) = &*SIGNED;
    let (mut documents, issuers) = (Documents::default(), Issuers::default());
    documents.insert("https://e.example/.well-known/did.json", Document { bytes: bytes.into(), retrieved: None });
    let known =
        Known { as_of: "2026-07-01T00:00:00Z".parse().expect("a time"), documents: &documents, issuers: &issuers };
    if judge(signed.as_bytes(), &known).verdict.grade() == Grade::Verified {
        let document = json::parse(bytes).expect("a document that is believed is JSON").to_text();
        assert!(document.contains(key) || document.contains("publicKeyJwk"));
        assert!(document.contains("did:web:e.example#key") || document.contains("#key"));
    }
});
