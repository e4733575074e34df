//! In: everything that a credential mentions. Out: whether what others say in it stays apart from what its issuer says.
//!
//! Evidence, endorsements, the earner's own id and the credentials within a record of learning come from others. Canonical RDF does
//! not sign at which of its places something is said of an id, so what they say of an id that is shown could be moved to where
//! the issuer speaks.

use std::collections::BTreeSet;

use super::node::{Mentions, Node};
use super::{ReadError, achievement};
use crate::json::{Members, Value};

/// Checks that evidence has no id of something else, and the earner none of what was earned.
pub(super) fn check<'a>(json: &'a Members<'a>, mentions: &'a Mentions<'a>) -> Result<(), ReadError> {
    let whole = mentions.thing(json);
    let issuer = json.get("issuer").and_then(|issuer| mentions.node(issuer));
    let subjects = whole.nodes("credentialSubject");
    let evidence = whole.nodes("evidence");
    let ids =
        |nodes: &mut dyn Iterator<Item = Node<'a>>| nodes.filter_map(|one| one.id()).collect::<BTreeSet<String>>();
    // Nobody is their own evidence, however little is said of it.
    let people = ids(&mut issuer.into_iter().chain(subjects.iter().copied()));
    let around = || subjects.iter().flat_map(achievement::around);
    let all = ids(&mut [whole].into_iter().chain(issuer).chain(around()));
    let mut proofs = evidence.iter().filter_map(|one| Some((one.id()?, one.says_more())));
    if let Some((id, _)) = proofs.find(|(id, more)| people.contains(id) || *more && all.contains(id)) {
        return Err(shared("evidence has", &id));
    }
    let earners = ids(&mut subjects.iter().copied());
    let earned = ids(&mut subjects.iter().flat_map(achievement::earned));
    match earners.intersection(&earned).next() {
        Some(id) => Err(shared("who earned it has", id)),
        None => Ok(()),
    }
}

/// Beside a credential inside, such as an endorsement, who earned what is said once: of several, some may be that one's.
pub(super) fn single<'a>(mentions: &'a Mentions<'a>, whole: &Node<'a>) -> Result<(), ReadError> {
    if mentions.inside == 0 {
        return Ok(());
    }
    let subjects = whole.nodes("credentialSubject");
    if subjects.len() > 1 || subjects.iter().any(|subject| subject.nodes("achievement").len() > 1) {
        let message = "it is about several people or achievements, and nothing says which of them belong to the credential inside it";
        return Err(ReadError::new("shared-id", message));
    }
    Ok(())
}

fn shared(what: &str, id: &str) -> ReadError {
    let shown: String = id.chars().take(60).collect();
    let message = format!(
        "{what} the id {shown:?} of something else in it, so that what is said of one would be shown of the other"
    );
    ReadError::new("shared-id", message)
}

/// Whether it holds other credentials among its own statements, as a Comprehensive Learner Record does (CLR 2.0 section 3.3): in a
/// presentation they are graphs of their own.
pub(crate) fn holds_others(json: &Members<'_>) -> bool {
    let presents = || {
        let types = json.get("type").map_or(&[][..], Value::items);
        let is = |name: &str| types.iter().any(|one| one.as_str() == Some(name));
        is("VerifiablePresentation") && !is("ClrSubject")
    };
    json.iter().any(|(name, value)| match name {
        "@context" | "proof" => false,
        "verifiableCredential" => !value.items().is_empty() && !presents(),
        _ => below(value),
    })
}

fn below(value: &Value<'_>) -> bool {
    match value {
        Value::Object(object) => holds_others(object),
        Value::Array(items) => items.iter().any(below),
        _ => false,
    }
}
