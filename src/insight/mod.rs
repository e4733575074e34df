//! In: a closed site, and for whom it is counted. Out: `Insight`: what was awarded, where, when and for what, in numbers of which none
//! speaks of one to four people. Holds no name of a person. Pure; draws and writes nothing.

mod awards;
mod coverage;
mod groups;
mod period;
mod told;

use jiff::Timestamp;

pub use coverage::{Coverage, CoverageItem};
pub use groups::{BadgeLine, Days, Group};
pub use period::Period;

use crate::diag::Diagnostic;
use crate::model::Site;
use awards::Award;

/// What is asked of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// For everybody: only what the site may tell in public. Else for the institution.
    pub public: bool,
    /// How many days from now an expiry is soon.
    pub within: u32,
    /// How time is divided.
    pub by: Period,
    /// A badge that makes up more than so many percent of all awards is one to look at.
    pub over: u32,
}

/// What was awarded, in numbers. `None` stands for a number that is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insight {
    /// The moment that it speaks of.
    pub as_of: Timestamp,
    /// How many days from now an expiry is soon.
    pub within: u32,
    /// A badge with more than so many percent of all awards is named.
    pub over: u32,
    /// All awards that still have a credential, revoked ones too.
    pub total: Option<usize>,
    /// Those that are good; `None` also where nothing may be said of how the others ended.
    pub good: Option<usize>,
    /// Those that have expired.
    pub expired: Option<usize>,
    /// Those that were revoked.
    pub revoked: Option<usize>,
    /// Those that are suspended.
    pub suspended: Option<usize>,
    /// Every badge, by name.
    pub badges: Vec<BadgeLine>,
    /// Awards of no badge here, when there are any.
    pub of_no_badge: Option<Option<usize>>,
    /// By department, by name; badges without one come last, under an empty name.
    pub departments: Vec<Group>,
    /// By skill, most awarded first.
    pub skills: Vec<Group>,
    /// Competencies of each framework.
    pub coverage: Vec<Coverage>,
    /// By term, oldest first; empty where there are too few awards to be told apart.
    pub terms: Vec<Group>,
    /// Days from the end of the activity to the award, over all badges.
    pub days: Option<Days>,
}

impl Insight {
    /// Badges that nobody has been awarded.
    #[must_use]
    pub fn never(&self) -> Vec<&BadgeLine> {
        self.badges.iter().filter(|badge| badge.never).collect()
    }

    /// Badges that make up more of all awards than was asked about, with their share in percent. Of two badges one always does.
    #[must_use]
    pub fn often(&self) -> Vec<(&BadgeLine, u32)> {
        let Some(total) = self.total.filter(|_| self.badges.len() > 2) else { return Vec::new() };
        let is_more = |badge: &&BadgeLine| badge.awards.is_some_and(|n| n * 100 > total * self.over as usize);
        self.badges.iter().filter(is_more).filter_map(|badge| Some((badge, badge.share?))).collect()
    }
}

/// Counts a site.
///
/// # Errors
/// A credential that cannot be read any more.
pub fn of(site: &Site, ask: &Ask) -> Result<Insight, Diagnostic> {
    let awards = awards::awards(site, ask.public)?;
    let badges = told::badges(site, &awards, ask.public);
    let whole = badges.total();
    let told = told::standing(site, &awards, ask.public);
    let standing = |n| whole.and(told.total()).and(told.cell(n));
    let all: Vec<&Award> = awards.iter().collect();
    let lines = groups::badges(site, &awards, (&badges, ask));
    let last = site.badges.len();
    Ok(Insight {
        as_of: site.meta.as_of,
        within: ask.within,
        over: ask.over,
        total: whole,
        good: standing(0),
        expired: standing(1),
        revoked: standing(2),
        suspended: standing(3),
        departments: groups::departments(site, (&badges, &awards), ask),
        skills: groups::skills(site, &badges),
        coverage: coverage::coverage(site, &badges),
        terms: whole.map(|_| period::terms(&awards, ask)).unwrap_or_default(),
        days: whole.filter(|_| !ask.public).and_then(|_| groups::days(&all)),
        of_no_badge: awards.iter().any(|award| award.badge == last).then(|| badges.cell(last)),
        badges: lines,
    })
}
