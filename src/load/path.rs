//! In: text or a path of the file system. Out: a `SourcePath`, a checked path inside the project. Touches no file.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// A path inside the project: relative, joined with `/`, without empty parts, `.` or `..`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

/// Why text is not a path inside the project.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Nothing is named.
    #[error("the path is empty")]
    Empty,
    /// It starts at a root or a drive.
    #[error("{0:?} is absolute; write a path inside the project")]
    Absolute(String),
    /// It climbs out.
    #[error("{0:?} leaves the project")]
    Leaves(String),
    /// It has a separator or character that not every system has.
    #[error("{0:?} has a backslash, a control character or an empty part; separate folders with one `/`")]
    Character(String),
    /// A file name that is not Unicode.
    #[error("the file name {0:?} is not UTF-8")]
    NotUtf8(String),
}

impl SourcePath {
    /// Checks a path as a user writes it in a file of the project.
    ///
    /// # Errors
    /// When it is empty, absolute, climbs out of the project, or has a part that is no file name.
    pub fn new(text: &str) -> Result<Self, PathError> {
        Self::resolve(&[], text)
    }

    /// The path that `text` names as seen from the folder of this file; it may climb, but not out of the project.
    ///
    /// # Errors
    /// As for [`SourcePath::new`].
    pub fn beside(&self, text: &str) -> Result<Self, PathError> {
        let mut base: Vec<&str> = self.0.split('/').collect();
        base.pop();
        Self::resolve(&base, text)
    }

    /// The path of a file below `root`, both as the file system has them.
    ///
    /// # Errors
    /// When a part is not UTF-8, or the file is not below `root`.
    pub fn of(root: &Path, file: &Path) -> Result<Self, PathError> {
        let shown = || file.display().to_string();
        let relative = file.strip_prefix(root).map_err(|_| PathError::Leaves(shown()))?;
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        Self::new(&parts.ok_or_else(|| PathError::NotUtf8(shown()))?.join("/"))
    }

    fn resolve(base: &[&str], text: &str) -> Result<Self, PathError> {
        let owned = || text.to_owned();
        if text.is_empty() {
            return Err(PathError::Empty);
        }
        let has_drive = |text: &str| text.as_bytes().get(1) == Some(&b':');
        if text.starts_with(['/', '\\']) || has_drive(text) {
            return Err(PathError::Absolute(owned()));
        }
        if text.contains(|c: char| c == '\\' || c.is_control()) {
            return Err(PathError::Character(owned()));
        }
        let mut parts = base.to_vec();
        for part in text.split('/') {
            match part {
                "" => return Err(PathError::Character(owned())),
                "." => {}
                ".." => {
                    parts.pop().ok_or_else(|| PathError::Leaves(owned()))?;
                }
                part => parts.push(part),
            }
        }
        match parts.first() {
            None => return Err(PathError::Empty),
            // `./c:/x` is `c:/x`, which Windows takes for the root of a drive.
            Some(first) if has_drive(first) => return Err(PathError::Absolute(owned())),
            Some(_) => {}
        }
        Ok(Self(parts.join("/").into()))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file name without its last extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// The last extension in lower case, empty when there is none.
    #[must_use]
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or_else(String::new, |(_, e)| e.to_lowercase())
    }

    /// The file name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().expect("a split gives at least one part")
    }

    /// Whether it lies below this folder, named without a final `/`.
    #[must_use]
    pub fn is_below(&self, folder: &str) -> bool {
        self.0.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_the_project() {
        for text in
            ["..", "../x", "a/../../x", "/etc/passwd", "C:/x", "\\\\host\\x", "", ".", "a//b", "a\\b", "a/\u{0}"]
        {
            assert!(SourcePath::new(text).is_err(), "{text:?}");
        }
        let note = SourcePath::new("credentials/2026/note.yaml").unwrap();
        assert_eq!(note.beside("../talk.json").unwrap().as_str(), "credentials/talk.json");
        assert!(note.beside("../../../x").is_err());
    }

    #[test]
    fn a_drive_does_not_hide_behind_other_parts() {
        for text in ["./c:/x", "a/../c:", "a/./../C:/Windows", "c:x"] {
            assert_eq!(SourcePath::new(text), Err(PathError::Absolute(text.to_owned())));
        }
        let note = SourcePath::new("credentials/note.yaml").unwrap();
        assert!(note.beside("../c:/x").is_err());
    }

    #[test]
    fn names_are_taken_apart() {
        let path = SourcePath::new("a/b.tar.GZ").unwrap();
        assert_eq!((path.name(), path.stem(), path.extension().as_str()), ("b.tar.GZ", "b.tar", "gz"));
        let path = SourcePath::new(".well-known/did.json").unwrap();
        assert!(path.is_below(".well-known") && !path.is_below(".well") && path.stem() == "did");
        assert_eq!(SourcePath::new(".nojekyll").unwrap().stem(), ".nojekyll");
    }
}
