//! In: pages and a function that renders them. Out: the site on disk, whole at every moment, and `vault` for project files.
//! The only writer. It deletes nothing that it did not write, and follows no symbolic link inside the output.
#![expect(clippy::disallowed_methods, reason = "reads what stands in the output to leave it alone")]

mod decoys;
mod error;
mod free;
mod listing;
mod mail;
mod making;
mod manifest;
mod merge;
mod part;
mod place;
pub mod private;
mod recall;
mod salt;
mod secret;
mod stage;
mod stale;
mod state;
pub mod vault;

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use crate::model::SitePath;
use crate::render::Pages;
pub use error::PublishError;
pub use listing::{Built, built, listed};
pub use mail::refuse_mail;
pub use making::{Making, Render, Rests};
pub use manifest::{Hash16, Manifest};
pub use merge::{Parts, merge};
pub use place::{Target, is_real, no_sources, real, relative as within};
pub use recall::Recall;
use recall::Standing;
pub use salt::Salt;
pub use secret::refuse_secret;
use stage::{Journal, Stage};
pub use state::{State, put_whole};

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
    /// Those of both that were rendered: the others were known to stand there as they would become.
    pub rendered: usize,
    /// Files of the last build that this one does not make any more.
    pub removed: usize,
    /// Bytes of the whole site.
    pub bytes: u64,
    /// The length of every file, in the order of the pages.
    pub lengths: Vec<u64>,
    /// What the next build may remember of its pages.
    pub recall: Recall,
    /// When the manifest was put in its place, after all other files.
    pub put: Option<SystemTime>,
}

/// The output, when it is exactly what a build with this fingerprint published: then there is nothing to do.
#[must_use]
pub fn up_to_date(target: &Target, fingerprint: &str, pages: &dyn Pages) -> Option<Published> {
    if target.path().join(STAGING).exists() {
        return None;
    }
    // Before any file is looked at: what is touched from now on is younger.
    let put = state::when_put(target);
    let manifest = Manifest::of(target).ok().flatten().filter(|manifest| manifest.fingerprint == fingerprint)?;
    let stands = |n: usize| {
        let SitePath(path) = pages.page(n).path;
        manifest.length_as_written(&path, &target.file(&path).ok()?)
    };
    let paths = (0..pages.len()).into_par_iter().map(|n| pages.page(n).path.0);
    manifest.is_of(paths).then_some(())?;
    let lengths: Vec<u64> = (0..pages.len()).into_par_iter().map(stands).collect::<Option<_>>()?;
    Some(Published { unchanged: lengths.len(), bytes: lengths.iter().sum(), lengths, put, ..Published::default() })
}

/// Publishes the site: renders every page on all cores into a staging folder, and moves the changed ones into place once
/// all are there. An error before that leaves the published site as it was; a process killed while moving is finished by
/// the next publication. Of a page only hashes are held, once it is written.
///
/// # Errors
/// All pages that cannot be rendered; a file that is not ours in a page's place; a file that cannot be written.
pub fn publish(
    target: &Target,
    fingerprint: &str,
    pages: &dyn Pages,
    making: &Making<'_>,
) -> Result<Published, PublishError> {
    let stage = Stage::open(target)?;
    match stage.recover().and_then(|()| staged(target, &stage, fingerprint, pages, making)) {
        Ok((journal, old, mut done)) => {
            done.removed = stage.commit(&journal, &old)?;
            done.put = state::when_put(target);
            stage.close();
            Ok(done)
        }
        Err(error) => {
            stage.abandon();
            Err(error)
        }
    }
}

/// The first half: everything that can fail for want of space or for a page's sake. Touches nothing that is published.
fn staged(
    target: &Target,
    stage: &Stage,
    fingerprint: &str,
    pages: &dyn Pages,
    making: &Making<'_>,
) -> Result<(Journal, Manifest, Published), PublishError> {
    let old = Manifest::of(target)?;
    free::check(target, old.as_ref(), pages)?;
    let first = old.is_none();
    let old = old.unwrap_or_default();
    let listed = (0..pages.len()).into_par_iter().filter(|n| pages.is_listed(*n)).count();
    let part = target.part().map(|part| (part, listed));
    let length = if part.is_some() { pages.len() } else { decoys::length(listed, pages.len()) };
    let stands = Standing::of(making.before, &old, target);
    let (files, secret, done) = making.pages((target, stage), (&old, &stands), (pages, length))?;
    let kept = files.par_iter().filter(|(path, _)| old.names_at(*path)).count();
    let next = Manifest::new(fingerprint, part, files, (&secret, length));
    // Decoys are in no folder: what is known of the last build may say that nothing is left of it to look for.
    let stale = if first || stands.files() == Some(kept) { Vec::new() } else { stale::files(target, &old, &next)? };
    let (first_to_go, last) = stale.into_iter().partition(|path| stale::in_the_way(stage, target, path));
    let journal = Journal { first: first_to_go, last };
    // The manifest must be newer than every file it names, including one just restored after someone changed it.
    let again = first || old != next || done.written > 0;
    stage.seal(&journal, again.then_some(&next))?;
    Ok((journal, old, done))
}

/// The bytes of a regular file that can be read, if one stands there; a symlink to one does not count.
fn standing(file: &Path) -> Option<Vec<u8>> {
    fs::symlink_metadata(file).ok()?.is_file().then(|| fs::read(file).ok()).flatten()
}

#[cfg(test)]
mod tests;
