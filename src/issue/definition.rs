//! In: the drafts of a site that issues. Out: who issues, and its badges as they are signed, alignments resolved.
//! Says what a site lacks before it can issue.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::draft::{BadgeDraft, Drafts};
use crate::issue::credential::{Definition, Issuer};

/// Who issues on this site.
///
/// # Errors
/// What `accolade.yaml` lacks.
pub fn issuer(drafts: &Drafts) -> Result<Issuer, Diagnostic> {
    let lacks = |code, message: &str, help: &str| Diagnostic::error(code, message).in_file("accolade.yaml").help(help);
    let Some(institution) = &drafts.site.issuer else {
        let help = "add `issuer:` with `id` and `name`; `accolade new --registry` shows how";
        return Err(lacks("no-issuer", "this site has no issuer, so it cannot issue", help));
    };
    let (Some(base), Some(status_list)) = (drafts.site.url.clone(), drafts.site.status_url()) else {
        let help = "add `url: https://…/`; it goes into every credential, so settle it for good";
        return Err(lacks("no-url", "this site has no url, so its credentials would have no address", help));
    };
    Ok(Issuer {
        id: institution.id.clone(),
        name: institution.name.clone(),
        url: institution.url.clone(),
        base,
        status_list,
    })
}

/// The badges by id, and the alignments that lead nowhere.
#[must_use]
pub fn badges(drafts: &Drafts) -> (BTreeMap<String, Definition>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let badges = drafts.badges.iter().map(|badge| (badge.id.clone(), definition(badge, drafts, &mut found))).collect();
    (badges, found)
}

fn definition(badge: &BadgeDraft, drafts: &Drafts, found: &mut Vec<Diagnostic>) -> Definition {
    let mut alignments = Vec::new();
    for alignment in &badge.alignment {
        match alignment::resolve(alignment, &drafts.frameworks) {
            Ok(alignment) => alignments.push(alignment),
            Err(wrong) => found.push(wrong.about(&badge.name)),
        }
    }
    let mut tags = badge.skills.clone();
    tags.extend(badge.tags.iter().filter(|tag| !badge.skills.contains(tag)).cloned());
    Definition {
        id: badge.id.clone(),
        name: badge.name.clone(),
        description: badge.description.clone(),
        criteria: badge.criteria.narrative.clone().unwrap_or_default(),
        criteria_url: badge.criteria.url.clone(),
        kind: badge.kind.clone(),
        outcomes: badge.outcomes.clone(),
        assessment: badge.assessment.clone(),
        hours: badge.hours,
        credits: badge.credits,
        tags,
        alignments,
        department: badge.department.clone(),
        language: badge.language.clone(),
        version: badge.version.clone(),
        evidence_required: badge.evidence_required,
        valid_for: badge.valid_for,
    }
}

mod alignment {
    //! Placeholder until the model's own resolver is there.
    use accolade_credential::credential::Alignment;

    use crate::diag::Diagnostic;
    use crate::draft::{AlignmentDraft, FrameworkDraft, suggest};

    const NACE: &str = "NACE Career Readiness Competencies";
    const NACE_URL: &str = "https://www.naceweb.org/career-readiness/competencies/career-readiness-defined";
    const NAMES: [&str; 8] = [
        "Career & Self-Development",
        "Communication",
        "Critical Thinking",
        "Equity & Inclusion",
        "Leadership",
        "Professionalism",
        "Teamwork",
        "Technology",
    ];

    pub(super) fn resolve(draft: &AlignmentDraft, frameworks: &[FrameworkDraft]) -> Result<Alignment, Diagnostic> {
        let some = |text: &str| Some(text.to_owned());
        match draft {
            AlignmentDraft::Nace(name) => {
                let known = NAMES.into_iter().find(|n| n.eq_ignore_ascii_case(&name.value));
                let known =
                    known.ok_or_else(|| {
                        let mut wrong =
                            Diagnostic::error("unknown-competency", format!("NACE has no competency {:?}", name.value));
                        wrong.place = Some(name.place.clone());
                        wrong.help(suggest(&name.value, NAMES).map_or_else(
                            || format!("they are {}", NAMES.join(", ")),
                            |n| format!("did you mean {n:?}?"),
                        ))
                    })?;
                let code = known.to_lowercase().replace(" & ", "-").replace(' ', "-");
                Ok(Alignment {
                    name: some(known),
                    url: some(NACE_URL),
                    framework: some(NACE),
                    code: Some(code),
                    kind: some("ext:NACECompetency"),
                    description: None,
                })
            }
            AlignmentDraft::Item { framework, code } => {
                let wrong = |place: &crate::diag::Place, message: String| {
                    let mut wrong = Diagnostic::error("unknown-code", message);
                    wrong.place = Some(place.clone());
                    wrong
                };
                let found = frameworks.iter().find(|f| f.id == framework.value);
                let found = found
                    .ok_or_else(|| wrong(&framework.place, format!("there is no framework {:?}", framework.value)))?;
                let item = found.items.iter().find(|i| i.code == code.value);
                let item =
                    item.ok_or_else(|| wrong(&code.place, format!("{} has no code {:?}", found.name, code.value)))?;
                Ok(Alignment {
                    name: some(&item.name),
                    url: item.url.clone().or_else(|| found.url.clone()),
                    framework: some(&found.name),
                    code: some(&item.code),
                    kind: some("CFItem"),
                    description: item.description.clone(),
                })
            }
            AlignmentDraft::Full { name, url, framework, code, kind, description } => Ok(Alignment {
                name: some(name),
                url: some(url),
                framework: framework.clone(),
                code: code.clone(),
                kind: kind.clone(),
                description: description.clone(),
            }),
        }
    }
}
