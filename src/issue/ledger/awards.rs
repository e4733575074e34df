//! In: the ledger. Out: which credentials are of one award, which of them are good, and which have a place in a status list together,
//! as after two people issued at once and their ledgers were joined.

use std::collections::BTreeMap;

use super::{Entry, Ledger};
use crate::draft::What;

impl Ledger {
    /// Finds which credential each award has now: one that was replaced hands its award on, and so does one that was taken back.
    pub(super) fn settle(&mut self) {
        self.relate();
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

    /// The credentials of an award, oldest first: those that bear it, those in whose place they stand, and those that bear theirs.
    #[must_use]
    pub fn of_one_award(&self, entry: &Entry) -> Vec<&Entry> {
        let Some(at) = self.by_id.get(&entry.id) else { return Vec::new() };
        let of = |all: &[usize]| all.iter().map(|at| &self.entries[*at]).collect();
        self.kin.get(at).and_then(|first| self.kin_of.get(first)).map_or_else(|| of(&[*at]), |all| of(all))
    }

    /// Those of them that the site still holds.
    #[must_use]
    pub fn held_of_one_award(&self, entry: &Entry) -> Vec<&Entry> {
        let mut all = self.of_one_award(entry);
        all.retain(|entry| !self.is_gone(&entry.id));
        all
    }

    /// Finds which credentials are of one award: each leads to an older one, until none is older.
    fn relate(&mut self) {
        let mut older: Vec<usize> = (0..self.entries.len()).collect();
        let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let first = *first_of.entry(&entry.award).or_insert(at);
            join(&mut older, first, at);
        }
        for event in &self.events {
            let places = event.by.as_ref().and_then(|by| self.by_id.get(by)).zip(self.by_id.get(&event.id));
            if let Some((by, old)) = places {
                join(&mut older, *by, *old);
            }
        }
        let mut all: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..older.len() {
            let first = oldest(&mut older, at);
            if first != at {
                all.entry(first).or_insert_with(|| vec![first]).push(at);
            }
        }
        self.kin = all.iter().flat_map(|(first, all)| all.iter().map(|at| (*at, *first))).collect();
        self.kin_of = all;
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

    /// The ids of those whose holders were forgotten.
    pub fn forgotten(&self) -> impl Iterator<Item = &str> {
        self.events.iter().filter(|event| event.event == What::Forgotten).map(|event| event.id.as_str())
    }

    /// Whether something names this credential itself, and not its award: its slug or its address.
    #[must_use]
    pub fn is_name_of_one(&self, name: &str) -> bool {
        self.named(name).is_some()
    }

    /// Whether a credential that the site holds no longer names a list for suspension, as the ledger says.
    #[must_use]
    pub fn is_suspendable(&self, id: &str) -> bool {
        self.suspendable.contains(id)
    }

    /// Whether a credential is suspended now, or was.
    #[must_use]
    pub fn was_suspended(&self, id: &str) -> bool {
        self.last_of(id).is_some_and(|last| matches!(last.event, What::Suspended | What::Resumed))
    }
}

/// Makes two credentials ones of one award.
fn join(older: &mut [usize], a: usize, b: usize) {
    let (a, b) = (oldest(older, a), oldest(older, b));
    older[a.max(b)] = a.min(b);
}

/// The oldest credential of the award of this one.
fn oldest(older: &mut [usize], mut at: usize) -> usize {
    while older[at] != at {
        older[at] = older[older[at]];
        at = older[at];
    }
    at
}
