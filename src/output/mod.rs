//! In: pages and a function that renders them. Out: the site on disk, whole at every moment, and `vault` for project files.
//! The only writer. It deletes nothing that it did not write, and follows no symbolic link inside the output.
#![expect(clippy::disallowed_methods, reason = "reads what stands in the output to leave it alone")]

mod error;
mod free;
mod listing;
mod mail;
mod manifest;
mod merge;
mod part;
mod place;
pub mod private;
mod secret;
mod stage;
mod stale;
mod state;
pub mod vault;

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::model::SitePath;
use crate::render::{Page, Pages};
pub use error::PublishError;
pub use listing::{Built, built};
pub use mail::refuse_mail;
pub use manifest::{Hash16, Manifest};
pub use merge::{Parts, merge};
pub use place::{Target, is_real, relative as within};
pub use secret::refuse_secret;
use stage::{Journal, Stage};
pub use state::State;

/// The file in the output that lists what accolade wrote there.
pub const MANIFEST: &str = "accolade-manifest.json";

/// The same file in a folder that holds one part of a site.
pub const PART: &str = "accolade-part.json";

/// The folder in the output where a build collects its files before any of them is published.
pub const STAGING: &str = ".accolade-staging";

/// What a publication did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that stood there with the same bytes and were left alone.
    pub unchanged: usize,
    /// Files of the last build that this one does not make any more.
    pub removed: usize,
    /// Bytes of the whole site.
    pub bytes: u64,
    /// The length of every file, in the order of the pages.
    pub lengths: Vec<u64>,
}

/// Makes a page's bytes.
pub type Render<'a> = dyn Fn(&Page) -> Result<Vec<u8>, Diagnostic> + Sync + 'a;

/// Whether the output is exactly what a build with this fingerprint published: then there is nothing to do.
#[must_use]
pub fn up_to_date(target: &Target, fingerprint: &str, pages: &dyn Pages) -> bool {
    if target.path().join(STAGING).exists() {
        return false;
    }
    let Ok(Some(manifest)) = Manifest::of(target) else { return false };
    let stands = |n: usize| {
        let SitePath(path) = pages.page(n).path;
        target.file(&path).is_ok_and(|file| manifest.wrote(&path, &file))
    };
    let same = manifest.fingerprint == fingerprint && manifest.files().len() == pages.len();
    same && (0..pages.len()).into_par_iter().all(stands)
}

/// Publishes the site: renders every page on all cores into a staging folder, and moves the changed ones into place once
/// all are there. An error before that leaves the published site as it was; a process killed while moving is finished by
/// the next publication. `progress` is told how many pages are rendered. Of a page only hashes are held, once it is written.
///
/// # Errors
/// All pages that cannot be rendered; a file that is not ours in a page's place; a file that cannot be written.
pub fn publish(
    target: &Target,
    fingerprint: &str,
    pages: &dyn Pages,
    render: &Render<'_>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Published, PublishError> {
    let stage = Stage::open(target)?;
    match stage.recover().and_then(|()| staged(target, &stage, fingerprint, pages, (render, progress))) {
        Ok((journal, old, mut done)) => {
            done.removed = stage.commit(&journal, &old)?;
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
    pages: &dyn Pages,
    watched: Watched<'_>,
) -> Result<(Journal, Manifest, Published), PublishError> {
    let old = Manifest::of(target)?;
    free::check(target, old.as_ref(), pages)?;
    let first = old.is_none();
    let old = old.unwrap_or_default();
    let Made { files, done, .. } = rendered(target, stage, (&old, pages), watched)?;
    let next = Manifest::new(fingerprint, target.part(), files);
    let stale = stale::files(target, &old, &next)?;
    let (first_to_go, last) = stale.into_iter().partition(|path| stale::in_the_way(stage, target, path));
    let journal = Journal { first: first_to_go, last };
    stage.seal(&journal, (first || old != next).then_some(&next))?;
    Ok((journal, old, done))
}

/// Pages that were rendered, and staged when they are not what stands in their places already.
#[derive(Default)]
struct Made {
    /// A hash of each path, with a hash of the bytes.
    files: Vec<(Hash16, Hash16)>,
    done: Published,
    faults: Vec<Diagnostic>,
    failed: Option<PublishError>,
}

impl Made {
    fn with(mut self, made: Result<(Hash16, Hash16, usize, bool), PublishError>) -> Self {
        match made {
            Ok((path, hash, length, changed)) => {
                self.files.push((path, hash));
                self.done.bytes += length as u64;
                self.done.lengths.push(length as u64);
                *if changed { &mut self.done.written } else { &mut self.done.unchanged } += 1;
            }
            Err(PublishError::Render(faults)) => self.faults.extend(faults),
            Err(other) => self.failed = Some(self.failed.unwrap_or(other)),
        }
        self
    }

    fn and(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self.faults.extend(other.faults);
        self.failed = self.failed.or(other.failed);
        self.done.written += other.done.written;
        self.done.unchanged += other.done.unchanged;
        self.done.bytes += other.done.bytes;
        self.done.lengths.extend(other.done.lengths);
        self
    }
}

fn rendered(
    target: &Target,
    stage: &Stage,
    (old, pages): (&Manifest, &dyn Pages),
    (render, progress): Watched<'_>,
) -> Result<Made, PublishError> {
    let count = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let one = |n: usize| -> Result<(Hash16, Hash16, usize, bool), PublishError> {
        let page = pages.page(n);
        let path = page.path.0.as_str();
        let bytes = render(&page).and_then(|bytes| refuse_secret(&page, &bytes).map(|()| bytes));
        let made = bytes.map_err(|diagnostic| PublishError::Render(vec![diagnostic])).and_then(|bytes| {
            let hash = Hash16::of(&bytes);
            let same = old.hash_of(path) == Some(hash);
            let changed = !same || standing(&target.file(path)?).is_none_or(|there| there != bytes);
            // Once a page has failed nothing is published: the others are only asked for their errors.
            if changed && !failed.load(Ordering::Relaxed) {
                stage.put(path, &bytes)?;
            }
            Ok((Hash16::of(path.as_bytes()), hash, bytes.len(), changed))
        });
        failed.fetch_or(made.is_err(), Ordering::Relaxed);
        progress(count.fetch_add(1, Ordering::Relaxed) + 1);
        made
    };
    let all = (0..pages.len()).into_par_iter();
    let made = all.fold(Made::default, |made, n| made.with(one(n))).reduce(Made::default, Made::and);
    match (made.failed, made.faults.is_empty()) {
        (Some(error), _) => Err(error),
        (None, false) => Err(PublishError::Render(made.faults)),
        (None, true) => Ok(Made { failed: None, ..made }),
    }
}

/// The bytes of a regular file, if one stands there; a link to one is none.
fn standing(file: &Path) -> Option<Vec<u8>> {
    fs::symlink_metadata(file).ok()?.is_file().then(|| fs::read(file).ok()).flatten()
}

#[cfg(test)]
mod tests;
