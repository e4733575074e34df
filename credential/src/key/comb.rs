//! In: a point, scalars. Out: multiples of the point, faster than one by one once there are a dozen.
//! Exact for every point of the curve, those with a torsion part too: a scalar is taken as the integer that it is.
//! In variable time: for public values only.

use curve25519_dalek::Scalar;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::traits::Identity;

/// Bits of a scalar that one addition deals with.
const TEETH: usize = 8;
/// From one such bit to the next: 8 teeth over 256 bits.
const COLUMNS: usize = 256 / TEETH;
/// Tables, each for its own columns, so that only `ROWS` doublings are left.
const BLOCKS: usize = 4;
const ROWS: usize = COLUMNS / BLOCKS;
/// Entries of a table: every choice of signs for the teeth, up to the sign of the whole.
const ENTRIES: usize = 1 << (TEETH - 1);

/// Precomputed sums of a point's multiples (Lim and Lee 1994, with signed digits): 80 KB.
pub(crate) struct Comb {
    point: EdwardsPoint,
    sums: Vec<EdwardsPoint>,
}

/// A scalar as the places in a comb that it asks for: for each column an entry and its sign.
pub(crate) struct Digits {
    columns: [u8; COLUMNS],
    even: bool,
}

impl Comb {
    /// The comb of a point: costs about as much as five multiplications.
    pub(crate) fn new(point: &EdwardsPoint) -> Self {
        let mut powers = Vec::with_capacity(TEETH * BLOCKS);
        let mut power = *point;
        for step in 0..TEETH * BLOCKS {
            if step > 0 {
                power = (0..ROWS).fold(power, |p, _| p + p);
            }
            powers.push(power);
        }
        let mut sums = Vec::with_capacity(BLOCKS * ENTRIES);
        for block in 0..BLOCKS {
            // The bit of tooth `t` in this block's first column is number `t * COLUMNS + block * ROWS`.
            let tooth = |t: usize| powers[t * BLOCKS + block];
            let start = sums.len();
            sums.push((0..TEETH - 1).fold(tooth(TEETH - 1), |sum, t| sum - tooth(t)));
            for t in 0..TEETH - 1 {
                let twice = tooth(t) + tooth(t);
                for at in start..sums.len() {
                    let sum = sums[at] + twice;
                    sums.push(sum);
                }
            }
        }
        Self { point: *point, sums }
    }

    /// `a·A + b·B` for the points of two combs.
    pub(crate) fn sum(a: (&Self, &Digits), b: (&Self, &Digits)) -> EdwardsPoint {
        let mut sum = EdwardsPoint::identity();
        for row in (0..ROWS).rev() {
            if row + 1 < ROWS {
                sum = sum + sum;
            }
            for block in 0..BLOCKS {
                for (comb, digits) in [a, b] {
                    let digit = usize::from(digits.columns[block * ROWS + row]);
                    let (entry, negative) = if digit < ENTRIES { (!digit, true) } else { (digit, false) };
                    let place = &comb.sums[block * ENTRIES + entry % ENTRIES];
                    if negative { sum -= place } else { sum += place }
                }
            }
        }
        for (comb, _) in [a, b].iter().filter(|(_, digits)| digits.even) {
            sum -= &comb.point;
        }
        sum
    }
}

impl Digits {
    /// An odd number `k` below 2^256 is the sum of `±2^i` over all 256 bits: the sign of bit `i` is bit `i` of
    /// `k/2 + 2^255`, rounded down. An even one is taken as `k + 1`, and the point subtracted in the end.
    pub(crate) fn new(scalar: &Scalar) -> Self {
        let bytes = scalar.as_bytes();
        let even = bytes[0] & 1 == 0;
        // Halving moves every bit down by one; the lowest, made odd, falls out. The sign of the highest bit is plus.
        let mut halved = *bytes;
        for at in 0..32 {
            halved[at] = bytes[at] >> 1 | bytes.get(at + 1).map_or(0x80, |next| next << 7);
        }
        // Tooth `t` of the columns from `8 g` on is byte `COLUMNS / 8 * t + g`.
        let mut columns = [0; COLUMNS];
        for (group, digits) in columns.as_chunks_mut::<TEETH>().0.iter_mut().enumerate() {
            let teeth = std::array::from_fn(|t| halved[COLUMNS / 8 * t + group]);
            *digits = transposed(u64::from_le_bytes(teeth)).to_le_bytes();
        }
        Self { columns, even }
    }
}

/// Eight bytes as a square of bits, rows for columns (Warren, Hacker's Delight, section 7-3).
const fn transposed(square: u64) -> u64 {
    let swap = (square ^ (square >> 7)) & 0x00aa_00aa_00aa_00aa;
    let square = square ^ swap ^ (swap << 7);
    let swap = (square ^ (square >> 14)) & 0x0000_cccc_0000_cccc;
    let square = square ^ swap ^ (swap << 14);
    let swap = (square ^ (square >> 28)) & 0x0000_0000_f0f0_f0f0;
    square ^ swap ^ (swap << 28)
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT as BASE, EIGHT_TORSION};

    fn scalars() -> Vec<Scalar> {
        let mut scalars = vec![Scalar::ZERO, Scalar::ONE, -Scalar::ONE, Scalar::from(2_u8), -Scalar::from(2_u8)];
        scalars.extend((0..64).map(|i| Scalar::from_bytes_mod_order([37_u8.wrapping_mul(i); 32])));
        scalars.extend((0..64).map(|i| Scalar::from(3_u128.pow(i)) * Scalar::from(5_u8).invert()));
        scalars
    }

    #[test]
    fn a_digit_has_a_bit_of_each_tooth() {
        for scalar in scalars() {
            let (bytes, digits) = (scalar.to_bytes(), Digits::new(&scalar));
            for (column, digit) in digits.columns.iter().enumerate() {
                for tooth in 0..TEETH {
                    let bit = tooth * COLUMNS + column + 1;
                    let set = bit == 256 || bytes[bit / 8] >> (bit % 8) & 1 == 1;
                    assert_eq!(digit >> tooth & 1 == 1, set, "{column} {tooth}");
                }
            }
        }
    }

    #[test]
    fn sums_are_those_of_the_library() {
        let base = Comb::new(&BASE);
        let scalars = scalars();
        for torsion in EIGHT_TORSION {
            let point = BASE * Scalar::from(7_u8) + torsion;
            let comb = Comb::new(&point);
            for (a, b) in scalars.iter().zip(scalars.iter().rev()) {
                let sum = Comb::sum((&comb, &Digits::new(a)), (&base, &Digits::new(b)));
                assert_eq!(sum, EdwardsPoint::vartime_double_scalar_mul_basepoint(a, &point, b));
            }
        }
    }

    #[test]
    fn a_point_of_small_order_is_multiplied_exactly_too() {
        let base = Comb::new(&BASE);
        for torsion in EIGHT_TORSION {
            let comb = Comb::new(&torsion);
            for a in scalars() {
                let sum = Comb::sum((&comb, &Digits::new(&a)), (&base, &Digits::new(&Scalar::ONE)));
                assert_eq!(sum, torsion * a + BASE);
            }
        }
    }
}
