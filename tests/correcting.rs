//! `accolade issue`, `reissue` and `renew` through the binary: what is signed and what is said when rows, badges and tables are corrected later.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::{Project, Run};

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\nvalid_for: 2 years\n";
const AWARDS: &str = "name,badge,awarded,award_id\nAda Obi,talk,2025-05-12,a1\nBo Li,talk,2025-05-12,a2\n";

fn registry() -> Project {
    with(AWARDS)
}

/// A registry that issued the rows of this table.
fn with(table: &str) -> Project {
    let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file("awards/spring.csv", table);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project
}

/// The credentials of the table, in the order of their file.
fn signed(project: &Project) -> Vec<serde_json::Value> {
    let text = project.read("credentials/spring.jsonl");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn last(project: &Project) -> serde_json::Value {
    signed(project).pop().expect("a line")
}

/// What was said, without line breaks and the blanks after them.
fn said(run: &Run) -> String {
    run.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A person whose name was misspelt did not earn what the badge asks for today.
#[test]
fn a_correction_signs_the_badge_as_it_was_signed_and_is_good_for_as_long() {
    let now = "name: Talk and paper\ndescription: More.\ncriteria: Gave a talk and wrote a paper.\nvalid_for: 1 year\ncredits: 3\n";
    for args in [
        &["reissue", "a1", "--name", "Adaeze Obi"][..],
        &["reissue", "a1", "--as-signed", "--name", "Adaeze Obi"],
        &["reissue", "a1"],
        &["reissue", "a1", "--as-signed"],
        &["renew", "a1", "--expires", "2027-05-13"],
    ] {
        let project = registry();
        let old = signed(&project).remove(0);
        project.write("badges/talk.yaml", now);
        project.run(args.iter().copied()).exits(0);
        let new = last(&project);
        let (before, after) = (&old["credentialSubject"], &new["credentialSubject"]);
        assert_eq!(before["achievement"], after["achievement"], "{args:?}");
        assert_eq!((&old["name"], &before["creditsEarned"]), (&new["name"], &after["creditsEarned"]), "{args:?}");
        if args[0] == "reissue" {
            assert_eq!(old["validUntil"], new["validUntil"], "{args:?}");
            assert_eq!(new["validUntil"], "2027-05-12T23:59:59Z");
        }
        assert!(!project.run(["check"]).exits(0).stderr.contains("error"), "{args:?}");
        project.run(["issue"]).exits(0);
    }
    // The badge as it is now is taken where that is said.
    let project = registry();
    project.write("badges/talk.yaml", now);
    project.run(["reissue", "a1", "--badge-as-now"]).exits(0);
    let new = last(&project);
    assert_eq!(new["validUntil"], "2026-05-12T23:59:59Z");
    assert_eq!(new["credentialSubject"]["achievement"]["name"], "Talk and paper");
    assert_eq!(new["credentialSubject"]["creditsEarned"], 3);
    project.run(["reissue", "a1", "--badge-as-now", "--as-signed"]).exits(2);
    // What the row says of itself has the last word.
    let project = registry();
    project.write("badges/talk.yaml", now);
    project.write("awards/spring.csv", "name,badge,awarded,award_id,expires,result\nAda Obi,talk,2025-05-12,a1,2030-01-01,Merit\nBo Li,talk,2024-05-12,a2,,\n");
    project.run(["reissue", "a1"]).exits(0);
    let new = last(&project);
    assert_eq!(new["validUntil"], "2030-01-01T23:59:59Z");
    let subject = &new["credentialSubject"];
    assert_eq!(subject["result"][0]["resultDescription"], subject["achievement"]["resultDescription"][0]["id"]);
    assert_eq!(subject["achievement"]["criteria"]["narrative"], "Gave a talk.");
    // A period of the badge begins on the right day.
    project.write("badges/talk.yaml", BADGE);
    project.run(["reissue", "a2"]).exits(0);
    assert_eq!(last(&project)["validUntil"], "2026-05-12T23:59:59Z");
}

#[test]
fn what_a_stolen_key_signed_is_signed_anew_also_where_its_badge_is_gone() {
    let project = registry();
    let before = signed(&project);
    let old = project.run(["keys", "list"]).exits(0).stdout.split(' ').next().expect("a key").to_owned();
    project.run(["keys", "rotate", "--plain"]).exits(0);
    project.run(["keys", "compromised", &old, "--since", "2026-11-01"]).exits(0);
    project.remove("badges/talk.yaml");
    project.write("badges/other.yaml", format!("{BADGE}evidence_required: true\n"));
    let run = project.run(["reissue", "--key-of", &old, "--as-signed"]).exits(0);
    assert!(run.stdout.contains("2 credentials  in the place of as many"), "{run:?}");
    let after = signed(&project);
    assert_eq!(after.len(), 2);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before["credentialSubject"]["achievement"], after["credentialSubject"]["achievement"]);
    }
    // What the badge asks for today was not asked for then.
    project.write("badges/talk.yaml", format!("{BADGE}evidence_required: true\n"));
    project.run(["reissue", "a1", "--as-signed"]).exits(0);
}

#[test]
fn what_is_renewed_is_never_good_for_less_long() {
    let project = registry();
    let before = project.tree();
    for (day, why) in [
        ("2027-05-12", "not-longer"),
        ("2027-01-01", "it is good until 2027-05-12"),
        ("2026-01-01", "valid until 2026-01-01, and that day is past"),
        ("2026-01-01", "say a day after 2026-11-24 with --expires"),
    ] {
        let run = project.run(["renew", "a1", "--expires", day]).exits(1);
        assert!(said(&run).contains(why), "{day}: {}", run.stderr);
    }
    project.write("badges/talk.yaml", BADGE.replace("2 years", "10 days"));
    let run = project.run(["renew", "a1"]).exits(1);
    assert!(run.stderr.contains("not-longer"), "{}", run.stderr);
    project.write("badges/talk.yaml", BADGE);
    assert!(project.tree() == before, "nothing was written");
    let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE.replace("valid_for: 2 years\n", ""));
    project.write("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    let run = project.run(["renew", "a1", "--expires", "2040-01-01"]).exits(1);
    assert!(run.stderr.contains("not-longer") && run.stderr.contains("without an end"), "{}", run.stderr);
}

#[test]
fn a_row_that_no_longer_says_its_end_or_its_credits_is_told() {
    let table = |expires: &str, credits: &str| {
        format!("name,badge,awarded,award_id,expires,credits\nAda Obi,talk,2025-05-12,a1,{expires},{credits}\n")
    };
    let project = with(&table("2029-06-30", "2"));
    assert!(!project.run(["issue"]).exits(0).stderr.contains("changed-award"));
    project.write("awards/spring.csv", table("2029-06-30", ""));
    let run = project.run(["issue", "--dry-run"]).exits(0);
    assert!(run.stderr.contains("changed-award") && run.stderr.contains("credits (empty now)"), "{}", run.stderr);
    project.write("awards/spring.csv", table("", "2"));
    let run = project.run(["issue"]).exits(0);
    assert!(said(&run).contains("expires (empty now) was not signed so"), "{}", run.stderr);
    assert!(run.stderr.contains("--badge-as-now"), "{}", run.stderr);
    project.run(["reissue", "a1", "--badge-as-now"]).exits(0);
    assert_eq!(last(&project)["validUntil"], "2027-05-12T23:59:59Z");
    assert!(!project.run(["issue"]).exits(0).stderr.contains("changed-award"));
    // Another period of the badge is for who earns it next, and so are other credits.
    let project = registry();
    project.write("badges/talk.yaml", BADGE.replace("2 years", "90 days\ncredits: 4"));
    assert!(!project.run(["issue"]).exits(0).stderr.contains("changed-award"));
}

#[test]
fn a_name_is_one_however_its_letters_are_encoded_and_holds_nothing_that_nobody_sees() {
    let row = |name: &str| format!("{name},talk,2025-05-12\n");
    let table =
        |rows: &[&str]| format!("name,badge,awarded\n{}", rows.iter().map(|name| row(name)).collect::<String>());
    let (one, apart) = ("Jos\u{e9} Obi", "Jose\u{301} Obi");
    let project = with(&table(&[apart]));
    assert_eq!(last(&project)["credentialSubject"]["name"], one);
    project.write("awards/spring.csv", table(&[one]));
    let run = project.run(["issue"]).exits(0);
    assert!(said(&run).contains("nothing new to issue") && !run.stderr.contains("changed-award"), "{}", run.stderr);
    project.write("awards/spring.csv", table(&[one, apart]));
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("duplicate-award"), "{}", run.stderr);
    for (name, sign) in [("Ada\u{200b} Obi", "U+200B"), ("Ada\u{2060}Obi", "U+2060"), ("Ad\u{ad}a Obi", "U+00AD")] {
        project.write("awards/spring.csv", table(&[one, name]));
        let run = project.run(["issue"]).exits(1);
        assert!(run.stderr.contains("hidden-characters") && run.stderr.contains(sign), "{name:?}: {}", run.stderr);
    }
    project.write("awards/spring.csv", table(&[one, "محمد\u{200c}رضا"]));
    project.run(["issue"]).exits(0);
    let run = project.run(["reissue", &project.slugs()[0], "--name", "Jos\u{e9}\u{200b} Obi"]).exits(1);
    assert!(run.stderr.contains("not the name of a person"), "{}", run.stderr);
}

/// A second good credential of the same award, which nobody knows of, is never signed without a word.
#[test]
fn a_row_whose_number_or_day_was_changed_is_not_signed_as_another_award() {
    let plain = "name,badge,awarded\nAda Obi,talk,2025-05-12\nBo Li,talk,2025-05-12\n";
    for (before, after, back) in [
        (plain, AWARDS, "give the row its day again, 2025-05-12, and no award_id"),
        (AWARDS, plain, "give the row its award_id again, \"a1\""),
        (AWARDS, &AWARDS.replace("a1", "A1"), "give the row its award_id again, \"a1\""),
        (
            plain,
            &plain.replace("Ada Obi,talk,2025-05-12", "ADA OBI,talk,2025-05-13"),
            "give the row its day again, 2025-05-12",
        ),
    ] {
        let project = with(before);
        let slug = project.slugs()[0].clone();
        project.write("awards/spring.csv", after);
        let tree = project.tree();
        for how in [&["issue"][..], &["issue", "--dry-run"]] {
            let run = project.run(how.iter().copied()).exits(1);
            for told in ["maybe-same-award", "awards/spring.csv:2", &slug, back, "--another-award"] {
                assert!(said(&run).contains(told), "{told}\n{}", run.stderr);
            }
        }
        assert!(project.tree() == tree, "nothing was written");
        project.write("awards/spring.csv", before);
        assert!(said(&project.run(["issue"]).exits(0)).contains("nothing new to issue"));
        // When it is right, it is signed in the place of the old one.
        project.write("awards/spring.csv", after);
        let run = project.run(["reissue", &slug, "--name", "Ada Obi"]).exits(0);
        assert!(run.stderr.contains("other-row") && run.stderr.contains("awards/spring.csv:2"), "{}", run.stderr);
        // Or it is another award.
        let project = with(before);
        project.write("awards/spring.csv", after);
        project.run(["issue", "--another-award"]).exits(0);
        assert!(said(&project.run(["issue"]).exits(0)).contains("nothing new to issue"));
    }
}

#[test]
fn a_row_whose_name_was_put_right_is_not_signed_as_the_award_of_somebody_else() {
    let plain = "name,badge,awarded\nJon Smith,talk,2025-05-12\nBo Li,talk,2025-05-12\n";
    for now in ["John Smith", "Jon P. Smith", "Smith Jon", "Jon Eze"] {
        let project = with(plain);
        let slug = project.slugs()[0].clone();
        let after = plain.replace("Jon Smith", now);
        project.write("awards/spring.csv", &after);
        let tree = project.tree();
        let run = project.run(["issue"]).exits(1);
        let command = format!("accolade reissue {slug} --name {now:?}");
        for told in ["maybe-same-award", "awards/spring.csv:2", &command, "\"Jon Smith\"", "--another-award"] {
            assert!(run.stderr.contains(told), "{told}\n{}", run.stderr);
        }
        assert!(project.tree() == tree, "nothing was written");
        project.run(["reissue", &slug, "--name", now]).exits(0);
        assert!(said(&project.run(["issue"]).exits(0)).contains("nothing new to issue"));
        // Or it is somebody else.
        let project = with(plain);
        project.write("awards/spring.csv", after);
        project.run(["issue", "--another-award"]).exits(0);
        assert_eq!(project.slugs().len(), 3);
    }
}

#[test]
fn somebody_else_who_is_called_nearly_the_same_is_issued_to() {
    let plain = "name,badge,awarded\nJon Smith,talk,2025-05-12\nBo Li,talk,2025-05-12\n";
    for after in [
        // Both rows stand; another name; another day; several came who share a word with the one that left.
        format!("{plain}John Smith,talk,2025-05-12\n"),
        plain.replace("Jon Smith", "Cy Oh"),
        plain.replace("Jon Smith,talk,2025-05-12", "John Smith,talk,2026-05-12"),
        "name,badge,awarded\nJon Eze,talk,2025-05-12\nJon Obi,talk,2025-05-12\nBo Li,talk,2025-05-12\n".to_owned(),
    ] {
        let project = with(plain);
        project.write("awards/spring.csv", &after);
        project.run(["issue"]).exits(0);
        assert!(project.slugs().len() > 2, "{after}");
    }
}

/// Two who married, in one cohort: both would have been signed again.
#[test]
fn several_family_names_that_were_put_right_are_asked_for() {
    let before =
        "name,badge,awarded\nMaria Lopez,talk,2025-05-12\nAnna Obi,talk,2025-05-12\nCarl Berg,talk,2025-05-12\n";
    let project = with(before);
    let slugs = project.slugs();
    project.write("awards/spring.csv", before.replace("Lopez", "Gomez").replace("Obi", "Smith"));
    let tree = project.tree();
    let run = project.run(["issue"]).exits(1);
    for (slug, name) in [(&slugs[0], "Maria Gomez"), (&slugs[1], "Anna Smith")] {
        assert!(run.stderr.contains(&format!("accolade reissue {slug} --name {name:?}")), "{name}\n{}", run.stderr);
    }
    assert_eq!(run.stderr.matches("maybe-same-award").count(), 2, "{}", run.stderr);
    assert!(project.tree() == tree, "nothing was written");
}

/// A whole cohort would be signed a second time.
#[test]
fn a_table_that_got_another_name_is_not_signed_as_other_awards() {
    let before = "name,badge,awarded\nMaria Lopez,talk,2025-05-12\nBo Li,talk,2025-05-12\n";
    let numbered = "name,badge,awarded,award_id\nMaria Lopez,talk,2025-05-12,N1\nBo Li,talk,2025-05-12,N2\n";
    for (after, asked) in [
        (before.to_owned(), 0),
        (numbered.to_owned(), 2),
        (before.replace("2025-05-12", "2025-05-21"), 2),
        (before.replace("2025-05-12", "2025-12-05"), 2),
        (before.replace("Bo Li,talk,2025-05-12", "Bo Li,talk,2025-08-19"), 1),
        (before.replace("Maria Lopez", "Mariah Lopez"), 1),
        (before.replace("Maria Lopez", "Maria Gomez"), 1),
        // Who earns it again in another term, with the table of the earlier one put away.
        (before.replace("2025-05-12", "2025-11-20"), 0),
        (numbered.replace("Maria", "Ada").replace("Bo", "Cy"), 0),
    ] {
        let project = with(before);
        project.remove("awards/spring.csv");
        project.write("awards/second.csv", &after);
        let run = project.run(["issue"]).exits(i32::from(asked > 0));
        assert_eq!(run.stderr.matches("error[maybe-same-award]").count(), asked, "{after}\n{}", run.stderr);
        assert_eq!(
            run.stderr.matches("nor is there a table \"spring\" any more").count(),
            asked,
            "{after}\n{}",
            run.stderr
        );
        assert!(!run.stderr.contains("no-longer-earned"), "{after}\n{}", run.stderr);
        if asked > 0 {
            assert_eq!(project.slugs().len(), 2, "{after}");
            project.run(["issue", "--another-award"]).exits(0);
        }
        assert!(said(&project.run(["issue"]).exits(0)).contains("nothing new to issue"));
    }
}

#[test]
fn a_table_that_was_put_away_is_one_word_for_whoever_looks_and_one_that_got_another_name_is_as_before() {
    let project = with(AWARDS);
    project.write("awards/autumn.csv", "name,badge,awarded,award_id\nCy Oh,talk,2026-09-12,b1\n");
    project.run(["issue"]).exits(0);
    let slug = project.slugs()[1].clone();
    project.remove("awards/spring.csv");
    assert!(!project.run(["issue"]).exits(0).stderr.contains("no-longer-earned"), "past terms are no news");
    assert!(
        !project.run(["issue", "--dry-run", ".", "awards/autumn.csv"]).exits(0).stderr.contains("no-longer-earned")
    );
    let run = project.run(["issue", "--dry-run"]).exits(0);
    assert_eq!(run.stderr.matches("no-longer-earned").count(), 1, "{}", run.stderr);
    assert!(
        said(&run).contains("says the awards of 2 good credentials, which were issued from \"spring\""),
        "{}",
        run.stderr
    );
    // Of a table with another name, a row that was taken out is told.
    project.write("awards/renamed.csv", AWARDS.lines().take(2).collect::<Vec<_>>().join("\n"));
    let run = project.run(["issue"]).exits(0);
    assert_eq!(run.stderr.matches("no-longer-earned").count(), 1, "{}", run.stderr);
    assert!(
        said(&run).contains(&format!("accolade revoke {slug}")) && run.stderr.contains("renamed.csv"),
        "{}",
        run.stderr
    );
}

#[test]
fn who_earns_a_badge_twice_has_both() {
    let project = with("name,badge,awarded\nAda Obi,talk,2025-05-12\n");
    project.write("awards/spring.csv", "name,badge,awarded\nAda Obi,talk,2025-05-12\nAda Obi,talk,2026-05-12\n");
    project.run(["issue"]).exits(0);
    // Also by another table, and after what was issued was taken back, or has ended.
    project.write("awards/autumn.csv", "name,badge,awarded,award_id\nAda Obi,talk,2026-09-12,b1\n");
    project.run(["issue"]).exits(0);
    project.run(["issue", ".", "awards/autumn.csv"]).exits(0);
    project.run(["revoke", &project.slugs()[0]]).exits(0);
    project.write("awards/spring.csv", "name,badge,awarded\nAda Obi,talk,2026-05-12\nAda Obi,talk,2025-05-13\n");
    project.run(["issue"]).exits(0);
    assert_eq!(project.slugs().len(), 4);
}

#[test]
fn a_good_credential_whose_row_is_gone_or_passed_over_is_told() {
    let gradebook = |bo: &str| {
        format!(
            "Student,ID,SIS Login ID,Section,Final Score\n    Points Possible,,,,(read only)\n\"Obi, Ada\",501,aobi,XC,88\n{bo}"
        )
    };
    let project = with(AWARDS).file("awards/course.csv", gradebook("\"Li, Bo\",502,bli,XC,91\n")).file(
        "awards/course.mapping.yaml",
        "profile: canvas\nwhen: Final Score >= 70\nalways: {badge: talk, awarded: 2026-05-12}\n",
    );
    assert!(!project.run(["issue"]).exits(0).stderr.contains("no-longer-earned"));
    let slug = project.slugs()[3].clone();
    for (row, why) in [
        ("\"Li, Bo\",502,bli,XC,61\n", "passed over now (Final Score is 61, not 70 or more)"),
        ("\"Li, Bo\",502,bli,XC,EX\n", "passed over now (Final Score is excused (EX))"),
        ("", "no row says the award of"),
    ] {
        project.write("awards/course.csv", gradebook(row));
        let tree = project.tree();
        for how in [&["issue"][..], &["issue", "--dry-run"]] {
            let run = project.run(how.iter().copied()).exits(0);
            let all = said(&run);
            assert!(all.contains("no-longer-earned") && all.contains(why), "{}", run.stderr);
            assert!(all.contains(&format!("accolade revoke {slug}")) && all.contains("course.csv"), "{}", run.stderr);
            assert_eq!(all.matches("no-longer-earned").count(), 1, "{}", run.stderr);
            assert!(row.is_empty() || run.stderr.contains("awards/course.csv:4"), "{}", run.stderr);
        }
        assert!(project.tree() == tree, "nothing was written");
    }
    project.run(["revoke", &slug]).exits(0);
    assert!(!project.run(["issue"]).exits(0).stderr.contains("no-longer-earned"));
    project.write("awards/spring.csv", AWARDS.lines().take(2).collect::<Vec<_>>().join("\n"));
    let run = project.run(["issue"]).exits(0);
    assert!(run.stderr.contains("no-longer-earned") && run.stderr.contains(&project.slugs()[1]), "{}", run.stderr);
}

/// The holder of the old build would see a revoked credential as good, and a forgotten person would stay on the web.
#[test]
fn a_site_that_was_built_before_a_revocation_is_not_published() {
    let changes: [(&[&str], &str); 5] = [
        (&["revoke", "a1"], "status/1.json"),
        (&["keys", "rotate", "--plain"], ".well-known/did.json"),
        (&["forget", "Ada Obi"], "whose holder was forgotten"),
        (&["renew", "a1", "--expires", "2030-01-01"], "which is gone there"),
        (&["reissue", "a1"], "status/1.json"),
    ];
    for (change, why) in changes {
        for (place, out) in [("", "public"), ("registry/", "site")] {
            let inner = with(AWARDS);
            inner.run(["build", "-o", "public"]).exits(0);
            let project = Project::new();
            for (path, bytes) in inner.tree() {
                match path.strip_prefix("public/") {
                    Some(page) => project.write(&format!("{out}/{page}"), bytes),
                    None => project.write(&format!("{place}{path}"), bytes),
                }
            }
            let publish = || project.run(["publish", "share", "--site", out]);
            publish().exits(0);
            let dir = if place.is_empty() { "." } else { "registry" };
            // An earlier copy beside it agrees with the earlier site, and does not speak for it.
            if !place.is_empty() && change[0] != "keys" {
                for (path, bytes) in inner.tree().into_iter().filter(|(path, _)| !path.starts_with("public/")) {
                    project.write(&format!("backup/{path}"), bytes);
                }
            }
            let run = project.run(change.iter().copied().chain(["--dir", dir])).exits(0);
            assert!(run.stderr.contains("build and publish the site"), "{change:?}: {}", run.stderr);
            let before = support::tree(&project.path().join("share"));
            let run = publish().exits(1);
            assert!(run.stderr.contains("old-site") && said(&run).contains(why), "{change:?}: {}", run.stderr);
            assert!(said(&run).contains("accolade build"), "{}", run.stderr);
            assert!(support::tree(&project.path().join("share")) == before, "nothing was uploaded");
            project.run(["build", dir, "-o", out]).exits(0);
            publish().exits(0);
        }
    }
    // Consent that was withdrawn is seen in the lists of the site.
    let public = "name,badge,awarded,award_id,consent\nAda Obi,talk,2025-05-12,a1,public\n";
    let project = with(public);
    project.run(["build"]).exits(0);
    project.write("awards/spring.csv", public.replace("public", "private"));
    project.run(["issue"]).exits(0);
    let run = project.run(["publish", "../share-of-nobody"]).exits(1);
    assert!(said(&run).contains("consent was withdrawn"), "{}", run.stderr);
    // So it is in a site of very many, whose index gives a number and whose sitemap is in parts, and in one without a sitemap.
    let map = project.read("public/sitemap.xml");
    project.write("public/index.json", r#"{"listed":10001}"#);
    project.write(
        "public/sitemap.xml",
        "<sitemapindex><sitemap><loc>https://credentials.alderbay.example/sitemap-1.xml</loc></sitemap></sitemapindex>",
    );
    project.write("public/sitemap-1.xml", "<urlset></urlset>");
    project.write("public/sitemap-2.xml", &map);
    let stopped = || {
        let run = project.run(["publish", "../share-of-nobody"]).exits(1);
        assert!(said(&run).contains(&format!("lists the credential {}, whose holder's consent", project.slugs()[0])));
    };
    stopped();
    ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"].iter().for_each(|file| project.remove(&format!("public/{file}")));
    stopped();
    project.run(["build"]).exits(0);
    // Where the built site is alone, nothing is compared.
    let alone = Project::new();
    for (path, bytes) in project.tree().iter().filter(|(path, _)| path.starts_with("public/")) {
        alone.write(path, bytes);
    }
    alone.run(["publish", "share"]).exits(0);
}

/// Whatever the site makes of a credential: none of it goes out once its holder was forgotten.
#[test]
fn a_site_that_shows_a_forgotten_credential_in_any_form_is_not_published() {
    let project = with(AWARDS);
    project.write("accolade.yaml", Project::registry().read("accolade.yaml"));
    project.run(["build"]).exits(0);
    let folder = format!("public/credentials/{}", project.slugs()[0]);
    project.run(["forget", "a1"]).exits(0);
    let stopped = |file: &str| {
        let run = project.run(["publish", "share"]).exits(1);
        assert!(said(&run).contains(&format!("it still has {file} of the credential")), "{}", run.stderr);
        assert!(said(&run).contains("whose holder was forgotten") && !project.has("share"), "{}", run.stderr);
    };
    let mut files: Vec<String> =
        support::tree(&project.path().join(&folder)).into_keys().filter(|file| file != "index.html").collect();
    assert!(files.len() > 2, "{files:?}");
    files.sort();
    for file in files {
        stopped(&file);
        project.remove(&format!("{folder}/{file}"));
    }
    stopped("index.html");
    project.run(["build"]).exits(0);
    project.write(&format!("{folder}/index.html.gz"), "packed by another program");
    project.run(["publish", "share"]).exits(0);
}

/// What would be issued of a table of another program by a rule.
fn tried(project: &Project, profile: &str, rule: &str) -> Run {
    let issue = ["issue", "course.csv", "--dry-run", "--badge", "talk", "--awarded", "2026-05-12"];
    project.run(issue.into_iter().chain(["--profile", profile, "--when", rule])).exits(0)
}

#[test]
fn a_grade_that_overrides_another_is_told_where_the_rule_does_not_speak_of_it() {
    let table = "Student,ID,SIS Login ID,Section,Final Score,Override Score\n    Points Possible,,,,(read only),(read only)\n\"Obi, Ada\",501,aobi,XC,88,\n\"Li, Bo\",502,bli,XC,61,75.00\n";
    let project = registry().file("course.csv", table);
    let run = tried(&project, "canvas", "Final Score >= 70");
    assert_eq!(run.stderr.matches("warning[override]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("course.csv:4") && said(&run).contains("Override Score is 75.00"), "{}", run.stderr);
    assert!(said(&run).contains("`Final Score >= 70 and Override Score missing`"), "{}", run.stderr);
    for rule in ["Override Score >= 70", "Final Score >= 70 and Override Score missing"] {
        let run = tried(&project, "canvas", rule);
        assert!(!run.stderr.contains("override") && run.stderr.contains("1 to issue"), "{rule}: {}", run.stderr);
    }
}

#[test]
fn a_row_of_totals_is_nobody() {
    let table = "First name,Surname,ID number,Course total\nAda,Obi,501,88\nOverall average,,,88\n";
    let project = registry().file("course.csv", table);
    let run = tried(&project, "moodle-grades", "Course total >= 60");
    assert!(run.stdout.contains("a row of totals") && run.stderr.contains("1 to issue, 1 to skip"), "{run:?}");
    for name in ["Total", "Durchschnitt", "Moyenne:", "SUMME"] {
        project.write("awards/spring.csv", format!("{AWARDS}{name},talk,2025-05-12,a3\n"));
        let run = project.run(["issue"]).exits(1);
        assert!(run.stderr.contains("placeholder-name") && run.stderr.contains("spring.csv:4"), "{}", run.stderr);
    }
}

#[test]
fn an_award_that_has_ended_already_is_told_before_it_is_signed() {
    let project = registry();
    project.write("awards/spring.csv", format!("{AWARDS}Cy Oh,talk,2020-05-12,a3\n"));
    for how in [&["issue", "--dry-run"][..], &["issue"]] {
        let run = project.run(how.iter().copied()).exits(0);
        assert_eq!(run.stderr.matches("already-expired").count(), 1, "{}", run.stderr);
        assert!(run.stderr.contains("spring.csv:4") && run.stderr.contains("it ended on 2022-05-12"), "{}", run.stderr);
    }
    assert!(!project.run(["issue"]).exits(0).stderr.contains("already-expired"));
}

#[test]
fn an_award_that_is_dated_ahead_is_told_before_it_is_signed() {
    let project = registry();
    project.write("awards/spring.csv", format!("{AWARDS}Cy Oh,talk,2026-11-25,a3\nDi Yu,talk,2026-11-24,a4\n"));
    for how in [&["issue", "--dry-run"][..], &["issue"]] {
        let run = project.run(how.iter().copied()).exits(0);
        assert_eq!(run.stderr.matches("warning[not-yet]").count(), 1, "{}", run.stderr);
        assert!(run.stderr.contains("spring.csv:4") && run.stderr.contains("it is dated 2026-11-25"), "{}", run.stderr);
    }
    assert!(!project.run(["issue"]).exits(0).stderr.contains("not-yet"));
}

#[test]
fn a_badge_that_was_changed_is_told_before_more_is_signed_with_its_new_words() {
    let project = registry();
    project.write("badges/talk.yaml", BADGE.replace("Gave a talk.", "Gave\n  a   talk."));
    project.write("awards/spring.csv", format!("{AWARDS}Cy Oh,talk,2026-05-12,a3\n"));
    let dry = ["issue", "--dry-run"];
    assert!(
        !project.run(dry).exits(0).stderr.contains("badge-changed"),
        "how a text is broken into lines does not count"
    );
    project.write("badges/talk.yaml", BADGE.replace("Gave a talk.", "Gave two talks."));
    project.run(["revoke", "a2"]).exits(0);
    for how in [&dry[..], &["issue"]] {
        let run = project.run(how.iter().copied()).exits(0);
        assert_eq!(run.stderr.matches("warning[badge-changed]").count(), 1, "{}", run.stderr);
        assert!(
            said(&run).contains("the badge \"talk\" was changed: 1 of its 1 good credentials says"),
            "{}",
            run.stderr
        );
    }
    assert!(!project.run(["issue"]).exits(0).stderr.contains("warning[badge-changed]"), "nothing more is signed");
    project.write("awards/spring.csv", format!("{AWARDS}Cy Oh,talk,2026-05-12,a3\nDi Yu,talk,2026-05-12,a4\n"));
    assert!(said(&project.run(dry).exits(0)).contains("1 of its 2 good credentials says"));
}

#[test]
fn a_lost_document_of_keys_is_no_dead_end() {
    const DID: &str = ".well-known/did.json";
    let project = registry();
    let document = project.read(DID);
    project.remove(DID);
    for (command, status) in [(&["keys", "list"][..], 1), (&["keys", "rotate", "--plain"], 1), (&["keygen"], 4)] {
        let run = project.run(command.iter().copied()).exits(status);
        for told in [
            "bring it back from the published site, https://credentials.alderbay.example/.well-known/did.json",
            "When there is none",
        ] {
            assert!(said(&run).contains(told), "{command:?}: {}", run.stderr);
        }
    }
    project.run(["reissue", "a1"]).exits(0);
    assert_eq!(project.read(DID), document, "of one key, it is the same");
}

#[test]
fn a_name_in_another_order_and_a_badge_of_another_name_are_asked_for() {
    let project = with(AWARDS);
    project.write("awards/spring.csv", "name,badge,awarded\n\"Obi, Ada\",talk,2025-05-12\n");
    let run = project.run(["issue"]).exits(1);
    for told in ["error[maybe-same-award]", "\"Obi, Ada\" may be \"Ada Obi\"", "--name"] {
        assert!(run.stderr.contains(told), "{told}\n{}", run.stderr);
    }
    // The badge's file has another name, and so the table: who has it by the earlier one is told.
    let project = with(AWARDS);
    let badge = project.read("badges/talk.yaml");
    project.remove("badges/talk.yaml");
    project.write("badges/speech.yaml", badge);
    project.write("awards/spring.csv", AWARDS.replace(",talk,", ",speech,").replace("a1", "b1"));
    let run = project.run(["issue", "--dry-run"]).exits(1);
    for told in ["error[maybe-same-award]: the row says \"speech\"", "give the badge's file its name again, talk.yaml,"]
    {
        assert!(run.stderr.contains(told), "{told}\n{}", run.stderr);
    }
}

const TWO: &str = "name,badge,awarded\nAda Obi,talk,2025-05-12\nBo Li,talk,2025-05-12\n";

/// One row, or every row, was given another badge after it was signed: each would have been signed beside the old one.
#[test]
fn a_row_whose_badge_was_changed_is_not_signed_beside_the_old_one() {
    let essay = BADGE.replace("Talk", "Essay");
    for (after, asked) in [(TWO.replacen("talk", "essay", 1), 1), (TWO.replace("talk", "essay"), 2)] {
        let project = with(TWO).file("badges/essay.yaml", &essay);
        let slugs = project.slugs();
        project.write("awards/spring.csv", &after);
        let tree = project.tree();
        for how in [&["issue"][..], &["issue", "--dry-run"]] {
            let run = project.run(how.iter().copied()).exits(1);
            assert_eq!(run.stderr.matches("error[maybe-same-award]").count(), asked, "{}", run.stderr);
            let revoke = format!("`accolade revoke {}` first", slugs[0]);
            for told in ["awards/spring.csv:2:9", "put \"talk\" back", &revoke, "--another-award"] {
                assert!(said(&run).contains(told), "{told}\n{}", run.stderr);
            }
        }
        assert!(project.tree() == tree, "nothing was written");
        // Put back, it is as before; with the old one revoked, the row is signed; and it may be another award.
        project.write("awards/spring.csv", TWO);
        assert!(said(&project.run(["issue"]).exits(0)).contains("nothing new to issue"));
        project.write("awards/spring.csv", &after);
        let copy = project.tree().into_iter().fold(Project::new(), |copy, (path, bytes)| copy.file(&path, bytes));
        project.run(["revoke"].into_iter().chain(slugs.iter().take(asked).map(String::as_str))).exits(0);
        let run = project.run(["issue"]).exits(0);
        assert!(said(&run).contains(&format!("issued {asked} credential")), "{}", run.stderr);
        copy.run(["issue", "--another-award"]).exits(0);
        assert_eq!(copy.slugs().len(), 2 + asked);
        assert!(said(&copy.run(["issue"]).exits(0)).contains("nothing new to issue"));
    }
}

#[test]
fn many_rows_whose_badge_was_changed_are_one_error_and_two_badges_of_one_day_are_none() {
    let rows: String = (0..9).map(|n| format!("Holder {n},talk,2025-05-12\n")).collect();
    let table = format!("name,badge,awarded\n{rows}");
    let project = with(&table).file("badges/essay.yaml", BADGE.replace("Talk", "Essay"));
    project.write("awards/spring.csv", table.replace("talk", "essay"));
    let run = project.run(["issue"]).exits(1);
    assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
    let told = "9 rows say \"essay\", and their people have good credentials of \"talk\" and the same day";
    assert!(said(&run).contains(told) && run.stderr.contains("accolade list --badge talk"), "{}", run.stderr);
    // Both stand there: who earned both has both.
    project.write("awards/spring.csv", format!("{table}{}", rows.replace("talk", "essay")));
    project.run(["issue"]).exits(0);
    // A gradebook is read once for each badge; whoever looks is told of the others.
    let table = "name,awarded\nAda Obi,2025-05-12\n";
    let project = with("name,badge,awarded\nBo Li,talk,2025-05-12\n").file("badges/essay.yaml", BADGE);
    project.write("awards/book.csv", table);
    let of = |badge| ["issue", ".", "awards/book.csv", "--badge", badge];
    project.run(of("talk")).exits(0);
    assert!(!project.run(of("essay")).exits(0).stderr.contains("no-longer-earned"));
    let run = project.run(of("essay").into_iter().chain(["--dry-run"])).exits(0);
    let told = "all rows are of \"essay\", and 1 good credential of \"talk\" was issued from a table of this name";
    assert!(said(&run).contains(told) && said(&run).contains("when it is read once for each badge"), "{}", run.stderr);
}

/// A project as an earlier version left it that signed a name as it stood in the table.
fn signed_as(name: &str, spoilt: &str, number: &str) -> Project {
    use accolade_credential::key::SecretKey;
    use accolade_credential::sign::{Signer, Suite, sign};
    use accolade_credential::{json, report};
    let table = format!("name,badge,awarded,award_id\n{name},talk,2025-05-12,{number}\nBo Li,talk,2025-05-12,a2\n");
    let project = with(&table);
    let lines = project.read("credentials/spring.jsonl");
    let (old, rest) = lines.split_once('\n').expect("two lines");
    let mut credential: serde_json::Value = serde_json::from_str(old).expect("JSON");
    let proof = credential.as_object_mut().and_then(|all| all.remove("proof")).expect("it is signed");
    credential["credentialSubject"]["name"] = spoilt.into();
    let key = SecretKey::from_pem(&project.read("keys/issuer.pem"), None).expect("a key");
    let created = proof[0]["created"].as_str().expect("a moment").parse().expect("a moment");
    let method = proof[0]["verificationMethod"].as_str().expect("a name");
    let signer = Signer { key: &key, verification_method: method, created };
    let both = [Suite::EddsaRdfc2022, Suite::EddsaJcs2022];
    let unsigned = json::parse(credential.to_string().as_bytes()).expect("JSON");
    let signed = sign(unsigned, &signer, &both).expect("it can be signed").to_pretty();
    let signed = serde_json::from_str::<serde_json::Value>(&signed).expect("JSON").to_string();
    project.write("credentials/spring.jsonl", format!("{signed}\n{rest}"));
    let hash = |name: &str| blake3::hash(name.to_lowercase().as_bytes()).to_hex()[..16].to_owned();
    let ledger = project.read("ledger.jsonl");
    let ledger = ledger.replace(&report::sha256(old.as_bytes()), &report::sha256(signed.as_bytes()));
    project.write("ledger.jsonl", ledger.replace(&hash(name), &hash(spoilt)));
    project.write("awards/spring.csv", table.replace(name, spoilt));
    project
}

#[test]
fn a_name_that_was_signed_with_spoilt_letters_is_put_right() {
    for (name, spoilt) in [("Jörg Müller", "JÃ¶rg MÃ¼ller"), ("Zoë", "ZoÃ«"), ("Tomáš Novák", "TomĂˇĹˇ NovĂˇk")]
    {
        for number in ["a1", ""] {
            let project = signed_as(name, spoilt, number);
            let slug = project.slugs()[0].clone();
            project.run(["check"]).exits(0);
            let run = project.run(["issue"]).exits(1);
            assert!(run.stderr.contains("broken-letters"), "{}", run.stderr);
            // The way out: the row is put right, and `issue` says with which command the credential is.
            project.write("awards/spring.csv", project.read("awards/spring.csv").replace(spoilt, name));
            let run = project.run(["issue"]).exits(i32::from(number.is_empty()));
            assert!(said(&run).contains(&format!("`accolade reissue {slug} --name {name:?}`")), "{}", run.stderr);
            project.run(["reissue", &slug, "--name", name]).exits(0);
            let run = project.run(["issue"]).exits(0);
            assert!(said(&run).contains("nothing new to issue") && !run.stderr.contains("warning["), "{}", run.stderr);
            assert_eq!(last(&project)["credentialSubject"]["name"], name);
            assert!(!project.read("credentials/spring.jsonl").contains(spoilt));
            project.run(["check"]).exits(0);
        }
    }
}
