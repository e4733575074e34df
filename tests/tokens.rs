//! Credentials as compact JWS through the binary: published byte for byte, linked, and told with their algorithm and key.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use serde_json::Value;
use support::Project;
use support::signed::{Issuer, unsigned};

fn token(claims: &str) -> String {
    Issuer::new(3).token(&unsigned("talk", "A talk", "Maya Lindqvist", ""), claims)
}

/// What `verify --json` says of a file, in one line.
fn told(project: &Project, file: &str, status: i32) -> Value {
    let run = project.run(["verify", file, "--no-project", "--json"]).exits(status);
    serde_json::from_str(&run.stdout).expect("one JSON line")
}

#[test]
fn a_token_is_published_byte_for_byte_linked_and_told_by_its_algorithm_and_key() {
    let token = token("");
    let project = Project::portfolio().file("credentials/x.jwt", format!("{token}\n"));
    let run = project.run(["build", "-o", "_site"]).exits(0);
    assert!(run.stdout.contains("1 verified"), "{}{}", run.stdout, run.stderr);
    let tree = project.tree();
    let published: Vec<_> = tree.keys().filter(|path| path.ends_with("credential.jwt")).collect();
    let [path] = published[..] else { panic!("{published:?}") };
    assert_eq!(project.read(path), token);
    assert!(!tree.keys().any(|path| path.ends_with("credential.json")));
    let page = project.read(&path.replace("credential.jwt", "index.html"));
    assert!(
        page.contains("credentials/x/credential.jwt\"") && page.contains("Verified") && page.contains("A talk"),
        "{page}"
    );

    let line = told(&project, path, 0);
    assert_eq!((line["verdict"].as_str(), line["carrier"].as_str()), (Some("verified"), Some("jws")), "{line}");
    let proofs = line["proofs"].as_array().expect("proofs");
    assert_eq!(proofs.len(), 1);
    assert_eq!(proofs[0]["suite"], "JWS EdDSA");
    assert_eq!(proofs[0]["method"], Issuer::new(3).kid().as_str());
    assert_eq!(proofs[0]["outcome"], "pass");
    let run = project.run(["verify", "credentials/x.jwt", "--no-project"]).exits(0);
    let words: String = run.stdout.split_whitespace().collect();
    assert!(run.stdout.contains("Verified") && words.contains("JWSEdDSA") && words.contains(&Issuer::new(3).kid()));
}

#[test]
fn a_token_that_was_changed_or_that_nobody_signed_is_no_page() {
    let good = token("");
    let parts: Vec<&str> = good.split('.').collect();
    let other = token(r#","iat":1780000000"#);
    let moved = format!("{}.{}.{}", parts[0], other.split('.').nth(1).expect("three parts"), parts[2]);
    let none = format!("eyJhbGciOiJub25lIn0.{}.", parts[1]);
    for (token, code) in [(moved, "signature-bad"), (none, "alg-none")] {
        let project = Project::portfolio().file("credentials/x.jwt", &token);
        let line = told(&project, "credentials/x.jwt", 1);
        assert_eq!((line["verdict"].as_str(), line["checks"][1]["code"].as_str()), (Some("refused"), Some(code)));
        let run = project.run(["build", "-o", "_site"]).exits(1);
        assert!(run.stderr.contains("credentials/x.jwt"), "{}", run.stderr);
        assert!(!project.tree().keys().any(|path| path.ends_with("credential.jwt")));
    }
}

#[test]
fn the_end_that_a_token_states_counts() {
    // 2 June 2026.
    let project = Project::portfolio().file("credentials/x.jwt", token(r#","exp":1780358400"#));
    let line = told(&project, "credentials/x.jwt", 1);
    assert_eq!((line["verdict"].as_str(), line["checks"][3]["code"].as_str()), (Some("authentic"), Some("expired")));
}
