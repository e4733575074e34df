//! In: a credential that has a page at a known address. Out: the page's part on sharing, and the small card that other sites
//! embed. Links and text to copy; no script, and nothing is sent by reading.

use accolade_credential::Credential;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{Entry, EntryId, Output};
use crate::render::share::linkedin::{self, Certification};
use crate::render::share::{Shown, oembed, snippet};
use crate::render::words::Day;
use crate::render::{links, mark::Mark};

/// How a credential can be shared.
#[derive(Serialize)]
pub(super) struct Sharing {
    link: String,
    linkedin_add: String,
    linkedin_share: String,
    qr: String,
    snippets: Vec<Snippet>,
}

/// Text to copy.
#[derive(Serialize)]
struct Snippet {
    id: &'static str,
    label: &'static str,
    text: String,
    rows: usize,
}

#[derive(Serialize)]
struct Card {
    title: String,
    /// Who earned it, where the site names them.
    name: Option<String>,
    href: String,
    art: String,
    issuer: Option<String>,
    earned: Option<Day>,
    mark: Mark,
}

/// `None` when the site's address is not known, or the credential says nothing that could be shared: nobody signed it, its issuer took it
/// back, or its time is still to come.
pub(super) fn of(view: &View<'_>, entry: &Entry, value: &Credential) -> Option<Sharing> {
    entry.judgement.verdict.seal()?;
    let early = value.valid_from.is_some_and(|from| from > view.site.meta.as_of);
    if early || view.site.credentials[entry.id].is_revoked() {
        return None;
    }
    let (t, base) = (view.words.t, view.site.meta.base_url.as_deref().filter(|_| view.site.meta.makes(Output::Embed))?);
    let (title, issuer) = (view.bare_title(entry), view.issuer_name(entry));
    let at = |file: &str| crate::render::absolute(base, &links::credential(&entry.slug, file));
    let (page, folder) = (at("index.html"), at(""));
    let shown = Shown { title: &title, issuer: issuer.as_deref(), page: &page, folder: &folder };
    let day = |moment: jiff::Timestamp| TimeZone::UTC.to_datetime(moment).date();
    let certification = Certification {
        name: &title,
        organization_id: entry.issuer.and_then(|id| view.site.issuers[id.0 as usize].linkedin),
        organization: issuer.as_deref(),
        issued: value.earned().map(day),
        expires: value.valid_until.map(day),
        url: Some(&page),
        id: value.id.as_deref().filter(|id| !id.contains('@') && !id.contains("%40")),
    };
    let snippets = [
        ("embed", t.share_embed, oembed::frame(&shown)),
        ("markdown", t.share_markdown, snippet::markdown(&shown)),
        ("signature", t.share_signature, snippet::signature(&shown, t.share_check)),
        ("signature-text", t.share_signature_text, snippet::signature_text(&shown)),
    ];
    Some(Sharing {
        linkedin_add: linkedin::add_to_profile(&certification),
        linkedin_share: linkedin::share(&page),
        qr: view.links.to(&links::credential(&entry.slug, "qr.svg")),
        snippets: snippets.map(|(id, label, text)| Snippet { id, label, rows: rows(&text), text }).into(),
        link: page,
    })
}

/// `credentials/<slug>/embed.html`
pub(super) fn card(page: &Renderable<'_>, id: EntryId) -> Result<String, Diagnostic> {
    let view = page.view;
    let entry = &*view.entry(id);
    let value = entry.judgement.verdict.value();
    let title = view.bare_title(entry);
    let own = |file: &str| view.links.to(&links::credential(&entry.slug, file));
    let card = Card {
        href: view.absolute(&links::credential(&entry.slug, "index.html")).unwrap_or_else(|| own("index.html")),
        art: own("badge.svg"),
        name: value.and_then(Credential::recipient).filter(|_| entry.listed).map(str::to_owned),
        issuer: view.issuer_name(entry),
        earned: value.and_then(Credential::earned).map(|moment| view.words.day(moment)),
        mark: view.mark(entry),
        title,
    };
    let mut frame = view.frame("embed", &card.title);
    // The page is what search engines should find.
    frame.noindex = true;
    frame.canonical = view.absolute(&links::credential(&entry.slug, "index.html"));
    page.with("embed.html", &frame, &card)
}

/// The document that tells others how to embed the card.
pub(in crate::render) fn oembed(view: &View<'_>, id: EntryId) -> Option<String> {
    let (entry, base) = (&*view.entry(id), view.site.meta.base_url.as_deref()?);
    let (title, issuer) = (view.bare_title(entry), view.issuer_name(entry));
    let at = |file: &str| crate::render::absolute(base, &links::credential(&entry.slug, file));
    let (page, folder) = (at("index.html"), at(""));
    let shown = Shown { title: &title, issuer: issuer.as_deref(), page: &page, folder: &folder };
    Some(oembed::document(&shown, &view.site.meta.title, base, &view.words.tag))
}

fn rows(text: &str) -> usize {
    text.lines().map(|line| line.chars().count().div_ceil(60).max(1)).sum::<usize>().clamp(1, 6)
}
