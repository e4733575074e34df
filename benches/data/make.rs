//! In: a number and a folder. Out: a registry of that many signed credentials, or the same content for Hugo, the same bytes every time.
//! For measurements: the key is made from a fixed seed and worth nothing; all people are made up.
#![allow(clippy::disallowed_methods, reason = "a helper of measurements takes arguments and writes files")]

mod hugo;
mod registry;
mod world;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: accolade-bench-data registry|hugo N DIR [--criteria badge|award] [--changed N] [--without-ledger]
  registry   a project for `accolade build DIR`: 50 badges, N credentials with two proofs each in .jsonl files, their ledger
  hugo       the content of the same site for Hugo, to be laid over benches/hugo/site: a file for each award
  --criteria award   each award says in a sentence of its own what it was given for, so that no text is the same as another's
  --changed N        the award with this number names its holder otherwise, and is signed again";

/// What is asked for.
struct Asked {
    count: usize,
    /// Whether each award has a criteria text of its own.
    own_criteria: bool,
    /// Whether the ledger is written: without it nobody is listed.
    ledger: bool,
    /// The award whose holder has another name.
    changed: Option<usize>,
}

impl Asked {
    /// The award of a number.
    fn award(&self, n: usize) -> world::Award {
        let award = world::award(n);
        if self.changed == Some(n) {
            world::Award { name: format!("{} the Younger", award.name), ..award }
        } else {
            award
        }
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| words.iter().position(|w| w == name).and_then(|at| words.get(at + 1)).map(String::as_str);
    let own_criteria = match value("--criteria") {
        None | Some("badge") => Some(false),
        Some("award") => Some(true),
        Some(_) => None,
    };
    let (Some(kind), Some(Ok(count)), Some(dir), Some(own_criteria)) =
        (words.first(), words.get(1).map(|n| n.parse()), words.get(2), own_criteria)
    else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let changed = value("--changed").and_then(|n| n.parse().ok());
    let ledger = !words.iter().any(|word| word == "--without-ledger");
    let asked = Asked { count, own_criteria, ledger, changed };
    let written = match kind.as_str() {
        "registry" => registry::write(Path::new(dir), &asked),
        "hugo" => hugo::write(Path::new(dir), &asked),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("accolade-bench-data: {error}");
            ExitCode::FAILURE
        }
    }
}
