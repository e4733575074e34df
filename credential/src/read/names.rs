//! In: the JSON of a credential. Out: whether each member's name can only mean what it says.
//!
//! Canonical RDF signs meanings, not spellings. Whoever may spell `validUntil` as a full IRI, by another name from an
//! inline context, or state it on a second object with the credential's id, hides it from the reader and keeps the
//! signature. So a credential is accepted in the compact spelling alone, under published contexts, in one tree.

use super::ReadError;
use crate::json::{Members, Value};

/// Keywords of a language value; every other keyword has a plain name in the contexts.
const VALUE_KEYWORDS: [&str; 3] = ["@value", "@language", "@direction"];
/// The members that decide about the credential itself.
const DECIDING: [&str; 9] = [
    "issuer",
    "validFrom",
    "validUntil",
    "issuanceDate",
    "expirationDate",
    "awardedDate",
    "credentialSubject",
    "credentialStatus",
    "evidence",
];

/// Checks the names in a credential without its proof.
pub(crate) fn check(credential: &Members<'_>) -> Result<(), ReadError> {
    contexts(credential.get("@context"))?;
    let id = credential.get("id").and_then(Value::as_str);
    for (name, value) in credential.iter().filter(|(n, _)| *n != "@context") {
        member(name)?;
        below(value, id)?;
    }
    Ok(())
}

fn below(value: &Value<'_>, root: Option<&str>) -> Result<(), ReadError> {
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| below(item, root)),
        Value::Object(object) => {
            let is_value = object.get("@value").is_some();
            for (name, value) in object.iter() {
                match name {
                    "@context" if is_credential(object) => contexts(Some(value))?,
                    _ if is_value && VALUE_KEYWORDS.contains(&name) => {}
                    _ => {
                        member(name)?;
                        below(value, root)?;
                    }
                }
            }
            let id = object.get("id").and_then(Value::as_str);
            if id.is_some() && id == root && DECIDING.iter().any(|n| object.get(n).is_some()) {
                let message = "the credential is stated twice: an object inside it has the same id";
                return Err(ReadError::new("stated-twice", message));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn member(name: &str) -> Result<(), ReadError> {
    if name == "@context" {
        return Err(ReadError::new("inner-context", "an object inside the credential states its own @context"));
    }
    if name.starts_with('@') || name.contains(':') {
        let message = format!("the member {name:?} is not spelled as a plain name of a published context");
        return Err(ReadError::new("odd-name", message));
    }
    Ok(())
}

/// An endorsement is a credential within the credential, and states its own contexts.
fn is_credential(object: &Members<'_>) -> bool {
    object.get("type").map_or(&[][..], Value::items).iter().any(|t| t.as_str() == Some("VerifiableCredential"))
}

fn contexts(value: Option<&Value<'_>>) -> Result<(), ReadError> {
    let all_named = value.map_or(&[][..], Value::items).iter().all(|c| matches!(c, Value::String(_)));
    if all_named {
        return Ok(());
    }
    let message =
        "@context defines names of its own; only published contexts are accepted, so that a name means one thing";
    Err(ReadError::new("inline-context", message))
}
