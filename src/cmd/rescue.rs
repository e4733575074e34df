//! In: a site that issues, and what a run left beside its files that was cut short after it had written the ledger. Out: the credentials
//! that the ledger tells of and no file has, in their files.
//!
//! What takes the place of another credential cannot always be made again: the row of its award may have changed, and the key that
//! signed it as well. Its bytes are whole by then, beside their place, and the ledger says by their hash which they are.

use std::collections::BTreeMap;
use std::path::PathBuf;

use accolade_credential::report;

use super::registry::Registry;
use crate::issue::ledger::Entry;
use crate::issue::make;
use crate::load::{self, is_lines};
use crate::output::vault::{self, Access, VaultError};

/// Whether a credential of the ledger is in a file.
pub(super) fn is_there(site: &Registry, entry: &Entry) -> bool {
    site.source.get(&make::credential_file(&entry.slug)).is_some() || site.places.of_slug(&entry.slug).next().is_some()
}

/// Puts what was left beside the files in these folders into its place, as far as the ledger tells of it: below
/// `credentials/` alone. Gives back whether it did.
pub(super) fn rescue(site: &Registry, folders: &[PathBuf]) -> Result<bool, VaultError> {
    let credentials = site.dir.join("credentials");
    let folders: Vec<PathBuf> = folders.iter().filter(|folder| folder.starts_with(&credentials)).cloned().collect();
    let parts = vault::parts(&folders);
    if parts.is_empty() {
        return Ok(false);
    }
    let open = site.ledger.entries().iter().filter(|entry| !site.ledger.is_gone(&entry.id) && !is_there(site, entry));
    let mut open: BTreeMap<&str, &Entry> = open.map(|entry| (entry.sha256.as_str(), entry)).collect();
    let mut found = false;
    for (part, place) in parts {
        // What cannot be read is told by what is missing then.
        let Some(bytes) = (!open.is_empty()).then(|| load::read_large(&part).ok()).flatten() else { continue };
        if !is_lines(&place.to_string_lossy()) {
            if open.remove(report::sha256(&bytes).as_str()).is_some() {
                vault::create_new(&place, &bytes, Access::Usual)?;
                found = true;
            }
            continue;
        }
        let lines = bytes.split(|byte| *byte == b'\n');
        let lost: Vec<&[u8]> = lines.filter(|line| open.remove(report::sha256(line).as_str()).is_some()).collect();
        if !lost.is_empty() {
            let mut all = match place.is_file().then(|| load::read_large(&place)) {
                Some(Ok(there)) => there,
                Some(Err(_)) => continue,
                None => Vec::new(),
            };
            if all.last().is_some_and(|last| *last != b'\n') {
                all.push(b'\n');
            }
            for line in lost {
                all.extend_from_slice(line);
                all.push(b'\n');
            }
            vault::replace(&place, &all, Access::Usual)?;
            found = true;
        }
    }
    Ok(found)
}
