//! In: who issues, what a badge stands for, an award, its allotment. Out: the unsigned Open Badges 3.0 credential (VC 2.0).
//! Arrays where the 1EdTech schema wants arrays; no e-mail address in any form but a salted hash.

use std::collections::BTreeSet;

use accolade_credential::Json;
use accolade_credential::json::Object;
use jiff::civil::Date;

use crate::issue::allot::Allotment;
use crate::issue::award::{Award, Evidence, Recipient};
use crate::issue::identity::{hashed, identity};
use crate::issue::lists::{List, Purpose};

/// Who issues, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issuer {
    /// Its DID or https URL.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its website.
    pub url: Option<String>,
    /// The site's address, with a final `/`: credentials and badges live below it.
    pub base: String,
    /// The first status list's address.
    pub status_list: String,
    /// Whether credentials can be suspended: they name a second list for it.
    pub suspension: bool,
    /// E-mail addresses of its own, in lower case: these alone may be published.
    pub contacts: BTreeSet<String>,
}

/// What a badge stands for: everything of its definition that is signed.
#[derive(Debug, Clone, Default)]
pub struct Definition {
    /// The stem of its file.
    pub id: String,
    /// `name`
    pub name: String,
    /// `description`
    pub description: String,
    /// `criteria`, markdown
    pub criteria: String,
    /// `criteria.url`
    pub criteria_url: Option<String>,
    /// `type`
    pub kind: String,
    /// `outcomes`
    pub outcomes: Vec<String>,
    /// `assessment`
    pub assessment: Option<String>,
    /// `workload` in hours
    pub hours: Option<f64>,
    /// `credits`
    pub credits: Option<f64>,
    /// `skills` and `tags`
    pub tags: Vec<String>,
    /// `alignment`
    pub alignments: Vec<accolade_credential::credential::Alignment>,
    /// `department`
    pub department: Option<String>,
    /// `language`
    pub language: Option<String>,
    /// `version`
    pub version: Option<String>,
    /// `evidence_required`
    pub evidence_required: bool,
    /// `valid_for`
    pub valid_for: Option<jiff::Span>,
}

/// The credential, ready to be signed.
#[must_use]
pub fn unsigned(issuer: &Issuer, badge: &Definition, award: &Award, allotment: &Allotment) -> Json {
    let id = credential_id(issuer, &allotment.slug);
    let mut credential = Object::new();
    credential.insert(
        "@context",
        strings(["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]),
    );
    credential.insert("id", id.as_str());
    credential.insert("type", strings(["VerifiableCredential", "OpenBadgeCredential"]));
    credential.insert("name", award.kept.as_ref().map_or(badge.name.as_str(), |kept| kept.name.as_str()));
    credential.insert("issuer", profile(issuer));
    credential.insert("validFrom", midnight(award.valid_from.unwrap_or(award.awarded)));
    if let Some(last) = last_day(badge, award) {
        credential.insert("validUntil", format!("{last}T23:59:59Z"));
    }
    credential.insert("awardedDate", midnight(award.awarded));
    credential.insert("credentialSubject", subject(&id, issuer, badge, award, allotment));
    if !award.evidence.is_empty() {
        credential.insert("evidence", award.evidence.iter().map(evidence).collect::<Vec<_>>());
    }
    credential.insert("credentialStatus", statuses(issuer, allotment));
    credential.into()
}

/// The address of a credential's page, which is its identifier.
#[must_use]
pub fn credential_id(issuer: &Issuer, slug: &str) -> String {
    format!("{}credentials/{slug}/", issuer.base)
}

/// The last day of validity: the row's own, else the badge's period from the day of the award; where what was signed is signed again,
/// the one that was settled with it, if any.
#[must_use]
pub fn last_day(badge: &Definition, award: &Award) -> Option<Date> {
    if award.kept.is_some() {
        return award.expires;
    }
    award.expires.or_else(|| award.valid_from.unwrap_or(award.awarded).checked_add(badge.valid_for?).ok())
}

fn profile(issuer: &Issuer) -> Json {
    let mut profile = Object::new();
    profile.insert("id", issuer.id.as_str());
    profile.insert("type", strings(["Profile"]));
    profile.insert("name", issuer.name.as_str());
    text(&mut profile, "url", issuer.url.as_deref());
    profile.into()
}

fn subject(id: &str, issuer: &Issuer, badge: &Definition, award: &Award, allotment: &Allotment) -> Json {
    let mut achievement = match &award.kept {
        Some(kept) => kept.achievement.clone(),
        None => achievement(&format!("{}badges/{}/", issuer.base, badge.id), badge),
    };
    let mut subject = Object::new();
    match &award.recipient {
        Some(Recipient::Uri(uri)) => subject.insert("id", uri.as_str()),
        // A name identifies nobody for good: the subject of this credential is whoever it was given to.
        Some(Recipient::Mail(_) | Recipient::Hash(..)) | None => subject.insert("id", format!("{id}#holder")),
    }
    subject.insert("type", strings(["AchievementSubject"]));
    subject.insert("name", award.name.as_str());
    match &award.recipient {
        Some(Recipient::Mail(mail)) => subject.insert("identifier", vec![hashed(mail, &allotment.slug)]),
        Some(Recipient::Hash(hash, salt)) => subject.insert("identifier", vec![identity(hash.clone(), salt)]),
        Some(Recipient::Uri(_)) | None => {}
    }
    if let Some(start) = award.activity.0 {
        subject.insert("activityStartDate", midnight(start));
    }
    if let Some(end) = award.activity.1 {
        subject.insert("activityEndDate", midnight(end));
    }
    text(&mut subject, "term", award.term.as_deref());
    if let Some(credits) = award.credits.map(number).or_else(|| achievement.get("creditsAvailable").cloned()) {
        subject.insert("creditsEarned", credits);
    }
    text(&mut subject, "licenseNumber", award.license.as_deref());
    text(&mut subject, "narrative", told(award).as_deref());
    if let Some(value) = &award.result {
        let result_id = format!("{}#result", achievement.get("id").and_then(Json::as_str).unwrap_or_default());
        let mut result = Object::new();
        result.insert("type", strings(["Result"]));
        result.insert("resultDescription", result_id.as_str());
        result.insert("value", value.as_str());
        subject.insert("result", vec![result.into()]);
        let mut description = Object::new();
        description.insert("id", result_id);
        description.insert("type", strings(["ResultDescription"]));
        description.insert("name", "Result");
        description.insert("resultType", "Result");
        achievement.insert("resultDescription", vec![description.into()]);
    } else {
        achievement.remove("resultDescription");
    }
    subject.insert("achievement", achievement);
    subject.into()
}

/// How it was earned, in words; Open Badges 3.0 has no field for hours of work.
fn told(award: &Award) -> Option<String> {
    let hours = award.hours.map(|hours| format!("**Workload:** {hours} hour{}", if hours == 1.0 { "" } else { "s" }));
    match (&award.narrative, hours) {
        (Some(narrative), Some(hours)) => Some(format!("{narrative}\n\n{hours}")),
        (narrative, hours) => narrative.clone().or(hours),
    }
}

fn achievement(id: &str, badge: &Definition) -> Object {
    let mut achievement = Object::new();
    achievement.insert("id", id);
    achievement.insert("type", strings(["Achievement"]));
    achievement.insert("name", badge.name.as_str());
    achievement.insert("description", badge.description.as_str());
    achievement.insert("achievementType", badge.kind.as_str());
    let mut criteria = Object::new();
    text(&mut criteria, "id", badge.criteria_url.as_deref());
    let narrative = crate::draft::criteria(&badge.criteria, &badge.outcomes, badge.assessment.as_deref(), badge.hours);
    criteria.insert("narrative", narrative);
    achievement.insert("criteria", criteria);
    if !badge.alignments.is_empty() {
        achievement.insert("alignment", badge.alignments.iter().map(alignment).collect::<Vec<_>>());
    }
    if !badge.tags.is_empty() {
        achievement.insert("tag", strings(badge.tags.iter().map(String::as_str)));
    }
    if let Some(credits) = badge.credits {
        achievement.insert("creditsAvailable", number(credits));
    }
    text(&mut achievement, "fieldOfStudy", badge.department.as_deref());
    text(&mut achievement, "inLanguage", badge.language.as_deref());
    text(&mut achievement, "version", badge.version.as_deref());
    achievement
}

fn alignment(from: &accolade_credential::credential::Alignment) -> Json {
    let mut alignment = Object::new();
    alignment.insert("type", strings(["Alignment"]));
    text(&mut alignment, "targetName", from.name.as_deref());
    text(&mut alignment, "targetUrl", from.url.as_deref());
    text(&mut alignment, "targetDescription", from.description.as_deref());
    text(&mut alignment, "targetFramework", from.framework.as_deref());
    text(&mut alignment, "targetCode", from.code.as_deref());
    text(&mut alignment, "targetType", from.kind.as_deref());
    alignment.into()
}

fn evidence(from: &Evidence) -> Json {
    let mut evidence = Object::new();
    text(&mut evidence, "id", from.url.as_deref());
    evidence.insert("type", strings(["Evidence"]));
    text(&mut evidence, "name", from.name.as_deref());
    text(&mut evidence, "description", from.description.as_deref());
    evidence.into()
}

/// One entry, as the schema of Open Badges 3.0 has it; two, which VC 2.0 section 4.10 allows, where credentials can be suspended.
fn statuses(issuer: &Issuer, allotment: &Allotment) -> Json {
    let entry = |purpose| status(issuer, List { purpose, number: allotment.list }, allotment.index);
    let revocation = entry(Purpose::Revocation);
    if issuer.suspension { vec![revocation, entry(Purpose::Suspension)].into() } else { revocation }
}

fn status(issuer: &Issuer, list: List, index: u32) -> Json {
    let url = list.url(issuer);
    let mut status = Object::new();
    status.insert("id", format!("{url}#{index}"));
    status.insert("type", "BitstringStatusListEntry");
    status.insert("statusPurpose", list.purpose.word());
    status.insert("statusListIndex", index.to_string());
    status.insert("statusListCredential", url);
    status.into()
}

fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

fn number(n: f64) -> Json {
    #[expect(clippy::cast_possible_truncation, reason = "credits are at most 1000")]
    if n.fract() == 0.0 { Json::Integer(n as i64) } else { Json::Float(n) }
}

fn strings<'a>(items: impl IntoIterator<Item = &'a str>) -> Json {
    Json::Array(items.into_iter().map(Json::from).collect())
}

fn text(object: &mut Object, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        object.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use accolade_credential::report;

    use super::*;
    use jiff::civil::date;

    fn issuer() -> Issuer {
        Issuer {
            id: "did:web:site.example".to_owned(),
            name: "Site".to_owned(),
            url: None,
            base: "https://site.example/".to_owned(),
            status_list: "https://site.example/status/1.json".to_owned(),
            suspension: false,
            contacts: BTreeSet::new(),
        }
    }

    fn award(recipient: Option<Recipient>) -> Award {
        Award {
            key: "id:1".to_owned(),
            before: None,
            forms: Vec::new(),
            name: "Ada Obi".to_owned(),
            badge: crate::diag::Spanned::new("talk".to_owned(), crate::diag::Span::default()),
            awarded: date(2024, 2, 29),
            recipient,
            valid_from: None,
            expires: None,
            activity: (None, None),
            term: None,
            hours: Some(12.5),
            credits: Some(1.5),
            result: Some("Distinction".to_owned()),
            evidence: Vec::new(),
            narrative: None,
            license: None,
            listed: false,
            kept: None,
            span: crate::diag::Span::default(),
        }
    }

    fn badge() -> Definition {
        Definition {
            id: "talk".to_owned(),
            name: "Talk".to_owned(),
            criteria: "Give a talk.".to_owned(),
            kind: "Course".to_owned(),
            outcomes: vec!["Speak.".to_owned(), "Stop.".to_owned()],
            hours: Some(1.0),
            ..Definition::default()
        }
    }

    fn allotment() -> Allotment {
        Allotment { slug: "abcdefgh234567ab".to_owned(), list: 1, index: 94_567 }
    }

    #[test]
    fn an_address_leaves_only_as_a_salted_hash() {
        let mail = Recipient::Mail("ada@example.edu".to_owned());
        let made = unsigned(&issuer(), &badge(), &award(Some(mail)), &allotment());
        assert!(!made.to_text().contains("ada@"), "{}", made.to_text());
        let subject = made.get("credentialSubject").expect("subject");
        let identity = &subject.get("identifier").expect("identifier").items()[0];
        let expected = format!("sha256${}", report::sha256(b"ada@example.eduabcdefgh234567ab"));
        assert_eq!(identity.get("identityHash").and_then(Json::as_str), Some(expected.as_str()));
    }

    #[test]
    fn a_period_counts_from_the_day_of_the_award_and_the_row_has_the_last_word() {
        let period = Definition { valid_for: Some(jiff::Span::new().years(3)), ..badge() };
        let mut award = award(None);
        assert_eq!(last_day(&period, &award), Some(date(2027, 2, 28)));
        award.expires = Some(date(2025, 1, 1));
        assert_eq!(last_day(&period, &award), Some(date(2025, 1, 1)));
        assert_eq!(last_day(&badge(), &Award { expires: None, ..award }), None);
    }

    #[test]
    fn what_open_badges_has_no_field_for_is_signed_with_the_criteria() {
        let of = badge();
        let said = crate::draft::criteria(&of.criteria, &of.outcomes, of.assessment.as_deref(), of.hours);
        assert_eq!(said, "Give a talk.\n\n**Outcomes**\n\n- Speak.\n- Stop.\n\n**Workload:** 1 hour");
    }

    #[test]
    fn a_result_points_at_its_description() {
        let made = unsigned(&issuer(), &badge(), &award(None), &allotment());
        let subject = made.get("credentialSubject").expect("subject");
        let result = &subject.get("result").expect("result").items()[0];
        let description =
            &subject.get("achievement").and_then(|a| a.get("resultDescription")).expect("description").items()[0];
        assert_eq!(result.get("resultDescription"), description.get("id"));
        assert_eq!(subject.get("creditsEarned"), Some(&Json::Float(1.5)));
        assert_eq!(subject.get("narrative").and_then(Json::as_str), Some("**Workload:** 12.5 hours"));
    }
}
