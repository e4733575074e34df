//! Whatever is changed in a signed credential, at any depth, it is verified no more; what means the same still is.

mod own;

use accolade_credential::json::Object;
use accolade_credential::sign::Suite;
use accolade_credential::{Grade, Issuers, Json};
use own::{BOTH, documents, judged_with, signed, told, unsigned};

/// Every way to change one member or item, with a word for it.
fn mutants(json: &Json) -> Vec<(String, Json)> {
    let mut all = Vec::new();
    match json {
        Json::Object(object) => {
            for (name, value) in object.iter() {
                let mut removed = object.clone();
                removed.remove(name);
                all.push((format!("without {name}"), Json::Object(removed)));
                for new in [format!("{name}x"), format!("@{name}"), format!("https://schema.org/{name}"), String::new()]
                {
                    let renamed =
                        object.iter().map(|(n, v)| (if n == name { new.clone() } else { n.to_owned() }, v.clone()));
                    all.push((format!("{name} renamed {new:?}"), Json::Object(renamed.collect())));
                }
                for (word, mutant) in mutants(value) {
                    let mut changed = object.clone();
                    changed.insert(name, mutant);
                    all.push((format!("{name} / {word}"), Json::Object(changed)));
                }
            }
            for (extra, value) in
                [("extra", Json::from("x")), ("note", Json::Null), ("related", Json::Object(Object::new()))]
            {
                let mut more = object.clone();
                more.insert(extra, value);
                all.push((format!("with {extra}"), Json::Object(more)));
            }
        }
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                let mut fewer = items.clone();
                fewer.remove(at);
                all.push((format!("without [{at}]"), Json::Array(fewer)));
                for (word, mutant) in mutants(item) {
                    let mut changed = items.clone();
                    changed[at] = mutant;
                    all.push((format!("[{at}] / {word}"), Json::Array(changed)));
                }
            }
            all.push(("one item more".into(), Json::Array([&items[..], &[Json::from("urn:x:more")]].concat())));
        }
        Json::String(text) => {
            all.push(("longer".into(), Json::String(format!("{text}x"))));
            all.push(("empty".into(), Json::from("")));
            all.push(("a number".into(), Json::Integer(7)));
        }
        Json::Float(n) => all.push(("another number".into(), Json::Float(n + 1.0))),
        Json::Integer(n) => all.push(("another number".into(), Json::Integer(n + 1))),
        Json::Bool(b) => all.push(("the contrary".into(), Json::Bool(!b))),
        Json::Null => all.push(("something".into(), Json::from("x"))),
    }
    all
}

fn none_is_verified(original: &Json, mutants: Vec<(String, Json)>, at_least: usize) {
    let (documents, issuers) = (documents(), Issuers::default());
    let judgement = judged_with(original, &documents, &issuers);
    assert_eq!(judgement.verdict.grade(), Grade::Verified, "{}", told(&judgement));
    let count = mutants.len();
    assert!(count >= at_least, "{count} mutants");
    let mut survivors = Vec::new();
    for (word, mutant) in mutants {
        let judgement = judged_with(&mutant, &documents, &issuers);
        if judgement.verdict.grade() == Grade::Verified {
            survivors.push(word);
        }
    }
    assert!(survivors.is_empty(), "{} of {count} mutants are still verified: {survivors:#?}", survivors.len());
}

#[test]
fn no_mutant_of_a_credential_with_one_rdfc_proof_is_verified() {
    let original = signed(unsigned(), &[Suite::EddsaRdfc2022]);
    none_is_verified(&original, mutants(&original), 400);
}

#[test]
fn no_mutant_of_a_credential_with_one_jcs_proof_is_verified() {
    let original = signed(unsigned(), &[Suite::EddsaJcs2022]);
    none_is_verified(&original, mutants(&original), 400);
}

#[test]
fn no_mutant_of_the_signed_part_under_both_proofs_is_verified() {
    let original = signed(unsigned(), &BOTH);
    let proofs = original.get("proof").cloned();
    let outside = mutants(&original).into_iter().filter(|(_, m)| m.get("proof").cloned() == proofs).collect();
    none_is_verified(&original, outside, 400);
}

/// Every object turned around.
fn reversed(json: &Json) -> Json {
    match json {
        Json::Object(o) => {
            let mut members: Vec<_> = o.iter().map(|(n, v)| (n.to_owned(), reversed(v))).collect();
            members.reverse();
            Json::Object(members.into_iter().collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(reversed).collect()),
        other => other.clone(),
    }
}

#[test]
fn the_order_of_members_and_the_spelling_of_json_do_not_matter() {
    let (documents, issuers) = (documents(), Issuers::default());
    for suites in [&BOTH[..], &BOTH[..1], &BOTH[1..]] {
        let original = signed(unsigned(), suites);
        let known = accolade_credential::Known {
            as_of: own::at("2026-07-01T00:00:00Z"),
            documents: &documents,
            issuers: &issuers,
        };
        let compact = original.to_text();
        let escaped = compact.replace("Maya", r"\u004daya").replace("1.5", "15e-1").replace("https://", r"https:\/\/");
        assert_ne!(escaped, compact);
        for text in [compact, escaped, original.to_pretty(), reversed(&original).to_text()] {
            let judgement = accolade_credential::judge(text.as_bytes(), &known);
            assert_eq!(judgement.verdict.grade(), Grade::Verified, "{}", told(&judgement));
            assert_eq!(judgement, accolade_credential::judge_value(&own::parse(&text), &known));
        }
    }
}

#[test]
fn a_proof_of_another_credential_does_not_fit() {
    let (documents, issuers) = (documents(), Issuers::default());
    for suites in [&BOTH[..1], &BOTH[1..]] {
        let other = signed(own::with("Maya Lindqvist", "Ida Holm"), suites);
        let mut swapped = unsigned();
        if let (Json::Object(members), Some(proof)) = (&mut swapped, other.get("proof")) {
            members.insert("proof", proof.clone());
        }
        let judgement = judged_with(&swapped, &documents, &issuers);
        assert_eq!(judgement.verdict.grade(), Grade::Refused, "{}", told(&judgement));
        assert_eq!(judgement.checks[1].code(), "signature-bad");
    }
}

#[test]
fn the_same_meaning_in_another_spelling_hides_nothing() {
    // Canonical RDF signs meanings: each of these keeps the graph, or might in a looser reading.
    let original = signed(unsigned(), &[Suite::EddsaRdfc2022]).to_text();
    let cred = "https://www.w3.org/2018/credentials#";
    let rewritten = |from: &str, to: &str| {
        assert!(original.contains(from), "{from}");
        own::parse(&original.replacen(from, to, 1))
    };
    let end = r#""validUntil":"2029-05-12T09:00:00Z""#;
    let typed = r#"{"@value":"2029-05-12T09:00:00Z","@type":"http://www.w3.org/2001/XMLSchema#dateTime"}"#;
    let context = r#"context-3.0.3.json"]"#;
    let with_alias = rewritten(context, &format!(r#"context-3.0.3.json",{{"state":"{cred}credentialStatus"}}]"#));
    let hiding = [
        rewritten(end, &format!(r#""{cred}validUntil":{typed}"#)),
        rewritten(end, &format!(r#""validUntil":{typed}"#)),
        rewritten(end, r#""validUntil":["2029-05-12T09:00:00Z"]"#),
        rewritten(r#""credentialStatus":"#, &format!(r#""{cred}credentialStatus":"#)),
        own::parse(&with_alias.to_text().replacen(r#""credentialStatus":"#, r#""state":"#, 1)),
        rewritten(
            r#""id":"https://credentials.alderbay.example/credentials/k3n7/""#,
            r#""@id":"https://credentials.alderbay.example/credentials/k3n7/""#,
        ),
        rewritten(r#""type":["VerifiableCredential""#, r#""@type":["VerifiableCredential""#),
        own::parse(&format!(r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"@graph":[{original}]}}"#)),
    ];
    for json in hiding {
        let judgement = own::judged(&json);
        assert_ne!(judgement.verdict.grade(), Grade::Verified, "{}\n{}", json.to_text(), told(&judgement));
    }
    // These mean the same to a reader too, and read the same.
    let plain = own::judged(&own::parse(&original));
    let harmless = [
        rewritten(r#""name":"Maya Lindqvist""#, r#""name":{"@value":"Maya Lindqvist"}"#),
        rewritten(r#""tag":["speaking","rhetoric"]"#, r#""tag":["speaking","rhetoric","speaking"]"#),
        rewritten(r#""type":["Achievement"]"#, r#""type":"Achievement""#),
    ];
    for json in harmless {
        let judgement = own::judged(&json);
        assert_eq!(judgement.verdict.grade(), Grade::Verified, "{}", told(&judgement));
        assert_eq!(
            judgement.verdict.value().and_then(|c| c.recipient()),
            plain.verdict.value().and_then(|c| c.recipient())
        );
        assert_eq!(judgement.checks, plain.checks);
    }
}
