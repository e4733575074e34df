//! In: drafts, a moment, and what was judged before. Out: what is kept of every entry's judgement, and an error for every refused one;
//! one warning for all that this site signed when its key may have been in other hands.
//! The only caller of verification; it adds no rule of its own.
//!
//! The lines of a file are judged a few thousand at a time, on all cores: their bytes are read, judged, condensed to [`Kept`], and let
//! go. What stays is bound to the bytes by their hash: the credential is read again from the file when its page is made, and other
//! bytes than those that were judged give nothing.

mod facts;
mod known;
mod ledger;
mod locate;
mod memo;
mod refusal;
mod withheld;

use std::ops::Range;
use std::sync::Arc;

use accolade_credential::credential::{Achievement, Profile, Subject};
use accolade_credential::{Credential, Grade, Judgement, Known, Recognition, Signature, Verdict};
use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diag::Diagnostic;
use crate::draft::{self, ClaimDraft, Content, CredentialDraft, Drafts, Form};
use crate::load::LineFile;
use facts::Pools;
use refusal::At;
use withheld::Own;

pub use facts::{Achieved, Facts, Kept, Period, Standing};
pub use known::{Trust, locked, locked_beside, trust};
pub use ledger::Met;
pub use memo::Memo;
pub use withheld::Withheld;

/// An entry that is not refused, with where it comes from.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Where it comes from.
    pub origin: Origin,
    /// What is kept of it.
    pub kept: Kept,
}

/// Where an entry comes from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// Its place in [`Drafts::credentials`].
    Draft(usize),
    /// A line of a file.
    Line {
        /// The file.
        file: Arc<LineFile>,
        /// The number of its line, from 1.
        number: usize,
        /// Its bytes.
        bytes: LineBytes,
        /// What they are.
        form: Form,
        /// Whether they hold something like an e-mail address.
        mail: bool,
    },
}

/// The bytes of a credential that is a line of a file.
#[derive(Debug, Clone)]
pub enum LineBytes {
    /// Where they begin in the file, and how many there are.
    Within(u64, u32),
    /// The line only led to them.
    Held(Arc<[u8]>),
}

/// All entries that are not refused, in the order of their drafts and then of their files and lines, in parts.
#[derive(Debug, Default)]
pub struct Judgements {
    /// The entries, so that a part can be let go once it is used.
    pub parts: Vec<Vec<Judged>>,
    /// The credentials of the ledger that are there.
    pub met: Vec<Met>,
    /// What this site issued with a key that may have been in other hands by then, by id: refused, and no reason to publish nothing.
    pub withheld: Vec<Withheld>,
    /// How many entries got which verdict.
    pub summary: Summary,
}

impl Judgements {
    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// How many entries got which verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    /// Counts one more.
    fn add(&mut self, grade: Grade) {
        *match grade {
            Grade::Verified => &mut self.verified,
            Grade::Authentic => &mut self.authentic,
            Grade::Intact => &mut self.intact,
            Grade::Reported => &mut self.reported,
            Grade::Claimed => &mut self.claimed,
            Grade::Refused => &mut self.refused,
        } += 1;
    }
}

/// What is judged together.
enum Batch<'a> {
    Drafts(Range<usize>),
    Lines(&'a Arc<LineFile>, Range<usize>),
}

/// Everything that judging needs besides what is judged.
struct Bench<'a> {
    drafts: &'a Drafts,
    own: Own<'a>,
    round: memo::Round<'a>,
    pools: Pools,
}

/// Judges every entry, on all cores; what the memo knows already is not judged again.
#[must_use]
pub fn judge(drafts: &Drafts, memo: &Memo, as_of: Timestamp) -> (Judgements, Vec<Diagnostic>) {
    let (trust, mut found) = trust(drafts);
    let known = Known { as_of, documents: &trust.documents, issuers: &trust.issuers };
    let bench = Bench { drafts, own: Own::of(drafts), round: memo.round(&known), pools: Pools::default() };
    let (count, most) = (drafts.credentials.len(), together(drafts.credentials.len()));
    let mut batches: Vec<Batch<'_>> =
        (0..count).step_by(most).map(|from| Batch::Drafts(from..(from + most).min(count))).collect();
    for file in &drafts.lines {
        batches.extend(file.chunks().into_iter().map(|lines| Batch::Lines(file, lines)));
    }
    let judged: Vec<_> = batches.into_par_iter().map(|batch| bench.judge(batch)).collect();
    bench.round.keep();
    let mut judgements = Judgements::default();
    for part in judged {
        for one in &part.kept {
            judgements.summary.add(one.kept.grade());
        }
        judgements.summary.refused += part.refused;
        judgements.parts.push(part.kept);
        judgements.met.extend(part.met);
        judgements.withheld.extend(part.withheld);
        found.extend(part.found);
    }
    judgements.withheld.sort();
    found.extend(withheld::told(&judgements.withheld, drafts));
    (judgements, found)
}

/// How many of `count` credentials are best judged together: work for every core, and signatures checked in bulk.
fn together(count: usize) -> usize {
    count.div_ceil(rayon::current_num_threads()).clamp(1, 2048)
}

/// What came of entries that are judged together.
#[derive(Default)]
struct Part {
    /// Those that are not refused.
    kept: Vec<Judged>,
    /// How many are.
    refused: usize,
    met: Vec<Met>,
    withheld: Vec<Withheld>,
    found: Vec<Diagnostic>,
}

impl Bench<'_> {
    fn judge(&self, batch: Batch<'_>) -> Part {
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
                let withheld = match &draft.content {
                    Content::Credential { bytes, .. } => self.own.withheld(&judgement, bytes, named),
                    Content::Claim(_) => None,
                };
                part.refuse(withheld, || refused(draft, &judgement));
                continue;
            }
            if one.standing.recognition == Recognition::Namesake {
                part.refused += 1;
                part.found.push(refusal::namesake(&at(draft), &one));
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
            if one.grade() == Grade::Refused {
                part.refused += 1;
                let Some(judgement) = one.whole else { continue };
                let at = At { file: file.path(), line: Some(line.number), bytes: Some(bytes) };
                let withheld = self.own.withheld(&judgement, bytes, None);
                part.refuse(withheld, || refusal::refusal(&at, &judgement));
                continue;
            }
            if one.standing.recognition == Recognition::Namesake {
                part.refused += 1;
                let at = At { file: file.path(), line: Some(line.number), bytes: Some(bytes) };
                part.found.push(refusal::namesake(&at, &one));
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
}

impl Part {
    /// A refused entry: withheld, or an error.
    fn refuse(&mut self, withheld: Option<Withheld>, error: impl FnOnce() -> Diagnostic) {
        match withheld {
            Some(one) => self.withheld.push(one),
            None => self.found.push(error()),
        }
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

fn refused(draft: &CredentialDraft, judgement: &Judgement) -> Diagnostic {
    refusal::refusal(&at(draft), judgement)
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
