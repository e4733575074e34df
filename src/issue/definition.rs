//! In: the drafts of a site that issues. Out: who issues, and its badges as they are signed, alignments resolved.
//! Says what a site lacks before it can issue.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::draft::{BadgeDraft, Drafts, criteria};
use crate::issue::credential::{Definition, Issuer};
use crate::model::alignments;

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
        suspension: institution.suspension,
        contacts: drafts.site.contacts.iter().map(|address| address.to_lowercase()).collect(),
    })
}

/// Name, description and criteria of a badge, as they are signed.
#[must_use]
pub fn words(badge: &Definition) -> [String; 3] {
    let criteria = criteria(&badge.criteria, &badge.outcomes, badge.assessment.as_deref(), badge.hours);
    [badge.name.clone(), badge.description.clone(), criteria]
}

/// The badges by id, and the alignments that lead nowhere.
#[must_use]
pub fn badges(drafts: &Drafts) -> (BTreeMap<String, Definition>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let badges = drafts.badges.iter().map(|badge| (badge.id.clone(), definition(badge, drafts, &mut found))).collect();
    (badges, found)
}

fn definition(badge: &BadgeDraft, drafts: &Drafts, found: &mut Vec<Diagnostic>) -> Definition {
    let (alignments, problems) = alignments(badge, &drafts.frameworks);
    found.extend(problems);
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
