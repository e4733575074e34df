//! In: a key under `keys` in `issuers/*.yaml`. Out: the public key with the time in which it is good.
//! A key is written in exactly one form; what is no public key is not repeated in messages, since it may be a secret.

use accolade_credential::json::Object;
use accolade_credential::key::{AnyKey, KeyError};
use accolade_credential::{Json, PinnedKey};
use jiff::Timestamp;

use super::fields::{Fields, Problems};
use super::scalar::{moment, text};
use super::yaml::{Node, Value};

/// A pinned key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyDraft {
    /// `id`: the verification method
    pub id: Option<String>,
    /// `multibase`, `jwk` or `pem`
    pub key: AnyKey,
    /// `from`
    pub from: Option<Timestamp>,
    /// `until`
    pub until: Option<Timestamp>,
    /// `compromised`
    pub compromised: Option<Timestamp>,
}

impl KeyDraft {
    /// The key as the judge takes it.
    #[must_use]
    pub fn pinned(&self) -> PinnedKey {
        let Self { id, key, from, until, compromised } = self.clone();
        PinnedKey { id, key, from, until, compromised }
    }
}

/// Reads one key.
pub(super) fn key(node: &Node, problems: &mut Problems) -> Option<KeyDraft> {
    let mut f = Fields::of(node, "a key", problems)?;
    let count = ["multibase", "jwk", "pem"].iter().filter(|name| f.has(name)).count();
    let id = f.optional("id", text);
    let read = [f.optional("multibase", multibase), f.optional("jwk", jwk), f.optional("pem", pem)];
    let (from, until, compromised) =
        (f.optional("from", time), f.optional("until", time), f.optional("compromised", time));
    if count != 1 {
        let message = "a key is written in one form: `multibase`, `jwk` or `pem`";
        let _: Option<()> = f.problems.error("wrong-value", message, node.span, "write exactly one of the three");
    }
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        let message = "the key's `until` is not later than its `from`, so it was never good";
        let _: Option<()> = f.problems.error("wrong-value", message, node.span, "exchange or correct the two dates");
    }
    f.finish();
    let key = read.into_iter().flatten().next().filter(|_| count == 1)?;
    Some(KeyDraft { id, key, from, until, compromised })
}

fn multibase(node: &Node, problems: &mut Problems) -> Option<AnyKey> {
    let text = text(node, problems)?;
    let help = "copy the public key as it stands after `did:key:`; an Ed25519 key begins with z6Mk";
    public(AnyKey::from_multibase(&text), node, problems, help)
}

fn jwk(node: &Node, problems: &mut Problems) -> Option<AnyKey> {
    let help = "copy the public JWK, as in `{kty: OKP, crv: Ed25519, x: …}`";
    public(AnyKey::from_jwk(&json(node)), node, problems, help)
}

fn pem(node: &Node, problems: &mut Problems) -> Option<AnyKey> {
    let text = text(node, problems)?;
    let help = "copy the whole block from `-----BEGIN PUBLIC KEY-----` on, after `pem: |`";
    public(AnyKey::from_pem(&text), node, problems, help)
}

/// The key, or what is wrong with it; its text is not repeated, since it may be a secret one.
fn public(read: Result<AnyKey, KeyError>, node: &Node, problems: &mut Problems, help: &str) -> Option<AnyKey> {
    match read {
        Ok(key) => Some(key),
        Err(e) => problems.error("bad-key", format!("this is no public key to check with: {e}"), node.span, help),
    }
}

/// What a JWK holds; numbers have no place in one.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::Bool(b) => Json::from(*b),
        Value::List(items) => Json::from(items.iter().map(json).collect::<Vec<Json>>()),
        Value::Map(members) => {
            Json::Object(members.iter().map(|(name, value)| (name.value.clone(), json(value))).collect::<Object>())
        }
        _ => Json::Null,
    }
}

fn time(node: &Node, problems: &mut Problems) -> Option<Timestamp> {
    let text = text(node, problems)?;
    match moment(&text) {
        Ok(at) => Some(at),
        Err(_) => {
            let help = "write a day, as in 2026-05-12, or a moment, as in 2026-05-12T09:30:00Z";
            problems.error("bad-date", format!("{text:?} is no date"), node.span, help)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::yaml;
    use crate::load::SourcePath;

    const KEY: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";

    fn read(text: &str) -> Result<KeyDraft, Vec<String>> {
        let file = SourcePath::new("issuers/a.yaml").unwrap();
        let mut problems = Problems::new(&file, text);
        let read = key(&yaml::read(text).unwrap(), &mut problems);
        let found: Vec<String> = problems.found.iter().map(|d| d.message.clone()).collect();
        read.filter(|_| found.is_empty()).ok_or(found)
    }

    #[test]
    fn each_form_of_a_key_is_read_with_its_window() {
        let plain = read(&format!("multibase: {KEY}")).unwrap();
        let jwk = AnyKey::from_multibase(KEY).unwrap().to_jwk().to_text();
        let window = "from: 2026-01-01\nuntil: 2026-06-01T12:00:00Z\ncompromised: 2026-05-01";
        let full = read(&format!("jwk: {jwk}\nid: did:web:a.example#1\n{window}")).unwrap();
        assert_eq!(full.key, plain.key);
        assert_eq!(full.id.as_deref(), Some("did:web:a.example#1"));
        let times = [full.from, full.until, full.compromised].map(|t| t.unwrap().to_string());
        assert_eq!(times, ["2026-01-01T00:00:00Z", "2026-06-01T12:00:00Z", "2026-05-01T00:00:00Z"]);
        assert_eq!(full.pinned().until, full.until);
        let pem = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        let pem = read(&format!("pem: |\n  -----BEGIN PUBLIC KEY-----\n  {pem}\n  -----END PUBLIC KEY-----\n"));
        assert_eq!(pem.unwrap().key.kind(), "Ed25519");
    }

    #[test]
    fn a_key_in_no_form_or_in_two_or_never_good_is_an_error() {
        for (text, word) in [
            ("id: a".to_owned(), "one form"),
            (format!("{{multibase: {KEY}, pem: x}}"), "one form"),
            (format!("{{multibase: {KEY}, from: 2026-01-02, until: 2026-01-02}}"), "never good"),
            (format!("{{multibase: {KEY}, from: soon}}"), "no date"),
            ("multibase: z123".into(), "no public key"),
            ("jwk: {kty: OKP, crv: Ed25519, x: AA, d: SECRET}".into(), "secret key"),
            (format!("{{multibase: {KEY}, untill: 2026-01-02}}"), "has no field"),
        ] {
            let found = read(&text).expect_err(&text);
            assert!(found.iter().any(|m| m.contains(word)), "{text}: {found:?}");
            assert!(!found.iter().any(|m| m.contains("SECRET")), "{found:?}");
        }
    }
}
