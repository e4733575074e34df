//! Keys of every kind from fixed seeds, and signatures by them. For tests alone: the crate itself signs with Ed25519 only.
#![allow(dead_code, reason = "each test file uses its part")]

use accolade_credential::key::{AnyKey, P256Key, P384Key, RsaKey, SecretKey};
use accolade_credential::{Json, canon, jcs, json};
use p256::ecdsa::signature::Signer as _;
use rsa::signature::SignatureEncoding as _;
use rsa::traits::PublicKeyParts as _;
use sha2::{Digest, Sha256, Sha384};

/// A secret key of some kind.
#[derive(Clone)]
pub(crate) enum Secret {
    Ed25519(Box<SecretKey>),
    P256(Box<p256::ecdsa::SigningKey>),
    P384(Box<p384::ecdsa::SigningKey>),
    Rsa(Box<rsa::PrivateKey>),
}

impl Secret {
    pub(crate) fn ed25519(seed: u8) -> Self {
        Self::Ed25519(Box::new(SecretKey::from_seed(&[seed; 32])))
    }
    pub(crate) fn p256(seed: u8) -> Self {
        Self::P256(Box::new(p256::ecdsa::SigningKey::from_slice(&[seed; 32]).expect("a scalar below the order")))
    }
    pub(crate) fn p384(seed: u8) -> Self {
        Self::P384(Box::new(p384::ecdsa::SigningKey::from_slice(&[seed; 48]).expect("a scalar below the order")))
    }
    /// The one RSA key, of 2048 bits.
    pub(crate) fn rsa() -> Self {
        Self::Rsa(Box::new(rsa_key(128, [1504, 704], 65_537)))
    }

    /// One of each kind.
    pub(crate) fn all() -> [Self; 4] {
        [Self::ed25519(1), Self::p256(1), Self::p384(1), Self::rsa()]
    }

    pub(crate) fn public(&self) -> AnyKey {
        match self {
            Self::Ed25519(key) => key.public().into(),
            Self::P256(key) => {
                let point = key.verifying_key().to_sec1_point(true);
                AnyKey::P256(P256Key::from_compressed(point.as_bytes()).expect("a key"))
            }
            Self::P384(key) => {
                let point = key.verifying_key().to_sec1_point(true);
                AnyKey::P384(P384Key::from_compressed(point.as_bytes()).expect("a key"))
            }
            Self::Rsa(key) => {
                let strip = |bytes: &[u8]| bytes.iter().copied().skip_while(|b| *b == 0).collect::<Vec<u8>>();
                let (n, e) = (strip(&key.n().as_ref().to_be_bytes()), strip(&key.e().to_be_bytes()));
                AnyKey::Rsa(RsaKey::from_parts(&n, &e).expect("a key"))
            }
        }
    }

    /// The name of its algorithm in a JWS.
    pub(crate) const fn algorithm(&self) -> &'static str {
        match self {
            Self::Ed25519(_) => "EdDSA",
            Self::P256(_) => "ES256",
            Self::P384(_) => "ES384",
            Self::Rsa(_) => "RS256",
        }
    }

    /// A signature; the same for the same message.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.sign(message).to_vec(),
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
            Self::Rsa(key) => {
                let signing = rsa::pkcs1v15::SigningKey::<Sha256>::new((**key).clone());
                signing.sign(message).to_vec()
            }
        }
    }

    /// `did:key:z…#z…`
    pub(crate) fn did_key_method(&self) -> String {
        let text = self.public().to_text();
        format!("did:key:{text}#{text}")
    }

    /// A compact JWS (RFC 7515 section 7.1).
    pub(crate) fn jws(&self, header: &str, payload: &[u8]) -> String {
        let input = format!("{}.{}", base64url(header.as_bytes()), base64url(payload));
        let signature = base64url(&self.sign(input.as_bytes()));
        format!("{input}.{signature}")
    }
}

/// Signs by `ecdsa-rdfc-2019` or `ecdsa-jcs-2019`, for tests alone.
pub(crate) fn ecdsa(mut credential: Json, secret: &Secret, suite: &str) -> Json {
    let contexts = credential.get("@context").expect("contexts").to_text();
    let method = secret.did_key_method();
    let options = format!(
        r#"{{"@context":{contexts},"type":"DataIntegrityProof","cryptosuite":"{suite}","created":"2026-05-12T10:00:00Z","proofPurpose":"assertionMethod","verificationMethod":"{method}"}}"#
    );
    let parse = |text: &str| json::parse(text.as_bytes()).expect("JSON");
    let mut proof = parse(&options);
    let text = |json: &Json| match (suite, secret) {
        ("ecdsa-jcs-2019", _) => jcs::canonical(json),
        (_, Secret::P384(_)) => canon::nquads_by(json, canon::Hash::Sha384).expect("canonical"),
        _ => canon::nquads(json).expect("canonical"),
    };
    let hash = |json: &Json| match secret {
        Secret::P384(_) => Sha384::digest(text(json)).to_vec(),
        _ => Sha256::digest(text(json)).to_vec(),
    };
    let signature = secret.sign(&[hash(&proof), hash(&credential)].concat());
    if let (Json::Object(proof), Json::Object(json)) = (&mut proof, &mut credential) {
        proof.insert("proofValue", format!("z{}", bs58::encode(signature).into_string()));
        json.insert("proof", Json::Object(proof.clone()));
    }
    credential
}

pub(crate) fn base64url(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// An RSA key of two primes that begin at what a label hashes to: the offsets are how far away the next primes are.
pub(crate) fn rsa_key(prime_bytes: usize, offsets: [u64; 2], exponent: u64) -> rsa::PrivateKey {
    let prime = |label: &str, offset: u64| {
        let mut bytes = Vec::new();
        for n in 0..u8::try_from(prime_bytes / 32).expect("few") {
            bytes.extend(Sha256::digest([format!("accolade test key {label}").as_bytes(), &[n]].concat()));
        }
        bytes[0] |= 0xc0;
        bytes[prime_bytes - 1] |= 1;
        rsa::BoxedUint::from_be_slice_vartime(&bytes).wrapping_add(rsa::BoxedUint::from(offset))
    };
    let (p, q) = (prime("p", offsets[0]), prime("q", offsets[1]));
    rsa::PrivateKey::from_p_q(p, q, rsa::BoxedUint::from(exponent)).expect("two primes")
}
