//! Documents to canonical N-Quads: the published vectors, and what must be an error.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

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

#[test]
fn the_credential_cannot_hide_its_end_in_a_second_place() {
    let id = "https://credentials.alderbay.example/credentials/q7v2m5xk3nd4t6wa/";
    let moved = format!(
        r#"[{{"type": ["EndorsementCredential", "VerifiableCredential"], "id": "{id}", "validUntil": "2020-01-01T00:00:00Z"}}]"#
    );
    let (kind, path, _) = refused(&badge_with(&["endorsement"], Some(&moved)));
    assert_eq!((kind, path.as_str()), (Alias, "$.endorsement[0].validUntil"));
    // What an endorsement says about the credential is about it, and does no harm.
    let about = format!(
        r#"[{{"type": ["EndorsementCredential", "VerifiableCredential"], "id": "https://e.example/1", "issuer": "https://e.example/",
            "credentialSubject": {{"type": "EndorsementSubject", "id": "{id}", "endorsementComment": "well done"}}}}]"#
    );
    canon::nquads(&badge_with(&["endorsement"], Some(&about))).unwrap();
}

#[test]
fn a_document_may_bring_terms_that_are_new_or_repeat_published_ones() {
    let with = |context: &str| {
        let contexts = format!(
            r#"["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", {context}]"#
        );
        badge_with(&["@context"], Some(&contexts))
    };
    let added = changed(
        &with(r#"{"ex": "https://e.example/#", "honours": {"@id": "ex:honours", "@type": "ex:Grade"}}"#),
        &["honours"],
        Some(r#""first""#),
    );
    assert!(
        canon::nquads(&added)
            .unwrap()
            .contains(r#"<https://e.example/#honours> "first"^^<https://e.example/#Grade> ."#)
    );
    let repeated = with(r#"{"narrative": {"@id": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#narrative"}}"#);
    assert_eq!(canon::nquads(&repeated).unwrap(), canon::nquads(&parse(BADGE)).unwrap());
    // A prefix must not rewrite an identifier that is shown.
    let rewritten = with(r#"{"did": "https://e.example/#"}"#);
    assert_eq!(refused(&rewritten).0, Alias);
    // @vocab gives undefined terms a meaning, but never that of a published term.
    let vocab = r#"{"@vocab": "https://www.w3.org/2018/credentials#"}"#;
    assert_eq!(refused(&changed(&with(vocab), &["expirationDate"], Some(r#""2020""#))).0, Alias);
    let examples = r#""https://www.w3.org/ns/credentials/examples/v2""#;
    let form = canon::nquads(&changed(&with(examples), &["honours"], Some(r#""first""#))).unwrap();
    assert!(form.contains(r#"<https://www.w3.org/ns/credentials/examples#honours> "first" ."#));
    assert_eq!(refused(&changed(&with(examples), &["hon> <ours"], Some(r#""first""#))).0, RelativeIri);
}

#[test]
fn languages_directions_lists_and_json_are_kept() {
    let name = |value: &str| canon::nquads(&badge_with(&["name"], Some(value))).unwrap();
    let line = |object: &str| format!("<https://schema.org/name> {object} .\n");
    assert!(name(r#"{"@value": "Retorik", "@language": "sv-SE"}"#).contains(&line("\"Retorik\"@sv-se")));
    assert!(name(r#"{"@value": "Retorik"}"#).contains(&line("\"Retorik\"")));
    let both =
        r#"[{"@value": "خطابة", "@language": "AR", "@direction": "rtl"}, {"@value": "Rhetoric", "@direction": "ltr"}]"#;
    assert!(name(both).contains(&line(r#""خطابة"^^<https://www.w3.org/ns/i18n#ar_rtl>"#)));
    assert!(name(both).contains(&line(r#""Rhetoric"^^<https://www.w3.org/ns/i18n#_ltr>"#)));
    let described = r#"[{"type": ["ResultDescription"], "name": "Grade", "resultType": "LetterGrade", "allowedValue": ["A", "B", "A"]}]"#;
    let form = canon::nquads(&badge_with(&["credentialSubject", "achievement", "resultDescription"], Some(described)))
        .unwrap();
    assert_eq!(form.matches("rdf-syntax-ns#rest>").count(), 3);
    assert_eq!(form.matches("rdf-syntax-ns#nil>").count(), 1);
    let schema = r#"{"type": "JsonSchema", "id": "https://e.example/", "jsonSchema": {"b": [1, null], "a": 2.50}}"#;
    let form = canon::nquads(&badge_with(&["evidence"], Some(schema))).unwrap();
    assert!(
        form.contains(r#""{\"a\":2.5,\"b\":[1,null]}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>"#),
        "{form}"
    );
}

#[test]
fn deep_and_wide_documents_end_in_an_error() {
    let mut deep = Json::from("end");
    for _ in 0..5000 {
        let mut object = accolade_credential::json::Object::new();
        object.insert("endorsement", deep);
        deep = object.into();
    }
    let Json::Object(badge) = parse(BADGE) else { panic!("an object") };
    let mut document = badge.clone();
    document.insert("endorsement", deep);
    let document = Json::from(document);
    assert_eq!(refused(&document).0, WorkLimit);
    std::mem::forget(document); // dropping it would recurse as deep

    let inline: String =
        (0..3000).map(|n| format!(r#",{{"@context": {{"t{n}": "https://e.example/{n}"}}, "t{n}": 1}}"#)).collect();
    let start = std::time::Instant::now();
    let wide = badge_with(&["evidence"], Some(&format!("[{}]", &inline[1..])));
    assert_eq!(refused(&wide).0, WorkLimit);
    assert!(start.elapsed().as_secs() < 5);

    let alike = vec![r#"{"type": ["Evidence"]}"#; 3000].join(",");
    canon::nquads(&badge_with(&["evidence"], Some(&format!("[{alike}]")))).unwrap();
}

/// The document with the members of every object in another order.
fn reordered(json: &Json, seed: u64) -> Json {
    match json {
        Json::Object(object) => {
            let mut members: Vec<(String, Json)> =
                object.iter().map(|(name, value)| (name.to_owned(), reordered(value, seed.wrapping_mul(31)))).collect();
            let len = members.len();
            for at in 1..len {
                let other = (seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(at as u64 * 97) >> 33) as usize
                    % (at + 1);
                members.swap(at, other);
            }
            members.into_iter().collect::<accolade_credential::json::Object>().into()
        }
        Json::Array(items) => items.iter().map(|item| reordered(item, seed)).collect::<Vec<_>>().into(),
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_members_does_not_matter(seed in any::<u64>()) {
        let badge = parse(BADGE);
        let other = reordered(&badge, seed);
        prop_assert_eq!(canon::nquads(&badge).unwrap(), canon::nquads(&other).unwrap());
    }

    #[test]
    fn any_text_is_kept_apart(a in ".{0,12}", b in ".{0,12}") {
        let form = |text: &str| {
            let text = Json::from(text).to_text();
            canon::nquads(&badge_with(&["credentialSubject", "achievement", "name"], Some(&text))).unwrap()
        };
        prop_assert_eq!(form(&a) == form(&b), a == b);
        prop_assert_eq!(form(&a).lines().count(), 51);
    }

    #[test]
    fn any_identifier_is_an_iri_or_refused(id in "[a-z:/<> \"#\\\\{}^`|é\n]{0,16}") {
        let text = Json::from(id.as_str()).to_text();
        match canon::nquads(&badge_with(&["credentialSubject", "id"], Some(&text))) {
            Ok(form) => {
                let subject = format!("<{id}>");
                prop_assert!(form.contains(&subject));
                prop_assert_eq!(form.lines().count(), 51);
            }
            Err(e) => prop_assert!(matches!(e.kind, RelativeIri | Alias), "{}", e),
        }
    }
}

/// `cargo test --release -p accolade-credential --test canonical -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn timing() {
    let (badge, options) = (parse(BADGE), parse(OPTIONS));
    let start = std::time::Instant::now();
    let lines = canon::nquads(&badge).unwrap().lines().count();
    println!("first credential of a process: {:.1} us", start.elapsed().as_secs_f64() * 1e6);
    for (name, document) in [("credential", &badge), ("proof options", &options)] {
        let mut best = f64::MAX;
        for _ in 0..20 {
            let start = std::time::Instant::now();
            for _ in 0..500 {
                std::hint::black_box(canon::nquads(std::hint::black_box(document)).unwrap());
            }
            best = best.min(start.elapsed().as_secs_f64() / 500.0);
        }
        println!("{name}: {:.1} us", best * 1e6);
    }
    println!("{} bytes of JSON, {lines} quads", badge.to_text().len());
}
