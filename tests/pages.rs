//! What pages say through the binary: nothing is left out without a word, nothing is said twice.
//! In: small projects. Out: the words of their pages.

mod support;

use support::Project;

/// The words of a page, tags as blanks.
fn said(project: &Project, page: &str) -> String {
    let html = project.read(&format!("public/{page}"));
    let text = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<Vec<_>>();
    text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn build(project: &Project) {
    project.run(["build", "--as-of", "2026-11-24"]).exits(0);
}

/// A portfolio with so many entries that its holder states.
fn claims(n: usize) -> Project {
    let project = Project::portfolio();
    for n in 0..n {
        let claim = format!("claim:\n  name: Evening {n}\n  earned: 2024-05-12\n");
        project.write(&format!("credentials/evening-{n}.yaml"), claim);
    }
    project
}

#[test]
fn what_the_shelf_has_no_room_for_is_one_link_away() {
    let project = claims(49).file("accolade.yaml", "title: Maya\nholder:\n  name: Maya\nsections: [shelf]\n");
    build(&project);
    assert!(said(&project, "index.html").contains("See all: 49 credentials"), "{}", said(&project, "index.html"));
    let project = claims(48).file("accolade.yaml", "title: Maya\nholder:\n  name: Maya\nsections: [shelf]\n");
    build(&project);
    assert!(!said(&project, "index.html").contains("See all"));
}

/// A registry with one award of a badge, to a person who agreed to be listed.
fn registry(head: &str, row: &str) -> Project {
    let badge =
        "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\nskills: [Speaking]\ndepartment: Speech\n";
    let awards = format!("name,badge,awarded,consent{head}\nAda Obi,talk,2026-05-12,public{row}\n");
    let project = Project::registry().file("badges/talk.yaml", badge).file("awards/a.csv", awards);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project
}

/// The page of a site's only credential.
fn only(project: &Project) -> String {
    let pages: Vec<String> = project
        .tree()
        .into_keys()
        .filter_map(|path| path.strip_prefix("public/").map(str::to_owned))
        .filter(|path| {
            path.starts_with("credentials/") && path.matches('/').count() == 2 && path.ends_with("/index.html")
        })
        .collect();
    let [page] = &pages[..] else { panic!("one credential in {pages:?}") };
    page.clone()
}

#[test]
fn a_result_is_called_so_once() {
    let project = registry(",result", ",B");
    build(&project);
    let page = said(&project, &only(&project));
    assert!(page.contains("Result B") && !page.contains("Result: B"), "{page}");
}

#[test]
fn the_search_says_of_each_name_what_it_is_and_the_home_page_leads_there_without_javascript() {
    let project = registry("", "");
    build(&project);
    let page = said(&project, "search/index.html");
    for part in ["Talk Achievement", "Speaking Skill", "Speech Department"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let home = project.read("public/index.html");
    let without: String =
        home.split("<noscript>").skip(1).filter_map(|part| part.split("</noscript>").next()).collect();
    assert!(without.contains("href=\"search/index.html\""), "{without}");
    assert_eq!(home.matches("href=\"search/index.html\"").count(), 1, "the box above is the search");
}

#[test]
fn the_steps_of_a_pathway_are_told_with_the_badges_that_they_ask_for() {
    let project = registry("", "");
    project
        .write("pathways/way.yaml", "name: A way\ndescription: One step.\nsteps:\n  - {name: Say it, badge: talk}\n");
    build(&project);
    let page = project.read("public/pathways/way/index.html");
    let step = page.split("<ol class=\"steps\">").nth(1).and_then(|rest| rest.split("</ol>").next()).expect("steps");
    assert!(
        step.contains("badges/talk/badge.svg") && step.contains("Say it") && step.contains("<bdi>Talk</bdi>"),
        "{step}"
    );
}

#[test]
fn a_department_is_called_so_on_a_credentials_page_and_a_card_names_only_who_is_listed() {
    let project = registry("", "");
    let award = project.read("awards/a.csv");
    project.write("awards/a.csv", format!("{award}Bo Private,talk,2026-05-12,\n"));
    project.run(["issue"]).exits(0);
    build(&project);
    let (mut named, mut others) = (0, 0);
    for (path, bytes) in project.tree() {
        let Ok(page) = String::from_utf8(bytes) else { continue };
        if path.starts_with("public/credentials/") && path.ends_with("/embed.html") {
            assert!(!page.contains("Bo Private"), "{path}");
            if page.contains("<p class=\"who\"><bdi>Ada Obi</bdi></p>") { named += 1 } else { others += 1 }
        }
        if page.contains("<dd><bdi>Speech</bdi></dd>") {
            assert!(page.contains("<dt>Department</dt><dd><bdi>Speech</bdi></dd>"), "{path}");
        }
    }
    assert_eq!((named, others), (1, 1));
}

#[test]
fn what_its_holder_alone_says_has_the_picture_of_a_slip_and_not_of_a_badge() {
    let project = claims(4);
    project.write(
        "credentials/own.yaml",
        "claim: {name: An own one, earned: 2026-05-01}\ndesign: {shape: shield, colour: \"#aa0000\"}\n",
    );
    build(&project);
    let slip = project.read("public/credentials/own/badge.svg");
    assert!(slip.contains("stroke-dasharray") && !slip.contains("clipPath") && !slip.contains("#aa0000"), "{slip}");
    assert!(project.read("public/credentials/index.html").contains("<li class=\"row claimed\">"));
}

#[test]
fn what_was_issued_to_somebody_else_is_never_presented_as_the_owners() {
    let project = Project::copy_of("sample-site/portfolio");
    let yaml = project.read("accolade.yaml");
    project.write(
        "accolade.yaml",
        yaml.replace("language: en", "languages: [en, de]").replace("name: Maya Lindqvist", "name: Jonas Weber"),
    );
    let built = project.run(["build"]).exits(0);
    assert_eq!(built.stderr.matches("warning[other-recipient]").count(), 4, "{built:?}");
    for page in ["index.html", "credentials/index.html", "skills/index.html", "pathways/clear-voice/index.html"] {
        let text = project.read(&format!("public/{page}"));
        assert!(text.contains("issued to Maya Lindqvist"), "{page}");
    }
    assert!(project.read("public/de/credentials/index.html").contains("ausgestellt für Maya Lindqvist"));
    let home = project.read("public/index.html");
    assert!(
        !home.contains("verified as of") && home.contains("1 credential"),
        "what is somebody else's counts for nobody: {home}"
    );
    for page in ["index.html", "cv/index.html"] {
        let text = project.read(&format!("public/{page}"));
        assert!(!text.contains("hasCredential") && !text.contains("knowsAbout"), "{page}");
    }
    let cv = project.read("public/cv/index.html");
    assert!(!cv.contains("Media Literacy") && !cv.contains("and 4 more") && cv.contains("Estuary"));
    let resume = project.read("public/resume.json");
    for left_out in ["certificates", "education", "skills"] {
        assert!(!resume.contains(&format!("\"{left_out}\"")), "{left_out}: {resume}");
    }
    // The signed name alone makes them the owner's.
    project.write("accolade.yaml", yaml);
    project.run(["build"]).exits(0);
    assert!(!project.read("public/index.html").contains("issued to"));
    assert!(project.read("public/resume.json").contains("Media Literacy"));
}
