//! In: the JSON of a credential without its proof. Out: a `Credential`, or the member that is not as it must be.
//! What decides (issuer, dates, status, type) is read strictly; what is only shown is read as the wild writes it.

mod achievement;
mod apart;
mod names;
mod node;
mod roots;
mod shape;
mod value;

use jiff::Timestamp;

use crate::credential::{Credential, Evidence, Profile, StatusEntry, StatusMessage, Subject};
use crate::json::{Members, Value};
use crate::time;

pub(crate) use apart::holds_others;
pub(crate) use names::check as check_names;
use node::{Mentions, Node};

/// The members of a status entry that decide (Bitstring Status List section 2.1).
const STATUS_MEMBERS: [&str; 7] =
    ["id", "type", "statusPurpose", "statusListIndex", "statusListCredential", "statusSize", "statusMessage"];
/// The contexts that a credential begins with (VC Data Model 2.0 section 4.3, 1.1 section 4.1).
const FIRST_CONTEXTS: [&str; 2] = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1"];

/// What is wrong with the form of a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadError {
    /// A stable word for the reason.
    pub(crate) code: &'static str,
    /// The reason, with the member's name.
    pub(crate) message: String,
}

impl ReadError {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Reads a credential.
pub(crate) fn credential(json: &Members<'_>) -> Result<Credential, ReadError> {
    kind(json)?;
    let mentions = Mentions::of(json);
    let node = mentions.thing(json);
    let types = node.texts("type");
    let issuer = issuer(json.get("issuer"), &mentions)?;
    shape::check(json)?;
    roots::check(json, &mentions)?;
    apart::check(json, &mentions)?;
    for subject in json.get("credentialSubject").map_or(&[][..], Value::items) {
        let object = subject.as_object();
        let object = object.ok_or_else(|| ReadError::new("bad-subject", "the credentialSubject is not an object"))?;
        if object.iter().next().is_none() {
            return Err(ReadError::new("bad-subject", "the credentialSubject is empty"));
        }
    }
    let mut subjects = Vec::new();
    for subject in node.nodes("credentialSubject") {
        subjects.push(achievement::subject(subject)?);
    }
    // Canonical RDF does not sign their order, and one of them is shown first.
    if subjects.len() > 1 {
        subjects.sort_by_cached_key(in_order);
    }
    if subjects.is_empty() {
        return Err(ReadError::new("no-subject", "there is no credentialSubject"));
    }
    let valid_from = later(date(json.get("validFrom"), "validFrom")?, date(json.get("issuanceDate"), "issuanceDate")?);
    let valid_until =
        earlier(date(json.get("validUntil"), "validUntil")?, date(json.get("expirationDate"), "expirationDate")?);
    if let (Some(from), Some(until)) = (valid_from, valid_until)
        && until < from
    {
        let message = format!("it is valid until {}, and only from {} on", time::day(until), time::day(from));
        return Err(ReadError::new("dates-reversed", message));
    }
    apart::single(&mentions, &node)?;
    let credential = Credential {
        id: id(json)?,
        types,
        name: node.text("name"),
        description: node.text("description"),
        issuer,
        valid_from,
        valid_until,
        awarded: date(json.get("awardedDate"), "awardedDate")?,
        subjects,
        evidence: node.nodes("evidence").into_iter().map(evidence).collect(),
        status: statuses(json.get("credentialStatus"), &node),
    };
    if let Some(name) = mentions.several() {
        let shown: String = name.chars().take(60).collect();
        let message =
            format!("something in it has several texts as its {shown}, and nothing says which of them counts");
        return Err(ReadError::new("several-texts", message));
    }
    if mentions.exhausted() {
        let message = "its parts refer to each other so often that it is not read to the end";
        return Err(ReadError::new("work-limit", message));
    }
    Ok(credential)
}

/// Whether it is a credential at all, by its first context and its type.
pub(crate) fn kind(json: &Members<'_>) -> Result<(), ReadError> {
    let first = json.get("@context").and_then(|c| c.items().first()).and_then(Value::as_str);
    if !first.is_some_and(|c| FIRST_CONTEXTS.contains(&c)) {
        let message = format!("the first @context is not {:?}, so this is no verifiable credential", FIRST_CONTEXTS[0]);
        return Err(ReadError::new("no-credential-context", message));
    }
    let mentions = Mentions::of(json);
    if !mentions.thing(json).texts("type").iter().any(|t| t == "VerifiableCredential") {
        return Err(ReadError::new("no-credential-type", "its type does not include VerifiableCredential"));
    }
    Ok(())
}

/// Every name that it states of those whom it is about, as far as they can be read from a credential of any state.
pub(crate) fn holders(json: &Members<'_>) -> Vec<String> {
    let mentions = Mentions::of(json);
    mentions.thing(json).nodes("credentialSubject").iter().flat_map(achievement::names).collect()
}

/// The issuer's identifier, as far as it can be read from a credential of any state.
pub(crate) fn issuer_id<'a>(json: &'a Members<'_>) -> Option<&'a str> {
    let issuer = json.get("issuer")?;
    issuer.as_str().or_else(|| issuer.get("id")?.as_str())
}

/// By its id; those without one behind the others, by all that is said of them.
fn in_order(subject: &Subject) -> (bool, String) {
    (subject.id.is_none(), subject.id.clone().unwrap_or_else(|| format!("{subject:?}")))
}

/// Who a thing is: a string is an identifier alone.
fn profile(node: Node<'_>) -> Profile {
    Profile {
        id: node.id(),
        name: node.own_text("name"),
        url: node.own_text("url"),
        description: node.own_text("description"),
        image: node.identifier("image"),
    }
}

/// A date member: strict, since a date that nobody can read decides nothing.
pub(super) fn date(value: Option<&Value<'_>>, name: &str) -> Result<Option<Timestamp>, ReadError> {
    let Some(value) = value else { return Ok(None) };
    let read = value.as_str().and_then(time::parse);
    read.map(Some).ok_or_else(|| {
        let shown = value.to_text();
        let shown: String = shown.chars().take(60).collect();
        ReadError::new(
            "bad-date",
            format!("the member {name} is {shown}, not a date with a time and a zone such as \"2026-05-12T09:30:00Z\""),
        )
    })
}

fn id(json: &Members<'_>) -> Result<Option<String>, ReadError> {
    match json.get("id") {
        None => Ok(None),
        Some(Value::String(id)) => Ok(Some(id.clone().into_owned())),
        Some(_) => Err(ReadError::new("bad-id", "the id is not a string")),
    }
}

fn issuer<'a>(json: Option<&'a Value<'a>>, mentions: &'a Mentions<'a>) -> Result<Profile, ReadError> {
    let issuer = json.ok_or_else(|| ReadError::new("no-issuer", "there is no issuer"))?;
    if matches!(issuer, Value::Array(_)) {
        return Err(ReadError::new("bad-issuer", "the issuer is a list; a credential has one issuer"));
    }
    let profile = mentions.node(issuer).map(profile).unwrap_or_default();
    match &profile.id {
        Some(id) if !id.is_empty() => Ok(profile),
        _ => Err(ReadError::new("bad-issuer", "the issuer has no id")),
    }
}

fn evidence(node: Node<'_>) -> Evidence {
    Evidence {
        url: node.id(),
        name: node.text("name"),
        narrative: node.text("narrative"),
        description: node.text("description"),
        genre: node.text("genre"),
        audience: node.text("audience"),
    }
}

/// The status entries. One that is no object stays an entry without a type: it decides nothing, and is not left out.
fn statuses(json: Option<&Value<'_>>, node: &Node<'_>) -> Vec<StatusEntry> {
    let odd = json.map_or(&[][..], Value::items).iter().filter(|v| !matches!(v, Value::Object(_) | Value::String(_)));
    let entries = node.nodes("credentialStatus").into_iter().map(|n| status(&n.plain(&STATUS_MEMBERS).into()));
    entries.chain(odd.map(status)).collect()
}

/// A status entry; whatever is odd stays absent, and the status check then cannot pass.
fn status(json: &Value<'_>) -> StatusEntry {
    let text = |name: &str| json.get(name).and_then(Value::as_str).map(str::to_owned);
    let kinds = json.get("type").map_or(&[][..], Value::items).iter().filter_map(Value::as_str);
    StatusEntry {
        kind: kinds.collect::<Vec<_>>().join(", "),
        id: text("id"),
        purpose: text("statusPurpose"),
        index: match json.get("statusListIndex") {
            Some(Value::Integer(n)) => Some(n.to_string()),
            _ => text("statusListIndex"),
        },
        list: text("statusListCredential"),
        size: json.get("statusSize").map(|size| match size {
            Value::Integer(n) => u64::try_from(*n).unwrap_or(0),
            _ => 0,
        }),
        messages: json.get("statusMessage").map(|messages| messages.items().iter().map(message).collect()),
    }
}

fn message(json: &Value<'_>) -> StatusMessage {
    let text = |name: &str| json.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    StatusMessage { status: text("status"), message: text("message") }
}

fn later(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    a.max(b)
}

fn earlier(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests;
