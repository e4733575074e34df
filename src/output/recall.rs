//! What a build leaves in the user's cache of pages of which there are many: what each rested upon, and which bytes came of it. Then the
//! next build need not make those again that would be the same. In and out: a file of its own, read whole or not at all.
//! It can only save time: a page is left as it stands when the site's own manifest names these very bytes, and nobody has touched the file
//! since. Nothing in it is ever published, and no verdict is in it.
#![expect(clippy::disallowed_methods, reason = "looks at the output and writes into the cache")]

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::state::{last_touched, put_whole, when_put};
use super::{Hash16, Manifest, Target};

/// The first bytes of the file; another version of the program says so itself in what a page rests upon.
const FORMAT: &[u8; 16] = b"accolade pages 3";
/// Seconds and nanoseconds.
const TIME: usize = 12;
/// How many files.
const COUNT: usize = 8;
/// Three hashes and a length.
const LINE: usize = 56;

/// What is remembered of the pages of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recall {
    known: Vec<Known>,
    /// How many files the site has; its manifest does not tell.
    files: usize,
    /// When the manifest was put in its place, after all other files.
    put: Option<SystemTime>,
}

/// What is known of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Known {
    /// A hash of its path.
    pub(super) path: Hash16,
    /// A hash of what it rested upon.
    pub(super) rests: Hash16,
    /// A hash of its bytes.
    pub(super) bytes: Hash16,
    /// How many they are.
    pub(super) length: u64,
}

/// Which of the pages that are remembered stand as they were published.
pub(super) struct Standing<'a> {
    before: &'a Recall,
    old: &'a Manifest,
    /// When the manifest was put in its place: `None` when it is not the one that was put then.
    put: Option<SystemTime>,
}

impl Recall {
    /// Those of a build of so many files, in any order.
    pub(super) fn of(mut known: Vec<Known>, files: usize) -> Self {
        known.sort_unstable();
        Self { known, files, put: None }
    }

    /// Reads what was remembered: nothing when there is no file, when it is damaged, or of another format.
    #[must_use]
    pub fn read(at: &Path) -> Self {
        fs::read(at).ok().and_then(|bytes| Self::parse(&bytes)).unwrap_or_default()
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (said, seal) = bytes.split_last_chunk::<32>()?;
        let (time, rest) = said.strip_prefix(FORMAT)?.split_first_chunk::<TIME>()?;
        let (files, lines) = rest.split_first_chunk::<COUNT>()?;
        (blake3::hash(said).as_bytes() == seal && lines.len() % LINE == 0).then_some(())?;
        let one = |line: &[u8]| {
            let part = |n: usize| Hash16::from_bytes(line[n * 16..][..16].try_into().expect("16 bytes"));
            let length = u64::from_le_bytes(line[48..].try_into().expect("8 bytes"));
            Known { path: part(0), rests: part(1), bytes: part(2), length }
        };
        let known: Vec<Known> = lines.chunks_exact(LINE).map(one).collect();
        let (seconds, nanoseconds) = time.split_first_chunk::<8>()?;
        let since = Duration::new(u64::from_le_bytes(*seconds), u32::from_le_bytes(nanoseconds.try_into().ok()?));
        let put = SystemTime::UNIX_EPOCH.checked_add(since);
        let files = usize::try_from(u64::from_le_bytes(*files)).ok()?;
        known.is_sorted().then_some(Self { known, files, put })
    }

    /// Writes it for a site whose manifest was put at a moment.
    ///
    /// # Errors
    /// When it cannot be written, or the moment is not known.
    pub fn write(&self, at: &Path, put: Option<SystemTime>) -> io::Result<()> {
        let since = put.and_then(|put| put.duration_since(SystemTime::UNIX_EPOCH).ok());
        let since = since.ok_or_else(|| io::Error::other("nobody knows when it was published"))?;
        put_whole(at, |out| {
            let mut hasher = blake3::Hasher::new();
            let mut put = |bytes: &[u8]| {
                hasher.update(bytes);
                out.write_all(bytes)
            };
            put(FORMAT)?;
            put(&since.as_secs().to_le_bytes())?;
            put(&since.subsec_nanos().to_le_bytes())?;
            put(&(self.files as u64).to_le_bytes())?;
            for Known { path, rests, bytes, length } in &self.known {
                let mut line = [0; LINE];
                for (n, hash) in [path, rests, bytes].into_iter().enumerate() {
                    line[n * 16..][..16].copy_from_slice(hash.as_bytes());
                }
                line[48..].copy_from_slice(&length.to_le_bytes());
                put(&line)?;
            }
            out.write_all(hasher.finalize().as_bytes())
        })
    }

    fn get(&self, path: Hash16) -> Option<&Known> {
        self.known.binary_search_by_key(&path, |known| known.path).ok().map(|place| &self.known[place])
    }
}

impl<'a> Standing<'a> {
    /// In a folder that was published to, by its manifest.
    pub(super) fn of(before: &'a Recall, old: &'a Manifest, target: &Target) -> Self {
        Self { before, old, put: when_put(target).filter(|put| before.put == Some(*put)) }
    }

    /// How many files were published, when it is known.
    pub(super) fn files(&self) -> Option<usize> {
        self.put.map(|_| self.before.files)
    }

    /// The page at a path, when it rests upon the same as then and its file was not touched since it was published.
    pub(super) fn page(&self, path: Hash16, rests: Hash16, file: &Path) -> Option<Known> {
        let known = self.before.get(path).filter(|known| known.rests == rests)?;
        self.old.has(path, known.bytes).then_some(())?;
        let about = fs::symlink_metadata(file).ok()?;
        let untouched = last_touched(&about)? <= self.put?;
        (about.is_file() && about.len() == known.length && untouched).then_some(*known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_is_not_remembered() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("builds/x.pages");
        assert_eq!(Recall::read(&at), Recall::default());
        let known = |n: u8| {
            let [path, rests, bytes] = [[n], [n + 1], [n + 2]].map(|text| Hash16::of(&text));
            Known { path, rests, bytes, length: u64::from(n) }
        };
        let put = SystemTime::UNIX_EPOCH.checked_add(Duration::new(1_800_000_000, 123_456_700));
        let recall = Recall { put, ..Recall::of((0..5).map(known).collect(), 7) };
        recall.write(&at, put).unwrap();
        assert!(recall.write(&at, None).is_err());
        assert_eq!(Recall::read(&at), recall);
        assert_eq!(recall.get(known(3).path), Some(&known(3)));
        let whole = fs::read(&at).unwrap();
        for place in 0..whole.len() {
            let mut wrong = whole.clone();
            wrong[place] ^= 1;
            assert_eq!(Recall::parse(&wrong), None, "byte {place}");
            assert_eq!(Recall::parse(&whole[..place]), None, "{place} bytes");
        }
        assert_eq!(Recall::parse(&[&whole[..], b"x"].concat()), None);
    }
}
