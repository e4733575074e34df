//! Writes single files: those of a project (new, keygen, issue, update and others), baked pictures, packs, galleries, reports, and a site
//! that is published to a folder. In: a path and bytes.
//! A file is there whole or not at all; what must not be overwritten never is; keys are for their owner alone.
#![expect(clippy::disallowed_methods, reason = "the only writer of project files")]

mod alone;
mod apart;
mod look;

use std::fs::{self, File, Permissions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::advice;
use crate::diag::Diagnostic;
pub use alone::{Alone, hold_alone};
pub use apart::{Growing, Ready, begin, ready, replace_all};
pub use look::{At, at, inside, remove_hollow};

/// How the name of a file that is being written begins and ends.
const PREFIX: &str = ".accolade-";
const SUFFIX: &str = ".part";

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Whom the system lets by default.
    Usual,
    /// Its owner alone (mode 0600; on Windows what the folder grants, which in a user's own folders is the user).
    Owner,
}

/// Why a project file was not written.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// It is there already and was left as it is.
    #[error("{} is there already and was not touched", .0.display())]
    Exists(PathBuf),
    /// Another run is at work on the project.
    #[error("another run holds {}: wait for it to end, then run this again", .0.display())]
    Busy(PathBuf),
    /// The system refuses.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl VaultError {
    /// The same for the user: what is wrong, and what to do.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let found = Diagnostic::error("io", self.to_string());
        match self {
            // Both say it already.
            Self::Exists(_) | Self::Busy(_) => found,
            Self::Io { source, .. } => found.help(advice(source)),
        }
    }
}

/// A project held for one run; let go when dropped, also when the run is killed.
#[derive(Debug)]
pub struct Held(#[expect(dead_code, reason = "the system lets go when the file is closed")] File);

/// Holds a project by a lock on this file, which is made when it is not there and stays empty.
///
/// # Errors
/// `Busy` when another run holds it.
pub fn hold(path: &Path) -> Result<Held, VaultError> {
    let failed = failed(path);
    folders(path)?;
    // Not to append: Windows locks no file that is only appended to.
    let file = File::options().create(true).truncate(false).write(true).open(path).map_err(&failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Held(file)),
        Err(TryLockError::WouldBlock) => Err(VaultError::Busy(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Writes a file that must not be there yet, and makes the folders above it.
///
/// # Errors
/// `Exists` when something has that name, even a broken link.
pub fn create_new(path: &Path, bytes: &[u8], access: Access) -> Result<(), VaultError> {
    ready(path, bytes, access)?.create_new()
}

/// Writes a file that may be there: readers see the old bytes or the new, never a part.
///
/// # Errors
/// When the system refuses.
pub fn replace(path: &Path, bytes: &[u8], access: Access) -> Result<(), VaultError> {
    ready(path, bytes, access)?.replace()
}

/// Removes what runs that were cut short left beside these files, or beside any in these folders. For who holds the project.
///
/// # Errors
/// When the system refuses.
pub fn sweep(places: &[PathBuf]) -> Result<(), VaultError> {
    for place in places {
        litter(place).map_err(failed(place))?.iter().try_for_each(|file| remove(file))?;
    }
    Ok(())
}

/// What runs that were cut short left beside files in these folders: each with the file whose place it was to take.
#[must_use]
pub fn parts(folders: &[PathBuf]) -> Vec<(PathBuf, PathBuf)> {
    let left = folders.iter().filter(|folder| folder.is_dir()).flat_map(|folder| litter(folder).unwrap_or_default());
    let with_place = |part: PathBuf| {
        let place = part.with_file_name(left_of(part.file_name()?.to_str()?)?);
        Some((part, place))
    };
    left.filter_map(with_place).collect()
}

/// Whether runs that were cut short left anything beside these files, or beside any in these folders.
#[must_use]
pub fn is_littered(places: &[PathBuf]) -> bool {
    places.iter().any(|place| litter(place).is_ok_and(|files| !files.is_empty()))
}

/// What is left beside a file, or beside any in a folder.
fn litter(place: &Path) -> io::Result<Vec<PathBuf>> {
    let (folder, prefix) = match place.file_name() {
        Some(_) if !place.is_dir() => (place.parent().unwrap_or(Path::new(".")), beginning(place)),
        _ => (place, PREFIX.to_owned()),
    };
    let folder = if folder == Path::new("") { Path::new(".") } else { folder };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(&prefix) && name.ends_with(SUFFIX) {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// The name of the file that a run was writing when it was cut short and left a file of this name; `None` if the name is not of that kind.
#[must_use]
pub fn left_of(name: &str) -> Option<&str> {
    let (of, mark) = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.rsplit_once('-')?;
    (!of.is_empty() && mark.len() == 6 && mark.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(of)
}

/// How the name of a file that is written beside its place begins.
fn beginning(path: &Path) -> String {
    format!("{PREFIX}{}-", path.file_name().unwrap_or_default().to_string_lossy())
}

/// Removes a file; one that is not there is no error.
///
/// # Errors
/// When the system refuses.
pub fn remove(path: &Path) -> Result<(), VaultError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path)(error)),
        _ => Ok(()),
    }
}

/// Removes a folder when it is empty, and says whether it did.
#[must_use]
pub fn remove_empty(folder: &Path) -> bool {
    fs::remove_dir(folder).is_ok()
}

/// A complete file beside the place that it goes to; gone again unless it is moved there.
fn beside(path: &Path, bytes: &[u8], access: Access) -> Result<tempfile::NamedTempFile, VaultError> {
    let failed = failed(path);
    let folder = folders(path)?;
    let mut builder = tempfile::Builder::new();
    let prefix = beginning(path);
    builder.prefix(&prefix).suffix(SUFFIX);
    if let Some(mode) = permissions(access) {
        builder.permissions(mode);
    }
    let mut file = builder.tempfile_in(folder).map_err(&failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(&failed)?;
    Ok(file)
}

#[cfg(unix)]
fn permissions(access: Access) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    // Before the user's umask is applied.
    Some(Permissions::from_mode(if access == Access::Owner { 0o600 } else { 0o666 }))
}

#[cfg(not(unix))]
fn permissions(_: Access) -> Option<Permissions> {
    None
}

/// Makes the folders above a file, and gives the one that it is in.
fn folders(path: &Path) -> Result<&Path, VaultError> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(failed(path))?;
    Ok(folder)
}

/// Asks the system to keep the file's name as well as its bytes.
#[cfg(unix)]
fn settle(path: &Path) -> Result<(), VaultError> {
    File::open(folders(path)?).and_then(|folder| folder.sync_all()).map_err(failed(path))
}

#[cfg(not(unix))]
fn settle(_: &Path) -> Result<(), VaultError> {
    Ok(())
}

fn failed(path: &Path) -> impl Fn(io::Error) -> VaultError {
    move |source| VaultError::Io { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::{Access, VaultError, create_new, hold, replace};
    use std::fs;

    #[test]
    fn a_new_file_never_takes_the_place_of_another() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("keys/issuer.pem");
        create_new(&path, b"first", Access::Owner).unwrap();
        assert!(matches!(create_new(&path, b"second", Access::Owner), Err(VaultError::Exists(_))));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(temp.path().join("keys")).unwrap().count(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_is_for_its_owner_alone_and_a_link_is_not_followed() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let temp = tempfile::tempdir().unwrap();
        let (key, usual, link) = (temp.path().join("key"), temp.path().join("usual"), temp.path().join("link"));
        create_new(&key, b"secret", Access::Owner).unwrap();
        replace(&usual, b"open", Access::Usual).unwrap();
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&key), 0o600);
        assert_ne!(mode(&usual) & 0o044, 0, "others may read what is published");
        symlink(temp.path().join("nowhere"), &link).unwrap();
        assert!(matches!(create_new(&link, b"x", Access::Usual), Err(VaultError::Exists(_))));
        assert!(!temp.path().join("nowhere").exists());
    }

    #[test]
    fn a_project_is_held_by_one_run_at_a_time() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("keys/.lock");
        let held = hold(&path).unwrap();
        assert!(matches!(hold(&path), Err(VaultError::Busy(_))));
        drop(held);
        hold(&path).unwrap();
    }

    #[test]
    fn replacing_leaves_a_whole_file_and_holding_does_not_empty_one() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("ledger.jsonl");
        replace(&path, b"1\n2\n", Access::Usual).unwrap();
        drop(hold(&path).unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"1\n2\n");
        replace(&path, b"3\n", Access::Usual).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"3\n");
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }
}
