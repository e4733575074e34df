//! In: an `Insight`. Out: the private report as one HTML file that loads nothing, with a chart and a table for each question; and CSV.
//! In English, for those who run a registry. It names badges and departments, and no person.

pub(crate) mod chart;
mod csv;
mod matrix;
mod table;
mod term;

use std::fmt::Write as _;

pub use self::csv::{HEADS, files};
use self::table::{Cell, table};
use self::term::term;
use super::colour;
use super::svg::text::escape;
use super::words::Language;
use crate::insight::{Days, Group, Insight};
use crate::model::Site;

/// What a report bears in its head, so that it is known for what it is.
pub const PRIVATE: &str = "<meta name=\"accolade\" content=\"private report\">";

/// Most bars of one chart; the table beside it has all.
const BARS: usize = 16;

const WITHHELD: &str = "withheld";

/// The report.
#[must_use]
pub fn html(site: &Site, insight: &Insight) -> String {
    let report = Report { site, insight, words: Language::english() };
    let institution = site.institution.as_ref().map_or("", |own| &site.issuers[own.issuer.0 as usize].name);
    let accent = site.meta.accent.unwrap_or(colour::HOUSE);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{PRIVATE}\n<meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n<title>Report · {name}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n<header>\n<p class=\"private\">Private: for the institution, not for the site</p>\n<h1>{name}</h1>\n<p class=\"lead\">What was awarded, as of {}. No number here speaks of one to four people: such a number is withheld, and so is what would give it away.</p>\n",
        colour::stylesheet(accent),
        include_str!("report.css"),
        report.words.day(insight.as_of).words,
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
    out.push_str("</main>\n<footer><p>Made by accolade from the credentials and the ledger of this registry. Where a number is withheld, the group has fewer than five people, or its number would tell that of such a group. The CSV files beside this page hold the same numbers.</p></footer>\n</body>\n</html>\n");
    out
}

struct Report<'a> {
    site: &'a Site,
    insight: &'a Insight,
    words: Language,
}

impl Report<'_> {
    fn number(&self, n: Option<usize>) -> String {
        n.map_or_else(|| WITHHELD.to_owned(), |n| self.words.number(n))
    }

    fn cell(&self, n: Option<usize>) -> Cell {
        Cell::Number(n.map(|n| self.words.number(n)))
    }

    fn numbers(&self, out: &mut String) {
        let insight = self.insight;
        out.push_str("<dl class=\"numbers\">\n");
        let mut one = |label: &str, n: Option<usize>| {
            let class = if n.is_some() { "" } else { " class=\"withheld\"" };
            let _ = writeln!(out, "<div><dt>{label}</dt><dd{class}>{}</dd></div>", self.number(n));
        };
        one("awards", insight.total);
        one("good today", insight.good);
        one("expired", insight.expired);
        one("revoked", insight.revoked);
        one("badges", Some(insight.badges.len()));
        one("never awarded", Some(insight.never().len()));
        out.push_str("</dl>\n");
    }

    /// A section with a chart and its table side by side.
    fn section(&self, out: &mut String, (id, title, finding): (&str, &str, &str), groups: &[Group], head: &[&str]) {
        let _ = write!(
            out,
            "<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{title}</h2>\n<p class=\"finding\">{}</p>\n<div class=\"pair\"><div>",
            escape(finding)
        );
        let bars: Vec<chart::Bar> = groups
            .iter()
            .take(BARS)
            .map(|g| chart::Bar { name: named(g), value: g.awards, said: self.number(g.awards) })
            .collect();
        let chart = chart::Told { id: &format!("{id}-chart"), title, description: finding };
        out.push_str(&chart::bars(&chart, &bars));
        if groups.len() > BARS {
            let _ = write!(out, "<p class=\"note\">The first {BARS} of {}; the table has them all.</p>", groups.len());
        }
        out.push_str("</div>");
        let rows: Vec<Vec<Cell>> = groups
            .iter()
            .map(|g| {
                let mut row = vec![Cell::Name(named(g).to_owned())];
                if head.len() > 2 {
                    row.push(self.cell(Some(g.badges)));
                }
                row.push(self.cell(g.awards));
                row
            })
            .collect();
        table(out, &format!("{title}, in numbers"), head, &rows);
        out.push_str("</div></section>\n");
    }

    fn terms(&self, out: &mut String) {
        let terms: Vec<Group> = self.insight.terms.iter().map(|t| Group { name: term(&t.name), ..t.clone() }).collect();
        if terms.is_empty() {
            out.push_str("<section aria-labelledby=\"terms\"><h2 id=\"terms\">Over time</h2><p class=\"finding\">There are too few awards to tell one term from another.</p></section>\n");
            return;
        }
        let finding = most(&terms, "in");
        self.section(out, ("terms", "Over time", &finding), &terms, &["Term", "Awards"]);
    }

    fn badges(&self, out: &mut String) {
        let mut groups: Vec<Group> = self
            .insight
            .badges
            .iter()
            .map(|b| Group {
                name: b.name.clone(),
                address: None,
                framework: None,
                badges: 1,
                awards: b.awards,
                days: None,
            })
            .collect();
        in_order(&mut groups);
        let finding = most(&groups, "as");
        self.section(out, ("badges", "By badge", &finding), &groups, &["Badge", "Awards"]);
    }

    fn departments(&self, out: &mut String) {
        let mut groups = self.insight.departments.clone();
        in_order(&mut groups);
        let finding = most(&groups, "by");
        self.section(out, ("departments", "By department", &finding), &groups, &["Department", "Badges", "Awards"]);
    }

    fn skills(&self, out: &mut String) {
        let groups: Vec<Group> = self.insight.skills.iter().filter(|s| s.framework.is_none()).cloned().collect();
        if groups.is_empty() {
            return;
        }
        let finding = most(&groups, "for");
        let finding = format!("{finding} An award counts for each skill that its badge stands for.");
        self.section(out, ("skills", "By skill", &finding), &groups, &["Skill", "Badges", "Awards"]);
    }

    fn coverage(&self, out: &mut String) {
        out.push_str("<section aria-labelledby=\"coverage\"><h2 id=\"coverage\">Competencies and gaps</h2>\n<p class=\"finding\">Which badge covers which competency. A competency without a badge is a gap.</p>\n");
        for (n, coverage) in self.insight.coverage.iter().enumerate() {
            matrix::matrix(out, n, coverage, &self.insight.badges, &|awards| self.number(awards));
        }
        out.push_str("</section>\n");
    }

    fn times(&self, out: &mut String) {
        out.push_str("<section aria-labelledby=\"times\"><h2 id=\"times\">From activity to award</h2>\n");
        let finding = match self.insight.days {
            Some(days) => format!(
                "Half of all awards came within {} of the end of the activity; the middle half between {} and {} days.",
                day_count(days.median),
                days.early,
                days.late
            ),
            None => "Too few awards state when their activity ended.".to_owned(),
        };
        let _ = write!(out, "<p class=\"finding\">{finding}</p>\n<div class=\"pair\">");
        let rows = |of: &mut dyn Iterator<Item = (String, Option<Days>)>| -> Vec<Vec<Cell>> {
            let known = of.filter_map(|(name, days)| Some((name, days?)));
            let cell = |n: i64| Cell::Number(Some(n.to_string()));
            known.map(|(name, d)| vec![Cell::Name(name), cell(d.early), cell(d.median), cell(d.late)]).collect()
        };
        let badges = rows(&mut self.insight.badges.iter().map(|b| (b.name.clone(), b.days)));
        let departments = rows(&mut self.insight.departments.iter().map(|d| (named(d).to_owned(), d.days)));
        for (what, rows) in [("Badge", badges), ("Department", departments)] {
            if rows.is_empty() {
                continue;
            }
            let caption = format!("{what}s of which at least five people's awards state it, in days");
            table(out, &caption, &[what, "A quarter within", "Half within", "Three quarters within"], &rows);
        }
        out.push_str("</div></section>\n");
    }

    fn expiring(&self, out: &mut String) {
        let _ = writeln!(
            out,
            "<section aria-labelledby=\"expiring\"><h2 id=\"expiring\">Expiring within {}</h2>",
            day_count(i64::from(self.insight.within))
        );
        let soon = self.insight.badges.iter().filter(|b| b.expiring.is_none_or(|n| n > 0) && b.awards != Some(0));
        let rows: Vec<Vec<Cell>> = soon.map(|b| vec![Cell::Name(b.name.clone()), self.cell(b.expiring)]).collect();
        let known: usize = self.insight.badges.iter().filter_map(|b| b.expiring).sum();
        let _ = writeln!(
            out,
            "<p class=\"finding\">{} of the badges whose numbers may be told. <code>accolade renew</code> extends a credential.</p>",
            if known == 1 { "1 award".to_owned() } else { format!("{} awards", self.words.number(known)) }
        );
        if !rows.is_empty() {
            table(out, "Awards that are good today and expire soon", &["Badge", "Awards"], &rows);
        }
        out.push_str("</section>\n");
    }

    fn evidence(&self, out: &mut String) {
        out.push_str("<section aria-labelledby=\"evidence\"><h2 id=\"evidence\">Evidence</h2>\n<p class=\"finding\">How many awards of a badge come with something that shows the work.</p>\n");
        let known: Vec<Vec<Cell>> = self
            .insight
            .badges
            .iter()
            .filter(|b| b.awards.is_some_and(|n| n > 0))
            .map(|b| vec![Cell::Name(b.name.clone()), Cell::Number(b.evidence.map(|n| format!("{n} %")))])
            .collect();
        if known.is_empty() {
            out.push_str("<p class=\"none\">No badge has enough awards to tell.</p>");
        } else {
            table(out, "Awards with evidence", &["Badge", "With evidence"], &known);
        }
        out.push_str("</section>\n");
    }

    fn attention(&self, out: &mut String) {
        out.push_str("<section aria-labelledby=\"attention\"><h2 id=\"attention\">Badges to look at</h2>\n<div class=\"pair\"><div><h3>Never awarded</h3>\n");
        let list = |out: &mut String, items: Vec<(String, String)>, none: &str| {
            if items.is_empty() {
                let _ = write!(out, "<p class=\"none\">{none}</p>");
                return;
            }
            out.push_str("<ul class=\"list\">");
            for (name, said) in items {
                let _ = write!(
                    out,
                    "<li><span>{}</span><span class=\"quiet\">{}</span></li>",
                    escape(&name),
                    escape(&said)
                );
            }
            out.push_str("</ul>");
        };
        let never = self.insight.never().into_iter();
        let never = never.map(|b| (b.name.clone(), b.department.clone().unwrap_or_default())).collect();
        list(out, never, "Every badge has been awarded.");
        let _ = write!(out, "</div><div><h3>More than {} % of all awards</h3>", self.insight.over);
        let often = self.insight.often().into_iter().map(|(b, share)| (b.name.clone(), format!("{share} %"))).collect();
        list(out, often, "No badge stands out.");
        out.push_str("<p class=\"note\">A badge that nearly everybody has says little about anybody: is it asked for enough?</p></div></div></section>\n");
        debug_assert_eq!(self.insight.badges.len(), self.site.badges.len());
    }
}

fn named(group: &Group) -> &str {
    if group.name.is_empty() { "Without one" } else { &group.name }
}

/// The largest first; what is withheld comes last, in the order that it had.
fn in_order(groups: &mut [Group]) {
    groups.sort_by_key(|g| std::cmp::Reverse(g.awards.map_or(0, |n| n + 1)));
}

/// A sentence on the group with the most awards.
fn most(groups: &[Group], word: &str) -> String {
    // Of equals the first, as in the chart.
    match groups.iter().rev().filter_map(|g| Some((g, g.awards?))).max_by_key(|(_, n)| *n) {
        Some((group, n)) if n > 0 => format!("Most awards came {word} {}: {n}.", named(group)),
        _ => "No number here is large enough to be told.".to_owned(),
    }
}

fn day_count(n: i64) -> String {
    if n == 1 { "1 day".to_owned() } else { format!("{n} days") }
}
