//! The staging folder inside the output: a build puts its files there, seals them with a journal, then moves them into place.
//! A folder without a journal is rubbish of a killed build; one with a journal is a publication to be finished.
#![expect(clippy::disallowed_methods, reason = "the only writer of a site")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::manifest::Manifest;
use super::{MANIFEST, PublishError, STAGING, Target, hex, standing};

pub(super) const JOURNAL: &str = "journal.json";
const LOCK: &str = "lock";

/// What remains to be done once all files are staged.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Path in the site to the number of the staged file.
    pub(super) moves: BTreeMap<String, usize>,
    /// Files of the last build that go, with the hash that they must still have.
    pub(super) stale: BTreeMap<String, String>,
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
        match standing(&path) {
            Some(text) => {
                let journal = serde_json::from_slice(&text).map_err(|error| {
                    PublishError::io("read", &path, io::Error::new(io::ErrorKind::InvalidData, error))
                })?;
                self.commit(&journal)?;
                self.clear()
            }
            None => self.clear(),
        }
    }

    /// Stages a file under a number.
    pub(super) fn put(&self, number: usize, bytes: &[u8]) -> Result<(), PublishError> {
        let path = self.folder.join(number.to_string());
        fs::write(&path, bytes).map_err(|error| PublishError::io("write", &path, error))
    }

    /// From here on the publication will be finished, by this process or by the next.
    pub(super) fn seal(&self, journal: &Journal, next: &Manifest) -> Result<(), PublishError> {
        let write = |name: &str, text: String| {
            let path = self.folder.join(name);
            fs::write(&path, text).map_err(|error| PublishError::io("write", &path, error))
        };
        if standing(&self.target.path().join(MANIFEST)).is_none_or(|text| text != next.text().as_bytes()) {
            write(MANIFEST, next.text())?;
        }
        write("journal.part", serde_json::to_string(journal).expect("a journal is a map with text keys"))?;
        let (part, whole) = (self.folder.join("journal.part"), self.folder.join(JOURNAL));
        fs::rename(part, &whole).map_err(|error| PublishError::io("write", &whole, error))
    }

    /// The second half: moves files into place, removes stale ones, and puts the manifest last. Doing it again does no harm.
    /// Gives back how many stale files are gone.
    pub(super) fn commit(&self, journal: &Journal) -> Result<usize, PublishError> {
        // A stale file in the way of a new folder, or a stale folder in the way of a new file, goes first.
        let (first, last): (Vec<_>, Vec<_>) =
            journal.stale.iter().partition(|(path, _)| in_the_way(path, &journal.moves));
        let mut removed = self.remove(&first)?;
        for folder in journal.moves.keys().flat_map(|path| self.target.folders(path)).collect::<BTreeSet<_>>() {
            match fs::create_dir(&folder.1) {
                Err(error) if !(error.kind() == io::ErrorKind::AlreadyExists && is_folder(&folder.1)) => {
                    return Err(PublishError::io("make", &folder.1, error));
                }
                _ => {}
            }
        }
        // Pages last: what they point to is there before them.
        let (pages, parts): (Vec<_>, Vec<_>) = journal.moves.iter().partition(|(path, _)| path.ends_with(".html"));
        for (path, number) in parts.into_iter().chain(pages) {
            self.move_in(&number.to_string(), &self.target.file(path)?)?;
        }
        removed += self.remove(&last)?;
        self.move_in(MANIFEST, &self.target.path().join(MANIFEST))?;
        Ok(removed)
    }

    /// Takes the staging folder away after a publication.
    pub(super) fn close(self) {
        // The publication is complete: what cannot be removed now is cleared by the next one.
        let _ = self.clear();
        self.leave();
    }

    /// Takes away what was staged, and folders that were made for it, after an error; a sealed publication stays to be finished.
    pub(super) fn abandon(self) {
        if !self.folder.join(JOURNAL).exists() {
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

    fn move_in(&self, name: &str, file: &Path) -> Result<(), PublishError> {
        match fs::rename(self.folder.join(name), file) {
            // Moved before the last process was killed, or never staged because nothing changed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            moved => moved.map_err(|error| PublishError::io("write", file, error)),
        }
    }

    /// Removes stale files that are still what we wrote, and folders that they leave empty.
    fn remove(&self, stale: &[(&String, &String)]) -> Result<usize, PublishError> {
        let mut removed = 0;
        for (path, hash) in stale {
            let file = self.target.file(path)?;
            let real = self.target.folders(path).all(|(_, folder)| is_folder(&folder));
            if !real || standing(&file).is_none_or(|bytes| hex(&bytes) != **hash) {
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
            let path = entry.map_err(failed)?.path();
            if path.file_name().is_some_and(|name| name == JOURNAL) {
                journal = Some(path);
            } else if path.file_name().is_some_and(|name| name != LOCK) {
                fs::remove_file(&path).map_err(failed)?;
            }
        }
        journal.map_or(Ok(()), |path| fs::remove_file(path).map_err(failed))
    }
}

fn in_the_way(stale: &str, moves: &BTreeMap<String, usize>) -> bool {
    let below = format!("{stale}/");
    moves.range(below.clone()..).next().is_some_and(|(path, _)| path.starts_with(&below))
        || stale.match_indices('/').any(|(end, _)| moves.contains_key(&stale[..end]))
}

/// A real folder: a link to one is none.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}
