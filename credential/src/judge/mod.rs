//! In: a credential as bytes or a value, and what is known. Out: a `Judgement`: five checks, and the verdict they make.
//! Never panics, never fetches, never guesses: what cannot be found out is `Unknown`.
//!
//! Judging has two halves, with the signature checks between them, so that many credentials' can be made together:
//!
//! 1. A **front end** turns a file into a [`Prepared`]: the document, the issuer it names, its form (the credential, or
//!    the format check that failed), and a `Case` for each proof. A case is a `Matter`: a `Claim` to check (method,
//!    signature, dates, and a `Candidate` for each key that may have made it, with the bytes it then signed), or
//!    why there is none. [`integrity`] is the front end for JSON with Data Integrity proofs; one for another
//!    format makes the same values and is called in [`prepare`], as [`jws`] is. It verifies nothing and asks not whose a key is.
//!    A file that needs no signature check at all is a `Judgement` at once (the `Err` of [`prepare`]).
//! 2. [`Prepared::tasks`] lists the signatures; [`Prepared::settle`] is told which hold and makes of them an
//!    [`Examined`]: signature, issuer, validity. [`conclude`] adds the status and folds the checks to a verdict.

mod batch;
mod content;
mod foreign;
mod integrity;
mod issuer;
mod jws;
mod jwt;
mod keys;
mod kid;
mod prepared;
mod remembered;
mod signature;
mod validity;
mod window;

use sha2::{Digest as _, Sha256};

use crate::Judgement;
use crate::json::{Json, Value};
use crate::known::Known;
use crate::ob2;
use crate::status;
use crate::verdict::{Check, CheckId, Digest, Outcome, Outcomes, Recognition, Signature, Verdict, fold};
use remembered::Earlier;

pub(crate) use content::Content;
pub(crate) use issuer::{Bonds, check as whose_key, recognise};
pub(crate) use jws::{enveloped, opened, text_of};
pub(crate) use prepared::{Examined, Prepared, Task};
pub use remembered::Remembered;
pub(crate) use signature::Holding;

/// Judges a credential in JSON text.
#[must_use]
pub fn judge(bytes: &[u8], known: &Known<'_>) -> Judgement {
    match prepare(Content::of(bytes), known, Earlier::NOTHING) {
        Ok(prepared) => conclude(prepared.settle(known, &mut alone(known)), known),
        Err(judgement) => *judgement,
    }
}

/// Judges many credentials: exactly what [`judge`] finds for each, in the same order.
#[must_use]
pub fn judge_many(credentials: &[&[u8]], known: &Known<'_>) -> Vec<Judgement> {
    judge_contents(credentials.iter().map(|bytes| Content::of(bytes)), known)
}

/// The same for what was opened before.
pub(crate) fn judge_contents<'a>(contents: impl Iterator<Item = Content<'a>>, known: &Known<'_>) -> Vec<Judgement> {
    let judged = judge_together(contents.map(|content| (content, Earlier::NOTHING)), known);
    judged.into_iter().map(|(judgement, _)| judgement).collect()
}

/// The same with what is remembered of each; and of each whether its credential was read from an object as it stands.
fn judge_together<'a>(
    contents: impl Iterator<Item = (Content<'a>, Earlier<'a>)>,
    known: &Known<'_>,
) -> Vec<(Judgement, bool)> {
    let prepared: Vec<_> = contents.map(|(content, earlier)| (prepare(content, known, earlier), earlier)).collect();
    let tasks: Vec<Task<'_>> = prepared.iter().flat_map(|(one, _)| one).flat_map(Prepared::tasks).collect();
    let mut verified = batch::verify(&tasks, known.documents.memo().combs()).into_iter();
    let mut settle = |prepared: Prepared, earlier: Earlier<'_>| {
        let own: Vec<bool> = verified.by_ref().take(prepared.tasks().count()).collect();
        let examined = prepared.settle(known, &mut |number, _| own.get(number) == Some(&true));
        earlier.keep(examined.sole.as_ref());
        let as_it_stands = examined.as_it_stands;
        (conclude(examined, known), as_it_stands)
    };
    let judged = |(one, earlier): (Result<Prepared, Box<Judgement>>, _)| match one {
        Ok(prepared) => settle(prepared, earlier),
        Err(judgement) => (*judgement, false),
    };
    prepared.into_iter().map(judged).collect()
}

/// The same, each with its verdict bound to the bytes that were judged: the credential can be let go, and read again from them.
/// Signatures that are remembered are not calculated again; everything else is found out anew.
#[must_use]
pub fn judge_bound(
    credentials: &[&[u8]],
    known: &Known<'_>,
    remembered: Option<&dyn Remembered>,
) -> Vec<(Judgement, Verdict<Digest>)> {
    let digests: Vec<[u8; 32]> = credentials.iter().map(|bytes| Sha256::digest(bytes).into()).collect();
    let contents = credentials.iter().zip(&digests);
    let contents = contents.map(|(bytes, digest)| (Content::of(bytes), Earlier::of(digest, remembered)));
    let judged = judge_together(contents, known);
    let mut all = Vec::with_capacity(credentials.len());
    for (((judgement, as_it_stands), bytes), digest) in judged.into_iter().zip(credentials).zip(digests) {
        // Of a picture it was read from what lies within.
        let bound = judgement.verdict.bound(bytes, digest, as_it_stands && bytes.starts_with(b"{"));
        all.push((judgement, bound));
    }
    all
}

/// Judges a credential that was read elsewhere, such as from YAML.
#[must_use]
pub fn judge_value(json: &Value<'_>, known: &Known<'_>) -> Judgement {
    match prepare_value(json.clone(), known, Earlier::NOTHING) {
        Ok(prepared) => conclude(prepared.settle(known, &mut alone(known)), known),
        Err(judgement) => *judgement,
    }
}

/// Examines one document by the front end that its content asks for: form, signature, issuer, dates. What was signed comes
/// with it. `None` when it is no JSON object.
pub(crate) fn examine(json: Json, known: &Known<'_>) -> Option<(Examined, Json)> {
    let (prepared, document) = match enveloped(&json) {
        Some(text) => jws::prepare(text, known),
        None => integrity::prepare(json, known, Earlier::NOTHING)?,
    };
    Some((prepared.settle(known, &mut alone(known)), document))
}

/// The same for a document that is a compact JWS, whole or damaged. `None` when the bytes are something else.
pub(crate) fn examine_token(bytes: &[u8], known: &Known<'_>) -> Option<(Examined, Json)> {
    let (prepared, document) = jws::prepare(text_of(bytes)?, known);
    Some((prepared.settle(known, &mut alone(known)), document))
}

/// The first half, by the front end that the content asks for. What has no signatures to check is judged at once.
fn prepare(content: Content<'_>, known: &Known<'_>, earlier: Earlier<'_>) -> Result<Prepared, Box<Judgement>> {
    match content {
        Content::Json(json) => prepare_value(json, known, earlier),
        Content::Token(text) => prepare_token(&text, known).map(|prepared| prepared.recalled(earlier)),
        Content::Link(url) => Err(Box::new(ob2::judge_link(&url, known))),
        Content::Unreadable(judgement) => Err(judgement),
    }
}

/// The first half for a JWS: of a credential, or of an assertion of Open Badges 1 or 2.
fn prepare_token(text: &str, known: &Known<'_>) -> Result<Prepared, Box<Judgement>> {
    jws::assertion(text, known).map_or_else(|| Ok(jws::prepare(text, known).0), |judgement| Err(Box::new(judgement)))
}

/// The first half for JSON, wherever it was read.
fn prepare_value(json: Value<'_>, known: &Known<'_>, earlier: Earlier<'_>) -> Result<Prepared, Box<Judgement>> {
    if let Some(text) = enveloped(&json) {
        return Ok(jws::prepare(text, known).0.recalled(earlier));
    }
    if let Some(other) = json.as_object().and_then(foreign::json) {
        return Ok(other);
    }
    match json.as_object() {
        Some(members) if ob2::is_badge(members) => Err(Box::new(ob2::judge(members, known))),
        _ => {
            let prepared = integrity::prepare(json, known, earlier).map(|(prepared, _)| prepared);
            prepared.ok_or_else(|| Box::new(not_an_object()))
        }
    }
}

/// The second half, after [`Prepared::settle`]: asks for the status, and folds the checks to a verdict.
fn conclude(examined: Examined, known: &Known<'_>) -> Judgement {
    let status = match examined.format.outcome() {
        Outcome::Pass => status::check(&examined.credential, examined.issuer_id.as_deref(), known),
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
    // A verdict speaks of the time of the oldest copy that it rests upon: what was revoked since, nobody here can know.
    let seen = [&issuer, &status].into_iter().filter_map(|check| check.seen()).min();
    let as_of = seen.unwrap_or(known.as_of);
    let proven = outcomes.format == Outcome::Pass && outcomes.issuer == Outcome::Pass;
    let recognition = recognise(issuer_id.as_deref(), credential.issuer.name.as_deref(), proven, known);
    Judgement {
        verdict: fold(outcomes, credential, seal, as_of),
        signature: state,
        recognition,
        issuer: issuer_id,
        checks: vec![format, signature, issuer, validity, status],
        proofs,
    }
}

/// Checks one signature by itself.
fn alone<'a>(known: &Known<'a>) -> impl FnMut(usize, Task<'_>) -> bool + use<'a> {
    let combs = known.documents.memo().combs();
    move |_, task| task.holds(combs)
}

/// What a credential that cannot be read says about itself is not repeated.
fn not_read(id: CheckId) -> Check {
    Check::new(id, Outcome::Unknown, "not-checked", "Not checked, since it cannot be read as a credential.")
}

/// A message as a sentence of a report.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map(|c| format!("{}{}.", c.to_uppercase(), letters.as_str())).unwrap_or_default()
}

fn not_an_object() -> Judgement {
    unreadable("not-an-object", "It is not a JSON object, so it is no credential.".into())
}

fn unreadable(code: &'static str, note: String) -> Judgement {
    let outcome = if code == "unsupported-format" { Outcome::Unknown } else { Outcome::Fail };
    let format = Check::new(CheckId::Format, outcome, code, note);
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
