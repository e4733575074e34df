//! Commands that were cut short when the ledger had been written and the credentials not yet: the next command completes them, whatever
//! became of rows and keys.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use std::collections::BTreeSet;

use support::Project;

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\nvalid_for: 2 years\n";
const AWARDS: &str =
    "name,badge,awarded,award_id,consent\nAda Obi,talk,2026-05-12,a1,public\nBo Li,talk,2026-05-12,a2,public\n";

fn registry(how: &str) -> Project {
    let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue", how]).exits(0);
    project
}

/// A copy of a project in which `change` was run, as it stands when that is killed right after the ledger: the credentials are those of
/// before, and beside them are the files that were to take their places.
fn killed(project: &Project, change: &[&str]) -> (Project, Project) {
    let copy = || {
        let copy = Project::new();
        for (path, bytes) in project.tree() {
            copy.write(&path, bytes);
        }
        copy
    };
    let (done, cut) = (copy(), copy());
    done.run(change.iter().copied()).exits(0);
    let before = project.tree();
    for (path, bytes) in done.tree() {
        let Some(name) = path.strip_prefix("credentials/") else {
            cut.write(&path, bytes);
            continue;
        };
        if before.get(&path) == Some(&bytes) {
            continue;
        }
        // A file of many is written with what it had and what is new; what is gone is taken out at the end.
        let mut all = before.get(&path).cloned().unwrap_or_default();
        let had: BTreeSet<Vec<u8>> = all.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        match name.ends_with(".jsonl") {
            true => {
                let new = bytes.split_inclusive(|byte| *byte == b'\n');
                all.extend(new.filter(|line| !had.contains(line.trim_ascii_end())).flatten());
            }
            false => all = bytes,
        }
        cut.write(&format!("credentials/.accolade-{name}-a1b2c3.part"), all);
    }
    (done, cut)
}

fn lines(project: &Project) -> BTreeSet<String> {
    let files = project.tree().into_iter().filter(|(path, _)| path.starts_with("credentials/"));
    let lines = |(path, bytes): (String, Vec<u8>)| match path.ends_with(".jsonl") {
        true => String::from_utf8(bytes).expect("UTF-8").lines().map(str::to_owned).collect(),
        false => vec![String::from_utf8(bytes).expect("UTF-8")],
    };
    files.flat_map(lines).collect()
}

#[test]
fn what_takes_the_place_of_another_is_there_after_the_next_command() {
    for how in ["--separate", "--quiet"] {
        let changes: [&[&str]; 4] = [
            &["renew", "a1", "--expires", "2031-01-01"],
            &["reissue", "a1", "--name", "Adaeze Obi"],
            &["reissue", "a1", "--as-signed"],
            &["issue"],
        ];
        for change in changes {
            let project = registry(how);
            match change {
                ["issue"] => project.write("awards/autumn.csv", AWARDS.replace(",a1", ",b1").replace(",a2", ",b2")),
                // The row says something else by then.
                ["reissue", .., "--as-signed"] => {
                    project.write("awards/spring.csv", AWARDS.replace("Ada Obi", "A. Obi"))
                }
                _ => {}
            }
            let (done, cut) = killed(&project, change);
            cut.run(["check"]).exits(1);
            let run = cut.run(["issue"]).exits(0);
            assert!(run.stderr.contains("a run that was cut short is completed"), "{how} {change:?}: {}", run.stderr);
            assert!(!run.stdout.contains("issued 1"), "{how} {change:?}: {}", run.stdout);
            assert_eq!(lines(&cut), lines(&done), "{how} {change:?}");
            assert_eq!(cut.read("ledger.jsonl"), done.read("ledger.jsonl"), "{how} {change:?}");
            cut.run(["check"]).exits(0);
        }
    }
}

#[test]
fn a_whole_registry_that_is_signed_again_is_not_lost() {
    let project = registry("--quiet");
    let old = project.run(["keys", "list", "--json"]).exits(0).stdout;
    let old: serde_json::Value = serde_json::from_str(old.lines().next().expect("a line")).expect("JSON");
    let old = old["key"].as_str().expect("a key").to_owned();
    project.write("badges/talk.yaml", format!("{BADGE}workload: 3\n"));
    project.run(["keys", "rotate", "--plain"]).exits(0);
    project.run(["keys", "compromised", &old, "--since", "2026-01-01"]).exits(0);
    let (done, cut) = killed(&project, &["reissue", "--key-of", &old]);
    let run = cut.run(["issue"]).exits(0);
    assert!(run.stderr.contains("a run that was cut short is completed"), "{}", run.stderr);
    assert_eq!(lines(&cut), lines(&done));
    cut.run(["check"]).exits(0);
}

#[test]
fn a_credential_stays_while_the_one_that_was_to_take_its_place_is_nowhere() {
    let project = registry("--quiet");
    let (_, cut) = killed(&project, &["renew", "a1", "--expires", "2031-01-01"]);
    cut.remove("credentials/.accolade-spring.jsonl-a1b2c3.part");
    cut.run(["check"]).exits(1);
    let before = lines(&cut);
    let run = cut.run(["renew", "a2", "--expires", "2031-01-01"]);
    assert!(lines(&cut).is_superset(&before) || run.status == Some(0), "{}", run.stderr);
    assert!(lines(&cut).iter().any(|line| line.contains("Ada Obi")), "{}", run.stderr);
}

/// The run that completes it has nothing left to do, whatever name it was given.
#[test]
fn a_renewal_that_was_cut_short_is_done_when_it_is_said_again() {
    for how in ["--separate", "--quiet"] {
        for expires in [&["--expires", "2031-01-01"][..], &[]] {
            let project = registry(how);
            let slug = project.slugs()[0].clone();
            for name in [&slug, "a1"] {
                let renew: Vec<&str> = ["renew", name].iter().chain(expires).copied().collect();
                let (done, cut) = killed(&project, &renew);
                let run = cut.run(renew.iter().copied()).exits(0);
                assert!(run.stderr.contains("a run that was cut short is completed"), "{}", run.stderr);
                let day = if expires.is_empty() { "2028-11-24" } else { "2031-01-01" };
                assert!(run.stdout.contains(&format!("was renewed before, until {day}")), "{}", run.stdout);
                assert_eq!(lines(&cut), lines(&done), "{how} {name}");
                assert_eq!(cut.read("ledger.jsonl"), done.read("ledger.jsonl"), "{how} {name}");
                cut.run(["check"]).exits(0);
                // Another day is another wish.
                let run = cut.run(["renew", &slug, "--expires", "2032-01-01"]).exits(1);
                assert!(run.stderr.contains("already-replaced"), "{}", run.stderr);
            }
        }
    }
}
