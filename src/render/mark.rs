//! In: a judgement. Out: the mark and words of its verdict, and its checks in plain sentences.
//! The word, shape and class of "verified" are made by functions that take `&Verified<Credential>`, and nowhere else.

use accolade_credential::{Check, CheckId, Credential, Judgement, Outcome, Recognition, Verdict, Verified};
use jiff::Timestamp;
use serde::Serialize;

use super::words::Part;
use super::{svg, words};
use crate::model::Published;

/// How a verdict is told: shape, words, then colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The grade as a word for styles.
    pub grade: &'static str,
    /// A few words: `Verified as of 12 May 2026`.
    pub words: String,
    /// One word for narrow lists.
    pub short: &'static str,
    /// What it means, as a sentence.
    pub meaning: String,
    /// The shape, as SVG in the colour of the text around it.
    pub svg: String,
}

/// The mark of a judgement as of a moment; who published it and `holder` are named when a verdict speaks of them.
#[must_use]
pub fn mark(judgement: &Judgement, as_of: Timestamp, published: Option<&Published>, holder: Option<&str>) -> Mark {
    match &judgement.verdict {
        Verdict::Verified(credential) => verified(credential),
        Verdict::Authentic(credential) => authentic(credential, judgement, as_of),
        Verdict::Intact(_) => Mark {
            grade: "intact",
            words: "Unaltered; who signed it is not proven".to_owned(),
            short: "Unaltered",
            meaning:
                "Nothing was changed since it was signed. Whether the key is the named issuer’s could not be proven."
                    .to_owned(),
            svg: svg::mark(&judgement.verdict),
        },
        Verdict::Reported(_) => reported(judgement, published),
        Verdict::Claimed(_) | Verdict::Refused => Mark {
            grade: "claimed",
            words: holder.map_or_else(|| "In the holder’s own words".to_owned(), |h| format!("In {h}’s own words")),
            short: "Self-declared",
            meaning: "Self-declared: nobody else has signed it.".to_owned(),
            svg: svg::mark(&judgement.verdict),
        },
    }
}

/// What a credential says, as one sentence: what its issuer states, or what its holder states of themselves.
#[must_use]
pub fn sentence(verdict: &Verdict<Credential>, issuer: Option<Part>) -> Vec<Part> {
    let Some(value) = verdict.value() else { return Vec::new() };
    let (title, earned) = (value.title().unwrap_or(words::ENGLISH.untitled), value.earned().map(words::day));
    let say = if matches!(verdict, Verdict::Claimed(_)) { words::claim } else { words::sentence };
    say(value.recipient(), title, issuer, earned.as_ref())
}

/// "5 of 7 credentials were verified as of 12 May 2026.": counts only what the judge made verified.
#[must_use]
pub fn verified_count<'a>(judgements: impl Iterator<Item = &'a Judgement>, as_of: Timestamp) -> Option<String> {
    let (mut all, mut proven) = (0, Vec::<&Verified<Credential>>::new());
    for judgement in judgements {
        all += 1;
        if let Verdict::Verified(credential) = &judgement.verdict {
            proven.push(credential);
        }
    }
    let day = words::day(proven.first().map_or(as_of, |v| v.as_of())).words;
    match (all, proven.len()) {
        (0, _) => None,
        (n, 0) => Some(format!("{}.", words::count(n, "credential", "credentials"))),
        (1, _) => Some(format!("One credential, verified as of {day}.")),
        (2, 2) => Some(format!("Two credentials, both verified as of {day}.")),
        (n, m) if n == m => {
            Some(format!("{}, all verified as of {day}.", words::count(n, "credential", "credentials")))
        }
        (n, m) => Some(format!(
            "{}; {} verified as of {day}.",
            words::count(n, "credential", "credentials"),
            words::number(m)
        )),
    }
}

fn verified(credential: &Verified<Credential>) -> Mark {
    Mark {
        grade: "verified",
        words: format!("Verified as of {}", words::day(credential.as_of()).words),
        short: "Verified",
        meaning: "The issuer signed exactly what this page states, and it stands.".to_owned(),
        svg: svg::verified_mark(credential),
    }
}

fn authentic(credential: &Credential, judgement: &Judgement, as_of: Timestamp) -> Mark {
    let outcome = |id| judgement.checks.iter().find(|c| c.id() == id).map(|c| (c.outcome(), c.code()));
    let but = match (outcome(CheckId::Status), outcome(CheckId::Validity)) {
        (Some((Outcome::Fail, code)), _) if code.contains("suspend") => "but suspended by the issuer".to_owned(),
        (Some((Outcome::Fail, _)), _) => "but revoked by the issuer".to_owned(),
        (_, Some((Outcome::Fail, _))) => match (credential.valid_from, credential.valid_until) {
            (_, Some(until)) if until <= as_of => format!("but expired on {}", words::day(until).words),
            (Some(from), _) if from > as_of => format!("but not valid before {}", words::day(from).words),
            _ => "but outside its dates".to_owned(),
        },
        (Some((Outcome::Unknown, _)), _) => "but its status could not be checked".to_owned(),
        _ => "but its dates could not be checked".to_owned(),
    };
    let short = match outcome(CheckId::Status) {
        Some((Outcome::Fail, code)) if code.contains("suspend") => "Suspended",
        Some((Outcome::Fail, _)) => "Revoked",
        _ if but.starts_with("but expired") => "Expired",
        _ => "Genuine",
    };
    Mark {
        grade: "authentic",
        words: format!("Genuine, {but}"),
        short,
        meaning: "The issuer signed exactly what this page states.".to_owned(),
        svg: svg::mark(&judgement.verdict),
    }
}

/// Nobody is named as its publisher but the host that it was really fetched from: anybody can write a name.
fn reported(judgement: &Judgement, published: Option<&Published>) -> Mark {
    let day = |published: &Published| published.at.map(|at| format!(", as of {}", words::day(at).words));
    let words = published.map_or_else(
        || "Reported, without a signature".to_owned(),
        |p| format!("As published by {}{}", p.host, day(p).unwrap_or_default()),
    );
    Mark {
        grade: "reported",
        words,
        short: "Reported",
        meaning: "It carries no signature, so only its source can confirm it.".to_owned(),
        svg: svg::mark(&judgement.verdict),
    }
}

/// One check as a page tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckLine {
    /// `pass`, `fail`, `unknown` or `not-applicable`.
    pub outcome: &'static str,
    /// The outcome in a word, for those who do not see the shape.
    pub word: &'static str,
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
pub fn checks(judgement: &Judgement, issuer: Option<&str>, as_of: Timestamp) -> Vec<CheckLine> {
    if judgement.verdict.seal().is_none() {
        return Vec::new();
    }
    let line = |check: &Check| {
        let (word, svg) = match check.outcome() {
            Outcome::Pass => ("Holds", TICK),
            Outcome::Fail => ("Does not hold", CROSS),
            Outcome::Unknown => ("Not known", QUESTION),
            Outcome::NotApplicable => ("Not asked for", DASH),
        };
        CheckLine {
            outcome: check.outcome().as_str(),
            word,
            sentence: finding(check, issuer, as_of),
            note: check.note().to_owned(),
            exact: format!("{}: {} ({})", check.id(), check.outcome(), check.code()),
            svg,
        }
    };
    judgement.checks.iter().map(line).collect()
}

/// Who the issuer is known to be: always a neutral fact.
#[must_use]
pub fn recognition(recognition: &Recognition) -> String {
    match recognition {
        Recognition::ThisSite { name } => format!("This site is {}’s own.", words::with_article(name)),
        Recognition::Listed { name, basis } => {
            let known = format!("This site recognises the issuer as {}", words::with_article(name));
            match basis.split_once(": ").map(|(_, why)| why.trim()).filter(|why| !why.is_empty()) {
                Some(why) => format!("{known}, and says why: “{why}”"),
                None => format!("{known}."),
            }
        }
        Recognition::Unknown => "This site does not list this issuer, which says nothing for or against it.".to_owned(),
    }
}

/// The same in exact terms.
#[must_use]
pub fn recognition_exact(recognition: &Recognition) -> String {
    let place = match recognition {
        Recognition::Listed { basis, .. } => basis.split(": ").next().unwrap_or_default(),
        Recognition::ThisSite { .. } => "the issuer of accolade.yaml",
        Recognition::Unknown => "not listed",
    };
    format!("recognition: {recognition} ({place})")
}

fn finding(check: &Check, issuer: Option<&str>, as_of: Timestamp) -> String {
    let issuer = issuer.map_or_else(|| "the issuer".to_owned(), words::with_article);
    let day = words::day(as_of).words;
    match (check.id(), check.outcome()) {
        (CheckId::Format, Outcome::Pass) => "Every term in it has a published meaning.".to_owned(),
        (CheckId::Signature, Outcome::Pass) => "Nothing was changed since it was signed.".to_owned(),
        (CheckId::Issuer, Outcome::Pass) => format!("The key belongs to {issuer}."),
        (CheckId::Issuer, Outcome::Unknown) => format!("Whether the key belongs to {issuer} could not be found out."),
        (CheckId::Validity, Outcome::Pass) => format!("Inside its dates on {day}."),
        (CheckId::Validity, Outcome::NotApplicable) => "It has no end date.".to_owned(),
        (CheckId::Status, Outcome::Pass) => format!("Not revoked as of {day}."),
        (CheckId::Status, Outcome::Unknown) => "Whether it was revoked could not be found out.".to_owned(),
        (CheckId::Status, Outcome::NotApplicable) => {
            "Its issuer keeps no list of revoked credentials for it.".to_owned()
        }
        _ => capital(check.note()),
    }
}

fn capital(note: &str) -> String {
    let mut chars = note.trim_end_matches('.').chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

const TICK: &str =
    r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7"/></svg>"#;
const CROSS: &str =
    r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>"#;
const QUESTION: &str = r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 9a4 4 0 1 1 5.5 3.7c-1 .4-1.5 1-1.5 2.3M12 18.5v.5"/></svg>"#;
const DASH: &str = r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 12h10"/></svg>"#;
