//! In: a document and its proofs. Out: the check "nothing was changed since it was signed", and the proofs that hold.
//! Every supported proof must hold; one that cannot be checked is never counted as holding.

use jiff::Timestamp;

use super::{MAX_PROOFS, keys};
use crate::ProofSeen;
use crate::json::Json;
use crate::key::AnyKey;
use crate::known::Known;
use crate::proof::{Failure, Proof, Unsecured, Unusable};
use crate::verdict::{Check, CheckId, Outcome, Signature};

/// A proof that holds, and the key that made it.
#[derive(Debug, Clone)]
pub(super) struct Holding {
    pub(super) key: AnyKey,
    pub(super) method: String,
    pub(super) signature: Vec<u8>,
    pub(super) created: Option<Timestamp>,
    pub(super) expires: Option<Timestamp>,
}

/// What became of all proofs together.
#[derive(Debug)]
pub(super) struct Signatures {
    pub(super) check: Check,
    pub(super) state: Signature,
    /// Empty unless the state is good.
    pub(super) holding: Vec<Holding>,
    /// Every proof that was looked at, in order.
    pub(super) seen: Vec<ProofSeen>,
}

/// What became of one proof.
enum Fate {
    Holds(Box<Holding>),
    Fails(&'static str, String),
    Unchecked(&'static str, String),
    Unsupported(String),
}

/// Checks every proof of a document.
pub(super) fn check(unsecured: &Unsecured<'_>, proofs: &[Json], issuer: Option<&str>, known: &Known<'_>) -> Signatures {
    if proofs.is_empty() {
        return plain(Signature::None, Outcome::Fail, "no-proof", "It is not signed.".into());
    }
    if proofs.len() > MAX_PROOFS {
        let note = format!("It has {} signatures; more than {MAX_PROOFS} are not looked at.", proofs.len());
        return plain(Signature::Error, Outcome::Unknown, "too-many-proofs", note);
    }
    let (mut holding, mut seen) = (Vec::new(), Vec::new());
    let mut unsupported = Vec::new();
    let mut unchecked = None;
    for entry in proofs {
        let fate = judge(entry, unsecured, issuer, known);
        seen.push(proof_seen(entry, &fate));
        match fate {
            Fate::Holds(h) => holding.push(*h),
            Fate::Unsupported(name) => unsupported.push(name),
            Fate::Fails(code, note) => {
                return Signatures { seen, ..plain(Signature::Bad, Outcome::Fail, code, note) };
            }
            Fate::Unchecked(code, note) => unchecked = unchecked.or(Some((code, note))),
        }
    }
    if let Some((code, note)) = unchecked {
        return Signatures { seen, ..plain(Signature::Error, Outcome::Unknown, code, note) };
    }
    unsupported.sort();
    unsupported.dedup();
    let others = unsupported.join(", ");
    if holding.is_empty() {
        let note = format!("It is signed in a way that is not supported here: {others}.");
        return Signatures { seen, ..plain(Signature::Unsupported, Outcome::Unknown, "unsupported-suite", note) };
    }
    let mut note = "Nothing was changed since it was signed.".to_owned();
    if !others.is_empty() {
        note.push_str(&format!(
            " A further signature is of a kind that is not supported here and was not checked: {others}."
        ));
    }
    Signatures {
        check: Check::new(CheckId::Signature, Outcome::Pass, "signature-good", note),
        state: Signature::Good,
        holding,
        seen,
    }
}

/// A proof by the names that it states, and what became of it.
fn proof_seen(entry: &Json, fate: &Fate) -> ProofSeen {
    let text = |name: &str| entry.get(name).and_then(Json::as_str);
    let suite = text("cryptosuite").or_else(|| text("type")).map_or_else(|| "unnamed".to_owned(), short);
    let outcome = match fate {
        Fate::Holds(_) => Outcome::Pass,
        Fate::Fails(..) => Outcome::Fail,
        Fate::Unchecked(..) | Fate::Unsupported(_) => Outcome::Unknown,
    };
    ProofSeen { suite, method: text("verificationMethod").map(short), outcome }
}

fn plain(state: Signature, outcome: Outcome, code: &'static str, note: String) -> Signatures {
    Signatures {
        check: Check::new(CheckId::Signature, outcome, code, note),
        state,
        holding: Vec::new(),
        seen: Vec::new(),
    }
}

fn judge(entry: &Json, unsecured: &Unsecured<'_>, issuer: Option<&str>, known: &Known<'_>) -> Fate {
    let proof = match Proof::read(entry) {
        Ok(proof) => proof,
        Err(Unusable::Unsupported(name)) => return Fate::Unsupported(short(&name)),
        Err(Unusable::Malformed(why)) => {
            return Fate::Fails("malformed-proof", format!("The signature is malformed: {why}."));
        }
    };
    let bytes = match unsecured.signed_bytes(&proof) {
        Ok(bytes) => bytes,
        Err(Failure::Bad(why)) => return Fate::Fails("proof-mismatch", format!("The signature does not fit: {why}.")),
        Err(Failure::Rdf(e)) => {
            return Fate::Unchecked(e.code, format!("What was signed could not be made out: {}.", e.message));
        }
    };
    let keys = match keys::find(proof.method, issuer, known) {
        Ok(keys) => keys,
        Err(why) => {
            let note = format!("The key {} could not be found: {why}.", short(proof.method));
            return Fate::Unchecked("key-not-found", note);
        }
    };
    match keys.into_iter().find(|key| key.verifies(&bytes, &proof.signature)) {
        Some(key) => Fate::Holds(Box::new(Holding {
            key,
            method: proof.method.to_owned(),
            signature: proof.signature,
            created: proof.created,
            expires: proof.expires,
        })),
        None => Fate::Fails("signature-bad", "It was changed after it was signed, or another key signed it.".into()),
    }
}

/// Text of a stranger, short enough for a note.
pub(super) fn short(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control()).take(160).collect();
    if clean.len() < text.len() { format!("{clean}…") } else { clean }
}
