//! In: the ledger, and the status lists. Out: an error for each list that is missing or that nobody can rely on, for each place that two
//! good credentials have, and for each place that is not set as the ledger says: an older list would publish as good what was revoked.

mod bad;

use std::collections::{BTreeMap, BTreeSet};

use accolade_credential::status::StatusList;

use crate::diag::Diagnostic;
use crate::draft::{Drafts, IdKey, Records, What, place_in, suspensions};
use crate::judge::Judgements;

/// How many places are told of each kind that are not as the ledger says.
const MOST: usize = 20;

/// What a list says of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Purpose {
    Revocation,
    Suspension,
}

/// A place: the number of the list, from 1, and the index in it.
type Place = (u32, u32);

/// Everything in which the ledger and the status lists do not agree.
pub(super) fn check(drafts: &Drafts, judgements: &Judgements, found: &mut Vec<Diagnostic>) {
    let ledger = &drafts.ledger;
    if drafts.site.issuer.is_none() {
        return;
    }
    let said = Said::of(ledger);
    shared(ledger, &said, found);
    let mut used: BTreeMap<(Purpose, u32), usize> = BTreeMap::new();
    for (at, one) in ledger.issued.iter().enumerate() {
        used.entry((Purpose::Revocation, one.list())).or_insert(at);
        if said.suspension.contains_key(&one.key) {
            used.entry((Purpose::Suspension, one.list())).or_insert(at);
        }
    }
    for met in judgements.met.iter().filter(|met| met.suspends) {
        used.entry((Purpose::Suspension, ledger.issued[met.at].list())).or_insert(met.at);
    }
    for ((purpose, number), first) in used {
        let file = purpose.file(number);
        let Some(list) = judgements.lists.get(&file) else {
            found.push(missing(ledger, &file, first));
            continue;
        };
        found.extend(list.fault.as_ref().map(|fault| bad::told(drafts, (purpose, number), fault)));
        if let Some(bits) = &list.bits {
            compare(ledger, &said, (purpose, number, bits), found);
        }
    }
}

impl Purpose {
    fn file(self, number: u32) -> String {
        match self {
            Self::Revocation => format!("status/{number}.json"),
            Self::Suspension => format!("status/{number}-suspension.json"),
        }
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Revocation => ("revoked", "revoke"),
            Self::Suspension => ("suspended", "suspend"),
        }
    }
}

/// What the ledger says became of credentials.
#[derive(Default)]
struct Said {
    /// Those that were revoked.
    taken_back: BTreeSet<IdKey>,
    /// Those that were suspended once, and whether they are.
    suspension: BTreeMap<IdKey, bool>,
    gone: BTreeSet<IdKey>,
}

impl Said {
    fn of(ledger: &Records) -> Self {
        let mut said = Self::default();
        for event in &ledger.events {
            let key = IdKey::of(&event.id);
            if event.event.is_taken_back() {
                said.taken_back.insert(key);
            }
            if event.event.is_gone() {
                said.gone.insert(key);
            }
        }
        let last = suspensions(&ledger.events).into_iter();
        said.suspension = last.map(|(id, (_, last))| (IdKey::of(id), last.event == What::Suspended)).collect();
        said
    }

    fn is_set(&self, purpose: Purpose, key: &IdKey) -> bool {
        match purpose {
            Purpose::Revocation => self.taken_back.contains(key),
            Purpose::Suspension => self.suspension.get(key).copied().unwrap_or(false),
        }
    }
}

/// Places that several good credentials share: none of them can be revoked without the others.
fn shared(ledger: &Records, said: &Said, found: &mut Vec<Diagnostic>) {
    let good = |at: &usize| {
        let key = &ledger.issued[*at].key;
        !said.gone.contains(key) && !said.taken_back.contains(key)
    };
    let placed = (0..ledger.issued.len()).filter(good);
    let mut places: Vec<(Place, usize)> = placed.filter_map(|at| Some((ledger.issued[at].place()?, at))).collect();
    places.sort_unstable();
    for same in places.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        let (earlier, _, first) = ledger.line(same[0].1);
        for (place, at) in &same[1..] {
            // One that stands there twice is told as that.
            if ledger.issued[*at].key == ledger.issued[same[0].1].key {
                continue;
            }
            let (number, text, id) = ledger.line(*at);
            let file = Purpose::Revocation.file(place.0);
            let message = format!(
                "place {} of {file} was given to {first} in line {earlier}, too: neither could be revoked without the other",
                place.1
            );
            let help = format!(
                "`accolade reissue {}` puts one with a place of its own in its place",
                slug(&id).unwrap_or(&id)
            );
            let mut twice = Diagnostic::error("shared-place", message).help(help).about(id);
            twice.place = Some(place_in(number, &text, "index"));
            found.push(twice);
        }
    }
}

fn missing(ledger: &Records, file: &str, first: usize) -> Diagnostic {
    let (number, text, id) = ledger.line(first);
    let message =
        format!("{file} is missing: what was issued could no longer be checked, and what was revoked would not be");
    let help = "bring it back from your version control, from a backup, or from the published site";
    let mut found = Diagnostic::error("lost-status-list", message).about(id).help(help);
    found.place = Some(place_in(number, &text, "index"));
    found
}

/// Tells the places that are not set as the ledger says.
fn compare(
    ledger: &Records,
    said: &Said,
    (purpose, number, bits): (Purpose, u32, &StatusList),
    found: &mut Vec<Diagnostic>,
) {
    let here = || ledger.issued.iter().enumerate().filter(|(_, one)| one.list() == number);
    let index = |at: usize| ledger.issued[at].place().map(|(_, index)| index);
    // A place that several have is set for all of them.
    let to_set = here().filter(|(_, one)| said.is_set(purpose, &one.key));
    let to_set: BTreeSet<u32> = to_set.filter_map(|(at, _)| index(at)).collect();
    let (mut unset, mut set) = (Vec::new(), Vec::new());
    for (at, one) in here() {
        let Some(index) = index(at) else { continue };
        let is = bits.get(index as usize).unwrap_or(false);
        if !is && said.is_set(purpose, &one.key) {
            unset.push(at);
        } else if is && !to_set.contains(&index) {
            set.push(at);
        }
    }
    let file = purpose.file(number);
    let (past, command) = purpose.words();
    for at in unset.iter().take(MOST) {
        let what = format!("the ledger says that it was {past}, and its place in {file} is not set");
        let help = "sets it again; the list may be an older one";
        found.push(differs(ledger, *at, (what, format!("`accolade {command} {{}}` {help}"))));
    }
    for at in set.iter().take(MOST) {
        let what = format!("its place in {file} is set, and the ledger does not say that it is {past}");
        let resumed = purpose == Purpose::Suspension && said.suspension.contains_key(&ledger.issued[*at].key);
        let help = match resumed {
            true => "`accolade resume {}` clears it, when that was cut short or the list is an older one".to_owned(),
            // To write a revocation down would keep a reissue from being completed.
            false if purpose == Purpose::Revocation => format!(
                "if a `reissue` was cut short, run the same again; if it was a revocation, `accolade {command} {{}}` writes it down; else bring ledger.jsonl and {file} back from your version control as they were together"
            ),
            false => format!(
                "`accolade {command} {{}}` writes it down, when that was cut short; else bring ledger.jsonl and {file} back from your version control as they were together"
            ),
        };
        found.push(differs(ledger, *at, (what, help)));
    }
    let more = unset.len().saturating_sub(MOST) + set.len().saturating_sub(MOST);
    if more > 0 {
        let message = format!("{more} more places of {file} are not as the ledger says");
        let help = format!("bring {file} back from your version control, from a backup, or from the published site");
        found.push(Diagnostic::error("status-differs", message).in_file(file).help(help));
    }
}

/// An error about a place; `{}` in its help is the credential.
fn differs(ledger: &Records, at: usize, (what, help): (String, String)) -> Diagnostic {
    let (number, text, id) = ledger.line(at);
    let index = ledger.issued[at].place().map_or(0, |(_, index)| index);
    let help = help.replace("{}", slug(&id).unwrap_or(&id));
    let mut found = Diagnostic::error("status-differs", format!("{what} (place {index})")).help(help).about(id);
    found.place = Some(place_in(number, &text, "index"));
    found
}

/// The folder of a credential of this site, by which commands know it.
fn slug(id: &str) -> Option<&str> {
    id.trim_end_matches('/').rsplit_once("/credentials/").map(|(_, slug)| slug)
}
