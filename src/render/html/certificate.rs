//! In: one credential with a good signature. Out: its certificate, one sheet to print.
//! States only what was signed, and the verdict in its own words; signatories only on what this site itself issued.

use accolade_credential::Credential;
use serde::Serialize;

use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{Entry, EntryId};
use crate::render::certificate::{self as sheet, Place, Places};
use crate::render::mark::{self, Mark};
use crate::render::sheet::classic::Matter;
use crate::render::words::{self, Language, Part, shorten};
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
    /// How to print it.
    print: String,
    kind: String,
    name: Option<Set>,
    title: Set,
    from: Vec<Part>,
    from_step: usize,
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
    /// Whether the serial number is itself the address of the credential's page.
    serial_leads: bool,
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
    let title = view.title(entry);
    let name = value.recipient().map(|name| set(name, places.name));
    let title_place = if name.is_some() { places.title } else { places.name };
    let title = set(&title, title_place);
    let from = from(view, issuer.as_deref(), value, name.is_some());
    let from_text = words::text(&from);
    let from_step = sheet::fit(&from_text, places.from);
    let taken = name.as_ref().map_or(0.0, |n| places.name.taken(&n.text, n.step) + VERB)
        + title_place.taken(&title.text, title.step)
        + places.from.taken(&from_text, from_step)
        + KIND
        + if verified { 0.0 } else { STANDING };
    let (covered, details) = covered(view.words, value, places, places.room - taken);
    let content = Certificate {
        orientation: if layout.landscape { "landscape" } else { "portrait" },
        print: view.words.certificate_print(view.words.paper(layout.paper)),
        kind: achievement
            .and_then(|a| a.kind.as_deref())
            .map_or_else(|| view.words.t.certificate.to_owned(), |k| view.words.kind(k)),
        name,
        title,
        from,
        from_step,
        covered,
        details,
        verified,
        checks: checks(view, entry, issuer.as_deref()),
        signatories: signatories(view, entry),
        seal_svg: svg::rosette(seal, view.words.t.seal_certificate),
        border_svg: svg::border(seal, width, height),
        art: own("badge.svg"),
        serial: value.id.as_deref().map(|id| shorten(id, ADDRESS)),
        address: view
            .absolute(&links::credential(entry, "index.html"))
            .filter(|address| address.len() <= ADDRESS && Some(address) != value.id.as_ref()),
        serial_leads: value.id.as_deref().is_some_and(|id| id.len() <= ADDRESS)
            && view.absolute(&links::credential(entry, "index.html")) == value.id,
        back: own("index.html"),
        mark,
    };
    let mut frame = view.frame("certificate", &view.title(entry));
    frame.noindex = true;
    page.with("certificate.html", &frame, &content)
}

fn set(text: &str, place: Place) -> Set {
    let text = sheet::clip(text, place);
    Set { step: sheet::fit(&text, place), text }
}

/// From whom, and when, as the line below the title.
fn from(view: &View<'_>, issuer: Option<&str>, value: &Credential, named: bool) -> Vec<Part> {
    let words = view.words;
    let issuer = issuer.map(|name| words.issuer_parts(Part::of("issuer", &svg::text::clip(name, 44.0))));
    let day = value.earned().map(|at| Part::day(&words.day(at)).alone());
    match (issuer, day, named) {
        (Some(issuer), Some(day), true) => words.paper_from_on(issuer, day),
        (Some(issuer), Some(day), false) => words.paper_earned_from_on(issuer, day),
        (Some(issuer), None, true) => words.paper_from(issuer),
        (Some(issuer), None, false) => words.paper_earned_from(issuer),
        (None, Some(day), true) => words.paper_on(day),
        (None, Some(day), false) => words.paper_earned_on(day),
        (None, None, _) => Vec::new(),
    }
}

/// What it covered, and signed facts in one line, in the room that is left: credits, result, skills.
fn covered(words: &Language, value: &Credential, places: Places, room: f64) -> (Option<Set>, Option<String>) {
    let place = |height: f64| Place { height: height.min(places.covered.height), ..places.covered };
    let details = sheet::clip(&facts(words, value), place(6.0));
    let details = Some(details).filter(|d| !d.is_empty() && room > DETAILS);
    let room = room - 4.4 - if details.is_some() { DETAILS } else { 0.0 };
    let description = value.achievement().and_then(|a| a.description.as_deref()).or(value.description.as_deref());
    // At most three lines of the smallest type on a wide sheet, five on a tall one: more is for the page.
    let most = if places.covered.width > 160.0 { 16.8 } else { 28.0 };
    let told = description.filter(|d| !d.trim().is_empty() && room > 5.6);
    (told.map(|d| set(d, place(room.min(most)))), details)
}

/// Signed facts in one line: credits, result, skills.
fn facts(words: &Language, value: &Credential) -> String {
    let subjects = || value.subjects.iter();
    let credits = subjects().find_map(|s| s.credits_earned).map(|n| words.credit_points(n));
    let result = subjects().flat_map(|s| &s.results).find_map(|r| r.value.clone());
    let skills = value.achievement().into_iter().flat_map(|a| &a.alignments).filter_map(|a| a.name.clone());
    let mut facts: Vec<String> = Vec::new();
    for fact in credits.into_iter().chain(result).chain(skills) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    facts.join(" · ")
}

/// What the sheet of a credential says, for back ends that set it themselves.
pub(in crate::render) fn matter(view: &View<'_>, id: EntryId) -> Option<Matter> {
    let entry = view.entry(id);
    let value = entry.judgement.verdict.value()?;
    let (words, t, title, issuer) = (view.words, view.words.t, view.title(entry), view.issuer_name(entry));
    let mark = view.mark(entry);
    let name = value.recipient().map(str::to_owned);
    let address = view.absolute(&links::credential(entry, "index.html"));
    let serial = value.id.as_deref().map(|id| format!("{} {}", t.certificate_serial, shorten(id, ADDRESS)));
    let check = address.as_deref().map(|address| format!("{} {address}", t.certificate_check));
    let verdict = format!("{}. {}", mark.words, checks(view, entry, issuer.as_deref()).join(" "));
    let kind = value.achievement().and_then(|a| a.kind.as_deref());
    Some(Matter {
        language: words.tag.clone(),
        heading: name.as_ref().map_or_else(|| title.clone(), |name| format!("{title}: {name}")),
        kind: kind.map_or_else(|| t.certificate.to_owned(), |kind| words.kind(kind)),
        from: words::text(&from(view, issuer.as_deref(), value, name.is_some())),
        verb: t.certificate_verb.to_owned(),
        standing: (mark.grade != "verified").then(|| format!("{}.", mark.words)),
        covered: value.achievement().and_then(|a| a.description.clone()).or_else(|| value.description.clone()),
        facts: Some(facts(words, value)).filter(|facts| !facts.is_empty()),
        signatories: signatories(view, entry).into_iter().map(|s| (s.name, s.title)).collect(),
        foot: std::iter::once(verdict).chain(serial).chain(check).collect(),
        pictures: (title.clone(), t.seal_certificate.to_owned()),
        address: address.filter(|address| address.len() <= ADDRESS),
        title,
        name,
    })
}

fn checks(view: &View<'_>, entry: &Entry, issuer: Option<&str>) -> Vec<String> {
    let lines = mark::checks(view.words, &entry.judgement, issuer, view.site.meta.as_of);
    // That every term is published says nothing to the reader of a sheet of paper.
    let told = lines.into_iter().filter(|line| !line.exact.starts_with("format"));
    told.map(|line| shorten(&line.sentence, 110)).collect()
}

/// Who signs on the line: stated by the site, so only for what the site itself issued.
fn signatories(view: &View<'_>, entry: &Entry) -> Vec<Signatory> {
    let own = view.site.institution.as_ref().is_some_and(|i| Some(i.issuer) == entry.issuer);
    let all = view.site.meta.certificate.signatories.iter().filter(|_| own).take(SIGNATORIES);
    let short = |text: &str| svg::text::clip(text, 40.0);
    all.map(|s| Signatory { name: short(&s.name), title: s.title.as_deref().map(short) }).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use accolade_credential::{Grade, Judgement, Verdict};

    use crate::model::{IssuerId, Signatory, Site};
    use crate::render::{Kind, Renderer, fixture, plan};

    /// A registry with one credential.
    fn site(judgement: Judgement) -> Site {
        let mut site = fixture::registry();
        let mut entry = fixture::entry("one", Verdict::Refused);
        entry.judgement = judgement;
        entry.issuer = Some(IssuerId(0));
        site.credentials = vec![entry];
        (site.badges, site.skills, site.pathways) = (Vec::new(), Vec::new(), Vec::new());
        site.issuers[0].credentials.clear();
        site.meta.certificate.signatories = vec![Signatory { name: "Ingrid Halvorsen".into(), ..Signatory::default() }];
        site
    }

    /// The certificate of a site's only credential; `None` when the plan has none.
    fn certificate(site: Site) -> Option<String> {
        let (site, theme) = (Arc::new(site), fixture::theme());
        let page = plan(&site, &theme).into_iter().find(|p| matches!(p.kind, Kind::Certificate(_)))?;
        let renderer = Renderer::new(site, theme).expect("templates parse");
        Some(String::from_utf8(renderer.render(&page).expect("it renders")).expect("UTF-8"))
    }

    #[test]
    fn a_verified_credential_has_its_sentence_seal_serial_and_check() {
        let judgement = fixture::signed_by(1, Some("Maya Lindqvist"), "Public Speaking", "2030-01-01");
        assert_eq!(judgement.verdict.grade(), Grade::Verified);
        let html = certificate(site(judgement)).expect("a certificate");
        for part in [
            "<h1 class=\"name fit-1\"><bdi>Maya Lindqvist</bdi></h1>",
            "<bdi>Public Speaking</bdi>",
            "from the <bdi>University of Alder Bay</bdi> on <time datetime=\"2026-05-12\">12 May 2026</time>",
            "Three talks, each answered in writing.",
            "https://alderbay.example/credentials/k3x9/",
            "Verified as of 24 November 2026.",
            "Nothing was changed since it was signed.",
            "<bdi>Ingrid Halvorsen</bdi>",
            "class=\"seal rosette\"",
            "class=\"border\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("class=\"standing\""));
    }

    #[test]
    fn it_needs_no_script_and_no_inline_style() {
        let html = certificate(site(fixture::signed_by(1, Some("Maya"), "Talk", "2030-01-01"))).expect("a certificate");
        for never in ["<script", "style=", "<style", " on", "javascript:"] {
            let markup = html.split('<').filter_map(|t| t.split_once('>')).map(|(tag, _)| tag);
            assert!(markup.clone().all(|tag| !format!("<{tag}").contains(never)), "{never}");
        }
        assert!(html.len() < 24_000, "{} bytes", html.len());
    }

    #[test]
    fn an_expired_credential_says_so_in_its_words() {
        let judgement = fixture::signed_by(1, Some("Maya"), "Talk", "2026-07-01");
        assert_eq!(judgement.verdict.grade(), Grade::Authentic);
        let html = certificate(site(judgement)).expect("a certificate");
        assert!(html.contains("<p class=\"standing\"><strong>Genuine, but expired on 1 July 2026.</strong></p>"));
        assert!(!html.contains("Verified"));
    }

    #[test]
    fn without_a_good_signature_there_is_no_certificate() {
        let value = fixture::credential("Maya", "Talk", "Alder Bay", "2026-05-12");
        for verdict in [Verdict::Reported(value.clone()), Verdict::Claimed(value)] {
            assert_eq!(certificate(site(fixture::entry("x", verdict).judgement)), None);
        }
    }

    #[test]
    fn nobody_signs_on_the_line_for_what_another_issued() {
        let mut portfolio = site(fixture::signed_by(1, Some("Maya"), "Talk", "2030-01-01"));
        portfolio.institution = None;
        portfolio.holder = fixture::portfolio().holder;
        let html = certificate(portfolio).expect("a certificate");
        assert!(!html.contains("Halvorsen") && !html.contains("signatories"));
    }

    #[test]
    fn a_credential_that_names_nobody_leads_with_what_was_earned() {
        let html =
            certificate(site(fixture::signed_by(1, None, "Public Speaking", "2030-01-01"))).expect("a certificate");
        assert!(html.contains("<h1 class=\"name fit-1\"><bdi>Public Speaking</bdi></h1>"));
        assert!(html.contains("earned from the <bdi>University of Alder Bay</bdi>"));
    }

    #[test]
    fn another_signature_is_another_seal() {
        let page = |seed| certificate(site(fixture::signed_by(seed, Some("Maya"), "Talk", "2030-01-01"))).expect("one");
        let seal = |html: &str| html.split("class=\"seal rosette\"").nth(1).map(str::to_owned);
        assert_ne!(seal(&page(1)), seal(&page(2)));
        assert_eq!(page(1), page(1));
    }

    #[test]
    fn hostile_words_stay_words() {
        let evil = "</bdi><script>alert(1)</script>";
        let html = certificate(site(fixture::signed_by(1, Some(evil), evil, "2030-01-01"))).expect("a certificate");
        assert!(!html.contains("<script") && html.contains("&lt;script&gt;"));
    }
}
