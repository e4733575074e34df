//! What a build leaves in the user's cache of pages of which there are many: what each rested upon, and which bytes came of it. Then the
//! next build need not make those again that would be the same. In and out: a file of its own, read whole or not at all.
//! It can only save time: a page is left as it stands when the site's own manifest names these very bytes, and nobody has touched the file
//! since. Nothing in it is ever published, and no verdict is in it.
#![expect(clippy::disallowed_methods, reason = "looks at the output and writes into the cache")]

use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::time::SystemTime;

use super::state::last_touched;
use super::{Hash16, Manifest, Target};

/// The first bytes of the file; another version of the program says so itself in what a page rests upon.
const FORMAT: &[u8; 16] = b"accolade pages 1";
/// Three hashes and a length.
const LINE: usize = 56;

/// What is remembered of the pages of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recall(Vec<Known>);

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
    /// When the manifest was put in its place, after all other files.
    published: Option<SystemTime>,
}

impl Recall {
    /// Those of a build, in any order.
    pub(super) fn of(mut known: Vec<Known>) -> Self {
        known.sort_unstable();
        Self(known)
    }

    /// Reads what was remembered: nothing when there is no file, when it is damaged, or of another format.
    #[must_use]
    pub fn read(at: &Path) -> Self {
        fs::read(at).ok().and_then(|bytes| Self::parse(&bytes)).unwrap_or_default()
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (said, seal) = bytes.split_last_chunk::<32>()?;
        let lines = said.strip_prefix(FORMAT).filter(|lines| lines.len() % LINE == 0)?;
        (blake3::hash(said).as_bytes() == seal).then_some(())?;
        let one = |line: &[u8]| {
            let part = |n: usize| Hash16::from_bytes(line[n * 16..][..16].try_into().expect("16 bytes"));
            let length = u64::from_le_bytes(line[48..].try_into().expect("8 bytes"));
            Known { path: part(0), rests: part(1), bytes: part(2), length }
        };
        let known: Vec<Known> = lines.chunks_exact(LINE).map(one).collect();
        known.is_sorted().then_some(Self(known))
    }

    /// Writes it beside its place, and then into it: two builds at once leave one of two whole files.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, at: &Path) -> io::Result<()> {
        let folder = at.parent().unwrap_or(at);
        fs::create_dir_all(folder)?;
        let part = tempfile::NamedTempFile::new_in(folder)?;
        let mut out = BufWriter::with_capacity(1 << 16, part.as_file());
        let mut hasher = blake3::Hasher::new();
        let mut put = |bytes: &[u8]| {
            hasher.update(bytes);
            out.write_all(bytes)
        };
        put(FORMAT)?;
        for Known { path, rests, bytes, length } in &self.0 {
            let mut line = [0; LINE];
            for (n, hash) in [path, rests, bytes].into_iter().enumerate() {
                line[n * 16..][..16].copy_from_slice(hash.as_bytes());
            }
            line[48..].copy_from_slice(&length.to_le_bytes());
            put(&line)?;
        }
        out.write_all(hasher.finalize().as_bytes())?;
        out.flush()?;
        drop(out);
        part.persist(at).map_err(|error| error.error)?;
        Ok(())
    }

    fn get(&self, path: Hash16) -> Option<&Known> {
        self.0.binary_search_by_key(&path, |known| known.path).ok().map(|place| &self.0[place])
    }
}

impl<'a> Standing<'a> {
    /// In a folder that was published to, by its manifest.
    pub(super) fn of(before: &'a Recall, old: &'a Manifest, target: &Target) -> Self {
        let manifest = fs::symlink_metadata(target.path().join(target.record()));
        Self { before, old, published: manifest.ok().and_then(|about| last_touched(&about)) }
    }

    /// The page at a path, when it rests upon the same as then and its file was not touched since it was published.
    pub(super) fn page(&self, path: Hash16, rests: Hash16, file: &Path) -> Option<Known> {
        let known = self.before.get(path).filter(|known| known.rests == rests)?;
        (self.old.hash_at(path)? == known.bytes).then_some(())?;
        let about = fs::symlink_metadata(file).ok()?;
        let untouched = last_touched(&about)? <= self.published?;
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
        let recall = Recall::of((0..5).map(known).collect());
        recall.write(&at).unwrap();
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
