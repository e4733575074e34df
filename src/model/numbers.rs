//! In: badges, and all that is on the site. Out: which numbers of what was issued, and of what of it is revoked, may be told in public,
//! where some holders are listed by name and the others are nobody's business.

use super::credentials::Brief;
use super::people::{Crowd, Person};
use super::site::{Badge, IssuerId};
use super::suppress::{Cell, Told};

/// A cell for each badge, and a last one for what is of no badge here; and how many are revoked, where that may be told. Departments are
/// told where that gives nobody away.
pub(super) fn told(badges: &[Badge], entries: &[Brief], (issuer, issued): (IssuerId, usize)) -> (Told, Option<usize>) {
    let hidden: Vec<Person> = entries.iter().filter(|brief| !brief.listed).map(Brief::person).collect();
    let crowd = Crowd::of(hidden.iter().copied());
    let mut hidden = hidden.into_iter().map(|person| crowd.number(person));
    let mut cells = vec![Cell::default(); badges.len() + 1];
    let [mut revoked, mut others] = [Cell::default(); 2];
    for brief in entries {
        let hidden = if brief.listed { None } else { hidden.next() };
        if brief.issuer == Some(issuer) {
            let is_revoked = brief.is_revoked() && !brief.is_suspended();
            if is_revoked { &mut revoked } else { &mut others }.add(hidden);
        }
        match brief.badge {
            Some(badge) => cells[badge.0 as usize].add(hidden),
            None if brief.issuer == Some(issuer) => cells[badges.len()].add(hidden),
            None => {}
        }
    }
    let of_badges: usize = badges.iter().map(|badge| badge.issued).sum();
    let counts = badges.iter().map(|badge| badge.issued).chain([issued.saturating_sub(of_badges)]);
    for (cell, count) in cells.iter_mut().zip(counts) {
        absent(cell, count);
    }
    absent(&mut others, issued.saturating_sub(revoked.count));
    let mut names: Vec<Option<&str>> = badges.iter().map(|badge| badge.department.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    let family = |name: Option<&str>| names.binary_search(&name).unwrap_or_default();
    let families: Vec<usize> = badges.iter().map(|badge| family(badge.department.as_deref())).collect();
    // All together less those that are revoked are the others.
    (Told::of(&cells, &[families, vec![names.len()]].concat()), Told::of(&[revoked, others], &[]).cell(0))
}

/// What was issued and is not here may be of anybody: of the same people in each of the groups, whom nobody else is.
fn absent(cell: &mut Cell, issued: usize) {
    (0..).take(issued.saturating_sub(cell.count)).for_each(|n: u32| cell.add(Some(u32::MAX - n)));
}
