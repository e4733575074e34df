//! In: quads. Out: their canonical N-Quads by RDFC-1.0 (W3C RDF Dataset Canonicalization), with a bound on the work.
//! Blank nodes are numbers here; what they were called does not reach the result.

mod degree;
mod term;
mod write;

use sha2::{Digest, Sha256, Sha384};

pub use term::{Node, Quad, Text};

/// The hash function of a canonicalisation; RDFC-1.0 uses SHA-256 unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hash {
    /// SHA-256
    #[default]
    Sha256,
    /// SHA-384
    Sha384,
}

/// A canonical dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    /// Canonical N-Quads, one quad a line, in code point order.
    pub nquads: String,
    /// The canonical number of each blank node: node `n` of the input is `_:c14n{labels[n]}`; `None` when no quad has it.
    pub labels: Vec<Option<u32>>,
}

/// The graph is so entangled that canonicalising it would take too long (RDFC-1.0 section 7.1, dataset poisoning).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the graph is too entangled to be canonicalised in bounded work")]
pub struct WorkLimit;

/// Canonicalises a dataset. Quads that are there twice count once.
///
/// # Errors
/// [`WorkLimit`] for graphs made to take very long; no real credential comes near.
pub(crate) fn canonicalize(quads: &[Quad<'_>], hash: Hash) -> Result<Canonical, WorkLimit> {
    let labels = match degree::label(quads, hash)? {
        Some(labels) => labels,
        None => {
            let unique = distinct(quads);
            degree::label(&unique, hash)?.unwrap_or_default()
        }
    };
    Ok(Canonical { nquads: write::sorted(quads, &labels), labels })
}

/// The quads, each once.
fn distinct<'d>(quads: &[Quad<'d>]) -> Vec<Quad<'d>> {
    let mut all = quads.to_vec();
    all.sort_unstable();
    all.dedup();
    all
}

impl Hash {
    /// The digest of a text as lower-case hexadecimal text.
    fn hex(self, text: &str) -> String {
        let mut hex = String::with_capacity(self.digits());
        self.push_hex(&mut hex, std::iter::once(text.as_bytes()));
        hex
    }

    /// How many hexadecimal digits a digest has.
    const fn digits(self) -> usize {
        match self {
            Self::Sha256 => 64,
            Self::Sha384 => 96,
        }
    }

    /// Appends the digest of all parts one after the other as lower-case hexadecimal text.
    fn push_hex<'p>(self, text: &mut String, parts: impl Iterator<Item = &'p [u8]>) {
        fn run<'p, D: Digest>(text: &mut String, parts: impl Iterator<Item = &'p [u8]>) {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            let mut hasher = D::new();
            for part in parts {
                hasher.update(part);
            }
            let digest = hasher.finalize();
            for byte in digest.iter() {
                text.push(char::from(DIGITS[usize::from(byte >> 4)]));
                text.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
        match self {
            Self::Sha256 => run::<Sha256>(text, parts),
            Self::Sha384 => run::<Sha384>(text, parts),
        }
    }
}
