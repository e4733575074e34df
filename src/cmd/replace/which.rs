//! In: the names of credentials and of keys. Out: the ledger's entries that are meant, each once, or everything that is wrong with it.

use rayon::prelude::*;

use crate::cmd::registry::Registry;
use crate::cmd::{Exit, Globals, keys};
use crate::diag::Diagnostic;
use crate::issue::keys::{Listed, find};
use crate::issue::ledger::Entry;
use crate::issue::signed::Signed;

/// Which credentials a person means.
pub(super) struct Which<'a> {
    /// By their names.
    pub(super) ids: &'a [String],
    /// By the keys that signed them.
    pub(super) keys: &'a [String],
}

impl Which<'_> {
    /// The entries that are meant, in the order of the ledger when a key names them.
    pub(super) fn entries<'s>(&self, site: &'s Registry, globals: &Globals) -> Result<Vec<&'s Entry>, Exit> {
        let mut all = site.named(self.ids, globals)?;
        if !self.keys.is_empty() {
            let keys = self.stolen(site, globals)?;
            all.extend(signed_by(site, &keys));
        }
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|entry| seen.insert(entry.id.as_str()));
        Ok(all)
    }

    /// The keys that are named: only of one that may have been in other hands need credentials be signed anew.
    fn stolen(&self, site: &Registry, globals: &Globals) -> Result<Vec<Listed>, Exit> {
        let (place, _, listed) = keys::document(site, globals)?;
        let mut stolen = Vec::new();
        for name in self.keys {
            let key = find(&listed, name).map_err(|error| globals.fail(Exit::Bad, format!("{place}: {error}")))?;
            if key.compromised.is_none() {
                let message = format!("{place} does not say that {} may have been in other hands", key.id);
                let help = format!(
                    "what it signed is good as it is; else say `accolade keys compromised {name} --since DAY` first"
                );
                globals.diagnostics(&[Diagnostic::error("good-key", message).in_file(place).help(help)]);
                return Err(Exit::Bad);
            }
            stolen.push(key.clone());
        }
        Ok(stolen)
    }
}

/// What the site holds that one of these keys signed, and that was not revoked.
fn signed_by<'s>(site: &'s Registry, keys: &[Listed]) -> Vec<&'s Entry> {
    let is_over = |entry: &Entry| site.ledger.is_gone(&entry.id) || site.ledger.is_taken_back(&entry.id);
    let signed = |entry: &&Entry| {
        let signed = site.credential(&entry.slug).and_then(|bytes| Signed::read(&bytes));
        !is_over(entry) && signed.is_some_and(|signed| keys.iter().any(|key| signed.is_by(&key.id)))
    };
    site.ledger.entries().par_iter().filter(signed).collect()
}
