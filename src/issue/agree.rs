//! In: the places of a status list, and the ledger. Out: what the two do not agree on. Such a list is not signed again as it is: somebody
//! may have cleared a place, or have set one.

use std::collections::BTreeSet;

use accolade_credential::status::StatusList;

use crate::draft::{What, suspensions};
use crate::issue::ledger::{Entry, Ledger};
use crate::issue::lists::{List, Purpose};

/// The entries whose places are not set as the ledger says. What is said now, at these places, counts like the ledger.
pub(super) fn contradicted<'l>(
    ledger: &'l Ledger,
    list: List,
    bits: &StatusList,
    now: &[(u32, bool)],
) -> Vec<&'l Entry> {
    let suspensions = suspensions(ledger.events());
    let is_said = |entry: &&Entry| match list.purpose {
        Purpose::Revocation => ledger.is_taken_back(&entry.id),
        Purpose::Suspension => {
            suspensions.get(entry.id.as_str()).is_some_and(|(_, last)| last.event == What::Suspended)
        }
    };
    let here = || ledger.entries().iter().filter(|entry| entry.list == list.number);
    let now: BTreeSet<u32> = now.iter().map(|(index, _)| *index).collect();
    // A place that several have is set for all of them.
    let to_set: BTreeSet<u32> = here().filter(is_said).map(|entry| entry.index).collect();
    let differs = |entry: &&Entry| {
        let is = bits.get(entry.index as usize).unwrap_or(false);
        is != to_set.contains(&entry.index) && !now.contains(&entry.index)
    };
    here().filter(differs).collect()
}

/// The entries whose places are to be set, as the ledger says, and are not. A place that a good credential has, too, is left alone.
pub(super) fn unset<'l>(ledger: &'l Ledger, list: List, bits: &StatusList, now: &[(u32, bool)]) -> Vec<&'l Entry> {
    let mut all = contradicted(ledger, list, bits, now);
    all.retain(|entry| !bits.get(entry.index as usize).unwrap_or(true) && ledger.sharing(entry).is_empty());
    all
}
