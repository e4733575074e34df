//! In: one credential with a good signature. Out: its certificate, one sheet to print.
//! States only what was signed, and the verdict in its own words; signatories only on what this site itself issued.

use accolade_credential::Credential;
use serde::Serialize;

use super::{Renderable, View, lists};
use crate::diag::Diagnostic;
use crate::model::{Entry, EntryId};
use crate::render::certificate::{self as sheet, Place};
use crate::render::mark::{self, Mark};
use crate::render::words::{self, Day};
use crate::render::{links, svg};

/// Most signatories that stand side by side.
const SIGNATORIES: usize = 3;

#[derive(Serialize)]
struct Certificate {
    orientation: &'static str,
    paper: &'static str,
    kind: String,
    name: Option<Set>,
    title: Set,
    issuer: Option<String>,
    issuer_from: Option<String>,
    earned: Option<Day>,
    covered: Option<Set>,
    details: Option<String>,
    verified: bool,
    mark: Mark,
    checks: Vec<String>,
    signatories: Vec<Signatory>,
    seal_svg: String,
    border_svg: String,
    art: String,
    serial: Option<String>,
    address: Option<String>,
    back: String,
}

/// A text with the step of type at which it fits.
#[derive(Serialize)]
struct Set {
    text: String,
    step: usize,
}

#[derive(Serialize)]
struct Signatory {
    name: String,
    title: Option<String>,
}

pub(super) fn render(page: &Renderable<'_>, id: EntryId) -> Result<String, Diagnostic> {
    let view = page.view;
    let entry = view.entry(id);
    let verdict = &entry.judgement.verdict;
    let (Some(value), Some(seal)) = (verdict.value(), verdict.seal()) else {
        return Err(
            Diagnostic::error("no-seal", "a credential without a good signature has no certificate").about(&entry.slug)
        );
    };
    let layout = &view.site.meta.certificate;
    let (width, height) = sheet::size(layout);
    let places = sheet::places(layout);
    let achievement = value.achievement();
    let covered = achievement.and_then(|a| a.description.as_deref()).or(value.description.as_deref());
    let issuer = view.issuer_name(entry);
    let own = |path| view.links.to(&links::credential(entry, path));
    let mark = view.mark(entry);
    let content = Certificate {
        orientation: if layout.landscape { "landscape" } else { "portrait" },
        paper: words::paper(layout.paper),
        kind: achievement.and_then(|a| a.kind.as_deref()).map_or_else(|| "Certificate".to_owned(), words::kind),
        name: value.recipient().map(|name| set(name, places.name)),
        title: set(&lists::title(entry), if value.recipient().is_some() { places.title } else { places.name }),
        issuer_from: issuer.as_deref().map(words::with_article),
        earned: value.earned().map(words::day),
        covered: covered.map(|text| set(text, places.covered)),
        details: details(value, places.covered),
        verified: mark.grade == "verified",
        checks: checks(view, entry, issuer.as_deref()),
        signatories: signatories(view, entry),
        seal_svg: svg::rosette(seal, "A seal drawn from the signature of this credential"),
        border_svg: svg::border(seal, width, height),
        art: own("badge.svg"),
        serial: value.id.as_deref().map(|id| words::shorten(id, 200)),
        address: view.absolute(&links::credential(entry, "index.html")),
        back: own("index.html"),
        mark,
        issuer,
    };
    let mut frame = view.frame("certificate", &lists::title(entry));
    frame.noindex = true;
    page.with("certificate.html", &frame, &content)
}

fn set(text: &str, place: Place) -> Set {
    let text = sheet::clip(text, place);
    Set { step: sheet::fit(&text, place), text }
}

/// Signed facts in one line: credits, result, skills.
fn details(value: &Credential, place: Place) -> Option<String> {
    let subjects = || value.subjects.iter();
    let credits = subjects()
        .find_map(|s| s.credits_earned)
        .map(|n| format!("{} {}", words::quantity(n), if n == 1.0 { "credit" } else { "credits" }));
    let result = subjects().flat_map(|s| &s.results).find_map(|r| r.value.clone());
    let skills = value.achievement().into_iter().flat_map(|a| &a.alignments).filter_map(|a| a.name.clone());
    let mut facts: Vec<String> = Vec::new();
    for fact in credits.into_iter().chain(result).chain(skills) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    let line = sheet::clip(&facts.join(" · "), Place { height: 6.3, ..place });
    (!line.is_empty()).then_some(line)
}

fn checks(view: &View<'_>, entry: &Entry, issuer: Option<&str>) -> Vec<String> {
    let lines = mark::checks(&entry.judgement, issuer, view.site.meta.as_of);
    // That every term is published says nothing to the reader of a sheet of paper.
    let told = lines.into_iter().filter(|line| !line.exact.starts_with("format"));
    told.map(|line| words::shorten(&line.sentence, 160)).collect()
}

/// Who signs on the line: stated by the site, so only for what the site itself issued.
fn signatories(view: &View<'_>, entry: &Entry) -> Vec<Signatory> {
    let own = view.site.institution.as_ref().is_some_and(|i| Some(i.issuer) == entry.issuer);
    let all = view.site.meta.certificate.signatories.iter().filter(|_| own).take(SIGNATORIES);
    all.map(|s| Signatory { name: s.name.clone(), title: s.title.clone() }).collect()
}
