//! What the ledger says against what the credentials say, through the binary: no command goes on where the two do not agree.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};
use sha2::Digest as _;
use support::signed::Issuer;
use support::{Project, Run};

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\nvalid_for: 2 years\n";
const AWARDS: &str = "name,badge,awarded,award_id,consent\nAda Obi,talk,2026-05-12,a1,public\nBo Li,talk,2026-05-12,a2,public\nCy Oh,talk,2026-05-12,a3,public\nDi Yu,talk,2026-05-12,a4,public\nEd Ax,talk,2026-05-12,a5,public\n";

fn registry(how: &str) -> Project {
    let project = Project::registry()
        .of_pages()
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
            (
                "issued",
                "\"2026-06-01T00:00:00Z\"",
                "it was issued at 2026-06-01T00:00:00Z, and it was signed at 2026-11-24",
            ),
            ("award", "\"talk/2026-05-12/0123456789abcdef\"", "the ledger says another award than the credential"),
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

#[test]
fn a_credential_that_stands_twice_in_one_file_is_told_with_both_lines() {
    let project = registry("--quiet");
    let lines = project.read("credentials/spring.jsonl");
    let first = lines.lines().next().expect("a line").to_owned();
    project.write("credentials/spring.jsonl", format!("{lines}{first}\n"));
    let run = project.run(["check"]).exits(1);
    let both = "credentials/spring.jsonl:1 and credentials/spring.jsonl:6 both ask for the address";
    told(&run, &["error[same-address]", both, " --> credentials/spring.jsonl:6:1", "take one of the two out"]);
    told(&run, &["warning[same-credential]", "the same credential as credentials/spring.jsonl:1,"]);
    // Nor elsewhere, where each has an address of its own.
    let signed = Issuer::new(1).issue("1", "Talk", "Maya Lindqvist");
    let line = serde_json::from_str::<serde_json::Value>(&signed).expect("JSON").to_string();
    let other = Project::portfolio().file("credentials/all.jsonl", format!("{line}\n\n{line}\n"));
    let run = other.run(["check"]).exits(0);
    told(&run, &["the same credential as credentials/all.jsonl:1,", " --> credentials/all.jsonl:3:1", "two lines"]);
}

/// Whoever named it so would change the file of another credential, or find none.
#[test]
fn a_slug_that_is_not_the_one_of_its_credential_stops_every_command() {
    let project = registry("--quiet");
    let ledger = project.read("ledger.jsonl");
    project.write("ledger.jsonl", ledger.replace(&field(&project, "slug"), "\"slug\":\"aaaaaaaaaaaaaaaa\""));
    let before = project.tree();
    for command in [&["issue"][..], &["check"], &["build", "-o", "out"], &["revoke", "a2"], &["renew", "a1"]] {
        let run = project.run(command.iter().copied()).exits(1);
        told(
            &run,
            &["error[bad-ledger]", "\"aaaaaaaaaaaaaaaa\" is not the last part of its id", " --> ledger.jsonl:2:"],
        );
        assert_eq!(run.stderr.matches(" --> ledger.jsonl:").count(), 1, "{command:?}: {}", run.stderr);
    }
    assert!(project.tree() == before, "nothing was written");
}

#[test]
fn a_line_that_is_damaged_is_told_once() {
    let project = registry("--quiet");
    let ledger = project.read("ledger.jsonl");
    project.write("ledger.jsonl", ledger.replacen("{\"id\"", "{id", 1));
    for command in [&["issue"][..], &["check"], &["revoke", "a2"]] {
        let run = project.run(command.iter().copied()).exits(1);
        assert_eq!(run.stderr.matches(" --> ledger.jsonl:").count(), 1, "{command:?}: {}", run.stderr);
        assert!(run.stderr.contains("error[") && run.stderr.contains("help: "), "{}", run.stderr);
    }
    // What else is wrong is told besides.
    project.write("badges/other.yaml", "name: [\n");
    told(&project.run(["issue"]).exits(1), &["error[bad-ledger]", "badges/other.yaml"]);
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
    let other = Issuer::new(7).issue("x", "Elsewhere", "Ada Obi");
    let project = registry("--quiet").file("credentials/other.json", other);
    told(&project.run(["issue"]).exits(0), &["nothing new to issue"]);
}

/// The events of the ledger, without when.
fn slugs(project: &Project) -> Vec<String> {
    let ledger = project.read("ledger.jsonl");
    let all = ledger.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    all.filter_map(|line| Some(line["slug"].as_str()?.to_owned())).collect()
}

/// To publish without it would take the one that is there away: then nobody could be told of what was revoked.
#[test]
fn a_status_list_that_is_missing_stops_the_build() {
    let project = registry("--quiet");
    project.write("accolade.yaml", project.read("accolade.yaml") + "  status: {suspension: true}\n");
    project.write("awards/more.csv", "name,badge,awarded,award_id\nFay Ng,talk,2026-05-12,a6\n");
    project.run(["issue"]).exits(0);
    for file in ["status/1.json", "status/1-suspension.json"] {
        let list = project.read(file);
        project.remove(file);
        for command in [&["check"][..], &["build", "-o", "out"]] {
            let run = project.run(command.iter().copied()).exits(1);
            told(&run, &["error[lost-status-list]", &format!("{file} is missing"), "bring it back", "ledger.jsonl:"]);
        }
        project.write(file, list);
    }
    project.run(["check"]).exits(0);
}

/// A list from a backup, or the other side of a merge: what was revoked would be published as good.
#[test]
fn a_status_list_that_is_not_as_the_ledger_says_stops_the_build_and_is_repaired_by_the_same_command() {
    let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    project.write("accolade.yaml", project.read("accolade.yaml") + "  status: {suspension: true}\n");
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    let lists = ["status/1.json", "status/1-suspension.json"];
    let older = lists.map(|file| project.read(file));
    project.run(["revoke", "a1"]).exits(0);
    project.run(["reissue", "a2"]).exits(0);
    project.run(["renew", "a3"]).exits(0);
    project.run(["suspend", "a4"]).exits(0);
    project.run(["check"]).exits(0);
    let newer = lists.map(|file| project.read(file));
    let ledger = project.read("ledger.jsonl");
    let slugs = slugs(&project);
    lists.iter().zip(&older).for_each(|(file, list)| project.write(file, list));
    let run = project.run(["check"]).exits(1);
    assert_eq!(run.stderr.matches("error[status-differs]").count(), 3, "{}", run.stderr);
    for (at, said, command) in [
        (0, "the ledger says that it was revoked, and its place in status/1.json is not set", "revoke"),
        (1, "the ledger says that it was revoked", "revoke"),
        (3, "the ledger says that it was suspended", "suspend"),
    ] {
        told(&run, &[said, &format!("accolade {command} {}", slugs[at]), &format!("ledger.jsonl:{}:", at + 1)]);
        project.run([command, &slugs[at]]).exits(0);
    }
    project.run(["check"]).exits(0);
    // The other way round: the list is newer than the ledger.
    project.write("ledger.jsonl", ledger.lines().take(5).map(|line| format!("{line}\n")).collect::<String>());
    project.write("credentials/spring.jsonl", {
        let all = project.read("credentials/spring.jsonl");
        all.lines()
            .filter(|line| !slugs[5..].iter().any(|slug| line.contains(slug)))
            .fold(String::new(), |all, line| all + line + "\n")
    });
    lists.iter().zip(&newer).for_each(|(file, list)| project.write(file, list));
    let run = project.run(["check"]).exits(1);
    told(&run, &["its place in status/1.json is set, and the ledger does not say that it is revoked", &slugs[0]]);
    told(&run, &["its place in status/1-suspension.json is set", &format!("accolade suspend {}", slugs[3])]);
    let run = project.run(["build", "-o", "out"]).exits(1);
    told(&run, &["error[status-differs]"]);
}

/// The ledger and the credentials of a project after a branch was joined with it, as version control joins lines.
fn joined(ours: &Project, theirs: &Project) {
    for file in ["ledger.jsonl", "credentials/spring.jsonl"] {
        let (a, b) = (ours.read(file), theirs.read(file));
        let new: String = b.lines().filter(|line| !a.contains(line)).map(|line| format!("{line}\n")).collect();
        ours.write(file, a + &new);
    }
}

/// A second folder with the same files.
fn branch(project: &Project) -> Project {
    project.tree().into_iter().fold(Project::new(), |copy, (path, bytes)| copy.file(&path, bytes))
}

#[test]
fn an_award_that_two_people_issued_is_named_and_one_of_the_two_is_taken_back() {
    let ours = registry("--quiet");
    let theirs = branch(&ours);
    let more = format!("{AWARDS}Fay Ng,talk,2026-05-12,a6,public\n");
    for project in [&ours, &theirs] {
        project.write("awards/spring.csv", &more);
        project.run(["issue"]).exits(0);
    }
    joined(&ours, &theirs);
    let slugs = slugs(&ours);
    let run = ours.run(["check"]).exits(1);
    told(&run, &["error[issued-twice]", &slugs[5], &slugs[6], "in line 6", "ledger.jsonl:7:", "accolade revoke"]);
    let run = ours.run(["issue"]).exits(0);
    told(&run, &["nothing new to issue"]);
    ours.run(["revoke", &slugs[6]]).exits(0);
    ours.run(["check"]).exits(0);
    ours.run(["renew", "a6"]).exits(0);
    let run = ours.run(["revoke", "a6"]).exits(0);
    assert_eq!(run.stdout.matches("revoked\n").count(), 2, "the one that was renewed, too: {}", run.stdout);
    ours.run(["check"]).exits(0);
}

#[test]
fn two_people_to_whom_one_award_was_issued_are_both_named_and_each_comes_to_have_their_own() {
    let ours = registry("--quiet");
    let theirs = branch(&ours);
    let (ng, po) = ("Fay Ng,talk,2026-05-12,a6,public\n", "Gus Po,talk,2026-05-12,a6,public\n");
    for (project, row) in [(&ours, ng), (&theirs, po)] {
        project.write("awards/spring.csv", format!("{AWARDS}{row}"));
        project.run(["issue"]).exits(0);
    }
    joined(&ours, &theirs);
    ours.write("awards/spring.csv", format!("{AWARDS}{ng}{po}"));
    let slugs = slugs(&ours);
    let two = ids(&ours)[6].clone();
    let run = ours.run(["check"]).exits(1);
    let command = format!("`accolade revoke {two}`");
    told(
        &run,
        &["error[issued-twice]", "\"Fay Ng\"", &slugs[5], "in line 6", "\"Gus Po\"", "ledger.jsonl:7:", &command],
    );
    let run = ours.run(["issue"]).exits(1);
    told(&run, &["error[duplicate-award]", "awards/spring.csv:8", "which is of \"Fay Ng\"", "accolade check"]);
    // Nothing is signed a second time while the first is good.
    ours.write("awards/spring.csv", format!("{AWARDS}{ng}{}", po.replace("a6", "a7")));
    told(&ours.run(["issue"]).exits(1), &["error[maybe-same-award]", "\"Gus Po\"", &slugs[6]]);
    ours.run(["revoke", &two]).exits(0);
    ours.run(["issue"]).exits(0);
    ours.run(["check"]).exits(0);
    assert_eq!(ids(&ours).len(), 9, "seven, the line of the one that is revoked, and one more");
    assert!(ours.run(["issue"]).exits(0).stderr.contains("nothing new to issue"));
}

/// Two credentials in one place, as two people may give it away: the last one is signed for the place of the one before it.
fn shared() -> Project {
    let project = registry("--quiet");
    project.write(
        "awards/more.csv",
        "name,badge,awarded,award_id,consent\nFay Ng,talk,2026-05-12,b1,public\nGuy Ry,talk,2026-05-12,b2,public\n",
    );
    project.run(["issue"]).exits(0);
    let ledger = project.read("ledger.jsonl");
    let entry =
        |n: usize| -> serde_json::Value { serde_json::from_str(ledger.lines().nth(n).expect("a line")).expect("JSON") };
    let (first, mut second) = (entry(5)["index"].to_string(), entry(6));
    let file = project.read("credentials/more.jsonl");
    let (kept, last) = file.trim_end().rsplit_once('\n').expect("two lines");
    let own = second["index"].to_string();
    let moved = last
        .replace(&format!("\"{own}\""), &format!("\"{first}\""))
        .replace(&format!("#{own}\""), &format!("#{first}\""));
    let mut moved: serde_json::Value = serde_json::from_str(&moved).expect("JSON");
    let method = moved["proof"][0]["verificationMethod"].as_str().expect("a method").to_owned();
    moved.as_object_mut().expect("an object").remove("proof");
    let key = SecretKey::from_pem(&project.read("keys/issuer.pem"), None).expect("a key");
    let created = "2026-11-24T00:00:00Z".parse().expect("a moment");
    let signer = Signer { key: &key, verification_method: &method, created };
    let unsigned = accolade_credential::json::parse(moved.to_string().as_bytes()).expect("JSON");
    let signed = sign(unsigned, &signer, &[Suite::EddsaRdfc2022, Suite::EddsaJcs2022]).expect("signed").to_text();
    project.write("credentials/more.jsonl", format!("{kept}\n{signed}\n"));
    let old = format!("\"index\":{own}");
    let line = ledger.trim_end().rsplit_once('\n').expect("lines").1.replace(&old, &format!("\"index\":{first}"));
    let hash: String = sha2::Sha256::digest(&signed).iter().map(|byte| format!("{byte:02x}")).collect();
    let line = line.replace(second["sha256"].take().as_str().expect("a hash"), &hash);
    let head = ledger.trim_end().rsplit_once('\n').expect("lines").0;
    project.write("ledger.jsonl", format!("{head}\n{line}\n"));
    project
}

#[test]
fn a_place_that_two_people_gave_away_is_named_and_a_new_credential_has_its_own() {
    for both in [false, true] {
        let project = shared();
        let slugs = slugs(&project);
        let (first, second) = (slugs[5].as_str(), slugs[6].as_str());
        let run = project.run(["check"]).exits(1);
        told(&run, &["error[shared-place]", first, "in line 6", "ledger.jsonl:7:", &format!("reissue {second}")]);
        let before = project.tree();
        let run = project.run(["revoke", "b1"]).exits(1);
        told(&run, &["error[shared-place]", &format!("accolade reissue {second}")]);
        assert!(project.tree() == before, "nobody else is revoked");
        if both {
            project.run(["reissue", first, second]).exits(0);
            project.run(["check"]).exits(0);
        } else {
            let run = project.run(["reissue", second]).exits(0);
            told(&run, &["warning[shared-place]", "it is not revoked", &format!("accolade reissue {first}")]);
            project.run(["check"]).exits(0);
            let run = project.run(["revoke", "b2"]).exits(1);
            told(&run, &["error[shared-place]", first]);
            project.run(["reissue", first]).exits(0);
            project.run(["check"]).exits(0);
        }
        project.run(["revoke", "b2"]).exits(0);
        let run = project.run(["build", "-o", "out"]).exits(0);
        assert!(run.stdout.contains("6 verified, 1 authentic"), "{}", run.stdout);
    }
}

#[test]
fn a_conflict_that_version_control_left_is_told_with_what_to_do() {
    let project = registry("--quiet");
    let ledger = project.read("ledger.jsonl");
    let (head, last) = ledger.trim_end().rsplit_once('\n').expect("lines");
    project.write("ledger.jsonl", format!("{head}\n<<<<<<< HEAD\n{last}\n=======\n>>>>>>> other\n"));
    for command in ["check", "issue"] {
        let run = project.run([command]).exits(1);
        told(&run, &["version control left a conflict here", "ledger.jsonl:5", "keep the lines of both sides"]);
    }
}

/// To move the file out of the way, as of one that is no credential, would take a whole batch away.
#[test]
fn a_conflict_in_a_file_of_credentials_is_told_as_that() {
    let project = registry("--quiet");
    let file = project.read("credentials/spring.jsonl");
    let (head, last) = file.trim_end().rsplit_once('\n').expect("lines");
    project.write("credentials/spring.jsonl", format!("{head}\n<<<<<<< HEAD\n=======\n{last}\n>>>>>>> other\n"));
    let run = project.run(["check"]).exits(1);
    told(&run, &["version control left a conflict here", "keep the lines of both sides"]);
    for line in [5, 6, 8] {
        told(&run, &[&format!("credentials/spring.jsonl:{line}:")]);
    }
    assert!(!run.stderr.contains("move the file"), "{}", run.stderr);
}

/// Each side did something of its own with the first award; then the lines of both were joined.
#[test]
fn what_one_said_of_a_credential_is_not_undone_by_another_that_stands_in_its_place() {
    let expires = ["renew", "a1", "--expires", "2031-01-01"];
    for (theirs_said, said) in [
        (&["revoke", "a1", "--reason", "fraud"][..], "it was revoked, and"),
        (&["forget", "a1"], "its holder was to be forgotten, and"),
    ] {
        for replace in [&expires[..], &["reissue", "a1", "--as-signed"]] {
            let ours = registry("--as-of=2026-11-01");
            let theirs = branch(&ours);
            theirs.run(theirs_said.iter().copied().chain(["--as-of=2026-11-10"])).exits(0);
            ours.run(replace.iter().copied()).exits(0);
            let new = slugs(&ours)[5].clone();
            // What `forget` took out is gone after a merge, too.
            if theirs_said[0] == "forget" {
                let rows = theirs.read("awards/spring.csv");
                ours.write("awards/spring.csv", rows);
                let event = theirs.read("ledger.jsonl").lines().last().expect("a line").to_owned();
                ours.write("ledger.jsonl", format!("{}{event}\n", ours.read("ledger.jsonl")));
            } else {
                joined(&ours, &theirs);
            }
            let run = ours.run(["check"]).exits(1);
            told(&run, &["error[undone]", said, &new, &format!("accolade {}", theirs_said[0])]);
            ours.run(["build", "-o", "out"]).exits(1);
            ours.run([theirs_said[0], &new]).exits(0);
            let run = ours.run(["check"]);
            assert!(!run.stderr.contains("undone"), "{theirs_said:?} {replace:?}: {}", run.stderr);
        }
    }
    // Who took the older one back later knew of both.
    let project = registry("--quiet");
    let old = slugs(&project)[0].clone();
    project.run(expires).exits(0);
    project.run(["revoke", &old]).exits(0);
    let run = project.run(["check"]).exits(0);
    told(&run, &["warning[undone]", "--alone`"]);
}

/// Before the line says which one stays good, it may be that nobody knew of it.
#[test]
fn an_older_credential_that_was_revoked_on_purpose_is_settled_by_saying_so() {
    for at_once in [true, false] {
        let project = registry("--quiet");
        let old = slugs(&project)[0].clone();
        project.run(["renew", "a1", "--expires", "2031-01-01"]).exits(0);
        let new = ids(&project)[6].clone();
        if !at_once {
            project.run(["revoke", &old]).exits(0);
            told(&project.run(["check"]).exits(0), &["warning[undone]"]);
        }
        let run = project.run(["revoke", &old, "--alone", "--reason", "a wrong day"]).exits(0);
        assert!(!run.stderr.contains("still-good"), "{}", run.stderr);
        assert!(project.read("ledger.jsonl").contains(&format!("\"keeps\":\"{new}\"")));
        for command in ["check", "build"] {
            let run = project.run([command]).exits(0);
            assert!(!run.stderr.contains("undone"), "{}", run.stderr);
        }
        let before = project.read("ledger.jsonl");
        project.run(["revoke", &old, "--alone"]).exits(0);
        assert!(project.read("ledger.jsonl") == before, "it is said once");
    }
    // Of one that came on another side nobody said that it stays good.
    let ours = registry("--as-of=2026-11-01");
    let theirs = branch(&ours);
    theirs.run(["revoke", "a1", "--alone", "--as-of=2026-11-10"]).exits(0);
    ours.run(["renew", "a1", "--expires", "2031-01-01"]).exits(0);
    joined(&ours, &theirs);
    told(&ours.run(["check"]).exits(1), &["error[undone]", "--alone`"]);
    // Until somebody who knows of both does.
    let old = slugs(&ours)[0].clone();
    ours.run(["revoke", &old, "--alone"]).exits(0);
    ours.run(["check"]).exits(0);
}

#[test]
fn who_was_taken_off_the_lists_stays_off_while_another_renewed_the_credential() {
    let ours = registry("--quiet");
    let theirs = branch(&ours);
    theirs.write("awards/spring.csv", AWARDS.replace("a1,public", "a1,private"));
    theirs.run(["issue"]).exits(0);
    ours.run(["renew", "a1", "--expires", "2031-01-01"]).exits(0);
    joined(&ours, &theirs);
    ours.run(["build", "-o", "out"]).exits(0);
    let index = ours.read("out/badges/talk/index.html");
    assert!(!index.contains("Ada Obi") && index.contains("Bo Li"), "{index}");
    std::fs::remove_dir_all(ours.path().join("out")).expect("the site was built");
    // The table still says otherwise: the next run writes that down.
    let run = ours.run(["issue"]).exits(0);
    assert!(run.stderr.contains("listed"), "{}", run.stderr);
    ours.run(["build", "-o", "out2"]).exits(0);
    assert!(ours.read("out2/badges/talk/index.html").contains("Ada Obi"));
}

#[test]
fn what_leads_to_a_credential_that_was_never_issued_stops_everything_and_removes_nothing() {
    let project = registry("--quiet");
    let id = ids(&project)[0].clone();
    let ledger = project.read("ledger.jsonl");
    for by in [format!("{id}nowhere/"), id.clone()] {
        let line = format!(r#"{{"event":"renewed","id":"{id}","at":"2026-11-24T00:00:00Z","by":"{by}"}}"#);
        project.write("ledger.jsonl", format!("{ledger}{line}\n"));
        let before = project.tree();
        for command in [&["check"][..], &["issue"], &["revoke", "a2"], &["build", "-o", "out"]] {
            let run = project.run(command.iter().copied()).exits(1);
            told(&run, &["error[bad-ledger]", "ledger.jsonl:6:", "stands in its place"]);
        }
        assert!(project.tree() == before, "nothing was removed");
    }
}

#[test]
fn credentials_that_are_missing_are_named_beside_as_many_that_a_stolen_key_signed() {
    let project = registry("--quiet");
    let key = project.run(["keys", "list", "--json"]).exits(0).stdout;
    let key: serde_json::Value = serde_json::from_str(key.lines().next().expect("a line")).expect("JSON");
    let key = key["key"].as_str().expect("a key").to_owned();
    let old = project.read("credentials/spring.jsonl");
    project.run(["keys", "rotate", "--plain"]).exits(0);
    project.run(["keys", "compromised", &key, "--since", "2026-01-01"]).exits(0);
    project.run(["reissue", "--key-of", &key]).exits(0);
    project.write("credentials/spring.jsonl", old);
    let run = project.run(["check"]).exits(1);
    told(&run, &["error[lost-credential]", "5 credentials of the ledger are in no file"]);
}

#[test]
fn another_address_than_the_one_that_was_issued_under_is_told_once() {
    let project = registry("--quiet");
    let run = project.run(["check", "--base-url", "https://preview.example/"]).exits(0);
    assert!(!run.stderr.contains("url-changed"), "{}", run.stderr);
    let (before, now) = ("https://credentials.alderbay.example/", "https://credentials.alderbay.example/new/");
    let settings = project.read("accolade.yaml");
    project.write("accolade.yaml", settings.replace(&format!("url: {before}"), &format!("url: {now}")));
    let run = project.run(["check"]);
    told(&run, &["warning[url-changed]", "issued under", before, now, &format!("put `url: {before}` back")]);
    assert_eq!(run.stderr.matches("url-changed").count(), 1, "{}", run.stderr);
}

/// The list is that of the side that resumed it, and the line that suspended it last stands above.
#[test]
fn of_two_sides_that_suspended_and_resumed_the_later_one_counts_wherever_its_line_stands() {
    let ours = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    ours.write("accolade.yaml", ours.read("accolade.yaml") + "  status: {suspension: true}\n");
    ours.run(["keygen", "--plain"]).exits(0);
    ours.run(["issue", "--as-of=2026-10-01"]).exits(0);
    let theirs = branch(&ours);
    theirs.run(["suspend", "a1", "--as-of=2026-11-01"]).exits(0);
    theirs.run(["resume", "a1", "--as-of=2026-11-02"]).exits(0);
    ours.run(["suspend", "a1", "--as-of=2026-11-03"]).exits(0);
    let (list, slug) = ("status/1-suspension.json", slugs(&ours)[0].clone());
    let newer = ours.read(list);
    joined(&ours, &theirs);
    let ledger = ours.read("ledger.jsonl");
    assert!(ledger.lines().last().expect("a line").contains("\"resumed\""), "{ledger}");
    ours.run(["check"]).exits(0);
    // Nobody could rely on the older list.
    ours.write(list, theirs.read(list));
    let run = ours.run(["check"]).exits(1);
    told(&run, &["error[status-differs]", "it was suspended", &format!("`accolade suspend {slug}` sets it again")]);
    let run = ours.run(["suspend", &slug]).exits(0);
    assert!(run.stdout.contains("was suspended before"), "{}", run.stdout);
    assert_eq!(ours.read("ledger.jsonl"), ledger, "it says so already");
    ours.run(["check"]).exits(0);
    told(&ours.run(["reissue", &slug]).exits(1), &["error[suspended]"]);
    // The other way round, it was resumed last.
    let older = |text: &str| text.replace("2026-11-03", "2026-10-03");
    ours.write("ledger.jsonl", older(&ours.read("ledger.jsonl")));
    ours.write(list, newer);
    told(&ours.run(["check"]).exits(1), &["error[status-differs]", &format!("`accolade resume {slug}` clears it")]);
    ours.run(["resume", &slug]).exits(0);
    ours.run(["check"]).exits(0);
}
