//! `accolade man`: the manual page in roff, on standard output; `accolade man build` the page of one command,
//! `accolade man theme new` that of a command below a command.

use super::{Exit, Globals};

/// What `man` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which command; without it, the page of accolade itself
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let mut definition = super::definition();
    definition.build();
    let mut page = &definition;
    for name in &args.command {
        match page.find_subcommand(name) {
            Some(found) => page = found,
            None => return globals.usage(format!("there is no command named {name}: `accolade help` lists them")),
        }
    }
    let mut text = Vec::new();
    match clap_mangen::Man::new(page.clone()).render(&mut text) {
        Ok(()) => globals.raw(&text),
        Err(error) => globals.fail(Exit::Internal, format!("the manual page cannot be made: {error}")),
    }
}
