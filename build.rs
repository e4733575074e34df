//! Gives the program a hash of its own source, so that a site built by another state of accolade is never taken for up to date.
#![allow(clippy::disallowed_methods, reason = "a build script reads the sources of the program")]

use std::fs;
use std::path::Path;

fn main() {
    let mut hasher = blake3::Hasher::new();
    for part in ["src", "themes", "credential/src", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={part}");
        add(Path::new(part), &mut hasher);
    }
    println!("cargo::rustc-env=ACCOLADE_SOURCE={}", hasher.finalize().to_hex());
}

/// Adds a file, or all files below a folder in order of their names; what is not there adds nothing.
fn add(path: &Path, hasher: &mut blake3::Hasher) {
    if let Ok(entries) = fs::read_dir(path) {
        let mut inner: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        inner.sort();
        inner.iter().for_each(|path| add(path, hasher));
    } else if let Ok(bytes) = fs::read(path) {
        hasher.update(path.to_string_lossy().replace('\\', "/").as_bytes());
        hasher.update(blake3::hash(&bytes).as_bytes());
    }
}
