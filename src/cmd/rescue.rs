//! In: a site that issues, and what a run left beside its files that was cut short after it had written the ledger. Out: the credentials
//! that the ledger tells of and no file has, in their files.
//!
//! What takes the place of another credential cannot always be made again: the row of its award may have changed, and the key that
//! signed it as well. Its bytes are whole by then, beside their place, and the ledger says by their hash which they are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use accolade_credential::report;

use super::Failed;
use super::issue::write;
use super::registry::Registry;
use crate::issue::ledger::Entry;
use crate::issue::make;
use crate::load::{self, is_lines};
use crate::output::vault::{self, Access, Growing};

/// Whether a credential of the ledger is in a file.
pub(super) fn is_there(site: &Registry, entry: &Entry) -> bool {
    site.source.get(&make::credential_file(&entry.slug)).is_some() || site.places.of_slug(&entry.slug).next().is_some()
}

/// Puts what was left beside the files in these folders into its place, as far as the ledger tells of it: below
/// `credentials/` alone. Gives back whether it did.
pub(super) fn rescue(site: &Registry, folders: &[PathBuf]) -> Result<bool, Failed> {
    let credentials = site.dir.join("credentials");
    let folders: Vec<PathBuf> = folders.iter().filter(|folder| folder.starts_with(&credentials)).cloned().collect();
    let parts = vault::parts(&folders);
    if parts.is_empty() {
        return Ok(false);
    }
    let open = site.ledger.entries().iter().filter(|entry| !site.ledger.is_gone(&entry.id) && !is_there(site, entry));
    let mut open: BTreeMap<&str, &Entry> = open.map(|entry| (entry.sha256.as_str(), entry)).collect();
    let mut found = false;
    let mut growing: BTreeMap<PathBuf, Growing> = BTreeMap::new();
    for (part, place) in parts {
        if open.is_empty() {
            break;
        }
        // What cannot be read is told by what is missing then.
        if is_lines(&place.to_string_lossy()) {
            let Ok(lines) = load::lines::lines(&part) else { continue };
            for line in lines.map_while(|(_, line)| line.ok()) {
                if open.remove(report::sha256(&line).as_str()).is_none() {
                    continue;
                }
                if !growing.contains_key(&place) {
                    growing.insert(place.clone(), write::begun(site, &name(site, &place))?);
                }
                if let Some(file) = growing.get_mut(&place) {
                    file.write(&[&line[..], b"\n"].concat())?;
                }
            }
            continue;
        }
        let Ok(bytes) = load::read_large(&part) else { continue };
        if open.remove(report::sha256(&bytes).as_str()).is_some() {
            vault::create_new(&place, &bytes, Access::Usual)?;
            found = true;
        }
    }
    found |= !growing.is_empty();
    for file in growing.into_values() {
        file.end()?.replace()?;
    }
    Ok(found)
}

/// What a place is called within a project.
fn name(site: &Registry, place: &Path) -> String {
    place.strip_prefix(&site.dir).unwrap_or(place).to_string_lossy().replace('\\', "/")
}
