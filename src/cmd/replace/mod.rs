//! `accolade reissue` and `renew`: new credentials stand in the place of old ones. In: the old ones' names, the award rows.
//! Reissue corrects what was wrong, from the rows as they are now, and revokes the old ones; a name changes only when it is said. What
//! was signed of the badge is signed again, unless the badge as it is now is asked for. Renew
//! extends what was right, as it was signed, and lets the old one expire by itself. The old pages lead on to the new ones, and what the old ones said is gone from the site. Of several, all
//! are replaced or none.

mod again;
mod award;
mod rows;
mod which;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use accolade_credential::sign::Signer;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json as value;

use super::issue::{sheets, write};
use super::registry::{Named, Registry};
use super::{Exit, Failed, Globals, clock, issue, registry, secret, standing};
use crate::diag::Diagnostic;
use crate::draft::{Event, What};
use crate::issue::credential::{Definition, credential_id};
use crate::issue::ledger::{Entry, Ledger};
use crate::issue::lists::List;
use crate::issue::make::{self, Kept, Work};
use crate::issue::plan::{self, State};
use crate::issue::signed::Signed;
use award::Drawn;
use which::Which;

/// Options of `accolade reissue`.
#[derive(Debug, clap::Args)]
pub(super) struct Reissue {
    /// The credentials: each by its slug, its address, or the award_id of its row
    #[arg(value_name = "ID", required_unless_present = "key_of")]
    ids: Vec<String>,
    /// All that this key signed, when `keys compromised` said that it may have been in other hands; what was revoked is left alone
    #[arg(long, value_name = "KEY")]
    key_of: Vec<String>,
    /// The holder's right name, of one credential alone [default: as it was signed, when its row says the same]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Sign what was signed before, whatever has become of the row, or when there is none
    #[arg(long)]
    as_signed: bool,
    /// Sign the badge as it is now, and what it says of validity [default: as it was signed, unless the row says otherwise]
    #[arg(long, conflicts_with = "as_signed")]
    badge_as_now: bool,
    #[command(flatten)]
    tables: sheets::Tables,
    #[command(flatten)]
    both: Both,
}

/// Options of `accolade renew`.
#[derive(Debug, clap::Args)]
pub(super) struct Renew {
    /// The credential: its slug, its address, or the award_id of its row
    #[arg(value_name = "ID")]
    id: String,
    /// The last day of the new one [default: the badge's `valid_for` from today on]
    #[arg(long, value_name = "DAY")]
    expires: Option<Date>,
    #[command(flatten)]
    both: Both,
}

/// Options of both.
#[derive(Debug, clap::Args)]
struct Both {
    /// Why: kept in the ledger, which is not published
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The site's folder
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// Awards files in which the rows stand [default: all below awards/]
    #[arg(long, value_name = "FILE")]
    awards: Vec<PathBuf>,
    #[command(flatten)]
    key: secret::KeyArgs,
    #[command(flatten)]
    at: clock::AsOf,
}

/// What is changed.
enum Change {
    /// What the row says now, with another name; of the badge what was signed.
    Name(Option<String>),
    /// The same, with the badge as it is now.
    Now(Option<String>),
    /// Nothing of what was signed, but for another name.
    Signed(Option<String>),
    /// How long what was signed is good.
    Until(Option<Date>),
}

pub(super) fn reissue(args: &Reissue, globals: &Globals) -> Exit {
    if args.name.is_some() && (args.ids.len(), args.key_of.len()) != (1, 0) {
        return globals.fail(Exit::Usage, "--name is of one holder: name one credential with it");
    }
    let which = Which { ids: &args.ids, keys: &args.key_of };
    let change = match (args.as_signed, args.badge_as_now) {
        (true, _) => Change::Signed,
        (false, true) => Change::Now,
        (false, false) => Change::Name,
    };
    let change = change(args.name.clone());
    replace((&args.both, &args.tables), &which, &change, globals).map_or_else(|exit| exit, |()| Exit::Ok)
}

pub(super) fn renew(args: &Renew, globals: &Globals) -> Exit {
    let which = Which { ids: std::slice::from_ref(&args.id), keys: &[] };
    let (tables, change) = (sheets::Tables::default(), Change::Until(args.expires));
    replace((&args.both, &tables), &which, &change, globals).map_or_else(|exit| exit, |()| Exit::Ok)
}

fn replace(
    (args, tables): (&Both, &sheets::Tables),
    which: &Which<'_>,
    change: &Change,
    globals: &Globals,
) -> Result<(), Exit> {
    registry::open(&args.dir, globals)?;
    let _held = issue::hold(&args.dir, globals)?;
    issue::tidy(&args.dir, globals)?;
    let site = registry::open(&args.dir, globals)?.complete(globals)?;
    let at = site.moment(&args.at, globals)?;
    let bad = |found: Vec<Diagnostic>| {
        globals.diagnostics(&found);
        Exit::Bad
    };
    let old = which.entries(&site, globals)?;
    if old.is_empty() {
        globals.note("the site holds nothing that this key signed: nothing was written");
        return Ok(());
    }
    let today = TimeZone::UTC.to_datetime(at).date();
    if let (Change::Until(until), [one]) = (change, &old[..])
        && again::is_renewed(&site, one, (*until, today), globals)
    {
        return Ok(());
    }
    let wrong = tables.wrong(&site.badges, at);
    if !wrong.is_empty() {
        return Err(bad(wrong));
    }
    let read = sheets::read(&args.awards, tables, &site.source, at);
    let sheets = (read.sheets, read.unread);
    // These rows must meet what is asked of an award that was never issued.
    let none = Ledger::default();
    let drawn = award::draw(&site, &old, sheets, (change, today)).map_err(bad)?;
    let badges = badges(&site, &drawn, change);
    let as_new = State { issuer: &site.issuer, badges: &badges, ledger: &none, credential: &|_| None };
    let planned = plan::plan(&drawn.sheets, &as_new).map_err(bad)?;
    globals.diagnostics(args.at.told().as_slice());
    let key = site.key(&args.key, at, globals)?;
    let signer = Signer { key: &key.key, verification_method: &key.method, created: at };
    let work = secret::drawing(globals, |random| make::work(&planned, &site.ledger, random))?;
    let work = work.map_err(|wrong| globals.failed((Exit::Bad, vec![*wrong])))?;
    let shared = match change {
        Change::Until(_) => BTreeMap::new(),
        Change::Name(_) | Change::Now(_) | Change::Signed(_) => shared(&site, &old),
    };
    let stays = |old: &Entry| matches!(change, Change::Until(_)) || shared.contains_key(old.id.as_str());
    let event = |work: &Work<'_>| {
        let old = drawn.old[work.award()];
        let what = if stays(old) { What::Renewed } else { What::Replaced };
        let signed = site.credential(&old.slug).and_then(|bytes| Signed::read(&bytes));
        Event {
            reason: args.reason.clone(),
            by: Some(credential_id(&site.issuer, work.slug())),
            suspendable: what == What::Renewed && signed.is_some_and(|signed| signed.is_suspendable()),
            ..Event::new(what, old.id.clone(), site.written(at))
        }
    };
    // Each is kept as the one was in whose place it stands.
    let kept = |work: &Work<'_>| match site.line_file(&drawn.old[work.award()].slug) {
        Some(_) => Kept::Line,
        None => Kept::File,
    };
    let told = |failed| globals.failed(failed);
    let mut revoke = old.clone();
    revoke.retain(|old| !stays(old));
    let lists = revoked(&site, &revoke, (&key, &signer), globals).map_err(told)?;
    let along = write::Along { lists, events: work.iter().map(event).collect() };
    let written = write::write(&site, (&key, &signer), &work, &kept, along).map_err(told)?;
    // What is gone now is seen only when the ledger is read again.
    issue::tidy(&args.dir, globals)?;
    globals.diagnostics(&drawn.behind);
    globals.diagnostics(&shared.into_values().collect::<Vec<_>>());
    issue::tell::document(globals, &written);
    tell(&written, &drawn, globals);
    Ok(())
}

/// The site's badges, and those that it has no longer and that are signed as they were. What is signed as it was is held to nothing
/// that its badge asks for today.
fn badges(site: &Registry, drawn: &Drawn<'_>, change: &Change) -> BTreeMap<String, Definition> {
    let mut badges = site.badges.clone();
    for award in drawn.sheets.iter().flat_map(|sheet| &sheet.awards) {
        let Some(kept) = &award.kept else { continue };
        let id = &award.badge.value;
        let gone = || Definition { id: id.clone(), name: kept.name.clone(), ..Definition::default() };
        let badge = badges.entry(id.clone()).or_insert_with(gone);
        badge.evidence_required &= !matches!(change, Change::Signed(_));
    }
    badges
}

/// What was done: of one, where it is; of several, how many.
fn tell(written: &write::Written, drawn: &Drawn<'_>, globals: &Globals) {
    let all: Vec<(&str, &Entry)> =
        written.files.iter().flat_map(|file| file.new.iter().map(|new| (file.name.as_str(), new))).collect();
    if globals.json() {
        for (file, new) in all {
            let old = &drawn.old[&new.award].id;
            globals.json_line(&value!({ "step": "replaced", "old": old, "id": new.id, "file": file }));
        }
        return;
    }
    if let [(file, new)] = &all[..] {
        globals.done(&format!("{}  in the place of {}, in {file}", new.id, drawn.old[&new.award].slug));
        globals.note("build and publish the site: the old page leads on to the new one");
        return;
    }
    let files: BTreeSet<&str> = all.iter().map(|(file, _)| *file).collect();
    let files = match files.len() {
        1 => all[0].0.to_owned(),
        n => format!("{n} files"),
    };
    globals.done(&format!("{} credentials  in the place of as many, in {files}", all.len()));
    globals.note("build and publish the site: the old pages lead on to the new ones");
}

type Lists = BTreeMap<List, String>;

/// The old ones whose place in the status list is also that of a good credential that is not replaced: they cannot be revoked without
/// it. Each with a warning that says so.
fn shared<'a>(site: &Registry, old: &[&'a Entry]) -> BTreeMap<&'a str, Diagnostic> {
    let mut shared = BTreeMap::new();
    for entry in old {
        let mut others = site.ledger.sharing(entry);
        others.retain(|other| old.iter().all(|old| old.id != other.id));
        let Some(other) = others.first() else { continue };
        let message = format!("it is not revoked: {} has the same place in the status list", other.id);
        let help =
            format!("it is revoked when that one has a place of its own, too: `accolade reissue {}`", other.slug);
        shared.insert(entry.id.as_str(), Diagnostic::warning("shared-place", message).about(&entry.id).help(help));
    }
    shared
}

/// The lists in which the places of the old ones are set, signed again.
fn revoked(site: &Registry, old: &[&Entry], key: (&Named, &Signer<'_>), globals: &Globals) -> Result<Lists, Failed> {
    let mut places: BTreeMap<List, Vec<(u32, bool)>> = BTreeMap::new();
    let mut found = Vec::new();
    for old in old {
        match standing::place(site, old, What::Revoked) {
            Ok((list, index)) => places.entry(list).or_default().push((index, true)),
            Err(wrong) => found.push(wrong),
        }
    }
    if !found.is_empty() {
        return Err((Exit::Bad, found));
    }
    standing::set(site, key, &places, globals).map_err(|wrong| (Exit::Bad, vec![wrong]))
}
