//! `accolade gallery`: one HTML file with every shape, palette, level and mark that a badge can have, to choose from.
//! Writes that file alone, and replaces none without `--force`.

use std::path::PathBuf;

use super::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::output::vault::{self, Access, VaultError};
use crate::render::gallery;

/// What `gallery` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where the file goes
    #[arg(short, long, value_name = "FILE", default_value = "gallery.html")]
    output: PathBuf,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let sheet = gallery::sheet();
    let put = if args.force { vault::replace } else { vault::create_new };
    match put(&args.output, sheet.as_bytes(), Access::Usual) {
        Ok(()) => {
            globals.result(&format!("open {}", args.output.display()));
            Exit::Ok
        }
        Err(VaultError::Exists(path)) => {
            let message = format!("{} is there already and was not touched", path.display());
            globals.diagnostics(&[Diagnostic::error("exists", message).help("give --force to replace it")]);
            Exit::Io
        }
        Err(error) => globals.fail(Exit::Io, error.to_string()),
    }
}
