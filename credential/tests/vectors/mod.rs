//! The folder of published test vectors: `$ACCOLADE_VECTORS`, else `../shared/vectors` beside the project.
//! Without it tests are skipped with a word, except where `CI` is `true`: there it is a failure.

use std::path::PathBuf;

/// The folder, or `None` after saying that the test is skipped.
pub(crate) fn folder() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let named = std::env::var_os("ACCOLADE_VECTORS").map(PathBuf::from);
    let found = [named, Some(beside), Some(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"))];
    if let Some(folder) = found.into_iter().flatten().find(|f| f.is_dir()) {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "the vectors are not there");
    println!("skipped: no vectors");
    None
}
