//! Writes down what the judge is made from, so that it can be told from the file when it is stale.

use std::path::Path;

mod stamp;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for source in ["stamp.rs", "src", "../credential/src", "../credential/Cargo.toml", "../Cargo.lock"] {
        println!("cargo::rerun-if-changed={source}");
    }
    match stamp::stamp(&root) {
        Ok(stamp) => println!("cargo::rustc-env=ACCOLADE_STAMP={stamp}"),
        Err(error) => panic!("the sources of the judge cannot be read: {error}"),
    }
}
