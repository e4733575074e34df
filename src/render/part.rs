//! In: the pages of a plan and a number of parts. Out: the pages of one part, in the plan's order; every page is in exactly one.
//! A page's part is a hash of its path, so that it stays in its part while other pages come and go, and each kind of page is spread.

use std::fmt;

use rayon::prelude::*;

use super::page::{Page, Pages};

/// One part of a site, of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    number: u16,
    of: u16,
}

impl Part {
    /// Most parts that a site is divided into.
    pub const MOST: u16 = 4096;

    /// The part of this number, from 1; `None` when there is no such part.
    #[must_use]
    pub fn new(number: u16, of: u16) -> Option<Self> {
        ((1..=of).contains(&number) && of <= Self::MOST).then_some(Self { number, of })
    }

    /// The part that `2/4` means.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        let (number, of) = text.split_once('/')?;
        Self::new(plain(number)?, plain(of)?)
    }

    /// Its number, from 1.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.number
    }

    /// Of how many it is one.
    #[must_use]
    pub const fn of(self) -> u16 {
        self.of
    }

    /// The part that a path of the site is in, when there are as many as here.
    #[must_use]
    pub fn with(self, path: &str) -> Self {
        let mut start = [0; 8];
        start.copy_from_slice(&blake3::hash(path.as_bytes()).as_bytes()[..8]);
        let place = u64::from_le_bytes(start) % u64::from(self.of);
        Self { number: u16::try_from(place).map_or(self.of, |place| place + 1), of: self.of }
    }

    /// Its pages.
    #[must_use]
    pub fn pages(self, all: &dyn Pages) -> PartPages<'_> {
        let mine = (0..all.len()).into_par_iter().filter(|n| self.with(&all.page(*n).path.0) == self).collect();
        PartPages { all, mine }
    }
}

/// As in `part 2 of 4`.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "part {} of {}", self.number, self.of)
    }
}

/// The pages of one part.
pub struct PartPages<'a> {
    all: &'a dyn Pages,
    /// Their places in the plan.
    mine: Vec<usize>,
}

impl Pages for PartPages<'_> {
    fn len(&self) -> usize {
        self.mine.len()
    }

    fn page(&self, n: usize) -> Page {
        self.all.page(self.mine[n])
    }

    fn is_listed(&self, n: usize) -> bool {
        self.all.is_listed(self.mine[n])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SitePath;
    use crate::render::Kind;

    fn plan(length: usize) -> Vec<Page> {
        let page = |n| Page { path: SitePath(format!("credentials/{n}/index.html")), kind: Kind::Home, language: 0 };
        (0..length).map(page).collect()
    }

    fn paths(pages: &dyn Pages) -> Vec<String> {
        (0..pages.len()).map(|n| pages.page(n).path.0).collect()
    }

    #[test]
    fn every_page_is_in_exactly_one_part_and_parts_are_even() {
        let all = plan(4_000);
        for of in [1, 2, 3, 4, 7, 300] {
            let parts: Vec<_> = (1..=of).map(|n| paths(&Part::new(n, of).unwrap().pages(&all))).collect();
            let mut together = parts.concat();
            together.sort();
            let mut expected = paths(&all);
            expected.sort();
            assert_eq!(together, expected, "{of}");
            if of < 10 {
                let share = all.len() / usize::from(of);
                assert!(parts.iter().all(|part| part.len().abs_diff(share) < share / 5), "{of}");
            }
        }
    }

    #[test]
    fn a_page_stays_in_its_part_when_others_come() {
        let part = Part::new(2, 3).unwrap();
        let (few, many) = (paths(&part.pages(&plan(100))), paths(&part.pages(&plan(200))));
        assert_eq!(few, many[..few.len()]);
    }

    #[test]
    fn what_is_no_part_is_none() {
        assert_eq!(Part::parse("2/4").map(|part| part.to_string()).as_deref(), Some("part 2 of 4"));
        assert_eq!(Part::parse("4096/4096"), Part::new(4096, 4096));
        for text in [
            "", "/", "2", "0/4", "5/4", "1/0", "0/0", "1/4097", "-1/4", "+1/4", "1/+4", "1 /4", "1/4/4", "1/99999",
            "a/b",
        ] {
            assert_eq!(Part::parse(text), None, "{text}");
        }
    }
}
