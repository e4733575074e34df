//! In: the bytes of a DID document or controller document. Out: the keys that it lists, and what for.
//! A document speaks only for its own `id`, and a method only when its `controller` is that same `id`.

use jiff::Timestamp;

use crate::json::{self, Value};
use crate::key::{AnyKey, PublicKey};

/// The keys of a controller document (Controlled Identifiers 1.0, DID Core 1.0).
#[derive(Debug, Clone)]
pub(crate) struct Controller {
    methods: Vec<Listed>,
    /// What it allows for assertion by an address at which the key stands by itself.
    apart: Vec<String>,
    names_keys: bool,
}

/// One verification method of a document, with a key of a supported kind.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// Its id, absolute.
    pub(crate) id: String,
    /// Its key.
    pub(crate) key: AnyKey,
    /// The name that its JWK has (`kid`), if any.
    pub(crate) kid: Option<String>,
    /// Whether the document lists it under `assertionMethod`.
    pub(crate) asserts: bool,
    /// Its `expires`: it is not good for what was signed at or after that moment.
    pub(crate) until: Option<Timestamp>,
    /// Its `revoked`: besides, what it says to have signed before that moment is in doubt.
    pub(crate) revoked: Option<Timestamp>,
}

impl Controller {
    /// Reads the document of `id`; the reason in words when it cannot speak for it.
    pub(crate) fn read(bytes: &[u8], id: &str) -> Result<Self, String> {
        let document = json::parse(bytes).map_err(|e| format!("its document is not readable JSON: {e}"))?;
        if document.get("id").and_then(Value::as_str) != Some(id) {
            return Err("its document states another id".into());
        }
        let (mut methods, mut apart): (Vec<Listed>, Vec<String>) = (Vec::new(), Vec::new());
        let embedded = document.get("verificationMethod").map_or(&[][..], Value::items);
        for method in embedded {
            if let Some(listed) = read_method(method, id, false) {
                methods.push(listed);
            }
        }
        for entry in document.get("assertionMethod").map_or(&[][..], Value::items) {
            match entry.as_str() {
                Some(reference) => {
                    let target = absolute(reference, id);
                    methods.iter_mut().filter(|m| m.id == target).for_each(|m| m.asserts = true);
                    let is_here =
                        |m: &Value<'_>| m.get("id").and_then(Value::as_str).is_some_and(|i| absolute(i, id) == target);
                    if is_apart(&target) && !embedded.iter().any(is_here) {
                        apart.push(target);
                    }
                }
                None => methods.extend(read_method(entry, id, true)),
            }
        }
        let names_keys = ["verificationMethod", "assertionMethod"].iter().any(|n| document.get(n).is_some());
        Ok(Self { methods, apart, names_keys })
    }

    /// Whether it allows for assertion what stands at this address, which is not in the document itself.
    pub(crate) fn points_to(&self, address: &str) -> bool {
        self.apart.iter().any(|one| one == address)
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

    /// The methods of this key, whatever it may do.
    pub(crate) fn of_key<'a>(&'a self, key: &'a AnyKey) -> impl Iterator<Item = &'a Listed> {
        self.methods.iter().filter(move |m| m.key == *key)
    }

    /// The methods that a short name may mean: a fragment, a JWK's `kid`, or a thumbprint (RFC 7638). Without a name all.
    pub(crate) fn named<'a>(&'a self, name: Option<&'a str>) -> impl Iterator<Item = &'a Listed> {
        let is = |m: &Listed, name: &str| {
            m.id.split_once('#').is_some_and(|(_, fragment)| fragment == name)
                || m.kid.as_deref() == Some(name)
                || m.key.thumbprint() == name
        };
        let fits = move |m: &&Listed| name.is_none_or(|name| is(m, name));
        self.methods.iter().filter(fits)
    }
}

/// Whether a method of this name stands at its own address, and not in a document that lists it.
fn is_apart(method: &str) -> bool {
    method.starts_with("https://") && !method.contains('#')
}

/// The key that stands by itself at `url`, the address of a verification method, and whom it says to belong to: a JWK (Open Badges 3.0,
/// section "JSON Web Token Proof Format": what `kid` leads to) or a method of that `id` (Controlled Identifiers 1.0, section 2.2).
/// Whose it is, the document of its controller says, and not this one.
pub(crate) fn standing_at(bytes: &[u8], url: &str) -> Option<(Listed, Option<String>)> {
    let document = json::parse(bytes).ok().filter(|_| is_apart(url))?;
    if document.get("kty").is_some() && document.get("id").is_none() {
        let key = AnyKey::from_jwk(&document).ok()?;
        return Some((Listed { id: url.to_owned(), key, kid: None, asserts: true, until: None, revoked: None }, None));
    }
    let controller = document.get("controller").and_then(Value::as_str)?;
    let listed = read_method(&document, controller, true).filter(|listed| listed.id == url)?;
    Some((listed, Some(controller.to_owned())))
}

/// A method of a known type with a key of a supported kind; others are none of ours.
fn read_method(method: &Value<'_>, document: &str, asserts: bool) -> Option<Listed> {
    let text = |name: &str| method.get(name).and_then(Value::as_str);
    if text("controller")? != document {
        return None;
    }
    // An end that cannot be read is an end: the key is then good for nothing.
    let end = |name: &str| {
        method
            .get(name)
            .filter(|value| **value != Value::Null)
            .map(|value| value.as_str().and_then(|t| t.parse().ok()).unwrap_or(Timestamp::MIN))
    };
    let (until, revoked) = (end("expires"), end("revoked"));
    let key = read_key(method, text("type")?)?;
    let kid = method.get("publicKeyJwk").and_then(|jwk| jwk.get("kid")?.as_str()).map(str::to_owned);
    Some(Listed { id: absolute(text("id")?, document), key, kid, asserts, until, revoked })
}

/// The key, in the form that the method's type has it, and in no second one beside.
fn read_key(method: &Value<'_>, kind: &str) -> Option<AnyKey> {
    const FORMS: [&str; 5] = ["publicKeyMultibase", "publicKeyJwk", "publicKeyBase58", "publicKeyPem", "publicKeyHex"];
    if FORMS.iter().filter(|f| method.get(f).is_some()).count() != 1 {
        return None;
    }
    let text = |name: &str| method.get(name).and_then(Value::as_str);
    let multibase = || AnyKey::from_multibase(text("publicKeyMultibase")?).ok();
    let jwk = || AnyKey::from_jwk(method.get("publicKeyJwk")?).ok();
    match kind {
        "Multikey" => multibase(),
        "JsonWebKey" | "JsonWebKey2020" => jwk(),
        "Ed25519VerificationKey2020" => multibase().filter(|k| k.kind() == "Ed25519"),
        "Ed25519VerificationKey2018" => {
            let text = text("publicKeyBase58").filter(|t| t.len() <= 64)?;
            let bytes: [u8; 32] = bs58::decode(text).into_vec().ok()?.try_into().ok()?;
            PublicKey::from_bytes(&bytes).ok().map(AnyKey::from)
        }
        "EcdsaSecp256r1VerificationKey2019" => multibase().or_else(jwk).filter(|k| k.kind() == "P-256"),
        "EcdsaSecp384r1VerificationKey2019" => multibase().or_else(jwk).filter(|k| k.kind() == "P-384"),
        _ => None,
    }
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
            assert!(read.of_key(&key()).next().is_some(), "{text}");
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
            assert!(read(&text).expect("a document").of_key(&key()).all(|listed| !listed.asserts), "{text}");
        }
    }

    #[test]
    fn a_key_may_stand_at_an_address_of_its_own() {
        const URL: &str = "https://issuer.example/keys/1";
        let (jwk, mb) = (key().to_jwk().to_text(), key().to_text());
        let method = format!(
            r#"{{"id":"{URL}","type":"Multikey","controller":"{DID}","publicKeyMultibase":"{mb}","revoked":"2026-01-01T00:00:00Z"}}"#
        );
        let read = |text: &str| {
            standing_at(text.as_bytes(), URL).map(|(listed, of)| (listed.key, of, listed.revoked.is_some()))
        };
        assert_eq!(read(&jwk), Some((key(), None, false)));
        assert_eq!(read(&method), Some((key(), Some(DID.to_owned()), true)));
        assert_eq!(standing_at(jwk.as_bytes(), "https://issuer.example/keys#1").map(|(l, _)| l.id), None);
        assert_eq!(standing_at(jwk.as_bytes(), "http://issuer.example/keys/1").map(|(l, _)| l.id), None);
        for wrong in [
            method.replace(URL, "https://issuer.example/keys/2"),
            method.replace(r#""controller""#, r#""owner""#),
            jwk.replace(r#""x""#, r#""d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x""#),
            format!(r#"{{"keys":[{jwk}]}}"#),
            "[]".to_owned(),
        ] {
            assert_eq!(read(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_document_allows_what_stands_elsewhere_only_for_assertion_and_by_its_whole_address() {
        let url = "https://issuer.example/keys/1";
        let points = |members: String| read(&members).expect("a document").points_to(url);
        assert!(points(format!(r#""assertionMethod":["{url}"]"#)));
        assert!(!points(format!(r#""authentication":["{url}"],"assertionMethod":["{url}/2"]"#)));
        assert!(!points(format!(r#""verificationMethod":["{url}"]"#)));
        // What the document has itself is what counts, also where it cannot be read.
        let other = format!(r#"{{"id":"{url}","type":"Unheard","controller":"{DID}"}}"#);
        assert!(!points(format!(r#""verificationMethod":[{other}],"assertionMethod":["{url}"]"#)));
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
        assert_eq!(read.of_key(&key()).next().expect("listed").revoked, Some(Timestamp::MIN));
    }

    #[test]
    fn every_kind_of_method_is_read_in_its_own_form_only() {
        let ed = key();
        let p256 = AnyKey::from_multibase("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169").expect("a key");
        let raw = bs58::encode(ed.ed25519().expect("Ed25519").bytes()).into_string();
        let (multi, multi256) = (ed.to_text(), p256.to_text());
        let forms = [
            ("mb", format!("\"publicKeyMultibase\":\"{multi}\"")),
            ("mb256", format!("\"publicKeyMultibase\":\"{multi256}\"")),
            ("jwk", format!("\"publicKeyJwk\":{}", ed.to_jwk().to_text())),
            ("jwk256", format!("\"publicKeyJwk\":{}", p256.to_jwk().to_text())),
            ("b58", format!("\"publicKeyBase58\":\"{raw}\"")),
            ("b58mb", format!("\"publicKeyBase58\":\"{}\"", &multi[1..])),
        ];
        let fits = [
            ("Multikey", &["mb", "mb256"][..]),
            ("Ed25519VerificationKey2020", &["mb"]),
            ("Ed25519VerificationKey2018", &["b58"]),
            ("JsonWebKey", &["jwk", "jwk256"]),
            ("JsonWebKey2020", &["jwk", "jwk256"]),
            ("EcdsaSecp256r1VerificationKey2019", &["mb256", "jwk256"]),
            ("EcdsaSecp384r1VerificationKey2019", &[]),
            ("DataIntegrityProof", &[]),
            ("EcdsaSecp256k1VerificationKey2019", &[]),
        ];
        for (kind, good) in fits {
            for (form, member) in &forms {
                let method = format!(r#"{{"id":"{DID}#a","type":"{kind}","controller":"{DID}",{member}}}"#);
                // One method may stand in place of a list.
                let read = read(&format!(r##""verificationMethod":{method},"assertionMethod":"#a""##)).expect("read");
                let found = read.method(&format!("{DID}#a"));
                assert_eq!(found.is_some_and(|m| m.asserts), good.contains(form), "{kind} {form}");
                if let Some(found) = found {
                    assert_eq!(&found.key, if form.ends_with("256") { &p256 } else { &ed }, "{kind} {form}");
                }
            }
        }
        let both = method("Multikey", DID).replace("\"type\"", "\"publicKeyBase58\":\"x\",\"type\"");
        let read = read(&format!(r#""assertionMethod":[{both}]"#)).expect("a document");
        assert!(read.of_key(&key()).next().is_none(), "two forms of a key are two keys");
    }

    #[test]
    fn a_short_name_means_a_fragment_a_kid_or_a_thumbprint() {
        let jwk = key().to_jwk().to_text().replacen('{', "{\"kid\":\"signing\",", 1);
        let method = format!(r##"{{"id":"#a","type":"JsonWebKey","controller":"{DID}","publicKeyJwk":{jwk}}}"##);
        let read = read(&format!(r#""assertionMethod":[{method}]"#)).expect("a document");
        let count = |name: &str| read.named(Some(name)).count();
        assert_eq!((count("a"), count("signing"), count(&key().thumbprint())), (1, 1, 1));
        assert_eq!((count("b"), count(""), count("#a"), count(&format!("{DID}#a"))), (0, 0, 0, 0));
    }
}
