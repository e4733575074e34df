//! In: a judgement. Out: its checks in plain sentences, with their exact terms.

use accolade_credential::{Check, CheckId, Credential, Judgement, Outcome, Recognition};
use jiff::Timestamp;
use serde::Serialize;

use super::{Outside, identity, outside};
use crate::render::words::Language;

/// One check as a page tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckLine {
    /// `pass`, `fail`, `unknown` or `not-applicable`.
    pub outcome: &'static str,
    /// The outcome in a word, for those who do not see the shape.
    pub word: String,
    /// What was found, as a sentence.
    pub sentence: String,
    /// The judge's own words.
    pub note: String,
    /// The check's name and reason code.
    pub exact: String,
    /// The shape.
    pub svg: &'static str,
}

/// The checks of a credential in plain sentences; none for what carries no signature.
#[must_use]
pub fn checks(words: &Language, judgement: &Judgement, issuer: Option<&str>, as_of: Timestamp) -> Vec<CheckLine> {
    let Some(credential) = judgement.verdict.value().filter(|_| judgement.verdict.seal().is_some()) else {
        return Vec::new();
    };
    let line = |check: &Check| {
        let (word, svg) = match check.outcome() {
            Outcome::Pass => (words.check_pass(), TICK),
            Outcome::Fail => (words.check_fail(), CROSS),
            Outcome::Unknown => (words.check_unknown(), QUESTION),
            Outcome::NotApplicable => (words.check_not_asked(), DASH),
        };
        CheckLine {
            outcome: check.outcome().as_str(),
            word,
            sentence: finding(words, check, issuer, (credential, judgement, as_of)),
            note: check.note().to_owned(),
            exact: format!("{}: {} ({})", check.id(), check.outcome(), check.code()),
            svg,
        }
    };
    judgement.checks.iter().map(line).collect()
}

fn finding(words: &Language, check: &Check, issuer: Option<&str>, of: (&Credential, &Judgement, Timestamp)) -> String {
    let (credential, judgement, as_of) = of;
    let issuer = || issuer.map_or_else(|| words.t.the_issuer.to_owned(), |name| words.with_article(name));
    let day = |at| words.day(at).words;
    match (check.id(), check.outcome()) {
        (CheckId::Format, Outcome::Pass) => words.check_format(),
        (CheckId::Signature, Outcome::Pass) => words.check_signature(),
        (CheckId::Issuer, Outcome::Pass) => match (&judgement.recognition, judgement.issuer.as_deref()) {
            // A name that nobody here vouches for is told as what it is.
            (Recognition::Unknown | Recognition::Namesake, Some(id)) => {
                words.check_issuer_as(&identity(id), credential.issuer.name.as_deref().unwrap_or(id))
            }
            _ => words.check_issuer(&issuer()),
        },
        (CheckId::Issuer, Outcome::Unknown) => words.check_issuer_unknown(&issuer()),
        (CheckId::Validity, Outcome::Pass) => words.check_dates(&day(as_of)),
        (CheckId::Validity, Outcome::Fail) => match outside(credential, as_of) {
            Some(Outside::After(end)) => words.check_expired(&day(end)),
            Some(Outside::Before(start)) => words.check_not_yet(&day(start)),
            None => words.check_dates_fail(),
        },
        (CheckId::Validity, Outcome::Unknown) => words.check_dates_unknown(),
        (CheckId::Validity, Outcome::NotApplicable) => words.check_no_end(),
        // A list tells of the day that it was fetched, and of no later one.
        (CheckId::Status, Outcome::Pass) => words.check_status(&day(check.seen().unwrap_or(as_of))),
        (CheckId::Status, Outcome::Fail) if check.code().contains("suspend") => words.check_suspended(),
        (CheckId::Status, Outcome::Fail) => words.check_revoked(),
        (CheckId::Status, Outcome::Unknown) => words.check_status_unknown(),
        (CheckId::Status, Outcome::NotApplicable) => words.check_no_status(),
        (_, Outcome::Fail) => words.check_other_fail(),
        (_, _) => words.check_other_unknown(),
    }
}

const TICK: &str =
    r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7"/></svg>"#;
const CROSS: &str =
    r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>"#;
const QUESTION: &str = r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 9a4 4 0 1 1 5.5 3.7c-1 .4-1.5 1-1.5 2.3M12 18.5v.5"/></svg>"#;
const DASH: &str = r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 12h10"/></svg>"#;
