//! A folder as a place to publish to: on a share, or one that a web server serves. Each file is there whole or not at all; links
//! are not followed.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Fault, Kind, Store, There, Wanted};
use crate::diag::Diagnostic;
use crate::load;
use crate::output::vault::{self, Access};
use crate::output::{is_real, within};

/// A folder.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// This folder, which need not be there yet.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    fn file(&self, path: &str) -> Result<PathBuf, Fault> {
        let inner = within(path).ok_or_else(|| Fault::new(Kind::Site, format!("{path} leaves the site")))?;
        let file = self.0.join(inner);
        if is_real(&self.0, &file) {
            return Ok(file);
        }
        Err(Fault::new(Kind::Changed, format!("{} leads through a link: nothing is written there", file.display())))
    }

    /// Where a file is; `None` when there is none.
    fn standing(&self, path: &str) -> Result<Option<PathBuf>, Fault> {
        Ok(Some(self.file(path)?).filter(|file| file.is_file()))
    }
}

/// The tag of a file, whatever its size.
fn tag_of(file: &Path) -> Result<String, Fault> {
    load::hash_file(file).map(|hash| hash.to_hex().to_string()).map_err(unread)
}

fn unread(wrong: Diagnostic) -> Fault {
    Fault::new(Kind::Io, wrong.message)
}

impl Store for Folder {
    fn list(&self, wanted: &Wanted<'_>) -> Result<There, Fault> {
        if !self.0.exists() {
            return Ok(There::new());
        }
        let files = load::list_files(&self.0).map_err(unread)?;
        let one = |file: &PathBuf| {
            let inner = file.strip_prefix(&self.0).unwrap_or(file);
            let path = inner.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            wanted(&path).then(|| Ok((path, tag_of(file)?)))
        };
        files.par_iter().filter_map(one).collect()
    }

    fn tag(&self, bytes: &[u8]) -> String {
        blake3::hash(bytes).to_hex().to_string()
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, String)>, Fault> {
        let Some(file) = self.standing(path)? else { return Ok(None) };
        let bytes = load::read_large(&file).map_err(unread)?;
        let tag = self.tag(&bytes);
        Ok(Some((bytes, tag)))
    }

    fn put(&self, path: &str, bytes: &[u8], expected: Option<&str>) -> Result<String, Fault> {
        let there = self.standing(path)?.map(|file| tag_of(&file)).transpose()?;
        if there.as_deref() != expected {
            return Err(Fault::new(Kind::Changed, format!("{path} was changed there meanwhile")));
        }
        let file = self.file(path)?;
        vault::replace(&file, bytes, Access::Usual).map_err(|error| Fault::new(Kind::Io, error.to_string()))?;
        Ok(self.tag(bytes))
    }

    fn remove(&self, path: &str) -> Result<(), Fault> {
        let file = self.file(path)?;
        vault::remove(&file).map_err(|error| Fault::new(Kind::Io, error.to_string()))?;
        // Folders that it leaves empty go too.
        let mut above = path;
        while let Some((folder, _)) = above.rsplit_once('/') {
            if !vault::remove_empty(&self.file(folder)?) {
                break;
            }
            above = folder;
        }
        Ok(())
    }
}
