//! In: award sheets, badge definitions, the ledger, the credentials that are in place. Out: what to do with each award.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use accolade_credential::json;
use encoding_rs::Encoding;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::diag::{Diagnostic, LineIndex, MOST_TOLD, Span, Spanned, Told};
use crate::draft::{Event, What, slug};
use crate::issue::award::{self, Award};
use crate::issue::change;
use crate::issue::credential::{Definition, Issuer};
use crate::issue::import::{Mapping, table};
use crate::issue::ledger::{self, Entry, Ledger};
use crate::issue::no_badge::NoBadge;
use crate::issue::rows::{self, Read, Skipped};
use crate::issue::signed::Signed;
use crate::model::people::folded;

/// An awards file and what was read from it.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name, for messages.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The encoding that was named for it.
    pub encoding: Option<&'static Encoding>,
    /// What its credentials are kept together under.
    pub batch: String,
    /// Its awards in order.
    pub awards: Vec<Award>,
    /// Rows that are no award.
    pub skipped: Vec<Skipped>,
    /// The badges of rows that cannot be read, each with the name of the row.
    pub unread: Vec<(Spanned<String>, Option<String>)>,
    /// Words about rows that stop nothing.
    pub remarks: Vec<Diagnostic>,
}

/// How an awards file is written.
#[derive(Debug, Clone, Copy)]
pub enum Form<'a> {
    /// A table.
    Csv(&'a Mapping),
    /// A list.
    Yaml,
}

/// What is there before anything is issued.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// Who issues.
    pub issuer: &'a Issuer,
    /// Badge definitions by id.
    pub badges: &'a BTreeMap<String, Definition>,
    /// What was issued before.
    pub ledger: &'a Ledger,
    /// The bytes of the credential with this slug, when its file is in place.
    pub credential: &'a (dyn Fn(&str) -> Option<Cow<'a, [u8]>> + 'a),
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
    /// Whether it is to be listed from now on, when the row's consent is not what the ledger says.
    pub listing: Option<bool>,
    /// The credentials of the award that this is about: consent is withdrawn for all of them.
    pub whose: Vec<Entry>,
}

impl Planned<'_> {
    /// The entry of what was issued before.
    #[must_use]
    pub const fn entry(&self) -> Option<&Entry> {
        match &self.step {
            Step::New => None,
            Step::Complete(entry) | Step::Done(entry) | Step::Changed(entry, _) => Some(entry),
        }
    }

    /// What the ledger is to say of its consent, when that is not what it says.
    pub fn consents(&self, at: Timestamp) -> impl Iterator<Item = Event> {
        let event = if self.listing == Some(true) { What::Listed } else { What::Unlisted };
        self.whose.iter().map(move |entry| Event::new(event, entry.id.clone(), at))
    }
}

/// Reads an awards file: its good rows, and everything that is wrong with any other, up to 200 problems.
#[must_use]
pub fn sheet(file: &str, text: String, form: Form<'_>, today: Date) -> (Sheet, Vec<Diagnostic>) {
    let (mut awards, mut skipped, mut found, mut more) = (Vec::new(), Vec::new(), Vec::new(), 0_usize);
    let (mut remarks, mut unread) = (Told::default(), Vec::new());
    let mut each = |read: Read| {
        if found.len() >= MOST_TOLD {
            more += 1;
            return;
        }
        match read {
            Read::Row(row) => match award::read(file, &text, &row, today) {
                Ok(award) => awards.push(award),
                Err(wrong) => {
                    let name = row.get("name").map(|name| name.value.clone());
                    unread.extend(row.get("badge").cloned().map(|badge| (badge, name)));
                    found.extend(wrong);
                }
            },
            Read::Skipped(row) => skipped.push(row),
            Read::Told(told) => remarks.push("row", || told),
            Read::Wrong(wrong) => found.push(wrong),
        }
    };
    match form {
        Form::Csv(mapping) => table::read(file, &text, mapping, &mut each),
        Form::Yaml => rows::yaml(file, &text, &mut each),
    }
    if more > 0 {
        let message =
            format!("the {more} rows that follow were not looked at: there are {} problems already", found.len());
        found.push(Diagnostic::error("too-many-problems", message).in_file(file).help("correct these first"));
    }
    let (file, batch, remarks) = (file.to_owned(), batch(file), remarks.finish());
    (Sheet { file, batch, text, encoding: None, awards, skipped, unread, remarks }, found)
}

/// The name of a batch: the awards file's, without its folder `awards/` and its extension.
fn batch(file: &str) -> String {
    let below = file.strip_prefix("awards/").unwrap_or_else(|| file.rsplit(['/', '\\']).next().unwrap_or(file));
    slug(below.rsplit_once('.').map_or(below, |(stem, _)| stem))
}

/// Decides what to do with every award.
///
/// # Errors
/// Every award that cannot be issued, and why.
pub fn plan<'a>(sheets: &'a [Sheet], state: &State<'a>) -> Result<Vec<Planned<'a>>, Vec<Diagnostic>> {
    let (mut planned, mut found, mut no_badge) = (Vec::new(), Told::default(), NoBadge::default());
    let mut first_seen: BTreeMap<&str, (usize, &Award)> = BTreeMap::new();
    let indexes: Vec<LineIndex<'_>> = sheets.iter().map(|sheet| LineIndex::of(&sheet.text)).collect();
    for (nth, sheet) in sheets.iter().enumerate() {
        for (badge, name) in sheet.unread.iter().filter(|(badge, _)| !state.badges.contains_key(&badge.value)) {
            no_badge.add(nth, badge, name.as_deref());
        }
        for award in &sheet.awards {
            let wrong = |code, message: String, span: Span, help: String| {
                Diagnostic::error(code, message)
                    .in_lines(&sheet.file, &indexes[nth], span)
                    .about(&award.name)
                    .help(help)
            };
            if let Some((nth, first)) = first_seen.insert(&award.key, (nth, award)) {
                found.push("duplicate-award", || {
                    let place = indexes[nth].place(&sheets[nth].file, first.span);
                    let mut message = format!("this is the same award as {}:{}", place.file, place.line.unwrap_or(1));
                    let mut help = "take one of them out; if they are two awards, give each row an award_id of its own";
                    if folded(&first.name) != folded(&award.name) {
                        message = format!("{message}, which is of {:?}", first.name);
                        help = "when they are two people, give the one that nothing was issued for an award_id of its own; where something was issued for both, as after two copies were joined, `accolade check` says first what to revoke";
                    }
                    wrong("duplicate-award", message, award.span, help.to_owned())
                });
                continue;
            }
            let Some(badge) = state.badges.get(&award.badge.value) else {
                no_badge.add(nth, &award.badge, Some(&award.name));
                continue;
            };
            let (step, listing, whose) = step(award, badge, state);
            if badge.evidence_required
                && award.evidence.iter().all(|e| e.url.is_none() && e.description.is_none())
                && step == Step::New
            {
                let message = format!("the badge {:?} is given for evidence only, and the row has none", badge.id);
                let help = "fill in evidence_url, or evidence_description with what was shown and to whom";
                found.push("missing-evidence", || wrong("missing-evidence", message, award.span, help.to_owned()));
                continue;
            }
            planned.push(Planned { award, badge, sheet, step, listing, whose });
        }
    }
    no_badge.tell((sheets, &indexes), state, &mut found);
    if found.is_empty() { Ok(planned) } else { Err(found.finish()) }
}

/// The entry of an award: under its number, or under the one that it had before its term was named, when it is of the same day.
fn issued<'a>(award: &Award, state: &State<'a>) -> Option<&'a Entry> {
    let before = || {
        let entry = state.ledger.of_award(award.before.as_ref()?)?;
        let signed = (state.credential)(&entry.slug).and_then(|bytes| Signed::read(&bytes))?;
        (signed.awarded()? == award.awarded).then_some(entry)
    };
    let forms = || award.forms.iter().find_map(|form| state.ledger.of_award(form));
    state.ledger.of_award(&award.key).or_else(before).or_else(forms)
}

/// What is to be done with an award, and whether its credentials are to be listed from now on, when that changes, and which.
fn step(award: &Award, badge: &Definition, state: &State<'_>) -> (Step, Option<bool>, Vec<Entry>) {
    let Some(entry) = issued(award, state) else { return (Step::New, None, Vec::new()) };
    let (step, may_list) = what(award, badge, entry, state);
    // A row for someone else cannot give consent on a person's behalf. Any row may withdraw it, and then for every credential of the
    // award, replacements and duplicates included.
    let whose: Vec<Entry> = if award.listed {
        let is_hidden = may_list && !state.ledger.is_listed(entry);
        is_hidden.then(|| entry.clone()).into_iter().collect()
    } else {
        let held = state.ledger.held_of_one_award(entry);
        held.into_iter().filter(|entry| state.ledger.is_listed(entry)).cloned().collect()
    };
    (step, (!whose.is_empty()).then_some(award.listed), whose)
}

/// What is to be done with an award that this credential was issued for, and whether its row may have it listed.
fn what(award: &Award, badge: &Definition, entry: &Entry, state: &State<'_>) -> (Step, bool) {
    if state.ledger.is_gone(&entry.id) {
        // It was signed again under another name, which is known by another number.
        let held = state.ledger.held_of_one_award(entry);
        return (Step::Done((*held.last().unwrap_or(&entry)).clone()), false);
    }
    let Some(bytes) = (state.credential)(&entry.slug) else { return (Step::Complete(entry.clone()), true) };
    let Ok(credential) = json::parse(&bytes) else { return (Step::Done(entry.clone()), true) };
    let step = match change::difference(&credential, award, badge, entry, state.issuer) {
        Some(difference) => Step::Changed(entry.clone(), difference),
        None => Step::Done(entry.clone()),
    };
    (step, change::is_of(&credential, award))
}

/// Credentials of the ledger whose file is missing and whose award row is gone too: nothing can make them again.
#[must_use]
pub fn lost(planned: &[Planned<'_>], state: &State<'_>) -> Vec<Diagnostic> {
    let seen: BTreeSet<&str> = planned.iter().flat_map(|p| p.award.keys()).collect();
    let gone = state
        .ledger
        .entries()
        .iter()
        .filter(|e| !seen.contains(e.award.as_str()) && !state.ledger.is_gone(&e.id))
        .filter(|e| (state.credential)(&e.slug).is_none());
    let mut found = Told::default();
    for e in gone {
        found.push("lost-credential", || {
            let message = format!("{} stands in the ledger, but is in no file below credentials/", e.slug);
            Diagnostic::warning("lost-credential", message)
                .in_file(ledger::FILE)
                .about(&e.id)
                .help("bring it back from a backup; or name the awards file it came from, and it is made again")
        });
    }
    found.finish()
}
