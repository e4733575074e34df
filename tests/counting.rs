//! What a report and the public numbers count: people and not spellings, what the site tells besides, standing, terms, days.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::Project;
use support::counted::{BADGE, cell, issued, number, rows};

#[test]
fn a_report_tells_nothing_that_the_public_page_makes_a_number_of_a_few() {
    let head = "name,badge,awarded,consent\n".to_owned();
    let all = head + &rows("alpha", 6, "2026-05-12,public") + &rows("beta", 2, "2026-05-12,private");
    let project = issued(&["alpha", "beta"], &all);
    project.run(["report"]).exits(0);
    project.run(["build"]).exits(0);
    assert!(project.read("public/badges/alpha/index.html").contains("6 issued"), "the site tells the six");
    let page = project.read("report/index.html");
    assert_eq!(number(&page, "Awards"), None, "eight less six would be two");
    assert_eq!(cell(&project, "badges.csv", "beta", "awards"), "");
}

#[test]
fn five_names_of_one_did_are_one_person_in_the_report_and_in_public() {
    let names = ["Roberta Smith", "Bobbie Smith", "R Smith", "Roberta A Smith", "Bob Smith"];
    let row = |name: &&str| format!("{name},alpha,2026-05-12,did:example:one\n");
    let all = "name,badge,awarded,recipient_id\n".to_owned() + &names.iter().map(row).collect::<String>();
    let project = issued(&["alpha"], &all);
    project.run(["report"]).exits(0);
    project.run(["build"]).exits(0);
    assert_eq!(cell(&project, "badges.csv", "alpha", "awards"), "");
    assert!(!project.read("public/badges/alpha/index.html").contains("5 issued"));
}

#[test]
fn what_is_suspended_is_not_called_revoked() {
    let project = Project::registry().of_pages();
    project.write("accolade.yaml", project.read("accolade.yaml") + "  status: {suspension: true}\n");
    project.write("badges/alpha.yaml", format!("name: Alpha\n{BADGE}"));
    project.write("awards/all.csv", "name,badge,awarded\n".to_owned() + &rows("alpha", 10, "2026-05-12"));
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    for slug in project.slugs().iter().take(5) {
        project.run(["suspend", slug, "--reason", "under review"]).exits(0);
    }
    project.run(["report"]).exits(0);
    let page = project.read("report/index.html");
    let told = ["good today", "revoked", "suspended"].map(|label| number(&page, label));
    assert_eq!(told, [Some("5".to_owned()), Some("0".to_owned()), Some("5".to_owned())]);
    project.run(["build"]).exits(0);
    assert!(!project.read("public/index.html").contains("revoked</dt>"), "{}", project.read("public/index.html"));
}

#[test]
fn awards_of_a_badge_that_is_gone_have_a_row_and_a_badge_that_was_awarded_is_not_called_never_awarded() {
    let all = "name,badge,awarded\n".to_owned() + &rows("alpha", 6, "2026-05-12") + &rows("beta", 7, "2026-05-12");
    let project = issued(&["alpha", "beta"], &all);
    project.remove("badges/beta.yaml");
    project.run(["report"]).exits(0);
    assert_eq!(cell(&project, "badges.csv", "", "awards"), "7");
    assert!(project.read("report/index.html").contains("of no badge here"));
    // What a stolen key may have signed is not counted, and was awarded all the same.
    let project = issued(&["alpha"], &("name,badge,awarded\n".to_owned() + &rows("alpha", 6, "2026-05-12")));
    let key = project.run(["keys", "list", "--json"]).exits(0).stdout;
    let key: serde_json::Value = serde_json::from_str(key.lines().next().expect("a key")).expect("JSON");
    let id = key["id"].as_str().expect("its name").to_owned();
    project.run(["keys", "rotate", "--plain"]).exits(0);
    project.run(["keys", "compromised", &id, "--since", "2026-01-01"]).exits(0);
    project.run(["report"]).exits(0);
    let page = project.read("report/index.html");
    assert!(page.contains("Every badge has been awarded."), "{page}");
}

#[test]
fn the_term_that_a_table_names_is_signed_and_counted() {
    let all = "name,badge,awarded,term\n".to_owned() + &rows("alpha", 6, "2026-05-12,Autumn 2025");
    let project = issued(&["alpha"], &all);
    project.run(["report"]).exits(0);
    assert_eq!(cell(&project, "terms.csv", "Autumn 2025", "awards"), "6");
    // A change afterwards never reaches what was signed.
    project.write("awards/all.csv", all.replace("Autumn", "Spring"));
    let run = project.run(["issue"]).exits(0);
    assert!(run.stderr.contains("what it says of term was not signed so"), "{}", run.stderr);
}

#[test]
fn the_term_of_the_command_line_or_of_a_mapping_is_signed_too() {
    let project = Project::registry().of_pages().file("badges/alpha.yaml", format!("name: Alpha\n{BADGE}"));
    project.write("awards/all.csv", "name,badge,awarded\n".to_owned() + &rows("alpha", 5, "2026-05-12"));
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue", "awards/all.csv", "--term", "autumn 2025"]).exits(0);
    project.run(["report"]).exits(0);
    assert_eq!(cell(&project, "terms.csv", "autumn 2025", "awards"), "5");
}

#[test]
fn a_chart_over_time_shows_the_newest_terms() {
    let halves = (2015..2027).flat_map(|year| [format!("{year}-03-01"), format!("{year}-09-01")]);
    let all: String = halves.filter(|day| day.as_str() < "2026-08").map(|day| rows("alpha", 5, &day)).collect();
    let project = issued(&["alpha"], &format!("name,badge,awarded\n{all}"));
    project.run(["report"]).exits(0);
    let page = project.read("report/index.html");
    let chart = page.split("</svg>").find(|part| part.contains("terms-chart-t")).expect("a chart");
    assert!(chart.contains("January–June 2026") && !chart.contains(">July–December 2015<"), "{chart}");
    assert!(page.contains("The newest 16 of 23; the table has them all."));
    project.run(["build"]).exits(0);
    let page = project.read("public/insights/index.html");
    // There each row of the table has its own bar: of all terms, and each number once.
    let terms = page.split("id=\"terms\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("terms");
    assert_eq!((terms.matches("<svg class=\"bar\"").count(), terms.matches("<td>5</td>").count()), (23, 23), "{terms}");
    assert_eq!(terms.matches("January–June 2026").count(), 1, "{terms}");
}

#[test]
fn three_quarters_are_three_quarters_and_what_expires_on_the_last_day_is_soon_at_any_hour() {
    let late = |n: usize| if n < 4 { "2026-05-11" } else { "2026-04-22" };
    let row =
        |n: usize| format!("Person {},alpha,2026-05-12,{},2027-03-01\n", ["a", "b", "c", "d", "e", "f"][n], late(n));
    let all = "name,badge,awarded,end,expires\n".to_owned() + &(0..6).map(row).collect::<String>();
    let project = issued(&["alpha"], &all);
    for hour in ["2026-12-01", "2026-12-01T23:59:59Z"] {
        project.run(["report", "--as-of", hour]).exits(0);
        assert_eq!(cell(&project, "badges.csv", "alpha", "expiring_soon"), "6", "{hour}");
    }
    let page = project.read("report/index.html");
    let row = page.split("Three quarters within").nth(1).and_then(|rest| rest.split("</tr>").nth(1)).expect("a row");
    assert!(row.contains(">1<") && row.contains(">20<"), "{row}");
}

#[test]
fn a_badge_with_a_little_more_than_the_share_is_named() {
    let mut all = "name,badge,awarded\n".to_owned();
    for (badge, count) in [("a", 12), ("b", 11), ("c", 12), ("d", 12)] {
        all += &rows(badge, count, "2026-05-12");
    }
    let project = issued(&["a", "b", "c", "d"], &all);
    project.run(["report"]).exits(0);
    assert_eq!(cell(&project, "badges.csv", "a", "share_percent"), "26");
    project.run(["report", "--over", "26"]).exits(0);
    assert!(project.read("report/index.html").contains("No badge stands out."), "25.5 is not more than 26");
    let project = issued(
        &["a", "b", "c", "d"],
        &all.replace("Person l of a,a,2026-05-12\n", "").replace("Person k of b,b,2026-05-12\n", ""),
    );
    // 11, 10, 12, 12 of 45: 26.7 %
    project.run(["report", "--over", "26"]).exits(0);
    assert!(!project.read("report/index.html").contains("No badge stands out."), "26.7 is more than 26");
}

#[test]
fn what_is_told_of_a_few_of_many_terms_is_a_table_and_no_chart() {
    let mut all = "name,badge,awarded,consent\n".to_owned() + &rows("alpha", 2, "2025-03-01,public");
    for (badge, day) in [("b", "2025-09-01"), ("c", "2026-03-01"), ("d", "2026-09-01")] {
        all += &rows(badge, 4, &format!("{day},"));
    }
    let project = issued(&["alpha", "b", "c", "d"], &all);
    project.run(["build"]).exits(0);
    let page = project.read("public/insights/index.html");
    let terms = page.split("id=\"terms\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("terms");
    assert!(
        terms.contains("class=\"figures\"><table") || terms.contains("class=\"figures\">\n<table"),
        "it looks as the others do: {terms}"
    );
    assert!(terms.contains("<td>2</td>") && terms.contains("3 more: not told") && !terms.contains("<svg"), "{terms}");
}
