//! In: a site. Out: its first page: of a person (portfolio) or of an institution (registry).
//! A person first, what they can show second; an institution's catalogue first.

use serde::Serialize;

use super::badge::Department;
use super::lists::{Linked, Row, Year};
use super::parts::{Collection, Feature, ON_HOME, Outward, Part, Story, TimelineYear, outward, plain_address};
use super::pathway::Progress;
use super::skill::SkillGroup;
use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{Brief, Holder, Html, SkillId};
use crate::render::words::initials;
use crate::render::{cv, jsonld, links, mark};

/// Most skills that stand in its head.
const SKILLS_IN_HEAD: usize = 5;
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
    /// To the others.
    other_skills: Option<Linked>,
    parts: Vec<Part>,
    featured: Vec<Feature>,
    shelf: Vec<Row>,
    more_shelf: Option<Linked>,
    timeline: Vec<TimelineYear>,
    years: Vec<Year>,
    collections: Vec<Collection>,
    stories: Vec<Story>,
    more: Option<Linked>,
    /// To what was held in earlier years.
    stood: Option<Linked>,
    cv: Option<String>,
    pathways: Vec<Progress>,
    skills: Vec<SkillGroup>,
    more_skills: Option<Linked>,
    departments: Vec<Department>,
}

#[derive(Serialize)]
struct Photo {
    src: String,
    alt: String,
}

pub(super) fn portfolio(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let view = page.view;
    let holder = view.site.holder.as_ref();
    let mut frame = view.frame("home", view.site_title());
    let name = holder.map_or_else(|| view.site.meta.title.clone(), |h| h.name.clone());
    let headline = view.said(|t| t.headline.as_ref()).or_else(|| holder.and_then(|h| h.headline.as_ref())).cloned();
    if view.site_description().is_none() && headline.is_some() {
        frame.description.clone_from(&headline);
    }
    frame.jsonld = holder.map(|h| jsonld::person(view.words, view.site, h, &|path| view.absolute(path))).transpose()?;
    let every_skill: Vec<SkillId> = (0..view.site.skills.len()).map(|n| SkillId(n as u32)).collect();
    let top_skills = view.site.signed_skills(Brief::stands);
    let portfolio = Portfolio {
        initials: initials(&name),
        headline,
        headline_lang: view.lang_of(view.said(|t| t.headline.as_ref()).is_some()),
        intro_lang: view.lang_of(view.said(|t| t.intro.as_ref()).is_some()),
        intro_html: intro(view, holder.and_then(|h| h.intro.as_ref())),
        photo: holder.and_then(|h| photo(view, h)),
        location: view.said(|t| t.location.as_ref()).or_else(|| holder.and_then(|h| h.location.as_ref())).cloned(),
        links: holder.map_or_else(Vec::new, |h| h.links.iter().filter_map(outward).collect()),
        tally: mark::verified_count(view.words, &view.site.credentials, view.site.meta.as_of),
        other_skills: (top_skills.len() > SKILLS_IN_HEAD).then(|| Linked {
            label: view.words.and_more(top_skills.len() - SKILLS_IN_HEAD),
            href: view.links.to("skills/index.html"),
            count: 0,
        }),
        top_skills: view.skills(&top_skills[..top_skills.len().min(SKILLS_IN_HEAD)]),
        parts: view.parts(),
        featured: view.features(),
        shelf: view.shelf(),
        more_shelf: view.beside_the_shelf(),
        timeline: view.timeline(),
        years: view.years(view.listed().take(ON_HOME)),
        collections: view.collections(),
        stories: view.stories(),
        more: view.rest(),
        stood: view.stood(),
        cv: cv::applies(view.site).then(|| view.links.to("cv/index.html")),
        pathways: view.progress(),
        more_skills: (every_skill.len() > SKILLS_ON_HOME).then(|| Linked {
            label: view.words.see_all(&view.words.number(every_skill.len())),
            href: view.links.to("skills/index.html"),
            count: every_skill.len(),
        }),
        skills: view.skill_map(SKILLS_ON_HOME),
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
    /// The page of the search, for who has no JavaScript.
    search: Option<Linked>,
    /// Names and numbers.
    ways: Vec<Linked>,
    numbers: Vec<Number>,
    parts: Vec<Part>,
    departments: Vec<Department>,
    years: Vec<Year>,
    more: Option<Linked>,
    /// Said where nobody is listed.
    none: &'static str,
    pathways: Vec<Progress>,
    skills: Vec<SkillGroup>,
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
    let (badges, listed) = (view.site.badges.len(), view.listed().count());
    let mut numbers = vec![number(badges, words.label_badges(badges))];
    numbers.extend(institution.told.total().map(|issued| number(issued, words.label_issued(issued))));
    numbers.push(number(listed, words.label_listed(listed)));
    let revoked = institution.revoked.filter(|revoked| *revoked > 0);
    numbers.extend(revoked.map(|revoked| number(revoked, words.label_revoked(revoked))));
    let registry = Registry {
        name: issuer.name.clone(),
        url: issuer.url.as_deref().and_then(links::outward).map(|href| Outward { label: plain_address(&href), href }),
        description: view
            .said(|t| t.about.as_ref())
            .or(issuer.description.as_ref())
            .cloned()
            .or_else(|| view.site_description().map(str::to_owned)),
        headline_lang: view.lang_of(view.said(|t| t.about.as_ref()).is_some()),
        intro_lang: view.lang_of(view.said(|t| t.intro.as_ref()).is_some()),
        intro_html: intro(view, institution.intro.as_ref()),
        id: issuer.id.clone(),
        search: (!view.site.register.search.is_empty()).then(|| way(view, t.search, "search/index.html")),
        ways: ways(view),
        issuer_href: view.links.to(&links::issuer(issuer)),
        numbers,
        parts: view.parts(),
        departments: view.departments(),
        years: view.years(view.listed().take(ON_HOME)),
        more: view.rest(),
        none: view.nobody(institution.told.total()),
        pathways: view.progress(),
        skills: view.skill_map(SKILLS_ON_HOME),
    };
    let mut frame = view.frame("home", view.site_title());
    if registry.description.is_some() {
        frame.description.clone_from(&registry.description);
    }
    frame.jsonld = Some(jsonld::organization(issuer, view.site.meta.base_url.as_deref()));
    page.with("registry.html", &frame, &registry)
}

/// Where a register is looked through, besides its lists.
fn ways(view: &View<'_>) -> Vec<Linked> {
    let (t, register) = (view.words.t, &view.site.register);
    let mut ways = Vec::new();
    ways.extend((register.people() > 0).then(|| way(view, t.holders_all, &links::holders(1))));
    ways.extend(view.site.has_insights().then(|| way(view, t.insights, "insights/index.html")));
    ways
}

fn way(view: &View<'_>, label: &str, path: &str) -> Linked {
    Linked { label: label.to_owned(), href: view.links.to(path), count: 0 }
}

/// What the project says by way of introduction.
fn intro(view: &View<'_>, main: Option<&Html>) -> Option<String> {
    view.said(|t| t.intro.as_ref()).or(main).map(|intro| view.own_html(intro).into_owned())
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
