//! In: everything that a credential mentions. Out: whether the one on top is on top for certain.
//!
//! Canonical RDF does not sign which thing is on top. When a credential inside, such as an endorsement, leads back to the
//! whole, the same statements can be written with that one on top: its words, its dates and no status, under the same
//! signature. In such a copy the whole stands inside without a proof, since no proof signs itself. So that is not read.

use std::collections::BTreeSet;

use super::ReadError;
use super::node::{APART, Mentions};
use crate::json::{Members, Value};

/// What makes a thing readable as a credential. Its name has one spelling, unlike a type.
const MARK: &str = "credentialSubject";

/// Checks that no credential inside that has no proof of its own leads back to the whole.
pub(super) fn check(whole: &Members<'_>, mentions: &Mentions<'_>) -> Result<(), ReadError> {
    // What has no id cannot be led back to.
    let Some(id) = whole.get("id").and_then(Value::as_str) else { return Ok(()) };
    let inner = mentions.inner.iter().filter(|o| o.get("id").and_then(Value::as_str) != Some(id));
    let mut walk = Walk { mentions, id, ids: BTreeSet::new(), objects: BTreeSet::new(), next: Vec::new() };
    inner.for_each(|object| walk.thing(object));
    if walk.leads_back() {
        let message = "a credential inside it names the whole and has no signature of its own, so that the signature does not tell which of the two is meant";
        return Err(ReadError::new("points-back", message));
    }
    Ok(())
}

/// Whether an object may be the whole of a copy: a credential that states no proof. One that does says so in the statements
/// that are signed, which a proof of the whole cannot.
pub(super) fn is_marked(object: &Members<'_>) -> bool {
    let proofs = || object.get("proof").map_or(&[][..], Value::items).iter();
    is_credential(object) && !proofs().any(|proof| proof.get("type").is_some_and(|t| t.as_str().is_some()))
}

/// Whether an object can be read as a credential at all.
pub(super) fn is_credential(object: &Members<'_>) -> bool {
    object.get(MARK).is_some()
}

struct Walk<'m, 'a> {
    mentions: &'m Mentions<'a>,
    /// What is looked for.
    id: &'a str,
    /// Ids and objects that were come to, each once.
    ids: BTreeSet<&'a str>,
    objects: BTreeSet<*const Members<'a>>,
    next: Vec<&'a Members<'a>>,
}

impl<'a> Walk<'_, 'a> {
    fn leads_back(&mut self) -> bool {
        while !self.ids.contains(self.id) {
            let Some(object) = self.next.pop() else { return false };
            object.iter().filter(|(name, _)| !APART.contains(name)).for_each(|(_, value)| self.value(value));
        }
        true
    }

    fn value(&mut self, value: &'a Value<'a>) {
        match value {
            Value::String(id) => self.name(id),
            Value::Array(items) => items.iter().for_each(|item| self.value(item)),
            Value::Object(object) => self.thing(object),
            _ => {}
        }
    }

    fn thing(&mut self, object: &'a Members<'a>) {
        if self.objects.insert(std::ptr::from_ref(object)) {
            self.next.push(object);
        }
    }

    /// Everything else that is said of an id.
    fn name(&mut self, id: &'a str) {
        let others = self.mentions.by_id.get(id);
        if id == self.id || (others.is_some() && self.ids.insert(id)) {
            self.ids.insert(id);
            others.into_iter().flatten().for_each(|object| self.thing(object));
        }
    }
}
