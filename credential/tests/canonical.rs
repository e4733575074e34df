//! Documents to canonical N-Quads: the published vectors, and what must be an error.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]
#[path = "canonical/documents.rs"]
mod documents;
mod samples;
mod vectors;

use accolade_credential::canon::CanonErrorKind::{self, *};
use accolade_credential::{Json, canon};
use proptest::prelude::*;
use samples::{BADGE, OPTIONS, badge_with, changed, parse};

fn without_proof(document: Json) -> Json {
    let Json::Object(mut object) = document else { panic!("a document is an object") };
    object.remove("proof");
    object.into()
}

#[test]
fn the_w3c_vectors_have_their_published_canonical_forms() {
    let Some(folder) = vectors::folder() else { return };
    let folder = folder.join("w3c-eddsa");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    for (document, form) in [
        ("eddsa-rdfc-2022/signedDataInt.json", "eddsa-rdfc-2022/canonDocDataInt.txt"),
        ("eddsa-rdfc-2022/proofConfigDataInt.json", "eddsa-rdfc-2022/proofCanonDataInt.txt"),
        ("eddsa-rdfc-2022/employ/signedDataInt.json", "eddsa-rdfc-2022/employ/canonDocDataInt.txt"),
        ("eddsa-rdfc-2022/employ/proofConfigDataInt.json", "eddsa-rdfc-2022/employ/proofCanonDataInt.txt"),
        ("Ed25519Signature2020/signedEdSig.json", "Ed25519Signature2020/canonDocEdSig.txt"),
        ("Ed25519Signature2020/proofConfigEdSig.json", "Ed25519Signature2020/proofCanonEdSig.txt"),
    ] {
        let found = canon::nquads(&without_proof(parse(&read(document))));
        assert_eq!(found.as_deref().map_err(ToString::to_string), Ok(read(form).as_str()), "{document}");
    }
}

#[test]
fn every_credential_that_should_verify_can_be_read() {
    let Some(folder) = vectors::folder() else { return };
    let folder = folder.join("credentials");
    let index = std::fs::read_to_string(folder.join("index.jsonl")).unwrap();
    let mut read = 0;
    for line in index.lines() {
        let entry = parse(line);
        let text = |name: &str| entry.get(name).and_then(Json::as_str).unwrap_or_default();
        if text("format") != "json" || text("expect") != "valid" || text("layer") == "ob2" {
            continue;
        }
        let document = std::fs::read_to_string(folder.join(text("file"))).unwrap();
        let form = canon::nquads(&without_proof(parse(&document)));
        assert!(form.is_ok(), "{}: {}", text("file"), form.unwrap_err());
        read += 1;
    }
    assert!(read > 60, "only {read} credentials were read");
}

#[test]
fn a_badge_states_what_it_says() {
    let form = canon::nquads(&parse(BADGE)).unwrap();
    let ob = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
    for part in [
        format!("<{ob}creditsAvailable> \"1.5E0\"^^<https://www.w3.org/2001/XMLSchema#float> .\n"),
        format!("<{ob}creditsEarned> \"1\"^^<https://www.w3.org/2001/XMLSchema#float> .\n"),
        format!("<{ob}hashed> \"false\"^^<https://www.w3.org/2001/XMLSchema#boolean> .\n"),
        format!("<{ob}awardedDate> \"2026-03-14T09:00:00Z\"^^<xsd:dateTime> .\n"),
        format!("<{ob}narrative> \"Gave two talks of **eight minutes**; both were assessed with the campus rubric:\\n\\n- structure"),
        "<https://schema.org/keywords> \"rhetoric\" .\n".to_owned(),
        "<https://www.w3.org/2018/credentials#validUntil> \"2029-03-14T09:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n".to_owned(),
        "<https://www.w3.org/ns/credentials/status#statusListIndex> \"41\" .\n".to_owned(),
    ] {
        assert!(form.contains(&part), "{part} in\n{form}");
    }
    assert_eq!(form.lines().count(), 51);
}

const SUBJECT: &[&str] = &["credentialSubject"];
const ACHIEVEMENT: &[&str] = &["credentialSubject", "achievement"];

fn refused(document: &Json) -> (CanonErrorKind, String, String) {
    match canon::nquads(document) {
        Err(e) => (e.kind, e.path, e.message),
        Ok(form) => panic!("accepted:\n{form}"),
    }
}

/// A place in the badge, a member to set there, its JSON; the error that follows and its path.
type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a str, CanonErrorKind, &'a str);

#[test]
fn what_a_signature_would_not_cover_is_refused() {
    let cases: &[Case<'_>] = &[
        // terms and types that nothing defines
        (&[], &["honours"], r#""cum laude""#, UndefinedTerm, "$.honours"),
        (SUBJECT, &["nickname"], r#""May""#, UndefinedTerm, "$.credentialSubject.nickname"),
        (
            ACHIEVEMENT,
            &["targetName"],
            r#""of another type""#,
            UndefinedTerm,
            "$.credentialSubject.achievement.targetName",
        ),
        (&[], &["type"], r#"["VerifiableCredential", "Diploma"]"#, UndefinedTerm, "$.type"),
        (
            ACHIEVEMENT,
            &["type"],
            r#"["Achievement", "vocab#Thing"]"#,
            UndefinedTerm,
            "$.credentialSubject.achievement.type",
        ),
        (&["credentialStatus"], &["type"], r#""1EdTechRevocationList""#, UndefinedTerm, "$.credentialStatus.type"),
        // IRIs that are none
        (&[], &["id"], r#""credentials/41""#, RelativeIri, "$.id"),
        (&[], &["id"], "\"#41\"", RelativeIri, "$.id"),
        (&[], &["id"], r#""_:b0""#, RelativeIri, "$.id"),
        (&[], &["issuer"], r#""Alder Bay""#, RelativeIri, "$.issuer"),
        (ACHIEVEMENT, &["image"], r#""badge.png""#, RelativeIri, "$.credentialSubject.achievement.image"),
        (&["evidence", "0"], &["id"], "\"https://a.example/> <b> <c> .\\n<d\"", RelativeIri, "$.evidence[0].id"),
        // contexts
        (&["@context"], &["1"], r#""https://purl.imsglobal.org/spec/ob/v3p0/context-9.json""#, UnknownContext, "$"),
        (&["@context"], &["1"], r#""https://w3id.org/openbadges/v2""#, UnknownContext, "$"),
        (&["@context"], &["1"], r#"{"name": "https://e.example/#name"}"#, Redefinition, "$"),
        (&["@context"], &["1"], r#"{"narrative": null}"#, Redefinition, "$"),
        (
            &["@context"],
            &["1"],
            r#"{"expires": {"@id": "https://www.w3.org/2018/credentials#validUntil"}}"#,
            Redefinition,
            "$",
        ),
        (&["@context"], &["1"], r#"{"until": "https://www.w3.org/2018/credentials#validUntil"}"#, Redefinition, "$"),
        (&["@context"], &["1"], r#"{"identifier": "@id"}"#, Redefinition, "$"),
        (&["@context"], &["1"], r#"{"kind": {"@id": "@type"}}"#, Redefinition, "$"),
        (&["@context"], &["1"], r#"{"@import": "https://www.w3.org/ns/credentials/v2"}"#, Unsupported, "$"),
        (&["@context"], &["1"], r#"{"@base": "https://e.example/"}"#, Unsupported, "$"),
        (&["@context"], &["1"], r#"{"@language": "en"}"#, Unsupported, "$"),
        (&["@context"], &["1"], r#"{"@propagate": false}"#, Unsupported, "$"),
        (&["@context"], &["1"], r#"{"@vocab": "local#"}"#, Unsupported, "$"),
        (&["@context"], &["1"], r#"{"e:x": "https://e.example/x"}"#, Unsupported, "$"),
        (&["@context"], &["1"], r#"{"part": {"@reverse": "https://e.example/part"}}"#, Unsupported, "$"),
        (
            &["@context"],
            &["1"],
            r#"{"part": {"@id": "https://e.example/part", "@container": "@index"}}"#,
            Unsupported,
            "$",
        ),
        (&["@context"], &["1"], r#"{"part": {"@id": "part of it"}}"#, Malformed, "$"),
        (&["@context"], &["1"], r#"{"a": "b:x", "b": "a:x"}"#, Malformed, "$"),
        (&["@context"], &["1"], "null", Malformed, "$"),
        (&["@context"], &["1"], "5", Malformed, "$"),
        (SUBJECT, &["@context"], "null", Unsupported, "$.credentialSubject"),
        (SUBJECT, &["@context"], r#""https://w3id.org/dcc/v1""#, Redefinition, "$.credentialSubject"),
        // other names for what pages read
        (
            &[],
            &["https://www.w3.org/2018/credentials#validUntil"],
            r#""2020""#,
            Unsupported,
            r#"$["https://www.w3.org/2018/credentials#validUntil"]"#,
        ),
        (ACHIEVEMENT, &["Criteria"], r#"{"narrative": "none"}"#, Alias, "$.credentialSubject.achievement.Criteria"),
        (SUBJECT, &["@id"], r#""did:example:maya""#, Alias, r#"$.credentialSubject["@id"]"#),
        (&[], &["@type"], r#""VerifiableCredential""#, Alias, r#"$["@type"]"#),
        (&[], &["type"], r#"["https://www.w3.org/2018/credentials#VerifiableCredential"]"#, Alias, "$.type"),
        (
            &[],
            &["validUntil"],
            r#"{"@value": "2020-01-01T00:00:00Z", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}"#,
            Alias,
            "$.validUntil",
        ),
        (&["credentialStatus"], &["credentialStatus"], "{}", UndefinedTerm, "$.credentialStatus.credentialStatus"),
        // values that RDF does not keep
        (ACHIEVEMENT, &["tag"], r#"[["a"]]"#, Unsupported, "$.credentialSubject.achievement.tag[0]"),
        (ACHIEVEMENT, &["tag"], r#"["a", null]"#, Unsupported, "$.credentialSubject.achievement.tag[1]"),
        (ACHIEVEMENT, &["tag"], r#"{"@set": ["a"]}"#, Unsupported, r#"$.credentialSubject.achievement.tag["@set"]"#),
        (
            ACHIEVEMENT,
            &["name"],
            r#"{"@value": "a", "@index": "b"}"#,
            Unsupported,
            "$.credentialSubject.achievement.name",
        ),
        (ACHIEVEMENT, &["name"], r#"{"@value": null}"#, Malformed, "$.credentialSubject.achievement.name"),
        (
            ACHIEVEMENT,
            &["name"],
            r#"{"@value": "a", "@language": "no language"}"#,
            Malformed,
            "$.credentialSubject.achievement.name",
        ),
        (
            ACHIEVEMENT,
            &["name"],
            r#"{"@value": "a", "@direction": "up"}"#,
            Malformed,
            "$.credentialSubject.achievement.name",
        ),
        (
            ACHIEVEMENT,
            &["name"],
            r#"{"@value": "a", "@direction": "ltr", "@type": "e:x"}"#,
            Malformed,
            "$.credentialSubject.achievement.name",
        ),
        (ACHIEVEMENT, &["creditsAvailable"], "1e-7", Unsupported, "$.credentialSubject.achievement.creditsAvailable"),
        (
            ACHIEVEMENT,
            &["creditsAvailable"],
            "1.2345678901234567",
            Unsupported,
            "$.credentialSubject.achievement.creditsAvailable",
        ),
        (&[], &["@reverse"], "{}", Unsupported, r#"$["@reverse"]"#),
        (&[], &["@graph"], "[]", Unsupported, r#"$["@graph"]"#),
        (&[], &["@included"], "[]", Unsupported, r#"$["@included"]"#),
        (&[], &["@nest"], "{}", Unsupported, r#"$["@nest"]"#),
        (&[], &["@index"], r#""a""#, Unsupported, r#"$["@index"]"#),
        (&[], &["proof"], r#""https://e.example/proof""#, Unsupported, "$.proof"),
        (&[], &["proof"], "{}", Malformed, "$.proof"),
        (&[], &["type"], "[5]", Malformed, "$.type"),
        (&[], &["id"], r#"["https://e.example/"]"#, Malformed, "$.id"),
    ];
    for (place, member, value, kind, path) in cases {
        let document = badge_with(&[*place, *member].concat(), Some(value));
        let (found, at, message) = refused(&document);
        assert_eq!((found, at.as_str()), (*kind, *path), "{member:?} = {value}: {message}");
        assert!(!message.is_empty() && !message.ends_with('.'), "{message}");
    }
}

#[test]
fn messages_name_the_term() {
    let message = |document: &Json| canon::nquads(document).unwrap_err().to_string();
    assert_eq!(
        message(&badge_with(&["credentialSubject", "achievement", "honours"], Some("1"))),
        r#"no context in force defines "honours", so a signature does not cover it (at $.credentialSubject.achievement.honours)"#
    );
    assert_eq!(
        message(&badge_with(&["issuer", "id"], Some(r#""alder-bay""#))),
        r#""alder-bay" is not an absolute IRI; a signature would not cover it (at $.issuer.id)"#
    );
}
