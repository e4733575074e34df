//! In: the badges of a registry. Out: the departments that give them, by name, each with an address of its own.
//! A portfolio has none: what others are divided into is not its matter.

use std::collections::BTreeMap;

use super::site::{Badge, BadgeId, EntryId};
use crate::draft::slug;

/// A part of an institution, with its page.
#[derive(Debug, Clone)]
pub struct Department {
    /// Its folder below `departments/`.
    pub slug: String,
    /// Its name, as badges state it.
    pub name: String,
    /// Its badges, by name.
    pub badges: Vec<BadgeId>,
    /// The listed credentials of these badges, in the site's order: the newest first.
    pub credentials: Vec<EntryId>,
}

/// The departments that badges name. Two names that would have one address are told apart by a number.
pub(super) fn departments(badges: &[Badge]) -> Vec<Department> {
    let named = (0..).map(BadgeId).zip(badges);
    with_credentials(by_name(named.filter_map(|(id, badge)| Some((badge.department.as_deref()?, id)))), badges)
}

/// The kinds of badges, each as a part of the institution.
pub(super) fn kinds(badges: &[Badge]) -> Vec<Department> {
    let named = (0..).map(BadgeId).zip(badges).map(|(id, badge)| (badge.kind.as_str(), id));
    with_credentials(by_name(named), badges)
}

/// Fills in what was listed of each one's badges.
fn with_credentials(mut departments: Vec<Department>, badges: &[Badge]) -> Vec<Department> {
    for department in &mut departments {
        let badges = department.badges.iter().map(|id| &badges[id.0 as usize]);
        department.credentials = badges.flat_map(|badge| badge.holders.iter().copied()).collect();
        department.credentials.sort_unstable();
    }
    departments
}

fn by_name<'a>(named: impl Iterator<Item = (&'a str, BadgeId)>) -> Vec<Department> {
    let mut by_name: BTreeMap<&str, Vec<BadgeId>> = BTreeMap::new();
    for (name, id) in named {
        by_name.entry(name).or_default().push(id);
    }
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut departments = Vec::new();
    for (name, badges) in by_name {
        let plain = slug(name);
        let times = taken.entry(plain.clone()).and_modify(|n| *n += 1).or_insert(1);
        // Slugs have no double hyphen, so this one is nobody else's.
        let slug = if *times == 1 { plain } else { format!("{plain}--{times}") };
        departments.push(Department { slug, name: name.to_owned(), badges, credentials: Vec::new() });
    }
    departments
}

#[cfg(test)]
mod tests {
    use super::{BadgeId, by_name};

    #[test]
    fn two_names_with_one_address_are_told_apart() {
        let made = by_name(["R & D", "R, D", "R & D", "Press"].into_iter().zip((0..).map(BadgeId)));
        let told: Vec<_> = made.iter().map(|d| (d.slug.as_str(), d.name.as_str(), d.badges.len())).collect();
        assert_eq!(told, [("press", "Press", 1), ("r-d", "R & D", 2), ("r-d--2", "R, D", 1)]);
    }
}
