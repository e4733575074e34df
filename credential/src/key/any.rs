//! In: Multikey text, a JWK, PEM. Out: a public key of whichever kind is supported, to compare and to verify with.
//! Each kind refuses weak and oddly encoded keys where it is made; nothing here guesses a kind.

use std::fmt;

use sha2::{Digest, Sha256};

use super::ecdsa::{P256Key, P384Key};
use super::rsa::RsaKey;
use super::{ED25519_PUB, KeyError, PublicKey, jwk, pem};
use crate::base58;
use crate::json::{Json, Object, Value};

/// The longest Multikey text that is read: an RSA key of 8192 bits has about 1,430 characters.
const MAX_MULTIKEY: usize = 1500;
/// The multicodec prefixes of the kinds besides Ed25519, as varints.
const P256_PUB: [u8; 2] = [0x80, 0x24];
const P384_PUB: [u8; 2] = [0x81, 0x24];
const RSA_PUB: [u8; 2] = [0x85, 0x24];

/// A public key that a signature can be checked with.
#[derive(Clone, PartialEq, Eq)]
pub enum AnyKey {
    /// Ed25519 (RFC 8032)
    Ed25519(PublicKey),
    /// P-256, for ECDSA with SHA-256 (FIPS 186-5)
    P256(P256Key),
    /// P-384, for ECDSA with SHA-384 (FIPS 186-5)
    P384(P384Key),
    /// RSA, for PKCS#1 v1.5 with SHA-256 (RFC 8017 section 8.2)
    Rsa(RsaKey),
}

impl AnyKey {
    /// Reads Multikey text (Controlled Identifiers 1.0 section 2.2.2; for RSA the did:key method's `rsa-pub`).
    ///
    /// # Errors
    /// [`KeyError::Unsupported`] for a kind that is not supported, [`KeyError::Weak`] for an RSA key that is, and
    /// [`KeyError::Malformed`] for anything else.
    pub fn from_multibase(text: &str) -> Result<Self, KeyError> {
        let body = text.strip_prefix('z').ok_or(KeyError::Malformed)?;
        let bytes = base58::decode(body, MAX_MULTIKEY).ok_or(KeyError::Malformed)?;
        let Some((prefix, raw)) = bytes.split_first_chunk::<2>().filter(|(_, raw)| !raw.is_empty()) else {
            return Err(KeyError::Malformed);
        };
        match *prefix {
            ED25519_PUB => PublicKey::from_bytes(raw.try_into().map_err(|_| KeyError::Malformed)?).map(Self::Ed25519),
            P256_PUB => P256Key::from_compressed(raw).map(Self::P256),
            P384_PUB => P384Key::from_compressed(raw).map(Self::P384),
            RSA_PUB => RsaKey::from_pkcs1(raw).map(Self::Rsa),
            _ => Err(KeyError::Unsupported),
        }
    }

    /// Reads a JSON Web Key (RFC 7517; RFC 7518 section 6; RFC 8037 section 2).
    ///
    /// # Errors
    /// [`KeyError::Secret`] for a secret key, [`KeyError::NotForVerifying`] when `use`, `key_ops` or `alg` forbid
    /// it, and as [`AnyKey::from_multibase`].
    pub fn from_jwk(json: &Value<'_>) -> Result<Self, KeyError> {
        jwk::read(json)
    }

    /// Reads PEM: a SubjectPublicKeyInfo (RFC 7468 section 13) or a PKCS#1 RSA public key.
    ///
    /// # Errors
    /// [`KeyError::Secret`] for a secret key, and as [`AnyKey::from_multibase`].
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        pem::read(text)
    }

    /// One text for each key: its Multikey form.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("z{}", bs58::encode(self.multikey()).into_string())
    }

    /// The same as bytes: what the text encodes.
    #[must_use]
    pub(crate) fn multikey(&self) -> Vec<u8> {
        let with = |prefix: [u8; 2], raw: &[u8]| [&prefix, raw].concat();
        match self {
            Self::Ed25519(key) => with(ED25519_PUB, key.bytes()),
            Self::P256(key) => with(P256_PUB, &key.compressed()),
            Self::P384(key) => with(P384_PUB, &key.compressed()),
            Self::Rsa(key) => with(RSA_PUB, &key.pkcs1()),
        }
    }

    /// The DID whose only key this is: `did:key:z…`.
    #[must_use]
    pub fn did_key(&self) -> String {
        format!("did:key:{}", self.to_text())
    }

    /// The key as a JWK with the members that identify it and no others.
    #[must_use]
    pub fn to_jwk(&self) -> Json {
        Json::Object(self.jwk_members().into_iter().map(|(n, v)| (n.to_owned(), Json::from(v))).collect::<Object>())
    }

    /// The key's name by what it is (RFC 7638 with SHA-256, in base64url): what `kid` often is.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        // The members come in lexicographic order, and none of their values needs an escape.
        let members: Vec<String> = self.jwk_members().iter().map(|(n, v)| format!("\"{n}\":\"{v}\"")).collect();
        jwk::to_base64url(&Sha256::digest(format!("{{{}}}", members.join(","))))
    }

    /// Whether `signature` over `message` is this key's, by the strict rules of its kind.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ed25519(key) => key.verifies(message, signature),
            Self::P256(key) => key.verifies(message, signature),
            Self::P384(key) => key.verifies(message, signature),
            Self::Rsa(key) => key.verifies(message, signature),
        }
    }

    /// The one form of a signature that holds: an ECDSA signature has two, and stands here for the one with low s.
    #[must_use]
    pub fn one_form(&self, signature: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(key) => key.one_form(signature),
            Self::P384(key) => key.one_form(signature),
            Self::Ed25519(_) | Self::Rsa(_) => signature.to_vec(),
        }
    }

    /// The kind in words: `Ed25519`, `P-256`, `P-384`, `RSA`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Ed25519(_) => "Ed25519",
            Self::P256(_) => "P-256",
            Self::P384(_) => "P-384",
            Self::Rsa(_) => "RSA",
        }
    }

    /// The key when it is an Ed25519 one.
    #[must_use]
    pub const fn ed25519(&self) -> Option<&PublicKey> {
        match self {
            Self::Ed25519(key) => Some(key),
            _ => None,
        }
    }

    /// Name and value of the identifying members, in lexicographic order (RFC 7638 section 3.2).
    fn jwk_members(&self) -> Vec<(&'static str, String)> {
        let text = jwk::to_base64url;
        match self {
            Self::Ed25519(key) => vec![("crv", "Ed25519".into()), ("kty", "OKP".into()), ("x", text(key.bytes()))],
            Self::P256(_) | Self::P384(_) => {
                let (x, y) = match self {
                    Self::P256(key) => key.coordinates(),
                    Self::P384(key) => key.coordinates(),
                    _ => Default::default(),
                };
                vec![("crv", self.kind().into()), ("kty", "EC".into()), ("x", text(&x)), ("y", text(&y))]
            }
            Self::Rsa(key) => vec![("e", text(&key.exponent())), ("kty", "RSA".into()), ("n", text(&key.modulus()))],
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
