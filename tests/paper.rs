//! Certificates as PDF, through the binary: the paper carries its credential and can be checked itself.

#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use std::process::Command;

use support::{Project, tree};

const TEMPLATES: [&str; 4] = ["classic", "modern", "minimal", "festive"];

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
    assert!(report.contains("PDF") && report.contains("Verified as of 8 June 2026"), "{report}");
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

/// The sample portfolio with its certificates as they are asked for.
fn with(certificate: &str) -> Project {
    let project = Project::copy_of("sample-site/portfolio");
    let yaml = project.read("accolade.yaml");
    let (before, _) = yaml.split_once("certificate:").expect("it says how");
    project.write("accolade.yaml", format!("{before}certificate: {certificate}\n"));
    project
}

#[test]
fn every_template_is_one_page_that_can_be_verified_and_is_its_own() {
    let mut seen = std::collections::BTreeSet::new();
    for (i, template) in TEMPLATES.into_iter().enumerate() {
        let (paper, orientation) = [("a4", "landscape"), ("letter", "portrait")][i % 2];
        let project = with(&format!("{{template: {template}, paper: {paper}, orientation: {orientation}}}"));
        project.run(["build"]).exits(0);
        let report = project.run(["verify", PDF]).exits(0).stdout;
        assert!(report.contains("Verified as of 8 June 2026"), "{template}: {report}");
        let bytes = std::fs::read(project.path().join(PDF)).expect("a PDF");
        assert!(bytes.len() < 150_000, "{template}: {} bytes", bytes.len());
        assert!(seen.insert(bytes));
        let html = project.read(&PDF.replace(".pdf", ".html"));
        assert!(html.contains("aria-level=\"1\"") && html.len() < 48_000, "{template}: {} bytes", html.len());
        for part in ["60 hours", "Trace a claim"] {
            let room = matches!(template, "classic" | "modern");
            assert!(!room || html.contains(part), "{template}: {part}");
        }
        let Ok(about) = Command::new("pdfinfo").arg(project.path().join(PDF)).output() else { continue };
        let about = String::from_utf8_lossy(&about.stdout).into_owned();
        assert!(about.contains("Pages:           1") && about.contains("Tagged:          yes"), "{template}: {about}");
    }
}

#[test]
fn the_page_loads_the_faces_of_its_template_from_the_site_and_no_other() {
    let project = with("{template: modern}");
    project.run(["build"]).exits(0);
    let files = tree(&project.path().join("public/assets/fonts"));
    let named: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(named, ["libertinus-serif-400.otf", "noto-sans-400.ttf", "noto-sans-700.ttf"]);
    let css = project.read("public/assets/paper.css");
    assert_eq!(css.matches("@font-face").count(), 3);
    for name in named {
        assert!(css.contains(&format!("url(\"fonts/{name}\")")), "{name} in {css}");
    }
    assert!(!css.contains("//"), "no other host: {css}");
}

#[test]
fn a_badge_chooses_its_template_and_a_wrong_one_is_told_with_the_nearest() {
    let project = Project::copy_of("sample-site/registry");
    let badge = "badges/media-literacy.yaml";
    let yaml = project.read(badge);
    project.write(badge, format!("{yaml}certificate: {{template: festiv}}\n"));
    let said = project.run(["check"]).exits(1).stderr;
    assert!(said.contains("`festiv` is not known here") && said.contains("did you mean `festive`?"), "{said}");
    project.write(badge, format!("{yaml}certificate: {{template: festive}}\n"));
    project.run(["build"]).exits(0);
    let pages = tree(&project.path().join("public"));
    let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
    let papers = pages.iter().filter(|(path, _)| path.ends_with("/certificate.html")).map(|(_, bytes)| text(bytes));
    let (festive, others): (Vec<String>, Vec<String>) = papers.partition(|html| html.contains("-leaf\""));
    assert!(!festive.is_empty() && !others.is_empty());
    assert!(festive.iter().all(|html| html.contains(">Media Literacy</tspan>")));
    assert!(others.iter().all(|html| !html.contains(">Media Literacy</tspan>")));
}

#[test]
fn one_picture_shows_a_certificate_in_every_template() {
    let project = Project::copy_of("sample-site/portfolio");
    for (args, ratio) in [(vec![], 0.71..0.73), (vec!["--portrait"], 0.34..0.36)] {
        let command = ["gallery", "--certificates", "media-literacy", "--width", "400", "--force"];
        project.run(command.into_iter().chain(args)).exits(0);
        let png = std::fs::read(project.path().join("certificates.png")).expect("a picture");
        let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
        let (width, height) = (f64::from(side(16)), f64::from(side(20)));
        assert!(ratio.contains(&(height / width)), "{width} by {height}");
    }
    let said = project.run(["gallery", "--certificates", "first-aid-course"]).exits(2).stderr;
    assert!(said.contains("has no certificate"), "{said}");
}
