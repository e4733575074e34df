//! Any bytes as a file to judge, alone and among others: never a panic, both judges agree, and what is verified for the issuer of a
//! fixed key means what that key signed.
#![no_main]

use std::sync::LazyLock;

use accolade_credential::canon::nquads;
use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::{Documents, Grade, Issuers, Json, Known, json, judge, judge_many};
use libfuzzer_sys::fuzz_target;

static ORIGINAL: LazyLock<(String, Json, String)> = LazyLock::new(|| {
    let key = SecretKey::from_seed(&[1; 32]);
    let did = key.public().did_key();
    let text = format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{did}","credentialSubject":{{"id":"urn:s"}}}}"#
    );
    let unsigned = json::parse(text.as_bytes()).expect("JSON");
    let created = "2026-01-01T00:00:00Z".parse().expect("a time");
    let signer = Signer { key: &key, verification_method: &key.public().did_key_method(), created };
    let meaning = nquads(&unsigned).expect("canonical");
    let signed = sign(unsigned, &signer, &[Suite::EddsaRdfc2022, Suite::EddsaJcs2022]).expect("signed");
    (did, signed, meaning)
});

fuzz_target!(|bytes: &[u8]| {
    let (did, signed, meaning) = &*ORIGINAL;
    let (documents, issuers) = (Documents::default(), Issuers::default());
    let known =
        Known { as_of: "2026-07-01T00:00:00Z".parse().expect("a time"), documents: &documents, issuers: &issuers };
    let judgement = judge(bytes, &known);
    assert_eq!(judgement.checks.len(), 5);
    let original = signed.to_text();
    let several = judge_many(&[original.as_bytes(), bytes, original.as_bytes()], &known);
    assert_eq!(several[1], judgement);
    assert_eq!(several[0].verdict.grade(), Grade::Verified);
    if judgement.verdict.grade() == Grade::Verified && judgement.issuer.as_ref() == Some(did) {
        let Ok(Json::Object(mut members)) = json::parse(bytes) else { return };
        members.remove("proof");
        assert_eq!(nquads(&members.into()).as_ref(), Ok(meaning));
    }
});
