//! In: randomness as a value, and what is taken already. Out: a new slug and status index that nobody can guess or order.
//! Reuses nothing that the ledger knows.

use std::collections::BTreeSet;

/// How many entries a status list has (Bitstring Status List section 3.1: at least 131,072, so that one holder hides among many).
pub const LIST_LENGTH: u32 = 131_072;

/// A source of random bytes, handed in by the command; tests hand in their own.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]);

/// What a new credential is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allotment {
    /// 16 base32 characters: 80 bits that nobody can guess.
    pub slug: String,
    /// Its place in the status list.
    pub index: u32,
}

/// What was allotted before.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// Slugs in use.
    pub slugs: BTreeSet<String>,
    /// Status indices in use, revoked ones too.
    pub indices: BTreeSet<u32>,
}

/// The status list has no free place left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("all {LIST_LENGTH} places of the status list are taken")]
pub struct ListFull;

/// Allots a slug and an index, and takes them.
///
/// # Errors
/// When every index is taken.
pub fn allot(taken: &mut Taken, random: Random<'_>) -> Result<Allotment, ListFull> {
    if taken.indices.len() >= LIST_LENGTH as usize {
        return Err(ListFull);
    }
    let slug = loop {
        let slug = slug(random);
        if taken.slugs.insert(slug.clone()) {
            break slug;
        }
    };
    Ok(Allotment { slug, index: free_index(&mut taken.indices, random) })
}

fn slug(random: Random<'_>) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut bytes = [0; 16];
    random(&mut bytes);
    bytes.iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect()
}

fn free_index(taken: &mut BTreeSet<u32>, random: Random<'_>) -> u32 {
    let mut bytes = [0; 4];
    for _ in 0..64 {
        random(&mut bytes);
        let index = u32::from_le_bytes(bytes) % LIST_LENGTH;
        if taken.insert(index) {
            return index;
        }
    }
    // A list that is nearly full: pick among what is left.
    random(&mut bytes);
    let free: Vec<u32> = (0..LIST_LENGTH).filter(|i| !taken.contains(i)).collect();
    let index = free[u32::from_le_bytes(bytes) as usize % free.len()];
    taken.insert(index);
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator (SplitMix64) for tests.
    fn noise(mut state: u64) -> impl FnMut(&mut [u8]) {
        move |bytes| {
            for byte in bytes {
                state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                *byte = (z >> 32) as u8;
            }
        }
    }

    #[test]
    fn the_last_places_of_the_list_are_given_once_and_then_no_more() {
        let mut random = noise(1);
        let mut taken = Taken { indices: (0..LIST_LENGTH).filter(|i| i % 4096 != 7).collect(), ..Taken::default() };
        let given: BTreeSet<u32> = (0..32).map(|_| allot(&mut taken, &mut random).expect("free").index).collect();
        assert_eq!(given, (0..LIST_LENGTH).filter(|i| i % 4096 == 7).collect());
        assert_eq!(allot(&mut taken, &mut random), Err(ListFull));
    }

    #[test]
    fn indices_do_not_follow_the_order_of_issuing() {
        let (mut taken, mut random) = (Taken::default(), noise(2));
        let given: Vec<u32> = (0..100).map(|_| allot(&mut taken, &mut random).expect("free").index).collect();
        let rising = given.windows(2).filter(|w| w[0] < w[1]).count();
        assert!((20..80).contains(&rising), "{rising} of 99 rise");
        assert!(given.iter().any(|i| *i > LIST_LENGTH / 2) && given.iter().any(|i| *i < LIST_LENGTH / 2));
    }

    #[test]
    fn randomness_that_repeats_itself_does_not_give_a_place_twice() {
        let (mut taken, mut calls) = (Taken::default(), 0_u32);
        let mut stuck = |bytes: &mut [u8]| {
            calls += 1;
            bytes.fill(0);
            if bytes.len() == 16 {
                bytes[0] = u8::try_from(calls % 32).unwrap_or(0);
                bytes[1] = u8::try_from(calls / 32 % 32).unwrap_or(0);
            }
        };
        let given: BTreeSet<u32> = (0..5).map(|_| allot(&mut taken, &mut stuck).expect("free").index).collect();
        assert_eq!(given.len(), 5);
    }
}
