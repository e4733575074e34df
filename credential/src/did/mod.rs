//! In: DIDs and DID documents. Out: where a document is found, which keys it allows for assertion, and new documents.
//! Methods: did:key and did:web. Never fetches: documents come in as values.

mod document;

use crate::json::{Json, Object};
use crate::key::{KeyError, PublicKey};

pub(crate) use document::Controller;

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
        let multibase = key.multibase();
        let id = format!("{did}#{multibase}");
        let mut method = Object::new();
        method.insert("id", id.as_str());
        method.insert("type", "Multikey");
        method.insert("controller", did);
        method.insert("publicKeyMultibase", multibase);
        methods.push(Json::Object(method));
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

/// The key that a did:key DID or DID URL is; `None` when `id` is not of that method.
pub(crate) fn key_of_did_key(id: &str) -> Option<Result<PublicKey, KeyError>> {
    let rest = id.strip_prefix("did:key:")?;
    let (text, fragment) = rest.split_once('#').map_or((rest, None), |(t, f)| (t, Some(f)));
    if fragment.is_some_and(|f| f != text) {
        return Some(Err(KeyError::Malformed));
    }
    Some(PublicKey::from_multibase(text))
}

/// Where the document that speaks for `id` is found: a did:web's did.json, an https URL itself without its fragment.
pub(crate) fn document_url(id: &str) -> Option<String> {
    let base = id.split('#').next().unwrap_or(id);
    if base.starts_with("https://") { Some(base.to_owned()) } else { web_url(base) }
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
            assert!(read.allows(&key.into()).is_some());
            let id = format!("{did}#{}", key.multibase());
            assert_eq!(read.method(&id).expect("listed").key, key.into());
        }
    }

    #[test]
    fn a_did_key_fragment_must_repeat_the_key() {
        let key = SecretKey::from_seed(&[1; 32]).public();
        assert_eq!(key_of_did_key(&key.did_key()), Some(Ok(key)));
        assert_eq!(key_of_did_key(&key.did_key_method()), Some(Ok(key)));
        assert!(key_of_did_key(&format!("{}#other", key.did_key())).expect("did:key").is_err());
        assert_eq!(key_of_did_key("did:web:example.org"), None);
    }
}
