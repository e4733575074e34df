//! In: some credentials and whom they are for. Out: one HTML file that stands on its own: pictures, styles and the signed files
//! are inside it. It names no other credential, no other page and no address of the site.

use accolade_credential::Recognition;
use serde::Serialize;

use super::alone::{self, Alone};
use super::facts::{self, Fact};
use super::{View, evidence, verify};
use crate::diag::Diagnostic;
use crate::model::{Entry, EntryId};
use crate::render::mark::{self, CheckLine, Mark};
use crate::render::template::Templates;
use crate::render::words::Part;
use crate::render::{art, known};

#[derive(Serialize)]
struct Pack<'a> {
    title: String,
    reader: Option<String>,
    holder: Option<&'a str>,
    as_of: Vec<Part>,
    items: Vec<Item>,
    alone: Alone,
}

#[derive(Serialize)]
struct Item {
    id: String,
    title: String,
    sentence: Vec<Part>,
    art: String,
    mark: Mark,
    seal_svg: String,
    facts: Vec<Fact>,
    /// What is said of an issuer that the site does not know.
    unlisted: Option<String>,
    description: Option<String>,
    criteria_html: Option<String>,
    narratives: Vec<String>,
    evidence: Vec<evidence::EvidenceView>,
    checks: Vec<CheckLine>,
    reflection_html: Option<String>,
    file: Option<(&'static str, String)>,
}

/// One file for a reader.
///
/// # Errors
/// A theme whose `pack.html` does not render.
pub(in crate::render) fn pack(
    view: &View<'_>,
    templates: &Templates,
    ids: &[EntryId],
    reader: Option<&str>,
) -> Result<String, Diagnostic> {
    let holder = view.site.holder.as_ref().map(|holder| holder.name.as_str());
    let pack = Pack {
        title: holder.map_or_else(|| view.words.t.pack.to_owned(), |name| view.words.pack_of(name)),
        reader: reader.map(|reader| view.words.pack_for(reader)),
        holder,
        as_of: view.words.as_of(vec![Part::day(&view.words.day(view.site.meta.as_of))]),
        items: ids.iter().filter_map(|id| item(view, &view.entry(*id))).collect(),
        alone: Alone::of(view, &known_of(view, ids)),
    };
    templates.render("pack.html", &(), &pack)
}

/// What is known of the issuers of these credentials alone.
fn known_of(view: &View<'_>, ids: &[EntryId]) -> serde_json::Value {
    let entries: Vec<_> = ids.iter().map(|id| view.entry(*id)).collect();
    let values = || entries.iter().filter_map(|entry| entry.judgement.verdict.value());
    let hosts: std::collections::BTreeSet<String> = values().flat_map(verify::hosts).collect();
    let issuers: Vec<&str> = values().filter_map(|value| value.issuer.id.as_deref()).collect();
    known::packed(view.site, &issuers, &hosts)
}

fn item(view: &View<'_>, entry: &Entry) -> Option<Item> {
    let value = entry.judgement.verdict.value()?;
    let achievement = value.achievement();
    let (title, issuer) = (view.bare_title(entry), view.issuer_name(entry));
    let about = achievement.and_then(|a| a.description.clone()).or_else(|| value.description.clone());
    let drawing = art::badge(view.fonts, &entry.design, &title, about.as_deref().unwrap_or_default());
    let unknown = entry.judgement.verdict.seal().is_some() && entry.judgement.recognition == Recognition::Unknown;
    let part = issuer.as_deref().map(|name| Part::of("issuer", name));
    Some(Item {
        id: entry.slug.clone(),
        sentence: mark::sentence(view.words, &entry.judgement.verdict, part),
        art: alone::address("image/svg+xml", drawing.as_bytes()),
        mark: view.mark(entry),
        seal_svg: art::seal(view.words, entry.judgement.verdict.seal()),
        facts: facts::margin(view, entry, issuer.as_deref().map(|name| (name, None))),
        unlisted: unknown.then(|| mark::recognition(view.words, &entry.judgement.recognition)),
        description: about,
        criteria_html: achievement.and_then(|a| a.criteria.as_deref()).map(|text| view.as_html(entry, text)),
        narratives: value.subjects.iter().filter_map(|subject| subject.narrative.clone()).collect(),
        evidence: evidence::alone(evidence::signed(view, entry, &value.evidence)),
        checks: mark::checks(view.words, &entry.judgement, issuer.as_deref(), view.site.meta.as_of),
        reflection_html: entry.notes.reflection.as_ref().map(|html| html.0.clone()),
        file: entry
            .payload
            .as_ref()
            .map(|payload| (payload.file_name(), alone::address("application/octet-stream", &payload.bytes))),
        title,
    })
}
