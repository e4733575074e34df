//! In: a seed or PKCS#8 PEM, plain or encrypted. Out: a key to sign with, wiped from memory when dropped.
//! Randomness is handed in; the key shows itself in no message and no `Debug`.

use std::fmt;

use ed25519_dalek::pkcs8::{EncodePrivateKey, KeypairBytes};
use ed25519_dalek::{Signer, SigningKey};
use pkcs8::der::pem::PemLabel;
use pkcs8::pkcs5::{self, pbes2, scrypt};
use pkcs8::{EncryptedPrivateKeyInfoRef, LineEnding, PrivateKeyInfoRef, SecretDocument};
use zeroize::Zeroizing;

use super::{KeyError, PublicKey};

/// scrypt cost: 2^14 blocks of 1 KiB take 16 MiB, below the limit up to which OpenSSL opens a key.
const SCRYPT_LOG_N: u8 = 14;
/// The most scrypt memory that opening a key may ask for, in bytes.
const SCRYPT_MEMORY: u64 = 256 * 1024 * 1024;
/// The most PBKDF2 rounds that opening a key may ask for.
const PBKDF2_ROUNDS: u32 = 10_000_000;

/// An Ed25519 secret key.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key of this seed (RFC 8032 section 5.1.5). The seed must come from a secure random source.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The Ed25519 signature of `message`.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    /// The key as unencrypted PKCS#8 PEM (RFC 8410).
    #[must_use]
    pub fn to_pem(&self) -> Zeroizing<String> {
        self.document().to_pem("PRIVATE KEY", LineEnding::LF).expect("a 48-byte document has a PEM form")
    }

    /// The key as encrypted PKCS#8 PEM: PBES2 with scrypt and AES-256-CBC (RFC 8018, RFC 7914).
    /// `salt` and `iv` must be fresh random bytes each time.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] when the cipher refuses its parameters, which it does not for these lengths.
    pub fn to_encrypted_pem(
        &self,
        passphrase: &[u8],
        salt: &[u8; 16],
        iv: &[u8; 16],
    ) -> Result<Zeroizing<String>, KeyError> {
        let cost = scrypt::Params::new(SCRYPT_LOG_N, 8, 1).map_err(|_| KeyError::Malformed)?;
        let scheme = pbes2::Parameters::generate_scrypt_aes256cbc(cost, salt, *iv).map_err(|_| KeyError::Malformed)?;
        let plain = self.document();
        let info: PrivateKeyInfoRef<'_> = plain.decode_msg().map_err(|_| KeyError::Malformed)?;
        let sealed = info.encrypt_with_params(scheme, passphrase).map_err(|_| KeyError::Malformed)?;
        sealed.to_pem(EncryptedPrivateKeyInfoRef::PEM_LABEL, LineEnding::LF).map_err(|_| KeyError::Malformed)
    }

    /// Reads PKCS#8 PEM, plain or encrypted.
    ///
    /// # Errors
    /// One of [`KeyError`]; never a word of the key itself.
    pub fn from_pem(pem: &str, passphrase: Option<&[u8]>) -> Result<Self, KeyError> {
        let (label, document) = SecretDocument::from_pem(pem.trim()).map_err(|_| KeyError::Malformed)?;
        match label {
            "PRIVATE KEY" => Self::from_document(&document),
            "ENCRYPTED PRIVATE KEY" => {
                let sealed: EncryptedPrivateKeyInfoRef<'_> = document.decode_msg().map_err(|_| KeyError::Malformed)?;
                let passphrase = passphrase.ok_or(KeyError::NeedsPassphrase)?;
                if !is_affordable(&sealed.encryption_algorithm) {
                    return Err(KeyError::Malformed);
                }
                let plain = sealed.decrypt(passphrase).map_err(|_| KeyError::WrongPassphrase)?;
                Self::from_document(&plain).map_err(|e| match e {
                    // A wrong passphrase sometimes unpads by chance, to bytes that are no key.
                    KeyError::Malformed => KeyError::WrongPassphrase,
                    other => other,
                })
            }
            _ => Err(KeyError::NotEd25519),
        }
    }

    fn document(&self) -> SecretDocument {
        // Version 1 without the public half: the form that every OpenSSL reads.
        KeypairBytes { secret_key: self.0.to_bytes(), public_key: None }
            .to_pkcs8_der()
            .expect("an Ed25519 seed always has a PKCS#8 form")
    }

    fn from_document(document: &SecretDocument) -> Result<Self, KeyError> {
        let info: PrivateKeyInfoRef<'_> = document.decode_msg().map_err(|_| KeyError::Malformed)?;
        if info.algorithm != ed25519_dalek::pkcs8::ALGORITHM_ID {
            return Err(KeyError::NotEd25519);
        }
        SigningKey::try_from(info).map(Self).map_err(|_| KeyError::Malformed)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

/// Whether the work that the file asks for is within bounds.
fn is_affordable(scheme: &pkcs5::EncryptionScheme) -> bool {
    let Some(parameters) = scheme.pbes2() else { return false };
    match &parameters.kdf {
        pbes2::Kdf::Scrypt(s) => {
            let blocks = s.cost_parameter.saturating_mul(u64::from(s.block_size));
            blocks.saturating_mul(128) <= SCRYPT_MEMORY && s.parallelization <= 16
        }
        pbes2::Kdf::Pbkdf2(p) => p.iteration_count <= PBKDF2_ROUNDS,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SecretKey {
        SecretKey::from_seed(&[7; 32])
    }

    #[test]
    fn plain_pem_goes_both_ways() {
        let pem = key().to_pem();
        assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"), "{}", *pem);
        assert_eq!(SecretKey::from_pem(&pem, None).map(|k| k.public()), Ok(key().public()));
    }

    #[test]
    fn encrypted_pem_opens_with_its_passphrase_only() {
        let pem = key().to_encrypted_pem(b"correct horse", &[1; 16], &[2; 16]).expect("sealed");
        assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"), "{}", *pem);
        let opened = SecretKey::from_pem(&pem, Some(b"correct horse"));
        assert_eq!(opened.map(|k| k.public()), Ok(key().public()));
        assert_eq!(SecretKey::from_pem(&pem, None).err(), Some(KeyError::NeedsPassphrase));
        for wrong in [&b""[..], b"Correct horse", b"correct horse ", b"x"] {
            assert_eq!(SecretKey::from_pem(&pem, Some(wrong)).err(), Some(KeyError::WrongPassphrase));
        }
    }

    #[test]
    fn the_example_key_of_rfc_8410_is_read() {
        let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
        // Section 10.1 gives its public half.
        let public = SecretKey::from_pem(pem, None).expect("a key").public();
        assert_eq!(public.bytes()[..3], [0x19, 0xbf, 0x44]);
    }

    #[test]
    fn other_text_is_no_key() {
        for text in ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            assert_eq!(SecretKey::from_pem(text, None).err(), Some(KeyError::Malformed), "{text}");
        }
    }

    #[test]
    fn a_key_that_openssl_encrypted_is_read() {
        // openssl genpkey -algorithm ed25519 -aes-256-cbc -pass pass:abc (PBKDF2); made for this test alone.
        let pem = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiwGgLRJBPE+gICCAAw\nDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEMKG5kcuHJoHNX3pVHLETtwEQDEH\nMFYfASIOhgu9VROe2fYtxK5PPT3DOgC6om0YQNWp5PEk7HGBPZK9/y1XXHGlLYoz\nIPPQYw1jcmLxWEJY958=\n-----END ENCRYPTED PRIVATE KEY-----\n";
        let public = SecretKey::from_pem(pem, Some(b"abc")).expect("a key").public();
        assert_eq!(public.bytes()[28..], [0xcb, 0xf1, 0xac, 0x03]);
        assert_eq!(SecretKey::from_pem(pem, Some(b"abd")).err(), Some(KeyError::WrongPassphrase));
    }

    #[test]
    fn a_file_that_asks_for_a_gigabyte_to_open_is_refused_at_once() {
        let cost = scrypt::Params::new(20, 8, 1).expect("parameters");
        let scheme = pbes2::Parameters::generate_scrypt_aes256cbc(cost, &[1; 16], [2; 16]).expect("parameters");
        let sealed = EncryptedPrivateKeyInfoRef {
            encryption_algorithm: scheme.into(),
            encrypted_data: pkcs8::der::asn1::OctetStringRef::new(&[3; 48]).expect("bytes"),
        };
        let pem = SecretDocument::encode_msg(&sealed).expect("DER").to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF);
        let refused = SecretKey::from_pem(&pem.expect("PEM"), Some(b"x")).err();
        assert_eq!(refused, Some(KeyError::Malformed));
    }

    #[test]
    fn the_key_is_wiped_when_it_is_dropped() {
        const fn wiped<T: zeroize::ZeroizeOnDrop>() {}
        wiped::<SigningKey>();
    }

    #[test]
    fn debug_shows_nothing_of_the_key() {
        assert_eq!(format!("{:?}", key()), "SecretKey(..)");
    }
}
