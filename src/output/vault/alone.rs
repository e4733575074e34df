//! In: a file in a place that others may write to as well. Out: that place held for one run, by a lock on that file, which is gone again
//! afterwards where it can be taken away safely. Elsewhere it stays, empty.
#![expect(clippy::disallowed_methods, reason = "the only writer of project files")]

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{VaultError, failed, folders};

/// How often a run tries again when the file that it locked was taken away meanwhile by the run that had it.
const TRIES: usize = 100;

/// A place held for one run; let go when dropped, also when the run is killed.
#[derive(Debug)]
pub struct Alone {
    file: File,
    path: PathBuf,
}

/// Holds a place by a lock on this file, which is made when it is not there. `None` where the system has no locks.
///
/// # Errors
/// `Busy` when another run holds it.
pub fn hold_alone(path: &Path) -> Result<Option<Alone>, VaultError> {
    folders(path)?;
    for _ in 0..TRIES {
        let file = open(path).map_err(failed(path))?;
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => return Ok(Some(Alone { file, path: path.to_owned() })),
            // The run before took it away between the two: whoever comes next makes another.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => break,
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
    Err(VaultError::Busy(path.to_owned()))
}

fn open(path: &Path) -> io::Result<File> {
    // Not to append: Windows locks no file that is only appended to.
    match File::options().create(true).truncate(false).write(true).open(path) {
        // Left by a run of another user that was killed: who may read it may lock it.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(path).map_err(|_| error),
        opened => opened,
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        // While it is still locked: nobody else can have it.
        if cfg!(unix) && self.file.metadata().is_ok_and(|about| about.len() == 0) && is_at(&self.file, &self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether an open file is the one that has this name now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let number = |about: io::Result<fs::Metadata>| about.ok().map(|about| (about.dev(), about.ino()));
    let here = number(fs::symlink_metadata(path));
    here.is_some() && here == number(file.metadata())
}

/// Elsewhere it is never taken away.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{VaultError, hold_alone};

    #[test]
    fn a_place_is_held_by_one_run_at_a_time_and_nothing_is_left_of_it() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("place/.lock");
        let held = hold_alone(&path).unwrap();
        assert!(held.is_some());
        assert!(matches!(hold_alone(&path), Err(VaultError::Busy(_))));
        drop(held);
        assert_eq!(path.exists(), !cfg!(unix));
        // Left by a run that was killed.
        fs::write(&path, "").unwrap();
        drop(hold_alone(&path).unwrap());
        fs::write(&path, "of somebody else").unwrap();
        drop(hold_alone(&path).unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "of somebody else");
    }

    #[test]
    fn of_many_runs_at_once_never_two_hold_a_place() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let temp = tempfile::tempdir().unwrap();
        let (path, inside, times) = (temp.path().join(".lock"), AtomicUsize::new(0), AtomicUsize::new(0));
        let run = || {
            for _ in 0..300 {
                let held = match hold_alone(&path) {
                    Err(VaultError::Busy(_)) => continue,
                    held => held.expect("it is held, or busy"),
                };
                times.fetch_add(1, Ordering::SeqCst);
                assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "another is inside");
                std::thread::yield_now();
                inside.fetch_sub(1, Ordering::SeqCst);
                drop(held);
            }
        };
        std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(run))));
        let times = times.into_inner();
        assert!((4..=1200).contains(&times), "held {times} times");
    }
}
