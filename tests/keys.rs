//! `accolade keys` through the binary: what stays good when a key is replaced, given up or stolen; where secrets come from and stay.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::{Project, Run};

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n";
const AWARDS: &str = "name,badge,awarded,award_id\nAda Obi,talk,2026-05-12,a1\n";
const DID: &str = ".well-known/did.json";

fn registry() -> Project {
    let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    at(&project, "2026-06-01", &["issue"]).exits(0);
    project
}

fn at(project: &Project, day: &str, args: &[&str]) -> Run {
    project.run(args.iter().copied().chain(["--as-of", day]))
}

/// Verdict and the code of the first check that is not passed, of each credential, as of a day.
fn verdicts(project: &Project, day: &str) -> Vec<String> {
    project.write("map.json", r#"{"https://credentials.alderbay.example/.well-known/did.json": ".well-known/did.json", "https://credentials.alderbay.example/status/1.json": "status/1.json"}"#);
    let run = at(project, day, &["verify", "credentials", "--resolve", "map.json", "--json"]);
    project.remove("map.json");
    let word = |line: &str| {
        let said: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let checks = said["checks"].as_array().expect("checks");
        let odd = checks.iter().find(|c| c["outcome"] != "pass").map_or("-", |c| c["code"].as_str().expect("a code"));
        format!("{} {odd}", said["verdict"].as_str().expect("a verdict"))
    };
    run.stdout.lines().map(word).collect()
}

fn keys(project: &Project) -> Vec<(String, String)> {
    let run = project.run(["keys", "list", "--json"]).exits(0);
    let read = |line: &str| {
        let key: serde_json::Value = serde_json::from_str(line).expect("JSON");
        (key["key"].as_str().expect("a key").to_owned(), key["state"].as_str().expect("a state").to_owned())
    };
    run.stdout.lines().map(read).collect()
}

fn states(project: &Project) -> Vec<String> {
    keys(project).into_iter().map(|(_, state)| state).collect()
}

#[test]
fn after_a_rotation_old_and_new_credentials_are_verified() {
    let project = registry();
    let old = keys(&project)[0].0.clone();
    at(&project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    assert_eq!(states(&project), ["retired", "signs"]);
    project.write("awards/autumn.csv", "name,badge,awarded,award_id\nBo Li,talk,2026-07-02,a2\n");
    at(&project, "2026-07-03", &["issue"]).exits(0);
    assert_eq!(verdicts(&project, "2026-08-01"), ["verified -", "verified -"]);
    let retired: Vec<String> = project.tree().into_keys().filter(|path| path.starts_with("keys/retired-")).collect();
    assert_eq!(retired.len(), 1, "the old key is kept, and so is the new one: {retired:?}");
    assert!(retired[0].contains(&old[old.len() - 8..]));
    // The old key signs nothing any more, whatever is tried.
    project.write("awards/winter.csv", "name,badge,awarded,award_id\nCy Oh,talk,2026-07-02,a3\n");
    let run = at(&project, "2026-07-04", &["issue", "--key", &retired[0]]).exits(5);
    assert!(run.stderr.contains("ended on 2026-07-01"), "{}", run.stderr);
    // What it signed after its end by other means is refused.
    let document = project.read(DID);
    project.write(DID, document.replace("2026-07-01T", "2026-05-01T"));
    assert_eq!(verdicts(&project, "2026-08-01")[1], "refused key-retired");
}

#[test]
fn a_rotation_that_was_cut_short_is_done_by_the_same_command() {
    let project = registry();
    let old = keys(&project)[0].0.clone();
    let kept = format!("keys/retired-{}.pem", &old[old.len() - 8..]);
    // Cut short, the old key is in both places already.
    let secret = project.read("keys/issuer.pem");
    project.write(&kept, &secret);
    let run = at(&project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    assert!(run.stderr.contains(&kept), "{}", run.stderr);
    assert_eq!(states(&project), ["retired", "signs"]);
    assert!(project.read(&kept) == secret && project.read("keys/issuer.pem") != secret);
    // The place of another key is left to it.
    let (new, next) = (keys(&project)[1].0.clone(), project.read("keys/issuer.pem"));
    let taken = format!("keys/retired-{}", &new[new.len() - 8..]);
    project.write(&format!("{taken}.pem"), &secret);
    at(&project, "2026-07-02", &["keys", "rotate", "--plain"]).exits(0);
    assert!(project.read(&format!("{taken}.pem")) == secret && project.read(&format!("{taken}-2.pem")) == next);
    assert_eq!(states(&project), ["retired", "retired", "signs"]);
}

#[test]
fn what_was_signed_in_the_very_second_of_a_rotation_stays_verified() {
    let project = registry();
    at(&project, "2026-07-01", &["reissue", "a1"]).exits(0);
    at(&project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    project.write("awards/autumn.csv", "name,badge,awarded,award_id\nBo Li,talk,2026-06-30,a2\n");
    at(&project, "2026-07-01", &["issue"]).exits(0);
    assert_eq!(verdicts(&project, "2026-07-02"), ["verified -", "verified -"]);
}

#[test]
fn after_a_theft_what_the_key_signed_is_authentic_with_the_reason_and_lists_are_signed_anew() {
    let project = registry();
    let old = keys(&project)[0].0.clone();
    let run = project.run(["keys", "compromised", &old, "--since", "2026-06-15"]).exits(1);
    assert!(run.stderr.contains("keys rotate"), "{}", run.stderr);
    at(&project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    at(&project, "2026-07-02", &["keys", "compromised", &old[..12], "--since", "2026-06-15"]).exits(0);
    assert_eq!(states(&project), ["compromised", "signs"]);
    assert_eq!(verdicts(&project, "2026-08-01"), ["authentic key-compromised"]);
    assert!(project.read("status/1.json").contains(&keys(&project)[1].0), "the list is signed by the new key");
    // Reissued under the new key, it is verified again.
    at(&project, "2026-07-03", &["reissue", "a1"]).exits(0);
    assert_eq!(verdicts(&project, "2026-08-01"), ["verified -"]);
    let run = project.run(["build", "-o", "out"]).exits(0);
    assert!(project.read("out/.well-known/did.json").contains("revoked"), "{}", run.stderr);
    let tree = project.tree();
    let secrets = tree.iter().filter(|(path, _)| path.starts_with("keys/") && path.ends_with(".pem"));
    let bodies: Vec<&str> = secrets
        .filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok()?.lines().find(|line| !line.starts_with('-')))
        .collect();
    assert!(bodies.len() > 1 && bodies.iter().all(|body| body.len() > 40), "{bodies:?}");
    for (path, bytes) in tree.iter().filter(|(path, _)| path.starts_with("out/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!bodies.iter().any(|body| text.contains(body)), "{path}");
    }
}

#[test]
fn a_key_is_named_by_a_part_of_it_and_never_the_last_one_is_ended() {
    let project = registry();
    let only = keys(&project)[0].0.clone();
    let run = project.run(["keys", "retire", &only]).exits(1);
    assert!(run.stderr.contains("error[only-key]: it is the only key that signs"), "{}", run.stderr);
    let run = project.run(["keys", "retire", "z6MkNobody"]).exits(1);
    assert!(run.stderr.contains("error[unknown-key]") && run.stderr.contains("lists no key \"z6MkNobody\""));
    project.run(["keys", "rotate", "--plain"]).exits(0);
    for command in [&["retire", "z6Mk"][..], &["compromised", "z6Mk", "--since", "2026-06-15"]] {
        let run = project.run(["keys"].into_iter().chain(command.iter().copied())).exits(1);
        assert!(run.stderr.contains("write at least six characters"), "too short a part: {}", run.stderr);
    }
    project.write(DID, "{");
    assert!(project.run(["keys", "list"]).exits(1).stderr.contains("error[bad-document]"));
    project.remove(DID);
    let run = project.run(["keys", "list"]).exits(1);
    assert!(run.stderr.contains("error[lost-document]") && run.stderr.contains("accolade keygen"), "{}", run.stderr);
}

/// The first of three keys is still good at the moment at which the second is given up.
#[test]
fn two_rotations_within_a_second_keep_each_key_under_its_own_name() {
    const PASSPHRASE: (&str, &str) = ("ACCOLADE_PASSPHRASE", "a passphrase for tests");
    for plain in [&["--plain"][..], &[]] {
        let project = Project::registry();
        let run = |args: &[&str]| project.run_with(args.iter().chain(plain).copied(), &[PASSPHRASE], "").exits(0);
        run(&["keygen"]);
        run(&["keys", "rotate", "--as-of", "2026-07-01"]);
        run(&["keys", "rotate", "--as-of", "2026-07-01"]);
        let all = keys(&project);
        for (key, _) in &all[..2] {
            assert!(project.has(&format!("keys/retired-{}.pem", &key[key.len() - 8..])), "{plain:?}");
        }
        assert_eq!(project.tree().keys().filter(|path| path.starts_with("keys/retired-")).count(), 2);
    }
}

#[test]
fn a_lost_key_leads_to_the_rotation() {
    let project = registry();
    project.remove("keys/issuer.pem");
    project.write("awards/autumn.csv", "name,badge,awarded,award_id\nBo Li,talk,2026-07-02,a2\n");
    for (command, status) in [(&["issue"][..], 5), (&["keygen", "--plain"], 4)] {
        let run = project.run(command.iter().copied()).exits(status);
        assert!(run.stderr.contains("`accolade keys rotate` makes the next one"), "{command:?}: {}", run.stderr);
        assert!(!run.stderr.contains("keygen` makes one"), "{command:?}: {}", run.stderr);
    }
    at(&project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    at(&project, "2026-07-03", &["issue"]).exits(0);
    assert_eq!(verdicts(&project, "2026-08-01"), ["verified -", "verified -"]);
}

#[test]
fn no_folder_is_made_for_a_key_unless_it_is_named() {
    let project = Project::registry();
    let run = project.run(["keygen", "typo", "--plain"]).exits(4);
    assert!(run.stderr.contains("there is no folder typo") && run.stderr.contains("--out"), "{}", run.stderr);
    assert!(!project.has("typo"));
    project.run(["keygen", "typo", "--plain", "--out", "safe/key.pem"]).exits(0);
    assert!(project.has("safe/key.pem") && !project.has("typo"));
}

#[test]
fn the_name_that_a_document_gives_a_key_leads_out_of_no_folder_and_ends_no_run() {
    for name in ["aaaaa/../../k", "keyé€𝒜é", "/..", "é€"] {
        let project = Project::registry();
        project.run(["keygen", "--plain"]).exits(0);
        let multibase = keys(&project)[0].0.clone();
        let document = project.read(DID);
        project.write(DID, document.replace(&format!("#{multibase}"), &format!("#{name}")));
        project.run(["keys", "rotate", "--plain"]).exits(0);
        let secrets = project.tree().into_iter().filter(|(_, bytes)| bytes.starts_with(b"-----BEGIN"));
        let places: Vec<String> = secrets.map(|(path, _)| path).collect();
        let kept = |path: &String| path.starts_with("keys/") && path.ends_with(".pem") && path.is_ascii();
        assert!(places.len() == 2 && places.iter().all(kept), "{name}: {places:?}");
    }
}

#[test]
fn an_altered_list_is_not_signed_by_the_new_key() {
    let project = registry();
    let list = project.read("status/1.json");
    project.write("status/1.json", list.replace("\"validFrom\": \"2026", "\"validFrom\": \"2025"));
    let run = project.run(["keys", "rotate", "--plain"]).exits(1);
    assert!(run.stderr.contains("signature of the status list does not hold"), "{}", run.stderr);
    assert_eq!(states(&project), ["retired", "signs"], "the rotation itself is done");
}

#[test]
fn a_passphrase_comes_from_a_file_or_standard_input_too() {
    let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    project.write("secret.txt", "correct horse battery\nand a second line\n");
    project.run(["keygen", "--passphrase-file", "secret.txt"]).exits(0);
    assert!(project.read("keys/issuer.pem").contains("ENCRYPTED"));
    let run = project.run(["issue"]).exits(5);
    assert!(run.stderr.contains("--passphrase-file"), "{}", run.stderr);
    project.run_with(["issue", "--passphrase-file", "-"], &[], "correct horse battery\n").exits(0);
    project.run(["revoke", "a1", "--passphrase-file", "secret.txt"]).exits(0);
    project.run(["keys", "rotate", "--passphrase-file", "secret.txt"]).exits(0);
    project.write("empty.txt", "\n");
    for (file, why) in [("empty.txt", "its first line is empty"), ("nowhere.txt", "nowhere.txt")] {
        let run = project.run(["revoke", "a1", "--passphrase-file", file]).exits(5);
        assert!(run.stderr.contains(why), "{}", run.stderr);
    }
    let run = project.run_with(["revoke", "a1", "--passphrase-file", "-"], &[], "wrong horse\n").exits(5);
    assert!(run.stderr.contains("the passphrase is wrong") && !run.stderr.contains("horse"), "{}", run.stderr);
}

/// What was signed before its key was there would be refused for good.
#[test]
fn nothing_is_signed_before_what_the_ledger_knows_or_at_a_day_to_come() {
    let project = registry();
    project.write("awards/autumn.csv", "name,badge,awarded,award_id\nBo Li,talk,2026-06-02,a2\n");
    let before = project.tree();
    let commands: [&[&str]; 8] = [
        &["keys", "rotate", "--plain"],
        &["keys", "retire", "z6Mkabcdef"],
        &["keys", "compromised", "z6Mkabcdef", "--since", "2026-01-01"],
        &["revoke", "a1"],
        &["reissue", "a1"],
        &["renew", "a1", "--expires", "2030-01-01"],
        &["forget", "Ada Obi"],
        &["issue"],
    ];
    for command in commands {
        let run = at(&project, "2026-05-31", command);
        let run = if command == ["issue"] { run } else { run.exits(1) };
        // A table of awards that are still to come is told as that.
        let told = ["the last line of ledger.jsonl is of 2026-06-01T00:00:00Z", "future"];
        assert!(told.iter().any(|told| run.stderr.contains(told)), "{command:?}: {}", run.stderr);
        let run = at(&project, "2028-01-01", command).exits(1);
        assert!(run.stderr.contains("error[clock]") && run.stderr.contains("still to come"), "{}", run.stderr);
    }
    let mut after = project.tree();
    after.remove("keys/.lock");
    assert!(after.iter().all(|(path, bytes)| before.get(path) == Some(bytes)), "nothing was written");
    at(&project, "2026-06-01", &["keys", "rotate", "--plain"]).exits(0);
}

#[test]
fn a_theft_is_not_said_of_a_day_to_come_nor_moved_later_without_a_word() {
    let project = registry();
    let old = keys(&project)[0].0.clone();
    at(&project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    let since = |day: &str, more: &[&str]| {
        let args: Vec<&str> =
            ["keys", "compromised", &old, "--since", day].into_iter().chain(more.iter().copied()).collect();
        at(&project, "2026-07-02", &args)
    };
    let run = since("2026-07-03", &[]).exits(1);
    assert!(run.stderr.contains("2026-07-03 is still to come"), "{}", run.stderr);
    assert_eq!(states(&project), ["retired", "signs"]);
    since("2026-06-15", &[]).exits(0);
    let document = project.read(DID);
    let run = since("2026-06-20", &[]).exits(1);
    assert!(run.stderr.contains("compromised since 2026-06-15") && run.stderr.contains("--later"), "{}", run.stderr);
    assert!(project.read(DID) == document);
    since("2026-06-20", &["--later"]).exits(0);
    assert!(project.read(DID).contains("2026-06-20T"));
    since("2026-05-01", &[]).exits(0);
    assert!(project.read(DID).contains("2026-05-01T"), "earlier is always possible");
}

#[test]
fn a_key_whose_end_is_still_to_come_signs_until_then() {
    let project = registry();
    let document = project.read(DID);
    let until = |end: &str| {
        project.write(
            DID,
            document.replace("\"publicKeyMultibase\"", &format!("\"expires\": \"{end}\", \"publicKeyMultibase\"")),
        );
    };
    let rows = |rows: &str| project.write("awards/spring.csv", format!("{AWARDS}{rows}"));
    until("2030-01-01T00:00:00Z");
    let run = project.run(["keys", "list"]).exits(0);
    assert!(run.stdout.contains("signs until 2030-01-01"), "{}", run.stdout);
    rows("Bo Li,talk,2026-05-12,a2\n");
    at(&project, "2026-07-01", &["issue"]).exits(0);
    at(&project, "2026-07-01", &["revoke", "a1"]).exits(0);
    assert_eq!(verdicts(&project, "2026-08-01"), ["authentic revoked", "verified -"]);
    // Given up in this very second, or before, it signs no more.
    rows("Bo Li,talk,2026-05-12,a2\nCy Oh,talk,2026-05-12,a3\n");
    for end in ["2026-07-02T00:00:01Z", "2026-07-02T00:00:00Z", "2026-07-01T12:00:00Z", "soon"] {
        until(end);
        let run = at(&project, "2026-07-02", &["issue"]).exits(5);
        assert!(run.stderr.contains(" ended on "), "{end}: {}", run.stderr);
    }
    until("2026-07-02T00:00:02Z");
    at(&project, "2026-07-02", &["issue"]).exits(0);
    assert_eq!(verdicts(&project, "2026-08-01"), ["authentic revoked", "verified -", "verified -"]);
}

/// With its end moved to today, all that a thief signed since would be good again.
#[test]
fn a_key_that_had_ended_is_not_retired_at_a_later_day() {
    let project = registry();
    let old = keys(&project)[0].0.clone();
    at(&project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    let before = project.tree();
    let run = at(&project, "2026-08-01", &["keys", "retire", &old]).exits(0);
    assert!(run.stdout.contains("was retired on 2026-07-01") && !run.stderr.contains("publish"), "{run:?}");
    let run = at(&project, "2026-08-01", &["keys", "retire", &old, "--json"]).exits(0);
    assert!(run.stdout.contains("\"since\":\"2026-07-01T") && run.stdout.contains("\"new\":false"), "{run:?}");
    assert!(project.tree() == before, "nothing was written");
    at(&project, "2026-08-02", &["keys", "compromised", &old, "--since", "2026-06-15"]).exits(0);
    let before = project.tree();
    let run = at(&project, "2026-08-03", &["keys", "retire", &old]).exits(0);
    assert!(run.stdout.contains("was compromised on 2026-06-15"), "{run:?}");
    assert!(project.tree() == before, "nothing was written");
}

#[test]
fn a_key_that_is_listed_by_two_names_ends_under_both() {
    let project = registry();
    let old = keys(&project)[0].0.clone();
    // The same key once more, as a JWK.
    let mut document: serde_json::Value = serde_json::from_str(&project.read(DID)).expect("JSON");
    let id = document["id"].as_str().expect("an id").to_owned();
    let raw = accolade_credential::key::AnyKey::from_multibase(&old).expect("a key").to_jwk().to_text();
    let jwk: serde_json::Value = serde_json::from_str(&raw).expect("JSON");
    let method =
        serde_json::json!({ "id": format!("{id}#jwk"), "type": "JsonWebKey", "controller": id, "publicKeyJwk": jwk });
    document["verificationMethod"].as_array_mut().expect("methods").push(method);
    document["assertionMethod"].as_array_mut().expect("names").push(format!("{id}#jwk").into());
    project.write(DID, document.to_string());
    let run = project.run(["keys", "retire", &old]).exits(1);
    assert!(run.stderr.contains("only key that signs"), "{}", run.stderr);
    at(&project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    at(&project, "2026-07-02", &["keys", "compromised", &old, "--since", "2026-05-15"]).exits(0);
    assert_eq!(states(&project), ["compromised", "compromised", "signs"]);
    assert_eq!(verdicts(&project, "2026-08-01"), ["refused key-compromised"]);
}

#[test]
fn one_document_counts_and_another_that_says_otherwise_is_told() {
    let project = registry();
    let old = keys(&project)[0].0.clone();
    let before = project.read(DID);
    at(&project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    at(&project, "2026-07-02", &["keys", "compromised", &old, "--since", "2026-05-15"]).exits(0);
    project.run(["check"]).exits(0);
    // The document of before at the other place: everybody reads the one that belongs to the address, and the build stops.
    project.write("did.json", &before);
    assert_eq!(states(&project), ["compromised", "signs"]);
    let run = project.run(["check"]).exits(1);
    assert!(run.stderr.contains("error[two-documents]") && run.stderr.contains("did.json"), "{}", run.stderr);
    assert!(!run.stdout.contains("1 verified"), "{}", run.stdout);
    project.remove("did.json");
    // A file among the status lists is no document of the issuer's.
    project.write("status/did.json", &before);
    let run = project.run(["check"]);
    assert!(!run.stdout.contains("1 verified") && !run.stderr.contains("1 verified"), "{} {}", run.stdout, run.stderr);
}
