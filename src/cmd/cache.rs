//! In: a project and its output folder. Out: where the user's cache keeps what a build leaves for the next one. Makes nothing.
//! `ACCOLADE_CACHE` names the folder; when it is empty, nothing is kept.
#![expect(clippy::disallowed_methods, reason = "the environment enters here, as values")]

use std::env;
use std::path::{Path, PathBuf};

/// Where a build of one project to one output folder leaves what it knows.
pub(super) struct Place {
    /// What went in, and how large each file is that came out.
    pub(super) state: PathBuf,
    /// What each page rested upon.
    pub(super) pages: PathBuf,
}

/// For one project and one output folder; `None` when there is no cache.
pub(super) fn place(project: &Path, out: &Path) -> Option<Place> {
    let project = project.canonicalize().ok()?;
    let mut hasher = blake3::Hasher::new();
    for path in [&*project, out] {
        hasher.update(path.as_os_str().as_encoded_bytes()).update(&[0]);
    }
    let name = hasher.finalize().to_hex();
    let state = folder()?.join("builds").join(&name.as_str()[..32]);
    Some(Place { pages: state.with_extension("pages"), state })
}

fn folder() -> Option<PathBuf> {
    if let Some(own) = env::var_os("ACCOLADE_CACHE") {
        return Some(PathBuf::from(own)).filter(|own| own.is_absolute());
    }
    let below = |name: &str, rest: &str| {
        let base = PathBuf::from(env::var_os(name)?);
        base.is_absolute().then(|| base.join(rest))
    };
    let usual = if cfg!(windows) {
        below("LOCALAPPDATA", "accolade")
    } else if cfg!(target_os = "macos") {
        below("HOME", "Library/Caches/accolade")
    } else {
        None
    };
    usual.or_else(|| below("XDG_CACHE_HOME", "accolade")).or_else(|| below("HOME", ".cache/accolade"))
}
