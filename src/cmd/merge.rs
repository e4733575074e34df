//! `accolade merge PART…`: joins the parts that `build --shard` wrote into the site that one build would have written. It needs
//! neither the project nor a key.

use std::path::PathBuf;

use serde_json::json;

use super::build::{failed, files};
use super::progress::Progress;
use super::{Exit, Globals};
use crate::output::{Parts, Target, merge};
use crate::render::Pages as _;

/// What `merge` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folders of all parts, in any order
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,
    /// Where the site goes
    #[arg(short, long, default_value = "public", value_name = "DIR")]
    output: PathBuf,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let target = match Target::check_joined(&args.output, &args.parts) {
        Ok(target) => target,
        Err(error) => return failed(globals, error),
    };
    let parts = match Parts::gather(&args.parts) {
        Ok(parts) => parts,
        Err(wrong) => {
            globals.diagnostics(&wrong);
            return Exit::Bad;
        }
    };
    let progress = Progress::counting(globals, parts.len(), "joining");
    let done = merge(&target, &parts, &|done| progress.done(done));
    drop(progress);
    match done {
        Ok(done) => {
            let home = args.output.join("index.html");
            if globals.json() {
                globals.json_line(&json!({
                    "parts": parts.count(),
                    "written": done.written,
                    "unchanged": done.unchanged,
                    "removed": done.removed,
                    "bytes": done.bytes,
                    "output": args.output,
                    "open": home,
                }));
            } else if !globals.quiet() {
                globals.result(&format!("parts: {}\n{}\nopen {}", parts.count(), files(&done), home.display()));
            }
            Exit::Ok
        }
        Err(error) => failed(globals, error),
    }
}
