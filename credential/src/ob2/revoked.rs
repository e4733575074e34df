//! In: an issuer's profile, and a list of what it revoked (Open Badges 2.0 `RevocationList`). Out: the addresses of its lists, and
//! whether an entry speaks of an assertion. Every list counts, and every name that an entry gives.

use super::links::identifier;
use super::read::texts;
use crate::json::{Members, Value};

/// The addresses of all lists that a profile names; an empty one for each that cannot be read, which nothing is found at.
pub(crate) fn lists(profile: &Members<'_>) -> Vec<String> {
    let named = profile.get("revocationList").map_or(&[][..], Value::items).iter();
    named.map(|one| identifier(one).unwrap_or_default()).collect()
}

/// By which names an assertion can be revoked.
pub(super) fn names(assertion: &Members<'_>) -> Vec<String> {
    ["id", "uid"].iter().flat_map(|name| texts(assertion, name)).collect()
}

/// Whether an entry of a list gives one of these names; `None` when it gives none at all.
pub(super) fn speaks_of(entry: &Value<'_>, names: &[String]) -> Option<bool> {
    let given = match entry {
        Value::Object(members) => ["id", "uid"].iter().filter_map(|name| members.get(name)?.as_str()).collect(),
        other => Vec::from_iter(other.as_str()),
    };
    (!given.is_empty()).then(|| given.iter().any(|one| names.iter().any(|name| name == one)))
}
