//! `accolade completions SHELL`: the completion script of a shell, on standard output.

use super::{Exit, Globals};

/// What `completions` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which shell
    #[arg(value_name = "SHELL")]
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::definition(), "accolade", &mut script);
    globals.raw(&script)
}
