//! `accolade list` through the binary: which credentials a registry has, who is found, how each stands, and what a spreadsheet gets.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::Project;

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n";
const AWARDS: &str = "name,badge,awarded,award_id,expires,consent\n\
    Ada Obi,talk,2026-05-12,a1,,public\n\
    Bo Li,talk,2026-05-13,a2,,\n\
    Siobhán O’Brien,essay,2026-05-14,a3,,\n\
    佐藤 美咲,talk,2026-05-15,,,\n\
    Cy Oh,talk,2026-05-16,a5,2026-06-01,\n\
    Di Yu,talk,2026-05-17,a6,,\n\
    Em Ko,essay,2026-05-18,a7,,\n";

/// A registry in which one credential is revoked, one suspended, one expired, one reissued under another name and one forgotten.
fn registry() -> Project {
    let project = Project::new()
        .file(
            "accolade.yaml",
            "title: Alder Bay\nurl: https://credentials.alderbay.example/\nissuer:\n  id: did:web:credentials.alderbay.example\n  name: University of Alder Bay\n  status: {suspension: true}\n",
        )
        .file("badges/talk.yaml", BADGE)
        .file("badges/essay.yaml", BADGE.replace("Talk", "Essay"))
        .file("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project.run(["revoke", "a2", "--reason", "in error"]).exits(0);
    project.run(["suspend", "a3"]).exits(0);
    project.run(["reissue", "a6", "--name", "Diana Yu"]).exits(0);
    project.run(["forget", "Em Ko"]).exits(0);
    project
}

/// The words of each line, but for the address, in which nobody can guess the slug.
fn rows(stdout: &str) -> Vec<String> {
    stdout.lines().map(|line| line.split("https://").next().unwrap_or_default().trim_end().to_owned()).collect()
}

#[test]
fn a_table_for_people_says_who_has_what_and_how_it_stands() {
    let project = registry();
    let before = project.tree();
    let run = project.run(["list"]).exits(0);
    insta::assert_snapshot!(rows(&run.stdout).join("\n"), @r"
    awarded     badge  state      name             award_id  address
    2026-05-12  talk   good       Ada Obi          a1
    2026-05-13  talk   revoked    Bo Li            a2
    2026-05-14  essay  suspended  Siobhán O’Brien  a3
    2026-05-15  talk   good       佐藤 美咲
    2026-05-16  talk   expired    Cy Oh            a5
    2026-05-17  talk   good       Diana Yu         a6
    ");
    assert_eq!(run.stderr, "6 credentials; the list has people's names: keep it private\n");
    // The address is where the page is, and names the credential to `revoke`.
    let slugs = project.slugs();
    assert!(
        run.stdout.contains(&format!("a1        https://credentials.alderbay.example/credentials/{}/\n", slugs[0]))
    );
    assert!(project.tree() == before, "nothing is written, and no lock is left");
}

#[test]
fn whoever_is_sought_is_found_by_words_of_the_name_and_by_names_of_the_credential() {
    let project = registry();
    let address = format!("https://credentials.alderbay.example/credentials/{}/", project.slugs()[0]);
    for (sought, name) in [
        ("obi", "Ada Obi"),
        ("OBI, Ada", "Ada Obi"),
        ("obrien", "Siobhán O’Brien"),
        ("Siobhan Brien", "Siobhán O’Brien"),
        ("美咲", "佐藤 美咲"),
        ("a5", "Cy Oh"),
        (&project.slugs()[1], "Bo Li"),
        (&address, "Ada Obi"),
    ] {
        let run = project.run(["list", sought]).exits(0);
        let lines: Vec<&str> = run.stdout.lines().skip(1).collect();
        assert!(lines.len() == 1 && lines[0].contains(name), "{sought}: {}", run.stdout);
    }
    for (sought, help) in [
        ("Ada Oby", "did you mean \"Ada Obi\"?"),
        ("Em Ko", "write a word of the name, or an award_id, a slug or an address"),
        ("Zebulon Quixwood", "write a word of the name, or an award_id, a slug or an address"),
    ] {
        let run = project.run(["list", sought]).exits(1);
        let said = format!("error[unknown-person]: no credential is of {sought:?}");
        assert!(run.stdout.is_empty() && run.stderr.contains(&said) && run.stderr.contains(help), "{}", run.stderr);
    }
}

#[test]
fn badges_days_and_states_are_chosen() {
    let project = registry();
    let names = |args: &[&str]| -> Vec<String> {
        let run = project.run(["list", "--json"].into_iter().chain(args.iter().copied())).exits(0);
        let name = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["name"].clone();
        run.stdout.lines().map(|line| name(line).as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(names(&["--badge", "essay"]), ["Siobhán O’Brien"]);
    assert_eq!(names(&["--since", "2026-05-13", "--until", "2026-05-14"]), ["Bo Li", "Siobhán O’Brien"]);
    assert_eq!(names(&["--state", "good"]), ["Ada Obi", "佐藤 美咲", "Diana Yu"]);
    assert_eq!(names(&["--state", "revoked,suspended"]), ["Bo Li", "Siobhán O’Brien"]);
    assert_eq!(names(&["--state", "expired"]), ["Cy Oh"]);
    assert_eq!(names(&["--state", "expired", "--as-of", "2026-06-01"]), [""; 0], "it is good on its last day");
    assert_eq!(names(&["--state", "replaced"]), ["Diana Yu"]);
    assert_eq!(names(&["obi", "--state", "revoked"]), [""; 0]);
    let run = project.run(["list", "--badge", "tlak"]).exits(1);
    assert!(run.stderr.contains("there is no badge \"tlak\"") && run.stderr.contains("did you mean \"talk\"?"));
    assert!(project.run(["list", "--since", "May"]).exits(2).stderr.contains("write year-month-day"));
    assert!(project.run(["list", "--csv", "--json"]).exits(2).stderr.contains("say one of them"));
}

#[test]
fn json_tells_programs_all_of_it() {
    let project = registry();
    let run = project.run(["list", "--json", "--state", "good,replaced"]).exits(0);
    let all: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let slugs = project.slugs();
    let address = |slug: &str| format!("https://credentials.alderbay.example/credentials/{slug}/");
    assert_eq!(
        all[0],
        serde_json::json!({
            "name": "Ada Obi", "award_id": "a1", "badge": "talk", "awarded": "2026-05-12", "expires": null, "state": "good",
            "listed": true, "slug": slugs[0], "address": address(&slugs[0]),
        })
    );
    assert!(all[1]["award_id"].is_null(), "{}", all[1]);
    assert_eq!((all[2]["state"].as_str(), all[2]["by"].as_str()), (Some("replaced"), Some(&*address(&slugs[7]))));
    assert_eq!(run.stderr, "");
    // Of the old one nothing says any more until when it was good.
    project.run(["renew", "a5", "--expires", "2030-01-01"]).exits(0);
    let run = project.run(["list", "a5", "--json", "--state", "good,replaced"]).exits(0);
    let ends: Vec<&str> =
        run.stdout.lines().map(|line| if line.contains("\"expires\":null") { "" } else { line }).collect();
    assert!(ends.len() == 2 && ends[0].is_empty() && ends[1].contains("2030-01-01"), "{}", run.stdout);
}

#[test]
fn a_spreadsheet_gets_text_and_no_formula_and_a_site_never_gets_the_list() {
    let project = registry();
    let rows = "\"O'Neil, \"\"Al\"\" -3\",talk,2026-05-12,-A1+2,,\n";
    project.write("awards/spring.csv", format!("{}{rows}", AWARDS.replace("Em Ko,essay,2026-05-18,a7,,\n", "")));
    project.run(["issue"]).exits(0);
    let run = project.run(["list", "--csv"]).exits(0);
    let head = "\u{feff}name,award_id,badge,awarded,expires,state,listed,slug,address\n";
    assert!(run.stdout.starts_with(head), "{}", run.stdout);
    assert!(run.stdout.contains("\nCy Oh,a5,talk,2026-05-16,2026-06-01,expired,private,"), "{}", run.stdout);
    assert!(run.stdout.contains("\n\"O'Neil, \"\"Al\"\" -3\",'-A1+2,talk,"), "{}", run.stdout);
    assert_eq!(project.run(["list", "--csv", "--badge", "talk", "--since", "2030-01-01"]).exits(0).stdout, head);
    project.write("static/links.csv", &run.stdout);
    let run = project.run(["build", "-o", "out"]).exits(1);
    assert!(
        run.stderr.contains("error[private-report]: static/links.csv is a private list of people's credentials"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_is_in_no_file_is_told_as_missing_and_no_registry_is_no_list() {
    let project = registry();
    project.remove("credentials/spring.jsonl");
    let run = project.run(["list", "a1"]).exits(0);
    assert!(run.stdout.contains("talk   missing"), "{}", run.stdout);
    let run = Project::portfolio().run(["list"]).exits(1);
    assert!(run.stderr.contains("accolade.yaml"), "{}", run.stderr);
    assert_eq!(Project::new().run(["list", "--dir", "nowhere"]).exits(4).stdout, "");
    let run = Project::registry().run(["list"]).exits(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "nothing was issued yet\n"));
}
