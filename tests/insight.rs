//! `accolade report`: what was awarded, in numbers; nothing in it names a person or tells of a few; it never gets into a site.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use std::collections::BTreeMap;

use support::Project;

const TALK: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\ndepartment: Speech\nskills: [Speaking]\nalignment:\n  - nace: Communication\n";
const WRITE: &str =
    "name: Write\ndescription: Writes.\ncriteria: Wrote.\ndepartment: Speech\nskills: [Speaking, Writing]\n";
const LAB: &str = "name: Lab\ndescription: Works safely.\ncriteria: Worked.\ndepartment: \"=Science\"\nvalid_for: 1 year\nskills: [Safety]\n";
const IDLE: &str = "name: Idle\ndescription: Nobody has it.\ncriteria: Wait.\ndepartment: Speech\n";

/// A registry in which so many people were awarded each badge.
fn registry(talk: usize, write: usize, lab: usize) -> Project {
    let mut rows = "name,badge,awarded,start,end,evidence_name,consent\n".to_owned();
    for (badge, count, day) in
        [("talk", talk, "2026-05-12"), ("write", write, "2026-05-12"), ("lab", lab, "2025-12-10")]
    {
        for n in 0..count {
            let (evidence, consent) = if badge == "talk" { ("Recording", "public") } else { ("", "") };
            rows += &format!("Person {} of {badge},{badge},{day},{day},{day},{evidence},{consent}\n", word(n));
        }
    }
    let project = Project::registry()
        .of_pages()
        .file("badges/talk.yaml", TALK)
        .file("badges/write.yaml", WRITE)
        .file("badges/lab.yaml", LAB)
        .file("badges/idle.yaml", IDLE)
        .file("awards/spring.csv", rows);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project
}

fn word(n: usize) -> String {
    ["Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Joe", "Kay", "Lou"][n % 12].repeat(n / 12 + 1)
}

/// A table of the report: the first column to all of the row.
fn table(project: &Project, file: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = project.read(&format!("report/{file}"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| {
        let cells: BTreeMap<_, _> = head.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
        (row[0].to_owned(), cells)
    })
    .collect()
}

#[test]
fn numbers_are_those_of_the_ledger() {
    let project = registry(7, 6, 12);
    let run = project.run(["report", "--within", "30"]).exits(0);
    assert!(run.stdout.contains("25 awards, 4 badges"), "{}", run.stdout);
    let badges = table(&project, "badges.csv");
    let awards: Vec<_> = ["talk", "write", "lab", "idle"].iter().map(|b| badges[*b]["awards"].as_str()).collect();
    assert_eq!(awards, ["7", "6", "12", "0"]);
    assert_eq!((badges["talk"]["evidence_percent"].as_str(), badges["lab"]["evidence_percent"].as_str()), ("100", "0"));
    assert_eq!((badges["lab"]["expiring_soon"].as_str(), badges["talk"]["expiring_soon"].as_str()), ("12", "0"));
    assert_eq!((badges["talk"]["median_days"].as_str(), badges["talk"]["share_percent"].as_str()), ("0", "28"));
    assert_eq!(table(&project, "departments.csv")["Speech"]["awards"], "13");
    assert_eq!(table(&project, "skills.csv")["Speaking"]["awards"], "13");
    let terms = table(&project, "terms.csv");
    assert_eq!((terms["2025-H2"]["awards"].as_str(), terms["2026-H1"]["awards"].as_str()), ("12", "13"));
    let page = project.read("report/index.html");
    assert!(page.contains("<bdi>Idle</bdi>") && !page.contains("Every badge has been awarded"));
    assert!(
        page.contains("7 gaps of 8: Career &amp; Self-Development, Critical Thinking"),
        "NACE's names against the badges"
    );
    let competencies = project.read("report/competencies.csv");
    assert!(competencies.contains("NACE Career Readiness Competencies,communication,Communication,1,7,no"));
    assert!(competencies.contains("NACE Career Readiness Competencies,teamwork,Teamwork,0,0,yes"));
    project.run(["report", "--within", "5"]).exits(0);
    assert_eq!(table(&project, "badges.csv")["lab"]["expiring_soon"], "0", "they expire in sixteen days");
}

#[test]
fn no_group_of_a_few_is_told_nor_left_over_and_nobody_is_named() {
    for counts in [(3, 9, 12), (1, 1, 12), (2, 2, 0), (4, 20, 4), (5, 1, 30), (1, 0, 0)] {
        let project = registry(counts.0, counts.1, counts.2);
        project.run(["report"]).exits(0);
        let badges = table(&project, "badges.csv");
        let number = |text: &str| text.parse::<usize>().ok();
        let told: Vec<Option<usize>> = ["talk", "write", "lab"].iter().map(|b| number(&badges[*b]["awards"])).collect();
        let truth = [counts.0, counts.1, counts.2];
        let few = |n: usize| (1..5).contains(&n);
        for (told, truth) in told.iter().zip(truth) {
            assert!(told.is_none_or(|told| told == truth && !few(told)), "{counts:?}: {told:?}");
        }
        let page = project.read("report/index.html");
        let total = page.split("<dt>Awards</dt><dd>").nth(1).and_then(|rest| rest.split('<').next()).and_then(number);
        let left = total.map(|total| total - told.iter().flatten().sum::<usize>());
        let hidden = told.iter().filter(|told| told.is_none()).count();
        assert!(
            left.is_none_or(|left| hidden == 0 || (hidden > 1 && left >= 4 + hidden)),
            "{counts:?}: {left:?} of {hidden}"
        );
        let speech = number(&table(&project, "departments.csv")["Speech"]["awards"]);
        let of_speech = [told[0], told[1]];
        let left = speech.map(|speech| speech - of_speech.iter().flatten().sum::<usize>());
        let hidden = of_speech.iter().filter(|told| told.is_none()).count();
        assert!(
            left.is_none_or(|left| hidden == 0 || (hidden > 1 && left >= 4 + hidden)),
            "{counts:?}: Speech {left:?}"
        );
        for (path, bytes) in project.tree().iter().filter(|(path, _)| path.starts_with("report/")) {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("Person") && !text.contains(" of talk"), "{path} names a person");
        }
        for (file, rows) in ["terms.csv", "skills.csv", "competencies.csv"].map(|file| (file, table(&project, file))) {
            for row in rows.values() {
                assert!(!number(&row["awards"]).is_some_and(few), "{counts:?} {file}: {row:?}");
            }
        }
    }
}

#[test]
fn one_person_with_many_awards_is_one_person() {
    let mut rows = "award_id,name,badge,awarded\n".to_owned();
    (0..9).for_each(|n| rows += &format!("{n},Ada Obi,talk,2026-05-12\n"));
    let project = Project::registry().of_pages().file("badges/talk.yaml", TALK).file("awards/spring.csv", rows);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project.run(["report"]).exits(0);
    assert_eq!(table(&project, "badges.csv")["talk"]["awards"], "");
    assert!(project.read("report/index.html").contains("without telling"), "few people, however many their awards");
}

#[test]
fn a_formula_in_a_name_is_text_and_the_page_loads_nothing() {
    let project = registry(7, 6, 12);
    project.run(["report"]).exits(0);
    assert!(project.read("report/departments.csv").contains("\r\n'=Science,"));
    let page = project.read("report/index.html");
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("<link"));
    assert!(page.contains("default-src 'none'") && page.contains("noindex"));
    assert_eq!(page.matches("<svg class=\"bars\" role=\"img\"").count(), page.matches("<desc").count());
    let again = project.tree();
    project.run(["report"]).exits(0);
    assert!(project.tree() == again, "the same input gives the same report");
}

#[test]
fn a_report_goes_into_no_site_and_no_site_is_built_around_one() {
    let project = registry(7, 6, 12);
    project.run(["build", "-o", "out"]).exits(0);
    for inside in ["out", "out/report", "static/report", "badges", ".", "awards/x"] {
        let run = project.run(["report", "-o", inside]).exits(2);
        assert!(run.stderr.contains("the report cannot go to"), "{inside}: {}", run.stderr);
    }
    project.run(["report"]).exits(0);
    let before = project.tree();
    project.run(["build", "-o", "out"]).exits(0);
    let published =
        |tree: &support::Tree| tree.keys().filter(|path| path.starts_with("out/")).cloned().collect::<Vec<_>>();
    assert_eq!(published(&project.tree()), published(&before), "the folder beside is not part of the site");
    let run = project.run(["build", "-o", "report"]).exits(2);
    assert!(run.stderr.contains("private report"), "{}", run.stderr);
    for part in ["index.html", "terms.csv"] {
        project.write("static/leak", project.read_bytes(&format!("report/{part}")));
        let run = project.run(["build", "-o", "out"]).exits(1);
        assert!(run.stderr.contains("static/leak is part of a private report"), "{part}: {}", run.stderr);
        project.run(["check"]).exits(1);
        project.remove("static/leak");
    }
    for (path, bytes) in project.tree().iter().filter(|(path, _)| path.starts_with("report/")) {
        project.write(&format!("out/{path}"), bytes);
    }
    let run = project.run(["build", "-o", "out"]).exits(2);
    assert!(run.stderr.contains("private report"), "{}", run.stderr);
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let project = registry(7, 6, 12).file("mine/letter.txt", "x");
    let run = project.run(["report", "-o", "mine"]).exits(2);
    assert!(run.stderr.contains("no report") && project.has("mine/letter.txt") && !project.has("mine/index.html"));
    let portfolio = Project::portfolio();
    let run = portfolio.run(["report"]).exits(1);
    assert!(run.stderr.contains("only a site that issues"), "{}", run.stderr);
    assert!(!portfolio.has("report"));
}
