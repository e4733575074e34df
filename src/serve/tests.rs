//! What the server answers, asked over loopback. The sites are values: building is tested elsewhere.
#![allow(clippy::disallowed_methods, reason = "tests make their own temp folders and threads")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use super::{Built, Pages, Watched, bind, serve};
use crate::diag::Diagnostic;

struct Fixed(BTreeMap<String, String>);

impl Pages for Fixed {
    fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }
    fn render(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        match self.0[path].as_str() {
            "!" => Err(Diagnostic::error("render", "this page is broken")),
            text => Ok(text.as_bytes().to_vec()),
        }
    }
    fn base(&self) -> &str {
        "/portfolio/"
    }
}

/// A build whose home page is the text of a file; a text that begins with `bad` is an error.
fn build(text: &str) -> Built {
    assert!(!text.starts_with("panic"), "a fault of the program, on purpose");
    let (pages, diagnostics): (Option<Arc<dyn Pages>>, _) = if text.starts_with("bad") {
        (None, vec![Diagnostic::error("bad", format!("{text} cannot be read"))])
    } else {
        let page = |text: &str| format!("<html><head><title>t</title></head><body>{text}</body></html>");
        let files = [
            ("index.html", page(text)),
            ("credentials/a/index.html", page("credential")),
            ("credentials/a/credential.json", "{}".to_owned()),
            ("404.html", page("lost")),
            ("broken.html", "!".to_owned()),
            ("static/a b.svg", "<svg/>".to_owned()),
        ];
        (Some(Arc::new(Fixed(files.map(|(path, text)| (path.to_owned(), text)).into()))), Vec::new())
    };
    Built { pages, diagnostics, fingerprint: text.to_owned() }
}

struct Site {
    port: u16,
    project: tempfile::TempDir,
}

impl Site {
    fn serving(text: &str) -> Self {
        let project = tempfile::tempdir().unwrap();
        let file = project.path().join("accolade.yaml");
        fs::write(&file, text).unwrap();
        let listener = bind(Some(0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (first, watched) = (build(text), Watched::new(project.path()));
        std::thread::spawn(move || serve(listener, watched, first, move || build(&fs::read_to_string(&file).unwrap())));
        Self { port, project }
    }
    fn edit(&self, text: &str) {
        // As careful editors save: beside, then renamed.
        let beside = self.project.path().join("accolade.yaml.new");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, self.project.path().join("accolade.yaml")).unwrap();
    }
    fn connect(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }
    fn get(&self, path: &str) -> String {
        let mut answer = String::new();
        self.connect(&format!("GET {path}")).read_to_string(&mut answer).unwrap();
        answer
    }
    fn wait_for(&self, path: &str, text: &str) -> String {
        self.wait(path, text, true)
    }
    fn wait_without(&self, path: &str, text: &str) -> String {
        self.wait(path, text, false)
    }
    fn wait(&self, path: &str, text: &str, has: bool) -> String {
        for _ in 0..200 {
            let answer = self.get(path);
            if answer.contains(text) == has {
                return answer;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{path} never came to have, or to be without, {text}: {}", self.get(path));
    }
}

fn has(answer: &str, parts: &[&str]) {
    for part in parts {
        assert!(answer.contains(part), "{part} in {answer}");
    }
}

#[test]
fn pages_are_found_as_a_host_of_static_files_finds_them() {
    let site = Site::serving("hello");
    has(&site.get("/"), &["200 OK", "text/html; charset=utf-8", "hello", "<script src=\"__accolade/reload.js?"]);
    has(&site.get("/credentials/a/"), &["200 OK", "credential", "\"../../__accolade/reload.js?"]);
    has(&site.get("/credentials/a"), &["307", "location: ./a/\r\n"]);
    has(&site.get("/credentials/a/credential.json"), &["200 OK", "application/json", "\r\n\r\n{}"]);
    has(&site.get("/static/a%20b.svg"), &["200 OK", "image/svg+xml", "nosniff", "no-store"]);
    has(&site.get("/portfolio/credentials/a/?x=1"), &["200 OK", "credential"]);
    has(&site.get("/portfolio/"), &["200 OK", "hello"]);
    has(&site.get("/nowhere/at/all"), &["404", "lost", "\"../../__accolade/reload.js?"]);
    has(&site.get("/../../etc/passwd"), &["404"]);
    has(&site.get("//evil.example/credentials/a"), &["404"]);
    has(&site.get("/broken.html"), &["500", "this page is broken"]);
    has(&site.get("/__accolade/reload.js"), &["200 OK", "text/javascript", "EventSource"]);
}

#[test]
fn a_web_page_elsewhere_cannot_read_along_under_its_own_name() {
    let site = Site::serving("hello");
    let mut stream = TcpStream::connect(("127.0.0.1", site.port)).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: evil.example:{}\r\nConnection: close\r\n\r\n", site.port).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 403") && !answer.contains("hello"), "{answer}");
}

#[test]
fn a_head_request_has_no_body_and_nothing_can_be_written() {
    let site = Site::serving("hello");
    let mut answer = String::new();
    site.connect("HEAD /").read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && !answer.contains("hello"), "{answer}");
    answer.clear();
    site.connect("POST /").read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
}

#[test]
fn an_edit_is_served_and_a_broken_one_stands_on_top_of_the_last_good_site_until_it_is_healed() {
    let site = Site::serving("hello");
    site.edit("second");
    site.wait_for("/", "second");
    site.edit("bad one");
    has(&site.wait_for("/", "bad one cannot be read"), &["200 OK", "second", "last good state", "panel.css"]);
    has(&site.get("/credentials/a/"), &["credential", "bad one cannot be read"]);
    has(&site.get("/credentials/a/credential.json"), &["\r\n\r\n{}"]);
    site.edit("healed");
    assert!(!site.wait_for("/", "healed").contains("cannot be read"));
}

#[test]
fn a_build_that_panics_is_told_and_the_next_change_is_still_seen() {
    let site = Site::serving("hello");
    site.edit("panic");
    has(&site.wait_for("/", "a fault of its own"), &["200 OK", "hello", "last good state"]);
    // Also when all is as it was before.
    site.edit("hello");
    has(&site.wait_without("/", "a fault of its own"), &["200 OK", "hello"]);
    site.edit("second");
    site.wait_for("/", "second");
}

#[test]
fn a_site_that_never_was_good_shows_what_is_wrong_and_heals() {
    let site = Site::serving("bad from the start");
    has(&site.get("/any/page"), &["500", "bad from the start cannot be read", "../__accolade/reload.js?"]);
    site.edit("good");
    has(&site.wait_for("/", "<body>good"), &["200 OK"]);
}

#[test]
fn a_browser_is_told_of_every_change_even_one_that_it_missed() {
    let site = Site::serving("hello");
    let page = site.get("/");
    let version = page.split("reload.js?").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let told =
        |stream: TcpStream| BufReader::new(stream).lines().map(Result::unwrap).find(|line| line == "event: reload");
    let waiting = site.connect(&format!("GET /__accolade/events?{version}"));
    let listener = std::thread::spawn(move || told(waiting));
    site.edit("second");
    assert!(listener.join().unwrap().is_some());
    site.wait_for("/", "second");
    assert!(
        told(site.connect(&format!("GET /__accolade/events?{version}"))).is_some(),
        "the page is older than the site"
    );
}

#[test]
fn a_port_that_is_asked_for_is_taken_or_refused_and_another_is_found_when_none_is() {
    let taken = bind(Some(0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    assert!(bind(Some(port)).is_err());
    let (first, second) = (bind(None).unwrap(), bind(None).unwrap());
    assert_ne!(first.local_addr().unwrap(), second.local_addr().unwrap());
    assert!(first.local_addr().unwrap().ip().is_loopback());
}
