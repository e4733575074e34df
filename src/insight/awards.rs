//! In: a registry. Out: an `Award` for each credential that it issued: the few facts that are counted, and a number in the place of the
//! holder's name.

use jiff::civil::Date;
use jiff::{SpanRelativeTo, Timestamp, Unit};

use crate::diag::Diagnostic;
use crate::model::people::{Crowd, Person};
use crate::model::{Brief, Site, day};

/// How a credential stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Neither of the others.
    Good,
    /// Its time is over.
    Expired,
    /// Its issuer took it back.
    Revoked,
    /// Its issuer took it back for a time.
    Suspended,
}

/// One award.
#[derive(Debug, Clone)]
pub(super) struct Award {
    /// The badge by its place in the site; one past the last for what is of no badge there.
    pub(super) badge: usize,
    /// The holder: a number for each.
    pub(super) person: u32,
    /// Whether the site lists it.
    pub(super) listed: bool,
    pub(super) standing: Standing,
    pub(super) day: Option<Date>,
    /// As the credential names it.
    pub(super) term: Option<String>,
    /// Whole days from the end of the activity to the award.
    pub(super) waited: Option<usize>,
    pub(super) expires: Option<Timestamp>,
    pub(super) evidence: bool,
}

/// All awards of the site's own issuer. For everybody, without what only the credentials themselves tell.
///
/// # Errors
/// A credential that cannot be read any more.
pub(super) fn awards(site: &Site, public: bool) -> Result<Vec<Award>, Diagnostic> {
    let Some(own) = &site.institution else { return Ok(Vec::new()) };
    let issued = || site.credentials.iter().filter(|brief| brief.issuer == Some(own.issuer));
    let people: Vec<Person> = issued().map(Brief::person).collect();
    let crowd = Crowd::of(people.iter().copied());
    let award = |(brief, person): (&Brief, Person)| {
        let over = brief.until().is_some_and(|until| until < site.meta.as_of);
        let award = Award {
            badge: brief.badge.map_or(site.badges.len(), |badge| badge.0 as usize),
            person: crowd.number(person),
            listed: brief.listed,
            standing: match (brief.is_revoked(), over) {
                (true, _) if brief.is_suspended() => Standing::Suspended,
                (true, _) => Standing::Revoked,
                (false, true) => Standing::Expired,
                (false, false) => Standing::Good,
            },
            day: brief.earned().map(day),
            term: None,
            waited: None,
            expires: brief.until(),
            evidence: false,
        };
        if public {
            return Ok(award);
        }
        let entry = site.credentials.entry(brief.id)?;
        let value = entry.judgement.verdict.value();
        let subject = value.and_then(|value| value.earner());
        let ended = subject.and_then(|subject| subject.activity_end).map(day);
        Ok(Award {
            term: subject.and_then(|subject| subject.term.clone()),
            waited: ended.zip(award.day).and_then(|(from, to)| between(from, to)),
            evidence: value.is_some_and(|value| !value.evidence.is_empty()),
            ..award
        })
    };
    issued().zip(people).map(award).collect()
}

fn between(from: Date, to: Date) -> Option<usize> {
    let span = from.until(to).ok()?;
    let days = span.total((Unit::Day, SpanRelativeTo::days_are_24_hours())).ok()?;
    // What was awarded before the activity ended says nothing of how long it took.
    (days >= 0.0).then_some(days as usize)
}
