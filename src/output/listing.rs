//! In: a folder that a build published to. Out: which of its files the build made, and which it did not. For who takes the site further.

use std::path::Path;

use rayon::prelude::*;

use super::manifest::Manifest;
use super::{Hash16, MANIFEST, PART, PublishError, STAGING, private};
use crate::load;

/// What is in a folder that a build published to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Built {
    /// The files that the build made, as paths of the site, in order.
    pub files: Vec<String>,
    /// The files that it did not.
    pub left_out: Vec<String>,
    /// What may be told of the files where others see it: what stands for each path in this build, in order, and decoys among them.
    pub hashes: Vec<Hash16>,
    /// What makes these hashes those of this build.
    pub fingerprint: String,
}

/// What the manifest of a site tells of its files, by its bytes: the fingerprint of the build, and what stands for each path. `None` when it
/// is not one that this version of accolade wrote.
#[must_use]
pub fn listed(manifest: &[u8]) -> Option<(String, Vec<Hash16>)> {
    let manifest = Manifest::of_bytes(manifest)?;
    let hashes = manifest.paths().collect();
    Some((manifest.fingerprint, hashes))
}

/// Looks into a folder.
///
/// # Errors
/// When no build has published to it, or one was cut short there.
pub fn built(folder: &Path) -> Result<Built, PublishError> {
    let refuse = |why, help| Err(PublishError::NotBuilt { path: folder.to_owned(), why, help });
    if folder.join(STAGING).exists() {
        return refuse("a build is under way there, or was cut short", "run `accolade build` again");
    }
    if folder.join(PART).exists() {
        let help = "join all parts with `accolade merge`, and publish what that writes";
        return refuse("it is one part of a site, which `accolade merge` makes whole", help);
    }
    let Some(manifest) = Manifest::read(folder)? else {
        return refuse("no site was built there", "run `accolade build` first, or name the folder that it built to");
    };
    let files = load::list_files(folder).map_err(|wrong| PublishError::Render(vec![wrong]))?;
    let path = |file: &std::path::PathBuf| {
        let inner = file.strip_prefix(folder).unwrap_or(file);
        inner.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let paths = files.iter().map(path).filter(|path| path != MANIFEST);
    let (files, left_out): (Vec<_>, Vec<_>) = paths.partition(|path| manifest.names(path));
    if left_out.iter().any(|path| path.rsplit('/').next() == Some(private::MARK)) {
        return refuse("a private report lies in it", "move the report out of the site: see docs/report.md");
    }
    if !manifest.is_of(files.par_iter()) {
        return refuse("files of the site are missing there", "run `accolade build` again");
    }
    let hashes = manifest.paths().collect();
    Ok(Built { files, left_out, hashes, fingerprint: manifest.fingerprint })
}
