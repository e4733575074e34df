//! In: what was made out of the documents that are known. Out: the same again, without the work.
//!
//! A thousand credentials name the same did.json and the same status list. Only what follows from the documents
//! themselves is kept, together with everything else that it follows from; a changed set of documents starts anew.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::did::{self, Controller};
use crate::key::{AnyKey, Combs, KeyError};
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
    keys: Mutex<BTreeMap<String, AnyKey>>,
    usual_options: Mutex<BTreeMap<String, bool>>,
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
            insert(&self.controllers, MAX_CONTROLLERS, id, Arc::clone(&made));
            made
        })
    }

    /// The key that a DID or DID URL itself is, as [`did::key_of_did`] reads it: each is decoded once.
    pub(crate) fn key_of_did(&self, id: &str) -> Option<Result<AnyKey, KeyError>> {
        let read = |did: &str| {
            if let Some(key) = lock(&self.keys).get(did) {
                return Ok(key.clone());
            }
            let key = did::read_key(did)?;
            insert(&self.keys, MAX_KEYS, did, key.clone());
            Ok(key)
        };
        did::did_of_key(id).map(|did| did.and_then(read))
    }

    /// Whether exactly this DID is that key, when it was decoded before.
    pub(crate) fn is_kept_for(&self, did: &str, key: &AnyKey) -> Option<bool> {
        lock(&self.keys).get(did).map(|kept| kept == key)
    }

    /// Whether the options of a proof have their usual form under these contexts; `None` when it was not yet seen.
    pub(crate) fn has_usual_options(&self, contexts: &str) -> Option<bool> {
        lock(&self.usual_options).get(contexts).copied()
    }

    /// Keeps what [`Memo::has_usual_options`] answers from then on.
    pub(crate) fn keep_usual_options(&self, contexts: &str, usual: bool) {
        insert(&self.usual_options, MAX_OPTIONS, contexts, usual);
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

/// Keys and controller documents that are kept.
const MAX_KEYS: usize = 1024;
const MAX_CONTROLLERS: usize = 4096;
const MAX_OPTIONS: usize = 64;

/// The longest name under which anything is kept: no key and no usual address is longer.
const MAX_NAME: usize = 4200;

/// Keeps one more; when there are too many, all are forgotten.
fn insert<T>(kept: &Mutex<BTreeMap<String, T>>, most: usize, name: &str, value: T) {
    if name.len() > MAX_NAME {
        return;
    }
    let mut kept = lock(kept);
    if kept.len() >= most {
        kept.clear();
    }
    kept.insert(name.to_owned(), value);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::SecretKey;

    #[test]
    fn a_kept_key_is_the_key_that_is_read_without_keeping() {
        let memo = Memo::default();
        let key = SecretKey::from_seed(&[1; 32]).public();
        let (did, method) = (key.did_key(), key.did_key_method());
        let p256 = "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169".to_owned();
        let odd = [format!("{did}#other"), format!("{did}#"), format!("{did}1"), format!("{did}?a"), format!("{did} ")];
        let others = ["did:key:", "did:key:z6Mk", "did:jwk:e30", "did:web:a.example", "", "did:jwk:e30#1"];
        for _ in 0..2 {
            for id in [&did, &method, &p256].into_iter().chain(&odd).map(String::as_str).chain(others) {
                assert_eq!(memo.key_of_did(id), did::key_of_did(id), "{id}");
            }
        }
        assert_eq!(memo.is_kept_for(&did, &key.into()), Some(true));
        assert_eq!(memo.is_kept_for(&did, &SecretKey::from_seed(&[2; 32]).public().into()), Some(false));
        assert_eq!(memo.is_kept_for(&method, &key.into()), None);
        assert_eq!(lock(&memo.keys).len(), 2, "what is no key is not kept");
    }

    #[test]
    fn keys_are_kept_within_bounds() {
        let memo = Memo::default();
        for number in 0..MAX_KEYS as u64 + 3 {
            let mut seed = [0; 32];
            seed[..8].copy_from_slice(&number.to_le_bytes());
            let key = SecretKey::from_seed(&seed).public();
            assert_eq!(memo.key_of_did(&key.did_key()), Some(Ok(key.into())));
            assert!(lock(&memo.keys).len() <= MAX_KEYS);
        }
    }
}
