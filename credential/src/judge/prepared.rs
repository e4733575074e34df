//! In: what a front end made out of a file: its form, its proofs. Out, given which signatures hold: everything
//! but the status. Nothing here does cryptography, so that one file's signatures can be checked with many others'.

use std::sync::Arc;

use jiff::Timestamp;

use super::remembered::Earlier;
use super::signature::Signatures;
use super::{issuer, not_read, validity};
use crate::ProofSeen;
use crate::credential::Credential;
use crate::key::{AnyKey, Combs, Signed};
use crate::known::Known;
use crate::verdict::{Check, CheckId, Note, Outcome, Seal, Signature};

/// A document that is read, with signatures that are not yet checked.
pub(crate) struct Prepared {
    /// The issuer that it names.
    pub(crate) issuer_id: Option<String>,
    /// The credential, or the format check that says why it is none.
    pub(crate) form: Result<Credential, Check>,
    /// Every proof, in the order of the document. None: it is not signed.
    pub(crate) proofs: Vec<Case>,
    /// Whether the credential was read from a JSON object as it stands, without its proofs.
    pub(crate) as_it_stands: bool,
}

/// One proof as its front end made it out.
pub(crate) struct Case {
    /// The suite or algorithm by its published name, or a stranger's word, shortened: for reports.
    pub(crate) suite: String,
    /// The key as the proof names it, shortened: for reports.
    pub(crate) method: Option<String>,
    /// What there is to check.
    pub(crate) matter: Matter,
}

/// What a proof asks for.
pub(crate) enum Matter {
    /// A signature to check: the proof holds if it is by one of the candidates.
    Signed(Box<Claim>),
    /// It holds for no reading of the document: code and sentence.
    Fails(&'static str, String),
    /// It could not be found out: code and sentence.
    Unchecked(&'static str, String),
    /// A suite that is not supported, by its name, shortened.
    Unsupported(String),
}

/// A signature, what it claims, and who may have made it.
pub(crate) struct Claim {
    /// The verification method in full.
    pub(crate) method: String,
    /// As long as its algorithm makes it.
    pub(crate) signature: Vec<u8>,
    pub(crate) created: Option<Timestamp>,
    pub(crate) expires: Option<Timestamp>,
    /// Never empty, or the claim fails.
    pub(crate) candidates: Vec<Candidate>,
}

/// A key that may have made a signature, and the bytes that it then signed: these may depend on the key.
pub(crate) struct Candidate {
    pub(crate) key: AnyKey,
    /// `None` when it is remembered that this key made every signature of the document.
    pub(crate) bytes: Option<Arc<[u8]>>,
}

/// One signature to check.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    pub(crate) key: &'a AnyKey,
    /// `None` when it is remembered to hold.
    pub(crate) bytes: Option<&'a [u8]>,
    pub(crate) signature: &'a [u8],
}

impl Task<'_> {
    /// Checks it alone; `combs` are of keys that were met before.
    pub(crate) fn holds(&self, combs: &Combs) -> bool {
        let Some(message) = self.bytes else { return true };
        match self.key {
            AnyKey::Ed25519(key) => combs.holds(&Signed { key, message, signature: self.signature }),
            other => other.verifies(message, self.signature),
        }
    }
}

/// Everything but the status: what a status list is judged by too.
pub(crate) struct Examined {
    /// Empty unless the format check passes.
    pub(crate) credential: Credential,
    pub(crate) issuer_id: Option<String>,
    pub(crate) format: Check,
    pub(crate) signature: Check,
    pub(crate) state: Signature,
    pub(crate) issuer: Check,
    pub(crate) validity: Check,
    pub(crate) seal: Option<Seal>,
    pub(crate) proofs: Vec<ProofSeen>,
    /// The key that made every signature, when it is well-formed, all hold, and one key made them.
    pub(crate) sole: Option<AnyKey>,
    /// As of [`Prepared`].
    pub(crate) as_it_stands: bool,
}

impl Prepared {
    /// Of tokens: what is remembered of their keys need not be calculated.
    pub(crate) fn recalled(mut self, earlier: Earlier<'_>) -> Self {
        for case in &mut self.proofs {
            let Matter::Signed(claim) = &mut case.matter else { continue };
            for candidate in &mut claim.candidates {
                if earlier.holds(&candidate.key) {
                    candidate.bytes = None;
                }
            }
        }
        self
    }

    /// Every signature to check, in order.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = Task<'_>> {
        self.proofs.iter().flat_map(Case::tasks)
    }

    /// What there is to say, given which of [`Self::tasks`] hold: `holds` is asked by a task and its number, not for all.
    pub(crate) fn settle(self, known: &Known<'_>, holds: &mut dyn FnMut(usize, Task<'_>) -> bool) -> Examined {
        let Self { issuer_id, form, proofs, as_it_stands } = self;
        let Signatures { check: signature, state, holding, seen } = Signatures::of(proofs, holds);
        let dated = form.as_ref().ok().and_then(|credential| credential.valid_from);
        let bonds = issuer::check(issuer_id.as_deref(), &holding, dated, known);
        let (format, credential, validity) = match form {
            Ok(credential) => {
                let note = "It can be read, and every term in it has a published meaning.";
                let note = match credential.subjects.len() {
                    0 | 1 => Note::from(note),
                    n => format!(
                        "{note} It is about {n} subjects, in the order of their ids; one is shown as the earner."
                    )
                    .into(),
                };
                let validity = validity::check(&credential, &holding, known.as_of);
                (Check::new(CheckId::Format, Outcome::Pass, "well-formed", note), credential, validity)
            }
            Err(check) => (check, Credential::default(), not_read(CheckId::Validity)),
        };
        // Dates that do not hold are the clearer word; dates that a thief may have written never hold.
        let validity = bonds.doubt.filter(|_| validity.outcome() != Outcome::Fail).unwrap_or(validity);
        let sole = holding.split_first().filter(|(first, rest)| rest.iter().all(|other| other.key == first.key));
        let sole = sole.filter(|_| format.outcome() == Outcome::Pass).map(|(first, _)| first.key.clone());
        let seal = holding.get(bonds.own).map(|h| Seal::of(&h.key.one_form(&h.signature)));
        let (issuer, proofs) = (bonds.check, seen);
        Examined { credential, issuer_id, format, signature, state, issuer, validity, seal, proofs, sole, as_it_stands }
    }
}

impl Case {
    /// Whether it is remembered that the document is well-formed and one key made every signature of it, which may be this one's.
    pub(crate) fn is_recalled(&self) -> bool {
        matches!(&self.matter, Matter::Signed(claim) if claim.candidates.iter().any(|one| one.bytes.is_none()))
    }

    fn tasks(&self) -> impl Iterator<Item = Task<'_>> {
        let claim = match &self.matter {
            Matter::Signed(claim) => Some(claim),
            _ => None,
        };
        claim.into_iter().flat_map(|claim| claim.tasks())
    }
}

impl Claim {
    /// One task a candidate, in order.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = Task<'_>> {
        self.candidates.iter().map(|c| Task { key: &c.key, bytes: c.bytes.as_deref(), signature: &self.signature })
    }
}
