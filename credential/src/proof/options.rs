//! In: the options of a proof of the usual shape, and the contexts of its document. Out: their canonical N-Quads, written
//! directly: exactly what JSON-LD and RDFC-1.0 make of them, once it was seen that they make this of such options.

use super::{Hashing, RdfError, rdf};
use crate::context::is_absolute;
use crate::json::{Members, Value};
use crate::memo::Memo;

/// The most contexts of a document whose options are written directly.
const MAX_CONTEXTS: usize = 16;

/// The members of the usual options.
#[derive(Debug, Clone, Copy)]
struct Usual<'a> {
    created: &'a str,
    suite: &'a str,
    method: &'a str,
}

/// The canonical proof options for RDF: without `proofValue`, under the document's contexts.
pub(super) fn canonical(
    contexts: Option<&Value<'_>>,
    proof: &Members<'_>,
    hashing: Hashing,
    memo: Option<&Memo>,
) -> Result<String, RdfError> {
    let usual = memo.and_then(|memo| Some((memo, names(contexts?)?, Usual::of(proof)?)));
    let Some((memo, names, usual)) = usual else { return in_full(contexts, proof, hashing) };
    match memo.has_usual_options(&names) {
        Some(true) => Ok(usual.text()),
        Some(false) => in_full(contexts, proof, hashing),
        None => {
            let text = in_full(contexts, proof, hashing)?;
            memo.keep_usual_options(&names, text == usual.text());
            Ok(text)
        }
    }
}

/// By way of JSON-LD, whatever the options are.
fn in_full(contexts: Option<&Value<'_>>, proof: &Members<'_>, hashing: Hashing) -> Result<String, RdfError> {
    let contexts = contexts.map(|contexts| ("@context".to_owned(), contexts.clone()));
    let own = proof.iter().filter(|(n, _)| !matches!(*n, "proofValue" | "@context"));
    let options: Members =
        contexts.into_iter().chain(own.map(|(name, value)| (name.to_owned(), value.clone()))).collect();
    rdf::canonical(&Value::Object(options), hashing)
}

/// Contexts that are all URLs, as one text for each list of them.
fn names(contexts: &Value<'_>) -> Option<String> {
    let items = contexts.items();
    let mut names = String::with_capacity(items.len() * 72);
    for item in items {
        names.push_str(item.as_str().filter(|url| !url.contains('\n'))?);
        names.push('\n');
    }
    (items.len() <= MAX_CONTEXTS).then_some(names)
}

impl<'a> Usual<'a> {
    /// `None` for any other member, and for values that JSON-LD or N-Quads might not leave as they are.
    fn of(proof: &'a Members<'a>) -> Option<Self> {
        let (mut created, mut suite, mut method, mut constant) = (None, None, None, 0);
        for (name, value) in proof.iter() {
            match (name, value.as_str()) {
                ("proofValue" | "@context", _) => {}
                ("type", Some("DataIntegrityProof")) | ("proofPurpose", Some("assertionMethod")) => constant += 1,
                ("created", Some(text)) => created = Some(text),
                ("cryptosuite", Some(text)) => suite = Some(text),
                ("verificationMethod", Some(text)) => method = Some(text),
                _ => return None,
            }
        }
        let plain = |text: &&str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-:.+".contains(&b));
        // All DIDs are alike: a context that defined `did` as a prefix would refuse them all.
        let is_did = |id: &&str| id.starts_with("did:") && is_absolute(id);
        let (created, suite) = (created.filter(plain)?, suite.filter(plain)?);
        (constant == 2).then_some(Self { created, suite, method: method.filter(is_did)? })
    }

    /// The statements about the one blank node, in order.
    fn text(&self) -> String {
        [
            "_:c14n0 <http://purl.org/dc/terms/created> \"",
            self.created,
            "\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n\
             _:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/security#DataIntegrityProof> .\n\
             _:c14n0 <https://w3id.org/security#cryptosuite> \"",
            self.suite,
            "\"^^<https://w3id.org/security#cryptosuiteString> .\n\
             _:c14n0 <https://w3id.org/security#proofPurpose> <https://w3id.org/security#assertionMethod> .\n\
             _:c14n0 <https://w3id.org/security#verificationMethod> <",
            self.method,
            "> .\n",
        ]
        .concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn options_are_the_same_written_directly_and_in_full() {
        let contexts = [
            r#"["https://www.w3.org/ns/credentials/v2"]"#,
            r#"["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]"#,
            r#""https://www.w3.org/ns/credentials/v2""#,
            r#"["https://www.w3.org/2018/credentials/v1", "https://w3id.org/security/data-integrity/v2"]"#,
            r#"["https://www.w3.org/2018/credentials/v1", "https://w3id.org/security/data-integrity/v1"]"#,
            r#"["https://www.w3.org/2018/credentials/v1"]"#,
            r#"["https://w3id.org/security/data-integrity/v2"]"#,
            r#"["https://www.w3.org/ns/credentials/v2", {"did": "https://example.org/"}]"#,
            r#"["https://www.w3.org/ns/credentials/v2", {"created": "https://example.org/created"}]"#,
            r#"["https://www.w3.org/ns/credentials/v2", "https://unknown.example"]"#,
            r#"["https://www.w3.org/ns/credentials/v2\nhttps://w3id.org/security/data-integrity/v2"]"#,
            r#"["https://www.w3.org/ns/credentials/v2", "https://w3id.org/security/data-integrity/v2"]"#,
            "[]",
            "null",
        ];
        let values = [
            ("type", vec!["Ed25519Signature2020", "sec:DataIntegrityProof", "Other"]),
            ("cryptosuite", vec!["ecdsa-rdfc-2019", "a\\\"b", "é", "", "a b", "\\u007f"]),
            ("created", vec!["2026-05-12T09:00:00.5+02:00", "yesterday \\n", ""]),
            (
                "verificationMethod",
                vec![
                    "did:web:a.example#é",
                    "did:",
                    "did:key:a b",
                    "did:key:a>",
                    "https://a.example#k",
                    "urn:a",
                    "sec:a",
                    "key",
                    "",
                ],
            ),
            ("proofPurpose", vec!["authentication", "https://w3id.org/security#assertionMethod", "sec:a"]),
            ("id", vec!["urn:a"]),
            ("proofValue", vec!["z1"]),
            ("@context", vec!["https://a.example"]),
            ("domain", vec!["a.example"]),
        ];
        let usual = [
            ("type", "DataIntegrityProof"),
            ("cryptosuite", "eddsa-rdfc-2022"),
            ("created", "2026-05-12T09:00:00Z"),
            ("verificationMethod", "did:key:z6Mk#z6Mk"),
            ("proofPurpose", "assertionMethod"),
        ];
        let object = |members: &[(&str, &str)]| {
            let text = members.iter().map(|(n, v)| format!("{n:?}:\"{v}\"")).collect::<Vec<_>>().join(",");
            json::parse(format!("{{{text}}}").as_bytes()).expect("JSON").as_object().expect("an object").clone()
        };
        let mut proofs = vec![object(&usual)];
        for at in 0..usual.len() {
            proofs.push(object(&[&usual[..at], &usual[at + 1..]].concat()));
        }
        for (name, value) in values.iter().flat_map(|(name, all)| all.iter().map(move |value| (*name, *value))) {
            let mut members: Vec<_> = usual.into_iter().filter(|(n, _)| *n != name).collect();
            members.push((name, value));
            proofs.push(object(&members));
            members.reverse();
            proofs.push(object(&members));
        }
        let (mut good, mut direct) = (0, 0);
        // Whatever was seen first, and for every context after every other
        for order in 0..2 {
            let memo = Memo::default();
            if order == 1 {
                proofs.reverse();
            }
            for context in contexts.iter().chain(&contexts) {
                let context = json::parse(context.as_bytes()).expect("JSON");
                for proof in &proofs {
                    let made = canonical(Some(&context), proof, Hashing::Sha256, Some(&memo));
                    assert_eq!(made, in_full(Some(&context), proof, Hashing::Sha256), "{context:?} {proof:?}");
                    assert_eq!(made, canonical(Some(&context), proof, Hashing::Sha384, Some(&memo)));
                    good += usize::from(made.is_ok());
                    let usual = names(&context).filter(|_| Usual::of(proof).is_some());
                    direct += usize::from(usual.is_some_and(|n| memo.has_usual_options(&n) == Some(true)));
                }
            }
        }
        assert!(direct > 100 && good > direct, "{direct} {good}");
    }
}
