//! In: a judgement, the file it is of, the documents that were known. Out: everything that is told about it, as plain data: what
//! `accolade verify --json` prints and a web page is given. docs/verify.schema.json describes it; members are only ever added.

mod lines;
mod packet;

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::extract::{self, Carrier};
use crate::{Check, Credential, Documents, Grade, Judgement, Outcome, Recognition, Signature, did};

pub use lines::{Line, are_lines, lines};
pub use packet::{PacketError, check};

/// A file that was judged, or why it could not be judged.
#[derive(Debug)]
pub struct Judged {
    /// Its name as it is shown: a file, `-`, or `file.jsonl:12`.
    pub file: String,
    /// See [`sha256`].
    pub sha256: Option<String>,
    /// What the file is: `json`, `yaml`, `jws`, `svg`, `png`, `pdf`.
    pub carrier: Option<&'static str>,
    /// The project whose documents were used.
    pub project: Option<String>,
    /// The project that it lies in, whose documents are not used.
    pub lies_in: Option<Arc<str>>,
    /// What the judge found.
    pub outcome: Result<Judgement, Unread>,
}

/// Why something cannot be judged at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// A stable word for the reason.
    pub code: &'static str,
    /// The reason as a plain sentence.
    pub note: String,
}

/// What is told about a file.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "docs/verify.schema.json describes each")]
pub struct Report {
    pub file: String,
    pub verdict: &'static str,
    pub signature: &'static str,
    pub issuer: Option<String>,
    pub recognition: &'static str,
    pub checks: Vec<CheckTold>,
    pub as_of: Timestamp,
    pub sha256: Option<String>,
    pub carrier: Option<&'static str>,
    pub recognised_as: Option<String>,
    pub recognised_by: Option<String>,
    pub credential: Option<Facts>,
    pub proofs: Vec<ProofTold>,
    pub documents: Vec<DocumentTold>,
    pub project: Option<String>,
    pub project_not_used: Option<String>,
    pub verified_as_of: Option<Timestamp>,
}

/// One check.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "docs/verify.schema.json describes each")]
pub struct CheckTold {
    pub id: &'static str,
    pub outcome: &'static str,
    pub code: String,
    pub note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<Timestamp>,
}

/// What the credential states; nothing of a refused one.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "docs/verify.schema.json describes each")]
pub struct Facts {
    pub id: Option<String>,
    pub types: Vec<String>,
    pub title: Option<String>,
    pub kind: Option<String>,
    pub holder: Option<String>,
    pub issuer_name: Option<String>,
    pub earned: Option<Timestamp>,
    pub valid_from: Option<Timestamp>,
    pub valid_until: Option<Timestamp>,
}

/// One signature.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "docs/verify.schema.json describes each")]
pub struct ProofTold {
    pub suite: String,
    pub method: Option<String>,
    pub outcome: &'static str,
}

/// A document that a check asks for.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/verify.schema.json describes each")]
pub struct DocumentTold {
    pub url: String,
    pub known: bool,
    pub retrieved: Option<Timestamp>,
}

impl Judged {
    /// The grade alone; what cannot be read is refused.
    #[must_use]
    pub fn grade(&self) -> Grade {
        self.outcome.as_ref().map_or(Grade::Refused, |judgement| judgement.verdict.grade())
    }
}

/// What a file is, by its content; nothing when it carries no credential.
#[must_use]
pub fn carrier(bytes: &[u8]) -> Option<&'static str> {
    Some(carrier_name(extract::find(bytes).ok()?.carrier))
}

/// The name of a carrier in reports.
#[must_use]
pub const fn carrier_name(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Json => "json",
        Carrier::Jws => "jws",
        Carrier::Png => "png",
        Carrier::Svg => "svg",
        Carrier::Pdf => "pdf",
    }
}

/// The SHA-256 of a file, in hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let hash = Sha256::digest(bytes);
    hash.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// Everything that is told about a file that was judged with these documents.
#[must_use]
pub fn report(judged: &Judged, documents: &Documents, as_of: Timestamp) -> Report {
    let blank = Report {
        file: judged.file.clone(),
        verdict: Grade::Refused.as_str(),
        signature: Signature::Error.as_str(),
        issuer: None,
        recognition: Recognition::Unknown.as_str(),
        checks: Vec::new(),
        as_of,
        sha256: judged.sha256.clone(),
        carrier: judged.carrier,
        recognised_as: None,
        recognised_by: None,
        credential: None,
        proofs: Vec::new(),
        documents: Vec::new(),
        project: judged.project.clone(),
        project_not_used: judged.lies_in.as_deref().map(str::to_owned),
        verified_as_of: None,
    };
    let judgement = match &judged.outcome {
        Ok(judgement) => judgement,
        Err(why) => return Report { checks: unread(why), ..blank },
    };
    let (recognised_as, recognised_by) = match &judgement.recognition {
        Recognition::ThisSite { name } => (Some(name.clone()), Some("the issuer of this project".to_owned())),
        Recognition::Listed { name, basis } => (Some(name.clone()), Some(basis.clone())),
        Recognition::Unknown | Recognition::Namesake => (None, None),
    };
    Report {
        verdict: judgement.verdict.grade().as_str(),
        signature: judgement.signature.as_str(),
        issuer: judgement.issuer.clone(),
        recognition: judgement.recognition.as_str(),
        checks: judgement.checks.iter().map(told).collect(),
        recognised_as,
        recognised_by,
        credential: judgement.verdict.value().map(facts),
        proofs: judgement
            .proofs
            .iter()
            .map(|p| ProofTold { suite: p.suite.clone(), method: p.method.clone(), outcome: p.outcome.as_str() })
            .collect(),
        documents: asked_for(judgement, documents),
        verified_as_of: judgement.verdict.verified_as_of(),
        ..blank
    }
}

fn told(check: &Check) -> CheckTold {
    CheckTold {
        id: check.id().as_str(),
        outcome: check.outcome().as_str(),
        code: check.code().to_owned(),
        note: check.note().to_owned(),
        seen: check.seen(),
    }
}

fn unread(why: &Unread) -> Vec<CheckTold> {
    let not_checked = |id| CheckTold {
        id,
        outcome: Outcome::Unknown.as_str(),
        code: "not-checked".to_owned(),
        note: "Not checked, since it cannot be read as a credential.".to_owned(),
        seen: None,
    };
    let (code, note) = (why.code.to_owned(), why.note.clone());
    let format = CheckTold { id: "format", outcome: "fail", code, note, seen: None };
    std::iter::once(format).chain(["signature", "issuer", "validity", "status"].map(not_checked)).collect()
}

fn facts(credential: &Credential) -> Facts {
    Facts {
        id: credential.id.clone(),
        types: credential.types.clone(),
        title: credential.title().map(str::to_owned),
        kind: credential.achievement().and_then(|a| a.kind.clone()),
        holder: credential.recipient().map(str::to_owned),
        issuer_name: credential.issuer.name.clone(),
        earned: credential.earned(),
        valid_from: credential.valid_from,
        valid_until: credential.valid_until,
    }
}

/// The documents that could say more: of the issuer, of the keys that signed, and the status lists.
fn asked_for(judgement: &Judgement, known: &Documents) -> Vec<DocumentTold> {
    let keys = judgement.proofs.iter().filter_map(|p| p.method.as_deref());
    let owners = judgement.issuer.as_deref().into_iter().chain(keys);
    let mut urls: Vec<String> = owners.filter_map(address).collect();
    let status = judgement.verdict.value().map(|credential| credential.status.as_slice()).unwrap_or_default();
    urls.extend(status.iter().filter_map(|entry| entry.address().map(str::to_owned)));
    let mut told: Vec<DocumentTold> = Vec::new();
    for url in urls {
        if !told.iter().any(|other| other.url == url) {
            let document = known.get(&url);
            told.push(DocumentTold {
                known: document.is_some(),
                retrieved: document.and_then(|document| document.retrieved),
                url,
            });
        }
    }
    told
}

/// Where the document of an identifier or of a key's name is, without its fragment.
fn address(id: &str) -> Option<String> {
    let id = id.split('#').next().unwrap_or(id);
    did::web_url(id).or_else(|| id.starts_with("https://").then(|| id.to_owned()))
}
