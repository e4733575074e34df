//! In: a signed credential, and another of the same issuer. Out: copies whose proofs were changed, dropped, doubled, exchanged or moved,
//! and copies that name another issuer or that a stranger signed again.

use accolade_credential::Json;
use accolade_credential::json::Object;
use accolade_credential::key::SecretKey;
use accolade_credential::sign::Suite;

use crate::own;

/// Copies of `json` with other proofs; `other` lends its own.
pub(crate) fn proofs(json: &Json, other: &Json) -> Vec<(String, Json)> {
    let Json::Object(members) = json else { return Vec::new() };
    let own = members.get("proof").map_or(&[][..], Json::items);
    let strangers = other.get("proof").map_or(&[][..], Json::items);
    let mut all = Vec::new();
    let mut push = |word: String, proofs: Json| {
        let mut changed = members.clone();
        changed.insert("proof", proofs);
        all.push((word, Json::Object(changed)));
    };
    push("another's proofs".into(), strangers.to_vec().into());
    push("another's proofs behind".into(), [own, strangers].concat().into());
    push("another's proofs in front".into(), [strangers, own].concat().into());
    push("proofs twice".into(), [own, own].concat().into());
    push("proofs twenty times".into(), vec![own; 20].concat().into());
    push("proofs in a list of lists".into(), vec![Json::from(own.to_vec())].into());
    push("proofs in a graph".into(), Json::Object([("@graph".to_owned(), own.to_vec().into())].into_iter().collect()));
    for (at, proof) in own.iter().enumerate() {
        let Json::Object(proof) = proof else { continue };
        let mut with = |word: String, changed: Object| {
            push(
                format!("proof {at} {word}"),
                own.iter()
                    .enumerate()
                    .map(|(i, p)| if i == at { changed.clone().into() } else { p.clone() })
                    .collect::<Vec<Json>>()
                    .into(),
            );
        };
        for (name, value) in options() {
            let mut changed = proof.clone();
            changed.insert(name, value.clone());
            with(format!("with {name}: {}", value.to_text()), changed);
        }
        for other in strangers.iter().filter_map(Json::as_object) {
            for (name, value) in other.iter() {
                let mut changed = proof.clone();
                changed.insert(name, value.clone());
                with(format!("with the other's {name}"), changed);
            }
        }
    }
    for (word, mut bare) in [("moved into the subject", members.clone()), ("renamed", members.clone())] {
        let proof = bare.remove("proof").unwrap_or(Json::Null);
        if word == "renamed" {
            for name in ["Proof", "proofs", "@proof", "https://w3id.org/security#proof", "sec:proof", "proof "] {
                let mut renamed = bare.clone();
                renamed.insert(name, proof.clone());
                all.push((format!("proof {word} {name:?}"), renamed.into()));
            }
        } else if let Some(Json::Object(mut subject)) = bare.get("credentialSubject").cloned() {
            subject.insert("proof", proof);
            bare.insert("credentialSubject", subject);
            all.push((format!("proof {word}"), bare.into()));
        }
    }
    all
}

/// Options of a proof with other values.
fn options() -> Vec<(&'static str, Json)> {
    let text = [
        ("created", "2020-01-01T00:00:00Z"),
        ("created", "2026-05-12T10:00:00+00:00"),
        ("expires", "2040-01-01T00:00:00Z"),
        ("expires", "2020-01-01T00:00:00Z"),
        ("proofPurpose", "authentication"),
        ("proofPurpose", "https://w3id.org/security#assertionMethod"),
        ("domain", "evil.example"),
        ("challenge", "1"),
        ("nonce", "1"),
        ("cryptosuite", "eddsa-jcs-2022"),
        ("cryptosuite", "eddsa-rdfc-2022"),
        ("cryptosuite", "eddsa-rdf-2022"),
        ("cryptosuite", ""),
        ("type", "Ed25519Signature2020"),
        ("type", "DataIntegrityProof"),
        ("type", "Ed25519Signature2018"),
        ("@context", "https://w3id.org/security/data-integrity/v2"),
        ("@context", "https://www.w3.org/ns/credentials/v2"),
        ("id", "urn:uuid:1"),
        ("previousProof", "urn:uuid:1"),
        ("proofValue", ""),
        ("proofValue", "z"),
        ("jws", "eyJhbGciOiJFZERTQSJ9..AA"),
        ("verificationMethod", "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"),
        (
            "verificationMethod",
            "https://credentials.alderbay.example/#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        ),
        ("verificationMethod", "#key"),
    ];
    let mut all: Vec<(&str, Json)> = text.into_iter().map(|(name, value)| (name, value.into())).collect();
    all.push(("previousProof", vec![Json::from("urn:uuid:1")].into()));
    all.push(("type", vec![Json::from("DataIntegrityProof")].into()));
    all
}

/// Copies that another key signed, under every name that it could give itself.
pub(crate) fn strangers(json: &Json) -> Vec<(String, Json)> {
    let Json::Object(members) = json else { return Vec::new() };
    let mut bare = members.clone();
    let proofs = bare.remove("proof").unwrap_or(Json::Null);
    let key = SecretKey::from_seed(&[66; 32]);
    let multibase = key.public().multibase();
    let issuer = members.get("issuer").and_then(|i| i.as_str().or_else(|| i.get("id")?.as_str())).unwrap_or_default();
    let mut methods = vec![
        key.public().did_key_method(),
        key.public().did_key(),
        format!("{issuer}#{multibase}"),
        format!("{issuer}/#{multibase}"),
    ];
    methods.push(format!("https://credentials.alderbay.example/#{multibase}"));
    methods.push(format!("{}#{multibase}", own::DID_URL));
    methods.extend(proofs.items().iter().filter_map(|p| p.get("verificationMethod")?.as_str()).map(str::to_owned));
    let mut all = Vec::new();
    for method in methods {
        for suites in [&own::BOTH[..1], &own::BOTH[1..], &own::BOTH[..]] {
            let signer = accolade_credential::sign::Signer {
                key: &key,
                verification_method: &method,
                created: own::at("2026-05-12T10:00:00Z"),
            };
            let Ok(signed) = accolade_credential::sign::sign(bare.clone().into(), &signer, suites) else { continue };
            all.push((format!("signed again as {method}"), signed.clone()));
            let theirs = signed.get("proof").map_or(&[][..], Json::items);
            let mut beside = members.clone();
            beside.insert("proof", [proofs.items(), theirs].concat());
            all.push((format!("signed by a second key as {method}"), beside.into()));
            let names = [Suite::EddsaRdfc2022, Suite::EddsaJcs2022];
            assert!(suites.iter().all(|s| names.contains(s)));
        }
    }
    all
}

/// Copies that name another issuer, or the same in another spelling.
pub(crate) fn issuers(json: &Json) -> Vec<(String, Json)> {
    let Json::Object(members) = json else { return Vec::new() };
    let Some(issuer) = members.get("issuer") else { return Vec::new() };
    let id = issuer.as_str().or_else(|| issuer.get("id")?.as_str()).unwrap_or_default();
    let key = SecretKey::from_seed(&[66; 32]).public();
    let spellings = [
        format!("{id}/"),
        format!("{id}#"),
        format!("{id}#key"),
        format!("{id}?"),
        format!("{id}."),
        format!("{id}:"),
        id.to_uppercase(),
        id.replace("did:", "DID:"),
        id.replace("example", "Example"),
        id.replace("did:web:", "https://"),
        id.replace('.', "%2E"),
        format!("{id}%3A443"),
        key.did_key(),
        "did:web:evil.example".to_owned(),
        "https://www.alderbay.example/".to_owned(),
        String::new(),
    ];
    let mut all = Vec::new();
    for spelling in spellings.into_iter().filter(|s| s != id) {
        let mut object = issuer.as_object().cloned().unwrap_or_default();
        object.insert("id", spelling.as_str());
        let second = Json::Object([("id".to_owned(), Json::from(id))].into_iter().collect());
        for issuer in [
            spelling.as_str().into(),
            Json::from(object.clone()),
            vec![Json::from(object.clone()), second.clone()].into(),
            vec![second, object.into()].into(),
        ] {
            let mut changed = members.clone();
            changed.insert("issuer", issuer);
            all.push((format!("issued by {spelling:?}"), changed.into()));
        }
    }
    all
}
