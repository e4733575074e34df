//! In: an `Insight`. Out: what the report says of single badges: how long an award takes, what expires, what comes with evidence, and which
//! need a look.

use std::fmt::Write as _;

use super::table::{Cell, table};
use super::{Report, open};
use crate::insight::Days;
use crate::render::svg::text::escape;

impl Report<'_> {
    pub(super) fn times(&self, out: &mut String) {
        let said = &self.said;
        let finding = self.insight.days.map_or_else(
            || said.times_unknown(),
            |days| {
                let [early, late] = [days.early, days.late].map(|n| said.number(n));
                said.times_known(&said.days(days.median), &early, &late)
            },
        );
        open(out, "times", &said.times(), &finding);
        out.push_str("<div class=\"pair\">");
        let rows = |of: &mut dyn Iterator<Item = (String, Option<Days>)>| -> Vec<Vec<Cell>> {
            let known = of.filter_map(|(name, days)| Some((name, days?)));
            let cell = |n: usize| self.text(Some(said.number(n)));
            known.map(|(name, d)| vec![Cell::Name(name), cell(d.early), cell(d.median), cell(d.late)]).collect()
        };
        let badges = rows(&mut self.insight.badges.iter().map(|b| (b.name.clone(), b.days)));
        let departments = rows(&mut self.insight.departments.iter().map(|d| (self.named(d), d.days)));
        let (badge, department) = ((said.badge(), said.times_badges()), (said.department(), said.times_departments()));
        for ((what, caption), rows) in [(badge, badges), (department, departments)] {
            if !rows.is_empty() {
                let head = [what, said.quarter_within(), said.half_within(), said.most_within()];
                table(out, &caption, &head, &rows);
            }
        }
        out.push_str("</div></section>\n");
    }

    pub(super) fn expiring(&self, out: &mut String) {
        let said = &self.said;
        let soon = self.insight.badges.iter().filter(|b| b.expiring.is_none_or(|n| n > 0) && b.awards != Some(0));
        let rows: Vec<Vec<Cell>> = soon.map(|b| vec![Cell::Name(b.name.clone()), self.cell(b.expiring)]).collect();
        let known: usize = self.insight.badges.iter().filter_map(|b| b.expiring).sum();
        let finding = format!("{} {}", said.expiring_note(&said.of_awards(known)), said.renew("accolade renew"));
        open(out, "expiring", &said.expiring(&said.days(self.insight.within as usize)), &finding);
        if !rows.is_empty() {
            table(out, &said.expiring_table(), &[said.badge(), said.awards()], &rows);
        }
        out.push_str("</section>\n");
    }

    pub(super) fn evidence(&self, out: &mut String) {
        let said = &self.said;
        open(out, "evidence", &said.evidence(), &said.evidence_note());
        let known = self.insight.badges.iter().filter(|b| b.awards.is_some_and(|n| n > 0));
        let share = |n: u32| said.percent(n);
        let rows: Vec<Vec<Cell>> =
            known.map(|b| vec![Cell::Name(b.name.clone()), self.text(b.evidence.map(share))]).collect();
        if rows.is_empty() {
            let _ = write!(out, "<p class=\"none\">{}</p>", said.evidence_none());
        } else {
            table(out, &said.evidence_table(), &[said.badge(), said.evidence_share()], &rows);
        }
        out.push_str("</section>\n");
    }

    pub(super) fn attention(&self, out: &mut String) {
        let said = &self.said;
        let _ = write!(
            out,
            "<section aria-labelledby=\"attention\"><h2 id=\"attention\">{}</h2>\n<div class=\"pair\"><div><h3>{}</h3>\n",
            said.attention(),
            said.never_awarded()
        );
        let never = self.insight.never().into_iter();
        list(out, never.map(|b| (b.name.clone(), b.department.clone().unwrap_or_default())), &said.all_awarded());
        let _ = write!(out, "</div><div><h3>{}</h3>", said.over(&said.percent(self.insight.over)));
        let often = self.insight.often().into_iter();
        let is_whole = self.insight.badges.iter().all(|b| b.awards.is_some());
        let none = if is_whole { said.none_over() } else { said.none_told_over() };
        list(out, often.map(|(b, share)| (b.name.clone(), said.percent(share))), &none);
        let _ = writeln!(out, "<p class=\"note\">{}</p></div></div></section>", said.over_note());
        debug_assert_eq!(self.insight.badges.len(), self.site.badges.len());
    }
}

fn list(out: &mut String, items: impl Iterator<Item = (String, String)>, none: &str) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        let _ = write!(out, "<p class=\"none\">{none}</p>");
        return;
    }
    out.push_str("<ul class=\"list\">");
    for (name, said) in items {
        let (name, said) = (escape(&name), escape(&said));
        let _ = write!(out, "<li><bdi>{name}</bdi><span class=\"quiet\">{said}</span></li>");
    }
    out.push_str("</ul>");
}
