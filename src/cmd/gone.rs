//! In: a site that issues. Out: its credentials without those that the ledger says are gone: replaced, or their holders forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

use super::places::Place;
use super::registry::Registry;
use super::rescue;
use crate::issue::ledger::{self, Entry};
use crate::issue::make;
use crate::load::SourcePath;
use crate::output::vault::{self, Access, VaultError};

/// Whether something is left of what the ledger says is gone, or of runs that were cut short.
pub(super) fn is_left(site: &Registry) -> bool {
    let (files, lines) = left(site);
    !files.is_empty() || !lines.is_empty() || vault::is_littered(&places(site))
}

/// What stands below `credentials/` of what the ledger says is gone: files, and lines of files of many. A file that has another name
/// than `issue` gives it is somebody's own: it is theirs to keep, but not when its holder is to be forgotten. What another was to take
/// the place of stays until that one is there.
fn left(site: &Registry) -> (BTreeSet<String>, BTreeMap<String, Vec<Range<usize>>>) {
    let forgotten: BTreeSet<&str> = site.ledger.forgotten().collect();
    let successors = site.ledger.events().iter().filter(|event| event.event.is_gone());
    let successors: BTreeMap<&str, &str> =
        successors.filter_map(|event| Some((event.id.as_str(), event.by.as_deref()?))).collect();
    let is_followed = |entry: &&Entry| {
        let Some((next, _)) = successors.get(entry.id.as_str()).and_then(|by| site.ledger.line_of(by)) else {
            return true;
        };
        forgotten.contains(entry.id.as_str()) || site.ledger.is_gone(&next.id) || rescue::is_there(site, next)
    };
    let (mut files, mut lines) = (BTreeSet::new(), BTreeMap::<String, Vec<Range<usize>>>::new());
    for entry in site.ledger.entries().iter().filter(|entry| site.ledger.is_gone(&entry.id)).filter(is_followed) {
        let file = make::credential_file(&entry.slug);
        if site.source.get(&file).is_some() {
            files.insert(file);
        }
        for place in site.places.of_slug(&entry.slug) {
            match place {
                Place::Line(file, range) => lines.entry(file.to_string()).or_default().push(range.clone()),
                Place::File(at) if forgotten.contains(entry.id.as_str()) => {
                    let carried = &site.files[*at];
                    files.extend(
                        [Some(&carried.file), carried.notes.as_ref()].into_iter().flatten().map(|f| f.to_string()),
                    );
                }
                Place::File(_) => {}
            }
        }
    }
    (files, lines)
}

/// Where commands that hold the site write. What `update` fetches is not among them: it writes without holding the site.
/// Awards and credentials may stand in folders below.
fn places(site: &Registry) -> Vec<PathBuf> {
    let folder = |(path, _): (&SourcePath, _)| path.as_str().rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let below = ["awards", "credentials"].into_iter().flat_map(|place| site.source.below(place)).filter_map(folder);
    let fixed = ["awards", "credentials", "status", ".well-known", "keys", ledger::FILE, "did.json"];
    let all: BTreeSet<String> = below.chain(fixed.map(str::to_owned)).collect();
    all.into_iter().map(|place| site.dir.join(place)).collect()
}

/// Puts into its place what a run left beside it that was cut short after it had written the ledger. Gives back whether it did.
pub(super) fn rescue(site: &Registry) -> Result<bool, VaultError> {
    rescue::rescue(site, &places(site))
}

/// Removes what is left beside the files by runs that were cut short, and from `credentials/` what the ledger says is gone.
pub(super) fn remove(site: &Registry) -> Result<(), VaultError> {
    vault::sweep(&places(site))?;
    let (files, lines) = left(site);
    for file in files {
        vault::remove(&site.dir.join(file))?;
    }
    for (file, mut ranges) in lines {
        let Some(bytes) = site.source.get(&file) else { continue };
        ranges.sort_by_key(|range| range.start);
        let (mut kept, mut from) = (Vec::with_capacity(bytes.len()), 0);
        for range in ranges {
            kept.extend_from_slice(&bytes[from..range.start]);
            from = range.end + bytes[range.end..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        }
        kept.extend_from_slice(&bytes[from..]);
        let path = site.dir.join(&file);
        if kept.is_empty() { vault::remove(&path)? } else { vault::replace(&path, &kept, Access::Usual)? }
    }
    Ok(())
}
