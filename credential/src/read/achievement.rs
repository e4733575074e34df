//! In: a `credentialSubject` (Open Badges 3.0 section B.1). Out: who earned what, with results and alignments.

use super::node::Node;
use super::{ReadError, date, profile};
use crate::credential::{Achievement, Alignment, Outcome, Subject};

/// What is shown beside evidence under an id of its own: the subject, and what is below it.
pub(super) fn around<'a>(subject: &Node<'a>) -> impl Iterator<Item = Node<'a>> + use<'a> {
    let creators = subject.nodes("achievement").into_iter().flat_map(|one| one.nodes("creator"));
    [*subject].into_iter().chain(earned(subject)).chain(creators)
}

/// What a subject achieved, and how it is earned.
pub(super) fn earned<'a>(subject: &Node<'a>) -> impl Iterator<Item = Node<'a>> + use<'a> {
    subject.nodes("achievement").into_iter().flat_map(|one| [one].into_iter().chain(one.nodes("criteria")))
}

pub(super) fn subject(node: Node<'_>) -> Result<Subject, ReadError> {
    let achievement = first_achievement(&node);
    Ok(Subject {
        id: node.id(),
        name: node.text("name").or_else(|| identity_name(&node)),
        achievement: achievement.map(read_achievement),
        narrative: node.text("narrative"),
        role: node.text("role"),
        term: node.text("term"),
        license_number: node.text("licenseNumber"),
        credits_earned: node.number("creditsEarned"),
        activity_start: date(node.raw("activityStartDate"), "activityStartDate")?,
        activity_end: date(node.raw("activityEndDate"), "activityEndDate")?,
        results: node.nodes("result").into_iter().filter_map(|r| result(&r, achievement)).collect(),
    })
}

/// The achievement that is shown; of several, whose order nobody signs, the first by id, else by all that is said of it.
fn first_achievement<'a>(subject: &Node<'a>) -> Option<Node<'a>> {
    let mut all = subject.nodes("achievement");
    if all.len() > 1 {
        let said = |node: &Node<'a>| format!("{:?}", read_achievement(*node));
        all.sort_by_cached_key(|node| (node.id().is_none(), node.id().unwrap_or_else(|| said(node))));
    }
    all.first().copied()
}

/// Every name of a subject, in whatever language and form: the one that is shown is among them.
pub(super) fn names<'a>(subject: &Node<'a>) -> impl Iterator<Item = String> + use<'a> {
    subject.every_text("name").into_iter().chain(identity_names(subject))
}

/// The name of an `IdentityObject` that is not hashed: OB 3.0 allows it, and MIT and others use it.
fn identity_name(subject: &Node<'_>) -> Option<String> {
    identity_names(subject).min()
}

fn identity_names<'a>(subject: &Node<'a>) -> impl Iterator<Item = String> + use<'a> {
    subject.nodes("identifier").into_iter().filter_map(|identity| {
        let is_name = identity.text("identityType").as_deref() == Some("name");
        let plain = identity.flag("hashed") == Some(false);
        if plain && is_name { identity.text("identityHash") } else { None }
    })
}

fn read_achievement(node: Node<'_>) -> Achievement {
    let criteria = node.node("criteria");
    Achievement {
        id: node.id(),
        name: node.text("name"),
        description: node.text("description"),
        kind: node.text("achievementType"),
        criteria_url: criteria.and_then(|c| c.id()),
        criteria: criteria.and_then(|c| c.text("narrative")),
        image: node.identifier("image"),
        alignments: node.nodes("alignment").into_iter().filter(|a| !a.is_bare()).map(alignment).collect(),
        tags: node.texts("tag"),
        creator: node.node("creator").map(profile),
        credits_available: node.number("creditsAvailable"),
        field_of_study: node.text("fieldOfStudy"),
        specialization: node.text("specialization"),
        human_code: node.text("humanCode"),
        language: node.text("inLanguage"),
        version: node.text("version"),
    }
}

fn alignment(node: Node<'_>) -> Alignment {
    Alignment {
        name: node.text("targetName"),
        url: node.identifier("targetUrl"),
        description: node.text("targetDescription"),
        framework: node.text("targetFramework"),
        code: node.text("targetCode"),
        kind: node.text("targetType"),
    }
}

fn result(node: &Node<'_>, achievement: Option<Node<'_>>) -> Option<Outcome> {
    let described = node.identifier("resultDescription");
    let descriptions = achievement.map(|a| a.nodes("resultDescription")).unwrap_or_default();
    let description = descriptions.into_iter().find(|d| described.is_some() && d.id() == described);
    let name = description.and_then(|d| d.text("name"));
    let outcome = Outcome { name, value: node.text("value"), status: node.text("status") };
    (outcome != Outcome::default()).then_some(outcome)
}
