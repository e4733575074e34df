//! In: a credential as bytes or a value, and what is known. Out: a `Judgement`: five checks, and the verdict they make.
//! Never panics, never fetches, never guesses: what cannot be found out is `Unknown`.

mod issuer;
mod keys;
mod signature;
mod validity;

use crate::credential::Credential;
use crate::json::{self, Json};
use crate::known::Known;
use crate::proof::Unsecured;
use crate::read;
use crate::status;
use crate::verdict::{Check, CheckId, Outcome, Outcomes, Recognition, Seal, Signature, Verdict, fold};
use crate::{Judgement, ProofSeen};

/// The most proofs that are looked at: each costs a signature check, and a chained one the whole document again.
const MAX_PROOFS: usize = 16;

/// Judges a credential in JSON text.
#[must_use]
pub fn judge(bytes: &[u8], known: &Known<'_>) -> Judgement {
    match json::parse(bytes) {
        Ok(json) => judge_owned(json, known),
        Err(e) => unreadable("not-json", format!("It is not readable JSON: {e}.")),
    }
}

/// Judges a credential that was read elsewhere, such as from YAML.
#[must_use]
pub fn judge_value(json: &Json, known: &Known<'_>) -> Judgement {
    judge_owned(json.clone(), known)
}

/// Everything but the status: what a status list is judged by too.
pub(crate) struct Examined {
    /// Empty unless the format check passes.
    pub(crate) credential: Credential,
    /// The document without its proof.
    pub(crate) document: Json,
    pub(crate) issuer_id: Option<String>,
    pub(crate) format: Check,
    pub(crate) signature: Check,
    pub(crate) state: Signature,
    pub(crate) issuer: Check,
    pub(crate) validity: Check,
    pub(crate) seal: Option<Seal>,
    pub(crate) proofs: Vec<ProofSeen>,
}

/// Examines one document: form, signature, issuer, dates. `None` when it is no JSON object.
pub(crate) fn examine(json: Json, known: &Known<'_>) -> Option<Examined> {
    let Json::Object(mut members) = json else { return None };
    let proofs = match members.remove("proof") {
        None => Vec::new(),
        Some(Json::Array(proofs)) => proofs,
        Some(other) => vec![other],
    };
    let issuer_id = read::issuer_id(&members).map(str::to_owned);
    let document = Json::Object(members);
    let unsecured = Unsecured::new(&document, &proofs[..proofs.len().min(MAX_PROOFS)]);
    let signatures = signature::check(&unsecured, &proofs, issuer_id.as_deref(), known);
    let (format, credential) = match read_format(&document, &unsecured) {
        Ok(credential) => (format_pass(), credential),
        Err(check) => (check, Credential::default()),
    };
    let (issuer, own) = issuer::check(issuer_id.as_deref(), &signatures.holding, known);
    let validity = match format.outcome() {
        Outcome::Pass => validity::check(&credential, &signatures.holding, known.as_of),
        _ => not_read(CheckId::Validity),
    };
    let seal = signatures.holding.get(own).map(|h| Seal::of(&h.signature));
    let (signature, state, proofs) = (signatures.check, signatures.state, signatures.seen);
    Some(Examined { credential, issuer_id, format, signature, state, issuer, validity, seal, document, proofs })
}

fn judge_owned(json: Json, known: &Known<'_>) -> Judgement {
    let Some(examined) = examine(json, known) else {
        return unreadable("not-an-object", "It is not a JSON object, so it is no credential.".into());
    };
    let status = match examined.format.outcome() {
        Outcome::Pass => status::check(&examined.credential.status, examined.issuer_id.as_deref(), known),
        _ => not_read(CheckId::Status),
    };
    let Examined { credential, issuer_id, format, signature, state, issuer, validity, seal, proofs, .. } = examined;
    let outcomes = Outcomes {
        format: format.outcome(),
        signature: signature.outcome(),
        issuer: issuer.outcome(),
        validity: validity.outcome(),
        status: status.outcome(),
    };
    let proven = outcomes.format == Outcome::Pass && outcomes.issuer == Outcome::Pass;
    Judgement {
        verdict: fold(outcomes, credential, seal, known.as_of),
        signature: state,
        recognition: issuer::recognise(issuer_id.as_deref(), proven, known),
        issuer: issuer_id,
        checks: vec![format, signature, issuer, validity, status],
        proofs,
    }
}

/// The form: names that mean one thing, every term defined, and a credential that can be read.
fn read_format(document: &Json, unsecured: &Unsecured<'_>) -> Result<Credential, Check> {
    let fail = |code, message: String| Check::new(CheckId::Format, Outcome::Fail, code, message);
    let sentence = |m: &str| {
        let mut letters = m.chars();
        letters.next().map(|c| format!("{}{}.", c.to_uppercase(), letters.as_str())).unwrap_or_default()
    };
    let members = document.as_object().ok_or_else(|| fail("not-an-object", "It is no JSON object.".into()))?;
    read::check_names(members).map_err(|e| fail(e.code, sentence(&e.message)))?;
    unsecured.closed().map_err(|e| {
        let outcome = if e.definite { Outcome::Fail } else { Outcome::Unknown };
        Check::new(CheckId::Format, outcome, e.code, sentence(&e.message))
    })?;
    read::credential(members).map_err(|e| fail(e.code, sentence(&e.message)))
}

fn format_pass() -> Check {
    let note = "It can be read, and every term in it has a published meaning.";
    Check::new(CheckId::Format, Outcome::Pass, "well-formed", note)
}

/// What a credential that cannot be read says about itself is not repeated.
fn not_read(id: CheckId) -> Check {
    Check::new(id, Outcome::Unknown, "not-checked", "Not checked, since it cannot be read as a credential.")
}

fn unreadable(code: &'static str, note: String) -> Judgement {
    let format = Check::new(CheckId::Format, Outcome::Fail, code, note);
    let rest = [CheckId::Signature, CheckId::Issuer, CheckId::Validity, CheckId::Status].map(not_read);
    Judgement {
        verdict: Verdict::Refused,
        signature: Signature::Error,
        issuer: None,
        recognition: Recognition::Unknown,
        checks: std::iter::once(format).chain(rest).collect(),
        proofs: Vec::new(),
    }
}
