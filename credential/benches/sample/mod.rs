//! In: an issuer and a number. Out: the one credential that every measurement signs and judges, the same but for these two.

use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::{Json, json};

/// The moment at which samples are judged: each is valid then.
pub(crate) const AS_OF: &str = "2026-07-01T00:00:00Z";

const CREDENTIAL: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "https://credentials.alderbay.example/credentials/NUMBER/",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "name": "Public Speaking Foundations",
  "issuer": {"id": "ISSUER", "type": ["Profile"], "name": "University of Alder Bay", "url": "https://alderbay.example"},
  "validFrom": "2026-05-12T09:00:00Z",
  "validUntil": "2029-05-12T09:00:00Z",
  "credentialSubject": {
    "type": ["AchievementSubject"],
    "name": "Maya Lindqvist",
    "creditsEarned": 1.5,
    "achievement": {
      "id": "https://credentials.alderbay.example/badges/public-speaking/",
      "type": ["Achievement"],
      "name": "Public Speaking Foundations",
      "description": "Plans, gives and defends a talk of ten minutes before a room of strangers, and answers their questions.",
      "achievementType": "Course",
      "criteria": {"narrative": "Attended the four workshops of the term, gave three talks of rising length, and was heard by two assessors from another department."},
      "tag": ["speaking", "rhetoric", "communication"],
      "alignment": [
        {"type": ["Alignment"], "targetName": "Communication", "targetUrl": "https://www.naceweb.org/career-readiness/communication", "targetFramework": "NACE"},
        {"type": ["Alignment"], "targetName": "Professionalism", "targetUrl": "https://www.naceweb.org/career-readiness/professionalism", "targetFramework": "NACE"}
      ]
    }
  }
}"#;

/// The sample of this issuer (a DID) and number, not yet signed.
pub(crate) fn unsigned(issuer: &str, number: usize) -> Json {
    let text = CREDENTIAL.replace("ISSUER", issuer).replace("NUMBER", &format!("{number:04}"));
    json::parse(text.as_bytes()).expect("JSON")
}

/// A document signed with the key under this verification method.
pub(crate) fn signed(document: Json, key: &SecretKey, method: &str, suites: &[Suite]) -> Json {
    let created = "2026-05-12T10:00:00Z".parse().expect("a time");
    sign(document, &Signer { key, verification_method: method, created }, suites).expect("signed")
}

/// The text of a sample by the did:key of `key`.
pub(crate) fn by_did_key(key: &SecretKey, number: usize, suites: &[Suite]) -> String {
    let public = key.public();
    signed(unsigned(&public.did_key(), number), key, &public.did_key_method(), suites).to_text()
}
