//! In: randomness as a value, and what is taken already. Out: a new slug and a place in a status list that nobody can guess or order.
//! Reuses nothing that the ledger knows. A list is filled before the next one is begun, and within a list every free place is as likely
//! as any other: a place tells nothing of when or to whom it was given.

use std::collections::{BTreeMap, BTreeSet};

/// How many entries a status list has (Bitstring Status List section 3.1: at least 131,072, so that one holder hides among many).
pub const LIST_LENGTH: u32 = 131_072;

/// The most status lists: room for more than eight thousand million credentials. A higher number was not given here.
pub const MOST_LISTS: u32 = 65_536;

/// A source of random bytes, handed in by the command; tests hand in their own.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]);

/// What a new credential is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allotment {
    /// 16 base32 characters: 80 bits that nobody can guess.
    pub slug: String,
    /// Its status list, from 1.
    pub list: u32,
    /// Its place in the status list.
    pub index: u32,
}

/// What was allotted before.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    slugs: BTreeSet<String>,
    lists: BTreeMap<u32, Places>,
}

/// The places of a list, revoked ones too: one bit each.
#[derive(Debug, Clone)]
struct Places {
    bits: Vec<u64>,
    count: u32,
}

impl Default for Places {
    fn default() -> Self {
        Self { bits: vec![0; LIST_LENGTH as usize / 64], count: 0 }
    }
}

impl Places {
    fn take(&mut self, index: u32) -> bool {
        let (word, bit) = (index as usize / 64, 1 << (index % 64));
        let free = self.bits[word] & bit == 0;
        if free {
            self.bits[word] |= bit;
            self.count += 1;
        }
        free
    }

    /// Takes a free place, each as likely as any other; there must be one.
    fn take_any(&mut self, random: Random<'_>) -> u32 {
        let mut bytes = [0; 4];
        for _ in 0..64 {
            random(&mut bytes);
            let index = u32::from_le_bytes(bytes) % LIST_LENGTH;
            if self.take(index) {
                return index;
            }
        }
        // A list that is nearly full: pick among what is left.
        random(&mut bytes);
        let free = |index: &u32| self.bits[*index as usize / 64] & (1 << (index % 64)) == 0;
        let free: Vec<u32> = (0..LIST_LENGTH).filter(free).collect();
        let index = free[u32::from_le_bytes(bytes) as usize % free.len()];
        self.take(index);
        index
    }
}

impl Taken {
    /// Takes a slug; `false` when it is taken already.
    pub fn slug(&mut self, slug: &str) -> bool {
        self.slugs.insert(slug.to_owned())
    }

    /// Takes a place below [`LIST_LENGTH`]; `false` when it is taken already.
    pub fn place(&mut self, list: u32, index: u32) -> bool {
        self.lists.entry(list).or_default().take(index)
    }
}

/// Allots a slug and a place, and takes them; `None` when the last list is full.
pub fn allot(taken: &mut Taken, random: Random<'_>) -> Option<Allotment> {
    let slug = loop {
        let slug = slug(random);
        if taken.slug(&slug) {
            break slug;
        }
    };
    let last = taken.lists.last_key_value().map_or((1, 0), |(list, places)| (*list, places.count));
    let next = || last.0.checked_add(1).filter(|next| *next <= MOST_LISTS);
    let list = if last.1 < LIST_LENGTH { last.0 } else { next()? };
    Some(Allotment { slug, list, index: taken.lists.entry(list).or_default().take_any(random) })
}

fn slug(random: Random<'_>) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut bytes = [0; 16];
    random(&mut bytes);
    bytes.iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect()
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
    fn a_list_is_filled_to_its_last_place_and_then_the_next_one_begins() {
        let (mut random, mut taken) = (noise(1), Taken::default());
        (0..LIST_LENGTH).filter(|i| i % 4096 != 7).for_each(|i| assert!(taken.place(1, i)));
        let given: BTreeSet<(u32, u32)> =
            (0..32).map(|_| allot(&mut taken, &mut random).unwrap()).map(|a| (a.list, a.index)).collect();
        assert_eq!(given, (0..LIST_LENGTH).filter(|i| i % 4096 == 7).map(|i| (1, i)).collect());
        assert!((0..50).all(|_| allot(&mut taken, &mut random).unwrap().list == 2));
        assert!(!taken.place(1, 9), "taken before");
    }

    #[test]
    fn after_the_last_list_there_is_none() {
        let (mut random, mut taken) = (noise(3), Taken::default());
        (0..LIST_LENGTH - 1).for_each(|i| assert!(taken.place(MOST_LISTS, i)));
        assert_eq!(allot(&mut taken, &mut random).map(|a| (a.list, a.index)), Some((MOST_LISTS, LIST_LENGTH - 1)));
        assert_eq!(allot(&mut taken, &mut random), None);
    }

    #[test]
    fn indices_do_not_follow_the_order_of_issuing() {
        let (mut taken, mut random) = (Taken::default(), noise(2));
        let given: Vec<u32> = (0..100).map(|_| allot(&mut taken, &mut random).unwrap().index).collect();
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
        let given: BTreeSet<u32> = (0..5).map(|_| allot(&mut taken, &mut stuck).unwrap().index).collect();
        assert_eq!(given.len(), 5);
    }
}
