//! In: a site in several languages and a page of it. Out: what the project says of itself in the page's language, and the
//! same page in the others. What was signed is never translated.

use std::borrow::Cow;

use accolade_credential::Grade;
use serde::Serialize;

use super::{View, folder};
use crate::model::{Badge, Entry, Html, Site, Translation};
use crate::render::page::Kind;
use crate::render::words::Language;
use crate::render::{absolute, links};

/// A page in one of the site's languages.
#[derive(Debug, Serialize)]
pub(crate) struct InLanguage {
    tag: String,
    /// The language's name in itself.
    name: &'static str,
    direction: &'static str,
    href: String,
    /// Absolute, when the site's address is known.
    absolute: Option<String>,
    current: bool,
}

/// That there is no page, in a further language of the site.
#[derive(Debug, Serialize)]
pub(super) struct NotFoundIn {
    tag: String,
    direction: &'static str,
    not_found: &'static str,
    to_home: &'static str,
    href: String,
}

/// What the project says in a language of the site, where it does.
pub(super) fn said<'s, T>(site: &'s Site, language: usize, pick: impl Fn(&'s Translation) -> Option<T>) -> Option<T> {
    site.meta.translations.get(language.checked_sub(1)?).and_then(pick)
}

impl<'a> View<'a> {
    /// What the project says in the page's language, where it does.
    pub(super) fn said<T>(&self, pick: impl Fn(&'a Translation) -> Option<T>) -> Option<T> {
        said(self.site, self.page.language, pick)
    }

    /// The `lang` of a text of the project, when it is not the page's: texts that are not translated are in the main
    /// language.
    pub(super) fn lang_of(&self, translated: bool) -> Option<String> {
        let language = if translated { self.page.language } else { 0 };
        self.words.foreign(self.site.meta.languages.get(language)?)
    }

    /// The site's title in the page's language.
    pub(super) fn site_title(&self) -> &'a str {
        self.said(|t| t.title.as_deref()).unwrap_or(&self.site.meta.title)
    }

    /// What the project says of its site.
    pub(super) fn site_description(&self) -> Option<&'a str> {
        self.said(|t| t.description.as_deref()).or(self.site.meta.description.as_deref())
    }

    /// The project's own text as it stands in this page: pages of a further language lie one folder deeper, with pages
    /// of the same language beside them, and files where they are once.
    pub(super) fn own_html<'h>(&self, html: &'h Html) -> Cow<'h, str> {
        if self.page.language == 0 { Cow::Borrowed(&html.0) } else { Cow::Owned(deeper(&html.0)) }
    }

    /// Markdown of a credential as safe HTML, as it stands in this page.
    pub(super) fn as_html(&self, entry: &Entry, text: &str) -> String {
        let html = self.memo.told(text, entry.judgement.verdict.grade() == Grade::Claimed);
        if self.page.language == 0 { html.to_string() } else { deeper(&html) }
    }

    /// What a lost reader is told in the further languages.
    pub(super) fn not_found_elsewhere(&self) -> Vec<NotFoundIn> {
        let further = self.site.meta.languages.iter().enumerate().skip(1);
        let told = |(place, tag): (usize, &String)| {
            let words = Language::of(tag);
            NotFoundIn {
                tag: tag.clone(),
                direction: words.direction.as_str(),
                not_found: words.t.not_found,
                to_home: words.t.to_home,
                href: self.links.to_language(&folder(self.site, place), "index.html"),
            }
        };
        further.map(told).collect()
    }

    /// This page in each language; none when the site has one.
    pub(super) fn languages(&self) -> Vec<InLanguage> {
        let meta = &self.site.meta;
        let own = folder(self.site, self.page.language);
        let path = match self.page.kind {
            Kind::NotFound => "index.html",
            _ => self.page.path.0.strip_prefix(own.as_str()).unwrap_or(&self.page.path.0),
        };
        let several = meta.languages.iter().enumerate().filter(|_| meta.languages.len() > 1);
        let item = |(place, tag): (usize, &String)| {
            let words = Language::of(tag);
            let folder = folder(self.site, place);
            InLanguage {
                tag: tag.clone(),
                name: words.name,
                direction: words.direction.as_str(),
                href: self.links.to_language(&folder, path),
                absolute: meta.base_url.as_deref().map(|base| absolute(base, &format!("{folder}{path}"))),
                current: place == self.page.language,
            }
        };
        several.map(item).collect()
    }
}

/// What the project says of a badge, in the page's language where it does. What is signed is not said here.
pub(super) struct BadgeWords<'a> {
    pub(super) name: &'a str,
    pub(super) description: &'a str,
    pub(super) criteria: &'a Html,
    pub(super) outcomes: &'a [String],
    pub(super) assessment: Option<&'a str>,
    pub(super) lang: BadgeLang,
}

/// The `lang` of each of these texts, where it is not the page's.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BadgeLang {
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) criteria: Option<String>,
    pub(super) outcomes: Option<String>,
    pub(super) assessment: Option<String>,
}

impl<'a> View<'a> {
    /// A badge in the words of the page's language.
    pub(super) fn badge_words(&self, badge: &'a Badge) -> BadgeWords<'a> {
        let other = self.page.language.checked_sub(1).and_then(|n| badge.translations.get(n));
        let name = other.and_then(|text| text.name.as_deref());
        let description = other.and_then(|text| text.description.as_deref());
        let criteria = other.and_then(|text| text.criteria.as_ref());
        let outcomes = other.and_then(|text| text.outcomes.as_deref());
        let assessment = other.and_then(|text| text.assessment.as_deref());
        BadgeWords {
            lang: BadgeLang {
                name: self.lang_of(name.is_some()),
                description: self.lang_of(description.is_some()),
                criteria: self.lang_of(criteria.is_some()),
                outcomes: self.lang_of(outcomes.is_some()),
                assessment: self.lang_of(assessment.is_some()),
            },
            name: name.unwrap_or(&badge.name),
            description: description.unwrap_or(&badge.description),
            criteria: criteria.unwrap_or(&badge.criteria),
            outcomes: outcomes.unwrap_or(&badge.outcomes),
            assessment: assessment.or(badge.assessment.as_deref()),
        }
    }
}

/// Relative addresses of files, one folder deeper. Links to pages stay: each language has its own.
fn deeper(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = ["href=\"", "src=\""].iter().filter_map(|a| Some(rest.find(a)? + a.len())).min() {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let address = after.split(['"', '?', '#']).next().unwrap_or_default();
        let name = address.rsplit('/').next().unwrap_or_default();
        let is_file = name.trim_matches('.').contains('.') && !name.ends_with(".html");
        if (address.starts_with("./") || address.starts_with("../")) && is_file {
            out.push_str("../");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The folder of each language with its tag, for the sitemap: the main one has none.
pub(in crate::render) fn folders(site: &Site) -> Vec<(&str, String)> {
    let folder = |(place, tag): (usize, &'_ String)| if place == 0 { String::new() } else { links::folder(tag) };
    site.meta.languages.iter().enumerate().map(|item| (item.1.as_str(), folder(item))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_from_one_folder_deeper_and_pages_stay_in_their_language() {
        let html = "<a href=\"../static/a.pdf\">a</a> <img src=\"./static/b.png\" alt=\"\"> <a href=\"../talk/\">c</a> \
                    <a href=\"https://x.example/a.pdf\">d</a> <a href=\"../talk/index.html#x\">e</a>";
        let want = "<a href=\"../../static/a.pdf\">a</a> <img src=\".././static/b.png\" alt=\"\"> <a href=\"../talk/\">c</a> \
                    <a href=\"https://x.example/a.pdf\">d</a> <a href=\"../talk/index.html#x\">e</a>";
        assert_eq!(deeper(html), want);
    }
}
