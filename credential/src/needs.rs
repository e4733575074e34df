//! In: the bytes of a credential, and what is known. Out: the addresses of the documents that judging it would rest on:
//! keys, status lists, hosted badges. With more documents known, it is asked again: a list has an issuer too. Never fetches.

mod check;
mod walk;

use crate::judge::{Content, opened};
use crate::known::Known;
use crate::verdict::{Check, CheckId, Outcome};

pub use check::{Form, check};

/// The most documents that one file may ask for.
pub const MAX_NEEDS: usize = 64;

/// A document that a judgement rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Where it is published; what [`crate::Documents`] are asked for.
    pub url: String,
    /// What it is for.
    pub what: What,
    /// Whether the judgement can do without it: the issuer's keys are pinned, or stand in the credential's own address.
    pub optional: bool,
}

/// What a document is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The keys of this DID or https address (DID Core 1.0, Controlled Identifiers 1.0).
    Keys(String),
    /// A list credential (Bitstring Status List 1.0, StatusList2021).
    StatusList,
    /// A list of revoked credentials (1EdTech revocation list, Open Badges 2.0 section `RevocationList`).
    RevocationList,
    /// A hosted assertion (Open Badges 1 and 2).
    Assertion,
    /// The badge that an assertion is of (Open Badges 1 and 2).
    BadgeClass,
    /// The issuer of a badge (Open Badges 1 and 2).
    Profile,
    /// A key that signs assertions (Open Badges 1 and 2): JSON or PEM.
    Key,
}

impl What {
    /// In words, such as `the keys of did:web:issuer.example`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Keys(id) => format!("the keys of {id}"),
            Self::StatusList => "a status list".to_owned(),
            Self::RevocationList => "a list of revoked credentials".to_owned(),
            Self::Assertion => "a hosted assertion".to_owned(),
            Self::BadgeClass => "the badge of a hosted assertion".to_owned(),
            Self::Profile => "the issuer of a hosted assertion".to_owned(),
            Self::Key => "the key of a signed assertion".to_owned(),
        }
    }
}

/// The documents that judging `bytes` would rest on, in order of their addresses, each once; those that are known too.
/// At most [`MAX_NEEDS`].
#[must_use]
pub fn needs(bytes: &[u8], known: &Known<'_>) -> Vec<Need> {
    of_content(&Content::of(bytes), known)
}

/// The same for what was opened before.
pub(crate) fn of_content(content: &Content<'_>, known: &Known<'_>) -> Vec<Need> {
    let mut walk = walk::Walk::new(known);
    walk.file(content);
    walk.finish()
}

/// Why nobody can say what judging `bytes` would rest on: they cannot be read. `None` when they can.
#[must_use]
pub fn unreadable(bytes: &[u8]) -> Option<Check> {
    match Content::of(bytes) {
        Content::Unreadable(judgement) => judgement.checks.into_iter().next(),
        Content::Token(text) if opened(&text).is_none() => {
            let note = "It is no well-formed JWS.";
            Some(Check::new(CheckId::Format, Outcome::Fail, "malformed-jws", note))
        }
        Content::Json(_) | Content::Token(_) | Content::Link(_) => None,
    }
}

#[cfg(test)]
mod tests;
