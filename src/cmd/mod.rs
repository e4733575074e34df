//! The command line: arguments to one `run(Args, &Globals) -> Exit` a subcommand, each in a file of its own.
//! Clock, environment, randomness and prompts enter here, and go on as values.

mod bake;
mod build;
mod built;
mod cache;
mod check;
pub mod clock;
mod compare;
mod completions;
mod folder;
mod forget;
mod gallery;
mod gone;
mod icons;
mod issue;
mod keygen;
mod keys;
mod list;
mod man;
mod merge;
mod new;
mod pack;
mod places;
mod progress;
mod project;
mod publish;
mod put;
mod registry;
mod remembered;
mod replace;
mod report;
mod rescue;
mod secret;
mod serve;
pub mod show;
mod standing;
mod theme;
mod update;
mod verify;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

pub use show::Globals;

use crate::diag::Diagnostic;
use crate::draft::What;
use crate::output::vault::VaultError;

/// A static-site generator for digital badges and certificates that anybody can check.
#[derive(Debug, Parser)]
#[command(name = "accolade", version, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a working site to start from
    New(new::Args),
    /// Check a project: everything that a build does, but the writing
    Check(check::Args),
    /// Build the site
    Build(build::Args),
    /// Join the parts that `build --shard` wrote on several machines: the same site as of one build
    Merge(merge::Args),
    /// Put the built site to a bucket or a folder: what changed, and nothing else
    Publish(publish::Args),
    /// Serve the site from memory while you write, and reload the browser at every change
    Serve(serve::Args),
    /// Make a key to sign with, and the did.json that names it
    Keygen(keygen::Args),
    /// See, rotate and end the keys that did.json lists
    Keys(keys::Args),
    /// Sign a credential for every award that has none
    Issue(issue::Args),
    /// Find the credentials of a registry: whose they are, how they stand, where their pages are
    List(list::Args),
    /// Correct a credential: a new one stands in the place of the old one, which is revoked
    Reissue(replace::Reissue),
    /// Extend a credential: a new one stands in the place of the old one
    Renew(replace::Renew),
    /// Remove a person from the site and its sources
    Forget(forget::Args),
    /// Take credentials back for good
    Revoke(standing::Args),
    /// Take credentials back until further notice
    Suspend(standing::Args),
    /// Let suspended credentials be good again
    Resume(standing::Args),
    /// Check credentials: who, what, when, and every check in words
    Verify(verify::Args),
    /// Count what was awarded, for the institution alone: by badge, department, skill, competency and term
    Report(report::Args),
    /// Fetch and keep issuers' keys and status lists, so that a build needs no network
    Update(update::Args),
    /// Put some credentials into one HTML file for one reader, who learns of no other
    Pack(pack::Args),
    /// Put a credential into a PNG or SVG picture, which then carries it to any Open Badges reader
    Bake(bake::BakeArgs),
    /// Take the credential out of a baked picture or a PDF, byte for byte
    Unbake(bake::UnbakeArgs),
    /// Find icons for badges by name or by what they stand for
    Icons(icons::Args),
    /// Make a contact sheet of all shapes, palettes, levels and marks of badges
    Gallery(gallery::Args),
    /// List the themes there are, or make one of your own
    Theme(theme::Args),
    /// Print a script that teaches a shell to complete accolade's commands
    Completions(completions::Args),
    /// Print the manual page
    Man(man::Args),
}

/// How the program ends: its exit status is part of its interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All is well.
    Ok = 0,
    /// The input has errors, or not everything is verified.
    Bad = 1,
    /// The command line asks for something that cannot be.
    Usage = 2,
    /// A fault of the program itself.
    Internal = 3,
    /// Something cannot be read or written: permission, a full disk, a taken port.
    Io = 4,
    /// A key or its passphrase does not serve.
    Secret = 5,
}

/// How a command ends that did not do its work, and what it says of that.
type Failed = (Exit, Vec<Diagnostic>);

impl From<VaultError> for Failed {
    /// A project's file that was not written: what is wrong, and what to do.
    fn from(error: VaultError) -> Self {
        (Exit::Io, vec![error.diagnostic()])
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The whole program: reads the command line, runs the command, gives its exit status.
#[must_use]
pub fn main() -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        eprintln!("error: accolade met a fault of its own, nothing in your files is to blame: {fault}");
        eprintln!("help: please report these lines together with the command that you gave");
    }));
    guarded(|| run(std::env::args_os())).into()
}

/// A fault of the program is an exit status of its own, never one that says something about the input.
fn guarded(work: impl FnOnce() -> Exit + panic::UnwindSafe) -> Exit {
    panic::catch_unwind(work).unwrap_or(Exit::Internal)
}

fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let is_project = |dir: &std::path::Path| dir.join("accolade.yaml").is_file();
    let args = folder::placed(args.into_iter().collect(), &definition(), &is_project);
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // A reader that has gone away is no reason to fail.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Ok };
        }
    };
    let globals = &cli.globals;
    globals.ended(command(cli.command, globals))
}

fn command(command: Command, globals: &Globals) -> Exit {
    match command {
        Command::New(args) => new::run(&args, globals),
        Command::Check(args) => check::run(&args, globals),
        Command::Build(args) => build::run(&args, globals),
        Command::Merge(args) => merge::run(&args, globals),
        Command::Publish(args) => publish::run(&args, globals),
        Command::Serve(args) => serve::run(&args, globals),
        Command::Keygen(args) => keygen::run(&args, globals),
        Command::Keys(args) => keys::run(&args, globals),
        Command::Issue(args) => issue::run(&args, globals),
        Command::List(args) => list::run(&args, globals),
        Command::Reissue(args) => replace::reissue(&args, globals),
        Command::Renew(args) => replace::renew(&args, globals),
        Command::Forget(args) => forget::run(&args, globals),
        Command::Revoke(args) => standing::run(&args, What::Revoked, globals),
        Command::Suspend(args) => standing::run(&args, What::Suspended, globals),
        Command::Resume(args) => standing::run(&args, What::Resumed, globals),
        Command::Verify(args) => verify::run(&args, globals),
        Command::Report(args) => report::run(&args, globals),
        Command::Update(args) => update::run(&args, globals),
        Command::Pack(args) => pack::run(&args, globals),
        Command::Bake(args) => bake::bake(&args, globals),
        Command::Unbake(args) => bake::unbake(&args, globals),
        Command::Icons(args) => icons::run(&args, globals),
        Command::Gallery(args) => gallery::run(&args, globals),
        Command::Theme(args) => theme::run(&args, globals),
        Command::Completions(args) => completions::run(&args, globals),
        Command::Man(args) => man::run(&args, globals),
    }
}

/// The definition of the command line, for completions and the manual page.
fn definition() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    use super::{Exit, guarded};

    #[test]
    fn a_fault_of_the_program_is_internal() {
        assert_eq!(guarded(|| panic!("on purpose")), Exit::Internal);
        assert_eq!(guarded(|| Exit::Bad), Exit::Bad);
    }

    #[test]
    fn the_definition_of_the_command_line_holds() {
        super::definition().debug_assert();
    }
}
