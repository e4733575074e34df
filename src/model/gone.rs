//! In: the ledger, and what is withheld because its key may have been in other hands. Out: the credentials that the site does not show,
//! each with the reason and what stands in its place.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::credentials::Brief;
use super::site::{EntryId, Gone, IssuerKey, Why};
use crate::draft::{Event, IdKey, Records, What};
use crate::judge::Withheld;

/// What made each credential go. It stays gone, whatever happens to it later, such as that it is revoked.
fn last(records: &Records) -> BTreeMap<&str, &Event> {
    records.events.iter().filter(|event| event.event.is_gone()).map(|event| (event.id.as_str(), event)).collect()
}

/// The ids of the credentials that the site holds no longer.
pub(super) fn ids(records: &Records) -> BTreeSet<&str> {
    last(records).into_keys().collect()
}

/// The ids of all that were issued and that the site does not show.
pub(super) fn all_ids<'a>(records: &'a Records, withheld: &'a [Withheld]) -> BTreeSet<&'a str> {
    ids(records).into_iter().chain(withheld.iter().map(|one| one.id.as_str())).collect()
}

/// What is withheld and not gone anyhow, with the addresses that it had: one that is shown there all the same keeps its own.
pub(super) fn withheld(records: &Records, withheld: &[Withheld], keys: &[IssuerKey], entries: &[Brief]) -> Vec<Gone> {
    if withheld.is_empty() {
        return Vec::new();
    }
    let last = last(records);
    let shown: BTreeSet<&str> = entries.iter().map(|entry| &*entry.slug).collect();
    let since = |method: &str| {
        let fits = |key: &&IssuerKey| method.rsplit_once('#').is_some_and(|(_, name)| name == key.text);
        // The name of a key need not be the key: then it is one of those that were stolen.
        let stolen = |key: &IssuerKey| key.compromised;
        let earliest = || keys.iter().filter_map(stolen).min();
        keys.iter().find(fits).and_then(stolen).or_else(earliest).unwrap_or(Timestamp::UNIX_EPOCH)
    };
    let open = withheld.iter().filter(|one| !last.contains_key(one.id.as_str()));
    let gone = open.filter_map(|one| {
        let slug = one.slug.clone().filter(|slug| !shown.contains(slug.as_str()))?;
        Some(Gone { slug, since: since(&one.method), why: Why::Key, next: None })
    });
    let mut gone: Vec<Gone> = gone.collect();
    gone.sort_by(|a, b| a.slug.cmp(&b.slug));
    gone.dedup_by(|a, b| a.slug == b.slug);
    gone
}

/// What is left of those that are gone. One that was replaced twice leads to the last in line.
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
            let why = if event.event == What::Forgotten { Why::Forgotten } else { Why::Replaced };
            Some(Gone { slug: slug.to_string(), since: event.at, why, next: next(event) })
        })
        .collect();
    gone.sort_by(|a, b| a.slug.cmp(&b.slug));
    gone
}
