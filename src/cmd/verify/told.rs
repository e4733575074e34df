//! In: a judged file. Out: everything that is told about it, as plain data: the line of `--json`, and what the report is written from.
//! docs/verify.schema.json describes it; members are only ever added.

use std::sync::Arc;

use accolade_credential::extract::Carrier;
use accolade_credential::{Check, Credential, Documents, Grade, Judgement, Recognition, Signature, did};
use jiff::Timestamp;
use serde::Serialize;

use super::known::World;
use super::subjects::{Form, Unread};

/// A judged file, or why it could not be judged.
pub(super) struct Judged {
    pub(super) file: String,
    pub(super) sha256: Option<String>,
    pub(super) form: Form,
    /// The project that it lies in, whose documents are not used.
    pub(super) lies_in: Option<Arc<str>>,
    pub(super) outcome: Result<Judgement, Unread>,
}

/// What is told about a file.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    pub(super) file: String,
    pub(super) verdict: &'static str,
    pub(super) signature: &'static str,
    pub(super) issuer: Option<String>,
    pub(super) recognition: &'static str,
    pub(super) checks: Vec<CheckTold>,
    pub(super) as_of: Timestamp,
    pub(super) sha256: Option<String>,
    pub(super) carrier: Option<&'static str>,
    pub(super) recognised_as: Option<String>,
    pub(super) recognised_by: Option<String>,
    pub(super) credential: Option<Facts>,
    pub(super) proofs: Vec<ProofTold>,
    pub(super) documents: Vec<DocumentTold>,
    pub(super) project: Option<String>,
    pub(super) project_not_used: Option<String>,
}

/// One check.
#[derive(Debug, Serialize)]
pub(super) struct CheckTold {
    pub(super) id: &'static str,
    pub(super) outcome: &'static str,
    pub(super) code: String,
    pub(super) note: String,
}

/// What the credential states; nothing of a refused one.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    pub(super) id: Option<String>,
    pub(super) types: Vec<String>,
    pub(super) title: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) holder: Option<String>,
    pub(super) issuer_name: Option<String>,
    pub(super) earned: Option<Timestamp>,
    pub(super) valid_from: Option<Timestamp>,
    pub(super) valid_until: Option<Timestamp>,
}

/// One signature.
#[derive(Debug, Serialize)]
pub(super) struct ProofTold {
    pub(super) suite: String,
    pub(super) method: Option<String>,
    pub(super) outcome: &'static str,
}

/// A document that a check asks for.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct DocumentTold {
    pub(super) url: String,
    pub(super) known: bool,
    pub(super) retrieved: Option<Timestamp>,
}

impl Judged {
    pub(super) fn grade(&self) -> Grade {
        self.outcome.as_ref().map_or(Grade::Refused, |judgement| judgement.verdict.grade())
    }
}

/// Everything that is told about a file that was judged with what is known.
pub(super) fn told(judged: &Judged, world: &World, as_of: Timestamp) -> Told {
    let blank = Told {
        file: judged.file.clone(),
        verdict: Grade::Refused.as_str(),
        signature: Signature::Error.as_str(),
        issuer: None,
        recognition: Recognition::Unknown.as_str(),
        checks: Vec::new(),
        as_of,
        sha256: judged.sha256.clone(),
        carrier: carrier(&judged.form),
        recognised_as: None,
        recognised_by: None,
        credential: None,
        proofs: Vec::new(),
        documents: Vec::new(),
        project: world.project.clone(),
        project_not_used: judged.lies_in.as_deref().map(str::to_owned),
    };
    let judgement = match &judged.outcome {
        Ok(judgement) => judgement,
        Err(why) => return Told { checks: unread(why), ..blank },
    };
    let (recognised_as, recognised_by) = match &judgement.recognition {
        Recognition::ThisSite { name } => (Some(name.clone()), Some("the issuer of this project".to_owned())),
        Recognition::Listed { name, basis } => (Some(name.clone()), Some(basis.clone())),
        Recognition::Unknown => (None, None),
    };
    Told {
        verdict: judgement.verdict.grade().as_str(),
        signature: judgement.signature.as_str(),
        issuer: judgement.issuer.clone(),
        recognition: judgement.recognition.as_str(),
        checks: judgement.checks.iter().map(check).collect(),
        recognised_as,
        recognised_by,
        credential: judgement.verdict.value().map(facts),
        proofs: judgement
            .proofs
            .iter()
            .map(|p| ProofTold { suite: p.suite.clone(), method: p.method.clone(), outcome: p.outcome.as_str() })
            .collect(),
        documents: documents(judgement, world.documents()),
        ..blank
    }
}

fn check(check: &Check) -> CheckTold {
    CheckTold {
        id: check.id().as_str(),
        outcome: check.outcome().as_str(),
        code: check.code().to_owned(),
        note: check.note().to_owned(),
    }
}

fn unread(why: &Unread) -> Vec<CheckTold> {
    let not_checked = |id| CheckTold {
        id,
        outcome: "unknown",
        code: "not-checked".to_owned(),
        note: "Not checked, since it cannot be read as a credential.".to_owned(),
    };
    let format = CheckTold { id: "format", outcome: "fail", code: why.code.to_owned(), note: why.note.clone() };
    std::iter::once(format).chain(["signature", "issuer", "validity", "status"].map(not_checked)).collect()
}

const fn carrier(form: &Form) -> Option<&'static str> {
    match form {
        Form::Yaml(_) => Some("yaml"),
        Form::Bytes(Some(Carrier::Json)) => Some("json"),
        Form::Bytes(Some(Carrier::Jws)) => Some("jws"),
        Form::Bytes(Some(Carrier::Png)) => Some("png"),
        Form::Bytes(Some(Carrier::Svg)) => Some("svg"),
        Form::Bytes(Some(Carrier::Pdf)) => Some("pdf"),
        Form::Bytes(None) => None,
    }
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
fn documents(judgement: &Judgement, known: &Documents) -> Vec<DocumentTold> {
    let keys = judgement.proofs.iter().filter_map(|p| p.method.as_deref());
    let owners = judgement.issuer.as_deref().into_iter().chain(keys);
    let mut urls: Vec<String> = owners.filter_map(address).collect();
    let status = judgement.verdict.value().map(|credential| credential.status.as_slice()).unwrap_or_default();
    urls.extend(status.iter().filter_map(|entry| entry.list.clone()));
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
