//! In: a `credentialSubject` (Open Badges 3.0 section B.1). Out: who earned what, with results and alignments.

use super::value::{identifier, member_text, number, texts};
use super::{ReadError, date, profile};
use crate::credential::{Achievement, Alignment, Outcome, Subject};
use crate::json::{Json, Object};

pub(super) fn subject(json: &Json) -> Result<Subject, ReadError> {
    let Some(object) = json.as_object() else {
        return Err(ReadError::new("bad-subject", "the credentialSubject is not an object"));
    };
    let achievement = object.get("achievement").and_then(|a| a.items().first());
    let results = object.get("result").map_or(&[][..], Json::items);
    Ok(Subject {
        id: identifier(json),
        name: member_text(object, "name").or_else(|| identity_name(object)),
        achievement: achievement.map(read_achievement),
        narrative: member_text(object, "narrative"),
        role: member_text(object, "role"),
        term: member_text(object, "term"),
        license_number: member_text(object, "licenseNumber"),
        credits_earned: number(object, "creditsEarned"),
        activity_start: date(object, "activityStartDate")?,
        activity_end: date(object, "activityEndDate")?,
        results: results.iter().filter_map(|r| result(r.as_object()?, achievement)).collect(),
    })
}

/// The name of an `IdentityObject` that is not hashed: OB 3.0 allows it, and MIT and others use it.
fn identity_name(subject: &Object) -> Option<String> {
    let identities = subject.get("identifier").map_or(&[][..], Json::items);
    identities.iter().find_map(|identity| {
        let plain = identity.get("hashed") == Some(&Json::Bool(false));
        let is_name = identity.get("identityType").and_then(Json::as_str) == Some("name");
        let name = identity.get("identityHash").and_then(Json::as_str);
        name.filter(|_| plain && is_name).map(str::to_owned)
    })
}

fn read_achievement(json: &Json) -> Achievement {
    let Some(object) = json.as_object() else {
        return Achievement { id: identifier(json), ..Achievement::default() };
    };
    let criteria = object.get("criteria").and_then(|c| c.items().first());
    Achievement {
        id: identifier(json),
        name: member_text(object, "name"),
        description: member_text(object, "description"),
        kind: member_text(object, "achievementType"),
        criteria_url: criteria.and_then(identifier),
        criteria: criteria.and_then(Json::as_object).and_then(|c| member_text(c, "narrative")),
        image: object.get("image").and_then(identifier),
        alignments: object
            .get("alignment")
            .map_or(&[][..], Json::items)
            .iter()
            .filter_map(|a| a.as_object().map(alignment))
            .collect(),
        tags: texts(object.get("tag")),
        creator: object.get("creator").and_then(|c| c.items().first()).map(profile),
        credits_available: number(object, "creditsAvailable"),
        field_of_study: member_text(object, "fieldOfStudy"),
        specialization: member_text(object, "specialization"),
        human_code: member_text(object, "humanCode"),
        language: member_text(object, "inLanguage"),
        version: member_text(object, "version"),
    }
}

fn alignment(object: &Object) -> Alignment {
    Alignment {
        name: member_text(object, "targetName"),
        url: object.get("targetUrl").and_then(identifier),
        description: member_text(object, "targetDescription"),
        framework: member_text(object, "targetFramework"),
        code: member_text(object, "targetCode"),
        kind: member_text(object, "targetType"),
    }
}

fn result(object: &Object, achievement: Option<&Json>) -> Option<Outcome> {
    let described = object.get("resultDescription").and_then(identifier);
    let descriptions = achievement.and_then(|a| a.get("resultDescription")).map_or(&[][..], Json::items);
    let description = descriptions.iter().find(|d| described.is_some() && identifier(d) == described);
    let name = description.and_then(Json::as_object).and_then(|d| member_text(d, "name"));
    let outcome = Outcome { name, value: member_text(object, "value"), status: member_text(object, "status") };
    (outcome != Outcome::default()).then_some(outcome)
}
