//! In: what was made out of the documents that are known. Out: the same again, without the work.
//!
//! A thousand credentials name the same did.json and the same status list. Only what follows from the documents
//! themselves is kept, together with everything else that it follows from; a changed set of documents starts anew.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::did::Controller;
use crate::key::Combs;
use crate::known::{Known, KnownIssuer};
use crate::status::Listing;
use jiff::Timestamp;

/// A document that speaks for an id, or why it does not.
pub(crate) type Speaks = Arc<Result<Controller, String>>;

/// A judged list, with what the judgement rests on besides the documents.
type Judged = (Timestamp, Option<KnownIssuer>, Arc<Listing>);

/// What was made out so far. A copy begins empty.
#[derive(Default)]
pub(crate) struct Memo {
    controllers: Mutex<BTreeMap<String, Speaks>>,
    lists: Mutex<BTreeMap<String, Judged>>,
    combs: Combs,
}

impl Memo {
    /// What was precomputed for keys that signed many.
    pub(crate) const fn combs(&self) -> &Combs {
        &self.combs
    }

    /// The controller document of `id`, read by `read` the first time.
    pub(crate) fn controller(&self, id: &str, read: impl FnOnce() -> Result<Controller, String>) -> Speaks {
        let kept = lock(&self.controllers).get(id).cloned();
        kept.unwrap_or_else(|| {
            let made = Arc::new(read());
            lock(&self.controllers).insert(id.to_owned(), Arc::clone(&made));
            made
        })
    }

    /// The list at `url`, judged by `judge` the first time, and again when anything that it rests on differs.
    pub(crate) fn list(&self, url: &str, known: &Known<'_>, judge: impl FnOnce() -> Listing) -> Arc<Listing> {
        let kept = lock(&self.lists).get(url).cloned();
        let holds = |k: &Judged| k.0 == known.as_of && k.1.as_ref() == entry_of(&k.2, known);
        if let Some((_, _, listing)) = kept.filter(holds) {
            return listing;
        }
        let made = Arc::new(judge());
        let rests_on = (known.as_of, entry_of(&made, known).cloned(), Arc::clone(&made));
        let mut lists = lock(&self.lists);
        lists.remove(url);
        // A credential of a stranger may name a thousand lists that unpack to 16 MiB each: what does not fit is judged again.
        let size: usize = lists.values().map(|kept| kept.2.size()).sum();
        if lists.len() < MAX_LISTS && size + made.size() <= MAX_LIST_BYTES {
            lists.insert(url.to_owned(), rests_on);
        }
        made
    }
}

/// Judged lists that are kept, and the bytes that they may hold together.
const MAX_LISTS: usize = 1024;
const MAX_LIST_BYTES: usize = 256 * 1024 * 1024;

/// What the reader knows of the issuer that the list names: its pinned keys decide about the list.
fn entry_of<'a>(listing: &Listing, known: &Known<'a>) -> Option<&'a KnownIssuer> {
    known.issuers.get(listing.issuer_id()?)
}

/// Nothing is left half-written under these locks, so a panic elsewhere does not spoil them.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Clone for Memo {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}
