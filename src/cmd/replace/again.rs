//! In: a credential that is to be good until a day. Out: the one in its place that is good until that day already, as after a run that was cut
//! short and has been completed since: saying it again is no mistake then, and changes nothing.

use jiff::civil::Date;
use serde_json::json as value;

use crate::cmd::Globals;
use crate::cmd::registry::Registry;
use crate::draft::{Followed, What};
use crate::issue::ledger::Entry;
use crate::issue::make;
use crate::issue::signed::Signed;

/// The renewed credential, good until this day (without one, for as long as its badge says from today on), when there is one; says so.
pub(super) fn is_renewed(
    site: &Registry,
    named: &Entry,
    (until, today): (Option<Date>, Date),
    globals: &Globals,
) -> bool {
    let Some((old, new, end)) = renewed(site, named) else { return false };
    let period = || today.checked_add(site.badges.get(&new.badge)?.valid_for?).ok();
    if until.or_else(period) != Some(end) {
        return false;
    }
    if globals.json() {
        let file = site.line_file(&new.slug).map(ToString::to_string);
        let file = file.unwrap_or_else(|| make::credential_file(&new.slug));
        globals.json_line(&value!({ "step": "replaced", "old": old, "id": new.id, "file": file, "new": false }));
    } else {
        globals.done(&format!("{}  was renewed before, until {end}", new.id));
    }
    true
}

/// The id of one that was renewed, the one that stands in its place and is good, and until when that is.
fn renewed<'s>(site: &'s Registry, named: &'s Entry) -> Option<(&'s str, &'s Entry, Date)> {
    let ledger = &site.ledger;
    let new = match ledger.is_gone(&named.id) {
        true => ledger.line_of(Followed::of(ledger.events()).last(&named.id)?)?.0,
        false => named,
    };
    let is_by = |by: &Option<String>| by.as_deref() == Some(new.id.as_str());
    let event = ledger.events().iter().find(|event| event.event == What::Renewed && is_by(&event.by))?;
    let is_suspended = ledger.last_of(&new.id).is_some_and(|last| last.event == What::Suspended);
    if ledger.is_gone(&new.id) || ledger.is_taken_back(&new.id) || is_suspended {
        return None;
    }
    let (_, end) = Signed::read(&site.credential(&new.slug)?)?.renewed()?;
    Some((&event.id, new, end?))
}
