//! In: the issuer, one of its signed status lists, places. Out: a new list, or the list with places set or cleared, signed again.
//! A list whose signature does not hold is never signed anew: somebody may have cleared a bit.

use accolade_credential::sign::{SignError, Signer, Suite, sign};
use accolade_credential::status::{StatusList, list_credential};
use accolade_credential::{Json, Known, Signature, json, judge_value};

use crate::issue::allot::LIST_LENGTH;
use crate::issue::credential::Issuer;
use crate::issue::lists::List;

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

/// The list with these places set or cleared, signed again; `None` when nothing changes.
///
/// # Errors
/// When the list cannot be read, is not this issuer's, was altered, or cannot be signed.
pub fn set(
    (list, bytes): (List, &[u8]),
    places: &[(u32, bool)],
    issuer: &Issuer,
    signer: &Signer<'_>,
    known: &Known<'_>,
) -> Result<Option<String>, StatusError> {
    let mut bits = read(bytes, issuer, known)?;
    let mut changed = false;
    for (index, value) in places {
        let at = *index as usize;
        match bits.get(at) {
            None => return Err(StatusError::List(format!("it has no place {index}"))),
            Some(is) if is == *value => {}
            Some(_) => changed |= bits.set(at, *value),
        }
    }
    if changed { signed(list, issuer, signer, &bits).map(Some) } else { Ok(None) }
}

/// The list as it is, signed again: when the key that signed it is no longer to be relied on.
///
/// # Errors
/// When the list cannot be read, is not this issuer's, was altered, or cannot be signed.
pub fn sign_again(
    (list, bytes): (List, &[u8]),
    issuer: &Issuer,
    signer: &Signer<'_>,
    known: &Known<'_>,
) -> Result<String, StatusError> {
    signed(list, issuer, signer, &read(bytes, issuer, known)?)
}

/// The bits of this issuer's list, whose signature holds.
///
/// # Errors
/// When the list cannot be read, is not this issuer's, or was altered.
pub fn read(list: &[u8], issuer: &Issuer, known: &Known<'_>) -> Result<StatusList, StatusError> {
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
    let encoded =
        list.get("credentialSubject").and_then(|s| s.get("encodedList")).and_then(Json::as_str).unwrap_or_default();
    StatusList::decode(encoded).map_err(|e| StatusError::List(e.to_string()))
}

fn signed(list: List, issuer: &Issuer, signer: &Signer<'_>, bits: &StatusList) -> Result<String, StatusError> {
    let list = list_credential(&list.url(issuer), &issuer.id, list.purpose.word(), bits, signer.created);
    Ok(sign(list, signer, &[Suite::EddsaRdfc2022, Suite::EddsaJcs2022])?.to_pretty())
}
