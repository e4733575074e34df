//! In: a site whose address is known. Out: `feed.xml` (Atom, RFC 4287), `sitemap.xml` and `robots.txt`.
//! Only listed credentials are named; every address is absolute.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::html_text::for_xml;
use super::page::{Kind, Page};
use super::words::{self, Language};
use super::{absolute, links, mark};
use crate::diag::Diagnostic;
use crate::model::{Brief, Site};

/// Most entries of a feed.
const MOST: usize = 50;

/// The newest credentials as an Atom feed, in one of the site's languages: its entries lead to that language's pages.
pub(super) fn atom(words: &Language, site: &Site, language: usize) -> Result<String, Diagnostic> {
    let base = site.meta.base_url.as_deref().unwrap_or_default();
    let folders = super::html::folders(site);
    let (tag, folder) = folders.get(language).map_or(("", ""), |(tag, folder)| (*tag, folder.as_str()));
    let other = language.checked_sub(1).and_then(|n| site.meta.translations.get(n));
    let title = other.and_then(|text| text.title.as_ref()).unwrap_or(&site.meta.title);
    let at = |path: &str| absolute(base, &format!("{folder}{path}"));
    let own = at("feed.xml");
    let listed = site.credentials.listed().iter().take(MOST).map(|id| &site.credentials[*id]);
    let moments = listed.clone().map(|brief| updated(site, brief));
    let author = site.holder.as_ref().map_or(&site.meta.title, |h| &h.name);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = write!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{own}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link rel=\"self\" href=\"{own}\"/>\n<link href=\"{}\"/>\n<author><name>{}</name></author>\n",
        for_xml(tag),
        for_xml(title),
        moments.max().unwrap_or(site.meta.as_of),
        for_xml(&at("index.html")),
        for_xml(author),
    );
    for brief in listed {
        let entry = site.credentials.entry(brief.id)?;
        let Some(value) = entry.judgement.verdict.value() else { continue };
        let url = at(&links::credential(&entry.slug, "index.html"));
        let issuer = value.issuer.name.as_deref().map(|n| words::Part::of("issuer", n));
        let sentence = mark::sentence(words, &entry.judgement.verdict, issuer);
        let summary = mark::told(&sentence, &mark::mark(words, site, &entry));
        let _ = write!(
            out,
            "<entry>\n<id>{url}</id>\n<title>{}</title>\n<link href=\"{url}\"/>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
            for_xml(&mark::heading(words, site, &entry)),
            updated(site, brief),
            for_xml(&summary),
        );
    }
    out.push_str("</feed>\n");
    Ok(out)
}

/// When what is said of a credential last changed: it was earned, or taken back or given back since, or it ended.
fn updated(site: &Site, brief: &Brief) -> Timestamp {
    let ended = brief.until().filter(|until| *until <= site.meta.as_of);
    let taken_back = site.taken_back(brief).map(|since| since.last);
    [brief.earned(), ended, taken_back].into_iter().flatten().max().unwrap_or(site.meta.as_of)
}

/// The most addresses of one sitemap file (sitemaps.org protocol 0.9), its links to other languages counted: so it stays below 50 MB, too.
const MOST_ADDRESSES: usize = if cfg!(test) { 60 } else { 50_000 };

/// How many files there are besides `sitemap.xml`, which then names them: none, as long as all addresses fit into one.
pub(super) fn sitemap_parts(site: &Site, pages: usize) -> usize {
    match pages.div_ceil(sitemap_length(site)) {
        0 | 1 => 0,
        parts => parts,
    }
}

/// The most pages that a file of the sitemap names.
pub(super) fn sitemap_length(site: &Site) -> usize {
    (MOST_ADDRESSES / super::html::folders(site).len().max(1)).max(1)
}

/// Whether search engines may list a page.
pub(super) fn is_for_search(site: &Site, kind: Kind, path: &str) -> bool {
    match kind {
        Kind::Credential(id) => site.credentials[id].listed,
        Kind::NotFound | Kind::Certificate(_) | Kind::Gone(_) => false,
        _ => path.ends_with("index.html"),
    }
}

/// The addresses of pages that search engines may list.
#[must_use]
pub(super) fn sitemap(site: &Site, pages: impl Iterator<Item = Page>) -> String {
    let base = site.meta.base_url.as_deref().unwrap_or_default();
    let folders = super::html::folders(site);
    let several = folders.len() > 1;
    let xhtml = if several { " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"" } else { "" };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{xhtml}>\n",
    );
    for page in pages {
        let address = |path: &str| for_xml(&absolute(base, path));
        let _ = write!(out, "<url><loc>{}</loc>", address(&page.path.0));
        let path = page.path.0.strip_prefix(folders[page.language].1.as_str()).unwrap_or(&page.path.0);
        for (tag, folder) in folders.iter().filter(|_| several) {
            let href = address(&format!("{folder}{path}"));
            let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{href}\"/>", for_xml(tag));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// The list of the sitemap's parts.
#[must_use]
pub(super) fn sitemap_index(site: &Site, parts: usize) -> String {
    let base = site.meta.base_url.as_deref().unwrap_or_default();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for n in 1..=parts {
        let _ = writeln!(out, "<sitemap><loc>{}</loc></sitemap>", for_xml(&absolute(base, &sitemap_part(n))));
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// The path of a part of the sitemap, from 1.
pub(super) fn sitemap_part(n: usize) -> String {
    format!("sitemap-{n}.xml")
}

/// Whether robots may come, and where the sitemap is.
#[must_use]
pub(super) fn robots(site: &Site) -> String {
    if site.meta.noindex {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let sitemap = site.meta.base_url.as_deref().map(|b| format!("\nSitemap: {}\n", absolute(b, "sitemap.xml")));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}
