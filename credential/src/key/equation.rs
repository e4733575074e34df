//! In: signatures, read as points and scalars. Out: whether every one of them holds, by one sum for all.
//! Yes is said of a batch with a false one in it with a chance of 2^-64 at most; for why, see [`super::many`].

use std::collections::BTreeMap;

use curve25519_dalek::Scalar;
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT as BASE;
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::traits::{Identity, IsIdentity, VartimeMultiscalarMul};
use sha2::{Digest, Sha256, Sha512};

use super::many::Signed;
use super::{PublicKey, is_canonical};

/// Sums over random subsets that must all be free of torsion.
const SUMS: usize = 64;

/// The parts of a signature that may hold: `R` is canonically encoded and not the identity, `S` is canonical. That `R` is of no
/// other small order follows from its having no torsion part.
pub(super) struct Parts<'a> {
    key: &'a PublicKey,
    r: EdwardsPoint,
    s: Scalar,
    /// SHA-512 of `R`, key and message.
    hash: [u8; 64],
}

impl<'a> Parts<'a> {
    /// `None` for what strict verification refuses whatever the key and the message.
    pub(super) fn of(one: &Signed<'a>) -> Option<Self> {
        let (encoded, s) = one.signature.split_first_chunk::<32>()?;
        let s = Option::from(Scalar::from_canonical_bytes(s.try_into().ok()?))?;
        let r = CompressedEdwardsY(*encoded).decompress().filter(|r| is_canonical(encoded) && !r.is_identity())?;
        // RFC 8032 section 5.1.7, step 2
        let hash = Sha512::new().chain_update(encoded).chain_update(one.key.bytes()).chain_update(one.message);
        Some(Self { key: one.key, r, s, hash: hash.finalize().into() })
    }
}

/// Whether all of them hold.
pub(super) fn holds(all: &[Parts<'_>]) -> bool {
    let mut random = Random::new(all);
    // By key: the point, and the sum of `z k`
    let mut keys: BTreeMap<&[u8; 32], (EdwardsPoint, Scalar)> = BTreeMap::new();
    let mut base = Scalar::ZERO;
    let mut factors = Vec::with_capacity(all.len());
    let mut points = Vec::with_capacity(2 * all.len() + 1);
    let mut chosen = Vec::with_capacity(2 * all.len());
    for one in all {
        let z = random.factor();
        base += z * one.s;
        let (_, sum) = keys.entry(one.key.bytes()).or_insert_with(|| (one.key.0.to_edwards(), Scalar::ZERO));
        *sum += z * Scalar::from_bytes_mod_order_wide(&one.hash);
        factors.push(z);
        points.push(one.r);
        chosen.push(random.word());
    }
    for (point, sum) in keys.into_values() {
        factors.push(sum);
        points.push(point);
        chosen.push(random.word());
    }
    if !subset_sums(&points, &chosen).iter().all(is_torsion_free) {
        return false;
    }
    factors.push(-base);
    points.push(BASE);
    EdwardsPoint::vartime_multiscalar_mul(factors, points).is_identity()
}

/// The integer `l - 1` times the point, in variable time: its negative exactly when `l` times it is the identity.
fn is_torsion_free(point: &EdwardsPoint) -> bool {
    EdwardsPoint::vartime_double_scalar_mul_basepoint(&-Scalar::ONE, point, &Scalar::ZERO) == -point
}

/// For each bit of the words, the sum of the points whose word has it.
fn subset_sums(points: &[EdwardsPoint], words: &[u64]) -> Vec<EdwardsPoint> {
    // So many bits are dealt with at once: each time all points are added to places, and each place twice to others.
    let additions = |width: &usize| SUMS.div_ceil(*width) * (points.len() + (2 << width));
    let width = (1..=10).min_by_key(additions).unwrap_or(1);
    let mut sums = Vec::with_capacity(SUMS);
    for shift in (0..SUMS).step_by(width) {
        // The points by what they have in these bits
        let mut places = vec![EdwardsPoint::identity(); 1 << width.min(SUMS - shift)];
        for (point, word) in points.iter().zip(words) {
            let at = (word >> shift) as usize & (places.len() - 1);
            if at > 0 {
                places[at] += point;
            }
        }
        // The highest bit is that of the upper half; that half is then added to the lower one, to ask for the next bit.
        while places.len() > 1 {
            let upper = places.split_off(places.len() / 2);
            sums.push(upper.iter().fold(EdwardsPoint::identity(), |sum, place| sum + place));
            for (place, more) in places.iter_mut().zip(&upper).skip(1) {
                *place += more;
            }
        }
    }
    sums
}

/// Numbers that nobody can choose: they follow from every part of every signature.
struct Random {
    seed: [u8; 32],
    blocks: u64,
    words: Vec<u64>,
}

impl Random {
    /// `R`, key and message are in each signature's own hash.
    fn new(all: &[Parts<'_>]) -> Self {
        let mut seed = Sha256::new();
        for one in all {
            seed.update(one.hash);
            seed.update(one.s.as_bytes());
        }
        Self { seed: seed.finalize().into(), blocks: 0, words: Vec::new() }
    }

    fn word(&mut self) -> u64 {
        if self.words.is_empty() {
            let block = Sha256::new().chain_update(self.seed).chain_update(self.blocks.to_le_bytes()).finalize();
            self.blocks += 1;
            self.words.extend(block.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word)));
        }
        self.words.pop().unwrap_or_default()
    }

    /// 128 bits
    fn factor(&mut self) -> Scalar {
        Scalar::from(u128::from(self.word()) << 64 | u128::from(self.word()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::EIGHT_TORSION;

    #[test]
    fn only_what_has_no_torsion_part_is_free_of_it() {
        for multiple in [0_u64, 1, 2, 3, 1 << 40] {
            for (at, torsion) in EIGHT_TORSION.iter().enumerate() {
                let point = BASE * Scalar::from(multiple) + torsion;
                assert_eq!(is_torsion_free(&point), at == 0, "{multiple} {at}");
                assert_eq!(is_torsion_free(&point), point.is_torsion_free());
            }
        }
    }

    #[test]
    fn subset_sums_are_the_sums_of_exactly_the_chosen_points() {
        for count in [0, 1, 2, 17, 100, 300, 600, 2500] {
            let mut power = BASE;
            let points: Vec<EdwardsPoint> = (0..count)
                .map(|at| {
                    power += power;
                    power + EIGHT_TORSION[at % 8]
                })
                .collect();
            let words: Vec<u64> = (0..count as u64).map(|at| (at + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
            let naive = |bit: usize| {
                let chosen = points.iter().zip(&words).filter(|(_, word)| *word >> bit & 1 == 1);
                chosen.map(|(point, _)| point).sum::<EdwardsPoint>().compress().to_bytes()
            };
            let mut expected: Vec<[u8; 32]> = (0..SUMS).map(naive).collect();
            let mut sums: Vec<[u8; 32]> =
                subset_sums(&points, &words).iter().map(|sum| sum.compress().to_bytes()).collect();
            // In which order they come is of no account.
            expected.sort_unstable();
            sums.sort_unstable();
            assert_eq!(sums, expected, "{count}");
        }
    }

    #[test]
    fn the_numbers_follow_from_every_part_of_every_signature() {
        let key = PublicKey::from_bytes(BASE.compress().as_bytes()).expect("a key");
        let other = PublicKey::from_bytes((BASE + BASE).compress().as_bytes()).expect("a key");
        let part = |key, r: u8, s: u8, message: &'static [u8]| {
            let signature = [(BASE * Scalar::from(r)).compress().to_bytes(), Scalar::from(s).to_bytes()].concat();
            Parts::of(&Signed { key, message, signature: signature.leak() }).expect("parts")
        };
        let first = |all: &[Parts<'_>]| {
            let mut random = Random::new(all);
            (0..9).map(|_| random.word()).collect::<Vec<u64>>()
        };
        let usual = || part(&key, 3, 4, b"x");
        let all = [
            vec![usual(), usual()],
            vec![usual()],
            vec![part(&other, 3, 4, b"x"), usual()],
            vec![part(&key, 5, 4, b"x"), usual()],
            vec![part(&key, 3, 5, b"x"), usual()],
            vec![part(&key, 3, 4, b"y"), usual()],
            vec![usual(), part(&key, 3, 4, b"y")],
        ];
        let mut words: Vec<u64> = all.iter().flat_map(|all| first(all)).collect();
        assert_eq!(first(&all[0]), words[..9]);
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count, "no number comes twice");
    }
}
