//! In: pathway drafts and entries. Out: pathways with the holder's progress. Only verified credentials count.

use super::credentials::Brief;
use super::site::{Badge, EntryId, Pathway, PathwayText, Step};
use super::{badges, counts, needed};
use crate::diag::Diagnostic;
use crate::draft::{Drafts, PathwayDraft, StepDraft, slug, suggest};

/// Pathways in file order.
pub(super) fn pathways(
    drafts: &Drafts,
    badges: &[Badge],
    entries: &[Brief],
    found: &mut Vec<Diagnostic>,
) -> Vec<Pathway> {
    // On a registry the credentials are many people's: nobody's progress is shown.
    let entries = if drafts.site.holder.is_some() { entries } else { &[] };
    let mut pathways = Vec::new();
    for draft in &drafts.pathways {
        let mut open = true;
        let steps: Vec<Step> = draft
            .steps
            .iter()
            .map(|step| {
                let mut step = self::step(step, badges, entries, found);
                if draft.ordered && !open {
                    step.earned = None;
                }
                open = step.earned.is_some();
                step
            })
            .collect();
        pathways.push(Pathway {
            slug: slug(draft.file.stem()),
            name: draft.name.clone(),
            description: draft.description.clone(),
            needed: needed(draft),
            ordered: draft.ordered,
            steps,
            translations: drafts.site.languages.iter().skip(1).map(|tag| in_language(draft, tag)).collect(),
        });
    }
    pathways
}

fn in_language(draft: &PathwayDraft, tag: &str) -> PathwayText {
    let text = |field| draft.translations.get(tag).and_then(|texts| texts.get(field)).cloned();
    let step = |step: &StepDraft| step.translations.get(tag).and_then(|texts| texts.get("name")).cloned();
    PathwayText { name: text("name"), description: text("description"), steps: draft.steps.iter().map(step).collect() }
}

fn step(draft: &StepDraft, badges: &[Badge], entries: &[Brief], found: &mut Vec<Diagnostic>) -> Step {
    let badge = draft.badge.as_ref().and_then(|named| {
        let badge = badges::find(badges, &named.value);
        if badge.is_none() {
            let mut wrong = Diagnostic::error("unknown-name", format!("there is no badge badges/{}.yaml", named.value));
            wrong.place = Some(named.place.clone());
            let near = suggest(&named.value, badges.iter().map(|badge| badge.slug.as_str()));
            found.push(wrong.help(near.map_or_else(
                || "define the badge in badges/, or name an `achievement:` by its id".to_owned(),
                |near| format!("did you mean {near:?}?"),
            )));
        }
        badge
    });
    let achievement = draft.achievement.as_ref().map(|named| named.value.as_str());
    let fulfils = |entry: &Brief| {
        let id = entry.facts.achieved.id.as_deref();
        (badge.is_some() && entry.badge == badge) || (achievement.is_some() && id == achievement)
    };
    let earned = (0..).map(EntryId).zip(entries).find(|(_, made)| made.listed && counts(made) && fulfils(made));
    Step {
        name: draft.name.clone(),
        badge,
        achievement: achievement.map(str::to_owned),
        earned: earned.map(|(id, _)| id),
    }
}
