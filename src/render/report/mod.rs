//! In: an `Insight`. Out: the private report as one HTML file that loads nothing, with a chart and a table for each question; and CSV.
//! In the site's language, for those who run a registry. It names badges and departments, and no person.

mod badges;
pub(crate) mod chart;
mod csv;
mod matrix;
mod table;
mod term;
mod words;

use std::fmt::Write as _;

pub use self::csv::{HEADS, LIST, LIST_SHOWN, csv_line, files};
use self::table::{Cell, table};
use self::term::term;
use self::words::Said;
use super::colour;
use super::svg::text::escape;
use crate::insight::{BadgeLine, Group, Insight};
use crate::model::Site;

/// What a report bears in its head, so that it is known for what it is.
pub const PRIVATE: &str = "<meta name=\"accolade\" content=\"private report\">";

/// Most bars of one chart; the table beside it has all.
const BARS: usize = 16;

/// The section in the order of time.
const TERMS: &str = "terms";

/// The report.
#[must_use]
pub fn html(site: &Site, insight: &Insight) -> String {
    let report = Report { site, insight, said: Said::of(&site.meta.language) };
    let said = &report.said;
    let institution = site.institution.as_ref().map_or("", |own| &site.issuers[own.issuer.0 as usize].name);
    let accent = site.meta.accent.unwrap_or(colour::HOUSE);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{PRIVATE}\n<meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n<title>{} · {name}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n<header>\n<p class=\"private\">{}</p>\n<h1><bdi>{name}</bdi></h1>\n<p class=\"lead\">{}</p>\n",
        escape(&said.tag),
        said.direction.as_str(),
        said.report(),
        colour::stylesheet(accent),
        include_str!("report.css"),
        said.private(),
        escape(&said.lead(&said.day(insight.as_of).words)),
        name = escape(institution),
    );
    report.numbers(&mut out);
    out.push_str("</header>\n<main>\n");
    report.terms(&mut out);
    report.badges(&mut out);
    report.departments(&mut out);
    report.coverage(&mut out);
    report.skills(&mut out);
    report.times(&mut out);
    report.expiring(&mut out);
    report.evidence(&mut out);
    report.attention(&mut out);
    let _ = write!(out, "</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n", said.foot());
    out
}

struct Report<'a> {
    site: &'a Site,
    insight: &'a Insight,
    said: Said,
}

impl Report<'_> {
    fn number(&self, n: Option<usize>) -> String {
        n.map_or_else(|| self.said.withheld(), |n| self.said.number(n))
    }

    fn cell(&self, n: Option<usize>) -> Cell {
        Cell::Number(self.number(n), n.is_none())
    }

    /// What stands in a cell of days or percent.
    fn text(&self, text: Option<String>) -> Cell {
        let withheld = text.is_none();
        Cell::Number(text.unwrap_or_else(|| self.said.withheld()), withheld)
    }

    fn numbers(&self, out: &mut String) {
        let (insight, said) = (self.insight, &self.said);
        out.push_str("<dl class=\"numbers\">\n");
        let mut one = |label: &str, n: Option<usize>| {
            let class = if n.is_some() { "" } else { " class=\"withheld\"" };
            let _ = writeln!(out, "<div><dt>{label}</dt><dd{class}>{}</dd></div>", self.number(n));
        };
        one(&said.awards(), insight.total);
        one(&said.good(), insight.good);
        one(&said.expired(), insight.expired);
        one(&said.revoked(), insight.revoked);
        if insight.suspended != Some(0) {
            one(&said.suspended(), insight.suspended);
        }
        one(&said.badges(), Some(insight.badges.len()));
        one(&said.never(), Some(insight.never().len()));
        out.push_str("</dl>\n");
    }

    /// A section with a chart and its table side by side.
    fn section(&self, out: &mut String, (id, title, finding): (&str, &str, &str), groups: &[Group], head: &[String]) {
        open(out, id, title, finding);
        out.push_str("<div class=\"pair\"><div>");
        // Of what is in the order of time the end is looked at.
        let is_time = id == TERMS;
        let drawn = if is_time { &groups[groups.len().saturating_sub(BARS)..] } else { groups };
        let names: Vec<_> = drawn.iter().take(BARS).map(|g| (self.named(g), g.awards)).collect();
        let bars: Vec<_> =
            names.iter().map(|(name, n)| chart::Bar { name, value: *n, said: self.number(*n) }).collect();
        let (id, direction) = (format!("{id}-chart"), self.said.direction);
        let chart = chart::Told { id: &id, title, description: finding, direction };
        out.push_str(&chart::bars(&chart, &bars));
        if groups.len() > BARS {
            let [shown, of] = [BARS, groups.len()].map(|n| self.said.number(n));
            let note = if is_time { self.said.newest(&shown, &of) } else { self.said.first(&shown, &of) };
            let _ = write!(out, "<p class=\"note\">{note}</p>");
        }
        out.push_str("</div>");
        let row = |g: &Group| {
            let badges = (head.len() > 2).then(|| self.cell(Some(g.badges)));
            let name = Cell::Name(self.named(g));
            [Some(name), badges, Some(self.cell(g.awards))].into_iter().flatten().collect()
        };
        let rows: Vec<Vec<Cell>> = groups.iter().map(row).collect();
        table(out, &self.said.in_numbers(title), head, &rows);
        out.push_str("</div></section>\n");
    }

    fn terms(&self, out: &mut String) {
        let said = &self.said;
        let name = |t: &Group| Group { name: term(&t.name, said), ..t.clone() };
        let terms: Vec<Group> = self.insight.terms.iter().map(name).collect();
        if terms.is_empty() {
            open(out, TERMS, &said.over_time(), &said.too_few_terms());
            out.push_str("</section>\n");
            return;
        }
        let finding = self.most(&terms);
        self.section(out, (TERMS, &said.over_time(), &finding), &terms, &[said.term(), said.awards()]);
    }

    fn badges(&self, out: &mut String) {
        let (said, badges) = (&self.said, self.insight.badges.iter());
        let group = |b: &BadgeLine| Group {
            name: b.name.clone(),
            address: None,
            framework: None,
            badges: 1,
            awards: b.awards,
            days: None,
        };
        let mut groups: Vec<Group> = badges.map(group).collect();
        in_order(&mut groups);
        let finding = self.most(&groups);
        groups.extend(self.insight.of_no_badge.map(|awards| Group {
            name: said.of_no_badge(),
            address: None,
            framework: None,
            badges: 0,
            awards,
            days: None,
        }));
        self.section(out, ("badges", &said.by_badge(), &finding), &groups, &[said.badge(), said.awards()]);
    }

    fn departments(&self, out: &mut String) {
        let said = &self.said;
        let mut groups = self.insight.departments.clone();
        in_order(&mut groups);
        let (finding, head) = (self.most(&groups), [said.department(), said.badges(), said.awards()]);
        self.section(out, ("departments", &said.by_department(), &finding), &groups, &head);
    }

    fn skills(&self, out: &mut String) {
        let said = &self.said;
        let groups: Vec<Group> = self.insight.skills.iter().filter(|s| s.framework.is_none()).cloned().collect();
        if groups.is_empty() {
            return;
        }
        let finding = format!("{} {}", self.most(&groups), said.each_skill());
        let head = [said.skill(), said.badges(), said.awards()];
        self.section(out, ("skills", &said.by_skill(), &finding), &groups, &head);
    }

    fn coverage(&self, out: &mut String) {
        open(out, "coverage", &self.said.coverage(), &self.said.coverage_note());
        for (n, coverage) in self.insight.coverage.iter().enumerate() {
            matrix::matrix(out, n, coverage, &self.insight.badges, &self.said);
        }
        out.push_str("</section>\n");
    }

    fn named(&self, group: &Group) -> String {
        if group.name.is_empty() { self.said.without() } else { group.name.clone() }
    }

    /// A sentence on the group with the most awards; of those that are told, where one that is withheld may have more.
    fn most(&self, groups: &[Group]) -> String {
        // Of equals the first, as in the chart.
        match groups.iter().rev().filter_map(|g| Some((g, g.awards?))).max_by_key(|(_, n)| *n) {
            Some((group, n)) if n > 0 => {
                let (name, n) = (self.named(group), self.said.number(n));
                let is_whole = groups.iter().all(|group| group.awards.is_some());
                if is_whole { self.said.most(&name, &n) } else { self.said.most_told(&name, &n) }
            }
            _ => self.said.too_few(),
        }
    }
}

/// Begins a section.
fn open(out: &mut String, id: &str, title: &str, finding: &str) {
    let (title, finding) = (escape(title), escape(finding));
    let _ = write!(
        out,
        "<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{title}</h2>\n<p class=\"finding\">{finding}</p>\n"
    );
}

/// The largest first; what is withheld comes last, in the order that it had.
fn in_order(groups: &mut [Group]) {
    groups.sort_by_key(|g| std::cmp::Reverse(g.awards.map_or(0, |n| n + 1)));
}
