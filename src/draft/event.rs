//! What becomes of a credential after it was issued: the lines of the ledger that say so.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A line of the ledger: what became of a credential after it was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What happened.
    pub event: What,
    /// The credential's id.
    pub id: String,
    /// When (RFC 3339, UTC).
    pub at: Timestamp,
    /// Why, in the registrar's words; kept in the ledger, which is not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The id of the credential that stands in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Whether it names a list for suspension: said of what stays good and is at hand no longer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suspendable: bool,
    /// The id of the credential that stands in its place and of which this is not said, on purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeps: Option<String>,
    /// With `keeps`: how many lines before said the credential revoked, suspended, resumed or forgotten. Who said so on another side was not seen.
    #[serde(default, skip_serializing_if = "is_none")]
    pub after: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_none(count: &usize) -> bool {
    *count == 0
}

impl Event {
    /// An event with nothing said besides.
    #[must_use]
    pub const fn new(event: What, id: String, at: Timestamp) -> Self {
        Self { event, id, at, reason: None, by: None, suspendable: false, keeps: None, after: 0 }
    }
}

/// Of each credential that was ever suspended or resumed the last line that says so, and its place among all. Two people's lines may stand in
/// any order where their ledgers were joined: the later one counts, and of two of one moment that which stands below.
#[must_use]
pub fn suspensions(events: &[Event]) -> BTreeMap<&str, (usize, &Event)> {
    let mut last: BTreeMap<&str, (usize, &Event)> = BTreeMap::new();
    for (n, event) in events.iter().enumerate().filter(|(_, event)| event.event.is_of_suspension()) {
        if last.get(event.id.as_str()).is_none_or(|(_, before)| before.at <= event.at) {
            last.insert(&event.id, (n, event));
        }
    }
    last
}

/// What may happen to a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Taken back for good.
    Revoked,
    /// Taken back until further notice.
    Suspended,
    /// Good again.
    Resumed,
    /// Another stands in its place, and it is revoked.
    Replaced,
    /// Another stands in its place, and it stays good until it ends by itself.
    Renewed,
    /// Its holder's data are gone from the site and its sources.
    Forgotten,
    /// Its holder agrees to be listed from now on.
    Listed,
    /// Its holder agrees to be listed no longer.
    Unlisted,
}

impl What {
    /// Whether it says how a credential stands from then on.
    #[must_use]
    pub const fn is_said_of(self) -> bool {
        matches!(self, Self::Revoked | Self::Suspended | Self::Resumed | Self::Forgotten)
    }

    /// Whether it suspends a credential, or says that it is good again.
    #[must_use]
    pub const fn is_of_suspension(self) -> bool {
        matches!(self, Self::Suspended | Self::Resumed)
    }

    /// Whether the site holds the credential no longer, for good.
    #[must_use]
    pub const fn is_gone(self) -> bool {
        matches!(self, Self::Replaced | Self::Renewed | Self::Forgotten)
    }

    /// Whether its place in the list of what is revoked is set from then on, for good.
    #[must_use]
    pub const fn is_taken_back(self) -> bool {
        matches!(self, Self::Revoked | Self::Replaced)
    }

    /// Whether it is to be listed from now on, where this is about that.
    #[must_use]
    pub const fn listing(self) -> Option<bool> {
        match self {
            Self::Listed => Some(true),
            Self::Unlisted => Some(false),
            _ => None,
        }
    }
}
