//! In: what somebody named, of whom nothing is here. Out: what to say: that it was forgotten already, or an error with the names that are
//! nearly it, each with its command. Nothing is done with any of them.

use super::found::Found;
use crate::cmd::registry::Registry;
use crate::diag::Diagnostic;
use crate::draft::{What, suggest};
use crate::issue::plan::Sheet;
use crate::model::people::{folded, sorted_words};

/// The most names that are told.
const MOST: usize = 3;

/// A warning where it was forgotten before, else an error. `left` are the slugs of what a run that was cut short had left, and whether
/// that is removed now.
pub(super) fn told(
    site: &Registry,
    (found, sheets): (&Found<'_>, &[Sheet]),
    who: &str,
    (left, removed): (&[String], bool),
) -> Diagnostic {
    let last = site.ledger.find(who).and_then(|entry| site.ledger.last_of(&entry.id));
    if let Some(event) = last.filter(|event| event.event == What::Forgotten) {
        let message = format!("{who:?} was forgotten already, at {}: nothing of it is here", event.at);
        let help = "nothing is left to do but to build and publish the site";
        return Diagnostic::warning("forgotten-before", message).help(help);
    }
    let near = near(site, found, sheets, who);
    if near.is_empty() && !left.is_empty() {
        let done = if removed { "is completed" } else { "is not completed yet" };
        let message = format!(
            "a run that was cut short {done}, which forgot {}; nothing else here is of {who:?}",
            left.join(", ")
        );
        let help = "when that is the award_id of one of these, nothing is left to do but to build and publish the site; else write the name exactly as it was signed";
        return Diagnostic::warning("forgotten-before", message).help(help);
    }
    let mut help =
        "write the name exactly as it was signed, or name a credential by its slug, address or award_id".to_owned();
    if !near.is_empty() {
        help = format!("if that is who is meant: {}; else {help}", near.join(", or "));
    }
    // Nothing is left by which a name that was forgotten could be known again.
    if site.ledger.forgotten().next().is_some() {
        let (of, other) = match near.is_empty() {
            true => ("that name", String::new()),
            false => ("that very name", " and the other is somebody else".to_owned()),
        };
        help = format!("when {of} was forgotten before, nothing is left to do{other}; {help}");
    }
    Diagnostic::error("unknown-person", format!("nothing here is of {who:?}")).help(help)
}

/// Commands with names and award_ids that are the same but for case, marks and blanks, else for the order of their words; else with the one that differs by a slip.
fn near(site: &Registry, found: &Found<'_>, sheets: &[Sheet], who: &str) -> Vec<String> {
    let people = found.people(site, sheets);
    let entries = site.ledger.entries().iter().filter(|entry| !site.ledger.is_gone(&entry.id));
    let ids: Vec<&str> =
        entries.flat_map(|entry| [entry.award.strip_prefix("id:"), Some(entry.id.as_str())]).flatten().collect();
    let plain = |text: &str| folded(text.trim_end_matches('/'));
    let meant = plain(who);
    let command = |name: &str| {
        let slugs = people.get(name).filter(|slugs| !slugs.is_empty());
        // The slug says which it is where the names look the same.
        match slugs {
            Some(slugs) => format!("{name:?}, `accolade forget {}`", slugs.join(" ")),
            None => format!("`accolade forget {:?}`", name).replace('$', "\\$"),
        }
    };
    let all = || people.keys().map(String::as_str).chain(ids.iter().copied());
    let same: Vec<String> = all().filter(|name| plain(name) == meant).take(MOST).map(command).collect();
    if !same.is_empty() {
        return same;
    }
    // The family name first, as lists have it.
    let turned = sorted_words(who);
    let is_turned = |name: &&str| !turned.is_empty() && sorted_words(name) == turned;
    let same: Vec<String> = people.keys().map(String::as_str).filter(is_turned).take(MOST).map(command).collect();
    if !same.is_empty() {
        return same;
    }
    // Numbers of two people differ by a sign.
    suggest(who, people.keys().map(String::as_str)).map(command).into_iter().collect()
}
