//! In: a registry. Out: the public page of what was awarded, in numbers that tell nothing of a few people.

use serde::Serialize;

use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::insight::{self, Ask, Group, Period};
use crate::render::links;

/// What everybody may ask.
const ASK: Ask = Ask { public: true, within: 90, by: Period::Half, over: 100 };

#[derive(Serialize)]
struct Insights {
    numbers: Vec<(&'static str, String)>,
    figures: Vec<Figure>,
    frameworks: Vec<Covered>,
}

#[derive(Serialize)]
struct Figure {
    id: &'static str,
    title: &'static str,
    rows: Vec<Line>,
    /// How many more there are whose number is not told.
    withheld: Option<String>,
    /// What the numbers leave out is told elsewhere.
    note: Option<&'static str>,
}

#[derive(Serialize)]
struct Line {
    name: String,
    href: Option<String>,
    said: String,
    /// Its bar, in thousandths of the longest; `None` where most numbers are not told.
    share: Option<usize>,
}

#[derive(Serialize)]
struct Covered {
    id: String,
    name: String,
    href: String,
    rows: Vec<CoveredLine>,
}

#[derive(Serialize)]
struct CoveredLine {
    name: String,
    badges: String,
    said: String,
}

pub(super) fn render(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let view = page.view;
    let (words, t) = (view.words, view.words.t);
    let insight = insight::of(view.site, &ASK)?;
    let said = |n: Option<usize>| n.map_or_else(|| t.withheld.to_owned(), |n| words.number(n));
    let mut badges: Vec<Group> = (0..)
        .map(crate::model::BadgeId)
        .zip(&insight.badges)
        .map(|(id, line)| {
            let badge = &view.site.badges[id.0 as usize];
            Group {
                name: view.badge_words(badge).name.to_owned(),
                address: Some(links::badge(badge, "index.html")),
                framework: None,
                badges: 1,
                awards: line.awards,
                days: None,
            }
        })
        .collect();
    let mut departments: Vec<Group> = insight.departments.iter().filter(|d| !d.name.is_empty()).cloned().collect();
    for groups in [&mut badges, &mut departments] {
        groups.sort_by_key(|group| std::cmp::Reverse(group.awards.map_or(0, |n| n + 1)));
    }
    let terms: Vec<Group> =
        insight.terms.iter().map(|term| Group { name: view.half_year(&term.name), ..term.clone() }).collect();
    let figures =
        [("terms", t.terms, terms), ("badges", t.badges, badges), ("departments", t.departments, departments)];
    let covered = insight.coverage.iter().filter(|coverage| !coverage.badges.is_empty());
    let content = Insights {
        numbers: vec![(t.awards, said(insight.total)), (t.badges, words.number(insight.badges.len()))],
        figures: figures
            .into_iter()
            .filter(|(_, _, groups)| !groups.is_empty())
            .map(|(id, title, groups)| view.figure((id, title), &groups, &said))
            .collect(),
        frameworks: covered
            .map(|coverage| Covered {
                id: format!("framework-{}", coverage.slug),
                name: coverage.name.clone(),
                href: view.links.to(&links::framework(&coverage.slug)),
                rows: coverage
                    .items
                    .iter()
                    .map(|item| CoveredLine {
                        name: item.name.clone(),
                        badges: words.number(item.badges.len()),
                        said: said(item.awards),
                    })
                    .collect(),
            })
            .collect(),
    };
    let mut frame = view.frame("insights", t.insights);
    frame.description = Some(t.insights_note.to_owned());
    page.with("insights.html", &frame, &content)
}

impl View<'_> {
    fn figure(
        &self,
        (id, title): (&'static str, &'static str),
        groups: &[Group],
        said: &dyn Fn(Option<usize>) -> String,
    ) -> Figure {
        let told_groups = || groups.iter().filter(|group| group.awards.is_some());
        let withheld = groups.len() - told_groups().count();
        let most = told_groups().filter_map(|group| group.awards).max().unwrap_or(0).max(1);
        // Bars of the few that are told would show them as the whole.
        let drawn = told_groups().count() > 1 && withheld < told_groups().count();
        let rows = told_groups().map(|group| Line {
            share: group.awards.filter(|_| drawn).map(|n| (n * 1000 + most / 2) / most),
            name: group.name.clone(),
            href: group.address.as_deref().map(|path| self.links.to(path)),
            said: said(group.awards),
        });
        Figure {
            id,
            title,
            rows: rows.collect(),
            withheld: (withheld > 0).then(|| self.words.further_withheld(withheld)),
            note: (id == "badges" && withheld > 0).then_some(self.words.t.insights_pages),
        }
    }

    /// `2026-H1` in words.
    fn half_year(&self, name: &str) -> String {
        match name.split_once("-H") {
            Some((year, "1")) => self.words.half_first(year),
            Some((year, "2")) => self.words.half_second(year),
            _ => self.words.t.undated.to_owned(),
        }
    }
}
