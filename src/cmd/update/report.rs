//! In: what became of every document. Out: a line for each, and a finding for each that could not be had: which, why, what
//! to do, and what stays meanwhile.

use accolade_credential::needs::Need;
use jiff::Timestamp;
use serde::Serialize;

use super::rounds::{Fate, Outcome, Project};
use super::{Exit, Globals};
use crate::diag::{Diagnostic, Severity};
use crate::draft::lock::Lock;

/// What `--json` prints about a document.
#[derive(Serialize)]
struct Line<'a> {
    url: &'a str,
    what: String,
    optional: bool,
    outcome: &'static str,
    /// When what is kept was fetched.
    retrieved: Option<Timestamp>,
}

/// Says what would be fetched.
pub(super) fn plan(needs: &[Need], project: &Project, globals: &Globals) {
    for need in needs {
        let retrieved = project.held.get(&need.url).and_then(|held| held.locked.retrieved);
        if globals.json() {
            globals.json_line(&line(need, "planned", retrieved));
        } else {
            let kept = retrieved.map_or_else(String::new, |at| format!(", kept as of {}", day(at)));
            globals.result(&format!("{} ({}{kept})", need.url, need.what.words()));
        }
    }
    globals.note(&match needs.len() {
        0 => NOTHING.to_owned(),
        n => format!("{} would be fetched, and what those name in turn", documents(n)),
    });
}

/// Says what became of each, and gives the findings.
pub(super) fn outcomes(outcomes: &[Outcome], project: &Project, lock: &Lock, globals: &Globals) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for Outcome { need, fate } in outcomes {
        let word = word(fate);
        let kept = project.held.get(&need.url).and_then(|held| held.locked.retrieved);
        if globals.json() {
            let now = matches!(fate, Fate::Came(..) | Fate::Same).then_some(project.now);
            globals.json_line(&line(need, word, now.or(kept)));
        }
        match fate {
            Fate::Came(..) | Fate::Same => globals.note(&format!("{word} {} ({})", need.url, need.what.words())),
            Fate::Gone => {
                globals.note(&format!("gone {}: its host has withdrawn it for good, which revokes it", need.url))
            }
            Fate::Failed(_) | Fate::Refused(_) => found.extend(failed(need, fate, kept)),
        }
    }
    if outcomes.is_empty() {
        globals.note(NOTHING);
    }
    let needed = |url: &&String| outcomes.iter().any(|outcome| outcome.need.url == **url);
    let others = lock.documents.len() - lock.documents.keys().filter(needed).count();
    let mut last = format!("accolade.lock names {}", documents(lock.documents.len()));
    if others > 0 {
        last += &format!("; no credential needs {others} of them (--prune forgets what is not needed)");
    }
    globals.note(&last);
    found
}

/// Says what an update would change, and ends as it would be told to cron: 1 when something is out of date or could not be had.
pub(super) fn check(outcomes: &[Outcome], project: &Project, globals: &Globals) -> Exit {
    let (mut stale, mut found) = (0, Vec::new());
    for Outcome { need, fate } in outcomes {
        let held = project.held.get(&need.url);
        let kept = held.and_then(|held| held.locked.retrieved);
        let word = match (fate, held) {
            (Fate::Came(fetched, _), Some(held)) if *fetched.bytes == *held.bytes => "unchanged",
            (Fate::Came(..), Some(_)) => "changed",
            (Fate::Came(..), None) => "missing",
            (Fate::Gone, _) if project.gone.contains(&need.url) => "unchanged",
            (fate, _) => word(fate),
        };
        if globals.json() {
            globals.json_line(&line(need, word, kept));
        }
        match fate {
            Fate::Came(..) | Fate::Same | Fate::Gone => {
                stale += usize::from(word != "unchanged");
                globals.note(&format!("{word} {} ({})", need.url, need.what.words()));
            }
            Fate::Failed(_) | Fate::Refused(_) => found.extend(failed(need, fate, kept)),
        }
    }
    let failed = found.iter().any(|d| d.severity == Severity::Error);
    globals.diagnostics(&found);
    globals.note(&match (outcomes.is_empty(), stale, failed) {
        (true, ..) => NOTHING.to_owned(),
        (_, 0, false) => "nothing is out of date".to_owned(),
        (_, 0, true) => "nothing is known to be out of date, but not everything could be had".to_owned(),
        (_, n, _) => format!("{} out of date: run `accolade update`", documents(n)),
    });
    if stale > 0 || failed { Exit::Bad } else { Exit::Ok }
}

/// The finding about a document that could not be had.
fn failed(need: &Need, fate: &Fate, kept: Option<Timestamp>) -> Option<Diagnostic> {
    match fate {
        Fate::Failed(why) => {
            let finding = finding(need, "not-fetched", format!("{} was not fetched: {why}", need.url), kept);
            Some(finding.help(why.help()))
        }
        Fate::Refused(why) => {
            let message = format!("{} was not kept: {why}", need.url);
            let help = "ask the issuer for the right document, or save it by other means and import it with --from";
            Some(finding(need, "bad-document", message, kept).help(help))
        }
        Fate::Came(..) | Fate::Same | Fate::Gone => None,
    }
}

const NOTHING: &str = "nothing to fetch: the credentials name no document that is published elsewhere";

fn finding(need: &Need, code: &'static str, mut message: String, kept: Option<Timestamp>) -> Diagnostic {
    if let Some(at) = kept {
        message += &format!("; the one of {} stays", day(at));
    }
    let finding = if need.optional { Diagnostic::warning(code, message) } else { Diagnostic::error(code, message) };
    finding.about(need.what.words())
}

fn line<'a>(need: &'a Need, outcome: &'static str, retrieved: Option<Timestamp>) -> Line<'a> {
    Line { url: &need.url, what: need.what.words(), optional: need.optional, outcome, retrieved }
}

const fn word(fate: &Fate) -> &'static str {
    match fate {
        Fate::Came(..) => "fetched",
        Fate::Same => "unchanged",
        Fate::Gone => "gone",
        Fate::Failed(_) => "not-fetched",
        Fate::Refused(_) => "not-kept",
    }
}

fn documents(count: usize) -> String {
    format!("{count} document{}", if count == 1 { "" } else { "s" })
}

fn day(moment: Timestamp) -> String {
    moment.strftime("%-d %B %Y").to_string()
}
