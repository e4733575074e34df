//! A key that was stolen, through the binary: the site goes out without what it signed since, and all of that is signed anew at once.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::{Project, Run};

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\nvalid_for: 2 years\n";
const HEADER: &str = "name,badge,awarded,award_id,consent\n";

/// Two credentials from before the theft, three from after it, of which the last was revoked.
fn registry() -> Project {
    let project = Project::registry().file("badges/talk.yaml", BADGE);
    project.run(["keygen", "--plain"]).exits(0);
    let sheet = |rows: &str| format!("{HEADER}{rows}");
    project.write("awards/may.csv", sheet("Ada Obi,talk,2026-05-12,a1,public\nBo Li,talk,2026-05-12,a2,public\n"));
    at(&project, "2026-06-01", &["issue"]).exits(0);
    project.write("awards/june.csv", sheet("Cy Oh,talk,2026-06-18,a3,public\n"));
    at(&project, "2026-06-20", &["issue"]).exits(0);
    project.write("awards/later.csv", sheet("Di Yu,talk,2026-06-18,a4,public\nEd Ax,talk,2026-06-18,a5,public\n"));
    at(&project, "2026-06-20", &["issue", "--separate"]).exits(0);
    at(&project, "2026-06-21", &["revoke", "a5"]).exits(0);
    project
}

fn at(project: &Project, day: &str, args: &[&str]) -> Run {
    project.run(args.iter().copied().chain(["--as-of", day]))
}

/// The first key of the site, which is said to be stolen from the middle of June on.
fn stolen(project: &Project) -> String {
    let run = project.run(["keys", "list", "--json"]).exits(0);
    let first: serde_json::Value = serde_json::from_str(run.stdout.lines().next().expect("a key")).expect("JSON");
    let key = first["key"].as_str().expect("a key").to_owned();
    at(project, "2026-07-01", &["keys", "rotate", "--plain"]).exits(0);
    at(project, "2026-07-01", &["keys", "compromised", &key[..12], "--since", "2026-06-15"]).exits(0);
    key
}

fn slugs(project: &Project) -> Vec<String> {
    let lines = project.read("ledger.jsonl");
    let all = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    all.filter_map(|line| Some(line["slug"].as_str()?.to_owned())).collect()
}

fn build(project: &Project) -> Run {
    project.run(["build", "-o", "out"])
}

#[test]
fn the_site_goes_out_without_what_the_key_signed_since_and_says_so_once() {
    let project = registry();
    let before = slugs(&project);
    build(&project).exits(0);
    let key = stolen(&project);
    let run = build(&project).exits(0);
    assert_eq!(run.stderr.matches("key-compromised").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("2 credentials are not published"), "the revoked one needs nothing: {}", run.stderr);
    assert!(run.stderr.contains(&before[2]) && !run.stderr.contains(&before[4]), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("accolade reissue --key-of {}", &key[..12])), "{}", run.stderr);
    assert!(run.stdout.contains("credentials: 2 authentic") && run.stdout.contains("3 refused"), "{}", run.stdout);
    let told = "Its key may have been in other hands since 15 June 2026";
    for slug in &before[2..] {
        let page = project.read(&format!("out/credentials/{slug}/index.html"));
        assert!(page.contains(told) && page.contains("noindex"), "{page}");
        assert!(!project.has(&format!("out/credentials/{slug}/credential.json")));
    }
    let tree = project.tree();
    for (path, bytes) in tree.iter().filter(|(path, _)| path.starts_with("out/")) {
        let text = String::from_utf8_lossy(bytes);
        for name in ["Cy Oh", "Di Yu", "Ed Ax"] {
            assert!(!text.contains(name), "{path} names {name}");
        }
        let listing = ["out/sitemap.xml", "out/feed.xml", "out/index.json"].contains(&path.as_str());
        assert!(!listing || before[2..].iter().all(|slug| !text.contains(slug)), "{path}");
    }
    assert!(project.read("out/.well-known/did.json").contains("revoked"));
    assert_eq!(project.read("out/status/1.json"), project.read("status/1.json"));
    assert!(project.read("out/credentials/index.html").contains("Ada Obi"), "what it signed before stays");
}

#[test]
fn all_that_the_key_signed_is_signed_anew_at_once() {
    let project = registry();
    let before = slugs(&project);
    let key = stolen(&project);
    let run = at(&project, "2026-07-02", &["reissue", "--key-of", &key[..12], "--reason", "theft"]).exits(0);
    assert!(run.stdout.contains("4 credentials  in the place of as many, in 3 files"), "{}", run.stdout);
    assert_eq!(slugs(&project).len(), before.len() + 4);
    let alone = project.tree().into_keys().filter(|path| path.starts_with("credentials/") && path.ends_with(".json"));
    assert_eq!(alone.count(), 2, "each is kept as it was: one signed anew, and the one that was revoked");
    let run = build(&project).exits(0);
    assert!(run.stdout.contains("4 verified") && !run.stderr.contains("key-compromised"), "{}", run.stderr);
    let page = project.read(&format!("out/credentials/{}/index.html", before[2]));
    assert!(page.contains("It was replaced on"), "{page}");
}

#[test]
fn of_several_all_are_signed_anew_or_none() {
    let project = registry();
    let key = stolen(&project);
    let run = project.run(["reissue", "a1", "--key-of", &key, "--name", "Ada Obi-Lind"]).exits(2);
    assert!(run.stderr.contains("--name is of one holder"), "{}", run.stderr);
    let june = project.read("awards/june.csv");
    project.write("awards/june.csv", HEADER);
    let before = project.tree();
    let run = at(&project, "2026-07-02", &["reissue", "--key-of", &key]).exits(1);
    assert!(run.stderr.contains("no awards file has its row, \"id:a3\""), "{}", run.stderr);
    at(&project, "2026-07-02", &["reissue", "a1", "a9"]).exits(1);
    assert!(project.tree() == before, "nothing was written");
    project.write("awards/june.csv", june);
    let run = at(&project, "2026-07-02", &["reissue", "a1", "a3", "a1"]).exits(0);
    assert!(run.stdout.contains("2 credentials  in the place of as many, in 2 files"), "{}", run.stdout);
    at(&project, "2026-07-02", &["reissue", "--key-of", &key]).exits(0);
    let done = project.tree();
    let run = at(&project, "2026-07-03", &["reissue", "--key-of", &key]).exits(0);
    assert!(run.stderr.contains("nothing was written") && project.tree() == done, "{}", run.stderr);
}

#[test]
fn a_key_that_is_good_leaves_nothing_to_sign_anew_and_other_refusals_stop_the_build() {
    let project = registry();
    let run = project.run(["keys", "list", "--json"]).exits(0);
    let first: serde_json::Value = serde_json::from_str(run.stdout.lines().next().expect("a key")).expect("JSON");
    let run = project.run(["reissue", "--key-of", first["key"].as_str().expect("a key")]).exits(1);
    assert!(run.stderr.contains("good-key") && run.stderr.contains("keys compromised"), "{}", run.stderr);
    stolen(&project);
    // What this site never issued is no business of its own, whoever signed it with the stolen key.
    let ledger = project.read("ledger.jsonl");
    let without: String =
        ledger.lines().filter(|line| !line.contains("id:a3")).map(|line| format!("{line}\n")).collect();
    project.write("ledger.jsonl", without);
    let run = build(&project).exits(1);
    assert!(run.stderr.contains("credentials/june.jsonl:1") && run.stderr.contains("refused"), "{}", run.stderr);
    project.write("ledger.jsonl", ledger);
    build(&project).exits(0);
    let line = project.read("credentials/may.jsonl");
    project.write("credentials/may.jsonl", line.replacen("Ada Obi", "Eve Obi", 1));
    build(&project).exits(1);
}
