//! In: one credential with a good signature. Out: its certificate, one sheet to print.
//! States only what was signed, and the verdict in its own words; signatories only on what this site itself issued.

use accolade_credential::Credential;
use serde::Serialize;

use super::{Renderable, View, lists};
use crate::diag::Diagnostic;
use crate::model::{Entry, EntryId};
use crate::render::certificate::{self as sheet, Place, Places};
use crate::render::mark::{self, Mark};
use crate::render::words::{self, Day};
use crate::render::{links, svg};

/// Most signatories that stand side by side.
const SIGNATORIES: usize = 3;
/// Longest address that the foot has room for.
const ADDRESS: usize = 160;
/// Height of the fixed parts in millimetres, with the space around them: kind, verb, standing, details.
const KIND: f64 = 12.6;
const VERB: f64 = 10.3;
const STANDING: f64 = 9.7;
const DETAILS: f64 = 6.9;

#[derive(Serialize)]
struct Certificate {
    orientation: &'static str,
    paper: &'static str,
    kind: String,
    name: Option<Set>,
    title: Set,
    issuer_from: Option<String>,
    from_step: usize,
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
    let issuer = view.issuer_name(entry);
    let own = |path| view.links.to(&links::credential(entry, path));
    let mark = view.mark(entry);
    let verified = mark.grade == "verified";
    let title = lists::title(entry);
    let name = value.recipient().map(|name| set(name, places.name));
    let title_place = if name.is_some() { places.title } else { places.name };
    let title = set(&title, title_place);
    let issuer_from = issuer.as_deref().map(|i| svg::text::clip(&words::with_article(i), 48.0));
    let from = format!("from {} on 29 September 2026", issuer_from.as_deref().unwrap_or_default());
    let from_step = sheet::fit(&from, places.from);
    let taken = name.as_ref().map_or(0.0, |n| places.name.taken(&n.text, n.step) + VERB)
        + title_place.taken(&title.text, title.step)
        + places.from.taken(&from, from_step)
        + KIND
        + if verified { 0.0 } else { STANDING };
    let (covered, details) = covered(value, places, places.room - taken);
    let content = Certificate {
        orientation: if layout.landscape { "landscape" } else { "portrait" },
        paper: words::paper(layout.paper),
        kind: achievement.and_then(|a| a.kind.as_deref()).map_or_else(|| "Certificate".to_owned(), words::kind),
        name,
        title,
        issuer_from,
        from_step,
        earned: value.earned().map(words::day),
        covered,
        details,
        verified,
        checks: checks(view, entry, issuer.as_deref()),
        signatories: signatories(view, entry),
        seal_svg: svg::rosette(seal, "A seal drawn from the signature of this credential"),
        border_svg: svg::border(seal, width, height),
        art: own("badge.svg"),
        serial: value.id.as_deref().map(|id| words::shorten(id, ADDRESS)),
        address: view
            .absolute(&links::credential(entry, "index.html"))
            .filter(|address| address.len() <= ADDRESS && Some(address) != value.id.as_ref()),
        back: own("index.html"),
        mark,
    };
    let mut frame = view.frame("certificate", &lists::title(entry));
    frame.noindex = true;
    page.with("certificate.html", &frame, &content)
}

fn set(text: &str, place: Place) -> Set {
    let text = sheet::clip(text, place);
    Set { step: sheet::fit(&text, place), text }
}

/// What it covered, and signed facts in one line, in the room that is left: credits, result, skills.
fn covered(value: &Credential, places: Places, room: f64) -> (Option<Set>, Option<String>) {
    let place = |height: f64| Place { height: height.min(places.covered.height), ..places.covered };
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
    let details = sheet::clip(&facts.join(" · "), place(6.0));
    let details = Some(details).filter(|d| !d.is_empty() && room > DETAILS);
    let room = room - 4.4 - if details.is_some() { DETAILS } else { 0.0 };
    let description = value.achievement().and_then(|a| a.description.as_deref()).or(value.description.as_deref());
    // At most three lines of the smallest type on a wide sheet, five on a tall one: more is for the page.
    let most = if places.covered.width > 160.0 { 16.8 } else { 28.0 };
    let told = description.filter(|d| !d.trim().is_empty() && room > 5.6);
    (told.map(|d| set(d, place(room.min(most)))), details)
}

fn checks(view: &View<'_>, entry: &Entry, issuer: Option<&str>) -> Vec<String> {
    let lines = mark::checks(&entry.judgement, issuer, view.site.meta.as_of);
    // That every term is published says nothing to the reader of a sheet of paper.
    let told = lines.into_iter().filter(|line| !line.exact.starts_with("format"));
    told.map(|line| words::shorten(&line.sentence, 110)).collect()
}

/// Who signs on the line: stated by the site, so only for what the site itself issued.
fn signatories(view: &View<'_>, entry: &Entry) -> Vec<Signatory> {
    let own = view.site.institution.as_ref().is_some_and(|i| Some(i.issuer) == entry.issuer);
    let all = view.site.meta.certificate.signatories.iter().filter(|_| own).take(SIGNATORIES);
    let short = |text: &str| svg::text::clip(text, 40.0);
    all.map(|s| Signatory { name: short(&s.name), title: s.title.as_deref().map(short) }).collect()
}
