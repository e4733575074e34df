//! How credentials in the wild are shaped, and what is refused.

use super::*;
use crate::json;

const V2: &str =
    r#""@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:key:z","#;

fn object(text: &str) -> Members<'_> {
    match json::parse(text.as_bytes()) {
        Ok(Value::Object(o)) => o,
        other => panic!("{other:?} from {text}"),
    }
}

fn read(members: &str) -> Result<Credential, ReadError> {
    credential(&object(&format!("{{{V2}{members}}}")))
}

fn subject(members: &str) -> Credential {
    read(&format!(r#""credentialSubject":{{{members}}}"#)).expect("a credential")
}

#[test]
fn the_recipient_is_named_plainly_or_by_an_unhashed_identity() {
    assert_eq!(subject(r#""name":"Maya""#).recipient(), Some("Maya"));
    assert_eq!(subject(r#""name":{"@value":"Maya","@language":"en"}"#).recipient(), Some("Maya"));
    let identity =
        r#"{"type":"IdentityObject","hashed":false,"salt":"not-used","identityType":"name","identityHash":"Maya"}"#;
    assert_eq!(subject(&format!(r#""identifier":{identity}"#)).recipient(), Some("Maya"));
    assert_eq!(subject(&format!(r#""identifier":[{identity}]"#)).recipient(), Some("Maya"));
    for hidden in [identity.replace("false", "true"), identity.replace("\"name\"", "\"emailAddress\"")] {
        assert_eq!(subject(&format!(r#""identifier":[{hidden}]"#)).recipient(), None);
    }
}

#[test]
fn an_achievement_comes_in_many_shapes() {
    let c = subject(
        r#""achievement":{"id":"urn:a","name":[{"@value":"Speaking","@language":"en"}],"image":{"id":"https://a/i.png","type":"Image"},
           "criteria":{"narrative":"Speak."},"alignment":{"targetName":"N","targetUrl":"https://n"},"tag":"one",
           "creditsAvailable":2.5,"creator":{"id":"did:key:c","name":"C"},
           "resultDescription":[{"id":"urn:r","name":"Grade"}]},"result":{"resultDescription":"urn:r","value":"A"}"#,
    );
    let a = c.achievement().expect("an achievement");
    assert_eq!((a.name.as_deref(), a.image.as_deref()), (Some("Speaking"), Some("https://a/i.png")));
    assert_eq!((a.criteria.as_deref(), a.credits_available), (Some("Speak."), Some(2.5)));
    assert_eq!((a.alignments.len(), a.tags.len()), (1, 1));
    assert_eq!(c.subjects[0].results[0].name.as_deref(), Some("Grade"));
}

#[test]
fn nobody_is_shown_with_what_another_earned() {
    let both = |order: [&str; 2]| read(&format!(r#""credentialSubject":[{}]"#, order.join(","))).expect("a credential");
    let (alice, bob) = (r#"{"name":"Alice","achievement":{"name":"X"}}"#, r#"{"name":"Bob"}"#);
    for order in [[alice, bob], [bob, alice]] {
        assert_eq!((both(order).recipient(), both(order).title()), (Some("Alice"), Some("X")));
    }
    let nameless = r#"{"achievement":{"name":"X"}}"#;
    assert_eq!(both([bob, nameless]).recipient(), None);
}

#[test]
fn dates_of_either_version_are_read_and_the_narrower_holds() {
    let s = r#""credentialSubject":{"id":"urn:s"}"#;
    let c = read(&format!(
        r#"{s},"validFrom":"2024-01-01T00:00:00Z","validUntil":"2030-01-01T00:00:00Z","expirationDate":"2025-01-01T00:00:00Z""#
    ));
    let c = c.expect("a credential");
    assert_eq!(c.valid_until.map(|t| t.to_string()).as_deref(), Some("2025-01-01T00:00:00Z"));
    for name in ["validFrom", "validUntil", "issuanceDate", "expirationDate", "awardedDate"] {
        for odd in [
            r#""2024-01-01""#,
            r#""2024-01-01T00:00:00""#,
            "5",
            "null",
            r#"{"@value":"2024-01-01T00:00:00Z"}"#,
            r#"["2024-01-01T00:00:00Z"]"#,
        ] {
            let error = read(&format!(r#"{s},"{name}":{odd}"#)).expect_err("no date");
            assert_eq!(error.code, "bad-date");
            assert!(error.message.starts_with(&format!("the member {name} ")), "{}", error.message);
        }
    }
}

#[test]
fn what_is_no_credential_is_said() {
    let good = format!(r#"{{{V2}"credentialSubject":{{"id":"urn:s"}}}}"#);
    let cases = [
        (good.replace("ns/credentials/v2", "ns/other"), "no-credential-context"),
        (good.replace(r#"["VerifiableCredential"]"#, r#""Achievement""#), "no-credential-type"),
        (good.replace(r#""issuer":"did:key:z","#, ""), "no-issuer"),
        (good.replace(r#""did:key:z""#, r#"{"name":"x"}"#), "bad-issuer"),
        (good.replace(r#""did:key:z""#, r#"["did:key:z"]"#), "bad-issuer"),
        (good.replace(r#""credentialSubject":{"id":"urn:s"}"#, r#""credentialSubject":[]"#), "no-subject"),
        (good.replace(r#""credentialSubject":{"id":"urn:s"}"#, r#""credentialSubject":"x""#), "bad-subject"),
        (good.replace(r#""issuer""#, r#""id":5,"issuer""#), "bad-id"),
    ];
    assert!(credential(&object(&good)).is_ok());
    for (text, code) in cases {
        assert_eq!(credential(&object(&text)).expect_err(&text).code, code, "{text}");
    }
}

#[test]
fn members_have_the_shape_that_the_data_model_demands() {
    let with = |members: &str| {
        read(&format!(r#""credentialSubject":{{"id":"urn:s"}},{members}"#)).map(|_| ()).map_err(|e| e.code)
    };
    for good in [
        r#""evidence":[{"type":["Evidence"]},{"id":"urn:e","type":"Evidence"}]"#,
        r#""credentialSchema":{"id":"urn:s","type":"JsonSchema"}"#,
        r#""name":null,"description":["a",{"@value":"b","@language":"fr"}]"#,
        r#""relatedResource":{"id":"https://a.example/i.png","digestMultibase":"u00"}"#,
        r#""validFrom":"2024-01-01T00:00:00Z","validUntil":"2024-01-01T01:00:00+01:00""#,
    ] {
        assert_eq!(with(good), Ok(()), "{good}");
    }
    for (member, code) in [
        (r#""evidence":"https://a.example/talk""#, "no-member-type"),
        (r#""evidence":[{"type":"Evidence"},{"type":[]}]"#, "no-member-type"),
        (r#""termsOfUse":{"type":""}"#, "no-member-type"),
        (r#""refreshService":{"type":["A",2]}"#, "no-member-type"),
        (r#""credentialStatus":5"#, "no-member-type"),
        (r#""credentialSchema":{"type":"JsonSchema"}"#, "no-member-id"),
        (r#""name":5"#, "bad-text"),
        (r#""description":{"@language":"en"}"#, "bad-text"),
        (r#""name":["a",{"@value":"b","more":"c"}]"#, "bad-text"),
        (r#""relatedResource":{"id":"https://a.example/i.png"}"#, "no-digest"),
        (r#""validFrom":"2024-01-01T00:00:01Z","validUntil":"2024-01-01T00:00:00Z""#, "dates-reversed"),
        (r#""issuanceDate":"2024-01-01T00:00:01Z","expirationDate":"2024-01-01T00:00:00Z""#, "dates-reversed"),
    ] {
        assert_eq!(with(member), Err(code), "{member}");
    }
}

#[test]
fn a_member_cannot_hide_behind_another_spelling() {
    let with = |members: &str| names::check(&object(&format!("{{{V2}\"id\":\"urn:c\",{members}}}")));
    assert_eq!(with(r#""name":{"@value":"x","@language":"en","@direction":"ltr"}"#), Ok(()));
    let inner = r#""endorsement":[{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"id":"urn:e"}]"#;
    assert_eq!(with(inner), Ok(()));
    let cases = [
        (r#""https://www.w3.org/2018/credentials#validUntil":"2020-01-01T00:00:00Z""#, "odd-name"),
        (r#""cred:credentialStatus":{}"#, "odd-name"),
        (r#""@type":"X""#, "odd-name"),
        (r#""@graph":[]"#, "odd-name"),
        (r#""credentialSubject":{"a":[{"@id":"urn:c"}]}"#, "odd-name"),
        (r#""name":{"@language":"en"}"#, "odd-name"),
        (r#""credentialSubject":{"@context":"https://www.w3.org/ns/credentials/v2"}"#, "inner-context"),
        (r#""credentialSubject":{"related":{"id":"urn:c","validUntil":"2020-01-01T00:00:00Z"}}"#, "stated-twice"),
    ];
    for (members, code) in cases {
        assert_eq!(with(members).expect_err(members).code, code, "{members}");
    }
    let inline = object(r#"{"@context":["https://www.w3.org/ns/credentials/v2",{"x":"https://example.org/x"}]}"#);
    assert_eq!(names::check(&inline).expect_err("inline").code, "inline-context");
}
