//! In: a JSON-LD document. Out: its quads and their canonical form, under the built-in contexts alone. The reading is closed:
//! a term without a definition, a relative IRI, an unknown context or keyword is an error, because it would be shown but not signed.

mod expand;
mod members;
mod run;
mod value;

use crate::context::Active;
use crate::json::Value;
use crate::rdfc::{self, Quad};

/// Why a document has no canonical form here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} (at {path})")]
pub struct CanonError {
    /// What kind of error.
    pub kind: CanonErrorKind,
    /// Where, as a path of member names and positions: `$.credentialSubject.achievement.tag[0]`.
    pub path: String,
    /// What is wrong, in lower case, with the term or IRI it is about.
    pub message: String,
}

/// The kinds of [`CanonError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CanonErrorKind {
    /// A member or type that no context in force defines.
    UndefinedTerm,
    /// A context whose URL is not built in.
    UnknownContext,
    /// A relative IRI, or text that is no IRI, where an IRI is due.
    RelativeIri,
    /// A context that changes a protected or published term, or renames what pages show.
    Redefinition,
    /// A member under another name than the one that pages read for the same property.
    Alias,
    /// A JSON-LD feature that published contexts and credentials do not need.
    Unsupported,
    /// Not JSON-LD: a value of the wrong kind.
    Malformed,
    /// Too large or too entangled.
    WorkLimit,
}

/// The canonical N-Quads of a document: a credential without its proof, or the options of a proof with its `@context`.
pub(crate) fn canonical(document: &Value<'_>, hash: rdfc::Hash) -> Result<String, CanonError> {
    let quads = to_quads(document)?;
    let canonical = rdfc::canonicalize(&quads, hash).map_err(|e| CanonError {
        kind: CanonErrorKind::WorkLimit,
        path: "$".to_owned(),
        message: e.to_string(),
    })?;
    Ok(canonical.nquads)
}

/// The quads of a document.
pub(crate) fn to_quads<'a>(document: &'a Value<'a>) -> Result<Vec<Quad<'a>>, CanonError> {
    expand::run(document, &Active::empty(), run::Run::new())
}

/// Whether a document has quads: exactly when [`to_quads`] makes them, and otherwise with its error.
pub(crate) fn check(document: &Value<'_>) -> Result<(), CanonError> {
    expand::run(document, &Active::empty(), run::Run::unkept()).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{self, Json, Object};

    const DOCUMENT: &str = r#"{
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            {"shelf": "https://example.org/shelf"}],
        "id": "urn:uuid:1", "type": ["VerifiableCredential", "OpenBadgeCredential"], "shelf": "b",
        "issuer": {"id": "did:web:a.example", "type": ["Profile"], "name": "A", "url": "https://a.example"},
        "validFrom": "2026-05-12T09:00:00Z", "name": {"@value": "N", "@language": "en"},
        "credentialSubject": {"type": ["AchievementSubject"], "creditsEarned": 1.5,
            "achievement": {"id": "https://a.example/b", "type": ["Achievement"], "name": "B", "criteria": {"narrative": "c"},
                "tag": ["a", "b"], "alignment": [{"type": ["Alignment"], "targetName": "t", "targetUrl": "https://a.example/t"}]}},
        "proof": [{"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofPurpose": "assertionMethod"}]}"#;

    /// What may stand in place of a value.
    fn others() -> Vec<Json> {
        let texts = [
            "null",
            "true",
            "1",
            "1.5",
            "1e-9",
            "\"\"",
            "\"a b\"",
            "\"_:b0\"",
            "\"Achievement\"",
            "\"https://a.example\"",
            "[]",
            "[[]]",
            "[null]",
            "{}",
            "{\"@list\":[1,\"a\"]}",
            "{\"@value\":1,\"@type\":\"xsd:string\"}",
            "{\"@value\":\"a\",\"@direction\":\"up\"}",
            "{\"@set\":[1]}",
            "{\"id\":\"urn:uuid:1\",\"issuer\":\"did:a:b\"}",
            "{\"@context\":null}",
            "{\"@context\":\"https://a.example\"}",
            "{\"undefined\":1}",
            "[\"https://www.w3.org/ns/credentials/v2\"]",
        ];
        texts.map(|text| json::parse(text.as_bytes()).expect("JSON")).to_vec()
    }

    /// Calls `each` with every document that differs from `json` in one place.
    fn vary(json: &Json, each: &mut dyn FnMut(Json)) {
        others().into_iter().for_each(&mut *each);
        match json {
            Value::Array(items) => {
                for at in 0..items.len() {
                    let with = |item: Option<Json>| {
                        Value::Array([&items[..at], &Vec::from_iter(item)[..], &items[at + 1..]].concat())
                    };
                    each(with(None));
                    vary(&items[at], &mut |item| each(with(Some(item))));
                }
            }
            Value::Object(object) => {
                let all: Vec<(String, Json)> = object.iter().map(|(n, v)| (n.to_owned(), v.clone())).collect();
                for at in 0..all.len() {
                    let with = |members: Vec<(String, Json)>| {
                        Value::Object(
                            [&all[..at], &members[..], &all[at + 1..]].concat().into_iter().collect::<Object>(),
                        )
                    };
                    each(with(Vec::new()));
                    for name in ["undefined", "@id", "@type", "@graph", "schema:name", "id", "type", "issuer", "member"]
                    {
                        each(with(vec![(name.to_owned(), all[at].1.clone())]));
                        each(with(vec![all[at].clone(), (name.to_owned(), all[at].1.clone())]));
                    }
                    vary(&all[at].1, &mut |value| each(with(vec![(all[at].0.clone(), value)])));
                }
            }
            _ => {}
        }
    }

    #[test]
    fn a_document_is_closed_exactly_when_it_has_quads() {
        let document = json::parse(DOCUMENT.as_bytes()).expect("JSON");
        assert_eq!(check(&document), Ok(()));
        let (mut good, mut bad) = (0, std::collections::BTreeMap::<CanonErrorKind, usize>::new());
        vary(&document, &mut |document| {
            let quads = to_quads(&document).map(|_| ());
            assert_eq!(check(&document), quads, "{}", document.to_text());
            match quads {
                Ok(()) => good += 1,
                Err(e) => *bad.entry(e.kind).or_default() += 1,
            }
        });
        assert!(good > 300 && bad.len() >= 7, "{good} {bad:?}");
    }
}
