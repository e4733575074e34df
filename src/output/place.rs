//! Where a site may be published. In: the folder that was asked for, and the project. Out: a `Target`, or why not.
//! Looks, and writes nothing.
#![expect(clippy::disallowed_methods, reason = "looks into the output before anything is written")]

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::load::{FILES, FOLDERS, LOCKED};

use super::{MANIFEST, PublishError, STAGING};

/// What stands in a project beside what is read: an output may be none of them, nor lie in one.
const OTHERS: [&str; 5] = [LOCKED, "keys", ".well-known", ".git", ".github"];

/// A folder that a site may be published to: empty, not there yet, or published to before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    path: PathBuf,
}

impl Target {
    /// Checks a folder against the project that is published.
    ///
    /// # Errors
    /// When it is a link, is or holds or lies in a source folder, or holds files that accolade did not write.
    pub fn check(out: &Path, project: &Path) -> Result<Self, PublishError> {
        let path = real(out)?;
        let project = fs::canonicalize(project).map_err(|error| PublishError::io("find", project, error))?;
        let refuse = |why, help| Err(PublishError::Place { path: out.to_owned(), why, help });
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            return refuse("it is a symbolic link", "name the folder itself");
        }
        if project.starts_with(&path) {
            return refuse("the project lies in it", "name a folder of its own for the site, such as public");
        }
        if is_in_sources(&path, &project) {
            return refuse(
                "it belongs to the sources of the project",
                "name a folder of its own for the site, such as public",
            );
        }
        if super::private::holds_report(&path) {
            return refuse("a private report lies in it", "move the report out of the folder");
        }
        match fs::read_dir(&path) {
            Ok(entries) => {
                if !is_ours(&path, entries).map_err(|error| PublishError::io("read", &path, error))? {
                    return refuse(
                        "it has files in it that accolade did not write",
                        "name an empty folder, or one that is not there yet",
                    );
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return refuse("it is a file", "name a folder");
            }
            Err(error) => return Err(PublishError::io("read", &path, error)),
        }
        Ok(Self { path })
    }

    /// The folder, absolute.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where a path of the site is on disk.
    pub(super) fn file(&self, path: &str) -> Result<PathBuf, PublishError> {
        relative(path).map(|inner| self.path.join(inner)).ok_or_else(|| PublishError::Place {
            path: PathBuf::from(path),
            why: "it leaves the site",
            help: "rename the file or the entry that asks for it",
        })
    }

    /// The folders above a path of the site, outermost first, each as a path of the site and on disk.
    pub(super) fn folders(&self, path: &str) -> impl Iterator<Item = (String, PathBuf)> {
        let path = path.to_owned();
        let out = self.path.clone();
        let ends: Vec<_> = path.match_indices('/').map(|(at, _)| at).collect();
        ends.into_iter().map(move |end| (path[..end].to_owned(), out.join(&path[..end])))
    }
}

/// A path of the site as a relative path of the system; `None` when it could lead out of it.
#[must_use]
pub fn relative(path: &str) -> Option<PathBuf> {
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
    path.split('/').all(plain).then(|| path.split('/').collect())
}

/// Whether a folder is one that the project is read from, or lies in one.
pub(super) fn is_in_sources(path: &Path, project: &Path) -> bool {
    path.strip_prefix(project).ok().and_then(|inner| inner.components().next()).is_some_and(is_source)
}

/// Whether no link stands between a folder and a file in it, and none in the file's own place.
#[must_use]
pub fn is_real(folder: &Path, file: &Path) -> bool {
    let inside = file.ancestors().take_while(|above| above.starts_with(folder) && *above != folder);
    inside.into_iter().all(|above| !fs::symlink_metadata(above).is_ok_and(|found| found.is_symlink()))
}

fn is_source(first: Component<'_>) -> bool {
    first
        .as_os_str()
        .to_str()
        .is_none_or(|name| FOLDERS.iter().chain(&FILES).chain(&OTHERS).any(|source| source.eq_ignore_ascii_case(name)))
}

/// Empty, published to before, or left behind by a build that was killed before it published anything.
fn is_ours(path: &Path, entries: fs::ReadDir) -> io::Result<bool> {
    let mut foreign = false;
    for entry in entries {
        let entry = entry?;
        foreign |= !(entry.file_name() == STAGING && entry.file_type()?.is_dir());
    }
    let unfinished = path.join(STAGING).join(super::stage::JOURNAL);
    Ok(!foreign || path.join(MANIFEST).exists() || unfinished.exists())
}

/// The absolute path, with the links above the folder followed; the folder itself may not be there yet.
pub(super) fn real(out: &Path) -> Result<PathBuf, PublishError> {
    let absolute = std::path::absolute(out).map_err(|error| PublishError::io("find", out, error))?;
    let mut missing = Vec::new();
    let mut there = absolute.as_path();
    loop {
        let (Some(parent), Some(name)) = (there.parent(), there.file_name()) else {
            // `a/..` has no name: follow it where it leads.
            let found = fs::canonicalize(there).map_err(|error| PublishError::io("find", out, error))?;
            return Ok(missing.iter().rev().fold(found, |path, name| path.join(name)));
        };
        missing.push(name.to_owned());
        match fs::canonicalize(parent) {
            Ok(found) => return Ok(missing.iter().rev().fold(found, |path, name| path.join(name))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => there = parent,
            Err(error) => return Err(PublishError::io("find", out, error)),
        }
    }
}
