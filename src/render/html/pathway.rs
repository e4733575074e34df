//! In: a pathway. Out: its page and its progress: how many of the needed steps the holder's credentials fulfil.

use serde::Serialize;

use super::lists::Row;
use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{EntryId, Pathway, PathwayText};
use crate::render::links;
use crate::render::words::{Part, shorten};

/// A pathway with its steps.
#[derive(Debug, Serialize)]
pub(crate) struct Progress {
    name: String,
    /// The language of its name, and of its description, where it is not the page's.
    name_lang: Option<String>,
    description_lang: Option<String>,
    href: String,
    description: String,
    /// "2 of 3 steps"
    summary: String,
    complete: bool,
    /// The steps as a ring, as inline SVG.
    ring_svg: String,
    /// "Next: Show it"
    next: Option<String>,
    /// The page of the next step's badge: here, or where its achievement is defined.
    next_href: Option<String>,
    personal: bool,
    ordered: bool,
    steps: Vec<StepView>,
}

#[derive(Debug, Serialize)]
struct StepView {
    number: usize,
    name: String,
    /// The language of its name, where it is not the page's.
    lang: Option<String>,
    /// The badge's picture, and its name where the step has another one, in which language.
    art: Option<String>,
    of: Option<String>,
    of_lang: Option<String>,
    /// The credential that fulfils it.
    earned: Option<Row>,
    /// "earned 12 May 2026", in parts.
    done: Vec<Part>,
    /// The badge's page, when it is defined here.
    badge: Option<String>,
    /// Where its achievement is defined, when that is not here.
    elsewhere: Option<String>,
    next: bool,
}

impl View<'_> {
    /// What the project says of a pathway in the page's language, where it does.
    fn pathway_words<'p>(&self, pathway: &'p Pathway) -> Option<&'p PathwayText> {
        self.page.language.checked_sub(1).and_then(|n| pathway.translations.get(n))
    }

    fn pathway_name<'p>(&self, pathway: &'p Pathway) -> &'p str {
        self.pathway_words(pathway).and_then(|text| text.name.as_deref()).unwrap_or(&pathway.name)
    }

    fn pathway_description<'p>(&self, pathway: &'p Pathway) -> &'p str {
        self.pathway_words(pathway).and_then(|text| text.description.as_deref()).unwrap_or(&pathway.description)
    }

    pub(crate) fn progress(&self) -> Vec<Progress> {
        self.site.pathways.iter().map(|p| self.pathway(p)).collect()
    }

    fn step_done(&self, id: EntryId) -> Vec<Part> {
        let earned = self.site.credentials[id].earned();
        match earned.map(|at| self.words.day(at)) {
            Some(day) => self.words.step_earned(Part::day(&day).alone()),
            None => Part::plain(self.words.t.step_done).alone(),
        }
    }

    fn pathway(&self, pathway: &Pathway) -> Progress {
        let personal = self.site.holder.is_some();
        let done = pathway.steps.iter().filter(|s| s.earned.is_some()).count();
        let next = pathway.steps.iter().position(|s| s.earned.is_none()).filter(|_| personal && done < pathway.needed);
        let other = self.pathway_words(pathway);
        let step_words = |n: usize| other.and_then(|text| text.steps.get(n)?.as_deref());
        let step_name = |n: usize| step_words(n).unwrap_or(&pathway.steps[n].name);
        let badge = |step: &crate::model::Step| {
            step.badge.map(|id| self.links.to(&links::badge(&self.site.badges[id.0 as usize], "index.html")))
        };
        let elsewhere = |step: &crate::model::Step| step.achievement.as_deref().and_then(links::outward);
        let step = |(n, step): (usize, &crate::model::Step)| {
            let (earned, defined) = (step.earned.map(|id| &self.site.credentials[id]), step.badge);
            let said = defined.map(|id| self.badge_words(&self.site.badges[id.0 as usize]));
            let of = earned.and_then(|brief| brief.title()).or_else(|| said.as_ref().map(|said| said.name));
            let of = of.filter(|of| *of != step_name(n)).map(str::to_owned);
            let art = match (earned, defined) {
                (Some(brief), _) => Some(links::art(self.site, &brief.slug, brief.badge)),
                (None, Some(id)) => Some(links::badge(&self.site.badges[id.0 as usize], "badge.svg")),
                (None, None) => None,
            };
            StepView {
                number: n + 1,
                art: art.map(|path| self.links.to(&path)),
                of_lang: said.filter(|_| earned.is_none() && of.is_some()).and_then(|said| said.lang.name),
                of,
                name: step_name(n).to_owned(),
                lang: self.lang_of(step_words(n).is_some()),
                done: step.earned.map(|id| self.step_done(id)).unwrap_or_default(),
                earned: step.earned.map(|id| self.row(&self.site.credentials[id])),
                badge: badge(step),
                elsewhere: elsewhere(step),
                next: next == Some(n),
            }
        };
        let summary = if personal {
            self.words.steps_done(pathway.needed, &self.words.number(done.min(pathway.needed)))
        } else if pathway.needed == pathway.steps.len() {
            self.words.steps_of(pathway.needed)
        } else {
            self.words.steps_any(pathway.steps.len(), &self.words.number(pathway.needed))
        };
        Progress {
            name: self.pathway_name(pathway).to_owned(),
            name_lang: self.lang_of(other.is_some_and(|text| text.name.is_some())),
            description_lang: self.lang_of(other.is_some_and(|text| text.description.is_some())),
            href: self.links.to(&links::pathway(pathway)),
            description: self.pathway_description(pathway).to_owned(),
            summary,
            complete: done >= pathway.needed,
            ring_svg: if personal { ring(done.min(pathway.needed), pathway.needed) } else { String::new() },
            next: next.map(|n| self.words.next_step(step_name(n))),
            next_href: next.map(|n| &pathway.steps[n]).and_then(|step| badge(step).or_else(|| elsewhere(step))),
            personal,
            ordered: pathway.ordered,
            steps: pathway.steps.iter().enumerate().map(step).collect(),
        }
    }
}

/// Up to this many steps each have an arc of their own.
const ARCS: usize = 24;

/// A ring of `of` arcs, `done` of them filled; the words beside it say the same.
fn ring(done: usize, of: usize) -> String {
    let arcs = |class: &str, count: usize| {
        let (arc, gap) = if of > 1 && of <= ARCS { (86, 14) } else { (100, 0) };
        let dashes = format!("{arc} {gap} ").repeat(count);
        let rest = (of - count) * 100;
        format!(
            "<circle class=\"{class}\" cx=\"28\" cy=\"28\" r=\"23\" pathLength=\"{}\" stroke-dasharray=\"{dashes}0 {}\"/>",
            of * 100,
            rest + 1
        )
    };
    if of == 0 {
        return String::new();
    }
    let filled = if done > 0 { arcs("ring-done", done) } else { String::new() };
    format!(
        "<svg class=\"ring\" viewBox=\"0 0 56 56\" aria-hidden=\"true\">{}{filled}<text x=\"28\" y=\"33\">{done}/{of}</text></svg>",
        arcs("ring-track", of)
    )
}

pub(super) fn render(page: &Renderable<'_>, n: u32) -> Result<String, Diagnostic> {
    let pathway = &page.view.site.pathways[n as usize];
    let mut frame = page.view.frame("pathway", page.view.pathway_name(pathway));
    frame.description = Some(shorten(page.view.pathway_description(pathway), 200));
    page.with("pathway.html", &frame, &page.view.pathway(pathway))
}
