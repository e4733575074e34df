//! In: judged lines of JSON Lines. Out: what each would be called by its credential's id, and how many would be called so.

use std::collections::HashMap;

use crate::draft::{IdKey, slug};
use crate::judge::{Facts, Judgements, Origin};

/// How often each name is asked for by lines of JSON Lines.
pub(super) fn names_of_lines(judgements: &Judgements) -> HashMap<IdKey, u32> {
    let mut names = HashMap::new();
    for judged in judgements.parts.iter().flatten().filter(|judged| matches!(judged.origin, Origin::Line { .. })) {
        if let Some(name) = name_of_line(&judged.kept.facts) {
            *names.entry(IdKey::of(&name)).or_default() += 1;
        }
    }
    names
}

/// The last part of a credential's id.
pub(super) fn name_of_line(facts: &Facts) -> Option<String> {
    let last = facts.id.as_deref()?.split(['/', ':', '#', '?']).rfind(|part| !part.is_empty())?;
    Some(slug(last)).filter(|name| name != "entry")
}
