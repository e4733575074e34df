//! In: one credential with its judgement. Out: its page: the sentence, the facts, what was done, the checks, the files.
//! Shows only what the credential states; the holder's words and the badge's page stand apart and say so.

use accolade_credential::credential::Alignment;
use accolade_credential::{Credential, Grade, Recognition};
use serde::Serialize;

use super::evidence::{self, EvidenceView};
use super::facts::{self, Fact};
use super::lists::Linked;
use super::sharing::{self, Sharing};
use super::tongue::BadgeLang;
use super::verify;
use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{Brief, Entry, EntryId, Output, Picture};
use crate::render::mark::{self, CheckLine, Mark};
use crate::render::words::{self, Day, Part, initials};
use crate::render::{art, certificate, jsonld, links};

#[derive(Serialize)]
struct CredentialPage {
    sentence: Vec<Part>,
    /// Set smaller.
    long_sentence: bool,
    title: String,
    /// Whether the credential itself says so.
    titled: bool,
    /// The language that the credential states for its words, when it is another than the page's.
    content_lang: Option<String>,
    kind: Option<String>,
    art: String,
    issuer: Option<IssuerLine>,
    earned: Option<Day>,
    until: Option<Day>,
    mark: Mark,
    seal_svg: String,
    facts: Vec<Fact>,
    done: Vec<Fact>,
    checks: Vec<CheckLine>,
    recognition: Option<String>,
    recognition_exact: String,
    /// Whether the site does not know who issued it.
    unlisted: bool,
    description: Option<String>,
    criteria_html: Option<String>,
    criteria_url: Option<String>,
    narratives: Vec<String>,
    evidence: Vec<EvidenceView>,
    skills: Vec<Linked>,
    alignments: Vec<AlignmentView>,
    badge: Option<AboutBadge>,
    files: Vec<FileView>,
    certificate: Option<String>,
    /// The signed file, as the check reads it.
    file: Option<String>,
    /// The same inside an address, for the page that checks from a disk, and where that page is.
    packed: Option<(String, String)>,
    /// The page where anybody checks it.
    verify: Option<String>,
    /// The issuer's own page where anybody checks it.
    issuer_check: Option<Linked>,
    sharing: Option<Sharing>,
    reflection_html: Option<String>,
    own_evidence: Vec<EvidenceView>,
    stories: Vec<Linked>,
}

/// Who issued it, with its mark.
#[derive(Debug, Serialize)]
pub(crate) struct IssuerLine {
    name: String,
    href: Option<String>,
    image: Option<String>,
    initials: String,
}

/// A tie to a framework.
#[derive(Debug, Serialize)]
pub(crate) struct AlignmentView {
    pub(crate) name: String,
    /// The skill's page on this site.
    pub(crate) skill: Option<String>,
    href: Option<String>,
    framework: Option<String>,
    code: Option<String>,
    description: Option<String>,
}

/// What this site's definition of the badge says beyond the credential.
#[derive(Serialize)]
struct AboutBadge {
    name: String,
    href: String,
    outcomes: Vec<String>,
    assessment: Option<String>,
    workload: Option<String>,
    credits: Option<String>,
    /// Whether it says anything beyond the credential.
    adds: bool,
    lang: BadgeLang,
}

#[derive(Serialize)]
struct FileView {
    name: &'static str,
    href: String,
    more: &'static str,
}

pub(super) fn render(page: &Renderable<'_>, id: EntryId) -> Result<String, Diagnostic> {
    let view = page.view;
    let (entry, brief) = (&*view.entry(id), &view.site.credentials[id]);
    let Some(value) = entry.judgement.verdict.value() else {
        return Err(Diagnostic::error("refused-credential", "a refused credential has no page").about(&entry.slug));
    };
    let issuer = view.issuer_name(entry);
    let issuer_href = entry.issuer.map(|id| view.links.to(&links::issuer(&view.site.issuers[id.0 as usize])));
    let issuer_part = issuer.as_deref().map(|name| Part { href: issuer_href.clone(), ..Part::of("issuer", name) });
    let content_lang = value.achievement().and_then(|a| a.language.as_deref()).and_then(|tag| view.words.foreign(tag));
    let mut sentence = mark::sentence(view.words, &entry.judgement.verdict, issuer_part);
    for part in sentence.iter_mut().filter(|part| part.role == "title") {
        part.lang.clone_from(&content_lang);
    }
    let achievement = value.achievement();
    let own = |path| view.links.to(&links::credential(&entry.slug, path));
    let alignments = achievement.map_or_else(Vec::new, |a| view.alignments(&a.alignments));
    let (skills, day) = (view.skill_names(&entry.skills), |at| view.words.day(at));
    let aligned = |skill: &Linked| alignments.iter().any(|a| a.skill.as_ref() == Some(&skill.href));
    let claimed = entry.judgement.verdict.grade() == Grade::Claimed;
    let printed = view.site.meta.makes(Output::Certificate) && certificate::applies(brief);
    let content = CredentialPage {
        title: view.bare_title(entry),
        titled: value.title().is_some(),
        kind: achievement.and_then(|a| a.kind.as_deref()).map(|k| view.words.kind(k)),
        art: view.links.to(&links::art(view.site, &entry.slug, entry.badge)),
        earned: value.earned().map(day),
        until: value.valid_until.map(day),
        mark: view.mark(entry),
        seal_svg: art::seal(view.words, entry.judgement.verdict.seal()),
        facts: facts::margin(view, entry, issuer.as_deref().map(|name| (name, issuer_href.clone()))),
        done: facts::done(view, value),
        checks: mark::checks(view.words, &entry.judgement, issuer.as_deref(), view.site.meta.as_of),
        recognition: entry
            .judgement
            .verdict
            .seal()
            .map(|_| mark::recognition(view.words, &entry.judgement.recognition)),
        recognition_exact: mark::recognition_exact(&entry.judgement.recognition),
        unlisted: entry.judgement.verdict.seal().is_some() && entry.judgement.recognition == Recognition::Unknown,
        packed: verify::packed(view, entry),
        description: achievement.and_then(|a| a.description.clone()).or_else(|| value.description.clone()),
        criteria_html: achievement.and_then(|a| a.criteria.as_deref()).map(|text| view.as_html(entry, text)),
        criteria_url: achievement.and_then(|a| a.criteria_url.as_deref()).and_then(links::outward),
        narratives: value.subjects.iter().filter_map(|s| Some(view.as_html(entry, s.narrative.as_deref()?))).collect(),
        evidence: evidence::signed(view, entry, &value.evidence),
        skills: skills.into_iter().filter(|skill| !aligned(skill)).collect(),
        alignments,
        badge: entry.badge.map(|id| about_badge(view, id, value)),
        files: files(view, entry, (brief, printed)),
        file: entry.payload.as_ref().map(|payload| own(payload.file_name())),
        verify: entry
            .payload
            .as_ref()
            .map(|payload| view.verify_link(&links::credential(&entry.slug, payload.file_name()))),
        issuer_check: verify::at_issuer(view, entry).map(|at| Linked {
            label: view.words.check_at(&at.host),
            href: at.address,
            count: 0,
        }),
        certificate: (printed && !brief.is_revoked()).then(|| own("certificate.html")),
        sharing: sharing::of(view, entry, value),
        reflection_html: entry.notes.reflection.as_ref().map(|h| view.own_html(h).into_owned()),
        own_evidence: evidence::own(view, entry),
        stories: view.stories_about(id),
        // Whom a holder names in a statement of their own has issued nothing.
        issuer: issuer.filter(|_| !claimed).map(|name| view.issuer_line(entry, name, issuer_href)),
        long_sentence: words::text(&sentence).chars().count() > 130,
        sentence,
        content_lang,
    };
    let mut frame = view.frame("credential", &mark::heading(view.words, view.site, entry));
    frame.description = Some(mark::told(&content.sentence, &content.mark));
    frame.noindex |= !entry.listed;
    frame.oembed = content.sharing.as_ref().and_then(|_| view.absolute(&links::credential(&entry.slug, "oembed.json")));
    if entry.payload.is_some() {
        frame.check = Some(view.check());
        frame.csp = verify::csp(verify::hosts(value).into_iter());
    }
    // Only what was signed is told to machines.
    frame.jsonld = (entry.judgement.verdict.seal())
        .map(|_| jsonld::credential(view.words, value, &content.title, frame.canonical.as_deref()));
    page.with("credential.html", &frame, &content)
}

impl View<'_> {
    /// Alignments, each with the page of its skill on this site.
    pub(crate) fn alignments(&self, of: &[Alignment]) -> Vec<AlignmentView> {
        let with_skill = |a: &Alignment| {
            let mut alignment = AlignmentView::of(a);
            let skill = self.site.skill_of(a).map(|id| &self.site.skills[id.0 as usize]);
            alignment.skill = skill.map(|skill| self.links.to(&links::skill(skill)));
            alignment
        };
        of.iter().map(with_skill).collect()
    }

    /// An issuer with its mark; a credential that nobody signed shows no mark but letters.
    pub(crate) fn issuer_line(&self, entry: &Entry, name: String, href: Option<String>) -> IssuerLine {
        let sealed = entry.judgement.verdict.seal().is_some();
        let image = entry.issuer.filter(|_| sealed).and_then(|id| self.site.issuers[id.0 as usize].image.as_ref());
        let image = image.map(|image| match image {
            Picture::Data(whole) => whole.clone(),
            Picture::File(path) => self.links.to(&path.0),
        });
        IssuerLine { initials: initials(&name), name, href, image }
    }

    fn stories_about(&self, id: EntryId) -> Vec<Linked> {
        let about = self.site.pages.iter().filter(|page| page.about.contains(&id));
        let link = |page: &crate::model::FreePage| Linked {
            label: self.page_title(page).to_owned(),
            href: self.links.to(&format!("{}/index.html", page.slug)),
            count: 0,
        };
        about.map(link).collect()
    }
}

impl AlignmentView {
    fn of(a: &Alignment) -> Self {
        Self {
            name: a.name.clone().or_else(|| a.code.clone()).or_else(|| a.url.clone()).unwrap_or_default(),
            skill: None,
            href: a.url.as_deref().and_then(links::outward),
            framework: a.framework.clone(),
            // A code that only repeats the name says nothing.
            code: a.code.clone().filter(|c| a.name.as_ref().is_none_or(|n| !n.eq_ignore_ascii_case(c))),
            description: a.description.clone(),
        }
    }
}

fn files(view: &View<'_>, entry: &Entry, (brief, printed): (&Brief, bool)) -> Vec<FileView> {
    let t = view.words.t;
    let file = |name, more| FileView { name, more, href: view.links.to(&links::credential(&entry.slug, name)) };
    let sealed = entry.judgement.verdict.seal().is_some();
    let signed = if sealed { t.file_json_more } else { t.file_plain_more };
    let mut files: Vec<_> = entry.payload.iter().map(|payload| file(payload.file_name(), signed)).collect();
    if links::has_own_art(view.site, entry.badge) {
        files.push(file("badge.svg", t.file_art_more));
    }
    if view.site.meta.makes(Output::Png) && entry.payload.is_some() {
        files.push(file("badge.png", t.file_png_more));
    }
    if printed {
        files.push(file("certificate.html", t.file_certificate_more));
    }
    if certificate::printable(view.site, brief) {
        files.push(file("certificate.pdf", t.file_pdf_more));
    }
    files
}

/// What this site says of the badge and the credential does not.
fn about_badge(view: &View<'_>, id: crate::model::BadgeId, value: &Credential) -> AboutBadge {
    let badge = &view.site.badges[id.0 as usize];
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let signed = flat(value.achievement().and_then(|a| a.criteria.as_deref()).unwrap_or_default());
    let new = |text: &String| !signed.contains(&flat(text));
    let said = view.badge_words(badge);
    // What the credential says is left out, whatever language it would be said in here.
    let outcomes = badge.outcomes.iter().enumerate().filter(|(_, outcome)| new(outcome));
    let mut about = AboutBadge {
        adds: false,
        name: said.name.to_owned(),
        href: view.links.to(&links::badge(badge, "index.html")),
        outcomes: outcomes.map(|(n, own)| said.outcomes.get(n).unwrap_or(own).clone()).collect(),
        assessment: badge.assessment.as_ref().filter(|own| new(own)).and(said.assessment).map(str::to_owned),
        lang: said.lang,
        workload: badge.hours.map(|hours| view.words.hours(hours)).filter(new),
        credits: badge.credits.map(|credits| view.words.number(credits)).filter(|_| signed.is_empty()),
    };
    about.adds = !about.outcomes.is_empty() || about.assessment.is_some();
    about.adds |= about.workload.is_some() || about.credits.is_some();
    about
}
