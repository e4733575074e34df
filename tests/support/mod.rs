//! In: the files of a project. Out: what the `accolade` binary did with it: exact status, output and files.
//! Every test gets a temp folder of its own and an environment that says nothing of the machine.
#![allow(dead_code, unreachable_pub, reason = "every test binary uses its own part of this")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

pub mod counted;
pub mod font;
pub mod pdf;
pub mod server;
pub mod signed;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// 2026-11-24T00:00:00Z: the moment that tests build at, unless they say otherwise.
pub const NOW: &str = "1795478400";

/// All files below a folder: path with `/` to bytes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A project in a temp folder, removed when dropped.
pub struct Project {
    temp: TempDir,
}

impl Default for Project {
    fn default() -> Self {
        Self::new()
    }
}

impl Project {
    /// An empty folder.
    pub fn new() -> Self {
        Self { temp: tempfile::tempdir().expect("a temp folder can be made") }
    }

    /// The smallest site: a title and a holder.
    pub fn portfolio() -> Self {
        Self::new().file("accolade.yaml", "title: Maya Lindqvist\nholder:\n  name: Maya Lindqvist\n")
    }

    /// The smallest registry, with an address.
    pub fn registry() -> Self {
        Self::new().file(
            "accolade.yaml",
            "title: Alder Bay\nurl: https://credentials.alderbay.example/\nissuer:\n  id: did:web:credentials.alderbay.example\n  name: University of Alder Bay\n",
        )
    }

    /// The same, which makes neither pictures nor paper: those take most of the time, and have tests of their own.
    #[must_use]
    pub fn of_pages(self) -> Self {
        let settings = self.read("accolade.yaml");
        self.file("accolade.yaml", format!("outputs: [page, json]\n{settings}"))
    }

    /// The same with this file, folders made as needed; an existing one is replaced.
    #[must_use]
    pub fn file(self, path: &str, contents: impl AsRef<[u8]>) -> Self {
        self.write(path, contents);
        self
    }

    /// A copy of a folder of this repository, such as `sample-site/portfolio`.
    #[must_use]
    pub fn copy_of(folder: &str) -> Self {
        let project = Self::new();
        for (path, bytes) in tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            project.write(&path, bytes);
        }
        project
    }

    /// Writes a file of the project.
    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) {
        let target = self.path().join(path);
        std::fs::create_dir_all(target.parent().expect("a file has a folder")).expect("the folder can be made");
        std::fs::write(target, contents).expect("the file can be written");
    }

    /// Removes a file of the project.
    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path().join(path)).expect("the file can be removed");
    }

    /// The project's folder.
    pub fn path(&self) -> &Path {
        self.temp.path()
    }

    /// All files below the project, output folders too.
    pub fn tree(&self) -> Tree {
        tree(self.path())
    }

    /// The slugs of what was issued, in the order of the ledger.
    pub fn slugs(&self) -> Vec<String> {
        let lines = self.read("ledger.jsonl");
        let all = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        all.filter_map(|line| Some(line["slug"].as_str()?.to_owned())).collect()
    }

    /// The text of a file below the project.
    pub fn read(&self, path: &str) -> String {
        String::from_utf8(self.read_bytes(path)).expect("the file is UTF-8")
    }

    /// The bytes of a file below the project.
    pub fn read_bytes(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.path().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Whether a file or folder is there.
    pub fn has(&self, path: &str) -> bool {
        self.path().join(path).exists()
    }

    /// Runs the binary inside the project's folder.
    pub fn run<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Run {
        self.run_with(args, &[], "")
    }

    /// Runs the binary with more environment variables and with text on its standard input.
    pub fn run_with<'a>(&self, args: impl IntoIterator<Item = &'a str>, env: &[(&str, &str)], stdin: &str) -> Run {
        self.finish(self.command(args).envs(env.iter().copied()), stdin)
    }

    /// Runs a command to its end, with text on its standard input.
    pub fn finish(&self, command: &mut Command, stdin: &str) -> Run {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut input = child.stdin.take().expect("standard input was asked for");
        // A command that does not read its input closes it early: that is no failure of the test.
        let _ = input.write_all(stdin.as_bytes());
        drop(input);
        let output = child.wait_with_output().expect("the binary ends");
        Run {
            status: output.status.code(),
            stdout: self.neutral(&output.stdout),
            stderr: self.neutral(&output.stderr),
            command: format!("{:?}", self.path()),
        }
    }

    /// The command, not started: for tests that serve, kill or limit it.
    pub fn command<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accolade"));
        command.current_dir(self.path()).args(args).env_clear();
        for keep in ["PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LLVM_PROFILE_FILE"] {
            if let Some(value) = std::env::var_os(keep) {
                command.env(keep, value);
            }
        }
        command.env("NO_COLOR", "1").env("COLUMNS", "120").env("SOURCE_DATE_EPOCH", NOW);
        command
    }

    /// Output without what differs from machine to machine: the temp folder is `PROJECT`, separators are `/`.
    fn neutral(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
        let real = self.path().canonicalize().expect("the temp folder is there");
        [real, self.path().to_path_buf()]
            .iter()
            .fold(text, |text, path: &PathBuf| text.replace(&path.display().to_string(), "PROJECT"))
    }
}

/// What the binary did.
#[derive(Debug)]
pub struct Run {
    /// The exit status; `None` when a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    command: String,
}

impl Run {
    /// The same run, which must have ended with exactly this status.
    #[track_caller]
    pub fn exits(self, status: i32) -> Self {
        assert_eq!(
            self.status,
            Some(status),
            "in {}\n--- stdout\n{}\n--- stderr\n{}",
            self.command,
            self.stdout,
            self.stderr
        );
        self
    }
}

/// All files below `folder`, folders themselves not counted.
pub fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.expect("the folder can be read");
        if entry.file_type().is_file() {
            let relative = entry.path().strip_prefix(folder).expect("it is below the folder");
            let path = relative.iter().map(|part| part.to_str().expect("UTF-8 names")).collect::<Vec<_>>().join("/");
            files.insert(path, std::fs::read(entry.path()).expect("the file can be read"));
        }
    }
    files
}
