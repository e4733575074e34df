//! In: awards. Out: how many there were in each term: as credentials name it, else by the calendar. Times without awards are there, too.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::awards::Award;
use super::groups::Group;
use super::{Ask, told};

/// How time is divided where credentials name no term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Whole years.
    Year,
    /// January to June, July to December.
    Half,
    /// Three months.
    Quarter,
    /// Months.
    Month,
}

/// Most terms in a row that nothing was awarded in.
const MOST: i32 = 120;

impl Period {
    const fn months(self) -> i32 {
        match self {
            Self::Year => 12,
            Self::Half => 6,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    /// Its number since the year 0.
    fn number(self, day: Date) -> i32 {
        (i32::from(day.year()) * 12 + i32::from(day.month()) - 1).div_euclid(self.months())
    }

    /// `2026`, `2026-H1`, `2026-Q1`, `2026-01`: in the order of time.
    fn label(self, number: i32) -> String {
        let of_year = 12 / self.months();
        let (year, part) = (number.div_euclid(of_year), number.rem_euclid(of_year) + 1);
        match self {
            Self::Year => format!("{year}"),
            Self::Half => format!("{year}-H{part}"),
            Self::Quarter => format!("{year}-Q{part}"),
            Self::Month => format!("{year}-{part:02}"),
        }
    }
}

/// The terms in order; none at all when some would be told apart by what is left of the whole.
pub(super) fn terms(awards: &[Award], ask: &Ask) -> Vec<Group> {
    // A term that credentials name stands where its first award does.
    let mut named: BTreeMap<&str, Option<Date>> = BTreeMap::new();
    for award in awards {
        let Some(term) = award.term.as_deref() else { continue };
        let first = named.entry(term).or_insert(award.day);
        *first = match (*first, award.day) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    let of = |award: &Award| match (&award.term, award.day) {
        (Some(term), _) => Some((named.get(term.as_str()).copied().flatten().map(|d| ask.by.number(d)), term.clone())),
        (None, Some(day)) => Some((Some(ask.by.number(day)), ask.by.label(ask.by.number(day)))),
        (None, None) => None,
    };
    let mut parts: BTreeMap<(Option<i32>, String), usize> = BTreeMap::new();
    for award in awards {
        parts.entry(of(award).unwrap_or_default()).or_default();
    }
    if named.is_empty() {
        let seen: Vec<i32> = parts.keys().filter_map(|(number, _)| *number).collect();
        if let (Some(first), Some(last)) = (seen.iter().min(), seen.iter().max()) {
            for number in (*last - MOST).max(*first)..*last {
                parts.entry((Some(number), ask.by.label(number))).or_default();
            }
        }
    }
    parts.values_mut().enumerate().for_each(|(n, place)| *place = n);
    let part = |award: &Award| parts.get(&of(award).unwrap_or_default()).copied().unwrap_or_default();
    let halves = if ask.public { BTreeMap::new() } else { public_halves(awards) };
    let known = |award: &Award| halves.get(&half(award)).copied().unwrap_or_default();
    let told = told::division((parts.len(), awards), part, (!ask.public).then_some(&known));
    if told.total().is_none() {
        return Vec::new();
    }
    let group = |(n, (_, name)): (usize, (Option<i32>, String))| Group {
        name,
        address: None,
        framework: None,
        badges: 0,
        awards: told.cell(n),
        days: None,
    };
    parts.into_keys().enumerate().map(group).collect()
}

fn half(award: &Award) -> Option<i32> {
    award.day.map(|day| Period::Half.number(day))
}

/// The half-years of which the site tells the sum in public, each with a number that those have in common of which it tells one sum.
fn public_halves(awards: &[Award]) -> BTreeMap<Option<i32>, usize> {
    let mut halves: BTreeMap<Option<i32>, usize> = awards.iter().map(|award| (half(award), 0)).collect();
    halves.values_mut().enumerate().for_each(|(n, place)| *place = n);
    let place = |award: &Award| halves.get(&half(award)).copied().unwrap_or_default();
    let known = told::division((halves.len(), awards), place, None).known();
    let together = |place: usize| known.iter().position(|halves| halves.contains(&place)).unwrap_or_default();
    halves.into_iter().map(|(half, place)| (half, together(place))).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Period;

    #[test]
    fn a_period_has_a_name_that_sorts_by_time() {
        let day = date(2026, 7, 1);
        let all = [Period::Year, Period::Half, Period::Quarter, Period::Month];
        assert_eq!(all.map(|p| p.label(p.number(day))), ["2026", "2026-H2", "2026-Q3", "2026-07"]);
        assert_eq!(Period::Half.number(date(2026, 1, 1)), Period::Half.number(date(2025, 12, 31)) + 1);
    }
}
