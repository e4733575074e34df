//! Documents that several tests read, and a way to change one member of them.

#![allow(dead_code, reason = "each test uses its part")]

use accolade_credential::Json;
use accolade_credential::json::{self, Object};

/// A typical Open Badges 3.0 credential.
pub(crate) const BADGE: &str = r#"{
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

/// The options of a proof on it.
pub(crate) const OPTIONS: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "type": "DataIntegrityProof",
  "cryptosuite": "eddsa-rdfc-2022",
  "created": "2026-03-14T09:00:00Z",
  "verificationMethod": "did:web:credentials.alderbay.example#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
  "proofPurpose": "assertionMethod"
}"#;

/// JSON text as a value.
pub(crate) fn parse(text: &str) -> Json {
    json::parse(text.as_bytes()).expect("test documents are JSON")
}

/// The badge with the member at `path` (names and positions) set to the JSON in `value`, or taken out.
pub(crate) fn badge_with(path: &[&str], value: Option<&str>) -> Json {
    changed(&parse(BADGE), path, value)
}

/// The same for any document.
pub(crate) fn changed(json: &Json, path: &[&str], value: Option<&str>) -> Json {
    let [name, rest @ ..] = path else { return parse(value.expect("only a member can be taken out")) };
    match json {
        Json::Object(object) if rest.is_empty() && value.is_none() => {
            assert!(object.get(name).is_some(), "{name} is there to be taken out");
            object.iter().filter(|(n, _)| n != name).map(|(n, v)| (n.to_owned(), v.clone())).collect::<Object>().into()
        }
        Json::Object(object) => {
            let mut object = object.clone();
            let inner = object.get(name).cloned().unwrap_or(Json::Null);
            object.insert(*name, changed(&inner, rest, value));
            object.into()
        }
        Json::Array(items) => {
            let mut items = items.clone();
            let at: usize = name.parse().expect("a position");
            items[at] = changed(&items[at], rest, value);
            items.into()
        }
        _ => panic!("nothing at {name}"),
    }
}
