//! `accolade revoke`, `suspend` and `resume` through the binary: which list changes, what the ledger says, what a check says then.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::{Project, Run};

const SITE: &str = "title: Alder Bay\nurl: https://credentials.alderbay.example/\nissuer:\n  id: did:web:credentials.alderbay.example\n  name: University of Alder Bay\n";
const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\nvalid_for: 2 years\n";
const AWARDS: &str = "name,badge,awarded,award_id\nAda Obi,talk,2026-05-12,a1\nBo Li,talk,2026-05-12,a2\n";
const LISTS: [&str; 2] = ["status/1.json", "status/1-suspension.json"];

fn registry(more: &str) -> Project {
    let project = Project::new()
        .file("accolade.yaml", format!("{SITE}{more}"))
        .file("badges/talk.yaml", BADGE)
        .file("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project
}

fn suspendable() -> Project {
    registry("  status: {suspension: true}\n")
}

/// A line of a ledger.
fn entry(slug: &str, index: u32, more: &str) -> String {
    format!(
        "{{\"id\":\"https://credentials.alderbay.example/credentials/{slug}/\",\"badge\":\"talk\",\"award\":\"id:{slug}\",\"slug\":\"{slug}\",{more}\"index\":{index},\"issued\":\"2026-05-13T00:00:00Z\",\"sha256\":\"00\",\"listed\":false}}\n"
    )
}

/// Each credential that is named is looked up once, however many there are, and so is which stands in its place. A command has no more than
/// 32,767 characters on Windows.
#[test]
fn thousands_are_revoked_in_one_command() {
    const MANY: u32 = 3_000;
    let project = registry("");
    let mut ledger = project.read("ledger.jsonl");
    let taken: Vec<String> = ledger.lines().map(str::to_owned).collect();
    let is_free = |index: &u32| !taken.iter().any(|line| line.contains(&format!("\"index\":{index},")));
    let places: Vec<u32> = (0..).filter(is_free).take(2 * MANY as usize).collect();
    let at = |slug: String| format!("https://credentials.alderbay.example/credentials/{slug}/");
    for n in 0..MANY {
        ledger += &entry(&format!("old{n}"), places[n as usize], "");
        ledger += &entry(&format!("new{n}"), places[(MANY + n) as usize], "");
        ledger += &format!(
            "{{\"event\":\"renewed\",\"id\":\"{}\",\"at\":\"2026-05-14T00:00:00Z\",\"by\":\"{}\"}}\n",
            at(format!("old{n}")),
            at(format!("new{n}"))
        );
    }
    project.write("ledger.jsonl", &ledger);
    let slugs: Vec<String> = (0..MANY).map(|n| format!("old{n}")).collect();
    project.run(["revoke", "--alone"].into_iter().chain(slugs.iter().map(String::as_str))).exits(0);
    let said = project.read("ledger.jsonl");
    assert_eq!(said.matches("\"event\":\"revoked\"").count(), MANY as usize);
    assert_eq!(said.matches("\"keeps\":").count(), MANY as usize, "each names the one that stays good");
}

/// A number that nobody gave makes no command look for four thousand million lists.
#[test]
fn a_list_that_there_cannot_be_is_refused_with_its_line() {
    let project = registry("");
    let ledger = project.read("ledger.jsonl");
    project.write("ledger.jsonl", format!("{ledger}{}", entry("far", 7, "\"list\":4294967295,")));
    for command in [&["keys", "rotate", "--plain"][..], &["issue"], &["revoke", "a1"]] {
        let run = project.run(command.iter().copied()).exits(1);
        assert!(run.stderr.contains("error[bad-ledger]: there is no status list 4294967295"), "{}", run.stderr);
        assert!(run.stderr.contains("ledger.jsonl:3") && run.stderr.contains("backup"), "{}", run.stderr);
    }
}

/// The credentials of a large registry have more bytes than are read of a project otherwise.
#[test]
fn a_registry_with_more_than_two_gigabytes_of_credentials_is_changed_like_any_other() {
    use std::io::{Seek as _, SeekFrom, Write as _};
    let project = registry("");
    let place = project.path().join("credentials/brought.jsonl");
    let mut file = std::fs::File::create(&place).expect("a file");
    for n in 1..=52_u64 {
        file.seek(SeekFrom::Start(n * 40 * 1024 * 1024)).expect("a sparse file");
        file.write_all(b"\n").expect("a sparse file");
    }
    drop(file);
    // All commands that change a registry read it alike.
    assert!(project.run(["keys", "list"]).exits(0).stdout.contains("signs"));
    std::fs::remove_file(place).expect("it is there");
}

/// What the issuer publishes, as far as it is there.
fn write_map(project: &Project) {
    let files = LISTS.into_iter().chain([".well-known/did.json"]).filter(|file| project.has(file));
    let map = files.map(|file| (format!("https://credentials.alderbay.example/{file}"), file.into()));
    project.write("map.json", serde_json::Value::Object(map.collect()).to_string());
}

/// The verdict and the code of the status check of each credential, in the order of the awards.
fn standing(project: &Project) -> Vec<String> {
    write_map(project);
    let run = project.run(["verify", "credentials", "--resolve", "map.json", "--json"]);
    let line = |line: &str| {
        let said: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let status = said["checks"].as_array().expect("checks").iter().find(|c| c["id"] == "status");
        format!(
            "{} {}",
            said["verdict"].as_str().expect("a verdict"),
            status.expect("a status")["code"].as_str().expect("a code")
        )
    };
    let all = run.stdout.lines().map(line).collect();
    project.remove("map.json");
    all
}

fn events(project: &Project) -> Vec<String> {
    let lines = project.read("ledger.jsonl");
    let all = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let word =
        |e: serde_json::Value| Some(format!("{}: {}", e["event"].as_str()?, e["reason"].as_str().unwrap_or("-")));
    all.filter_map(word).collect()
}

#[test]
fn what_is_suspended_is_good_again_when_it_is_resumed_and_the_ledger_keeps_it_all() {
    let project = suspendable();
    let first = standing(&project);
    assert!(first.iter().all(|s| s.starts_with("verified")), "{first:?}");
    let before = project.tree();
    project.run(["suspend", "a1", "--reason", "fee unpaid"]).exits(0);
    let changed: Vec<_> =
        project.tree().into_iter().filter(|(p, b)| before.get(p) != Some(b)).map(|(p, _)| p).collect();
    assert_eq!(changed, ["ledger.jsonl", "status/1-suspension.json"]);
    assert_eq!(standing(&project), ["authentic suspended", first[1].as_str()]);
    let again = project.run(["suspend", "a1"]).exits(0);
    assert!(again.stdout.contains("was suspended before"), "{}", again.stdout);
    project.run(["resume", "a1", "--reason", "fee paid"]).exits(0);
    assert_eq!(standing(&project), first);
    project.run(["revoke", "a1", "a2", "--reason", "issued in error"]).exits(0);
    assert_eq!(standing(&project), ["authentic revoked", "authentic revoked"]);
    assert_eq!(
        events(&project),
        ["suspended: fee unpaid", "resumed: fee paid", "revoked: issued in error", "revoked: issued in error"]
    );
    for command in ["suspend", "resume"] {
        let run = project.run([command, "a1"]).exits(1);
        assert!(run.stderr.contains("what was revoked stays revoked"), "{}", run.stderr);
    }
    let read = project.run(["build", "-o", "out"]).exits(0);
    assert!(project.read("out/status/1-suspension.json").contains("suspension"), "{}", read.stderr);
    assert!(!project.tree().iter().any(|(p, b)| p.starts_with("out/") && String::from_utf8_lossy(b).contains("fee ")));
}

#[test]
fn what_was_signed_without_a_place_for_it_cannot_be_suspended() {
    let project = registry("");
    assert!(!project.has("status/1-suspension.json"));
    let before = project.tree();
    let run = project.run(["suspend", "a1", "a2"]).exits(1);
    assert!(run.stderr.contains("suspension: true") && run.stderr.contains("2 errors"), "{}", run.stderr);
    let run = project.run(["resume", "a1"]).exits(1);
    assert!(run.stderr.contains("it was not suspended"), "{}", run.stderr);
    assert!(project.tree() == before);
    // Switched on later, it is for what is issued from then on.
    project.write("accolade.yaml", format!("{SITE}  status: {{suspension: true}}\n"));
    project.write("awards/spring.csv", format!("{AWARDS}Cy Oh,talk,2026-05-13,a3\n"));
    project.run(["issue"]).exits(0);
    project.run(["suspend", "a3"]).exits(0);
    let run = project.run(["suspend", "a1"]).exits(1);
    assert!(run.stderr.contains("it names no list for suspension"), "{}", run.stderr);
    project.remove("status/1-suspension.json");
    project.write("awards/spring.csv", format!("{AWARDS}Cy Oh,talk,2026-05-13,a3\nDi Yu,talk,2026-05-13,a4\n"));
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("status/1-suspension.json is missing"), "{}", run.stderr);
}

#[test]
fn a_change_that_was_cut_short_is_completed_by_saying_it_again() {
    let project = registry("");
    let ledger = project.read("ledger.jsonl");
    project.run(["revoke", "a1"]).exits(0);
    // The list was written, the ledger was not.
    project.write("ledger.jsonl", &ledger);
    let list = project.read("status/1.json");
    let run = project.run(["revoke", "a1", "--reason", "again", "--quiet"]).exits(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    assert_eq!(events(&project), ["revoked: again"]);
    assert_eq!(project.read("status/1.json"), list, "nothing changed in the list, so it was not signed anew");
}

fn told(run: &Run, said: &[&str]) {
    for part in said {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
}

#[test]
fn a_ledger_that_was_edited_by_hand_is_told_line_by_line() {
    let project = registry("");
    let ledger = project.read("ledger.jsonl");
    let event =
        |id: &str, what: &str| format!("{{\"event\":\"{what}\",\"id\":\"{id}\",\"at\":\"2026-06-01T00:00:00Z\"}}\n");
    project.write("ledger.jsonl", format!("{ledger}{}{}", event("urn:x", "revoked"), event("urn:x", "burnt")));
    let run = project.run(["issue"]).exits(1);
    told(
        &run,
        &[
            "nothing was issued as \"urn:x\" before this line",
            "ledger.jsonl:3",
            "ledger.jsonl:4",
            "unknown variant `burnt`",
        ],
    );
    let swapped: String = ledger.lines().rev().map(|line| format!("{line}\n")).collect();
    project.write("ledger.jsonl", swapped);
    project.run(["issue"]).exits(0);
    project.write("ledger.jsonl", format!("{ledger}{ledger}"));
    told(&project.run(["revoke", "a1"]).exits(1), &["stands there twice", "ledger.jsonl:3"]);
    let run = project.run(["revoke", "a9", "a8"]).exits(1);
    told(&run, &["stands there twice"]);
    project.write("ledger.jsonl", &ledger);
    let run = project.run(["revoke", "a9", "nobody"]).exits(1);
    told(&run, &["knows no credential \"a9\"", "did you mean", "knows no credential \"nobody\""]);
}

/// The file of a credential stands in a folder that many can write to; the ledger says which place is its own.
#[test]
fn a_changed_file_suspends_nobody_else() {
    let project = suspendable();
    let lists: Vec<String> = LISTS.iter().map(|file| project.read(file)).collect();
    let ledger = project.read("ledger.jsonl");
    let index = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["index"].to_string();
    let (first, second) =
        (index(ledger.lines().next().expect("a line")), index(ledger.lines().nth(1).expect("a line")));
    let file = project.read("credentials/spring.jsonl");
    let (one, rest) = file.split_once('\n').expect("two lines");
    project.write("credentials/spring.jsonl", format!("{}\n{rest}", one.replace(&first, &second)));
    let run = project.run(["suspend", "a1"]).exits(1);
    told(&run, &["error[ledger-differs]", "credentials/spring.jsonl:1"]);
    assert!(LISTS.iter().zip(lists).all(|(file, list)| project.read(file) == list));
}

fn slugs(project: &Project) -> Vec<String> {
    let lines = project.read("ledger.jsonl");
    let all = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    all.filter_map(|line| Some(line["slug"].as_str()?.to_owned())).collect()
}

/// What the holders of both credentials of the first award are told, that of a copy which was kept first.
fn of_first(project: &Project, kept: &str) -> Vec<String> {
    project.write("kept/old.jsonl", kept);
    let said = |files: &str| {
        write_map(project);
        let run = project.run(["verify", files, "--resolve", "map.json", "--json"]);
        project.remove("map.json");
        let word = |line: &str| {
            let said: serde_json::Value = serde_json::from_str(line).expect("JSON");
            said["verdict"].as_str().expect("a verdict").to_owned()
        };
        run.stdout.lines().map(word).collect::<Vec<_>>()
    };
    let all = [said("kept/old.jsonl"), said("credentials/spring.jsonl").split_off(1)].concat();
    project.remove("kept/old.jsonl");
    all
}

#[test]
fn an_award_is_taken_back_with_the_credential_that_was_renewed() {
    let project = suspendable();
    let kept = project.read("credentials/spring.jsonl").lines().next().expect("a line").to_owned();
    project.run(["renew", "a1", "--expires", "2030-01-01"]).exits(0);
    let (old, new) = (slugs(&project)[0].clone(), slugs(&project)[2].clone());
    assert_eq!(of_first(&project, &kept), ["verified", "verified"], "both are good until the old one ends");
    let run = project.run(["suspend", "a1"]).exits(0);
    assert!(run.stdout.contains(&old) && run.stdout.contains(&new), "{}", run.stdout);
    assert_eq!(of_first(&project, &kept), ["authentic", "authentic"]);
    let run = project.run(["resume", "a1"]).exits(0);
    assert!(run.stdout.contains(&old) && run.stdout.contains(&new), "{}", run.stdout);
    assert_eq!(of_first(&project, &kept), ["verified", "verified"]);
    let run = project.run(["revoke", &new]).exits(0);
    told(&run, &["warning[still-good]", &old]);
    assert_eq!(of_first(&project, &kept), ["verified", "authentic"]);
    let run = project.run(["revoke", "a1"]).exits(0);
    assert!(run.stdout.contains(&format!("{old}/  revoked")) && run.stdout.contains("was revoked before"), "{run:?}");
    assert_eq!(of_first(&project, &kept), ["authentic", "authentic"]);
    project.run(["check"]).exits(0);
}

#[test]
fn a_credential_that_was_renewed_is_suspended_only_where_it_names_a_list_for_it() {
    let project = registry("");
    project.write("accolade.yaml", format!("{SITE}  status: {{suspension: true}}\n"));
    project.run(["renew", "a1", "--expires", "2030-01-01"]).exits(0);
    let (old, new) = (slugs(&project)[0].clone(), slugs(&project)[2].clone());
    let run = project.run(["suspend", "a1"]).exits(1);
    told(&run, &["error[no-suspension]", &old, "by its slug"]);
    let run = project.run(["suspend", &new]).exits(0);
    told(&run, &["warning[still-good]", &old]);
}

#[test]
fn what_was_revoked_or_suspended_is_not_made_good_by_a_new_credential() {
    let project = suspendable();
    project.run(["revoke", "a1"]).exits(0);
    project.run(["suspend", "a2"]).exits(0);
    let before = project.tree();
    for command in
        [&["renew", "a1", "--expires", "2030-01-01"][..], &["reissue", "a1"], &["reissue", "a1", "--as-signed"]]
    {
        let run = project.run(command.iter().copied()).exits(1);
        told(&run, &["error[revoked-for-good]", "an award_id of its own"]);
    }
    for command in [&["renew", "a2", "--expires", "2030-01-01"][..], &["reissue", "a2"]] {
        let run = project.run(command.iter().copied()).exits(1);
        told(&run, &["error[suspended]", "accolade resume"]);
    }
    assert!(project.tree() == before, "nothing was written");
    project.run(["resume", "a2"]).exits(0);
    project.run(["renew", "a2", "--expires", "2030-01-01"]).exits(0);
}

/// Its credential cannot be replaced: whoever was told to would be refused, at every run.
#[test]
fn a_row_that_differs_from_what_was_revoked_is_no_matter() {
    let project = registry("");
    project.run(["reissue", "a1", "--name", "Ada Won"]).exits(0);
    told(&project.run(["issue"]).exits(0), &["warning[changed-award]", "accolade reissue"]);
    project.run(["revoke", "a1"]).exits(0);
    let run = project.run(["issue"]).exits(0);
    assert!(!run.stderr.contains("changed-award") && !run.stderr.contains("accolade reissue"), "{}", run.stderr);
}
