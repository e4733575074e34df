//! `accolade forget`: removes a person from a registry. In: their name, or names of their credentials. Out: the rows of their
//! awards and their credentials are gone; the ledger keeps the places in the status lists, cut off from the award; pages lead nowhere.
//! The lists stay as they are: what the person holds can still be checked by those they show it to.

mod evidence;
mod found;
mod holders;
mod near;
mod remaining;
mod rows;
mod spelling;
mod unread;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::json as value;

use self::found::Found;
use super::registry::Registry;
use super::{Exit, Globals, clock, issue, registry};
use crate::diag::{Diagnostic, Severity};
use crate::draft::What;
use crate::issue::ledger::{self, Entry};
use crate::issue::plan::Sheet;
use crate::output::vault;

/// Options of `accolade forget`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The person's name as it was signed, or credentials of theirs: slugs, addresses, award_ids
    #[arg(value_name = "NAME | ID", required = true)]
    who: Vec<String>,
    /// Say what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
    /// The site's folder
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    #[command(flatten)]
    at: clock::AsOf,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    forget(args, globals).map_or_else(|exit| exit, |()| Exit::Ok)
}

fn forget(args: &Args, globals: &Globals) -> Result<(), Exit> {
    registry::open(&args.dir, globals)?;
    // A dry run only reads, also what another run is at work on and what nobody may write.
    let _held = if args.dry_run { None } else { Some(issue::hold(&args.dir, globals)?) };
    let mut site = registry::open(&args.dir, globals)?;
    let left = left(&site, &args.who);
    let cut_short: Vec<String> = is_left(&site).map(|entry| entry.slug.clone()).collect();
    if !args.dry_run {
        issue::tidy(&args.dir, globals)?;
        site = site.again(globals)?;
    }
    let at = site.moment(&args.at, globals)?;
    let bad = |found: Vec<Diagnostic>| {
        globals.diagnostics(&found);
        Exit::Bad
    };
    let (sheets, unread) = sheets(&site, at);
    let found = Found::of(&site, &sheets, &args.who);
    let names = found.names.iter().chain(&args.who).map(String::as_str).collect();
    let (may_hold, others) = unread::tables(&site, &unread, &names);
    if !may_hold.is_empty() {
        return Err(bad(may_hold));
    }
    let unknown = found.unknown.iter().filter(|who| !left.contains_key(who.as_str()));
    let (before, unknown): (Vec<Diagnostic>, Vec<Diagnostic>) = unknown
        .map(|who| near::told(&site, (&found, &sheets), who, (&cut_short, !args.dry_run)))
        .partition(|told| told.severity == Severity::Warning);
    if !unknown.is_empty() {
        return Err(bad(unknown));
    }
    globals.diagnostics(&before);
    if before.len() == args.who.len() {
        return Ok(());
    }
    let files = found.files(&site, &sheets).map_err(bad)?;
    let alike = found.alike(&site, &sheets);
    let again: BTreeSet<&String> = left.values().flatten().collect();
    let again = site.ledger.entries().iter().filter(|entry| again.contains(&entry.id)).map(|entry| entry.slug.as_str());
    let evidence = evidence::named(&site, &sheets, &found, &again.collect());
    let told = |done: &str| {
        let ids = left.values().flatten().chain(found.entries.iter().map(|entry| &entry.id));
        ids.for_each(|id| tell(globals, id, done));
        for (file, (_, rows)) in &files {
            tell(globals, file, &format!("{rows} row{}", if *rows == 1 { "" } else { "s" }));
        }
    };
    if args.dry_run {
        told("would be forgotten");
        globals.diagnostics(&alike);
        globals.note("nothing was removed");
        return Ok(());
    }
    // The rows first: cut short after them, nothing can be issued from them again, and the same command goes on.
    let ledger = found.ledger(&site, site.written(at));
    let rows = files.iter().map(|(file, (bytes, _))| (args.dir.join(file), bytes.as_slice()));
    let all = rows.chain(ledger.iter().map(|text| (args.dir.join(ledger::FILE), text.as_bytes())));
    if ledger.is_some() {
        globals.diagnostics(args.at.told().as_slice());
    }
    vault::replace_all(all).map_err(|error| globals.unwritten(error))?;
    if globals.json() || !globals.quiet() {
        told("forgotten");
    }
    issue::tidy(&args.dir, globals)?;
    let site = registry::open(&args.dir, globals)?;
    let unread = |wrong: Diagnostic| globals.failed((Exit::Io, vec![wrong]));
    let named = remaining::told(&site, &self::sheets(&site, at).0, &found.names).map_err(unread)?;
    globals.diagnostics(&named);
    globals.diagnostics(&evidence::told(&site, &evidence).map_err(unread)?);
    globals.diagnostics(&alike);
    globals.diagnostics(&others);
    // The build has the last word: it knows of credentials that no ledger does.
    let still = remaining::standing(&site, &args.who).map_err(unread)?;
    if !still.is_empty() {
        return Err(bad(still));
    }
    globals
        .note("build and publish the site, and remember version control and backups: what is in them is not removed");
    Ok(())
}

/// What the tables below `awards/` say, of which there may be none, and what of them cannot be read.
fn sheets(site: &Registry, at: Timestamp) -> (Vec<Sheet>, Vec<Diagnostic>) {
    if site.source.below("awards").next().is_none() {
        return Default::default();
    }
    let read = issue::sheets::read(&[], &issue::sheets::Tables::default(), &site.source, at);
    (read.sheets, read.unread)
}

/// Credentials that the ledger forgot and that are still in place, since a run was cut short.
fn is_left(site: &Registry) -> impl Iterator<Item = &Entry> {
    let is_forgotten = |entry: &Entry| {
        site.ledger.last_of(&entry.id).is_some_and(|event| event.event == What::Forgotten)
            && site.credential(&entry.slug).is_some()
    };
    site.ledger.entries().iter().filter(move |entry| is_forgotten(entry))
}

/// The ids of those, by who was named.
fn left<'a>(site: &Registry, who: &'a [String]) -> BTreeMap<&'a str, Vec<String>> {
    let mut left: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for entry in is_left(site) {
        let names = site.credential(&entry.slug).map(|bytes| accolade_credential::holders(&bytes)).unwrap_or_default();
        let named = |who: &&String| [&entry.id, &entry.slug].contains(who) || names.contains(who);
        if let Some(who) = who.iter().find(named) {
            left.entry(who).or_default().push(entry.id.clone());
        }
    }
    left
}

fn tell(globals: &Globals, what: &str, said: &str) {
    if globals.json() {
        globals.json_line(&value!({ "what": what, "step": said }));
    } else {
        globals.result(&format!("{what}  {said}"));
    }
}
