//! In: a registry. Out: the page of a department, and the index that leads to everything by letter, department, year and skill.
//! Every entry of the index is a link to a page or to a place on one; it names no holder.

use serde::Serialize;

use super::badge::BadgeRow;
use super::lists::{Linked, Row, year_id};
use super::pager::Pager;
use super::{PAGE_LENGTH, Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{Alphabetic, BadgeId, SkillId};
use crate::render::links;
use crate::render::page::Long;

/// Most skills that the index names; the page of all skills is one link away.
const SKILLS: usize = 12;

/// What a reader looks things up by. Empty lists are left out by templates.
#[derive(Debug, Serialize)]
pub(crate) struct Index {
    /// All badges by their first letter.
    letters: Vec<Letter>,
    departments: Vec<Linked>,
    kinds: Vec<Linked>,
    frameworks: Vec<Linked>,
    /// Years of the listed credentials, the newest first.
    years: Vec<Linked>,
    skills: Vec<Linked>,
    /// To all skills, when there are more.
    more_skills: Option<Linked>,
}

/// The badges under one letter.
#[derive(Debug, Serialize)]
struct Letter {
    letter: String,
    id: String,
    /// Its place on the page of all badges.
    href: String,
    badges: Vec<BadgeRow>,
}

#[derive(Serialize)]
struct DepartmentPage {
    name: String,
    lang: Option<String>,
    summary: String,
    /// On the first page.
    badges: Vec<BadgeRow>,
    rows: Vec<Row>,
    /// Said where nobody is listed.
    none: &'static str,
    #[serde(flatten)]
    pager: Pager,
}

impl View<'_> {
    /// The index of a registry; a portfolio has none.
    pub(crate) fn index(&self) -> Option<Index> {
        self.site.institution.as_ref().filter(|_| self.site.holder.is_none())?;
        let skills: Vec<SkillId> = (0..self.site.skills.len()).map(|n| SkillId(n as u32)).collect();
        Some(Index {
            letters: self.letters(),
            departments: self.site.departments.iter().map(|department| self.department(department)).collect(),
            kinds: self.kinds(),
            frameworks: self.frameworks(),
            years: self.years_of_lists(),
            more_skills: (skills.len() > SKILLS).then(|| Linked {
                label: self.words.see_all(&self.words.number(skills.len())),
                href: self.links.to("skills/index.html"),
                count: 0,
            }),
            skills: self.skills(&skills[..skills.len().min(SKILLS)]),
        })
    }

    /// A department with the number of its badges.
    fn department(&self, department: &crate::model::Department) -> Linked {
        let href = self.links.to(&links::department(department));
        Linked { label: department.name.clone(), href, count: department.badges.len() }
    }

    fn kinds(&self) -> Vec<Linked> {
        let kind = |kind: &crate::model::Department| Linked {
            label: self.words.kind(&kind.name),
            href: self.links.to(&links::type_of(&kind.slug)),
            count: kind.badges.len(),
        };
        self.site.register.kinds.iter().map(kind).collect()
    }

    fn frameworks(&self) -> Vec<Linked> {
        let used = self.site.frameworks.iter().map(|framework| (framework, framework.badges().len()));
        let linked = |(framework, count): (&crate::model::Framework, usize)| Linked {
            label: framework.name.clone(),
            href: self.links.to(&links::framework(&framework.slug)),
            count,
        };
        used.filter(|(_, count)| *count > 0).map(linked).collect()
    }

    fn letters(&self) -> Vec<Letter> {
        let mut letters: Vec<Letter> = Vec::new();
        let named = (0..).map(BadgeId).zip(&self.site.badges);
        let mut named: Vec<_> = named.map(|(id, badge)| (self.badge_words(badge).name, id)).collect();
        // Stable: the site's order is by the name in its main language.
        named.sort_by_cached_key(|(name, _)| (Alphabetic::of(name), *name));
        for (name, id) in named {
            let letter = Alphabetic::of(name).letter();
            let row = self.badge_row(id);
            match letters.iter_mut().find(|other| other.letter == letter) {
                Some(other) => other.badges.push(row),
                None => {
                    let id = format!("letter-{}", letters.len() + 1);
                    let href = format!("{}#{id}", self.links.to("badges/index.html"));
                    letters.push(Letter { letter, id, href, badges: vec![row] });
                }
            }
        }
        letters
    }

    /// Each year where it begins: a long list has several pages.
    fn years_of_lists(&self) -> Vec<Linked> {
        let mut years: Vec<Linked> = Vec::new();
        for (n, brief) in self.listed().enumerate() {
            let Some(at) = brief.earned() else { continue };
            let year = self.words.day(at).year;
            match years.iter_mut().find(|other| other.label == year) {
                Some(other) => other.count += 1,
                None => {
                    let list = self.links.to(&links::list(n / PAGE_LENGTH + 1));
                    years.push(Linked { href: format!("{list}#{}", year_id(Some(&year), 0)), label: year, count: 1 });
                }
            }
        }
        years
    }
}

pub(super) fn render(page: &Renderable<'_>, n: u32, number: u32) -> Result<String, Diagnostic> {
    let department = &page.view.site.departments[n as usize];
    part(page, department, ("department", &department.name), (Long::Department(n), number))
}

/// The badges of one kind.
pub(super) fn kind(page: &Renderable<'_>, n: u32, number: u32) -> Result<String, Diagnostic> {
    let kind = &page.view.site.register.kinds[n as usize];
    part(page, kind, ("type", &page.view.words.kind(&kind.name)), (Long::TypeOf(n), number))
}

fn part(
    page: &Renderable<'_>,
    department: &crate::model::Department,
    (what, name): (&'static str, &str),
    (list, number): (Long, u32),
) -> Result<String, Diagnostic> {
    let view = page.view;
    let (rows, pager) = view.page_of(list, number);
    let badges = if number == 1 { department.badges.as_slice() } else { &[] };
    let content = DepartmentPage {
        name: name.to_owned(),
        lang: view.lang_of(false).filter(|_| what == "department"),
        summary: view.words.credentials_here(department.credentials.len()),
        badges: badges.iter().map(|id| view.badge_row(*id)).collect(),
        rows,
        none: view.nobody(department.badges.iter().map(|id| view.told(*id)).sum()),
        pager,
    };
    let mut frame = view.frame(what, name);
    frame.description = Some(format!("{name} · {}", content.summary));
    page.with("department.html", &frame, &content)
}
