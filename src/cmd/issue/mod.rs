//! `accolade issue`: signs a credential for every award that has none. In: a site's badges and awards, a key.
//! Writes did.json, the status list, the ledger and the credentials: a run that was cut short is completed by the next one.
//! Where a row's consent has changed, the ledger gets a line that says so. A run with nothing to do changes no byte and needs no key.

mod beside;
mod odd;
pub(super) mod sheets;
pub(super) mod tell;
pub(super) mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use accolade_credential::sign::Signer;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::registry::Registry;
use super::{Exit, Globals, clock, gone, registry, secret, standing};
use crate::diag::{Diagnostic, Severity};
use crate::draft::Event;
use crate::issue::ledger::{self, Line};
use crate::issue::lists::{List, Purpose};
use crate::issue::make::{self, Kept, Work};
use crate::issue::moved::MOVED;
use crate::issue::plan::{self, Planned, State, Step};
use crate::issue::unstated::Rows;
use crate::model::TEMPLATE_ISSUER;
use crate::output::vault;

/// Options of `accolade issue`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The site's folder [default: where you are], then awards files, .csv, .tsv, .txt or .yaml [default: all below awards/]
    #[arg(value_name = "DIR | AWARDS")]
    paths: Vec<PathBuf>,
    /// Say what would be issued and what is passed over, and why; write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write each credential into a file of its own [default: one .jsonl for each awards file]
    #[arg(long)]
    separate: bool,
    /// A row of the same name and badge as a credential for which no row stands any more, or nearly the same name and the same day, or of another badge in its table, is another award
    #[arg(long)]
    another_award: bool,
    #[command(flatten)]
    key: secret::KeyArgs,
    #[command(flatten)]
    tables: sheets::Tables,
    #[command(flatten)]
    at: clock::AsOf,
}

impl Args {
    /// The site's folder and the awards files: a first path that is no file is the folder.
    fn places(&self) -> (&Path, &[PathBuf]) {
        let is_table = |path: &Path| {
            let known =
                |e: &std::ffi::OsStr| ["csv", "tsv", "txt", "yaml", "yml"].iter().any(|k| e.eq_ignore_ascii_case(k));
            path.is_file() || (!path.is_dir() && path.extension().is_some_and(known))
        };
        match self.paths.split_first() {
            Some((first, rest)) if !is_table(first) => (first, rest),
            _ => (Path::new("."), &self.paths),
        }
    }
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let at = args.at.moment();
    let looked = look(args, at, globals, |site, rows| {
        let planned = rows.planned;
        let mut remarks = tell::remarks(rows, TimeZone::UTC.to_datetime(at).date(), args.dry_run);
        // A registry that has moved is told once: where its document belongs is said by that, too.
        let moved = remarks.iter().any(|found| found.code == MOVED);
        remarks.extend(site.elsewhere.clone().filter(|_| !moved));
        globals.diagnostics(&remarks);
        if args.dry_run {
            tell::plan(planned, rows.sheets, rows.state.ledger, globals);
            return Ok(true);
        }
        let is_done = |p: &Planned<'_>| p.listing.is_none() && matches!(p.step, Step::Done(_) | Step::Changed(..));
        let done = planned.iter().all(is_done) && !gone::is_left(site);
        if done {
            tell::made(globals, &write::Written::default(), planned);
        }
        Ok(done)
    });
    let (dir, files) = args.places();
    let done = match looked {
        Ok(true) => Ok(()),
        Ok(false) => sign(args, globals),
        Err(exit) => Err(exit),
    };
    if done.is_ok()
        && let Some(told) = sheets::to_be_kept(dir, files, &args.tables)
    {
        globals.note(&told);
    }
    done.map_or_else(|exit| exit, |()| Exit::Ok)
}

/// Reads the site and its awards, decides what to do with each, and hands that on.
fn look<T>(
    args: &Args,
    at: Timestamp,
    globals: &Globals,
    then: impl FnOnce(&Registry, &Rows<'_, '_>) -> Result<T, Exit>,
) -> Result<T, Exit> {
    let (dir, files) = args.places();
    let site = registry::open(dir, globals)?.complete(globals)?;
    let bad = |found: Vec<Diagnostic>| {
        globals.diagnostics(&found);
        Exit::Bad
    };
    // What is signed for the example that a project was made from, nobody can ever check.
    if let Some(found) = site.elsewhere.clone().filter(|found| found.code == TEMPLATE_ISSUER) {
        return Err(bad(vec![Diagnostic { severity: Severity::Error, ..found }]));
    }
    // What holds for every row is told once, and not at each of them.
    let wrong = args.tables.wrong(&site.badges, at);
    if !wrong.is_empty() {
        return Err(bad(wrong));
    }
    let sheets::Sheets { sheets, remarks, mut unread, whole } = sheets::read(files, &args.tables, &site.source, at);
    let find = |slug: &str| site.credential(slug);
    let state = State { issuer: &site.issuer, badges: &site.badges, ledger: &site.ledger, credential: &find };
    let planned = plan::plan(&sheets, &state).unwrap_or_else(|wrong| {
        unread.extend(wrong);
        Vec::new()
    });
    let batch = |slug: &str| site.batch(slug);
    let rows = Rows { sheets: &sheets, planned: &planned, state: &state, batch: &batch, whole };
    if !args.another_award {
        unread.extend(rows.same_award());
    }
    unread.extend(make::mail(planned.iter().filter(|p| p.step == Step::New), &site.issuer));
    if !unread.is_empty() {
        return Err(bad(unread));
    }
    if args.dry_run {
        globals.diagnostics(&remarks);
    }
    then(&site, &rows)
}

/// Holds the site, looks again at what is there now, signs and writes.
fn sign(args: &Args, globals: &Globals) -> Result<(), Exit> {
    let dir = args.places().0;
    let _held = hold(dir, globals)?;
    tidy(dir, globals)?;
    look(args, args.at.moment(), globals, |site, rows| {
        let planned = rows.planned;
        // Not the moment at which this run began: another may have written to the ledger since.
        let at = site.moment(&args.at, globals)?;
        let events: Vec<Event> = planned.iter().flat_map(|p| p.consents(site.written(at))).collect();
        if planned.iter().all(|p| matches!(p.step, Step::Done(_) | Step::Changed(..))) {
            // Consent is no part of what was signed, so it needs no key.
            if !events.is_empty() {
                globals.diagnostics(args.at.told().as_slice());
                let text = site.ledger.with(&events.into_iter().map(Line::Event).collect::<Vec<_>>());
                let file = (site.dir.join(ledger::FILE), text.as_bytes());
                vault::replace_all([file]).map_err(|error| globals.unwritten(error))?;
            }
            tell::made(globals, &write::Written::default(), planned);
            return Ok(());
        }
        globals.diagnostics(args.at.told().as_slice());
        let key = site.key(&args.key, at, globals)?;
        let signer = Signer { key: &key.key, verification_method: &key.method, created: at };
        let work = secret::drawing(globals, |random| make::work(planned, &site.ledger, random))?;
        let work = work.map_err(|wrong| globals.failed((Exit::Bad, vec![*wrong])))?;
        let kept = if args.separate { Kept::File } else { Kept::Line };
        // Nobody could check what is given a place of a list that nobody can rely on.
        let lists: BTreeMap<List, Vec<(u32, bool)>> = named(site, &work).map(|list| (list, Vec::new())).collect();
        let lists = standing::set(site, (&key, &signer), &lists, globals).map_err(|wrong| {
            globals.diagnostics(&[wrong]);
            Exit::Bad
        })?;
        let along = write::Along { events, lists };
        let written =
            write::write(site, (&key, &signer), &work, &|_| kept, along).map_err(|failed| globals.failed(failed))?;
        tell::made(globals, &written, planned);
        Ok(())
    })
}

/// The status lists that are there already and that the work gives places of away.
fn named<'s>(site: &'s Registry, work: &[Work<'_>]) -> impl Iterator<Item = List> + use<'s> {
    let numbers: BTreeSet<u32> = work.iter().map(Work::list).collect();
    let lists = numbers
        .into_iter()
        .flat_map(|number| [Purpose::Revocation, Purpose::Suspension].map(|purpose| List { purpose, number }));
    lists.filter(|list| site.source.get(&list.file()).is_some())
}

/// Completes what runs that were cut short had signed and written down, and removes what else they left. For who holds the site.
pub(super) fn tidy(dir: &Path, globals: &Globals) -> Result<(), Exit> {
    let mut site = registry::open(dir, globals)?;
    if gone::rescue(&site).map_err(|failed| globals.failed(failed))? {
        globals.note("a run that was cut short is completed: what it had signed is in its files now");
        site = site.again(globals)?;
    }
    gone::remove(&site).map_err(|failed| globals.failed(failed))
}

/// One run at a time: two would allot the same places and lose each other's ledger lines.
pub(super) fn hold(dir: &Path, globals: &Globals) -> Result<vault::Held, Exit> {
    if !dir.is_dir() {
        // Says so, and makes none.
        registry::open(dir, globals)?;
    }
    vault::hold(&dir.join("keys/.lock")).map_err(|error| globals.unwritten(error))
}
