//! In: a document and its proofs (VC Data Integrity 1.0). Out: what each proof signs, read strictly.
//! Suites: eddsa-rdfc-2022, eddsa-jcs-2022, Ed25519Signature2020, ecdsa-rdfc-2019, ecdsa-jcs-2019. Whose key it is, is not asked here.

mod data;
mod options;
mod rdf;
#[cfg(test)]
mod vectors;

use jiff::Timestamp;
use sha2::{Digest, Sha256, Sha384};

use crate::base58;
use crate::json::{Members, Value};
use crate::key::AnyKey;
use crate::time;

pub(crate) use data::{Failure, Unsecured};
pub(crate) use rdf::RdfError;

/// How a proof turns the document into bytes to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `DataIntegrityProof` with `eddsa-rdfc-2022`
    Rdfc,
    /// `DataIntegrityProof` with `eddsa-jcs-2022`
    Jcs,
    /// `Ed25519Signature2020`, which hashes like `eddsa-rdfc-2022`
    Ed2020,
    /// `DataIntegrityProof` with `ecdsa-rdfc-2019`
    EcdsaRdfc,
    /// `DataIntegrityProof` with `ecdsa-jcs-2019`
    EcdsaJcs,
}

impl Kind {
    /// Whether the suite signs the text at its places (JCS), and not only what is stated in it (canonical RDF).
    pub(crate) const fn signs_places(self) -> bool {
        matches!(self, Self::Jcs | Self::EcdsaJcs)
    }
    /// Whether a key is of the kind that the suite signs with: any other cannot have made the proof.
    pub(crate) const fn takes(self, key: &AnyKey) -> bool {
        match self {
            Self::Rdfc | Self::Jcs | Self::Ed2020 => matches!(key, AnyKey::Ed25519(_)),
            Self::EcdsaRdfc | Self::EcdsaJcs => matches!(key, AnyKey::P256(_) | AnyKey::P384(_)),
        }
    }

    /// How many bytes a signature of the suite has.
    const fn lengths(self) -> &'static [usize] {
        match self {
            Self::Rdfc | Self::Jcs | Self::Ed2020 => &[64],
            Self::EcdsaRdfc | Self::EcdsaJcs => &[64, 96],
        }
    }
}

/// What a key hashes with before it signs: the suite follows the key in this (vc-di-ecdsa sections 3.2.3 and 3.2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hashing {
    /// SHA-256
    Sha256,
    /// SHA-384, for P-384
    Sha384,
}

impl Hashing {
    /// What proofs by this key hash with.
    pub(crate) const fn of(key: &AnyKey) -> Self {
        match key {
            AnyKey::P384(_) => Self::Sha384,
            AnyKey::Ed25519(_) | AnyKey::P256(_) | AnyKey::Rsa(_) => Self::Sha256,
        }
    }

    /// Appends the hash of canonical text.
    pub(crate) fn digest(self, text: &str, bytes: &mut Vec<u8>) {
        match self {
            Self::Sha256 => bytes.extend_from_slice(&Sha256::digest(text)),
            Self::Sha384 => bytes.extend_from_slice(&Sha384::digest(text)),
        }
    }
}

/// A proof of a supported suite, its members read.
#[derive(Debug, Clone)]
pub(crate) struct Proof<'a> {
    /// The proof as it stands.
    pub(crate) json: &'a Members<'a>,
    pub(crate) kind: Kind,
    pub(crate) method: &'a str,
    pub(crate) signature: Vec<u8>,
    pub(crate) created: Option<Timestamp>,
    pub(crate) expires: Option<Timestamp>,
    /// `previousProof`: ids of the proofs that this one signs along with the document.
    pub(crate) previous: Vec<&'a str>,
}

/// Why a proof is not one to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// A suite that is not supported, by its name.
    Unsupported(String),
    /// A supported suite, but not as it must be.
    Malformed(String),
}

impl<'a> Proof<'a> {
    /// Reads one entry of `proof`.
    pub(crate) fn read(entry: &'a Value<'a>) -> Result<Self, Unusable> {
        let malformed = |what: &str| Unusable::Malformed(what.to_owned());
        let json = entry.as_object().ok_or_else(|| malformed("the proof is not an object"))?;
        let text = |name: &str| json.get(name).and_then(Value::as_str);
        let kind = read_kind(text("type"), text("cryptosuite"))?;
        if text("proofPurpose") != Some("assertionMethod") {
            return Err(malformed("the proof is not for the purpose assertionMethod"));
        }
        let method = text("verificationMethod").ok_or_else(|| malformed("the proof names no verificationMethod"))?;
        let value = text("proofValue").ok_or_else(|| malformed("the proof has no proofValue"))?;
        let signature = decode(value, kind.lengths())
            .ok_or_else(|| malformed("the proofValue is no signature of this suite in base58 that begins with `z`"))?;
        let date = |name: &str| match json.get(name) {
            None => Ok(None),
            Some(value) => match value.as_str().and_then(time::parse) {
                Some(at) => Ok(Some(at)),
                None => Err(Unusable::Malformed(format!("the proof's {name} is not a date with a time and a zone"))),
            },
        };
        let mut previous = Vec::new();
        for id in json.get("previousProof").map_or(&[][..], Value::items) {
            previous.push(id.as_str().ok_or_else(|| malformed("previousProof is not a list of ids"))?);
        }
        let (created, expires) = (date("created")?, date("expires")?);
        Ok(Self { json, kind, method, signature, created, expires, previous })
    }
}

fn read_kind(kind: Option<&str>, suite: Option<&str>) -> Result<Kind, Unusable> {
    match (kind, suite) {
        (Some("DataIntegrityProof"), Some("eddsa-rdfc-2022")) => Ok(Kind::Rdfc),
        (Some("DataIntegrityProof"), Some("eddsa-jcs-2022")) => Ok(Kind::Jcs),
        (Some("DataIntegrityProof"), Some("ecdsa-rdfc-2019")) => Ok(Kind::EcdsaRdfc),
        (Some("DataIntegrityProof"), Some("ecdsa-jcs-2019")) => Ok(Kind::EcdsaJcs),
        (Some("DataIntegrityProof"), Some(other)) => Err(Unusable::Unsupported(other.to_owned())),
        (Some("DataIntegrityProof"), None) => Err(Unusable::Malformed("the proof names no cryptosuite".into())),
        (Some("Ed25519Signature2020"), _) => Ok(Kind::Ed2020),
        (Some(other), _) => Err(Unusable::Unsupported(other.to_owned())),
        (None, _) => Err(Unusable::Malformed("the proof has no type".into())),
    }
}

/// The signature as proof text: `z` and base58.
pub(crate) fn encode(signature: &[u8; 64]) -> String {
    format!("z{}", bs58::encode(signature).into_string())
}

/// The bytes of a `proofValue`. Base58 has one spelling for each: a digit more or less is another length.
fn decode(text: &str, lengths: &[usize]) -> Option<Vec<u8>> {
    let bytes = base58::decode(text.strip_prefix('z')?, 140)?;
    lengths.contains(&bytes.len()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(members: &str) -> Result<Kind, Unusable> {
        let value = encode(&[5; 64]);
        let text = format!(r#"{{"verificationMethod":"did:key:x","proofValue":"{value}",{members}}}"#);
        let json = crate::json::parse(text.as_bytes()).expect("JSON");
        Proof::read(&json).map(|p| p.kind)
    }

    const GOOD: &str = r#""type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod""#;

    #[test]
    fn suites_are_told_apart() {
        assert_eq!(read(GOOD), Ok(Kind::Jcs));
        assert_eq!(read(&GOOD.replace("jcs", "rdfc")), Ok(Kind::Rdfc));
        assert_eq!(read(r#""type":"Ed25519Signature2020","proofPurpose":"assertionMethod""#), Ok(Kind::Ed2020));
        assert_eq!(read(&GOOD.replace("eddsa-jcs-2022", "ecdsa-rdfc-2019")), Ok(Kind::EcdsaRdfc));
        assert_eq!(read(&GOOD.replace("eddsa-jcs-2022", "ecdsa-jcs-2019")), Ok(Kind::EcdsaJcs));
        let other = GOOD.replace("eddsa-jcs-2022", "ecdsa-sd-2023");
        assert_eq!(read(&other), Err(Unusable::Unsupported("ecdsa-sd-2023".into())));
        let older = GOOD.replace("DataIntegrityProof", "Ed25519Signature2018");
        assert_eq!(read(&older), Err(Unusable::Unsupported("Ed25519Signature2018".into())));
    }

    #[test]
    fn a_proof_that_is_not_as_it_must_be_is_malformed() {
        let odd = [
            GOOD.replace("assertionMethod", "authentication"),
            GOOD.replace(r#","proofPurpose":"assertionMethod""#, ""),
            GOOD.replace(r#""type":"DataIntegrityProof","#, ""),
            GOOD.replace(r#""cryptosuite":"eddsa-jcs-2022","#, ""),
            format!(r#"{GOOD},"created":"2026-05-12""#),
            format!(r#"{GOOD},"expires":5"#),
            format!(r#"{GOOD},"previousProof":[1]"#),
        ];
        for members in odd {
            assert!(matches!(read(&members), Err(Unusable::Malformed(_))), "{members}");
        }
    }

    #[test]
    fn a_signature_has_one_spelling() {
        let text = encode(&[5; 64]);
        let decode = |text: &str| decode(text, &[64]);
        assert_eq!(decode(&text), Some(vec![5; 64]));
        let body = &text[1..];
        let odd = [body.to_owned(), format!("u{body}"), format!("z1{body}"), format!("z {body}"), format!("{text}1")];
        for text in odd.iter().map(String::as_str).chain(["z", "", &text[..text.len() - 1]]) {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(decode(&encode(&[0; 64])), Some(vec![0; 64]));
        let long = format!("z{}", bs58::encode([7; 96]).into_string());
        assert_eq!((decode(&long), super::decode(&long, &[64, 96])), (None, Some(vec![7; 96])));
        assert_eq!(decode(&format!("z{}", "1".repeat(100_000))), None);
    }
}
