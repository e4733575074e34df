//! In: an assertion of Open Badges 1 or 2, as its host publishes it, and what is known. Out: a `Judgement`, Reported at most.
//!
//! Nothing in it is signed: it counts as what its host says, as of the day that its host was asked. It has no seal, and
//! what is shown leaves out the recipient's address, hashed or not.

mod date;
mod links;
mod read;
mod revoked;
mod signed;
mod whose;

use crate::Judgement;
use crate::jcs;
use crate::json::{self, Members, Value};
use crate::known::{Document, Known};
use crate::time::day;
use crate::verdict::{Check, CheckId, Outcome, Recognition, Signature, Verdict};

use links::Badge;

use read::Assertion;
pub(crate) use read::{address, creator, recipients};
pub(crate) use revoked::lists as revocation_lists;
pub(crate) use signed::{Token, judge as judge_signed};

/// What is wrong with an assertion: code and sentence.
type Fault = (&'static str, String);

/// The members that a copy and what its host publishes have alike, or both have not.
const SAME: [&str; 4] = ["issuedOn", "expires", "recipient", "revoked"];
/// And those that a copy may lack.
const WORDS: [&str; 4] = ["extensions:recipientProfile", "narrative", "evidence", "badge"];

/// Whether JSON is of Open Badges 1 or 2: it names a badge, or stands under their contexts, and has no subject.
pub(crate) fn is_badge(members: &Members<'_>) -> bool {
    let by_context = || members.get("@context").map_or(&[][..], Value::items).iter().any(read::is_own_context);
    members.get("credentialSubject").is_none() && (members.get("badge").is_some() || by_context())
}

/// Judges what a picture names by its address alone.
pub(crate) fn judge_link(url: &str, known: &Known<'_>) -> Judgement {
    let Some(document) = known.documents.get(url) else {
        if let Some(seen) = known.documents.gone(url) {
            let note = format!(
                "It holds only the address of a badge, which its host has withdrawn for good (seen on {}).",
                day(seen)
            );
            return refused(None, ("revoked", note));
        }
        let note = "It holds only the address of a badge, and what is there was not given. Run `accolade update`.";
        return refused(None, ("hosted-not-given", note.into()));
    };
    match json::parse(&document.bytes) {
        Ok(Value::Object(members)) => report(&members, Host::of(Some(url), known), known),
        _ => refused(None, ("not-json", "What stands at the address that it holds is no JSON object.".into())),
    }
}

/// Judges an assertion; where its host was asked, it is what the host says.
pub(crate) fn judge(members: &Members<'_>, known: &Known<'_>) -> Judgement {
    let host = Host::of(address(members), known);
    let Some(document) = host.published else { return report(members, host, known) };
    // What a copy brings along is held against what is known of it.
    if let Err(fault) = links::badge(members.get("badge"), links::Inside::Copied, known) {
        return refused(None, fault);
    }
    match json::parse(&document.bytes) {
        Ok(Value::Object(published)) if differs(members, &published) => refused(None, links::differs()),
        // A host may answer with no more than that the badge is revoked.
        Ok(Value::Object(published)) if read::is_revoked(&published) => {
            let mut members = members.clone();
            members.insert("revoked", Value::Bool(true));
            if let Some(reason) = published.get("revocationReason") {
                members.insert("revocationReason", reason.clone());
            }
            report(&members, host, known)
        }
        Ok(Value::Object(published)) => report(&published, host, known),
        _ => refused(None, ("not-json", "What its host publishes in its place is no JSON object.".into())),
    }
}

/// What the host of an assertion answered, when it was asked.
#[derive(Clone, Copy)]
struct Host<'a> {
    /// Where it is, whatever stands there says of its own address.
    url: Option<&'a str>,
    published: Option<&'a Document>,
    /// When it said that what was there is withdrawn for good, which is how a host may revoke.
    gone: Option<jiff::Timestamp>,
}

impl<'a> Host<'a> {
    fn of(url: Option<&'a str>, known: &Known<'a>) -> Self {
        let documents = known.documents;
        Self { url, published: url.and_then(|url| documents.get(url)), gone: url.and_then(|url| documents.gone(url)) }
    }
}

/// Whether a copy says otherwise than its host; the host alone may say that it is revoked.
fn differs(copy: &Members<'_>, published: &Members<'_>) -> bool {
    let text = |value: Option<&Value<'_>>| value.map(jcs::canonical);
    if read::is_revoked(published) {
        let there: Vec<&str> = WORDS.into_iter().filter(|name| published.get(name).is_some()).collect();
        return links::says_otherwise(copy, published, &there)
            || SAME.iter().filter(|n| **n != "revoked").any(|name| {
                let (ours, theirs) = (text(copy.get(name)), text(published.get(name)));
                theirs.is_some() && ours != theirs
            });
    }
    links::says_otherwise(copy, published, &WORDS)
        || SAME.iter().any(|name| text(copy.get(name)) != text(published.get(name)))
}

/// What an assertion says, with where it may be said.
fn report(members: &Members<'_>, host: Host<'_>, known: &Known<'_>) -> Judgement {
    let mut assertion = match read::assertion(members) {
        Ok(assertion) => assertion,
        Err(fault) => return refused(None, fault),
    };
    // What a host publishes may say that it stands on another.
    if let Some(url) = host.url {
        assertion.address = Some(url.to_owned());
    }
    let badge = match links::badge(members.get("badge"), links::Inside::Copied, known) {
        Ok(badge) => badge,
        Err(fault) => return refused(None, fault),
    };
    let issuer_id = badge.issuer.id.clone();
    if let Some(fault) = links::wrong_place(&assertion, &badge) {
        return refused(issuer_id, fault);
    }
    let checks = vec![
        form(&badge),
        unsigned(),
        Check::new(CheckId::Issuer, Outcome::Unknown, "not-signed", issuer_note(&assertion, host)),
        validity(&assertion, known),
        status(&assertion, host, known),
    ];
    Judgement {
        verdict: Verdict::Reported(assertion.with(badge)),
        signature: Signature::None,
        issuer: issuer_id,
        recognition: Recognition::Unknown,
        checks,
        proofs: Vec::new(),
    }
}

fn form(badge: &Badge) -> Check {
    let note = match badge.missing {
        None => "It can be read as an assertion of Open Badges 1 or 2.".to_owned(),
        Some(what) => format!(
            "It can be read as an assertion of Open Badges 1 or 2, but {what} stands at another address, which was not \
             given. Run `accolade update`."
        ),
    };
    Check::new(CheckId::Format, Outcome::Pass, "well-formed", note)
}

fn unsigned() -> Check {
    let note = "Open Badges 1 and 2 on a website carry no signature: it counts as what its host says.";
    Check::new(CheckId::Signature, Outcome::NotApplicable, "hosted", note)
}

fn issuer_note(assertion: &Assertion, asked: Host<'_>) -> String {
    match assertion.address.as_deref().and_then(links::host) {
        Some(host) if asked.published.is_some() => {
            format!("Who issued it is not proven: whoever runs {host} publishes it.")
        }
        Some(host) => format!("Who issued it is not proven: it says that it is published on {host}."),
        None => "Who issued it is not proven: it is not signed.".into(),
    }
}

fn validity(assertion: &Assertion, known: &Known<'_>) -> Check {
    let check = |outcome, code, note: String| Check::new(CheckId::Validity, outcome, code, note);
    let (from, until) = (assertion.credential.valid_from, assertion.credential.valid_until);
    match (from, until) {
        (Some(from), Some(until)) if until < from => {
            let note = format!("It expired on {}, before it was issued on {}.", day(until), day(from));
            check(Outcome::Fail, "expired", note)
        }
        (_, Some(until)) if known.as_of > until => {
            check(Outcome::Fail, "expired", format!("Expired on {}.", day(until)))
        }
        (Some(from), _) if known.as_of < from => {
            check(Outcome::Fail, "not-yet-valid", format!("Not valid before {}.", day(from)))
        }
        (_, Some(until)) => check(Outcome::Pass, "in-validity", format!("Valid until {}.", day(until))),
        (Some(from), None) => {
            check(Outcome::Pass, "in-validity", format!("Valid since {}, without an end.", day(from)))
        }
        (None, None) => check(Outcome::NotApplicable, "no-dates", "It states no dates.".into()),
    }
}

/// A badge is revoked when its host says so; that it is not, only the host can say.
fn status(assertion: &Assertion, host: Host<'_>, known: &Known<'_>) -> Check {
    let check = |outcome, code, note: String| Check::new(CheckId::Status, outcome, code, note);
    if let Some(seen) = host.gone {
        let note = format!("Its host has withdrawn it for good, as of {}.", day(seen.min(known.as_of)));
        return check(Outcome::Fail, "revoked", note);
    }
    let asked = host.published.and_then(|document| document.retrieved).map(|at| at.min(known.as_of));
    let when = asked.map_or_else(|| "as the file states".to_owned(), |at| format!("as of {}", day(at)));
    if let Some(reason) = &assertion.revoked {
        let why = if reason.is_empty() { String::new() } else { format!(" The reason given: {reason}") };
        return check(Outcome::Fail, "revoked", format!("Its host has revoked it, {when}.{why}"));
    }
    match host.published {
        Some(_) => check(Outcome::Pass, "status-clear", format!("Its host publishes it, not revoked, {when}.")),
        None => {
            let note = "Whether its host publishes it is not known. Run `accolade update`.";
            check(Outcome::Unknown, "hosted-not-given", note.into())
        }
    }
}

fn refused(issuer: Option<String>, (code, note): Fault) -> Judgement {
    let unread =
        |id| Check::new(id, Outcome::Unknown, "not-checked", "Not checked, since it cannot be read as a badge.");
    Judgement {
        verdict: Verdict::Refused,
        signature: Signature::None,
        issuer,
        recognition: Recognition::Unknown,
        checks: vec![
            Check::new(CheckId::Format, Outcome::Fail, code, note),
            unsigned(),
            unread(CheckId::Issuer),
            unread(CheckId::Validity),
            unread(CheckId::Status),
        ],
        proofs: Vec::new(),
    }
}
