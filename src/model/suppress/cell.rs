//! In: the people behind a number. Out: as many of them as it takes to know whether they are few, alone or together with those of
//! other numbers.

use super::FEW;

/// One group, such as the awards of one badge. The groups of a whole have no award in common, and may have people in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// The number that would be told.
    pub count: usize,
    /// The first five people behind it. Groups that are cut off at five have five together, too: so this is enough for every question.
    who: [u32; FEW],
    known: usize,
}

impl Cell {
    /// A number, and the people behind it of whom a reader does not know otherwise: where some are listed by name, the others.
    #[must_use]
    pub fn of(count: usize, people: impl IntoIterator<Item = u32>) -> Self {
        let mut cell = Self { count, ..Self::default() };
        people.into_iter().for_each(|person| cell.meet(person));
        cell
    }

    /// One more award, and whoever is behind it when that is to be protected.
    pub fn add(&mut self, person: Option<u32>) {
        self.count += 1;
        if let Some(person) = person {
            self.meet(person);
        }
    }

    /// How many different people are behind it; of five and more, five.
    #[must_use]
    pub const fn people(self) -> usize {
        self.known
    }

    /// Whether its own number speaks of a few people.
    pub(super) const fn is_small(self) -> bool {
        0 < self.known && self.known < FEW
    }

    /// Both together.
    pub(super) fn with(mut self, other: Self) -> Self {
        self.count += other.count;
        other.who[..other.known].iter().for_each(|person| self.meet(*person));
        self
    }

    fn meet(&mut self, person: u32) {
        if self.known < FEW && !self.who[..self.known].contains(&person) {
            self.who[self.known] = person;
            self.known += 1;
        }
    }
}
