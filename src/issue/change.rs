//! In: a signed credential, and its award as the row says it now. Out: what the row says that was not signed, in words.
//! What a badge says today is no part of it: a badge may be worded anew for those who earn it next.

use accolade_credential::Json;
use jiff::Span;
use jiff::civil::Date;

use crate::draft::composed;
use crate::issue::allot::Allotment;
use crate::issue::award::Award;
use crate::issue::credential::{Definition, Issuer, last_day, unsigned};
use crate::issue::ledger::Entry;

/// What is said where a row does no longer say when the award ends.
pub const NO_END: &str = "expires (empty now)";

/// What a row says of the subject, by the names of its columns.
const OF_SUBJECT: [(&str, &str); 6] = [
    ("recipient_id", "id"),
    ("recipient_id", "identifier"),
    ("start", "activityStartDate"),
    ("end", "activityEndDate"),
    ("license", "licenseNumber"),
    ("narrative or hours", "narrative"),
];

/// Whether the credential is of the person of the row.
pub(super) fn is_of(credential: &Json, award: &Award) -> bool {
    composed(&name(credential)) == composed(&award.name)
}

/// What the row says that the credential does not: a change after issuing never reaches what was signed.
pub(super) fn difference(
    credential: &Json,
    award: &Award,
    badge: &Definition,
    entry: &Entry,
    issuer: &Issuer,
) -> Option<String> {
    if !is_of(credential, award) {
        return Some(format!("it was issued to {:?}, and the row says {:?}", name(credential), award.name));
    }
    if entry.badge != badge.id {
        return Some(format!("it was issued for {:?}, and the row says {:?}", entry.badge, badge.id));
    }
    let awarded = text(credential.get("awardedDate"));
    if awarded.get(..10) != Some(award.awarded.to_string().as_str()) {
        let day = awarded.get(..10).unwrap_or_default();
        // A program's own number is of a person, not of a term.
        let again =
            if award.before.is_none() && ["id:canvas ", "id:moodle "].iter().any(|own| award.key.starts_with(own)) {
                "; if it was earned again, say the term of this table: `--term`, or `term:` in its mapping"
            } else {
                ""
            };
        return Some(format!("it was issued with the day {day}, and the row says {}{again}", award.awarded));
    }
    let changed = changed(credential, award, badge, entry, issuer);
    (!changed.is_empty()).then(|| format!("what it says of {} was not signed so", changed.join(", ")))
}

/// The columns in which the row says something else.
fn changed(credential: &Json, award: &Award, badge: &Definition, entry: &Entry, issuer: &Issuer) -> Vec<&'static str> {
    let allotment = Allotment { slug: entry.slug.clone(), list: entry.list, index: entry.index };
    // A new address of the site is no word of the row.
    let moved = base_of(entry).filter(|base| *base != issuer.base);
    let moved = moved.map(|base| Issuer { base: base.to_owned(), ..issuer.clone() });
    let now = unsigned(moved.as_ref().unwrap_or(issuer), badge, award, &allotment);
    let of_subject = |json: &Json, name: &str| json.get("credentialSubject").and_then(|s| s.get(name)).cloned();
    let differs = |name: &str| of_subject(credential, name) != of_subject(&now, name);
    let mut changed: Vec<&'static str> =
        OF_SUBJECT.iter().filter(|(_, name)| differs(name)).map(|(column, _)| *column).collect();
    changed.dedup();
    // Where the row says nothing, it is what the badge gave, as it was signed.
    let offered = of_subject(credential, "achievement").and_then(|badge| badge.get("creditsAvailable").cloned());
    if award.credits.is_some() && differs("creditsEarned") {
        changed.push("credits");
    } else if award.credits.is_none() && of_subject(credential, "creditsEarned") != offered {
        changed.push("credits (empty now)");
    }
    // What was signed before terms were, is not told by a term that is the same for a whole table.
    if award.term.is_some() && of_subject(credential, "term").is_some() && differs("term") {
        changed.push("term");
    }
    // What the result is described by is the badge's.
    let result = |json: &Json| {
        let all = of_subject(json, "result");
        text(all.as_ref().and_then(|all| all.items().first()).and_then(|one| one.get("value")))
    };
    if result(credential) != result(&now) {
        changed.push("result");
    }
    if credential.get("evidence") != now.get("evidence") {
        changed.push("evidence");
    }
    // What was renewed begins on another day than it was earned, and ends when it was renewed to.
    let renewed = credential.get("validFrom") != credential.get("awardedDate");
    if award.expires.is_some() && !renewed && credential.get("validUntil") != now.get("validUntil") {
        changed.push("expires");
    }
    let end = text(credential.get("validUntil")).get(..10).and_then(|day| day.parse().ok());
    let other = end.filter(|end| Some(*end) != last_day(badge, award) && !is_period(award.awarded, *end));
    if award.expires.is_none() && !renewed && other.is_some() {
        changed.push(NO_END);
    }
    changed
}

/// The address of the site under which a credential was issued.
pub(super) fn base_of(entry: &Entry) -> Option<&str> {
    entry.id.strip_suffix(&format!("credentials/{}/", entry.slug))
}

/// Whether a validity may be the `valid_for` of a badge, which may have been another when it was signed: months, or days as they are
/// usually counted. Then nothing tells that the row ever said when it ends.
fn is_period(from: Date, until: Date) -> bool {
    let months = (1..=1200).any(|months| from.checked_add(Span::new().months(months)).is_ok_and(|end| end == until));
    let days = from.until(until).map_or(0, |span| span.get_days());
    months || ((1..=1000).contains(&days) && (days % 5 == 0 || days % 7 == 0))
}

fn name(credential: &Json) -> String {
    text(credential.get("credentialSubject").and_then(|subject| subject.get("name")))
}

fn text(value: Option<&Json>) -> String {
    value.and_then(Json::as_str).unwrap_or_default().to_owned()
}
