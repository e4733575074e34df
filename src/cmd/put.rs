//! In: where a file goes, and its bytes. Out: the file, or the exit status after what is wrong was told.

use std::path::{Path, PathBuf};

use super::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::output::vault::{self, Access, VaultError};

/// A file or folder in a site's folder, named as a person would.
pub(super) fn below(dir: &Path, name: &str) -> PathBuf {
    let whole = dir.join(name);
    whole.strip_prefix(".").map_or_else(|_| whole.clone(), Path::to_owned)
}

/// Writes a file; one that is there already is replaced only when that is asked for with `--force`.
pub(super) fn file(out: &Path, bytes: &[u8], force: bool, globals: &Globals) -> Result<(), Exit> {
    let write = if force { vault::replace } else { vault::create_new };
    write(out, bytes, Access::Usual).map_err(|error| match error {
        VaultError::Exists(path) => {
            let message = format!("{} is there already and was not touched", path.display());
            globals.diagnostics(&[Diagnostic::error("exists", message).help("give --force to replace it")]);
            Exit::Io
        }
        error => globals.unwritten(error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_folder_where_one_works_is_named_without_it() {
        for (dir, named) in
            [(".", "keys/a.pem"), ("./", "keys/a.pem"), ("./x", "x/keys/a.pem"), ("/x", "/x/keys/a.pem")]
        {
            assert_eq!(below(Path::new(dir), "keys/a.pem"), Path::new(named));
        }
    }
}
