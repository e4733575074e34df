//! Whose key it is: did:key, did:web, pinned keys, keys in addresses, keys of others.

mod own;
mod signers;

use accolade_credential::key::{AnyKey, SecretKey};
use accolade_credential::sign::Suite;
use accolade_credential::{
    CheckId, Documents, Grade, Issuers, Json, KnownIssuer, Outcome, PinnedKey, Recognition, Signature, did,
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
        ("urn:uuid:0a1b", mine.did_key_method()),
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

/// What a pin with this window makes of the credential, whose proofs state 2026-05-12T10:00:00Z, as of 2026-07-01.
fn by_window(from: Option<&str>, until: Option<&str>, compromised: Option<&str>) -> accolade_credential::Judgement {
    let mut issuers = pinned("https://alderbay.example", None, key().public().multibase());
    let mut entry = issuers.get("https://alderbay.example").expect("there").clone();
    let pin = &mut entry.keys[0];
    (pin.from, pin.until, pin.compromised) = (from.map(own::at), until.map(own::at), compromised.map(own::at));
    issuers.insert(entry);
    let json = signed_by(plain("https://alderbay.example"), &key(), &key().public().did_key_method(), &BOTH);
    judged_with(&json, &Documents::default(), &issuers)
}

#[test]
fn a_pinned_key_is_good_in_its_window_only() {
    let signed_at = Some("2026-05-12T10:00:00Z");
    let (before, after) = (Some("2026-05-12T09:59:59Z"), Some("2026-05-12T10:00:01Z"));
    let (as_of, later) = (Some("2026-07-01T00:00:00Z"), Some("2026-07-01T00:00:01Z"));
    let cases = [
        (None, None, None, Grade::Verified, "issuer-key", "in-validity"),
        (signed_at, None, None, Grade::Verified, "issuer-key", "in-validity"),
        (before, None, None, Grade::Verified, "issuer-key", "in-validity"),
        (after, None, None, Grade::Refused, "key-too-early", "in-validity"),
        (None, after, None, Grade::Verified, "issuer-key", "in-validity"),
        (None, signed_at, None, Grade::Refused, "key-retired", "in-validity"),
        (None, before, None, Grade::Refused, "key-retired", "in-validity"),
        (None, None, signed_at, Grade::Refused, "key-compromised", "in-validity"),
        (None, None, before, Grade::Refused, "key-compromised", "in-validity"),
        (None, None, after, Grade::Authentic, "issuer-key", "key-compromised"),
        (None, None, as_of, Grade::Authentic, "issuer-key", "key-compromised"),
        (None, None, later, Grade::Verified, "issuer-key", "in-validity"),
        (signed_at, after, after, Grade::Authentic, "issuer-key", "key-compromised"),
    ];
    for (from, until, compromised, grade, issuer, validity) in cases {
        let j = by_window(from, until, compromised);
        let got = (j.verdict.grade(), codes(&j)[2], codes(&j)[3]);
        assert_eq!(got, (grade, issuer, validity), "{from:?} {until:?} {compromised:?} {}", told(&j));
    }
    let j = by_window(None, None, as_of);
    assert_eq!(j.checks[3].outcome(), Outcome::Unknown);
    assert!(j.checks[3].note().contains("somebody else may have had the issuer's key"), "{}", told(&j));
}

#[test]
fn a_theft_that_is_pinned_counts_whatever_else_lists_the_key() {
    let stolen = |id: &str, at: &str, name: Option<&str>| {
        let mut issuers = pinned(id, name, key().public().multibase());
        let mut entry = issuers.get(id).expect("there").clone();
        entry.keys[0].compromised = Some(own::at(at));
        issuers.insert(entry);
        issuers
    };
    // The issuer's document still lists the key as good; the identifier is the key.
    let mine = key().public();
    let (did_key, method_of) = (mine.did_key(), mine.did_key_method());
    for (id, method) in [(DID, method()), (did_key.as_str(), method_of)] {
        for name in [None, Some("https://another.example/#name")] {
            let json = signed_by(plain(id), &key(), &method, &BOTH);
            let j = judged_with(&json, &documents(), &stolen(id, "2026-06-01T00:00:00Z", name));
            assert_eq!((j.verdict.grade(), codes(&j)[3]), (Grade::Authentic, "key-compromised"), "{id} {}", told(&j));
            let j = judged_with(&json, &documents(), &stolen(id, "2026-05-12T10:00:00Z", name));
            assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Refused, "key-compromised"), "{id} {}", told(&j));
        }
    }
    // A proof by the issuer's new key beside one by the stolen key is enough.
    let new = SecretKey::from_seed(&[3; 32]);
    let mut issuers = stolen(DID, "2026-06-01T00:00:00Z", None);
    let mut entry = issuers.get(DID).expect("there").clone();
    entry.keys.push(PinnedKey::always(None, new.public().into()));
    issuers.insert(entry);
    let by =
        |secret: &SecretKey| signed_by(plain(DID), secret, &secret.public().did_key_method(), &[Suite::EddsaRdfc2022]);
    let (mut json, theirs) = (by(&key()), by(&new));
    let proofs = [json.get("proof").expect("one").items(), theirs.get("proof").expect("one").items()].concat();
    if let Json::Object(o) = &mut json {
        o.insert("proof", proofs);
    }
    let j = judged_with(&json, &Documents::default(), &issuers);
    assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
    // Expired stays expired.
    let old = with("\"validUntil\": \"2029-05-12T09:00:00Z\"", "\"validUntil\": \"2026-06-12T09:00:00Z\"");
    let j = judged_with(&signed(old, &BOTH), &documents(), &stolen(DID, "2026-06-01T00:00:00Z", None));
    assert_eq!((j.verdict.grade(), codes(&j)[3]), (Grade::Authentic, "expired"), "{}", told(&j));
}

#[test]
fn a_status_list_by_a_stolen_key_answers_nothing() {
    let mut issuers = pinned(DID, None, key().public().multibase());
    let mut entry = issuers.get(DID).expect("there").clone();
    entry.keys[0].compromised = Some(own::at("2026-06-01T00:00:00Z"));
    entry.keys.push(PinnedKey::always(None, SecretKey::from_seed(&[3; 32]).public().into()));
    issuers.insert(entry);
    let new = SecretKey::from_seed(&[3; 32]);
    let json = signed_by(unsigned(), &new, &new.public().did_key_method(), &BOTH);
    let j = judged_with(&json, &documents(), &issuers);
    assert_eq!((j.verdict.grade(), codes(&j)[4]), (Grade::Authentic, "list-dates"), "{}", told(&j));
}

#[test]
fn without_a_time_of_signing_the_start_of_validity_counts_and_without_that_nothing() {
    let undated = own::parse(&plain(DID).to_text().replace("\"validFrom\":\"2026-05-12T09:00:00Z\",", ""));
    let judged = |json: &Json, from: Option<&str>, until: Option<&str>, compromised: Option<&str>| {
        let mut issuers = pinned(DID, None, key().public().multibase());
        let mut entry = issuers.get(DID).expect("there").clone();
        let pin = &mut entry.keys[0];
        (pin.from, pin.until, pin.compromised) = (from.map(own::at), until.map(own::at), compromised.map(own::at));
        issuers.insert(entry);
        let j = judged_with(json, &Documents::default(), &issuers);
        (j.verdict.grade(), codes(&j)[2])
    };
    let dated = own::signed_without_created(plain(DID));
    let bare = own::signed_without_created(undated);
    let (start, next) = (Some("2026-05-12T09:00:00Z"), Some("2026-05-12T09:00:01Z"));
    assert_eq!(judged(&dated, start, None, None), (Grade::Verified, "issuer-key"));
    assert_eq!(judged(&dated, next, None, None), (Grade::Refused, "key-too-early"));
    assert_eq!(judged(&dated, None, start, None), (Grade::Refused, "key-retired"));
    assert_eq!(judged(&dated, None, next, None), (Grade::Verified, "issuer-key"));
    assert_eq!(judged(&dated, None, None, start), (Grade::Refused, "key-compromised"));
    assert_eq!(judged(&bare, None, None, None), (Grade::Verified, "issuer-key"));
    assert_eq!(judged(&bare, start, None, None), (Grade::Intact, "key-undated"));
    assert_eq!(judged(&bare, None, Some("2026-07-01T00:00:00Z"), None), (Grade::Refused, "key-retired"));
    assert_eq!(judged(&bare, None, Some("2026-07-01T00:00:01Z"), None), (Grade::Verified, "issuer-key"));
    assert_eq!(judged(&bare, None, None, Some("2027-01-01T00:00:00Z")), (Grade::Refused, "key-compromised"));
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

#[test]
fn the_site_itself_is_recognised() {
    let mut issuers = pinned(DID, None, key().public().multibase());
    let mut entry = issuers.get(DID).expect("there").clone();
    entry.own = true;
    issuers.insert(entry);
    let j = judged_with(&signed(unsigned(), &BOTH), &documents(), &issuers);
    assert_eq!(j.recognition, Recognition::ThisSite { name: "Alder Bay".into() });
}

#[test]
fn every_supported_proof_must_hold_and_others_are_named() {
    let other = SecretKey::from_seed(&[2; 32]);
    let good = signed(unsigned(), &[Suite::EddsaRdfc2022]);
    let add = |proof: &str| {
        let mut json = good.clone();
        let mut proofs = json.get("proof").expect("a proof").items().to_vec();
        proofs.insert(0, own::parse(proof));
        if let Json::Object(o) = &mut json {
            o.insert("proof", proofs);
        }
        judged(&json)
    };
    let unknown = r#"{"type":"DataIntegrityProof","cryptosuite":"ecdsa-sd-2023","proofValue":"z1","proofPurpose":"assertionMethod","verificationMethod":"x"}"#;
    let j = add(unknown);
    assert_eq!((j.verdict.grade(), j.signature), (Grade::Verified, Signature::Good), "{}", told(&j));
    assert!(j.checks[1].note().contains("ecdsa-sd-2023"), "{}", j.checks[1].note());
    // A second proof by somebody else is told; one that does not hold refuses all.
    let theirs = signed_by(unsigned(), &other, &other.public().did_key_method(), &[Suite::EddsaJcs2022]);
    let theirs = theirs.get("proof").expect("a proof").items()[0].to_text();
    let j = add(&theirs);
    assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
    assert!(j.checks[2].note().ends_with("Someone else signed it too."), "{}", j.checks[2].note());
    let j = add(&theirs.replace("2026-05-12T10", "2026-05-12T11"));
    assert_eq!((j.verdict.grade(), j.signature), (Grade::Refused, Signature::Bad), "{}", told(&j));
    for odd in ["{}", "null", "\"x\"", r#"{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022"}"#] {
        assert_eq!(add(odd).verdict.grade(), Grade::Refused, "{odd}");
    }
}

#[test]
fn no_proof_and_only_unknown_proofs_are_told_apart() {
    let j = judged(&unsigned());
    assert_eq!((j.verdict.grade(), j.signature, codes(&j)[1]), (Grade::Refused, Signature::None, "no-proof"));
    let text = signed(unsigned(), &[Suite::EddsaRdfc2022]).to_text().replace("eddsa-rdfc-2022", "bbs-2023");
    let j = judged(&own::parse(&text));
    assert_eq!(
        (j.verdict.grade(), j.signature, codes(&j)[1]),
        (Grade::Refused, Signature::Unsupported, "unsupported-suite")
    );
    assert!(j.checks[1].note().contains("bbs-2023"));
}

#[test]
fn the_seal_is_the_issuers_own_signature() {
    let other = SecretKey::from_seed(&[2; 32]);
    let mut json = signed(unsigned(), &[Suite::EddsaRdfc2022]);
    let theirs = signed_by(unsigned(), &other, &other.public().did_key_method(), &[Suite::EddsaRdfc2022]);
    let mine = judged(&json).verdict.seal().copied();
    let both = [theirs.get("proof").expect("one").items(), json.get("proof").expect("one").items()].concat();
    if let Json::Object(o) = &mut json {
        o.insert("proof", both);
    }
    assert_eq!(judged(&json).verdict.seal().copied(), mine);
    assert!(mine.is_some());
}

#[test]
fn an_undefined_term_is_refused_whatever_the_suite() {
    // JCS signs every member, also one that no context defines; it is refused all the same, since pages show terms.
    let json = with("\"creditsEarned\"", "\"grade\": \"A\", \"creditsEarned\"");
    for suite in BOTH {
        let signer = accolade_credential::sign::Signer {
            key: &key(),
            verification_method: &method(),
            created: own::at("2026-05-12T10:00:00Z"),
        };
        match accolade_credential::sign::sign(json.clone(), &signer, &[suite]) {
            Ok(signed) => {
                let j = judged(&signed);
                assert_eq!((j.verdict.grade(), codes(&j)[0]), (Grade::Refused, "undefined-term"), "{}", told(&j));
            }
            Err(e) => assert!(e.to_string().contains("grade"), "{e}"),
        }
    }
}
