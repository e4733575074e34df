//! In: a signed assertion of Open Badges 1 or 2 (a compact JWS, opened), and what is known. Out: a `Judgement`, Intact at
//! most: the signature covers the award alone, and binds its key to nobody. What is shown is what was signed.

use super::links::{self, Badge};
use super::read;
use super::{form, refused, validity};
use crate::json::{self, Json, Object};
use crate::key::AnyKey;
use crate::known::{Documents, Known};
use crate::time::day;
use crate::verdict::{Check, CheckId, Outcome, Outcomes, Recognition, Seal, Signature, fold};
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
pub(crate) fn judge(members: &Object, token: &Token<'_>, known: &Known<'_>) -> Judgement {
    // The badge and its issuer are shown only as far as they stand in what was signed.
    let nothing = Documents::default();
    let inside = Known { documents: &nothing, ..*known };
    let (assertion, badge) = match (read::signed(members), links::badge(members.get("badge"), &inside)) {
        (Ok(assertion), Ok(badge)) => (assertion, badge),
        (Err(fault), _) | (_, Err(fault)) => return refused(None, fault),
    };
    let linked = links::badge(members.get("badge"), known).ok();
    let creator = read::creator(members);
    let named = creator.as_deref().ok_or("it names no key").and_then(|url| key(url, known));
    let signature = check(token, &named);
    let holds = signature.outcome() == Outcome::Pass;
    let owner = named.as_ref().ok().and_then(|n| n.owner.clone());
    let checks = vec![
        form(&badge),
        signature,
        issuer(holds, owner.as_deref(), linked.as_ref()),
        validity(&assertion, known),
        status(members, owner.as_deref(), linked.as_ref(), known),
    ];
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
    let issuer_id = badge.issuer.id.clone();
    let seal = holds.then(|| Seal::of(token.signature));
    Judgement {
        verdict: fold(outcomes, assertion.with(badge), seal, known.as_of),
        signature: state,
        issuer: issuer_id,
        recognition: Recognition::Unknown,
        checks,
        proofs: vec![ProofSeen { suite: token.suite.clone(), method: creator, outcome: outcomes.signature }],
    }
}

/// The key at an address (`CryptographicKey`, or PEM alone), or one that is pinned under it.
fn key(url: &str, known: &Known<'_>) -> Result<Named, &'static str> {
    let pinned = known.issuers.iter().find_map(|issuer| {
        let pin = issuer.keys.iter().find(|pin| pin.id.as_deref() == Some(url))?;
        Some(Named { key: pin.key.clone(), owner: Some(issuer.id.clone()) })
    });
    if let Some(named) = pinned {
        return Ok(named);
    }
    let document = known.documents.get(url).ok_or("it was not given; run `accolade update`")?;
    let unreadable = "what stands at its address is no public key";
    let json = json::parse(&document.bytes).ok();
    let object = json.as_ref().and_then(Json::as_object);
    let pem = match object {
        Some(object) => read::text(object, "publicKeyPem").ok_or(unreadable)?,
        None => std::str::from_utf8(&document.bytes).map_err(|_| unreadable)?.to_owned(),
    };
    let key = AnyKey::from_pem(&pem).map_err(|_| unreadable)?;
    Ok(Named { key, owner: object.and_then(|o| read::text(o, "owner")) })
}

fn check(token: &Token<'_>, named: &Result<Named, &'static str>) -> Check {
    let check = |outcome, code, note: String| Check::new(CheckId::Signature, outcome, code, note);
    if let Some((outcome, code, note)) = &token.header {
        return check(*outcome, code, note.clone());
    }
    match named {
        Err(why) => {
            check(Outcome::Unknown, "key-not-found", format!("The key that it names could not be used: {why}."))
        }
        Ok(named) if !(token.takes)(&named.key) => {
            let note = format!("Its algorithm is not one for its key, which is of the kind {}.", named.key.kind());
            check(Outcome::Fail, "key-kind", note)
        }
        Ok(named) if named.key.verifies(token.input.as_bytes(), token.signature) => {
            check(Outcome::Pass, "signature-good", "Nothing was changed since it was signed.".into())
        }
        Ok(_) => {
            let note = "It was changed after it was signed, or another key signed it.";
            check(Outcome::Fail, "signature-bad", note.into())
        }
    }
}

/// Whose key it is, nothing here proves; that it is somebody else's than the issuer's, their own documents can say.
fn issuer(holds: bool, owner: Option<&str>, linked: Option<&Badge>) -> Check {
    let check = |outcome, code, note: &str| Check::new(CheckId::Issuer, outcome, code, note);
    if !holds {
        let note = "Without a signature that holds, nothing shows who made it.";
        return check(Outcome::Unknown, "no-signature", note);
    }
    let stated = linked.and_then(|b| b.issuer.id.as_deref());
    match (owner, stated) {
        (Some(owner), Some(stated)) if owner != stated => {
            check(Outcome::Fail, "other-key", "Its key is another's than the issuer's whose badge it names.")
        }
        _ => {
            let note = "Who signed it is not proven: the signature covers the award, not whose key it is.";
            check(Outcome::Unknown, "issuer-not-resolved", note)
        }
    }
}

/// The issuer's list of revoked assertions (Open Badges 2.0 `RevocationList`). A list ends an assertion whoever named it;
/// that an assertion is not in it counts only when the key's owner is the issuer that names the list.
fn status(members: &Object, owner: Option<&str>, linked: Option<&Badge>, known: &Known<'_>) -> Check {
    let check = |outcome, code, note: String| Check::new(CheckId::Status, outcome, code, note);
    let unknown =
        |code, why: &str| check(Outcome::Unknown, code, format!("Whether it was revoked is not known: {why}."));
    let Some(badge) = linked.filter(|b| b.missing.is_none()) else {
        return unknown("list-missing", "its issuer's profile was not given; run `accolade update`");
    };
    let Some(url) = &badge.revocations else {
        let note = "The issuer keeps no list by which it could be revoked.";
        return check(Outcome::NotApplicable, "no-status", note.into());
    };
    let Some(document) = known.documents.get(url) else {
        return unknown("list-missing", "its issuer's list was not given; run `accolade update`");
    };
    let list = json::parse(&document.bytes).ok();
    let Some(entries) = list.as_ref().and_then(|l| l.get("revokedAssertions")).and_then(Json::as_array) else {
        return unknown("list-unreadable", "its issuer's list cannot be read");
    };
    let own: Vec<String> = ["id", "uid"].iter().filter_map(|name| read::text(members, name)).collect();
    let names = |entry: &Json| {
        let id = entry.as_str().or_else(|| entry.get("id").or_else(|| entry.get("uid"))?.as_str());
        id.is_some_and(|id| own.iter().any(|o| o == id))
    };
    if entries.iter().any(names) {
        return check(Outcome::Fail, "revoked", "The issuer's list says that it is revoked.".into());
    }
    if owner.is_none() || owner != badge.issuer.id.as_deref() {
        return unknown("list-other-issuer", "its issuer's list is another's than its key");
    }
    let seen = document.retrieved.map_or(known.as_of, |at| at.min(known.as_of));
    check(Outcome::Pass, "status-clear", format!("Not revoked as of {}.", day(seen)))
}
