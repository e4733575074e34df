//! In: groups of people that together make up a whole, each with how many it holds. Out: which numbers may be told, so that none
//! speaks of one to four people, neither by itself nor as what is left of a sum when the others are taken away.

mod cell;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use cell::Cell;

/// The smallest group of people of which a number may speak.
pub const FEW: usize = 5;

/// Which numbers of a whole may be told.
///
/// What is withheld forms blocks: of each, only the sum may become known, which holds at least two groups and so many people that
/// each group may be large or small, and at least five of them, however many groups one and the same person is in. A sum over groups
/// is told when it takes blocks whole or leaves them out; so all that can be worked out from any told sums is made of told groups and
/// sums of whole blocks.
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
        for n in (0..cells.len()).filter(|n| cells[*n].people() > 0) {
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

    /// Tells less of groups that fall into pieces, each given with its group and the people whom a reader does not know otherwise: for somebody
    /// who knows the sum of these pieces from elsewhere.
    #[must_use]
    pub fn knowing(mut self, pieces: &[(usize, Cell)]) -> Self {
        let cells: Vec<Cell> = pieces.iter().map(|(_, cell)| *cell).collect();
        let apart = Self::of(&cells, &[]);
        let groups = |set: &BTreeSet<usize>| set.iter().map(|n| pieces[*n].0).collect::<BTreeSet<_>>();
        self.withheld.extend(groups(&apart.withheld));
        self.blocks.extend(apart.blocks.iter().map(groups));
        self.never.extend(groups(&apart.never));
        self
    }

    /// What can be worked out from all that is told: groups that are told, and those of which only the sum is.
    #[must_use]
    pub fn known(&self) -> Vec<BTreeSet<usize>> {
        if self.total().is_none() {
            return vec![(0..self.cells.len()).collect()];
        }
        let alone = (0..self.cells.len()).filter(|n| !self.withheld.contains(n));
        alone.map(|n| BTreeSet::from([n])).chain(self.blocks.iter().cloned()).collect()
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
        let behind: Vec<Cell> = block.iter().map(|n| self.cells[*n]).filter(|cell| cell.people() > 0).collect();
        let (groups, places) = (behind.len(), behind.iter().map(|cell| cell.people()).sum::<usize>());
        // Each holds somebody, so one of them can be as large as what the others leave; and somebody may be in each of them.
        let together = || behind.iter().copied().fold(Cell::default(), Cell::with);
        groups == 0 || (groups > 1 && places >= FEW + groups - 1 && together().people() >= FEW)
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
