//! In: a project folder. Out: a hash over what its files look like from outside: path, length, times. Reads nothing inside them.

use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::read;
use super::{FILES, FOLDERS, LOCKED};

/// Files that were changed so shortly before are not told apart by their times alone.
const FRESH: Duration = Duration::from_secs(2);

/// A hash over path, length and times of every file that a site is made of. `None` when one of them was changed only just before
/// `now`, so that a further change might look the same, or cannot be looked at.
#[must_use]
pub fn stamp(root: &Path, now: SystemTime) -> Option<String> {
    let root = root.canonicalize().ok()?;
    let starts: Vec<_> = FILES.into_iter().chain(FOLDERS).chain([LOCKED]).collect();
    let (listed, found) = read::list_project(&root, &starts);
    if !found.is_empty() {
        return None;
    }
    let mut all = blake3::Hasher::new();
    for entry in listed {
        let about = read::look(&entry).ok()?;
        let modified = about.modified().ok()?;
        if modified.checked_add(FRESH)? > now {
            return None;
        }
        let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        all.update(entry.path.as_str().as_bytes()).update(&[0]).update(&about.len().to_le_bytes());
        all.update(&since.as_nanos().to_le_bytes());
        for number in identity(&about) {
            all.update(&number.to_le_bytes());
        }
    }
    Some(all.finalize().to_hex().to_string())
}

/// What tells a file from another one of the same name, and says when anything about it was changed.
#[cfg(unix)]
fn identity(about: &Metadata) -> [u64; 4] {
    use std::os::unix::fs::MetadataExt as _;
    [about.dev(), about.ino(), about.ctime().unsigned_abs(), about.ctime_nsec().unsigned_abs()]
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> [u64; 0] {
    []
}
