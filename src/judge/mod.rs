//! In: drafts, a moment, and what was judged before. Out: what is kept of every entry's judgement, and an error for every refused one;
//! one warning for all that this site signed when its key may have been in other hands.
//! The only caller of verification. What is good it may only take away: it refuses who bears the name of an issuer that the site lists,
//! and withholds what a stolen key signed.
//!
//! The lines of a file are judged a few thousand at a time, on all cores: their bytes are read, judged, condensed to [`Kept`], and let
//! go. What stays is bound to the bytes by their hash: the credential is read again from the file when its page is made, and other
//! bytes than those that were judged give nothing.

mod bench;
mod facts;
mod known;
mod ledger;
mod lists;
mod locate;
mod memo;
mod refusal;
mod signatures;
mod unproven;
mod withheld;

use std::collections::BTreeMap;
use std::sync::Arc;

use accolade_credential::{Grade, Known};
use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diag::Diagnostic;
use crate::draft::{Drafts, Form};
use crate::load::LineFile;
use bench::{Batch, Bench};
use facts::Pools;
use withheld::Own;

pub use facts::{Achieved, Facts, Kept, Period, Standing};
pub use known::{Trust, trust};
pub use ledger::Met;
pub use lists::{ListFault, OwnList};
pub use memo::Memo;
pub use signatures::Signatures;
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
    /// The status lists of this site, by their files.
    pub lists: BTreeMap<String, OwnList>,
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
    let mut unproven: BTreeMap<String, usize> = BTreeMap::new();
    let mut judgements = Judgements { lists: lists::own(drafts, &known), ..Judgements::default() };
    for part in judged {
        for one in &part.kept {
            judgements.summary.add(one.kept.grade());
        }
        judgements.summary.refused += part.refused;
        judgements.parts.push(part.kept);
        judgements.met.extend(part.met);
        judgements.withheld.extend(part.withheld);
        for why in part.unproven {
            *unproven.entry(why).or_default() += 1;
        }
        found.extend(part.found);
    }
    judgements.withheld.sort();
    found.extend(withheld::told(&judgements.withheld, drafts));
    found.extend(unproven::told(&unproven, drafts));
    if !unproven.is_empty() {
        lists::told_already(&mut judgements.lists);
    }
    (judgements, found)
}

/// How many of `count` credentials are best judged together: work for every core, and signatures checked in bulk.
#[must_use]
pub fn together(count: usize) -> usize {
    count.div_ceil(rayon::current_num_threads()).clamp(1, 2048)
}
