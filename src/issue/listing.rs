//! In: the ledger, and what was signed. Out: how each credential stands now, by what the ledger says and by its own last day, and which of
//! them are looked for. Judges nothing: whether a signature holds is for `check` to say.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::ledger::{Entry, Ledger};
use super::signed::Signed;
use crate::draft::{Event, Followed, What, suspensions};
use crate::model::search::words;

/// How a credential stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It can be shown as a good one.
    Good,
    /// It was taken back for good.
    Revoked,
    /// It was taken back until further notice.
    Suspended,
    /// It was good, and has ended by itself.
    Expired,
    /// Another stands in its place, as after a correction or a renewal.
    Replaced,
    /// It is in no file: `check` says what to do.
    Missing,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Good, Self::Revoked, Self::Suspended, Self::Expired, Self::Replaced, Self::Missing];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Revoked => "revoked",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
            Self::Replaced => "replaced",
            Self::Missing => "missing",
        }
    }
}

/// A credential of the ledger, with what was signed. Of one that was replaced, what the one in its place says.
#[derive(Debug)]
pub struct Listed<'a> {
    /// Its line of the ledger.
    pub entry: &'a Entry,
    /// The holder's name; empty where it is in no file.
    pub name: Box<str>,
    /// The day on which it was earned.
    pub awarded: Option<Date>,
    /// The last day on which it is good, when there is one; not known of what was replaced.
    pub expires: Option<Date>,
    /// How it stands.
    pub standing: Standing,
    /// The one that stands in its place.
    pub by: Option<&'a Entry>,
}

/// The ledger, asked how each of its credentials stands.
pub struct Listing<'a> {
    ledger: &'a Ledger,
    forgotten: BTreeSet<&'a str>,
    suspended: BTreeMap<&'a str, (usize, &'a Event)>,
    followed: Followed<'a>,
    /// What ended before this day is good no longer.
    today: Date,
}

impl<'a> Listing<'a> {
    /// As of a day.
    #[must_use]
    pub fn of(ledger: &'a Ledger, today: Date) -> Self {
        let events = ledger.events();
        Self {
            ledger,
            forgotten: ledger.forgotten().collect(),
            suspended: suspensions(events),
            followed: Followed::of(events),
            today,
        }
    }

    /// A credential, with what `find` has of its slug; `None` of whom was forgotten.
    pub fn look(&self, entry: &'a Entry, find: &dyn Fn(&str) -> Option<Signed>) -> Option<Listed<'a>> {
        if self.forgotten.contains(entry.id.as_str()) {
            return None;
        }
        let by = self.followed.last(&entry.id).and_then(|id| self.ledger.line_of(id)).map(|(entry, _)| entry);
        let by = by.filter(|by| !self.forgotten.contains(by.id.as_str()));
        let signed = find(&by.unwrap_or(entry).slug);
        let expires = signed.as_ref().and_then(Signed::end);
        let is_suspended = || self.suspended.get(entry.id.as_str()).is_some_and(|(_, e)| e.event == What::Suspended);
        let standing = if self.ledger.is_gone(&entry.id) {
            Standing::Replaced
        } else if signed.is_none() {
            Standing::Missing
        } else if self.ledger.is_taken_back(&entry.id) {
            Standing::Revoked
        } else if is_suspended() {
            Standing::Suspended
        } else if expires.is_some_and(|end| end < self.today) {
            Standing::Expired
        } else {
            Standing::Good
        };
        let name = signed.as_ref().and_then(Signed::name).unwrap_or_default().into();
        let awarded = signed.as_ref().and_then(Signed::awarded);
        // Until when the old one was good stands in no file any more.
        let expires = expires.filter(|_| standing != Standing::Replaced);
        Some(Listed { entry, name, awarded, expires, standing, by })
    }
}

/// Whom somebody looks for.
pub struct Sought<'a> {
    text: &'a str,
    words: Vec<String>,
}

impl<'a> Sought<'a> {
    /// By words of a name, or by the name of a credential.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        Self { text, words: words(text) }
    }

    /// Whether a credential is one of those: each word that is sought begins a word of the name, in whatever case and order and with
    /// whatever marks; or it is the number of the award, the slug or the address.
    #[must_use]
    pub fn is(&self, listed: &Listed<'_>) -> bool {
        let entry = listed.entry;
        let own = [entry.award.strip_prefix("id:"), Some(&entry.slug), Some(entry.id.as_str())];
        if own.contains(&Some(self.text)) {
            return true;
        }
        let name = words(&listed.name);
        !self.words.is_empty() && self.words.iter().all(|word| name.iter().any(|own| own.starts_with(word.as_str())))
    }
}
