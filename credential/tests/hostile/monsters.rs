//! Texts that are made to take long, with and without a signature that holds.

use super::*;

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
