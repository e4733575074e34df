//! What the first pages of a registry say while there is little on them: nothing that is not so.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::Project;

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\ndepartment: Letters\n";
const CONSENT: &str = "only with their holder’s consent";

fn built(rows: &str) -> Project {
    let project = Project::registry().file("badges/talk.yaml", BADGE);
    if !rows.is_empty() {
        project.write("awards/a.csv", format!("name,badge,awarded,consent\n{rows}"));
        project.run(["keygen", "--plain"]).exits(0);
        project.run(["issue"]).exits(0);
    }
    project.run(["build", "-o", "out"]).exits(0);
    project
}

/// How many there are, as the first page says it.
fn numbers(home: &str) -> Vec<String> {
    let list =
        home.split("<dl class=\"numbers\">").nth(1).and_then(|rest| rest.split("</dl>").next()).expect("numbers");
    let one = |pair: &str| {
        let (label, rest) = pair.split_once("</dt><dd>").expect("a number");
        format!("{} {label}", rest.split('<').next().unwrap_or_default())
    };
    list.split("<dt>").skip(1).map(one).collect()
}

#[test]
fn a_registry_that_issued_nothing_says_that_and_not_that_nobody_agreed() {
    let project = built("");
    let home = project.read("out/index.html");
    assert_eq!(numbers(&home), ["1 badge", "0 issued", "0 listed"]);
    assert!(!home.contains("In numbers") && !home.contains("data-search") && !project.has("out/insights/index.html"));
    for page in ["index.html", "badges/talk/index.html"] {
        let page = project.read(&format!("out/{page}"));
        assert!(page.contains("Nothing has been issued yet.") && !page.contains(CONSENT), "{page}");
    }
}

#[test]
fn a_registry_that_lists_nobody_says_why() {
    let project = built(&(0..6).map(|n| format!("Ada Obi {n},talk,2026-05-12,\n")).collect::<String>());
    let home = project.read("out/index.html");
    assert_eq!(numbers(&home), ["1 badge", "6 issued", "0 listed"]);
    assert!(home.contains(CONSENT) && home.contains("In numbers") && !home.contains("data-search"), "{home}");
    assert!(project.read("out/badges/talk/index.html").contains(CONSENT));
    let few = built("Ada Obi,talk,2026-05-12,\n");
    for page in ["index.html", "badges/talk/index.html"] {
        let page = few.read(&format!("out/{page}"));
        assert!(
            page.contains(CONSENT) && !page.contains("Nothing has been issued"),
            "a number that is not told is not 0: {page}"
        );
    }
    assert!(built("Ada Obi,talk,2026-05-12,public\n").read("out/index.html").contains("data-search"));
}

#[test]
fn a_badge_that_was_rewritten_shows_nobody_below_words_that_they_did_not_sign() {
    let rows = "Ada Obi,talk,2026-05-12,public\nBo Li,talk,2026-05-12,public\nCy Ng,talk,2026-05-12,\n";
    let project = built(rows);
    let said = "2 of these credentials were signed with an earlier text; each page shows its own.";
    let run = project.run(["check"]).exits(0);
    assert!(
        !run.stderr.contains("badge-changed") && !project.read("out/badges/talk/index.html").contains("earlier text")
    );
    // How the lines of a text are set says nothing new; neither does how the badge looks.
    let same = BADGE.replace("Gave a talk.", ">\n  Gave\n  a talk.") + "design: {shape: shield}\n";
    project.write("badges/talk.yaml", &same);
    assert!(!project.run(["check"]).exits(0).stderr.contains("badge-changed"));
    for (field, other) in [
        ("criteria: Gave a talk.", "criteria: Gave ten talks and passed an exam."),
        ("name: Talk", "name: Ten Talks"),
        ("criteria: Gave", "outcomes: [Give ten talks.]\ncriteria: Gave"),
    ] {
        project.write("badges/talk.yaml", BADGE.replace(field, other));
        let run = project.run(["check"]).exits(0);
        assert_eq!(run.stderr.matches("warning[badge-changed]").count(), 1, "{}", run.stderr);
        assert!(
            run.stderr
                .contains("all 3 credentials of this badge were signed with another name, description or criteria"),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains("badges/talk.yaml"), "{}", run.stderr);
        project.run(["build", "-o", "out"]).exits(0);
        // Of who is not listed the page says nothing.
        assert!(project.read("out/badges/talk/index.html").contains(said));
    }
    // What is issued from then on is signed with the new words.
    project.write("awards/a.csv", format!("name,badge,awarded,consent\n{rows}Di Orr,talk,2026-05-13,public\n"));
    project.run(["issue"]).exits(0);
    assert!(project.run(["check"]).exits(0).stderr.contains("3 of the 4 credentials of this badge were signed"));
    project.write("badges/talk.yaml", BADGE);
    assert!(project.run(["check"]).exits(0).stderr.contains("1 of the 4 credentials of this badge was signed"));
}
