//! A folder as a place to publish to: on a share, or one that a web server serves. Each file is there whole or not at all; links
//! are not followed.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::journal::LOCK;
use super::plan::folders;
use super::{Fault, Goes, Kind, Store, There, Wanted, stands_in_the_way};
use crate::diag::Diagnostic;
use crate::load;
use crate::output::vault::{self, Access, Alone, At, VaultError};
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

    /// Where a path of the site is, whatever stands above it.
    fn place(&self, path: &str) -> Result<PathBuf, Fault> {
        let inner = within(path).ok_or_else(|| Fault::new(Kind::Site, format!("{path} leaves the site")))?;
        Ok(self.0.join(inner))
    }

    /// The same, when no link leads there.
    fn file(&self, path: &str) -> Result<PathBuf, Fault> {
        let file = self.place(path)?;
        if is_real(&self.0, &file) {
            return Ok(file);
        }
        Err(Fault::new(Kind::Foreign, format!("{} leads through a link: nothing is written there", file.display())))
    }

    /// Where a file is; `None` when there is none.
    fn standing(&self, path: &str) -> Result<Option<PathBuf>, Fault> {
        Ok(Some(self.file(path)?).filter(|file| file.is_file()))
    }

    /// What a file is called in the site.
    fn path(&self, file: &Path) -> String {
        let inner = file.strip_prefix(&self.0).unwrap_or(file);
        inner.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// What stands at a path, and where that is.
    fn looked(&self, path: &str) -> Result<(At, PathBuf), Fault> {
        let file = self.place(path)?;
        let at = vault::at(&file).map_err(|error| io(format!("cannot read {}: {error}", file.display())))?;
        Ok((at, file))
    }
}

/// The tag of a file, whatever its size.
fn tag_of(file: &Path) -> Result<String, Fault> {
    load::hash_file(file).map(|hash| hash.to_hex().to_string()).map_err(unread)
}

fn unread(wrong: Diagnostic) -> Fault {
    io(wrong.message)
}

fn io(message: impl ToString) -> Fault {
    Fault::new(Kind::Io, message.to_string())
}

fn changed(path: &str) -> Fault {
    Fault::new(Kind::Changed, format!("{path} was changed there meanwhile"))
}

/// Whether this error may only mean that the system cannot put a file where none is in one step, as on some shares.
fn may_lack(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied | ErrorKind::InvalidInput)
}

impl Store for Folder {
    fn hold(&self) -> Result<Option<Alone>, Fault> {
        let lock = self.file(LOCK)?;
        if matches!(vault::at(&lock), Ok(At::Folder | At::Other)) {
            return Err(stands_in_the_way(LOCK));
        }
        vault::hold_alone(&lock).map_err(|error| match error {
            VaultError::Busy(_) => {
                Fault::new(Kind::Changed, format!("another run is publishing to {}", self.0.display()))
            }
            error => io(error),
        })
    }

    fn list(&self, wanted: &Wanted<'_>) -> Result<There, Fault> {
        if !self.0.exists() {
            return Ok(There::new());
        }
        let passes = |folder: &Path| !wanted(&format!("{}/", self.path(folder)));
        let files = load::list_files_but(&self.0, &passes).map_err(unread)?;
        let one = |file: &PathBuf| {
            let path = self.path(file);
            wanted(&path).then(|| Ok((path, tag_of(file)?)))
        };
        files.par_iter().filter_map(one).collect()
    }

    fn in_the_way(&self, paths: &[&str], goes: &Goes<'_>) -> Result<Vec<String>, Fault> {
        let (mut found, mut closed) = (Vec::new(), BTreeSet::new());
        let above: BTreeSet<&str> = paths.iter().flat_map(|path| folders(path)).collect();
        // Outermost first: there is nothing below a file, and links are not followed.
        for path in above {
            if folders(path).any(|above| closed.contains(above)) {
                continue;
            }
            let (at, _) = self.looked(path)?;
            if at == At::Other || (at == At::File && !goes(path)) {
                found.push(path.to_owned());
            }
            if at != At::Folder {
                closed.insert(path);
            }
        }
        for path in paths.iter().filter(|path| !folders(path).any(|above| closed.contains(above))) {
            match self.looked(path)? {
                (At::Nothing, _) => {}
                (At::Folder, folder) => {
                    let inside = vault::inside(&folder);
                    found.extend(inside.iter().map(|file| self.path(file)).filter(|path| !goes(path)));
                }
                (At::File | At::Other, _) => found.push((*path).to_owned()),
            }
        }
        Ok(found)
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
            return Err(changed(path));
        }
        let file = self.file(path)?;
        if expected.is_some() {
            vault::replace(&file, bytes, Access::Usual).map_err(io)?;
            return Ok(self.tag(bytes));
        }
        if vault::at(&file).is_ok_and(|at| at == At::Folder) {
            vault::remove_hollow(&file);
        }
        match vault::create_new(&file, bytes, Access::Usual) {
            Err(VaultError::Exists(_)) => return Err(changed(path)),
            Err(VaultError::Io { source, .. }) if may_lack(&source) && matches!(vault::at(&file), Ok(At::Nothing)) => {
                vault::replace(&file, bytes, Access::Usual)
            }
            done => done,
        }
        .map_err(io)?;
        Ok(self.tag(bytes))
    }

    fn remove(&self, path: &str) -> Result<(), Fault> {
        let file = self.file(path)?;
        vault::remove(&file).map_err(io)?;
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
