//! Keys that are good for a time: pinned, stolen, given up.

use super::*;

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

/// The issuer's document with these verification methods, the first of which may sign.
fn listing(methods: [String; 2], asserting: &str) -> Documents {
    let text =
        format!(r#"{{"id":"{DID}","verificationMethod":[{}],"assertionMethod":[{asserting}]}}"#, methods.join(","));
    let mut documents = documents();
    documents.insert(DID_URL, Document { bytes: text.into_bytes().into(), retrieved: None });
    documents
}

#[test]
fn a_theft_that_the_issuer_states_counts_under_whatever_name_the_key_is_listed() {
    let key_text = key().public().multibase();
    let jwk = AnyKey::from(key().public()).to_jwk().to_text();
    let revoked = |at: &str| if at.is_empty() { String::new() } else { format!(r#","revoked":"{at}""#) };
    let methods = |first: &str, second: &str| {
        [
            format!(
                r#"{{"id":"{}","type":"Multikey","controller":"{DID}","publicKeyMultibase":"{key_text}"{}}}"#,
                method(),
                revoked(first)
            ),
            format!(
                r##"{{"id":"{DID}#jwk","type":"JsonWebKey","controller":"{DID}","publicKeyJwk":{jwk}{}}}"##,
                revoked(second)
            ),
        ]
    };
    let (early, late) = ("2026-05-12T10:00:00Z", "2026-06-01T00:00:00Z");
    let json = signed_by(plain(DID), &key(), &method(), &BOTH);
    let both = format!(r##""{}","{DID}#jwk""##, method());
    let one = format!(r#""{}""#, method());
    for (first, second, asserting, expected) in [
        ("", "", &both, (Grade::Verified, "issuer-key", "in-validity")),
        ("", early, &both, (Grade::Refused, "key-compromised", "in-validity")),
        (early, "", &both, (Grade::Refused, "key-compromised", "in-validity")),
        ("", late, &both, (Grade::Authentic, "issuer-key", "key-compromised")),
        // Also under a name that may not sign any more.
        ("", early, &one, (Grade::Refused, "key-compromised", "in-validity")),
    ] {
        let j = judged_with(&json, &listing(methods(first, second), asserting), &Issuers::default());
        assert_eq!((j.verdict.grade(), codes(&j)[2], codes(&j)[3]), expected, "{first} {second} {}", told(&j));
    }
    // A pin keeps what the document only leaves out, and not what it calls stolen.
    let pin = pinned(DID, None, key_text.clone());
    for (first, expected) in [
        ("", (Grade::Verified, "issuer-key")),
        (early, (Grade::Refused, "key-compromised")),
        (late, (Grade::Authentic, "issuer-key")),
    ] {
        let j = judged_with(&json, &listing(methods(first, ""), ""), &pin);
        assert_eq!((j.verdict.grade(), codes(&j)[2]), expected, "{first} {}", told(&j));
    }
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
    // An award that is older than the key may have been signed later.
    assert_eq!(judged(&dated, next, None, None), (Grade::Intact, "key-undated"));
    assert_eq!(judged(&dated, None, start, None), (Grade::Refused, "key-retired"));
    assert_eq!(judged(&dated, None, next, None), (Grade::Verified, "issuer-key"));
    assert_eq!(judged(&dated, None, None, start), (Grade::Refused, "key-compromised"));
    assert_eq!(judged(&bare, None, None, None), (Grade::Verified, "issuer-key"));
    assert_eq!(judged(&bare, start, None, None), (Grade::Intact, "key-undated"));
    assert_eq!(judged(&bare, None, Some("2026-07-01T00:00:00Z"), None), (Grade::Refused, "key-retired"));
    assert_eq!(judged(&bare, None, Some("2026-07-01T00:00:01Z"), None), (Grade::Verified, "issuer-key"));
    assert_eq!(judged(&bare, None, None, Some("2027-01-01T00:00:00Z")), (Grade::Refused, "key-compromised"));
}
