//! A student's path, through the binary: a new folder, their own words, links and pictures, and what is said of each mistake.

#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use support::{Project, Run};

/// What a build says, as `severity code file:line message | help`.
fn said(project: &Project) -> Vec<String> {
    let run: Run = project.run(["check", "--json"]);
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let found = run.stderr.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    found
        .map(|d| {
            let line = d["place"]["line"].as_u64().unwrap_or_default();
            let (severity, code, file) = (text(&d["severity"]), text(&d["code"]), text(&d["place"]["file"]));
            format!("{severity} {code} {file}:{line} {} | {}", text(&d["message"]), text(&d["help"]))
        })
        .filter(|line| !line.contains("no-url"))
        .collect()
}

/// The words of what was found, for `contains`.
fn one<'a>(said: &'a [String], part: &str) -> &'a str {
    said.iter().find(|line| line.contains(part)).unwrap_or_else(|| panic!("{part} is not in {said:#?}"))
}

const SETTINGS: &str = "title: Sam\nholder: {name: Sam}\n";

#[test]
fn an_empty_field_is_told_with_its_line_and_a_colour_without_quotes_is_an_error() {
    let project =
        Project::new().file("accolade.yaml", format!("{SETTINGS}description:\naccent: #c00000\nurl: # later\n"));
    let said = said(&project);
    assert_eq!(
        said,
        [
            "error empty-field accolade.yaml:4 the field `accent` is empty | in YAML, `#` begins a comment: write the colour in quotes, as in \"#c00000\"",
            "warning empty-field accolade.yaml:3 the field `description` is empty | write a value, or remove the field",
            "warning empty-field accolade.yaml:5 the field `url` is empty | write a value, or remove the field; a value that has a `#` stands in quotes",
        ]
    );
    let nobody = Project::new().file("accolade.yaml", "title: Sam\nholder:\n");
    one(&self::said(&nobody), "accolade.yaml says neither whom the site is about nor who issues here");
}

#[test]
fn each_mistake_is_told_where_it_is_and_with_what_was_meant() {
    let project = Project::new()
        .file(
            "accolade.yaml",
            "title: Sam\ntheme: brodside\nholder:\n  name: Sam\n  photo: https://sam.example/me.jpg\n",
        )
        .file("credentials/a.yaml", "clam: {name: x}\n")
        .file("credentials/b.yaml", "credential: x.json\nclaim: {name: x}\n")
        .file("credentials/c.yaml", "credential: missing.json\n")
        .file("credentials/d.yaml", "claim:\n  name: x\n\tearned: 2026-01-01\n")
        .file("credentials/e.yaml", "claim: {name: x}\ndesign: {level: 9}\n")
        .file("credentials/first-aid.json", "{}");
    let said = said(&project);
    for wanted in [
        "error unknown-theme accolade.yaml:2 there is no theme named \"brodside\" | did you mean broadside?",
        "error bad-path accolade.yaml:5 a file of this project belongs here, not an address | save the file into the project",
        "credentials/a.yaml:1 a file in credentials/ holds one of: a credential with `@context`, `credential: file.json` with notes, or `claim:` | did you mean `claim` where `clam` stands?",
        "credentials/b.yaml:1 an entry is one thing, and this file has `credential` and `claim`",
        "credentials/c.yaml:1 there is no file credentials/missing.json | check the name",
        "error yaml-syntax credentials/d.yaml:3 a tab indents this line, and YAML takes only spaces | indent with spaces",
        "credentials/e.yaml:2 a whole number from 1 to 3 belongs here | choose one from 1 to 3",
    ] {
        one(&said, wanted);
    }
}

#[test]
fn a_pack_says_nothing_of_credentials_that_are_not_in_it() {
    let project = Project::copy_of("sample-site/portfolio");
    project.write("credentials/zz.txt", "no credential");
    project.run(["check"]).exits(0).stderr.find("credentials/zz.txt").expect("check tells it");
    let done = project.run(["pack", "media-literacy"]).exits(0);
    assert_eq!(done.stderr, "", "{done:?}");
}

#[test]
fn a_new_site_goes_into_a_new_repository() {
    let project = Project::new()
        .file("My Site/README.md", "# mine\n")
        .file("My Site/LICENSE", "MIT\n")
        .file("My Site/.gitignore", "*.tmp\n")
        .file("My Site/.git/config", "");
    let run = project.run(["new", "My Site"]).exits(0);
    assert!(run.stderr.contains("\n  cd \"My Site\"\n"), "{run:?}");
    assert!(
        run.stderr.contains("README.md and .gitignore: there already") && run.stderr.contains("/public/ /keys/"),
        "{run:?}"
    );
    assert_eq!(project.read("My Site/README.md"), "# mine\n");
    assert_eq!(project.read("My Site/.gitignore"), "*.tmp\n");
    project.run(["check", "My Site"]).exits(0);
    let again = project.run(["new", "My Site"]).exits(2);
    assert!(again.stderr.contains("accolade.yaml is there already"), "{again:?}");
}
