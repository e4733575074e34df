//! In: a signature over an assertion that names its issuer in what was signed, and what is known. Out: whether the key is that
//! issuer's: by a pin, by the issuer's own document, or by its profile and the key's document together.
//!
//! What the assertion itself says of keys counts for nothing: anybody can copy a profile into it and add a key.

use std::collections::BTreeSet;

use super::links::host;
use super::read::text;
use super::revoked;
use crate::json::{self, Members, Object, Value};
use crate::judge::{Bonds, Holding, whose_key};
use crate::key::AnyKey;
use crate::known::Known;
use crate::time::day;
use crate::verdict::{Check, CheckId, Outcome};

/// Whether the key of `holding` is the issuer's. `signed`: when the assertion says that it was issued.
pub(super) fn check(id: &str, holding: &Holding, signed: Option<jiff::Timestamp>, known: &Known<'_>) -> Bonds {
    let bonds = whose_key(Some(id), std::slice::from_ref(holding), signed, known);
    if bonds.check.code() != "issuer-not-resolved" {
        return bonds;
    }
    let seen = [id, &holding.method].into_iter().filter_map(|url| known.seen(known.documents.get(url)?)).min();
    let (outcome, code, note) = match by_profile(id, holding, known) {
        Profile::Lists => (
            Outcome::Pass,
            "issuer-key",
            "The key belongs to the issuer, by its profile at its own address.".to_owned(),
        ),
        Profile::Other => {
            (Outcome::Fail, "other-key", "The key is none of those that the issuer's profile names.".to_owned())
        }
        Profile::Silent(why) => {
            (Outcome::Unknown, "issuer-not-resolved", format!("Who signed it is not proven: {why}."))
        }
    };
    Bonds { check: Check::new(CheckId::Issuer, outcome, code, note).resting(seen), ..bonds }
}

/// What the profile of an issuer says of a key.
enum Profile {
    Lists,
    Other,
    Silent(&'static str),
}

/// The profile and the key name each other, both from the https host of the issuer's id (Open Badges 2.0, `Profile` and
/// `CryptographicKey`). The profile alone could name anybody's key, and a key could name anybody as its owner.
fn by_profile(id: &str, holding: &Holding, known: &Known<'_>) -> Profile {
    let Some(profile) = at(id, known) else {
        return Profile::Silent(
            "its issuer's profile was not given, or does not stand at an https address; pin its key in issuers/",
        );
    };
    let named: Vec<String> = profile.get("publicKey").map_or(&[][..], Value::items).iter().filter_map(link).collect();
    if named.is_empty() {
        return Profile::Silent("its issuer's profile names no key; pin its key in issuers/");
    }
    if !named.contains(&holding.method) {
        return Profile::Other;
    }
    if host(&holding.method) != host(id) {
        return Profile::Silent("its key stands on another host than its issuer's profile");
    }
    let Some(document) = at(&holding.method, known) else {
        return Profile::Silent("the document of its key was not given");
    };
    let key = text(&document, "publicKeyPem").and_then(|pem| AnyKey::from_pem(&pem).ok());
    if text(&document, "owner").as_deref() == Some(id) && key.as_ref() == Some(&holding.key) {
        return Profile::Lists;
    }
    Profile::Silent("the document of its key does not name the issuer as its owner")
}

/// The object at an https address, when it says that this is its address.
fn at(url: &str, known: &Known<'_>) -> Option<Object> {
    let document = known.documents.get(url).filter(|_| url.starts_with("https://"))?;
    match json::parse(&document.bytes) {
        Ok(Value::Object(object)) if text(&object, "id").as_deref() == Some(url) => Some(object),
        _ => None,
    }
}

fn link(json: &Value<'_>) -> Option<String> {
    json.as_str().or_else(|| json.get("id")?.as_str()).map(str::to_owned)
}

/// Whether the issuer has revoked an assertion that is proven to be its own. Every list that its profile names counts, the
/// one in the assertion as well as the one at its address; that neither names one can be said only with the latter.
pub(super) fn status(id: &str, members: &Members<'_>, inside: &[String], known: &Known<'_>) -> Check {
    let check = |outcome, code, note: String| Check::new(CheckId::Status, outcome, code, note);
    let unknown = |(code, why): (&'static str, &str)| {
        check(Outcome::Unknown, code, format!("Whether it was revoked is not known: {why}."))
    };
    let profile = at(id, known);
    let asked = profile.as_ref().and_then(|_| known.seen(known.documents.get(id)?));
    let outside = profile.as_ref().map(revoked::lists).unwrap_or_default();
    let lists: BTreeSet<&str> = inside.iter().chain(&outside).map(String::as_str).collect();
    let mut answers = Vec::new();
    for url in lists {
        match ask(url, id, members, known) {
            Ok(None) => return check(Outcome::Fail, "revoked", "The issuer's list says that it is revoked.".into()),
            Ok(Some(seen)) => answers.push(seen),
            Err(why) => return unknown(why),
        }
    }
    let oldest = answers.iter().filter_map(|seen| *seen).chain(asked).min();
    match (answers.first(), profile) {
        (Some(_), _) => {
            let note = format!(
                "Not on the issuer's list as of {}. The list is unsigned, and at the issuer's own address.",
                day(oldest.unwrap_or(known.as_of))
            );
            check(Outcome::Pass, "not-listed", note).resting(oldest)
        }
        (None, Some(_)) => {
            let note = "The issuer keeps no list by which it could be revoked.";
            check(Outcome::NotApplicable, "no-status", note.into()).resting(oldest)
        }
        (None, None) => unknown(("list-missing", "its issuer's profile was not given; run `accolade update`")),
    }
}

/// When a list was fetched that does not name the assertion, where that is known; `None` when it does name it.
fn ask(
    url: &str,
    issuer: &str,
    members: &Members<'_>,
    known: &Known<'_>,
) -> Result<Option<Option<jiff::Timestamp>>, (&'static str, &'static str)> {
    let document = known.documents.get(url);
    let document = document.ok_or(("list-missing", "its issuer's list was not given; run `accolade update`"))?;
    let list = json::parse(&document.bytes).ok();
    let entries = list.as_ref().and_then(|l| l.get("revokedAssertions")).and_then(Value::as_array);
    let (Some(list), Some(entries)) = (&list, entries) else {
        return Err(("list-unreadable", "its issuer's list cannot be read"));
    };
    let own = revoked::names(members);
    if entries.iter().any(|entry| revoked::speaks_of(entry, &own) == Some(true)) {
        return Ok(None);
    }
    if entries.iter().any(|entry| revoked::speaks_of(entry, &own).is_none()) {
        return Err(("list-malformed", "its issuer's list is malformed"));
    }
    if list.get("issuer").and_then(link).as_deref() != Some(issuer) {
        return Err(("list-other-issuer", "its list is of someone other than the issuer"));
    }
    if !url.starts_with("https://") || !issuer.starts_with("https://") || host(url) != host(issuer) {
        return Err(("list-other-address", "its list is unsigned, and not at the issuer's own address"));
    }
    Ok(Some(known.seen(document)))
}
