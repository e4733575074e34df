//! In: awards. Out: which numbers of badges, of how awards stand, and of any division of them may be told; of a report, to somebody who
//! reads the public site as well.

use std::collections::{BTreeMap, BTreeSet};

use super::awards::{Award, Standing};
use crate::model::suppress::{Cell, FEW, Told};
use crate::model::{Badge, Site};

/// Which numbers of badges may be told.
pub(super) fn badges(site: &Site, awards: &[Award], public: bool) -> Told {
    let everybody = site.institution.as_ref().map(|own| own.told.clone()).unwrap_or_default();
    if public {
        return everybody;
    }
    let mut cells = vec![Cell::default(); site.badges.len() + 1];
    awards.iter().for_each(|award| cells[award.badge].add(Some(award.person)));
    Told::of(&cells, &families(&site.badges)).within(&everybody)
}

/// The department of each badge as a number; what is of no badge here is apart.
fn families(badges: &[Badge]) -> Vec<usize> {
    let names: BTreeSet<Option<&str>> = badges.iter().map(|badge| badge.department.as_deref()).collect();
    let place = |badge: &Badge| names.iter().position(|name| *name == badge.department.as_deref());
    badges.iter().filter_map(place).chain([names.len()]).collect()
}

/// Which numbers of how awards stand may be told: of those that are good, expired, revoked and suspended.
pub(super) fn standing(site: &Site, awards: &[Award], public: bool) -> Told {
    let all = [Standing::Good, Standing::Expired, Standing::Revoked, Standing::Suspended];
    let of = |award: &Award| all.iter().position(|one| *one == award.standing).unwrap_or_default();
    // The first page of the site may tell how many are revoked.
    let is_told = site.institution.as_ref().is_some_and(|own| own.revoked.is_some());
    let known = |award: &Award| usize::from(is_told && award.standing == Standing::Revoked);
    division((all.len(), awards), of, (!public).then_some(&known))
}

/// Which numbers of a division of all awards into so many parts may be told. `known` is a division of the same awards of which the site
/// tells the sums; without it, the numbers are told by the site itself, which lists some by name.
pub(super) fn division(
    (parts, awards): (usize, &[Award]),
    of: impl Fn(&Award) -> usize,
    known: Option<&dyn Fn(&Award) -> usize>,
) -> Told {
    let mut cells = vec![Cell::default(); parts];
    let mut pieces: BTreeMap<usize, BTreeMap<usize, Cell>> = BTreeMap::new();
    for award in awards {
        let part = of(award);
        cells[part].add((known.is_some() || !award.listed).then_some(award.person));
        if let Some(known) = known {
            let piece = pieces.entry(known(award)).or_default().entry(part).or_default();
            piece.add((!award.listed).then_some(award.person));
        }
    }
    let told = Told::of(&cells, &[]);
    pieces.into_values().fold(told, |told, pieces| told.knowing(&pieces.into_iter().collect::<Vec<_>>()))
}

/// Whether one to four people are behind some awards, or behind those of them that the site does not list.
pub(super) fn is_few<'a>(awards: impl Iterator<Item = &'a Award> + Clone) -> bool {
    let people = |awards: &mut dyn Iterator<Item = &Award>| Cell::of(0, awards.map(|award| award.person)).people();
    [people(&mut awards.clone()), people(&mut awards.filter(|award| !award.listed))]
        .iter()
        .any(|people| (1..FEW).contains(people))
}
