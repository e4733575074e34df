//! Keys of every kind verify what they signed, and nothing else.

mod signers;

use accolade_credential::key::KeyError;
use signers::{Secret, rsa_key};

#[test]
fn each_kind_verifies_its_own_signatures_and_no_others() {
    let message = b"what was signed";
    let all = Secret::all();
    for (at, secret) in all.iter().enumerate() {
        let signature = secret.sign(message);
        for (other, key) in all.iter().map(Secret::public).enumerate() {
            assert_eq!(key.verifies(message, &signature), at == other, "{} by {}", secret.algorithm(), key.kind());
        }
        let key = secret.public();
        assert!(!key.verifies(b"what was not", &signature));
        for at in [0, signature.len() / 2, signature.len() - 1] {
            let mut changed = signature.clone();
            changed[at] ^= 1;
            assert!(!key.verifies(message, &changed), "{} with byte {at} changed", key.kind());
        }
        for length in [0, 1, signature.len() - 1] {
            assert!(!key.verifies(message, &signature[..length]), "{} with {length} bytes", key.kind());
        }
        for more in [[&signature[..], &[0]].concat(), [&[0], &signature[..]].concat(), vec![0; signature.len()]] {
            assert!(!key.verifies(message, &more), "{}", key.kind());
        }
    }
    for (a, b) in [(Secret::p256(1), Secret::p256(2)), (Secret::p384(1), Secret::p384(2))] {
        assert!(!b.public().verifies(message, &a.sign(message)));
        assert_ne!(a.public(), b.public());
    }
}

#[test]
fn an_rsa_signature_is_padded_in_one_way_and_stands_below_the_modulus() {
    let secret = Secret::rsa();
    let (key, message) = (secret.public(), b"message");
    let Secret::Rsa(private) = &secret else { panic!("RSA") };
    // Another hash, and no hash name at all: right length, right key.
    let sha384 = rsa::pkcs1v15::SigningKey::<sha2::Sha384>::new((**private).clone());
    let plain = rsa::pkcs1v15::SigningKey::<sha2::Sha256>::new_unprefixed((**private).clone());
    use rsa::signature::{SignatureEncoding as _, Signer as _};
    assert!(key.verifies(message, &secret.sign(message)));
    assert!(!key.verifies(message, &sha384.sign(message).to_vec()));
    assert!(!key.verifies(message, &plain.sign(message).to_vec()));
    // The same number plus the modulus, where it still fits.
    use rsa::traits::PublicKeyParts as _;
    let number = rsa::BoxedUint::from_be_slice_vartime(&secret.sign(message));
    let more = number.wrapping_add(private.n().as_ref());
    assert!(!key.verifies(message, &more.to_be_bytes()[..]));
    // A signature that is its own message: exponent one would take it, and is refused as a key.
    assert!(!key.verifies(message, &[&[0, 1][..], &[0xff; 254]].concat()));
}

#[test]
fn an_rsa_key_of_1024_bits_is_no_key() {
    let weak = rsa_key(64, [122, 236], 65_537);
    use rsa::traits::PublicKeyParts as _;
    let n = weak.n().as_ref().to_be_bytes();
    let read = accolade_credential::key::RsaKey::from_parts(&n, &[1, 0, 1]);
    assert_eq!(read.err(), Some(KeyError::Weak));
}
