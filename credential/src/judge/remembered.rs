//! In: the hash of a document's bytes, and a key. Out: whether it was found before that this key made every signature of it.
//!
//! Whether a signature holds follows from the bytes and the key, and whether every term has a published meaning from the bytes: both stay
//! true. What else there is to a verdict (whose the key is, dates, status) is found out anew each time, and so is which keys may have
//! made a signature. Only well-formed documents are remembered all of whose signatures hold and are of one key: then nothing is left
//! to mix up.
//! A memory that says too much would make the judge say too much, so whoever keeps one guards it; the check in a page has none.

use crate::key::AnyKey;

/// A memory of well-formed documents, by the SHA-256 of their bytes, and of the key that made all of their signatures, by the bytes of its
/// Multikey form.
///
/// What it tells must have been found by this same judge, of the same version.
pub trait Remembered: Sync {
    /// Whether it was found that this document is well-formed, and that every signature of it holds and is of this key.
    fn holds(&self, document: &[u8; 32], key: &[u8]) -> bool;
    /// Is told that it is so: also of what was remembered.
    fn found(&self, document: &[u8; 32], key: &[u8]);
}

/// What was found before about one document.
#[derive(Clone, Copy)]
pub(crate) struct Earlier<'a>(Option<(&'a [u8; 32], &'a dyn Remembered)>);

impl<'a> Earlier<'a> {
    /// Nothing is remembered, and nothing kept.
    pub(crate) const NOTHING: Self = Self(None);

    pub(crate) fn of(document: &'a [u8; 32], remembered: Option<&'a dyn Remembered>) -> Self {
        Self(remembered.map(|remembered| (document, remembered)))
    }

    /// Whether this key is known to have made every signature.
    pub(crate) fn holds(self, key: &AnyKey) -> bool {
        self.0.is_some_and(|(document, remembered)| remembered.holds(document, &key.multikey()))
    }

    /// Keeps which key made every signature, when one did.
    pub(crate) fn keep(self, sole: Option<&AnyKey>) {
        if let (Some((document, remembered)), Some(key)) = (self.0, sole) {
            remembered.found(document, &key.multikey());
        }
    }
}
