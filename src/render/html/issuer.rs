//! In: an issuer. Out: its page: how it is identified, who it is known to be, and its credentials on this site.
//! An issuer that is not recognised is stated as a neutral fact.

use serde::Serialize;

use super::Renderable;
use super::lists::Row;
use crate::diag::Diagnostic;
use crate::model::IssuerId;
use crate::render::{jsonld, links, mark};

#[derive(Serialize)]
struct IssuerPage {
    name: String,
    description: Option<String>,
    id: String,
    url: Option<String>,
    keys: Vec<String>,
    recognition: String,
    summary: String,
    rows: Vec<Row>,
    /// How many more there are than the rows shown.
    more: Option<String>,
}

pub(super) fn render(page: &Renderable<'_>, id: IssuerId) -> Result<String, Diagnostic> {
    let view = page.view;
    let issuer = &view.site.issuers[id.0 as usize];
    let rows = view.rows(&issuer.credentials);
    let content = IssuerPage {
        name: issuer.name.clone(),
        description: issuer.description.clone(),
        id: issuer.id.clone(),
        url: issuer.url.as_deref().and_then(links::outward),
        keys: issuer.keys.clone(),
        recognition: mark::recognition(view.words, &issuer.recognition),
        summary: view.words.see_all(&view.words.credentials_here(issuer.credentials.len())),
        more: (issuer.credentials.len() > rows.len()).then(|| view.links.to("credentials/index.html")),
        rows,
    };
    let mut frame = view.frame("issuer", &issuer.name);
    frame.description = Some(content.recognition.clone());
    frame.jsonld = Some(jsonld::organization(issuer, None));
    page.with("issuer.html", &frame, &content)
}
