//! In: the members of a credential. Out: whether those beside issuer, dates and subject have the shape that the data model
//! says they must have (VC Data Model 2.0 sections 4.6, 4.10, 4.11, 5.3 to 5.6; 1.1 sections 4.6, 4.9, 5.4 to 5.7).

use super::ReadError;
use crate::json::{Members, Value};

/// Members of objects that must state a type, and whether they must state an id too.
const TYPED: [(&str, bool); 5] = [
    ("credentialStatus", false),
    ("credentialSchema", true),
    ("refreshService", false),
    ("termsOfUse", false),
    ("evidence", false),
];
/// Members that are text, or text with its language.
const TEXTS: [&str; 2] = ["name", "description"];
/// All that a language value may hold.
const LANGUAGE: [&str; 3] = ["@value", "@language", "@direction"];

/// Checks the shapes of a credential.
pub(super) fn check(json: &Members<'_>) -> Result<(), ReadError> {
    for (name, with_id) in TYPED {
        for item in json.get(name).map_or(&[][..], Value::items) {
            typed(name, item, with_id)?;
        }
    }
    texts(json, "")?;
    if let Some(issuer) = json.get("issuer").and_then(Value::as_object) {
        texts(issuer, " of the issuer")?;
    }
    json.get("relatedResource").map_or(&[][..], Value::items).iter().try_for_each(related)
}

fn typed(name: &str, item: &Value<'_>, with_id: bool) -> Result<(), ReadError> {
    let wrong = |what: &str| Err(ReadError::new("no-member-type", format!("the {name} {what}")));
    if item.as_object().is_none() {
        return wrong("is not an object with a type");
    }
    let types = item.get("type").map_or(&[][..], Value::items);
    if types.is_empty() || !types.iter().all(|t| t.as_str().is_some_and(|t| !t.is_empty())) {
        return wrong("has no type");
    }
    if with_id && item.get("id").and_then(Value::as_str).is_none() {
        return Err(ReadError::new("no-member-id", format!("the {name} has no id")));
    }
    Ok(())
}

/// A member that is `null` counts as left out, as it does in JSON-LD.
fn texts(object: &Members<'_>, whose: &str) -> Result<(), ReadError> {
    for name in TEXTS {
        let items = object.get(name).map_or(&[][..], Value::items);
        if !items.iter().all(|item| matches!(item, Value::String(_) | Value::Null) || is_language_value(item)) {
            let message = format!("the {name}{whose} is neither text nor text with its language");
            return Err(ReadError::new("bad-text", message));
        }
    }
    Ok(())
}

fn is_language_value(json: &Value<'_>) -> bool {
    let Some(object) = json.as_object() else { return false };
    let all_text = object.iter().all(|(name, value)| LANGUAGE.contains(&name) && value.as_str().is_some());
    all_text && object.get("@value").is_some()
}

/// A resource has an address and a digest (VC Data Model 2.0 section 5.3).
fn related(item: &Value<'_>) -> Result<(), ReadError> {
    let text = |name: &str| item.get(name).and_then(Value::as_str).is_some();
    if text("id") && (text("digestSRI") || text("digestMultibase")) {
        return Ok(());
    }
    Err(ReadError::new("no-digest", "a relatedResource states no id or no digest"))
}
