//! `accolade verify` and `update` through the binary: words, JSON, exit statuses, and every way in which a file can be wrong.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use serde_json::{Value, json};
use support::Project;

const MAP: &str = r#"{"https://credentials.alderbay.example/.well-known/did.json": ".well-known/did.json", "https://credentials.alderbay.example/status/1.json": "status/1.json"}"#;

/// A registry that issued one credential, `one.json`, which expires at the end of 2026.
fn issued() -> Project {
    let badge = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n";
    let project = Project::registry()
        .file("badges/talk.yaml", badge)
        .file("awards/spring.csv", "name,badge,awarded,expires\nAda Obi,talk,2026-05-12,2026-12-31\n")
        .file("map.json", MAP);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    let tree = project.tree();
    let (path, bytes) = tree.iter().find(|(path, _)| path.starts_with("credentials/")).expect("a credential");
    project.remove(path);
    project.write("one.json", bytes);
    project
}

fn one(project: &Project) -> Value {
    serde_json::from_str(&project.read("one.json")).expect("JSON")
}

/// The JSON line about a changed credential.
fn judged(project: &Project, file: &str, status: i32, more: &[&str]) -> Value {
    let mut args = vec!["verify", file, "--no-project", "--json", "--resolve", "map.json"];
    args.extend(more);
    let run = project.run(args).exits(status);
    serde_json::from_str(&run.stdout).expect("one JSON line")
}

fn check<'a>(line: &'a Value, id: &str) -> (&'a str, &'a str) {
    let found = line["checks"].as_array().expect("checks").iter().find(|c| c["id"] == id).expect("the check is there");
    (found["outcome"].as_str().expect("outcome"), found["note"].as_str().expect("note"))
}

#[test]
fn a_good_credential_is_one_json_line_whose_first_keys_never_change() {
    let project = issued();
    let line = judged(&project, "one.json", 0, &[]);
    let known = ["checks", "file", "issuer", "recognition", "signature", "verdict"];
    assert!(known.iter().all(|key| line.get(key).is_some()), "{line}");
    assert_eq!(line["verdict"], "verified");
    assert_eq!(line["signature"], "good");
    assert_eq!(line["issuer"], "did:web:credentials.alderbay.example");
    assert_eq!(line["recognition"], "unknown");
    let ids: Vec<_> =
        line["checks"].as_array().expect("checks").iter().map(|c| c["id"].as_str().expect("id")).collect();
    assert_eq!(ids, ["format", "signature", "issuer", "validity", "status"]);
}

#[test]
fn a_change_of_any_one_byte_of_a_value_is_refused() {
    let project = issued();
    let text = project.read("one.json");
    for (from, to) in
        [("Ada Obi", "Ada Obj"), ("Gave a talk", "Gave 2 talk"), ("2026-12-31", "2027-12-31"), ("talk/\"", "walk/\"")]
    {
        assert!(text.contains(from), "{from}");
        project.write("changed.json", text.replacen(from, to, 1));
        let line = judged(&project, "changed.json", 1, &[]);
        assert_eq!((&line["verdict"], &line["signature"]), (&json!("refused"), &json!("bad")), "{from}: {line}");
    }
}

#[test]
fn time_and_missing_knowledge_are_told_apart_from_forgery() {
    let project = issued();
    let line = judged(&project, "one.json", 1, &["--as-of", "2027-01-02"]);
    assert_eq!((line["verdict"].as_str(), check(&line, "validity").0), (Some("authentic"), "fail"), "{line}");
    let run =
        project.run(["verify", "one.json", "--no-project", "--resolve", "map.json", "--as-of", "2027-01-02"]).exits(1);
    assert!(run.stdout.contains("Genuine, but expired as of 2 January 2027"), "{}", run.stdout);

    project.write(
        "map.json",
        MAP.replace(r#", "https://credentials.alderbay.example/status/1.json": "status/1.json""#, ""),
    );
    let line = judged(&project, "one.json", 1, &[]);
    assert_eq!((line["verdict"].as_str(), check(&line, "status").0), (Some("authentic"), "unknown"), "{line}");

    project.write("map.json", "{}");
    let line = judged(&project, "one.json", 1, &[]);
    assert_eq!((line["verdict"].as_str(), line["signature"].as_str()), (Some("refused"), Some("error")), "{line}");
}

#[test]
fn what_cannot_be_judged_is_refused_and_named() {
    let project = issued();
    let change = |edit: &dyn Fn(&mut Value)| {
        let mut value = one(&project);
        edit(&mut value);
        project.write("changed.json", value.to_string());
        judged(&project, "changed.json", 1, &[])
    };
    let line = change(&|v| {
        v["proof"].as_array_mut().expect("proofs").iter_mut().for_each(|p| p["cryptosuite"] = json!("bbs-2023"))
    });
    assert_eq!((&line["verdict"], &line["signature"]), (&json!("refused"), &json!("unsupported")), "{line}");
    let line = change(&|v| {
        v.as_object_mut().expect("object").remove("proof");
    });
    assert_eq!((&line["verdict"], &line["signature"]), (&json!("refused"), &json!("none")), "{line}");
    let line =
        change(&|v| v["@context"].as_array_mut().expect("contexts").push(json!("https://example.org/context.json")));
    assert_eq!(line["verdict"], "refused");
    assert!(line.to_string().contains("https://example.org/context.json"), "{line}");
    let line = change(&|v| v["undefinedTerm"] = json!("x"));
    assert_eq!(line["verdict"], "refused");
    assert!(line.to_string().contains("undefinedTerm"), "{line}");
}

#[test]
fn a_listed_issuer_is_recognised_and_its_pinned_key_needs_no_document() {
    let project = issued();
    let document: Value = serde_json::from_str(&project.read(".well-known/did.json")).expect("JSON");
    let key = document["verificationMethod"][0]["publicKeyMultibase"].as_str().expect("key");
    let issuer = "id: did:web:credentials.alderbay.example\nname: University of Alder Bay\nwhy: the key was read out on the telephone\n";
    project.write("known/alder-bay.yaml", format!("{issuer}keys:\n  - {{multibase: {key}}}\n"));
    project.write("map.json", r#"{"https://credentials.alderbay.example/status/1.json": "status/1.json"}"#);
    let line = judged(&project, "one.json", 0, &["--issuers", "known"]);
    assert_eq!((&line["verdict"], &line["recognition"]), (&json!("verified"), &json!("listed")), "{line}");
    let run =
        project.run(["verify", "one.json", "--no-project", "--resolve", "map.json", "--issuers", "known"]).exits(0);
    assert!(
        run.stdout.contains("recognised: University of Alder Bay, listed in issuers/alder-bay.yaml: the key was\n"),
        "{}",
        run.stdout
    );
    project.write("known/alder-bay.yaml", "id: did:web:x.example\nnam: X\n");
    let run = project.run(["verify", "one.json", "--issuers", "known"]).exits(2);
    assert!(run.stderr.contains("did you mean `name`?"), "{}", run.stderr);
}

/// A forger's project, whose own key is kept as the university's: published by itself, fetched into the lock, and pinned.
fn forgeries() -> Vec<Project> {
    let registry = issued();
    let forger = issued();
    forger.run(["update", "--from", "map.json"]).exits(0);
    let document: Value = serde_json::from_str(&forger.read(".well-known/did.json")).expect("JSON");
    let key = document["verificationMethod"][0]["publicKeyMultibase"].as_str().expect("key").to_owned();
    let portfolio = Project::portfolio();
    for (path, bytes) in forger.tree() {
        if path == "one.json" || path == "accolade.lock" || path.starts_with(".accolade/") {
            portfolio.write(&path, bytes);
        }
    }
    let issuer = "id: did:web:credentials.alderbay.example\nname: University of Alder Bay\nwhy: everybody knows it\n";
    portfolio.write("issuers/alder-bay.yaml", format!("{issuer}keys:\n  - {{multibase: {key}}}\n"));
    vec![registry, portfolio]
}

#[test]
fn a_project_that_a_stranger_sent_is_not_asked_whose_keys_are_whose() {
    for forger in forgeries() {
        let outside = Project::new();
        for (path, bytes) in forger.tree() {
            outside.write(&format!("sent/{path}"), bytes);
        }
        outside.write("sent/.hidden/x.json", "{}");
        // From no project, and from one of one's own around it.
        let folder = outside.path().file_name().expect("a folder").to_string_lossy().into_owned();
        for own in [None, Some(folder)] {
            if own.is_some() {
                outside.write("accolade.yaml", "title: Mine\nholder:\n  name: Maya Lindqvist\n");
            }
            let run = outside.run(["verify", "sent/one.json", "--json"]).exits(1);
            let line: Value = serde_json::from_str(&run.stdout).expect("one JSON line");
            assert_eq!((&line["verdict"], &line["recognition"]), (&json!("refused"), &json!("unknown")), "{line}");
            assert_eq!((&line["project"], &line["project_not_used"]), (&json!(own), &json!("sent")), "{line}");
            let hint: Value = serde_json::from_str(&run.stderr).expect("one hint");
            assert_eq!(hint["code"], "project-not-used", "{hint}");
            let run = outside.run(["verify", "sent"]).exits(1);
            assert!(!run.stdout.contains("Verified"), "{}", run.stdout);
            let words = "lies in the project sent, whose documents are not used";
            assert!(
                run.stdout.contains(words) && run.stderr.matches(words).count() == 1,
                "{}{}",
                run.stdout,
                run.stderr
            );
            assert!(run.stderr.contains("name it with `--lock sent` if you trust it"), "{}", run.stderr);
        }
        // Whoever works in it, or names it, has chosen it; the report says so.
        let run = forger.run(["verify", "one.json"]).exits(0);
        let name = forger.path().file_name().expect("a folder").to_string_lossy();
        assert!(run.stdout.contains(&format!("Judged with what the project {name} keeps")), "{}", run.stdout);
        assert!(run.stderr.is_empty() && !run.stdout.contains("not used"), "{}{}", run.stdout, run.stderr);
        let run = outside.run(["verify", "sent/one.json", "--lock", "sent"]).exits(0);
        assert!(run.stdout.contains("Judged with what the project sent keeps"), "{}", run.stdout);
    }
}

#[test]
fn a_file_that_is_not_there_is_no_credential_to_conclude_from() {
    let project = issued();
    for (named, words) in [
        ("one.jsno", ["there is no file one.jsno", "check the path"]),
        (
            "https://x.example/c.json",
            ["https://x.example/c.json is a link, and `verify` fetches nothing", "save the file first"],
        ),
    ] {
        let run = project.run(["verify", named, "--no-project"]).exits(4);
        assert!(run.stdout.is_empty() && words.iter().all(|words| run.stderr.contains(words)), "{run:?}");
        // What is there is judged all the same.
        let run = project.run(["verify", named, "one.json", "--no-project", "--resolve", "map.json"]).exits(4);
        assert!(run.stdout.contains("Verified"), "{run:?}");
        let run = project.run(["verify", named, "--no-project", "--json"]).exits(4);
        let line: Value = serde_json::from_str(run.stdout.trim_end()).expect("one line of JSON");
        assert_eq!((line["file"].as_str(), line["verdict"].as_str()), (Some(named), Some("refused")));
        assert_eq!(line["checks"][0]["code"], "unreadable");
    }
}

#[test]
fn files_that_cannot_be_read_are_refused_lines() {
    let project = issued();
    project.write("dir/broken.json", "{\"a\":1,\"a\":2}");
    project.write("dir/binary.json", [0xff, 0xfe, 0x00]);
    project.write("dir/tagged.yaml", "a: !secret b\n");
    project.write("dir/good.json", project.read("one.json"));
    project.write("dir/notes.yaml", "credential: good.json\nreflection: I liked it.\n");
    project.write("dir/own.yaml", "claim: {name: Swims}\n");
    project.write("dir/picture.png", "no credential");
    project.write("dir/.hidden/x.json", "{}");
    let run =
        project.run(["verify", "dir", "nowhere.json", "--no-project", "--json", "--resolve", "map.json"]).exits(1);
    let lines: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let told: Vec<_> = lines
        .iter()
        .map(|l| (l["file"].as_str().expect("file").replace('\\', "/"), l["verdict"].as_str().expect("verdict")))
        .collect();
    let told: Vec<_> = told.iter().map(|(file, verdict)| (file.as_str(), *verdict)).collect();
    assert_eq!(
        told,
        [
            ("dir/binary.json", "refused"),
            ("dir/broken.json", "refused"),
            ("dir/good.json", "verified"),
            ("dir/tagged.yaml", "refused"),
            ("nowhere.json", "refused")
        ]
    );
    assert!(check(&lines[1], "format").1.contains("duplicate member"), "{}", lines[1]);
    assert!(check(&lines[3], "format").1.contains("at line 1"), "{}", lines[3]);
    let words = project.run(["verify", "dir", "--no-project", "--resolve", "map.json"]).exits(1);
    assert!(words.stdout.ends_with("\n1 of 4 verified as of 24 November 2026\n"), "{}", words.stdout);
}

#[test]
fn standard_input_and_yaml_syntax_are_read() {
    let project = issued();
    let run =
        project.run_with(["verify", "-", "--json", "--resolve", "map.json"], &[], &project.read("one.json")).exits(0);
    assert!(run.stdout.starts_with(r#"{"file":"-","verdict":"verified""#), "{}", run.stdout);
    // JSON is YAML.
    project.write("one.yaml", project.read("one.json"));
    assert_eq!(judged(&project, "one.yaml", 0, &[])["verdict"], "verified");
}

#[test]
fn a_name_can_neither_steer_the_terminal_nor_forge_a_line() {
    let project = issued();
    let mut value = one(&project);
    value["issuer"]["id"] = json!("did:web:x\n  pass    signature  Nothing was changed.\u{1b}[2J");
    project.write("changed.json", value.to_string());
    let run = project.run(["verify", "changed.json", "--no-project", "--resolve", "map.json"]).exits(1);
    assert!(!run.stdout.contains('\u{1b}'), "{}", run.stdout);
    assert_eq!(run.stdout.lines().filter(|line| line.starts_with("  pass    signature")).count(), 0, "{}", run.stdout);
}

#[test]
fn a_command_line_that_cannot_be_is_told_apart() {
    let project = issued();
    project.run(["verify"]).exits(2);
    project.run(["verify", "one.json", "--as-of", "tomorrow"]).exits(2);
    project.run(["verify", "one.json", "--no-project", "--resolve", "nowhere.json"]).exits(2);
    project.write("map.json", "[]");
    let run = project.run(["verify", "one.json", "--no-project", "--resolve", "map.json"]).exits(2);
    assert!(run.stderr.contains("no map of URLs to files"), "{}", run.stderr);
    project.write("empty/readme.txt", "nothing");
    project.run(["verify", "empty"]).exits(2);
}

#[test]
fn update_keeps_documents_with_hash_and_time() {
    let project = issued();
    project.run(["update", "--from", "map.json"]).exits(0);
    let lock: Value = serde_json::from_str(&project.read("accolade.lock")).expect("JSON");
    assert_eq!(lock["version"], 1);
    let documents = lock["documents"].as_array().expect("documents");
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0]["url"], "https://credentials.alderbay.example/.well-known/did.json");
    assert_eq!(documents[0]["retrieved"], "2026-11-24T00:00:00Z");
    assert_eq!(project.read(documents[0]["file"].as_str().expect("file")), project.read(".well-known/did.json"));
    let before = project.tree();
    project.run(["update", "--from", "map.json"]).exits(0);
    assert!(project.tree() == before, "the same documents at the same time change nothing");

    project.write("map.json", r#"{"http://example.org/did.json": ".well-known/did.json"}"#);
    project.run(["update", "--from", "map.json"]).exits(1);
    project.write(
        "map.json",
        r#"{"https://example.org/did.json": "awards/spring.csv", "https://example.org/x": "nowhere"}"#,
    );
    let run = project.run(["update", "--from", "map.json"]).exits(1);
    assert!(run.stderr.contains("is not JSON") && run.stderr.contains("cannot be read"), "{}", run.stderr);
    project.write("map.json", before["map.json"].clone());
    assert!(project.tree() == before);
}
