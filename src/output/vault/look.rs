//! In: a path in a place that others may write to as well. Out: what stands there, by itself and not by what a link leads to; and folders
//! with nothing in them are taken away.
#![expect(clippy::disallowed_methods, reason = "looks at what stands in a place to leave it alone")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Nothing, or a file stands where a folder above it would.
    Nothing,
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A link, a pipe and the like.
    Other,
}

/// What stands at a path.
///
/// # Errors
/// When the system does not say.
pub fn at(path: &Path) -> io::Result<At> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(At::File),
        Ok(found) if found.is_dir() => Ok(At::Folder),
        Ok(_) => Ok(At::Other),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(At::Nothing),
        Err(error) => Err(error),
    }
}

/// Everything in and below a folder except folders: files and links, and any folder that cannot be read.
#[must_use]
pub fn inside(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let Ok(entries) = entries else {
            found.push(folder);
            continue;
        };
        for entry in entries {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder { folders.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort_unstable();
    found
}

/// Removes a folder that has nothing but folders in it; anything else stays, and what it is in.
pub fn remove_hollow(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .for_each(|entry| remove_hollow(&entry.path()));
    let _ = fs::remove_dir(folder);
}
