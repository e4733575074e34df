//! The staging folder inside the output: a build puts its files there, as a tree like the site's, seals it with a journal, then moves
//! it into place, whole folders at once where the site has no folder of that name. A staging folder without a journal was left by a
//! build that was killed, and can be cleared; one with a journal is a publication to be finished.
#![expect(clippy::disallowed_methods, reason = "the only writer of a site")]

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Manifest, PublishError, STAGING, Target};

pub(super) const JOURNAL: &str = "journal.json";
const LOCK: &str = "lock";
/// Where the files are, below the staging folder.
pub(super) const TREE: &str = "tree";

/// What remains to be done once all files are staged, besides moving them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Files of the last build that go first, since they are in the way of new ones.
    pub(super) first: Vec<String>,
    /// Files of the last build that go last.
    pub(super) last: Vec<String>,
}

/// An open staging folder; nobody else has it open.
pub(super) struct Stage {
    target: Target,
    folder: PathBuf,
    /// Folders that were made for it, innermost first: taken away again when nothing is published.
    made: Vec<PathBuf>,
    lock: File,
}

impl Stage {
    pub(super) fn open(target: &Target) -> Result<Self, PublishError> {
        let folder = target.path().join(STAGING);
        let made = target.path().ancestors().take_while(|above| !above.exists()).map(Path::to_owned).collect();
        fs::create_dir_all(target.path()).map_err(|error| PublishError::io("make", target.path(), error))?;
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_folder(&folder) => {}
            made => made.map_err(|error| PublishError::io("write to", target.path(), error))?,
        }
        let path = folder.join(LOCK);
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| PublishError::io("write", &path, error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { target: target.clone(), folder, made, lock }),
            Err(TryLockError::WouldBlock) => Err(PublishError::Busy { path: target.path().to_owned() }),
            Err(TryLockError::Error(error)) => Err(PublishError::io("lock", &path, error)),
        }
    }

    /// Finishes or clears what a killed build left behind.
    pub(super) fn recover(&self) -> Result<(), PublishError> {
        let path = self.folder.join(JOURNAL);
        let failed = |error| PublishError::io("read", &path, error);
        // A journal that is there and cannot be read may belong to a publication that is half moved: then nothing may be cleared.
        if let Some(text) = sealed(&path).map_err(failed)? {
            let journal = serde_json::from_slice(&text)
                .map_err(|error| failed(io::Error::new(io::ErrorKind::InvalidData, error)))?;
            let old = Manifest::of(&self.target)?.unwrap_or_default();
            self.commit(&journal, &old)?;
        }
        self.clear()
    }

    /// Where a file or folder is, when it is staged.
    pub(super) fn staged(&self, path: &str) -> PathBuf {
        self.folder.join(TREE).join(path)
    }

    /// Stages a file.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let file = self.staged(path);
        let written = match fs::write(&file, bytes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = file.parent().unwrap_or(&self.folder);
                fs::create_dir_all(folder).map_err(|error| PublishError::io("make", folder, error))?;
                fs::write(&file, bytes)
            }
            written => written,
        };
        written.map_err(|error| PublishError::io("write", &file, error))
    }

    /// From here on the publication will be finished, by this process or by the next. `next` is `None` when it stands already.
    pub(super) fn seal(&self, journal: &Journal, next: Option<&Manifest>) -> Result<(), PublishError> {
        if let Some(next) = next {
            let path = self.folder.join(self.target.record());
            next.write(&path).map_err(|error| PublishError::io("write", &path, error))?;
        }
        let (part, whole) = (self.folder.join("journal.part"), self.folder.join(JOURNAL));
        let text = serde_json::to_string(journal).expect("a journal is lists of text");
        fs::write(&part, text).map_err(|error| PublishError::io("write", &part, error))?;
        fs::rename(part, &whole).map_err(|error| PublishError::io("write", &whole, error))
    }

    /// The second half: moves files into place, removes stale ones, and puts the manifest last. Doing it again does no harm.
    /// Gives back how many stale files are gone. `old` says what they were.
    pub(super) fn commit(&self, journal: &Journal, old: &Manifest) -> Result<usize, PublishError> {
        let mut removed = self.remove(&journal.first, old)?;
        // Pages last: what they point to is there before them.
        let tree = self.folder.join(TREE);
        for pages in [false, true] {
            move_in(&tree, self.target.path(), pages)?;
        }
        removed += self.remove(&journal.last, old)?;
        let to = self.target.path().join(self.target.record());
        match fs::rename(self.folder.join(self.target.record()), &to) {
            // It was moved before the last process was killed, or does not change.
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(PublishError::io("write", &to, error)),
            _ => Ok(removed),
        }
    }

    /// Takes the staging folder away after a publication.
    pub(super) fn close(self) {
        // The publication is complete: what cannot be removed now is cleared by the next one.
        let _ = self.clear();
        self.leave();
    }

    /// Takes away what was staged, and folders that were made for it, after an error; a sealed publication stays to be finished.
    pub(super) fn abandon(self) {
        let journal = fs::symlink_metadata(self.folder.join(JOURNAL));
        if journal.is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            let _ = self.clear();
            for folder in self.leave() {
                let _ = fs::remove_dir(folder);
            }
        }
    }

    /// Takes the empty staging folder away, and gives the folders that were made for it.
    fn leave(self) -> Vec<PathBuf> {
        drop(self.lock);
        let _ = fs::remove_file(self.folder.join(LOCK));
        let _ = fs::remove_dir(self.folder);
        self.made
    }

    /// Removes stale files that are still what we wrote, and folders that they leave empty.
    fn remove(&self, stale: &[String], old: &Manifest) -> Result<usize, PublishError> {
        let mut removed = 0;
        for path in stale {
            let file = self.target.file(path)?;
            let real = self.target.folders(path).all(|(_, folder)| is_folder(&folder));
            if !real || !old.wrote(path, &file) {
                continue;
            }
            fs::remove_file(&file).map_err(|error| PublishError::io("remove", &file, error))?;
            removed += 1;
            let mut folders: Vec<_> = self.target.folders(path).collect();
            // Succeeds on empty folders only.
            while folders.pop().is_some_and(|(_, folder)| fs::remove_dir(folder).is_ok()) {}
        }
        Ok(removed)
    }

    fn clear(&self) -> Result<(), PublishError> {
        let failed = |error| PublishError::io("clear", &self.folder, error);
        // The journal goes last: a clearing that is killed may be done again.
        let mut journal = None;
        for entry in fs::read_dir(&self.folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = entry.path();
            if path.file_name().is_some_and(|name| name == JOURNAL) {
                journal = Some(path);
            } else if entry.file_type().map_err(failed)?.is_dir() {
                fs::remove_dir_all(&path).map_err(failed)?;
            } else if path.file_name().is_some_and(|name| name != LOCK) {
                fs::remove_file(&path).map_err(failed)?;
            }
        }
        journal.map_or(Ok(()), |path| fs::remove_file(path).map_err(failed))
    }
}

/// Moves what is in a staged folder into a folder of the site: without `pages`, everything except pages and new folders that hold any;
/// with `pages`, whatever is left. A folder that the site does not have is moved whole.
fn move_in(from: &Path, to: &Path, pages: bool) -> Result<(), PublishError> {
    let entries = match fs::read_dir(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(|error| PublishError::io("read", from, error))?,
    };
    // Folders first: a list is there after what it leads to.
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    for entry in entries {
        let entry = entry.map_err(|error| PublishError::io("read", from, error))?;
        let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_dir { &mut folders } else { &mut files }.push(entry.file_name());
    }
    let folders = folders.into_iter().map(|name| (name, true));
    for (name, is_dir) in folders.chain(files.into_iter().map(|name| (name, false))) {
        let (path, target) = (from.join(&name), to.join(&name));
        let wrong = |error| PublishError::io("write", &target, error);
        if is_dir && is_folder(&target) {
            move_in(&path, &target, pages)?;
            // Succeeds when nothing is left in it.
            let _ = fs::remove_dir(&path);
        } else if pages || !holds_pages(&path, is_dir) {
            fs::rename(&path, &target).map_err(wrong)?;
        }
    }
    Ok(())
}

/// Whether it is a page, or a folder in which there is one.
fn holds_pages(path: &Path, is_dir: bool) -> bool {
    if !is_dir {
        return path.extension() == Some(OsStr::new("html"));
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| holds_pages(&entry.path(), entry.file_type().is_ok_and(|kind| kind.is_dir())))
}

/// The bytes of the journal, if there is one.
fn sealed(journal: &Path) -> io::Result<Option<Vec<u8>>> {
    let read = fs::symlink_metadata(journal).and_then(|found| match found.is_symlink() {
        true => Err(io::Error::other("it is a symbolic link")),
        false => fs::read(journal),
    });
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

/// A real folder; a symlink to one does not count.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}
