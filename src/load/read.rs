//! In: folders and files of the file system. Out: their bytes, within limits. Follows no link out of the project.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::path::SourcePath;
use super::{FOLDERS, ends_with, is_lines, reads};
use crate::diag::Diagnostic;

/// Largest file that is read, in bytes.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;
/// Most bytes of a project in all.
pub const MAX_TOTAL: u64 = 2 * 1024 * 1024 * 1024;

const MB: u64 = 1024 * 1024;
const SMALLER: &str = "make the file smaller, or host it elsewhere and link to it";

/// A file of the project that is to be read.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) path: SourcePath,
    file: PathBuf,
}

/// Every file at or below one of `starts` that a site is made of. `root` is canonical.
pub(super) fn list_project(root: &Path, starts: &[&str]) -> (Vec<Entry>, Vec<Diagnostic>) {
    let (mut entries, mut found) = (Vec::new(), Vec::new());
    for start in starts {
        let start = root.join(start);
        // A link that leads nowhere is there too, and is reported.
        if start.symlink_metadata().is_ok() {
            walk(root, &start, &mut entries, &mut found);
        }
    }
    (entries, found)
}

/// A warning for each folder whose name is nearly that of one that is read.
pub(super) fn misspelt_folders(root: &Path) -> Vec<Diagnostic> {
    let folders = WalkDir::new(root).min_depth(1).max_depth(1).sort_by_file_name().into_iter().filter_map(Result::ok);
    let names =
        folders.filter(|entry| entry.file_type().is_dir()).filter_map(|e| e.file_name().to_str().map(str::to_owned));
    names
        .filter(|name| !FOLDERS.contains(&name.as_str()))
        .filter_map(|name| {
            let near = FOLDERS.iter().find(|folder| strsim::damerau_levenshtein(folder, &name.to_lowercase()) <= 1)?;
            // Where upper and lower case are one, the folder is read by its other name.
            let here = |name: &str| root.join(name).canonicalize().ok();
            let (message, help) = match here(near).is_some_and(|it| here(&name) == Some(it)) {
                true => (
                    format!("the folder {name}/ is read as {near}/ here"),
                    format!("rename it to {near}/: other systems do not read it"),
                ),
                false => (format!("the folder {name}/ is not read"), format!("did you mean {near}/?")),
            };
            Some(Diagnostic::warning("not-read", message).in_file(name).help(help))
        })
        .collect()
}

fn walk(root: &Path, start: &Path, entries: &mut Vec<Entry>, found: &mut Vec<Diagnostic>) {
    let mut files = WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter();
    while let Some(next) = files.next() {
        let entry = match next {
            Ok(entry) => entry,
            Err(e) => {
                found.push(walk_error(root, &e));
                continue;
            }
        };
        if entry.path_is_symlink()
            && let Err(problem) = check_link(root, entry.path())
        {
            found.push(problem);
            if entry.file_type().is_dir() {
                files.skip_current_dir();
            }
            continue;
        }
        if entry.file_type().is_dir() {
            continue;
        }
        match SourcePath::of(root, entry.path()) {
            Ok(path) if reads(path.as_str()) => entries.push(Entry { path, file: entry.into_path() }),
            Ok(_) => {}
            Err(e) => found.push(
                Diagnostic::error("bad-file-name", e.to_string())
                    .help("rename the file: letters, digits and `-` are safe"),
            ),
        }
    }
}

fn check_link(root: &Path, link: &Path) -> Result<(), Diagnostic> {
    let name = shown(root, link);
    let target = link.canonicalize().map_err(|e| unreadable(&name, &e))?;
    let inside = target.strip_prefix(root).map_err(|_| {
        Diagnostic::error("link-out", "the link leads out of the project")
            .in_file(&name)
            .help("copy the file into the project instead")
    })?;
    if inside.as_os_str().is_empty() {
        return Err(leads_back(&name, "the project itself"));
    }
    if inside.starts_with("keys") {
        return Err(Diagnostic::error("link-to-keys", "the link leads to keys/, which is never read")
            .in_file(&name)
            .help("remove the link"));
    }
    Ok(())
}

fn walk_error(root: &Path, e: &walkdir::Error) -> Diagnostic {
    let name = e.path().map_or_else(String::new, |path| shown(root, path));
    if let Some(ancestor) = e.loop_ancestor() {
        return leads_back(&name, &shown(root, ancestor));
    }
    e.io_error()
        .map_or_else(|| Diagnostic::error("unreadable", "it cannot be read").in_file(&name), |io| unreadable(&name, io))
}

fn leads_back(name: &str, to: &str) -> Diagnostic {
    Diagnostic::error("unreadable", format!("the link leads back to {to}")).in_file(name).help("remove the link")
}

/// The bytes of a listed file.
pub(super) fn read_entry(entry: &Entry) -> Result<Arc<[u8]>, Diagnostic> {
    read_named(&entry.file, entry.path.as_str()).map(Arc::from)
}

/// How many bytes these files have together, but for those that are too large to be read.
pub(super) fn total(entries: &[Entry]) -> u64 {
    let size = |entry: &Entry| look(entry).map_or(0, |found| found.len());
    entries.iter().map(|entry| Some(size(entry)).filter(|size| *size <= most(entry.path.as_str())).unwrap_or(0)).sum()
}

/// What a listed file looks like from outside.
pub(super) fn look(entry: &Entry) -> io::Result<std::fs::Metadata> {
    std::fs::metadata(&entry.file)
}

/// Where a listed file is.
pub(super) fn place(entry: &Entry) -> PathBuf {
    entry.file.clone()
}

/// A listed file, open to be read in parts.
pub(super) fn open_entry(entry: &Entry) -> Result<File, Diagnostic> {
    open(&entry.file, entry.path.as_str())
}

/// The bytes of a file that was named on the command line.
///
/// # Errors
/// When it cannot be read, is no file, or is larger than [`MAX_FILE`].
pub fn read_file(file: &Path) -> Result<Vec<u8>, Diagnostic> {
    read_named(file, &file.display().to_string())
}

/// The bytes of a file that accolade itself wrote somewhere, which may be large.
///
/// # Errors
/// When it cannot be read, is no file, or is larger than [`MAX_TOTAL`].
pub fn read_large(file: &Path) -> Result<Vec<u8>, Diagnostic> {
    read_within(file, &file.display().to_string(), MAX_TOTAL)
}

/// The hash of a file of any size, of which never more than a piece is held.
///
/// # Errors
/// When it cannot be read, or is no file.
pub fn hash_file(file: &Path) -> Result<blake3::Hash, Diagnostic> {
    let name = file.display().to_string();
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(open(file, &name)?).map_err(|e| unreadable(&name, &e))?;
    Ok(hasher.finalize())
}

/// The files below a folder that was named on the command line, in order of their paths; links are not followed.
///
/// # Errors
/// When the folder or one below it cannot be read.
pub fn list_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    list_files_but(folder, &|_| false)
}

/// The same, in a folder that others use as well: one below it that cannot be read is passed over when `passes` says so.
///
/// # Errors
/// When the folder or one below it cannot be read.
pub fn list_files_but(folder: &Path, passes: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder);
                if path == folder || !passes(path) {
                    let name = path.display().to_string();
                    let wrong = Diagnostic::error("unreadable", format!("{name} cannot be read: {error}"));
                    return Err(wrong.in_file(name));
                }
            }
        }
    }
    Ok(files)
}

/// The web pages that lie in a folder itself, in order of their names; those in folders below it are not among them.
#[must_use]
pub fn pages_in(folder: &Path) -> Vec<PathBuf> {
    let all = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name().into_iter().filter_map(Result::ok);
    let is_page = |name: &std::ffi::OsStr| name.to_str().is_some_and(|name| ends_with(name, &["html", "htm"]));
    all.filter(|entry| entry.file_type().is_file() && is_page(entry.file_name()))
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// The most bytes that are read of a file of this name: JSON Lines are many things in one file, as are tables of awards.
fn most(name: &str) -> u64 {
    if is_lines(name) || ends_with(name, &["csv", "tsv"]) { MAX_TOTAL } else { MAX_FILE }
}

fn read_named(file: &Path, name: &str) -> Result<Vec<u8>, Diagnostic> {
    read_within(file, name, most(name))
}

fn read_within(file: &Path, name: &str, most: u64) -> Result<Vec<u8>, Diagnostic> {
    let opened = open(file, name)?;
    let length = opened.metadata().map_err(|e| unreadable(name, &e))?.len();
    if length > most {
        return Err(too_large(name, length, most));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    // One byte more than allowed: a file that grows meanwhile is noticed.
    opened.take(most + 1).read_to_end(&mut bytes).map_err(|e| unreadable(name, &e))?;
    if bytes.len() as u64 > most {
        return Err(larger(name, most));
    }
    Ok(bytes)
}

/// Opens a file once more that was looked at before.
#[expect(clippy::disallowed_methods, reason = "opens files of the project for reading")]
pub(super) fn reopened(file: &Path) -> io::Result<File> {
    File::open(file)
}

/// Opens a regular file.
#[expect(clippy::disallowed_methods, reason = "this is the one place that opens files for reading")]
pub(super) fn open(file: &Path, name: &str) -> Result<File, Diagnostic> {
    // Asked before opening: opening a pipe would wait for its writer.
    let metadata = std::fs::metadata(file).map_err(|e| unreadable(name, &e))?;
    if !metadata.is_file() {
        return Err(Diagnostic::error("unreadable", "it is not a regular file").in_file(name));
    }
    File::open(file).map_err(|e| unreadable(name, &e))
}

/// Something is larger than the most that is read of it, both in bytes.
pub(super) fn too_large(name: &str, bytes: u64, most: u64) -> Diagnostic {
    let text = format!("the file has {} MB; at most {} MB are read", bytes.div_ceil(MB), most / MB);
    Diagnostic::error("file-too-large", text).in_file(name).help(SMALLER)
}

/// The same of something that was not read to its end, so that nobody knows how large it is.
pub(super) fn larger(name: &str, most: u64) -> Diagnostic {
    let text = format!("the file has more than {} MB, and no more are read", most / MB);
    Diagnostic::error("file-too-large", text).in_file(name).help(SMALLER)
}

/// A line, called by its number or as this one, is longer than the most that is read of one.
pub(super) fn too_long(name: &str, line: &str) -> Diagnostic {
    let text = format!("{line} has more than {} MB, and no more are read of one", MAX_FILE / MB);
    let help = "put each thing on a line of its own: a line break may be missing";
    Diagnostic::error("file-too-large", text).in_file(name).help(help)
}

pub(super) fn unreadable(name: &str, e: &io::Error) -> Diagnostic {
    let help = match e.kind() {
        io::ErrorKind::PermissionDenied => "give yourself permission to read it",
        io::ErrorKind::NotFound => "check the path; a link may lead nowhere",
        _ => "check the file and the disk",
    };
    Diagnostic::error("unreadable", format!("it cannot be read: {e}")).in_file(name).help(help)
}

fn shown(root: &Path, path: &Path) -> String {
    SourcePath::of(root, path).map_or_else(|_| path.display().to_string(), |p| p.as_str().to_owned())
}
