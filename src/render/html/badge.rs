//! In: a badge definition. Out: its page, and the catalogue of all badges by department.
//! A definition is what the site says; only its holders' credentials are signed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::lists::{Linked, Row};
use super::tongue::BadgeLang;
use super::{PAGE_LENGTH, Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{Badge, BadgeId, Site};
use crate::render::links;
use crate::render::words::shorten;

/// A badge in a catalogue.
#[derive(Debug, Serialize)]
pub(crate) struct BadgeRow {
    href: String,
    art: String,
    name: String,
    kind: String,
    department: Option<String>,
    description: String,
    issued: Option<String>,
    lang: BadgeLang,
}

/// The badges of one department.
#[derive(Debug, Serialize)]
pub(crate) struct Department {
    name: String,
    id: String,
    /// Its page, where departments have one.
    href: Option<String>,
    badges: Vec<BadgeRow>,
}

impl View<'_> {
    pub(crate) fn badge_row(&self, id: BadgeId) -> BadgeRow {
        let badge = &self.site.badges[id.0 as usize];
        let said = self.badge_words(badge);
        BadgeRow {
            href: self.links.to(&links::badge(badge, "index.html")),
            art: self.links.to(&links::badge(badge, "badge.svg")),
            name: said.name.to_owned(),
            kind: self.words.kind(&badge.kind),
            department: badge.department.clone(),
            description: shorten(said.description, 140),
            lang: said.lang,
            issued: self.told(id).filter(|n| *n > 0).map(|n| self.words.issued(n)),
        }
    }

    /// How many were issued, where that tells nothing of a few people.
    pub(crate) fn told(&self, id: BadgeId) -> Option<usize> {
        let institution = self.site.institution.as_ref();
        institution.map_or(Some(self.site.badges[id.0 as usize].issued), |own| own.told.cell(id.0 as usize))
    }

    /// The catalogue; badges without a department come last.
    pub(crate) fn departments(&self) -> Vec<Department> {
        let mut by_name: BTreeMap<(bool, &str), Vec<BadgeRow>> = BTreeMap::new();
        for (n, badge) in self.site.badges.iter().enumerate() {
            let name = badge.department.as_deref();
            by_name
                .entry((name.is_none(), name.unwrap_or_default()))
                .or_default()
                .push(self.badge_row(BadgeId(n as u32)));
        }
        let alone = by_name.len() == 1;
        let department = |(n, ((missing, name), badges)): (usize, ((bool, &str), Vec<BadgeRow>))| Department {
            name: match missing {
                true if alone => String::new(),
                true => self.words.t.other.to_owned(),
                false => name.to_owned(),
            },
            id: format!("department-{}", n + 1),
            href: self
                .site
                .departments
                .iter()
                .find(|d| !missing && d.name == name)
                .map(|d| self.links.to(&links::department(d))),
            badges,
        };
        by_name.into_iter().enumerate().map(department).collect()
    }
}

#[derive(Serialize)]
struct BadgePage {
    name: String,
    description: String,
    art: String,
    criteria_html: String,
    outcomes: Vec<String>,
    assessment: Option<String>,
    facts: Vec<(&'static str, String)>,
    skills: Vec<Linked>,
    alignments: Vec<super::credential::AlignmentView>,
    /// Whether this is the badge's own page, and not a further one of its holders.
    first: bool,
    /// How many were issued.
    issued: Option<String>,
    rows: Vec<Row>,
    /// Said where nobody is listed.
    none: &'static str,
    /// How many of those that are listed were signed with other words than these.
    earlier: Option<String>,
    newer: Option<String>,
    older: Option<String>,
    /// "Page 2 of 3"; `None` when there is one.
    place: Option<String>,
    personal: bool,
    lang: BadgeLang,
}

/// The further pages of those who hold a badge, each with its number: more of them than one page shows.
pub(crate) fn more_holders(site: &Site) -> impl Iterator<Item = (BadgeId, usize)> {
    let pages = |badge: &Badge| badge.holders.len().div_ceil(PAGE_LENGTH);
    let more = move |(id, badge)| (2..=pages(badge)).map(move |number| (id, number));
    (0..).map(BadgeId).zip(&site.badges).flat_map(more)
}

pub(super) fn render(page: &Renderable<'_>, id: BadgeId, number: usize) -> Result<String, Diagnostic> {
    let view = page.view;
    let (words, t) = (view.words, view.words.t);
    let badge = &view.site.badges[id.0 as usize];
    let mut facts = vec![(t.kind, words.kind(&badge.kind))];
    facts.extend(badge.department.clone().map(|d| (t.department, d)));
    facts.extend(badge.hours.map(|h| (t.workload, words.hours(h))));
    facts.extend(badge.credits.map(|c| (t.credits, words.number(c))));
    let (said, personal) = (view.badge_words(badge), view.site.holder.is_some());
    let rows = view.rows(badge.holders.get((number - 1) * PAGE_LENGTH..).unwrap_or_default());
    let of = badge.holders.len().div_ceil(PAGE_LENGTH).max(1);
    let to = |n: usize| view.links.to(&links::badge_page(badge, n));
    let alignments = view.alignments(&badge.alignments);
    let aligned = |skill: &Linked| alignments.iter().any(|a| a.skill.as_ref() == Some(&skill.href));
    let content = BadgePage {
        skills: view.skill_names(&badge.skills).into_iter().filter(|skill| !aligned(skill)).collect(),
        name: said.name.to_owned(),
        description: said.description.to_owned(),
        art: view.links.to(&links::badge(badge, "badge.svg")),
        criteria_html: view.own_html(said.criteria).into_owned(),
        outcomes: said.outcomes.to_vec(),
        assessment: said.assessment.map(str::to_owned),
        lang: said.lang,
        facts,
        alignments,
        first: number == 1,
        issued: view.told(id).filter(|n| *n > 0).map(|n| words.issued(n)),
        newer: (number > 1).then(|| to(number - 1)),
        older: (number < of).then(|| to(number + 1)),
        place: (of > 1).then(|| words.page_of(&words.number(number), &words.number(of))),
        rows,
        none: if personal { t.nothing_behind } else { view.nobody(view.told(id)) },
        earlier: (badge.earlier > 0).then(|| words.reworded(badge.earlier)),
        personal,
    };
    let mut frame = view.frame("badge", &content.name);
    frame.description = Some(shorten(&content.description, 200));
    page.with("badge.html", &frame, &content)
}

pub(super) fn list(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let view = page.view;
    page.with("badges.html", &view.frame("badges", view.words.t.badges), &view.departments())
}
