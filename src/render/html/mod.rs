//! In: a site and the page to render. Out: HTML. One small file a page kind; each hands its template only what it shows.
//! What a page states about a credential comes from `judgement.verdict.value()`: what was signed, or is marked as unsigned.

mod alone;
mod badge;
pub(super) mod certificate;
mod credential;
mod cv;
mod department;
mod evidence;
mod facts;
mod frame;
mod gone;
mod home;
mod insights;
mod issuer;
mod lists;
mod menu;
pub(super) mod pack;
mod pager;
mod parts;
mod pathway;
mod previews;
mod register;
pub(super) mod sharing;
mod skill;
mod stood;
mod tongue;
mod verify;

use std::cell::Cell;

use serde::Serialize;

use super::fonts::Fonts;
use super::links::{self, Links};
use super::memo::Memo;
use super::page::{Kind, Long, Page};
use super::template::Templates;
use super::words::Language;
use crate::diag::Diagnostic;
use crate::load::theme::Theme;
use crate::model::Site;

pub(super) use badge::more_holders;
pub use frame::CSP;
pub(super) use frame::Styles;
pub(super) use stood::years as stood_years;
pub(super) use tongue::folders;

/// Most entries that one page of a list shows.
pub(crate) const PAGE_LENGTH: usize = 200;

/// What every page builder is given.
pub(super) struct View<'a> {
    pub(super) site: &'a Site,
    pub(super) theme: &'a Theme,
    pub(super) page: &'a Page,
    pub(super) links: Links,
    pub(super) styles: &'a Styles,
    /// All words of the page's language.
    pub(super) words: &'a Language,
    /// The faces of printed matter.
    pub(super) fonts: &'a Fonts,
    /// What many pages share.
    pub(super) memo: &'a Memo,
    /// Why the page cannot be what it should be.
    pub(super) fault: Cell<Option<Diagnostic>>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        site: &'a Site,
        theme: &'a Theme,
        (styles, words, fonts, memo): (&'a Styles, &'a Language, &'a Fonts, &'a Memo),
        page: &'a Page,
    ) -> Self {
        let links = match page.kind {
            Kind::NotFound => Links::from_anywhere(site.meta.base_url.as_deref()),
            _ => Links::from(&page.path),
        };
        let links = links.within(folder(site, page.language));
        Self { site, theme, page, links, styles, words, fonts, memo, fault: Cell::new(None) }
    }
}

/// The folder of a language of the site: empty for the main one.
fn folder(site: &Site, language: usize) -> String {
    site.meta.languages.get(language).filter(|_| language > 0).map_or_else(String::new, |tag| links::folder(tag))
}

/// Parses a theme's templates and tells them what all pages share.
///
/// # Errors
/// Every template that does not parse, or names what is not there.
pub(super) fn templates(
    words: &Language,
    site: &Site,
    theme: &Theme,
    language: usize,
) -> Result<Templates, Vec<Diagnostic>> {
    let mut templates = Templates::new(theme)?;
    templates.share("t", words.t);
    templates.share("theme", &theme.settings);
    templates.share("site", &frame::Shared::of(words, site, theme, language));
    Ok(templates)
}

/// Renders an HTML page; `None` when its kind is not HTML.
pub(super) fn render(view: &View<'_>, templates: &Templates) -> Option<Result<String, Diagnostic>> {
    let page = Renderable { view, templates };
    Some(match view.page.kind {
        Kind::Home if view.site.holder.is_none() && view.site.institution.is_some() => home::registry(&page),
        Kind::Home => home::portfolio(&page),
        Kind::Credentials => lists::credentials(&page, 1),
        Kind::MoreCredentials(n) => lists::credentials(&page, n),
        Kind::Credential(id) => credential::render(&page, id),
        Kind::Certificate(id) => certificate::render(&page, id),
        Kind::Embed(id) => sharing::card(&page, id),
        Kind::Badges => badge::list(&page),
        Kind::Badge(id) => badge::render(&page, id, 1),
        Kind::MoreHolders(n) => {
            let (id, number) = more_holders(view.site).nth(n as usize)?;
            badge::render(&page, id, number)
        }
        Kind::Department(n) => department::render(&page, n, 1),
        Kind::TypeOf(n) => department::kind(&page, n, 1),
        Kind::Framework(n) => register::framework(&page, n),
        Kind::Holders(n) => register::holders(&page, n),
        Kind::Holder(n) => register::holder(&page, n, 1),
        Kind::Search => register::search(&page),
        Kind::Insights => insights::render(&page),
        Kind::Skills => skill::list(&page),
        Kind::Skill(id) => skill::render(&page, id, 1),
        Kind::Further(list, number) => further(&page, list, number),
        Kind::Pathway(n) => pathway::render(&page, n),
        Kind::Issuer(id) => issuer::render(&page, id),
        Kind::Free(n) => free(&page, n),
        Kind::Stood => stood::years_page(&page),
        Kind::StoodIn(year) => stood::year_page(&page, year),
        Kind::Cv => cv::render(&page),
        Kind::Verify => verify::render(&page),
        Kind::VerifyFile => alone::render(&page),
        Kind::Gone(n) => gone::render(&page, n),
        Kind::NotFound => not_found(&page),
        _ => return None,
    })
}

/// A further page of a list.
fn further(page: &Renderable<'_>, list: Long, number: u32) -> Result<String, Diagnostic> {
    match list {
        Long::Skill(id) => skill::render(page, id, number),
        Long::Department(n) => department::render(page, n, number),
        Long::TypeOf(n) => department::kind(page, n, number),
        Long::Holder(n) => register::holder(page, n, number),
    }
}

/// A view with the templates that render it.
pub(super) struct Renderable<'a> {
    pub(super) view: &'a View<'a>,
    templates: &'a Templates,
}

impl Renderable<'_> {
    pub(super) fn with<P: Serialize>(
        &self,
        template: &str,
        frame: &frame::Frame,
        page: &P,
    ) -> Result<String, Diagnostic> {
        self.templates.render(template, frame, page)
    }
}

fn free(page: &Renderable<'_>, n: u32) -> Result<String, Diagnostic> {
    #[derive(Serialize)]
    struct Free<'a> {
        title: &'a str,
        body_html: &'a str,
        lang: Option<String>,
        dir: &'static str,
        about: Vec<lists::Row>,
    }
    let free = &page.view.site.pages[n as usize];
    let view = page.view;
    let other = free.translations.iter().find(|(language, _)| *language == view.page.language).map(|(_, text)| text);
    let (title, body) = other.map_or((&free.title, &free.body), |text| (&text.title, &text.body));
    let lang = view.lang_of(other.is_some());
    let direction = lang.as_deref().map_or(view.words.direction, |tag| Language::of(tag).direction);
    let mut frame = view.frame("free", title);
    if let Some(own) = other.map_or(&free.description, |text| &text.description) {
        frame.description = Some(own.clone());
    }
    let page_of =
        Free { title, body_html: &view.own_html(body), dir: direction.as_str(), lang, about: view.rows(&free.about) };
    page.with("page.html", &frame, &page_of)
}

/// The page for addresses that lead nowhere, in the main language; whoever reads another one is told in it.
#[derive(Serialize)]
struct NotFound {
    others: Vec<tongue::NotFoundIn>,
}

fn not_found(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let mut frame = page.view.frame("not-found", page.view.words.t.not_found);
    frame.noindex = true;
    frame.canonical = None;
    page.with("404.html", &frame, &NotFound { others: page.view.not_found_elsewhere() })
}
