//! In: a portfolio. Out: what its holder held at the end of each year, by the dates that credentials state.
//! The past is not judged again: each mark is of the build's own moment, and a page with marks says so.

use accolade_credential::Grade;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::lists::{Linked, Row};
use super::{PAGE_LENGTH, Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{Brief, Site};
use crate::render::links;
use crate::render::words::{Part, text};

/// Most years that have a page of their own: the latest.
const MOST: usize = 60;
/// Most pictures beside one year.
const PICTURES: usize = 16;

#[derive(Serialize)]
struct Stood {
    title: String,
    note: Vec<Part>,
    /// What the marks of rows say.
    marks: Option<Vec<Part>>,
    /// Today and all years, the latest first; on the page of one year none.
    years: Vec<YearView>,
    /// What was held, newest first; on the page of all years none.
    rows: Vec<Row>,
    summary: Option<String>,
    /// To the list of everything, when there is more than is shown.
    more: Option<Linked>,
    earlier: Option<Linked>,
    later: Option<Linked>,
    all: Option<Linked>,
}

#[derive(Serialize)]
struct YearView {
    label: String,
    href: String,
    summary: String,
    /// Artwork of what was held and signed, newest first.
    pictures: Vec<String>,
    /// How many more there are, as `+46`.
    beyond: Option<String>,
}

/// The years of which a page tells, the latest first: from the first credential's to the last one that is over. None
/// while there is no past to look back at.
pub(in crate::render) fn years(site: &Site) -> Vec<i16> {
    let listed = site.credentials.iter().filter(|brief| brief.listed);
    let first = listed.filter_map(|brief| Some(year(brief.earned()?))).min();
    let now = year(site.meta.as_of);
    first.map_or_else(Vec::new, |first| (first.max(1)..now).rev().take(MOST).collect())
}

impl View<'_> {
    /// The way to the page of all years, from a timeline.
    pub(super) fn stood(&self) -> Option<Linked> {
        (!years(self.site).is_empty()).then(|| Linked {
            label: self.words.t.stood.to_owned(),
            href: self.links.to(&links::stood(None)),
            count: 0,
        })
    }

    fn held(&self, year: i16) -> Vec<&Brief> {
        let end = end_of(year);
        self.listed().filter(|brief| was_held(brief, end)).collect()
    }

    fn year_link(&self, year: i16) -> Linked {
        Linked { label: self.end_of(year), href: self.links.to(&links::stood(Some(year))), count: 0 }
    }

    fn end_of(&self, year: i16) -> String {
        self.words.end_of(&self.words.day(end_of(year)).year)
    }

    /// The years at whose end something else was held than a year before, the latest first: others have nothing to tell.
    fn told_years(&self) -> Vec<i16> {
        let changed = |year: i16| {
            let held = |year| move |brief: &Brief| was_held(brief, end_of(year));
            self.listed().any(|brief| held(year)(brief) != held(year - 1)(brief))
        };
        years(self.site).into_iter().filter(|year| changed(*year)).collect()
    }
}

/// `as-of/index.html`
pub(super) fn years_page(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let view = page.view;
    let picture = |brief: &&Brief| view.links.to(&links::art(view.site, &brief.slug, brief.badge));
    let told = |Linked { label, href, .. }: Linked, held: Vec<&Brief>| {
        // What the holder states has no artwork of anybody's.
        let signed = || held.iter().filter(|brief| brief.verdict.grade() != Grade::Claimed);
        let beyond = signed().count().saturating_sub(PICTURES);
        YearView {
            label,
            href,
            summary: view.words.credentials_of(held.len()),
            pictures: signed().take(PICTURES).map(picture).collect(),
            beyond: (beyond > 0).then(|| format!("+{}", view.words.number(beyond))),
        }
    };
    // Today's state is the list of all, whatever has run out.
    let today = text(&view.words.as_of(vec![Part::day(&view.words.day(view.site.meta.as_of))]));
    let today = told(Linked { label: today, href: view.links.to(&links::list(1)), count: 0 }, view.listed().collect());
    let past = view.told_years().into_iter().map(|year| told(view.year_link(year), view.held(year)));
    let content = Stood {
        title: view.words.t.stood.to_owned(),
        note: view.words.stood_note(),
        marks: None,
        years: std::iter::once(today).chain(past).collect(),
        rows: Vec::new(),
        summary: None,
        more: None,
        earlier: None,
        later: None,
        all: None,
    };
    page.with("as-of.html", &view.frame("stood", view.words.t.stood), &content)
}

/// `as-of/<year>/index.html`
pub(super) fn year_page(page: &Renderable<'_>, year: i16) -> Result<String, Diagnostic> {
    let view = page.view;
    let (held, all) = (view.held(year), view.told_years());
    let linked = |other: Option<&i16>| other.map(|other| view.year_link(*other));
    let marks = view.words.stood_marks(vec![Part::day(&view.words.day(view.site.meta.as_of))]);
    let summary = view.words.credentials_of(held.len());
    let content = Stood {
        title: view.end_of(year),
        note: view.words.stood_note(),
        marks: Some(marks),
        years: Vec::new(),
        rows: held.iter().take(PAGE_LENGTH).map(|brief| view.row(brief)).collect(),
        more: (held.len() > PAGE_LENGTH).then(|| Linked {
            label: view.words.see_all(&summary),
            href: view.links.to(&links::list(1)),
            count: 0,
        }),
        summary: Some(summary),
        earlier: linked(all.iter().find(|other| **other < year)),
        later: linked(all.iter().rev().find(|other| **other > year)),
        all: Some(Linked {
            label: view.words.t.stood_all.to_owned(),
            ..view.stood().unwrap_or_else(|| view.year_link(year))
        }),
    };
    page.with("as-of.html", &view.frame("stood", &content.title), &content)
}

/// Earned by then, and not run out: the last day of its validity still counts.
fn was_held(brief: &Brief, end: Timestamp) -> bool {
    brief.earned().is_some_and(|at| at <= end) && brief.until().is_none_or(|until| until >= end)
}

fn year(at: Timestamp) -> i16 {
    TimeZone::UTC.to_datetime(at).year()
}

/// The last second of a year, in UTC as credentials state their dates.
fn end_of(year: i16) -> Timestamp {
    let last = date(year.clamp(1, 9998), 12, 31).at(23, 59, 59, 0);
    TimeZone::UTC.to_timestamp(last).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Credentials, EntryId};
    use crate::render::fixture::{portfolio, signed};

    #[test]
    fn a_year_holds_what_was_earned_by_its_end_and_had_not_run_out() {
        let of = |entry| Credentials::from(vec![entry])[EntryId(0)].clone();
        let talk = of(signed("talk", "Talk", Some("2027-03-03")));
        let at = talk.earned().expect("it is dated");
        assert!(was_held(&talk, at) && !was_held(&talk, at - jiff::SignedDuration::from_secs(1)));
        let until = talk.until().expect("it runs out");
        assert!(was_held(&talk, until) && was_held(&talk, end_of(2026)) && !was_held(&talk, end_of(2027)));
        assert!(was_held(&of(signed("talk", "Talk", None)), end_of(9998)));
    }

    #[test]
    fn only_years_that_are_over_have_a_page() {
        let mut site = portfolio();
        let first = site.credentials.iter().filter_map(|brief| brief.earned()).map(year).min().expect("some are dated");
        site.meta.as_of = end_of(first);
        assert!(years(&site).is_empty(), "the first year is not over");
        site.meta.as_of = end_of(first + 2);
        assert_eq!(years(&site), [first + 1, first]);
        site.credentials.edit(Vec::clear);
        assert!(years(&site).is_empty());
    }
}
