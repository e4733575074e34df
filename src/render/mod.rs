//! In: a closed `Site` and a `Theme`. Out: `plan`, an ordered list of small `Page` values, and `render`, a page's bytes.
//! Pure and deterministic: the same site gives the same bytes. Never reads, never writes.

mod art;
pub mod certificate;
pub mod colour;
pub mod cv;
mod feed;
#[cfg(test)]
mod fixture;
pub mod fonts;
pub mod gallery;
mod html;
mod html_text;
pub mod icon;
pub mod import;
mod jsonld;
mod known;
pub mod links;
mod long;
mod machines;
pub mod mark;
mod memo;
pub mod options;
mod page;
mod part;
pub mod pdf;
mod plan;
pub mod png;
pub mod preview;
pub mod qr;
pub mod report;
mod rests;
mod search;
pub mod share;
pub mod sheet;
pub mod svg;
mod template;
#[cfg(test)]
mod tests;
pub mod words;

use std::sync::{Arc, OnceLock};

use accolade_credential::bake;
pub use html::CSP;
pub use page::{Kind, Page, Pages};
pub use part::{Part, PartPages};
pub use plan::{Plan, Planned, plan};
pub use rests::Rests;

use crate::diag::Diagnostic;
use crate::load::theme::Theme;
use crate::model::{BadgeId, EntryId, Output, Site, SitePath};

/// Pixels from side to side of a badge as PNG.
const BADGE_WIDTH: u32 = 600;

/// Renders pages of one site; shared by all threads.
pub struct Renderer {
    site: Arc<Site>,
    theme: Arc<Theme>,
    styles: html::Styles,
    fonts: fonts::Fonts,
    painter: png::Painter,
    press: pdf::Press,
    memo: memo::Memo,
    /// The pages that the sitemap names, once it is asked for.
    for_search: OnceLock<Plan>,
    /// By language, the main one first.
    tongues: Vec<Tongue>,
}

/// A language of the site, with templates that know its words.
struct Tongue {
    words: words::Language,
    templates: template::Templates,
}

impl Renderer {
    /// Parses the theme's templates once.
    ///
    /// # Errors
    /// Templates that do not parse, with their lines.
    pub fn new(site: Arc<Site>, theme: Arc<Theme>) -> Result<Self, Vec<Diagnostic>> {
        let tongue = |(place, tag): (usize, &String)| {
            let words = words::Language::of(tag);
            html::templates(&words, &site, &theme, place).map(|templates| Tongue { words, templates })
        };
        let tongues = site.meta.languages.iter().enumerate().map(tongue).collect::<Result<_, _>>()?;
        let styles = html::Styles::of(&site, &theme);
        let fonts = fonts::Fonts::with(&site.fonts);
        let painter = png::Painter::new(&fonts);
        let press = pdf::Press::new(fonts.clone());
        let memo = memo::Memo::new(site.badges.len());
        Ok(Self { site, theme, styles, fonts, painter, press, memo, for_search: OnceLock::new(), tongues })
    }

    /// What its pages rest upon.
    #[must_use]
    pub fn rests(&self) -> Rests<'_> {
        Rests::of(&self.site, &self.theme)
    }

    /// The addresses that a registry names as its own; nobody else's are published there. `None` for other sites.
    #[must_use]
    pub fn contacts(&self) -> Option<&std::collections::BTreeSet<String>> {
        let registry = self.site.institution.is_some() && self.site.holder.is_none();
        registry.then_some(&self.site.meta.contacts)
    }

    /// The bytes of one page of the plan.
    ///
    /// # Errors
    /// A template that asks for what is not there, with its line.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let (site, theme) = (&*self.site, &*self.theme);
        let Tongue { words, templates } = &self.tongues[page.language];
        let view = html::View::new(site, theme, (&self.styles, words, &self.fonts, &self.memo), page);
        if let Some(html) = html::render(&view, templates) {
            return view.fault.take().map_or_else(|| html.map(String::into_bytes), Err);
        }
        let bytes = match page.kind {
            Kind::CredentialFile(id) => {
                site.credentials.entry(id)?.payload.as_ref().map_or_else(Vec::new, |payload| payload.bytes.to_vec())
            }
            Kind::CredentialArt(id) => {
                let (entry, art) = (site.credentials.entry(id)?, self.credential_art(id)?);
                // The picture carries the credential to wherever it is taken; one that cannot be baked stays a picture.
                match &entry.payload {
                    Some(payload) => {
                        bake::svg(art.as_bytes(), &payload.bytes).unwrap_or_else(|_| art.as_bytes().to_vec())
                    }
                    None => art.as_bytes().to_vec(),
                }
            }
            Kind::CredentialPng(id) => {
                let (entry, picture) =
                    (site.credentials.entry(id)?, self.paint(&self.credential_art(id)?, BADGE_WIDTH, page)?);
                match &entry.payload {
                    Some(payload) => bake::png(&picture, &payload.bytes).unwrap_or(picture),
                    None => picture,
                }
            }
            Kind::CertificatePdf(id) => self.pdf(&view, id, page)?,
            Kind::BadgeArt(id) => self.badge_art(id).into_bytes(),
            Kind::BadgePng(id) => self.paint(&self.badge_art(id), BADGE_WIDTH, page)?,
            Kind::Preview(id) => self.paint_preview(&view.credential_preview(id), page)?,
            Kind::BadgePreview(id) => self.paint_preview(&view.badge_preview(id), page)?,
            Kind::SitePreview => self.paint_preview(&view.site_preview(), page)?,
            Kind::Icon => icon::svg(&self.fonts, site, false).into_bytes(),
            Kind::SmallIcon => icon::ico(&self.paint(&icon::svg(&self.fonts, site, false), icon::SMALL, page)?),
            Kind::TouchIcon => self.paint(&icon::svg(&self.fonts, site, true), icon::TOUCH, page)?,
            Kind::Oembed(id) => html::sharing::oembed(&view, id).unwrap_or_default().into_bytes(),
            Kind::Qr(id) => {
                let page = links::credential(&site.credentials[id].slug, "index.html");
                let address = absolute(site.meta.base_url.as_deref().unwrap_or_default(), &page);
                qr::svg(&address, &address).unwrap_or_default().into_bytes()
            }
            Kind::CheckWords => words.for_browser().into_bytes(),
            Kind::Known => known::json(site).into_bytes(),
            Kind::Kept(n) => known::copies(site).nth(n as usize).map_or_else(Vec::new, |copy| copy.bytes.to_vec()),
            Kind::SearchPart(n) => search::part(site, words, n as usize).into_bytes(),
            Kind::Machines => machines::index(site)?.into_bytes(),
            Kind::Resume => site
                .holder
                .as_ref()
                .map(|holder| share::resume::resume(site, holder))
                .transpose()?
                .unwrap_or_default()
                .into_bytes(),
            Kind::Feed => feed::atom(words, site, page.language)?.into_bytes(),
            Kind::Sitemap => {
                let pages = self.for_search.get_or_init(|| plan::for_search(site, theme)).of(site);
                match feed::sitemap_parts(site, pages.len()) {
                    0 => feed::sitemap(site, pages.iter()).into_bytes(),
                    parts => feed::sitemap_index(site, parts).into_bytes(),
                }
            }
            Kind::SitemapPart(n) => {
                let pages = self.for_search.get_or_init(|| plan::for_search(site, theme)).of(site);
                let (part, each) = (n as usize, feed::sitemap_length(site));
                let range = (part - 1) * each..(part * each).min(pages.len());
                feed::sitemap(site, range.map(|n| pages.page(n))).into_bytes()
            }
            Kind::Robots => feed::robots(site).into_bytes(),
            Kind::Colours => colour::stylesheet(site.meta.accent.unwrap_or(colour::HOUSE)).into_bytes(),
            Kind::CvPaper => cv::stylesheet(&site.meta).into_bytes(),
            Kind::Paper => certificate::stylesheet(site).into_bytes(),
            Kind::Font(n) => {
                let faces = certificate::faces(site);
                faces.get(n as usize).map_or_else(Vec::new, |face| face.bytes().into_owned())
            }
            Kind::Asset(n) => theme.assets[n as usize].1.to_vec(),
            Kind::File(n) => site.files[n as usize].bytes.to_vec(),
            _ => Vec::new(),
        };
        view.fault.take().map_or(Ok(bytes), Err)
    }
}

impl Renderer {
    /// What a picture or a paper says, where no text can be found in its bytes.
    #[must_use]
    pub fn drawn(&self, page: &Page) -> Option<String> {
        let words = &self.tongues[page.language].words;
        let view = || html::View::new(&self.site, &self.theme, (&self.styles, words, &self.fonts, &self.memo), page);
        match page.kind {
            // The page to print says the same, where there is one.
            Kind::CertificatePdf(_) if self.site.meta.makes(Output::Certificate) => None,
            Kind::CertificatePdf(id) => certificate::says(&self.site, &*self.site.credentials.entry(id).ok()?),
            Kind::BadgePng(id) => Some(self.site.badges[id.0 as usize].name.clone()),
            Kind::CredentialPng(id) => self.site.credentials[id].title().map(str::to_owned),
            Kind::Preview(id) => Some(view().credential_preview(id).words()),
            Kind::BadgePreview(id) => Some(view().badge_preview(id).words()),
            Kind::SitePreview => Some(view().site_preview().words()),
            _ => None,
        }
    }

    /// Some credentials as one HTML file that stands on its own and says nothing of the others.
    ///
    /// # Errors
    /// A theme whose `pack.html` does not render.
    pub fn pack(&self, ids: &[EntryId], reader: Option<&str>) -> Result<String, Diagnostic> {
        // In the site's main language.
        let page = Page { path: SitePath("pack.html".to_owned()), kind: Kind::NotFound, language: 0 };
        let Tongue { words, templates } = &self.tongues[page.language];
        let view = html::View::new(&self.site, &self.theme, (&self.styles, words, &self.fonts, &self.memo), &page);
        html::pack::pack(&view, templates, ids, reader)
    }

    /// A credential's certificate in every template, as one picture `width` pixels wide: two in a row when they lie, four when they stand.
    ///
    /// # Errors
    /// No good signature, so no certificate.
    pub fn certificates(&self, id: EntryId, landscape: bool, width: u32) -> Result<Vec<u8>, Diagnostic> {
        let page = Page { path: SitePath("certificates.png".to_owned()), kind: Kind::NotFound, language: 0 };
        let words = &self.tongues[page.language].words;
        let view = html::View::new(&self.site, &self.theme, (&self.styles, words, &self.fonts, &self.memo), &page);
        let art = sheet::Image { svg: self.credential_art(id)?, href: None };
        let layout = crate::model::CertificateLayout { landscape, ..self.site.meta.certificate.clone() };
        let size = certificate::size(&layout);
        let one = |(_, template)| html::certificate::sheet_as(&view, id, &art, (template, size));
        let Some(sheets) = crate::model::TEMPLATES.into_iter().map(one).collect::<Option<Vec<_>>>() else {
            let slug = &*self.site.credentials[id].slug;
            return Err(Diagnostic::error("no-seal", "only a signed credential has a certificate").about(slug));
        };
        self.paint(&sheet::svg::together(&sheets, &self.fonts, if landscape { 2 } else { 4 }), width, &page)
    }

    /// A certificate as PDF, in the site's main language.
    fn pdf(&self, view: &html::View<'_>, id: EntryId, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let (site, entry) = (&self.site, self.site.credentials.entry(id)?);
        let art = sheet::Image { svg: self.credential_art(id)?, href: None };
        let (Some(sheet), Some(payload)) = (html::certificate::sheet(view, id, &art), &entry.payload) else {
            return Err(Diagnostic::error("no-seal", "only a signed credential has a certificate").about(&page.path.0));
        };
        let made = entry.judgement.verdict.value().and_then(|value| value.earned()).unwrap_or(site.meta.as_of);
        let attachment = pdf::Attachment {
            name: payload.file_name(),
            media_type: payload.media_type(),
            about: view.words.t.file_json_more,
            bytes: &payload.bytes,
            made,
        };
        let printed = self.press.print(&sheet, attachment);
        printed.map_err(|error| Diagnostic::error("pdf", error.to_string()).about(&page.path.0))
    }

    fn credential_art(&self, id: EntryId) -> Result<Arc<str>, Diagnostic> {
        let entry = self.site.credentials.entry(id)?;
        let value = entry.judgement.verdict.value();
        let about = value.and_then(|c| c.achievement()).and_then(|a| a.description.as_deref());
        let (title, about) = (value.and_then(|c| c.title()).unwrap_or_default(), about.unwrap_or_default());
        let draw = || art::badge(&self.fonts, &entry.design, title, about);
        Ok(self.memo.art(entry.badge, &entry.design, (title, about), draw))
    }

    fn badge_art(&self, id: BadgeId) -> String {
        let badge = &self.site.badges[id.0 as usize];
        art::badge(&self.fonts, &badge.design, &badge.name, &badge.description)
    }

    fn paint_preview(&self, said: &preview::Preview, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        self.paint(&preview::svg(&self.fonts, said), preview::WIDTH, page)
    }

    fn paint(&self, svg: &str, width: u32, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let painted = self.painter.png(svg, width);
        painted.map_err(|error| Diagnostic::error("picture", error.to_string()).about(&page.path.0))
    }
}

/// The absolute address of a path; `index.html` is left off, as servers do.
pub(crate) fn absolute(base: &str, path: &str) -> String {
    let path = path.strip_suffix("index.html").filter(|p| p.is_empty() || p.ends_with('/')).unwrap_or(path);
    format!("{base}{}", links::encode(path))
}
