//! In: who issues now, the ledger, what was signed. Out: one word about all that was issued under another `url` or by another `issuer.id`
//! than accolade.yaml names now: both stand in what was signed, for good.

use super::change::base_of;
use super::plan::State;
use super::signed::Signed;
use crate::diag::Diagnostic;

/// The code of it.
pub const MOVED: &str = "moved";

/// Names the settings that are not those of what was issued, with what they were.
#[must_use]
pub fn moved(state: &State<'_>) -> Option<Diagnostic> {
    let held = || state.ledger.entries().iter().filter(|entry| !state.ledger.is_gone(&entry.id));
    let mut bases = held().filter_map(base_of).filter(|base| *base != state.issuer.base);
    let url = bases.next().map(|base| (base, 1 + bases.count()));
    // Who issues is read of the newest that is there: each would have to be opened.
    let newest = held().rev().find_map(|entry| Signed::read(&(state.credential)(&entry.slug)?));
    let id = newest.as_ref().and_then(Signed::issuer).filter(|id| *id != state.issuer.id);
    let of = |count: usize| if count == 1 { "1 credential".to_owned() } else { format!("{count} credentials") };
    let url_was = url.map(|(base, count)| format!("`url: {base}` in {}", of(count)));
    let id_was = id.map(|id| format!("`id: {id}` of the issuer"));
    let names = match (&id_was, &url_was) {
        (None, None) => return None,
        (Some(_), None) => "`issuer.id` in accolade.yaml is not that",
        (None, Some(_)) => "`url` in accolade.yaml is not that",
        (Some(_), Some(_)) => "`issuer.id` and `url` in accolade.yaml are not those",
    };
    let were: Vec<String> = id_was.into_iter().chain(url_was).collect();
    let message = format!("{names} of what was issued ({})", were.join(", "));
    let help = "put it back as it was: it stands in every credential that was issued, and whoever checks one looks there; when the site has moved for good, keep did.json and status/ at the old address, too";
    Some(Diagnostic::warning(MOVED, message).in_file("accolade.yaml").help(help))
}
