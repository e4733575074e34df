//! In: drafts, a moment, and what was judged before. Out: a judgement of every entry, and an error for every refused one.
//! The only caller of verification; it adds no rule of its own.

mod known;
mod locate;
mod memo;

use accolade_credential::credential::{Achievement, Profile, Subject};
use accolade_credential::json;
use accolade_credential::{
    Check, CheckId, Credential, Grade, Judgement, Known, Outcome, Recognition, Signature, Verdict,
};
use jiff::Timestamp;
use rayon::prelude::*;
use serde::Serialize;

use crate::diag::{Diagnostic, Place, Span};
use crate::draft::{ClaimDraft, Content, CredentialDraft, Drafts};
use crate::load::{Source, SourcePath};

pub use known::{Trust, locked, locked_beside, trust};
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
        .par_chunks(together(drafts.credentials.len()))
        .flat_map_iter(|drafts| judge_some(drafts, &round, holder))
        .collect();
    round.keep();
    let pairs = drafts.credentials.iter().zip(&judgements);
    let refused = pairs.filter(|(_, judged)| judged.verdict.grade() == Grade::Refused);
    found.extend(refused.map(|(draft, judged)| refusal(draft, judged)));
    (judgements, found)
}

/// How many of `count` credentials are best judged together: work for every core, and signatures checked in bulk.
fn together(count: usize) -> usize {
    count.div_ceil(rayon::current_num_threads()).clamp(1, 2048)
}

fn judge_some(drafts: &[CredentialDraft], round: &memo::Round<'_>, holder: Option<&str>) -> Judgements {
    let credentials = drafts.iter().filter_map(|draft| match &draft.content {
        Content::Credential { bytes, .. } => Some(&bytes[..]),
        Content::Claim(_) => None,
    });
    let mut judged = round.judge(&credentials.collect::<Vec<_>>()).into_iter();
    let one = |draft: &CredentialDraft| match &draft.content {
        Content::Credential { .. } => judged.next().expect("one judgement for each credential"),
        Content::Claim(claim) => claimed(claim, holder),
    };
    drafts.iter().map(one).collect()
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
        proofs: Vec::new(),
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
        (Some(CheckId::Format), _) if code == "unsupported-format" => {
            "ask the issuer for it as an Open Badge 3.0 in JSON, or as a signed token (JWT)"
        }
        (Some(CheckId::Format), _) => "get the credential from its issuer again, as they published it",
        (_, Signature::None) => {
            "a credential needs its issuer's signature; for an entry of your own, write a .yaml with `claim:`"
        }
        (_, Signature::Unsupported) => {
            "ask the issuer for a credential that is signed in a supported way, such as with eddsa-rdfc-2022"
        }
        (_, Signature::Error) => {
            "add the issuer to issuers/ with its key, or run `accolade update` to fetch its documents"
        }
        _ => "get the credential from its issuer again; do not edit it, any change breaks its signature",
    };
    let found = Diagnostic::error(code, format!("the credential is refused: {}", clause(note))).help(help);
    match &draft.content {
        Content::Credential { bytes, line: Some(line), .. } => {
            let mut found = at(found, file, bytes, note);
            found.place.get_or_insert_with(|| Place::of(file.as_str().to_owned(), "", Span::default())).line =
                Some(*line);
            found
        }
        Content::Credential { bytes, .. } if file.extension() == "json" => at(found, file, bytes, note),
        _ => found.in_file(file.as_str()),
    }
}

/// A sentence as the end of another one.
fn clause(note: &str) -> String {
    let note = note.trim_end_matches('.');
    let mut chars = note.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => note.to_owned(),
    }
}

/// The place that a reason speaks of: a path in its words, else the proof.
fn at(found: Diagnostic, file: &SourcePath, bytes: &[u8], note: &str) -> Diagnostic {
    let Ok(text) = Source::text(file, bytes) else { return found.in_file(file.as_str()) };
    if let Err(e) = json::parse(bytes) {
        let start = text.split_inclusive('\n').take(e.line - 1).map(str::len).sum::<usize>() + e.column - 1;
        return found.at(file.as_str(), text, Span { start, end: start + 1 });
    }
    let path = note.rsplit_once("(at ").and_then(|(_, rest)| rest.split_once(')')).map(|(path, _)| path);
    let named = path.and_then(|path| locate::locate(text, path)).or_else(|| mentioned(text, note));
    let span = named.or_else(|| locate::locate(text, "$.proof")).unwrap_or_default();
    found.at(file.as_str(), text, span)
}

/// The first word of a reason that stands in the credential as a whole string, such as a context's address.
fn mentioned(text: &str, note: &str) -> Option<Span> {
    note.split([' ', '"', ',']).filter(|word| word.len() > 8).find_map(|word| {
        let quoted = format!("\"{}\"", word.trim_end_matches('.'));
        text.find(&quoted).map(|start| Span { start, end: start + quoted.len() })
    })
}
