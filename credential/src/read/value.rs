//! In: members as the wild writes them. Out: text, numbers, identifiers: one reading for each JSON-LD spelling.

use crate::json::{Json, Object};

/// Text: a string, a language value (`{"@value": …}`), or the first of several that has text.
pub(super) fn text(json: &Json) -> Option<String> {
    json.items().iter().find_map(|item| {
        let value = item.get("@value").unwrap_or(item);
        value.as_str().map(str::to_owned)
    })
}

/// The text of a member.
pub(super) fn member_text(object: &Object, name: &str) -> Option<String> {
    object.get(name).and_then(text)
}

/// Every string of a member that holds one or several.
pub(super) fn texts(json: Option<&Json>) -> Vec<String> {
    json.map_or(&[][..], Json::items).iter().filter_map(|t| t.as_str().map(str::to_owned)).collect()
}

/// A number.
pub(super) fn number(object: &Object, name: &str) -> Option<f64> {
    match object.get(name)? {
        Json::Integer(n) => Some(*n as f64),
        Json::Float(n) => Some(*n),
        _ => None,
    }
}

/// What a member points at: a string, or the `id` of an object.
pub(super) fn identifier(json: &Json) -> Option<String> {
    let first = json.items().first()?;
    first.as_str().or_else(|| first.get("id")?.as_str()).map(str::to_owned)
}
