//! In: names. Out: numbers that tell people apart within one build, to count people instead of awards.
//! Two people of one name count as one, and so do all whose names are not known: then a group seems smaller than it is, and is
//! withheld rather than told.

/// A number for whom a name is of; one number for all without a name.
#[must_use]
pub fn person(name: Option<&str>) -> u64 {
    let Some(name) = name else { return 0 };
    let hash = blake3::hash(name.to_lowercase().as_bytes());
    let first = hash.as_bytes().first_chunk().expect("a hash is longer than eight bytes");
    u64::from_le_bytes(*first)
}

/// How many different numbers there are.
#[must_use]
pub fn distinct(mut people: Vec<u64>) -> usize {
    people.sort_unstable();
    people.dedup();
    people.len()
}
