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

/// A token whose issuer names the address of a person.
fn with_mail() -> String {
    let plain = unsigned("talk", "A talk", "Maya Lindqvist", "");
    let named = plain
        .replace("\"name\": \"Test Issuer\",", "\"name\": \"Test Issuer\", \"email\": \"ada.obi@students.example\",");
    assert_ne!(named, plain);
    Issuer::new(3).token(&named, "")
}

#[test]
fn an_address_within_a_token_is_told_in_a_portfolio_and_stops_a_registry() {
    for (file, text) in [("credentials/x.jwt", with_mail()), ("credentials/x.jsonl", with_mail() + "\n")] {
        let project = Project::portfolio().file(file, &text);
        let run = project.run(["build", "-o", "_site"]).exits(0);
        assert!(run.stderr.contains("warning[mail-address]") && run.stderr.contains(file), "{}", run.stderr);
        let project = Project::registry().file(file, &text);
        project.run(["keygen", "--plain"]).exits(0);
        let run = project.run(["build", "-o", "_site"]).exits(1);
        assert!(run.stderr.contains("credential.jwt holds an e-mail address (of students.example)"), "{}", run.stderr);
        assert!(!run.stderr.contains("ada.obi") && !project.has("_site/index.html"), "{}", run.stderr);
    }
    let project = Project::portfolio().file("credentials/x.jwt", token(""));
    let run = project.run(["build", "-o", "_site"]).exits(0);
    assert!(!run.stderr.contains("mail-address"), "{}", run.stderr);
}

#[test]
fn an_address_within_a_token_that_a_picture_carries_stops_a_registry() {
    const SVG: &str =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\"/></svg>\n";
    const PNG: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\xf8\x0f\x00\x01\x01\x01\x00\xb1\x38\xf6\x14\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
    let project = Project::registry().file("x.jwt", with_mail()).file("good.jwt", token(""));
    project.run(["keygen", "--plain"]).exits(0);
    for (plain, bytes) in [("a.svg", SVG.as_bytes()), ("a.png", PNG)] {
        let baked = format!("static/{plain}");
        project.write(plain, bytes);
        project.run(["bake", plain, "good.jwt", "-o", &baked]).exits(0);
        project.run(["build", "-o", "_site"]).exits(0);
        project.remove(&baked);
        project.run(["bake", plain, "x.jwt", "-o", &baked]).exits(0);
        let run = project.run(["build", "-o", "_site"]).exits(1);
        assert!(run.stderr.contains(&format!("{baked} holds an e-mail address")), "{}", run.stderr);
        project.remove(&baked);
    }
}
