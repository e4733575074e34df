//! Artwork of a project's own, through the binary: `image` and `icon` of a badge, and signatures. Nothing hostile reaches the output.
#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use support::Project;

const HOSTILE: &str = "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x \"alert(1)\">]>\
    <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 100 50\" onload=\"&x;\">\
    <script>alert(1)</script><style>circle{fill:url(#none) #2a7}</style><title>&lt;script>alert(1)</title>\
    <a xlink:href=\"javascript:alert(1)\"><circle id=\"javascript:alert(1)\" cx=\"50\" cy=\"25\" r=\"20\" fill=\"#2a7\" onclick=\"alert(1)\"/></a>\
    <foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"http://evil.example/\"/></foreignObject></svg>";

fn registry(badge: &str) -> Project {
    let badge = format!("name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n{badge}");
    Project::registry().file("badges/talk.yaml", badge)
}

fn issued(badge: &str) -> Project {
    let project = registry(badge).file("awards/a.csv", "name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\n");
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project
}

fn files(project: &Project, name: &str) -> Vec<Vec<u8>> {
    project
        .tree()
        .into_iter()
        .filter(|(path, _)| path.starts_with("public/") && path.ends_with(name))
        .map(|(_, bytes)| bytes)
        .collect()
}

fn refused(project: &Project, parts: &[&str]) {
    let run = project.run(["check"]).exits(1);
    for part in parts {
        assert!(run.stderr.contains(part), "{part} in {}", run.stderr);
    }
}

#[test]
fn artwork_of_ones_own_stands_in_for_the_drawn_one_everywhere_and_hostile_parts_do_not() {
    let project = issued("image: art/badge.svg\n").file("art/badge.svg", HOSTILE);
    project.run(["build"]).exits(0);
    let drawn = files(&project, "/badge.svg");
    assert_eq!(drawn.len(), 2, "the badge's and the credential's");
    for svg in drawn {
        let svg = String::from_utf8(svg).expect("UTF-8");
        assert!(svg.contains("#22aa77") && svg.contains(">Talk</title>"), "{svg}");
        let art = svg.split("<openbadges:").next().unwrap_or_default();
        for bad in ["script", "alert", "onload", "onclick", "evil", "foreignObject", "ENTITY", "<a "] {
            assert!(!art.contains(bad), "{bad} in {art}");
        }
    }
    assert!(files(&project, "/badge.png").iter().all(|png| png.starts_with(b"\x89PNG")));
    let credential =
        project.tree().into_keys().find(|path| path.starts_with("public/credentials/") && path.ends_with("/badge.svg"));
    project.run(["unbake", &credential.expect("it has artwork")]).exits(0);
    assert!(!project.has("public/art/badge.svg"), "the file itself is not published");
}

#[test]
fn a_picture_of_pixels_is_wrapped_and_told_in_words() {
    let picture = project_picture();
    let project = issued("image: art/badge.png\n").file("art/badge.png", &picture);
    project.run(["build"]).exits(0);
    for svg in files(&project, "/badge.svg") {
        let svg = String::from_utf8(svg).expect("UTF-8");
        assert!(svg.contains("data:image/png;base64,") && svg.contains(">Gives a talk.</desc>"));
    }
    project.write("art/badge.png", &picture[..100]);
    refused(&project, &["badges/talk.yaml:4", "art/badge.png cannot be decoded", "save it again"]);
}

#[test]
fn an_icon_of_ones_own_is_drawn_as_the_device() {
    let icon = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"><path d=\"M2 2L22 12 2 22z\" onload=\"alert(1)\"/></svg>";
    let project = registry("design: {icon: art/play.svg}\n").file("art/play.svg", icon);
    project.run(["build"]).exits(0);
    let svg = project.read("public/badges/talk/badge.svg");
    assert!(svg.contains("M21.3 21.3L234.7 128L21.3 234.7Z") && !svg.contains("onload"), "{svg}");
    assert!(svg.len() < 12_000);
}

#[test]
fn what_cannot_be_taken_names_the_file_and_what_to_do() {
    refused(
        &registry("image: art/bagde.svg\n").file("art/badge.svg", HOSTILE),
        &["no picture art/bagde.svg", "did you mean art/badge.svg?"],
    );
    refused(&registry("image: badge.svg\n"), &["there is no picture badge.svg", "art/"]);
    let moving = registry("image: art/anim.gif\n").file("art/anim.gif", b"GIF89a");
    refused(&moving, &["art/anim.gif is neither SVG, PNG nor JPEG", "save it as one of the three"]);
    refused(&registry("image: ../badge.svg\n"), &["leaves the project"]);
    refused(
        &registry("image: art/x.png\n").file("art/x.png", b"GIF89a"),
        &["art/x.png is neither SVG", "save it as one of the three"],
    );
    refused(&registry("design: {icon: ../x.svg}\n"), &["there is no icon \"../x.svg\""]);
    let linked = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><image href=\"http://evil.example/x.png\"/></svg>";
    refused(&registry("image: art/x.svg\n").file("art/x.svg", linked), &["art/x.svg refers to another file"]);
    let styled = HOSTILE.replace("<style>", "<style>@import url(http://evil.example/x.css);");
    let told = ["art/x.svg refers to another file: \"http://evil.example/x.css\"", "into the file itself"];
    refused(&registry("image: art/x.svg\n").file("art/x.svg", styled), &told);
}

#[test]
fn a_signature_is_taken_from_inside_the_project_only() {
    let project = issued("");
    let yaml = project.read("accolade.yaml");
    let with = |image: &str| {
        project.write(
            "accolade.yaml",
            format!("{yaml}certificate:\n  signatories:\n    - {{name: Ines Ruiz, title: Dean, image: {image}}}\n"),
        );
    };
    project.write("signatures/ruiz.svg", HOSTILE);
    with("signatures/ruiz.svg");
    project.run(["build"]).exits(0);
    assert!(!project.has("public/signatures/ruiz.svg"));
    with("signatures/ruis.svg");
    refused(&project, &["no picture signatures/ruis.svg", "did you mean signatures/ruiz.svg?"]);
    with("../ruiz.svg");
    refused(&project, &["leaves the project"]);
}

#[test]
fn words_along_an_edge_are_asked_for_by_name() {
    let project = registry("design: {shape: medal, text: VOLUNTEER, text_on: bottom}\n");
    project.run(["build"]).exits(0);
    let svg = project.read("public/badges/talk/badge.svg");
    assert!(svg.contains("transform=\"rotate(") && svg.len() < 12_000);
    refused(&registry("design: {text: A, text_on: botom}\n"), &["badges/talk.yaml:4", "did you mean `bottom`?"]);
}

/// A PNG that accolade itself made.
fn project_picture() -> Vec<u8> {
    let project = registry("");
    project.run(["build"]).exits(0);
    project.read_bytes("public/badges/talk/badge.png")
}
