//! In: a registry, and the key that is good now. Out: its status lists, signed again; and what is wrong with those that cannot be.

use std::path::PathBuf;

use accolade_credential::sign::Signer;

use crate::cmd::registry::{self, Registry};
use crate::cmd::standing::OTHERWISE;
use crate::cmd::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::issue::lists::{List, Purpose};
use crate::issue::status::{self, StatusError};

/// Every status list with its place, signed again by the key that is good now; and what is wrong with those that cannot be.
pub(super) fn signed_lists(site: &Registry, signer: &Signer<'_>) -> (Vec<(PathBuf, String)>, Vec<Diagnostic>) {
    let named = registry::Named { key: signer.key.clone(), method: signer.verification_method.to_owned() };
    let known = site.known(&named);
    let known = registry::known(signer.created, &known);
    let (mut signed, mut wrong) = (Vec::new(), Vec::new());
    for number in 1..=site.ledger.lists() {
        for purpose in [Purpose::Revocation, Purpose::Suspension] {
            let list = List { purpose, number };
            let file = list.file();
            let Some(bytes) = site.source.get(&file) else { continue };
            match status::sign_again((list, bytes), (&site.issuer, &site.ledger), signer, &known) {
                Ok(text) => signed.push((site.dir.join(&file), text)),
                Err(error) => {
                    let help = match error {
                        StatusError::Contradicted(_) => OTHERWISE,
                        _ => {
                            "bring it back from a backup, or from the published site, and revoke anything with the new key"
                        }
                    };
                    wrong.push(Diagnostic::error("bad-status-list", error.to_string()).in_file(file).help(help));
                }
            }
        }
    }
    (signed, wrong)
}

/// A list that was altered does not keep a key from being replaced, but it is told.
pub(super) fn all_signed(wrong: &[Diagnostic], globals: &Globals) -> Result<(), Exit> {
    if wrong.is_empty() {
        return Ok(());
    }
    globals.diagnostics(wrong);
    Err(Exit::Bad)
}
