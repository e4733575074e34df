//! What canonical RDF does not sign never decides what is shown: not whether a text is written as a number, not which of several
//! values stands first, not at which mention of an id something is said.

mod own;

use accolade_credential::sign::Suite;
use accolade_credential::{Grade, Json, Outcome};
use own::{codes, judged, parse, signed, told};

/// A credential under the Open Badges context whose texts have the type `xsd:string`, with evidence.
fn credential(issuer: &str, name: &str, subject: &str, evidence: &str) -> String {
    format!(
        r#"{{"@context":["https://www.w3.org/2018/credentials/v1","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json","https://w3id.org/security/data-integrity/v2"],
        "id":"https://credentials.alderbay.example/credentials/k3n7/","type":["VerifiableCredential","OpenBadgeCredential"],
        "issuer":{issuer},"name":{name},"issuanceDate":"2026-01-01T00:00:00Z",
        "credentialSubject":{{"id":"did:example:ada","type":["AchievementSubject"],{subject}
        "achievement":{{"id":"urn:uuid:talk","type":["Achievement"],"name":"Talk","description":"Three talks.","criteria":{{"narrative":"Gave three."}}}}}}{evidence}}}"#
    )
}

const NAMED: &str =
    r#"{"id":"did:web:credentials.alderbay.example","type":["Profile"],"name":"University of Alder Bay"}"#;
const RESULT: &str = r#""result":[{"type":["Result"],"value":"41"}],"#;

fn with(subject: &str) -> Json {
    parse(&credential(NAMED, "\"Talk\"", subject, ""))
}

/// The same proof under another text.
fn moved(good: &Json, from: &str, to: &str) -> Json {
    let text = good.to_text();
    assert!(text.contains(from), "{from} in {text}");
    parse(&text.replacen(from, to, 1))
}

#[test]
fn a_text_that_is_written_as_a_number_is_refused_and_not_hidden() {
    let good = signed(with(RESULT), &[Suite::EddsaRdfc2022]);
    let told_value = judged(&good).verdict.value().and_then(|c| c.subjects[0].results[0].value.clone());
    assert_eq!(told_value.as_deref(), Some("41"), "{}", told(&judged(&good)));
    for number in ["41", "41.0", "4.1e1", "true"] {
        let other = moved(&good, "\"value\":\"41\"", &format!("\"value\":{number}"));
        assert_eq!(judged(&other).verdict.grade(), Grade::Refused, "{number}");
        assert_eq!(codes(&judged(&other))[0], "odd-name", "{number}: {}", told(&judged(&other)));
    }
}

#[test]
fn of_several_names_the_same_is_shown_in_any_order() {
    let identity = |first: &str, second: &str| {
        let one = |name: &str| {
            format!(
                r#"{{"type":"IdentityObject","hashed":false,"identityType":"name","identityHash":"{name}","salt":"not-used"}}"#
            )
        };
        format!("\"identifier\":[{},{}],", one(first), one(second))
    };
    let good = signed(with(&identity("Eve", "Ada")), &[Suite::EddsaRdfc2022]);
    let turned = {
        let proof = good.get("proof").expect("a proof").to_text();
        let text = with(&identity("Ada", "Eve")).to_text();
        parse(&format!("{},\"proof\":{proof}}}", text.strip_suffix('}').expect("an object")))
    };
    for json in [&good, &turned] {
        let judgement = judged(json);
        assert_eq!(judgement.verdict.grade(), Grade::Verified, "{}", told(&judgement));
        assert_eq!(judgement.verdict.value().and_then(|c| c.recipient()), Some("Ada"));
    }
    let names = r#"[{"@value":"Vortrag","@language":"de"},{"@value":"Talk","@language":"en"}]"#;
    let both = signed(parse(&credential(NAMED, names, "", "")), &[Suite::EddsaRdfc2022]);
    assert_eq!(judged(&both).verdict.value().and_then(|c| c.name.clone()).as_deref(), Some("Vortrag"));
}

#[test]
fn evidence_speaks_of_nobody_else() {
    let evidence = |id: &str, more: &str| format!(r#","evidence":[{{"id":"{id}","type":["Evidence"]{more}}}]"#);
    for (id, issuer) in [
        ("did:web:credentials.alderbay.example", "\"did:web:credentials.alderbay.example\""),
        ("did:example:ada", NAMED),
        ("urn:uuid:talk", NAMED),
        ("https://credentials.alderbay.example/credentials/k3n7/", NAMED),
    ] {
        for suite in [Suite::EddsaRdfc2022, Suite::EddsaJcs2022] {
            let text = credential(issuer, "\"Talk\"", "", &evidence(id, r#","name":"Harvard University""#));
            let judgement = judged(&signed(parse(&text), &[suite]));
            let code = codes(&judgement)[0];
            assert!(["shared-id", "stated-twice"].contains(&code), "{id}: {}", told(&judgement));
            assert_eq!(judgement.verdict.grade(), Grade::Refused);
        }
    }
    let apart = credential(NAMED, "\"Talk\"", "", &evidence("https://ada.example/slides", r#","name":"Slides""#));
    assert_eq!(judged(&signed(parse(&apart), &[Suite::EddsaRdfc2022])).verdict.grade(), Grade::Verified);
}

#[test]
fn a_name_that_a_page_shows_has_a_published_meaning() {
    for context in
        ["https://www.w3.org/ns/credentials/undefined-terms/v2", "https://www.w3.org/ns/credentials/examples/v2"]
    {
        let text = format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2","{context}"],"type":["VerifiableCredential"],"issuer":{NAMED},
            "validFrom":"2026-01-01T00:00:00Z","credentialSubject":{{"id":"did:example:ada","achievement":{{"id":"urn:uuid:talk","name":"Doctor"}}}}}}"#
        );
        let judgement = judged(&parse(&text));
        assert_eq!(codes(&judgement)[0], "undefined-term", "{context}: {}", told(&judgement));
    }
}

#[test]
fn an_identifier_that_spells_another_key_or_none_is_no_issuers() {
    let other = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
    let name = other.strip_prefix("did:key:").expect("a did:key");
    for id in [
        format!("{other}#{name}"),
        format!("{other}#x"),
        format!("{other}?x=1"),
        format!("{other}/x"),
        format!("{other};v=1"),
    ] {
        let issuer = format!(r#"{{"id":"{id}","type":["Profile"],"name":"Somebody"}}"#);
        let judgement = judged(&signed(parse(&credential(&issuer, "\"Talk\"", "", "")), &[Suite::EddsaJcs2022]));
        let issuer = &judgement.checks[2];
        assert_eq!((issuer.outcome(), issuer.code()), (Outcome::Fail, "other-key"), "{id}: {}", told(&judgement));
    }
}
