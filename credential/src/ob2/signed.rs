//! In: a signed assertion of Open Badges 1 or 2 (a compact JWS, opened), and what is known. Out: a `Judgement`. What is shown is
//! what was signed; an assertion that names its badge by an address only is Intact at most, since it names no issuer.

use super::links::{self, Badge, Inside};
use super::read;
use super::{form, refused, revoked, validity, whose};
use crate::json::{self, Members, Value};
use crate::judge::{Bonds, Holding, recognise};
use crate::key::AnyKey;
use crate::known::{Documents, Known};
use crate::time::day;
use crate::verdict::{Check, CheckId, Outcome, Outcomes, Seal, Signature, fold};
use crate::{Judgement, ProofSeen};

/// A JWS whose payload is an assertion.
pub(crate) struct Token<'a> {
    /// What is signed: header and payload as they stand.
    pub(crate) input: &'a str,
    pub(crate) signature: &'a [u8],
    /// The algorithm in words, for reports.
    pub(crate) suite: String,
    /// Why its header is not accepted.
    pub(crate) header: Option<(Outcome, &'static str, String)>,
    /// Whether the algorithm is one of a key's kind.
    pub(crate) takes: &'a dyn Fn(&AnyKey) -> bool,
}

/// A key that an assertion names, and whose it says that it is.
struct Named {
    key: AnyKey,
    owner: Option<String>,
}

/// Judges a signed assertion.
pub(crate) fn judge(members: &Members<'_>, token: &Token<'_>, known: &Known<'_>) -> Judgement {
    // The badge and its issuer are shown only as far as they stand in what was signed.
    let nothing = Documents::default();
    let inside = Known { documents: &nothing, ..*known };
    let (assertion, badge) = match (read::signed(members), links::badge(members.get("badge"), Inside::Signed, &inside))
    {
        (Ok(assertion), Ok(badge)) => (assertion, badge),
        (Err(fault), _) | (_, Err(fault)) => return refused(None, fault),
    };
    let linked = links::badge(members.get("badge"), Inside::Signed, known).ok();
    let creator = read::creator(members);
    let stated = badge.issuer.id.clone();
    let keys = creator.as_deref().ok_or("it names no key").and_then(|url| keys(url, stated.as_deref(), known));
    let (signature, named) = check(token, &keys);
    let holding = named.zip(creator.as_ref()).map(|(named, creator)| Holding {
        key: named.key.clone(),
        method: creator.clone(),
        signature: token.signature.to_vec(),
        created: None,
        expires: None,
    });
    let owner = named.and_then(|n| n.owner.as_deref());
    let issued = assertion.credential.valid_from;
    let Bonds { check: issuer, doubt, .. } = match (other_owner(owner, stated.as_deref(), linked.as_ref()), &stated) {
        (Some(other), _) if holding.is_some() => Bonds { check: other, own: 0, doubt: None },
        (_, Some(id)) => match &holding {
            Some(holding) => whose::check(id, holding, issued, known),
            None => crate::judge::whose_key(None, &[], None, known),
        },
        (_, None) => Bonds { check: unnamed(holding.is_some()), own: 0, doubt: None },
    };
    let status = match &stated {
        Some(id) if issuer.outcome() == Outcome::Pass => whose::status(id, members, &badge.revocations, known),
        _ => status(members, owner, linked.as_ref(), known),
    };
    let validity = validity(&assertion, known);
    let validity = doubt.filter(|_| validity.outcome() != Outcome::Fail).unwrap_or(validity);
    let checks = vec![form(&badge), signature, issuer, validity, status];
    let outcome = |at: usize| checks[at].outcome();
    let outcomes = Outcomes {
        format: outcome(0),
        signature: outcome(1),
        issuer: outcome(2),
        validity: outcome(3),
        status: outcome(4),
    };
    let state = match outcomes.signature {
        Outcome::Pass => Signature::Good,
        Outcome::Fail => Signature::Bad,
        _ => Signature::Error,
    };
    let as_of = checks.iter().filter_map(Check::seen).min().unwrap_or(known.as_of);
    let proven = outcomes.format == Outcome::Pass && outcomes.issuer == Outcome::Pass;
    let seal = holding.map(|h| Seal::of(&h.key.one_form(&h.signature)));
    let recognition = recognise(stated.as_deref(), badge.issuer.name.as_deref(), proven, known);
    Judgement {
        verdict: fold(outcomes, assertion.with(badge), seal, as_of),
        signature: state,
        recognition,
        issuer: stated,
        checks,
        proofs: vec![ProofSeen { suite: token.suite.clone(), method: creator, outcome: outcomes.signature }],
    }
}

/// The key that is pinned under this address, or stands there (`CryptographicKey`, or PEM alone); else those that are
/// pinned for the issuer under any name.
fn keys(url: &str, issuer: Option<&str>, known: &Known<'_>) -> Result<Vec<Named>, &'static str> {
    let pinned = known.issuers.iter().find_map(|issuer| {
        let pin = issuer.keys.iter().find(|pin| pin.id.as_deref() == Some(url))?;
        Some(Named { key: pin.key.clone(), owner: Some(issuer.id.clone()) })
    });
    if let Some(named) = pinned {
        return Ok(vec![named]);
    }
    let Some(document) = known.documents.get(url) else {
        let entry = issuer.and_then(|id| known.issuers.get(id));
        let pins = entry.map_or(&[][..], |entry| &entry.keys).iter().filter(|pin| pin.id.is_none());
        let named: Vec<Named> =
            pins.map(|pin| Named { key: pin.key.clone(), owner: issuer.map(str::to_owned) }).collect();
        return if named.is_empty() { Err("it was not given; run `accolade update`") } else { Ok(named) };
    };
    let unreadable = "what stands at its address is no public key";
    let json = json::parse(&document.bytes).ok();
    let object = json.as_ref().and_then(Value::as_object);
    let pem = match object {
        Some(object) => read::text(object, "publicKeyPem").ok_or(unreadable)?,
        None => std::str::from_utf8(&document.bytes).map_err(|_| unreadable)?.to_owned(),
    };
    let key = AnyKey::from_pem(&pem).map_err(|_| unreadable)?;
    Ok(vec![Named { key, owner: object.and_then(|o| read::text(o, "owner")) }])
}

/// The check, and the key that made the signature when it holds.
fn check<'k>(token: &Token<'_>, keys: &'k Result<Vec<Named>, &'static str>) -> (Check, Option<&'k Named>) {
    let check = |outcome, code, note: String| (Check::new(CheckId::Signature, outcome, code, note), None);
    if let Some((outcome, code, note)) = &token.header {
        return check(*outcome, code, note.clone());
    }
    let keys = match keys {
        Ok(keys) => keys,
        Err(why) => {
            let note = format!("The key that it names could not be used: {why}.");
            return check(Outcome::Unknown, "key-not-found", note);
        }
    };
    let mut fitting = keys.iter().filter(|named| (token.takes)(&named.key)).peekable();
    if fitting.peek().is_none() {
        let kind = keys.first().map_or("none", |named| named.key.kind());
        let note = format!("Its algorithm is not one for its key, which is of the kind {kind}.");
        return check(Outcome::Fail, "key-kind", note);
    }
    match fitting.find(|named| named.key.verifies(token.input.as_bytes(), token.signature)) {
        Some(named) => {
            let note = "Nothing was changed since it was signed.";
            (Check::new(CheckId::Signature, Outcome::Pass, "signature-good", note), Some(named))
        }
        None => {
            let note = "It was changed after it was signed, or another key signed it.";
            check(Outcome::Fail, "signature-bad", note.into())
        }
    }
}

/// That the key says to be somebody else's than the issuer's, by what was signed or by the documents that it names.
fn other_owner(owner: Option<&str>, stated: Option<&str>, linked: Option<&Badge>) -> Option<Check> {
    let stated = stated.or_else(|| linked?.issuer.id.as_deref());
    owner.zip(stated).filter(|(owner, stated)| owner != stated).map(|_| {
        let note = "Its key is another's than the issuer's whose badge it names.";
        Check::new(CheckId::Issuer, Outcome::Fail, "other-key", note)
    })
}

/// Nothing that was signed says who issues it: only an address does, and what stands there can be changed any day.
fn unnamed(holds: bool) -> Check {
    let check = |code, note: &'static str| Check::new(CheckId::Issuer, Outcome::Unknown, code, note);
    if holds {
        let note = "Who signed it is not proven: the signature covers the address of its badge, not what it is or who issues it.";
        check("issuer-not-resolved", note)
    } else {
        check("no-signature", "Without a signature that holds, nothing shows who made it.")
    }
}

/// The issuer's list of revoked assertions (Open Badges 2.0 `RevocationList`). A list ends an assertion whoever named it;
/// that an assertion is not in it counts only when the key's owner is the issuer that names the list.
fn status(members: &Members<'_>, owner: Option<&str>, linked: Option<&Badge>, known: &Known<'_>) -> Check {
    let check = |outcome, code, note: String| Check::new(CheckId::Status, outcome, code, note);
    let unknown =
        |code, why: &str| check(Outcome::Unknown, code, format!("Whether it was revoked is not known: {why}."));
    let Some(badge) = linked.filter(|b| b.missing.is_none()) else {
        return unknown("list-missing", "its issuer's profile was not given; run `accolade update`");
    };
    if badge.revocations.is_empty() {
        let note = "The issuer keeps no list by which it could be revoked.";
        return check(Outcome::NotApplicable, "no-status", note.into());
    }
    let own = revoked::names(members);
    let (mut fault, mut copies) = (None, Vec::new());
    for url in &badge.revocations {
        let document = known.documents.get(url);
        let list = document.and_then(|document| json::parse(&document.bytes).ok());
        let entries = list.as_ref().and_then(|l| l.get("revokedAssertions")).and_then(Value::as_array);
        match (document, entries) {
            (None, _) => fault = Some(("list-missing", "its issuer's list was not given; run `accolade update`")),
            (_, None) => fault = Some(("list-unreadable", "its issuer's list cannot be read")),
            (_, Some(entries)) if entries.iter().any(|one| revoked::speaks_of(one, &own) == Some(true)) => {
                return check(Outcome::Fail, "revoked", "The issuer's list says that it is revoked.".into());
            }
            (Some(document), _) => copies.push(known.seen(document)),
        }
    }
    if let Some((code, why)) = fault {
        return unknown(code, why);
    }
    if owner.is_none() || owner != badge.issuer.id.as_deref() {
        return unknown("list-other-issuer", "its issuer's list is another's than its key");
    }
    let seen = copies.into_iter().flatten().min();
    check(Outcome::Pass, "status-clear", format!("Not revoked as of {}.", day(seen.unwrap_or(known.as_of))))
        .resting(seen)
}
