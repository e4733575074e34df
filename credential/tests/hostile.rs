//! Input made to break the judge: it answers, in bounded time, and never with "verified".
#[path = "hostile/monsters.rs"]
mod monsters;
mod own;

use std::time::{Duration, Instant};

use accolade_credential::sign::{SignError, Signer, Suite, sign};
use accolade_credential::{Documents, Grade, Issuers, Judgement, Known, Outcome, json, judge};
use own::{CREDENTIAL, at, documents, key, method, parse, signed, told};
use proptest::prelude::*;

/// Judges text and insists on an answer within a time that even a slow machine keeps.
fn answer(bytes: &[u8]) -> Judgement {
    let (documents, issuers) = (documents(), Issuers::default());
    let known = Known { as_of: at("2026-07-01T00:00:00Z"), documents: &documents, issuers: &issuers };
    let start = Instant::now();
    let judgement = judge(bytes, &known);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?} for {} bytes", start.elapsed(), bytes.len());
    judgement
}

fn refused(bytes: &[u8]) {
    let judgement = answer(bytes);
    assert_eq!(judgement.verdict.grade(), Grade::Refused, "{}", told(&judgement));
    assert_eq!(judgement.checks.len(), 5);
    if judgement.checks[0].outcome() != Outcome::Pass {
        // What cannot be read has no dates and no status that could be spoken of.
        assert!(judgement.checks[3..].iter().all(|c| c.outcome() == Outcome::Unknown), "{}", told(&judgement));
    }
}

#[test]
fn text_that_is_no_json_or_no_credential_is_refused() {
    let texts: [&[u8]; 14] = [
        b"",
        b"\0",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b"\"x\"",
        b"{\"a\":1,\"a\":1}",
        b"{\"a\":1e400}",
        b"{\"a\":NaN}",
        b"\xef\xbb\xbf{}",
        b"{\"a\":\"\xff\"}",
        b"{\"a\":\"\\ud800\"}",
        b"{} {}",
    ];
    texts.into_iter().for_each(refused);
}

#[test]
fn a_duplicate_member_at_any_depth_is_refused() {
    let good = signed(parse(CREDENTIAL), &own::BOTH).to_text();
    for (from, to) in [
        ("\"name\":\"Maya", "\"name\":\"Ida\",\"name\":\"Maya"),
        ("\"id\":\"did:web", "\"id\":\"did:web:x\",\"id\":\"did:web"),
        ("\"validUntil\"", "\"validUntil\":\"2040-01-01T00:00:00Z\",\"validUntil\""),
        ("\"proof\"", "\"proof\":[],\"proof\""),
    ] {
        assert!(good.contains(from), "{from}");
        refused(good.replacen(from, to, 1).as_bytes());
    }
}

#[test]
fn deep_nesting_is_refused_and_overflows_nothing() {
    for depth in [65, 1_000, 1_000_000] {
        refused("[".repeat(depth).as_bytes());
        refused(format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)).as_bytes());
    }
    let deep = format!("{}{}", "[".repeat(60), "]".repeat(60));
    refused(signed(parse(CREDENTIAL), &own::BOTH).to_text().replace("\"A talk\"", &deep).as_bytes());
}

#[test]
fn more_values_than_a_credential_ever_has_are_refused() {
    let values = |n: usize| format!("[{}]", vec!["1"; n].join(","));
    let at_most = json::MAX_VALUES;
    assert!(json::parse(values(at_most - 1).as_bytes()).is_ok());
    let error = json::parse(values(at_most).as_bytes()).expect_err("one too many, with the list");
    assert_eq!(error.message, format!("more than {at_most} values"));
    refused(values(at_most).as_bytes());
}

#[test]
fn very_long_text_and_many_members_are_answered() {
    let long = "x".repeat(10 * 1024 * 1024);
    refused(signed(parse(CREDENTIAL), &own::BOTH).to_text().replace("Gave three talks.", &long).as_bytes());
    refused(format!("{{\"proof\":{{\"type\":\"{long}\"}}}}").as_bytes());
    refused(" ".repeat(17 * 1024 * 1024).as_bytes());
    let members: Vec<String> = (0..100_000).map(|n| format!("\"m{n}\":{n}")).collect();
    refused(format!("{{{}}}", members.join(",")).as_bytes());
    let proofs = vec!["{}"; 100_000].join(",");
    refused(format!("{{\"proof\":[{proofs}]}}").as_bytes());
}

#[test]
fn many_proofs_cost_no_more_than_their_number() {
    let good = signed(parse(CREDENTIAL), &[Suite::EddsaRdfc2022]);
    let proof = good.get("proof").expect("a proof").items()[0].to_text();
    let many = vec![proof; 2_000].join(",");
    let text = CREDENTIAL.trim_end().trim_end_matches('}').to_owned() + &format!(",\"proof\":[{many}]}}");
    assert_ne!(answer(text.as_bytes()).verdict.grade(), Grade::Verified, "more proofs than anybody needs");
}

#[test]
fn graphs_made_to_take_long_are_answered() {
    // Blank nodes that all look alike: the canonical labels of such graphs can cost more than any time.
    let evidence = |n: usize| vec![r#"{"type":["Evidence"],"name":"the same"}"#; n].join(",");
    for n in [3, 30, 3_000] {
        let text = CREDENTIAL
            .replace(r#"{"id": "https://maya.example/talk", "type": ["Evidence"], "name": "A talk"}"#, &evidence(n));
        assert_ne!(text, CREDENTIAL);
        let key = key();
        let method = method();
        let signer = Signer { key: &key, verification_method: &method, created: at("2026-05-12T10:00:00Z") };
        let start = Instant::now();
        match sign(parse(&text), &signer, &[Suite::EddsaRdfc2022]) {
            Ok(signed) => {
                answer(signed.to_text().as_bytes());
            }
            Err(SignError::Canonical(why)) => assert!(n > 3, "{why}"),
            Err(other) => panic!("{other}"),
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{n} took {:?}", start.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        refused(&bytes);
    }

    #[test]
    fn a_signed_credential_with_any_one_byte_changed_is_not_verified_unless_it_reads_the_same(at in 0.0..1.0f64, to in any::<u8>()) {
        let original = signed(parse(CREDENTIAL), &[Suite::EddsaJcs2022]);
        let mut bytes = original.to_text().into_bytes();
        let index = ((bytes.len() as f64) * at) as usize;
        bytes[index] = to;
        if json::parse(&bytes) != Ok(original) {
            prop_assert_ne!(answer(&bytes).verdict.grade(), Grade::Verified);
        }
    }

    #[test]
    fn hostile_documents_in_place_of_did_json_and_list_never_verify(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut documents = Documents::default();
        for url in [own::DID_URL, own::LIST] {
            documents.insert(url, accolade_credential::Document { bytes: bytes.clone().into(), retrieved: None });
        }
        let judgement = own::judged_with(&signed(parse(CREDENTIAL), &own::BOTH), &documents, &Issuers::default());
        prop_assert_eq!(judgement.verdict.grade(), Grade::Refused);
    }
}
