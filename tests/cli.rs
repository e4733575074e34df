//! The command line as a contract: exit statuses, help, version, diagnostics as text and as JSON, `new`.

mod support;

use support::Project;

#[test]
fn help_and_version_are_no_errors_and_nonsense_is() {
    let project = Project::new();
    assert!(project.run(["--version"]).exits(0).stdout.starts_with("accolade "));
    let help = project.run(["--help"]).exits(0).stdout;
    for command in ["new", "check", "build", "serve"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in {help}");
        assert!(project.run([command, "--help"]).exits(0).stdout.contains("Usage:"), "{command}");
    }
    for wrong in [
        &["fly"] as &[&str],
        &[],
        &["build", "--colour"],
        &["build", "--as-of", "soon"],
        &["build", "--base-url", "here"],
        &["man", "fly"],
        &["man", "build", "fly"],
        &["theme"],
    ] {
        let run = project.run(wrong.iter().copied()).exits(2);
        assert!(run.stdout.is_empty() && !run.stderr.is_empty(), "{run:?}");
    }
    assert!(project.tree().is_empty());
}

#[test]
fn completions_and_manual_name_the_commands() {
    let project = Project::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(project.run(["completions", shell]).exits(0).stdout.contains("build"), "{shell}");
    }
    assert!(project.run(["man"]).exits(0).stdout.starts_with(".ie"));
    assert!(project.run(["man", "build"]).exits(0).stdout.contains("output"));
    assert!(project.run(["man", "theme", "new"]).exits(0).stdout.contains("extends"));
}

#[test]
fn an_empty_folder_says_what_to_do() {
    let project = Project::new();
    for command in ["check", "build"] {
        let run = project.run([command]).exits(1);
        assert!(run.stderr.contains("has no accolade.yaml") && run.stderr.contains("accolade new"), "{run:?}");
        project.run([command, "nowhere"]).exits(4);
    }
    project.run(["serve", "nowhere"]).exits(4);
    assert!(project.tree().is_empty());
}

#[test]
fn diagnostics_are_json_lines_when_asked_for_and_all_are_told() {
    let project = Project::new().file("accolade.yaml", "titel: Maya\nholder:\n  nam: Maya\n");
    let run = project.run(["check", "--json"]).exits(1);
    let found: Vec<serde_json::Value> =
        run.stderr.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert!(found.len() >= 2, "{run:?}");
    let unknown = found.iter().find(|d| d["code"] == "unknown-field").expect("it is named");
    assert_eq!((&unknown["severity"], &unknown["place"]["file"]), (&"error".into(), &"accolade.yaml".into()));
    assert_eq!(unknown["place"]["line"], 1);
    let text = project.run(["check"]).exits(1).stderr;
    assert!(
        text.contains("error[unknown-field]") && text.contains("accolade.yaml:1:1") && text.contains(" errors"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "no colour where there is no terminal");
    assert!(project.run(["check", "--color", "always"]).exits(1).stderr.contains('\u{1b}'));
}

#[test]
fn a_quiet_build_says_nothing_and_a_json_build_says_it_in_json() {
    let project = Project::portfolio();
    let run = project.run(["build", "--quiet"]).exits(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    let run = project.run(["build", "--json", "-o", "other"]).exits(0);
    let told: serde_json::Value = serde_json::from_str(&run.stdout).expect("one object");
    assert_eq!(told["credentials"]["refused"], 0);
    assert!(told["written"].as_u64() > Some(3), "{told}");
    let run = project.run(["check", "--json"]).exits(0);
    assert!(serde_json::from_str::<serde_json::Value>(&run.stdout).expect("one object")["files"].as_u64() > Some(3));
}

#[test]
fn a_quiet_publication_says_nothing_but_what_is_wrong() {
    let project = Project::portfolio();
    project.run(["build", "--quiet"]).exits(0);
    let asked = project.run(["publish", "place", "--dry-run", "--quiet"]).exits(0);
    assert!(asked.stdout.contains("would be uploaded") && !project.has("place"), "{asked:?}");
    let run = project.run(["publish", "place", "--quiet"]).exits(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    assert!(project.run(["publish", "place"]).exits(0).stdout.contains("0 uploaded"));
    project.write("other/index.html/mine.txt", "mine");
    let run = project.run(["publish", "other", "--quiet"]).exits(1);
    assert!(run.stderr.contains("index.html/mine.txt stands there already"), "{run:?}");
    assert_eq!(project.tree().keys().filter(|path| path.starts_with("other/")).count(), 1, "nothing is uploaded");
}

#[test]
fn a_new_site_is_in_order_and_never_takes_the_place_of_a_file() {
    for (kind, wanted) in
        [(&["new", "site"] as &[&str], "1 self-declared"), (&["new", "site", "--registry"], "no credentials yet")]
    {
        let project = Project::new();
        let run = project.run(kind.iter().copied()).exits(0);
        assert!(run.stderr.contains("Next:"), "{run:?}");
        let before = project.tree();
        assert!(before.contains_key("site/.github/workflows/publish.yml") && before.contains_key("site/.gitignore"));
        let attributes = String::from_utf8_lossy(&before["site/.gitattributes"]);
        for signed in ["/.accolade/**", "/credentials/**", "/status/**", "/ledger.jsonl"] {
            assert!(attributes.lines().any(|line| line == format!("{signed} -text")), "{attributes}");
        }
        let run = project.run(["check", "site"]).exits(0);
        assert!(run.stdout.contains(wanted) && !run.stderr.contains("error"), "{run:?}");
        let run = project.run(kind.iter().copied()).exits(2);
        assert!(run.stderr.contains("there already"), "{run:?}");
        assert_eq!(project.tree(), before);
        // One file in the way is enough, and the others are not written.
        let other = Project::new().file("site/accolade.yaml", "mine");
        other.run(kind.iter().copied()).exits(2);
        assert_eq!(other.tree().len(), 1);
    }
}

#[test]
fn a_new_site_may_begin_in_a_folder_with_other_files() {
    let project = Project::new().file("LICENSE", "mine");
    project.run(["new", "."]).exits(0);
    project.run(["build"]).exits(0);
    assert!(project.has("public/index.html") && project.has("public/credentials/first-aid/index.html"));
}

#[test]
fn a_new_registry_issues_and_publishes_what_it_verifies() {
    let project = Project::new();
    project.run(["new", ".", "--registry"]).exits(0);
    assert!(project.read(".gitattributes").contains("ledger.jsonl merge=union"), "two people can issue");
    let secret = [("ACCOLADE_PASSPHRASE", "correct horse battery staple")];
    project.run_with(["keygen"], &secret, "").exits(0);
    project.run_with(["issue"], &secret, "").exits(0);
    let run = project.run(["build"]).exits(0);
    assert!(run.stdout.contains("credentials: 3 verified\n"), "{run:?}");
    assert!(project.has("public/.well-known/did.json") && project.has("public/status/1.json"));
    let home = project.read("public/index.html") + &project.read("public/credentials/index.html");
    assert!(home.contains("Ada Example") && !home.contains("Bo Example"), "only who agreed is listed");
    assert!(!project.tree().iter().any(|(path, _)| path.starts_with("public/") && path.contains("issuer.pem")));
}

#[test]
fn a_gallery_says_as_json_where_it_is() {
    let project = Project::new();
    let run = project.run(["gallery", "--json"]).exits(0);
    let told: serde_json::Value = serde_json::from_str(&run.stdout).expect("one object");
    assert_eq!(told["file"], "gallery.html");
    assert_eq!(told["bytes"], project.read_bytes("gallery.html").len());
    let run = project.run(["gallery", "--json"]).exits(4);
    let told: serde_json::Value = serde_json::from_str(&run.stderr).expect("one object");
    assert_eq!((told["code"].as_str(), run.stdout.as_str()), (Some("exists"), ""));
}

#[test]
fn a_folder_that_is_not_there_is_the_same_kind_of_failure_for_every_command() {
    let project = Project::new();
    for command in [
        &["check", "nowhere"][..],
        &["build", "nowhere"],
        &["report", "nowhere"],
        &["update", "nowhere"],
        &["issue", "nowhere"],
        &["issue", "nowhere", "--dry-run"],
        &["revoke", "--dir", "nowhere", "x"],
        &["reissue", "--dir", "nowhere", "x"],
        &["forget", "--dir", "nowhere", "x"],
        &["keys", "list", "--dir", "nowhere"],
        &["keys", "rotate", "--plain", "--dir", "nowhere"],
        &["pack", "--dir", "nowhere", "--for", "x", "y"],
        &["gallery", "--certificates", "--dir", "nowhere"],
    ] {
        let run = project.run(command.iter().copied());
        assert_eq!(run.status, Some(4), "{command:?}: {}", run.stderr);
        assert!(run.stderr.contains("error[no-project]: there is no folder nowhere"), "{command:?}: {}", run.stderr);
        assert!(!project.has("nowhere"), "{command:?}: nothing is made");
    }
}
