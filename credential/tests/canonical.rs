//! Documents to canonical N-Quads: the published vectors, and what must be an error.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod vectors;

use accolade_credential::json::{self, Json};
use accolade_credential::{Json as Value, canon};

fn parse(text: &str) -> Json {
    json::parse(text.as_bytes()).expect("test documents are JSON")
}

fn without_proof(document: Json) -> Json {
    let Value::Object(mut object) = document else { panic!("a document is an object") };
    object.remove("proof");
    object.into()
}

#[test]
fn the_w3c_vectors_have_their_published_canonical_forms() {
    let Some(folder) = vectors::folder() else { return };
    let folder = folder.join("w3c-eddsa");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    for (document, form) in [
        ("eddsa-rdfc-2022/signedDataInt.json", "eddsa-rdfc-2022/canonDocDataInt.txt"),
        ("eddsa-rdfc-2022/proofConfigDataInt.json", "eddsa-rdfc-2022/proofCanonDataInt.txt"),
        ("eddsa-rdfc-2022/employ/signedDataInt.json", "eddsa-rdfc-2022/employ/canonDocDataInt.txt"),
        ("eddsa-rdfc-2022/employ/proofConfigDataInt.json", "eddsa-rdfc-2022/employ/proofCanonDataInt.txt"),
        ("Ed25519Signature2020/signedEdSig.json", "Ed25519Signature2020/canonDocEdSig.txt"),
        ("Ed25519Signature2020/proofConfigEdSig.json", "Ed25519Signature2020/proofCanonEdSig.txt"),
    ] {
        let found = canon::nquads(&without_proof(parse(&read(document))));
        assert_eq!(found.as_deref().map_err(ToString::to_string), Ok(read(form).as_str()), "{document}");
    }
}

/// A typical Open Badges 3.0 credential.
const BADGE: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "https://credentials.alderbay.example/credentials/q7v2m5xk3nd4t6wa/",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "name": "Public Speaking Foundations",
  "issuer": {
    "id": "did:web:credentials.alderbay.example",
    "type": ["Profile"],
    "name": "University of Alder Bay",
    "url": "https://credentials.alderbay.example/"
  },
  "validFrom": "2026-03-14T09:00:00Z",
  "validUntil": "2029-03-14T09:00:00Z",
  "awardedDate": "2026-03-14T09:00:00Z",
  "credentialSubject": {
    "type": ["AchievementSubject"],
    "name": "Maya Lindqvist",
    "creditsEarned": 1,
    "activityStartDate": "2026-02-20T09:00:00Z",
    "activityEndDate": "2026-03-13T16:00:00Z",
    "identifier": [{"type": "IdentityObject", "identityType": "name", "hashed": false, "identityHash": "Maya Lindqvist"}],
    "achievement": {
      "id": "https://credentials.alderbay.example/badges/public-speaking/",
      "type": ["Achievement"],
      "achievementType": "Course",
      "name": "Public Speaking Foundations",
      "description": "Plans, practises and gives a short talk to a live audience, and answers its questions.",
      "criteria": {"narrative": "Gave two talks of **eight minutes**; both were assessed with the campus rubric:\n\n- structure\n- voice\n- answers"},
      "tag": ["speaking", "rhetoric"],
      "creditsAvailable": 1.5,
      "inLanguage": "en",
      "alignment": [
        {"type": ["Alignment"], "targetName": "Communication", "targetUrl": "https://www.naceweb.org/career-readiness/competencies/communication", "targetFramework": "NACE Career Readiness", "targetType": "ceterms:CredentialAlignmentObject"},
        {"type": ["Alignment"], "targetName": "Spoken argument", "targetUrl": "https://credentials.alderbay.example/frameworks/outcomes/#c2", "targetCode": "C2"}
      ]
    }
  },
  "evidence": [{"id": "https://credentials.alderbay.example/evidence/41/", "type": ["Evidence"], "name": "Recording of the second talk"}],
  "credentialStatus": {
    "id": "https://credentials.alderbay.example/status/1.json#41",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "41",
    "statusListCredential": "https://credentials.alderbay.example/status/1.json"
  }
}"#;

const OPTIONS: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "type": "DataIntegrityProof",
  "cryptosuite": "eddsa-rdfc-2022",
  "created": "2026-03-14T09:00:00Z",
  "verificationMethod": "did:web:credentials.alderbay.example#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
  "proofPurpose": "assertionMethod"
}"#;

/// `cargo test --release -p accolade-credential --test canonical -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn timing() {
    let (badge, options) = (parse(BADGE), parse(OPTIONS));
    let lines = canon::nquads(&badge).unwrap().lines().count();
    for (name, document) in [("credential", &badge), ("proof options", &options)] {
        let mut best = f64::MAX;
        for _ in 0..20 {
            let start = std::time::Instant::now();
            for _ in 0..500 {
                std::hint::black_box(canon::nquads(std::hint::black_box(document)).unwrap());
            }
            best = best.min(start.elapsed().as_secs_f64() / 500.0);
        }
        println!("{name}: {:.1} us", best * 1e6);
    }
    println!("{} bytes of JSON, {lines} quads", badge.to_text().len());
}
