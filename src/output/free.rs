//! In: the pages to be and what stands in the output. Out: nothing, when every page has a place of its own; else what is in its way.
//! Looks, and writes nothing.
#![expect(clippy::disallowed_methods, reason = "reads what stands in the output to leave it alone")]

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::{Hash16, MANIFEST, Manifest, PART, PublishError, STAGING, Target};
use crate::model::SitePath;
use crate::render::Pages;

/// Every page has a place of its own, and nothing that we did not write stands in it.
pub(super) fn check(target: &Target, old: Option<&Manifest>, pages: &dyn Pages) -> Result<(), PublishError> {
    let path = |n: usize| {
        let SitePath(path) = pages.page(n).path;
        path
    };
    let keyed = |n: usize| -> Result<Hash16, PublishError> {
        let path = path(n);
        target.file(&path)?;
        match [MANIFEST, PART].contains(&&*path) || path.starts_with(STAGING) {
            true => Err(PublishError::Twice { path }),
            false => Ok(Hash16::of(path.as_bytes())),
        }
    };
    let mut keys: Vec<Hash16> = (0..pages.len()).into_par_iter().map(keyed).collect::<Result<_, _>>()?;
    keys.par_sort_unstable();
    if let Some(pair) = keys.windows(2).find(|pair| pair[0] == pair[1]) {
        let twice = (0..pages.len()).map(path).find(|path| Hash16::of(path.as_bytes()) == pair[0]);
        return Err(PublishError::Twice { path: twice.unwrap_or_default() });
    }
    let empty = old.is_none() && is_empty(target).map_err(|error| PublishError::io("read", target.path(), error))?;
    let none = Manifest::default();
    let old = old.unwrap_or(&none);
    let beside = |last: Result<String, PublishError>, n: usize| -> Result<String, PublishError> {
        let (last, path) = (last?, path(n));
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if last != folder {
            for (folder, at) in target.folders(&path) {
                if keys.binary_search(&Hash16::of(folder.as_bytes())).is_ok() {
                    return Err(PublishError::Twice { path: folder });
                }
                if !empty && !can_hold(&folder, &at, old)? {
                    break;
                }
            }
        }
        if !empty {
            stands_free(target, &path, old)?;
        }
        Ok(folder.to_owned())
    };
    let all = (0..pages.len()).into_par_iter().fold(|| Ok(String::new()), beside);
    all.map(|checked| checked.map(drop)).reduce(|| Ok(()), Result::and)
}

/// Whether a folder is there that pages can be put into; an error when something else has its name.
fn can_hold(folder: &str, at: &Path, old: &Manifest) -> Result<bool, PublishError> {
    match fs::symlink_metadata(at) {
        Ok(found) if found.is_dir() => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Ok(_) if old.wrote(folder, at) => Ok(false),
        Ok(_) => Err(PublishError::Foreign { path: at.to_owned() }),
        Err(error) => Err(PublishError::io("look at", at, error)),
    }
}

fn stands_free(target: &Target, path: &str, old: &Manifest) -> Result<(), PublishError> {
    let file = target.file(path)?;
    match fs::symlink_metadata(&file) {
        Ok(found) if found.is_file() && old.names(path) => Ok(()),
        Ok(found) if found.is_dir() && only_ours(&file, path, old)? => Ok(()),
        Ok(_) => Err(PublishError::Foreign { path: file }),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(()),
        Err(error) => Err(PublishError::io("look at", &file, error)),
    }
}

/// Whether nothing is in the output but the staging folder.
fn is_empty(target: &Target) -> io::Result<bool> {
    for entry in fs::read_dir(target.path())? {
        if entry?.file_name() != STAGING {
            return Ok(false);
        }
    }
    Ok(true)
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
