//! In: the id of a credential. Out: what stands for it where a million are compared.

/// What stands for the id of a credential where a million are compared: the first half of its BLAKE3 hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdKey([u8; 16]);

impl IdKey {
    /// The key of an id.
    #[must_use]
    pub fn of(id: &str) -> Self {
        let [key, _] = halves(blake3::hash(id.as_bytes()));
        Self(key)
    }
}

fn halves(hash: blake3::Hash) -> [[u8; 16]; 2] {
    let mut halves = [[0; 16]; 2];
    for (half, bytes) in halves.iter_mut().zip(hash.as_bytes().chunks_exact(16)) {
        half.copy_from_slice(bytes);
    }
    halves
}
