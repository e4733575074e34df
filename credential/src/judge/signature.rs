//! In: the proofs of a document, and which signatures hold. Out: the check "nothing was changed since it was signed".
//! Every supported proof must hold; one that cannot be checked is never counted as holding.

use jiff::Timestamp;

use super::prepared::{Case, Claim, Matter, Task};
use crate::ProofSeen;
use crate::key::AnyKey;
use crate::named::suite_in_words;
use crate::verdict::{Check, CheckId, Note, Outcome, Signature};

/// A proof that holds, and the key that made it.
#[derive(Debug, Clone)]
pub(crate) struct Holding {
    pub(crate) key: AnyKey,
    pub(crate) method: String,
    pub(crate) signature: Vec<u8>,
    pub(crate) created: Option<Timestamp>,
    pub(crate) expires: Option<Timestamp>,
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

impl Signatures {
    /// Settles every proof, up to the first that fails; `holds` is asked about each signature with its number.
    pub(super) fn of(cases: Vec<Case>, holds: &mut dyn FnMut(usize, Task<'_>) -> bool) -> Self {
        if cases.is_empty() {
            return plain(Signature::None, Outcome::Fail, "no-proof", "It is not signed.".into());
        }
        let (mut holding, mut seen) = (Vec::new(), Vec::new());
        let mut others = Vec::new();
        let mut unchecked = None;
        let mut number = 0;
        for Case { suite, method, matter } in cases {
            let fate = fate(matter, &mut number, holds);
            seen.push(ProofSeen { suite, method, outcome: fate.outcome() });
            match fate {
                Fate::Holds(h) => holding.push(*h),
                Fate::Unsupported(name) => others.push(suite_in_words(&name)),
                Fate::Fails(code, note) => {
                    return Self { seen, ..plain(Signature::Bad, Outcome::Fail, code, note) };
                }
                Fate::Unchecked(code, note) => unchecked = unchecked.or(Some((code, note))),
            }
        }
        if let Some((code, note)) = unchecked {
            return Self { seen, ..plain(Signature::Error, Outcome::Unknown, code, note) };
        }
        others.sort();
        others.dedup();
        if holding.is_empty() {
            let note = unsupported(&others);
            return Self { seen, ..plain(Signature::Unsupported, Outcome::Unknown, "unsupported-suite", note) };
        }
        let mut note = Note::from("Nothing was changed since it was signed.");
        if !others.is_empty() {
            note.to_mut().push_str(&format!(
                " A further signature is of a kind that is not supported here and was not checked: {}.",
                others.join("; ")
            ));
        }
        let check = Check::new(CheckId::Signature, Outcome::Pass, "signature-good", note);
        Self { check, state: Signature::Good, holding, seen }
    }
}

impl Fate {
    const fn outcome(&self) -> Outcome {
        match self {
            Self::Holds(_) => Outcome::Pass,
            Self::Fails(..) => Outcome::Fail,
            Self::Unchecked(..) | Self::Unsupported(_) => Outcome::Unknown,
        }
    }
}

fn plain(state: Signature, outcome: Outcome, code: &'static str, note: String) -> Signatures {
    let check = Check::new(CheckId::Signature, outcome, code, note);
    Signatures { check, state, holding: Vec::new(), seen: Vec::new() }
}

fn fate(matter: Matter, number: &mut usize, holds: &mut dyn FnMut(usize, Task<'_>) -> bool) -> Fate {
    let claim = match matter {
        Matter::Signed(claim) => *claim,
        Matter::Fails(code, note) => return Fate::Fails(code, note),
        Matter::Unchecked(code, note) => return Fate::Unchecked(code, note),
        Matter::Unsupported(name) => return Fate::Unsupported(name),
    };
    let first = *number;
    *number += claim.candidates.len();
    let found = claim.tasks().enumerate().find(|(at, task)| holds(first + at, *task)).map(|(at, _)| at);
    let Claim { method, signature, created, expires, candidates } = claim;
    match found.and_then(|at| candidates.into_iter().nth(at)) {
        Some(candidate) => Fate::Holds(Box::new(Holding { key: candidate.key, method, signature, created, expires })),
        None => Fate::Fails("signature-bad", "It was changed after it was signed, or another key signed it.".into()),
    }
}

/// That nothing was found out, and why: never as if something were wrong with it.
pub(super) fn unsupported(suites: &[String]) -> String {
    let suites = suites.join("; ");
    format!("It is signed in a way that is not supported here, which says nothing against it: {suites}.")
}

/// Characters of a stranger's text that a note has room for.
const MAX_SHOWN: usize = 160;

/// Text of a stranger, short enough for a note.
pub(super) fn short(text: &str) -> String {
    if text.len() <= MAX_SHOWN && text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.to_owned();
    }
    let clean: String = text.chars().filter(|c| !c.is_control()).take(MAX_SHOWN).collect();
    if clean.len() < text.len() { format!("{clean}…") } else { clean }
}
