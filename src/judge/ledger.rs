//! In: a judged credential with its bytes, and the ledger. Out: its line there, and what the two do not agree on.
//! No verdict depends on it: the bytes are at hand here, and nowhere later.

use super::facts::Kept;
use crate::draft::{Difference, Drafts, IdKey, Stated};

/// A credential of the ledger that is there.
#[derive(Debug)]
pub struct Met {
    /// Its place in [`crate::draft::Records::issued`].
    pub at: usize,
    /// Whether it names a list that says whether it is suspended.
    pub suspends: bool,
    /// What it does not agree on with the ledger, and where it stands.
    pub differs: Option<Box<(Difference, String)>>,
}

/// What the ledger has of a credential; `place` says where it stands.
pub(super) fn met(drafts: &Drafts, kept: &Kept, bytes: &[u8], place: impl FnOnce() -> String) -> Option<Met> {
    let at = drafts.ledger.find(IdKey::of(kept.facts.id.as_deref()?))?;
    let first = drafts.site.status_url().unwrap_or_default();
    let stated = Stated::read(bytes).unwrap_or_default();
    let difference = stated.difference(&drafts.ledger.issued[at].expected(), bytes, &first);
    Some(Met { at, suspends: stated.suspends, differs: difference.map(|difference| Box::new((difference, place()))) })
}
