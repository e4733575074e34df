//! In: a secret of this user on this machine, and the marks that an earlier build left. Out: which documents' signatures were found to hold,
//! for the judge; and the marks of those that this build used, for the next one.
//!
//! A mark is a keyed hash over a document's bytes and the key that made every signature of it. Nobody without the secret can make one: what
//! comes with a project, a copied cache or a restored one says nothing. It holds no verdict: whose the key is, dates and status are found
//! out anew in each build.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use accolade_credential::Remembered;

/// The last bytes of what is kept, as many as a mark has.
const FORMAT: &Mark = b"accolade signed2";

/// The first half of a keyed hash: nobody can try marks without the secret.
type Mark = [u8; 16];

/// Documents whose signatures all hold and are of one key.
#[derive(Debug)]
pub struct Signatures {
    key: [u8; 32],
    before: Vec<Mark>,
    /// A bit for each mark that was there: whether it was used.
    used: Vec<AtomicU64>,
    new: Mutex<Vec<Mark>>,
}

impl Signatures {
    /// A memory for one version of the program, which `version` stands for, with what [`Self::kept`] gave back before; anything else in
    /// `before` is no mark and does nothing.
    #[must_use]
    pub fn new(secret: &[u8; 32], version: &str, before: &[u8]) -> Self {
        let key = *blake3::keyed_hash(secret, version.as_bytes()).as_bytes();
        let marks = before.strip_suffix(FORMAT).map_or(&[][..], |marks| marks.as_chunks().0);
        let mut before = marks.to_vec();
        if !before.is_sorted() {
            before.sort_unstable();
        }
        let used = (0..before.len().div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        Self { key, before, used, new: Mutex::default() }
    }

    /// What to keep of it: the marks of what was used since, in order; `None` when they are those that were there.
    #[must_use]
    pub fn kept(self) -> Option<Vec<u8>> {
        let Self { mut before, used, new, .. } = self;
        let mut new = new.into_inner().unwrap_or_else(PoisonError::into_inner);
        new.sort_unstable();
        new.dedup();
        let is_used = |at: usize| used[at / 64].load(Ordering::Relaxed) >> (at % 64) & 1 == 1;
        if new.is_empty() && (0..before.len()).all(is_used) {
            return None;
        }
        let mut at = 0..;
        before.retain(|_| at.next().is_some_and(is_used));
        before.reserve_exact(new.len() + 1);
        before.extend(new);
        before.sort_unstable();
        before.push(*FORMAT);
        Some(before.into_flattened())
    }

    /// How many documents [`Self::kept`] would speak of.
    #[must_use]
    pub fn len(&self) -> usize {
        let used = self.used.iter().map(|bits| bits.load(Ordering::Relaxed).count_ones() as usize);
        used.sum::<usize>() + self.new.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn mark(&self, document: &[u8; 32], key: &[u8]) -> Mark {
        // The hash of a document has one length, so the two parts cannot run together.
        let hash = *blake3::Hasher::new_keyed(&self.key).update(document).update(key).finalize().as_bytes();
        *hash.first_chunk().expect("a hash is longer than a mark")
    }
}

impl Remembered for Signatures {
    fn holds(&self, document: &[u8; 32], key: &[u8]) -> bool {
        !self.before.is_empty() && self.before.binary_search(&self.mark(document, key)).is_ok()
    }

    fn found(&self, document: &[u8; 32], key: &[u8]) {
        let mark = self.mark(document, key);
        match self.before.binary_search(&mark) {
            Ok(at) => {
                self.used[at / 64].fetch_or(1 << (at % 64), Ordering::Relaxed);
            }
            Err(_) => self.new.lock().unwrap_or_else(PoisonError::into_inner).push(mark),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: [u8; 32] = [3; 32];

    fn left(secret: u8, version: &str) -> Vec<u8> {
        let signatures = Signatures::new(&[secret; 32], version, &[]);
        signatures.found(&DOCUMENT, b"z6Mk");
        signatures.found(&[4; 32], b"z6Mk");
        signatures.kept().unwrap()
    }

    #[test]
    fn a_mark_speaks_of_one_document_one_key_one_version_and_one_secret() {
        let kept = left(1, "1");
        let again = Signatures::new(&[1; 32], "1", &kept);
        assert!(again.holds(&DOCUMENT, b"z6Mk"));
        assert!(!again.holds(&DOCUMENT, b"z6Ml") && !again.holds(&[5; 32], b"z6Mk"));
        assert!(!Signatures::new(&[1; 32], "2", &kept).holds(&DOCUMENT, b"z6Mk"));
        assert!(!Signatures::new(&[2; 32], "1", &kept).holds(&DOCUMENT, b"z6Mk"));
        assert_ne!(left(1, "1"), left(2, "1"));
    }

    #[test]
    fn what_is_not_used_is_not_kept() {
        let again = Signatures::new(&[1; 32], "1", &left(1, "1"));
        assert!(again.holds(&DOCUMENT, b"z6Mk"));
        again.found(&DOCUMENT, b"z6Mk");
        again.found(&DOCUMENT, b"z6Mk");
        let kept = again.kept().unwrap();
        assert_eq!(kept.len(), 2 * FORMAT.len());
        let third = Signatures::new(&[1; 32], "1", &kept);
        assert!(!third.holds(&[4; 32], b"z6Mk"));
        third.found(&DOCUMENT, b"z6Mk");
        assert_eq!(third.kept(), None, "nothing is new");
    }

    #[test]
    fn what_is_damaged_says_less_and_never_more() {
        let kept = left(1, "1");
        for place in 0..kept.len() {
            let mut wrong = kept.clone();
            wrong[place] ^= 1;
            let read = Signatures::new(&[1; 32], "1", &wrong);
            assert!(read.before.len() <= 3);
            assert!(![[6; 32], [0; 32]].iter().any(|document| read.holds(document, b"z6Mk")));
            let short = Signatures::new(&[1; 32], "1", &kept[..place]);
            assert!(!short.holds(&[6; 32], b"z6Mk"));
        }
        let swapped = [&kept[16..32], &kept[..16], &FORMAT[..]].concat();
        assert!(Signatures::new(&[1; 32], "1", &swapped).holds(&DOCUMENT, b"z6Mk"), "in any order");
    }
}
