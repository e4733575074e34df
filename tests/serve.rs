//! `accolade serve` on a real project, over loopback: pages, edits, errors that heal, events, and the published folder untouched.
#![allow(clippy::disallowed_methods, reason = "tests ask the server that they started")]

mod support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use support::Project;

/// A running server, ended when dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn of(project: &Project) -> Self {
        let mut child = project
            .command(["serve", "--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("it is piped")).read_line(&mut line).expect("it says where");
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        Self { port: port.unwrap_or_else(|| panic!("no address in {line}")), child }
    }
    fn connect(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout can be set");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("it listens");
        stream
    }
    fn get(&self, path: &str) -> String {
        let mut answer = Vec::new();
        self.connect(path).read_to_end(&mut answer).expect("it answers");
        String::from_utf8_lossy(&answer).into_owned()
    }
    fn wait_for(&self, path: &str, wanted: impl Fn(&str) -> bool) -> String {
        for _ in 0..300 {
            let answer = self.get(path);
            if wanted(&answer) {
                return answer;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{path} never came to be as wanted: {}", self.get(path));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const CLAIM: &str = "claim:\n  name: Woodwork\n  earned: 2026-01-01\n";

#[test]
fn pages_follow_the_files_and_errors_heal() {
    let project = Project::portfolio().file("credentials/wood.yaml", CLAIM);
    project.run(["build"]).exits(0);
    let published = project.tree();
    let server = Server::of(&project);
    let home = server.get("/");
    assert!(
        home.starts_with("HTTP/1.1 200") && home.contains("Woodwork") && home.contains("__accolade/reload.js"),
        "{home}"
    );
    let policy = home
        .split("Content-Security-Policy")
        .nth(1)
        .and_then(|rest| rest.split('>').next())
        .expect("there is a policy");
    for part in ["script-src 'self'", "connect-src 'self'"] {
        assert!(policy.contains(part), "{policy}");
    }
    let version =
        home.split("reload.js?").nth(1).and_then(|rest| rest.split('"').next()).expect("it has one").to_owned();
    let events = server.connect(&format!("/__accolade/events?{version}"));

    project.write("credentials/wood.yaml", CLAIM.replace("Woodwork", "Carpentry"));
    server.wait_for("/", |page| page.contains("Carpentry") && !page.contains("Woodwork"));
    let told = BufReader::new(events).lines().map_while(Result::ok).any(|line| line == "event: reload");
    assert!(told, "the browser is told");

    project.write("credentials/new.yaml", CLAIM.replace("Woodwork", "Pottery"));
    server.wait_for("/credentials/new/", |page| page.starts_with("HTTP/1.1 200"));
    project.remove("credentials/new.yaml");
    server.wait_for("/credentials/new/", |page| page.starts_with("HTTP/1.1 404"));

    project.write("credentials/wood.yaml", "claim:\n  nam: x\n");
    let broken = server.wait_for("/", |page| page.contains("accolade-fault"));
    for part in ["credentials/wood.yaml", "nam", "Carpentry"] {
        assert!(broken.contains(part), "{part} in {broken}");
    }
    assert!(server.get("/credentials/wood/").contains("Carpentry"), "the last good site is there");
    project.write("credentials/wood.yaml", CLAIM);
    server.wait_for("/", |page| page.contains("Woodwork") && !page.contains("accolade-fault"));

    let served: Vec<_> = project.tree().into_iter().filter(|(path, _)| path.starts_with("public/")).collect();
    let before: Vec<_> = published.into_iter().filter(|(path, _)| path.starts_with("public/")).collect();
    assert_eq!(served, before, "the published folder is not touched");
    assert!(
        before.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("__accolade")),
        "no script is published"
    );
}

#[test]
fn a_project_that_is_broken_from_the_start_is_served_as_its_errors() {
    let project = Project::new().file("accolade.yaml", "title: [\n");
    let server = Server::of(&project);
    let page = server.get("/");
    assert!(page.starts_with("HTTP/1.1 500") && page.contains("accolade.yaml"), "{page}");
    project.write("accolade.yaml", "title: Maya Lindqvist\nholder:\n  name: Maya Lindqvist\n");
    server.wait_for("/", |page| page.starts_with("HTTP/1.1 200"));
}

#[test]
fn a_folder_without_a_project_is_not_served() {
    let run = Project::new().run(["serve"]).exits(1);
    assert!(run.stderr.contains("error[no-project]: . has no accolade.yaml") && run.stdout.is_empty(), "{run:?}");
    assert!(run.stderr.contains("there is nothing to serve") && !run.stderr.contains("last good site"), "{run:?}");
}

#[test]
fn a_port_that_is_taken_is_an_error_when_it_was_asked_for() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = taken.local_addr().expect("it has one").port().to_string();
    let run = Project::portfolio().run(["serve", "--port", &port]).exits(4);
    assert!(run.stderr.contains(&port) && run.stderr.contains("--port"), "{run:?}");
}
