//! In: what a run may put to a place, and that place. Out: the journal there that says so, for as long as the run goes on, so that the
//! target never holds a file of ours that the journal does not claim, even if another run interferes.

use super::journal::{FILE, Journal};
use super::{Fault, Kind, Store};

/// How often a run that failed tries to be remembered, while others write the same journal.
const TRIES: usize = 5;

/// Replaces the journal that has this tag, and gives the new tag. Fails if another run wrote the journal at the same moment.
pub(super) fn sign(store: &dyn Store, journal: &Journal, expected: Option<&str>) -> Result<String, Fault> {
    let tag = store.put(FILE, &journal.bytes(), expected)?;
    still(store, &tag)?;
    Ok(tag)
}

/// Sees that no other run has written the journal since.
pub(super) fn still(store: &dyn Store, tag: &str) -> Result<(), Fault> {
    match store.read(FILE)? {
        Some((_, there)) if there == tag => Ok(()),
        _ => Err(Fault::new(Kind::Changed, format!("{FILE} was changed there meanwhile"))),
    }
}

/// After a run that failed: when another came between, and left its own journal, what the first one put there is written down again, so
/// that the next run removes it.
pub(super) fn sign_again(store: &dyn Store, own: &Journal) {
    for _ in 0..TRIES {
        let (mut journal, tag) = match store.read(FILE) {
            Ok(Some((bytes, tag))) => match Journal::read(&bytes) {
                Ok(journal) => (journal, Some(tag)),
                Err(_) => return,
            },
            Ok(None) => (Journal::default(), None),
            // The connection is lost: the journal written last claims these files, unless another run has replaced it.
            Err(_) => return,
        };
        if journal.covers(own) {
            return;
        }
        journal.add(own);
        match sign(store, &journal, tag.as_deref()) {
            Err(fault) if fault.kind == Kind::Changed => {}
            _ => return,
        }
    }
}
