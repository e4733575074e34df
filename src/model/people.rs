//! In: names. Out: numbers that tell people apart within one build, to count people instead of awards.
//! Two people of one name count as one, and so do all whose names are not known: then a group seems smaller than it is, and is
//! withheld rather than told. A name is the same however it is written: with or without marks, in capitals, with more blanks.

use super::search::fold;

/// A number for whom a name is of; one number for all without a name.
#[must_use]
pub fn person(name: Option<&str>) -> u64 {
    let Some(name) = name else { return 0 };
    let hash = blake3::hash(folded(name).as_bytes());
    let first = hash.as_bytes().first_chunk().expect("a hash is longer than eight bytes");
    u64::from_le_bytes(*first)
}

/// A name without case, marks and blanks that make no other person of it, however it is encoded.
#[must_use]
pub fn folded(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many different numbers there are.
#[must_use]
pub fn distinct(mut people: Vec<u64>) -> usize {
    people.sort_unstable();
    people.dedup();
    people.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_people_whose_names_are_written_in_several_ways_are_three() {
        let names = ["José Obi", "Jose\u{301} Obi", "JOSÉ  OBI", "Bo Li", "bo li", "Cy Oh", "\u{ff23}y Oh"];
        assert_eq!(distinct(names.iter().map(|name| person(Some(name))).collect()), 3);
        assert_eq!(folded(" José\u{a0}Obi "), "jose obi");
        assert_ne!(person(Some("Bo Li")), person(None));
    }
}
