//! What `accolade verify` says of the sample credentials, word for word, for every verdict that they can get; what it prints as JSON
//! against its published schema; and what it finds in every kind of file.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use std::path::Path;

use serde_json::Value;
use support::Project;
use support::signed::Issuer;

const TALK: &str = "credentials/public-speaking-foundations.json";

fn portfolio() -> Project {
    Project::copy_of("sample-site/portfolio")
}

fn said(project: &Project, args: &[&str], status: i32) -> String {
    let args = std::iter::once("verify").chain(args.iter().copied());
    let name = project.path().file_name().expect("a folder").to_string_lossy().into_owned();
    project.run(args).exits(status).stdout.replace(&format!("the project {name} "), "the project portfolio ")
}

fn lines(project: &Project, args: &[&str], status: i32) -> Vec<Value> {
    let args: Vec<_> = args.iter().copied().chain(["--json"]).collect();
    said(project, &args, status).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Name and verdict of each line.
fn verdicts(lines: &[Value]) -> Vec<String> {
    lines.iter().map(|l| format!("{} {}", l["file"], l["verdict"]).replace('"', "").replace("\\\\", "/")).collect()
}

#[test]
fn a_verified_credential_reads_like_a_report() {
    insta::assert_snapshot!(said(&portfolio(), &[TALK], 0));
}

#[test]
fn an_expired_one_says_that_it_is_genuine() {
    insta::assert_snapshot!(said(&portfolio(), &["credentials/studio-induction.json"], 1));
}

#[test]
fn without_the_issuers_document_nothing_is_claimed() {
    insta::assert_snapshot!(said(&portfolio(), &[TALK, "--no-project"], 1));
}

#[test]
fn what_the_holder_claims_is_no_credential() {
    insta::assert_snapshot!(said(&portfolio(), &["credentials/estuary-editor.yaml"], 1));
}

#[test]
fn a_changed_one_is_refused() {
    let project = portfolio();
    project.write("changed.json", project.read(TALK).replace("Maya Lindqvist", "Mary Lindqvist"));
    insta::assert_snapshot!(said(&project, &["changed.json"], 1));
}

#[test]
fn one_by_a_key_that_nobody_knows_is_told_apart_from_its_issuers() {
    let unsigned =
        support::signed::unsigned("a", "A talk", "Maya Lindqvist", "").replace("DID", "https://issuer.example");
    let signed = Issuer::new(7).sign(&unsigned, &[accolade_credential::sign::Suite::EddsaRdfc2022]);
    let project = Project::new().file("a.json", signed.to_pretty());
    insta::assert_snapshot!(said(&project, &["a.json"], 1));
}

#[test]
fn a_name_that_another_issuer_has_here_is_taken_for_nobodys() {
    let project = portfolio();
    project.write("credentials/forged.json", Issuer::new(9).issue("x", "Doctor of Medicine", "Maya Lindqvist"));
    project.run(["build"]).exits(0);
    let page = project.read("public/credentials/forged/index.html");
    assert!(page.contains("which calls itself “Test Issuer”."), "nobody vouches for the name");
    // The same, once the site knows somebody by that name.
    let other = "id: did:web:issuer.example\nname: test issuer\nwhy: my school\n";
    project.write("issuers/test.yaml", other);
    let told = said(&project, &["credentials/forged.json"], 0);
    assert!(told.contains("not the issuer that is known here by this name"), "{told}");
    assert_eq!(lines(&project, &["credentials/forged.json"], 0)[0]["recognition"], "namesake");
    let run = project.run(["build"]).exits(1);
    assert!(
        run.stderr.contains("error[namesake]") && run.stderr.contains("credentials/forged.json:"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("add this identifier to issuers/ as well"), "{}", run.stderr);
    // One that is listed by its identifier may have any name.
    project.write("issuers/test.yaml", other.replace("did:web:issuer.example", &did(&Issuer::new(9))));
    assert_eq!(lines(&project, &["credentials/forged.json"], 0)[0]["recognition"], "listed");
    project.run(["build"]).exits(0);
}

fn did(issuer: &Issuer) -> String {
    issuer.kid().split('#').next().expect("an identifier").to_owned()
}

#[test]
fn what_cannot_be_read_says_why() {
    let project = Project::new().file("a.json", "{\"a\": 1, \"a\": 2}").file("b", [0xff, 0x00, 0x01]);
    insta::assert_snapshot!(said(&project, &["a.json", "b", "nowhere.png"], 1));
}

#[test]
fn several_files_end_with_a_sum() {
    let text = said(&Project::copy_of("sample-site/registry"), &["credentials"], 1);
    let sum: Vec<_> = text.lines().rev().take(4).collect();
    insta::assert_snapshot!(sum.into_iter().rev().collect::<Vec<_>>().join("\n"), @r"

          110 verified
            4 authentic: genuine, but not in force, or not known to be
    110 of 114 verified as of 24 November 2026
    ");
}

#[test]
fn quiet_tells_only_what_is_not_verified() {
    let project = portfolio();
    assert_eq!(said(&project, &[TALK, "--quiet"], 0), "");
    let text = said(&project, &["credentials", "--quiet"], 1);
    assert!(text.starts_with("credentials") && text.contains("studio-induction.json"), "{text}");
    assert!(!text.contains("Verified") && !text.contains("verified as of"), "{text}");
}

#[test]
fn a_report_fits_its_width_and_has_colour_only_when_asked() {
    let project = portfolio();
    let run = project.run_with(["verify", TALK], &[("COLUMNS", "60")], "").exits(0);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 60), "{}", run.stdout);
    assert!(!run.stdout.contains('\u{1b}'));
    let run = project.run(["verify", TALK, "--color", "always"]).exits(0);
    assert!(
        run.stdout.contains("\u{1b}[1m\u{1b}[32mVerified as of") || run.stdout.contains("mVerified as of"),
        "{:?}",
        run.stdout
    );
    for odd in ["", "0", "many", "99999999999999999999"] {
        project.run_with(["verify", TALK], &[("COLUMNS", odd)], "").exits(0);
    }
}

#[test]
fn the_project_that_one_works_in_or_names_is_used_and_no_other() {
    let project = Project::new();
    for (path, bytes) in support::tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-site/portfolio")) {
        project.write(&format!("site/{path}"), bytes);
    }
    project.write("loose.json", project.read("site/credentials/public-speaking-foundations.json"));
    let inside = "site/credentials/public-speaking-foundations.json";
    let told = |args: &[&str], status: i32| {
        let line = lines(&project, args, status).remove(0);
        (line["verdict"].as_str().expect("word").to_owned(), line["project"].as_str().map(str::to_owned))
    };
    assert_eq!(told(&[inside], 1), ("refused".into(), None));
    assert_eq!(told(&[inside, "--lock", "site"], 0), ("verified".into(), Some("site".into())));
    assert_eq!(told(&["loose.json"], 1), ("refused".into(), None));
    assert_eq!(told(&["loose.json", "--lock", "site"], 0), ("verified".into(), Some("site".into())));
    assert_eq!(told(&[inside, "--no-project"], 1), ("refused".into(), None));
    project.run(["verify", inside, "--lock", "site", "--no-project"]).exits(2);
    project.run(["verify", "loose.json", "--lock", "nowhere"]).exits(2);

    // Whoever works in a project has it for files from anywhere, from each of its folders.
    for (folder, file) in [("site", "../loose.json"), ("site/credentials", "../../loose.json")] {
        let mut command = project.command(["verify", file, "--json"]);
        let output = command.current_dir(project.path().join(folder)).output().expect("the binary runs");
        let line: Value = serde_json::from_slice(&output.stdout).expect("one JSON line");
        assert_eq!((&line["verdict"], &line["project"]), (&"verified".into(), &"site".into()), "{line}");
        assert_eq!((&line["project_not_used"], output.stderr.len()), (&Value::Null, 0), "{line}");
    }

    // A document that was changed since it was fetched is not used, and that is said.
    for (path, _) in project.tree().iter().filter(|(path, _)| path.contains(".accolade/")) {
        project.write(path, project.read(path) + " ");
    }
    let mut command = project.command(["verify", "../loose.json", "--json"]);
    let output = command.current_dir(project.path().join("site")).output().expect("the binary runs");
    let (line, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{line}{said}");
    assert!(
        line.contains("\"verdict\":\"authentic\"") && said.contains("changed since it was fetched"),
        "{line}{said}"
    );
    project.run(["verify", inside, "--lock", "site"]).exits(2);
}

#[test]
fn what_a_walk_passes_over_is_counted_in_words_alone() {
    let project = Project::new()
        .file("all/a.json", Issuer::new(3).issue("a", "A talk", "Maya Lindqvist"))
        .file("all/drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"/>")
        .file("all/notes.txt", "words");
    let text = said(&project, &["all"], 0);
    assert!(
        text.contains(
            "\n        1 picture, PDF or JSON file in the folder carries no credential: passed over\n1 of 1 "
        ),
        "{text}"
    );
    project.write("all/more/drawing.svg", project.read("all/drawing.svg"));
    assert!(said(&project, &["all"], 0).contains(" 2 pictures, PDFs or JSON files in the folder carry no credential"));
    assert_eq!(lines(&project, &["all"], 0).len(), 1);
    assert_eq!(said(&project, &["all", "--quiet"], 0), "");
    // A file that was named is judged, whatever it is.
    let told = lines(&project, &["all/drawing.svg"], 1);
    assert_eq!(told[0]["verdict"], "refused");
}

#[test]
fn json_lines_are_judged_line_by_line_whatever_the_file_is_called() {
    let issuer = Issuer::new(3);
    let line = |n: usize| {
        let json = issuer.issue(&n.to_string(), "A talk", "Maya Lindqvist");
        serde_json::from_str::<Value>(&json).expect("JSON").to_string()
    };
    let project = Project::new()
        .file("all.jsonl", format!("{}\n\n{}\n", line(1), line(2).replace("Maya", "Mary")))
        .file("dump", format!("{}\n{}\n", line(3), line(4)))
        .file("none.jsonl", "\n");
    let told = lines(&project, &["all.jsonl", "dump", "none.jsonl"], 1);
    assert_eq!(
        verdicts(&told),
        ["all.jsonl:1 verified", "all.jsonl:3 refused", "dump:1 verified", "dump:2 verified", "none.jsonl refused"]
    );
    let run = project.run_with(["verify", "-", "--json"], &[], &project.read("dump")).exits(0);
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
    // In order, however many there are.
    let many: String = (0..600).map(|n| line(n) + "\n").collect();
    project.write("many.jsonl", many);
    let told = lines(&project, &["many.jsonl"], 0);
    assert_eq!(told.len(), 600);
    assert!(told.iter().enumerate().all(|(at, line)| line["file"] == format!("many.jsonl:{}", at + 1)));
}

#[test]
fn yaml_is_known_by_what_it_says_and_notes_are_no_credential() {
    let project = portfolio();
    let json: Value = serde_json::from_str(&project.read(TALK)).expect("JSON");
    // JSON's strings are YAML's, so one member a line is YAML, and no JSON.
    let yaml: String =
        json.as_object().expect("object").iter().map(|(name, value)| format!("\"{name}\": {value}\n")).collect();
    project.write("credentials/talk", &yaml);
    project.write("credentials/talk.txt", &yaml);
    project.write("credentials/readme.txt", "nothing to see");
    let told = lines(&project, &["credentials/talk", "credentials/talk.txt"], 0);
    assert!(told.iter().all(|line| line["carrier"] == "yaml" && line["verdict"] == "verified"), "{told:?}");
    let told = lines(&project, &["credentials/public-speaking-foundations.yaml"], 1);
    assert_eq!(told[0]["checks"][0]["note"], "These are a holder's own words in a project, not a credential.");
    let names = verdicts(&lines(&project, &["credentials"], 1));
    assert_eq!(
        names,
        [
            "credentials/media-literacy.json verified",
            "credentials/peer-mentoring.json verified",
            "credentials/public-speaking-foundations.json verified",
            "credentials/studio-induction.json authentic",
            "credentials/talk verified",
            "credentials/talk.txt verified",
        ]
    );
}

#[test]
fn every_member_that_is_printed_stands_in_the_schema() {
    let project = portfolio();
    project.write("broken.json", "{");
    let schema: Value = serde_json::from_str(&said(&project, &["--json-schema"], 0)).expect("JSON");
    let told = lines(&project, &["credentials", "broken.json", "nowhere.json"], 1);
    assert!(told.len() >= 6);
    for line in &told {
        fits(line, &schema, "$");
    }
}

/// Types, names and listed values of the schema; the tests against other programs ask a whole validator.
fn fits(value: &Value, schema: &Value, at: &str) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    match (&schema["type"], &schema["enum"]) {
        (Value::Null, Value::Array(values)) => assert!(values.contains(value), "{at}: {value}"),
        (Value::String(only), _) => assert_eq!(only, kind, "{at}"),
        (Value::Array(kinds), _) => assert!(kinds.iter().any(|k| k == kind), "{at}: {kind}"),
        other => panic!("{at}: the schema says {other:?}"),
    }
    for item in value.as_array().into_iter().flatten() {
        fits(item, &schema["items"], &format!("{at}[]"));
    }
    if let Value::Object(members) = value {
        let required: Vec<_> =
            schema["required"].as_array().expect("required").iter().filter_map(Value::as_str).collect();
        let names: Vec<_> = members.keys().map(String::as_str).collect();
        assert!(required.iter().all(|name| names.contains(name)), "{at}: {names:?}");
        for (name, member) in members {
            let schema = schema["properties"].get(name).unwrap_or_else(|| panic!("{at}.{name} is not in the schema"));
            fits(member, schema, &format!("{at}.{name}"));
        }
    }
}

#[test]
fn the_other_json_of_a_published_site_is_passed_over_and_what_is_named_is_not() {
    let project = Project::copy_of("sample-site/portfolio");
    project.run(["build", "--as-of", "2026-11-24"]).exits(0);
    let told = lines(&project, &["public", "--lock", "."], 1);
    let files: Vec<&str> = told.iter().filter_map(|line| line["file"].as_str()).collect();
    assert!(files.iter().any(|file| file.ends_with("credential.json")), "{files:?}");
    let other = ["manifest", "index.json", "oembed", "resume", "known.json", "did.json"];
    assert!(!files.iter().any(|file| other.iter().any(|other| file.contains(other))), "{files:?}");
    assert!(told.iter().all(|line| line["verdict"] != "refused"), "{files:?}");
    let text = said(&project, &["public", "--lock", "."], 1);
    assert!(text.contains("JSON files in the folder carry no credential: passed over"), "{text}");
    assert_eq!(lines(&project, &["public/resume.json"], 1)[0]["verdict"], "refused");
    // A credential that lost its context is no other JSON.
    project.write("public/lost.json", r#"{"type": ["VerifiableCredential"], "credentialSubject": {}, "proof": {}}"#);
    assert!(lines(&project, &["public", "--lock", "."], 1).iter().any(|line| line["verdict"] == "refused"));
}
