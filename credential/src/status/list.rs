//! In: a document that stands where a status list should, JSON or a compact JWS. Out: what it is, judged once: a list
//! credential with its bits, or an unsigned list of revoked credentials. Nothing is unpacked that nobody signed.

use super::revocations::Revocations;
use super::{StatusError, StatusList};
use crate::json::{self, Json, Members, Object, Value};
use crate::judge::{Examined, examine, examine_token};
use crate::known::{Document, Known};
use crate::verdict::Signature;

/// A status list, judged.
pub(crate) enum Listing {
    /// A credential, which a list of bits must be.
    Credential(Box<Bits>),
    /// A list of the 1EdTech Revocation List Status Method.
    Plain(Revocations),
    /// Neither.
    Unreadable,
}

/// A list credential, examined as any credential is, and unpacked.
pub(crate) struct Bits {
    pub(super) examined: Examined,
    /// What was signed.
    list: Json,
    pub(super) family: Option<&'static Family>,
    pub(super) bits: Result<StatusList, StatusError>,
}

/// One specification of lists of bits, with its names.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) entry: &'static str,
    pub(super) subject: &'static str,
    pub(super) credential: &'static str,
    decode: fn(&str) -> Result<StatusList, StatusError>,
}

/// Bitstring Status List 1.0 and its predecessor, Status List 2021.
pub(super) static FAMILIES: [Family; 2] = [
    Family {
        entry: "BitstringStatusListEntry",
        subject: "BitstringStatusList",
        credential: "BitstringStatusListCredential",
        decode: StatusList::decode,
    },
    Family {
        entry: "StatusList2021Entry",
        subject: "StatusList2021",
        credential: "StatusList2021Credential",
        decode: StatusList::decode_2021,
    },
];

impl Listing {
    pub(super) fn judge(document: &Document, known: &Known<'_>) -> Self {
        // Nothing else carries a list: a picture is no answer of an address of lists.
        let examined = match examine_token(&document.bytes, known) {
            Some(token) => Some(token),
            None => {
                let Ok(json) = json::parse(&document.bytes) else { return Self::Unreadable };
                if let Some(plain) = Revocations::read(&json) {
                    return Self::Plain(plain);
                }
                examine(json, known)
            }
        };
        examined.map_or(Self::Unreadable, |(examined, list)| Self::Credential(Box::new(Bits::unpack(examined, list))))
    }

    /// About how many bytes it holds.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Credential(list) => list.bits.as_ref().map_or(0, |bits| bits.len() / 8),
            Self::Plain(_) | Self::Unreadable => 0,
        }
    }

    /// The issuer that the list names.
    pub(crate) fn issuer_id(&self) -> Option<&str> {
        match self {
            Self::Credential(bits) => bits.examined.issuer_id.as_deref(),
            Self::Plain(_) | Self::Unreadable => None,
        }
    }
}

impl Bits {
    fn unpack(examined: Examined, list: Json) -> Self {
        let subject = subject_of(&list);
        let family = FAMILIES.iter().find(|f| {
            subject.is_some_and(|s| has(s, "type", f.subject))
                && examined.credential.types.iter().any(|t| t == f.credential)
        });
        let text = subject.and_then(|s| s.get("encodedList")).and_then(Value::as_str);
        let bits = match (family, text) {
            (Some(family), Some(text)) if examined.state == Signature::Good => (family.decode)(text),
            _ => Err(StatusError::Encoding),
        };
        Self { examined, list, family, bits }
    }

    /// Whether the list is for this purpose; it may be for several.
    pub(super) fn is_for(&self, purpose: &str) -> bool {
        subject_of(&self.list).is_some_and(|s| has(s, "statusPurpose", purpose))
    }

    /// `ttl` (section 2.2) in milliseconds; an error when it is there and no such number.
    pub(super) fn ttl(&self) -> Result<Option<i64>, ()> {
        match subject_of(&self.list).and_then(|s| s.get("ttl")) {
            None => Ok(None),
            Some(Value::Integer(ms)) if *ms >= 0 => Ok(Some(*ms)),
            Some(_) => Err(()),
        }
    }
}

fn subject_of(list: &Json) -> Option<&Object> {
    list.get("credentialSubject").and_then(Value::as_object)
}

fn has(object: &Members<'_>, name: &str, wanted: &str) -> bool {
    object.get(name).map_or(&[][..], Value::items).iter().any(|t| t.as_str() == Some(wanted))
}
