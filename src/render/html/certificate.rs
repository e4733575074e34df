//! In: one credential with a good signature. Out: what its certificate says, and the page to print: the sheet itself.
//! States only what was signed, and the verdict in its own words; signatories only on what this site itself issued.

use accolade_credential::{Credential, Recognition};
use serde::Serialize;

use super::{Renderable, View, verify};
use crate::diag::Diagnostic;
use crate::model::{Entry, EntryId, Template};
use crate::render::colour;
use crate::render::sheet::matter::{Given, Inks, Matter, Signatory, Small};
use crate::render::sheet::{self, Image, Sheet};
use crate::render::words::{self, Direction, Language, Part, shorten};
use crate::render::{certificate, links, mark, svg};

/// Most signatories that stand side by side.
const SIGNATORIES: usize = 3;
/// Longest address that the foot has room for.
const ADDRESS: usize = 160;
/// Longest address that a code leads to: a longer one has more than 57 squares from side to side, too small to be read from paper.
const CODE: usize = 213;

#[derive(Serialize)]
struct Certificate {
    /// The whole sheet as inline SVG.
    sheet_svg: String,
    /// How to print it.
    print: String,
    back: String,
    /// The same as PDF, when there is one.
    pdf: Option<String>,
    /// What the sheet says, for screens that are too narrow for it.
    said: Said,
}

/// The words of a sheet without their places.
#[derive(Serialize)]
struct Said {
    void: Option<String>,
    kind: String,
    name: Option<String>,
    verb: String,
    title: String,
    from: String,
    standing: Option<String>,
    covered: Option<String>,
    outcomes: Vec<String>,
    facts: Option<String>,
    foot: Vec<String>,
}

impl Said {
    fn of(matter: Matter) -> Self {
        let Matter { void, kind, name, verb, title, from, standing, covered, outcomes, facts, foot, checks, .. } =
            matter;
        let mut foot: Vec<String> = foot.into_iter().map(|small| small.text).collect();
        if let Some(verdict) = foot.first_mut() {
            *verdict = std::iter::once(&*verdict).chain(&checks).cloned().collect::<Vec<_>>().join(" ");
        }
        Self { void, kind, name, verb, title, from, standing, covered, outcomes, facts, foot }
    }
}

pub(super) fn render(page: &Renderable<'_>, id: EntryId) -> Result<String, Diagnostic> {
    let view = page.view;
    let entry = &*view.entry(id);
    let own = |path| view.links.to(&links::credential(&entry.slug, path));
    let art = Image { svg: "".into(), href: Some(view.links.to(&links::art(view.site, &entry.slug, entry.badge))) };
    let matter = matter(view, entry);
    let drawn = matter.as_ref().and_then(|matter| drawn(view, id, (&art, matter), layout(view, id)));
    let (Some(sheet), Some(matter)) = (drawn, matter) else {
        return Err(
            Diagnostic::error("no-seal", "a credential without a good signature has no certificate").about(&entry.slug)
        );
    };
    let content = Certificate {
        sheet_svg: sheet::svg::page(&sheet, view.fonts),
        print: view.words.certificate_print(view.words.paper(view.site.meta.certificate.paper)),
        back: own("index.html"),
        pdf: certificate::printable(view.site, &view.site.credentials[id]).then(|| own("certificate.pdf")),
        said: Said::of(matter),
    };
    let mut frame = view.frame("certificate", &mark::heading(view.words, view.site, entry));
    frame.noindex = true;
    page.with("certificate.html", &frame, &content)
}

/// The sheet of a credential, for every back end; `None` without a good signature.
pub(in crate::render) fn sheet(view: &View<'_>, id: EntryId, art: &Image) -> Option<Sheet> {
    sheet_as(view, id, art, layout(view, id))
}

/// The template of a credential's sheet, and its paper.
fn layout(view: &View<'_>, id: EntryId) -> (Template, (f64, f64)) {
    let (entry, layout) = (&view.site.credentials[id], &view.site.meta.certificate);
    let badge = entry.badge.map(|id| &view.site.badges[id.0 as usize]);
    (badge.and_then(|badge| badge.template).unwrap_or(layout.template), certificate::size(layout))
}

/// The same after another template, on other paper.
pub(in crate::render) fn sheet_as(
    view: &View<'_>,
    id: EntryId,
    art: &Image,
    on: (Template, (f64, f64)),
) -> Option<Sheet> {
    drawn(view, id, (art, &matter(view, &view.entry(id))?), on)
}

fn drawn(
    view: &View<'_>,
    id: EntryId,
    (art, matter): (&Image, &Matter),
    (template, paper): (Template, (f64, f64)),
) -> Option<Sheet> {
    let (entry, meta) = (&*view.entry(id), &view.site.meta);
    let (light, _) = colour::scales(meta.accent.unwrap_or(colour::HOUSE));
    let given =
        Given { matter, art, seal: entry.judgement.verdict.seal()?, inks: Inks::of(&light), fonts: view.fonts, paper };
    Some(sheet::certificate(template, given))
}

/// What the sheet of a credential says.
fn matter(view: &View<'_>, entry: &Entry) -> Option<Matter> {
    let value = entry.judgement.verdict.value()?;
    let (words, t, title, issuer) = (view.words, view.words.t, view.bare_title(entry), view.issuer_name(entry));
    let mark = view.mark(entry);
    let void = view.site.credentials[entry.id].is_revoked().then(|| mark.short.clone());
    let name = value.recipient().map(str::to_owned);
    let address =
        view.absolute(&links::credential(&entry.slug, "index.html")).filter(|address| address.len() <= ADDRESS);
    let achievement = value.achievement();
    let kind = achievement.and_then(|a| a.kind.as_deref());
    let signed = achievement.and_then(|a| a.criteria.as_deref()).unwrap_or_default();
    let check = address.as_ref().and_then(|_| check_at(view, entry));
    let verdict = format!("{}.", mark.words);
    let heading = name.as_ref().map_or_else(|| title.clone(), |name| format!("{title}: {name}"));
    Some(Matter {
        language: words.tag.clone(),
        right_to_left: matches!(words.direction, Direction::Rtl),
        heading: void.as_ref().map_or_else(|| heading.clone(), |word| format!("{word}{}{heading}", t.colon)),
        void,
        kind: kind.map_or_else(|| t.certificate.to_owned(), |kind| words.kind(kind)),
        from: words::text(&from(view, issuer.as_deref(), value, name.is_some())),
        verb: t.certificate_verb.to_owned(),
        standing: (mark.grade != "verified").then(|| format!("{}.", mark.words)),
        covered: achievement.and_then(|a| a.description.clone()).or_else(|| value.description.clone()),
        outcomes: certificate::outcomes(signed),
        facts: Some(facts(words, value, signed)).filter(|facts| !facts.is_empty()),
        signatories: signatories(view, entry),
        foot: std::iter::once(Small { text: verdict, link: None })
            .chain(
                check.as_deref().map(|at| Small {
                    text: format!("{} {}", t.certificate_check, typed(at)),
                    link: Some(at.to_owned()),
                }),
            )
            .chain(serial(t, value.id.as_deref(), address.as_deref(), check.is_some()))
            .collect(),
        checks: checks(view, entry, issuer.as_deref()),
        pictures: (title.clone(), t.seal_certificate.to_owned()),
        address: check.or(address),
        title,
        name,
    })
}

/// Where the issuer's own site checks it: what the code leads to, and not only what a page says.
fn check_at(view: &View<'_>, entry: &Entry) -> Option<String> {
    let theirs = || verify::at_issuer(view, entry).map(|at| at.address);
    own_check(view, entry).or_else(theirs).filter(|address| address.len() <= CODE)
}

/// The page that checks it, when this is its issuer's own site.
fn own_check(view: &View<'_>, entry: &Entry) -> Option<String> {
    let own = matches!(entry.judgement.recognition, Recognition::ThisSite { .. });
    let payload = entry.payload.as_ref().filter(|_| own)?;
    let file = links::encode(&links::credential(&entry.slug, payload.file_name()));
    Some(format!("{}#../{file}", view.absolute("verify/index.html")?))
}

/// The address of a page that checks, as people type it: without what a code hands it besides.
fn typed(address: &str) -> &str {
    let page = address.split_once('#').map_or(address, |(page, _)| page);
    let page = page.strip_suffix("index.html").unwrap_or(page);
    page.strip_prefix("https://").unwrap_or(page).trim_end_matches('/')
}

/// The serial number, and where to check it: one line when they are the same. When the issuer's own page is named before (`told`), the
/// address is that of the credential's page, and no place to check it.
fn serial(t: &words::Words, serial: Option<&str>, address: Option<&str>, told: bool) -> Vec<Small> {
    let check =
        |words: &str, address: &str| Small { text: format!("{words} {address}"), link: Some(address.to_owned()) };
    match (serial, address) {
        (Some(serial), Some(address)) if serial == address && told => vec![check(t.certificate_serial, address)],
        (Some(serial), Some(address)) if serial == address => vec![check(t.certificate_serial_check, address)],
        _ => {
            let serial = serial.map(|id| format!("{} {}", t.certificate_serial, shorten(id, ADDRESS)));
            let serial = serial.map(|text| Small { text, link: None });
            let page = match told {
                true => format!("{}{}", t.share_address, t.colon.trim_end()),
                false => t.certificate_check.to_owned(),
            };
            serial.into_iter().chain(address.map(|address| check(&page, address))).collect()
        }
    }
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

/// Signed facts in one line: hours, credits, result, skills.
fn facts(words: &Language, value: &Credential, signed: &str) -> String {
    let subjects = || value.subjects.iter();
    let hours = certificate::hours(signed).map(|hours| words.hours(hours));
    let credits = subjects().find_map(|s| s.credits_earned).map(|n| words.credit_points(n));
    let result = subjects().flat_map(|s| &s.results).find_map(|r| r.value.as_deref());
    let result =
        result.map(|value| format!("{}{}{}", words.t.result, words.t.colon, words::isolated(value, words.direction)));
    let skills = value.achievement().into_iter().flat_map(|a| &a.alignments).filter_map(|a| a.name.clone());
    let mut facts: Vec<String> = Vec::new();
    for fact in hours.into_iter().chain(credits).chain(result).chain(skills) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    words::line(&facts, words.direction)
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
    all.map(|s| Signatory {
        name: short(&s.name),
        office: s.title.as_deref().map(short),
        signature: s.picture.as_ref().map(|picture| Image { svg: picture.svg.clone(), href: None }),
    })
    .collect()
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
        site.credentials = vec![entry].into();
        (site.badges, site.skills, site.pathways) = (Vec::new(), Vec::new(), Vec::new());
        site.issuers[0].credentials.clear();
        site.meta.certificate.signatories = vec![Signatory { name: "Ingrid Halvorsen".into(), ..Signatory::default() }];
        site
    }

    /// The certificate of a site's only credential; `None` when the plan has none.
    fn certificate(site: Site) -> Option<String> {
        let (site, theme) = (Arc::new(site), fixture::theme());
        let page = plan(&site, &theme).of(&site).iter().find(|p| matches!(p.kind, Kind::Certificate(_)))?;
        let renderer = Renderer::new(site, theme).expect("templates parse");
        Some(String::from_utf8(renderer.render(&page).expect("it renders")).expect("UTF-8"))
    }

    #[test]
    fn a_verified_credential_has_its_sentence_seal_serial_and_check() {
        let judgement = fixture::signed_by(1, Some("Maya Lindqvist"), "Public Speaking", "2030-01-01");
        assert_eq!(judgement.verdict.grade(), Grade::Verified);
        let html = certificate(site(judgement)).expect("a certificate");
        for part in [
            "role=\"heading\" aria-level=\"1\"",
            ">Maya Lindqvist</tspan>",
            ">Public Speaking</tspan>",
            "from the University of Alder Bay on 12 May 2026",
            "Three talks, each answered in writing.",
            "https://alderbay.example/credentials/k3x9/",
            "Verified as of 24 November 2026.",
            "Nothing was changed since it was signed.",
            ">Ingrid Halvorsen</tspan>",
            "role=\"img\" aria-label=\"A seal drawn from the signature of this credential\"",
            "<image ",
            "/badge.svg\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert_eq!(html.matches("role=\"heading\"").count(), 1);
    }

    #[test]
    fn a_narrow_screen_has_its_words_below_and_who_hears_the_sheet_hears_them_once() {
        let html = certificate(site(fixture::signed_by(1, Some("Maya"), "Talk", "2030-01-01"))).expect("a certificate");
        let said = html.split("<div class=\"said\" aria-hidden=\"true\">").nth(1).expect("the words");
        for part in ["Maya</p>", "Talk</p>", "Three talks, each answered in writing.", "Nothing was changed since"] {
            assert!(said.contains(part), "{part} in {said}");
        }
        assert!(!said.contains("<a ") && !said.contains("<h"), "nothing there can have the focus: {said}");
    }

    #[test]
    fn it_needs_no_script_and_no_inline_style() {
        let html = certificate(site(fixture::signed_by(1, Some("Maya"), "Talk", "2030-01-01"))).expect("a certificate");
        for never in ["<script", " style=", "<style", " on", "javascript:"] {
            let markup = html.split('<').filter_map(|t| t.split_once('>')).map(|(tag, _)| tag);
            assert!(markup.clone().all(|tag| !format!("<{tag}").contains(never)), "{never}");
        }
        assert!(html.len() < 32_000, "{} bytes", html.len());
    }

    #[test]
    fn an_expired_credential_says_so_in_its_words() {
        let judgement = fixture::signed_by(1, Some("Maya"), "Talk", "2026-07-01");
        assert_eq!(judgement.verdict.grade(), Grade::Authentic);
        let html = certificate(site(judgement)).expect("a certificate");
        assert!(html.contains(">Genuine, but expired on 1 July 2026.</tspan>"));
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
        assert!(!html.contains("Halvorsen"));
    }

    #[test]
    fn a_credential_that_names_nobody_leads_with_what_was_earned() {
        let html =
            certificate(site(fixture::signed_by(1, None, "Public Speaking", "2030-01-01"))).expect("a certificate");
        let heading = html.split("role=\"heading\"").nth(1).expect("a heading");
        assert!(heading.split("</text>").next().is_some_and(|text| text.contains(">Public Speaking</tspan>")));
        assert!(html.contains("earned from the University of Alder Bay"));
    }

    #[test]
    fn another_signature_is_another_seal() {
        let page = |seed| certificate(site(fixture::signed_by(seed, Some("Maya"), "Talk", "2030-01-01"))).expect("one");
        let seal = |html: &str| html.split("aria-label=\"A seal drawn").nth(1).map(str::to_owned);
        assert!(seal(&page(1)).is_some());
        assert_ne!(seal(&page(1)), seal(&page(2)));
        assert_eq!(page(1), page(1));
    }

    #[test]
    fn no_name_inside_a_sheet_is_given_twice() {
        let html = certificate(site(fixture::signed_by(1, Some("Maya"), "Talk", "2030-01-01"))).expect("a certificate");
        let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert!(!ids.is_empty() && unique.len() == ids.len(), "{ids:?}");
        for used in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(unique.contains(&used), "{used}");
        }
    }

    #[test]
    fn hostile_words_stay_words() {
        let evil = "</bdi><script>alert(1)</script>";
        let html = certificate(site(fixture::signed_by(1, Some(evil), evil, "2030-01-01"))).expect("a certificate");
        assert!(!html.contains("<script") && html.contains("&lt;script&gt;"));
    }
}
