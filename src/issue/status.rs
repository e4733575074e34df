//! In: the issuer, one of its signed status lists, places. Out: a new list, or the list with places set or cleared, signed again.
//! A list whose signature does not hold is never signed anew: somebody may have cleared a bit. One that a key signed after its end is,
//! when its places are as the ledger says.

use accolade_credential::sign::{SignError, Signer, Suite, sign};
use accolade_credential::status::{StatusList, list_credential};
use accolade_credential::{CheckId, Json, Judgement, Known, Outcome, Signature, json, judge_value};

use crate::issue::agree::{contradicted, unset};
use crate::issue::allot::LIST_LENGTH;
use crate::issue::credential::Issuer;
use crate::issue::ledger::Ledger;
use crate::issue::lists::List;

/// How many credentials are named that the ledger says otherwise of.
const NAMED: usize = 20;

/// Why a list cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum StatusError {
    /// It is not JSON.
    #[error("the status list is not JSON: {0}")]
    Json(#[from] json::JsonError),
    /// It has no readable list inside.
    #[error("the status list cannot be read: {0}")]
    List(String),
    /// It was altered.
    #[error("the signature of the status list does not hold ({0})")]
    Altered(Signature),
    /// It is another's.
    #[error("the status list was issued by {0:?}")]
    Foreign(String),
    /// It is another list than the one that belongs there.
    #[error("the status list is not the one that belongs there: it is {0}")]
    Another(String),
    /// It cannot be signed as it is.
    #[error("the status list is not signed again, since the ledger says otherwise of {0}")]
    Contradicted(String),
    /// It cannot be signed.
    #[error("the status list cannot be signed: {0}")]
    Sign(#[from] SignError),
}

/// A new list in which nothing is set, signed.
///
/// # Errors
/// When it cannot be signed.
pub fn new_list(list: List, issuer: &Issuer, signer: &Signer<'_>) -> Result<String, StatusError> {
    signed(list, issuer, signer, &StatusList::new(LIST_LENGTH as usize))
}

/// A list that this issuer signed.
pub struct Own {
    bits: StatusList,
    /// Whether whoever reads it can rely on it: the key was good when it signed, and its date has come.
    is_sound: bool,
}

/// The list with these places set or cleared, signed again; `None` when nothing changes and its signature is good as it is. With them is set
/// what the ledger says and the list does not, which may be an older one: of such credentials are the slugs.
///
/// # Errors
/// When the list cannot be read, is not this issuer's, is another one, was altered, or cannot be signed; and when nobody could rely on it
/// and the ledger says otherwise than its other places.
pub fn set(
    (list, bytes): (List, &[u8]),
    places: &[(u32, bool)],
    (issuer, ledger): (&Issuer, &Ledger),
    signer: &Signer<'_>,
    known: &Known<'_>,
) -> Result<Option<(String, Vec<String>)>, StatusError> {
    let Own { mut bits, is_sound } = read((list, bytes), issuer, known)?;
    let mut changed = false;
    for (index, value) in places {
        let at = *index as usize;
        match bits.get(at) {
            None => return Err(StatusError::List(format!("it has no place {index}"))),
            Some(is) if is == *value => {}
            Some(_) => changed |= bits.set(at, *value),
        }
    }
    if !is_sound {
        agrees(ledger, list, &bits, places)?;
    }
    if !changed && is_sound {
        return Ok(None);
    }
    let lost = unset(ledger, list, &bits, places);
    for entry in &lost {
        if !bits.set(entry.index as usize, true) {
            return Err(StatusError::List(format!("it has no place {}", entry.index)));
        }
    }
    let slugs = lost.iter().map(|entry| entry.slug.clone()).collect();
    Ok(Some((signed(list, issuer, signer, &bits)?, slugs)))
}

/// The list as it is, signed again: when the key that signed it is no longer to be relied on.
///
/// # Errors
/// When the list cannot be read, is not this issuer's, is another one, was altered, or cannot be signed; and when the ledger says otherwise.
pub fn sign_again(
    (list, bytes): (List, &[u8]),
    (issuer, ledger): (&Issuer, &Ledger),
    signer: &Signer<'_>,
    known: &Known<'_>,
) -> Result<String, StatusError> {
    let own = read((list, bytes), issuer, known)?;
    agrees(ledger, list, &own.bits, &[])?;
    signed(list, issuer, signer, &own.bits)
}

/// This issuer's list of this number and purpose, whose signature holds.
///
/// # Errors
/// When it cannot be read, is not this issuer's, is another one, or was altered.
pub fn read((meant, list): (List, &[u8]), issuer: &Issuer, known: &Known<'_>) -> Result<Own, StatusError> {
    let list = json::parse(list)?;
    let by =
        list.get("issuer").and_then(|i| i.as_str().or_else(|| i.get("id").and_then(Json::as_str))).unwrap_or_default();
    if by != issuer.id {
        return Err(StatusError::Foreign(by.to_owned()));
    }
    let judgement = judge_value(&list, known);
    if judgement.signature != Signature::Good {
        return Err(StatusError::Altered(judgement.signature));
    }
    let subject = |name: &str| list.get("credentialSubject").and_then(|s| s.get(name)).and_then(Json::as_str);
    let (id, purpose) = (list.get("id").and_then(Json::as_str), subject("statusPurpose"));
    if (id, purpose) != (Some(meant.url(issuer).as_str()), Some(meant.purpose.word())) {
        let (id, purpose) = (id.unwrap_or_default(), purpose.unwrap_or_default());
        return Err(StatusError::Another(format!("{id:?}, for {purpose:?}")));
    }
    let bits = StatusList::decode(subject("encodedList").unwrap_or_default());
    Ok(Own { bits: bits.map_err(|e| StatusError::List(e.to_string()))?, is_sound: is_sound(&judgement) })
}

fn is_sound(judgement: &Judgement) -> bool {
    let outcome = |id: CheckId| judgement.checks.iter().find(|check| check.id() == id).map(|check| check.outcome());
    outcome(CheckId::Issuer) == Some(Outcome::Pass) && outcome(CheckId::Validity) != Some(Outcome::Fail)
}

/// Whether the places of a list are as the ledger says, and as is said now.
fn agrees(ledger: &Ledger, list: List, bits: &StatusList, now: &[(u32, bool)]) -> Result<(), StatusError> {
    let others = contradicted(ledger, list, bits, now);
    if others.is_empty() {
        return Ok(());
    }
    let mut named: Vec<&str> = others.iter().take(NAMED).map(|entry| entry.slug.as_str()).collect();
    let more = (others.len() > NAMED).then(|| format!("{} more", others.len() - NAMED));
    named.extend(more.as_deref());
    Err(StatusError::Contradicted(named.join(", ")))
}

fn signed(list: List, issuer: &Issuer, signer: &Signer<'_>, bits: &StatusList) -> Result<String, StatusError> {
    let list = list_credential(&list.url(issuer), &issuer.id, list.purpose.word(), bits, signer.created);
    Ok(sign(list, signer, &[Suite::EddsaRdfc2022, Suite::EddsaJcs2022])?.to_pretty())
}
