//! What a build leaves outside the project and the site, in the user's cache: what went in and how large each file is that came out, so
//! that a second build with nothing changed needs only to look at sizes and times. In and out: its text.
//! Without it, or when anything differs, a build does all its work: it can only save time. Nothing in it is ever published.
#![expect(clippy::disallowed_methods, reason = "looks at the output and writes into the cache")]

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Published, STAGING, Target};
use crate::render::Pages;

/// What is said of a build whose output still stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// A hash over what goes into the build, by sizes and times: the same when nothing was changed.
    pub inputs: String,
    /// What the build said of itself.
    pub said: serde_json::Value,
    /// How many files came out.
    files: usize,
    /// When the manifest was put in its place, after all of them.
    put: Option<SystemTime>,
}

impl State {
    /// What there is to remember of a build.
    #[must_use]
    pub const fn new(inputs: String, said: serde_json::Value, done: &Published) -> Self {
        Self { inputs, said, files: done.lengths.len(), put: done.put }
    }

    /// Writes it, with the length of every file of the site, in the order of the pages.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, at: &Path, pages: &dyn Pages, lengths: &[u64]) -> io::Result<()> {
        put_whole(at, |out| {
            writeln!(out, "{}", serde_json::to_string(self).map_err(io::Error::other)?)?;
            for (n, length) in lengths.iter().enumerate() {
                writeln!(out, "{length} {}", pages.page(n).path)?;
            }
            Ok(())
        })
    }

    /// What is remembered, when these are the inputs and every file still stands as it was published: as long as then, and not
    /// touched since the manifest was put last. Whoever touches the manifest as well is found out by its own time.
    #[must_use]
    pub fn standing(at: &Path, inputs: &str, target: &Target) -> Option<Self> {
        if target.path().join(STAGING).exists() {
            return None;
        }
        let put = when_put(target)?;
        let text = fs::read_to_string(at).ok()?;
        let (head, files) = text.split_once('\n')?;
        let state: Self =
            serde_json::from_str(head).ok().filter(|state: &Self| state.inputs == inputs && state.put == Some(put))?;
        let lines: Vec<&str> = files.lines().collect();
        let stands = |line: &&str| {
            let Some((length, path)) = line.split_once(' ') else { return false };
            let found = target.file(path).ok().and_then(|file| fs::symlink_metadata(file).ok());
            found.is_some_and(|found| {
                let as_then = found.is_file() && length.parse() == Ok(found.len());
                as_then && last_touched(&found).is_some_and(|touched| touched <= put)
            })
        };
        (lines.len() == state.files && lines.par_iter().all(stands)).then_some(state)
    }
}

/// When the manifest of a folder was put in its place, after all other files.
pub(super) fn when_put(target: &Target) -> Option<SystemTime> {
    last_touched(&fs::symlink_metadata(target.path().join(target.record())).ok()?)
}

/// Writes a file beside its place, and then into it: two builds at once leave one of two whole files.
///
/// # Errors
/// When it cannot be written.
pub fn put_whole(at: &Path, write: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>) -> io::Result<()> {
    let folder = at.parent().unwrap_or(at);
    fs::create_dir_all(folder)?;
    let part = tempfile::NamedTempFile::new_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 16, part.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    part.persist(at).map_err(|error| error.error)?;
    Ok(())
}

/// When a file, or what is said of it, was changed last.
#[cfg(unix)]
pub(super) fn last_touched(about: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt as _;
    let nanoseconds = u32::try_from(about.ctime_nsec()).ok()?;
    let changed =
        SystemTime::UNIX_EPOCH.checked_add(std::time::Duration::new(about.ctime().try_into().ok()?, nanoseconds))?;
    Some(changed.max(about.modified().ok()?))
}

#[cfg(not(unix))]
pub(super) fn last_touched(about: &Metadata) -> Option<SystemTime> {
    about.modified().ok()
}
