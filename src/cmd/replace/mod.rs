//! `accolade reissue` and `renew`: a new credential stands in the place of an old one. In: the old one's name, the award rows.
//! Reissue corrects what was wrong, from the row as it is now, and revokes the old one; renew extends what was right, and lets the
//! old one expire by itself. The old page leads on to the new one, and what the old one said is gone from the site.

use std::collections::BTreeMap;
use std::path::PathBuf;

use accolade_credential::sign::Signer;
use accolade_credential::{Json, json};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json as value;

use super::issue::{sheets, write};
use super::registry::{Named, Registry};
use super::{Exit, Globals, clock, issue, registry, secret, standing};
use crate::diag::Diagnostic;
use crate::draft::{Event, What};
use crate::issue::award::Award;
use crate::issue::credential::credential_id;
use crate::issue::ledger::Entry;
use crate::issue::lists::List;
use crate::issue::make::{self, Kept};
use crate::issue::plan::{Planned, Sheet, Step};

/// Options of `accolade reissue`.
#[derive(Debug, clap::Args)]
pub(super) struct Reissue {
    /// The holder's right name [default: as its row says now]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    both: Both,
}

/// Options of `accolade renew`.
#[derive(Debug, clap::Args)]
pub(super) struct Renew {
    /// The last day of the new one [default: the badge's `valid_for` from today on]
    #[arg(long, value_name = "DAY")]
    expires: Option<Date>,
    #[command(flatten)]
    both: Both,
}

/// Options of both.
#[derive(Debug, clap::Args)]
struct Both {
    /// The credential: its slug, its address, or the award_id of its row
    #[arg(value_name = "ID")]
    id: String,
    /// Why: kept in the ledger, which is not published
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The site's folder
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// Awards files in which its row stands [default: all below awards/]
    #[arg(long, value_name = "FILE")]
    awards: Vec<PathBuf>,
    #[command(flatten)]
    key: secret::KeyArgs,
    #[command(flatten)]
    at: clock::AsOf,
}

/// How the new one differs from the row.
enum Change {
    Name(Option<String>),
    Until(Option<Date>),
}

pub(super) fn reissue(args: &Reissue, globals: &Globals) -> Exit {
    replace(&args.both, &Change::Name(args.name.clone()), globals).map_or_else(|exit| exit, |()| Exit::Ok)
}

pub(super) fn renew(args: &Renew, globals: &Globals) -> Exit {
    replace(&args.both, &Change::Until(args.expires), globals).map_or_else(|exit| exit, |()| Exit::Ok)
}

fn replace(args: &Both, change: &Change, globals: &Globals) -> Result<(), Exit> {
    registry::open(&args.dir, globals)?;
    let _held = issue::hold(&args.dir, globals)?;
    issue::tidy(&args.dir, globals)?;
    let site = registry::open(&args.dir, globals)?.complete(globals)?;
    let at = args.at.moment();
    let bad = |found: Vec<Diagnostic>| {
        globals.diagnostics(&found);
        Exit::Bad
    };
    let old = &site.named(std::slice::from_ref(&args.id), globals)?.remove(0).clone();
    let (sheets, _) = sheets::read(&args.awards, &sheets::Tables::default(), &site.source, at).map_err(bad)?;
    let today = TimeZone::UTC.to_datetime(at).date();
    let (sheet, award) = award(&site, old, &sheets, (change, today)).map_err(|wrong| bad(vec![*wrong]))?;
    let badge = &site.badges[&award.badge.value];
    let planned = [Planned { award: &award, badge, sheet, step: Step::New, listing: None }];
    let key = site.key(&args.key, globals)?;
    let signer = Signer { key: &key.key, verification_method: &key.method, created: at };
    let mut failure = None;
    let mut random = |bytes: &mut [u8]| {
        if let Err(why) = secret::random(bytes) {
            failure = Some(why);
        }
    };
    let work = make::work(&planned, &site.ledger, &mut random);
    if let Some(why) = failure {
        return Err(globals.fail(Exit::Internal, why));
    }
    let by = credential_id(&site.issuer, work[0].slug());
    let event =
        Event { event: What::Replaced, id: old.id.clone(), at, reason: args.reason.clone(), by: Some(by.clone()) };
    let kept = match site.line(&old.slug) {
        Some(_) => Kept::Line,
        None => Kept::File,
    };
    let told = |(exit, found): write::Failed| {
        globals.diagnostics(&found);
        exit
    };
    let lists = match change {
        Change::Name(_) => revoked(&site, old, (&key, &signer)).map_err(told)?,
        Change::Until(_) => Lists::new(),
    };
    let along = write::Along { lists, events: vec![event] };
    let written = write::write(&site, (&key, &signer), &work, kept, along).map_err(told)?;
    // What is gone now is seen only when the ledger is read again.
    issue::tidy(&args.dir, globals)?;
    let file = written.files.first().map(|file| file.name.clone()).unwrap_or_default();
    if globals.json() {
        globals.json_line(&value!({ "step": "replaced", "old": old.id, "id": by, "file": file }));
    } else {
        globals.result(&format!("{by}  in the place of {}, in {file}", old.slug));
        globals.note("publish the site: the old page leads on to the new one");
    }
    Ok(())
}

/// The award of an entry as its row says now, with the change.
fn award<'s>(
    site: &Registry,
    old: &Entry,
    sheets: &'s [Sheet],
    (change, today): (&Change, Date),
) -> Result<(&'s Sheet, Award), Box<Diagnostic>> {
    let wrong =
        |code, message: String, help: String| Box::new(Diagnostic::error(code, message).about(&old.id).help(help));
    if site.ledger.is_gone(&old.id) {
        let by = site.ledger.last_of(&old.id).and_then(|event| event.by.clone());
        let help = by.map_or_else(|| "name another".to_owned(), |by| format!("name the one in its place, {by}"));
        return Err(wrong("already-replaced", "the site holds it no longer".to_owned(), help));
    }
    let rows = || sheets.iter().flat_map(|sheet| sheet.awards.iter().map(move |award| (sheet, award)));
    let same = |award: &Award| award.key == old.award;
    // A row with the new name is the same award only when badge and day are those that were signed.
    let day = site.credential(&old.slug).and_then(awarded);
    let renamed = |award: &Award| {
        let named = matches!(change, Change::Name(Some(name)) if award.name == *name);
        named && award.badge.value == old.badge && day == Some(award.awarded)
    };
    let free = |award: &Award| site.ledger.of_award(&award.key).is_none();
    let found = rows().find(|(_, award)| same(award)).or_else(|| rows().find(|(_, a)| renamed(a) && free(a)));
    let Some((sheet, row)) = found else {
        let help = "name the awards file with --awards; or, when its name was corrected in the row, say it: --name \"Ada Obi\"";
        return Err(wrong("no-row", format!("no awards file has its row, {:?}", old.award), help.to_owned()));
    };
    if !site.badges.contains_key(&row.badge.value) {
        let message = format!("there is no badge {:?}", row.badge.value);
        return Err(wrong("unknown-badge", message, "correct the row".to_owned()));
    }
    let award = match change {
        Change::Name(None) => row.clone(),
        Change::Name(Some(name)) => {
            row.renamed(name).map_err(|message| wrong("bad-name", message, "write the holder's name".to_owned()))?
        }
        Change::Until(until) => {
            let badge = &site.badges[&row.badge.value];
            let until = until.or_else(|| today.checked_add(badge.valid_for?).ok());
            let Some(until) = until.filter(|until| *until > today) else {
                let message = "it is not known until when it would be valid, or that day is past".to_owned();
                return Err(wrong(
                    "no-end",
                    message,
                    "say it with --expires, or set `valid_for` of its badge".to_owned(),
                ));
            };
            Award { valid_from: Some(today), expires: Some(until), ..row.clone() }
        }
    };
    Ok((sheet, award))
}

/// The day on which a credential says that it was earned.
fn awarded(bytes: &[u8]) -> Option<Date> {
    let credential = json::parse(bytes).ok()?;
    credential.get("awardedDate").and_then(Json::as_str)?.get(..10)?.parse().ok()
}

type Lists = BTreeMap<List, String>;

/// The list in which the old one's place is set, signed again.
fn revoked(site: &Registry, old: &Entry, (key, signer): (&Named, &Signer<'_>)) -> Result<Lists, write::Failed> {
    let bad = |wrong| (Exit::Bad, vec![wrong]);
    let (list, index) = standing::place(site, old, What::Revoked).map_err(bad)?;
    standing::set(site, key, signer, &BTreeMap::from([(list, vec![(index, true)])])).map_err(bad)
}
