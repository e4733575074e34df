//! In: a modulus and an exponent, or PKCS#1 DER. Out: RSA keys that verify PKCS#1 v1.5 signatures with SHA-256.
//! Verifying only: nothing here decrypts or signs, so nothing depends on a secret. Weak keys are refused.

use std::sync::Arc;

use rsa::pkcs1::{DecodeRsaPublicKey, EncodeRsaPublicKey};
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::signature::Verifier;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, PublicKey};
use sha2::Sha256;

use super::KeyError;

/// The sizes of a modulus in bits: below it can be factored, above verifying takes too long.
const BITS: std::ops::RangeInclusive<u32> = 2048..=8192;
/// The smallest public exponent. It must be odd; the library bounds it by 2^33 - 1.
const MIN_EXPONENT: u64 = 65_537;

/// An RSA public key, which verifies RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2).
#[derive(Clone, Debug)]
pub struct RsaKey {
    key: PublicKey,
    verifier: Arc<VerifyingKey<Sha256>>,
}

impl RsaKey {
    /// The key of a modulus and an exponent, big-endian and without leading zeros (RFC 7518 section 6.3.1).
    ///
    /// # Errors
    /// [`KeyError::Malformed`] for leading zeros, an even modulus or a nonsensical exponent; [`KeyError::Weak`] for
    /// a modulus of less than 2048 or more than 8192 bits, or an exponent below 65537 or even.
    pub fn from_parts(modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        let plain = |bytes: &[u8]| bytes.first().is_some_and(|b| *b != 0);
        if !plain(modulus) || !plain(exponent) {
            return Err(KeyError::Malformed);
        }
        if modulus.len() > 1024 || exponent.len() > 5 {
            return Err(KeyError::Weak);
        }
        let number = |bytes| BoxedUint::from_be_slice_vartime(bytes);
        Self::new(number(modulus), number(exponent))
    }

    /// The key of a PKCS#1 `RSAPublicKey`, which must be DER and nothing else.
    ///
    /// # Errors
    /// As [`RsaKey::from_parts`].
    pub fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        if der.len() > 1200 {
            return Err(KeyError::Malformed);
        }
        let read = PublicKey::from_pkcs1_der(der).map_err(|_| KeyError::Malformed)?;
        let key = Self::new(read.n().as_ref().clone(), read.e().clone())?;
        if key.pkcs1() == der { Ok(key) } else { Err(KeyError::Malformed) }
    }

    fn new(modulus: BoxedUint, exponent: BoxedUint) -> Result<Self, KeyError> {
        let small = exponent < BoxedUint::from(MIN_EXPONENT);
        if small
            || exponent.to_be_bytes().last().is_none_or(|b| b % 2 == 0)
            || !BITS.contains(&modulus.bit_width_vartime())
        {
            return Err(KeyError::Weak);
        }
        let key = PublicKey::new(modulus, exponent).map_err(|_| KeyError::Malformed)?;
        Ok(Self { verifier: Arc::new(VerifyingKey::new(key.clone())), key })
    }

    /// The PKCS#1 `RSAPublicKey` in DER.
    #[must_use]
    pub fn pkcs1(&self) -> Vec<u8> {
        self.key.to_pkcs1_der().map(|d| d.as_bytes().to_vec()).unwrap_or_default()
    }

    /// The modulus, big-endian.
    #[must_use]
    pub fn modulus(&self) -> Vec<u8> {
        plain(&self.key.n().as_ref().to_be_bytes())
    }

    /// The public exponent, big-endian.
    #[must_use]
    pub fn exponent(&self) -> Vec<u8> {
        plain(&self.key.e().to_be_bytes())
    }

    /// Whether `signature`, which has the length of the modulus, over `message` is this key's.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::try_from(signature).is_ok_and(|s| self.verifier.verify(message, &s).is_ok())
    }
}

impl PartialEq for RsaKey {
    fn eq(&self, other: &Self) -> bool {
        self.modulus() == other.modulus() && self.exponent() == other.exponent()
    }
}

impl Eq for RsaKey {}

/// Without leading zeros.
fn plain(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().skip_while(|b| *b == 0).collect()
}
