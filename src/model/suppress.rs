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
        // A family of one group is its number: it is hidden with the next one, however large it is.
        let mut families: Vec<Vec<usize>> = by_family.into_values().collect();
        while let Some(alone) = families.iter().position(|family| family.len() == 1).filter(|_| families.len() > 1) {
            join(&mut families, alone);
        }
        let mut told = Self { cells: cells.to_vec(), ..Self::default() };
        let mut at = 0;
        let mut found = Vec::new();
        while let Some(family) = families.get(at) {
            let blocks: Vec<_> = told.joined(neighbours(family)).into_iter().filter(|b| told.is_small(b)).collect();
            if blocks.iter().all(|block| told.is_safe(block)) {
                found.push(blocks);
                at += 1;
            } else if families.len() > 1 {
                // All of it together is too little.
                join(&mut families, at);
                found.clear();
                at = 0;
            } else {
                told.never = blocks.into_iter().flatten().collect();
                break;
            }
        }
        told.blocks = found.into_iter().flatten().collect();
        told.withheld = told.blocks.iter().flatten().chain(&told.never).copied().collect();
        told
    }

    /// Tells only what both tell, over the same groups: for somebody who may know `other`, too.
    #[must_use]
    pub fn within(mut self, other: &Self) -> Self {
        self.withheld.extend(&other.withheld);
        self.blocks.extend(other.blocks.iter().cloned());
        self.never.extend(&other.never);
        self
    }

    /// The blocks of a family, each that holds a small group and is not safe together with the next one.
    fn joined(&self, mut blocks: Vec<BTreeSet<usize>>) -> Vec<BTreeSet<usize>> {
        while blocks.len() > 1
            && let Some(at) = blocks.iter().position(|block| self.is_small(block) && !self.is_safe(block))
        {
            let block = blocks.remove(at);
            let next = at % blocks.len();
            blocks[next].extend(block);
        }
        blocks
    }

    /// Whether it holds a group of which nothing may be told.
    fn is_small(&self, block: &BTreeSet<usize>) -> bool {
        block.iter().any(|n| self.cells[*n].is_small())
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
}

/// One family into the next, or the last into the first.
fn join(families: &mut Vec<Vec<usize>>, at: usize) {
    let family = families.remove(at);
    let next = at % families.len();
    families[next].extend(family);
    families[next].sort_unstable();
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

    /// All sums that somebody could ask for.
    fn sums(counts: &[usize], families: &[usize]) -> Vec<Option<usize>> {
        let told = Told::of(&people(counts), families);
        let members = |set: usize| (0..counts.len()).filter(move |n| set >> n & 1 == 1).collect::<BTreeSet<_>>();
        let of = |set| match members(set) {
            one if one.len() == 1 => one.first().and_then(|n| told.cell(*n)),
            several => told.sum(&several),
        };
        (1..1 << counts.len()).map(of).collect()
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
        let (cells, total) = told(counts, families);
        let seen = sums(counts, families);
        let withheld: Vec<usize> = (0..counts.len()).filter(|n| cells[*n].is_none()).collect();
        let mut found = BTreeSet::new();
        let most = total.unwrap_or(12);
        let mut trial = vec![1; withheld.len()];
        loop {
            let mut other = counts.to_vec();
            for (n, value) in withheld.iter().zip(&trial) {
                other[*n] = *value;
            }
            let sum: usize = other.iter().sum();
            if total.is_none_or(|total| total == sum) && sums(&other, families) == seen {
                found.insert(other[group]);
            }
            let more = (0..trial.len()).rev().find(|at| trial[*at] < most.min(15));
            let Some(at) = more.filter(|_| found.len() < 2) else { return found };
            trial[at] += 1;
            trial[at + 1..].fill(1);
        }
    }

    #[test]
    fn a_family_of_one_group_is_not_told_by_what_is_withheld_beside_it() {
        for (counts, families) in
            [([5, 5, 1, 0], [0, 0, 1, 0]), ([5, 6, 1, 0], [0, 0, 1, 0]), ([0, 1, 5, 5], [0, 0, 1, 1])]
        {
            let small = counts.iter().position(|n| *n == 1).expect("a group of one");
            let possible = possible(&counts, &families, small);
            assert!(possible.len() > 1, "{counts:?}: {possible:?}");
        }
    }

    #[test]
    fn who_knows_other_numbers_is_told_what_both_tell() {
        // Six who agreed to be listed and two who did not: the site tells the six.
        let (all, hidden) = (Cell { count: 6, people: 6 }, Cell { count: 6, people: 0 });
        let few = Cell { count: 2, people: 2 };
        let (report, site) = (Told::of(&[all, few], &[0, 0]), Told::of(&[hidden, few], &[0, 0]));
        assert_eq!((report.total(), site.cell(0), site.total()), (Some(8), Some(6), None));
        let both = report.within(&site);
        assert_eq!((both.cell(0), both.cell(1), both.total()), (None, None, None));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]
        #[test]
        fn no_small_group_can_be_worked_out_even_by_who_knows_the_rule(
            counts in proptest::collection::vec((0usize..9, 0usize..3), 1..5),
            apart in any::<bool>(),
        ) {
            let (counts, families): (Vec<_>, Vec<_>) = counts.into_iter().map(|(n, family)| (n, if apart { family } else { 0 })).unzip();
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
