//! In: the status entries of a credential, its issuer, and the lists that are known. Out: the check "not revoked".
//!
//! A set bit counts whoever signed the list, as long as its signature holds. A bit that is not set counts only in a
//! list that the credential's own issuer signed for that very address: the lists may come from the holder's folder,
//! and a holder must not be able to answer for the issuer with a list of their own.

use super::{MIN_ENTRIES, StatusError, StatusList};
use crate::credential::StatusEntry;
use crate::json::{self, Json, Object};
use crate::judge::{Examined, examine};
use crate::known::{Document, Known};
use crate::time::day;
use crate::verdict::{Check, CheckId, Outcome, Signature};

/// What one entry says.
struct Answer {
    outcome: Outcome,
    code: &'static str,
    note: String,
}

/// A status list, judged as a credential of its own, and unpacked.
pub(crate) struct Listing {
    examined: Option<Examined>,
    bits: Result<StatusList, StatusError>,
}

impl Listing {
    fn judge(document: &Document, known: &Known<'_>) -> Self {
        let examined = json::parse(&document.bytes).ok().and_then(|json| examine(json, known));
        let subject = examined.as_ref().and_then(|e| e.document.get("credentialSubject"));
        let text = subject.and_then(|s| s.get("encodedList")).and_then(Json::as_str).unwrap_or_default();
        // Nothing is unpacked that nobody signed.
        let signed = examined.as_ref().is_some_and(|e| e.state == Signature::Good);
        let bits = if signed { StatusList::decode(text) } else { Err(StatusError::Encoding) };
        Self { examined, bits }
    }

    /// The issuer that the list names.
    pub(crate) fn issuer_id(&self) -> Option<&str> {
        self.examined.as_ref()?.issuer_id.as_deref()
    }
}

/// Checks every entry; the worst answer decides.
pub(crate) fn check(entries: &[StatusEntry], issuer: Option<&str>, known: &Known<'_>) -> Check {
    let answers: Vec<Answer> = entries.iter().map(|e| ask(e, issuer, known).unwrap_or_else(|a| a)).collect();
    let worst = [Outcome::Fail, Outcome::Unknown, Outcome::Pass]
        .into_iter()
        .find_map(|o| answers.iter().find(|a| a.outcome == o));
    match worst {
        Some(answer) => Check::new(CheckId::Status, answer.outcome, answer.code, answer.note.clone()),
        None => {
            let note = "The issuer keeps no list by which it could be revoked.";
            Check::new(CheckId::Status, Outcome::NotApplicable, "no-status", note)
        }
    }
}

fn unknown(code: &'static str, why: impl AsRef<str>) -> Answer {
    let note = format!("Whether it was revoked is not known: {}.", why.as_ref());
    Answer { outcome: Outcome::Unknown, code, note }
}

fn ask(entry: &StatusEntry, issuer: Option<&str>, known: &Known<'_>) -> Result<Answer, Answer> {
    if entry.kind != "BitstringStatusListEntry" {
        return Err(unknown("status-type", "its status entry is of a kind that is not supported here"));
    }
    let (word, past) = match entry.purpose.as_deref() {
        Some("revocation") => ("revocation", "revoked"),
        Some("suspension") => ("suspension", "suspended"),
        _ => return Err(unknown("status-purpose", "its status entry has a purpose that is not supported here")),
    };
    let index = entry.index.as_deref().and_then(read_index);
    let index = index.ok_or_else(|| unknown("status-index", "its status entry has no proper index"))?;
    let url = entry.list.as_deref().ok_or_else(|| unknown("status-list", "its status entry names no list"))?;
    let document = known.documents.get(url).ok_or_else(|| unknown("list-missing", "its status list was not given"))?;
    let listing = known.documents.memo().list(url, known, || Listing::judge(document, known));
    let list = listing.examined.as_ref().ok_or_else(|| unknown("list-unreadable", "its status list cannot be read"))?;
    let bits = trusted_bits(list, &listing.bits, word)?;
    let set = bits.get(index).ok_or_else(|| unknown("status-range", "its index lies beyond the end of the list"))?;
    let own = list.issuer_id.as_deref() == issuer && list.issuer.outcome() == Outcome::Pass;
    if set {
        let note = match own {
            true => format!("The issuer has {past} it."),
            false => format!("It is listed as {past}, by a list that someone other than the issuer signed."),
        };
        return Ok(Answer { outcome: Outcome::Fail, code: past, note });
    }
    if !own {
        return Err(unknown("list-other-issuer", "its status list is signed by someone other than the issuer"));
    }
    if list.credential.id.as_deref().is_some_and(|id| id != url) {
        return Err(unknown("list-other-address", "its status list was made for another address"));
    }
    Ok(clear(past, bits, document, known))
}

/// The bits of a list whose own form, signature, purpose and dates hold.
fn trusted_bits<'a>(
    list: &Examined,
    bits: &'a Result<StatusList, StatusError>,
    purpose: &str,
) -> Result<&'a StatusList, Answer> {
    if list.state == Signature::Bad {
        return Err(unknown("list-bad-signature", "its status list was changed after it was signed"));
    }
    if list.state != Signature::Good || list.issuer.outcome() == Outcome::Fail {
        return Err(unknown("list-not-signed", "the signature of its status list could not be checked"));
    }
    if list.format.outcome() != Outcome::Pass {
        return Err(unknown("list-malformed", "its status list is malformed"));
    }
    let subject = list.document.get("credentialSubject").and_then(Json::as_object);
    let subject = subject.filter(|s| {
        has(s, "type", "BitstringStatusList")
            && list.credential.types.iter().any(|t| t == "BitstringStatusListCredential")
    });
    let subject = subject.ok_or_else(|| unknown("list-type", "what stands in place of its status list is none"))?;
    if !has(subject, "statusPurpose", purpose) {
        return Err(unknown("list-purpose", "its status list is for another purpose"));
    }
    match list.validity.code() {
        "expired" | "proof-expired" => return Err(unknown("list-expired", "its status list has expired")),
        "not-yet-valid" | "signed-later" => {
            return Err(unknown("list-not-yet-valid", "its status list is not valid yet"));
        }
        _ => {}
    }
    if !matches!(list.validity.outcome(), Outcome::Pass | Outcome::NotApplicable) {
        return Err(unknown("list-dates", "the dates of its status list do not hold"));
    }
    bits.as_ref().map_err(|e| unknown("list-unreadable", format!("its status list cannot be unpacked ({e})")))
}

/// A clear bit, as of the day that the list was fetched.
fn clear(past: &str, bits: &StatusList, document: &Document, known: &Known<'_>) -> Answer {
    let seen = document.retrieved.map_or(known.as_of, |at| at.min(known.as_of));
    let mut note = format!("Not {past} as of {}.", day(seen));
    if bits.len() < MIN_ENTRIES {
        note.push_str(&format!(" The list is shorter than the standard asks for: {} entries.", bits.len()));
    }
    Answer { outcome: Outcome::Pass, code: "status-clear", note }
}

/// A status index: a plain decimal number.
fn read_index(text: &str) -> Option<usize> {
    let plain = !text.is_empty() && text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn has(object: &Object, name: &str, wanted: &str) -> bool {
    object.get(name).map_or(&[][..], Json::items).iter().any(|t| t.as_str() == Some(wanted))
}
