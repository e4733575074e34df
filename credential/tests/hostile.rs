//! Input made to break the judge: it answers, in bounded time, and never with "verified".

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

/// What is judged within five seconds in the development profile, whatever it is.
fn soon(name: &str, bytes: &[u8]) -> Judgement {
    let start = Instant::now();
    let judgement = answer(bytes);
    let took = start.elapsed();
    println!("{name}: {} bytes, {took:?}, {:.3} us a byte", bytes.len(), took.as_secs_f64() * 1e6 / bytes.len() as f64);
    assert!(took < Duration::from_secs(5), "{name} took {took:?} for {} bytes", bytes.len());
    judgement
}

/// The credential with one piece of its text replaced.
fn instead(from: &str, to: &str) -> String {
    assert!(CREDENTIAL.contains(from), "{from}");
    CREDENTIAL.replacen(from, to, 1)
}

/// The text of a credential with these proofs, signed or not.
fn with_proofs(credential: &str, proofs: &[String]) -> Vec<u8> {
    let open = credential.trim_end().trim_end_matches('}').to_owned();
    (open + &format!(",\"proof\":[{}]}}", proofs.join(","))).into_bytes()
}

/// A proof that is well-formed and holds for nothing.
fn proof(suite: &str, more: &str) -> String {
    let value = format!("z{}", "1".repeat(64));
    format!(
        r#"{{"type":"DataIntegrityProof","cryptosuite":"{suite}","proofPurpose":"assertionMethod","verificationMethod":"{}","proofValue":"{value}"{more}}}"#,
        method()
    )
}

fn many(n: usize, one: &dyn Fn(usize) -> String) -> String {
    (0..n).map(one).collect::<Vec<_>>().join(",")
}

fn members() -> String {
    many(100_000, &|n| format!("\"m{n}\":{n}"))
}

/// Credentials without a proof that are large, deep or hard to tell apart in every way that we know.
fn monsters() -> Vec<(&'static str, String)> {
    let evidence = r#"[{"id": "https://maya.example/talk", "type": ["Evidence"], "name": "A talk"}]"#;
    let members = members();
    let vocab = |text: String| {
        text.replace(
            "context-3.0.3.json\"]",
            "context-3.0.3.json\",\"https://www.w3.org/ns/credentials/undefined-terms/v2\"]",
        )
    };
    let long = "x".repeat(1024 * 1024);
    let mut all: Vec<(&str, String)> = Vec::new();
    let mut add = |name, text: String| all.push((name, text));
    add("a string of 10 MB", instead("Gave three talks.", &"x".repeat(10 << 20)));
    add("100,000 members", instead("\"tag\":", &format!("{members},\"tag\":")));
    add("100,000 members that a vocabulary defines", vocab(instead("\"tag\":", &format!("{members},\"tag\":"))));
    add(
        "a million items",
        instead("[\"speaking\", \"rhetoric\"]", &format!("[{}]", many(1_000_000, &|n| format!("\"{n}\"")))),
    );
    add(
        "a million items alike",
        instead("[\"speaking\", \"rhetoric\"]", &format!("[{}]", many(1_000_000, &|_| "\"t\"".into()))),
    );
    add(
        "10,000 contexts",
        CREDENTIAL.replace(
            "context-3.0.3.json\"]",
            &format!("context-3.0.3.json\",{}]", many(10_000, &|_| "\"https://www.w3.org/ns/credentials/v2\"".into())),
        ),
    );
    add(
        "10,000 types",
        instead("\"OpenBadgeCredential\"", &many(10_000, &|n| format!("\"OpenBadgeCredential\",\"urn:t:{n}\""))),
    );
    add(
        "100,000 subjects of one id",
        instead(
            "\"credentialSubject\": {",
            &format!(
                "\"credentialSubject\": [{},{{",
                many(100_000, &|_| "{\"id\":\"urn:s\",\"achievement\":\"urn:a\"}".into())
            ),
        )
        .replace("\"value\": \"A\"}]\n  }", "\"value\": \"A\"}]\n  }]"),
    );
    add(
        "results that each seek a description",
        instead(
            "[{\"type\": [\"Result\"], \"resultDescription\": \"urn:uuid:0a1b\", \"value\": \"A\"}]",
            &format!(
                "[{}]",
                many(60_000, &|n| format!(
                    "{{\"type\":[\"Result\"],\"resultDescription\":\"urn:r:{n}\",\"value\":\"A\"}}"
                ))
            ),
        )
        .replace(
            "[{\"id\": \"urn:uuid:0a1b\"",
            &format!("[{},{{\"id\": \"urn:uuid:0a1b\"", many(60_000, &|n| format!("{{\"id\":\"urn:r:{n}\"}}"))),
        ),
    );
    add("1,000 status entries", CREDENTIAL.replace("\"credentialStatus\": {", &format!("\"credentialStatus\": [{},{{", many(1_000, &|n| format!("{{\"id\":\"urn:e:{n}\",\"type\":\"BitstringStatusListEntry\",\"statusPurpose\":\"revocation\",\"statusListIndex\":\"{n}\",\"statusListCredential\":\"{}\"}}", own::LIST)))).trim_end().trim_end_matches('}').to_owned() + "}]}");
    add("huge integers", instead("1.5", &"9".repeat(1 << 20)));
    for n in [6, 9, 40] {
        add(
            "blank things alike",
            instead(evidence, &format!("[{}]", many(n, &|_| r#"{"type":["Evidence"],"name":"the same"}"#.into())))
                .replace("\"id\": \"https://credentials.alderbay.example/credentials/k3n7/\",", ""),
        );
        add(
            "blank things alike by names of a megabyte",
            vocab(
                instead(
                    evidence,
                    &format!(
                        "[{}]",
                        many(n.min(9), &|_| format!(
                            "{{\"type\":[\"Evidence\"],\"{long}\":{{\"type\":[\"Evidence\"]}}}}"
                        ))
                    ),
                )
                .replace("\"id\": \"https://credentials.alderbay.example/credentials/k3n7/\",", ""),
            ),
        );
    }
    let trees = |depth: usize| {
        (0..depth).fold(r#"{"type":["Evidence"]}"#.to_owned(), |inner, _| {
            format!("{{\"type\":[\"Evidence\"],\"a\":[{inner},{inner}]}}")
        })
    };
    for depth in [3, 8, 14] {
        add("mirrored trees", vocab(instead(evidence, &trees(depth))));
    }
    let deep = format!("{}{}{}", "{\"a\":".repeat(50), "\"x\"", "}".repeat(50));
    add("deep objects", vocab(instead("\"A talk\"", &deep)));
    all
}

#[test]
fn every_kind_of_hostile_text_is_answered_soon() {
    let mut cases: Vec<(&str, Vec<u8>)> = Vec::new();
    for suite in ["eddsa-rdfc-2022", "eddsa-jcs-2022"] {
        cases.extend(monsters().into_iter().map(|(name, text)| (name, with_proofs(&text, &[proof(suite, "")]))));
        let chained: Vec<String> = (0..16)
            .map(|n| {
                proof(
                    suite,
                    &format!(",\"id\":\"urn:p:{n}\",\"previousProof\":[{}]", many(16, &|m| format!("\"urn:p:{m}\""))),
                )
            })
            .collect();
        cases.push((
            "16 proofs, each on all",
            with_proofs(&instead("Gave three talks.", &"x".repeat(900_000)), &chained),
        ));
        let listed =
            proof(suite, &format!(",\"id\":\"urn:p\",\"previousProof\":[{}]", many(500_000, &|_| "\"urn:p\"".into())));
        cases.push(("a list of 500,000 previous proofs", with_proofs(CREDENTIAL, &[listed])));
        let members = members();
        cases.push(("a proof of 100,000 members", with_proofs(CREDENTIAL, &[proof(suite, &format!(",{members}"))])));
    }
    let mut worst = (0.0, "");
    for (name, bytes) in &cases {
        let start = Instant::now();
        assert_ne!(soon(name, bytes).verdict.grade(), Grade::Verified, "{name}");
        let cost = start.elapsed().as_secs_f64() * 1e6 / bytes.len() as f64;
        if cost > worst.0 {
            worst = (cost, name);
        }
    }
    println!("worst: {:.3} us a byte ({})", worst.0, worst.1);
}

/// The issuer itself, or somebody with its key, signs a monster: the answer comes as soon, and is a refusal by a limit or the truth.
#[test]
fn monsters_under_a_good_signature_are_answered_soon() {
    let (key, method) = (key(), method());
    let signer = Signer { key: &key, verification_method: &method, created: at("2026-05-12T10:00:00Z") };
    let (mut signed, mut refused) = (0, 0);
    for suite in own::BOTH {
        for (name, text) in monsters() {
            let Ok(json) = json::parse(text.as_bytes()) else { continue };
            let Ok(json) = sign(json, &signer, &[suite]) else { continue };
            signed += 1;
            let judgement = soon(name, json.to_text().as_bytes());
            match judgement.verdict.grade() {
                Grade::Verified | Grade::Authentic => {}
                Grade::Refused => refused += 1,
                other => panic!("{name}: {other}: {}", told(&judgement)),
            }
        }
    }
    println!("{signed} signed, {refused} of them refused");
    assert!(signed > 20 && refused < signed, "{signed} signed, {refused} refused");
}
