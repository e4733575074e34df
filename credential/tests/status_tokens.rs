//! Status lists that are secured as compact JWS (VC-JOSE-COSE): they say what a list with a proof says, and no more. One that
//! a stranger signed clears nothing, one that was changed or that nobody signed says nothing.

mod own;
mod signers;

use accolade_credential::status::{MIN_ENTRIES, StatusList, list_credential};
use accolade_credential::{Document, Grade, Issuers, Judgement, Outcome, bake};
use own::{BOTH, DID, LIST, REVOKED, at, documents, judged_with, method, signed, told, unsigned, with};
use signers::{Secret, base64url};

const INDEX: &str = "\"statusListIndex\": \"5\"";

/// The payload of a list in which entry 94,567 is set, by `issuer`, with further members.
fn payload(issuer: &str, more: &str) -> String {
    let mut bits = StatusList::new(MIN_ENTRIES);
    assert!(bits.set(REVOKED, true));
    let list = list_credential(LIST, issuer, "revocation", &bits, at("2026-05-01T00:00:00Z")).to_text();
    format!("{}{more}}}", list.strip_suffix('}').expect("an object"))
}

fn header(secret: &Secret, kid: &str) -> String {
    format!(r#"{{"alg":"{}","kid":"{kid}","typ":"vc+jwt"}}"#, secret.algorithm())
}

/// The registry's own list.
fn own_list(more: &str) -> String {
    let secret = Secret::ed25519(1);
    secret.jws(&header(&secret, &method()), payload(DID, more).as_bytes())
}

/// Two credentials against a list: of the entry that is clear, and of the one that is set.
fn judged(list: &[u8]) -> [Judgement; 2] {
    let mut documents = documents();
    documents.insert(LIST, Document { bytes: list.into(), retrieved: Some(at("2026-06-01T00:00:00Z")) });
    let revoked = format!("\"statusListIndex\": \"{REVOKED}\"");
    [unsigned(), with(INDEX, &revoked)].map(|c| judged_with(&signed(c, &BOTH), &documents, &Issuers::default()))
}

#[track_caller]
fn expect(j: &Judgement, outcome: Outcome, code: &str) {
    let check = &j.checks[4];
    assert_eq!((check.outcome(), check.code()), (outcome, code), "{}", told(j));
    let grade = if outcome == Outcome::Pass { Grade::Verified } else { Grade::Authentic };
    assert_eq!(j.verdict.grade(), grade, "{}", told(j));
}

#[track_caller]
fn says_nothing(list: &[u8], code: &str) {
    judged(list).iter().for_each(|j| expect(j, Outcome::Unknown, code));
}

#[test]
fn the_issuers_own_token_clears_and_revokes() {
    for text in [own_list(""), format!("\n{}\n", own_list("")), own_list(r#","iat":1780000000,"exp":1790000000"#)] {
        let [clear, set] = judged(text.as_bytes());
        expect(&clear, Outcome::Pass, "status-clear");
        expect(&set, Outcome::Fail, "revoked");
        assert_eq!(clear.checks[4].note(), "Not revoked as of 1 June 2026.");
    }
}

#[test]
fn an_enveloped_token_is_the_token() {
    let envelope = |token: &str| {
        format!(
            r#"{{"@context":"https://www.w3.org/ns/credentials/v2","type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,{token}"}}"#
        )
    };
    let [clear, set] = judged(envelope(&own_list("")).as_bytes());
    expect(&clear, Outcome::Pass, "status-clear");
    expect(&set, Outcome::Fail, "revoked");
}

#[test]
fn a_strangers_token_can_revoke_and_never_clear() {
    for secret in [Secret::ed25519(2), Secret::p256(2), Secret::p384(2)] {
        let stranger = payload(&secret.public().did_key(), "");
        let [clear, set] =
            judged(secret.jws(&header(&secret, &secret.did_key_method()), stranger.as_bytes()).as_bytes());
        expect(&clear, Outcome::Unknown, "list-other-issuer");
        expect(&set, Outcome::Fail, "revoked");
        // In the issuer's name, by the stranger's key: as itself, and in the header alone.
        let name = payload(DID, "");
        says_nothing(
            secret.jws(&header(&secret, &secret.did_key_method()), name.as_bytes()).as_bytes(),
            "list-not-signed",
        );
        let own_key = format!(r#"{{"alg":"{}","jwk":{}}}"#, secret.algorithm(), secret.public().to_jwk().to_text());
        says_nothing(secret.jws(&own_key, name.as_bytes()).as_bytes(), "list-not-signed");
    }
    let other = Secret::ed25519(2);
    says_nothing(other.jws(&header(&other, &method()), payload(DID, "").as_bytes()).as_bytes(), "list-bad-signature");
}

#[test]
fn a_token_that_was_changed_or_that_nobody_signed_says_nothing() {
    let good = own_list("");
    let parts: Vec<&str> = good.split('.').collect();
    let other = payload(DID, "").replace("2026-05-01", "2026-05-02");
    says_nothing(format!("{}.{}.{}", parts[0], base64url(other.as_bytes()), parts[2]).as_bytes(), "list-bad-signature");
    for alg in ["none", "None", "HS256", "PS256"] {
        let header = base64url(format!(r#"{{"alg":"{alg}"}}"#).as_bytes());
        for signature in ["", parts[2]] {
            says_nothing(format!("{header}.{}.{signature}", parts[1]).as_bytes(), "list-not-signed");
        }
    }
    for text in [parts[..2].join("."), format!("{good}~"), format!("{good}="), "ey".into(), "ey..".into()] {
        says_nothing(text.as_bytes(), "list-not-signed");
    }
    let secret = Secret::ed25519(1);
    let typed = format!(r#"{{"alg":"EdDSA","kid":"{}","typ":"statuslist+jwt"}}"#, method());
    says_nothing(secret.jws(&typed, payload(DID, "").as_bytes()).as_bytes(), "list-not-signed");
}

#[test]
fn the_form_dates_and_claims_of_a_token_count() {
    // 2026-07-01T00:00:00Z is 1782864000.
    says_nothing(own_list(r#","exp":1782863999"#).as_bytes(), "list-expired");
    says_nothing(own_list(r#","nbf":1782864001"#).as_bytes(), "list-not-yet-valid");
    says_nothing(own_list(r#","grade":"A""#).as_bytes(), "list-malformed");
    for more in [r#","iss":"did:example:other""#, r#","exp":"soon""#] {
        says_nothing(own_list(more).as_bytes(), "list-not-signed");
    }
    let secret = Secret::ed25519(1);
    let timed = payload(DID, "").replace("\"encodedList\"", "\"ttl\":-1,\"encodedList\"");
    says_nothing(secret.jws(&header(&secret, &method()), timed.as_bytes()).as_bytes(), "list-malformed");
    let credential = unsigned().to_text();
    says_nothing(secret.jws(&header(&secret, &method()), credential.as_bytes()).as_bytes(), "list-type");
}

#[test]
fn a_picture_carries_no_list() {
    let drawing = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"/>";
    says_nothing(&bake::svg(drawing, own_list("").as_bytes()).expect("baked"), "list-unreadable");
    says_nothing(
        &bake::svg(drawing, signed(own::list(), &BOTH).to_text().as_bytes()).expect("baked"),
        "list-unreadable",
    );
    says_nothing(b"", "list-unreadable");
    says_nothing(format!("\"{}\"", own_list("")).as_bytes(), "list-unreadable");
}
