//! In: Multikey text, JWKs, raw bytes, PEM. Out: keys that are fit to verify with, and Ed25519 keys to sign with.
//! Weak and oddly encoded public keys are refused here; a secret key never reaches text other than PEM.

mod any;
mod comb;
mod ecdsa;
mod equation;
mod jwk;
#[cfg(test)]
mod kinds;
mod many;
mod pem;
mod rsa;
mod secret;

use std::fmt;

use ed25519_dalek::{Signature, VerifyingKey};

use crate::base58;

pub use any::AnyKey;
pub use ecdsa::{P256Key, P384Key};
pub(crate) use jwk::from_base64url;
#[cfg(test)]
pub(crate) use jwk::to_base64url;
pub(crate) use many::{Combs, Signed, verify};
pub use rsa::RsaKey;
pub use secret::SecretKey;

/// The multicodec prefix of an Ed25519 public key (`ed25519-pub`, 0xed as a varint).
const ED25519_PUB: [u8; 2] = [0xed, 0x01];

/// Why a key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The PEM is encrypted and no passphrase was given.
    #[error("the key is encrypted; a passphrase is needed")]
    NeedsPassphrase,
    /// The passphrase does not open the key.
    #[error("the passphrase does not open the key")]
    WrongPassphrase,
    /// The text is no key.
    #[error("this is not a well-formed key")]
    Malformed,
    /// It is a key of another kind than the one that accolade signs with.
    #[error("this is not an Ed25519 key, the only kind to sign with")]
    NotEd25519,
    /// It is a key of a kind that is not supported.
    #[error("the key is of a kind that is not supported; Ed25519, P-256, P-384 and RSA are")]
    Unsupported,
    /// It is an RSA key that is too easy to break, or too large to check with.
    #[error("the RSA key is too weak or too large; it needs 2048 to 8192 bits and an odd exponent of at least 65537")]
    Weak,
    /// It says itself that it is for something else.
    #[error("the key's own `use`, `key_ops` or `alg` do not allow to verify with it")]
    NotForVerifying,
    /// It is a secret key where a public one belongs.
    #[error("this is a secret key; whoever has seen it can sign with it. Replace it, and give the public key only")]
    Secret,
}

/// An Ed25519 public key: a canonically encoded point that is not of small order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The key of these 32 bytes (RFC 8032 section 5.1.2).
    ///
    /// # Errors
    /// [`KeyError::Malformed`] for bytes that are no point, not canonical, or a point of small order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Malformed)?;
        if key.is_weak() || !is_canonical(bytes) {
            return Err(KeyError::Malformed);
        }
        Ok(Self(key))
    }

    /// Reads Multikey text (`z6Mk…`: base58 of the multicodec prefix and 32 bytes).
    ///
    /// # Errors
    /// [`KeyError::NotEd25519`] for a Multikey of another kind, [`KeyError::Malformed`] for anything else.
    pub fn from_multibase(text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(&multikey_bytes(text)?)
    }

    /// The 32 bytes of the key.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// The key as Multikey text: `z6Mk…`.
    #[must_use]
    pub fn multibase(&self) -> String {
        let mut raw = ED25519_PUB.to_vec();
        raw.extend_from_slice(self.bytes());
        format!("z{}", bs58::encode(raw).into_string())
    }

    /// The DID whose only key this is: `did:key:z6Mk…`.
    #[must_use]
    pub fn did_key(&self) -> String {
        format!("did:key:{}", self.multibase())
    }

    /// Its verification method: `did:key:z6Mk…#z6Mk…`.
    #[must_use]
    pub fn did_key_method(&self) -> String {
        let text = self.multibase();
        format!("did:key:{text}#{text}")
    }

    /// Whether `signature` over `message` is this key's, by the strict rules: no small-order point, canonical scalar.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.0.verify_strict(message, &signature).is_ok())
    }
}

/// The 32 bytes that Multikey text states, which need not be a key: for comparing with one.
pub(crate) fn multikey_bytes(text: &str) -> Result<[u8; 32], KeyError> {
    let bytes = text.strip_prefix('z').and_then(|body| base58::decode(body, 1024)).ok_or(KeyError::Malformed)?;
    match bytes.strip_prefix(&ED25519_PUB) {
        Some(raw) => raw.try_into().map_err(|_| KeyError::Malformed),
        None if bytes.len() > 2 => Err(KeyError::NotEd25519),
        None => Err(KeyError::Malformed),
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.multibase())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.multibase())
    }
}

/// Whether the y coordinate is below the field's prime 2^255 - 19: each point then has one encoding.
fn is_canonical(bytes: &[u8; 32]) -> bool {
    let top = bytes[31] & 0x7f;
    !(top == 0x7f && bytes[1..31].iter().all(|b| *b == 0xff) && bytes[0] >= 0xed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032 section 7.1, test 1.
    const SEED: [u8; 32] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49,
        0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ];

    #[test]
    fn the_first_rfc_8032_key_signs_and_verifies_the_empty_message() {
        let secret = SecretKey::from_seed(&SEED);
        let public = secret.public();
        assert_eq!(public.bytes()[..4], [0xd7, 0x5a, 0x98, 0x01]);
        let signature = secret.sign(b"");
        assert_eq!(signature[..4], [0xe5, 0x56, 0x43, 0x00]);
        assert!(public.verifies(b"", &signature));
        assert!(!public.verifies(b"x", &signature));
    }

    #[test]
    fn multibase_goes_both_ways() {
        let public = SecretKey::from_seed(&SEED).public();
        let text = public.multibase();
        assert!(text.starts_with("z6Mk"), "{text}");
        assert_eq!(PublicKey::from_multibase(&text), Ok(public));
        assert_eq!(public.did_key_method(), format!("did:key:{text}#{text}"));
    }

    #[test]
    fn keys_of_other_kinds_and_odd_text_are_refused() {
        // P-256 (did:key method specification, test vector)
        let p256 = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";
        assert_eq!(PublicKey::from_multibase(p256), Err(KeyError::NotEd25519));
        for odd in ["", "z", "6Mk", "z6Mk", "z0OIl", "uMk", "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2x"] {
            assert!(PublicKey::from_multibase(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn small_order_and_non_canonical_points_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(PublicKey::from_bytes(&identity), Err(KeyError::Malformed));
        for low in 0xed..=0xff {
            let mut bytes = [0xff; 32];
            bytes[0] = low;
            bytes[31] = 0x7f;
            assert_eq!(PublicKey::from_bytes(&bytes), Err(KeyError::Malformed), "{low:x}");
        }
    }
}
