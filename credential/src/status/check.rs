//! In: a credential's status entries and issuer, and the lists that are known. Out: the check "not revoked".
//! Every entry counts and the worst decides; what cannot be found out is unknown, and never a pass.
//!
//! A set bit counts whoever signed the list, as long as its signature holds. A bit that is not set counts only in a
//! list that the credential's own issuer signed for that very address: the lists may come from the holder's folder,
//! and a holder must not be able to answer for the issuer with a list of their own.

use jiff::Timestamp;

use super::{bits, revocations};
use crate::credential::{Credential, REVOCATION_LIST, StatusEntry};
use crate::known::{Document, Known};
use crate::time::day;
use crate::verdict::{Check, CheckId, Outcome};

/// Status entries that are looked at: each may name a list of its own, to be verified and unpacked.
const MAX_ENTRIES: usize = 64;

/// How many different sentences a note gathers.
const MAX_NOTES: usize = 4;

/// What one entry says.
pub(super) struct Answer {
    pub(super) outcome: Outcome,
    pub(super) code: &'static str,
    pub(super) note: String,
    /// When the list was fetched.
    pub(super) seen: Option<Timestamp>,
}

impl Answer {
    pub(super) fn pass(code: &'static str, note: String) -> Self {
        Self { outcome: Outcome::Pass, code, note, seen: None }
    }

    pub(super) fn fail(code: &'static str, note: String) -> Self {
        Self { outcome: Outcome::Fail, code, note, seen: None }
    }

    pub(super) fn unknown(code: &'static str, why: impl AsRef<str>) -> Self {
        let note = format!("Whether it was revoked is not known: {}.", why.as_ref());
        Self { outcome: Outcome::Unknown, code, note, seen: None }
    }
}

/// Checks every entry; the worst answer decides, and the note tells all that weigh the same.
pub(crate) fn check(credential: &Credential, issuer: Option<&str>, known: &Known<'_>) -> Check {
    if credential.status.len() > MAX_ENTRIES {
        let note = format!("Whether it was revoked is not known: it has more than {MAX_ENTRIES} status entries.");
        return Check::new(CheckId::Status, Outcome::Unknown, "status-too-many", note);
    }
    let ask = |entry: &StatusEntry| {
        let answer = match entry.kind.as_str() {
            REVOCATION_LIST => revocations::ask(entry, credential.id.as_deref(), issuer, known),
            _ => bits::ask(entry, issuer, known),
        };
        let document = entry.address().and_then(|url| known.documents.get(url));
        Answer { seen: document.and_then(|document| known.seen(document)), ..answer.unwrap_or_else(|answer| answer) }
    };
    let answers: Vec<Answer> = credential.status.iter().map(ask).collect();
    let worst =
        [Outcome::Fail, Outcome::Unknown, Outcome::Pass].into_iter().find(|o| answers.iter().any(|a| a.outcome == *o));
    let Some(outcome) = worst else {
        let note = "The issuer keeps no list by which it could be revoked.";
        return Check::new(CheckId::Status, Outcome::NotApplicable, "no-status", note);
    };
    let mut weighing: Vec<&Answer> = answers.iter().filter(|a| a.outcome == outcome).collect();
    weighing.sort_by_key(|a| weight(a.code));
    let mut notes: Vec<&str> = Vec::new();
    for answer in &weighing {
        if notes.len() < MAX_NOTES && !notes.contains(&answer.note.as_str()) {
            notes.push(&answer.note);
        }
    }
    let code = weighing.first().map_or("no-status", |a| a.code);
    Check::new(CheckId::Status, outcome, code, notes.join(" ")).resting(answers.iter().filter_map(|a| a.seen).min())
}

/// Of answers with one outcome the one with the lower weight gives its code.
fn weight(code: &str) -> u8 {
    match code {
        "suspended" | "status-message" => 1,
        "status-refresh" => 2,
        "status-clear" | "not-listed" => 3,
        _ => 0,
    }
}

/// The day that a list speaks of: when it was fetched, else the moment of the judgement.
pub(super) fn day_of(list: &Document, known: &Known<'_>) -> String {
    day(known.seen(list).unwrap_or(known.as_of))
}

/// Text of a stranger, short and on one line.
pub(super) fn quoted(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(160).collect();
    clean.trim().to_owned()
}
