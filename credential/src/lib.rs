//! Reads, verifies and signs Open Badges 3.0 and W3C Verifiable Credentials.
//!
//! In: bytes, and what is known besides ([`Known`]). Out: a [`Judgement`]. Pure: no file, no network, no clock, no threads.
//!
//! The one entrance for checking is [`judge()`]; the one for signing is [`sign::sign`].
#![forbid(unsafe_code)]

pub mod bake;
mod base58;
pub mod canon;
mod context;
pub mod credential;
pub mod did;
pub mod extract;
mod holders;
pub mod jcs;
pub mod json;
pub(crate) mod jsonld;
mod judge;
pub mod key;
mod known;
mod memo;
mod named;
pub mod needs;
mod ob2;
mod plain;
mod proof;
mod rdfc;
mod read;
pub mod report;
pub mod sign;
pub mod status;
mod time;
mod verdict;

pub use credential::Credential;
pub use holders::holders;
pub use json::Json;
pub use judge::{Remembered, judge, judge_bound, judge_many, judge_value};
pub use known::{Document, Documents, Issuers, Known, KnownIssuer, PinnedKey};
pub use verdict::{Check, CheckId, Digest, Grade, Outcome, Recognition, Seal, Signature, Signed, Verdict, Verified};

/// What the judge found: the verdict and the checks it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The grade of proof, with the credential as it was signed.
    pub verdict: Verdict<Credential>,
    /// The cryptographic state alone.
    pub signature: Signature,
    /// The issuer that the credential names, also when it is refused.
    pub issuer: Option<String>,
    /// Who the issuer is known to be.
    pub recognition: Recognition,
    /// The five checks in the order of [`CheckId`], each once.
    pub checks: Vec<Check>,
    /// What the credential is signed with, as far as it was looked at: for reports, no part of the verdict.
    pub proofs: Vec<ProofSeen>,
}

/// One signature of a credential, as the judge found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofSeen {
    /// The cryptosuite, proof type or algorithm by its published name; a stranger's words, shortened, when it is not supported.
    pub suite: String,
    /// The key as the signature names it, shortened.
    pub method: Option<String>,
    /// Whether it holds; unknown when it was not checked.
    pub outcome: Outcome,
}
