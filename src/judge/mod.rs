//! In: drafts, a moment, and what was judged before. Out: a judgement of every entry, and an error for every refused one.
//! The only caller of verification; it adds no rule of its own.

mod known;
mod memo;

use accolade_credential::credential::{Achievement, Profile, Subject};
use accolade_credential::{
    Check, CheckId, Credential, Grade, Judgement, Known, Outcome, Recognition, Signature, Verdict,
};
use jiff::Timestamp;
use rayon::prelude::*;
use serde::Serialize;

use crate::diag::Diagnostic;
use crate::draft::{ClaimDraft, Content, CredentialDraft, Drafts};

pub use known::{Trust, trust};
pub use memo::Memo;

/// The judgements of all entries, in the order of [`Drafts::credentials`].
pub type Judgements = Vec<Judgement>;

/// How many entries got which verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// [`Grade::Verified`]
    pub verified: usize,
    /// [`Grade::Authentic`]
    pub authentic: usize,
    /// [`Grade::Intact`]
    pub intact: usize,
    /// [`Grade::Reported`]
    pub reported: usize,
    /// [`Grade::Claimed`]
    pub claimed: usize,
    /// [`Grade::Refused`]
    pub refused: usize,
}

impl Summary {
    /// Counts judgements.
    #[must_use]
    pub fn of(judgements: &[Judgement]) -> Self {
        let mut summary = Self::default();
        for judgement in judgements {
            *match judgement.verdict.grade() {
                Grade::Verified => &mut summary.verified,
                Grade::Authentic => &mut summary.authentic,
                Grade::Intact => &mut summary.intact,
                Grade::Reported => &mut summary.reported,
                Grade::Claimed => &mut summary.claimed,
                Grade::Refused => &mut summary.refused,
            } += 1;
        }
        summary
    }
}

/// Judges every entry, on all cores; what the memo knows already is not judged again.
#[must_use]
pub fn judge(drafts: &Drafts, memo: &Memo, as_of: Timestamp) -> (Judgements, Vec<Diagnostic>) {
    let (trust, mut found) = trust(drafts);
    let known = Known { as_of, documents: &trust.documents, issuers: &trust.issuers };
    let round = memo.round(&known);
    let holder = drafts.site.holder.as_ref().map(|holder| holder.name.as_str());
    let judgements: Judgements = drafts
        .credentials
        .par_iter()
        .map(|draft| match &draft.content {
            Content::Credential { bytes, .. } => round.judge(bytes),
            Content::Claim(claim) => claimed(claim, holder),
        })
        .collect();
    round.keep();
    let pairs = drafts.credentials.iter().zip(&judgements);
    let refused = pairs.filter(|(_, judged)| judged.verdict.grade() == Grade::Refused);
    found.extend(refused.map(|(draft, judged)| refusal(draft, judged)));
    (judgements, found)
}

/// The holder's own words: no check was made, so there is none to show.
fn claimed(claim: &ClaimDraft, holder: Option<&str>) -> Judgement {
    let achievement = Achievement {
        name: Some(claim.name.clone()),
        description: claim.description.clone(),
        kind: claim.kind.clone(),
        criteria: claim.criteria.clone(),
        criteria_url: claim.url.clone(),
        ..Achievement::default()
    };
    let credential = Credential {
        name: Some(claim.name.clone()),
        description: claim.description.clone(),
        issuer: Profile { name: claim.issuer.clone(), ..Profile::default() },
        valid_until: claim.until,
        awarded: claim.earned,
        subjects: vec![Subject {
            name: holder.map(str::to_owned),
            achievement: Some(achievement),
            ..Subject::default()
        }],
        ..Credential::default()
    };
    Judgement {
        verdict: Verdict::Claimed(credential),
        signature: Signature::None,
        issuer: None,
        recognition: Recognition::Unknown,
        checks: Vec::new(),
    }
}

fn refusal(draft: &CredentialDraft, judged: &Judgement) -> Diagnostic {
    let deciding = |check: &&Check| match check.id() {
        CheckId::Format | CheckId::Signature => check.outcome() != Outcome::Pass,
        CheckId::Issuer => check.outcome() == Outcome::Fail,
        CheckId::Validity | CheckId::Status => false,
    };
    let file = match &draft.content {
        Content::Credential { file, .. } => file,
        Content::Claim(_) => &draft.file,
    };
    // Later checks cannot run once an earlier one failed: the first that failed is the reason.
    let reason = judged.checks.iter().find(deciding);
    let (code, note) = reason.map_or(("refused", "it cannot be judged"), |check| (check.code(), check.note()));
    let help = match (reason.map(Check::id), judged.signature) {
        (Some(CheckId::Format), _) => "get the credential from its issuer again, as they published it",
        (_, Signature::None) => {
            "a credential needs its issuer's signature; for an entry of your own, write a .yaml with `claim:`"
        }
        (_, Signature::Unsupported) => {
            "ask the issuer for a credential with an eddsa-rdfc-2022 or eddsa-jcs-2022 proof"
        }
        (_, Signature::Error) => {
            "add the issuer to issuers/ with its key, or run `accolade update` to fetch its documents"
        }
        _ => "get the credential from its issuer again; do not edit it, any change breaks its signature",
    };
    Diagnostic::error(code, format!("the credential is refused: {}", note.trim_end_matches('.')))
        .in_file(file.as_str())
        .help(help)
}
