//! In: a site that issues. Out: its credentials without those that the ledger says are gone: replaced, or their holders forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::places::Place;
use super::registry::Registry;
use super::{Exit, Failed, rescue};
use crate::issue::ledger::{self, Entry};
use crate::issue::make;
use crate::load::SourcePath;
use crate::output::vault::{self, Growing};

/// Lines of files of many, counted from 0, by the places of the files among them.
type Lines = BTreeMap<usize, BTreeSet<usize>>;

/// Whether something is left of what the ledger says is gone, or of runs that were cut short.
pub(super) fn is_left(site: &Registry) -> bool {
    let (files, lines) = left(site);
    !files.is_empty() || !lines.is_empty() || vault::is_littered(&places(site))
}

/// What stands below `credentials/` of what the ledger says is gone: files, and lines of files of many. A file that has another name
/// than `issue` gives it is somebody's own: it is theirs to keep, but not when its holder is to be forgotten. What another was to take
/// the place of stays until that one is there.
fn left(site: &Registry) -> (BTreeSet<String>, Lines) {
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
    let (mut files, mut lines) = (BTreeSet::new(), Lines::new());
    for entry in site.ledger.entries().iter().filter(|entry| site.ledger.is_gone(&entry.id)).filter(is_followed) {
        let file = make::credential_file(&entry.slug);
        if site.source.get(&file).is_some() {
            files.insert(file);
        }
        for place in site.places.of_slug(&entry.slug) {
            match place {
                Place::Line(file, line) => drop(lines.entry(file).or_default().insert(line)),
                Place::File(at) if forgotten.contains(entry.id.as_str()) => {
                    let carried = &site.files[at];
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
    let folder = |path: &SourcePath| path.as_str().rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let is_below = |path: &&SourcePath| ["awards", "credentials"].into_iter().any(|place| path.is_below(place));
    let below = site.source.paths().filter(is_below).filter_map(folder);
    let fixed = ["awards", "credentials", "status", ".well-known", "keys", ledger::FILE, "did.json"];
    let all: BTreeSet<String> = below.chain(fixed.map(str::to_owned)).collect();
    all.into_iter().map(|place| site.dir.join(place)).collect()
}

/// Puts into its place what a run left beside it that was cut short after it had written the ledger. Gives back whether it did.
pub(super) fn rescue(site: &Registry) -> Result<bool, Failed> {
    rescue::rescue(site, &places(site))
}

/// Removes what is left beside the files by runs that were cut short, and from `credentials/` what the ledger says is gone.
pub(super) fn remove(site: &Registry) -> Result<(), Failed> {
    vault::sweep(&places(site))?;
    let (files, lines) = left(site);
    for file in files {
        vault::remove(&site.dir.join(file))?;
    }
    for (file, lines) in lines {
        let file = &site.lines[file];
        let path = site.dir.join(file.path().as_str());
        let mut kept: Option<Growing> = None;
        for part in file.without(&lines) {
            let part = part.map_err(|wrong| (Exit::Io, vec![wrong]))?;
            match &mut kept {
                Some(kept) => kept.write(&part)?,
                // A file of nothing but blank lines is none.
                None if part.trim_ascii().is_empty() => {}
                None => kept = Some(vault::begin(&path, &part)?),
            }
        }
        match kept {
            Some(kept) => kept.end()?.replace()?,
            None => vault::remove(&path)?,
        }
    }
    Ok(())
}
