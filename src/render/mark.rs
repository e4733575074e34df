//! In: a judgement. Out: the mark and words of its verdict, and its checks in plain sentences.
//! The word, shape and class of "verified" are made by functions that take a `&Verified`, which the judge alone makes, and nowhere else.

use std::borrow::Cow;

use accolade_credential::{Check, CheckId, Credential, Grade, Judgement, Outcome, Recognition, Verdict, Verified};
use jiff::Timestamp;
use serde::Serialize;

use super::svg;
use super::words::{Language, Part, isolated};
use crate::model::{Credentials, Entry, Published, Site, TakenBack};

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

/// Who the issuer is known to be: always a neutral fact.
#[must_use]
pub fn recognition(words: &Language, recognition: &Recognition) -> String {
    match recognition {
        Recognition::ThisSite { name } => words.site_is_own(&words.with_article(name)),
        Recognition::Listed { name, basis } => {
            let name = words.with_article(name);
            match basis.split_once(": ").map(|(_, why)| why.trim()).filter(|why| !why.is_empty()) {
                Some(why) => words.site_lists_why(&name, why),
                None => words.site_lists(&name),
            }
        }
        Recognition::Unknown => words.site_lists_not(),
        Recognition::Namesake => words.site_namesake(),
    }
}

/// The same in exact terms.
#[must_use]
pub fn recognition_exact(recognition: &Recognition) -> String {
    let place = match recognition {
        Recognition::Listed { basis, .. } => basis.split(": ").next().unwrap_or_default(),
        Recognition::ThisSite { .. } => "the issuer of accolade.yaml",
        Recognition::Unknown => "not listed",
        Recognition::Namesake => "not listed; one that is listed has this name",
    };
    format!("recognition: {recognition} ({place})")
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

/// What an issuer can be held by: the host that its identifier names, with the page there when it names one, since many people may have
/// pages on one host; else the identifier. Of a long host the end counts, of all else the beginning.
#[must_use]
pub fn identity(id: &str) -> String {
    let web = id.strip_prefix("did:web:").map(|rest| match rest.split_once(':') {
        Some((host, page)) => (host.replace("%3A", ":"), format!("/{}", page.replace(':', "/"))),
        None => (rest.replace("%3A", ":"), String::new()),
    });
    let address = || {
        let rest = id.strip_prefix("https://")?.split('#').next().unwrap_or_default();
        let (host, page) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let host = host.rsplit('@').next().unwrap_or_default();
        Some((host.to_owned(), if page == "/" { String::new() } else { page.to_owned() }))
    };
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    let Some((host, page)) = web.or_else(address) else {
        let id = letters(id);
        return match id.len() {
            ..=28 => id.into_iter().collect(),
            count => id[..16].iter().chain(&['…']).chain(&id[count - 8..]).collect(),
        };
    };
    let (host, page) = (letters(&host), letters(&page));
    let (cut, end) = host.split_at(host.len().saturating_sub(60));
    let (start, rest) = page.split_at(page.len().min(48));
    let left_out = |part: &[char]| if part.is_empty() { "" } else { "…" };
    format!("{}{}{}{}", left_out(cut), String::from_iter(end), String::from_iter(start), left_out(rest))
}

const TICK: &str =
    r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7"/></svg>"#;
const CROSS: &str =
    r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>"#;
const QUESTION: &str = r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 9a4 4 0 1 1 5.5 3.7c-1 .4-1.5 1-1.5 2.3M12 18.5v.5"/></svg>"#;
const DASH: &str = r#"<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 12h10"/></svg>"#;

#[cfg(test)]
mod tests {
    use super::identity;

    #[test]
    fn an_issuer_is_held_by_its_host_or_by_its_key() {
        for (id, shown) in [
            ("did:web:alderbay.example", "alderbay.example"),
            ("did:web:alderbay.example:badges:x", "alderbay.example/badges/x"),
            ("did:web:localhost%3A8080", "localhost:8080"),
            ("https://alderbay.example/#y", "alderbay.example"),
            ("https://alderbay.example/~eve?x#y", "alderbay.example/~eve?x"),
            ("https://alderbay.example@evil.example/", "evil.example"),
        ] {
            assert_eq!(identity(id), shown, "{id}");
        }
        let long = identity(&format!("did:web:alderbay.example.{}.evil.example:{}", "a".repeat(99), "b".repeat(99)));
        assert!(long.starts_with("…aaa") && long.contains("aa.evil.example/bbb"), "{long}");
        assert_eq!(long.chars().count(), 61 + 49);
        assert_eq!(identity("did:key:z6MkgAnvkP45uNxwCKeNdt6wrYkEjpYX4f7Nrd8MQqFL8Fbn"), "did:key:z6MkgAnv…QqFL8Fbn");
        assert_eq!(identity("did:example:1"), "did:example:1");
    }
}
