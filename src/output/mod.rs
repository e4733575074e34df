//! In: pages and a function that renders them. Out: the site on disk, whole at every moment, and `vault` for project files.
//! The only writer. It deletes nothing that it did not write, and follows no symbolic link inside the output.
#![expect(clippy::disallowed_methods, reason = "reads what stands in the output to leave it alone")]

mod error;
mod listing;
mod mail;
mod manifest;
mod place;
pub mod private;
mod secret;
mod stage;
pub mod vault;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::render::Page;
pub use error::PublishError;
pub use listing::{Built, built};
pub use mail::refuse_mail;
use manifest::Manifest;
pub use place::{Target, is_real, relative as within};
pub use secret::refuse_secret;
use stage::{Journal, Stage};

/// The file in the output that lists what accolade wrote there.
pub const MANIFEST: &str = "accolade-manifest.json";

/// The folder in the output where a build collects its files before any of them is published.
pub const STAGING: &str = ".accolade-staging";

/// What a publication did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that stood there with the same bytes and were left alone.
    pub unchanged: usize,
    /// Files of the last build that this one does not make any more.
    pub removed: usize,
    /// Bytes of the whole site.
    pub bytes: u64,
}

/// Makes a page's bytes.
pub type Render<'a> = dyn Fn(&Page) -> Result<Vec<u8>, Diagnostic> + Sync + 'a;

/// Whether the output is exactly what a build with this fingerprint published: then there is nothing to do.
#[must_use]
pub fn up_to_date(target: &Target, fingerprint: &str) -> bool {
    if target.path().join(STAGING).exists() {
        return false;
    }
    let Ok(Some(manifest)) = Manifest::read(target.path()) else { return false };
    manifest.fingerprint == fingerprint
        && manifest.files.par_iter().all(|(path, hash)| {
            target.file(path).is_ok_and(|file| standing(&file).is_some_and(|bytes| hex(&bytes) == *hash))
        })
}

/// Publishes the site: renders every page on all cores into a staging folder, and moves the changed ones into place once
/// all are there. An error before that leaves the published site as it was; a process killed while moving is finished by
/// the next publication. `progress` is told how many pages are rendered.
///
/// # Errors
/// All pages that cannot be rendered; a file that is not ours in a page's place; a file that cannot be written.
pub fn publish(
    target: &Target,
    fingerprint: &str,
    pages: &[Page],
    render: &Render<'_>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Published, PublishError> {
    let stage = Stage::open(target)?;
    match stage.recover().and_then(|()| staged(target, &stage, fingerprint, pages, (render, progress))) {
        Ok((journal, mut done)) => {
            done.removed = stage.commit(&journal)?;
            stage.close();
            Ok(done)
        }
        Err(error) => {
            stage.abandon();
            Err(error)
        }
    }
}

type Watched<'a> = (&'a Render<'a>, &'a (dyn Fn(usize) + Sync));

/// The first half: everything that can fail for want of space or for a page's sake. Touches nothing that is published.
fn staged(
    target: &Target,
    stage: &Stage,
    fingerprint: &str,
    pages: &[Page],
    watched: Watched<'_>,
) -> Result<(Journal, Published), PublishError> {
    let old = Manifest::read(target.path())?.unwrap_or_default();
    free(target, &old, pages)?;
    let rendered = rendered(target, stage, pages, watched)?;
    let mut done = Published::default();
    let mut next = Manifest::new(fingerprint);
    let mut moves = BTreeMap::new();
    for (index, (page, made)) in pages.iter().zip(rendered).enumerate() {
        done.bytes += made.length;
        if made.changed {
            done.written += 1;
            moves.insert(page.path.0.clone(), index);
        } else {
            done.unchanged += 1;
        }
        next.files.insert(page.path.0.clone(), made.hash);
    }
    let stale = old.files.into_iter().filter(|(path, _)| !next.files.contains_key(path)).collect();
    let journal = Journal { moves, stale };
    stage.seal(&journal, &next)?;
    Ok((journal, done))
}

/// A page that was rendered, and staged when it is not what stands in its place already.
struct Made {
    hash: String,
    length: u64,
    changed: bool,
}

fn rendered(
    target: &Target,
    stage: &Stage,
    pages: &[Page],
    (render, progress): Watched<'_>,
) -> Result<Vec<Made>, PublishError> {
    let count = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let one = |(index, page): (usize, &Page)| -> Result<Made, PublishError> {
        let bytes = render(page).and_then(|bytes| refuse_secret(page, &bytes).map(|()| bytes));
        let made = bytes.map_err(|diagnostic| PublishError::Render(vec![diagnostic])).and_then(|bytes| {
            let changed = standing(&target.file(&page.path.0)?).is_none_or(|there| there != bytes);
            // Once a page has failed nothing is published: the others are only asked for their errors.
            if changed && !failed.load(Ordering::Relaxed) {
                stage.put(index, &bytes)?;
            }
            Ok(Made { hash: hex(&bytes), length: bytes.len() as u64, changed })
        });
        failed.fetch_or(made.is_err(), Ordering::Relaxed);
        progress(count.fetch_add(1, Ordering::Relaxed) + 1);
        made
    };
    let (mut made, mut faults) = (Vec::with_capacity(pages.len()), Vec::new());
    for result in pages.par_iter().enumerate().map(one).collect::<Vec<_>>() {
        match result {
            Ok(page) => made.push(page),
            Err(PublishError::Render(diagnostics)) => faults.extend(diagnostics),
            Err(other) => return Err(other),
        }
    }
    if faults.is_empty() { Ok(made) } else { Err(PublishError::Render(faults)) }
}

/// Every page has a place of its own, and nothing that we did not write stands in it.
fn free(target: &Target, old: &Manifest, pages: &[Page]) -> Result<(), PublishError> {
    let mut taken = BTreeSet::new();
    for page in pages {
        let path = &page.path.0;
        let file = target.file(path)?;
        if path == MANIFEST || path.starts_with(STAGING) || !taken.insert(path) {
            return Err(PublishError::Twice { path: path.clone() });
        }
        for (folder, at) in target.folders(path) {
            match fs::symlink_metadata(&at) {
                Ok(found) if found.is_dir() => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => break,
                Ok(_) if old.wrote(&folder, &at) => break,
                Ok(_) => return Err(PublishError::Foreign { path: at }),
                Err(error) => return Err(PublishError::io("look at", &at, error)),
            }
        }
        match fs::symlink_metadata(&file) {
            Ok(found) if found.is_file() && old.files.contains_key(path) => {}
            Ok(found) if found.is_dir() && only_ours(&file, path, old)? => {}
            Ok(_) => return Err(PublishError::Foreign { path: file }),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
            Err(error) => return Err(PublishError::io("look at", &file, error)),
        }
    }
    for path in &taken {
        if let Some((folder, _)) = target.folders(path).find(|(folder, _)| taken.contains(folder)) {
            return Err(PublishError::Twice { path: folder });
        }
    }
    Ok(())
}

/// Whether everything below a folder is in the manifest, so that a page may take its place.
fn only_ours(folder: &Path, path: &str, old: &Manifest) -> Result<bool, PublishError> {
    for entry in fs::read_dir(folder).map_err(|e| PublishError::io("read", folder, e))? {
        let entry = entry.map_err(|e| PublishError::io("read", folder, e))?;
        let inner = format!("{path}/{}", entry.file_name().to_string_lossy());
        let is_dir = entry.file_type().map_err(|e| PublishError::io("look at", &entry.path(), e))?.is_dir();
        let ours = if is_dir { only_ours(&entry.path(), &inner, old)? } else { old.wrote(&inner, &entry.path()) };
        if !ours {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The bytes of a regular file, if one stands there; a link to one is none.
fn standing(file: &Path) -> Option<Vec<u8>> {
    fs::symlink_metadata(file).ok()?.is_file().then(|| fs::read(file).ok()).flatten()
}

fn hex(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[cfg(test)]
mod tests;
