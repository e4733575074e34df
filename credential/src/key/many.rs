//! In: many Ed25519 signatures. Out: for each whether it holds: the very answer of `verify_strict`, only sooner.
//!
//! The usual batch equation (`ed25519_dalek::verify_batch`) adds all signatures up with random factors. It is not
//! used: it is sound for the large prime part of the curve only. A key's owner can make a signature whose `R`, or whose
//! key, has a torsion part; `verify_strict` refuses it, and the sum accepts it with a chance of 1/8 and more, which
//! can be tried out at home, since the factors follow from the input. To find a torsion part costs what the batch saves.
//!
//! What is done instead is exact, signature by signature. `verify_strict` asks, of a key `A` that is not of small order:
//! `S` is canonical, `R` is no point of small order, and the encoding of `[S]B - [k]A` is `R` byte for byte. All three
//! are asked here as well. What is saved: `R` need not be decompressed (it is one of the eight encodings
//! of small order or it is not), one inversion does for all encodings, and a key that signed a dozen gets a [`Comb`].
//! A signature that does not hold here is asked about once more by `verify_strict` itself.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use curve25519_dalek::Scalar;
use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use sha2::{Digest, Sha512};

use super::PublicKey;
use super::comb::{Comb, Digits};

/// From so many signatures of one key on, its comb is worth making.
const WORTH_A_COMB: usize = 12;
/// The most combs that are kept for later, 80 KB each.
const MAX_COMBS: usize = 64;

/// One signature to check.
#[derive(Clone, Copy)]
pub(crate) struct Signed<'a> {
    pub(crate) key: &'a PublicKey,
    pub(crate) message: &'a [u8],
    pub(crate) signature: &'a [u8],
}

/// What was precomputed for points: holds nothing that a verdict could depend on.
#[derive(Default)]
pub(crate) struct Combs {
    base: OnceLock<Comb>,
    keys: Mutex<BTreeMap<[u8; 32], Arc<Comb>>>,
}

impl Combs {
    fn base(&self) -> &Comb {
        self.base.get_or_init(|| Comb::new(&ED25519_BASEPOINT_POINT))
    }

    /// The comb of `-A`, when it is there or worth making.
    fn key(&self, key: &PublicKey, signatures: usize) -> Option<Arc<Comb>> {
        let lock = || self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = lock().get(key.bytes()).cloned();
        if kept.is_some() || signatures < WORTH_A_COMB {
            return kept;
        }
        let made = Arc::new(Comb::new(&-key.0.to_edwards()));
        let mut keys = lock();
        if keys.len() >= MAX_COMBS {
            keys.clear();
        }
        keys.insert(*key.bytes(), Arc::clone(&made));
        Some(made)
    }
}

/// Whether each signature holds, in order.
pub(crate) fn verify(all: &[Signed<'_>], combs: &Combs) -> Vec<bool> {
    let mut by_key: BTreeMap<&[u8; 32], (&PublicKey, usize)> = BTreeMap::new();
    for one in all {
        by_key.entry(one.key.bytes()).or_insert((one.key, 0)).1 += 1;
    }
    let combs_of: BTreeMap<&[u8; 32], Arc<Comb>> =
        by_key.into_iter().filter_map(|(bytes, (key, count))| Some((bytes, combs.key(key, count)?))).collect();
    // A signature that cannot be right whatever its point is stands for the identity, which is of small order.
    let points: Vec<EdwardsPoint> =
        all.iter().map(|one| point(one, combs_of.get(one.key.bytes()), combs).unwrap_or_default()).collect();
    let small = EIGHT_TORSION.map(|point| point.compress().to_bytes());
    let encoded = EdwardsPoint::compress_batch_alloc(&points);
    let holds = |(one, encoded): (&Signed<'_>, &CompressedEdwardsY)| {
        let fits = one.signature.get(..32) == Some(encoded.as_bytes()) && !small.contains(encoded.as_bytes());
        fits || one.key.verifies(one.message, one.signature)
    };
    all.iter().zip(&encoded).map(holds).collect()
}

/// `[S]B - [k]A`: the point that `R` must encode. `None` when `S` is not canonical or the signature not 64 bytes.
fn point(one: &Signed<'_>, comb: Option<&Arc<Comb>>, combs: &Combs) -> Option<EdwardsPoint> {
    let (r, s) = one.signature.split_first_chunk::<32>()?;
    let s = Option::<Scalar>::from(Scalar::from_canonical_bytes(s.try_into().ok()?))?;
    // RFC 8032 section 5.1.7, step 2
    let hash = Sha512::new().chain_update(r).chain_update(one.key.bytes()).chain_update(one.message).finalize();
    let k = Scalar::from_bytes_mod_order_wide(&hash.into());
    Some(match comb {
        Some(comb) => Comb::sum((comb, &Digits::new(&k)), (combs.base(), &Digits::new(&s))),
        None => EdwardsPoint::vartime_double_scalar_mul_basepoint(&k, &-one.key.0.to_edwards(), &s),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::ED25519_BASEPOINT_POINT as BASE;
    use proptest::prelude::*;

    /// A signature made by the letter of the equations, with torsion parts for the key and for `R`.
    struct Made {
        key: [u8; 32],
        message: Vec<u8>,
        signature: Vec<u8>,
    }

    fn made(secret: u64, nonce: u64, torsion: [usize; 2], message: &[u8]) -> Made {
        let (a, r) = (Scalar::from(secret), Scalar::from(nonce));
        let key = (BASE * a + EIGHT_TORSION[torsion[0]]).compress().to_bytes();
        let point = (BASE * r + EIGHT_TORSION[torsion[1]]).compress().to_bytes();
        let hash = Sha512::new().chain_update(point).chain_update(key).chain_update(message).finalize();
        let s = r + Scalar::from_bytes_mod_order_wide(&hash.into()) * a;
        Made { key, message: message.to_vec(), signature: [point, s.to_bytes()].concat() }
    }

    /// How many of them hold; fails when any answer is not that of `verify_strict`.
    fn compare(all: &[Made], combs: &Combs) -> usize {
        let keys: Vec<PublicKey> = all.iter().map(|m| PublicKey::from_bytes(&m.key).expect("a key")).collect();
        let signed: Vec<Signed<'_>> = all
            .iter()
            .zip(&keys)
            .map(|(m, key)| Signed { key, message: &m.message, signature: &m.signature })
            .collect();
        let strict: Vec<bool> = signed.iter().map(|one| one.key.verifies(one.message, one.signature)).collect();
        // The answers of this file alone, without the second question.
        let fast: Vec<bool> = (0..signed.len())
            .map(|at| {
                let comb = Arc::new(Comb::new(&-keys[at].0.to_edwards()));
                let both =
                    [None, Some(&comb)].map(|comb| point(&signed[at], comb, combs).unwrap_or_default().compress());
                assert_eq!(both[0], both[1]);
                signed[at].signature.get(..32) == Some(both[0].as_bytes())
                    && !EIGHT_TORSION.map(|t| t.compress()).contains(&both[0])
            })
            .collect();
        assert_eq!(fast, strict);
        assert_eq!(verify(&signed, combs), strict);
        strict.into_iter().filter(|holds| *holds).count()
    }

    #[test]
    fn every_torsion_part_of_key_and_nonce_is_answered_as_strictly_as_one_by_one() {
        let combs = Combs::default();
        let mut holding = 0;
        for message in 0..4_u8 {
            let all: Vec<Made> = (0..64).map(|i| made(5, 7, [i / 8, i % 8], &[message])).collect();
            holding += compare(&all, &combs);
        }
        // Those without a torsion part, and those where the parts of key and nonce cancel out: nearly one in eight.
        assert!((4..=64).contains(&holding), "{holding}");
        // `R` of small order alone
        let all: Vec<Made> = (0..64).map(|i| made(5, 0, [i / 8, i % 8], b"x")).collect();
        assert_eq!(compare(&all, &combs), 0);
    }

    #[test]
    fn oddly_encoded_parts_are_refused_as_strictly_as_one_by_one() {
        const ORDER: [u8; 32] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ];
        let good = || made(5, 7, [0, 0], b"x");
        let mut all = vec![good()];
        // S + l
        let mut more = good();
        let mut carry = 0_u16;
        for (byte, order) in more.signature[32..].iter_mut().zip(ORDER) {
            carry += u16::from(*byte) + u16::from(order);
            *byte = carry as u8;
            carry >>= 8;
        }
        all.push(more);
        // Every y from p to 2^255 - 1 as R, with either sign
        for low in 0xed..=0xff {
            for top in [0x7f, 0xff] {
                let mut odd = good();
                odd.signature[..32].fill(0xff);
                (odd.signature[0], odd.signature[31]) = (low, top);
                all.push(odd);
            }
        }
        for length in [0, 31, 32, 63, 65, 128] {
            let mut odd = good();
            odd.signature.resize(length, 0);
            all.push(odd);
        }
        for bit in 0..512 {
            let mut odd = good();
            odd.signature[bit / 8] ^= 1 << (bit % 8);
            all.push(odd);
        }
        assert_eq!(compare(&all, &Combs::default()), 1);
    }

    /// The reason for not using it; should the library ever close the gap, this says so.
    #[test]
    fn the_usual_batch_equation_accepts_what_strict_verification_refuses() {
        let accepted = (0..64_u8).any(|message| {
            let odd = made(5, 7, [0, 4], &[message]);
            let key = PublicKey::from_bytes(&odd.key).expect("a key");
            let signature = ed25519_dalek::Signature::from_slice(&odd.signature).expect("64 bytes");
            assert!(!key.verifies(&odd.message, &odd.signature));
            ed25519_dalek::verify_batch(&[&odd.message], &[signature], &[key.0]).is_ok()
        });
        assert!(accepted);
    }

    #[test]
    fn combs_are_kept_within_bounds() {
        let combs = Combs::default();
        for secret in 1..=MAX_COMBS as u64 + 5 {
            let all: Vec<Made> = (0..WORTH_A_COMB as u64).map(|i| made(secret, 9 + i, [0, 0], b"x")).collect();
            assert_eq!(compare(&all, &combs), WORTH_A_COMB);
            assert!(combs.keys.lock().expect("a lock").len() <= MAX_COMBS);
        }
        assert_eq!(compare(&[made(1, 2, [0, 0], b"y")], &combs), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn any_mixture_is_answered_as_one_by_one(
            parts in proptest::collection::vec((1_u64..4, 0_u64..9, 0_usize..8, 0_usize..8, 0_u8..4, 0_usize..1100), 0..60),
        ) {
            let one = |(secret, nonce, key, point, message, flip): (u64, u64, usize, usize, u8, usize)| {
                // Most without torsion, most unaltered
                let torsion = if flip % 3 == 0 { [key, point] } else { [0, 0] };
                let mut made = made(secret, nonce, torsion, &[message]);
                if let Some(byte) = made.signature.get_mut(flip / 8).filter(|_| flip % 4 == 0) {
                    *byte ^= 1 << (flip % 8);
                }
                made
            };
            compare(&parts.into_iter().map(one).collect::<Vec<_>>(), &Combs::default());
        }
    }
}
