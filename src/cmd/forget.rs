//! `accolade forget`: removes a person from a registry. In: their name, or names of their credentials. Out: the rows of their
//! awards and their credentials are gone; the ledger keeps the places in the status lists, cut off from the award; pages lead nowhere.
//! The lists stay as they are: what the person holds can still be checked by those they show it to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::json as value;

use super::registry::Registry;
use super::{Exit, Globals, clock, issue, registry};
use crate::diag::{Diagnostic, Span};
use crate::draft::{Event, What};
use crate::issue::import::decode;
use crate::issue::ledger::{self, Entry, Line};
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
    let _held = issue::hold(&args.dir, globals)?;
    let site = registry::open(&args.dir, globals)?;
    let at = args.at.moment();
    let bad = |found: Vec<Diagnostic>| {
        globals.diagnostics(&found);
        Exit::Bad
    };
    let has_awards = site.source.below("awards").next().is_some();
    let sheets = if has_awards {
        issue::sheets::read(&[], &issue::sheets::Tables::default(), &site.source, at).map_err(bad)?.0
    } else {
        Vec::new()
    };
    let found = Found::of(&site, &sheets, &args.who);
    if !found.unknown.is_empty() {
        let told = |who: &&String| {
            let help = "write the name exactly as it was signed, or name a credential by its slug, address or award_id";
            Diagnostic::error("unknown-person", format!("nothing here is of {who:?}")).help(help)
        };
        return Err(bad(found.unknown.iter().map(told).collect()));
    }
    let files = found.files(&site, &sheets).map_err(bad)?;
    let told = |done: &str| {
        found.entries.iter().for_each(|entry| tell(globals, &entry.id, done));
        for (file, (_, rows)) in &files {
            tell(globals, file, &format!("{rows} row{}", if *rows == 1 { "" } else { "s" }));
        }
    };
    if args.dry_run {
        told("would be forgotten");
        globals.note("nothing was removed");
        return Ok(());
    }
    let ids: BTreeSet<&str> = found.entries.iter().map(|entry| entry.id.as_str()).collect();
    // Those that were replaced before are of the same awards.
    let of_theirs = |entry: &&Entry| ids.contains(entry.id.as_str()) || found.awards.contains(entry.award.as_str());
    let all: BTreeSet<&str> = site.ledger.entries().iter().filter(of_theirs).map(|entry| entry.id.as_str()).collect();
    let event = |id: &&str| Event { event: What::Forgotten, id: (*id).to_owned(), at, reason: None, by: None };
    let lines: Vec<Line> = ids.iter().map(event).map(Line::Event).collect();
    let text = site.ledger.without_person(&all, &lines);
    // The rows first: cut short after them, nothing can be issued from them again, and the same command goes on.
    let rows = files.iter().map(|(file, (bytes, _))| (args.dir.join(file), bytes.as_slice()));
    let all = rows.chain([(args.dir.join(ledger::FILE), text.as_bytes())]);
    vault::replace_all(all).map_err(|error| globals.unwritten(&error))?;
    told("forgotten");
    issue::tidy(&args.dir, globals)?;
    let site = registry::open(&args.dir, globals)?;
    remaining(&site, &found.names, globals);
    globals.note("publish the site, and remember version control and backups: what is in them is not removed");
    Ok(())
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
    unknown: Vec<&'a String>,
}

impl<'a> Found<'a> {
    fn of(site: &'a Registry, sheets: &'a [Sheet], who: &'a [String]) -> Self {
        let mut found =
            Self { entries: Vec::new(), names: BTreeSet::new(), awards: BTreeSet::new(), unknown: Vec::new() };
        let name_of = |entry: &Entry| site.credential(&entry.slug).and_then(holder);
        for who in who {
            let named = site.ledger.entries().iter().filter(|e| !site.ledger.is_gone(&e.id));
            let mut entries: Vec<&Entry> = named.filter(|e| name_of(e).as_deref() == Some(who)).collect();
            entries.extend(site.ledger.find(who).filter(|e| !site.ledger.is_gone(&e.id)));
            let rows = || sheets.iter().flat_map(|sheet| &sheet.awards).filter(|award| award.name == *who);
            if entries.is_empty() && rows().next().is_none() {
                found.unknown.push(who);
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

    /// The awards files without their rows, and how many were taken out.
    fn files(&self, site: &Registry, sheets: &[Sheet]) -> Result<Rewritten, Vec<Diagnostic>> {
        let (mut files, mut wrong) = (BTreeMap::new(), Vec::new());
        for sheet in sheets {
            let rows: Vec<Span> =
                sheet.awards.iter().filter(|a| self.awards.contains(a.key.as_str())).map(|a| a.span).collect();
            if rows.is_empty() {
                continue;
            }
            let original = site.source.get(&sheet.file).map(|bytes| &**bytes).unwrap_or_default();
            let written = |text: &str| decode::bytes(text, original, sheet.encoding);
            let left = written(&without(&sheet.text, &rows)).filter(|_| sheet.file.ends_with(".csv"));
            // What is kept stays as it was, byte for byte.
            let Some(left) = left.filter(|_| written(&sheet.text).as_deref() == Some(original)) else {
                let help = "take it out yourself, then run this again: only rows of CSV files are removed";
                let told = |span: &Span| {
                    Diagnostic::error("row-by-hand", "this award is theirs")
                        .at(&sheet.file, &sheet.text, *span)
                        .help(help)
                };
                wrong.extend(rows.iter().map(told));
                continue;
            };
            files.insert(sheet.file.clone(), (left, rows.len()));
        }
        if wrong.is_empty() { Ok(files) } else { Err(wrong) }
    }
}

/// A text without these rows and the line breaks after them.
fn without(text: &str, rows: &[Span]) -> String {
    let (mut kept, mut from) = (String::with_capacity(text.len()), 0);
    for row in rows {
        kept.push_str(&text[from..row.start]);
        let rest = &text[row.end..];
        // Blanks at the end of the row, and one line break.
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let ending = rest[blank..].strip_prefix('\r').map_or(0, |_| 1);
        from = row.end + blank + ending;
        from += usize::from(text[from..].starts_with('\n'));
    }
    kept.push_str(&text[from..]);
    kept
}

fn holder(bytes: &[u8]) -> Option<String> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Credential {
        credential_subject: Subject,
    }
    #[derive(serde::Deserialize)]
    struct Subject {
        name: Option<String>,
    }
    serde_json::from_slice::<Credential>(bytes).ok()?.credential_subject.name
}

/// Says where else in the project a name stands: what is free text is not removed.
fn remaining(site: &Registry, names: &BTreeSet<String>, globals: &Globals) {
    let mut found = Vec::new();
    for (path, bytes) in site.source.iter() {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for name in names {
            if let Some(at) = text.find(name.as_str()) {
                let span = Span { start: at, end: at + name.len() };
                let help = "take it out yourself if it is the same person";
                found.push(
                    Diagnostic::warning("still-named", "the name stands here, too")
                        .at(path.as_str(), text, span)
                        .help(help),
                );
            }
        }
    }
    globals.diagnostics(&found);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_taken_out_with_their_line_breaks_and_nothing_else() {
        let text = "name,badge\r\nAda,talk\r\nBo,\"talk\r\ntwice\"  \r\nCy,talk";
        let row = |part: &str| {
            let start = text.find(part).expect(part);
            Span { start, end: start + part.len() }
        };
        assert_eq!(without(text, &[row("Ada,talk")]), "name,badge\r\nBo,\"talk\r\ntwice\"  \r\nCy,talk");
        assert_eq!(without(text, &[row("Bo,\"talk\r\ntwice\""), row("Cy,talk")]), "name,badge\r\nAda,talk\r\n");
        assert_eq!(without(text, &[]), text);
    }
}
