//! In: a site. Out: its first page: of a person (portfolio) or of an institution (registry).
//! A person first, what they can show second; an institution's catalogue first.

use serde::Serialize;

use super::badge::Department;
use super::lists::{Linked, Row, Year};
use super::pathway::Progress;
use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{Holder, Html, Section, SkillId};
use crate::render::words::{initials, shorten};
use crate::render::{jsonld, links, mark};

/// Most credentials that a first page lists; the rest is one link away.
const ON_HOME: usize = 24;
/// Most skills that a first page names.
const SKILLS_ON_HOME: usize = 24;

#[derive(Serialize)]
struct Portfolio {
    name: String,
    /// Set smaller.
    long_name: bool,
    headline: Option<String>,
    headline_lang: Option<String>,
    intro_html: Option<String>,
    intro_lang: Option<String>,
    photo: Option<Photo>,
    initials: String,
    location: Option<String>,
    links: Vec<Outward>,
    tally: Option<String>,
    top_skills: Vec<Linked>,
    sections: Vec<&'static str>,
    featured: Vec<Feature>,
    shelf: Vec<Row>,
    years: Vec<Year>,
    more: Option<Linked>,
    pathways: Vec<Progress>,
    skills: Vec<Linked>,
    more_skills: Option<Linked>,
    departments: Vec<Department>,
}

#[derive(Serialize)]
struct Photo {
    src: String,
    alt: String,
}

/// A link that leads out, with its words.
#[derive(Serialize)]
struct Outward {
    label: String,
    href: String,
}

#[derive(Serialize)]
struct Feature {
    row: Row,
    description: Option<String>,
    evidence: Option<Outward>,
}

pub(super) fn portfolio(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let view = page.view;
    let holder = view.site.holder.as_ref();
    let mut frame = view.frame("home", view.site_title());
    let name = holder.map_or_else(|| view.site.meta.title.clone(), |h| h.name.clone());
    let headline = view.said(|t| t.headline.as_ref()).or_else(|| holder.and_then(|h| h.headline.as_ref())).cloned();
    frame.description = description(view).or_else(|| headline.clone());
    frame.jsonld = holder.map(|h| jsonld::person(view.words, view.site, h, &|path| view.absolute(path)));
    let list = Listing::of(view);
    let featured: Vec<_> = view.listed().filter(|e| e.notes.featured).map(|e| feature(view, e)).collect();
    let every_skill: Vec<SkillId> = (0..view.site.skills.len()).map(|n| SkillId(n as u32)).collect();
    let shown = view.skills(&every_skill[..every_skill.len().min(SKILLS_ON_HOME)]);
    let portfolio = Portfolio {
        initials: initials(&name),
        headline,
        headline_lang: view.lang_of(view.said(|t| t.headline.as_ref()).is_some()),
        intro_lang: view.lang_of(view.said(|t| t.intro.as_ref()).is_some()),
        intro_html: intro(view, holder.and_then(|h| h.intro.as_ref())),
        photo: holder.and_then(|h| photo(view, h)),
        location: view.said(|t| t.location.as_ref()).or_else(|| holder.and_then(|h| h.location.as_ref())).cloned(),
        links: holder.map_or_else(Vec::new, |h| h.links.iter().filter_map(outward).collect()),
        tally: mark::verified_count(view.words, view.listed().map(|e| &e.judgement), view.site.meta.as_of),
        top_skills: view.skills(&every_skill[..every_skill.len().min(5)]),
        sections: sections(&view.site.meta.sections),
        featured,
        shelf: list.shelf,
        years: list.years,
        more: list.more,
        pathways: view.progress(),
        more_skills: (every_skill.len() > shown.len()).then(|| Linked {
            label: view.words.see_all(&view.words.number(every_skill.len())),
            href: view.links.to("skills/index.html"),
            count: every_skill.len(),
        }),
        skills: shown,
        departments: view.departments(),
        long_name: name.chars().count() > 36,
        name,
    };
    page.with("portfolio.html", &frame, &portfolio)
}

#[derive(Serialize)]
struct Registry {
    name: String,
    url: Option<Outward>,
    description: Option<String>,
    headline_lang: Option<String>,
    intro_html: Option<String>,
    intro_lang: Option<String>,
    id: String,
    issuer_href: String,
    numbers: Vec<Number>,
    sections: Vec<&'static str>,
    departments: Vec<Department>,
    years: Vec<Year>,
    more: Option<Linked>,
    pathways: Vec<Progress>,
    skills: Vec<Linked>,
}

#[derive(Serialize)]
struct Number {
    value: String,
    label: &'static str,
}

pub(super) fn registry(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let view = page.view;
    let Some(institution) = &view.site.institution else { return portfolio(page) };
    let issuer = &view.site.issuers[institution.issuer.0 as usize];
    let (words, t) = (view.words, view.words.t);
    let number = |n: usize, label| Number { value: words.number(n), label };
    let mut numbers = vec![number(view.site.badges.len(), t.badge_count), number(institution.issued, t.issued_count)];
    numbers.push(number(view.listed().count(), t.listed_count));
    if institution.revoked > 0 {
        numbers.push(number(institution.revoked, t.revoked_count));
    }
    let list = Listing::of(view);
    let skills: Vec<_> =
        (0..view.site.skills.len().min(SKILLS_ON_HOME)).map(|n| view.skill(SkillId(n as u32))).collect();
    let registry = Registry {
        name: issuer.name.clone(),
        url: issuer.url.as_deref().and_then(links::outward).map(|href| Outward { label: plain_address(&href), href }),
        description: view
            .said(|t| t.about.as_ref())
            .or(issuer.description.as_ref())
            .cloned()
            .or_else(|| description(view)),
        headline_lang: view.lang_of(view.said(|t| t.about.as_ref()).is_some()),
        intro_lang: view.lang_of(view.said(|t| t.intro.as_ref()).is_some()),
        intro_html: intro(view, institution.intro.as_ref()),
        id: issuer.id.clone(),
        issuer_href: view.links.to(&links::issuer(issuer)),
        numbers,
        sections: sections(&view.site.meta.sections),
        departments: view.departments(),
        years: list.years,
        more: list.more,
        pathways: view.progress(),
        skills,
    };
    let mut frame = view.frame("home", view.site_title());
    frame.description = registry.description.clone();
    frame.jsonld = Some(jsonld::organization(issuer, view.site.meta.base_url.as_deref()));
    page.with("registry.html", &frame, &registry)
}

/// What the project says of its site, for search engines.
fn description(view: &View<'_>) -> Option<String> {
    view.said(|t| t.description.as_ref()).or(view.site.meta.description.as_ref()).cloned()
}

/// What the project says by way of introduction.
fn intro(view: &View<'_>, main: Option<&Html>) -> Option<String> {
    view.said(|t| t.intro.as_ref()).or(main).map(|intro| view.own_html(intro).into_owned())
}

/// What a first page lists of the credentials.
struct Listing {
    shelf: Vec<Row>,
    years: Vec<Year>,
    more: Option<Linked>,
}

impl Listing {
    fn of(view: &View<'_>) -> Self {
        let all = view.listed().count();
        Self {
            shelf: view.listed().take(if all < 3 { 0 } else { 48 }).map(|e| view.row(e)).collect(),
            years: view.years(view.listed().take(ON_HOME)),
            more: (all > ON_HOME).then(|| Linked {
                label: view.words.see_all(&view.words.credentials_of(all)),
                href: view.links.to("credentials/index.html"),
                count: all,
            }),
        }
    }
}

fn feature(view: &View<'_>, entry: &crate::model::Entry) -> Feature {
    let value = entry.judgement.verdict.value();
    let description = value.and_then(|c| c.achievement()).and_then(|a| a.description.as_deref());
    let signed = value.into_iter().flat_map(|c| &c.evidence).find_map(|e| {
        let href = links::outward(e.url.as_deref()?)?;
        Some(Outward { label: e.name.clone().unwrap_or_else(|| plain_address(&href)), href })
    });
    Feature {
        row: view.row(entry),
        description: description.map(|d| shorten(d, 180)),
        evidence: signed.or_else(|| entry.notes.evidence.first().and_then(outward)),
    }
}

fn photo(view: &View<'_>, holder: &Holder) -> Option<Photo> {
    let alt = || {
        view.said(|t| t.photo_alt.as_ref())
            .or(holder.photo_alt.as_ref())
            .cloned()
            .unwrap_or_else(|| view.words.portrait(&holder.name))
    };
    holder.photo.as_ref().map(|path| Photo { src: view.links.to(&path.0), alt: alt() })
}

fn outward(link: &crate::model::Link) -> Option<Outward> {
    Some(Outward { label: link.label.clone(), href: links::outward(&link.url)? })
}

/// An address as people write it.
fn plain_address(href: &str) -> String {
    let bare = href.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("mailto:");
    bare.trim_end_matches('/').to_owned()
}

fn sections(sections: &[Section]) -> Vec<&'static str> {
    let name = |s: &Section| match s {
        Section::Featured => "featured",
        Section::Credentials => "credentials",
        Section::Pathways => "pathways",
        Section::Skills => "skills",
        Section::Badges => "badges",
    };
    sections.iter().map(name).collect()
}
