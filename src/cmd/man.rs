//! `accolade man`: the manual page in roff, on standard output; `accolade man build` the page of one command.

use super::{Exit, Globals};

/// What `man` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which command; without it, the page of accolade itself
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let mut definition = super::definition();
    definition.build();
    let page = match &args.command {
        None => definition,
        Some(name) => match definition.find_subcommand(name) {
            Some(found) => found.clone(),
            None => return globals.usage(format!("there is no command named {name}: `accolade help` lists them")),
        },
    };
    let mut text = Vec::new();
    match clap_mangen::Man::new(page).render(&mut text) {
        Ok(()) => globals.raw(&text),
        Err(error) => globals.fail(Exit::Internal, format!("the manual page cannot be made: {error}")),
    }
}
