//! `fonts` in accolade.yaml, through the binary: scripts that the faces of accolade lack, in papers and pictures.
#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use accolade::model::{Data, Font};
use accolade::render::fonts::{Face, Fonts};
use support::{Project, Run, font};

const AWARDS: &str = "name,badge,awarded,consent\n佐藤 美咲,talk,2026-05-12,public\nAda Obi,talk,2026-05-13,public\n";
const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n";
/// All that the certificate of the first award says beyond Latin.
const NAME: &str = "佐藤美咲";

/// A registry that has issued to somebody whose name no built-in face can set.
fn registry() -> Project {
    let project = Project::registry().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project
}

fn with_fonts(project: &Project, fonts: &str) {
    let yaml = project.read("accolade.yaml");
    let rest: Vec<&str> = yaml.lines().filter(|line| !line.starts_with("fonts:")).collect();
    project.write("accolade.yaml", format!("{}\nfonts: {fonts}\n", rest.join("\n")));
}

fn papers(project: &Project) -> Vec<String> {
    project.tree().into_keys().filter(|path| path.ends_with("certificate.pdf")).collect()
}

fn refused(project: &Project, fonts: &str, parts: &[&str]) {
    with_fonts(project, fonts);
    let run = project.run(["check"]).exits(1);
    for part in parts {
        assert!(run.stderr.contains(part), "{part} in {}", run.stderr);
    }
}

#[test]
fn a_paper_that_is_left_out_is_told_once_with_its_characters_and_what_to_do() {
    let project = registry();
    let said = |run: &Run| {
        assert_eq!(run.stderr.matches("no-pdf").count(), 1, "{}", run.stderr);
        for part in ["certificate.pdf", "佐咲美藤", "fonts/"] {
            assert!(run.stderr.contains(part), "{part} in {}", run.stderr);
        }
    };
    said(&project.run(["check"]).exits(0));
    said(&project.run(["build"]).exits(0));
    assert_eq!(papers(&project).len(), 1, "hers is left out, the other is there");
    assert_eq!(project.tree().keys().filter(|path| path.ends_with("certificate.html")).count(), 2);
}

#[test]
fn with_a_font_of_the_project_the_paper_is_there_and_its_text_can_be_selected() {
    let project = registry().file("fonts/own.ttf", font::with(NAME));
    for fonts in ["[fonts/own.ttf]", "[fonts]", "[{file: fonts/own.ttf, face: Noto Sans}]"] {
        with_fonts(&project, "[]");
        project.run(["build"]).exits(0);
        assert_eq!(papers(&project).len(), 1, "without a font it goes again");
        with_fonts(&project, fonts);
        let run = project.run(["build"]).exits(0);
        assert!(!run.stderr.contains("no-pdf"), "{}", run.stderr);
        assert_eq!(papers(&project).len(), 2, "{fonts}");
    }
    let Some(texts) = papers(&project).iter().map(|path| text(&project.path().join(path))).collect::<Option<String>>()
    else {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "poppler's tools are missing");
        println!("skipped: no pdftotext (poppler-utils)");
        return;
    };
    assert!(texts.contains("佐藤 美咲") && texts.contains("Ada Obi"), "{texts}");
}

#[test]
fn another_font_is_another_paper_and_the_same_one_the_same() {
    let project = registry().file("fonts/own.ttf", font::with(NAME));
    with_fonts(&project, "[fonts]");
    let built = || {
        project.run(["build"]).exits(0);
        papers(&project).iter().map(|path| project.read_bytes(path)).collect::<Vec<_>>()
    };
    let first = built();
    project.write("fonts/own.ttf", font::with(&NAME.chars().rev().collect::<String>()));
    let second = built();
    assert_ne!(first, second, "a changed font is seen");
    project.write("fonts/own.ttf", font::with(NAME));
    assert_eq!(built(), first);
}

#[test]
fn what_cannot_be_used_is_named_with_what_to_do() {
    let project = registry()
        .file("fonts/own.ttf", font::with(NAME))
        .file("fonts/note.ttf", b"not a font")
        .file("fonts/page.woff2", b"wOF2....")
        .file("fonts/locked.ttf", font::permitting(font::with(NAME), 0x0002))
        .file("fonts/whole.ttf", font::permitting(font::with(NAME), 0x0100))
        .file("fonts/dots.ttf", font::permitting(font::with(NAME), 0x0200))
        .file("fonts/cut.ttf", &font::with(NAME)[..600]);
    refused(&project, "[fonts/own.tff]", &["there is no font at fonts/own.tff", "did you mean fonts/own.ttf?"]);
    refused(&project, "[faces]", &["there is no font at faces", "fonts/"]);
    refused(&project, "[../own.ttf]", &["leaves the project"]);
    refused(&project, "[fonts/note.ttf]", &["fonts/note.ttf is no TrueType or OpenType font"]);
    refused(&project, "[fonts/cut.ttf]", &["fonts/cut.ttf is no TrueType or OpenType font"]);
    refused(&project, "[fonts/page.woff2]", &["fonts/page.woff2 is a web font", ".ttf or .otf"]);
    refused(&project, "[fonts/locked.ttf]", &["fonts/locked.ttf forbids that it is embedded", "restricted licence"]);
    refused(&project, "[fonts/whole.ttf]", &["fonts/whole.ttf forbids", "no subsetting"]);
    refused(&project, "[fonts/dots.ttf]", &["fonts/dots.ttf forbids", "bitmaps only"]);
    refused(&project, "[{file: fonts/own.ttf, face: Klee}]", &["has no face \"Klee\"", "it has: Noto Sans"]);
}

#[test]
fn words_on_a_badge_are_letters_of_the_project_s_font() {
    let badge = format!("{BADGE}design: {{text: 佐藤}}\n");
    let project = Project::registry().file("badges/talk.yaml", badge).file("fonts/own.ttf", font::with(NAME));
    project.run(["build"]).exits(0);
    let drawn = || project.read("public/badges/talk/badge.svg");
    assert!(drawn().contains("<text"), "left to the reader's own font");
    with_fonts(&project, "[fonts]");
    project.run(["build"]).exits(0);
    assert!(!drawn().contains("<text") && drawn().contains("-g1\""), "{}", drawn());
}

/// Joined letters need the real thing: Naskh, where the system has one.
#[test]
fn arabic_is_joined_and_runs_from_right_to_left() {
    const PLACES: [&str; 2] = [
        "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf",
        "/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf",
    ];
    let Some(naskh) = PLACES.iter().find_map(|path| std::fs::read(path).ok()) else {
        println!("skipped: no Arabic font on this machine (fonts-noto-core)");
        return;
    };
    let font = Font::read(Data::Read(naskh.clone().into()), 0).expect("a font");
    let fonts = Fonts::with(&[Arc::new(font)]);
    assert!(fonts.uncovered("مايا الحداد").is_empty() && fonts.runs("مايا", Face::Serif, None)[0].right_to_left);
    let (alone, joined) = (fonts.width("ب", Face::Serif), fonts.width("ببب", Face::Serif));
    assert!(joined < alone * 2.5, "three joined letters take {joined}, one alone {alone}");
    let awards = "name,badge,awarded,consent\nمايا الحداد,talk,2026-05-12,public\n";
    let project =
        Project::registry().file("badges/talk.yaml", BADGE.replace("Talk", "أسس الخطابة")).file("awards/a.csv", awards);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project.write("fonts/naskh.ttf", naskh);
    with_fonts(&project, "[fonts]");
    let yaml = project.read("accolade.yaml");
    project.write("accolade.yaml", format!("{yaml}language: ar\n"));
    project.run(["build"]).exits(0);
    let paper = papers(&project).pop().expect("a certificate");
    if let Some(text) = text(&project.path().join(paper)) {
        assert!(text.contains("مايا الحداد") && text.contains("أسس الخطابة"), "{text}");
    }
}

fn text(pdf: &Path) -> Option<String> {
    let out = Command::new("pdftotext").arg(pdf).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&out.stdout).into_owned())
}

#[test]
fn the_page_to_print_loads_a_font_of_the_project_that_may_be_handed_out() {
    let project = registry()
        .file("fonts/own.ttf", font::with(NAME))
        .file("fonts/twice.ttf", font::with("藤"))
        .file("fonts/locked.ttf", font::permitting(font::with(NAME), 0x0008));
    with_fonts(&project, "[fonts/own.ttf, fonts/twice.ttf]");
    project.run(["build"]).exits(0);
    let css = project.read("public/assets/paper.css");
    let own: Vec<&str> = css.lines().filter(|line| line.contains("unicode-range")).collect();
    let [own] = own[..] else { panic!("one face of the project: {css}") };
    let file = own.split_once("url(\"").and_then(|(_, rest)| rest.split_once('"')).expect("an address").0;
    assert!(file.starts_with("fonts/own-") && own.contains("U+4F50"), "{own}");
    assert_eq!(project.read_bytes(&format!("public/assets/{file}")), font::with(NAME));
    with_fonts(&project, "[fonts/locked.ttf]");
    project.run(["build"]).exits(0);
    assert!(!project.read("public/assets/paper.css").contains("unicode-range"), "editing is less than installing");
    assert_eq!(papers(&project).len(), 2, "papers may carry its letters");
}
