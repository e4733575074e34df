//! Commands on a disk that takes no more: what stands there stays whole, the message says what to do, and the same command later
//! does all of it. A limit on the size of a file stands in for the disk: it needs no rights, and cuts any file at any place.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::{Project, Run, Tree};

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n";

/// A registry with one award that is issued.
fn registry() -> Project {
    let project = Project::registry()
        .file("badges/talk.yaml", BADGE)
        .file("awards/first.csv", "name,badge,awarded,consent,award_id\nAda Obi,talk,2026-05-12,public,a1\n");
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project
}

/// Runs it where no file may grow past so many blocks of 512 bytes, as if the disk were full there.
fn limited(project: &Project, blocks: usize, args: &[&str]) -> Run {
    let accolade = project.command(args.iter().copied());
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", &blocks.to_string()]);
    shell.arg(accolade.get_program()).args(accolade.get_args()).current_dir(project.path()).env_clear();
    shell.envs(accolade.get_envs().filter_map(|(name, value)| Some((name, value?))));
    project.finish(&mut shell, "")
}

/// Gives the disk more and more room until it suffices; before that nothing may have changed. Says how often it failed.
fn until_it_fits(project: &Project, args: &[&str], of: impl Fn(&Project) -> Tree) -> usize {
    let before = of(project);
    for failed in 0..20 {
        let run = limited(project, (1 << failed) - 1, args);
        if run.status == Some(0) {
            return failed;
        }
        let run = run.exits(4);
        assert!(run.stderr.contains("cannot write ") && run.stderr.contains("run this again"), "{}", run.stderr);
        assert!(of(project) == before, "{args:?} changed something where {} blocks fit", (1 << failed) - 1);
    }
    panic!("it never fits");
}

fn ids(project: &Project, below: &str) -> Vec<String> {
    let tree = project.tree();
    let files = tree.iter().filter(|(path, _)| path.starts_with(below));
    let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).expect("text");
    let values = files.flat_map(|(path, bytes)| match path.ends_with(".jsonl") {
        true => text(bytes).lines().map(str::to_owned).collect(),
        false => vec![text(bytes)],
    });
    let id = |text: String| serde_json::from_str::<serde_json::Value>(&text).expect("JSON")["id"].to_string();
    let mut ids: Vec<String> = values.map(id).collect();
    ids.sort();
    ids
}

#[test]
fn a_full_disk_in_mid_batch_leaves_ledger_and_credentials_as_they_were() {
    for how in ["--quiet", "--separate"] {
        let rows: String = (0..12).map(|n| format!("Holder Of Row {n},talk,2026-05-13,public\n")).collect();
        let project = registry().file("awards/spring.csv", format!("name,badge,awarded,consent\n{rows}"));
        let failed = until_it_fits(&project, &["issue", how], Project::tree);
        assert!(failed > 2, "{how}: the disk was full in the middle of a file too: {failed}");
        assert_eq!(ids(&project, "ledger.jsonl").len(), 13);
        assert_eq!(ids(&project, "ledger.jsonl"), ids(&project, "credentials/"), "{how}");
    }
}

#[test]
fn a_first_issue_on_a_full_disk_is_completed_by_the_next() {
    let project = registry();
    for lost in ["ledger.jsonl", "credentials/first.jsonl", "status/1.json", ".well-known/did.json"] {
        project.remove(lost);
    }
    limited(&project, 0, &["issue"]).exits(4);
    assert!(!project.has(".well-known/did.json") && !project.has("ledger.jsonl"));
    project.run(["issue"]).exits(0);
    assert_eq!(ids(&project, "ledger.jsonl"), ids(&project, "credentials/"));
}

#[test]
fn list_ledger_and_rows_change_together_or_not_at_all_on_a_full_disk() {
    for args in [&["revoke", "a1"][..], &["reissue", "a1", "--name", "Ada Obi-Lind"], &["forget", "Ada Obi"]] {
        let project = registry();
        let before = project.tree();
        assert!(until_it_fits(&project, args, Project::tree) > 0, "{args:?}");
        assert!(project.tree() != before, "{args:?}");
    }
}

#[test]
fn keys_document_and_lists_change_together_or_not_at_all_on_a_full_disk() {
    let project = registry();
    let old = project.read("keys/issuer.pem");
    assert!(until_it_fits(&project, &["keys", "rotate", "--plain"], Project::tree) > 1);
    assert_ne!(project.read("keys/issuer.pem"), old);
    let retired = project.tree().into_iter().find(|(path, _)| path.starts_with("keys/retired-"));
    let (path, bytes) = retired.expect("the old key is kept");
    assert_eq!(String::from_utf8(bytes).expect("text"), old);
    let name = path["keys/retired-".len()..].trim_end_matches(".pem").to_owned();
    let args = ["keys", "compromised", &name, "--since", "2026-06-15"];
    assert!(until_it_fits(&project, &args, Project::tree) > 1, "{name}");
    assert!(project.read(".well-known/did.json").contains("revoked"));
}

#[test]
fn a_build_on_a_full_disk_leaves_the_published_site_and_is_done_by_the_next() {
    let project = registry();
    let published = |project: &Project| support::tree(&project.path().join("out"));
    project.run(["build", "-o", "out"]).exits(0);
    project.write("badges/talk.yaml", BADGE.replace("Gave a talk", "Gave a long talk"));
    assert!(until_it_fits(&project, &["build", "-o", "out"], published) > 2);
    project.run(["build", "-o", "anew"]).exits(0);
    assert!(published(&project) == support::tree(&project.path().join("anew")));
}

#[test]
fn commands_of_a_project_that_issues_nothing_say_what_to_do_on_a_full_disk_too() {
    let project = Project::portfolio()
        .file("saved.json", r#"{"id": "did:web:other.example"}"#)
        .file("map.json", r#"{"https://other.example/did.json": "saved.json"}"#);
    for args in [&["update", "--from", "map.json"][..], &["new", "site"], &["theme", "new", "plain"]] {
        let run = limited(&project, 0, args).exits(4);
        assert!(
            run.stderr.contains("cannot write ") && run.stderr.contains("run this again"),
            "{args:?} {}",
            run.stderr
        );
    }
}

/// A script that is told that all is well takes half a list for the whole.
#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_a_failure() {
    let project = registry();
    let full = || std::fs::File::options().write(true).open("/dev/full").expect("it is there");
    let commands: [&[&str]; 6] = [
        &["verify", "credentials", "--json"],
        &["check", "--json"],
        &["check"],
        &["keys", "list", "--json"],
        &["issue", "--dry-run"],
        &["verify", "--json-schema"],
    ];
    for command in commands {
        let output = project.command(command.iter().copied()).stdout(full()).output().expect("the binary runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(4), "{command:?}: {said}");
        assert!(said.contains("standard output cannot be written"), "{command:?}: {said}");
    }
    // What went wrong otherwise is still told by its own status.
    let mut wrong = project.command(["verify", "nowhere.json", "--json"]);
    assert_ne!(wrong.stdout(full()).output().expect("the binary runs").status.code(), Some(0));
}
