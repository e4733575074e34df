//! In: `accolade.lock` with `.accolade/`. Out: fetched documents.

use std::sync::Arc;

use jiff::Timestamp;

use super::lock::{Lock, LockError, Locked};
use super::records::json_error;
use crate::diag::Diagnostic;
use crate::load::Source;

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

/// The documents that the lock file names, and the addresses that said that what was there is gone.
#[must_use]
pub fn locked(source: &Source, found: &mut Vec<Diagnostic>) -> (Vec<LockedDocument>, Vec<(String, Timestamp)>) {
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
