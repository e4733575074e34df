//! In: the ledger, and the names that a person gave. Out: the credentials that they mean, whether one may be changed without another, and which
//! of the same awards stay as good as they were.

use std::collections::{BTreeMap, BTreeSet};

use crate::cmd::registry::Registry;
use crate::cmd::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::draft::What;
use crate::issue::ledger::{self, Entry};
use crate::issue::lists::List;

/// The entries that a person means: a credential by its own name, and by the name of its award all of that award that the change
/// concerns. One that was renewed is as good as the one in its place until it ends.
pub(super) fn meant<'s>(
    site: &'s Registry,
    ids: &[String],
    what: What,
    globals: &Globals,
) -> Result<Vec<&'s Entry>, Exit> {
    let ledger = &site.ledger;
    let concerned = |entry: &&Entry| {
        let last = ledger.last_of(&entry.id).map(|last| last.event);
        match what {
            // Saying it again repairs what was cut short.
            What::Revoked => last == Some(What::Revoked) || is_good(site, entry),
            What::Resumed => ledger.was_suspended(&entry.id),
            _ => is_good(site, entry),
        }
    };
    let mut all: Vec<&Entry> = Vec::new();
    for (id, entry) in ids.iter().zip(site.named(ids, globals)?) {
        let mut of_award = Vec::new();
        if !ledger.is_name_of_one(id) {
            of_award = ledger.of_one_award(entry);
            of_award.retain(concerned);
        }
        // Where it concerns none of them, it is told of the last one why not.
        all.extend(if of_award.is_empty() { vec![entry] } else { of_award });
    }
    let mut seen = BTreeSet::new();
    all.retain(|entry| seen.insert(entry.id.as_str()));
    Ok(all)
}

/// Whether whoever holds a credential can show it as a good one, or one that may be resumed.
fn is_good(site: &Registry, entry: &Entry) -> bool {
    let last = site.ledger.last_of(&entry.id).map(|last| last.event);
    !site.ledger.is_taken_back(&entry.id) && last != Some(What::Forgotten)
}

/// A place that two credentials have is set for both or for none.
pub(super) fn alone(site: &Registry, entry: &Entry, named: &BTreeSet<&str>) -> Result<(), Diagnostic> {
    let mut others = site.ledger.sharing(entry);
    others.retain(|other| !named.contains(other.id.as_str()));
    let Some(other) = others.first() else { return Ok(()) };
    let message =
        format!("{} has the same place, {} of {}", other.id, entry.index, List::revocation(entry.list).file());
    let help = format!(
        "whatever is said of the one would be said of the other: `accolade reissue {}` first, which gives that one a place of its own",
        other.slug
    );
    Err(Diagnostic::error("shared-place", message).in_file(ledger::FILE).about(&entry.id).help(help))
}

/// A warning for each credential of the same awards that is as good as it was.
pub(super) fn still_good(site: &Registry, entries: &[&Entry], named: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let all: BTreeMap<&str, &Entry> = entries
        .iter()
        .flat_map(|entry| site.ledger.of_one_award(entry))
        .filter(|other| is_good(site, other) && !named.contains(other.id.as_str()))
        .map(|other| (other.id.as_str(), other))
        .collect();
    let told = |other: &Entry| {
        let help = format!("name it too when it is meant: {}; or name the award, which is all of them", other.slug);
        Diagnostic::warning("still-good", "this credential of the same award is still good".to_owned())
            .in_file(ledger::FILE)
            .about(&other.id)
            .help(help)
    };
    all.into_values().map(told).collect()
}
