//! In: a site that issues. Out: the names that each of its credentials states of its holders. Each credential is read once, whoever is
//! asked for and however often.

use std::collections::BTreeMap;

use accolade_credential::holders;
use rayon::prelude::*;

use crate::cmd::registry::Registry;
use crate::issue::ledger::Entry;

/// Names of holders, by the ids of the credentials that the site holds.
pub(super) struct Holders<'a>(BTreeMap<&'a str, Vec<String>>);

impl<'a> Holders<'a> {
    pub(super) fn of(site: &'a Registry) -> Self {
        let names = |entry: &'a Entry| Some((entry.id.as_str(), holders(&site.credential(&entry.slug)?)));
        Self(site.ledger.entries().par_iter().filter_map(names).collect())
    }

    /// The names in a credential; none for one that is not there.
    pub(super) fn names(&self, entry: &Entry) -> &[String] {
        self.0.get(entry.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Whether a credential is of somebody of this name.
    pub(super) fn is_of(&self, entry: &Entry, who: &String) -> bool {
        self.names(entry).contains(who)
    }
}
