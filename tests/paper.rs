//! Certificates as PDF, through the binary: the paper carries its credential and can be checked itself.

#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use std::process::Command;

use support::{Project, tree};

const PDF: &str = "public/credentials/media-literacy/certificate.pdf";

fn built() -> Project {
    let project = Project::copy_of("sample-site/portfolio");
    project.run(["build"]).exits(0);
    project
}

#[test]
fn the_paper_itself_is_verified() {
    let project = built();
    let report = project.run(["verify", PDF]).exits(0).stdout;
    assert!(report.contains("PDF") && report.contains("Verified as of 24 November 2026"), "{report}");
    let expired = "public/credentials/studio-induction/certificate.pdf";
    let report = project.run(["verify", expired]).exits(1).stdout;
    assert!(report.contains("expired"), "{report}");
}

#[test]
fn it_carries_the_very_bytes_that_were_signed() {
    let project = built();
    project.run(["unbake", PDF, "-o", "out.json"]).exits(0);
    let read = |path: &str| std::fs::read(project.path().join(path)).expect("it is there");
    assert_eq!(read("out.json"), read("credentials/media-literacy.json"));
}

#[test]
fn two_builds_print_the_same_bytes() {
    let papers = |project: &Project| -> Vec<(String, Vec<u8>)> {
        tree(&project.path().join("public")).into_iter().filter(|(path, _)| path.ends_with(".pdf")).collect()
    };
    let (one, two) = (papers(&built()), papers(&built()));
    assert_eq!(one.len(), 4, "{:?}", one.iter().map(|(path, _)| path).collect::<Vec<_>>());
    assert_eq!(one, two);
    assert!(one.iter().all(|(_, bytes)| bytes.len() < 150_000));
}

#[test]
fn what_no_face_has_is_left_to_the_page_and_a_site_can_go_without() {
    let project = Project::copy_of("sample-site/portfolio");
    let yaml =
        String::from_utf8(std::fs::read(project.path().join("accolade.yaml")).expect("it is there")).expect("UTF-8");
    project.write("accolade.yaml", yaml.replace("language: en", "language: ja"));
    project.run(["build"]).exits(0);
    assert!(!project.path().join(PDF).exists(), "no face that comes with accolade has Japanese");
    assert!(project.path().join(PDF.replace(".pdf", ".html")).exists());
    project.write("accolade.yaml", format!("{yaml}outputs: [page, json, svg, certificate]\n"));
    project.run(["build"]).exits(0);
    assert!(!project.path().join(PDF).exists());
}

#[test]
fn readers_see_one_tagged_page_with_its_fonts_inside() {
    let project = built();
    let file = project.path().join(PDF);
    let tool = |name: &str, args: &[&str]| {
        let out = Command::new(name).args(args).arg(&file).arg("-").output();
        out.ok().map(|out| String::from_utf8_lossy(&out.stdout).into_owned())
    };
    let Some(text) = tool("pdftotext", &[]) else {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "poppler's tools are missing");
        println!("skipped: no pdftotext (poppler-utils)");
        return;
    };
    for part in ["Maya Lindqvist", "Media Literacy", "from the University of Alder Bay on 30 January 2026"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let about = Command::new("pdfinfo").arg(&file).output().expect("it is beside pdftotext");
    let about = String::from_utf8_lossy(&about.stdout).into_owned();
    for part in ["Title:           Media Literacy: Maya Lindqvist", "Tagged:          yes", "Pages:           1"] {
        assert!(about.contains(part), "{part} in {about}");
    }
    let fonts = Command::new("pdffonts").arg(&file).output().expect("it is beside pdftotext");
    let fonts = String::from_utf8_lossy(&fonts.stdout).into_owned();
    assert!(
        fonts.lines().skip(2).count() >= 2 && fonts.lines().skip(2).all(|line| line.contains(" yes yes yes ")),
        "{fonts}"
    );
}
