//! In: `accolade.lock` with `.accolade/`, and `ledger.jsonl`. Out: fetched documents, and what was issued here.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lock::{Lock, LockError, Locked};
use crate::diag::{Diagnostic, Span};
use crate::load::{Source, SourcePath};

/// A document that was fetched earlier.
#[derive(Debug, Clone)]
pub struct LockedDocument {
    /// Where it was fetched from.
    pub url: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// When.
    pub retrieved: Option<Timestamp>,
}

/// A line of the ledger: one credential that was issued here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Issued {
    /// The credential's id.
    pub id: String,
    /// The badge's id on this site.
    pub badge: String,
    /// The folder below `credentials/`.
    #[serde(default)]
    pub slug: String,
    /// The place in the status list.
    #[serde(default)]
    pub index: Option<u64>,
    /// Whether the holder consented to be listed.
    #[serde(default)]
    pub listed: bool,
}

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
    /// Another stands in its place.
    Replaced,
    /// Its holder's data are gone from the site and its sources.
    Forgotten,
}

/// What is known of what was issued here.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// The credentials, oldest first.
    pub issued: Vec<Issued>,
    /// What became of them, oldest first.
    pub events: Vec<Event>,
}

/// Whether a line of the ledger is an event.
#[must_use]
pub fn is_event(line: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        event: Option<serde::de::IgnoredAny>,
    }
    line.contains("\"event\"") && serde_json::from_str::<Probe>(line).is_ok_and(|probe| probe.event.is_some())
}

/// The documents that the lock file names, and the addresses that said that what was there is gone.
#[must_use]
pub fn lock(source: &Source, found: &mut Vec<Diagnostic>) -> (Vec<LockedDocument>, Vec<(String, Timestamp)>) {
    const FILE: &str = "accolade.lock";
    const HELP: &str = "run `accolade update` again";
    let Some(bytes) = source.get(FILE) else { return Default::default() };
    let lock = match Lock::read(bytes) {
        Ok(lock) => lock,
        Err(LockError::Json(e)) => {
            found.push(json_error(FILE, bytes, 0, &e).help(HELP));
            return Default::default();
        }
        Err(e) => {
            found.push(Diagnostic::error("lock", e.to_string()).in_file(FILE).help("use a newer accolade"));
            return Default::default();
        }
    };
    let mut documents = Vec::new();
    for locked in lock.documents.into_values() {
        let Locked { url, file, retrieved, .. } = &locked;
        let wrong = |message: String| Diagnostic::error("lock", message).in_file(FILE).about(url).help(HELP);
        match source.get(file) {
            None => found.push(wrong(format!("the file {file} of {url} is not there"))),
            Some(bytes) if !locked.is_of(bytes) => {
                found.push(wrong(format!("the file {file} of {url} was changed since it was fetched")));
            }
            Some(bytes) => {
                documents.push(LockedDocument { url: url.clone(), bytes: bytes.clone(), retrieved: *retrieved })
            }
        }
    }
    (documents, lock.gone.into_iter().collect())
}

pub(super) fn ledger(source: &Source, found: &mut Vec<Diagnostic>) -> Records {
    const FILE: &str = "ledger.jsonl";
    let Some(bytes) = source.get(FILE) else { return Records::default() };
    let mut records = Records::default();
    let mut start = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if !line.trim_ascii().is_empty() {
            let text = String::from_utf8_lossy(line.trim_ascii_end());
            let read = if is_event(&text) {
                serde_json::from_str(&text).map(|event| records.events.push(event))
            } else {
                serde_json::from_slice(line.trim_ascii_end()).map(|one| records.issued.push(one))
            };
            if let Err(e) = read {
                let help =
                    "restore the line from your version control; the ledger is written by accolade's commands alone";
                found.push(json_error(FILE, bytes, start, &e).help(help));
            }
        }
        start += line.len();
    }
    records
}

/// A JSON error at its place; `start` is where the text that was read begins in the file.
fn json_error(file: &str, bytes: &[u8], start: usize, e: &serde_json::Error) -> Diagnostic {
    let path = SourcePath::new(file).expect("a fixed name");
    let text = match Source::text(&path, bytes) {
        Ok(text) => text,
        Err(problem) => return problem,
    };
    let said = e.to_string();
    let message = said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message).to_owned();
    let line = text[start..].split_inclusive('\n').take(e.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (start + line + e.column().saturating_sub(1)).min(text.trim_end().len());
    Diagnostic::error("bad-json", message).at(file, text, Span { start: at, end: at + 1 })
}
