//! In: a project and its output folder. Out: where the user's cache keeps what a build leaves for the next one, and where what is this
//! user's alone is. Makes nothing.
//! `ACCOLADE_CACHE` and `ACCOLADE_STATE` name the folders; where one is empty, nothing is kept.
#![expect(clippy::disallowed_methods, reason = "the environment enters here, as values")]

use std::env;
use std::path::{Path, PathBuf};

/// Where a build of one project to one output folder leaves what it knows.
pub(super) struct Place {
    /// What went in, and how large each file is that came out.
    pub(super) state: PathBuf,
    /// What each page rested upon.
    pub(super) pages: PathBuf,
    /// Which documents' signatures hold.
    pub(super) signatures: PathBuf,
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
    Some(Place { pages: state.with_extension("pages"), signatures: state.with_extension("signatures"), state })
}

fn folder() -> Option<PathBuf> {
    own("ACCOLADE_CACHE").unwrap_or_else(|| {
        let usual = usual("accolade", "Library/Caches/accolade");
        usual.or_else(|| below("XDG_CACHE_HOME", "accolade")).or_else(|| below("HOME", ".cache/accolade"))
    })
}

/// Where what belongs to this user on this machine is kept, and is in no cache that is carried about.
pub(super) fn state_folder() -> Option<PathBuf> {
    own("ACCOLADE_STATE").unwrap_or_else(|| {
        let usual = usual("accolade-state", "Library/Application Support/accolade");
        usual.or_else(|| below("XDG_STATE_HOME", "accolade")).or_else(|| below("HOME", ".local/state/accolade"))
    })
}

/// The folder that a variable names, when it is there; none when what it says is no whole path.
fn own(name: &str) -> Option<Option<PathBuf>> {
    env::var_os(name).map(|own| Some(PathBuf::from(own)).filter(|own| own.is_absolute()))
}

fn usual(windows: &str, mac: &str) -> Option<PathBuf> {
    if cfg!(windows) {
        below("LOCALAPPDATA", windows)
    } else if cfg!(target_os = "macos") {
        below("HOME", mac)
    } else {
        None
    }
}

fn below(name: &str, rest: &str) -> Option<PathBuf> {
    let base = PathBuf::from(env::var_os(name)?);
    base.is_absolute().then(|| base.join(rest))
}
