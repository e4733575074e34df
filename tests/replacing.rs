//! `accolade reissue`, `renew` and `forget` through the binary: what stands in the place of what, and what is left of a name.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::{Project, Run};

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\nvalid_for: 2 years\n";
const AWARDS: &str =
    "name,badge,awarded,award_id,consent\nAda Obi,talk,2025-05-12,a1,public\nBo Li,talk,2025-05-12,a2,public\n";

fn registry(how: &str) -> Project {
    let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue", how]).exits(0);
    project
}

/// Everything that the build publishes, as one text.
fn published(project: &Project) -> (Run, String) {
    let run = project.run(["build", "-o", "out"]).exits(0);
    let all = project.tree().into_iter().filter(|(path, _)| path.starts_with("out/"));
    (run, all.map(|(path, bytes)| format!("{path}\n{}\n", String::from_utf8_lossy(&bytes))).collect())
}

fn verdicts(project: &Project, files: &str) -> Vec<String> {
    project.write("map.json", r#"{"https://credentials.alderbay.example/.well-known/did.json": ".well-known/did.json", "https://credentials.alderbay.example/status/1.json": "status/1.json"}"#);
    let run = project.run(["verify", files, "--resolve", "map.json", "--json"]);
    project.remove("map.json");
    let word = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).expect("JSON")["verdict"]
            .as_str()
            .expect("a verdict")
            .to_owned()
    };
    run.stdout.lines().map(word).collect()
}

#[test]
fn a_corrected_name_stands_in_the_place_of_the_wrong_one_which_is_gone() {
    for how in ["--separate", "--quiet"] {
        let project = registry(how);
        let old = project.slugs()[0].clone();
        let (_, before) = published(&project);
        assert!(before.contains("Ada Obi"));
        let first = format!("credentials/{old}.json");
        let copy = match project.has(&first) {
            true => project.read(&first),
            false => project.read("credentials/spring.jsonl").lines().next().expect("a line").to_owned(),
        };
        project.write("awards/spring.csv", AWARDS.replace("Ada Obi", "Adaeze Obi"));
        let run = project.run(["issue"]).exits(0);
        assert!(run.stderr.contains("accolade reissue"), "{}", run.stderr);
        let run = project.run(["reissue", "a1", "--reason", "misspelt"]).exits(1);
        assert!(run.stderr.contains("--name \"Adaeze Obi\""), "the name is to be said: {}", run.stderr);
        let run = project.run(["reissue", "a1", "--name", "Adaeze Obi", "--reason", "misspelt"]).exits(0);
        assert!(!run.stderr.contains("other-name"), "the row says the same: {}", run.stderr);
        let new = project.slugs()[2].clone();
        let (_, site) = published(&project);
        assert!(site.contains("Adaeze Obi") && !site.contains("Ada Obi"), "{how}: the old name is gone");
        let tombstone = project.read(&format!("out/credentials/{old}/index.html"));
        assert!(tombstone.contains(&new) && tombstone.contains("noindex"), "{tombstone}");
        assert!(!site.contains("misspelt") && !project.read("out/sitemap.xml").contains(&old));
        assert_eq!(verdicts(&project, "credentials"), ["verified", "verified"]);
        // What its holder kept is still what was signed, and is told to be revoked.
        project.write("kept.json", copy);
        assert_eq!(verdicts(&project, "kept.json"), ["authentic"]);
        project.remove("kept.json");
        std::fs::remove_dir_all(project.path().join("out")).expect("the site was built");
        let done = project.tree();
        project.run(["issue"]).exits(0);
        assert!(project.tree() == done, "nothing is left to do");
        let run = project.run(["reissue", &old]).exits(1);
        assert!(run.stderr.contains("the site holds it no longer") && run.stderr.contains(&new), "{}", run.stderr);
        // Twice replaced: the first address leads to the last in line.
        project.run(["reissue", "a1", "--name", "Adaeze Obi-Lind"]).exits(0);
        published(&project);
        let last = project.slugs()[3].clone();
        assert!(project.read(&format!("out/credentials/{old}/index.html")).contains(&last));
    }
}

#[test]
fn an_award_that_is_known_by_its_name_is_found_by_the_new_one() {
    let project = registry("--quiet");
    project.write("awards/spring.csv", "name,badge,awarded\nCy Oh,talk,2025-06-01\n");
    project.run(["issue"]).exits(0);
    let old = project.slugs()[2].clone();
    project.write("awards/spring.csv", "name,badge,awarded\nCyan Oh,talk,2025-06-01\n");
    let run = project.run(["reissue", &old]).exits(1);
    assert!(run.stderr.contains("no awards file has its row") && run.stderr.contains("--name"), "{}", run.stderr);
    project.run(["reissue", &old, "--name", "Cyan Oh"]).exits(0);
    let run = project.run(["issue"]).exits(0);
    assert!(run.stderr.contains("nothing new to issue"), "the corrected row is the new credential: {}", run.stderr);
    let run = project.run(["reissue", "a2", "--name", "undefined"]).exits(1);
    assert!(run.stderr.contains("no-row") || run.stderr.contains("not the name of a person"), "{}", run.stderr);
}

#[test]
fn a_name_that_was_corrected_stays_when_what_bears_it_is_renewed_or_signed_anew() {
    let project = registry("--quiet");
    let table = "name,badge,awarded,award_id,credits,hours,result,narrative,license,start,end,evidence_name,evidence_url,recipient_id\n";
    let row = "Cy Oh,talk,2025-06-01,b1,1.5,2,Merit,Well done.,L-1,2025-05-01,2025-05-30,Slides,https://a.example/s,did:web:cy.example\n";
    project.write("awards/facts.csv", format!("{table}{row}"));
    project.run(["issue"]).exits(0);
    let run = project.run(["reissue", "b1", "--name", "Cyan Oh"]).exits(0);
    assert!(
        run.stderr.contains("awards/facts.csv:2") && run.stderr.contains("\"Cyan Oh\" is signed"),
        "{}",
        run.stderr
    );
    let signed = || -> serde_json::Value {
        serde_json::from_str(project.read("credentials/facts.jsonl").lines().last().expect("a line")).expect("JSON")
    };
    let (mut before, tree) = (signed(), project.tree());
    // The row is the older of the two: what it says now is signed by nobody's mere silence.
    let run = project.run(["reissue", "b1"]).exits(1);
    assert!(run.stderr.contains("other-name") && run.stderr.contains("awards/facts.csv:2"), "{}", run.stderr);
    let run = project.run(["issue"]).exits(0);
    assert!(run.stderr.contains("correct the row") && run.stderr.contains("--name \"Cy Oh\""), "{}", run.stderr);
    assert!(project.tree() == tree, "nothing was written");
    // Whatever the row says by now, what is renewed says what was signed.
    project.write("awards/facts.csv", format!("{table}Cy Oh,talk,2025-06-02,b1,3,9,Pass,,,,,,,\n"));
    project.run(["renew", "b1", "--expires", "2030-01-01"]).exits(0);
    let mut after = signed();
    assert_eq!(after["validUntil"], "2030-01-01T23:59:59Z");
    assert_eq!(after["credentialSubject"]["name"], "Cyan Oh");
    for credential in [&mut before, &mut after] {
        let members = credential.as_object_mut().expect("an object");
        for other in ["id", "validFrom", "validUntil", "credentialStatus", "proof"] {
            members.remove(other);
        }
    }
    assert_eq!(before, after);
    // Signed anew, it stays good for as long.
    project.write("awards/facts.csv", format!("{table}{}", row.replace("Cy Oh", "Cyan Oh")));
    let run = project.run(["reissue", "b1"]).exits(0);
    assert!(!run.stderr.contains("other-name"), "{}", run.stderr);
    assert_eq!(
        (&signed()["validUntil"], &signed()["validFrom"]),
        (&"2030-01-01T23:59:59Z".into(), &"2026-11-24T00:00:00Z".into())
    );
}

#[test]
fn what_is_signed_anew_is_held_to_what_is_asked_of_any_award() {
    let project = registry("--quiet");
    project.write("badges/talk.yaml", format!("{BADGE}evidence_required: true\n"));
    let before = project.tree();
    for args in
        [&["reissue", "a1"][..], &["reissue", "a1", "a2"], &["reissue", "a1", "--name", "Adaeze Obi"], &["renew", "a1"]]
    {
        let run = project.run(args.iter().copied()).exits(1);
        assert!(
            run.stderr.contains("missing-evidence") && run.stderr.contains("awards/spring.csv:2"),
            "{}",
            run.stderr
        );
        assert!(project.tree() == before, "nothing was written");
    }
    project.write("badges/talk.yaml", BADGE);
    project.write("awards/spring.csv", AWARDS.replace("Ada Obi,talk", "Ada Obi,walk"));
    let run = project.run(["reissue", "a1"]).exits(1);
    assert!(run.stderr.contains("unknown-badge") && run.stderr.contains("did you mean \"talk\"?"), "{}", run.stderr);
    project.write("awards/spring.csv", AWARDS.replace("Ada Obi", "undefined"));
    let run = project.run(["reissue", "a1"]).exits(1);
    assert!(run.stderr.contains("placeholder-name"), "{}", run.stderr);
    project.write("awards/spring.csv", AWARDS);
    let run = project.run(["reissue", "a1", "--name", "undefined"]).exits(1);
    assert!(run.stderr.contains("not the name of a person"), "{}", run.stderr);
    // With its evidence, it is signed.
    project.write("badges/talk.yaml", format!("{BADGE}evidence_required: true\n"));
    let with =
        "name,badge,awarded,award_id,consent,evidence_url\nAda Obi,talk,2025-05-12,a1,public,https://a.example/talk\n";
    project.write("awards/spring.csv", with);
    project.run(["reissue", "a1"]).exits(0);
    project.run(["renew", "a1"]).exits(0);
    assert!(
        project.read("credentials/spring.jsonl").lines().last().expect("a line").contains("https://a.example/talk")
    );
}

#[test]
fn what_is_renewed_is_good_for_longer_and_the_old_one_is_not_revoked() {
    let project = registry("--quiet");
    let list = project.read("status/1.json");
    let old = project.read("credentials/spring.jsonl").lines().next().expect("a line").to_owned();
    project.run(["renew", "a1"]).exits(0);
    assert_eq!(project.read("status/1.json"), list);
    let new: serde_json::Value =
        serde_json::from_str(project.read("credentials/spring.jsonl").lines().last().expect("a line")).expect("JSON");
    assert_eq!(
        (&new["validFrom"], &new["validUntil"]),
        (&"2026-11-24T00:00:00Z".into(), &"2028-11-24T23:59:59Z".into())
    );
    assert_eq!(new["awardedDate"], "2025-05-12T00:00:00Z", "it was earned when it was earned");
    project.write("kept.json", old);
    assert_eq!(verdicts(&project, "kept.json"), ["verified"]);
    assert_eq!(verdicts(&project, "credentials"), ["verified", "verified"]);
    let run = project.run(["renew", "a2", "--expires", "2026-01-01"]).exits(1);
    assert!(run.stderr.contains("that day is past"), "{}", run.stderr);
}

#[test]
fn who_is_forgotten_is_in_no_file_and_the_status_list_stays() {
    for how in ["--separate", "--quiet"] {
        let project = registry(how);
        let (list, slug) = (project.read("status/1.json"), project.slugs()[0].clone());
        let before = project.tree();
        let run = project.run(["forget", "Ada Obi", "--dry-run"]).exits(0);
        assert!(
            run.stdout.contains("would be forgotten") && run.stdout.contains("awards/spring.csv  1 row"),
            "{}",
            run.stdout
        );
        assert!(project.tree() == before);
        project.run(["forget", "Ada Obi"]).exits(0);
        for (path, bytes) in project.tree() {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("Ada Obi") && !text.contains("id:a1"), "{how}: {path}");
        }
        assert_eq!(project.read("status/1.json"), list);
        assert_eq!(project.read("awards/spring.csv").lines().count(), 2);
        let (_, site) = published(&project);
        assert!(!site.contains("Ada Obi"));
        let page = project.read(&format!("out/credentials/{slug}/index.html"));
        assert!(page.contains("removed on"), "{page}");
        let run = project.run(["issue"]).exits(0);
        assert!(run.stderr.contains("nothing new to issue"), "{}", run.stderr);
        let run = project.run(["forget", "Ada Obi"]).exits(1);
        assert!(run.stderr.contains("nothing here is of \"Ada Obi\""), "{}", run.stderr);
    }
}

#[test]
fn json_lines_by_any_of_their_names_are_seen_by_every_command() {
    for name in ["credentials/spring.ndjson", "credentials/Spring.JSONL", "credentials/more/a.NDJSON"] {
        let project = registry("--quiet");
        project.write(name, project.read("credentials/spring.jsonl"));
        project.remove("credentials/spring.jsonl");
        let run = project.run(["issue"]).exits(0);
        assert!(run.stderr.contains("nothing new to issue"), "{name}: {}", run.stderr);
        assert!(!project.has("credentials/spring.jsonl"), "{name}: no duplicates");
        project.run(["revoke", "a2"]).exits(0);
        assert_eq!(verdicts(&project, name), ["verified", "authentic"], "{name}");
        project.run(["forget", "Ada Obi"]).exits(0);
        let left = project.tree().into_iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Ada Obi"));
        assert_eq!(left.map(|(path, _)| path).collect::<Vec<_>>(), [""; 0], "{name}");
        assert_eq!(project.read(name).lines().count(), 1, "{name}: the other one stays");
        project.write(
            "awards/spring.csv",
            format!("{AWARDS}Cy Doe,talk,2025-05-12,a3,public\n").replace("Ada Obi,talk,2025-05-12,a1,public\n", ""),
        );
        project.run(["issue"]).exits(0);
        // Where upper and lower case are one, a file of the usual name would take the place of this one.
        let same = name.eq_ignore_ascii_case("credentials/spring.jsonl");
        assert_eq!(project.read(name).lines().count(), 1 + usize::from(same), "{name}");
        assert_eq!(project.has("credentials/spring.jsonl"), !same, "{name}");
        assert_eq!(project.run(["check"]).exits(0).stderr.matches("error").count(), 0, "{name}");
    }
}

#[test]
fn nothing_of_who_is_forgotten_is_left_in_the_ledger() {
    let project = registry("--quiet");
    project.run(["reissue", "a1", "--name", "Adaeze Obi", "--reason", "Ada Obi wrote to us"]).exits(0);
    project.run(["revoke", "a1", "--reason", "asked by Adaeze"]).exits(0);
    project.run(["revoke", "a2", "--reason", "Bo"]).exits(0);
    project.run(["forget", "Adaeze Obi"]).exits(0);
    let ledger = project.read("ledger.jsonl");
    assert!(!ledger.contains("Ada") && !ledger.contains("id:a1"), "{ledger}");
    assert!(ledger.contains("\"reason\":\"Bo\"") && ledger.contains("id:a2"), "others stay: {ledger}");
    assert_eq!(ledger.matches("\"slug\"").count(), 3, "every place in the lists stays taken");
    project.run(["issue"]).exits(0);
}

#[test]
fn where_a_name_is_left_in_free_text_it_is_said() {
    let project = registry("--quiet").file("pages/news.md", "---\ntitle: News\n---\nBo Li gave a talk.\n");
    let run = project.run(["forget", "Bo Li"]).exits(0);
    assert!(
        run.stderr.contains("the name stands here, too") && run.stderr.contains("pages/news.md:4"),
        "{}",
        run.stderr
    );
    project.write("awards/more.yaml", "- name: Ada Obi\n  badge: talk\n  awarded: 2025-07-01\n");
    let run = project.run(["forget", "Ada Obi"]).exits(1);
    for said in
        ["awards/more.yaml:1", "a list that is written by hand; nothing was removed", "take the whole award out"]
    {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    assert!(project.read("awards/spring.csv").contains("Ada Obi"), "nothing was removed");
}

#[test]
fn rows_are_taken_out_of_tables_in_other_encodings_and_the_rest_stays_byte_for_byte() {
    let utf16 =
        |text: &str| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let table = |rows: &str| format!("name,badge,awarded,award_id\r\n{rows}");
    let kept = "Zoë Ångström,talk,2025-07-02,b2\r\n";
    let whole = table(&format!("José Obi,talk,2025-07-01,b1\r\n{kept}"));
    let latin = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect::<Vec<_>>();
    for (bytes, left) in [(utf16(&whole), utf16(&table(kept))), (latin(&whole), latin(&table(kept)))] {
        let project = registry("--quiet");
        project.write("awards/summer.csv", &bytes);
        project.write("awards/summer.mapping.yaml", "encoding: windows-1252\n");
        if bytes.starts_with(&[0xff, 0xfe]) {
            project.remove("awards/summer.mapping.yaml");
        }
        project.run(["issue"]).exits(0);
        project.run(["forget", "José Obi"]).exits(0);
        assert_eq!(project.read_bytes("awards/summer.csv"), left);
        assert!(!project.read("credentials/summer.jsonl").contains("José"));
    }
}

#[test]
fn a_replacement_that_was_cut_short_is_never_two_of_a_kind() {
    let project = registry("--quiet");
    let credentials = project.read("credentials/spring.jsonl");
    project.run(["reissue", "a1", "--name", "Adaeze Obi"]).exits(0);
    let done = project.tree();
    // The ledger says that the old one is gone, and its line is still there.
    let with_old =
        format!("{}\n{}", credentials.lines().next().expect("a line"), project.read("credentials/spring.jsonl"));
    project.write("credentials/spring.jsonl", with_old);
    let (run, site) = published(&project);
    assert!(!site.contains("Ada Obi") && run.stderr.contains("gone-credential"), "{}", run.stderr);
    std::fs::remove_dir_all(project.path().join("out")).expect("the site was built");
    project
        .write("awards/spring.csv", format!("{}Di Yu,talk,2025-05-13,a4,\n", AWARDS.replace("Ada Obi", "Adaeze Obi")));
    project.run(["issue"]).exits(0);
    let text = project.read("credentials/spring.jsonl");
    assert!(!text.contains("Ada Obi") && text.lines().count() == 3, "{text}");
    assert!(text.starts_with(&String::from_utf8_lossy(&done["credentials/spring.jsonl"]).into_owned()));
}

#[test]
fn the_row_of_another_award_with_the_same_name_is_not_taken() {
    let project = registry("--quiet");
    project.write("awards/spring.csv", "name,badge,awarded\nCy Oh,talk,2025-06-01\n");
    project.run(["issue"]).exits(0);
    let old = project.slugs()[2].clone();
    let before = project.tree();
    // Somebody called that was awarded the same badge on another day.
    project.write("awards/spring.csv", "name,badge,awarded\nCyan Oh,talk,2025-07-01\n");
    let run = project.run(["reissue", &old, "--name", "Cyan Oh"]).exits(1);
    assert!(run.stderr.contains("no awards file has its row"), "{}", run.stderr);
    project.write("awards/spring.csv", &before["awards/spring.csv"]);
    assert!(project.tree() == before);
}

/// Files that still hold one of these words.
fn holding(project: &Project, words: &[&str]) -> Vec<String> {
    let holds = |bytes: &[u8]| words.iter().any(|word| String::from_utf8_lossy(bytes).contains(word));
    project.tree().into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
}

#[test]
fn a_run_of_forget_that_was_cut_short_is_completed_by_the_same_command() {
    for how in ["--separate", "--quiet"] {
        let project = registry(how);
        let before = project.tree();
        let slug = project.slugs()[0].clone();
        project.run(["forget", "Ada Obi"]).exits(0);
        let done = project.tree();
        let credentials = || before.iter().filter(|(path, _)| path.starts_with("credentials/"));
        for who in ["Ada Obi", slug.as_str()] {
            // The rows and the ledger are written, and the credentials still stand.
            credentials().for_each(|(path, bytes)| project.write(path, bytes));
            assert!(!holding(&project, &["Ada Obi"]).is_empty());
            let there = project.tree();
            let run = project.run(["forget", who, "--dry-run"]).exits(0);
            assert!(run.stdout.contains("would be forgotten"), "{}", run.stdout);
            assert!(project.tree() == there, "a dry run removes nothing");
            let run = project.run(["forget", who]).exits(0);
            assert!(run.stdout.contains(&format!("{slug}/  forgotten")), "{}", run.stdout);
            assert!(project.tree() == done, "{how}: as if the first run had come to its end");
            // The slug is still known; of a name nothing says whose it was.
            let (status, said) = if who == slug { (0, "was forgotten already") } else { (1, "nothing here is of") };
            let run = project.run(["forget", who]).exits(status);
            assert!(run.stderr.contains(said), "{}", run.stderr);
        }
        // Cut short after the rows alone: the ledger and the credentials follow.
        credentials().for_each(|(path, bytes)| project.write(path, bytes));
        project.write("ledger.jsonl", &before["ledger.jsonl"]);
        project.run(["forget", "Ada Obi"]).exits(0);
        assert_eq!(holding(&project, &["Ada Obi", "id:a1"]), [""; 0]);
    }
}

#[test]
fn what_a_run_that_was_cut_short_left_beside_the_tables_is_removed() {
    for clean in [&["forget", "Bo Li"][..], &["issue"]] {
        let project = registry("--quiet").file("awards/old/winter.csv", "name,badge,awarded\nCy Oh,talk,2025-01-12\n");
        project.run(["issue"]).exits(0);
        project.write("awards/.accolade-spring.csv-x1y2z3.part", AWARDS);
        project.write("awards/old/.accolade-winter.csv-x1y2z3.part", "Cy Oh");
        project.run(clean.iter().copied()).exits(0);
        assert!(!project.tree().keys().any(|path| path.ends_with(".part")), "{clean:?}: {:?}", project.tree().keys());
    }
}

#[test]
fn rows_that_were_passed_over_are_forgotten_too() {
    let header = "Student,ID,SIS Login ID,Section,Final Score\n    Points Possible,,,,(read only)\n";
    let rows = ["\"Oh, Cy\",7,coh,XC 1,88.00\n", "\"Yu, Di\",8,dyu,XC 1,41.50\n", "\"Ax, Ed\",9,eax,XC 1,12.00\n"];
    let project = registry("--quiet").file("awards/course.csv", format!("{header}{}", rows.concat())).file(
        "awards/course.mapping.yaml",
        "profile: canvas\nwhen: Final Score >= 70\nalways: {badge: talk, awarded: 2025-06-01}\n",
    );
    project.run(["issue"]).exits(0);
    let run = project.run(["forget", "Di Yu", "--dry-run"]).exits(0);
    assert!(run.stdout.contains("awards/course.csv  1 row"), "{}", run.stdout);
    project.run(["forget", "Di Yu"]).exits(0);
    assert_eq!(project.read("awards/course.csv"), format!("{header}{}{}", rows[0], rows[2]));
    // Both kinds of rows at once, and what was signed.
    project.run(["forget", "Ed Ax", "Cy Oh"]).exits(0);
    assert_eq!(project.read("awards/course.csv"), header);
    assert_eq!(holding(&project, &["Cy Oh", "Oh, Cy", "Yu, Di", "coh", "dyu", "41.50"]), [""; 0]);
    for nobody in ["Di Yu", ""] {
        let run = project.run(["forget", nobody]).exits(1);
        assert!(run.stderr.contains("nothing here is of"), "{}", run.stderr);
    }
    // Somebody who is called the same is told, and stays.
    project.write("awards/course.csv", format!("{header}\"Obi, Ada\",10,aobi,XC 1,30.00\n"));
    let run = project.run(["forget", &project.slugs()[0]]).exits(0);
    assert!(run.stderr.contains("still-named") && run.stderr.contains("awards/course.csv:3"), "{}", run.stderr);
    assert!(project.read("awards/course.csv").contains("Obi, Ada"));
}

#[test]
fn nobody_is_given_the_name_of_another_who_has_the_same_award() {
    let project = registry("--quiet");
    project.write("awards/spring.csv", "name,badge,awarded\nCy Oh,talk,2025-06-01\nCyan Oh,talk,2025-06-01\n");
    project.run(["issue"]).exits(0);
    let before = project.tree();
    let run = project.run(["reissue", &project.slugs()[2], "--name", "Cyan Oh"]).exits(1);
    assert!(run.stderr.contains("duplicate-award") && run.stderr.contains(&project.slugs()[3]), "{}", run.stderr);
    assert!(project.tree() == before, "a ledger that says it twice could not be read again");
}

#[test]
fn what_is_renewed_needs_no_row_and_keeps_the_hash_of_its_holders_address() {
    for how in ["--separate", "--quiet"] {
        let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file(
            "awards/spring.csv",
            "name,badge,awarded,email,consent\nAda Obi,talk,2025-05-12,ada@alderbay.example,public\n",
        );
        project.run(["keygen", "--plain"]).exits(0);
        project.run(["issue", how]).exits(0);
        let signed = || -> serde_json::Value {
            let all = project.tree();
            let last = project.slugs().last().expect("a slug").clone();
            let files = all.iter().filter(|(path, _)| path.starts_with("credentials/"));
            let texts = files.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
            let whole = texts.flat_map(|text| match serde_json::from_str(&text) {
                Ok(one) => vec![one],
                Err(_) => text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<_>>(),
            });
            let named = |one: &serde_json::Value| one["id"].as_str().is_some_and(|id| id.contains(&last));
            whole.into_iter().find(named).expect("it is there")
        };
        let before = signed();
        project.remove("awards/spring.csv");
        project.run(["renew", &project.slugs()[0], "--expires", "2030-01-01"]).exits(0);
        assert_eq!(before["credentialSubject"]["identifier"], signed()["credentialSubject"]["identifier"]);
        assert_eq!(signed()["validUntil"], "2030-01-01T23:59:59Z");
        let run = project.run(["reissue", &project.slugs()[1]]).exits(1);
        assert!(run.stderr.contains("no-row") && run.stderr.contains("--as-signed"), "{}", run.stderr);
        project.run(["reissue", &project.slugs()[1], "--as-signed", "--name", "Adaeze Obi"]).exits(0);
        assert_eq!(signed()["credentialSubject"]["name"], "Adaeze Obi");
        assert_eq!(signed()["validUntil"], "2030-01-01T23:59:59Z", "it is good for as long");
        assert!(published(&project).1.contains("Adaeze Obi"), "and listed");
    }
}
