//! In: where the cache of a build is. Out: what the last build found of signatures, for the next; and back.
//! The marks lie in the cache; the secret that makes them lies elsewhere, for this user alone, so that a cache that was brought from another
//! machine says nothing: in the folder that `ACCOLADE_STATE` names, or the one that the system has for it. When it is empty, nothing is
//! remembered. What cannot be read or written makes a build slower, and nothing else.
#![expect(clippy::disallowed_methods, reason = "the environment enters here; reads and writes the user's own folders")]

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::cache::{self, Place};
use crate::judge::Signatures;
use crate::output::put_whole;

/// Of fewer credentials everything is calculated in each build: that takes no time that anybody notices.
const WORTH: usize = 512;
const SECRET: usize = 32;

/// Where a build keeps what it found.
pub(super) struct Keeper {
    marks: PathBuf,
    /// Where the secret belongs that was made just now; `None` when it is there.
    missing: Option<PathBuf>,
    secret: [u8; SECRET],
}

/// What the last build found of signatures, and where to keep what this one finds; `None` when nothing is remembered here.
pub(super) fn read(place: &Place) -> Option<(Keeper, Signatures)> {
    let at = cache::state_folder()?.join("signatures.key");
    let (secret, missing) = match File::open(&at) {
        Ok(file) => (secret(&file)?, None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (fresh()?, Some(at)),
        Err(_) => return None,
    };
    let version = concat!(env!("CARGO_PKG_VERSION"), " ", env!("ACCOLADE_SOURCE"));
    // What was not made with this secret says nothing, so it need not be read.
    let before = if missing.is_none() { fs::read(&place.signatures).unwrap_or_default() } else { Vec::new() };
    let signatures = Signatures::new(&secret, version, &before);
    Some((Keeper { marks: place.signatures.clone(), missing, secret }, signatures))
}

impl Keeper {
    /// Keeps what a build found, when it is much and something new.
    pub(super) fn keep(&self, signatures: Signatures) {
        if signatures.len() < WORTH {
            return;
        }
        let Some(marks) = signatures.kept() else { return };
        let secret = self.missing.as_deref().map_or(Ok(()), |at| self.put_secret(at));
        let _ = secret.and_then(|()| put_whole(&self.marks, |out| out.write_all(&marks)));
    }

    /// Puts the secret into its place, where nobody else reads it; an error when another build has been faster, whose secret it is then.
    fn put_secret(&self, at: &Path) -> io::Result<()> {
        let folder = at.parent().unwrap_or(at);
        fs::create_dir_all(folder)?;
        // A new temporary file is for its owner alone.
        let mut part = tempfile::NamedTempFile::new_in(folder)?;
        part.write_all(&self.secret)?;
        part.persist_noclobber(at).map_err(|error| error.error)?;
        Ok(())
    }
}

/// The secret in a file, when it is whole and its owner's alone.
fn secret(file: &File) -> Option<[u8; SECRET]> {
    let mut bytes = Vec::new();
    let private = is_private(file);
    file.take(SECRET as u64 + 1).read_to_end(&mut bytes).ok().filter(|_| private)?;
    bytes.try_into().ok()
}

fn fresh() -> Option<[u8; SECRET]> {
    let mut secret = [0; SECRET];
    getrandom::fill(&mut secret).ok()?;
    Some(secret)
}

#[cfg(unix)]
fn is_private(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    file.metadata().is_ok_and(|about| about.is_file() && about.mode() & 0o077 == 0)
}

/// The folder for a user's own data is theirs alone there.
#[cfg(not(unix))]
fn is_private(file: &File) -> bool {
    file.metadata().is_ok_and(|about| about.is_file())
}
