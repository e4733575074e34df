//! In: the ledger. Out: of each credential of this site that was taken back, since when. No verdict depends on it, and no reason is in it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::credentials::Brief;
use super::site::Site;
use crate::draft::{Records, What};

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
    let mut all: BTreeMap<Box<str>, TakenBack> = BTreeMap::new();
    for event in &records.events {
        if !matches!(event.event, What::Revoked | What::Suspended | What::Resumed) {
            continue;
        }
        let one = all.entry(event.id.as_str().into()).or_default();
        match event.event {
            What::Revoked => one.revoked = one.revoked.or(Some(event.at)),
            What::Suspended => one.suspended = one.suspended.or(Some(event.at)),
            _ => one.suspended = None,
        }
        one.last = one.last.max(event.at);
    }
    all
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
