//! `accolade keygen`, `issue` and `revoke` through the binary: exact status, output and files.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use std::collections::BTreeSet;
use std::io::Read as _;
use std::process::Stdio;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use support::{Project, Run};

const PASSPHRASE: (&str, &str) = ("ACCOLADE_PASSPHRASE", "a passphrase for tests");
const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\noutcomes: [Speaks]\nworkload: 12\nalignment:\n  - nace: Communication\n";
const AWARDS: &str = "name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\n佐藤 美咲,talk,2026-05-12,\n";

fn registry() -> Project {
    let project = Project::registry().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    project
}

fn ledger(project: &Project) -> Vec<serde_json::Value> {
    project.read("ledger.jsonl").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Every credential of the project, from its own file or a line of its batch.
fn credentials(project: &Project) -> Vec<serde_json::Value> {
    let mut all = Vec::new();
    for (path, bytes) in project.tree().iter().filter(|(path, _)| path.starts_with("credentials/")) {
        let text = String::from_utf8(bytes.clone()).expect("text");
        let read = |text: &str| serde_json::from_str(text).expect("JSON");
        if path.ends_with(".jsonl") { all.extend(text.lines().map(read)) } else { all.push(read(&text)) }
    }
    all
}

fn credential(project: &Project, entry: &serde_json::Value) -> serde_json::Value {
    credentials(project).into_iter().find(|c| c["id"] == entry["id"]).expect("the credential of the entry")
}

fn verify(project: &Project, more: &[&str]) -> Run {
    project.write("map.json", r#"{"https://credentials.alderbay.example/.well-known/did.json": ".well-known/did.json", "https://credentials.alderbay.example/status/1.json": "status/1.json"}"#);
    let mut args = vec!["verify", "credentials", "--resolve", "map.json", "--json"];
    args.extend(more);
    project.run(args)
}

fn verdicts(run: &Run) -> Vec<String> {
    let word = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).expect("JSON")["verdict"].as_str().expect("verdict").to_owned()
    };
    let mut words: Vec<_> = run.stdout.lines().map(word).collect();
    words.sort();
    words
}

#[test]
fn what_is_issued_is_verified_and_a_second_run_changes_no_byte() {
    let project = registry();
    let run = project.run(["issue"]).exits(0);
    assert_eq!(run.stdout, "credentials/spring.jsonl  2 credentials\n");
    assert_eq!(verdicts(&verify(&project, &[]).exits(0)), ["verified", "verified"]);
    project.remove("map.json");

    let before = project.tree();
    let again = project.run(["issue"]).exits(0);
    assert_eq!((again.stdout.as_str(), project.tree() == before), ("", true), "{}", again.stderr);
    assert!(again.stderr.contains("nothing new to issue; 2 were issued before"), "{}", again.stderr);

    project.write("awards/spring.csv", format!("{AWARDS}Bo Li,talk,2026-05-13,public\n"));
    project.run(["issue"]).exits(0);
    let after = project.tree();
    assert!(after["ledger.jsonl"].starts_with(&before["ledger.jsonl"]), "old lines stay");
    assert_eq!(ledger(&project).len(), 3);
    assert!(after["credentials/spring.jsonl"].starts_with(&before["credentials/spring.jsonl"]), "old lines stay");
    assert_eq!(after["status/1.json"], before["status/1.json"]);
    let read = project.run(["build", "-o", "out"]).exits(0);
    for entry in ledger(&project) {
        let page = format!("out/credentials/{}/index.html", entry["slug"].as_str().expect("slug"));
        assert!(project.has(&page), "{page} {}", read.stderr);
    }
}

#[test]
fn the_ledger_and_the_credential_say_the_same() {
    let project = registry();
    project.run(["issue"]).exits(0);
    for (entry, (name, listed)) in ledger(&project).iter().zip([("Ada Obi", true), ("佐藤 美咲", false)]) {
        let credential = credential(&project, entry);
        assert_eq!(credential["id"], entry["id"]);
        assert_eq!(credential["credentialSubject"]["name"], name);
        assert_eq!(credential["credentialStatus"]["statusListIndex"], entry["index"].to_string());
        assert_eq!(entry["listed"], listed);
        assert_eq!(credential["credentialSubject"]["achievement"]["alignment"][0]["targetName"], "Communication");
        assert_eq!(credential["awardedDate"], "2026-05-12T00:00:00Z");
        let suites: Vec<_> =
            credential["proof"].as_array().expect("array").iter().map(|p| p["cryptosuite"].clone()).collect();
        assert_eq!(suites, ["eddsa-rdfc-2022", "eddsa-jcs-2022"]);
    }
}

#[test]
fn what_is_dated_by_the_environment_says_so() {
    let project = registry();
    let told =
        "warning[dated-by-environment]: SOURCE_DATE_EPOCH is set: what is done now is dated 2026-11-24T00:00:00Z";
    let done = |command: &[&str], times: usize| {
        let run = project.run(command.iter().copied()).exits(0);
        assert_eq!(run.stderr.matches(told).count(), times, "{command:?}: {}", run.stderr);
    };
    // Not where nothing is signed, nor where the command line says the moment.
    done(&["issue", "--dry-run"], 0);
    done(&["issue"], 1);
    done(&["issue"], 0);
    let slugs = project.slugs();
    done(&["reissue", &slugs[1], "--as-signed"], 1);
    done(&["revoke", &slugs[0]], 1);
    done(&["revoke", &slugs[0]], 0);
    done(&["keys", "list"], 0);
    done(&["keys", "rotate", "--plain"], 1);
    let row = |day: &str| {
        project.write("awards/spring.csv", project.read("awards/spring.csv") + &format!("Cy Oh,talk,2026-05-{day},\n"))
    };
    row("13");
    done(&["issue", "--as-of=2026-11-24"], 0);
    row("14");
    done(&["issue", "--quiet"], 0);
    done(&["forget", "Cy Oh"], 1);
}

#[test]
fn a_dry_run_says_what_it_would_do_and_writes_nothing() {
    let project = registry();
    let before = project.tree();
    let run = project.run(["issue", "--dry-run"]).exits(0);
    insta::assert_snapshot!(run.stdout, @r"
    issue  2026-05-12  talk  Ada Obi  listed
    issue  2026-05-12  talk  佐藤 美咲    not listed
    ");
    assert!(project.tree() == before);
    project.run(["issue"]).exits(0);
    let before = project.tree();
    let run = project.run(["issue", "--dry-run"]).exits(0);
    assert!(
        run.stdout.lines().all(|line| line.starts_with("skip") && line.contains("issued on 2026-11-24 as ")),
        "{}",
        run.stdout
    );
    assert!(project.tree() == before);
}

/// More than are signed at once: the first of them stand beside their place while the others are still to be signed, and then it is killed.
#[test]
fn a_run_that_was_cut_short_is_completed_by_the_next_one() {
    const MANY: usize = 9_000;
    let rows: String = (0..MANY).map(|n| format!("Holder Of Row {n},talk,2026-05-12,public\n")).collect();
    let project = registry().file("awards/spring.csv", format!("name,badge,awarded,consent\n{rows}"));
    let beside = || {
        let all = std::fs::read_dir(project.path().join("credentials")).into_iter().flatten().filter_map(Result::ok);
        all.map(|file| file.file_name()).any(|name| name.to_string_lossy().ends_with(".part"))
    };
    let mut child = project.command(["issue"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("runs");
    while child.try_wait().expect("it can be asked").is_none() && !beside() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("it is running");
    assert!(!child.wait().expect("ends").success(), "it was cut short");
    assert!(beside() && !project.has("ledger.jsonl"), "something is left, of which the ledger knows nothing");
    project.run(["issue"]).exits(0);
    let entries = ledger(&project);
    assert_eq!(entries.len(), MANY);
    let known: BTreeSet<String> = entries.iter().map(|e| e["id"].to_string()).collect();
    let there: Vec<String> = credentials(&project).iter().map(|c| c["id"].to_string()).collect();
    assert_eq!(there.len(), MANY, "none is there twice");
    assert_eq!(there.into_iter().collect::<BTreeSet<_>>(), known, "all are in the ledger, and the other way round");
    assert!(!project.tree().keys().any(|path| path.ends_with(".part")), "nothing is left beside");
    // Where one were not verified, it would end otherwise.
    project.run(["verify", "credentials", "--quiet"]).exits(0);
}

#[test]
fn every_state_between_two_writes_is_completed() {
    for how in ["--separate", "--quiet"] {
        between_two_writes(how);
    }
}

fn between_two_writes(how: &str) {
    let project = registry();
    project.run(["issue", how]).exits(0);
    let whole = project.tree();
    // What is written last is missing first: the credentials one by one, then the ledger too, then the status list too.
    let credentials: Vec<_> = whole.keys().filter(|path| path.starts_with("credentials/")).cloned().collect();
    for count in 1..=credentials.len() {
        credentials[..count].iter().for_each(|path| project.remove(path));
        project.run_with(["issue"], &[("SOURCE_DATE_EPOCH", "1800000000")], "").exits(0);
        assert!(project.tree() == whole, "{how}: {count} credentials were missing");
    }
    for missing in [vec!["ledger.jsonl"], vec!["ledger.jsonl", "status/1.json"]] {
        let there: Vec<String> = project.tree().into_keys().filter(|path| path.starts_with("credentials/")).collect();
        there.iter().for_each(|path| project.remove(path));
        missing.iter().for_each(|path| project.remove(path));
        project.run(["issue"]).exits(0);
        assert_eq!(ledger(&project).len(), 2);
        assert_eq!(verdicts(&verify(&project, &[]).exits(0)), ["verified", "verified"]);
        project.remove("map.json");
    }
}

#[test]
fn a_missing_credential_is_made_again_the_same_or_not_at_all() {
    let project = registry();
    project.run(["issue", "--separate"]).exits(0);
    let before = project.tree();
    let lost = format!("credentials/{}.json", ledger(&project)[1]["slug"].as_str().expect("slug"));
    project.remove(&lost);
    let run = project.run_with(["issue"], &[("SOURCE_DATE_EPOCH", "1800000000")], "").exits(0);
    assert!(run.stdout.contains("made again from the ledger"), "{}", run.stdout);
    assert!(project.tree() == before, "the same bytes, at another time");

    project.remove(&lost);
    project.write("badges/talk.yaml", BADGE.replace("Gave a talk.", "Gave two talks."));
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("lost-credential"), "{}", run.stderr);
    assert!(!project.has(&lost));
}

#[test]
fn a_row_that_changed_after_issuing_is_told_and_changes_nothing() {
    let project = registry();
    project.run(["issue"]).exits(0);
    project.write("awards/spring.csv", "name,badge,awarded,award_id\nAda Obi,talk,2026-05-13,a1\n");
    project.run(["issue", "--another-award"]).exits(0);
    project.write("awards/spring.csv", "name,badge,awarded,award_id\nAda Obi-Lind,talk,2026-05-13,a1\n");
    let before = project.tree();
    let run = project.run(["issue"]).exits(0);
    assert!(run.stderr.contains("changed-award") && run.stderr.contains("accolade reissue"), "{}", run.stderr);
    assert!(project.tree() == before);
}

#[test]
fn every_fact_of_a_row_that_was_not_signed_so_is_told() {
    let head = "name,badge,awarded,award_id,hours,credits,result,license,start,end,expires,recipient_id,evidence_url";
    let row = "Ada Obi,talk,2026-05-12,a1,12,1.5,Merit,L1,2026-05-01,2026-05-02,2028-05-12,ada@students.example,https://a.example/1";
    let project = registry().file("awards/spring.csv", format!("{head}\n{row}\n"));
    project.run(["issue"]).exits(0);
    assert!(!project.run(["issue"]).exits(0).stderr.contains("changed-award"));
    for (from, to, said) in [
        (",12,", ",13,", "narrative or hours"),
        ("1.5", "2.5", "credits"),
        ("Merit", "Pass", "result"),
        ("L1", "", "license"),
        ("2026-05-01", "2026-04-01", "start"),
        ("2026-05-02", "2026-05-03", "end"),
        ("2028-05-12", "2029-05-12", "expires"),
        ("ada@", "obi@", "recipient_id"),
        ("a.example/1", "a.example/2", "evidence"),
    ] {
        project.write("awards/spring.csv", format!("{head}\n{}\n", row.replace(from, to)));
        let run = project.run(["issue"]).exits(0);
        let message = format!("the row differs: what it says of {said} was not signed so");
        assert!(run.stderr.contains(&message) && run.stderr.contains("accolade reissue"), "{said}\n{}", run.stderr);
    }
    // A badge that is worded anew is no change of what was earned before.
    project.write("awards/spring.csv", format!("{head}\n{row}\n"));
    project.write("badges/talk.yaml", format!("{BADGE}credits: 3\nvalid_for: 1 years\n").replace("Gave", "Held"));
    assert!(!project.run(["issue"]).exits(0).stderr.contains("changed-award"));
}

#[test]
fn every_bad_row_is_told_with_its_line_and_nothing_is_written() {
    let project = registry()
        .file("badges/lab.yaml", format!("{BADGE}evidence_required: true\n").replace("Talk", "Lab"))
        .file(
            "awards/spring.csv",
            "name,badge,awarded\nundefined,talk,2026-05-12\nAda Obi,tlak,2026-05-12\nBo Li,talk,12.05.2026\nCy Oh,lab,2026-05-12\nada@example.org,talk,2026-05-12\nDi Yu,talk,2026-05-12\nDi Yu,talk,2026-05-12\n",
        );
    let before = project.tree();
    let run = project.run(["issue"]).exits(1);
    for said in [
        "\"undefined\" is not the name of a person",
        "awards/spring.csv:2:1",
        "\"12.05.2026\" is not a date",
        "awards/spring.csv:4:12",
        "holds an e-mail address",
        "there is no badge \"tlak\"",
        "6 errors",
    ] {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    let rows = "Ada Obi,tlak,2026-05-12\nCy Oh,lab,2026-05-12\nDi Yu,talk,2026-05-12\nDi Yu,talk,2026-05-12\n";
    project.write("awards/spring.csv", format!("name,badge,awarded\n{rows}"));
    let run = project.run(["issue"]).exits(1);
    for said in [
        "there is no badge \"tlak\"",
        "did you mean \"talk\"?",
        "given for evidence only",
        "this is the same award as awards/spring.csv:4",
        "3 errors",
    ] {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    project.write("awards/spring.csv", before["awards/spring.csv"].clone());
    assert!(project.tree() == before);
}

#[test]
fn of_very_many_rows_with_one_fault_the_first_are_told_and_the_others_counted() {
    let project = registry();
    let row = "Ada Obi,talk,2026-05-12,public\n";
    project.write("awards/spring.csv", format!("name,badge,awarded,consent\n{}", row.repeat(301)));
    let run = project.run(["issue"]).exits(1);
    assert_eq!(run.stderr.matches("this is the same award as").count(), 200);
    assert!(run.stderr.contains("error[duplicate-award]: and 100 more like these"), "{}", run.stderr);
    assert!(run.stderr.contains("--> awards/spring.csv:3:1"), "{}", run.stderr);
    let rows: String = (0..301).map(|n| format!("P {n},talk,2026-05-12,public,a{n}\n")).collect();
    project.write("awards/spring.csv", format!("name,badge,awarded,consent,award_id\n{rows}"));
    project.run(["issue"]).exits(0);
    project.write("awards/spring.csv", project.read("awards/spring.csv").replace("P ", "Q "));
    let run = project.run(["issue"]).exits(0);
    assert_eq!(run.stderr.matches("the row differs").count(), 200);
    assert!(run.stderr.contains("warning[changed-award]: and 101 more like these"), "{}", run.stderr);
    assert!(run.stderr.contains("--> awards/spring.csv:201:1"), "{}", run.stderr);
    let ledger = project.read("ledger.jsonl");
    project.write("ledger.jsonl", ledger.replace("{\"id\"", "{id"));
    for (command, code) in [("issue", "bad-ledger"), ("build", "bad-json")] {
        let run = project.run([command]).exits(1);
        assert_eq!(run.stderr.matches(&format!("error[{code}]")).count(), 201, "{command}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("error[{code}]: and 101 more like these")), "{command}: {}", run.stderr);
    }
}

#[test]
fn no_address_leaves_the_awards_file() {
    let project = registry().file(
        "awards/spring.csv",
        "name,badge,awarded,recipient_id\nAda Obi,talk,2026-05-12,Ada.Obi@students.example\n",
    );
    project.run(["issue"]).exits(0);
    for (path, bytes) in project.tree().iter().filter(|(path, _)| !path.starts_with("awards/")) {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(!text.contains("ada.obi") && !text.contains("students.example"), "{path}");
    }
    let credential = credential(&project, &ledger(&project)[0]);
    assert_eq!(credential["credentialSubject"]["identifier"][0]["hashed"], true);
    assert_eq!(verdicts(&verify(&project, &[]).exits(0)), ["verified"]);
}

#[test]
fn yaml_awards_are_read_with_the_same_rules() {
    let project = registry().file("awards/more.yaml", "- name: Eve Ng\n  badge: talk\n  awarded: 2026-05-14\n  credits: 1.5\n  consent: public\n- name: 'null'\n  badge: talk\n  awarded: 2026-05-14\n");
    let run = project.run(["issue"]).exits(1);
    assert!(
        run.stderr.contains("\"null\" is not the name of a person") && run.stderr.contains("awards/more.yaml:6:9"),
        "{}",
        run.stderr
    );
    project.write(
        "awards/more.yaml",
        "- name: Eve Ng\n  badge: talk\n  awarded: 2026-05-14\n  credits: 1.5\n  consent: public\n",
    );
    project.run(["issue", ".", "awards/more.yaml"]).exits(0);
    assert_eq!(credential(&project, &ledger(&project)[0])["credentialSubject"]["creditsEarned"], 1.5);
}

#[test]
fn revoking_flips_one_bit_and_only_that_credential_changes_its_verdict() {
    let project = registry();
    project.run(["issue"]).exits(0);
    let before = project.tree();
    let slug = ledger(&project)[0]["slug"].as_str().expect("slug").to_owned();
    let run = project.run(["revoke", &slug]).exits(0);
    assert!(run.stdout.ends_with("revoked\n"), "{}", run.stdout);
    let after = project.tree();
    let changed: Vec<_> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path.as_str()).collect();
    assert_eq!(changed, ["ledger.jsonl", "status/1.json"]);
    assert_eq!(verdicts(&verify(&project, &[]).exits(1)), ["authentic", "verified"]);
    project.remove("map.json");
    let run = project.run(["revoke", &slug]).exits(0);
    assert!(run.stdout.contains("was revoked before"), "{}", run.stdout);
    assert!(project.tree() == after);
    project.run(["issue"]).exits(0);
    assert!(project.tree() == after, "issuing forgets no revocation");
    let run = project.run(["revoke", "nobody"]).exits(1);
    assert!(run.stderr.contains("the ledger knows no credential"), "{}", run.stderr);
}

#[test]
fn a_status_list_that_was_altered_or_lost_is_not_signed_anew() {
    let project = registry();
    project.run(["issue"]).exits(0);
    let (slug, list) = (ledger(&project)[0]["slug"].as_str().expect("slug").to_owned(), project.read("status/1.json"));
    project.write("status/1.json", list.replace("\"validFrom\": \"2026", "\"validFrom\": \"2025"));
    let run = project.run(["revoke", &slug]).exits(1);
    assert!(run.stderr.contains("signature of the status list does not hold"), "{}", run.stderr);
    project.remove("status/1.json");
    project.run(["revoke", &slug]).exits(1);
    project.write("awards/spring.csv", format!("{AWARDS}Bo Li,talk,2026-05-13,public\n"));
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("lost-status-list"), "{}", run.stderr);
    assert!(!project.has("status/1.json"));
}

#[test]
fn a_key_is_encrypted_for_its_owner_alone_and_never_overwritten() {
    let project = Project::new();
    let run = project.run_with(["keygen", "--did-web", "example.org/badges"], &[PASSPHRASE], "").exits(0);
    let lines: Vec<_> = run.stdout.lines().collect();
    assert!(lines[0].starts_with("did:key:z6Mk") && lines[1] == "did:web:example.org:badges", "{lines:?}");
    let (pem, document) = (project.read("keys/issuer.pem"), project.read("did.json"));
    assert!(pem.starts_with(concat!("-----BEGIN ENC", "RYPTED PRIVATE KEY-----")), "encrypted");
    assert!(document.contains(lines[0].trim_start_matches("did:key:")) && !run.stderr.contains(PASSPHRASE.1));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(project.path().join("keys/issuer.pem")).expect("key").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let again = project.run_with(["keygen"], &[PASSPHRASE], "").exits(4);
    assert!(again.stderr.contains("is there already and was not touched"), "{}", again.stderr);
    assert_eq!(project.read("keys/issuer.pem"), pem);
    project.remove("keys/issuer.pem");
    project.run_with(["keygen", "--did-web", "example.org/badges"], &[PASSPHRASE], "").exits(4);
    assert!(!project.has("keys/issuer.pem") && project.read("did.json") == document, "a did.json in the way stops all");
}

#[test]
fn passphrases_are_asked_for_and_wrong_ones_told() {
    let project = Project::registry().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    let run = project.run(["keygen"]).exits(5);
    assert!(run.stderr.contains("set ACCOLADE_PASSPHRASE"), "{}", run.stderr);
    project.run_with(["keygen"], &[("ACCOLADE_PASSPHRASE", "short")], "").exits(5);
    assert!(!project.has("keys"));
    project.run_with(["keygen"], &[PASSPHRASE], "").exits(0);
    assert!(project.has(".well-known/did.json"), "the issuer of accolade.yaml is a did:web");

    project.run(["issue"]).exits(5);
    let run = project.run_with(["issue"], &[("ACCOLADE_PASSPHRASE", "another passphrase")], "").exits(5);
    assert!(run.stderr.contains("the passphrase is wrong"), "{}", run.stderr);
    assert!(!project.has("ledger.jsonl") && !project.has("credentials") && !project.has("status"));
    project.run_with(["issue"], &[PASSPHRASE], "").exits(0);
    project.run(["issue"]).exits(0);
}

#[test]
fn a_key_that_the_did_document_does_not_list_signs_nothing() {
    let project = registry();
    project.run(["keygen", "--plain", "--out", "other.pem", "--did-web", "other.example/x"]).exits(0);
    let run = project.run(["issue", "--key", "other.pem"]).exits(5);
    assert!(run.stderr.contains("does not list the key"), "{}", run.stderr);
    assert!(!project.has("ledger.jsonl"));
    project.write("other.pem", "-----BEGIN NONSENSE-----\n");
    project.run(["issue", "--key", "other.pem"]).exits(5);
    project.run(["issue", "--key", "nowhere.pem"]).exits(5);
}

#[test]
fn a_portfolio_cannot_issue() {
    let project = Project::portfolio();
    let before = project.tree();
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("issuer"), "{}", run.stderr);
    project.run(["issue", "nowhere"]).exits(4);
    project.run(["revoke", "--dir", "nowhere", "x"]).exits(4);
    assert!(project.tree() == before && !project.has("nowhere") && !project.has("keys"));
}

#[test]
fn files_that_are_called_alike_are_one_batch_and_signs_alone_make_a_name_too() {
    let row = |name: &str| format!("name,badge,awarded\n{name},talk,2026-05-12\n");
    let project = registry()
        .file("awards/a b.csv", row("Cy Oh"))
        .file("awards/a-a.csv", row("Di Yu"))
        .file("awards/a-b.csv", row("Ed Ax"))
        .file("awards/!!!.csv", row("Flo Ng"));
    project.run(["issue"]).exits(0);
    assert_eq!(credentials(&project).len(), 6);
    assert_eq!(project.read("credentials/a-b.jsonl").lines().count(), 2);
    assert!(project.has("credentials/entry.jsonl"), "no hidden file, of which no site is made");
    let before = project.tree();
    project.run(["issue"]).exits(0);
    assert!(project.tree() == before);
}

/// A first look at a large site takes long, and another run may write to the ledger meanwhile: what is signed then is dated after that.
#[test]
fn what_is_signed_is_dated_by_the_moment_at_which_the_site_is_held() {
    let rows =
        |name: &str| -> String { (0..250).map(|n| format!("{name} {n},talk,2020-05-12,public,a{n}\n")).collect() };
    let table = |rows: &str| format!("name,badge,awarded,consent,award_id\n{rows}");
    let project = registry().file("awards/spring.csv", table(&rows("P")));
    let issue = || {
        let mut command = project.command(["issue"]);
        command.env_remove("SOURCE_DATE_EPOCH");
        command
    };
    project.finish(&mut issue(), "").exits(0);
    // So many remarks that they wait for somebody to read them.
    project.write("awards/spring.csv", table(&(rows("Q") + "Bo Li,talk,2020-05-13,public,new\n")));
    let mut run = issue().stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    let mut said = run.stderr.take().expect("standard error was asked for");
    let mut first = [0];
    said.read_exact(&mut first).expect("a remark");
    std::thread::sleep(Duration::from_millis(2100));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs();
    let mut rest = String::new();
    said.read_to_string(&mut rest).expect("text");
    assert!(run.wait().expect("it ends").success(), "{rest}");
    let last = ledger(&project).pop().expect("a line");
    let issued: jiff::Timestamp = last["issued"].as_str().expect("a moment").parse().expect("a moment");
    assert_eq!(last["award"], "id:new");
    assert!(issued.as_second() >= i64::try_from(now).expect("seconds"), "{issued} is before {now}");
}
