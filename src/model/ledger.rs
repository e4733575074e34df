//! In: the ledger, and the credentials that are there. Out: an error for each line that its credential does not bear out, and one that
//! names all whose credential is missing. What the ledger says is gone is not asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::gone;
use super::people::folded;
use crate::diag::{Diagnostic, Told};
use crate::draft::{Drafts, IdKey, Records, Undone, What, place_in, undone};
use crate::judge::Judgements;

/// How many are named of those that are missing.
const NAMED: usize = 3;

/// Everything that the ledger and the credentials do not agree on.
pub(super) fn check(drafts: &Drafts, judgements: &Judgements, found: &mut Vec<Diagnostic>) {
    let ledger = &drafts.ledger;
    let gone: BTreeSet<IdKey> = gone::ids(ledger).into_iter().map(IdKey::of).collect();
    let mut told = Told::default();
    let mut there = vec![false; ledger.issued.len()];
    for met in &judgements.met {
        there[met.at] = true;
        if let Some(differs) = met.differs.as_deref().filter(|_| !gone.contains(&ledger.issued[met.at].key)) {
            told.push("ledger-differs", || {
                let (number, text, id) = ledger.line(met.at);
                differs.0.told((number, &text), &id, &differs.1)
            });
        }
    }
    for at in ledger.twice() {
        there[at] = true;
        told.push("bad-ledger", || twice(ledger, at));
    }
    found.extend(told.finish());
    one_award(ledger, judgements, found);
    found.extend(undone(&ledger.events).iter().map(told_undone));
    let first_of_two: BTreeSet<IdKey> = ledger.twice().map(|at| ledger.issued[at].key).collect();
    let is_missing = |at: &usize| {
        let key = &ledger.issued[*at].key;
        !there[*at] && !gone.contains(key) && !first_of_two.contains(key)
    };
    // What was refused was said already, and may be the very ones; of what is withheld it is known which they are.
    let withheld: BTreeSet<IdKey> = judgements.withheld.iter().map(|one| IdKey::of(&one.id)).collect();
    let refused = judgements.summary.refused.saturating_sub(judgements.withheld.len());
    let is_shown = |at: &usize| !withheld.contains(&ledger.issued[*at].key);
    let missing: Vec<usize> = (0..there.len()).filter(is_missing).filter(is_shown).collect();
    if drafts.site.issuer.is_some() && missing.len() > refused {
        found.push(lost(ledger, &missing));
    }
}

fn twice(ledger: &Records, at: usize) -> Diagnostic {
    let (number, text, id) = ledger.line(at);
    let help = "take one of the two lines out, or bring the ledger back from your version control";
    let mut found = Diagnostic::error("bad-ledger", "this credential stands there twice").about(id).help(help);
    found.place = Some(place_in(number, &text, "id"));
    found
}

/// Whose the credentials of these keys are.
fn names(keys: &BTreeSet<IdKey>, judgements: &Judgements) -> BTreeMap<IdKey, String> {
    if keys.is_empty() {
        return BTreeMap::new();
    }
    let all = judgements.parts.iter().flatten().map(|judged| &judged.kept.facts);
    let named = all.filter_map(|facts| Some((IdKey::of(facts.id.as_deref()?), facts.recipient.as_deref()?)));
    named.filter(|(key, _)| keys.contains(key)).map(|(key, name)| (key, name.to_owned())).collect()
}

/// Awards for which two good credentials exist, as after two people issued at once; or two rows had one number, each in a copy.
fn one_award(ledger: &Records, judgements: &Judgements, found: &mut Vec<Diagnostic>) {
    if ledger.of_one_award.is_empty() {
        return;
    }
    let over = ledger.events.iter().filter(|event| event.event.is_gone() || event.event.is_taken_back());
    let over: BTreeSet<IdKey> = over.map(|event| IdKey::of(&event.id)).collect();
    let good = |all: &Vec<usize>| -> Vec<usize> {
        let mut keys = BTreeSet::new();
        let good = all.iter().copied().filter(|at| !over.contains(&ledger.issued[*at].key));
        good.filter(|at| keys.insert(ledger.issued[*at].key)).collect()
    };
    let several: Vec<Vec<usize>> = ledger.of_one_award.iter().map(good).filter(|good| good.len() > 1).collect();
    let names = names(&several.iter().flatten().map(|at| ledger.issued[*at].key).collect(), judgements);
    let name = |at: usize| names.get(&ledger.issued[at].key);
    for good in &several {
        let [first, others @ ..] = &good[..] else { continue };
        for other in others {
            let ((earlier, _, id), (number, text, later)) = (ledger.line(*first), ledger.line(*other));
            let (message, help) = match (name(*first), name(*other)) {
                (Some(one), Some(two)) if folded(one) != folded(two) => (
                    format!("two people have this award: {one:?}, as {id} in line {earlier}, and here {two:?}"),
                    format!(
                        "when they are two: `accolade revoke {later}`, give the row of {two:?} an award_id that no other row has, and run `accolade issue`, which signs theirs anew; when they are one, take back the one with the wrong name, by its address"
                    ),
                ),
                _ => (
                    format!("this award was issued already, as {id} in line {earlier}"),
                    "if it is one award, keep the one that its holder has, and take the other back: `accolade revoke` with its address, not with the number of the award".to_owned(),
                ),
            };
            let mut twice = Diagnostic::error("issued-twice", message).about(later).help(help);
            twice.place = Some(place_in(number, &text, "award"));
            found.push(twice);
        }
    }
}

/// What one person said of a credential while another put a good one into its place.
fn told_undone(undone: &Undone<'_>) -> Diagnostic {
    let Undone { said, by, before } = undone;
    let (what, command) = match said.event {
        What::Forgotten => ("its holder was to be forgotten", "forget"),
        What::Suspended => ("it was suspended", "suspend"),
        _ => ("it was revoked", "revoke"),
    };
    let message = format!("{what}, and {by}, which stands in its place, is good");
    let stays = match said.event {
        What::Forgotten => String::new(),
        _ => format!("; if that one stays good, knowing this: `accolade {command} {} --alone`", said.id),
    };
    let help = match before {
        true => {
            format!("two people worked at the same time: `accolade {command} {by}` says it of that one as well{stays}")
        }
        false => format!("if that one is meant as well: `accolade {command} {by}`{stays}"),
    };
    let found = if *before { Diagnostic::error("undone", message) } else { Diagnostic::warning("undone", message) };
    found.in_file("ledger.jsonl").about(&said.id).help(help)
}

fn lost(ledger: &Records, missing: &[usize]) -> Diagnostic {
    let ids: Vec<String> = missing.iter().take(NAMED).map(|at| ledger.line(*at).2).collect();
    let (number, text, _) = ledger.line(missing[0]);
    let more = match missing.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let (count, are) = match missing.len() {
        1 => ("1 credential".to_owned(), "is"),
        n => (format!("{n} credentials"), "are"),
    };
    let message =
        format!("{count} of the ledger {are} in no file below credentials/ that can be read: {}{more}", ids.join(", "));
    let help = "if `accolade issue` was cut short, run it again: it makes them again, the same to the byte; else bring the files back from a backup";
    let mut found = Diagnostic::error("lost-credential", message).help(help);
    found.place = Some(place_in(number, &text, "id"));
    found
}
