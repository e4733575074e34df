//! A registry of our own making: a key, its did.json, a status list, and a full Open Badges credential to sign.
#![allow(dead_code, reason = "each test file uses its part")]

use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::status::{MIN_ENTRIES, StatusList, list_credential};
use accolade_credential::{Document, Documents, Issuers, Json, Judgement, Known, did, json, judge};
use jiff::Timestamp;

pub(crate) const DID: &str = "did:web:credentials.alderbay.example";
pub(crate) const DID_URL: &str = "https://credentials.alderbay.example/.well-known/did.json";
pub(crate) const LIST: &str = "https://credentials.alderbay.example/status/1.json";
pub(crate) const BOTH: [Suite; 2] = [Suite::EddsaRdfc2022, Suite::EddsaJcs2022];
/// The entry that the list of this registry has set.
pub(crate) const REVOKED: usize = 94_567;

pub(crate) const CREDENTIAL: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "https://credentials.alderbay.example/credentials/k3n7/",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "name": "Public Speaking Foundations",
  "issuer": {"id": "did:web:credentials.alderbay.example", "type": ["Profile"], "name": "University of Alder Bay"},
  "validFrom": "2026-05-12T09:00:00Z",
  "validUntil": "2029-05-12T09:00:00Z",
  "awardedDate": "2026-05-11T09:00:00Z",
  "credentialSubject": {
    "type": ["AchievementSubject"],
    "name": "Maya Lindqvist",
    "creditsEarned": 1.5,
    "activityStartDate": "2026-03-01T09:00:00Z",
    "achievement": {
      "id": "https://credentials.alderbay.example/badges/public-speaking/",
      "type": ["Achievement"],
      "name": "Public Speaking Foundations",
      "description": "Speaks to a room, and is heard.",
      "achievementType": "Course",
      "criteria": {"narrative": "Gave three talks."},
      "tag": ["speaking", "rhetoric"],
      "creditsAvailable": 2.5,
      "alignment": [{"type": ["Alignment"], "targetName": "Communication", "targetUrl": "https://www.naceweb.org/c"}],
      "resultDescription": [{"id": "urn:uuid:0a1b", "type": ["ResultDescription"], "name": "Grade", "resultType": "LetterGrade"}]
    },
    "result": [{"type": ["Result"], "resultDescription": "urn:uuid:0a1b", "value": "A"}]
  },
  "evidence": [{"id": "https://maya.example/talk", "type": ["Evidence"], "name": "A talk"}],
  "credentialStatus": {
    "id": "https://credentials.alderbay.example/status/1.json#5",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "5",
    "statusListCredential": "https://credentials.alderbay.example/status/1.json"
  }
}"#;

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

pub(crate) fn parse(text: &str) -> Json {
    json::parse(text.as_bytes()).expect("JSON")
}

pub(crate) fn unsigned() -> Json {
    parse(CREDENTIAL)
}

pub(crate) fn key() -> SecretKey {
    SecretKey::from_seed(&[1; 32])
}

pub(crate) fn method() -> String {
    format!("{DID}#{}", key().public().multibase())
}

pub(crate) fn signed_by(json: Json, key: &SecretKey, method: &str, suites: &[Suite]) -> Json {
    let signer = Signer { key, verification_method: method, created: at("2026-05-12T10:00:00Z") };
    sign(json, &signer, suites).expect("signed")
}

pub(crate) fn signed(json: Json, suites: &[Suite]) -> Json {
    signed_by(json, &key(), &method(), suites)
}

pub(crate) fn document(json: &Json) -> Document {
    Document { bytes: json.to_pretty().into_bytes().into(), retrieved: Some(at("2026-06-01T00:00:00Z")) }
}

/// The registry's status list, to be changed and signed.
pub(crate) fn list() -> Json {
    let mut bits = StatusList::new(MIN_ENTRIES);
    assert!(bits.set(REVOKED, true));
    list_credential(LIST, DID, "revocation", &bits, at("2026-05-01T00:00:00Z"))
}

/// What a reader has fetched: the registry's did.json and its list.
pub(crate) fn documents() -> Documents {
    let mut documents = Documents::default();
    documents.insert(DID_URL, document(&did::document(DID, &[key().public()])));
    documents.insert(LIST, document(&signed(list(), &BOTH)));
    documents
}

pub(crate) fn judged_with(json: &Json, documents: &Documents, issuers: &Issuers) -> Judgement {
    let known = Known { as_of: at("2026-07-01T00:00:00Z"), documents, issuers };
    judge(json.to_text().as_bytes(), &known)
}

pub(crate) fn judged(json: &Json) -> Judgement {
    judged_with(json, &documents(), &Issuers::default())
}

/// The credential text with one piece replaced, which must be there.
pub(crate) fn with(from: &str, to: &str) -> Json {
    assert!(CREDENTIAL.contains(from), "{from}");
    parse(&CREDENTIAL.replacen(from, to, 1))
}

pub(crate) fn told(j: &Judgement) -> String {
    let checks = j.checks.iter().map(|c| format!("\n    {} {} {}: {}", c.id(), c.outcome(), c.code(), c.note()));
    format!("{} (signature {}){}", j.verdict.grade(), j.signature, checks.collect::<String>())
}

pub(crate) fn codes(j: &Judgement) -> [&'static str; 5] {
    std::array::from_fn(|i| j.checks[i].code())
}

/// Signed by `eddsa-jcs-2022` with a proof that states no time, which the crate itself does not make.
pub(crate) fn signed_without_created(json: Json) -> Json {
    signed_with(json, "")
}

/// The same with further members of the proof.
pub(crate) fn signed_with(mut json: Json, more: &str) -> Json {
    use sha2::{Digest, Sha256};
    let contexts = json.get("@context").expect("contexts").to_text();
    let method = key().public().did_key_method();
    let options = format!(
        r#"{{"@context":{contexts},"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod","verificationMethod":"{method}"{more}}}"#
    );
    let hash = |json: &Json| Sha256::digest(accolade_credential::jcs::canonical(json));
    let mut proof = parse(&options);
    let signature = key().sign(&[hash(&proof), hash(&json)].concat());
    if let (Json::Object(proof), Json::Object(json)) = (&mut proof, &mut json) {
        proof.insert("proofValue", format!("z{}", bs58::encode(signature).into_string()));
        json.insert("proof", Json::Object(proof.clone()));
    }
    json
}
