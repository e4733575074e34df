//! In: a JSON Web Key. Out: the public key that it is, read strictly (RFC 7517, RFC 7518 section 6, RFC 8037).
//! A key that says what it is for is used for nothing else; a secret key is refused, not cut down to its public part.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{AnyKey, KeyError, P256Key, P384Key, PublicKey, RsaKey};
use crate::json::{Members, Value};

/// Members that only a secret key has (RFC 7518 sections 6.2.2, 6.3.2, 6.4.1; RFC 8037 section 2).
const SECRET: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Reads a JWK.
pub(super) fn read(json: &Value<'_>) -> Result<AnyKey, KeyError> {
    let jwk = json.as_object().ok_or(KeyError::Malformed)?;
    if SECRET.iter().any(|name| jwk.get(name).is_some()) {
        return Err(KeyError::Secret);
    }
    let (key, algorithms): (AnyKey, &[&str]) = match (text(jwk, "kty")?, text(jwk, "crv")) {
        ("OKP", Ok("Ed25519")) => {
            let x: [u8; 32] = number(jwk, "x")?.try_into().map_err(|_| KeyError::Malformed)?;
            (PublicKey::from_bytes(&x)?.into(), &["EdDSA", "Ed25519"])
        }
        ("EC", Ok("P-256")) => {
            (AnyKey::P256(P256Key::from_coordinates(&number(jwk, "x")?, &number(jwk, "y")?)?), &["ES256"])
        }
        ("EC", Ok("P-384")) => {
            (AnyKey::P384(P384Key::from_coordinates(&number(jwk, "x")?, &number(jwk, "y")?)?), &["ES384"])
        }
        ("RSA", _) => (AnyKey::Rsa(RsaKey::from_parts(&number(jwk, "n")?, &number(jwk, "e")?)?), &["RS256"]),
        ("OKP" | "EC", Err(e)) => return Err(e),
        _ => return Err(KeyError::Unsupported),
    };
    if allows(jwk, algorithms)? { Ok(key) } else { Err(KeyError::NotForVerifying) }
}

/// Whether `use`, `key_ops` and `alg` allow to verify with one of these algorithms (RFC 7517 sections 4.2 to 4.4).
fn allows(jwk: &Members<'_>, algorithms: &[&str]) -> Result<bool, KeyError> {
    for (name, good) in [("use", &["sig"][..]), ("alg", algorithms)] {
        if jwk.get(name).is_some() && !good.contains(&text(jwk, name)?) {
            return Ok(false);
        }
    }
    match jwk.get("key_ops") {
        None => Ok(true),
        Some(Value::Array(operations)) => Ok(operations.iter().any(|o| o.as_str() == Some("verify"))),
        Some(_) => Err(KeyError::Malformed),
    }
}

/// Bytes as base64url without padding.
pub(crate) fn to_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of base64url text without padding, blanks or loose bits: each has one spelling (RFC 7515 section 2).
pub(crate) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

fn text<'a>(jwk: &'a Members<'a>, name: &str) -> Result<&'a str, KeyError> {
    jwk.get(name).and_then(Value::as_str).ok_or(KeyError::Malformed)
}

fn number(jwk: &Members<'_>, name: &str) -> Result<Vec<u8>, KeyError> {
    from_base64url(text(jwk, name)?).ok_or(KeyError::Malformed)
}
