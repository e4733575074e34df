//! Credentials of every form in a project, through the binary: what is published is exactly what the file carries, notes can be added to
//! any of them, and a file that carries nothing is an error that names it.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use accolade_credential::bake;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use support::Project;
use support::pdf;
use support::signed::Issuer;

/// A picture of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\x0aIDAT\x78\x9c\x63\0\x01\0\0\x05\0\x01\x0d\x0a\x2d\xb4\0\0\0\0IEND\xae\x42\x60\x82";
const DRAWING: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"/>";

fn issue(id: &str) -> String {
    Issuer::new(3).issue(id, "A talk", "Maya Lindqvist")
}

fn line(id: &str) -> String {
    serde_json::from_str::<Value>(&issue(id)).expect("JSON").to_string()
}

#[test]
fn pictures_and_lines_are_published_as_the_credential_that_they_carry() {
    let (one, two) = (issue("one"), issue("two"));
    let lines = [line("three"), line("four")];
    let project = Project::portfolio()
        .file("credentials/one.png", bake::png(PIXEL, one.as_bytes()).expect("baked"))
        .file("credentials/two.svg", bake::svg(DRAWING, two.as_bytes()).expect("baked"))
        .file("credentials/all.jsonl", format!("{}\n\n{}\n", lines[0], lines[1]))
        .file("credentials/notes.yaml", "credential: one.png\nslug: first\nreflection: I liked it.\n");
    let run = project.run(["build", "-o", "_site"]).exits(0);
    assert!(run.stdout.contains("4 verified"), "{}{}", run.stdout, run.stderr);
    assert_eq!(project.read("_site/credentials/first/credential.json"), one);
    assert_eq!(project.read("_site/credentials/two/credential.json"), two);
    assert_eq!(project.read("_site/credentials/three/credential.json"), lines[0]);
    assert_eq!(project.read("_site/credentials/four/credential.json"), lines[1]);
    assert!(project.read("_site/credentials/first/index.html").contains("I liked it."));
    let pictures = project.tree().keys().filter(|path| path.starts_with("_site/") && path.ends_with("one.png")).count();
    assert_eq!(pictures, 0, "the picture itself is not published");
}

#[test]
fn a_pdf_with_a_credential_attached_is_judged_and_published_and_one_without_is_passed_over() {
    let one = issue("one");
    let paper = pdf::with_attached(&[("notes.txt", b"words"), ("credential.json", one.as_bytes())]);
    let forged = pdf::with_attached(&[("credential.json", one.replace("Maya Lindqvist", "Mary Lindqvist").as_bytes())]);
    let project = Project::portfolio()
        .file("credentials/one.pdf", paper)
        .file("sent/forged.pdf", forged)
        .file("sent/words.pdf", pdf::with_attached(&[("notes.txt", b"words")]));
    let said = project.run(["verify", "credentials/one.pdf"]).exits(0).stdout;
    assert!(said.contains("in a PDF document") && said.contains("Verified as of"), "{said}");
    let said = project.run(["verify", "sent"]).exits(1).stdout;
    assert!(said.contains("Refused: its signature does not hold") && !said.contains("words.pdf"), "{said}");
    assert!(
        said.contains("1 picture, PDF or JSON file in the folder carries no credential") && said.contains("0 of 1 "),
        "{said}"
    );
    project.run(["build", "-o", "_site"]).exits(0);
    assert_eq!(project.read("_site/credentials/one/credential.json"), one);
}

#[test]
fn lines_with_the_same_last_part_are_told_apart_by_their_numbers() {
    let other = Issuer::new(4).issue("same", "A walk", "Maya Lindqvist").replace('\n', " ");
    let project = Project::portfolio().file("credentials/all.jsonl", format!("{}\n{other}\n", line("same")));
    project.run(["build", "-o", "_site"]).exits(0);
    assert!(
        project.has("_site/credentials/all-1/credential.json")
            && project.has("_site/credentials/all-2/credential.json")
    );
}

#[test]
fn every_bad_file_is_named_at_once_with_its_line() {
    let project = Project::portfolio()
        .file("credentials/all.jsonl", format!("{}\n{}\nwords\n", line("one"), line("two").replace("Maya", "Mary")))
        .file("credentials/picture.png", PIXEL)
        .file("credentials/drawing.svg", DRAWING)
        .file("credentials/paper.pdf", "%PDF-1.7\nnothing")
        .file("credentials/token.jwt", "not a token")
        .file("credentials/a.yaml", "credential: all.jsonl\n");
    let run = project.run(["check"]).exits(1);
    for part in [
        "credentials/all.jsonl:2",
        "credentials/all.jsonl:3",
        "credentials/picture.png",
        "credentials/drawing.svg",
        "credentials/paper.pdf",
        "credentials/token.jwt",
        "holds many credentials",
    ] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    assert!(!run.stderr.contains("all.jsonl:1"), "{}", run.stderr);
}

#[test]
fn a_badge_that_is_only_a_link_is_published_as_its_host_did_and_never_with_a_seal() {
    // With a byte order mark, which the judge passes over too.
    let assertion = "\u{feff}".to_owned()
        + r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://badges.example/a/1?identity__email=maya%40mail.example","badge":"https://badges.example/b/1","verification":{"type":"HostedBadge"},"issuedOn":"2024-05-21T13:37:37Z","recipient":{"type":"email","hashed":false,"identity":"maya@mail.example"}}"#;
    let badge = r#"{"@context":"https://w3id.org/openbadges/v2","type":"BadgeClass","id":"https://badges.example/b/1","name":"Debating","description":"Debates.","criteria":{"narrative":"Debate."},"image":"https://badges.example/b/1.png","issuer":"https://badges.example/i/1"}"#;
    let issuer = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Issuer","id":"https://badges.example/i/1","name":"Debating Club","url":"https://badges.example/","email":"club@mail.example"}"#;
    let url = "https://badges.example/a/1?identity__email=maya%40mail.example";
    let drawing = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org"><openbadges:assertion verify="{url}"/></svg>"#
    );
    let map = format!(r#"{{"{url}": "a", "https://badges.example/b/1": "b", "https://badges.example/i/1": "i"}}"#);
    let project = Project::portfolio()
        .file("credentials/debating.svg", drawing)
        .file("a", assertion)
        .file("b", badge)
        .file("i", issuer)
        .file("map.json", map);
    let run = project.run(["check"]).exits(1);
    assert!(
        run.stderr.contains("accolade.lock does not have") && run.stderr.contains("accolade update"),
        "{}",
        run.stderr
    );

    project.run(["update", "--from", "map.json"]).exits(0);
    let run = project.run(["build", "-o", "_site"]).exits(0);
    assert!(run.stdout.contains("1 reported"), "{}{}", run.stdout, run.stderr);
    let page = project.read("_site/credentials/debating/index.html");
    assert!(page.contains("As published by badges.example, as of 24\u{a0}November\u{a0}2026"), "{page}");
    assert!(
        page.contains("Debating") && !page.contains("Open the certificate") && !page.contains("Verified"),
        "{page}"
    );
    for (path, bytes) in project.tree().iter().filter(|(path, _)| path.starts_with("_site/")) {
        let text = String::from_utf8_lossy(bytes);
        // Copies of what others publish stand in one file as Base64.
        let copies = text.split("\"data\":\"").skip(1).filter_map(|rest| rest.split('"').next());
        let copies = copies.map(|data| STANDARD.decode(data).expect("Base64")).collect::<Vec<_>>().concat();
        let text = format!("{text}{}", String::from_utf8_lossy(&copies));
        assert!(!text.contains("maya@") && !text.contains("maya%40"), "{path} has an e-mail address:\n{text}");
    }
    // What the issuer says of itself is kept.
    assert!(project.read("_site/verify/known.json").contains("https://badges.example/i/1"));
    assert!(!project.has("_site/credentials/debating/credential.json") && run.stderr.contains("leaves its file out"));
    let run = project.run(["verify", "credentials/debating.svg"]).exits(1);
    assert!(run.stdout.contains("Reported: it carries no signature"), "{}", run.stdout);
}

#[test]
fn lines_of_a_file_and_files_of_their_own_make_the_same_lists() {
    let rows = "name,badge,awarded,award_id,consent,start,end\nAda Obi,talk,2026-05-12,a1,public,,\n\
                Bo Li,talk,2026-05-13,a2,public,2026-02-01,2026-05-01\nCy Oh,talk,2020-05-14,a3,public,,\nDi Yu,talk,2026-05-15,a4,,,\n";
    let badge = "name: Talk\ndescription: Gives a talk.\ntype: Course\ncriteria: Gave one.\nskills: [Speaking]\n";
    let project = Project::registry().file("badges/talk.yaml", badge).file("awards/spring.csv", rows);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    let third = |id: &Value| id["validFrom"].as_str().is_some_and(|from| from.starts_with("2020"));
    let lines =
        project.tree().into_iter().find(|(path, _)| path.starts_with("credentials/") && path.ends_with(".jsonl"));
    let (path, bytes) = lines.expect("`issue` writes lines");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let all: Vec<(&str, Value)> = text.lines().map(|l| (l, serde_json::from_str(l).expect("JSON"))).collect();
    let name = |id: &Value| {
        let id = id["id"].as_str().expect("an id").trim_end_matches('/');
        id.rsplit_once('/').expect("an address").1.to_owned()
    };
    // One is revoked, so that a list has two kinds of marks.
    let revoked = all.iter().find(|(_, value)| third(value)).expect("it was issued");
    project.run(["revoke", &name(&revoked.1)]).exits(0);
    let build = || {
        project.run(["build", "--as-of", "2026-11-24", "-o", "out"]).exits(0);
        let (site, files) = (project.path().join("out"), support::tree(&project.path().join("out")));
        std::fs::remove_dir_all(site).expect("it was built");
        files
    };
    let of_lines = build();
    project.remove(&path);
    for (line, value) in &all {
        project.write(&format!("credentials/{}.json", name(value)), line);
    }
    let of_files = build();
    let lists = |path: &&String| {
        path.ends_with(".html") && !path.starts_with("credentials/") || *path == "credentials/index.html"
    };
    let held: Vec<&String> = of_lines.keys().filter(lists).collect();
    assert!(held.iter().any(|path| path.starts_with("holders/bo-li")), "{held:?}");
    for path in held {
        let (line, file) = (String::from_utf8_lossy(&of_lines[path]), String::from_utf8_lossy(&of_files[path]));
        assert_eq!(line, file, "{path}");
    }
}
