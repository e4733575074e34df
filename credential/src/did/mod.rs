//! In: DIDs and DID documents. Out: where a document is found, which keys it allows for assertion, and new documents.
//! Methods: did:key, did:jwk and did:web. Never fetches: documents come in as values.

mod document;

use crate::json::{self, Json, Object};
use crate::key::{AnyKey, KeyError, PublicKey, from_base64url};

pub(crate) use document::{Controller, Listed, standing_at};

/// The methods that are supported. Others, such as those of a blockchain, are named and left unproven.
const METHODS: [&str; 3] = ["key", "jwk", "web"];
/// The longest did:jwk that is read: an RSA key of 8192 bits has about 1,900 characters.
const MAX_DID_JWK: usize = 4096;

/// The URL of a did:web's document (did:web method specification, section 3.2), `None` when `did` is no such DID.
///
/// `did:web:example.org` is at `https://example.org/.well-known/did.json`,
/// `did:web:example.org%3A8443:a:b` at `https://example.org:8443/a/b/did.json`.
#[must_use]
pub fn web_url(did: &str) -> Option<String> {
    let rest = did.strip_prefix("did:web:")?;
    let mut parts = rest.split(':');
    let host = host(parts.next()?)?;
    let mut url = format!("https://{host}");
    let mut deep = false;
    for part in parts {
        let odd = part.is_empty() || part == "." || part == ".." || !part.bytes().all(is_path_byte);
        if odd {
            return None;
        }
        url.push('/');
        url.push_str(part);
        deep = true;
    }
    url.push_str(if deep { "/did.json" } else { "/.well-known/did.json" });
    Some(url)
}

/// The did.json of `did`: each key as a Multikey verification method that is allowed for assertion
/// (Controlled Identifiers 1.0, sections 2.2 and 2.3.2). Method ids are `{did}#{multibase}`.
#[must_use]
pub fn document(did: &str, keys: &[PublicKey]) -> Json {
    let mut methods = Vec::new();
    let mut allowed = Vec::new();
    for key in keys {
        let (id, method) = method(did, key);
        methods.push(method);
        allowed.push(Json::from(id));
    }
    let mut document = Object::new();
    let contexts = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"];
    document.insert("@context", contexts.map(Json::from).to_vec());
    document.insert("id", did);
    document.insert("verificationMethod", methods);
    document.insert("assertionMethod", allowed);
    Json::Object(document)
}

/// A key as a Multikey verification method of `did`, with the id of it (Controlled Identifiers 1.0, section 2.2.2).
#[must_use]
pub fn method(did: &str, key: &PublicKey) -> (String, Json) {
    let multibase = key.multibase();
    let id = format!("{did}#{multibase}");
    let mut method = Object::new();
    method.insert("id", id.as_str());
    method.insert("type", "Multikey");
    method.insert("controller", did);
    method.insert("publicKeyMultibase", multibase);
    (id, Json::Object(method))
}

/// The key that a DID or DID URL itself is (did:key and did:jwk method specifications); `None` for other methods.
pub(crate) fn key_of_did(id: &str) -> Option<Result<AnyKey, KeyError>> {
    did_of_key(id).map(|did| did.and_then(read_key))
}

/// The did:key or did:jwk that a DID or DID URL names by its own key; `None` for other methods.
pub(crate) fn did_of_key(id: &str) -> Option<Result<&str, KeyError>> {
    let (did, fragment) = id.split_once('#').map_or((id, None), |(d, f)| (d, Some(f)));
    let fits = match (did.strip_prefix("did:key:"), did.strip_prefix("did:jwk:")) {
        (Some(text), _) => fragment.is_none_or(|f| f == text),
        (None, Some(text)) => fragment.is_none_or(|f| f == "0") && text.len() <= MAX_DID_JWK,
        (None, None) => return None,
    };
    Some(if fits { Ok(did) } else { Err(KeyError::Malformed) })
}

/// The key that a did:key or did:jwk spells.
pub(crate) fn read_key(did: &str) -> Result<AnyKey, KeyError> {
    if let Some(text) = did.strip_prefix("did:key:") {
        return AnyKey::from_multibase(text);
    }
    let jwk = did.strip_prefix("did:jwk:").and_then(from_base64url).and_then(|bytes| json::parse(&bytes).ok());
    jwk.ok_or(KeyError::Malformed).and_then(|jwk| AnyKey::from_jwk(&jwk))
}

/// The method of a DID that is not supported: `ethr` of `did:ethr:0x…`.
pub(crate) fn unsupported_method(id: &str) -> Option<&str> {
    let method = id.strip_prefix("did:")?.split(':').next().unwrap_or_default();
    (!METHODS.contains(&method)).then_some(method)
}

/// Where the document that speaks for `id` is found: a did:web's did.json, an https URL itself without its fragment.
pub(crate) fn document_url(id: &str) -> Option<String> {
    let base = id.split('#').next().unwrap_or(id);
    let Some(rest) = base.strip_prefix("https://") else { return web_url(base) };
    // Readers are shown the host: letters that look like others, or a user's name before it, would be another's.
    let authority = rest.split(['/', '\\', '?']).next().unwrap_or_default();
    host(&authority.replacen(':', "%3A", 1)).map(|_| base.to_owned())
}

/// A host with an optional port, which a did:web writes as `%3A` and digits.
fn host(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (name, port) = lower.split_once("%3a").map_or((lower.as_str(), None), |(n, p)| (n, Some(p)));
    let good = !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
        && !name.starts_with(['.', '-'])
        && !name.ends_with('.')
        && !name.contains("..");
    let port = match port {
        Some(p) => format!(":{}", p.parse::<u16>().ok().filter(|n| n.to_string() == p)?),
        None => String::new(),
    };
    good.then(|| format!("{name}{port}"))
}

const fn is_path_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::SecretKey;

    #[test]
    fn did_web_becomes_a_url_with_ports_and_paths() {
        let cases = [
            ("did:web:w3c-ccg.github.io", Some("https://w3c-ccg.github.io/.well-known/did.json")),
            ("did:web:w3c-ccg.github.io:user:alice", Some("https://w3c-ccg.github.io/user/alice/did.json")),
            ("did:web:example.com%3A3000:user:alice", Some("https://example.com:3000/user/alice/did.json")),
            ("did:web:example.com%3a3000", Some("https://example.com:3000/.well-known/did.json")),
            ("did:web:Example.COM", Some("https://example.com/.well-known/did.json")),
            ("did:web:", None),
            ("did:web::a", None),
            ("did:web:example.com:..:a", None),
            ("did:web:example.com::a", None),
            ("did:web:example.com/a", None),
            ("did:web:example.com#key", None),
            ("did:web:user@example.com", None),
            ("did:web:example.com%3A0x1", None),
            ("did:web:example.com%3A99999", None),
            ("did:web:example.com?x", None),
            ("did:key:z6Mk", None),
        ];
        for (did, url) in cases {
            assert_eq!(web_url(did).as_deref(), url, "{did}");
        }
    }

    #[test]
    fn a_written_document_lists_its_keys_for_assertion() {
        let did = "did:web:credentials.alderbay.example";
        let keys = [1, 2].map(|n| SecretKey::from_seed(&[n; 32]).public());
        let text = document(did, &keys).to_text();
        let read = Controller::read(text.as_bytes(), did).expect("our own document");
        for key in keys {
            assert!(read.of_key(&key.into()).any(|listed| listed.asserts));
            let id = format!("{did}#{}", key.multibase());
            assert_eq!(read.method(&id).expect("listed").key, key.into());
        }
    }

    #[test]
    fn a_did_key_fragment_must_repeat_the_key() {
        let key = SecretKey::from_seed(&[1; 32]).public();
        assert_eq!(key_of_did(&key.did_key()), Some(Ok(key.into())));
        assert_eq!(key_of_did(&key.did_key_method()), Some(Ok(key.into())));
        for odd in [format!("{}#other", key.did_key()), format!("{}#", key.did_key()), format!("{}?a", key.did_key())] {
            assert!(key_of_did(&odd).expect("did:key").is_err(), "{odd}");
        }
        assert_eq!(key_of_did("did:web:example.org"), None);
        // did:key method specification, test vectors
        let p256 = key_of_did("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169").expect("did:key");
        assert_eq!(p256.expect("a key").kind(), "P-256");
        let k1 = key_of_did("did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme").expect("did:key");
        assert_eq!(k1, Err(KeyError::Unsupported), "secp256k1");
    }

    #[test]
    fn a_did_jwk_is_the_key_that_it_spells() {
        // did:jwk method specification, example P-256
        let jwk = r#"{"crv":"P-256","kty":"EC","x":"acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0","y":"_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE"}"#;
        let did = format!("did:jwk:{}", crate::key::to_base64url(jwk.as_bytes()));
        let key = key_of_did(&did).expect("did:jwk").expect("a key");
        assert_eq!(key.kind(), "P-256");
        assert_eq!(key_of_did(&format!("{did}#0")), Some(Ok(key)));
        let spelled = |json: &str| key_of_did(&format!("did:jwk:{}", crate::key::to_base64url(json.as_bytes())));
        let secret = jwk.replacen('{', "{\"d\":\"AQAB\",", 1);
        assert_eq!(spelled(&secret), Some(Err(KeyError::Secret)));
        assert_eq!(spelled(&jwk.replacen('{', "{\"use\":\"enc\",", 1)), Some(Err(KeyError::NotForVerifying)));
        assert_eq!(spelled(&jwk.replacen('{', "{\"crv\":\"P-256\",", 1)), Some(Err(KeyError::Malformed)), "twice");
        for odd in [format!("{did}#1"), format!("{did}#"), format!("{did}="), format!("{did} "), "did:jwk:".into()] {
            assert_eq!(key_of_did(&odd), Some(Err(KeyError::Malformed)), "{odd}");
        }
        assert_eq!(key_of_did(&format!("did:jwk:{}", "e".repeat(100_000))), Some(Err(KeyError::Malformed)));
    }

    #[test]
    fn methods_that_are_not_supported_are_named() {
        for (id, method) in [("did:ethr:0x1", "ethr"), ("did:ion:a#b", "ion"), ("did:", ""), ("did:keys:z", "keys")] {
            assert_eq!(unsupported_method(id), Some(method), "{id}");
        }
        for id in ["did:key:z", "did:web:a", "did:jwk:e#0", "https://a.example", "urn:uuid:a"] {
            assert_eq!(unsupported_method(id), None, "{id}");
        }
    }
}
