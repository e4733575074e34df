//! Where a site may be published. In: the folder that was asked for, and the project. Out: a `Target`, or why not.
//! Looks, and writes nothing.
#![expect(clippy::disallowed_methods, reason = "looks into the output before anything is written")]

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::load::{FILES, FOLDERS, LOCKED};

use super::{MANIFEST, PART, PublishError, STAGING};
use crate::render::Part;

/// What a project holds besides what is read: the output may not be one of these, nor lie in one.
const OTHERS: [&str; 5] = [LOCKED, "keys", ".well-known", ".git", ".github"];

/// A folder that a site, or one part of it, may be published to: empty, not there yet, or published to before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    path: PathBuf,
    part: Option<Part>,
}

impl Target {
    /// Checks a folder against the project that is published.
    ///
    /// # Errors
    /// When it is a link, is or holds or lies in a source folder, or holds files that accolade did not write.
    pub fn check(out: &Path, project: &Path) -> Result<Self, PublishError> {
        Self::check_for(out, project, None)
    }

    /// The same for one part of the project's site.
    ///
    /// # Errors
    /// As for the whole; and when the folder holds a site, or for a site when it holds a part of one.
    pub fn check_for(out: &Path, project: &Path, part: Option<Part>) -> Result<Self, PublishError> {
        let path = real(out)?;
        let project = fs::canonicalize(project).map_err(|error| PublishError::io("find", project, error))?;
        let refuse = |why, help| Err(PublishError::Place { path: out.to_owned(), why, help });
        if project.starts_with(&path) {
            return refuse("the project lies in it", "name a folder of its own for the site, such as public");
        }
        if is_in_sources(&path, &project) {
            return refuse(
                "it belongs to the sources of the project",
                "name a folder of its own for the site, such as public",
            );
        }
        Self::free(out, path, part)
    }

    /// Checks a folder for a site that is joined from parts in these folders.
    ///
    /// # Errors
    /// When it is a link, is a project or lies among the sources of one, is or holds or lies in a part, or holds files that accolade did not
    /// write.
    pub fn check_joined(out: &Path, parts: &[PathBuf]) -> Result<Self, PublishError> {
        let path = real(out)?;
        no_sources(out, &path.canonicalize().unwrap_or_else(|_| path.clone()))?;
        let near =
            |part: &PathBuf| part.canonicalize().is_ok_and(|part| part.starts_with(&path) || path.starts_with(part));
        if parts.iter().any(near) {
            let (why, help) =
                ("a part of the site lies in it, or it in a part", "name a folder of its own for the site");
            return Err(PublishError::Place { path: out.to_owned(), why, help });
        }
        Self::free(out, path, None)
    }

    /// Checks what is in the folder.
    fn free(out: &Path, path: PathBuf, part: Option<Part>) -> Result<Self, PublishError> {
        let refuse = |why, help| Err(PublishError::Place { path: out.to_owned(), why, help });
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            return refuse("it is a symbolic link", "name the folder itself");
        }
        let (other, why) = match part {
            Some(_) => (MANIFEST, "a whole site lies in it"),
            None => (PART, "a part of a site lies in it"),
        };
        if path.join(other).exists() || path.join(STAGING).join(other).exists() {
            return refuse(why, "name a folder of its own for each part, and another for the site");
        }
        let target = Self { path, part };
        if super::private::holds_report(&target.path) {
            return refuse("a private report lies in it", "move the report out of the folder");
        }
        match fs::read_dir(&target.path) {
            Ok(entries) => {
                if !target.is_ours(entries).map_err(|error| PublishError::io("read", &target.path, error))? {
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
            Err(error) => return Err(PublishError::io("read", &target.path, error)),
        }
        Ok(target)
    }

    /// The folder, absolute.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The part of a site that it is for; `None` when it is for a whole one.
    #[must_use]
    pub const fn part(&self) -> Option<Part> {
        self.part
    }

    /// The name of the file in it that lists what was published there.
    pub(super) const fn record(&self) -> &'static str {
        if self.part.is_some() { PART } else { MANIFEST }
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

    /// Empty, published to before, or left behind by a build that was killed before it published anything.
    fn is_ours(&self, entries: fs::ReadDir) -> io::Result<bool> {
        let mut foreign = false;
        for entry in entries {
            let entry = entry?;
            foreign |= !(entry.file_name() == STAGING && entry.file_type()?.is_dir());
        }
        let unfinished = self.path.join(STAGING).join(super::stage::JOURNAL);
        Ok(!foreign || self.path.join(self.record()).exists() || unfinished.exists())
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

/// Whether a site may be put to a folder as far as projects are concerned: it is none, and belongs to the sources of none that it lies in.
/// `path` is where `out` leads.
///
/// # Errors
/// When a project would have a site among its sources.
pub fn no_sources(out: &Path, path: &Path) -> Result<(), PublishError> {
    let is_project = |folder: &Path| folder.join(FILES[0]).exists();
    let help = "name a folder of its own for the site, outside of the project";
    let refuse = |why| Err(PublishError::Place { path: out.to_owned(), why, help });
    if is_project(path) {
        return refuse("it is a project, with its accolade.yaml");
    }
    if path.ancestors().skip(1).any(|project| is_project(project) && is_in_sources(path, project)) {
        return refuse("it belongs to the sources of the project");
    }
    Ok(())
}

/// Whether neither the file nor any folder between it and `folder` is a link.
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

/// The absolute path, with the links above the folder followed; the folder itself may not be there yet.
///
/// # Errors
/// When what stands above it cannot be looked at.
pub fn real(out: &Path) -> Result<PathBuf, PublishError> {
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
