//! In: a judgement. Out: the mark and words of its verdict; in `mark/`, its checks in plain sentences and who its issuer is.
//! The word, shape and class of "verified" are made by functions that take a `&Verified`, which the judge alone makes, and nowhere else.

mod checks;
mod issuer;

use std::borrow::Cow;

use accolade_credential::{CheckId, Credential, Grade, Judgement, Outcome, Verdict, Verified};
use jiff::Timestamp;
use serde::Serialize;

use super::svg;
use super::words::{Language, Part, isolated};
use crate::model::{Credentials, Entry, Published, Site, TakenBack};

pub use checks::{CheckLine, checks};
pub use issuer::{identity, recognition, recognition_exact};

/// How a verdict is told: shape, words, then colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The grade as a word for styles.
    pub grade: &'static str,
    /// A few words: `Verified as of 12 May 2026`.
    pub words: String,
    /// One word for narrow lists.
    pub short: String,
    /// What it means, as a sentence.
    pub meaning: String,
    /// The shape, as SVG in the colour of the text around it.
    pub svg: String,
}

/// The mark of an entry as of the site's moment; who published it and the site's holder are named when a verdict speaks of them.
#[must_use]
pub fn mark(words: &Language, site: &Site, entry: &Entry) -> Mark {
    let (judgement, as_of) = (&entry.judgement, site.meta.as_of);
    let holder = site.holder.as_ref().map(|holder| holder.name.as_str());
    let svg = || svg::mark(&judgement.verdict);
    match &judgement.verdict {
        Verdict::Verified(credential) => verified(words, credential),
        Verdict::Authentic(credential) => {
            let since = site.taken_back(&site.credentials[entry.id]);
            Mark { svg: svg(), ..authentic(words, credential, judgement, (as_of, since)) }
        }
        Verdict::Intact(_) => Mark {
            grade: "intact",
            words: words.unaltered(),
            short: words.unaltered_short(),
            meaning: words.unaltered_meaning(),
            svg: svg(),
        },
        Verdict::Reported(_) => Mark {
            grade: "reported",
            words: reported(words, entry.published.as_ref()),
            short: words.reported_short(),
            meaning: words.reported_meaning(),
            svg: svg(),
        },
        Verdict::Claimed(_) | Verdict::Refused => Mark {
            grade: "claimed",
            words: holder.map_or_else(|| words.claimed(), |h| words.claimed_by(h)),
            short: words.claimed_short(),
            meaning: words.claimed_meaning(),
            svg: svg(),
        },
    }
}

/// What a credential says, as one sentence: what its issuer states, or what its holder states of themselves.
#[must_use]
pub fn sentence(words: &Language, verdict: &Verdict<Credential>, issuer: Option<Part>) -> Vec<Part> {
    let Some(value) = verdict.value() else { return Vec::new() };
    let (title, earned) = (&*title(words, verdict), value.earned().map(|at| words.day(at)));
    if matches!(verdict, Verdict::Claimed(_)) {
        words.claim(value.recipient(), title, issuer, earned.as_ref())
    } else {
        words.sentence(value.recipient(), title, issuer, earned.as_ref())
    }
}

/// A sentence about a credential for those who see it alone, such as in a feed: with its verdict, unless that is that it is verified.
#[must_use]
pub fn told(sentence: &[Part], mark: &Mark) -> String {
    let said = super::words::text(sentence);
    let (gap, stop) = if said.ends_with('。') { ("", "。") } else { (" ", ".") };
    if mark.grade == "verified" { said } else { format!("{said}{gap}{}{stop}", mark.words) }
}

/// What a page, a preview or an entry of a feed about one credential is called: with its holder, where a site has those of many people and
/// this one agreed to be listed.
#[must_use]
pub fn heading(words: &Language, site: &Site, entry: &Entry) -> String {
    let verdict = &entry.judgement.verdict;
    let title = title(words, verdict);
    let named = entry.listed && (site.holder.is_none() || entry.for_another);
    match verdict.value().and_then(Credential::recipient).filter(|_| named) {
        Some(name) => format!("{}{}{title}", isolated(name, words.direction), words.t.colon),
        None => title.into_owned(),
    }
}

/// What was earned, in words. Of an assertion whose badge is only an address that nobody asked, no more is known than its host.
#[must_use]
pub fn title<'v>(words: &Language, verdict: &'v Verdict<Credential>) -> Cow<'v, str> {
    let value = verdict.value();
    if let Some(title) = value.and_then(Credential::title) {
        return title.into();
    }
    let reported = value.filter(|_| matches!(verdict, Verdict::Reported(_)));
    let badge = reported.and_then(|value| value.achievement()?.id.as_deref());
    let host = badge.and_then(|badge| url::Url::parse(badge).ok()?.host_str().map(str::to_owned));
    host.map_or_else(|| words.t.untitled.into(), |host| words.untitled_from(&host).into())
}

/// "7 credentials; 5 verified as of 12 May 2026.": counts only what the judge made verified, and nothing that was issued to somebody
/// else. Where nobody signed any of them, it says that.
#[must_use]
pub fn verified_count(words: &Language, credentials: &Credentials, as_of: Timestamp) -> Option<String> {
    let all = credentials.own().count();
    let every = |is: fn(Grade) -> bool| credentials.own().all(|brief| is(brief.verdict.grade()));
    if all > 0 && every(|grade| grade == Grade::Claimed) {
        return Some(words.tally_claimed(all));
    }
    if all > 0 && every(|grade| matches!(grade, Grade::Claimed | Grade::Reported)) {
        return Some(words.tally_unsigned(all));
    }
    words.verified_of(all, credentials.proven(), as_of)
}

/// The mark of what the judge made verified, whether the credential is at hand or only the hash that binds the verdict to it.
#[must_use]
pub fn verified<T>(words: &Language, credential: &Verified<T>) -> Mark {
    Mark {
        grade: "verified",
        words: words.verified(credential),
        short: words.verified_short(credential),
        meaning: words.verified_meaning(credential),
        svg: svg::verified_mark(credential),
    }
}

/// `since`: what the ledger of this site, which issued it, says besides.
fn authentic(
    words: &Language,
    credential: &Credential,
    judgement: &Judgement,
    (as_of, since): (Timestamp, Option<&TakenBack>),
) -> Mark {
    let day = |at: Timestamp| words.day(at).words;
    let outcome = |id| judgement.checks.iter().find(|c| c.id() == id).map(|c| (c.outcome(), c.code()));
    let (told, short) = match (outcome(CheckId::Status), outcome(CheckId::Validity)) {
        (Some((Outcome::Fail, code)), _) if code.contains("suspend") => {
            let on = since.and_then(|since| since.suspended).map(|at| words.genuine_suspended_on(&day(at)));
            (on.unwrap_or_else(|| words.genuine_suspended()), words.suspended_short())
        }
        (Some((Outcome::Fail, _)), _) => {
            let on = since.and_then(|since| since.revoked).map(|at| words.genuine_revoked_on(&day(at)));
            (on.unwrap_or_else(|| words.genuine_revoked()), words.revoked_short())
        }
        (_, Some((Outcome::Fail, _))) => match outside(credential, as_of) {
            Some(Outside::After(end)) => (words.genuine_expired(&day(end)), words.expired_short()),
            Some(Outside::Before(start)) => (words.genuine_not_yet(&day(start)), words.genuine_short()),
            None => (words.genuine_outside(), words.genuine_short()),
        },
        (Some((Outcome::Unknown, _)), _) => (words.genuine_unknown_status(), words.genuine_short()),
        _ => (words.genuine_unknown_dates(), words.genuine_short()),
    };
    Mark { grade: "authentic", words: told, short, meaning: words.genuine_meaning(), svg: String::new() }
}

/// On which side of its dates a moment lies.
enum Outside {
    After(Timestamp),
    Before(Timestamp),
}

fn outside(credential: &Credential, as_of: Timestamp) -> Option<Outside> {
    match (credential.valid_from, credential.valid_until) {
        (_, Some(until)) if until <= as_of => Some(Outside::After(until)),
        (Some(from), _) if from > as_of => Some(Outside::Before(from)),
        _ => None,
    }
}

/// Nobody is named as its publisher but the host that it was really fetched from: anybody can write a name.
fn reported(words: &Language, published: Option<&Published>) -> String {
    match published.map(|p| (&p.host, p.at)) {
        None => words.reported(),
        Some((host, None)) => words.reported_by(host),
        Some((host, Some(at))) => words.reported_by_on(host, &words.day(at).words),
    }
}
