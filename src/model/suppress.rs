//! In: groups of people that together make up a whole, each with how many it holds. Out: which numbers may be told, so that none
//! speaks of one to four people, neither by itself nor as what is left of a sum when the others are taken away.

use std::collections::{BTreeMap, BTreeSet};

/// The smallest group of people of which a number may speak.
pub const FEW: usize = 5;

/// One group, such as the awards of one badge. The groups of a whole have no award in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// The number that would be told.
    pub count: usize,
    /// How many people are behind it of whom a reader does not know otherwise: where some are listed by name, the others. Never more
    /// than there are.
    pub people: usize,
}

impl Cell {
    /// Whether its own number speaks of a few people.
    const fn is_small(self) -> bool {
        0 < self.people && self.people < FEW
    }
}

/// Which numbers of a whole may be told.
///
/// What is withheld forms blocks: of each, only the sum may become known, which holds at least two groups and so many people that
/// each group may be large or small. A sum over groups is told when it takes blocks whole or leaves them out; so all that
/// can be worked out from any told sums is made of told groups and sums of whole blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    cells: Vec<Cell>,
    withheld: BTreeSet<usize>,
    blocks: Vec<BTreeSet<usize>>,
    /// Too few people even all together: no sum with any of these is told.
    never: BTreeSet<usize>,
}

impl Told {
    /// Decides over the groups of a whole. `families` (such as the departments of badges) are sums that shall be told where possible:
    /// what is withheld to protect a group is taken from its own family when that is enough.
    #[must_use]
    pub fn of(cells: &[Cell], families: &[usize]) -> Self {
        let mut by_family: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for n in (0..cells.len()).filter(|n| cells[*n].people > 0) {
            by_family.entry(families.get(n).copied().unwrap_or_default()).or_default().push(n);
        }
        let small = |block: &BTreeSet<usize>| block.iter().any(|n| cells[*n].is_small());
        let mut told = Self { cells: cells.to_vec(), ..Self::default() };
        let mut rest = BTreeSet::new();
        for members in by_family.into_values() {
            for block in told.joined(neighbours(&members)).into_iter().filter(small) {
                if told.is_safe(&block) {
                    told.add(block);
                } else {
                    told.withheld.extend(&block);
                    rest.extend(block);
                }
            }
        }
        if !rest.is_empty() {
            told.add_rest(rest);
        }
        told
    }

    /// The blocks of a family, each that holds a small group and is not safe together with the next one.
    fn joined(&self, mut blocks: Vec<BTreeSet<usize>>) -> Vec<BTreeSet<usize>> {
        let small = |block: &BTreeSet<usize>| block.iter().any(|n| self.cells[*n].is_small());
        while blocks.len() > 1
            && let Some(at) = blocks.iter().position(|block| small(block) && !self.is_safe(block))
        {
            let block = blocks.remove(at);
            let next = at % blocks.len();
            blocks[next].extend(block);
        }
        blocks
    }

    /// The number of one group; `None` when it is withheld.
    #[must_use]
    pub fn cell(&self, n: usize) -> Option<usize> {
        self.cells.get(n).filter(|_| !self.withheld.contains(&n)).map(|cell| cell.count)
    }

    /// The sum over some groups; `None` when it is withheld.
    #[must_use]
    pub fn sum(&self, members: &BTreeSet<usize>) -> Option<usize> {
        let whole = |block: &BTreeSet<usize>| block.is_subset(members) || block.is_disjoint(members);
        let told = self.blocks.iter().all(whole) && self.never.is_disjoint(members);
        told.then(|| members.iter().filter_map(|n| self.cells.get(*n)).map(|cell| cell.count).sum())
    }

    /// The sum over all groups; `None` when it is withheld.
    #[must_use]
    pub fn total(&self) -> Option<usize> {
        self.sum(&(0..self.cells.len()).collect())
    }

    /// Whether nothing can be learned of one group from the sum of these.
    fn is_safe(&self, block: &BTreeSet<usize>) -> bool {
        let behind = block.iter().map(|n| self.cells[*n].people).filter(|people| *people > 0);
        let (groups, people) = behind.fold((0, 0), |(groups, sum), people| (groups + 1, sum + people));
        // Each holds somebody, so one of them can be as large as what the others leave.
        groups == 0 || (groups > 1 && people >= FEW + groups - 1)
    }

    /// The block with as many of the told groups that follow it as it needs to be safe; `None` when there are not enough.
    fn grown(&self, block: &BTreeSet<usize>) -> Option<BTreeSet<usize>> {
        let mut block = block.clone();
        let told = (0..self.cells.len()).filter(|n| !self.withheld.contains(n) && self.cells[*n].people > 0);
        let mut told: Vec<usize> = told.collect();
        let first = block.first().copied().unwrap_or_default();
        told.sort_by_key(|n| (*n < first, *n));
        let mut told = told.into_iter();
        while !self.is_safe(&block) {
            block.insert(told.next()?);
        }
        Some(block)
    }

    fn add(&mut self, block: BTreeSet<usize>) {
        self.withheld.extend(&block);
        self.blocks.push(block);
    }

    /// Groups whose own families do not hide them: from anywhere, then together with what is withheld already.
    fn add_rest(&mut self, mut rest: BTreeSet<usize>) {
        loop {
            if let Some(block) = self.grown(&rest) {
                return self.add(block);
            }
            let people = |block: &BTreeSet<usize>| block.iter().map(|n| self.cells[*n].people).sum::<usize>();
            let Some(smallest) = (0..self.blocks.len()).min_by_key(|n| people(&self.blocks[*n])) else { break };
            rest.extend(self.blocks.remove(smallest));
        }
        self.never = rest;
    }
}

/// Groups in twos, by their places alone, the last one a three where they are odd. What is withheld with a small group must not depend on
/// how large the others are: who knows the rule would work out more from the choice.
fn neighbours(members: &[usize]) -> Vec<BTreeSet<usize>> {
    let mut blocks: Vec<BTreeSet<usize>> = members.chunks(2).map(|pair| pair.iter().copied().collect()).collect();
    if blocks.len() > 1
        && let Some(single) = blocks.pop_if(|block| block.len() == 1)
        && let Some(last) = blocks.last_mut()
    {
        last.extend(single);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn people(counts: &[usize]) -> Vec<Cell> {
        counts.iter().map(|n| Cell { count: *n, people: *n }).collect()
    }

    fn told(counts: &[usize], families: &[usize]) -> (Vec<Option<usize>>, Option<usize>) {
        let told = Told::of(&people(counts), families);
        ((0..counts.len()).map(|n| told.cell(n)).collect(), told.total())
    }

    #[test]
    fn a_small_group_takes_its_neighbours_with_it_however_large_they_are() {
        assert_eq!(told(&[3, 9, 7, 8, 0], &[0; 5]), (vec![None, None, Some(7), Some(8), Some(0)], Some(27)));
        assert_eq!(told(&[5, 4, 4], &[0; 3]), (vec![None; 3], Some(13)), "5 alone would tell that both others are 4");
        assert_eq!(told(&[9, 7], &[0; 2]), (vec![Some(9), Some(7)], Some(16)));
    }

    #[test]
    fn two_groups_of_one_are_not_told_by_their_sum() {
        assert_eq!(told(&[1, 1, 8, 6], &[0; 4]), (vec![None; 4], Some(16)));
        assert_eq!(told(&[2, 2], &[0; 2]), (vec![None, None], None), "four in all");
        assert_eq!(told(&[4, 4, 4], &[0; 3]), (vec![None; 3], Some(12)));
    }

    #[test]
    fn a_department_is_told_only_when_it_gives_no_badge_away() {
        let cells = people(&[2, 9, 20, 7, 3]);
        let told = Told::of(&cells, &[0, 0, 0, 1, 2]);
        assert_eq!((0..5).map(|n| told.cell(n)).collect::<Vec<_>>(), [None; 5]);
        assert_eq!(told.sum(&[0, 1, 2].into()), Some(31), "the small one is hidden inside its own department");
        assert_eq!((told.sum(&[3].into()), told.sum(&[4].into())), (None, None));
        assert_eq!((told.sum(&[3, 4].into()), told.total()), (Some(10), Some(41)));
        assert_eq!(told.sum(&[0, 2].into()), None, "a skill of two of the three");
    }

    #[test]
    fn who_is_listed_by_name_needs_no_hiding_and_the_others_do() {
        let cell = |count, people| Cell { count, people };
        let told = Told::of(&[cell(9, 0), cell(9, 2), cell(12, 6), cell(8, 0)], &[0; 4]);
        let cells: Vec<_> = (0..4).map(|n| told.cell(n)).collect();
        assert_eq!((cells, told.total()), (vec![Some(9), None, None, Some(8)], Some(38)));
    }

    /// Two numbers that a group could have, given what is told, when there are two: tried one by one.
    fn possible(counts: &[usize], families: &[usize], group: usize) -> BTreeSet<usize> {
        let seen = told(counts, families);
        let withheld: Vec<usize> = (0..counts.len()).filter(|n| seen.0[*n].is_none()).collect();
        let mut found = BTreeSet::new();
        let most = seen.1.unwrap_or(12);
        let mut trial = vec![1; withheld.len()];
        loop {
            let mut other = counts.to_vec();
            for (n, value) in withheld.iter().zip(&trial) {
                other[*n] = *value;
            }
            let sum: usize = other.iter().sum();
            if seen.1.is_none_or(|total| total == sum) && told(&other, families) == seen {
                found.insert(other[group]);
            }
            let more = (0..trial.len()).rev().find(|at| trial[*at] < most.min(15));
            let Some(at) = more.filter(|_| found.len() < 2) else { return found };
            trial[at] += 1;
            trial[at + 1..].fill(1);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]
        #[test]
        fn no_small_group_can_be_worked_out_even_by_who_knows_the_rule(counts in proptest::collection::vec(0usize..9, 1..5)) {
            let families = vec![0; counts.len()];
            for (n, count) in counts.iter().enumerate().filter(|(_, count)| (1..FEW).contains(*count)) {
                let possible = possible(&counts, &families, n);
                prop_assert!(possible.len() > 1, "{counts:?}: {n} can only be {count}");
            }
        }

        #[test]
        fn no_difference_of_told_sums_is_a_small_group(
            counts in proptest::collection::vec((0usize..12, 0usize..3), 1..7),
            sets in proptest::collection::vec(proptest::collection::btree_set(0usize..7, 0..7), 2),
        ) {
            let (counts, families): (Vec<_>, Vec<_>) = counts.into_iter().unzip();
            let told = Told::of(&people(&counts), &families);
            let within = |set: &BTreeSet<usize>| set.iter().copied().filter(|n| *n < counts.len()).collect::<BTreeSet<_>>();
            let (a, b) = (within(&sets[0]), within(&sets[1]));
            if let (Some(_), Some(_)) = (told.sum(&a), told.sum(&b)) {
                let left: BTreeSet<usize> = a.difference(&b).copied().collect();
                let people: usize = left.iter().map(|n| counts[*n]).sum();
                prop_assert!(people == 0 || people >= FEW, "{counts:?} {families:?}: {a:?} without {b:?}");
            }
        }
    }
}
