//! In: names and identifiers. Out: people told apart within one build, to count people instead of awards.
//! Two people of one name count as one, and so do all whose names are not known, and two names with one identifier: then a group seems
//! smaller than it is, and is withheld rather than told. A name is the same however it is written: with or without marks, in capitals,
//! with more blanks.

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

/// The words of a name in one order, without the commas between them: `Obi, Ada` and `OBI Ada` are `ada obi`. Of people who are told
/// apart it would make one of two; to find who may be meant it is enough.
#[must_use]
pub fn sorted_words(name: &str) -> String {
    let folded = folded(name);
    let mut words: Vec<&str> = folded.split([' ', ',', ';', '،', '、', '，']).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// People told apart: a name or an identifier in common makes two of them one.
#[derive(Debug, Clone, Default)]
pub struct Crowd {
    /// All names, in order.
    names: Vec<u64>,
    /// For each the place of one that it is the same person with, or its own place.
    first: Vec<u32>,
}

impl Crowd {
    /// Tells these apart.
    #[must_use]
    pub fn of(people: impl IntoIterator<Item = Person>) -> Self {
        let (mut names, mut owners) = (Vec::new(), Vec::new());
        for Person { name, id } in people {
            names.push(name);
            owners.extend(id.map(|id| (id, name)));
        }
        names.sort_unstable();
        names.dedup();
        owners.sort_unstable();
        owners.dedup();
        let first = (0..).take(names.len()).collect();
        let mut crowd = Self { names, first };
        for two in owners.windows(2).filter(|two| two[0].0 == two[1].0) {
            let [one, other] = [two[0].1, two[1].1].map(|name| crowd.root(name));
            crowd.first[one.max(other) as usize] = one.min(other);
        }
        // From here on one step leads to the first, which stands before all others.
        for n in 0..crowd.first.len() {
            crowd.first[n] = crowd.first[crowd.first[n] as usize];
        }
        crowd
    }

    /// The number of one of them, the same for whoever is the same person.
    #[must_use]
    pub fn number(&self, person: Person) -> u32 {
        self.names.binary_search(&person.name).map_or(0, |at| self.first[at])
    }

    fn root(&mut self, name: u64) -> u32 {
        let mut at = self.names.binary_search(&name).unwrap_or_default();
        loop {
            let next = self.first[at] as usize;
            if next == at {
                return at as u32;
            }
            // Half of the way is remembered, so that long chains become short.
            self.first[at] = self.first[next];
            at = self.first[at] as usize;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn distinct(people: Vec<Person>) -> usize {
        let crowd = Crowd::of(people.clone());
        people.into_iter().map(|person| crowd.number(person)).collect::<BTreeSet<_>>().len()
    }

    #[test]
    fn three_people_whose_names_are_written_in_several_ways_are_three() {
        let names = ["José Obi", "Jose\u{301} Obi", "JOSÉ  OBI", "Bo Li", "bo li", "Cy Oh", "\u{ff23}y Oh"];
        assert_eq!(distinct(names.iter().map(|name| Person::of(Some(name), None)).collect()), 3);
        assert_eq!(folded(" José\u{a0}Obi "), "jose obi");
        assert_ne!(Person::of(Some("Bo Li"), None), Person::of(None, None));
    }

    #[test]
    fn a_name_with_its_words_in_another_order_is_found() {
        for name in
            ["Tomás Echeverría Ruiz", "Echeverria Ruiz, Tomas", "ECHEVERRÍA RUIZ Tomás", "Ruiz,Tomas Echeverria"]
        {
            assert_eq!(sorted_words(name), "echeverria ruiz tomas", "{name}");
        }
        assert_ne!(sorted_words("Ada Obi"), sorted_words("Ada Obi Obi"));
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
