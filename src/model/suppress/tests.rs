//! What is told of groups, tried against all that could be worked out from it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Cell, FEW, Told};

/// A number, and so many people behind it who are in no other place.
fn cell(place: u32, count: usize, people: usize) -> Cell {
    Cell::of(count, place * 100..place * 100 + people as u32)
}

fn people(counts: &[usize]) -> Vec<Cell> {
    (0..).zip(counts).map(|(at, n)| cell(at, *n, *n)).collect()
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
    let told = Told::of(&[cell(0, 9, 0), cell(1, 9, 2), cell(2, 12, 6), cell(3, 8, 0)], &[0; 4]);
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
    for (counts, families) in [([5, 5, 1, 0], [0, 0, 1, 0]), ([5, 6, 1, 0], [0, 0, 1, 0]), ([0, 1, 5, 5], [0, 0, 1, 1])]
    {
        let small = counts.iter().position(|n| *n == 1).expect("a group of one");
        let possible = possible(&counts, &families, small);
        assert!(possible.len() > 1, "{counts:?}: {possible:?}");
    }
}

#[test]
fn who_knows_other_numbers_is_told_what_both_tell() {
    // Six who agreed to be listed and two who did not: the site tells the six.
    let (all, hidden) = (cell(0, 6, 6), cell(0, 6, 0));
    let few = cell(1, 2, 2);
    let (report, site) = (Told::of(&[all, few], &[0, 0]), Told::of(&[hidden, few], &[0, 0]));
    assert_eq!((report.total(), site.cell(0), site.total()), (Some(8), Some(6), None));
    let both = report.within(&site);
    assert_eq!((both.cell(0), both.cell(1), both.total()), (None, None, None));
}

/// Cells of people who may be in several: a bit for each.
fn crowded(groups: &[u32]) -> Vec<Cell> {
    let who = |group: &u32| (0..32).filter(|n| group >> n & 1 == 1).collect::<Vec<u32>>();
    groups.iter().map(|group| Cell::of(group.count_ones() as usize, who(group))).collect()
}

/// What is told of each set of so many groups.
fn of_all(told: &Told, groups: usize) -> Vec<Option<usize>> {
    let members = |set: usize| (0..groups).filter(move |n| set >> n & 1 == 1).collect::<BTreeSet<_>>();
    (0..1 << groups).map(|set| told.sum(&members(set))).collect()
}

#[test]
fn two_people_with_four_badges_are_two_people_and_not_eight() {
    let told = Told::of(&crowded(&[0b11; 4]), &[0; 4]);
    assert_eq!((told.cell(0), told.sum(&[0, 1].into()), told.total()), (None, None, None));
    // In a department of their own, they are hidden with the next one.
    let told = Told::of(&crowded(&[0b11, 0b11, 0b11, 0b111_1111_0000, 0b1_1111_0000]), &[0, 0, 0, 1, 1]);
    assert_eq!((told.sum(&[0, 1, 2].into()), told.total()), (None, Some(18)));
    assert_eq!(told.sum(&[3, 4].into()), None, "the others would follow");
}

/// Every way in which up to so many people can be in three groups, as many of each kind.
fn worlds(people: usize) -> Vec<[u32; 3]> {
    let mut found = vec![(0, [0_u32; 3])];
    for kind in 1..8_u32 {
        for at in 0..found.len() {
            let (mut used, mut groups) = found[at];
            while used < people {
                for (n, group) in groups.iter_mut().enumerate() {
                    *group |= (kind >> n & 1) << used;
                }
                used += 1;
                found.push((used, groups));
            }
        }
    }
    found.into_iter().map(|(_, groups)| groups).collect()
}

#[test]
fn no_small_group_can_be_worked_out_where_people_are_in_several() {
    for families in [[0, 0, 0], [0, 0, 1], [0, 1, 1], [0, 1, 0], [0, 1, 2]] {
        let mut numbers: BTreeMap<Vec<Option<usize>>, [BTreeSet<u32>; 3]> = BTreeMap::new();
        let seen = |groups: &[u32; 3]| of_all(&Told::of(&crowded(groups), &families), 3);
        for groups in worlds(8) {
            let found = numbers.entry(seen(&groups)).or_default();
            found.iter_mut().zip(groups).for_each(|(found, group)| found.extend([group.count_ones()]));
        }
        for groups in worlds(6) {
            let found = &numbers[&seen(&groups)];
            for (found, group) in found.iter().zip(groups).filter(|(_, group)| (1..5).contains(&group.count_ones())) {
                assert!(found.len() > 1, "{groups:?} {families:?}: {group:b} can only be one number");
            }
        }
    }
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

    #[test]
    fn nothing_that_follows_is_of_a_few_people_where_they_are_in_several_groups(
        groups in proptest::collection::vec((0_u32..1 << 9, 0usize..3, any::<bool>()), 1..7),
        pieces in proptest::collection::vec((0usize..7, 0_u32..1 << 7), 0..6),
    ) {
        let families: Vec<usize> = groups.iter().map(|(_, family, _)| *family).collect();
        // Some are of a few people.
        let groups: Vec<u32> = groups.iter().map(|(group, _, few)| if *few { group & 0b111 } else { *group }).collect();
        let told = of_all(&Told::of(&crowded(&groups), &families), groups.len());
        let few = |set: usize| {
            let all = (0..groups.len()).filter(|n| set >> n & 1 == 1).fold(0, |all, n| all | groups[n]);
            (1..5).contains(&all.count_ones())
        };
        for a in (0..told.len()).filter(|a| told[*a].is_some()) {
            for b in (0..told.len()).filter(|b| told[*b].is_some()) {
                prop_assert!(!few(a & !b), "{groups:?} {families:?}: {a:b} without {b:b}");
            }
        }
        // Somebody who knows the sum of some pieces of groups can take what is told apart.
        let pieces: Vec<(usize, u32)> = pieces.into_iter().map(|(n, who)| (n % groups.len(), who)).collect();
        let known = pieces.iter().fold(0, |all, (_, who)| all | who).count_ones();
        let cells: Vec<Cell> = crowded(&pieces.iter().map(|(_, who)| *who).collect::<Vec<_>>());
        let pairs: Vec<(usize, Cell)> = pieces.iter().map(|(n, _)| *n).zip(cells).collect();
        let told = of_all(&Told::of(&crowded(&groups), &families).knowing(&pairs), groups.len());
        for a in (0..told.len()).filter(|a| told[*a].is_some() && !(1..5).contains(&known)) {
            let part = pieces.iter().filter(|(n, _)| a >> n & 1 == 1).fold(0, |all, (_, who)| all | who).count_ones();
            prop_assert!(!(1..5).contains(&part), "{groups:?}: a part of {pieces:?} in {a:b}");
        }
    }
}
