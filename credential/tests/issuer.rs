//! Whose key it is: did:key, did:web, pinned keys, keys in addresses, keys of others.
#[path = "issuer/apart.rs"]
mod apart;
mod own;
#[path = "issuer/proofs.rs"]
mod proofs;
mod signers;
#[path = "issuer/windows.rs"]
mod windows;

use accolade_credential::key::{AnyKey, SecretKey};
use accolade_credential::sign::Suite;
use accolade_credential::{
    CheckId, Document, Documents, Grade, Issuers, Json, KnownIssuer, Outcome, PinnedKey, Recognition, Signature, did,
};
use own::{
    BOTH, DID, DID_URL, codes, document, documents, judged, judged_with, key, method, signed, signed_by, told,
    unsigned, with,
};

const ISSUER: &str = "\"id\": \"did:web:credentials.alderbay.example\"";
const STATUS_START: &str = ",\n  \"credentialStatus\"";

/// Without a status entry, issued by `id`.
fn plain(id: &str) -> Json {
    let text = own::CREDENTIAL.split(STATUS_START).next().expect("a start").to_owned() + "}";
    own::parse(&text.replace(ISSUER, &format!("\"id\": \"{id}\"")))
}

fn pinned(id: &str, name: Option<&str>, multibase: String) -> Issuers {
    let key = AnyKey::from_multibase(&multibase).expect("a key");
    let keys = vec![PinnedKey::always(name.map(str::to_owned), key)];
    let mut issuers = Issuers::default();
    issuers.insert(KnownIssuer {
        id: id.into(),
        name: "Alder Bay".into(),
        basis: "listed in issuers/a.yaml".into(),
        own: false,
        keys,
    });
    issuers
}

fn none() -> (Documents, Issuers) {
    (Documents::default(), Issuers::default())
}

#[test]
fn a_did_web_issuer_whose_document_lists_the_key_is_verified() {
    let j = judged(&signed(unsigned(), &BOTH));
    assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
    assert_eq!(j.signature, Signature::Good);
    assert_eq!(j.issuer.as_deref(), Some(DID));
    assert_eq!(j.recognition, Recognition::Unknown);
    let ids: Vec<CheckId> = j.checks.iter().map(|c| c.id()).collect();
    assert_eq!(ids, [CheckId::Format, CheckId::Signature, CheckId::Issuer, CheckId::Validity, CheckId::Status]);
    let notes: Vec<&str> = j.checks.iter().map(|c| c.note()).collect();
    assert_eq!(notes[1], "Nothing was changed since it was signed.");
    assert_eq!(notes[3], "Valid until 12 May 2029.");
    assert_eq!(notes[4], "Not revoked as of 1 June 2026.");
    let credential = j.verdict.value().expect("a credential");
    assert_eq!(credential.recipient(), Some("Maya Lindqvist"));
    assert_eq!(credential.title(), Some("Public Speaking Foundations"));
}

#[test]
fn a_did_key_issuer_proves_itself_and_no_other_key_does() {
    let (documents, issuers) = none();
    let (mine, other) = (key().public(), SecretKey::from_seed(&[2; 32]));
    let j =
        judged_with(&signed_by(plain(&mine.did_key()), &key(), &mine.did_key_method(), &BOTH), &documents, &issuers);
    assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
    let forged = signed_by(plain(&mine.did_key()), &other, &other.public().did_key_method(), &BOTH);
    let j = judged_with(&forged, &documents, &issuers);
    assert_eq!((j.verdict.grade(), j.signature), (Grade::Refused, Signature::Good), "{}", told(&j));
    assert_eq!(codes(&j)[2], "other-key");
}

#[test]
fn an_issuer_that_cannot_be_resolved_leaves_it_intact() {
    let (documents, issuers) = none();
    let mine = key().public();
    for (issuer, method) in [
        ("https://alderbay.example", mine.did_key_method()),
        ("https://alderbay.example", mine.did_key()),
        ("https://alderbay.example", format!("https://alderbay.example#{}", mine.multibase())),
        (DID, mine.did_key_method()),
        ("urn:uuid:0a2b", mine.did_key_method()),
    ] {
        let j = judged_with(&signed_by(plain(issuer), &key(), &method, &BOTH), &documents, &issuers);
        assert_eq!(
            (j.verdict.grade(), j.signature),
            (Grade::Intact, Signature::Good),
            "{issuer} {method} {}",
            told(&j)
        );
        assert_eq!((codes(&j)[2], j.checks[2].outcome()), ("issuer-not-resolved", Outcome::Unknown));
    }
}

#[test]
fn identifiers_of_other_methods_are_named_and_prove_nothing() {
    let (documents, issuers) = none();
    let mine = key().public();
    for (issuer, name) in
        [("did:ethr:0xb9c5", "did:ethr"), ("did:ion:EiA", "did:ion"), ("did:velocity:v2:1", "did:velocity")]
    {
        let j = judged_with(&signed_by(plain(issuer), &key(), &mine.did_key_method(), &BOTH), &documents, &issuers);
        assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Intact, "did-unsupported"), "{}", told(&j));
        assert!(j.checks[2].note().contains(name), "{}", j.checks[2].note());
        let method = format!("{issuer}#controller");
        let j = judged_with(&signed_by(plain(issuer), &key(), &method, &BOTH), &documents, &issuers);
        assert_eq!((j.verdict.grade(), codes(&j)[1]), (Grade::Refused, "did-unsupported"), "{}", told(&j));
        assert_eq!(j.signature, Signature::Error);
        assert!(j.checks[1].note().contains(name), "{}", j.checks[1].note());
        // A pin is knowledge enough.
        let known = pinned(issuer, None, mine.multibase());
        let j = judged_with(&signed_by(plain(issuer), &key(), &method, &BOTH), &documents, &known);
        assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
        let j =
            judged_with(&signed_by(plain(issuer), &SecretKey::from_seed(&[2; 32]), &method, &BOTH), &documents, &known);
        assert_eq!(j.verdict.grade(), Grade::Refused, "{}", told(&j));
    }
}

#[test]
fn a_did_jwk_issuer_proves_itself_and_no_other_key_does() {
    let (documents, issuers) = none();
    let did_of = |secret: &SecretKey| {
        let jwk = AnyKey::from(secret.public()).to_jwk().to_text();
        format!("did:jwk:{}", signers::base64url(jwk.as_bytes()))
    };
    let (mine, other) = (did_of(&key()), did_of(&SecretKey::from_seed(&[2; 32])));
    for method in [mine.clone(), format!("{mine}#0")] {
        let j = judged_with(&signed_by(plain(&mine), &key(), &method, &BOTH), &documents, &issuers);
        assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
        let j = judged_with(&signed_by(plain(&other), &key(), &method, &BOTH), &documents, &issuers);
        assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Refused, "other-key"), "{}", told(&j));
    }
    let j = judged_with(&signed_by(plain(&mine), &key(), &format!("{mine}#1"), &BOTH), &documents, &issuers);
    assert_eq!((j.verdict.grade(), codes(&j)[1]), (Grade::Refused, "key-not-found"), "{}", told(&j));
}

#[test]
fn a_key_of_another_kind_never_stands_behind_a_suite() {
    let (documents, issuers) = none();
    for other in [signers::Secret::p256(1), signers::Secret::p384(1), signers::Secret::rsa()] {
        let method = other.did_key_method();
        let j = judged_with(&signed_by(plain(DID), &key(), &method, &BOTH), &documents, &issuers);
        assert_eq!((j.verdict.grade(), j.signature), (Grade::Refused, Signature::Bad), "{}", told(&j));
        assert_eq!(codes(&j)[1], "key-kind");
        // Nor does a pinned key of that kind.
        let pins = pinned(DID, Some(&method), other.public().to_text());
        let j = judged_with(&signed_by(plain(DID), &key(), &method, &BOTH), &documents, &pins);
        assert_eq!(j.verdict.grade(), Grade::Refused, "{}", told(&j));
    }
}

#[test]
fn a_key_that_cannot_be_found_leaves_nothing_to_say() {
    let (documents, issuers) = none();
    for method in [
        method(),
        "https://alderbay.example#key-0".into(),
        "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme".into(),
    ] {
        let j = judged_with(&signed_by(plain(DID), &key(), &method, &BOTH), &documents, &issuers);
        assert_eq!((j.verdict.grade(), j.signature), (Grade::Refused, Signature::Error), "{method} {}", told(&j));
        assert_eq!(codes(&j)[1], "key-not-found");
    }
}

#[test]
fn a_did_document_without_the_key_refuses() {
    let other = SecretKey::from_seed(&[2; 32]).public();
    let listing = |keys| document(&did::document(DID, keys));
    let (mut documents, issuers) = (documents(), Issuers::default());
    documents.insert(DID_URL, listing(&[other]));
    let j = judged_with(&signed_by(plain(DID), &key(), &key().public().did_key_method(), &BOTH), &documents, &issuers);
    assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Refused, "other-key"), "{}", told(&j));
    // Listed, but not for assertion.
    let text = did::document(DID, &[key().public()]).to_text().replace("assertionMethod", "authentication");
    documents.insert(DID_URL, document(&own::parse(&text)));
    let j = judged_with(&signed(plain(DID), &BOTH), &documents, &issuers);
    assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Refused, "other-key"), "{}", told(&j));
    // A document that states another id speaks for nobody.
    documents.insert(DID_URL, document(&did::document("did:web:evil.example", &[key().public()])));
    let j = judged_with(&signed_by(plain(DID), &key(), &key().public().did_key_method(), &BOTH), &documents, &issuers);
    assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Intact, "issuer-not-resolved"), "{}", told(&j));
}

#[test]
fn a_key_that_was_given_up_is_good_for_what_it_signed_in_its_time() {
    let ended = |how: &str, when: &str| {
        let text = did::document(DID, &[key().public()]).to_text();
        let text = text.replace("\"type\":\"Multikey\"", &format!("\"type\":\"Multikey\",\"{how}\":\"{when}\""));
        let mut documents = documents();
        documents.insert(DID_URL, document(&own::parse(&text)));
        judged_with(&signed(plain(DID), &BOTH), &documents, &Issuers::default())
    };
    assert_eq!(ended("expires", "2026-06-01T00:00:00Z").verdict.grade(), Grade::Verified);
    let j = ended("expires", "2026-01-01T00:00:00Z");
    assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Refused, "key-retired"), "{}", told(&j));
    // Revoked is more than given up: who had the key since could write any time.
    let j = ended("revoked", "2026-06-01T00:00:00Z");
    assert_eq!((j.verdict.grade(), codes(&j)[3]), (Grade::Authentic, "key-compromised"), "{}", told(&j));
    let j = ended("revoked", "2026-01-01T00:00:00Z");
    assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Refused, "key-compromised"), "{}", told(&j));
    assert_eq!(ended("revoked", "2036-01-01T00:00:00Z").verdict.grade(), Grade::Verified);
    assert_eq!(ended("revoked", "some day").verdict.grade(), Grade::Refused, "an end that cannot be read");
}

#[test]
fn pinned_keys_count_like_listed_ones() {
    let documents = Documents::default();
    let mine = key().public();
    let web = "https://alderbay.example";
    let verified = [
        (DID, method(), pinned(DID, None, mine.multibase())),
        (DID, method(), pinned(DID, Some(&method()), mine.multibase())),
        (web, format!("{web}#key-0"), pinned(web, None, mine.multibase())),
        (web, mine.did_key_method(), pinned(web, None, mine.multibase())),
    ];
    for (issuer, method, issuers) in verified {
        let j = judged_with(&signed_by(plain(issuer), &key(), &method, &BOTH), &documents, &issuers);
        assert_eq!(j.verdict.grade(), Grade::Verified, "{issuer} {method} {}", told(&j));
        let listed = Recognition::Listed { name: "Alder Bay".into(), basis: "listed in issuers/a.yaml".into() };
        assert_eq!(j.recognition, listed);
        assert_eq!(j.checks[2].note(), "The key belongs to Alder Bay.");
    }
    let other = SecretKey::from_seed(&[2; 32]).public().multibase();
    for issuers in [pinned(web, None, other), pinned(web, Some("https://alderbay.example#1"), mine.multibase())] {
        let j = judged_with(&signed_by(plain(web), &key(), &mine.did_key_method(), &BOTH), &documents, &issuers);
        assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Refused, "other-key"), "{}", told(&j));
        assert_eq!(j.recognition, Recognition::Unknown, "a name that anybody can write recognises nobody");
    }
}
