//! In: the key that is in use, and the document that lists it. Out: the name of the file in which it is kept from now on, and the key made
//! ready beside that place. Moves nothing to its place.

use std::path::{Path, PathBuf};

use accolade_credential::key::SecretKey;
use jiff::Timestamp;

use crate::cmd::registry::KEY;
use crate::cmd::{Exit, Globals};
use crate::issue::keys::Listed;
use crate::output::vault::{self, Access, Ready};

/// The place where the key that signed so far is kept from now on, and the key beside it; `None` for that when a run that was cut
/// short has kept it there already. What another key has taken stays its own.
pub(super) fn retired(dir: &Path, name: &str, globals: &Globals) -> Result<(PathBuf, Option<Ready>), Exit> {
    let read = |path: &Path| {
        crate::load::read_file(path).map(zeroize::Zeroizing::new).map_err(|problem| {
            globals.diagnostics(&[problem]);
            Exit::Io
        })
    };
    let old = read(&dir.join(KEY))?;
    let mut path = dir.join(format!("keys/retired-{name}.pem"));
    let mut number = 1;
    while path.is_file() {
        if *read(&path)? == *old {
            return Ok((path, None));
        }
        number += 1;
        path = dir.join(format!("keys/retired-{name}-{number}.pem"));
    }
    let old = vault::ready(&path, &old, Access::Owner).map_err(|error| globals.unwritten(error))?;
    Ok((path, Some(old)))
}

/// The last of the name of the key that is in a file: as it says where it is not encrypted, else of the key that signs and has no end yet.
pub(super) fn in_file(file: &Path, listed: &[Listed], at: Timestamp) -> String {
    let bytes = crate::load::read_file(file).map(zeroize::Zeroizing::new).unwrap_or_default();
    let plain = std::str::from_utf8(&bytes).ok().and_then(|pem| SecretKey::from_pem(pem, None).ok());
    if let Some(key) = plain {
        return tail(&key.public().multibase());
    }
    // One that was given up within this second is good until its end, and has a file of its own already.
    let endless = |key: &&Listed| key.is_active(at) && key.retired.is_none() && key.compromised.is_none();
    let newest = listed.iter().rev().find(endless).or_else(|| listed.iter().find(|key| key.is_active(at)));
    tail(newest.map_or("before", |key| &key.id))
}

/// The last letters and digits of a key's name, for a file: a name that others chose may hold anything.
pub(super) fn tail(name: &str) -> String {
    let safe: Vec<char> = name.chars().filter(char::is_ascii_alphanumeric).collect();
    safe[safe.len().saturating_sub(8)..].iter().collect()
}
