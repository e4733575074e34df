//! In: the badge class and issuer of an assertion, embedded or by address, and the documents that are known. Out: what they
//! say, and whether the issuer publishes badges at the assertion's address (Open Badges 2.0, `VerificationObject`).

use super::Fault;
use super::read::{self, Assertion, text, texts};
use super::revoked;
use crate::credential::{Achievement, Alignment, Profile};
use crate::jcs;
use crate::json::{self, Members, Object, Value};
use crate::known::Known;

/// The words of a badge class, and of a profile, that a copy may not have otherwise than the document at its address.
const CLASS: [&str; 8] = ["name", "description", "criteria", "image", "alignment", "tags", "version", "issuer"];
const PROFILE: [&str; 5] = ["name", "url", "origin", "description", "image"];

/// What an assertion is for, and who issues that.
#[derive(Debug, Default)]
pub(super) struct Badge {
    pub(super) achievement: Achievement,
    pub(super) issuer: Profile,
    /// What stands at an address that was not given.
    pub(super) missing: Option<&'static str>,
    /// Where the issuer lists what it revoked.
    pub(super) revocations: Vec<String>,
    /// Where the issuer says that its badges are: hosts, and beginnings of addresses.
    origins: Vec<String>,
    beginnings: Vec<String>,
}

/// What an object counts for that stands in an assertion and has an address of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// A copy of what stands at its address.
    Copied,
    /// What it says: it was signed.
    Signed,
}

/// Reads the badge class that `badge` is or names, and its issuer.
pub(super) fn badge(value: Option<&Value<'_>>, inside: Inside, known: &Known<'_>) -> Result<Badge, Fault> {
    let mut badge = Badge::default();
    let Some(value) = value else { return Ok(badge) };
    let linked = follow(value, &CLASS, inside, known)?;
    let Some((class, _)) = linked else {
        badge.achievement.id = identifier(value);
        badge.missing = Some("what it was given for");
        return Ok(badge);
    };
    // A copy may bring the issuer along too, where what is published names it.
    if let Some(copied) = value.get("issuer").filter(|issuer| issuer.as_object().is_some()) {
        follow(copied, &PROFILE, inside, known)?;
    }
    is_a(&class, &["BadgeClass"], "the badge that it names")?;
    badge.achievement = achievement(&class, value, known);
    if badge.achievement.name.is_none() {
        return Err(("bad-badge", "The badge that it names has no name.".into()));
    }
    let named = class.get("issuer").ok_or(("bad-badge", "The badge that it names has no issuer.".to_owned()))?;
    let Some((issuer, at_home)) = follow(named, &PROFILE, inside, known)? else {
        badge.issuer.id = identifier(named);
        badge.missing = Some("its issuer");
        return Ok(badge);
    };
    is_a(&issuer, &["Issuer", "Profile"], "the issuer that it names")?;
    badge.issuer = Profile {
        id: text(&issuer, "id").or_else(|| named.as_str().map(str::to_owned)),
        name: text(&issuer, "name"),
        url: text(&issuer, "url").or_else(|| text(&issuer, "origin")),
        description: text(&issuer, "description"),
        image: issuer.get("image").and_then(identifier),
    };
    if badge.issuer.name.is_none() {
        return Err(("bad-issuer", "The issuer that it names has no name.".into()));
    }
    badge.revocations = revoked::lists(&issuer);
    // A profile that was copied into a badge could name any host.
    let rules = issuer.get("verification").and_then(Value::as_object).filter(|_| at_home);
    badge.origins = rules.map(|r| texts(r, "allowedOrigins")).unwrap_or_default();
    badge.beginnings = rules.map(|r| texts(r, "startsWith")).unwrap_or_default();
    Ok(badge)
}

/// Whether the issuer does not publish badges at the address of the assertion. Without rules of its own, an issuer
/// publishes on the host of its own address; one without a web address cannot be held to any.
pub(super) fn wrong_place(assertion: &Assertion, badge: &Badge) -> Option<Fault> {
    let address = assertion.address.as_deref()?;
    let here = host(address)?;
    let own = badge.issuer.id.as_deref().and_then(host);
    let mut hosts: Vec<&str> = badge.origins.iter().map(|o| host(o).unwrap_or(o)).collect();
    if hosts.is_empty() {
        hosts.extend(own);
    }
    let on_host = hosts.is_empty() || hosts.iter().any(|h| h.eq_ignore_ascii_case(here));
    let begins = badge.beginnings.is_empty() || badge.beginnings.iter().any(|b| address.starts_with(b.as_str()));
    if on_host && begins {
        return None;
    }
    let note = format!("The issuer that it names does not publish badges at its address, which is on {here}.");
    Some(("wrong-host", note))
}

/// The host of a web address, with its port. Browsers take `\\` for `/` (URL Standard, section 4.4).
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.is_empty()).then_some(host)
}

/// What a member points at: a string, or the `id` of an object.
pub(crate) fn identifier(json: &Value<'_>) -> Option<String> {
    let first = json.items().first()?;
    first.as_str().or_else(|| first.get("id")?.as_str()).map(str::to_owned)
}

/// The object that stands here, or at the address that stands here when that is known; and whether it came from an address. What
/// stands at the own address of a copied object counts before the object: `words` may not differ.
fn follow(
    value: &Value<'_>,
    words: &[&str],
    inside: Inside,
    known: &Known<'_>,
) -> Result<Option<(Object, bool)>, Fault> {
    let at = |url: &str| known.documents.get(url).map(|document| json::parse(&document.bytes));
    match value {
        Value::Object(members) if inside == Inside::Signed => Ok(Some((members.clone().into_owned(), false))),
        Value::Object(members) => match members.get("id").and_then(Value::as_str).and_then(at) {
            Some(Ok(Value::Object(published))) if says_otherwise(members, &published, words) => Err(differs()),
            Some(Ok(Value::Object(published))) => Ok(Some((published, true))),
            _ => Ok(Some((members.clone().into_owned(), false))),
        },
        Value::String(url) => match at(url) {
            None => Ok(None),
            Some(Ok(Value::Object(members))) => Ok(Some((members, true))),
            Some(_) => Err(("bad-link", "What stands at an address that it names is no JSON object.".into())),
        },
        _ => Err(("bad-link", "In place of a badge or its issuer stands neither an object nor an address.".into())),
    }
}

/// A copy that says what its host does not.
pub(super) fn differs() -> Fault {
    (
        "differs-from-host",
        "It is not what its host publishes: a copy that was changed, or one that is out of date.".into(),
    )
}

/// Whether a copy has one of these members, and what is published has it otherwise or not at all. What one has in it and the other
/// names by its address is the same.
pub(super) fn says_otherwise(copy: &Members<'_>, published: &Members<'_>, names: &[&str]) -> bool {
    let same = |ours: &Value<'_>, theirs: &Value<'_>| {
        let linked = [ours, theirs].iter().any(|value| value.as_str().is_some());
        jcs::canonical(ours) == jcs::canonical(theirs)
            || (linked && identifier(ours).is_some() && identifier(ours) == identifier(theirs))
            || matches!((ours, theirs), (Value::Object(ours), Value::Object(theirs)) if !says_otherwise(ours, theirs, &all(ours)))
    };
    names
        .iter()
        .any(|name| copy.get(name).is_some_and(|ours| published.get(name).is_none_or(|theirs| !same(ours, theirs))))
}

fn all<'a>(object: &'a Members<'_>) -> Vec<&'a str> {
    object.iter().map(|(name, _)| name).collect()
}

/// A type is asked for where one is stated, and wherever a context of Open Badges 2 is.
fn is_a(object: &Members<'_>, kinds: &[&str], what: &str) -> Result<(), Fault> {
    let stated = texts(object, "type");
    if stated.iter().any(|t| kinds.contains(&t.as_str())) || (object.get("type").is_none()) {
        return Ok(());
    }
    Err(("bad-link", format!("What stands in place of {what} is something else.")))
}

fn achievement(class: &Members<'_>, value: &Value<'_>, known: &Known<'_>) -> Achievement {
    let criteria = class.get("criteria").and_then(|c| c.items().first());
    let stated = criteria.and_then(Value::as_object).cloned();
    let described = stated.map(Members::into_owned);
    let described = described.or_else(|| Some(follow(criteria?, &[], Inside::Copied, known).ok()??.0));
    let alignments = class.get("alignment").map_or(&[][..], Value::items).iter().filter_map(Value::as_object);
    Achievement {
        id: text(class, "id").or_else(|| value.as_str().map(str::to_owned)),
        name: text(class, "name"),
        description: text(class, "description"),
        criteria_url: criteria.and_then(identifier).filter(|id| !id.starts_with("_:")),
        criteria: described.and_then(|c| text(&c, "narrative")),
        image: class.get("image").and_then(identifier),
        alignments: alignments.map(alignment).collect(),
        tags: texts(class, "tags"),
        language: text(class, "@language"),
        version: text(class, "version"),
        ..Achievement::default()
    }
}

/// Open Badges 2.0 names these members as 3.0 does; 1.1 had `name`, `url` and `description`.
fn alignment(object: &Members<'_>) -> Alignment {
    let either = |new: &str, old: &str| text(object, new).or_else(|| text(object, old));
    Alignment {
        name: either("targetName", "name"),
        url: either("targetUrl", "url").map(read::without_address),
        description: either("targetDescription", "description"),
        framework: text(object, "targetFramework"),
        code: text(object, "targetCode"),
        kind: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_what_a_browser_would_ask() {
        for (url, expected) in [
            ("https://a.example/x", Some("a.example")),
            ("http://a.example:8000?x", Some("a.example:8000")),
            ("https://good.example@evil.example/", Some("evil.example")),
            ("https://evil.example#good.example", Some("evil.example")),
            ("https://evil.example\\@good.example/", Some("evil.example")),
            ("urn:uuid:1", None),
            ("https://", None),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }
}
