//! In: what to do with each award, the ledger, randomness, a key. Out: signed credentials with their ledger entries, as values.
//! What the ledger knows already is made again the same to the byte, or not at all.

use std::collections::BTreeSet;

use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::{Json, report};
use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::draft::shown_addresses;
use crate::issue::allot::{Allotment, MOST_LISTS, Random, allot};
use crate::issue::credential::{Issuer, credential_id, unsigned};
use crate::issue::ledger::{self, Entry, Ledger};
use crate::issue::plan::{Planned, Step};

/// An award to sign, with its place.
#[derive(Debug)]
pub struct Work<'p> {
    item: &'p Planned<'p>,
    allotted: Allotment,
    known: Option<&'p Entry>,
}

/// How the bytes of a credential are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// As a line of its batch's file.
    Line,
    /// In a file of its own.
    File,
}

/// How each of several is kept.
pub type Keeping<'a> = &'a (dyn Fn(&Work<'_>) -> Kept + Sync);

/// A signed credential.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its line in the ledger.
    pub entry: Entry,
    /// Its bytes, without a line break at the end of a line.
    pub bytes: Vec<u8>,
    /// How they are kept.
    pub kept: Kept,
    /// Whether the ledger knew it already.
    pub completed: bool,
}

impl Work<'_> {
    /// The slug of the credential that it becomes.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.allotted.slug
    }

    /// What is signed for the first time; nothing of what is made again.
    #[must_use]
    pub fn first(&self) -> Option<&Planned<'_>> {
        self.known.is_none().then_some(self.item)
    }

    /// The key of its award.
    #[must_use]
    pub fn award(&self) -> &str {
        &self.item.award.key
    }

    /// The number of the status list that it is in.
    #[must_use]
    pub const fn list(&self) -> u32 {
        self.allotted.list
    }

    /// The batch that it belongs to.
    #[must_use]
    pub fn batch(&self) -> &str {
        &self.item.sheet.batch
    }
}

/// What is to be signed: what is new, each with a slug and an index that nobody can guess, and what is missing, with its own.
///
/// # Errors
/// When no status list has a place left.
pub fn work<'p>(
    planned: &'p [Planned<'p>],
    known: &Ledger,
    random: Random<'_>,
) -> Result<Vec<Work<'p>>, Box<Diagnostic>> {
    let mut taken = known.taken();
    let mut work = Vec::new();
    for item in planned {
        match &item.step {
            Step::New => {
                let allotted = allot(&mut taken, random).ok_or_else(|| {
                    let message =
                        format!("the last of {MOST_LISTS} status lists is full: nothing more can be issued here");
                    let help = "issue as another issuer, on a site of its own";
                    Diagnostic::error("no-list", message).in_file(ledger::FILE).help(help)
                })?;
                work.push(Work { item, allotted, known: None });
            }
            Step::Complete(entry) => {
                let allotted = Allotment { slug: entry.slug.clone(), list: entry.list, index: entry.index };
                work.push(Work { item, allotted, known: Some(entry) });
            }
            Step::Done(_) | Step::Changed(..) => {}
        }
    }
    // Files of different names may be one batch, as `a b.csv` and `a-b.csv`: what is one comes together, in its order.
    work.sort_by(|a, b| a.batch().cmp(b.batch()));
    Ok(work)
}

/// Of what is to be signed, what the build would refuse to publish: a word about each badge that brings an e-mail address along.
/// Rows were looked through when they were read.
#[must_use]
pub fn mail<'p>(new: impl Iterator<Item = &'p Planned<'p>>, issuer: &Issuer) -> Vec<Diagnostic> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    let kept = |item: &Planned<'_>| item.award.kept.as_ref().map(|kept| Json::from(kept.achievement.clone()).to_text());
    for item in new.filter(|item| seen.insert((item.badge.id.as_str(), kept(item)))) {
        let badge = item.badge;
        let nowhere = Allotment { slug: String::new(), list: 1, index: 0 };
        let whole = unsigned(issuer, badge, item.award, &nowhere).to_text();
        let words = [&whole, &badge.description, &badge.criteria];
        let words = words.into_iter().chain(&badge.assessment).chain(&badge.outcomes);
        // Of a badge as it was signed, nothing of the badge as it is now is signed.
        let words = words.take(if item.award.kept.is_some() { 1 } else { usize::MAX });
        let foreign = |address: &String| !issuer.contacts.contains(&address.to_lowercase());
        let Some(address) = words.flat_map(|text| shown_addresses(text)).find(foreign) else { continue };
        let host = address.rsplit_once('@').map_or("", |(_, host)| host);
        let message = format!(
            "the badge {:?}, as it would be signed, holds an e-mail address (of {host}), and could not be published",
            badge.id
        );
        let help = "take it out of the badge or of `issuer`; or, when it is an address of the institution, name it in accolade.yaml as `contacts: [address]`";
        found.push(
            Diagnostic::error("mail-address", message)
                .at(&item.sheet.file, &item.sheet.text, item.award.badge.span)
                .about(&badge.id)
                .help(help),
        );
    }
    found
}

/// Signs, on all cores, in order.
///
/// # Errors
/// Every signature that cannot be made, and every missing credential that cannot be made again as it was.
pub fn sign_all(
    work: &[Work<'_>],
    issuer: &Issuer,
    signer: &Signer<'_>,
    kept: Keeping<'_>,
) -> Result<Vec<Made>, Vec<Diagnostic>> {
    let made: Vec<_> = work.par_iter().map(|work| one(work, issuer, signer, kept(work))).collect();
    let (mut all, mut found) = (Vec::new(), Vec::new());
    for one in made {
        match one {
            Ok(made) => all.push(made),
            Err(wrong) => found.push(wrong),
        }
    }
    if found.is_empty() { Ok(all) } else { Err(found) }
}

fn one(work: &Work<'_>, issuer: &Issuer, signer: &Signer<'_>, kept: Kept) -> Result<Made, Diagnostic> {
    let Work { item, allotted, known } = work;
    let at = |diagnostic: Diagnostic| {
        diagnostic.at(&item.sheet.file, &item.sheet.text, item.award.span).about(&item.award.name)
    };
    let signer = Signer {
        key: signer.key,
        verification_method: signer.verification_method,
        created: known.map_or(signer.created, |e| e.issued),
    };
    let suites = [Suite::EddsaRdfc2022, Suite::EddsaJcs2022];
    let signed = sign(unsigned(issuer, item.badge, item.award, allotted), &signer, &suites)
        .map_err(|error| at(Diagnostic::error("cannot-sign", format!("the credential cannot be signed: {error}"))))?;
    let written = |kept| match kept {
        Kept::Line => signed.to_text().into_bytes(),
        Kept::File => signed.to_pretty().into_bytes(),
    };
    let Some(entry) = known else {
        let bytes = written(kept);
        let entry = Entry {
            id: credential_id(issuer, &allotted.slug),
            badge: item.badge.id.clone(),
            award: item.award.key.clone(),
            slug: allotted.slug.clone(),
            list: allotted.list,
            index: allotted.index,
            issued: signer.created,
            sha256: report::sha256(&bytes),
            listed: item.award.listed,
        };
        return Ok(Made { entry, bytes, kept, completed: false });
    };
    // How it was kept before is told by its hash.
    for kept in [Kept::Line, Kept::File] {
        let bytes = written(kept);
        if entry.sha256 == report::sha256(&bytes) {
            return Ok(Made { entry: (*entry).clone(), bytes, kept, completed: true });
        }
    }
    let message = format!(
        "the ledger says that {} was issued, but it is in no file below credentials/, and the row or badge has changed since",
        entry.slug
    );
    let help = "bring the file back from a backup, or put the row and its badge back as they were and run this again";
    Err(at(Diagnostic::error("lost-credential", message)).help(help))
}

/// Where a credential's file stands in the project, when it has one of its own.
#[must_use]
pub fn credential_file(slug: &str) -> String {
    format!("credentials/{slug}.json")
}

/// Where the credentials of a batch stand in the project.
#[must_use]
pub fn batch_file(batch: &str) -> String {
    format!("credentials/{batch}.jsonl")
}
