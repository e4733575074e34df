//! Claims of a token beside the credential that it carries.

use super::*;

#[test]
fn claims_that_contradict_the_credential_refuse_it() {
    let secret = Secret::p256(1);
    let did = secret.public().did_key();
    let fine = format!(r#","iss":"{did}","jti":"urn:uuid:1","sub":"did:example:maya","iat":1780000000,"aud":"x""#);
    let j = alone(&by_itself(&secret, &fine));
    assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
    for (claims, at, code) in [
        (r#","iss":"did:example:other""#, 0, "jwt-claims"),
        (r#","iss":5"#, 0, "jwt-claims"),
        (r#","jti":"urn:uuid:2""#, 0, "jwt-claims"),
        (r#","sub":"did:example:other""#, 0, "jwt-claims"),
        (r#","exp":"soon""#, 0, "jwt-claims"),
        (r#","exp":1e300"#, 0, "jwt-claims"),
        (r#","exp":-0.5"#, 0, "jwt-claims"),
        (r#","exp":-1"#, 0, "jwt-claims"),
        (r#","exp":9007199254740991"#, 0, "jwt-claims"),
        (r#","exp":null"#, 0, "jwt-claims"),
        (r#","nbf":"2026""#, 0, "jwt-claims"),
        (r#","iat":"yesterday""#, 0, "jwt-claims"),
        (r#","vc":{}"#, 0, "jwt-claims"),
        (r#","vp":{}"#, 0, "jwt-claims"),
        (r#","grade":"A""#, 0, "undefined-term"),
        (r#","proof":{"type":"DataIntegrityProof"}"#, 1, "two-mechanisms"),
    ] {
        let j = alone(&by_itself(&secret, claims));
        assert_eq!((j.verdict.grade(), codes(&j)[at]), (Grade::Refused, code), "{claims} {}", told(&j));
    }
    // 2026-07-01T00:00:00Z is 1782864000.
    for (claims, grade, code) in [
        (r#","exp":1782864000"#, Grade::Verified, "in-validity"),
        (r#","exp":1782863999"#, Grade::Authentic, "expired"),
        (r#","nbf":1782864000"#, Grade::Verified, "in-validity"),
        // A fraction of a second, as `Date.now() / 1000` gives it: the narrower second counts.
        (r#","exp":1782864000.5"#, Grade::Verified, "in-validity"),
        (r#","exp":1782863999.5"#, Grade::Authentic, "expired"),
        (r#","nbf":1782863999.5"#, Grade::Verified, "in-validity"),
        (r#","nbf":1782864000.5"#, Grade::Authentic, "not-yet-valid"),
        (r#","iat":1782863999.999"#, Grade::Verified, "in-validity"),
        (r#","nbf":1782864001"#, Grade::Authentic, "not-yet-valid"),
        (r#","iat":1782864001"#, Grade::Authentic, "signed-later"),
    ] {
        let j = alone(&by_itself(&secret, claims));
        assert_eq!((j.verdict.grade(), codes(&j)[3]), (grade, code), "{claims} {}", told(&j));
    }
}

#[test]
fn the_vc_claim_of_version_1_1_is_filled_from_the_claims_and_must_agree() {
    let secret = Secret::p384(1);
    let did = secret.public().did_key();
    let by = |vc: &str, claims: &str| {
        let vc = format!(
            r#"{{"@context":["https://www.w3.org/2018/credentials/v1"],"type":["VerifiableCredential"],"credentialSubject":{{}}{vc}}}"#
        );
        let payload = format!(
            r#"{{"iss":"{did}","sub":"did:example:maya","jti":"urn:uuid:1","nbf":1780000000,"vc":{vc}{claims}}}"#
        );
        alone(&secret.jws(&header(&secret, &secret.did_key_method()), payload.as_bytes()))
    };
    let j = by("", "");
    assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
    let credential = j.verdict.value().expect("a credential");
    assert_eq!((credential.id.as_deref(), credential.issuer.id.as_deref()), (Some("urn:uuid:1"), Some(did.as_str())));
    assert_eq!(credential.subjects[0].id.as_deref(), Some("did:example:maya"));
    assert_eq!(credential.valid_from.map(|t| t.as_second()), Some(1_780_000_000));
    assert_eq!(by(r#","issuanceDate":"2026-05-28T20:26:40Z""#, "").verdict.grade(), Grade::Verified);
    assert_eq!(by("", r#","exp":1781000000"#).verdict.grade(), Grade::Authentic);
    for vc in [
        r#","issuanceDate":"2026-05-28T20:26:41Z""#,
        r#","issuanceDate":"2020-01-01""#,
        r#","id":"urn:uuid:2""#,
        r#","issuer":"did:example:other""#,
    ] {
        let j = by(vc, "");
        assert_eq!((j.verdict.grade(), codes(&j)[0]), (Grade::Refused, "jwt-claims"), "{vc} {}", told(&j));
    }
    let new =
        secret.jws(&header(&secret, &secret.did_key_method()), format!(r#"{{"vc":{}}}"#, payload(&did, "")).as_bytes());
    assert_eq!(codes(&alone(&new))[0], "jwt-claims", "version 2.0 in a vc claim");
}

#[test]
fn an_enveloped_credential_is_the_jwt_that_it_holds() {
    let secret = Secret::p256(1);
    let jws = by_itself(&secret, "");
    let envelope = |jws: &str, more: &str| {
        format!(
            r#"{{"@context":"https://www.w3.org/ns/credentials/v2","type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,{jws}"{more}}}"#
        )
    };
    assert_eq!(alone(&envelope(&jws, "")).verdict.grade(), Grade::Verified);
    assert_eq!(alone(&envelope(&jws, r#","name":"Doctor of Everything""#)).verdict.grade(), Grade::Refused);
    assert_eq!(alone(&envelope(&jws[..jws.len() - 4], "")).verdict.grade(), Grade::Refused);
    let nested = envelope(&jws, "");
    let again = secret.jws(&header(&secret, &secret.did_key_method()), nested.as_bytes());
    assert_eq!(alone(&again).verdict.grade(), Grade::Refused, "an envelope in a JWT");
}
