//! In: names and identifiers. Out: people told apart within one build, to count people instead of awards.
//! Two people of one name count as one, and so do all whose names are not known, and two names with one identifier: then a group seems
//! smaller than it is, and is withheld rather than told. A name is the same however it is written: with or without marks, in capitals,
//! with more blanks.

use std::collections::BTreeMap;

use super::search::fold;

/// Somebody, by what a credential says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// Stands for the name; one number for all without a name.
    name: u64,
    /// Stands for the identifier.
    id: Option<u64>,
}

impl Person {
    /// Whoever has this name and this identifier, for which a number stands.
    #[must_use]
    pub fn of(name: Option<&str>, id: Option<u64>) -> Self {
        Self { name: name.map_or(0, |name| number(&folded(name))), id }
    }
}

fn number(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    u64::from_le_bytes(*hash.as_bytes().first_chunk().expect("a hash is longer than eight bytes"))
}

/// A name without case, marks and blanks that make no other person of it, however it is encoded.
#[must_use]
pub fn folded(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many different people there are: a name or an identifier in common makes two of them one.
#[must_use]
pub fn distinct(mut people: Vec<Person>) -> usize {
    people.sort_unstable();
    people.dedup();
    // Where a chain of names and identifiers begins; a name stands for itself.
    let mut first: BTreeMap<u64, u64> = people.iter().map(|person| (person.name, person.name)).collect();
    let mut owner: BTreeMap<u64, u64> = BTreeMap::new();
    for Person { name, id } in &people {
        let Some(id) = id else { continue };
        let held = *owner.entry(*id).or_insert(*name);
        let [one, other] = [held, *name].map(|name| root(&mut first, name));
        first.insert(one.max(other), one.min(other));
    }
    first.iter().filter(|(name, first)| name == first).count()
}

fn root(first: &mut BTreeMap<u64, u64>, mut name: u64) -> u64 {
    while let Some(next) = first.get(&name).copied().filter(|next| *next != name) {
        // Half of the way is remembered, so that long chains become short.
        let after = first.get(&next).copied().unwrap_or(next);
        first.insert(name, after);
        name = next;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_people_whose_names_are_written_in_several_ways_are_three() {
        let names = ["José Obi", "Jose\u{301} Obi", "JOSÉ  OBI", "Bo Li", "bo li", "Cy Oh", "\u{ff23}y Oh"];
        assert_eq!(distinct(names.iter().map(|name| Person::of(Some(name), None)).collect()), 3);
        assert_eq!(folded(" José\u{a0}Obi "), "jose obi");
        assert_ne!(Person::of(Some("Bo Li"), None), Person::of(None, None));
    }

    #[test]
    fn five_names_of_one_identifier_are_one_person_and_so_is_a_chain_of_them() {
        let count = |all: &[(&str, u64)]| {
            distinct(all.iter().map(|(name, id)| Person::of(Some(name), Some(*id).filter(|id| *id > 0))).collect())
        };
        assert_eq!(count(&[("R Smith", 7), ("Bob Smith", 7), ("Roberta", 7), ("Bobbie", 7)]), 1);
        assert_eq!(count(&[("A", 1), ("B", 1), ("B", 2), ("C", 2), ("D", 3), ("A", 3)]), 1);
        assert_eq!(count(&[("A", 1), ("B", 2), ("C", 0), ("C", 3)]), 3);
        assert_eq!(count(&[]), 0);
    }
}
