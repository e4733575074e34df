//! No number is of one to four people: where the same people have several badges, where the report and the site are read together, and
//! where a sentence speaks of those that are withheld.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::Project;
use support::counted::{BADGE, cell, issued, number, rows};

const HEAD: &str = "award_id,name,badge,awarded,consent\n";

/// A registry in which so many people, who are not listed, have each of these badges of one department; and one who is has the first.
fn crowd(badges: &[&str], people: usize) -> Project {
    let mut all = "name,badge,awarded,consent\n".to_owned();
    for badge in badges {
        let names = ["Ada Obi", "Bo Li", "Cy Oh", "Di Ng", "Ed Ito"].iter().take(people);
        all += &names.map(|name| format!("{name},{badge},2026-05-12,private\n")).collect::<String>();
    }
    all += &format!("Pu Blic,{},2026-05-12,public\n", badges[0]);
    let project = issued(badges, &all);
    for badge in badges {
        project.write(&format!("badges/{badge}.yaml"), format!("name: {badge}\n{BADGE}department: Clinic\n"));
    }
    project.run(["report"]).exits(0);
    project.run(["build"]).exits(0);
    project
}

#[test]
fn people_with_several_badges_are_as_few_as_they_are() {
    for (badges, people) in [(&["a", "b", "c", "d"][..], 2), (&["a", "b"], 3), (&["a", "b"], 4)] {
        let project = crowd(badges, people);
        assert_eq!(number(&project.read("report/index.html"), "Awards"), None, "{people} people");
        assert_eq!(cell(&project, "departments.csv", "Clinic", "awards"), "");
        let page = project.read("public/insights/index.html");
        assert_eq!(number(&page, "Awards").as_deref(), Some("not told"), "{people} people");
        assert!(!page.contains(&format!("<td>{}</td>", badges.len() * people + 1)), "a department: {page}");
        let home = project.read("public/index.html");
        assert_eq!((number(&home, "issued"), number(&home, "listed")), (None, Some("1".to_owned())), "{home}");
    }
    let project = crowd(&["a", "b"], 5);
    assert_eq!(number(&project.read("report/index.html"), "Awards").as_deref(), Some("11"));
    assert_eq!(number(&project.read("public/index.html"), "issued").as_deref(), Some("11"));
}

#[test]
fn the_other_theme_tells_no_more() {
    let project = crowd(&["a", "b"], 3);
    project.write("accolade.yaml", project.read("accolade.yaml") + "theme: catalogue\n");
    project.run(["build"]).exits(0);
    let home = project.read("public/index.html");
    assert_eq!((number(&home, "issued"), number(&home, "listed")), (None, Some("1".to_owned())), "{home}");
}

fn revoke(project: &Project, awards: &[&str]) {
    let lines = project.read("ledger.jsonl");
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for award in awards {
        let line = lines.iter().find(|line| line["award"] == format!("id:{award}")).expect("it was issued");
        project.run(["revoke", line["slug"].as_str().expect("a slug"), "--reason", "issued in error"]).exits(0);
    }
}

/// So many awards of a badge whose ids begin alike.
fn named(id: &str, count: usize, rest: &str) -> String {
    (0..count).map(|n| format!("{id}{n},{} {},{rest}\n", ["P", "Q", "R", "S", "T", "U", "V"][n], id)).collect()
}

#[test]
fn how_many_are_revoked_does_not_tell_of_one_who_is_not_listed() {
    let all = HEAD.to_owned() + &named("p", 7, "a,2026-05-12,public") + &named("h", 6, "a,2026-05-12,private");
    let project = issued(&["a"], &all);
    revoke(&project, &["p0", "p1", "p2", "p3", "h0"]);
    project.run(["report"]).exits(0);
    let page = project.read("report/index.html");
    let told = ["Awards", "good today", "expired", "revoked"].map(|label| number(&page, label));
    assert_eq!(told, [Some("13".to_owned()), None, Some("0".to_owned()), None], "the site names four that are revoked");
}

#[test]
fn how_many_are_revoked_in_public_does_not_tell_how_many_are_not() {
    let all = HEAD.to_owned() + &named("p", 6, "a,2026-05-12,public") + &named("h", 7, "a,2026-05-12,private");
    let project = issued(&["a"], &all);
    revoke(&project, &["h0", "h1", "h2", "h3", "h4"]);
    project.run(["build"]).exits(0);
    let home = project.read("public/index.html");
    assert_eq!((number(&home, "issued"), number(&home, "revoked")), (Some("13".to_owned()), None), "two are not");
    revoke(&project, &["h5", "h6"]);
    project.run(["build"]).exits(0);
    assert_eq!(number(&project.read("public/index.html"), "revoked").as_deref(), Some("7"));
}

#[test]
fn a_term_does_not_tell_of_one_whom_the_site_does_not_list() {
    let all = HEAD.to_owned()
        + &named("a", 7, "a,2025-02-12,private")
        + &named("b", 6, "a,2025-08-12,private")
        + &named("c", 6, "a,2025-11-12,public")
        + &named("d", 1, "a,2025-11-12,private")
        + &named("e", 7, "a,2026-02-12,private");
    let project = issued(&["a"], &all);
    let terms = |by: &str, terms: &[&str]| {
        project.run(["report", "--by", by]).exits(0);
        terms.iter().map(|term| cell(&project, "terms.csv", term, "awards")).collect::<Vec<_>>()
    };
    // The site tells that thirteen of the second half of 2025 are there, and lists six.
    assert_eq!(terms("half", &["2025-H1", "2025-H2", "2026-H1"]), ["7", "13", "7"]);
    let quarters = ["2025-Q1", "2025-Q3", "2025-Q4", "2026-Q1"];
    assert_eq!(terms("quarter", &quarters), ["7", "", "", "7"], "the neighbour is of the same half");
    assert_eq!(terms("year", &["2025", "2026"]), ["20", "7"]);
    // Where they are few in a half, the halves beside it are withheld with it.
    let project = issued(&["a"], &all.replace("2025-08-12", "2025-03-12"));
    project.run(["report", "--by", "half"]).exits(0);
    assert_eq!(cell(&project, "terms.csv", "2025-H2", "awards"), "", "seven, of whom six are listed");
    assert_eq!(number(&project.read("report/index.html"), "Awards").as_deref(), Some("27"));
}

#[test]
fn what_some_of_a_badge_have_does_not_tell_of_one_who_is_not_listed() {
    let head = HEAD.trim_end().to_owned() + ",evidence_name,expires,end\n";
    let with = "Recording,2026-12-20,2026-05-11";
    let project = issued(
        &["a"],
        &(head
            + &named("p", 7, &format!("a,2026-05-12,public,{with}"))
            + &named("h", 1, &format!("a,2026-05-12,private,{with}"))
            + &named("i", 5, "a,2026-05-12,private,,,")),
    );
    project.run(["report"]).exits(0);
    let told = ["awards", "evidence_percent", "expiring_soon", "median_days"];
    assert_eq!(told.map(|column| cell(&project, "badges.csv", "a", column)), ["13", "", "", ""]);
}

#[test]
fn a_sentence_does_not_call_the_most_what_may_be_less_than_what_is_withheld() {
    let mut all = "name,badge,awarded\n".to_owned();
    for (badge, count) in [("a", 12), ("b", 3), ("c", 6), ("d", 7)] {
        all += &rows(badge, count, "2026-05-12");
    }
    let project = issued(&["a", "b", "c", "d"], &all);
    project.run(["report"]).exits(0);
    let page = project.read("report/index.html");
    assert!(page.contains("Most of those that are told: d, 7.") && !page.contains("Most awards: d"), "{page}");
    assert!(page.contains("No badge whose number is told stands out."), "a has 43 %");
    let project = issued(&["a", "b", "c", "d"], &all.replace(",b,", ",c,"));
    project.run(["report"]).exits(0);
    let page = project.read("report/index.html");
    assert!(page.contains("Most awards: a, 12."), "{page}");
}
