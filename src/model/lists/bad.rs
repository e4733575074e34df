//! In: a status list that nobody can rely on, and why. Out: the error that says so, and what signs it again or brings it back.

use std::collections::BTreeSet;

use super::{Purpose, slug};
use crate::diag::{Diagnostic, Place, Span};
use crate::draft::{CONFLICT_OF_WHOLE, Drafts, IdKey, Records, What, suspensions};
use crate::judge::ListFault;

/// What is to be done with a list that is not as this site signed it.
const BACK: &str = "bring it back from your version control, from a backup, or from the published site; then `accolade check` says whether it is as the ledger says";

/// The error about a list.
pub(super) fn told(drafts: &Drafts, (purpose, number): (Purpose, u32), fault: &ListFault) -> Diagnostic {
    let file = purpose.file(number);
    let wrong = |why: &str, help: String| {
        let message =
            format!("nobody can rely on this status list, so nothing says what was {}: {why}", purpose.words().0);
        Diagnostic::error("bad-status-list", message).in_file(&file).help(help)
    };
    match fault {
        ListFault::Conflict(line) => {
            let bytes = drafts.files.iter().find(|(path, _)| path.as_str() == file).map(|(_, bytes)| bytes);
            let text = bytes.map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
            let text = text.lines().nth(line - 1).unwrap_or_default();
            let mut found = wrong("version control left a conflict in it", CONFLICT_OF_WHOLE.to_owned());
            let place = Place::of(file.clone(), text, Span { start: 0, end: text.len() });
            found.place = Some(Place { line: Some(*line), ..place });
            found
        }
        ListFault::Broken(why) => wrong(why, BACK.to_owned()),
        ListFault::Elsewhere(first) => {
            let help = format!(
                "put the `url` back under which it was signed; or, when the site has moved and its credentials look for their list there, keep it there and name it below `issuer` in accolade.yaml: `status: {{url: {first}}}`"
            );
            wrong("it was signed for another address than the one that `url` gives it", help)
        }
        ListFault::Unknown(why) => {
            let help = "bring did.json back from your version control or from the published site, with every key that it ever listed";
            wrong(why, help.to_owned())
        }
        ListFault::Unsound(why) => wrong(why, signs_again(&drafts.ledger, purpose, number)),
        ListFault::OtherDays(why) => {
            let again = signs_again(&drafts.ledger, purpose, number);
            wrong(why, format!("if --as-of names a day before it was signed, name a later one; else {again}"))
        }
    }
}

/// What signs a list again that says what it should.
fn signs_again(ledger: &Records, purpose: Purpose, number: u32) -> String {
    let command = |what: What| match (purpose, what) {
        (Purpose::Revocation, What::Revoked) => Some("revoke"),
        (Purpose::Suspension, What::Suspended) => Some("suspend"),
        (Purpose::Suspension, What::Resumed) => Some("resume"),
        _ => None,
    };
    // Saying again what was said last changes nothing but the signature.
    let mut seen = BTreeSet::new();
    let mut last = ledger.events.iter().rev().filter(|event| seen.insert(IdKey::of(&event.id)));
    let suspensions = suspensions(&ledger.events);
    let said = last.find_map(|event| {
        let other = suspensions.get(event.id.as_str()).filter(|_| event.event.is_of_suspension());
        let event = other.map_or(event, |(_, last)| *last);
        let at = ledger.find(IdKey::of(&event.id))?;
        let command = command(event.event).filter(|_| ledger.issued[at].list() == number)?;
        Some(format!(
            "`accolade {command} {}` says again what the ledger says, and",
            slug(&event.id).unwrap_or(&event.id)
        ))
    });
    let by = said.unwrap_or_else(|| {
        "the next `accolade issue` that gives a place of it away, or `accolade keys rotate`,".to_owned()
    });
    format!("{by} signs it again with the key that is good now, when its places are as the ledger says")
}
