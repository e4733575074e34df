//! In: a site and a page. Out: what surrounds every page: head, navigation, styles, foot.
//! Links only; nothing here speaks of a single credential.

use std::collections::BTreeMap;

use serde::Serialize;

use super::department::Index;
use super::menu::MenuItem;
use super::register::SearchFrame;
use super::tongue::{InLanguage, said};
use super::verify::CheckFrame;
use super::{View, folder};
use crate::load::theme::{OPTIONS_SHEET, SHARED_SHEET, Theme};
use crate::model::{Picture, Site};
use crate::render::page::Kind;
use crate::render::words::{Day, Language, Part};
use crate::render::{certificate, colour, cv, options};

/// What a page may load and do, as a browser enforces it. `file:` lets a site that is opened from disk have its styles;
/// `connect-src` lets tools that look at a page read the site's `robots.txt` (nothing on a page connects by itself).
pub const CSP: &str = "default-src 'none'; style-src 'self' file:; img-src 'self' data: file:; font-src 'self' file:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// What all pages of a site share, made once.
#[derive(Debug, Serialize)]
pub(crate) struct Shared {
    title: String,
    language: String,
    /// The language of the project's texts that are not translated, when it is another.
    texts_lang: Option<String>,
    direction: &'static str,
    as_of: Day,
    /// "As of 24 November 2026", in parts.
    dateline: Vec<Part>,
    /// What the foot of each page says, in parts.
    statement: Vec<Part>,
    csp: &'static str,
    paper_light: String,
    paper_dark: String,
    registry: bool,
    /// Class names, a space before each: the theme's options that styles must know of.
    options: String,
}

impl Shared {
    pub(crate) fn of(words: &Language, site: &Site, theme: &Theme, language: usize) -> Self {
        let as_of = words.day(site.meta.as_of);
        let (light, dark) = colour::scales(site.meta.accent.unwrap_or(colour::HOUSE));
        Self {
            title: said(site, language, |t| t.title.as_ref()).unwrap_or(&site.meta.title).clone(),
            language: words.tag.clone(),
            texts_lang: words.foreign(&site.meta.language),
            direction: words.direction.as_str(),
            dateline: words.as_of(Part::day(&as_of).alone()),
            statement: words.checked_as_of(Part::day(&as_of).alone()),
            as_of,
            csp: CSP,
            paper_light: colour::hex(light.paper),
            paper_dark: colour::hex(dark.paper),
            registry: site.holder.is_none() && site.institution.is_some(),
            options: options::classes(theme),
        }
    }
}

/// The stylesheets of a site, each with a stamp of its content; made once.
#[derive(Debug)]
pub(crate) struct Styles {
    pages: Vec<(String, String)>,
    printed: Vec<(String, String)>,
    embedded: Vec<(String, String)>,
    cv: Vec<(String, String)>,
    /// Stamps of the files of the check and of other scripts, by path.
    pub(super) scripts: BTreeMap<String, String>,
}

/// Printed matter and cards have a sheet of their own; what a project adds comes last everywhere.
const OWN: [&str; 5] =
    ["assets/certificate.css", "assets/embed.css", "assets/cv.css", "assets/check.css", "assets/register.css"];

/// Whether a file of the theme is a sheet of the site's pages.
pub(super) fn is_for_pages(path: &str) -> bool {
    path.ends_with(".css") && !OWN.contains(&path)
}

impl Styles {
    pub(crate) fn of(site: &Site, theme: &Theme) -> Self {
        let sheets = |path: &str, made: String, only: Option<&str>| {
            let wanted = |path: &str| match only {
                Some(only) => {
                    path == only || [OPTIONS_SHEET, SHARED_SHEET].contains(&path) || path.ends_with("custom.css")
                }
                None => !OWN.contains(&path),
            };
            let of_theme = theme.assets.iter().filter(|(path, _)| path.0.ends_with(".css") && wanted(&path.0));
            let of_theme = of_theme.map(|(path, bytes)| (path.0.clone(), stamp(bytes)));
            std::iter::once((path.to_owned(), stamp(made.as_bytes()))).chain(of_theme).collect()
        };
        let accent = site.meta.accent.unwrap_or(colour::HOUSE);
        Self {
            pages: sheets("assets/colours.css", colour::stylesheet(accent), None),
            printed: sheets("assets/paper.css", certificate::stylesheet(site), Some(OWN[0])),
            embedded: sheets("assets/colours.css", colour::stylesheet(accent), Some(OWN[1])),
            scripts: theme
                .assets
                .iter()
                .filter(|(path, _)| {
                    path.0.ends_with(".js") || path.0.ends_with(".wasm") || OWN[3..].contains(&path.0.as_str())
                })
                .map(|(path, bytes)| (path.0.clone(), stamp(bytes)))
                .collect(),
            cv: sheets("assets/cv-paper.css", cv::stylesheet(&site.meta), Some(OWN[2])),
        }
    }
}

/// What surrounds one page.
#[derive(Debug, Serialize)]
pub(crate) struct Frame {
    /// For styles: which kind of page this is.
    pub(crate) kind: &'static str,
    /// The document's title.
    pub(crate) title: String,
    /// A sentence or two for search engines and previews; where a page says nothing better, what the site says of itself.
    pub(crate) description: Option<String>,
    /// Absolute address; only when the site's address is known.
    pub(crate) canonical: Option<String>,
    /// Ask search engines to stay away.
    pub(crate) noindex: bool,
    /// Absolute address of the document that tells others how to embed what this page shows.
    pub(crate) oembed: Option<String>,
    /// What the page may load and do.
    pub(crate) csp: String,
    /// The script that checks a credential in the reader's browser.
    pub(crate) check: Option<CheckFrame>,
    /// The script that searches a register.
    pub(crate) search: Option<SearchFrame>,
    /// Where anybody checks any credential.
    verify: String,
    /// schema.org data, escaped for a script element.
    pub(crate) jsonld: Option<String>,
    home: String,
    feed: Option<String>,
    /// The site's mark in a browser's tabs and on home screens.
    icon: Icons,
    /// The picture for sharing; only when the site's address is known.
    preview: Option<String>,
    /// What that picture shows, when the page's description says something else.
    preview_alt: Option<String>,
    /// The page's language as Open Graph names it.
    locale: String,
    styles: Vec<String>,
    menu: Vec<MenuItem>,
    /// The mark of the institution whose site this is.
    mark: Option<String>,
    /// What a registry's first page and its lists are looked up by.
    index: Option<Index>,
    /// This page in each language of the site; none when there is one.
    languages: Vec<InLanguage>,
}

/// The site's mark in its forms.
#[derive(Debug, Serialize)]
struct Icons {
    svg: String,
    ico: String,
    touch: String,
}

impl View<'_> {
    /// The frame of this view's page under a title.
    pub(crate) fn frame(&self, kind: &'static str, title: &str) -> Frame {
        let meta = &self.site.meta;
        let own = self.site_title();
        let full = if title == own { title.to_owned() } else { format!("{title} · {own}") };
        let description = match self.site_description() {
            Some(words) if title == own => words.to_owned(),
            Some(words) => format!("{title} · {words}"),
            None => full.clone(),
        };
        let search = match self.page.kind {
            Kind::Home | Kind::Search => self.search(),
            _ => None,
        };
        Frame {
            kind,
            title: full,
            description: Some(description),
            canonical: self.absolute(&self.page.path.0),
            noindex: meta.noindex,
            oembed: None,
            csp: match &search {
                Some(_) => CSP.replacen("default-src 'none';", "default-src 'none'; script-src 'self' file:;", 1),
                None => CSP.to_owned(),
            },
            search,
            check: None,
            verify: self.links.to("verify/index.html"),
            jsonld: None,
            home: self.links.to("index.html"),
            feed: meta
                .base_url
                .as_ref()
                .map(|_| self.links.to_language(&folder(self.site, self.page.language), "feed.xml")),
            icon: self.icon(),
            preview: self.preview().and_then(|path| self.absolute(&path)),
            preview_alt: self.preview_words(),
            locale: locale(&self.words.tag),
            styles: self.styles(),
            menu: self.menu(),
            mark: self.institution_mark(),
            index: match self.page.kind {
                Kind::Home | Kind::Badges | Kind::Credentials => self.index(),
                _ => None,
            },
            languages: self.languages(),
        }
    }

    /// The absolute address of a path, when the site's address is known; `index.html` is left off.
    pub(crate) fn absolute(&self, path: &str) -> Option<String> {
        self.site.meta.base_url.as_deref().map(|base| crate::render::absolute(base, path))
    }

    /// A theme's or a project's own `assets/icon.svg` comes before the mark that is drawn.
    fn icon(&self) -> Icons {
        let mut assets = self.theme.assets.iter();
        let own = assets.find(|(path, _)| path.0 == "assets/icon.svg").map(|(path, _)| path.0.as_str());
        Icons {
            svg: self.links.to(own.unwrap_or("favicon.svg")),
            ico: self.links.to("favicon.ico"),
            touch: self.links.to("apple-touch-icon.png"),
        }
    }

    /// A registry's own picture, for the head of its pages.
    fn institution_mark(&self) -> Option<String> {
        let institution = self.site.institution.as_ref().filter(|_| self.site.holder.is_none())?;
        match self.site.issuers[institution.issuer.0 as usize].image.as_ref()? {
            Picture::File(path) => Some(self.links.to(&path.0)),
            Picture::Data(_) => None,
        }
    }

    /// The stylesheets of this page: a certificate is printed matter and has its own.
    fn styles(&self) -> Vec<String> {
        let sheets = match self.page.kind {
            Kind::Certificate(_) => &self.styles.printed,
            Kind::Embed(_) => &self.styles.embedded,
            Kind::Cv => &self.styles.cv,
            _ => &self.styles.pages,
        };
        let own = match self.page.kind {
            Kind::Home if self.site.register.people() > 0 || !self.site.register.search.is_empty() => true,
            kind => matches!(kind.first(), Kind::Search | Kind::Holders(_) | Kind::Holder(_) | Kind::Insights),
        };
        let own = self.styles.scripts.get_key_value(OWN[4]).filter(|_| own);
        let all = sheets.iter().map(|(path, stamp)| (path, stamp)).chain(own);
        all.map(|(path, stamp)| format!("{}?v={stamp}", self.links.to(path))).collect()
    }
}

/// A tag as Open Graph writes it: language and territory.
fn locale(tag: &str) -> String {
    const TERRITORIES: [(&str, &str); 6] =
        [("ar", "ar_AR"), ("de", "de_DE"), ("en", "en_GB"), ("es", "es_ES"), ("fr", "fr_FR"), ("ja", "ja_JP")];
    let known = TERRITORIES.iter().find(|(language, _)| *language == tag);
    known.map_or_else(|| tag.replace('-', "_"), |(_, locale)| (*locale).to_owned())
}

/// A short stamp of a file's content: its address changes when it does.
fn stamp(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..10].to_owned()
}
