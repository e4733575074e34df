//! In: badge drafts. Out: badges by name, with criteria, alignments and artwork; later their holders and counts.

use std::collections::{BTreeMap, BTreeSet};

use super::alignment::alignments;
use super::credentials::Brief;
use super::design::{Stock, check_icon, design};
use super::site::{Badge, BadgeId, BadgeText, Design, EntryId};
use crate::diag::Diagnostic;
use crate::draft::markdown::{Stand, own};
use crate::draft::{BadgeDraft, Criteria, Drafts, Html, IdKey, Wording};

/// Badges by name; who holds them is filled in by [`count`].
pub(super) fn badges(drafts: &Drafts, stock: Stock, found: &mut Vec<Diagnostic>) -> Vec<Badge> {
    let mut badges: Vec<Badge> = drafts
        .badges
        .iter()
        .map(|draft| {
            let (alignments, problems) = alignments(draft, &drafts.frameworks);
            found.extend(problems);
            found.extend(check_icon(&draft.design, stock.icons));
            Badge { translations: translations(draft, &drafts.site.languages), ..badge(draft, alignments, stock) }
        })
        .collect();
    badges.sort_by(|a, b| (a.name.to_lowercase(), &a.slug).cmp(&(b.name.to_lowercase(), &b.slug)));
    badges
}

fn badge(draft: &BadgeDraft, alignments: Vec<accolade_credential::credential::Alignment>, stock: Stock) -> Badge {
    let picture = draft.image.as_ref().and_then(|image| stock.imports.pictures.get(&image.value).cloned());
    Badge {
        slug: draft.id.clone(),
        name: draft.name.clone(),
        description: draft.description.clone(),
        kind: draft.kind.clone(),
        criteria: criteria(&draft.criteria),
        outcomes: draft.outcomes.clone(),
        assessment: draft.assessment.clone(),
        hours: draft.hours,
        credits: draft.credits,
        skills: Vec::new(),
        alignments,
        department: draft.department.clone(),
        design: Design {
            picture,
            ..design(&draft.design, &draft.name, &draft.kind, draft.department.as_deref(), stock)
        },
        template: draft.template,
        holders: Vec::new(),
        issued: 0,
        earlier: 0,
        was_issued: false,
        translations: Vec::new(),
    }
}

fn criteria(criteria: &Criteria) -> Html {
    let mut text = criteria.narrative.clone().unwrap_or_default();
    if let Some(url) = &criteria.url {
        text.push_str(&format!("\n\n<{url}>\n"));
    }
    own(&text, Stand { depth: 2, heading: 3 })
}

/// The words of a badge in each language but the first.
fn translations(draft: &BadgeDraft, languages: &[String]) -> Vec<BadgeText> {
    let translated = |tag: &String| {
        let text = |field| draft.translations.get(tag).and_then(|texts| texts.get(field)).cloned();
        let narrative = text("criteria");
        let url = draft.criteria.url.clone();
        BadgeText {
            name: text("name"),
            description: text("description"),
            criteria: narrative.map(|narrative| criteria(&Criteria { narrative: Some(narrative), url })),
            outcomes: draft.outcomes_in.get(tag).and_then(|lists| lists.get("outcomes")).cloned(),
            assessment: text("assessment"),
        }
    };
    languages.iter().skip(1).map(translated).collect()
}

/// The badge of an id.
pub(super) fn find(badges: &[Badge], id: &str) -> Option<BadgeId> {
    (0..).map(BadgeId).zip(badges).find(|(_, badge)| badge.slug == id).map(|(id, _)| id)
}

/// Fills in who holds each badge, and how often it was issued; what was issued and left the site does not count.
pub(super) fn count(drafts: &Drafts, badges: &mut [Badge], (entries, left): (&[Brief], &BTreeSet<&str>)) {
    let mut issued: BTreeMap<&str, usize> = BTreeMap::new();
    let gone: BTreeSet<IdKey> = left.iter().map(|id| IdKey::of(id)).collect();
    for line in drafts.ledger.issued.iter().filter(|line| !gone.contains(&line.key)) {
        *issued.entry(&line.badge).or_default() += 1;
    }
    let mut shown = vec![0; badges.len()];
    for (id, made) in (0..).map(EntryId).zip(entries) {
        let Some(badge) = made.badge else { continue };
        shown[badge.0 as usize] += 1;
        if made.listed {
            badges[badge.0 as usize].holders.push(id);
        }
    }
    let ever: BTreeSet<&str> = drafts.ledger.issued.iter().map(|line| &*line.badge).collect();
    for (badge, shown) in badges.iter_mut().zip(shown) {
        badge.was_issued = shown > 0 || ever.contains(&*badge.slug);
        badge.issued = issued.get(badge.slug.as_str()).copied().unwrap_or_default().max(shown);
    }
}

/// Fills in how many of the listed were signed with other words than their badge has now, and warns of each badge of which some were: they
/// stand on its page below what they were not signed for. Only what this site issued, and did not revoke, counts.
pub(super) fn changed(drafts: &Drafts, badges: &mut [Badge], entries: &[Brief]) -> Vec<Diagnostic> {
    let Some(own) = &drafts.site.issuer else { return Vec::new() };
    let now: BTreeMap<&str, Wording> = drafts.badges.iter().map(|draft| (draft.id.as_str(), draft.wording())).collect();
    let now: Vec<Option<Wording>> = badges.iter().map(|badge| now.get(badge.slug.as_str()).copied()).collect();
    let mut all = vec![(0, 0); badges.len()];
    for brief in entries.iter().filter(|brief| brief.facts.issuer.id.as_deref() == Some(&own.id)) {
        let Some(badge) = brief.badge.map(|badge| badge.0 as usize) else { continue };
        let differs = now[badge].is_some_and(|now| now != brief.facts.achieved.wording);
        if brief.seal().is_some() && differs && (!brief.is_revoked() || brief.is_suspended()) {
            all[badge].0 += 1;
            badges[badge].earlier += usize::from(brief.listed);
        }
        all[badge].1 += 1;
    }
    let file =
        |badge: &Badge| drafts.badges.iter().find(|draft| draft.id == badge.slug).and_then(|draft| draft.file.as_ref());
    let warning = |(badge, (changed, of)): (&Badge, (usize, usize))| {
        let what = match (changed, of) {
            (1, 1) => "the only credential of this badge was".to_owned(),
            (1, _) => format!("1 of the {of} credentials of this badge was"),
            _ if changed == of => format!("all {of} credentials of this badge were"),
            _ => format!("{changed} of the {of} credentials of this badge were"),
        };
        let message = format!("{what} signed with another name, description or criteria than it has now");
        let help = "give the new words a badge of their own, in a file with another name, and put the old ones back; what was signed stays as it is";
        let found = Diagnostic::warning("badge-changed", message).help(help);
        file(badge).map_or_else(|| found.clone().about(&badge.slug), |file| found.clone().in_file(file.as_str()))
    };
    badges.iter().zip(all).filter(|(_, (changed, _))| *changed > 0).map(warning).collect()
}
