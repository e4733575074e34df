//! In: an entry of Bitstring Status List 1.0 or Status List 2021, and the lists that are known. Out: what its value says.
//! The list's own form, type, purpose, dates, signature, issuer and address are all asked before a clear value counts.

use super::check::{Answer, day_of, quoted};
use super::list::{Bits, FAMILIES, Listing};
use super::{MIN_ENTRIES, StatusList};
use crate::credential::StatusEntry;
use crate::known::{Document, Known};
use crate::named;
use crate::verdict::{Outcome, Signature};

/// The most bits of one entry: a table of messages has two to that power.
const MAX_SIZE: u64 = 16;

/// What an entry is for (section 2.1).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Revocation,
    Suspension,
    Message,
    Refresh,
}

/// An entry with everything that it must state.
struct Asked<'a> {
    kind: &'a str,
    purpose: Purpose,
    size: usize,
    index: &'a str,
    url: &'a str,
    entry: &'a StatusEntry,
}

/// Asks the list of one entry. Both sides are answers: the error is one that was found early.
pub(super) fn ask(entry: &StatusEntry, issuer: Option<&str>, known: &Known<'_>) -> Result<Answer, Answer> {
    let asked = Asked::read(entry)?;
    let missing = || Answer::unknown("list-missing", "its status list was not given");
    let document = known.documents.get(asked.url).ok_or_else(missing)?;
    let listing = known.documents.memo().list(asked.url, known, || Listing::judge(document, known));
    let list = match &*listing {
        Listing::Credential(list) => list,
        Listing::Plain(_) => return Err(other_type()),
        Listing::Unreadable => return Err(Answer::unknown("list-unreadable", "its status list cannot be read")),
    };
    let bits = trusted(list, &asked)?;
    let value = asked.value(bits)?;
    let examined = &list.examined;
    let own = examined.issuer_id.as_deref() == issuer && examined.issuer.outcome() == Outcome::Pass;
    let ends = match asked.purpose {
        Purpose::Revocation => Some(("revoked", "revoked")),
        Purpose::Suspension => Some(("suspended", "suspended")),
        Purpose::Message | Purpose::Refresh => None,
    };
    if let (Some((code, past)), 1..) = (ends, value) {
        let mut note = match own {
            true => format!("The issuer has {past} it."),
            false => format!("It is listed as {past}, by a list that someone other than the issuer signed."),
        };
        if let Some(message) = asked.message(value).filter(|_| own) {
            note.push_str(&format!(" The issuer's word for it: {message}."));
        }
        return Ok(Answer::fail(code, note));
    }
    if !own {
        let why = "its status list is signed by someone other than the issuer";
        return Err(Answer::unknown("list-other-issuer", why));
    }
    if examined.credential.id.as_deref() != Some(asked.url) {
        return Err(Answer::unknown("list-other-address", "its status list was made for another address"));
    }
    let answer = asked.told(value, &day_of(document, known))?;
    with_words(answer, list, bits.len() / asked.size, document, known)
}

impl<'a> Asked<'a> {
    fn read(entry: &'a StatusEntry) -> Result<Self, Answer> {
        let Some(family) = FAMILIES.iter().find(|f| f.entry == entry.kind) else {
            let kind = quoted(&entry.kind);
            let named = match named::status(&kind) {
                Some(what) => format!(" ({kind}, {what})"),
                None if kind.is_empty() => String::new(),
                None => format!(" ({kind})"),
            };
            let why = format!("its status entry is of a kind that is not supported here{named}");
            return Err(Answer::unknown("status-type", why));
        };
        let purpose = match entry.purpose.as_deref() {
            Some("revocation") => Purpose::Revocation,
            Some("suspension") => Purpose::Suspension,
            Some("message") => Purpose::Message,
            Some("refresh") => Purpose::Refresh,
            _ => {
                let why = "its status entry has a purpose that is not supported here";
                return Err(Answer::unknown("status-purpose", why));
            }
        };
        let size = usize::try_from(entry.size.unwrap_or(1)).ok().filter(|s| (1..=MAX_SIZE as usize).contains(s));
        let size = size.ok_or_else(|| Answer::unknown("status-size", "the size of its status entry is none"))?;
        let index = entry.index.as_deref().filter(|i| !i.is_empty() && i.bytes().all(|b| b.is_ascii_digit()));
        let index = index.ok_or_else(|| Answer::unknown("status-index", "its status entry has no proper index"))?;
        let url = entry.list.as_deref();
        let url = url.ok_or_else(|| Answer::unknown("status-list", "its status entry names no list"))?;
        let asked = Asked { kind: family.entry, purpose, size, index, url, entry };
        asked.messages_fit().then_some(asked).ok_or_else(no_message)
    }

    /// A table of messages has one for every value; it may be left out when an entry is one bit (section 2.1).
    fn messages_fit(&self) -> bool {
        let Some(messages) = &self.entry.messages else { return self.size == 1 };
        let mut stated: Vec<_> = messages.iter().filter_map(|m| number(&m.status)).collect();
        stated.sort_unstable();
        stated.dedup();
        let count = 1_usize << self.size;
        messages.len() == count && stated.len() == count && stated.iter().all(|v| *v < count as u64)
    }

    fn message(&self, value: u64) -> Option<String> {
        let found = self.entry.messages.as_ref()?.iter().find(|m| number(&m.status) == Some(value))?;
        Some(quoted(&found.message)).filter(|m| !m.is_empty() && m != "undefined")
    }

    /// The value at the index; an index of any length is a number, and may lie beyond the end.
    fn value(&self, bits: &StatusList) -> Result<u64, Answer> {
        let digits = self.index.trim_start_matches('0');
        let index = if digits.is_empty() { Some(0) } else { digits.parse().ok() };
        let value = index.and_then(|index| bits.value(index, self.size));
        value.ok_or_else(|| Answer::unknown("status-range", "its index lies beyond the end of the list"))
    }

    /// What a value of the issuer's own list says; a value that ends the credential is not asked here.
    fn told(&self, value: u64, day: &str) -> Result<Answer, Answer> {
        let clear = |word: &str| Ok(Answer::pass("status-clear", format!("{word} as of {day}.")));
        match (self.purpose, value) {
            (Purpose::Revocation, _) => clear("Not revoked"),
            (Purpose::Suspension, _) => clear("Not suspended"),
            (Purpose::Refresh, 0) => clear("No newer version"),
            (Purpose::Refresh, _) => {
                let note = "The issuer has a newer version of it; this one stays valid.";
                Ok(Answer::pass("status-refresh", note.into()))
            }
            (Purpose::Message, 0) if self.entry.messages.is_none() => clear("No message of the issuer"),
            (Purpose::Message, _) => {
                let message = self.message(value).ok_or_else(no_message)?;
                Ok(Answer::pass("status-message", format!("The issuer's list says of it: {message} (as of {day}).")))
            }
        }
    }
}

/// The number of a message: hexadecimal digits behind `0x`.
fn number(text: &str) -> Option<u64> {
    let digits = text.strip_prefix("0x")?;
    let plain = !digits.is_empty() && digits.len() <= 8 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if plain { u64::from_str_radix(digits, 16).ok() } else { None }
}

fn no_message() -> Answer {
    Answer::unknown("status-messages", "its status entry does not say what each value means")
}

fn other_type() -> Answer {
    Answer::unknown("list-type", "what stands in place of its status list is none")
}

/// The bits of a list whose own form, signature, type, purpose and dates hold.
fn trusted<'a>(list: &'a Bits, asked: &Asked<'_>) -> Result<&'a StatusList, Answer> {
    let unknown = |code, why: &str| Answer::unknown(code, why);
    let examined = &list.examined;
    if examined.signature.code() == "signature-bad" {
        return Err(unknown("list-bad-signature", "its status list was changed after it was signed"));
    }
    if examined.state != Signature::Good || examined.issuer.outcome() == Outcome::Fail {
        return Err(unknown("list-not-signed", "the signature of its status list could not be checked"));
    }
    if examined.format.outcome() != Outcome::Pass || list.ttl().is_err() {
        return Err(unknown("list-malformed", "its status list is malformed"));
    }
    if list.family.is_none_or(|f| f.entry != asked.kind) {
        return Err(other_type());
    }
    if !asked.entry.purpose.as_deref().is_some_and(|p| list.is_for(p)) {
        return Err(unknown("list-purpose", "its status list is for another purpose"));
    }
    match examined.validity.code() {
        "expired" | "proof-expired" => return Err(unknown("list-expired", "its status list has expired")),
        "not-yet-valid" | "signed-later" => {
            return Err(unknown("list-not-yet-valid", "its status list is not valid yet"));
        }
        _ => {}
    }
    if !matches!(examined.validity.outcome(), Outcome::Pass | Outcome::NotApplicable) {
        return Err(unknown("list-dates", "the dates of its status list do not hold"));
    }
    let unpacked = list.bits.as_ref();
    unpacked.map_err(|e| unknown("list-unreadable", &format!("its status list cannot be unpacked ({e})")))
}

/// Adds what a reader should know of the list besides. A list past its `ttl` still counts: the specification advises
/// to fetch it anew then, and leaves what is valid to `validUntil`; the note says as of when it speaks.
fn with_words(
    mut answer: Answer,
    list: &Bits,
    entries: usize,
    document: &Document,
    known: &Known<'_>,
) -> Result<Answer, Answer> {
    if entries < MIN_ENTRIES {
        answer.note.push_str(&format!(" The list is shorter than the standard asks for: {entries} entries."));
    }
    let age = document.retrieved.map_or(0, |at| known.as_of.as_millisecond().saturating_sub(at.as_millisecond()));
    if list.ttl().ok().flatten().is_some_and(|ttl| age > ttl) {
        answer.note.push_str(" The issuer advises to fetch a list of this age anew.");
        if answer.code == "status-clear" {
            answer.code = "list-stale";
        }
    }
    Ok(answer)
}
