//! `accolade issue`: signs a credential for every award that has none. In: a site's badges and awards, a key.
//! Writes did.json and the status list when they are missing, then the ledger, then the credentials: a run that was cut short
//! is completed by the next one. A run with nothing to do changes no byte and needs no key.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use accolade_credential::did;
use accolade_credential::sign::Signer;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::registry::{Named, Registry};
use super::show::clean;
use super::{Exit, Globals, clock, registry, secret};
use crate::diag::Diagnostic;
use crate::issue::plan::{self, Made, Planned, Sheet, State, Step};
use crate::issue::{credential, ledger, rows, status};
use crate::load::{self, Source};
use crate::output::vault::{self, Access};

/// Options of `accolade issue`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The site's folder
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// Awards files, .csv or .yaml [default: all below awards/]
    #[arg(value_name = "AWARDS")]
    awards: Vec<PathBuf>,
    /// Say what would be issued, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The key to sign with [default: keys/issuer.pem in the site's folder]
    #[arg(long, value_name = "PATH")]
    key: Option<PathBuf>,
    #[command(flatten)]
    at: clock::AsOf,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let at = args.at.moment();
    let looked = look(args, at, globals, |_, planned, state| {
        globals.diagnostics(&remarks(planned, state));
        if args.dry_run {
            tell_plan(planned, globals);
            return Ok(true);
        }
        let done = planned.iter().all(|p| matches!(p.step, Step::Done(_) | Step::Changed(..)));
        if done {
            tell(globals, &[], planned.len());
        }
        Ok(done)
    });
    match looked {
        Ok(true) => Exit::Ok,
        Ok(false) => sign(args, at, globals).map_or_else(|exit| exit, |()| Exit::Ok),
        Err(exit) => exit,
    }
}

/// Reads the site and its awards, decides what to do with each, and hands that on.
fn look<T>(
    args: &Args,
    at: Timestamp,
    globals: &Globals,
    then: impl FnOnce(&Registry, &[Planned<'_>], &State<'_>) -> Result<T, Exit>,
) -> Result<T, Exit> {
    let site = registry::open(&args.dir, globals)?;
    let bad = |found: Vec<Diagnostic>| {
        globals.diagnostics(&found);
        Exit::Bad
    };
    let sheets = sheets(args, &site.source, at).map_err(bad)?;
    let find = |slug: &str| site.credential(slug);
    let state = State { badges: &site.badges, ledger: &site.ledger, credential: &find };
    let planned = plan::plan(&sheets, &state).map_err(bad)?;
    then(&site, &planned, &state)
}

/// Holds the site, looks again at what is there now, signs and writes.
fn sign(args: &Args, at: Timestamp, globals: &Globals) -> Result<(), Exit> {
    let _held = hold(&args.dir, globals)?;
    look(args, at, globals, |site, planned, _| {
        let key = site.key(args.key.as_deref(), globals)?;
        let signer = Signer { key: &key.key, verification_method: &key.method, created: at };
        let mut failure = None;
        let mut random = |bytes: &mut [u8]| {
            if let Err(why) = secret::random(bytes) {
                failure = Some(why);
            }
        };
        let made = plan::make(planned, &site.issuer, &site.ledger, &signer, &mut random);
        if let Some(why) = failure {
            return Err(globals.fail(Exit::Internal, why));
        }
        let made = made.map_err(|found| {
            globals.diagnostics(&found);
            Exit::Bad
        })?;
        write(site, &key, &signer, &made).map_err(|(exit, found)| {
            globals.diagnostics(&[found]);
            exit
        })?;
        let before = planned.iter().filter(|p| matches!(p.step, Step::Done(_) | Step::Changed(..))).count();
        tell(globals, &made, before);
        Ok(())
    })
}

/// One run at a time: two would allot the same places and lose each other's ledger lines.
pub(super) fn hold(dir: &Path, globals: &Globals) -> Result<vault::Held, Exit> {
    vault::hold(&dir.join("keys/.lock")).map_err(|error| globals.fail(Exit::Io, error.to_string()))
}

fn sheets(args: &Args, source: &Source, at: Timestamp) -> Result<Vec<Sheet>, Vec<Diagnostic>> {
    // Where the day is ahead of UTC, today's award is dated tomorrow in UTC.
    let today = TimeZone::UTC.to_datetime(at).date().tomorrow().map_err(|_| Vec::new())?;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut found = Vec::new();
    if args.awards.is_empty() {
        files.extend(source.below("awards").map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec())));
    }
    for file in &args.awards {
        match load::read_file(file) {
            Ok(bytes) => files.push((file.display().to_string(), bytes)),
            Err(problem) => found.push(problem),
        }
    }
    if files.is_empty() && found.is_empty() {
        let help = "put a .csv with the columns name,badge,awarded there, or name a file";
        found.push(Diagnostic::error("no-awards", "there is no awards file below awards/").help(help));
    }
    let mut sheets = Vec::new();
    for (name, bytes) in files {
        match sheet(&name, &bytes, today) {
            Ok(sheet) => sheets.push(sheet),
            Err(wrong) => found.extend(wrong),
        }
    }
    if found.is_empty() { Ok(sheets) } else { Err(found) }
}

fn sheet(name: &str, bytes: &[u8], today: jiff::civil::Date) -> Result<Sheet, Vec<Diagnostic>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let message = format!("byte {} is not UTF-8 text", error.valid_up_to() + 1);
        vec![Diagnostic::error("not-utf8", message).in_file(name).help("save the file as \"CSV UTF-8\"")]
    })?;
    let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    let (rows, mut found) = match extension.as_str() {
        "csv" => rows::csv(name, text),
        "yaml" | "yml" => rows::yaml(name, text),
        _ => {
            let found = Diagnostic::error("unknown-format", "awards are read from .csv, .yaml and .yml").in_file(name);
            return Err(vec![found.help("save it as CSV, or move it out of awards/")]);
        }
    };
    match plan::sheet(name, text, &rows, today) {
        Ok(sheet) if found.is_empty() => Ok(sheet),
        Ok(_) => Err(found),
        Err(wrong) => {
            found.extend(wrong);
            Err(found)
        }
    }
}

/// What is odd but stops nothing.
fn remarks(planned: &[Planned<'_>], state: &State<'_>) -> Vec<Diagnostic> {
    let mut found = plan::lost(planned, state);
    for item in planned {
        if let Step::Changed(entry, difference) = &item.step {
            let remark = Diagnostic::warning("changed-award", format!("the row has changed: {difference}"))
                .at(&item.sheet.file, &item.sheet.text, item.award.span)
                .about(&item.award.name)
                .help(format!("what was signed stays as it is; to correct it, `accolade revoke {}` and add a row with a new award_id", entry.slug));
            found.push(remark);
        }
    }
    found
}

fn write(site: &Registry, key: &Named, signer: &Signer<'_>, made: &[Made]) -> Result<(), (Exit, Diagnostic)> {
    let io = |error: vault::VaultError| (Exit::Io, Diagnostic::error("io", error.to_string()));
    if let Some((place, None)) = site.document() {
        let document = did::document(&site.issuer.id, &[key.key.public()]).to_pretty();
        vault::create_new(&site.dir.join(place), document.as_bytes(), Access::Usual).map_err(io)?;
    }
    if site.source.get(status::FILE).is_none() {
        if !site.ledger.entries().is_empty() {
            let message = format!("{} is missing, and with it every revocation", status::FILE);
            let help = "bring it back from a backup, or from the published site";
            return Err((Exit::Bad, Diagnostic::error("lost-status-list", message).in_file(status::FILE).help(help)));
        }
        let list = status::new_list(&site.issuer, signer)
            .map_err(|error| (Exit::Internal, Diagnostic::error("cannot-sign", error.to_string())))?;
        vault::create_new(&site.dir.join(status::FILE), list.as_bytes(), Access::Usual).map_err(io)?;
    }
    if made.iter().any(|m| !m.completed) {
        let text = plan::ledger_text(&site.ledger, made);
        vault::replace(&site.dir.join(ledger::FILE), text.as_bytes(), Access::Usual).map_err(io)?;
    }
    for one in made {
        let path = site.dir.join(plan::credential_file(&one.entry.slug));
        vault::create_new(&path, &one.bytes, Access::Usual).map_err(io)?;
    }
    Ok(())
}

fn tell(globals: &Globals, made: &[Made], known: usize) {
    for one in made {
        let file = plan::credential_file(&one.entry.slug);
        if globals.json() {
            let what = if one.completed { "completed" } else { "issued" };
            globals.json_line(&json!({ "step": what, "badge": one.entry.badge, "award": one.entry.award, "id": one.entry.id, "file": file }));
        } else {
            let again = if one.completed { " (made again from the ledger)" } else { "" };
            globals.result(&format!("{file}  {}{again}", one.entry.badge));
        }
    }
    if !globals.json() {
        let new = made.iter().filter(|m| !m.completed).count();
        let mut words =
            vec![if new == 0 { "nothing new to issue".to_owned() } else { format!("issued {}", count(new)) }];
        if made.len() > new {
            words.push(format!("completed {} of a run that was cut short", count(made.len() - new)));
        }
        words.push(format!(
            "{} issued before",
            if known == 0 {
                "none was".to_owned()
            } else {
                format!("{} {}", known, if known == 1 { "was" } else { "were" })
            }
        ));
        globals.note(&words.join("; "));
    }
}

fn tell_plan(planned: &[Planned<'_>], globals: &Globals) {
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    let mut table = Vec::new();
    for item in planned {
        let (step, note) = match &item.step {
            Step::New => (
                "issue",
                credential::last_day(item.badge, item.award).map(|d| format!("valid until {d}")).unwrap_or_default(),
            ),
            Step::Complete(entry) => {
                ("complete", format!("in the ledger, but {} is missing", plan::credential_file(&entry.slug)))
            }
            Step::Done(entry) => ("skip", format!("issued on {} as {}", day(entry.issued), entry.slug)),
            Step::Changed(_, difference) => ("skip", difference.clone()),
        };
        *tally.entry(step).or_default() += 1;
        if globals.json() {
            globals.json_line(&json!({
                "step": step, "name": item.award.name, "badge": item.badge.id, "awarded": item.award.awarded, "award": item.award.key,
                "listed": item.award.listed, "note": note,
            }));
        }
        let listed = if item.award.listed { "listed" } else { "not listed" };
        table.push([
            step.to_owned(),
            item.award.awarded.to_string(),
            item.badge.id.clone(),
            item.award.name.clone(),
            listed.to_owned(),
            note,
        ]);
    }
    if !globals.json() {
        for line in columns(&table) {
            globals.result(&clean(&line));
        }
        let words = tally.iter().map(|(step, n)| format!("{n} to {step}")).collect::<Vec<_>>().join(", ");
        globals.note(&format!("{words}; nothing was written"));
    }
}

/// Pads all but the last column to its widest cell.
fn columns<const N: usize>(table: &[[String; N]]) -> Vec<String> {
    let width = |column: usize| table.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    let cell = |(text, width): (&String, &usize)| format!("{text}{}", " ".repeat(width - text.chars().count()));
    table
        .iter()
        .map(|row| row.iter().zip(&widths).map(cell).collect::<Vec<_>>().join("  ").trim_end().to_owned())
        .collect()
}

fn count(n: usize) -> String {
    format!("{n} credential{}", if n == 1 { "" } else { "s" })
}

fn day(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%d").to_string()
}
