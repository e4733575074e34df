//! In: points of P-256 and P-384 as bytes. Out: keys that verify ECDSA signatures. Verifying only.
//! A point is checked to be on its curve and not at infinity; a signature is `r || s` of exact length, each in 1..n.
//!
//! For each signature `(r, s)` the pair `(r, n - s)` holds too, and no specification followed here forbids it (RFC 7518,
//! vc-di-ecdsa; common signers produce both). Both are accepted. Nobody but the key's owner can make a signature for
//! another message from it, and nothing here takes a signature for the name of what it signs: where one is drawn or
//! compared, it is the form with low s ([`P256Key::one_form`]).

use super::KeyError;

macro_rules! curve {
    ($name:ident, $curve:ident, $doc:literal, $field:literal) => {
        #[doc = $doc]
        #[derive(Clone, Copy, Debug)]
        pub struct $name($curve::ecdsa::VerifyingKey);

        impl $name {
            /// The key of a compressed point: a tag byte and the x coordinate, exactly (SEC 1 section 2.3.3).
            ///
            /// # Errors
            /// [`KeyError::Malformed`] for another length or form, and for an x that is of no point.
            pub fn from_compressed(bytes: &[u8]) -> Result<Self, KeyError> {
                if bytes.len() != $field + 1 || !matches!(bytes[0], 2 | 3) {
                    return Err(KeyError::Malformed);
                }
                Self::from_sec1(bytes)
            }

            /// The key of two coordinates of exact length.
            ///
            /// # Errors
            /// [`KeyError::Malformed`] for another length, and for a point that is not on the curve.
            pub fn from_coordinates(x: &[u8], y: &[u8]) -> Result<Self, KeyError> {
                if x.len() != $field || y.len() != $field {
                    return Err(KeyError::Malformed);
                }
                Self::from_sec1(&[&[4], x, y].concat())
            }

            /// The key of a point, compressed or not.
            pub(super) fn from_sec1(bytes: &[u8]) -> Result<Self, KeyError> {
                if !matches!((bytes.len(), bytes.first()), (n, Some(2 | 3)) if n == $field + 1)
                    && !matches!((bytes.len(), bytes.first()), (n, Some(4)) if n == 2 * $field + 1)
                {
                    return Err(KeyError::Malformed);
                }
                $curve::ecdsa::VerifyingKey::from_sec1_bytes(bytes).map(Self).map_err(|_| KeyError::Malformed)
            }

            /// The compressed point.
            #[must_use]
            pub fn compressed(&self) -> Vec<u8> {
                self.0.to_sec1_point(true).as_bytes().to_vec()
            }

            /// The x and y coordinates.
            #[must_use]
            pub fn coordinates(&self) -> (Vec<u8>, Vec<u8>) {
                let point = self.0.to_sec1_point(false);
                let (x, y) = point.as_bytes()[1..].split_at($field);
                (x.to_vec(), y.to_vec())
            }

            /// Whether `signature` (`r || s`, RFC 7518 section 3.4) over `message` is this key's.
            #[must_use]
            pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
                use $curve::ecdsa::signature::Verifier;
                $curve::ecdsa::Signature::from_slice(signature).is_ok_and(|s| self.0.verify(message, &s).is_ok())
            }

            /// Of the two forms of a signature the one with low s.
            #[must_use]
            pub fn one_form(&self, signature: &[u8]) -> Vec<u8> {
                let read = $curve::ecdsa::Signature::from_slice(signature);
                read.map_or_else(|_| signature.to_vec(), |s| s.normalize_s().to_bytes().to_vec())
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.to_sec1_point(false) == other.0.to_sec1_point(false)
            }
        }

        impl Eq for $name {}
    };
}

curve!(P256Key, p256, "A P-256 public key, which verifies ECDSA with SHA-256.", 32);
curve!(P384Key, p384, "A P-384 public key, which verifies ECDSA with SHA-384.", 48);
