//! In: what a site trusts. Out: the file that the check in a reader's browser takes it from, and the documents that the site keeps copies of.
//! A copy only counts where a document cannot be fetched from where it is published; the check says so.

use std::collections::BTreeSet;

use accolade_credential::{Document, KnownIssuer, PinnedKey, json};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::model::Site;

#[derive(Serialize)]
struct Known<'a> {
    issuers: Vec<Issuer<'a>>,
    documents: Vec<Kept<'a>>,
    gone: Vec<Gone<'a>>,
}

#[derive(Serialize)]
struct Issuer<'a> {
    id: &'a str,
    name: &'a str,
    basis: &'a str,
    own: bool,
    keys: Vec<Key<'a>>,
}

#[derive(Serialize)]
struct Key<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compromised: Option<Timestamp>,
}

#[derive(Serialize)]
struct Kept<'a> {
    url: &'a str,
    /// When it was fetched; the site's own are as of the day of the build.
    retrieved: Timestamp,
    /// Where it stands, from the root of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// The document itself, in Base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<String>,
}

#[derive(Serialize)]
struct Gone<'a> {
    url: &'a str,
    seen: Timestamp,
}

/// A document that the site keeps a copy of.
pub(super) struct Copied<'a> {
    /// Where the copy stands.
    pub(super) path: String,
    /// The copy.
    pub(super) bytes: &'a [u8],
}

/// The copies that are files of their own, in order; the site's own documents stand at their own places.
pub(super) fn copies(site: &Site) -> impl Iterator<Item = Copied<'_>> {
    let kept = public(site).filter(|(_, document)| document.retrieved.is_some());
    kept.map(|(url, document)| Copied { path: path(url, &document.bytes), bytes: &document.bytes })
}

/// The file, as JSON.
pub(super) fn json(site: &Site) -> String {
    let documents = documents(site).filter_map(|(url, document, retrieved)| {
        Some(Kept { url, retrieved, file: Some(published(site, url, document)?), data: None })
    });
    serde_json::to_string(&all(site, documents.collect())).expect("plain data can be written as JSON")
}

/// The same with the documents themselves, for a file that stands on its own.
pub(super) fn whole(site: &Site) -> serde_json::Value {
    let documents = documents(site).filter(|(url, document, _)| published(site, url, document).is_some());
    serde_json::to_value(all(site, documents.map(inside).collect())).expect("plain data can be written as JSON")
}

fn all<'a>(site: &'a Site, documents: Vec<Kept<'a>>) -> Known<'a> {
    Known {
        issuers: site.trust.issuers.iter().map(issuer).collect(),
        documents,
        gone: gone(site).map(|(url, seen)| Gone { url, seen }).collect(),
    }
}

/// Where the site publishes a document: a copy at a place of its own, one of its own where it stands.
fn published(site: &Site, url: &str, document: &Document) -> Option<String> {
    let own = || site.files.iter().find(|file| file.bytes == document.bytes).map(|file| file.path.0.clone());
    if document.retrieved.is_some() { Some(path(url, &document.bytes)) } else { own() }
}

fn inside<'a>((url, document, retrieved): (&'a str, &Document, Timestamp)) -> Kept<'a> {
    Kept { url, retrieved, file: None, data: Some(STANDARD.encode(&document.bytes)) }
}

/// What is known of some issuers and from some hosts alone, with the documents themselves: for a file that stands on its own.
pub(super) fn packed(site: &Site, issuers: &[&str], hosts: &BTreeSet<String>) -> serde_json::Value {
    let host = |url: &str| url::Url::parse(url).map(|url| url.origin().ascii_serialization()).unwrap_or_default();
    let documents = documents(site).filter(|(url, ..)| hosts.contains(&host(url)));
    let gone = gone(site).filter(|(url, _)| hosts.contains(&host(url)));
    let known = Known {
        issuers: site.trust.issuers.iter().filter(|one| issuers.contains(&one.id.as_str())).map(issuer).collect(),
        documents: documents.map(inside).collect(),
        gone: gone.map(|(url, seen)| Gone { url, seen }).collect(),
    };
    serde_json::to_value(&known).expect("plain data can be written as JSON")
}

/// Every document that is for publishing, with the moment that it is of: the site's own are as of the day of the build.
fn documents(site: &Site) -> impl Iterator<Item = (&str, &Document, Timestamp)> {
    let midnight = TimeZone::UTC.to_datetime(site.meta.as_of).date().to_datetime(Time::midnight());
    let day = TimeZone::UTC.to_timestamp(midnight).unwrap_or(site.meta.as_of);
    let all = public(site);
    all.map(move |(url, document)| (url, document, document.retrieved.unwrap_or(day)))
}

/// The documents that say nothing of somebody: a hosted award (Open Badges 2.0 section 4.1) may name its recipient by an e-mail address, in the
/// text and in its own address, so it is left where it was published.
fn public(site: &Site) -> impl Iterator<Item = (&str, &Document)> {
    let all = site.trust.documents.iter();
    all.filter(|(url, document)| !names_an_address(url) && !is_an_award(&document.bytes))
}

/// Addresses where nothing is any more, under the same rule.
fn gone(site: &Site) -> impl Iterator<Item = (&str, Timestamp)> {
    site.trust.documents.all_gone().filter(|(url, _)| !names_an_address(url))
}

fn names_an_address(url: &str) -> bool {
    url.contains('@') || url.contains("%40")
}

/// Whether a document is an award to somebody, as JSON or as the payload of a JWS. It is read as the judge reads it.
fn is_an_award(bytes: &[u8]) -> bool {
    let payload = || json::parse(&URL_SAFE_NO_PAD.decode(bytes.split(|byte| *byte == b'.').nth(1)?).ok()?).ok();
    json::parse(bytes).ok().or_else(payload).is_some_and(|value| value.get("recipient").is_some())
}

fn issuer(issuer: &KnownIssuer) -> Issuer<'_> {
    Issuer {
        id: &issuer.id,
        name: &issuer.name,
        basis: &issuer.basis,
        own: issuer.own,
        keys: issuer.keys.iter().map(key).collect(),
    }
}

fn key(pinned: &PinnedKey) -> Key<'_> {
    let PinnedKey { id, key, from, until, compromised } = pinned;
    Key { id: id.as_deref(), key: key.to_text(), from: *from, until: *until, compromised: *compromised }
}

fn path(url: &str, bytes: &[u8]) -> String {
    let extension = if bytes.trim_ascii_start().starts_with(b"{") { "json" } else { "txt" };
    format!("verify/kept/{}.{extension}", &blake3::hash(url.as_bytes()).to_hex()[..16])
}
