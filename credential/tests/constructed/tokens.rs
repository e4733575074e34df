//! Credentials as compact JWS, the keys of their issuers, and the times in which those are good.

use accolade_credential::{Documents, Issuers, Judgement, PinnedKey};
use jiff::Timestamp;

use super::{Case, pinned, raw, told_of};
use crate::own::at;
use crate::signers::Secret;

const WEB: &str = "https://alderbay.example/issuer";

fn payload(issuer: &str, more: &str) -> String {
    format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{issuer}","credentialSubject":{{"id":"did:example:maya"}}{more}}}"#
    )
}

/// A token of an issuer that is its key, with these header members and further claims.
fn by_itself(members: &str, more: &str) -> Judgement {
    let secret = Secret::ed25519(1);
    let header = format!(r#"{{{members},"kid":"{}"}}"#, secret.did_key_method());
    raw(secret.jws(&header, payload(&secret.public().did_key(), more).as_bytes()).as_bytes())
}

/// A token in this issuer's name, by a key that is found in its own name.
fn in_the_name_of(issuer: &str) -> Judgement {
    let secret = Secret::ed25519(2);
    let header = format!(r#"{{"alg":"EdDSA","kid":"{}"}}"#, secret.did_key_method());
    raw(secret.jws(&header, payload(issuer, "").as_bytes()).as_bytes())
}

/// A token by a pinned key, signed at `iat` if that is stated.
fn in_its_time(iat: &str, window: impl Fn(&mut PinnedKey, Timestamp)) -> Judgement {
    let secret = Secret::ed25519(1);
    let mut pin = PinnedKey::always(Some(format!("{WEB}#k1")), secret.public());
    window(&mut pin, at("2026-06-01T00:00:00Z"));
    let jws = secret.jws(r##"{"alg":"EdDSA","kid":"#k1"}"##, payload(WEB, iat).as_bytes());
    told_of(jws.as_bytes(), &Documents::default(), &pinned(WEB, vec![pin]))
}

/// 1 May 2026 and 15 June 2026.
const BEFORE: &str = r#","iat":1777593600"#;
const AFTER: &str = r#","iat":1781481600"#;

pub(super) fn cases() -> Vec<Case> {
    let good = r#""alg":"EdDSA""#;
    let ethr = r#"{"alg":"EdDSA","kid":"did:ethr:0xb9c5714089478a327f09197987f16f9e5d936e8a#controller"}"#;
    let secret = Secret::ed25519(1);
    vec![
        ("signature-good signature pass", by_itself(good, "")),
        ("no-dates validity not-applicable", by_itself(good, "")),
        ("malformed-jws format fail", raw(b"ey..")),
        ("malformed-jws format fail", raw(b"eyJhbGciOiJFZERTQSJ9.e30=.AA")),
        ("not-checked signature unknown", raw(b"ey..")),
        ("unsupported-format format unknown", raw(b"eyJhbGciOiJFZERTQSJ9.e30.AA~disclosure~")),
        ("unsupported-format format unknown", raw(b"0oRDoQEmoA")),
        ("unsupported-suite signature unknown", raw(b"0oRDoQEmoA")),
        ("jwt-claims format fail", by_itself(good, r#","exp":"soon""#)),
        ("undefined-term format fail", by_itself(good, r#","grade":"A""#)),
        ("key-kind signature fail", by_itself(r#""alg":"ES256""#, "")),
        ("alg-none signature fail", by_itself(r#""alg":"none""#, "")),
        ("alg-symmetric signature fail", by_itself(r#""alg":"HS256""#, "")),
        ("jws-header signature fail", by_itself(r#""alg":"EdDSA","crit":["exp"]"#, "")),
        ("jws-type signature fail", by_itself(r#""alg":"EdDSA","typ":"vp+jwt""#, "")),
        ("two-mechanisms signature unknown", by_itself(good, r#","proof":{"type":"DataIntegrityProof"}"#)),
        ("unsupported-suite signature unknown", by_itself(r#""alg":"PS256""#, "")),
        (
            "did-unsupported signature unknown",
            raw(secret.jws(ethr, payload("did:ethr:0xb9c5", "").as_bytes()).as_bytes()),
        ),
        ("did-unsupported issuer unknown", in_the_name_of("did:ethr:0xb9c5714089478a327f09197987f16f9e5d936e8a")),
        ("issuer-not-resolved issuer unknown", in_the_name_of(WEB)),
        (
            "issuer-key-unsupported issuer unknown",
            in_the_name_of("did:key:zQ3shokFTS3brHcDQrnd82RUDn1UCTzW5JBLmQcDmgqNfyUS"),
        ),
        ("other-key issuer fail", in_the_name_of(&secret.public().did_key())),
        ("issuer-key issuer pass", in_its_time(BEFORE, |pin, day| pin.until = Some(day))),
        ("key-retired issuer fail", in_its_time(AFTER, |pin, day| pin.until = Some(day))),
        ("key-too-early issuer fail", in_its_time(BEFORE, |pin, day| pin.from = Some(day))),
        ("key-undated issuer unknown", in_its_time("", |pin, day| pin.from = Some(day))),
        ("key-retired issuer fail", in_its_time("", |pin, day| pin.until = Some(day))),
        ("key-compromised issuer fail", in_its_time(AFTER, |pin, day| pin.compromised = Some(day))),
        ("key-compromised validity unknown", in_its_time(BEFORE, |pin, day| pin.compromised = Some(day))),
        ("key-not-found signature unknown", {
            let jws = secret.jws(r##"{"alg":"EdDSA","kid":"#k1"}"##, payload(WEB, "").as_bytes());
            told_of(jws.as_bytes(), &Documents::default(), &Issuers::default())
        }),
    ]
}
