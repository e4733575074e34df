//! In: one credential with its judgement. Out: its page: the sentence, the facts, the checks, the files.
//! Shows only what the credential states; the holder's words and the badge's page stand apart and say so.

use accolade_credential::credential::{Alignment, Evidence};
use accolade_credential::{Credential, Verdict};
use serde::Serialize;

use super::lists::Linked;
use super::sharing::{self, Sharing};
use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{Entry, EntryId, Output};
use crate::render::mark::{self, CheckLine, Mark};
use crate::render::words::{self, Day, Part};
use crate::render::{art, certificate, jsonld, links};

#[derive(Serialize)]
struct CredentialPage {
    sentence: Vec<Part>,
    /// Set smaller.
    long_sentence: bool,
    title: String,
    /// The language that the credential states for its words, when it is another than the page's.
    content_lang: Option<String>,
    art: String,
    mark: Mark,
    seal_svg: String,
    facts: Vec<Fact>,
    checks: Vec<CheckLine>,
    recognition: Option<String>,
    recognition_exact: String,
    description: Option<String>,
    criteria_html: Option<String>,
    criteria_url: Option<String>,
    narratives: Vec<String>,
    evidence: Vec<EvidenceView>,
    skills: Vec<Linked>,
    alignments: Vec<AlignmentView>,
    tags: Vec<String>,
    badge: Option<AboutBadge>,
    files: Files,
    certificate: Option<String>,
    sharing: Option<Sharing>,
    reflection_html: Option<String>,
    own_evidence: Vec<EvidenceView>,
    source: Option<String>,
    holder: Option<String>,
}

/// A fact in the margin.
#[derive(Serialize)]
struct Fact {
    label: &'static str,
    text: String,
    href: Option<String>,
    iso: Option<String>,
    /// Set as an identifier.
    exact: bool,
}

#[derive(Serialize)]
pub(super) struct EvidenceView {
    name: String,
    href: Option<String>,
    genre: Option<String>,
    text: Option<String>,
}

/// A tie to a framework.
#[derive(Debug, Serialize)]
pub(crate) struct AlignmentView {
    name: String,
    href: Option<String>,
    framework: Option<String>,
    code: Option<String>,
    description: Option<String>,
}

#[derive(Serialize)]
struct AboutBadge {
    name: String,
    href: String,
}

#[derive(Serialize)]
struct FileView {
    name: &'static str,
    href: String,
    more: &'static str,
}

#[derive(Serialize)]
struct Files {
    credential: Option<FileView>,
    art: String,
}

pub(super) fn render(page: &Renderable<'_>, id: EntryId) -> Result<String, Diagnostic> {
    let view = page.view;
    let entry = view.entry(id);
    let Some(value) = entry.judgement.verdict.value() else {
        return Err(Diagnostic::error("refused-credential", "a refused credential has no page").about(&entry.slug));
    };
    let title = view.title(entry);
    let holder = view.site.holder.as_ref().map(|h| h.name.clone());
    let issuer = view.issuer_name(entry);
    let issuer_href = entry.issuer.map(|id| view.links.to(&links::issuer(&view.site.issuers[id.0 as usize])));
    let issuer_part = issuer.as_deref().map(|name| Part { href: issuer_href.clone(), ..Part::of("issuer", name) });
    let content_lang = value.achievement().and_then(|a| a.language.as_deref()).and_then(|tag| view.words.foreign(tag));
    let mut sentence = mark::sentence(view.words, &entry.judgement.verdict, issuer_part);
    for part in sentence.iter_mut().filter(|part| part.role == "title") {
        part.lang.clone_from(&content_lang);
    }
    let achievement = value.achievement();
    let own = |path| view.links.to(&links::credential(entry, path));
    let content = CredentialPage {
        art: own("badge.svg"),
        mark: view.mark(entry),
        seal_svg: art::seal(view.words, entry.judgement.verdict.seal()),
        facts: facts(view, entry, value, issuer.as_deref(), issuer_href),
        checks: mark::checks(view.words, &entry.judgement, issuer.as_deref(), view.site.meta.as_of),
        recognition: entry
            .judgement
            .verdict
            .seal()
            .map(|_| mark::recognition(view.words, &entry.judgement.recognition)),
        recognition_exact: mark::recognition_exact(&entry.judgement.recognition),
        description: achievement.and_then(|a| a.description.clone()).or_else(|| value.description.clone()),
        criteria_html: entry.criteria.as_ref().map(|h| view.own_html(h).into_owned()),
        criteria_url: achievement.and_then(|a| a.criteria_url.as_deref()).and_then(links::outward),
        narratives: value.subjects.iter().filter_map(|s| s.narrative.clone()).collect(),
        evidence: value.evidence.iter().map(|e| evidence(e, view.words.t.evidence)).collect(),
        skills: view.skill_names(&entry.skills),
        alignments: achievement.map_or_else(Vec::new, |a| a.alignments.iter().map(AlignmentView::of).collect()),
        tags: achievement.map_or_else(Vec::new, |a| a.tags.clone()),
        badge: entry.badge.map(|id| about_badge(view, id)),
        files: Files {
            credential: entry.payload.as_ref().map(|payload| FileView {
                name: payload.file_name(),
                href: own(payload.file_name()),
                more: if entry.judgement.verdict.seal().is_some() {
                    view.words.t.file_json_more
                } else {
                    view.words.t.file_plain_more
                },
            }),
            art: own("badge.svg"),
        },
        certificate: (view.site.meta.makes(Output::Certificate) && certificate::applies(entry))
            .then(|| own("certificate.html")),
        sharing: sharing::of(view, entry, value),
        reflection_html: entry.notes.reflection.as_ref().map(|h| view.own_html(h).into_owned()),
        own_evidence: entry.notes.evidence.iter().map(own_evidence).collect(),
        source: entry.notes.source.clone(),
        holder,
        long_sentence: words::text(&sentence).chars().count() > 160,
        sentence,
        content_lang,
        title,
    };
    let mut frame = view.frame("credential", &content.title);
    frame.description = Some(words::text(&content.sentence));
    frame.noindex |= !entry.listed;
    frame.oembed = content.sharing.as_ref().and_then(|_| view.absolute(&links::credential(entry, "oembed.json")));
    // Only what was signed is told to machines.
    frame.jsonld = (entry.judgement.verdict.seal())
        .map(|_| jsonld::credential(view.words, value, &content.title, frame.canonical.as_deref()));
    page.with("credential.html", &frame, &content)
}

impl AlignmentView {
    pub(crate) fn of(a: &Alignment) -> Self {
        Self {
            name: a.name.clone().or_else(|| a.code.clone()).or_else(|| a.url.clone()).unwrap_or_default(),
            href: a.url.as_deref().and_then(links::outward),
            framework: a.framework.clone(),
            // A code that only repeats the name says nothing.
            code: a.code.clone().filter(|c| a.name.as_ref().is_none_or(|n| !n.eq_ignore_ascii_case(c))),
            description: a.description.clone(),
        }
    }
}

fn facts(view: &View<'_>, entry: &Entry, value: &Credential, issuer: Option<&str>, href: Option<String>) -> Vec<Fact> {
    let (words, t) = (view.words, view.words.t);
    let mut facts = Facts(Vec::new());
    let claimed = matches!(entry.judgement.verdict, Verdict::Claimed(_));
    facts.text(if claimed { t.stated_by } else { t.issued_to }, value.recipient());
    if let Some(issuer) = issuer {
        facts.0.push(Fact { href, ..Fact::new(if claimed { t.stated_of } else { t.issued_by }, issuer) });
    }
    facts.day(t.earned, value.earned().map(|at| words.day(at)));
    facts.day(t.valid_until, value.valid_until.map(|at| words.day(at)));
    let achievement = value.achievement();
    facts.text(t.kind, achievement.and_then(|a| a.kind.as_deref()).map(|k| words.kind(k)).as_deref());
    for subject in &value.subjects {
        let range = match (subject.activity_start.map(|at| words.day(at)), subject.activity_end.map(|at| words.day(at)))
        {
            (Some(from), Some(to)) => Some(words.period_between(&from.words, &to.words)),
            (Some(from), None) => Some(words.period_from(&from.words)),
            (None, Some(to)) => Some(words.period_until(&to.words)),
            (None, None) => None,
        };
        facts.text(t.period, range.as_deref());
        facts.text(t.role, subject.role.as_deref());
        facts.text(t.term, subject.term.as_deref());
        facts.text(t.credits, subject.credits_earned.map(|n| words.number(n)).as_deref());
        for result in &subject.results {
            let label = result.name.as_deref().map(|n| format!("{n}{}", t.colon)).unwrap_or_default();
            let said = result.value.clone().or_else(|| result.status.as_deref().map(|k| words.kind(k)));
            facts.text(t.result, said.map(|v| format!("{label}{v}")).as_deref());
        }
        facts.text(t.license, subject.license_number.as_deref());
    }
    if let Some(a) = achievement {
        facts.text(t.field, a.field_of_study.as_deref());
        facts.text(t.specialization, a.specialization.as_deref());
        facts.text(t.code, a.human_code.as_deref());
    }
    facts.text(t.source, entry.notes.source.as_deref().filter(|_| view.site.holder.is_some()));
    // Addresses of hosted badges may name the e-mail address of whoever earned them.
    if let Some(id) = value.id.as_ref().filter(|id| !id.contains('@') && !id.contains("%40")) {
        facts.0.push(Fact { exact: true, ..Fact::new(t.identifier, id) });
    }
    facts.0
}

struct Facts(Vec<Fact>);

impl Facts {
    fn text(&mut self, label: &'static str, text: Option<&str>) {
        self.0.extend(text.filter(|t| !t.trim().is_empty()).map(|t| Fact::new(label, t)));
    }
    fn day(&mut self, label: &'static str, day: Option<Day>) {
        self.0.extend(day.map(|d| Fact { iso: Some(d.iso), ..Fact::new(label, &d.words) }));
    }
}

impl Fact {
    fn new(label: &'static str, text: &str) -> Self {
        Self { label, text: text.to_owned(), href: None, iso: None, exact: false }
    }
}

pub(super) fn evidence(e: &Evidence, unnamed: &str) -> EvidenceView {
    let href = e.url.as_deref().and_then(links::outward);
    let name =
        e.name.clone().or_else(|| e.genre.clone()).or_else(|| href.clone()).unwrap_or_else(|| unnamed.to_owned());
    EvidenceView {
        genre: e.genre.clone().filter(|g| *g != name),
        text: e.narrative.clone().or_else(|| e.description.clone()),
        name,
        href,
    }
}

fn own_evidence(link: &crate::model::Link) -> EvidenceView {
    EvidenceView { name: link.label.clone(), href: links::outward(&link.url), genre: None, text: None }
}

fn about_badge(view: &View<'_>, id: crate::model::BadgeId) -> AboutBadge {
    let badge = &view.site.badges[id.0 as usize];
    AboutBadge { name: badge.name.clone(), href: view.links.to(&links::badge(badge, "index.html")) }
}
