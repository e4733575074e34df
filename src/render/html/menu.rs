//! In: a site and a page. Out: the links at the head of every page, with the place where the reader is.

use serde::Serialize;

use super::View;
use crate::model::Section;
use crate::render::page::Kind;

#[derive(Debug, Serialize)]
pub(super) struct MenuItem {
    label: String,
    href: String,
    /// `page` on the page itself, `true` below it.
    current: Option<&'static str>,
}

impl View<'_> {
    pub(super) fn menu(&self) -> Vec<MenuItem> {
        let (t, site) = (self.words.t, self.site);
        let registry = site.holder.is_none() && site.institution.is_some();
        let mut items = Vec::new();
        let mut item = |label: &str, path: String, current: Option<&'static str>| {
            items.push(MenuItem { label: label.to_owned(), href: self.links.to(&path), current });
        };
        let here = |own: bool, below: bool| if own { Some("page") } else { below.then_some("true") };
        let kind = self.page.kind;
        let list = kind.first();
        let credentials =
            here(kind == Kind::Credentials, matches!(kind, Kind::Credential(_) | Kind::MoreCredentials(_)));
        let badges =
            here(kind == Kind::Badges, matches!(list, Kind::Badge(_) | Kind::MoreHolders(_) | Kind::Department(_)));
        if registry && !site.badges.is_empty() {
            item(t.badges, "badges/index.html".to_owned(), badges);
        }
        item(t.credentials, "credentials/index.html".to_owned(), credentials);
        if !registry
            && !site.badges.is_empty()
            && site.meta.sections.iter().any(|place| place.section == Section::Badges)
        {
            item(t.badges, "badges/index.html".to_owned(), badges);
        }
        if !site.skills.is_empty() {
            item(t.skills, "skills/index.html".to_owned(), here(kind == Kind::Skills, matches!(list, Kind::Skill(_))));
        }
        for (n, free) in site.pages.iter().enumerate().filter(|(_, p)| p.menu) {
            let other = free.translations.iter().find(|(language, _)| *language == self.page.language);
            let title = other.map_or(&free.title, |(_, text)| &text.title);
            item(title, format!("{}/index.html", free.slug), here(kind == Kind::Free(n as u32), false));
        }
        items
    }
}
