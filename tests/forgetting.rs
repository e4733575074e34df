//! `accolade forget` through the binary: whatever file a credential stands in, and whatever was issued for the award, nothing is left.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use accolade_credential::sign::Suite;
use support::Project;
use support::signed::{Issuer, unsigned};

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n";
const AWARDS: &str =
    "name,badge,awarded,award_id,consent\nAda Obi,talk,2026-05-12,a1,public\nBo Li,talk,2026-05-12,a2,public\n";
const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\"/></svg>\n";

/// A PNG of one pixel.
const PNG: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\xf8\x0f\x00\x01\x01\x01\x00\xb1\x38\xf6\x14\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

fn registry(awards: &str, how: &str) -> Project {
    let project = Project::registry().file("badges/talk.yaml", BADGE).file("awards/spring.csv", awards);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue", how]).exits(0);
    project
}

/// Files that still hold one of these words.
fn holding(project: &Project, words: &[&str]) -> Vec<String> {
    let holds = |bytes: &[u8]| words.iter().any(|word| String::from_utf8_lossy(bytes).contains(word));
    project.tree().into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
}

#[test]
fn a_credential_is_forgotten_in_whatever_file_it_stands() {
    for to in ["credentials/old/SLUG.json", "credentials/ada.json", "credentials/ada.png", "credentials/x/ada.svg"] {
        let project = registry(AWARDS, "--separate");
        let slug = project.slugs()[0].clone();
        let (from, to) = (format!("credentials/{slug}.json"), to.replace("SLUG", &slug));
        if to.ends_with(".json") {
            project.write(&to, project.read(&from));
            project.write(
                "credentials/notes.yaml",
                format!("credential: {}\nfeatured: true\n", &to["credentials/".len()..]),
            );
        } else {
            project.write("a.png", PNG);
            project.write("a.svg", SVG);
            project.run(["bake", if to.ends_with("png") { "a.png" } else { "a.svg" }, &from, "-o", &to]).exits(0);
        }
        project.remove(&from);
        let run = project.run(["issue"]).exits(0);
        assert!(!run.stderr.contains("completed"), "it is there, in {to}: {}", run.stderr);
        project.run(["build", "-o", "out"]).exits(0);
        assert!(project.read("out/index.html").contains("Ada Obi"));
        project.run(["forget", "Ada Obi"]).exits(0);
        project.run(["build", "-o", "out"]).exits(0);
        assert_eq!(holding(&project, &["Ada Obi", "id:a1"]), [""; 0], "{to}");
        assert!(!project.has(&to) && !project.has("credentials/notes.yaml"));
        assert!(project.read(&format!("out/credentials/{slug}/index.html")).contains("removed on"));
        assert_eq!(project.read("ledger.jsonl").matches("\"forgotten\"").count(), 1);
    }
}

#[test]
fn a_credential_that_no_ledger_knows_and_a_baked_picture_are_told() {
    let project = registry(AWARDS, "--separate");
    let other = registry(&AWARDS.replace("talk,2026-05-12,a1", "talk,2026-05-13,a1"), "--separate");
    let file = format!("credentials/{}.json", other.slugs()[0]);
    project.write("credentials/brought.json", other.read(&file));
    project.write("a.png", PNG);
    project.run(["bake", "a.png", "credentials/brought.json", "-o", "static/ada.png"]).exits(0);
    let run = project.run(["forget", "Ada Obi"]).exits(1);
    assert!(run.stderr.contains("error[still-there]: credentials/brought.json is still"), "{}", run.stderr);
    assert!(run.stderr.contains("warning[still-named]") && run.stderr.contains("static/ada.png"), "{}", run.stderr);
    assert!(!project.read("awards/spring.csv").contains("Ada Obi"), "what can be forgotten is");
}

#[test]
fn both_credentials_of_an_award_that_two_people_issued_are_forgotten() {
    let ours = registry(AWARDS, "--quiet");
    let copy = |of: &Project| of.tree().into_iter().fold(Project::new(), |copy, (path, bytes)| copy.file(&path, bytes));
    let theirs = copy(&ours);
    for project in [&ours, &theirs] {
        project.write("awards/spring.csv", format!("{AWARDS}Cy Oh,talk,2026-05-12,a3,public\n"));
        project.run(["issue"]).exits(0);
    }
    for file in ["ledger.jsonl", "credentials/spring.jsonl"] {
        let (a, b) = (ours.read(file), theirs.read(file));
        let new: String = b.lines().filter(|line| !a.contains(line)).map(|line| format!("{line}\n")).collect();
        ours.write(file, a + &new);
    }
    let slug = ours.slugs()[2].clone();
    for who in ["a3", "Cy Oh", &slug] {
        let project = copy(&ours);
        project.run(["forget", who]).exits(0);
        assert_eq!(holding(&project, &["Cy Oh", "id:a3"]), [""; 0], "{who}");
        assert_eq!(project.read("ledger.jsonl").matches("\"forgotten\"").count(), 2, "{who}");
    }
}

#[test]
fn nothing_is_left_of_the_name_that_somebody_had_before() {
    let awards = "name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\nBo Li,talk,2026-05-12,public\n";
    for who in ["Ada Eze", "Ada Obi"] {
        let project = registry(awards, "--quiet");
        let old = project.slugs()[0].clone();
        project.run(["reissue", &old, "--name", "Ada Eze", "--reason", "Ada Obi asked"]).exits(0);
        let keys: Vec<String> = project.read("ledger.jsonl").lines().map(str::to_owned).collect();
        let key = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["award"].clone();
        let keys: Vec<_> = keys.iter().map(|line| key(line)).filter_map(|key| Some(key.as_str()?.to_owned())).collect();
        project.run(["forget", who]).exits(0);
        assert_eq!(holding(&project, &["Ada", &keys[0], &keys[2]]), [""; 0], "{who}");
        assert_eq!(holding(&project, &["Bo Li", &keys[1]]).len(), 3, "another stays");
        let ledger = project.read("ledger.jsonl");
        assert_eq!(ledger.matches("\"forgotten\"").count(), 2, "{ledger}");
        project.run(["build", "-o", "out"]).exits(0);
    }
}

#[test]
fn a_name_that_is_the_same_but_for_case_and_marks_is_told_with_the_command_for_it() {
    let rows = "José Obi,talk,2026-05-12,b1,public\nJose\u{301} Obi,talk,2026-05-12,b2,public\nJOSÉ OBI,talk,2026-05-12,b3,public\n";
    let project = registry(&format!("{AWARDS}{rows}"), "--quiet");
    let slugs = project.slugs();
    let run = project.run(["forget", "José Obi"]).exits(0);
    let left: Vec<&String> =
        slugs[3..].iter().filter(|slug| run.stderr.contains(&format!("accolade forget {slug}"))).collect();
    let forgotten = project.read("ledger.jsonl").matches("\"forgotten\"").count();
    assert!(left.len() + forgotten == 3 && !left.is_empty(), "{}", run.stderr);
    for slug in left {
        project.run(["forget", slug]).exits(0);
    }
    assert_eq!(holding(&project, &["José", "JOSÉ", "Jose\u{301}"]), [""; 0]);
}

#[test]
fn a_name_that_is_nearly_that_of_somebody_is_answered_with_theirs_and_nothing_is_done() {
    let project = registry(&AWARDS.replace("Ada Obi", "José Obi"), "--quiet");
    let slug = project.slugs()[0].clone();
    let before = project.tree();
    for (who, near) in [
        ("josé obi", &slug),
        ("Jose\u{301} Obi", &slug),
        ("José  Obi ", &slug),
        ("Jose Oby", &slug),
        ("Obi, Jose", &slug),
        ("OBI José", &slug),
        ("A1", &"accolade forget \"a1\"".to_owned()),
    ] {
        let run = project.run(["forget", who]).exits(1);
        assert!(run.stderr.contains("error[unknown-person]") && run.stderr.contains(near), "{who}: {}", run.stderr);
    }
    let run = project.run(["forget", "Zebulon Quixwood"]).exits(1);
    assert!(!run.stderr.contains("if that is who is meant"), "{}", run.stderr);
    assert!(
        project
            .tree()
            .into_iter()
            .filter(|(path, _)| path != "keys/.lock")
            .eq(before.into_iter().filter(|(path, _)| path != "keys/.lock"))
    );
}

/// After the ledger is written nothing tells whose the award_id was.
#[test]
fn a_run_by_an_award_id_that_was_cut_short_is_completed_by_the_same_command() {
    let project = registry(AWARDS, "--quiet");
    let (slug, file) = (project.slugs()[0].clone(), project.read("credentials/spring.jsonl"));
    project.run(["forget", "a1"]).exits(0);
    project.write("credentials/spring.jsonl", file);
    let run = project.run(["forget", "a1", "--dry-run"]).exits(0);
    assert!(run.stderr.contains("is not completed yet") && run.stderr.contains(&slug), "{}", run.stderr);
    let run = project.run(["forget", "a1"]).exits(0);
    assert!(run.stderr.contains("warning[forgotten-before]") && run.stderr.contains(&slug), "{}", run.stderr);
    assert_eq!(holding(&project, &["Ada Obi", "id:a1"]), [""; 0]);
    // By what the ledger still knows it is told that it was.
    for who in [&slug, &format!("https://credentials.alderbay.example/credentials/{slug}/")] {
        let run = project.run(["forget", who]).exits(0);
        assert!(run.stderr.contains("was forgotten already, at 2026-11-24"), "{}", run.stderr);
    }
    project.run(["forget", "a1"]).exits(1);
}

#[test]
fn a_dry_run_takes_no_lock_and_writes_nothing() {
    let project = registry(AWARDS, "--quiet");
    std::fs::remove_file(project.path().join("keys/.lock")).expect("issue made it");
    let before = project.tree();
    let run = project.run(["forget", "Ada Obi", "--dry-run"]).exits(0);
    assert!(run.stdout.contains("would be forgotten"), "{}", run.stdout);
    assert!(project.tree() == before, "no lock is left");
    let lock = std::fs::File::create(project.path().join("keys/.lock")).expect("a file");
    lock.try_lock().expect("nobody else holds it");
    project.run(["forget", "Ada Obi", "--dry-run"]).exits(0);
    project.run(["forget", "Ada Obi"]).exits(4);
}

#[test]
fn a_name_in_free_text_is_told_for_every_place() {
    let project = registry(AWARDS, "--quiet");
    project.write("pages/news.md", "---\ntitle: News\n---\nBo Li gave a talk.\n\nThanks to Bo Li.\n");
    let run = project.run(["forget", "Bo Li"]).exits(0);
    assert!(run.stderr.contains("pages/news.md:4") && run.stderr.contains("pages/news.md:6"), "{}", run.stderr);
}

#[test]
fn a_row_that_was_given_to_somebody_else_tells_of_the_credential_that_was_signed_for_its_award() {
    let project = registry(AWARDS, "--separate");
    project.write("awards/spring.csv", AWARDS.replace("Ada Obi", "Cy Oh"));
    let slug = project.slugs()[0].clone();
    let run = project.run(["forget", "Cy Oh"]).exits(0);
    assert!(run.stderr.contains("warning[other-name]") && run.stderr.contains("\"Ada Obi\""), "{}", run.stderr);
    let command =
        run.stderr.split("`accolade forget ").nth(1).and_then(|rest| rest.split('`').next()).expect("a command");
    project.run(["forget", command]).exits(0);
    assert_eq!(holding(&project, &["Ada Obi", "Cy Oh"]), [""; 0], "{slug}");
    // A row of nobody else says nothing of the kind.
    let run = project.run(["forget", "Bo Li"]).exits(0);
    assert!(!run.stderr.contains("other-name"), "{}", run.stderr);
}

/// A credential of another issuer for Ada Obi, in each form that a name may have.
fn forms() -> Vec<String> {
    let plain = unsigned("x", "A talk", "Ada Obi", "");
    let start = plain.find("\"identifier\"").expect("the name");
    let end = start + plain[start..].find('\n').expect("its line");
    let named = |name: &str| format!("{}{name},{}", &plain[..start], &plain[end..]);
    let second = plain.replace(
        "\"credentialSubject\": {",
        "\"credentialSubject\": [{\"type\": [\"AchievementSubject\"], \"name\": \"Cy Oh\"}, {",
    );
    let second = second.trim_end().strip_suffix('}').expect("an object").trim_end().to_owned() + "]\n}";
    let languages = r#""name": [{"@value": "Ada Obi", "@language": "en"}, {"@value": "Àdá", "@language": "yo"}]"#;
    vec![named(r#""name": {"@value": "Ada Obi"}"#), named(languages), second, plain]
}

#[test]
fn a_credential_is_found_by_every_form_of_a_name_that_pages_show() {
    let issuer = Issuer::new(3);
    let told = |project: &Project, file: &str| {
        project.run(["build", "-o", "out"]).exits(0);
        let shown = holding(project, &["Ada Obi"]).into_iter().any(|path| path.starts_with("out/credentials/"));
        assert!(shown, "{file} is published");
        let run = project.run(["forget", "Ada Obi"]).exits(1);
        assert!(run.stderr.contains(&format!("error[still-there]: {file} is still")), "{file}: {}", run.stderr);
    };
    let others = AWARDS.lines().filter(|line| !line.contains("Ada Obi")).map(|line| format!("{line}\n"));
    let project = registry(&others.collect::<String>(), "--quiet");
    let fresh = |name: &str, bytes: &[u8]| {
        project.write(name, bytes);
        // Without a row of hers there would be nobody to forget.
        project.write("awards/spring.csv", AWARDS);
        told(&project, name);
        project.remove(name);
    };
    for form in forms() {
        let signed = issuer.sign(&form, &[Suite::EddsaJcs2022]).to_pretty();
        fresh("credentials/brought.json", signed.as_bytes());
    }
    fresh("credentials/brought.jwt", issuer.token(&forms()[0], "").as_bytes());
    project.write("a.svg", SVG);
    project.write("x.json", issuer.sign(&forms()[0], &[Suite::EddsaJcs2022]).to_pretty());
    project.run(["bake", "a.svg", "x.json", "-o", "baked.svg"]).exits(0);
    let baked = project.read_bytes("baked.svg");
    project.remove("baked.svg");
    fresh("credentials/brought.svg", &baked);
}

#[test]
fn a_token_that_names_somebody_is_told_wherever_it_lies() {
    let project = registry(AWARDS, "--quiet");
    project.write("static/ada.jwt", Issuer::new(3).token(&forms()[0], ""));
    let run = project.run(["forget", "Ada Obi"]).exits(0);
    assert!(run.stderr.contains("warning[still-named]") && run.stderr.contains("static/ada.jwt"), "{}", run.stderr);
}

/// The line that says who was forgotten may stand where it cannot be read, as after a conflict of version control.
#[test]
fn a_site_is_not_published_while_its_ledger_cannot_be_read() {
    let project = registry(AWARDS, "--quiet");
    project.run(["build", "-o", "public"]).exits(0);
    project.run(["forget", "a1"]).exits(0);
    let ledger = project.read("ledger.jsonl");
    for broken in [format!("{ledger}<<<<<<< x\n").into_bytes(), [ledger.as_bytes(), b"\xff\n"].concat()] {
        project.write("ledger.jsonl", broken);
        let run = project.run(["publish", "share"]).exits(1);
        assert!(run.stderr.contains("error[old-site]"), "{}", run.stderr);
        assert!(run.stderr.contains("its ledger.jsonl cannot be read"), "{}", run.stderr);
        assert!(!project.has("share"), "nobody who was forgotten goes out");
    }
    project.write("ledger.jsonl", &ledger);
    project.run(["build", "-o", "public"]).exits(0);
    project.run(["publish", "share"]).exits(0);
}

#[test]
fn a_name_is_told_however_it_is_written_and_wherever_it_lies() {
    let project = registry(&AWARDS.replace("Bo Li", "Zebulon Quixwood"), "--quiet");
    let wide: Vec<u8> = "\u{feff}Zebulon Quixwood\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    project.write("static/u16.txt", wide);
    for (path, text) in [
        ("pack-gazette.html", "<h1>Zebulon Quixwood</h1>"),
        ("static/two-blanks.txt", "Zebulon  Quixwood"),
        ("static/b.html", "Zebulon <b>Quixwood</b>"),
        ("static/Zebulon-Quixwood.txt", "hello"),
        ("static/q.csv", "n,m\nQuixwood; Zebulon,1\n"),
        ("pages/z.txt", "thanks to zebulon quixwood"),
    ] {
        project.write(path, text);
    }
    project.write("static/other.txt", "Zebulon and Quixwood; Zebulons Quixwood");
    project.write("static/obi.txt", "Ada Obi");
    let run = project.run(["forget", "Zebulon Quixwood"]).exits(0);
    for path in [
        "pack-gazette.html",
        "static/u16.txt",
        "static/two-blanks.txt:1",
        "static/b.html:1",
        "static/Zebulon-Quixwood.txt",
        "static/q.csv:2",
        "pages/z.txt:1",
    ] {
        assert!(run.stderr.contains(path), "{path}: {}", run.stderr);
    }
    assert_eq!(run.stderr.matches("still-named").count(), 7, "{}", run.stderr);
}

#[test]
fn a_name_of_one_short_word_is_told_where_it_is_a_word() {
    let project = registry(&AWARDS.replace("Bo Li", "Ed"), "--quiet");
    project.write("static/a.txt", "Education is edited by ed.\n");
    project.write("static/b.txt", "Thanks to Ed.\n");
    let run = project.run(["forget", "Ed"]).exits(0);
    assert!(run.stderr.contains("static/b.txt:1") && !run.stderr.contains("static/a.txt"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("still-named").count(), 1, "{}", run.stderr);
}

#[test]
fn evidence_that_nothing_names_any_more_is_told_and_left_in_its_place() {
    let site = "https://credentials.alderbay.example";
    let row =
        |name: &str, id: &str, file: &str| format!("{name},talk,2026-05-12,{id},public,Work,{site}/static/{file}\n");
    let awards = format!(
        "name,badge,awarded,award_id,consent,evidence_name,evidence_url\n{}{}{}",
        row("Ada Obi", "a1", "ada-essay.txt"),
        row("Ada Obi", "a2", "all.txt"),
        row("Bo Li", "a3", "all.txt")
    );
    let project = registry(&awards, "--separate");
    let slug = project.slugs()[0].clone();
    let notes = format!("credential: {slug}.json\nevidence:\n  - label: Slides\n    url: static/slides.txt\n");
    project.write("credentials/notes.yaml", notes);
    for file in ["ada-essay.txt", "all.txt", "slides.txt", "unnamed.txt"] {
        project.write(&format!("static/{file}"), "work");
    }
    let run = project.run(["forget", "Ada Obi"]).exits(0);
    assert_eq!(run.stderr.matches("warning[still-published]").count(), 2, "{}", run.stderr);
    for file in ["static/ada-essay.txt", "static/slides.txt"] {
        assert!(run.stderr.contains(file) && project.has(file), "{}", run.stderr);
    }
    let run = project.run(["forget", "Bo Li"]).exits(0);
    assert!(run.stderr.contains("warning[still-published]") && run.stderr.contains("static/all.txt"), "{}", run.stderr);
}

/// Said once more, the command named somebody else as if they were meant: the ledger has no name of who was forgotten.
#[test]
fn a_name_that_may_have_been_forgotten_is_not_taken_for_one_that_is_nearly_it() {
    let project = registry(&AWARDS.replace("Bo Li", "Ada Obe"), "--quiet");
    let run = project.run(["forget", "Ada Obo"]).exits(1);
    assert!(!run.stderr.contains("forgotten before"), "{}", run.stderr);
    project.run(["forget", "Ada Obi"]).exits(0);
    let told = |name: &str| {
        let run = project.run(["forget", name]).exits(1);
        run.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let said = told("Ada Obi");
    let first = "help: when that very name was forgotten before, nothing is left to do and the other is somebody else; if that is who is meant: \"Ada Obe\"";
    assert!(said.contains(first), "{said}");
    assert!(
        told("Zebulon Quixwood").contains("help: when that name was forgotten before, nothing is left to do; write")
    );
}
