//! In: an issuer. Out: its page: how it is identified, who it is known to be, and its credentials on this site.
//! An issuer that is not recognised is stated as a neutral fact.

use jiff::Timestamp;
use serde::Serialize;
use sha2::Digest as _;

use super::Renderable;
use super::lists::Row;
use crate::diag::Diagnostic;
use crate::model::{IssuerId, IssuerKey};
use crate::render::{jsonld, links, mark};

#[derive(Serialize)]
struct IssuerPage {
    name: String,
    description: Option<String>,
    id: String,
    url: Option<String>,
    keys: Vec<KeyLine>,
    recognition: String,
    summary: String,
    rows: Vec<Row>,
    /// Said where nobody is listed.
    none: &'static str,
    /// How many more there are than the rows shown.
    more: Option<String>,
}

/// A key with its standing.
#[derive(Serialize)]
struct KeyLine {
    key: String,
    /// SHA-256 of the key's text, in groups of four.
    fingerprint: String,
    said: String,
    /// `now`, `retired`, `doubted`, or `other` when it is not for credentials.
    state: &'static str,
}

/// Those in use first.
fn keys(view: &super::View<'_>, keys: &[IssuerKey]) -> Vec<KeyLine> {
    let words = view.words;
    let day = |at: Timestamp| words.day(at).words;
    let line = |key: &IssuerKey| {
        let ended = key.retired.filter(|at| *at <= view.site.meta.as_of);
        let (state, said) = match (key.compromised, ended) {
            (Some(at), _) => ("doubted", words.key_compromised(&day(at))),
            (None, Some(at)) => ("retired", words.key_retired(&day(at))),
            (None, None) if key.signs => ("now", words.t.keys_now.to_owned()),
            (None, None) => ("other", words.t.keys_other.to_owned()),
        };
        KeyLine { key: key.text.clone(), fingerprint: fingerprint(&key.text), said, state }
    };
    let mut lines: Vec<KeyLine> = keys.iter().map(line).collect();
    lines.sort_by_key(|line| line.state != "now");
    lines
}

fn fingerprint(key: &str) -> String {
    let hash = sha2::Sha256::digest(key.as_bytes());
    let groups: Vec<String> =
        hash.chunks(2).map(|two| two.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
    groups.join(" ")
}

pub(super) fn render(page: &Renderable<'_>, id: IssuerId) -> Result<String, Diagnostic> {
    let view = page.view;
    let issuer = &view.site.issuers[id.0 as usize];
    let rows = view.rows(&issuer.credentials);
    let own = view.site.institution.as_ref().filter(|own| own.issuer == id);
    let content = IssuerPage {
        name: issuer.name.clone(),
        description: issuer.description.clone(),
        id: issuer.id.clone(),
        url: issuer.url.as_deref().and_then(links::outward),
        keys: keys(view, &issuer.keys),
        recognition: mark::recognition(view.words, &issuer.recognition),
        summary: view.words.see_all(&view.words.credentials_here(issuer.credentials.len())),
        more: (issuer.credentials.len() > rows.len()).then(|| view.links.to("credentials/index.html")),
        rows,
        none: view.nobody(own.and_then(|own| own.told.total())),
    };
    let mut frame = view.frame("issuer", &issuer.name);
    frame.description = Some(content.recognition.clone());
    frame.jsonld = Some(jsonld::organization(issuer, None));
    page.with("issuer.html", &frame, &content)
}
