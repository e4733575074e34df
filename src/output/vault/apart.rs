//! In: paths and bytes. Out: whole files beside their places, which then take them. What can fail for want of room fails before
//! the first one does; what has not taken its place is gone again.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{Access, VaultError, beside, failed, settle};

/// A file that grows beside its place and is moved there at the end; gone again when it is not.
#[derive(Debug)]
pub struct Growing {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

/// Begins a file with these bytes; what stands in its place stays until it is finished.
///
/// # Errors
/// When the system refuses.
pub fn begin(path: &Path, bytes: &[u8]) -> Result<Growing, VaultError> {
    Ok(Growing { file: beside(path, bytes, Access::Usual)?, path: path.to_owned() })
}

impl Growing {
    /// Adds to its end.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        self.file.write_all(bytes).map_err(failed(&self.path))
    }

    /// Ends it, and asks the system to keep its bytes: from here on only its name can be lost.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn end(self) -> Result<Ready, VaultError> {
        self.file.as_file().sync_all().map_err(failed(&self.path))?;
        Ok(Ready { file: self.file.into_temp_path(), path: self.path })
    }
}

/// A whole file beside its place, closed; gone again when it does not take it.
#[derive(Debug)]
pub struct Ready {
    file: tempfile::TempPath,
    path: PathBuf,
}

/// Writes a file beside its place.
///
/// # Errors
/// When the system refuses.
pub fn ready(path: &Path, bytes: &[u8], access: Access) -> Result<Ready, VaultError> {
    Ok(Ready { file: beside(path, bytes, access)?.into_temp_path(), path: path.to_owned() })
}

impl Ready {
    /// Moves it to its place, whatever stands there.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn replace(self) -> Result<(), VaultError> {
        self.file.persist(&self.path).map_err(|error| failed(&self.path)(error.error))?;
        settle(&self.path)
    }

    /// Moves it to its place, which must be free.
    ///
    /// # Errors
    /// `Exists` when something has that name, even a broken link.
    pub fn create_new(self) -> Result<(), VaultError> {
        match self.file.persist_noclobber(&self.path) {
            Ok(()) => settle(&self.path),
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Err(VaultError::Exists(self.path)),
            Err(error) => Err(failed(&self.path)(error.error)),
        }
    }
}

/// Writes files that may be there: all beside their places first, then each in its place, in this order.
///
/// # Errors
/// When the system refuses: for want of room, before any is in its place.
pub fn replace_all<'a>(files: impl IntoIterator<Item = (PathBuf, &'a [u8])>) -> Result<(), VaultError> {
    let all: Vec<Ready> =
        files.into_iter().map(|(path, bytes)| ready(&path, bytes, Access::Usual)).collect::<Result<_, _>>()?;
    all.into_iter().try_for_each(Ready::replace)
}
