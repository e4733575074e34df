//! What the ledger says against what the credentials say, through the binary: no command goes on where the two do not agree.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::{Project, Run};

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\nvalid_for: 2 years\n";
const AWARDS: &str = "name,badge,awarded,award_id,consent\nAda Obi,talk,2026-05-12,a1,public\nBo Li,talk,2026-05-12,a2,public\nCy Oh,talk,2026-05-12,a3,public\nDi Yu,talk,2026-05-12,a4,public\nEd Ax,talk,2026-05-12,a5,public\n";

fn registry(how: &str) -> Project {
    let project = Project::registry()
        .file("badges/talk.yaml", BADGE)
        .file("badges/lab.yaml", BADGE.replace("Talk", "Lab"))
        .file("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue", how]).exits(0);
    project
}

fn told(run: &Run, said: &[&str]) {
    for part in said {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
}

/// A field of the second line, as it is written.
fn field(project: &Project, name: &str) -> String {
    let ledger = project.read("ledger.jsonl");
    let line: serde_json::Value = serde_json::from_str(ledger.lines().nth(1).expect("a line")).expect("JSON");
    format!("\"{name}\":{}", line[name])
}

fn ids(project: &Project) -> Vec<String> {
    let ledger = project.read("ledger.jsonl");
    let all = ledger.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    all.map(|line| line["id"].as_str().expect("an id").to_owned()).collect()
}

/// Whoever believed the ledger would revoke another credential, and say that it was this one.
#[test]
fn a_line_that_its_credential_does_not_bear_out_stops_every_command() {
    for how in ["--separate", "--quiet"] {
        let project = registry(how);
        let ledger = project.read("ledger.jsonl");
        for (name, other, said) in [
            ("index", "77", "the ledger says place 77 of list 1 for its status, and the credential says place"),
            ("badge", "\"lab\"", "the badge \"lab\", and the credential says \"talk\""),
            ("sha256", "\"00\"", "the credential is not the one whose SHA-256 the ledger has"),
        ] {
            project.write("ledger.jsonl", ledger.replace(&field(&project, name), &format!("\"{name}\":{other}")));
            let before = project.tree();
            let commands: [&[&str]; 8] = [
                &["issue"],
                &["check"],
                &["build", "-o", "out"],
                &["revoke", "a2"],
                &["suspend", "a1"],
                &["resume", "a1"],
                &["reissue", "a2"],
                &["renew", "a1"],
            ];
            for command in commands {
                let run = project.run(command.iter().copied()).exits(1);
                told(&run, &["error[ledger-differs]", said, " --> ledger.jsonl:2:", &format!("\"{name}\":"), "help: "]);
            }
            assert!(project.tree() == before, "{name}: nothing was written");
            project.write("ledger.jsonl", &ledger);
        }
        project.run(["revoke", "a2"]).exits(0);
    }
}

#[test]
fn a_line_that_stands_there_twice_is_told_by_the_build_too() {
    let project = registry("--quiet");
    let ledger = project.read("ledger.jsonl");
    project.write("ledger.jsonl", format!("{ledger}{}\n", ledger.lines().next().expect("a line")));
    for command in ["issue", "check", "build"] {
        told(&project.run([command]).exits(1), &["error[bad-ledger]", "stands there twice", "ledger.jsonl:6"]);
    }
}

/// Version control may end lines in another way; the credential is the same.
#[test]
fn a_credential_in_other_lines_is_still_the_one_of_the_ledger() {
    for how in ["--separate", "--quiet"] {
        let project = registry(how);
        let files: Vec<String> = project.tree().into_keys().filter(|path| path.starts_with("credentials/")).collect();
        for file in files {
            project.write(&file, project.read(&file).replace('\n', "\r\n"));
        }
        project.run(["check"]).exits(0);
        project.run(["issue"]).exits(0);
        project.run(["revoke", "a2"]).exits(0);
    }
}

#[test]
fn what_the_ledger_says_is_gone_is_not_asked_for_whatever_happens_to_it_later() {
    let project = registry("--quiet");
    project.run(["forget", "Ada Obi"]).exits(0);
    project.run(["renew", "a2"]).exits(0);
    let old = ids(&project)[1].clone();
    // What was renewed is still with its holder, and can still be revoked.
    project.run(["revoke", &old]).exits(0);
    project.run(["check"]).exits(0);
    told(&project.run(["issue"]).exits(0), &["nothing new to issue"]);
    told(&project.run(["reissue", &old]).exits(1), &["the site holds it no longer"]);
}

/// A run that was cut short between two files, a file that somebody removed, a folder that was not copied.
#[test]
fn credentials_that_are_missing_are_named_and_nothing_is_published_without_them() {
    let project = registry("--quiet");
    project.run(["build", "-o", "out"]).exits(0);
    let before = project.tree();
    let (file, ids) = (project.read("credentials/spring.jsonl"), ids(&project));
    project.remove("credentials/spring.jsonl");
    for command in [&["check"][..], &["build", "-o", "out"]] {
        let run = project.run(command.iter().copied()).exits(1);
        told(&run, &["error[lost-credential]", "5 credentials of the ledger are in no file", "and 2 more"]);
        told(&run, &[&ids[0], &ids[2], " --> ledger.jsonl:1:", "run it again"]);
        assert!(!run.stderr.contains(&ids[3]), "{}", run.stderr);
    }
    project.run(["issue"]).exits(0);
    assert!(project.tree() == before, "the same to the byte");
    // One that is refused is told once, by what is wrong with it.
    project.write("credentials/spring.jsonl", file.replacen("Ada Obi", "Eve Obi", 1));
    let run = project.run(["check"]).exits(1);
    assert!(run.stderr.contains("credentials/spring.jsonl:1") && !run.stderr.contains("lost-"), "{}", run.stderr);
    project.write("credentials/spring.jsonl", file.split_once('\n').expect("lines").1);
    told(&project.run(["check"]).exits(1), &["1 credential of the ledger is in no file", &ids[0]]);
}

/// Without its ledger a site would sign all of it again, and give places away that are taken.
#[test]
fn nothing_is_issued_where_the_ledger_lacks_what_was() {
    for how in ["--separate", "--quiet"] {
        let project = registry(how);
        let (ledger, ids) = (project.read("ledger.jsonl"), ids(&project));
        project.remove("ledger.jsonl");
        let before = project.tree();
        let run = project.run(["issue"]).exits(1);
        told(
            &run,
            &["error[not-in-ledger]", "5 credentials that ledger.jsonl does not know", "and 2 more", "bring ledger"],
        );
        assert!(project.tree() == before);
        project.write("ledger.jsonl", ledger.split_once('\n').expect("lines").1);
        let before = project.tree();
        for command in [&["issue"][..], &["issue", "--dry-run"], &["reissue", "a2"], &["renew", "a2"]] {
            told(&project.run(command.iter().copied()).exits(1), &["error[not-in-ledger]", &ids[0], "credentials/"]);
        }
        assert!(project.tree() == before);
        project.run(["revoke", "a2"]).exits(0);
    }
}

#[test]
fn a_credential_of_another_issuer_may_lie_beside_those_of_the_site() {
    let other = support::signed::Issuer::new(7).issue("x", "Elsewhere", "Ada Obi");
    let project = registry("--quiet").file("credentials/other.json", other);
    told(&project.run(["issue"]).exits(0), &["nothing new to issue"]);
}
