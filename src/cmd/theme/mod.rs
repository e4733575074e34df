//! `accolade theme`: the commands about themes, each in a file of its own.

mod list;
mod new;

use super::{Exit, Globals};

/// What `theme` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the themes that come with accolade, and the project's own
    List(list::Args),
    /// Make a theme of the project's own to start from, in its folder theme/
    New(new::Args),
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    match &args.command {
        Command::List(args) => list::run(args, globals),
        Command::New(args) => new::run(args, globals),
    }
}
