//! In: a JSON document with Data Integrity proofs. Out: a `Prepared`: its form, and what each proof signs and by which keys.
//! Nothing is verified here. Whose the keys are is asked later.

use std::sync::Arc;

use super::keys::{self, Missing};
use super::prepared::{Candidate, Case, Claim, Matter, Prepared};
use super::remembered::Earlier;
use super::sentence;
use super::signature::short;
use crate::credential::Credential;
use crate::json::Value;
use crate::known::Known;
use crate::proof::{Failure, Hashing, Proof, RdfError, Unsecured, Unusable};
use crate::read;
use crate::verdict::{Check, CheckId, Outcome};

/// The most proofs that are looked at: each costs a signature check, and a chained one the whole document again.
const MAX_PROOFS: usize = 16;

/// Prepares one document, and gives it back without its proof. `None` when it is no JSON object.
pub(crate) fn prepare<'a>(json: Value<'a>, known: &Known<'_>, earlier: Earlier<'_>) -> Option<(Prepared, Value<'a>)> {
    let Value::Object(mut members) = json else { return None };
    let proofs = match members.remove("proof") {
        None => Vec::new(),
        Some(Value::Array(proofs)) => proofs,
        Some(other) => vec![other],
    };
    let issuer_id = read::issuer_id(&members).map(str::to_owned);
    let document = Value::Object(members);
    let unsecured = Unsecured::new(&document, &proofs[..proofs.len().min(MAX_PROOFS)]);
    let unsecured = unsecured.with_memo(known.documents.memo());
    let cases = match proofs.len() {
        ..=MAX_PROOFS => {
            let case = |entry| case(entry, &unsecured, issuer_id.as_deref(), known, earlier);
            proofs.iter().map(case).collect()
        }
        count => {
            let note = format!("It has {count} signatures; more than {MAX_PROOFS} are not looked at.");
            let matter = Matter::Unchecked("too-many-proofs", note);
            vec![Case { suite: "not looked at".into(), method: None, matter }]
        }
    };
    let closed = if cases.iter().any(Case::is_recalled) { Ok(()) } else { unsecured.closed() };
    let form = read_form(&document, closed).and_then(|credential| placed(credential, &document, &proofs));
    drop(unsecured);
    Some((Prepared { issuer_id, form, proofs: cases, as_it_stands: true }, document))
}

/// Canonical RDF says of no statement at which place it stands, so not whether it belongs to a credential inside.
fn placed(credential: Credential, document: &Value<'_>, proofs: &[Value<'_>]) -> Result<Credential, Check> {
    let by_statements = |entry| Proof::read(entry).is_ok_and(|proof| !proof.kind.signs_places());
    if document.as_object().is_some_and(read::holds_others) && proofs.iter().any(by_statements) {
        let note = "It holds other credentials, and its signature does not say which statements are theirs: only one over the text as it stands could.";
        return Err(Check::new(CheckId::Format, Outcome::Fail, "not-placed", note));
    }
    Ok(credential)
}

/// The form: names that mean one thing, every term defined (`closed`), and a credential that can be read.
pub(crate) fn read_form(document: &Value<'_>, closed: Result<(), RdfError>) -> Result<Credential, Check> {
    let fail = |code, message: String| Check::new(CheckId::Format, Outcome::Fail, code, message);
    let members = document.as_object().ok_or_else(|| fail("not-an-object", "It is no JSON object.".into()))?;
    read::check_names(members).and_then(|()| read::kind(members)).map_err(|e| fail(e.code, sentence(&e.message)))?;
    closed.map_err(|e| {
        let outcome = if e.definite { Outcome::Fail } else { Outcome::Unknown };
        Check::new(CheckId::Format, outcome, e.code, sentence(&e.message))
    })?;
    read::credential(members).map_err(|e| fail(e.code, sentence(&e.message)))
}

fn case(
    entry: &Value<'_>,
    unsecured: &Unsecured<'_>,
    issuer: Option<&str>,
    known: &Known<'_>,
    earlier: Earlier<'_>,
) -> Case {
    let text = |name: &str| entry.get(name).and_then(Value::as_str);
    let suite = text("cryptosuite").or_else(|| text("type")).map_or_else(|| "unnamed".to_owned(), short);
    let method = text("verificationMethod").map(short);
    let matter = match Proof::read(entry) {
        Ok(proof) => claim(proof, unsecured, issuer, known, earlier),
        Err(Unusable::Unsupported(name)) => Matter::Unsupported(short(&name)),
        Err(Unusable::Malformed(why)) => {
            Matter::Fails("malformed-proof", format!("The signature is malformed: {why}."))
        }
    };
    Case { suite, method, matter }
}

fn claim(
    proof: Proof<'_>,
    unsecured: &Unsecured<'_>,
    issuer: Option<&str>,
    known: &Known<'_>,
    earlier: Earlier<'_>,
) -> Matter {
    if let Err(failure) = unsecured.fits(&proof) {
        return failed(failure);
    }
    let keys = match keys::find(proof.method, issuer, known) {
        Ok(keys) => keys,
        Err(Missing { code, why }) => {
            let note = format!("The key {} could not be found: {why}.", short(proof.method));
            return Matter::Unchecked(code, note);
        }
    };
    if let Some(other) = keys.first().filter(|_| !keys.iter().any(|key| proof.kind.takes(key))) {
        let note =
            format!("It names a key of the kind {}, which this kind of signature is not made with.", other.kind());
        return Matter::Fails("key-kind", note);
    }
    let mut candidates: Vec<Candidate> = Vec::with_capacity(keys.len());
    for key in keys.into_iter().filter(|key| proof.kind.takes(key)) {
        if earlier.holds(&key) {
            candidates.push(Candidate { key, bytes: None });
            continue;
        }
        let hashing = Hashing::of(&key);
        let made = candidates.iter().filter(|c| Hashing::of(&c.key) == hashing).find_map(|c| c.bytes.clone());
        let bytes = match made.map_or_else(|| unsecured.signed_bytes(&proof, hashing).map(Arc::from), Ok) {
            Ok(bytes) => bytes,
            Err(failure) => return failed(failure),
        };
        candidates.push(Candidate { key, bytes: Some(bytes) });
    }
    let Proof { method, signature, created, expires, .. } = proof;
    Matter::Signed(Box::new(Claim { method: method.to_owned(), signature, created, expires, candidates }))
}

fn failed(failure: Failure) -> Matter {
    match failure {
        Failure::Bad(why) => Matter::Fails("proof-mismatch", format!("The signature does not fit: {why}.")),
        Failure::Rdf(e) => Matter::Unchecked(e.code, format!("What was signed could not be made out: {}.", e.message)),
    }
}
