//! What documents may bring along, in which order, and how large they may be.

use super::*;

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
