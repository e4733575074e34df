//! In: award sheets, badge definitions, the ledger, the credentials that are in place. Out: what to do with each award,
//! then the signed credentials and the ledger lines. The ledger is written first: a run that was cut short is completed from it.

use std::collections::BTreeMap;

use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::{Json, json};
use jiff::civil::Date;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diag::{Diagnostic, Span};
use crate::draft::suggest;
use crate::issue::allot::{Allotment, Random, allot};
use crate::issue::award::{self, Award};
use crate::issue::credential::{Definition, Issuer, credential_id, hex, unsigned};
use crate::issue::ledger::{self, Entry, Ledger};
use crate::issue::rows::Row;

/// An awards file and what was read from it.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name, for messages.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Its awards in order.
    pub awards: Vec<Award>,
}

/// What is there before anything is issued.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// Badge definitions by id.
    pub badges: &'a BTreeMap<String, Definition>,
    /// What was issued before.
    pub ledger: &'a Ledger,
    /// The bytes of the credential with this slug, when its file is in place.
    pub credential: &'a dyn Fn(&str) -> Option<&'a [u8]>,
}

/// What is to be done with an award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Issue it.
    New,
    /// It stands in the ledger, its file is missing: make the file again, the same to the byte.
    Complete(Entry),
    /// It was issued before.
    Done(Entry),
    /// It was issued before and the row says something else now.
    Changed(Entry, String),
}

/// An award with what is to be done.
#[derive(Debug, Clone)]
pub struct Planned<'a> {
    /// The award.
    pub award: &'a Award,
    /// Its badge.
    pub badge: &'a Definition,
    /// The file it comes from.
    pub sheet: &'a Sheet,
    /// What is to be done.
    pub step: Step,
}

/// A signed credential.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its line in the ledger.
    pub entry: Entry,
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// Whether the ledger knew it already.
    pub completed: bool,
}

/// Reads the rows of a file into awards.
///
/// # Errors
/// Everything that is wrong with any row.
pub fn sheet(file: &str, text: &str, rows: &[Row], today: Date) -> Result<Sheet, Vec<Diagnostic>> {
    let (mut awards, mut found) = (Vec::new(), Vec::new());
    for row in rows {
        match award::read(file, text, row, today) {
            Ok(award) => awards.push(award),
            Err(wrong) => found.extend(wrong),
        }
    }
    if found.is_empty() { Ok(Sheet { file: file.to_owned(), text: text.to_owned(), awards }) } else { Err(found) }
}

/// Decides what to do with every award.
///
/// # Errors
/// Every award that cannot be issued, and why.
pub fn plan<'a>(sheets: &'a [Sheet], state: &State<'a>) -> Result<Vec<Planned<'a>>, Vec<Diagnostic>> {
    let (mut planned, mut found) = (Vec::new(), Vec::new());
    let mut first_seen: BTreeMap<&str, String> = BTreeMap::new();
    for sheet in sheets {
        for award in &sheet.awards {
            let wrong = |code, message: String, span: Span, help: String| {
                Diagnostic::error(code, message).at(&sheet.file, &sheet.text, span).about(&award.name).help(help)
            };
            let place = Diagnostic::error("x", "x").at(&sheet.file, &sheet.text, award.span).place;
            let here = format!("{}:{}", sheet.file, place.and_then(|p| p.line).unwrap_or(1));
            if let Some(first) = first_seen.insert(&award.key, here) {
                let help = "take one of them out; if they are two awards, give each row an award_id of its own";
                found.push(wrong(
                    "duplicate-award",
                    format!("this is the same award as {first}"),
                    award.span,
                    help.to_owned(),
                ));
                continue;
            }
            let Some(badge) = state.badges.get(&award.badge.value) else {
                let help = suggest(&award.badge.value, state.badges.keys().map(String::as_str)).map_or_else(
                    || format!("the badges are {}", state.badges.keys().cloned().collect::<Vec<_>>().join(", ")),
                    |near| format!("did you mean {near:?}?"),
                );
                let message = format!("there is no badge {:?}", award.badge.value);
                found.push(wrong("unknown-badge", message, award.badge.span, help));
                continue;
            };
            let step = step(award, badge, state);
            if badge.evidence_required
                && award.evidence.as_ref().is_none_or(|e| e.url.is_none() && e.description.is_none())
                && step == Step::New
            {
                let message = format!("the badge {:?} is given for evidence only, and the row has none", badge.id);
                let help = "fill in evidence_url, or evidence_description with what was shown and to whom";
                found.push(wrong("missing-evidence", message, award.span, help.to_owned()));
                continue;
            }
            planned.push(Planned { award, badge, sheet, step });
        }
    }
    if found.is_empty() { Ok(planned) } else { Err(found) }
}

/// Signs what is new, and makes again what is missing.
///
/// # Errors
/// When the status list is full, when a signature cannot be made, or when a missing file cannot be made again as it was.
pub fn make(
    planned: &[Planned<'_>],
    issuer: &Issuer,
    ledger: &Ledger,
    signer: &Signer<'_>,
    random: Random<'_>,
) -> Result<Vec<Made>, Vec<Diagnostic>> {
    let mut taken = ledger.taken();
    let mut work = Vec::new();
    for item in planned {
        match &item.step {
            Step::New => {
                let allotted = allot(&mut taken, random)
                    .map_err(|full| vec![Diagnostic::error("status-list-full", full.to_string())])?;
                work.push((item, allotted, None));
            }
            Step::Complete(entry) => {
                let allotted = Allotment { slug: entry.slug.clone(), index: entry.index };
                work.push((item, allotted, Some(entry)));
            }
            Step::Done(_) | Step::Changed(..) => {}
        }
    }
    let made: Vec<_> =
        work.par_iter().map(|(item, allotted, known)| make_one(item, issuer, signer, allotted, *known)).collect();
    let (mut all, mut found) = (Vec::new(), Vec::new());
    for one in made {
        match one {
            Ok(made) => all.push(made),
            Err(wrong) => found.push(wrong),
        }
    }
    if found.is_empty() { Ok(all) } else { Err(found) }
}

fn step(award: &Award, badge: &Definition, state: &State<'_>) -> Step {
    let Some(entry) = state.ledger.of_award(&award.key) else { return Step::New };
    let Some(bytes) = (state.credential)(&entry.slug) else { return Step::Complete(entry.clone()) };
    match json::parse(bytes).ok().and_then(|credential| difference(&credential, award, badge, entry)) {
        Some(difference) => Step::Changed(entry.clone(), difference),
        None => Step::Done(entry.clone()),
    }
}

/// What the row says that the credential does not: a change after issuing never reaches what was signed.
fn difference(credential: &Json, award: &Award, badge: &Definition, entry: &Entry) -> Option<String> {
    let signed = |value: Option<&Json>| value.and_then(Json::as_str).unwrap_or_default().to_owned();
    let name = signed(credential.get("credentialSubject").and_then(|s| s.get("name")));
    let awarded = signed(credential.get("awardedDate"));
    if name != award.name {
        return Some(format!("it was issued to {name:?}, and the row says {:?}", award.name));
    }
    if entry.badge != badge.id {
        return Some(format!("it was issued for {:?}, and the row says {:?}", entry.badge, badge.id));
    }
    (awarded.get(..10) != Some(award.awarded.to_string().as_str())).then(|| {
        format!(
            "it was issued with the day {}, and the row says {}",
            awarded.get(..10).unwrap_or_default(),
            award.awarded
        )
    })
}

fn make_one(
    item: &Planned<'_>,
    issuer: &Issuer,
    signer: &Signer<'_>,
    allotted: &Allotment,
    known: Option<&Entry>,
) -> Result<Made, Diagnostic> {
    let about = |diagnostic: Diagnostic| diagnostic.about(&item.award.name);
    let signer = Signer {
        key: signer.key,
        verification_method: signer.verification_method,
        created: known.map_or(signer.created, |e| e.issued),
    };
    let signed =
        sign(unsigned(issuer, item.badge, item.award, allotted), &signer, &[Suite::EddsaRdfc2022, Suite::EddsaJcs2022])
            .map_err(|error| {
                about(Diagnostic::error("cannot-sign", format!("the credential cannot be signed: {error}")).at(
                    &item.sheet.file,
                    &item.sheet.text,
                    item.award.span,
                ))
            })?;
    let bytes = signed.to_pretty().into_bytes();
    let sha256 = hex(&Sha256::digest(&bytes));
    if let Some(entry) = known
        && entry.sha256 != sha256
    {
        let message = format!(
            "the ledger says that credentials/{}.json was issued, but the file is missing and the row or badge has changed since",
            entry.slug
        );
        let help =
            "bring the file back from a backup, or put the row and its badge back as they were and run this again";
        return Err(about(
            Diagnostic::error("lost-credential", message)
                .at(&item.sheet.file, &item.sheet.text, item.award.span)
                .help(help),
        ));
    }
    let entry = known.cloned().unwrap_or_else(|| Entry {
        id: credential_id(issuer, &allotted.slug),
        badge: item.badge.id.clone(),
        award: item.award.key.clone(),
        slug: allotted.slug.clone(),
        index: allotted.index,
        issued: signer.created,
        sha256,
        listed: item.award.listed,
    });
    Ok(Made { entry, bytes, completed: known.is_some() })
}

/// The ledger's text after these were made.
#[must_use]
pub fn ledger_text(ledger: &Ledger, made: &[Made]) -> String {
    ledger.with(&made.iter().filter(|m| !m.completed).map(|m| m.entry.clone()).collect::<Vec<_>>())
}

/// Where a credential's file stands in the project.
#[must_use]
pub fn credential_file(slug: &str) -> String {
    format!("credentials/{slug}.json")
}

/// Credentials of the ledger whose file is missing and whose award row is gone too: nothing can make them again.
#[must_use]
pub fn lost(planned: &[Planned<'_>], state: &State<'_>) -> Vec<Diagnostic> {
    let seen: std::collections::BTreeSet<&str> = planned.iter().map(|p| p.award.key.as_str()).collect();
    let gone = state
        .ledger
        .entries()
        .iter()
        .filter(|e| !seen.contains(e.award.as_str()) && (state.credential)(&e.slug).is_none());
    gone.map(|e| {
        Diagnostic::warning(
            "lost-credential",
            format!("{} stands in the ledger, but the file is missing", credential_file(&e.slug)),
        )
        .in_file(ledger::FILE)
        .about(&e.id)
        .help("bring it back from a backup; or name the awards file it came from, and it is made again")
    })
    .collect()
}
