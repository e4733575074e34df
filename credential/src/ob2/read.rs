//! In: the JSON of an assertion (Open Badges 2.0 `Assertion`; 1.0 and 1.1 as the wild has them). Out: what it says, or the
//! member that is not as it must be. The recipient's e-mail address is not read at all.

use super::Fault;
use super::date;
use super::links::Badge;
use crate::credential::{Credential, Evidence, Subject};
use crate::json::{Members, Value};

/// The contexts of Open Badges 1 and 2, without scheme.
const CONTEXTS: [&str; 5] = [
    "w3id.org/openbadges/v2",
    "w3id.org/openbadges/v1",
    "openbadgespec.org/v1/context.json",
    "openbadgespec.org/v2/context.json",
    "w3id.org/openbadges/context.json",
];

/// An assertion, read.
#[derive(Debug)]
pub(super) struct Assertion {
    /// Without what it was given for, which stands elsewhere.
    pub(super) credential: Credential,
    /// Where it is published.
    pub(super) address: Option<String>,
    /// That it is revoked, and why, as far as a reason is given.
    pub(super) revoked: Option<String>,
}

impl Assertion {
    /// The credential whole: what was earned, and who issues it.
    pub(super) fn with(self, badge: Badge) -> Credential {
        let mut credential = self.credential;
        credential.issuer = badge.issuer;
        if let Some(subject) = credential.subjects.first_mut() {
            subject.achievement = Some(badge.achievement);
        }
        credential
    }
}

/// Whether a context is one of Open Badges 1 or 2: by its address, or written out with their vocabulary.
pub(super) fn is_own_context(context: &Value<'_>) -> bool {
    let address = |url: &str| {
        let bare = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        bare.is_some_and(|b| CONTEXTS.contains(&b))
    };
    context.as_str().is_some_and(address)
        || context.get("obi").and_then(Value::as_str) == Some("https://w3id.org/openbadges#")
}

/// Where an assertion is published, by its own word.
pub(crate) fn address<'a>(members: &'a Members<'_>) -> Option<&'a str> {
    let verify = members.get("verify").and_then(|v| v.get("url")).and_then(Value::as_str);
    let own = members.get("id").and_then(Value::as_str).or(verify)?;
    (own.starts_with("https://") || own.starts_with("http://")).then_some(own)
}

pub(super) fn is_revoked(members: &Members<'_>) -> bool {
    matches!(members.get("revoked"), Some(Value::Bool(true)))
}

/// Reads an assertion that its host publishes; one that is revoked need say no more than that.
pub(super) fn assertion(members: &Members<'_>) -> Result<Assertion, Fault> {
    form(members)?;
    let revoked = is_revoked(members);
    if !revoked {
        hosted(members)?;
    }
    read(members, revoked)
}

/// Reads an assertion that stands in a signature.
pub(super) fn signed(members: &Members<'_>) -> Result<Assertion, Fault> {
    form(members)?;
    if creator(members).is_none() {
        return Err(("bad-verification", "It is signed, but does not say with which key.".into()));
    }
    read(members, false)
}

/// The key that a signed assertion names: `creator` (2.0), or the address in `verify` (1.0, 1.1).
pub(crate) fn creator(members: &Members<'_>) -> Option<String> {
    let rule = members.get("verification").or_else(|| members.get("verify"))?.as_object()?;
    let kinds = texts(rule, "type");
    let is_signed = kinds.iter().any(|k| matches!(k.to_ascii_lowercase().as_str(), "signed" | "signedbadge"));
    rule.get("creator").and_then(super::links::identifier).or_else(|| text(rule, "url")).filter(|_| is_signed)
}

fn read(members: &Members<'_>, revoked: bool) -> Result<Assertion, Fault> {
    let issued = date_of(members, "issuedOn")?;
    if !revoked {
        if issued.is_none() {
            return Err(("bad-date", "It does not say when it was issued.".into()));
        }
        recipient(members)?;
        if members.get("badge").is_none() {
            return Err(("bad-badge", "It does not say what it was given for.".into()));
        }
    }
    if members.get("image").and_then(super::links::identifier).is_some_and(|i| i.starts_with("data:")) {
        let note = "Its image is written into it; an assertion names a baked image by its address.";
        return Err(("bad-image", note.into()));
    }
    let credential = Credential {
        id: text(members, "id").or_else(|| text(members, "uid")).map(without_address),
        types: vec!["Assertion".to_owned()],
        valid_from: issued,
        valid_until: date_of(members, "expires")?,
        subjects: vec![subject(members)],
        evidence: members.get("evidence").map_or(&[][..], Value::items).iter().map(evidence).collect(),
        ..Credential::default()
    };
    let reason = || text(members, "revocationReason").unwrap_or_default();
    let address = address(members).map(str::to_owned);
    Ok(Assertion { credential, address, revoked: revoked.then(reason) })
}

/// Open Badges 2.0 and 1.1 state a context and a type, 1.0 neither.
fn form(members: &Members<'_>) -> Result<(), Fault> {
    let context = members.get("@context");
    if context.is_some_and(|c| !c.items().iter().any(is_own_context)) {
        return Err(("no-badge-context", "Its @context is not that of Open Badges 1 or 2.".into()));
    }
    let kinds = texts(members, "type");
    if kinds.iter().any(|k| k == "Assertion") || (context.is_none() && kinds.is_empty()) {
        return match text(members, "id").or_else(|| text(members, "uid")) {
            Some(_) => Ok(()),
            None => Err(("bad-id", "It has neither an id nor a uid.".into())),
        };
    }
    let what = match kinds.first().map(String::as_str) {
        Some("BadgeClass") => "the description of a badge, not the award of it to somebody".to_owned(),
        Some("Issuer" | "Profile") => "the profile of an issuer, not the award of a badge".to_owned(),
        _ => "no Assertion, which is what the award of a badge is called there".to_owned(),
    };
    Err(("not-an-assertion", format!("It is of Open Badges 1 or 2, but {what}.")))
}

/// Somebody must be named, in whatever way; who it is, is not read here.
fn recipient(members: &Members<'_>) -> Result<(), Fault> {
    let named = match members.get("recipient") {
        Some(Value::String(_)) => members.get("@context").is_none(),
        Some(Value::Object(recipient)) => text(recipient, "identity").is_some() && text(recipient, "type").is_some(),
        _ => false,
    };
    if named { Ok(()) } else { Err(("bad-recipient", "It does not say in a proper way to whom it was given.".into())) }
}

/// A badge that says that it is signed counts only with its signature.
fn hosted(members: &Members<'_>) -> Result<(), Fault> {
    let rule = members.get("verification").or_else(|| members.get("verify"));
    let kinds = rule.and_then(Value::as_object).map(|r| texts(r, "type")).unwrap_or_default();
    match kinds.first().map(|k| k.to_ascii_lowercase()).as_deref() {
        Some("hosted" | "hostedbadge") if address(members).is_some() => Ok(()),
        Some("hosted" | "hostedbadge") => {
            Err(("bad-verification", "It says that it is published on the web, but not where.".into()))
        }
        Some("signed" | "signedbadge") => {
            let note = "It says that it is signed, but the signature is not here: ask for the signed file (JWS).";
            Err(("signature-missing", note.into()))
        }
        _ => Err(("bad-verification", "It does not say how it can be checked: hosted or signed.".into())),
    }
}

/// The names that it gives of who was awarded.
pub(crate) fn recipients(members: &Members<'_>) -> Vec<String> {
    let profile = members.get("extensions:recipientProfile").and_then(Value::as_object);
    let names = profile.and_then(|profile| profile.get("name")).map_or(&[][..], Value::items);
    names.iter().filter_map(|name| name.get("@value").unwrap_or(name).as_str()).map(str::to_owned).collect()
}

/// A name, where one is given beside the address, and an identifier that is public in itself.
fn subject(members: &Members<'_>) -> Subject {
    let recipient = members.get("recipient").and_then(Value::as_object);
    let plain = recipient.filter(|r| r.get("hashed") != Some(&Value::Bool(true)));
    let kind = plain.and_then(|r| text(r, "type")).unwrap_or_default();
    let identity = plain.filter(|_| matches!(kind.as_str(), "url" | "id" | "did")).and_then(|r| text(r, "identity"));
    let profile = members.get("extensions:recipientProfile").and_then(Value::as_object);
    Subject {
        id: identity.filter(|i| !i.contains('@')),
        name: profile.and_then(|p| text(p, "name")).filter(|n| !n.contains('@')),
        narrative: text(members, "narrative"),
        ..Subject::default()
    }
}

fn evidence(json: &Value<'_>) -> Evidence {
    let Some(object) = json.as_object() else {
        return Evidence { url: json.as_str().map(str::to_owned).map(without_address), ..Evidence::default() };
    };
    Evidence {
        url: text(object, "id").filter(|id| !id.starts_with("_:")).map(without_address),
        name: text(object, "name"),
        narrative: text(object, "narrative"),
        description: text(object, "description"),
        genre: text(object, "genre"),
        audience: text(object, "audience"),
    }
}

fn date_of(members: &Members<'_>, name: &str) -> Result<Option<jiff::Timestamp>, Fault> {
    let Some(value) = members.get(name) else { return Ok(None) };
    let fault = || ("bad-date", format!("The member {name} is not a date."));
    date::read(value).map(Some).ok_or_else(fault)
}

/// A web address without the recipient's e-mail address, which some platforms put behind it.
pub(super) fn without_address(url: String) -> String {
    match url.split_once('?') {
        Some((bare, query)) if query.contains('@') || query.contains("%40") || query.contains("identity__") => {
            bare.to_owned()
        }
        _ => url,
    }
}

/// The text of a member: a string, a language value, or the first of several that has text.
pub(super) fn text(object: &Members<'_>, name: &str) -> Option<String> {
    let values = object.get(name).map_or(&[][..], Value::items);
    values.iter().find_map(|item| item.get("@value").unwrap_or(item).as_str()).map(str::to_owned)
}

/// Every string of a member that holds one or several.
pub(super) fn texts(object: &Members<'_>, name: &str) -> Vec<String> {
    object.get(name).map_or(&[][..], Value::items).iter().filter_map(|t| t.as_str().map(str::to_owned)).collect()
}
