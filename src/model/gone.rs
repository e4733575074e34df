//! In: the ledger. Out: the credentials that the site holds no longer, each with what stands in its place.

use std::collections::{BTreeMap, BTreeSet};

use super::credentials::Brief;
use super::site::{EntryId, Gone};
use crate::draft::{Event, IdKey, Records, What};

/// What made each credential go. It stays gone, whatever happens to it later, such as that it is revoked.
fn last(records: &Records) -> BTreeMap<&str, &Event> {
    records.events.iter().filter(|event| event.event.is_gone()).map(|event| (event.id.as_str(), event)).collect()
}

/// The ids of the credentials that the site holds no longer.
pub(super) fn ids(records: &Records) -> BTreeSet<&str> {
    last(records).into_keys().collect()
}

/// What is left of them. One that was replaced twice leads to the last in line.
pub(super) fn gone(records: &Records, entries: &[Brief]) -> Vec<Gone> {
    let last = last(records);
    let by: BTreeSet<&str> = last.values().filter_map(|event| event.by.as_deref()).collect();
    let here: BTreeMap<&str, EntryId> = (0..)
        .zip(entries)
        .filter_map(|(n, entry)| Some((entry.identifier().filter(|id| by.contains(id))?, EntryId(n))))
        .collect();
    let next = |event: &Event| {
        let (mut event, mut steps) = (event, 0);
        loop {
            let by = event.by.as_deref()?;
            if let Some(id) = here.get(by) {
                return Some(*id);
            }
            // A ledger that leads in circles leads nowhere.
            steps += 1;
            event = last.get(by).filter(|_| steps < last.len() + 1)?;
        }
    };
    let mut gone: Vec<Gone> = last
        .iter()
        .filter_map(|(id, event)| {
            let slug = records.slugs.get(&IdKey::of(id)).filter(|slug| !slug.is_empty())?;
            let forgotten = event.event == What::Forgotten;
            Some(Gone { slug: slug.to_string(), since: event.at, forgotten, next: next(event) })
        })
        .collect();
    gone.sort_by(|a, b| a.slug.cmp(&b.slug));
    gone
}
