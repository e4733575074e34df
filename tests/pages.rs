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
