//! The site's own status lists through the binary: one that nobody can rely on is told, and is signed again when the ledger says the same.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::{Project, Run};

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n";
const AWARDS: &str = "name,badge,awarded,award_id,consent\nAda Obi,talk,2026-05-12,a1,public\nBo Li,talk,2026-05-12,a2,public\nCy Oh,talk,2026-05-12,a3,public\n";
const FILES: [&str; 4] = [".well-known/did.json", "keys/issuer.pem", "status/1.json", "ledger.jsonl"];

fn registry() -> Project {
    let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    project.write("accolade.yaml", project.read("accolade.yaml") + "  status: {suspension: true}\n");
    project.run(["keygen", "--plain"]).exits(0);
    at(&project, "2026-06-01", &["issue"]).exits(0);
    project
}

fn at(project: &Project, day: &str, args: &[&str]) -> Run {
    project.run(args.iter().copied().chain(["--as-of", day]))
}

fn told(run: &Run, said: &[&str]) {
    for part in said {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
}

fn kept(project: &Project) -> [String; 4] {
    FILES.map(|file| project.read(file))
}

fn put_back(project: &Project, files: &[String; 4]) {
    FILES.iter().zip(files).for_each(|(file, text)| project.write(file, text));
}

/// A registry after version control joined two branches: the key was replaced on one, and the other, with the old key, signed the list
/// that was kept. `more` is done on the first branch, too.
fn merged(more: &[&str]) -> Project {
    let project = registry();
    let before = kept(&project);
    at(&project, "2026-07-02", &["revoke", "a2"]).exits(0);
    let other = kept(&project);
    put_back(&project, &before);
    at(&project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    if !more.is_empty() {
        at(&project, "2026-07-01", more).exits(0);
    }
    let last = other[3].lines().last().expect("the revocation");
    project.write("ledger.jsonl", format!("{}{last}\n", project.read("ledger.jsonl")));
    project.write("status/1.json", &other[2]);
    project
}

#[test]
fn a_status_list_that_nobody_can_rely_on_stops_the_build() {
    let project = registry();
    project.run(["check"]).exits(0);
    project.run(["revoke", "a1"]).exits(0);
    project.run(["check"]).exits(0);
    let (list, suspension) = (project.read("status/1.json"), project.read("status/1-suspension.json"));
    let (head, tail) = list.split_once("  \"issuer\"").expect("an issuer");
    let conflict = format!("{head}<<<<<<< HEAD\n  \"issuer\"{tail}");
    for (broken, said) in [
        (String::new(), "it cannot be read"),
        (list.replace("\"proofValue\": \"z", "\"proofValue\": \"zzzz"), "the signature is malformed"),
        (list.replace("\"encodedList\": \"u", "\"encodedList\": \"x"), "it holds no list that can be read"),
        (list.replace("\"validFrom\": \"2026", "\"validFrom\": \"2025"), "it was changed after it was signed"),
        (suspension.clone(), "it is for another purpose"),
        (conflict, "version control left a conflict in it"),
    ] {
        project.write("status/1.json", broken);
        for command in [&["check"][..], &["build", "-o", "out"]] {
            let run = project.run(command.iter().copied()).exits(1);
            told(&run, &["error[bad-status-list]", said, " status/1.json", "help: "]);
            assert_eq!(run.stderr.matches("bad-status-list").count(), 1, "{}", run.stderr);
        }
    }
    told(&project.run(["check"]).exits(1), &["status/1.json:", "keep the file as one side has it, whole"]);
    project.write("status/1.json", &list);
    project.write("status/1-suspension.json", list.replace("status/1.json", "status/1-suspension.json"));
    let run = project.run(["check"]).exits(1);
    told(&run, &["error[bad-status-list]", "status/1-suspension.json", "for another purpose, \"revocation\""]);
    project.write("status/1-suspension.json", suspension);
    let run = at(&project, "2026-06-01", &["check"]).exits(1);
    told(&run, &["error[bad-status-list]", "if --as-of names a day before it was signed"]);
    project.run(["check"]).exits(0);
}

#[test]
fn a_list_that_an_ended_key_signed_is_told_and_signed_again_by_saying_what_the_ledger_says() {
    let project = merged(&[]);
    let slug = project.slugs()[1].clone();
    let run = project.run(["check"]).exits(1);
    told(&run, &["error[bad-status-list]", "gave this key up", &format!("accolade revoke {slug}")]);
    let ledger = project.read("ledger.jsonl");
    let run = project.run(["revoke", &slug]).exits(0);
    assert!(run.stdout.contains("was revoked before"), "{}", run.stdout);
    told(&run, &["status/1.json is signed again"]);
    assert_eq!(project.read("ledger.jsonl"), ledger);
    let run = project.run(["check"]).exits(0);
    assert!(run.stdout.contains("2 verified, 1 authentic"), "{}", run.stdout);
    let list = project.read("status/1.json");
    project.run(["revoke", &slug]).exits(0);
    assert_eq!(project.read("status/1.json"), list, "it is good now");
}

#[test]
fn a_list_that_an_ended_key_signed_is_not_signed_again_where_the_ledger_says_otherwise() {
    let project = merged(&["revoke", "a1"]);
    let slugs = project.slugs();
    let list = project.read("status/1.json");
    for command in [&["revoke", "a2"][..], &["revoke", "a3"], &["reissue", "a3"], &["keys", "rotate", "--plain"]] {
        let before = project.read("ledger.jsonl");
        let run = project.run(command.iter().copied()).exits(1);
        told(&run, &["error[bad-status-list]", &format!("the ledger says otherwise of {}", slugs[0]), "check"]);
        assert_eq!(project.read("status/1.json"), list, "{command:?}");
        assert_eq!(project.read("ledger.jsonl"), before, "{command:?}");
    }
    project.run(["revoke", "a1", "a2"]).exits(0);
    project.run(["check"]).exits(0);
}

#[test]
fn issuing_signs_the_list_again_that_an_ended_key_signed_and_nothing_on_an_altered_one() {
    let project = merged(&[]);
    project.run(["issue"]).exits(0);
    told(&project.run(["check"]).exits(1), &["bad-status-list"]);
    project.write("awards/autumn.csv", "name,badge,awarded,award_id\nDi Yu,talk,2026-05-12,a4\n");
    project.run(["issue"]).exits(0);
    project.run(["check"]).exits(0);
    project.write(
        "status/1.json",
        project.read("status/1.json").replace("\"validFrom\": \"2026", "\"validFrom\": \"2025"),
    );
    project.write("awards/winter.csv", "name,badge,awarded,award_id\nEd Ax,talk,2026-05-12,a5\n");
    let before = project.tree();
    told(&project.run(["issue"]).exits(1), &["error[bad-status-list]", "signature of the status list does not hold"]);
    assert!(project.tree() == before, "nothing was written");
}

/// Signed as the list of revocations, the other would have made good whatever was revoked.
#[test]
fn a_list_of_another_purpose_is_not_signed_as_the_one_that_belongs_there() {
    let project = registry();
    project.run(["revoke", "a1"]).exits(0);
    let suspension = project.read("status/1-suspension.json");
    project.write("status/1.json", &suspension);
    let run = project.run(["revoke", "a2"]).exits(1);
    told(&run, &["error[bad-status-list]", "is not the one that belongs there", "for \"suspension\""]);
    told(&project.run(["keys", "rotate", "--plain"]).exits(1), &["is not the one that belongs there"]);
    assert_eq!(project.read("status/1.json"), suspension);
}

/// A machine whose clock was wrong wrote the ledger's last line: what is signed after it is good today.
#[test]
fn after_a_line_that_was_dated_ahead_lists_and_credentials_are_signed_for_today() {
    let project = registry();
    let ahead = |args: &[&str]| project.run_with(args.iter().copied(), &[("SOURCE_DATE_EPOCH", "1811808000")], "");
    project.write("awards/later.csv", "name,badge,awarded,award_id\nDi Yu,talk,2026-05-12,a4\n");
    ahead(&["issue"]).exits(0);
    ahead(&["revoke", "a1"]).exits(0);
    told(&project.run(["check"]).exits(1), &["error[bad-status-list]", "status/1.json"]);
    let run = project.run(["revoke", "a2"]).exits(1);
    let now = "2026-11-24T00:00:00Z";
    told(&run, &["error[clock]", "is of 2027-06-01T00:00:00Z, which is still to come", &format!("--as-of {now}")]);
    at(&project, "2027-06-01", &["revoke", "a2"]).exits(1);
    at(&project, now, &["revoke", "a2"]).exits(0);
    at(&project, now, &["reissue", "a4"]).exits(0);
    let run = project.run(["check"]).exits(0);
    assert!(run.stdout.contains("2 verified, 2 authentic"), "{}", run.stdout);
    let ledger = project.read("ledger.jsonl");
    let events: Vec<&str> = ledger.lines().filter(|line| line.contains("\"event\"")).collect();
    assert!(events.iter().all(|line| line.contains("\"at\":\"2027-06-01T00:00:00Z\"")), "in order: {events:?}");
}

/// Written down as a revocation, what was cut short could not be completed any more.
#[test]
fn a_reissue_that_was_cut_short_after_the_list_is_completed_by_the_same_command() {
    let project = registry();
    let (ledger, credentials) = (project.read("ledger.jsonl"), project.read("credentials/spring.jsonl"));
    project.run(["reissue", "a1"]).exits(0);
    project.write("ledger.jsonl", ledger);
    project.write("credentials/spring.jsonl", credentials);
    let run = project.run(["check"]).exits(1);
    let help = run.stderr.split_once("help: ").expect("what to do").1;
    assert!(
        help.starts_with("if a `reissue` was cut short, run the same again; if it was a revocation, `accolade revoke "),
        "{help}"
    );
    project.run(["reissue", "a1"]).exits(0);
    project.run(["check"]).exits(0);
}

/// Its credentials name the lists at the old address, for good.
#[test]
fn a_site_that_has_moved_keeps_its_lists_where_they_were() {
    let project = registry();
    let settings = project.read("accolade.yaml");
    let moved = settings.replace("https://credentials.alderbay.example/", "https://badges.alderbay.example/");
    assert_ne!(moved, settings);
    project.write("accolade.yaml", &moved);
    let run = project.run(["check"]).exits(1);
    let said = "status: {url: https://credentials.alderbay.example/status/1.json}";
    assert!(run.stderr.contains("error[bad-status-list]") && run.stderr.contains(said), "{}", run.stderr);
    let list = "url: https://credentials.alderbay.example/status/1.json";
    project.write("accolade.yaml", moved.replace("{suspension: true}", &format!("{{suspension: true, {list}}}")));
    let run = project.run(["check"]).exits(0);
    assert!(run.stderr.contains("warning[url-changed]"), "{}", run.stderr);
    assert!(format!("{}{}", run.stdout, run.stderr).contains("3 verified"), "{} {}", run.stdout, run.stderr);
}

/// A list from a backup is well signed: signed afresh with the next revocation, it would have made good what was revoked before.
#[test]
fn an_older_list_is_signed_with_what_the_ledger_says_was_revoked_since() {
    for command in [&["revoke", "a2"][..], &["reissue", "a2"]] {
        let project = registry();
        let older = project.read("status/1.json");
        project.run(["revoke", "a1"]).exits(0);
        let first = project.slugs()[0].clone();
        project.write("status/1.json", &older);
        let run = project.run(command.iter().copied()).exits(0);
        told(&run, &["status/1.json is an older one", &first]);
        project.run(["check"]).exits(0);
        // Of what is as it should be, nothing is said.
        let run = project.run(["revoke", "a3"]).exits(0);
        assert!(!run.stderr.contains("an older one"), "{}", run.stderr);
    }
}
