//! In: what came, and what was withdrawn. Out: the files below `.accolade/`, then `accolade.lock`, each whole or not at all;
//! last, files that nothing names any more are removed, as far as this program wrote them.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;

use super::rounds::{Fate, Outcome, Project};
use super::{Exit, Failed, bad_lock};
use crate::draft::lock::{Lock, Locked};
use crate::load;
use crate::output::vault::{self, Access};

const LOCK: &str = "accolade.lock";

/// What is to be changed.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Documents with their bytes; without, the file that is kept stays.
    documents: Vec<(Locked, Option<Vec<u8>>)>,
    gone: Vec<(String, Timestamp)>,
    /// When given, all others are forgotten.
    only: Option<BTreeSet<String>>,
}

impl Changes {
    /// Keeps a document.
    pub(super) fn keep(&mut self, locked: Locked, bytes: Vec<u8>) {
        self.documents.push((locked, Some(bytes)));
    }

    /// What follows from an outcome: a document that did not come changes nothing.
    pub(super) fn add(&mut self, outcome: &Outcome, project: &Project, now: Timestamp) {
        let url = &outcome.need.url;
        match &outcome.fate {
            Fate::Came(fetched, form) => {
                let validators = fetched.validators.clone();
                let locked = Locked {
                    media_type: fetched.media_type.clone(),
                    location: validators.location,
                    etag: validators.etag,
                    last_modified: validators.last_modified,
                    ..Locked::of(url, &fetched.bytes, form.extension(), now)
                };
                self.keep(locked, fetched.bytes.clone());
            }
            Fate::Same => {
                if let Some(held) = project.held.get(url) {
                    self.documents.push((Locked { retrieved: Some(now), ..held.locked.clone() }, None));
                }
            }
            Fate::Gone => self.gone.push((url.clone(), now)),
            Fate::Failed(_) | Fate::Refused(_) => {}
        }
    }

    /// Forgets every document but these.
    pub(super) fn forget_all_but(&mut self, urls: BTreeSet<String>) {
        self.only = Some(urls);
    }
}

/// Writes the changes, and gives the lock as it is now.
pub(super) fn keep(dir: &Path, changes: Changes) -> Result<Lock, Failed> {
    // Two runs at once would each remove what the other just wrote.
    let _held = vault::hold(&dir.join(".accolade/.lock"))?;
    let path = dir.join(LOCK);
    let (old, text) = read(&path)?;
    let mut lock = old.clone();
    for (locked, bytes) in changes.documents {
        if let Some(bytes) = bytes {
            write_new(&dir.join(&locked.file), &locked, &bytes)?;
        }
        lock.gone.remove(&locked.url);
        lock.documents.insert(locked.url.clone(), locked);
    }
    lock.gone.extend(changes.gone);
    if let Some(only) = changes.only {
        lock.documents.retain(|url, _| only.contains(url));
        lock.gone.retain(|url, _| only.contains(url));
    }
    let new = lock.to_text();
    if text.as_deref() != Some(new.as_bytes()) && (text.is_some() || lock != Lock::default()) {
        vault::replace(&path, new.as_bytes(), Access::Usual)?;
    }
    for left in old.documents.values().filter(|left| left.is_well_named() && !lock.names(&left.file)) {
        let file = dir.join(&left.file);
        if load::read_file(&file).is_ok_and(|bytes| left.is_of(&bytes)) {
            vault::remove(&file)?;
        }
    }
    Ok(lock)
}

/// The same bytes are not written twice.
fn write_new(file: &Path, locked: &Locked, bytes: &[u8]) -> Result<(), Failed> {
    if file.is_file() && load::read_file(file).is_ok_and(|there| locked.is_of(&there)) {
        return Ok(());
    }
    Ok(vault::replace(file, bytes, Access::Usual)?)
}

fn read(path: &Path) -> Result<(Lock, Option<Vec<u8>>), Failed> {
    if !path.exists() {
        return Ok((Lock::default(), None));
    }
    let bytes = load::read_file(path).map_err(|problem| (Exit::Io, vec![problem]))?;
    let lock = Lock::read(&bytes).map_err(|error| bad_lock(&error))?;
    Ok((lock, Some(bytes)))
}
