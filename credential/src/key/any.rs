//! In: Multikey text. Out: a public key of whichever kind is supported, to compare and to verify with.
//! Each kind refuses weak and oddly encoded keys where it is made; nothing here guesses a kind.

use std::fmt;

use super::{KeyError, PublicKey};

/// A public key that a signature can be checked with.
#[derive(Clone, PartialEq, Eq)]
pub enum AnyKey {
    /// Ed25519 (RFC 8032)
    Ed25519(PublicKey),
}

impl AnyKey {
    /// Reads Multikey text (Controlled Identifiers 1.0 section 2.2.2).
    ///
    /// # Errors
    /// [`KeyError::NotEd25519`] for a kind that is not supported, [`KeyError::Malformed`] for anything else.
    pub fn from_multibase(text: &str) -> Result<Self, KeyError> {
        PublicKey::from_multibase(text).map(Self::Ed25519)
    }

    /// One text for each key: Multikey where there is such a form.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Ed25519(key) => key.multibase(),
        }
    }

    /// Whether `signature` over `message` is this key's, by the strict rules of its kind.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ed25519(key) => key.verifies(message, signature),
        }
    }

    /// The key when it is an Ed25519 one.
    #[must_use]
    pub const fn ed25519(&self) -> Option<&PublicKey> {
        match self {
            Self::Ed25519(key) => Some(key),
        }
    }
}

impl From<PublicKey> for AnyKey {
    fn from(key: PublicKey) -> Self {
        Self::Ed25519(key)
    }
}

impl fmt::Debug for AnyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnyKey({})", self.to_text())
    }
}
