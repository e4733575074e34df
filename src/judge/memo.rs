//! In: a credential's bytes and what is known. Out: its judgement, from memory when exactly that was judged before.
//! A memo makes a build faster and can not make it different: its key is a hash over everything a judgement depends on. What an earlier
//! run of the program found of signatures ([`Signatures`]) spares the arithmetic alone.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use accolade_credential::{Known, Remembered};
use blake3::{Hash, Hasher};

use super::Signatures;
use super::facts::{Kept, Pools};

/// Judgements by what they were made from; kept between builds by `serve`.
#[derive(Debug, Default)]
pub struct Memo {
    judged: Mutex<HashMap<Hash, Kept>>,
    signatures: Option<Signatures>,
    forgets: bool,
}

/// One build's use of a memo.
pub(super) struct Round<'a> {
    memo: &'a Memo,
    known: &'a Known<'a>,
    known_hash: Hash,
    used: Mutex<HashMap<Hash, Kept>>,
}

impl Memo {
    /// A memo that remembers nothing: for one build alone, whatever its size.
    #[must_use]
    pub fn none() -> Self {
        Self { forgets: true, ..Self::default() }
    }

    /// One that remembers no judgement, and what an earlier build found of signatures.
    #[must_use]
    pub fn of(signatures: Option<Signatures>) -> Self {
        Self { signatures, ..Self::none() }
    }

    /// What is remembered of signatures.
    #[must_use]
    pub fn signatures(self) -> Option<Signatures> {
        self.signatures
    }

    /// How many judgements are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.judged.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether nothing is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn round<'a>(&'a self, known: &'a Known<'a>) -> Round<'a> {
        let known_hash = if self.forgets { Hash::from_bytes([0; 32]) } else { hash(known) };
        Round { memo: self, known, known_hash, used: Mutex::default() }
    }
}

impl Round<'_> {
    /// The judgements of credentials, in their order: those that are not remembered are made together.
    pub(super) fn judge(&self, credentials: &[&[u8]], whole: bool, pools: &Pools) -> Vec<Kept> {
        let kept = |(judgement, verdict)| Kept::of(judgement, verdict, whole, pools);
        let signatures = self.memo.signatures.as_ref().map(|known| known as &dyn Remembered);
        let judge = |credentials| accolade_credential::judge_bound(credentials, self.known, signatures).into_iter();
        if self.memo.forgets {
            return judge(credentials).map(kept).collect();
        }
        let how = [u8::from(whole)];
        let key =
            |bytes: &&[u8]| Hasher::new().update(self.known_hash.as_bytes()).update(&how).update(bytes).finalize();
        let keys: Vec<Hash> = credentials.iter().map(key).collect();
        let remembered: Vec<Option<Kept>> = {
            let judged = self.memo.judged.lock().unwrap_or_else(PoisonError::into_inner);
            keys.iter().map(|key| judged.get(key).cloned()).collect()
        };
        let new: Vec<&[u8]> =
            credentials.iter().zip(&remembered).filter(|(_, kept)| kept.is_none()).map(|(bytes, _)| *bytes).collect();
        let mut made = judge(&new).map(kept);
        let judged: Vec<Kept> = remembered
            .into_iter()
            .map(|kept| kept.unwrap_or_else(|| made.next().expect("one judgement for each credential")))
            .collect();
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.extend(keys.into_iter().zip(judged.iter().cloned()));
        judged
    }

    /// Remembers what this build used and nothing else, so that memory does not grow with edits.
    pub(super) fn keep(self) {
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        *self.memo.judged.lock().unwrap_or_else(PoisonError::into_inner) = used;
    }
}

/// A hash over everything that is known; every part is preceded by its length, so that parts cannot run together.
fn hash(known: &Known) -> Hash {
    let mut hasher = Hasher::new();
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    };
    known.parts(&mut part);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use accolade_credential::key::SecretKey;
    use accolade_credential::{Document, Documents, Issuers, KnownIssuer, PinnedKey};
    use jiff::Timestamp;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn pinned(change: impl FnOnce(&mut PinnedKey)) -> Vec<PinnedKey> {
        let mut key = PinnedKey::always(None, SecretKey::from_seed(&[1; 32]).public().into());
        change(&mut key);
        vec![key]
    }

    #[test]
    fn the_key_changes_with_everything_that_is_known() {
        let url = "https://a.example/did.json";
        let documents = |change: &dyn Fn(&mut Documents)| {
            let mut documents = Documents::default();
            change(&mut documents);
            documents
        };
        let there = |retrieved| Document { bytes: Arc::from(&b"x"[..]), retrieved };
        let all_documents = [
            documents(&|_| ()),
            documents(&|all| all.insert(url, there(None))),
            documents(&|all| all.insert(url, there(Some(at(0))))),
            documents(&|all| all.insert_gone(url, at(0))),
            documents(&|all| all.insert_gone(url, at(1))),
            documents(&|all| all.insert_gone("https://b.example/", at(0))),
        ];
        let issuers = |own, keys| {
            let mut issuers = Issuers::default();
            let (id, name, basis) = ("did:x:y".to_owned(), "Y".to_owned(), String::new());
            issuers.insert(KnownIssuer { id, name, basis, own, keys });
            issuers
        };
        let all_issuers = [
            Issuers::default(),
            issuers(true, Vec::new()),
            issuers(false, Vec::new()),
            issuers(false, pinned(|_| ())),
            issuers(false, pinned(|key| key.id = Some("did:x:y#1".to_owned()))),
            issuers(false, pinned(|key| key.from = Some(at(0)))),
            issuers(false, pinned(|key| key.until = Some(at(0)))),
            issuers(false, pinned(|key| key.compromised = Some(at(0)))),
        ];
        let (mut distinct, mut count) = (BTreeSet::new(), 0);
        for documents in &all_documents {
            for issuers in &all_issuers {
                for as_of in [at(0), at(1)] {
                    distinct.insert(*hash(&Known { as_of, documents, issuers }).as_bytes());
                    count += 1;
                }
            }
        }
        assert_eq!(distinct.len(), count);
    }
}
