//! In: the ledger. Out: which credentials are of one award, which of them are good, and which have a place in a status list together,
//! as after two people issued at once and their ledgers were joined.

use std::collections::BTreeSet;

use super::{Entry, Ledger};
use crate::draft::What;

impl Ledger {
    /// Finds which credential each award has now: one that was replaced hands its award on, and so does one that was taken back.
    pub(super) fn settle(&mut self) {
        for (at, entry) in self.entries.iter().enumerate() {
            let hands_on = |other: &usize| {
                let other = &self.entries[*other].id;
                self.is_gone(other) || (self.is_taken_back(other) && !self.is_gone(&entry.id))
            };
            if self.by_award.get(&entry.award).is_none_or(hands_on) {
                self.by_award.insert(entry.award.clone(), at);
            }
        }
    }

    /// Whether a credential was revoked, whatever was said of it later.
    #[must_use]
    pub fn is_taken_back(&self, id: &str) -> bool {
        self.taken_back.contains(id)
    }

    /// The credentials of an award, oldest first: those that bear it, and those in whose place they stand.
    #[must_use]
    pub fn of_one_award(&self, entry: &Entry) -> Vec<&Entry> {
        let mut ids: BTreeSet<&str> =
            self.entries.iter().filter(|other| other.award == entry.award).map(|other| other.id.as_str()).collect();
        loop {
            let before = ids.len();
            for event in &self.events {
                let Some(by) = event.by.as_deref() else { continue };
                if ids.contains(by) || ids.contains(event.id.as_str()) {
                    ids.extend([by, event.id.as_str()]);
                }
            }
            if ids.len() == before {
                break;
            }
        }
        self.entries.iter().filter(|other| ids.contains(other.id.as_str())).collect()
    }

    /// Those that the site holds as good and that have the same place in a status list as this one.
    #[must_use]
    pub fn sharing(&self, entry: &Entry) -> Vec<&Entry> {
        let place = (entry.list, entry.index);
        if !self.shared.contains(&place) {
            return Vec::new();
        }
        let shares = |other: &&Entry| (other.list, other.index) == place && other.id != entry.id;
        let is_good = |other: &&Entry| !self.is_gone(&other.id) && !self.is_taken_back(&other.id);
        self.entries.iter().filter(shares).filter(is_good).collect()
    }

    /// Whether something names this credential itself, and not its award: its slug or its address.
    #[must_use]
    pub fn is_name_of_one(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.slug == name || entry.id == name)
    }

    /// Whether a credential that the site holds no longer names a list for suspension, as the ledger says.
    #[must_use]
    pub fn is_suspendable(&self, id: &str) -> bool {
        self.events.iter().any(|event| event.suspendable && event.id == id)
    }

    /// Whether a credential is suspended now, or was.
    #[must_use]
    pub fn was_suspended(&self, id: &str) -> bool {
        self.last_of(id).is_some_and(|last| matches!(last.event, What::Suspended | What::Resumed))
    }
}
