//! `accolade update` through the binary, against a server that behaves and one that does not: what is kept, what stays, what is said.
#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use accolade_credential::did;
use accolade_credential::json::parse;
use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::status::{MIN_ENTRIES, StatusList, list_credential};
use serde_json::Value;
use support::server::{Reply, Server, forever, json, raw, redirect, status, typed};
use support::{Project, Run, Tree};

const DID: &str = "/.well-known/did.json";
const LIST: &str = "/status/1.json";

/// An issuer at a did:web of the server.
struct Issuer {
    key: SecretKey,
    did: String,
}

impl Issuer {
    fn at(server: &Server, seed: u8, folder: &str) -> Self {
        Self { key: SecretKey::from_seed(&[seed; 32]), did: server.did(folder) }
    }

    fn sign(&self, unsigned: &str) -> String {
        let unsigned = parse(unsigned.as_bytes()).expect("the test writes JSON");
        let method = format!("{}#{}", self.did, self.key.public().multibase());
        let created = "2026-06-01T09:00:00Z".parse().expect("a moment");
        let signer = Signer { key: &self.key, verification_method: &method, created };
        sign(unsigned, &signer, &[Suite::EddsaJcs2022]).expect("it can be signed").to_pretty()
    }

    fn document(&self) -> String {
        did::document(&self.did, &[self.key.public()]).to_pretty()
    }

    /// A credential at place 7 of the server's status list.
    fn credential(&self, server: &Server) -> String {
        let entry = format!(
            r##""credentialStatus": {{"id": "{list}#7", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
                "statusListIndex": "7", "statusListCredential": "{list}"}},"##,
            list = server.url(LIST)
        );
        self.sign(
            &support::signed::unsigned("talk", "Public Speaking", "Maya Lindqvist", &entry).replace("DID", &self.did),
        )
    }

    fn list(&self, server: &Server, revoked: bool) -> String {
        let mut list = StatusList::new(MIN_ENTRIES);
        assert!(list.set(7, revoked));
        let from = "2026-06-01T00:00:00Z".parse().expect("a moment");
        self.sign(&list_credential(&server.url(LIST), &self.did, "revocation", &list, from).to_text())
    }
}

/// A portfolio with one credential of an issuer at the server, which behaves.
fn portfolio() -> (Server, Issuer, Project) {
    let server = Server::new();
    let issuer = Issuer::at(&server, 1, "");
    server.on(DID, json(issuer.document()));
    server.on(LIST, json(issuer.list(&server, false)));
    let project = Project::portfolio()
        .file("credentials/talk.json", issuer.credential(&server))
        .file("ca.pem", &server.authority);
    (server, issuer, project)
}

fn update(project: &Project, more: &[&str]) -> Run {
    project.run(["update", "--ca", "ca.pem", "--allow-private"].iter().chain(more).copied())
}

fn lock(project: &Project) -> Value {
    serde_json::from_str(&project.read("accolade.lock")).expect("the lock file is JSON")
}

/// The entry of an address in the lock file.
fn entry(project: &Project, url: &str) -> Option<Value> {
    lock(project)["documents"].as_array()?.iter().find(|one| one["url"] == url).cloned()
}

/// Everything but the moments: what stays must stay byte for byte.
fn kept(project: &Project) -> Tree {
    project.tree().into_iter().filter(|(path, _)| path.starts_with(".accolade/") && !path.ends_with(".lock")).collect()
}

#[test]
fn what_was_fetched_makes_a_credential_verified_without_the_network() {
    let (server, issuer, project) = portfolio();
    let before = project.run(["check"]).exits(1);
    assert!(before.stderr.contains("run `accolade update`"), "{}", before.stderr);
    let run = update(&project, &[]).exits(0);
    assert!(
        run.stderr.contains(&format!("fetched {} (the keys of {})", server.url(DID), issuer.did)),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("accolade.lock names 2 documents"), "{}", run.stderr);
    let entry = entry(&project, &server.url(LIST)).expect("the list is kept");
    assert_eq!(entry["media_type"], "application/json");
    let file = entry["file"].as_str().expect("a file");
    assert_eq!(file, format!(".accolade/{}.json", entry["sha256"].as_str().expect("a hash")));
    assert_eq!(project.read(file), issuer.list(&server, false));

    server.forget();
    let after = project.run(["check"]).exits(0);
    assert!(after.stdout.contains("1 verified"), "{}", after.stdout);
    project.run(["build"]).exits(0);
    let pages: Vec<_> =
        project.tree().into_iter().filter(|(path, _)| path.starts_with("public/credentials/")).collect();
    let says = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("Not revoked as of");
    assert!(pages.iter().any(|(path, bytes)| path.ends_with("/index.html") && says(bytes)), "its page says as of when");
    assert!(server.asked().is_empty(), "only update asks: {:?}", server.asked());
}

#[test]
fn a_request_carries_nothing_about_whoever_asks() {
    let (server, _, project) = portfolio();
    update(&project, &[]).exits(0);
    for asked in server.asked() {
        let head = asked.head.to_ascii_lowercase();
        assert!(head.contains(&format!("user-agent: accolade/{}\r\n", env!("CARGO_PKG_VERSION"))), "{head}");
        let names: Vec<_> =
            head.lines().skip(1).filter_map(|line| line.split_once(':')).map(|(name, _)| name).collect();
        assert!(names.iter().all(|name| ["host", "user-agent", "accept"].contains(name)), "{head}");
    }
}

#[test]
fn what_did_not_change_is_not_sent_again() {
    let (server, issuer, project) = portfolio();
    server.on(DID, typed("application/json", "etag: \"v1\"\r\n", issuer.document()));
    let dated = "last-modified: Mon, 01 Jun 2026 00:00:00 GMT\r\n";
    server.on(LIST, typed("application/json", dated, issuer.list(&server, false)));
    update(&project, &[]).exits(0);
    let files = kept(&project);
    server.forget();
    server.on(DID, status("304 Not Modified", "etag: \"v1\"\r\n"));
    server.on(LIST, status("304 Not Modified", ""));
    let run = update(&project, &[]).exits(0);
    assert!(run.stderr.contains(&format!("unchanged {}", server.url(DID))), "{}", run.stderr);
    let heads: String = server.asked().into_iter().map(|asked| asked.head.to_ascii_lowercase()).collect();
    assert!(heads.contains("if-none-match: \"v1\""), "{heads}");
    assert!(heads.contains("if-modified-since: mon, 01 jun 2026 00:00:00 gmt"), "{heads}");
    assert!(kept(&project) == files);
    assert_eq!(entry(&project, &server.url(DID)).expect("kept")["etag"], "\"v1\"");
    project.run(["check"]).exits(0);
}

#[test]
fn a_revocation_is_seen_after_an_update_and_the_old_list_is_removed() {
    let (server, issuer, project) = portfolio();
    update(&project, &[]).exits(0);
    let foreign = format!(".accolade/{}.json", "0".repeat(64));
    project.write(&foreign, "not ours");
    server.on(LIST, json(issuer.list(&server, true)));
    update(&project, &[]).exits(0);
    let files: Vec<_> = kept(&project).into_keys().collect();
    assert_eq!(files.len(), 3, "the document, the new list, and the file of somebody else: {files:?}");
    assert!(project.has(&foreign));
    let run = project.run(["check"]).exits(0);
    assert!(!run.stdout.contains("1 verified"), "{}", run.stdout);
}

#[test]
fn a_list_of_another_issuer_leads_to_the_keys_of_that_issuer() {
    let (server, _, project) = portfolio();
    let other = Issuer::at(&server, 2, "lists");
    server.on("/lists/did.json", json(other.document()));
    server.on(LIST, json(other.list(&server, false)));
    update(&project, &[]).exits(0);
    assert!(entry(&project, &server.url("/lists/did.json")).is_some());
}

#[test]
fn without_leave_a_private_address_is_not_asked() {
    let (server, _, project) = portfolio();
    for more in [&[][..], &["--allow-private=other.example"]] {
        let args = ["update", "--ca", "ca.pem"].iter().chain(more).copied();
        let run = project.run(args).exits(1);
        assert!(run.stderr.contains("which is not a public address"), "{}", run.stderr);
        assert!(run.stderr.contains("--allow-private=HOST"), "{}", run.stderr);
    }
    assert!(server.asked().is_empty(), "not even a request was made");
    assert!(!project.has("accolade.lock"), "nothing came, nothing is written");
    project.run(["update", "--ca", "ca.pem", "--allow-private=localhost"]).exits(0);
}

#[test]
fn a_dry_run_says_what_would_be_fetched_and_asks_nobody() {
    let (server, issuer, project) = portfolio();
    let before = project.tree();
    let run = update(&project, &["--dry-run"]).exits(0);
    let expected = format!("{} (the keys of {})\n{} (a status list)\n", server.url(DID), issuer.did, server.url(LIST));
    assert_eq!(run.stdout, expected);
    assert!(server.asked().is_empty() && project.tree() == before);
    let run = update(&project, &["--dry-run", "--json"]).exits(0);
    let first: Value = serde_json::from_str(run.stdout.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["url"], &first["outcome"]), (&server.url(DID).into(), &"planned".into()));
}

#[test]
fn a_check_writes_nothing_and_says_whether_anything_is_out_of_date() {
    let (server, issuer, project) = portfolio();
    let before = project.tree();
    let run = update(&project, &["--check"]).exits(1);
    assert!(run.stderr.contains(&format!("missing {}", server.url(DID))), "{}", run.stderr);
    assert!(run.stderr.contains("2 documents out of date: run `accolade update`"), "{}", run.stderr);
    assert!(project.tree() == before, "nothing is written");

    update(&project, &[]).exits(0);
    let before = project.tree();
    let run = update(&project, &["--check"]).exits(0);
    assert!(run.stderr.contains("nothing is out of date"), "{}", run.stderr);
    server.on(LIST, json(issuer.list(&server, true)));
    let run = update(&project, &["--check", "--json"]).exits(1);
    let lines: Vec<Value> = run.stdout.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let outcomes: Vec<_> = lines.iter().map(|line| line["outcome"].as_str().expect("a word")).collect();
    assert_eq!(outcomes, ["unchanged", "changed"]);
    server.on(LIST, status("404 Not Found", ""));
    let run = update(&project, &["--check"]).exits(1);
    assert!(run.stderr.contains("not everything could be had"), "{}", run.stderr);
    assert!(project.tree() == before, "nothing is written");
    project.run(["update", "--check", "--prune"]).exits(2);
}

/// What one misbehaviour is, and what must be said about it.
struct Case {
    name: &'static str,
    reply: Reply,
    says: &'static str,
    help: &'static str,
}

fn cases(server: &Server, issuer: &Issuer) -> Vec<Case> {
    let case = |name, reply, says, help| Case { name, reply, says, help };
    let begin = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let second = Duration::from_millis(50);
    let megabyte = vec![b' '; 1 << 20];
    let other = issuer.document().replace(&issuer.did, "did:web:other.example");
    let bomb = [&b"\x1f\x8b\x08\0\0\0\0\0\0\x03"[..], &[0; 1000]].concat();
    let zip = "content-encoding: gzip\r\n";
    let loops = server.url("/loop");
    server.on("/loop", redirect(&loops));
    vec![
        case("slow headers", forever("HTTP/1.1 200 OK\r\n", "x: y\r\n", second), "took longer than 1 s", "--timeout"),
        case(
            "slow body",
            forever(&format!("{begin}content-length: 100000\r\n\r\n"), " ", second),
            "took longer than 1 s",
            "--timeout",
        ),
        case(
            "silence",
            Arc::new(|_| {
                std::thread::sleep(Duration::from_secs(2));
                Ok(())
            }),
            "took longer than 1 s",
            "--timeout",
        ),
        case(
            "a length that is too large",
            raw(format!("{begin}content-length: 99999999999\r\n\r\n{{")),
            "larger than 8 MB",
            "--from",
        ),
        case(
            "a body without end",
            forever(&format!("{begin}connection: close\r\n\r\n"), megabyte, Duration::ZERO),
            "larger than 8 MB",
            "--from",
        ),
        case("a redirect loop", redirect(&loops), "more than 5 times", "--from"),
        case(
            "a redirect to http",
            redirect("http://localhost/did.json"),
            "sends on to http://localhost/did.json, and it is not an https address",
            "--from",
        ),
        case("a redirect with a user name", redirect("https://me@localhost/did.json"), "carries a user name", "--from"),
        case("a redirect to nowhere", status("302 Found", ""), "sends on to no address", "--from"),
        case(
            "a web page",
            typed("text/html; charset=utf-8", "", "<html></html>"),
            "answers with a web page (text/html)",
            "issuers/",
        ),
        case("a picture", typed("image/png", "", "x"), "answers with image/png", "issuers/"),
        case("a page that calls itself JSON", json("<html></html>"), "it is not JSON", "--from"),
        case(
            "half of the document",
            raw(format!("{begin}content-length: 5000\r\n\r\n{{\"id\":")),
            "cut short",
            "run this again",
        ),
        case("404", status("404 Not Found", ""), "status 404: there is no such document", "where the document is now"),
        case("410", status("410 Gone", ""), "withdrawn for good (status 410)", "revoked"),
        case("500", status("500 Internal Server Error", ""), "status 500", "run this again"),
        case("304 unasked", status("304 Not Modified", ""), "status 304", "run this again"),
        case("invalid JSON", json("{\"id\":"), "it is not JSON", "--from"),
        case("a list", json("[]"), "not a JSON object", "--from"),
        case("the document of another", json(other), "it speaks for did:web:other.example", "--from"),
        case("a connection closed at once", raw(""), "cut short", "run this again"),
        case("no HTTP", raw("SSH-2.0-OpenSSH_9.9\r\n"), "garbled", "--from"),
        case("a compressed bomb", typed("application/json", zip, bomb), "compressed (gzip)", "--from"),
        case(
            "large headers",
            raw(format!("{begin}x: {}\r\n\r\n", "y".repeat(200_000))),
            "headers are larger than 32 KB",
            "--from",
        ),
        case("many headers", raw(format!("{begin}{}\r\n", "x: y\r\n".repeat(3000))), "", "--from"),
    ]
}

#[test]
fn a_server_that_misbehaves_changes_nothing_and_is_told() {
    let (server, issuer, project) = portfolio();
    server.on(DID, typed("application/json", "", issuer.document()));
    update(&project, &[]).exits(0);
    let files = kept(&project);
    let held = entry(&project, &server.url(DID));
    let begun = Instant::now();
    for case in cases(&server, &issuer) {
        server.on(DID, case.reply);
        let patience: &[&str] = if case.says.contains("longer than 1 s") { &["--timeout", "1"] } else { &[] };
        let run = update(&project, patience).exits(1);
        let name = case.name;
        assert!(run.stderr.contains(&server.url(DID)), "{name}: {}", run.stderr);
        assert!(run.stderr.contains(case.says) && run.stderr.contains(case.help), "{name}: {}", run.stderr);
        assert!(run.stderr.contains("; the one of "), "{name}: what stays is told: {}", run.stderr);
        assert!(kept(&project) == files, "{name}: what was kept stays");
        assert_eq!(entry(&project, &server.url(DID)), held, "{name}: with its date");
    }
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    project.run(["check"]).exits(0);
}

#[test]
fn all_failures_are_told_at_once_and_what_came_is_kept() {
    let (server, _, project) = portfolio();
    server.on(DID, status("500 Oops", ""));
    let run = update(&project, &[]).exits(1);
    assert!(entry(&project, &server.url(LIST)).is_some(), "{}", run.stderr);
    server.on(LIST, status("404 Not Found", ""));
    let run = update(&project, &[]).exits(1);
    assert!(run.stderr.contains("status 500") && run.stderr.contains("status 404"), "{}", run.stderr);
    assert!(run.stderr.contains("2 errors"), "{}", run.stderr);
}

#[test]
fn a_redirect_is_followed_and_each_stop_is_checked_like_the_first() {
    let (server, issuer, project) = portfolio();
    server.on("/moved", json(issuer.document()));
    server.on(DID, redirect("/moved"));
    update(&project, &[]).exits(0);
    assert_eq!(entry(&project, &server.url(DID)).expect("kept")["location"], server.url("/moved"));

    server.on(DID, redirect(&format!("https://127.0.0.1:{}/moved", server.port)));
    let args = ["update", "--ca", "ca.pem", "--allow-private=localhost"];
    let run = project.run(args).exits(1);
    assert!(run.stderr.contains("sends on to https://127.0.0.1"), "{}", run.stderr);
    assert!(run.stderr.contains("127.0.0.1, which is not a public address"), "{}", run.stderr);
}

#[test]
fn a_host_that_nobody_vouches_for_is_not_believed() {
    let (server, _, project) = portfolio();
    let run = project.run(["update", "--allow-private"]).exits(1);
    assert!(
        run.stderr.contains("certificate is not trusted") && run.stderr.contains("--ca FILE.pem"),
        "{}",
        run.stderr
    );
    project.write("other.pem", Server::new().authority);
    project.run(["update", "--allow-private", "--ca", "other.pem"]).exits(1);
    project.write("other.pem", "nothing");
    project.run(["update", "--allow-private", "--ca", "other.pem"]).exits(2);
    assert!(server.asked().is_empty());
}

#[test]
fn the_time_for_all_documents_is_limited() {
    let (server, _, project) = portfolio();
    server.on(DID, forever("HTTP/1.1 200 OK\r\n", "x: y\r\n", Duration::from_millis(50)));
    let run = update(&project, &["--budget", "0.5"]).exits(1);
    assert!(run.stderr.contains("0.5 s for all documents were used up"), "{}", run.stderr);
}

#[test]
fn a_hosted_badge_that_its_host_took_away_is_noted() {
    let server = Server::new();
    let url = server.url("/assertions/1");
    let assertion = format!(
        r#"{{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "{url}",
            "recipient": {{"type": "email", "hashed": true, "identity": "sha256$x"}}, "badge": "{}",
            "verification": {{"type": "hosted"}}, "issuedOn": "2020-01-01T00:00:00Z"}}"#,
        server.url("/badges/1")
    );
    let badge = format!(
        r#"{{"type": "BadgeClass", "id": "{}", "issuer": "{}"}}"#,
        server.url("/badges/1"),
        server.url("/issuer")
    );
    server.on("/assertions/1", json(&assertion));
    server.on("/badges/1", json(badge));
    server.on("/issuer", json(format!(r#"{{"type": "Profile", "id": "{}"}}"#, server.url("/issuer"))));
    let project = Project::portfolio().file("credentials/old.json", &assertion).file("ca.pem", &server.authority);
    update(&project, &[]).exits(0);
    assert_eq!(lock(&project)["documents"].as_array().expect("documents").len(), 3);

    server.on("/assertions/1", status("410 Gone", ""));
    let run = update(&project, &[]).exits(0);
    assert!(run.stderr.contains(&format!("gone {url}")), "{}", run.stderr);
    assert_eq!(lock(&project)["gone"][0]["url"], url);
    server.on("/assertions/1", json(&assertion));
    update(&project, &[]).exits(0);
    assert!(lock(&project).get("gone").is_none(), "it is back");
}

#[test]
fn documents_that_nothing_needs_are_forgotten_when_asked() {
    let (server, _, project) = portfolio();
    project.write("saved.json", r#"{"id": "did:web:other.example"}"#);
    project.write("map.json", r#"{"https://other.example/did.json": "saved.json"}"#);
    project.run(["update", "--from", "map.json"]).exits(0);
    let run = update(&project, &[]).exits(0);
    assert!(run.stderr.contains("no credential needs 1 of them"), "{}", run.stderr);
    assert!(entry(&project, "https://other.example/did.json").is_some());
    update(&project, &["--prune"]).exits(0);
    assert!(entry(&project, "https://other.example/did.json").is_none());
    assert_eq!(kept(&project).len(), 2);
    assert!(entry(&project, &server.url(DID)).is_some());
}

#[test]
fn nothing_is_forgotten_while_a_file_cannot_be_read() {
    let (server, _, project) = portfolio();
    update(&project, &[]).exits(0);
    let (before, known, talk) = (kept(&project), project.read("accolade.lock"), project.read("credentials/talk.json"));
    project.write("badges/talk.yaml", "name: [\n");
    for (file, text) in [
        ("credentials/talk.json", talk.replacen(',', "", 1)),
        ("credentials/talk.json", "ey.ey.ey".to_owned()),
        ("credentials/talk.yaml", "credential: [\n".to_owned()),
        ("credentials/more.jsonl", format!("{}\n{{\n", parse(talk.as_bytes()).expect("JSON").to_text())),
        ("issuers/a.yaml", "id: [\n".to_owned()),
    ] {
        project.write(file, &text);
        server.forget();
        let run = update(&project, &["--prune"]).exits(1);
        for said in [file, "badges/talk.yaml", "error[not-pruned]"] {
            assert!(run.stderr.contains(said), "{file} {said}: {}", run.stderr);
        }
        assert!(kept(&project) == before && project.read("accolade.lock") == known, "{file}");
        assert!(server.asked().is_empty(), "{file}");
        update(&project, &[]).exits(0);
        project.remove(file);
        project.write("credentials/talk.json", &talk);
        project.write("accolade.lock", &known);
    }
    project.remove("badges/talk.yaml");
    update(&project, &["--prune"]).exits(0);
    assert_eq!(kept(&project).len(), 2);
}

#[test]
fn a_kept_file_that_was_changed_or_lost_is_fetched_again() {
    let (server, issuer, project) = portfolio();
    server.on(DID, typed("application/json", "etag: \"v1\"\r\n", issuer.document()));
    update(&project, &[]).exits(0);
    let file = entry(&project, &server.url(DID)).expect("kept")["file"].as_str().expect("a file").to_owned();
    let list = entry(&project, &server.url(LIST)).expect("kept")["file"].as_str().expect("a file").to_owned();
    project.write(&file, "changed");
    project.remove(&list);
    project.run(["check"]).exits(1);
    server.forget();
    update(&project, &[]).exits(0);
    assert!(!server.asked().iter().any(|asked| asked.head.contains("if-none-match")), "what is not whole is not held");
    project.run(["check"]).exits(0);
}

#[test]
fn a_lock_file_that_cannot_be_read_is_left_alone() {
    let (server, _, project) = portfolio();
    for text in ["{", r#"{"version":2,"documents":[]}"#] {
        project.write("accolade.lock", text);
        let run = update(&project, &[]).exits(1);
        assert!(run.stderr.contains("accolade.lock"), "{}", run.stderr);
        assert_eq!(project.read("accolade.lock"), text);
    }
    assert!(server.asked().is_empty());
}

#[test]
fn what_cannot_go_together_is_refused() {
    let project = Project::portfolio();
    for args in [
        &["update", "--as-of", "2026-01-01"][..],
        &["update", "--from", "x.json", "--dry-run"],
        &["update", "--timeout", "0"],
        &["update", "--timeout", "never"],
        &["update", "--ca", "nowhere.pem"],
    ] {
        project.run(args.iter().copied()).exits(2);
    }
    let run = project.run(["update"]).exits(0);
    assert!(run.stderr.contains("nothing to fetch"), "{}", run.stderr);
    Project::new().run(["update"]).exits(1);
    assert!(!project.has("accolade.lock"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_an_error_of_its_own() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_, _, project) = portfolio();
    std::fs::create_dir(project.path().join(".accolade")).expect("a folder");
    let set = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(project.path().join(".accolade"), permissions).expect("permissions");
    };
    set(0o555);
    if std::fs::write(project.path().join(".accolade/x"), "").is_ok() {
        return; // Whoever may write anywhere is not stopped by this.
    }
    let run = update(&project, &[]);
    set(0o755);
    run.exits(4);
    assert!(!project.has("accolade.lock"));
}
