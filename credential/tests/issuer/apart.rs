//! Keys that stand at an address of their own: what `kid` of a token leads to (Open Badges 3.0, section "JSON Web Token Proof Format"), and
//! verification methods in files of their own. A key says nothing of whose it is; the issuer's document does.

use super::signers::Secret;
use super::*;
use accolade_credential::needs::needs;
use accolade_credential::{Judgement, Known};

const ISSUER: &str = "https://alderbay.example/issuers/1";
const KEY: &str = "https://alderbay.example/issuers/1/keys/1";

/// What hosts publish, each with the day on which it was fetched.
fn world(documents: &[(&str, &str, &str)]) -> Documents {
    let mut known = Documents::default();
    for (url, text, day) in documents {
        let retrieved = Some(own::at(&format!("{day}T00:00:00Z")));
        known.insert(*url, Document { bytes: text.as_bytes().into(), retrieved });
    }
    known
}

fn profile(members: &str) -> String {
    format!(r#"{{"id":"{ISSUER}",{members}}}"#)
}

fn method_of(controller: &str, more: &str) -> String {
    let multibase = key().public().multibase();
    format!(
        r#"{{"id":"{KEY}","type":"Multikey","controller":"{controller}","publicKeyMultibase":"{multibase}"{more}}}"#
    )
}

fn token(secret: &Secret, documents: &Documents, issuers: &Issuers) -> Judgement {
    let payload = format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{ISSUER}","validFrom":"2026-05-12T09:00:00Z","credentialSubject":{{"id":"did:example:maya"}}}}"#
    );
    let header = format!(r#"{{"alg":"{}","kid":"{KEY}"}}"#, secret.algorithm());
    let jws = secret.jws(&header, payload.as_bytes());
    let known = Known { as_of: own::at("2026-07-01T00:00:00Z"), documents, issuers };
    let asked: Vec<_> = needs(jws.as_bytes(), &known).into_iter().map(|need| need.url).collect();
    assert_eq!(asked, [ISSUER, KEY]);
    accolade_credential::judge(jws.as_bytes(), &known)
}

#[test]
fn a_token_leads_to_its_key_and_the_issuer_says_whose_it_is() {
    let lists = profile(&format!(r#""assertionMethod":["{KEY}"]"#));
    let other = profile(&format!(r#""assertionMethod":["{KEY}/2"]"#));
    for secret in Secret::all() {
        let jwk = secret.public().to_jwk().to_text();
        let judge = |documents: &[(&str, &str, &str)]| {
            let j = token(&secret, &world(documents), &Issuers::default());
            (j.verdict.grade(), codes(&j)[1], codes(&j)[2])
        };
        let key = (KEY, jwk.as_str(), "2026-06-02");
        assert_eq!(judge(&[]), (Grade::Refused, "key-not-found", "no-signature"));
        assert_eq!(judge(&[key]), (Grade::Intact, "signature-good", "issuer-not-resolved"));
        assert_eq!(
            judge(&[key, (ISSUER, r#"{"id":"https://alderbay.example/issuers/1"}"#, "2026-06-01")]),
            (Grade::Intact, "signature-good", "issuer-not-resolved"),
        );
        assert_eq!(judge(&[key, (ISSUER, &lists, "2026-06-01")]), (Grade::Verified, "signature-good", "issuer-key"));
        assert_eq!(judge(&[key, (ISSUER, &other, "2026-06-01")]), (Grade::Refused, "signature-good", "other-key"));
        assert_eq!(
            judge(&[(KEY, &Secret::ed25519(9).public().to_jwk().to_text(), "2026-06-02")]).0,
            Grade::Refused,
            "another key stands there"
        );
        // Pinned under its address, it needs nothing else.
        let issuers = pinned_as(&secret);
        assert_eq!(token(&secret, &world(&[key]), &issuers).verdict.grade(), Grade::Verified);
    }
}

fn pinned_as(secret: &Secret) -> Issuers {
    let mut issuers = pinned(ISSUER, Some(KEY), key().public().multibase());
    let mut entry = issuers.get(ISSUER).expect("there").clone();
    entry.keys[0].key = secret.public();
    issuers.insert(entry);
    issuers
}

#[test]
fn it_is_dated_by_the_oldest_of_what_it_rests_on() {
    let secret = Secret::ed25519(1);
    let (jwk, lists) = (secret.public().to_jwk().to_text(), profile(&format!(r#""assertionMethod":["{KEY}"]"#)));
    for (key, issuer) in [("2026-06-01", "2026-06-03"), ("2026-06-03", "2026-06-01")] {
        let documents = world(&[(KEY, &jwk, key), (ISSUER, &lists, issuer)]);
        let j = token(&secret, &documents, &Issuers::default());
        assert_eq!(j.checks[2].seen(), Some(own::at("2026-06-01T00:00:00Z")), "{}", told(&j));
    }
}

#[test]
fn a_method_in_a_file_of_its_own_is_its_controllers() {
    let lists = profile(&format!(r#""assertionMethod":["{KEY}"]"#));
    let judge = |method: &str, issuer: &str| {
        let json = signed_by(plain(ISSUER), &key(), KEY, &BOTH);
        let documents = world(&[(KEY, method, "2026-06-01"), (ISSUER, issuer, "2026-06-01")]);
        let j = judged_with(&json, &documents, &Issuers::default());
        (j.verdict.grade(), codes(&j)[2], codes(&j)[3])
    };
    let verified = (Grade::Verified, "issuer-key", "in-validity");
    assert_eq!(judge(&method_of(ISSUER, ""), &lists), verified);
    // Anybody can name the issuer as its controller, and the issuer may not have meant a method of somebody else.
    assert_eq!(judge(&method_of(ISSUER, ""), &profile(r#""name":"Alder Bay""#)).0, Grade::Intact);
    assert_eq!(judge(&method_of(ISSUER, ""), &profile(r#""authentication":[],"assertionMethod":[]"#)).1, "other-key");
    assert_eq!(judge(&method_of("https://evil.example/", ""), &lists).1, "other-key");
    // Its ends count as those of a method in the issuer's document. It was signed on 12 May 2026.
    assert_eq!(judge(&method_of(ISSUER, r#","expires":"2026-05-01T00:00:00Z""#), &lists).1, "key-retired");
    assert_eq!(judge(&method_of(ISSUER, r#","revoked":"2026-05-01T00:00:00Z""#), &lists).1, "key-compromised");
    let doubtful = (Grade::Authentic, "issuer-key", "key-compromised");
    assert_eq!(judge(&method_of(ISSUER, r#","revoked":"2026-06-01T00:00:00Z""#), &lists), doubtful);
    // What the document itself lists under this address is what counts.
    let stolen = method_of(ISSUER, r#","revoked":"2026-05-01T00:00:00Z""#);
    let embedded = profile(&format!(r#""verificationMethod":[{stolen}],"assertionMethod":["{KEY}"]"#));
    assert_eq!(judge(&method_of(ISSUER, ""), &embedded).1, "key-compromised");
}
