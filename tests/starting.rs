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
fn links_and_pictures_that_lead_to_nothing_are_told_with_their_line() {
    let intro = "  intro: |\n    See [me](about/), [dead](abuot/#x) and [web](https://sam.example/nope/).\n";
    let project = Project::new()
        .file("accolade.yaml", format!("title: Sam\nlanguages: [en, de]\nurl: https://sam.example/p/\nholder:\n  name: Sam\n{intro}"))
        .file("static/me.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("credentials/talk.yaml", "claim: {name: Talk, criteria: 'As [here](pages/about.md)'}\nreflection: |\n  One.\n\n  [x](credentials/talk/) [y](credentials/tlak/)\n")
        .file(
            "pages/about.md",
            "---\ntitle: About\n---\n\n![me](static/me.svg?x) ![gone](../static/nope.png)\n[home](/) [self](#x) [mail](mailto:a@b.example) <a@b.example>\n[dead](nope/) [de](de/about/) [feed](feed.xml) [talk](/credentials/talk/badge.svg)\n",
        )
        .file("pages/about.de.md", "---\ntitle: Über\n---\n[gut](about/) [schlecht](../static/me.svg)\n");
    let said: Vec<String> =
        said(&project).iter().map(|line| line.split(" addresses begin").next().unwrap_or(line).to_owned()).collect();
    let nothing = "write it as seen from the site's first page: about/ for a page, credentials/NAME/ for a credential, static/FILE for a file";
    assert_eq!(
        said,
        [
            "warning dead-link accolade.yaml:7 \"abuot/#x\" leads to nothing on this site | did you mean about/?".to_owned(),
            "warning dead-link credentials/talk.yaml:1 \"pages/about.md\" leads to nothing on this site | did you mean about/?".to_owned(),
            "warning dead-link credentials/talk.yaml:5 \"credentials/tlak/\" leads to nothing on this site | did you mean credentials/talk/?".to_owned(),
            "warning dead-link pages/about.de.md:4 \"../static/me.svg\" leads to nothing on this site | did you mean static/me.svg?".to_owned(),
            format!("warning dead-link pages/about.md:5 \"../static/nope.png\" leads to nothing on this site | {nothing}"),
            format!("warning dead-link pages/about.md:7 \"nope/\" leads to nothing on this site | {nothing}"),
        ]
    );
    let page = project.run(["build"]).exits(0);
    assert_eq!(page.stderr.matches("dead-link").count(), 6, "a build says the same, and is made");
    assert!(project.read("public/about/index.html").contains("href=\"mailto:a@b.example\""));
}

#[test]
fn a_portrait_that_no_browser_shows_is_refused() {
    let with = |name: &str, bytes: &[u8]| {
        let settings = format!("title: Sam\nholder: {{name: Sam, photo: static/{name}}}\n");
        said(&Project::new().file("accolade.yaml", settings).file(&format!("static/{name}"), bytes))
    };
    for (name, bytes) in [
        ("me.heic", &b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..]),
        ("me.jpg", b"nothing that is a picture"),
        ("me.jpg", b""),
        ("me.svg", b"\xff\xd8\xff\xe0"),
    ] {
        one(&with(name, bytes), "save it as JPEG, PNG, WebP or SVG");
    }
    one(&with("me.png", b"<svg/>"), "give the file the ending .svg");
    assert!(with("me.jpg", b"\xff\xd8\xff\xe0").is_empty() && with("me.svg", b"<svg/>").is_empty());
}

#[test]
fn what_is_earned_in_the_future_is_told() {
    let on = |day: &str| {
        said(&Project::portfolio().file("credentials/a.yaml", format!("claim:\n  name: x\n  earned: {day}\n")))
    };
    assert_eq!(
        on("2099-01-01"),
        [
            "warning earned-later credentials/a.yaml:3 2099-01-01 is still to come, and the site says that this was earned then | correct the date, or leave the entry out until then"
        ]
    );
    assert!(on("2026-11-24").is_empty() && !on("2026-11-25").is_empty());
}

#[test]
fn what_ends_before_it_was_earned_is_told_at_the_line_of_its_end() {
    let until = |day: &str| {
        let claim = format!("claim:\n  name: x\n  earned: 2026-05-12\n  until: {day}\n");
        said(&Project::portfolio().file("credentials/a.yaml", claim))
    };
    assert_eq!(
        until("2025-05-12"),
        [
            "warning ends-before-earned credentials/a.yaml:4 this ends on 2025-05-12, before it was earned on 2026-05-12 | correct one of the two dates"
        ]
    );
    assert!(until("2026-05-12").is_empty() && until("2027-05-12").is_empty());
}

#[test]
fn evidence_is_a_file_of_the_project_too() {
    let project = Project::new()
        .file("accolade.yaml", "title: Sam\nurl: https://sam.example/p/\nlanguages: [en, de]\nholder: {name: Sam}\n")
        .file("static/my slides.pdf", "%PDF-1.4")
        .file("static/poster.png", b"\x89PNG\r\n\x1a\n")
        .file("credentials/a.yaml", "claim:\n  name: Talk\n  url: static/my slides.pdf\nfeatured: true\nevidence:\n  - {label: Poster, url: ./static/poster.png}\n");
    project.run(["build"]).exits(0);
    let page = project.read("public/credentials/a/index.html");
    for part in
        ["href=\"../../static/my%20slides.pdf\"", "my slides.pdf", "src=\"../../static/poster.png\"", "Document"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(project.read("public/de/credentials/a/index.html").contains("href=\"../../../static/my%20slides.pdf\""));
    assert!(project.read("public/index.html").contains("href=\"static/my%20slides.pdf\""), "beside what is featured");
    project.write(
        "credentials/a.yaml",
        "claim: {name: Talk, url: static/slids.pdf}\nevidence: [{label: x, url: static/../keys/x}]\n",
    );
    project.write("static/slides.pdf", "%PDF-1.4");
    let said = said(&project);
    one(&said, "error bad-path credentials/a.yaml:2 \"static/../keys/x\" is no file below static/");
    project.write("credentials/a.yaml", "claim: {name: Talk, url: static/slids.pdf}\n");
    one(
        &self::said(&project),
        "error no-such-file credentials/a.yaml:1 there is no file static/slids.pdf | did you mean static/slides.pdf?",
    );
}

#[test]
fn pictures_for_sharing_without_words_are_told_and_described() {
    let site = |name: &str| {
        Project::new()
            .file(
                "accolade.yaml",
                format!("title: x\nurl: https://x.example/\nholder: {{name: {name}, headline: I learn}}\n"),
            )
            .file("credentials/a.yaml", "claim: {name: 統計}\n")
            .file("credentials/b.yaml", "claim: {name: Talk}\n")
    };
    let said = said(&site("ليلى"));
    let told = one(&said, "no-preview-words");
    assert!(
        told.contains("preview.png of the first page, of 2 credentials (b, a) lacks its words")
            && told.contains("fonts:"),
        "{told}"
    );
    let project = site("Sam");
    project.run(["build"]).exits(0);
    let alt = |page: &str| {
        let page = project.read(page);
        let alt = page.split("og:image:alt\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        alt.expect("it is described").to_owned()
    };
    assert_eq!(alt("public/index.html"), "Sam. I learn. 2 credentials, all self-declared.");
    assert_eq!(alt("public/credentials/index.html"), "Sam. I learn.");
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
