//! In: did.json, and the key that comes to its end. Out: the document that says so, written before the status lists after it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::json;

use super::{document, refused, unfit};
use crate::cmd::registry::Registry;
use crate::cmd::{Exit, Globals};
use crate::issue::keys::{self, End};
use crate::model::day;
use crate::output::vault;

/// A key that comes to its end, in a document that is not written yet.
pub(super) struct Ended {
    place: &'static str,
    text: String,
    key: String,
    how: End,
    at: Timestamp,
}

/// Ends a key in the document; another that signs must be left.
pub(super) fn ended(
    site: &Registry,
    name: &str,
    (how, at): (End, Timestamp),
    globals: &Globals,
) -> Result<Ended, Exit> {
    let (place, bytes, listed) = document(site, globals)?;
    let bad = |error: keys::KeysError| unfit(globals, place, &error);
    let key = keys::find(&listed, name).map_err(bad)?;
    if !listed.iter().any(|other| !other.is_same(key) && other.is_active(at)) {
        let message =
            "it is the only key that signs: `accolade keys rotate` makes the one to come after it, then say this again";
        return Err(refused(globals, "only-key", message));
    }
    let names: Vec<&str> = listed.iter().filter(|other| other.is_same(key)).map(|one| one.id.as_str()).collect();
    let text = keys::end(&bytes, &names, how, at).map_err(bad)?;
    Ok(Ended { place, text, key: key.multibase.clone().unwrap_or_else(|| key.id.clone()), how, at })
}

impl Ended {
    /// Writes the document, and the lists after it, and tells.
    pub(super) fn write(self, dir: &Path, lists: Vec<(PathBuf, String)>, globals: &Globals) -> Result<(), Exit> {
        let Self { place, text, key, how, at } = self;
        let lists = lists.iter().map(|(file, text)| (file.clone(), text.as_bytes()));
        vault::replace_all(std::iter::once((dir.join(place), text.as_bytes())).chain(lists))
            .map_err(|error| globals.unwritten(error))?;
        let said = how.word();
        if globals.json() {
            globals.json_line(&json!({ "step": said, "key": key, "since": at, "document": place, "new": true }));
        } else {
            globals.done(&format!("{key}  {said} since {}", day(at)));
            globals.note(&format!("build and publish the site, or nobody will know: {place} says so"));
        }
        Ok(())
    }
}
