//! In: what was planned and what was made. Out: the words about it, for a person or a script.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::json;

use super::odd;
use super::write::Written;
use crate::cmd::Globals;
use crate::cmd::show::clean;
use crate::diag::{Diagnostic, LineIndex, Told};
use crate::issue::ledger::{self, Ledger};
use crate::issue::moved;
use crate::issue::plan::{self, Planned, Sheet, Step};
use crate::issue::unstated::Rows;
use crate::issue::{change, credential, ledger::Entry, signed::Signed};
use crate::model::day;

/// What is odd but stops nothing.
pub(super) fn remarks(rows: &Rows<'_, '_>, today: Date, only_looks: bool) -> Vec<Diagnostic> {
    let Rows { planned, state, .. } = *rows;
    let (mut found, mut lines) = (Told::default(), BTreeMap::new());
    for item in planned {
        let Step::Changed(entry, difference) = &item.step else { continue };
        // What was revoked stays so, whatever its row says: nothing is to be done.
        if state.ledger.is_taken_back(&entry.id) {
            continue;
        }
        found.push("changed-award", || {
            let signed = (state.credential)(&entry.slug).and_then(|bytes| Signed::read(&bytes));
            let other = signed.is_some_and(|signed| !signed.is_of(&item.award.name));
            let name = if other { format!(" --name {:?}", item.award.name) } else { String::new() };
            // Without a word of the row, `reissue` keeps the end that was signed.
            let as_now = if difference.contains(change::NO_END) { " --badge-as-now" } else { "" };
            let lines = lines.entry(&item.sheet.file).or_insert_with(|| LineIndex::of(&item.sheet.text));
            Diagnostic::warning("changed-award", format!("the row differs: {difference}"))
                .in_lines(&item.sheet.file, lines, item.award.span)
                .about(&item.award.name)
                .help(format!(
                    "when what was signed is right, correct the row; when the row is right, `accolade reissue {}{name}{as_now}` puts a new credential in its place",
                    entry.slug
                ))
        });
    }
    let mut all: Vec<Diagnostic> = moved::moved(state).into_iter().collect();
    all.extend(plan::lost(planned, state));
    all.extend(found.finish());
    all.extend(odd::told(planned, state, today, &mut lines));
    all.extend(rows.sheets.iter().flat_map(|sheet| sheet.remarks.iter().cloned()));
    all.extend(rows.no_longer_earned(today, only_looks));
    all
}

/// What a run has done: a line for each file, or with `--json` one for each credential.
pub(super) fn made(globals: &Globals, written: &Written, planned: &[Planned<'_>]) {
    let known = planned.iter().filter(|p| matches!(p.step, Step::Done(_) | Step::Changed(..))).count();
    document(globals, written);
    if globals.json() {
        let line = |entry: &Entry, file: &str, step: &str| {
            globals.json_line(
                &json!({ "step": step, "badge": entry.badge, "award": entry.award, "id": entry.id, "file": file }),
            );
        };
        for file in &written.files {
            file.new.iter().for_each(|entry| line(entry, &file.name, "issued"));
            file.completed.iter().for_each(|entry| line(entry, &file.name, "completed"));
        }
        for (item, entry) in planned.iter().flat_map(|item| item.whose.iter().map(move |entry| (item, entry))) {
            line(entry, ledger::FILE, if item.listing == Some(true) { "listed" } else { "unlisted" });
        }
        return;
    }
    for file in &written.files {
        let again = match file.completed.len() {
            0 => String::new(),
            n if file.new.is_empty() => format!(" ({n} made again from the ledger)"),
            n => format!(" ({n} of them made again from the ledger)"),
        };
        globals.done(&format!("{}  {}{again}", file.name, count(file.new.len() + file.completed.len())));
    }
    let new: usize = written.files.iter().map(|file| file.new.len()).sum();
    let again: usize = written.files.iter().map(|file| file.completed.len()).sum();
    let mut words = vec![if new == 0 { "nothing new to issue".to_owned() } else { format!("issued {}", count(new)) }];
    if again > 0 {
        words.push(format!("completed {} of a run that was cut short", count(again)));
    }
    words.push(match known {
        0 => "none was issued before".to_owned(),
        1 => "1 was issued before".to_owned(),
        n => format!("{n} were issued before"),
    });
    globals.note(&words.join("; "));
    let consents = consents(planned);
    if !consents.is_empty() {
        globals
            .note(&format!("{}: build and publish the site, or it shows what it showed before", consents.join(", ")));
    }
}

/// Says that did.json was made: it has to be found before anybody can check what is signed.
pub(in crate::cmd) fn document(globals: &Globals, written: &Written) {
    if let Some(place) = written.document {
        globals.note(&format!("wrote {place}, which lists the key: build and publish the site, so that it is found"));
    }
}

/// How many credentials are listed from now on, and how many no longer.
fn consents(planned: &[Planned<'_>]) -> Vec<String> {
    let of = |listed| planned.iter().filter(move |item| item.listing == Some(listed));
    let count = |listed| of(listed).map(|item| item.whose.len()).sum();
    let said = |n: usize, what: &str| (n > 0).then(|| format!("{n} {} {what}", if n == 1 { "is" } else { "are" }));
    [said(count(false), "no longer listed"), said(count(true), "listed from now on")].into_iter().flatten().collect()
}

/// What a run would do, row by row.
pub(super) fn plan(planned: &[Planned<'_>], sheets: &[Sheet], ledger: &Ledger, globals: &Globals) {
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    let mut table = Vec::new();
    for item in planned {
        let (step, note) = match &item.step {
            Step::New => (
                "issue",
                credential::last_day(item.badge, item.award).map(|d| format!("valid until {d}")).unwrap_or_default(),
            ),
            Step::Complete(entry) => ("complete", format!("{} is in the ledger, but in no file", entry.slug)),
            Step::Done(entry) => ("skip", issued(entry, ledger)),
            Step::Changed(_, difference) => ("skip", difference.clone()),
        };
        let (step, note) = match (item.listing, &item.step) {
            (Some(true), Step::Done(_) | Step::Changed(..)) => ("list", format!("consent was given; {note}")),
            (Some(false), Step::Done(_) | Step::Changed(..)) => ("unlist", format!("consent was withdrawn; {note}")),
            _ => (step, note),
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
    for row in sheets.iter().flat_map(|sheet| &sheet.skipped) {
        *tally.entry("skip").or_default() += 1;
        if globals.json() {
            globals.json_line(&json!({ "step": "skip", "name": row.name, "note": row.why }));
        }
        let nothing = String::new;
        table.push(["skip".to_owned(), nothing(), nothing(), row.name.clone(), nothing(), row.why.clone()]);
    }
    if !globals.json() {
        for line in columns(&table) {
            globals.result(&clean(&line));
        }
        let words = tally.iter().map(|(step, n)| format!("{n} to {step}")).collect::<Vec<_>>().join(", ");
        let words = if words.is_empty() { "no award is listed" } else { &words };
        globals.note(&format!("{words}; nothing was written"));
    }
}

/// When and as what a credential was issued, and what became of it.
fn issued(entry: &Entry, ledger: &Ledger) -> String {
    let since = if ledger.is_gone(&entry.id) {
        ", and replaced since"
    } else if ledger.is_taken_back(&entry.id) {
        ", and revoked since"
    } else {
        ""
    };
    format!("issued on {} as {}{since}", day(entry.issued), entry.slug)
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
