//! In: the issuer that a credential names, and the proofs that hold. Out: the check "the key belongs to the issuer",
//! and who the issuer is known to be. A name alone proves nothing: only keys that the issuer itself lists, or pinned ones.

use super::signature::{Holding, short};
use crate::did::{self, Controller};
use crate::key::multikey_bytes;
use crate::known::Known;
use crate::time;
use crate::verdict::{Check, CheckId, Outcome, Recognition};

/// How one key stands to the issuer.
struct Bond {
    outcome: Outcome,
    code: &'static str,
    note: String,
}

/// The check, and which of the proofs is the issuer's own (the first one otherwise).
pub(super) fn check(issuer: Option<&str>, holding: &[Holding], known: &Known<'_>) -> (Check, usize) {
    let id = issuer.unwrap_or_default();
    let bonds: Vec<Bond> = holding.iter().map(|h| bond(id, h, known)).collect();
    let found = [Outcome::Pass, Outcome::Fail].into_iter().find_map(|o| bonds.iter().position(|b| b.outcome == o));
    let at = found.unwrap_or(0);
    let Some(bond) = bonds.get(at) else {
        let note = "Without a signature that holds, nothing shows who made it.";
        return (Check::new(CheckId::Issuer, Outcome::Unknown, "no-signature", note), 0);
    };
    let mut note = bond.note.clone();
    let others = bonds.iter().filter(|b| b.outcome != Outcome::Pass).count();
    if bond.outcome == Outcome::Pass && others > 0 {
        note.push_str(" Someone else signed it too.");
    }
    (Check::new(CheckId::Issuer, bond.outcome, bond.code, note), at)
}

/// Who the issuer is known to be: only when the key is the issuer's, since anybody can write a name.
pub(super) fn recognise(id: Option<&str>, proven: bool, known: &Known<'_>) -> Recognition {
    match id.and_then(|i| known.issuers.get(i)).filter(|_| proven) {
        Some(entry) if entry.own => Recognition::ThisSite { name: entry.name.clone() },
        Some(entry) => Recognition::Listed { name: entry.name.clone(), basis: entry.basis.clone() },
        None => Recognition::Unknown,
    }
}

fn bond(id: &str, holding: &Holding, known: &Known<'_>) -> Bond {
    let name = known.issuers.get(id).map(|entry| entry.name.as_str());
    let pass = |otherwise: String| {
        let note = name.map_or(otherwise, |n| format!("The key belongs to {n}."));
        Bond { outcome: Outcome::Pass, code: "issuer-key", note }
    };
    // Bytes are enough to compare: the holding key is known to be one.
    match id.strip_prefix("did:key:").map(multikey_bytes) {
        Some(Ok(bytes)) if holding.key.ed25519().is_some_and(|key| *key.bytes() == bytes) => {
            return pass("The key is the issuer's own: its identifier is the key itself.".into());
        }
        Some(Ok(_)) => return other_key(name.unwrap_or("the issuer that the credential names")),
        Some(Err(_)) => {
            let note = "Who signed it is not proven: the issuer's own key is of a kind that is not supported here.";
            return Bond { outcome: Outcome::Unknown, code: "issuer-key-unsupported", note: note.into() };
        }
        None => {}
    }
    let mut keys_known = false;
    let mut reason = "no document with its keys was given".to_owned();
    if let Some((url, document)) = did::document_url(id).and_then(|u| known.documents.get(&u).map(|d| (u, d))) {
        match &*known.documents.memo().controller(id, || Controller::read(&document.bytes, id)) {
            Err(why) => reason.clone_from(why),
            Ok(controller) if controller.names_keys() => {
                keys_known = true;
                if let Some(listed) = controller.allows(&holding.key) {
                    // A key is good for what it signed in its time.
                    return match listed.until {
                        Some(end) if holding.created.is_none_or(|at| at >= end) => retired(end),
                        _ => pass(format!("The key belongs to the issuer, by {}.", short(&url))),
                    };
                }
            }
            Ok(_) => reason = "its document lists no keys".into(),
        }
    }
    if let Some(entry) = known.issuers.get(id).filter(|e| !e.keys.is_empty()) {
        keys_known = true;
        let fits = |k: &crate::known::PinnedKey| {
            k.key == holding.key && k.id.as_deref().is_none_or(|name| name == holding.method)
        };
        if entry.keys.iter().any(fits) {
            return pass(String::new());
        }
    }
    if keys_known {
        return other_key(name.unwrap_or("the issuer that the credential names"));
    }
    let note = format!("Who signed it is not proven: the keys of {} are not known here ({reason}).", short(id));
    Bond { outcome: Outcome::Unknown, code: "issuer-not-resolved", note }
}

fn other_key(name: &str) -> Bond {
    let note = format!("The key does not belong to {}.", short(name));
    Bond { outcome: Outcome::Fail, code: "other-key", note }
}

fn retired(end: jiff::Timestamp) -> Bond {
    let note = format!("The issuer gave this key up on {}, before it signed.", time::day(end));
    Bond { outcome: Outcome::Fail, code: "key-retired", note }
}
