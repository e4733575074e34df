//! In: the last manifest and the next. Out: the files of the last build that this one does not make any more.
//! Manifests name no paths, so the output is walked. Looks, and writes nothing.
#![expect(clippy::disallowed_methods, reason = "reads what stands in the output to leave it alone")]

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::stage::{Stage, is_folder};
use super::{Hash16, Manifest, PublishError, STAGING, Target};

/// The paths of files that the last build made and this one does not, in order.
pub(super) fn files(target: &Target, old: &Manifest, next: &Manifest) -> Result<Vec<String>, PublishError> {
    let mut found = walk(target.path(), "", &|path| old.names_at(path) && !next.names_at(path))?;
    found.sort_unstable();
    Ok(found)
}

fn walk(folder: &Path, prefix: &str, gone: &(dyn Fn(Hash16) -> bool + Sync)) -> Result<Vec<String>, PublishError> {
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    let wrong = |error: io::Error| PublishError::io("read", folder, error);
    for entry in fs::read_dir(folder).map_err(wrong)? {
        let entry = entry.map_err(wrong)?;
        let name = entry.file_name();
        // We give no name that is not Unicode.
        let Some(name) = name.to_str().filter(|name| !(prefix.is_empty() && *name == STAGING)) else { continue };
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(wrong)?;
        if kind.is_dir() {
            folders.push((entry.path(), format!("{path}/")));
        } else if kind.is_file() && gone(Hash16::of(path.as_bytes())) {
            found.push(path);
        }
    }
    let below = folders.par_iter().map(|(folder, prefix)| walk(folder, prefix, gone)).collect::<Result<Vec<_>, _>>()?;
    found.extend(below.into_iter().flatten());
    Ok(found)
}

/// Whether a stale file has to go before the new ones come: a folder takes its place, or a file that of a folder above it.
pub(super) fn in_the_way(stage: &Stage, target: &Target, path: &str) -> bool {
    let staged = |path: &str| stage.staged(path);
    let above =
        || target.folders(path).any(|(folder, _)| fs::symlink_metadata(staged(&folder)).is_ok_and(|at| at.is_file()));
    is_folder(&staged(path)) || above()
}
