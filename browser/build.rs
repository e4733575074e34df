//! Writes down what the judge is made from, so that it can be told from the file when it is stale.

use std::path::PathBuf;

mod stamp;

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script where it is by the environment")]
fn main() {
    // As it is now: a checkout can be moved after this was compiled.
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).expect("cargo names the folder").join("..");
    for source in ["stamp.rs", "src", "../credential/src", "../credential/Cargo.toml", "../Cargo.lock"] {
        println!("cargo::rerun-if-changed={source}");
    }
    match stamp::stamp(&root) {
        Ok(stamp) => println!("cargo::rustc-env=ACCOLADE_STAMP={stamp}"),
        Err(error) => panic!("the sources of the judge cannot be read: {error}"),
    }
}
