//! In: what a site trusts. Out: the file that the check in a reader's browser takes it from, and the documents that the site keeps copies of.
//! A copy only counts where a document cannot be fetched from where it is published; the check says so.

use accolade_credential::PinnedKey;
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
    file: String,
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
    let kept = site.trust.documents.iter().filter(|(_, document)| document.retrieved.is_some());
    kept.map(|(url, document)| Copied { path: path(url, &document.bytes), bytes: &document.bytes })
}

/// The file, as JSON.
#[must_use]
pub(super) fn json(site: &Site) -> String {
    let midnight = TimeZone::UTC.to_datetime(site.meta.as_of).date().to_datetime(Time::midnight());
    let day = TimeZone::UTC.to_timestamp(midnight).unwrap_or(site.meta.as_of);
    let documents = site.trust.documents.iter().filter_map(|(url, document)| {
        let own = || site.files.iter().find(|file| file.bytes == document.bytes).map(|file| file.path.0.clone());
        let file = if document.retrieved.is_some() { Some(path(url, &document.bytes)) } else { own() };
        Some(Kept { url, retrieved: document.retrieved.unwrap_or(day), file: file? })
    });
    let known = Known {
        issuers: site
            .trust
            .issuers
            .iter()
            .map(|issuer| Issuer {
                id: &issuer.id,
                name: &issuer.name,
                basis: &issuer.basis,
                own: issuer.own,
                keys: issuer.keys.iter().map(key).collect(),
            })
            .collect(),
        documents: documents.collect(),
        gone: site.trust.documents.all_gone().map(|(url, seen)| Gone { url, seen }).collect(),
    };
    serde_json::to_string(&known).expect("plain data can be written as JSON")
}

fn key(pinned: &PinnedKey) -> Key<'_> {
    let PinnedKey { id, key, from, until, compromised } = pinned;
    Key { id: id.as_deref(), key: key.to_text(), from: *from, until: *until, compromised: *compromised }
}

fn path(url: &str, bytes: &[u8]) -> String {
    let extension = if bytes.trim_ascii_start().starts_with(b"{") { "json" } else { "txt" };
    format!("verify/kept/{}.{extension}", &blake3::hash(url.as_bytes()).to_hex()[..16])
}
