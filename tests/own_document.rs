//! The site's own did.json through the binary: what depends on it is told once, with what can be done about it.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::Project;

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n";
const AWARDS: &str =
    "name,badge,awarded,award_id\nAda Obi,talk,2026-05-12,a1\nBo Li,talk,2026-05-12,a2\nCy Oh,talk,2026-05-12,a3\n";
const DID: &str = ".well-known/did.json";

fn registry(how: &str) -> Project {
    let project = Project::registry().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue", how, "--as-of", "2026-06-01"]).exits(0);
    project
}

#[test]
fn a_document_that_is_missing_or_cannot_be_read_is_one_error_with_what_can_be_done() {
    for how in ["--quiet", "--separate"] {
        let project = registry(how);
        let document = project.read(DID);
        let lines: Vec<&str> = document.lines().collect();
        let conflict = format!("{}\n<<<<<<< HEAD\n{}\n", lines[..3].join("\n"), lines[3..].join("\n"));
        let key = document.split_once("#z6Mk").expect("a key").1;
        let other = document.replace(&format!("z6Mk{}", &key[..8]), "z6Mkaaaaaaaa");
        for (text, place, said, help) in [
            (
                None,
                DID.to_owned(),
                "was not given",
                "bring it back from your version control or from the published site",
            ),
            (
                Some(conflict),
                format!("{DID}:4"),
                "version control left a conflict here",
                "keep the file as one side has it, whole",
            ),
            (Some("{".to_owned()), DID.to_owned(), "is not readable JSON", "bring it back"),
            (Some(other), DID.to_owned(), "does not list it", "it lists every key that ever signed here"),
        ] {
            match text {
                Some(text) => project.write(DID, text),
                None => project.remove(DID),
            }
            let run = project.run(["check"]).exits(1);
            assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
            for part in ["3 credentials of this site are refused", &place, said, help] {
                assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
            }
            assert!(!run.stderr.contains("accolade update"), "{}", run.stderr);
        }
        project.write(DID, document);
        project.run(["check"]).exits(0);
    }
}

/// The key was replaced on one branch, and the old one issued on the other.
#[test]
fn what_an_ended_key_of_the_site_signed_is_reissued() {
    for how in ["--quiet", "--separate"] {
        let project = registry(how);
        let old = [DID, "keys/issuer.pem", "status/1.json"].map(|file| (file, project.read(file)));
        project.run(["keys", "rotate", "--plain", "--as-of", "2026-07-01"]).exits(0);
        let new = old.clone().map(|(file, _)| (file, project.read(file)));
        old.iter().for_each(|(file, text)| project.write(file, text));
        project.write("awards/autumn.csv", "name,badge,awarded,award_id\nDi Yu,talk,2026-05-12,a4\n");
        project.run(["issue", how, "--as-of", "2026-07-02"]).exits(0);
        new.iter().for_each(|(file, text)| project.write(file, text));
        let slug = project.slugs()[3].clone();
        let run = project.run(["check"]).exits(1);
        assert!(run.stderr.contains("error[key-retired]"), "{}", run.stderr);
        assert!(run.stderr.contains(&format!("accolade reissue {slug}")), "{}", run.stderr);
        project.run(["reissue", &slug]).exits(0);
        project.run(["check"]).exits(0);
    }
}

#[test]
fn an_issuer_whose_document_is_looked_for_elsewhere_is_told_once_by_every_command() {
    let project = Project::registry().file("badges/talk.yaml", BADGE).file("awards/spring.csv", AWARDS);
    let settings = project.read("accolade.yaml");
    project.write("accolade.yaml", settings.replace("url: https://credentials.", "url: https://badges."));
    let first = [&["keygen", "--plain"][..], &["issue", "--dry-run"]];
    let then = [&["issue", "--as-of", "2026-06-01"][..], &["check"], &["build"]];
    for (n, command) in first.into_iter().chain(then).enumerate() {
        let run = project.run(command.iter().copied()).exits(0);
        assert_eq!(run.stderr.matches("warning[did-elsewhere]").count(), 1, "{command:?}: {}", run.stderr);
        let way_out = match n {
            0..=2 => "write `id: did:web:badges.alderbay.example`, and remove .well-known/did.json",
            _ => "help: publish .well-known/did.json at https://credentials.alderbay.example/.well-known/did.json, too",
        };
        for said in ["accolade.yaml:4", "https://badges.alderbay.example/.well-known/did.json", way_out] {
            assert!(run.stderr.contains(said), "{command:?}: {}", run.stderr);
        }
    }
    // Below a folder of its host, the document of the host is not the site's.
    for (url, id, found) in [
        ("https://alderbay.example/badges/", "did:web:alderbay.example", true),
        ("https://alderbay.example/badges/", "did:web:alderbay.example:badges", false),
        ("http://localhost:8000/", "did:web:localhost%3A8000", false),
    ] {
        let project =
            Project::new().file("accolade.yaml", format!("title: A\nurl: {url}\nissuer:\n  id: {id}\n  name: A\n"));
        let run = project.run(["check"]).exits(0);
        assert_eq!(run.stderr.contains("did-elsewhere"), found, "{url} {id}: {}", run.stderr);
    }
}

#[test]
fn nothing_is_issued_for_the_example_that_a_project_was_made_from() {
    let project = Project::new();
    project.run(["new", "x", "--registry"]).exits(0);
    let settings = project.read("x/accolade.yaml");
    let moved = settings.replace("url: https://credentials.example.org/", "url: https://badges.uni-ulm.de/");
    project.write("x/accolade.yaml", &moved);
    let run = project.run(["keygen", "x", "--plain"]).exits(0);
    let way_out = "write `id: did:web:badges.uni-ulm.de`";
    assert!(run.stderr.contains("warning[template-issuer]") && run.stderr.contains(way_out), "{}", run.stderr);
    let run = project.run(["issue", "x"]).exits(1);
    assert!(run.stderr.contains("error[template-issuer]") && run.stderr.contains(way_out), "{}", run.stderr);
    assert!(!project.has("x/ledger.jsonl"));
    assert!(project.run(["check", "x"]).exits(0).stderr.contains("warning[template-issuer]"));
    project.write("x/accolade.yaml", moved.replace("did:web:credentials.example.org", "did:web:badges.uni-ulm.de"));
    // The document still speaks for the example.
    let run = project.run(["issue", "x"]).exits(5);
    assert!(run.stderr.contains("is the document of did:web:credentials.example.org"), "{}", run.stderr);
    assert!(run.stderr.contains("remove .well-known/did.json") && !project.has("x/ledger.jsonl"), "{}", run.stderr);
    project.remove("x/.well-known/did.json");
    let run = project.run(["issue", "x"]).exits(0);
    assert!(run.stderr.contains("wrote .well-known/did.json"), "{}", run.stderr);
    assert!(!project.run(["check", "x"]).exits(0).stderr.contains("warning[template-issuer]"));

    // What was tried out before is of the example, too.
    project.run(["new", "y", "--registry"]).exits(0);
    project.run(["keygen", "y", "--plain"]).exits(0);
    project.run(["issue", "y"]).exits(0);
    project.write("y/accolade.yaml", &moved);
    let run = project.run(["issue", "y"]).exits(1);
    assert!(run.stderr.contains("remove that: ledger.jsonl, status/"), "{}", run.stderr);
}

#[test]
fn a_lost_document_is_not_made_anew_where_other_keys_signed() {
    let project = registry("--quiet");
    project.run(["keys", "rotate", "--plain", "--as-of", "2026-07-01"]).exits(0);
    let document = project.read(DID);
    project.remove(DID);
    project.write("awards/autumn.csv", "name,badge,awarded,award_id\nDi Yu,talk,2026-07-02,a4\n");
    let run = project.run(["issue", "--as-of", "2026-07-03"]).exits(1);
    for said in [
        "error[lost-document]",
        "3 credentials of the ledger were signed by another (z6Mk",
        "bring it back from the published site, https://credentials.alderbay.example/.well-known/did.json",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    assert!(!project.has(DID) && project.slugs().len() == 3);
    project.write(DID, &document);
    project.run(["issue", "--as-of", "2026-07-03"]).exits(0);
    assert!(project.read(DID) == document && project.slugs().len() == 4);
    project.run(["check"]).exits(0);
}

#[test]
fn a_changed_issuer_or_address_is_one_message_that_names_the_setting() {
    let (url, id) =
        (("url: https://credentials.", "url: https://new."), ("id: did:web:credentials.", "id: did:web:new."));
    for how in ["--quiet", "--separate"] {
        let project = registry(how);
        let settings = project.read("accolade.yaml");
        for (changes, said) in [
            (
                &[url][..],
                "`url` in accolade.yaml is not that of what was issued (`url: https://credentials.alderbay.example/` in 3 credentials)",
            ),
            (
                &[id],
                "`issuer.id` in accolade.yaml is not that of what was issued (`id: did:web:credentials.alderbay.example` of the issuer)",
            ),
            (&[id, url], "`issuer.id` and `url` in accolade.yaml are not those of what was issued"),
        ] {
            project.write(
                "accolade.yaml",
                changes.iter().fold(settings.clone(), |text, (old, new)| text.replace(old, new)),
            );
            let run = project.run(["issue"]).exits(0);
            assert!(run.stderr.contains("warning[moved]") && run.stderr.contains(said), "{}", run.stderr);
            assert_eq!(run.stderr.matches("warning[").count(), 1, "{}", run.stderr);
            if changes[0] != id {
                continue;
            }
            let run = project.run(["check"]).exits(1);
            assert_eq!((run.stderr.matches("error[").count(), run.stderr.matches("warning[").count()), (1, 0));
            for said in [
                "error[issuer-changed]",
                "accolade.yaml:4",
                "3 credentials of this site are refused, which did:web:credentials.alderbay.example issued",
                "put `id: did:web:credentials.alderbay.example` back",
            ] {
                assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
            }
            assert_eq!(run.stderr.contains("`url`, too"), changes.len() == 2, "{}", run.stderr);
        }
        // What a row says is told as ever.
        project.write("accolade.yaml", settings.replace(url.0, url.1));
        project.write("awards/spring.csv", AWARDS.replace("Ada Obi,talk", "Ada Oby,talk"));
        let run = project.run(["issue"]).exits(0);
        assert_eq!(run.stderr.matches("warning[changed-award]").count(), 1, "{}", run.stderr);
    }
}
