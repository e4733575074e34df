//! `accolade-manifest.json`: which files in the output accolade wrote, each with its BLAKE3 hash. In and out: its text.
//! It is read as untrusted: a path that leaves the output makes it no manifest at all.
#![expect(clippy::disallowed_methods, reason = "reads the output's own manifest")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{MANIFEST, PublishError, hex, place, standing};

const FORMAT: u32 = 1;

/// What was published, and from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version of this format.
    format: u32,
    /// The program that wrote it, with its version.
    generator: String,
    /// A hash over everything that went into the build.
    pub(super) fingerprint: String,
    /// Path in the site to BLAKE3 hash in hexadecimal digits.
    pub(super) files: BTreeMap<String, String>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self::new("")
    }
}

impl Manifest {
    pub(super) fn new(fingerprint: &str) -> Self {
        Self {
            format: FORMAT,
            generator: concat!("accolade ", env!("CARGO_PKG_VERSION")).to_owned(),
            fingerprint: fingerprint.to_owned(),
            files: BTreeMap::new(),
        }
    }

    /// The manifest of a folder; `None` when it has none.
    pub(super) fn read(out: &Path) -> Result<Option<Self>, PublishError> {
        let path = out.join(MANIFEST);
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_file() => {}
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Ok(_) => return Err(unusable(out, "its accolade-manifest.json is not a file")),
            Err(error) => return Err(PublishError::io("look at", &path, error)),
        }
        let text = fs::read(&path).map_err(|error| PublishError::io("read", &path, error))?;
        let manifest: Self = serde_json::from_slice(&text)
            .map_err(|_| unusable(out, "its accolade-manifest.json is not one that accolade wrote"))?;
        if manifest.format != FORMAT {
            return Err(unusable(out, "another version of accolade published it"));
        }
        if manifest.files.keys().any(|path| place::relative(path).is_none()) {
            return Err(unusable(out, "its accolade-manifest.json names a file outside of it"));
        }
        Ok(Some(manifest))
    }

    /// Whether it names a file.
    pub(super) fn names(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// How many files it names.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether a file is one that we wrote, and nobody has changed it since.
    pub(super) fn wrote(&self, path: &str, file: &Path) -> bool {
        self.files.get(path).is_some_and(|hash| standing(file).is_some_and(|bytes| hex(&bytes) == *hash))
    }

    /// Its text: the same site gives the same bytes.
    pub(super) fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a manifest is a map with text keys");
        text.push('\n');
        text
    }
}

fn unusable(out: &Path, why: &'static str) -> PublishError {
    PublishError::Place {
        path: out.to_owned(),
        why,
        help: "publish to another folder with -o, or remove this one yourself when nothing in it is needed",
    }
}
