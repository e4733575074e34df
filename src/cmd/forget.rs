//! `accolade forget`: removes a person from a registry. In: their name, or names of their credentials. Out: the rows of their
//! awards and their credentials are gone; the ledger keeps the places in the status lists, cut off from the award; pages lead nowhere.
//! The lists stay as they are: what the person holds can still be checked by those they show it to.

mod rows;
mod unread;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::json as value;

use self::rows::{holder, without};
use super::registry::Registry;
use super::{Exit, Globals, clock, issue, registry};
use crate::diag::{Diagnostic, Span};
use crate::draft::{Event, What};
use crate::issue::award::Award;
use crate::issue::import::decode;
use crate::issue::ledger::{self, Entry, Line};
use crate::issue::plan::Sheet;
use crate::issue::rows::Skipped;
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
    let _held = issue::hold(&args.dir, globals)?;
    let mut site = registry::open(&args.dir, globals)?;
    let left = left(&site, &args.who);
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
    let unknown: Vec<Diagnostic> =
        found.unknown.iter().filter(|who| !left.contains_key(who.as_str())).map(|who| nobody(who)).collect();
    if !unknown.is_empty() {
        return Err(bad(unknown));
    }
    let files = found.files(&site, &sheets).map_err(bad)?;
    let told = |done: &str| {
        let ids = left.values().flatten().chain(found.entries.iter().map(|entry| &entry.id));
        ids.for_each(|id| tell(globals, id, done));
        for (file, (_, rows)) in &files {
            tell(globals, file, &format!("{rows} row{}", if *rows == 1 { "" } else { "s" }));
        }
    };
    if args.dry_run {
        told("would be forgotten");
        globals.note("nothing was removed");
        return Ok(());
    }
    // The rows first: cut short after them, nothing can be issued from them again, and the same command goes on.
    let ledger = found.ledger(&site, at);
    let rows = files.iter().map(|(file, (bytes, _))| (args.dir.join(file), bytes.as_slice()));
    let all = rows.chain(ledger.iter().map(|text| (args.dir.join(ledger::FILE), text.as_bytes())));
    vault::replace_all(all).map_err(|error| globals.unwritten(&error))?;
    told("forgotten");
    issue::tidy(&args.dir, globals)?;
    let site = registry::open(&args.dir, globals)?;
    remaining(&site, &self::sheets(&site, at).0, &found.names, globals);
    globals.diagnostics(&others);
    globals.note("publish the site, and remember version control and backups: what is in them is not removed");
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

fn nobody(who: &str) -> Diagnostic {
    let help = "write the name exactly as it was signed, or name a credential by its slug, address or award_id";
    Diagnostic::error("unknown-person", format!("nothing here is of {who:?}")).help(help)
}

/// Credentials that the ledger forgot and that are still in place, since a run was cut short: their ids, by who was named.
fn left<'a>(site: &Registry, who: &'a [String]) -> BTreeMap<&'a str, Vec<String>> {
    let is_left = |entry: &&Entry| {
        site.ledger.last_of(&entry.id).is_some_and(|event| event.event == What::Forgotten)
            && site.credential(&entry.slug).is_some()
    };
    let mut left: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for entry in site.ledger.entries().iter().filter(is_left) {
        let name = site.credential(&entry.slug).and_then(holder);
        let named = |who: &&String| [Some(&entry.id), Some(&entry.slug), name.as_ref()].contains(&Some(who));
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

/// Files by path, each with its new bytes and how many rows were taken out.
type Rewritten = BTreeMap<String, (Vec<u8>, usize)>;

/// What there is of a person.
struct Found<'a> {
    entries: Vec<&'a Entry>,
    names: BTreeSet<String>,
    /// The keys of their awards.
    awards: BTreeSet<&'a str>,
    /// Rows that were passed over, by name: no award has them.
    aside: BTreeSet<&'a str>,
    unknown: Vec<&'a String>,
}

impl<'a> Found<'a> {
    fn of(site: &'a Registry, sheets: &'a [Sheet], who: &'a [String]) -> Self {
        let mut found = Self {
            entries: Vec::new(),
            names: BTreeSet::new(),
            awards: BTreeSet::new(),
            aside: BTreeSet::new(),
            unknown: Vec::new(),
        };
        let name_of = |entry: &Entry| site.credential(&entry.slug).and_then(holder);
        for who in who {
            let named = site.ledger.entries().iter().filter(|e| !site.ledger.is_gone(&e.id));
            let mut entries: Vec<&Entry> = named.filter(|e| name_of(e).as_deref() == Some(who)).collect();
            entries.extend(site.ledger.find(who).filter(|e| !site.ledger.is_gone(&e.id)));
            let rows = || sheets.iter().flat_map(|sheet| &sheet.awards).filter(|award| award.name == *who);
            let mut skipped = sheets.iter().flat_map(|sheet| &sheet.skipped);
            let aside = skipped.any(|row| is_of(row, who));
            if entries.is_empty() && rows().next().is_none() && !aside {
                found.unknown.push(who);
            }
            if aside {
                found.aside.insert(who);
                found.names.insert(who.clone());
            }
            found.awards.extend(rows().map(|award| award.key.as_str()));
            found.names.extend(rows().map(|award| award.name.clone()));
            for entry in entries {
                found.names.extend(name_of(entry));
                found.awards.insert(&entry.award);
                if !found.entries.contains(&entry) {
                    found.entries.push(entry);
                }
            }
        }
        found
    }

    /// Whether a row is of an award of theirs, also under the number that it had before its term was named.
    fn is_theirs(&self, award: &Award) -> bool {
        [Some(&award.key), award.before.as_ref()].into_iter().flatten().any(|key| self.awards.contains(key.as_str()))
    }

    /// Their rows in a table, in its order.
    fn rows(&self, sheet: &Sheet) -> Vec<Span> {
        let awards = sheet.awards.iter().filter(|award| self.is_theirs(award)).map(|award| award.span);
        let aside = sheet.skipped.iter().filter(|row| self.aside.iter().any(|who| is_of(row, who))).map(|row| row.span);
        let mut rows: Vec<Span> = awards.chain(aside).collect();
        rows.sort_unstable();
        rows
    }

    /// The awards files without their rows, and how many were taken out.
    fn files(&self, site: &Registry, sheets: &[Sheet]) -> Result<Rewritten, Vec<Diagnostic>> {
        let (mut files, mut wrong) = (BTreeMap::new(), Vec::new());
        for sheet in sheets {
            let rows = self.rows(sheet);
            if rows.is_empty() {
                continue;
            }
            let original = site.source.get(&sheet.file).map(|bytes| &**bytes).unwrap_or_default();
            let written = |text: &str| decode::bytes(text, original, sheet.encoding);
            // What is kept stays as it was, byte for byte.
            let same = || written(&sheet.text).as_deref() == Some(original);
            let left = if is_list(&sheet.file) || !same() { None } else { written(&without(&sheet.text, &rows)) };
            match left {
                Some(left) => drop(files.insert(sheet.file.clone(), (left, rows.len()))),
                None => wrong.extend(rows.iter().map(|row| by_hand(sheet, *row))),
            }
        }
        if wrong.is_empty() { Ok(files) } else { Err(wrong) }
    }

    /// The ledger in which they cannot be traced, when it has something of them.
    fn ledger(&self, site: &Registry, at: Timestamp) -> Option<String> {
        let ids: BTreeSet<&str> = self.entries.iter().map(|entry| entry.id.as_str()).collect();
        // Those that were replaced before are of the same awards.
        let of_theirs = |entry: &&Entry| ids.contains(entry.id.as_str()) || self.awards.contains(entry.award.as_str());
        let all: BTreeSet<&str> =
            site.ledger.entries().iter().filter(of_theirs).map(|entry| entry.id.as_str()).collect();
        let event = |id: &&str| Event::new(What::Forgotten, (*id).to_owned(), at);
        let lines: Vec<Line> = ids.iter().map(event).map(Line::Event).collect();
        (!all.is_empty()).then(|| site.ledger.without_person(&all, &lines))
    }
}

/// Whether a row that was passed over is of this person, whose name has single blanks as it is signed.
fn is_of(row: &Skipped, who: &str) -> bool {
    !who.is_empty() && row.name.split_whitespace().eq(who.split(' '))
}

/// Whether awards are written there as a list, with words and comments of somebody's own around them, and not as a table.
fn is_list(file: &str) -> bool {
    [".yaml", ".yml"].iter().any(|end| file.to_ascii_lowercase().ends_with(end))
}

/// A row that only its writer can take out, and how.
fn by_hand(sheet: &Sheet, row: Span) -> Diagnostic {
    let (message, help) = if is_list(&sheet.file) {
        (
            "this award is theirs, and stands in a list that is written by hand; nothing was removed",
            "take the whole award out yourself, from its `-` to the next; then run the same command again, which removes the rest",
        )
    } else {
        (
            "this row is theirs, and the file cannot be written again as it is; nothing was removed",
            "take the row out yourself, or save the file as \"CSV UTF-8\"; then run the same command again, which removes the rest",
        )
    };
    Diagnostic::error("row-by-hand", message).at(&sheet.file, &sheet.text, row).help(help)
}

/// Says where else in the project a name stands: what is free text is not removed, nor a row of somebody who is called the same.
fn remaining(site: &Registry, sheets: &[Sheet], names: &BTreeSet<String>, globals: &Globals) {
    let said = |file: &str, text: &str, span: Span| {
        Diagnostic::warning("still-named", "the name stands here, too")
            .at(file, text, span)
            .help("take it out yourself if it is the same person")
    };
    let mut found = Vec::new();
    for (path, bytes) in site.source.iter() {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for name in names {
            if let Some(at) = text.find(name.as_str()) {
                found.push(said(path.as_str(), text, Span { start: at, end: at + name.len() }));
            }
        }
    }
    // A table may write it in another way, as `Obi, Ada`, or in another encoding.
    for sheet in sheets {
        let awards = sheet.awards.iter().filter(|award| names.contains(&award.name)).map(|award| award.span);
        let aside = sheet.skipped.iter().filter(|row| names.iter().any(|name| is_of(row, name))).map(|row| row.span);
        let other = |span: &Span| {
            sheet.text.get(span.start..span.end).is_some_and(|row| !names.iter().any(|name| row.contains(name)))
        };
        found.extend(awards.chain(aside).filter(other).map(|span| said(&sheet.file, &sheet.text, span)));
    }
    globals.diagnostics(&found);
}
