//! In: PEM text. Out: the public key that it holds (RFC 7468, RFC 5280 section 4.1.2.7). Secret keys and certificates are refused.
//! Line lengths and ends are not looked at, since Open Badges 2.0 keeps PEM in JSON strings of every shape.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pkcs8::ObjectIdentifier;
use pkcs8::spki::SubjectPublicKeyInfoRef;

use super::{AnyKey, KeyError, P256Key, P384Key, PublicKey, RsaKey};

const MAX_TEXT: usize = 8192;
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");

/// Reads PEM.
pub(super) fn read(text: &str) -> Result<AnyKey, KeyError> {
    let (label, der) = open(text).ok_or(KeyError::Malformed)?;
    match label {
        "PUBLIC KEY" => subject_public_key(&der),
        "RSA PUBLIC KEY" => RsaKey::from_pkcs1(&der).map(AnyKey::Rsa),
        _ if label.ends_with("PRIVATE KEY") => Err(KeyError::Secret),
        _ => Err(KeyError::Malformed),
    }
}

/// The label and the bytes of the one block that the text consists of.
fn open(text: &str) -> Option<(&str, Vec<u8>)> {
    let (label, rest) = text.trim().strip_prefix("-----BEGIN ").filter(|t| t.len() <= MAX_TEXT)?.split_once("-----")?;
    let body = rest.strip_suffix("-----")?.strip_suffix(label)?.strip_suffix("-----END ")?;
    let body: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    // An encrypted key has headers in its body; its label says enough.
    if label.ends_with("PRIVATE KEY") {
        return Some((label, Vec::new()));
    }
    Some((label, STANDARD.decode(body).ok()?))
}

fn subject_public_key(der: &[u8]) -> Result<AnyKey, KeyError> {
    let info = SubjectPublicKeyInfoRef::try_from(der).map_err(|_| KeyError::Malformed)?;
    let bits = info.subject_public_key.as_bytes().ok_or(KeyError::Malformed)?;
    let has_parameters = info.algorithm.parameters.is_some();
    match info.algorithm.oid {
        ED25519 if !has_parameters => {
            PublicKey::from_bytes(bits.try_into().map_err(|_| KeyError::Malformed)?).map(AnyKey::Ed25519)
        }
        RSA if info.algorithm.parameters.is_none_or(|p| p.is_null()) => RsaKey::from_pkcs1(bits).map(AnyKey::Rsa),
        EC => match info.algorithm.parameters_oid() {
            Ok(P256) => P256Key::from_sec1(bits).map(AnyKey::P256),
            Ok(P384) => P384Key::from_sec1(bits).map(AnyKey::P384),
            Ok(_) => Err(KeyError::Unsupported),
            Err(_) => Err(KeyError::Malformed),
        },
        ED25519 | RSA => Err(KeyError::Malformed),
        _ => Err(KeyError::Unsupported),
    }
}
