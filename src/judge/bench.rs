//! In: a batch of entries. Out: what is kept of each that is not refused, and why the others are.

use std::ops::Range;
use std::sync::Arc;

use accolade_credential::credential::{Achievement, Profile, Subject};
use accolade_credential::{Credential, Grade, Judgement, Recognition, Signature, Verdict};

use super::facts::{Kept, Pools};
use super::ledger::{self, Met};
use super::refusal::{self, At};
use super::withheld::{Own, Withheld};
use super::{Judged, LineBytes, Origin, memo, unproven};
use crate::diag::Diagnostic;
use crate::draft::{self, ClaimDraft, Content, CredentialDraft, Drafts};
use crate::load::LineFile;

/// What is judged together.
pub(super) enum Batch<'a> {
    Drafts(Range<usize>),
    Lines(&'a Arc<LineFile>, Range<usize>),
}

/// Everything that judging needs besides what is judged.
pub(super) struct Bench<'a> {
    pub(super) drafts: &'a Drafts,
    pub(super) own: Own<'a>,
    pub(super) round: memo::Round<'a>,
    pub(super) pools: Pools,
}

/// What came of entries that are judged together.
#[derive(Default)]
pub(super) struct Part {
    /// Those that are not refused.
    pub(super) kept: Vec<Judged>,
    /// How many are.
    pub(super) refused: usize,
    pub(super) met: Vec<Met>,
    pub(super) withheld: Vec<Withheld>,
    /// Why credentials of this site are refused, for which its document is to blame.
    pub(super) unproven: Vec<String>,
    pub(super) found: Vec<Diagnostic>,
}

impl Bench<'_> {
    pub(super) fn judge(&self, batch: Batch<'_>) -> Part {
        match batch {
            Batch::Drafts(range) => self.drafts(range),
            Batch::Lines(file, lines) => self.lines(file, lines),
        }
    }

    fn drafts(&self, range: Range<usize>) -> Part {
        let holder = self.drafts.site.holder.as_ref().map(|holder| holder.name.as_str());
        let drafts = &self.drafts.credentials[range.clone()];
        let credentials = drafts.iter().filter_map(|draft| match &draft.content {
            Content::Credential { bytes, .. } => Some(&bytes[..]),
            Content::Claim(_) => None,
        });
        let mut judged = self.round.judge(&credentials.collect::<Vec<_>>(), true, &self.pools).into_iter();
        let mut part = Part::default();
        for (n, draft) in range.zip(drafts) {
            let one = match &draft.content {
                Content::Credential { .. } => judged.next().expect("one judgement for each credential"),
                Content::Claim(claim) => {
                    let judgement = claimed(claim, holder);
                    let verdict = judgement.verdict.proof();
                    Kept::of(judgement, verdict, true, &self.pools)
                }
            };
            if one.grade() == Grade::Refused {
                part.refused += 1;
                let Some(judgement) = one.whole else { continue };
                let named = draft.slug.as_ref().map(|slug| slug.value.as_str());
                let Content::Credential { bytes, .. } = &draft.content else { continue };
                self.refuse(&mut part, &at(draft), (&judgement, bytes), named);
                continue;
            }
            if part.refuse_namesake(&at(draft), &one) {
                continue;
            }
            if let Content::Credential { file, bytes, .. } = &draft.content {
                part.met.extend(ledger::met(self.drafts, &one, bytes, || file.to_string()));
            }
            part.kept.push(Judged { origin: Origin::Draft(n), kept: one });
        }
        part
    }

    fn lines(&self, file: &Arc<LineFile>, lines: Range<usize>) -> Part {
        let mut part = Part::default();
        let chunk = match file.chunk(lines) {
            Ok(chunk) => chunk,
            Err(problem) => return Part { found: vec![problem], ..part },
        };
        let mut carried = Vec::new();
        for line in chunk.lines() {
            match draft::line(file.path(), &line, &self.drafts.documents) {
                Ok((bytes, form)) => carried.push((line, bytes, form)),
                Err(problem) => part.found.push(problem),
            }
        }
        let credentials: Vec<&[u8]> = carried.iter().map(|(_, bytes, _)| &bytes[..]).collect();
        let judged = self.round.judge(&credentials, false, &self.pools);
        for ((line, bytes, form), one) in carried.iter().zip(judged) {
            let at = At { file: file.path(), line: Some(line.number), bytes: Some(bytes) };
            if one.grade() == Grade::Refused {
                part.refused += 1;
                let Some(judgement) = one.whole else { continue };
                self.refuse(&mut part, &at, (&judgement, bytes), None);
                continue;
            }
            if part.refuse_namesake(&at, &one) {
                continue;
            }
            part.met.extend(ledger::met(self.drafts, &one, bytes, || format!("{}:{}", file.path(), line.number)));
            let origin = Origin::Line {
                file: Arc::clone(file),
                number: line.number,
                bytes: LineBytes::of(line.offset, line.text, bytes),
                form: *form,
                mail: draft::mentions_mail(bytes),
            };
            part.kept.push(Judged { origin, kept: one });
        }
        part
    }

    /// A refused credential: withheld, told of together with others, or an error.
    fn refuse(&self, part: &mut Part, at: &At<'_>, (judged, bytes): (&Judgement, &[u8]), named: Option<&str>) {
        if let Some(one) = self.own.withheld(judged, bytes, named) {
            part.withheld.push(one);
        } else if let Some(why) = unproven::of(judged, self.drafts) {
            part.unproven.push(why);
        } else {
            part.found.push(refusal::refusal(at, judged, self.own.reissued(judged, bytes, named)));
        }
    }
}

impl Part {
    /// Refuses an entry whose issuer bears the name of another one that the site lists. Gives back whether it did.
    fn refuse_namesake(&mut self, at: &At<'_>, one: &Kept) -> bool {
        let is_namesake = one.standing.recognition == Recognition::Namesake;
        if is_namesake {
            self.refused += 1;
            self.found.push(refusal::namesake(at, one));
        }
        is_namesake
    }
}

impl LineBytes {
    /// What a line carries is most often a part of its own text: then its place says it all.
    fn of(offset: u64, text: &[u8], carried: &[u8]) -> Self {
        let same = |window: &[u8]| std::ptr::eq(window, carried);
        let inside = text.windows(carried.len().max(1)).position(same);
        match (inside, u32::try_from(carried.len())) {
            (Some(start), Ok(length)) => Self::Within(offset + start as u64, length),
            _ => Self::Held(Arc::from(carried)),
        }
    }
}

fn at(draft: &CredentialDraft) -> At<'_> {
    match &draft.content {
        Content::Credential { file, bytes, .. } => At { file, line: None, bytes: Some(bytes) },
        Content::Claim(_) => At { file: &draft.file, line: None, bytes: None },
    }
}

/// The holder's own words: no check was made, so there is none to show.
fn claimed(claim: &ClaimDraft, holder: Option<&str>) -> Judgement {
    let achievement = Achievement {
        name: Some(claim.name.clone()),
        description: claim.description.clone(),
        kind: claim.kind.clone(),
        criteria: claim.criteria.clone(),
        criteria_url: claim.url.clone(),
        tags: claim.skills.clone(),
        ..Achievement::default()
    };
    let credential = Credential {
        name: Some(claim.name.clone()),
        description: claim.description.clone(),
        issuer: Profile { name: claim.issuer.clone(), ..Profile::default() },
        valid_until: claim.until.as_ref().map(|until| until.value),
        awarded: claim.earned.as_ref().map(|earned| earned.value),
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
