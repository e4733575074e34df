//! In: the fingerprint of a build, and hashes of its paths and files. Out: the hashes that its published lists have. Each build has its
//! own: whoever keeps an older list finds nothing of it in the next, and does not learn which hashes stand for files that stayed.

use super::Hash16;

/// What makes the hashes of one build those of no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salt([u8; 32]);

impl Salt {
    /// Of the build with this fingerprint.
    #[must_use]
    pub fn of(fingerprint: &str) -> Self {
        Self(blake3::derive_key("accolade 2026 hashes of one build", fingerprint.as_bytes()))
    }

    /// What stands for a path, by its hash.
    #[must_use]
    pub fn path(&self, path: Hash16) -> Hash16 {
        Hash16::half(&blake3::keyed_hash(&self.0, path.as_bytes()))
    }

    /// What stands for the bytes at a path, by the hashes of both.
    #[must_use]
    pub fn bytes(&self, path: Hash16, bytes: Hash16) -> Hash16 {
        let mut both = [0; 32];
        both[..16].copy_from_slice(path.as_bytes());
        both[16..].copy_from_slice(bytes.as_bytes());
        Hash16::half(&blake3::keyed_hash(&self.0, &both))
    }
}

impl Default for Salt {
    fn default() -> Self {
        Self::of("")
    }
}
