//! `accolade list`: which credentials a registry has, how each stands, and where its page is. In: the ledger and the credentials. Out: a
//! table, CSV or JSON of them, on standard output. Needs no key, takes no lock, writes nothing.
//! Names are read a part at a time, and only a table for people keeps its rows, since it is aligned.

mod forms;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rayon::prelude::*;

use self::forms::{Form, Sheet};
use super::registry::{self, Registry};
use super::{Exit, Globals, clock};
use crate::diag::Diagnostic;
use crate::draft::suggest;
use crate::issue::award;
use crate::issue::ledger::Entry;
use crate::issue::listing::{Listed, Listing, Sought, Standing};
use crate::issue::signed::Signed;

/// How many credentials are read before they are told: memory does not grow with their number.
const AT_ONCE: usize = 4096;

/// What `list` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Whose: words of a name, in any order and case, or an award_id, a slug or an address [default: everybody's]
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// Those of this badge; can be said several times
    #[arg(long = "badge", value_name = "ID")]
    badges: Vec<String>,
    /// Those that were awarded on this day or later
    #[arg(long, value_name = "DAY", value_parser = day)]
    since: Option<Date>,
    /// Those that were awarded on this day or before
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<Date>,
    /// Those that stand so; several with commas [default: all but what was replaced]
    #[arg(long = "state", value_parser = state(), value_delimiter = ',', value_name = "STATE")]
    states: Vec<Standing>,
    /// Print CSV for a spreadsheet, in UTF-8
    #[arg(long)]
    csv: bool,
    /// The site's folder
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    #[command(flatten)]
    at: clock::AsOf,
}

/// How a credential may stand, by its word.
fn state() -> impl TypedValueParser<Value = Standing> {
    PossibleValuesParser::new(Standing::ALL.map(Standing::word))
        .try_map(|word| Standing::ALL.into_iter().find(|one| one.word() == word).ok_or("no state is called so"))
}

fn day(written: &str) -> Result<Date, String> {
    award::day(written).ok_or_else(|| "write year-month-day, such as 2026-05-12".to_owned())
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    if args.csv && globals.json() {
        return globals.usage("--csv and --json are two forms of the same list: say one of them");
    }
    match registry::open(&args.dir, globals) {
        Ok(site) => list(args, &site, globals),
        Err(exit) => exit,
    }
}

fn list(args: &Args, site: &Registry, globals: &Globals) -> Exit {
    let unknown = unknown_badges(args, site);
    if !unknown.is_empty() {
        globals.diagnostics(&unknown);
        return Exit::Bad;
    }
    let form = match (args.csv, globals.json()) {
        (true, _) => Form::Csv,
        (_, true) => Form::Json,
        _ => Form::Table,
    };
    let listing = Listing::of(&site.ledger, TimeZone::UTC.to_datetime(args.at.moment()).date());
    let sought = args.text.as_deref().map(Sought::of);
    let is_sought = |listed: &Listed<'_>| sought.as_ref().is_none_or(|sought| sought.is(listed));
    let (mut all, mut known) = (Sheet::new(form, globals), 0_usize);
    let entries = site.ledger.entries();
    for part in entries.chunks(AT_ONCE) {
        let found = part.par_iter().filter_map(|entry| look(&listing, site, entry)).filter(is_sought);
        let found: Vec<Listed<'_>> = found.collect();
        known += found.len();
        all.put(found.into_iter().filter(|listed| args.is_chosen(listed)).collect(), &site.ledger);
    }
    if let (Some(text), 0) = (&args.text, known) {
        globals.diagnostics(&[nobody(text, &listing, site)]);
        return Exit::Bad;
    }
    let told = all.end();
    globals.note(&match (told, entries.is_empty()) {
        (0, true) => "nothing was issued yet".to_owned(),
        (1, _) => "1 credential; the list has a person's name: keep it private".to_owned(),
        (0, _) => "no credential is so".to_owned(),
        (n, _) => format!("{n} credentials; the list has people's names: keep it private"),
    });
    Exit::Ok
}

impl Args {
    /// Whether a credential is of the badges, days and states that are asked for.
    fn is_chosen(&self, listed: &Listed<'_>) -> bool {
        let of_state = match self.states.as_slice() {
            [] => listed.standing != Standing::Replaced,
            states => states.contains(&listed.standing),
        };
        of_state
            && (self.badges.is_empty() || self.badges.contains(&listed.entry.badge))
            && self.since.is_none_or(|since| listed.awarded.is_some_and(|day| day >= since))
            && self.until.is_none_or(|until| listed.awarded.is_some_and(|day| day <= until))
    }
}

fn look<'a>(listing: &Listing<'a>, site: &'a Registry, entry: &'a Entry) -> Option<Listed<'a>> {
    listing.look(entry, &|slug| Signed::read(&site.credential(slug)?))
}

/// Badges that were asked for, and of which there are neither a file nor a credential.
fn unknown_badges(args: &Args, site: &Registry) -> Vec<Diagnostic> {
    let issued = || site.ledger.entries().iter().map(|entry| entry.badge.as_str());
    let is_known = |badge: &str| site.badges.contains_key(badge) || issued().any(|issued| issued == badge);
    let unknown = args.badges.iter().filter(|badge| !is_known(badge));
    let told = |badge: &String| {
        let help = match suggest(badge, site.badges.keys().map(String::as_str).chain(issued())) {
            Some(near) => format!("did you mean {near:?}?"),
            None => format!("the badges are {}", site.badges.keys().cloned().collect::<Vec<_>>().join(", ")),
        };
        Diagnostic::error("unknown-badge", format!("--badge: there is no badge {badge:?}")).help(help)
    };
    unknown.map(told).collect()
}

/// Nothing is of whom was sought: with the name that is nearly theirs.
fn nobody(text: &str, listing: &Listing<'_>, site: &Registry) -> Diagnostic {
    let message = format!("no credential is of {text:?}");
    let told = Diagnostic::error("unknown-person", message);
    let names = site.ledger.entries().par_iter().filter_map(|entry| Some(look(listing, site, entry)?.name));
    let names: Vec<Box<str>> = names.collect();
    match suggest(text, names.iter().map(|name| &**name).filter(|name| !name.is_empty())) {
        Some(near) => told.help(format!("did you mean {near:?}?")),
        None => told.help("write a word of the name, or an award_id, a slug or an address"),
    }
}
