//! In: the ledger. Out: of each credential of this site that was taken back, since when. No verdict depends on it, and no reason is in it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::credentials::Brief;
use super::site::Site;
use crate::draft::{Event, Records, What};

/// Since when a credential is not good, as its issuer's ledger says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TakenBack {
    /// When it was revoked: the first time, since nothing is revoked twice.
    pub revoked: Option<Timestamp>,
    /// When it was suspended, unless it was resumed since.
    pub suspended: Option<Timestamp>,
    /// When the last of this happened, also that it was resumed.
    pub last: Timestamp,
}

/// By the ids of the credentials.
pub(super) fn taken_back(records: &Records) -> BTreeMap<Box<str>, TakenBack> {
    let since = suspended(records);
    let mut all: BTreeMap<Box<str>, TakenBack> = BTreeMap::new();
    for event in &records.events {
        if !matches!(event.event, What::Revoked | What::Suspended | What::Resumed) {
            continue;
        }
        let one = all.entry(event.id.as_str().into()).or_default();
        match event.event {
            What::Revoked => one.revoked = one.revoked.or(Some(event.at)),
            _ => one.suspended = since.get(event.id.as_str()).copied(),
        }
        one.last = one.last.max(event.at);
    }
    all
}

/// Since when each is suspended that is: the first time after it was resumed last.
fn suspended(records: &Records) -> BTreeMap<&str, Timestamp> {
    let mut events: Vec<&Event> = records.events.iter().filter(|event| event.event.is_of_suspension()).collect();
    // Two people's lines may stand in any order.
    events.sort_by_key(|event| event.at);
    let mut since = BTreeMap::new();
    for event in events {
        if event.event == What::Suspended {
            since.entry(event.id.as_str()).or_insert(event.at);
        } else {
            since.remove(event.id.as_str());
        }
    }
    since
}

impl Site {
    /// What the ledger says of a credential that this site issued: of nobody else's, whatever id it bears.
    #[must_use]
    pub fn taken_back(&self, brief: &Brief) -> Option<&TakenBack> {
        let own = self.institution.as_ref().map(|own| own.issuer);
        let is_own = own.is_some() && brief.issuer == own;
        is_own.then(|| self.taken_back.get(brief.identifier()?)).flatten()
    }
}
