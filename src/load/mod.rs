//! In: a project folder. Out: `Source`, the bytes of every file that a site is made of, under checked paths.
//! The only place that reads; it gives bytes no meaning and never opens `keys/`.

mod built_in;
mod compact;
pub mod css;
mod line_file;
pub mod lines;
pub mod manifest;
mod path;
mod read;
mod site_path;
mod stamp;
pub mod theme;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Diagnostic, Span};

pub use line_file::{Chunk, Line, LineFile, in_lines};
pub use path::{PathError, SourcePath};
pub use read::{MAX_FILE, MAX_TOTAL, hash_file, list_files, list_files_but, pages_in, read_file, read_large};
pub use site_path::{SitePath, SitePathError, is_reserved};
pub use stamp::stamp;

/// Folders of a project that are read whole.
pub const FOLDERS: [&str; 13] = [
    "badges",
    "credentials",
    "issuers",
    "pathways",
    "frameworks",
    "awards",
    "pages",
    "static",
    "theme",
    "status",
    "art",
    "fonts",
    "signatures",
];
/// What is read of the folders that only lend something to drawings; sources of that work may lie beside it.
const PICTURES: [&str; 4] = ["svg", "png", "jpg", "jpeg"];
const FONTS: [&str; 6] = ["ttf", "otf", "ttc", "otc", "woff", "woff2"];
/// Files of a project that are read besides.
pub const FILES: [&str; 5] = ["accolade.yaml", "accolade.lock", "ledger.jsonl", "did.json", ".well-known/did.json"];
/// What was issued here, one a line.
const LEDGER: &str = "ledger.jsonl";
/// Where documents that were fetched earlier are kept.
pub const LOCKED: &str = ".accolade";
/// What says whom a project trusts: the rest of it is not needed to judge a credential.
const TRUSTED: [&str; 7] =
    ["accolade.yaml", "accolade.lock", LOCKED, "issuers", "status", "did.json", ".well-known/did.json"];

/// What is read line by line, when it is needed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByLine {
    /// All JSON Lines.
    All,
    /// The credentials of files whose places others may take meanwhile; the ledger is read whole.
    Credentials,
    Nothing,
}

/// The files of a project, by path.
#[derive(Debug, Clone, Default)]
pub struct Source {
    files: BTreeMap<SourcePath, Arc<[u8]>>,
    /// Those that are many things in one: their lines are read when they are needed.
    lines: BTreeMap<SourcePath, Arc<LineFile>>,
}

impl Source {
    /// A project from values: for tests, and for what is not on disk.
    #[must_use]
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let checked = |path: &str| SourcePath::new(path).expect("the caller names a path inside the project");
        let files = files.into_iter().map(|(path, bytes)| (checked(path), bytes.into())).collect();
        Self { files, lines: BTreeMap::new() }
    }

    /// All files in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&SourcePath, &Arc<[u8]>)> {
        self.files.iter()
    }

    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(&SourcePath::new(path).ok()?)
    }

    /// The files below a folder, in order of their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a SourcePath, &'a Arc<[u8]>)> {
        self.files.iter().filter(move |(path, _)| path.is_below(folder))
    }

    /// The files of JSON Lines, in order of their paths: credentials, many in one file, and the ledger.
    ///
    /// # Errors
    /// A line that is too long to be one.
    pub fn line_files(&self) -> Vec<Result<Arc<LineFile>, Diagnostic>> {
        let held = self.files.iter().filter(|(path, _)| has_lines(path));
        let held = held.map(|(path, bytes)| LineFile::of(path.clone(), bytes.clone()).map(Arc::new));
        let mut all: Vec<_> = held.chain(self.lines.values().cloned().map(Ok)).collect();
        all.sort_by_key(|file| file.as_ref().ok().map(|file| file.path().clone()));
        all
    }

    /// The paths of all files, also of those whose bytes are not held.
    pub fn paths(&self) -> impl Iterator<Item = &SourcePath> {
        self.files.keys().chain(self.lines.keys())
    }

    /// A hash over every file: its path and its bytes.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.hash_of(|_| true)
    }

    /// The same without the files of one folder.
    #[must_use]
    pub fn fingerprint_outside(&self, folder: &str) -> String {
        self.hash_of(|path| !path.is_below(folder))
    }

    fn hash_of(&self, chosen: impl Fn(&SourcePath) -> bool + Sync) -> String {
        let own = self.files.par_iter().filter(|(path, _)| chosen(path));
        let mut files: Vec<_> = own.map(|(path, bytes)| (path, blake3::hash(bytes))).collect();
        files.extend(self.lines.iter().filter(|(path, _)| chosen(path)).map(|(path, lines)| (path, *lines.hash())));
        let mut all = blake3::Hasher::new();
        for (path, hash) in files {
            all.update(path.as_str().as_bytes()).update(&[0]).update(hash.as_bytes());
        }
        all.finalize().to_hex().to_string()
    }

    /// The text of a file.
    ///
    /// # Errors
    /// The place of the first byte that is not UTF-8.
    pub fn text<'a>(path: &SourcePath, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
        std::str::from_utf8(bytes).map_err(|e| {
            let good = String::from_utf8_lossy(&bytes[..e.valid_up_to()]);
            let end = Span { start: good.len(), end: good.len() };
            Diagnostic::error("not-utf8", format!("byte {} is not UTF-8 text", e.valid_up_to() + 1))
                .at(path.as_str(), &good, end)
                .help("save the file as UTF-8")
        })
    }
}

/// Whether a file at this path, relative to the project and with `/`, is read.
#[must_use]
pub fn reads(path: &str) -> bool {
    let folder = path.split_once('/').map(|(first, _)| first);
    let name = path.rsplit('/').next().unwrap_or(path);
    let clutter = matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini") || name.ends_with('~');
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    let kept = match folder {
        Some(LOCKED) => !name.starts_with('.'),
        Some("art" | "signatures") => !hidden && ends_with(name, &PICTURES),
        Some("fonts") => !hidden && ends_with(name, &FONTS),
        Some("static") => !path.split('/').any(|part| part == ".git"),
        Some(folder) if FOLDERS.contains(&folder) => !hidden,
        _ => FILES.contains(&path),
    };
    kept && !clutter
}

/// Whether a path is called as a picture that can be drawn from is: SVG, PNG or JPEG.
#[must_use]
pub fn is_picture(path: &str) -> bool {
    ends_with(path, &PICTURES)
}

fn ends_with(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| extensions.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// Whether a file of this name is JSON Lines: many things in one file, one a line. Nothing else says so.
#[must_use]
pub fn is_lines(name: &str) -> bool {
    ends_with(name, &["jsonl", "ndjson"])
}

/// Whether a file is many things, one a line, of which a million may be in it.
fn has_lines(path: &SourcePath) -> bool {
    is_lines(path.as_str()) && path.is_below("credentials") || path.as_str() == LEDGER
}

/// Reads a project. What can be read is there even when something else cannot. Of JSON Lines only the places of the lines are read.
#[must_use]
pub fn load(root: &Path) -> (Source, Vec<Diagnostic>) {
    load_all(root, ByLine::All)
}

/// The same for commands that change a registry: the bytes of the ledger are at hand, and any file may be replaced while this is in use.
#[must_use]
pub fn load_registry(root: &Path) -> (Source, Vec<Diagnostic>) {
    load_all(root, ByLine::Credentials)
}

fn load_all(root: &Path, by_line: ByLine) -> (Source, Vec<Diagnostic>) {
    let starts: Vec<_> = FILES.into_iter().chain(FOLDERS).chain([LOCKED]).collect();
    let (source, mut found) = load_from(root, &starts, by_line);
    found.extend(read::misspelt_folders(root));
    (source, found)
}

/// Reads of a project only what says whom it trusts: its lock file with the documents, `issuers/`, and what it publishes of itself.
#[must_use]
pub fn load_trusted(root: &Path) -> (Source, Vec<Diagnostic>) {
    load_from(root, &TRUSTED, ByLine::Nothing)
}

fn load_from(root: &Path, starts: &[&str], by_line: ByLine) -> (Source, Vec<Diagnostic>) {
    let shown = root.display();
    let root = match root.canonicalize() {
        Ok(path) if path.is_dir() => path,
        Ok(_) => {
            let found = Diagnostic::error("no-project", format!("{shown} is not a folder"));
            return (Source::default(), vec![found.help("name the folder that holds accolade.yaml")]);
        }
        Err(e) => {
            let message = match e.kind() {
                io::ErrorKind::NotFound => format!("there is no folder {shown}"),
                _ => format!("the folder {shown} cannot be read: {e}"),
            };
            let found = Diagnostic::error("no-project", message);
            return (Source::default(), vec![found.help("name the folder that holds accolade.yaml")]);
        }
    };
    let (listed, mut found) = read::list_project(&root, starts);
    let is_many = |path: &SourcePath| match by_line {
        ByLine::All => has_lines(path),
        ByLine::Credentials => has_lines(path) && path.as_str() != LEDGER,
        ByLine::Nothing => false,
    };
    let (many, listed): (Vec<_>, Vec<_>) = listed.into_iter().partition(|entry| is_many(&entry.path));
    let mut lines = BTreeMap::new();
    for entry in many {
        let path = entry.path.clone();
        let opened = read::open_entry(&entry).and_then(|file| match by_line {
            ByLine::Credentials => LineFile::at(path, read::place(&entry)),
            _ => LineFile::open(path, file),
        });
        match opened {
            Ok(file) => drop(lines.insert(entry.path, Arc::new(file))),
            Err(problem) => found.push(problem),
        }
    }
    let total = read::total(&listed);
    if total > MAX_TOTAL {
        let text = format!("the project has {total} bytes; at most {MAX_TOTAL} are read");
        found.push(Diagnostic::error("project-too-large", text).help("move large files out of static/"));
        return (Source { files: BTreeMap::new(), lines }, found);
    }
    let read: Vec<_> = listed.into_par_iter().map(|entry| (entry.path.clone(), read::read_entry(&entry))).collect();
    let mut files = BTreeMap::new();
    for (path, outcome) in read {
        match outcome {
            Ok(bytes) => drop(files.insert(path, bytes)),
            Err(problem) => found.push(problem),
        }
    }
    let source = Source { files, lines };
    if source.get("accolade.yaml").is_none() && found.is_empty() {
        let text = format!("{shown} has no accolade.yaml, so it is no site yet");
        let help = match root.join("accolade.yml").is_file() {
            true => "rename accolade.yml to accolade.yaml",
            false => "run `accolade new DIR` for a working site to start from, or name the right folder",
        };
        found.push(Diagnostic::error("no-project", text).help(help));
    }
    (source, found)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests make their own temp folders")]
mod tests {
    use super::*;

    fn project(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        dir
    }

    fn codes(found: &[Diagnostic]) -> Vec<&str> {
        found.iter().map(|d| d.code).collect()
    }

    #[test]
    fn only_what_belongs_to_a_site_is_read_and_never_a_key() {
        let dir = project(&[
            ("accolade.yaml", b"title: x"),
            ("keys/issuer.pem", b"secret"),
            ("README.md", b"x"),
            ("node_modules/badges/x.yaml", b"x"),
            ("badges/a.yaml", b"x"),
            ("badges/.a.yaml.swp", b"x"),
            ("badges/a.yaml~", b"x"),
            (".well-known/did.json", b"{}"),
            (".well-known/other", b"{}"),
            ("static/.well-known/security.txt", b"x"),
            ("static/.DS_Store", b"x"),
            ("art/badge.SVG", b"x"),
            ("art/badge.psd", b"x"),
            ("fonts/naskh.ttf", b"x"),
            ("fonts/OFL.txt", b"x"),
            ("signatures/ruiz.png", b"x"),
        ]);
        let (source, found) = load(dir.path());
        assert!(found.is_empty(), "{found:?}");
        let paths: Vec<_> = source.iter().map(|(p, _)| p.as_str()).collect();
        assert_eq!(
            paths,
            [
                ".well-known/did.json",
                "accolade.yaml",
                "art/badge.SVG",
                "badges/a.yaml",
                "fonts/naskh.ttf",
                "signatures/ruiz.png",
                "static/.well-known/security.txt"
            ]
        );
    }

    #[test]
    fn an_empty_folder_and_a_missing_folder_say_what_to_do() {
        let dir = project(&[]);
        let (_, found) = load(dir.path());
        assert_eq!(codes(&found), ["no-project"]);
        assert!(found[0].help.as_deref().unwrap().contains("accolade new"));
        assert_eq!(codes(&load(&dir.path().join("nowhere")).1), ["no-project"]);
    }

    #[test]
    fn a_file_of_200_megabytes_is_named_and_not_read() {
        let dir = project(&[("accolade.yaml", b"title: x"), ("static/film.mp4", b""), ("badges/b.yaml", b"x")]);
        let file = std::fs::OpenOptions::new().write(true).open(dir.path().join("static/film.mp4")).unwrap();
        file.set_len(200 * 1024 * 1024).unwrap();
        let (source, found) = load(dir.path());
        assert_eq!(codes(&found), ["file-too-large"]);
        assert_eq!(found[0].place.as_ref().unwrap().file, "static/film.mp4");
        assert!(source.get("static/film.mp4").is_none() && source.get("badges/b.yaml").is_some());
    }

    #[test]
    fn of_a_project_that_is_too_large_nothing_is_read_and_each_limit_is_told_as_it_is() {
        let dir = project(&[("accolade.yaml", b"title: x"), ("awards/a.TSV", b"")]);
        let sparse = |path: &str, mega: u64| {
            std::fs::create_dir_all(dir.path().join("static")).unwrap();
            std::fs::File::create(dir.path().join(path)).unwrap().set_len(mega * 1024 * 1024).unwrap();
        };
        sparse("awards/a.TSV", 2049);
        let (source, found) = load(dir.path());
        assert_eq!(codes(&found), ["file-too-large"]);
        assert_eq!(found[0].message, "the file has 2049 MB; at most 2048 MB are read");
        assert!(source.get("accolade.yaml").is_some());
        (0..33).for_each(|n| sparse(&format!("static/{n}.bin"), 63));
        let (source, found) = load(dir.path());
        assert_eq!(codes(&found), ["project-too-large"]);
        assert_eq!(source.iter().count(), 0);
    }

    /// A million credentials have more bytes than are read of all other files.
    #[test]
    fn a_registry_has_its_ledger_at_hand_and_its_credentials_line_by_line() {
        let lines = b"{}\n{}";
        let dir = project(&[("accolade.yaml", b"title: x"), ("ledger.jsonl", b"{}\n"), ("credentials/a.jsonl", lines)]);
        let (source, found) = load_registry(dir.path());
        assert!(found.is_empty(), "{found:?}");
        assert!(source.get("ledger.jsonl").is_some() && source.get("credentials/a.jsonl").is_none());
        assert_eq!(source.line_files()[0].as_ref().unwrap().len(), 2);
        let file = std::fs::OpenOptions::new().write(true).open(dir.path().join("credentials/a.jsonl")).unwrap();
        file.set_len(70 * 1024 * 1024).unwrap();
        let (_, found) = load_registry(dir.path());
        assert_eq!(codes(&found), ["file-too-large"]);
        assert_eq!(found[0].message, "line 2 has more than 64 MB, and no more are read of one");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_read_by_its_other_name_is_not_said_to_be_unread() {
        let dir = project(&[("accolade.yaml", b"title: x"), ("Badges/a.yaml", b"x")]);
        assert_eq!(load(dir.path()).1[0].message, "the folder Badges/ is not read");
        // As where upper and lower case are one.
        std::os::unix::fs::symlink("Badges", dir.path().join("badges")).unwrap();
        let (source, found) = load(dir.path());
        assert!(source.get("badges/a.yaml").is_some());
        assert_eq!(found[0].message, "the folder Badges/ is read as badges/ here");
        assert_eq!(found[0].help.as_deref(), Some("rename it to badges/: other systems do not read it"));
    }

    #[test]
    fn a_folder_whose_name_is_nearly_right_is_told() {
        let dir = project(&[("accolade.yaml", b"title: x"), ("credential/a.json", b"{}"), ("notes/x", b"")]);
        let (_, found) = load(dir.path());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].help.as_deref(), Some("did you mean credentials/?"));
        let dir = project(&[("accolade.yml", b"title: x")]);
        assert!(load(dir.path()).1[0].help.as_deref().unwrap().starts_with("rename"));
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_inside_the_project_and_out_of_the_keys() {
        use std::os::unix::fs::symlink;
        let outside = project(&[("secret.json", b"x"), ("more/x.json", b"x")]);
        let dir = project(&[("accolade.yaml", b"title: x"), ("static/a.txt", b"a"), ("keys/issuer.pem", b"secret")]);
        let at = |path: &str| dir.path().join(path);
        std::fs::create_dir(at("credentials")).unwrap();
        symlink(outside.path().join("secret.json"), at("credentials/a.json")).unwrap();
        symlink(outside.path().join("more"), at("credentials/more")).unwrap();
        symlink("../keys/issuer.pem", at("static/key.txt")).unwrap();
        symlink("../keys", at("static/all-keys")).unwrap();
        symlink("nowhere", at("static/dangling")).unwrap();
        symlink("..", at("static/loop")).unwrap();
        symlink("a.txt", at("static/b.txt")).unwrap();
        let (source, found) = load(dir.path());
        let mut seen = codes(&found);
        seen.sort_unstable();
        assert_eq!(
            seen,
            ["link-out", "link-out", "link-to-keys", "link-to-keys", "unreadable", "unreadable"],
            "{found:#?}"
        );
        let paths: Vec<_> = source.iter().map(|(p, _)| p.as_str()).collect();
        assert_eq!(paths, ["accolade.yaml", "static/a.txt", "static/b.txt"]);
    }

    #[test]
    fn text_that_is_not_utf8_has_a_place() {
        let path = SourcePath::new("badges/a.yaml").unwrap();
        let found = Source::text(&path, b"name: x\nwhat: \xff\n").unwrap_err();
        let place = found.place.unwrap();
        assert_eq!((place.line, place.column), (Some(2), Some(7)));
        assert_eq!(found.message, "byte 15 is not UTF-8 text");
    }
}
