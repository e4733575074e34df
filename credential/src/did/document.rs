//! In: the bytes of a DID document or controller document. Out: the Ed25519 keys that it lists, and what for.
//! A document speaks only for its own `id`, and a method only when its `controller` is that same `id`.

use jiff::Timestamp;

use crate::json::{self, Json};
use crate::key::AnyKey;

/// The keys of a controller document (Controlled Identifiers 1.0, DID Core 1.0).
#[derive(Debug, Clone)]
pub(crate) struct Controller {
    methods: Vec<Listed>,
    names_keys: bool,
}

/// One Ed25519 verification method of a document.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// Its id, absolute.
    pub(crate) id: String,
    /// Its key.
    pub(crate) key: AnyKey,
    /// Whether the document lists it under `assertionMethod`.
    pub(crate) asserts: bool,
    /// The earlier of its `expires` and `revoked`: it is not good for what was signed at or after that moment.
    pub(crate) until: Option<Timestamp>,
}

impl Controller {
    /// Reads the document of `id`; the reason in words when it cannot speak for it.
    pub(crate) fn read(bytes: &[u8], id: &str) -> Result<Self, String> {
        let document = json::parse(bytes).map_err(|e| format!("its document is not readable JSON: {e}"))?;
        if document.get("id").and_then(Json::as_str) != Some(id) {
            return Err("its document states another id".into());
        }
        let mut methods: Vec<Listed> = Vec::new();
        for method in document.get("verificationMethod").map_or(&[][..], Json::items) {
            if let Some(listed) = read_method(method, id, false) {
                methods.push(listed);
            }
        }
        for entry in document.get("assertionMethod").map_or(&[][..], Json::items) {
            match entry.as_str() {
                Some(reference) => {
                    let target = absolute(reference, id);
                    methods.iter_mut().filter(|m| m.id == target).for_each(|m| m.asserts = true);
                }
                None => methods.extend(read_method(entry, id, true)),
            }
        }
        let names_keys = ["verificationMethod", "assertionMethod"].iter().any(|n| document.get(n).is_some());
        Ok(Self { methods, names_keys })
    }

    /// Whether it speaks of keys at all, of whatever kind: an issuer's profile page may not.
    pub(crate) const fn names_keys(&self) -> bool {
        self.names_keys
    }

    /// The method of this id, the one allowed for assertion first.
    pub(crate) fn method(&self, id: &str) -> Option<&Listed> {
        let named = || self.methods.iter().filter(|m| m.id == id);
        named().find(|m| m.asserts).or_else(|| named().next())
    }

    /// The method by which this key may make assertions.
    pub(crate) fn allows(&self, key: &AnyKey) -> Option<&Listed> {
        self.methods.iter().find(|m| m.asserts && m.key == *key)
    }
}

/// A method of the kinds Multikey and Ed25519VerificationKey2020; other kinds are none of ours.
fn read_method(method: &Json, document: &str, asserts: bool) -> Option<Listed> {
    let text = |name: &str| method.get(name).and_then(Json::as_str);
    if !matches!(text("type")?, "Multikey" | "Ed25519VerificationKey2020") || text("controller")? != document {
        return None;
    }
    let mut until: Option<Timestamp> = None;
    for name in ["expires", "revoked"] {
        if let Some(value) = method.get(name) {
            // An end that cannot be read is an end: the key is then good for nothing.
            let at = value.as_str().and_then(|t| t.parse().ok()).unwrap_or(Timestamp::MIN);
            until = Some(until.map_or(at, |u| u.min(at)));
        }
    }
    let key = AnyKey::from_multibase(text("publicKeyMultibase")?).ok()?;
    Some(Listed { id: absolute(text("id")?, document), key, asserts, until })
}

fn absolute(reference: &str, document: &str) -> String {
    if reference.starts_with('#') { format!("{document}{reference}") } else { reference.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::SecretKey;

    const DID: &str = "did:web:example.org";

    fn key() -> AnyKey {
        SecretKey::from_seed(&[1; 32]).public().into()
    }

    fn method(kind: &str, controller: &str) -> String {
        let mb = key().to_text();
        format!(r#"{{"id":"{DID}#a","type":"{kind}","controller":"{controller}","publicKeyMultibase":"{mb}"}}"#)
    }

    fn read(members: &str) -> Result<Controller, String> {
        Controller::read(format!(r#"{{"id":"{DID}",{members}}}"#).as_bytes(), DID)
    }

    #[test]
    fn both_styles_in_the_wild_are_read() {
        let by_reference = format!(r##""verificationMethod":[{}],"assertionMethod":["#a"]"##, method("Multikey", DID));
        let embedded = format!(r#""assertionMethod":[{}]"#, method("Ed25519VerificationKey2020", DID));
        for text in [by_reference, embedded] {
            let read = read(&text).expect("a document");
            assert!(read.allows(&key()).is_some(), "{text}");
            assert!(read.method(&format!("{DID}#a")).is_some());
        }
    }

    #[test]
    fn a_key_of_another_controller_purpose_or_kind_does_not_count() {
        let texts = [
            format!(r#""assertionMethod":[{}]"#, method("Multikey", "did:web:other.example")),
            format!(r#""verificationMethod":[{}]"#, method("Multikey", DID)),
            format!(r#""verificationMethod":[{}],"authentication":["{DID}#a"]"#, method("Multikey", DID)),
            format!(r#""assertionMethod":[{}]"#, method("JsonWebKey", DID)),
            format!(r#""verificationMethod":[{}],"assertionMethod":["{DID}#b"]"#, method("Multikey", DID)),
        ];
        for text in texts {
            assert!(read(&text).expect("a document").allows(&key()).is_none(), "{text}");
        }
    }

    #[test]
    fn a_document_speaks_only_for_its_own_id() {
        assert!(Controller::read(br#"{"id":"did:web:evil.example"}"#, DID).is_err());
        assert!(Controller::read(b"{}", DID).is_err());
        assert!(Controller::read(b"not json", DID).is_err());
    }

    #[test]
    fn an_unreadable_end_of_a_key_is_an_end() {
        let text = method("Multikey", DID).replace("\"type\"", "\"revoked\":\"soon\",\"type\"");
        let read = read(&format!(r#""assertionMethod":[{text}]"#)).expect("a document");
        assert_eq!(read.allows(&key()).expect("listed").until, Some(Timestamp::MIN));
    }
}
