//! In: the names of credentials and of keys. Out: the ledger's entries that are meant, each once, or everything that is wrong with it.

use rayon::prelude::*;

use crate::cmd::registry::Registry;
use crate::cmd::{Exit, Globals, keys};
use crate::diag::Diagnostic;
use crate::draft::What;
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
        let mut wrong = Vec::new();
        if !self.keys.is_empty() {
            let keys = self.stolen(site, globals)?;
            for entry in signed_by(site, &keys) {
                let last = site.ledger.last_of(&entry.id).map(|event| event.event);
                if last == Some(What::Suspended) && !all.iter().any(|named| named.id == entry.id) {
                    let help = "resume or revoke it first; named by itself, it is signed anew and no longer suspended";
                    wrong.push(Diagnostic::error("suspended", "it is suspended").about(&entry.id).help(help));
                }
                all.push(entry);
            }
        }
        if !wrong.is_empty() {
            globals.diagnostics(&wrong);
            return Err(Exit::Bad);
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
    let is_over = |entry: &Entry| {
        let last = site.ledger.last_of(&entry.id).map(|event| event.event);
        matches!(last, Some(What::Revoked | What::Replaced | What::Forgotten))
    };
    let signed = |entry: &&Entry| {
        let signed = site.credential(&entry.slug).and_then(Signed::read);
        !is_over(entry) && signed.is_some_and(|signed| keys.iter().any(|key| signed.is_by(&key.id)))
    };
    site.ledger.entries().par_iter().filter(signed).collect()
}
