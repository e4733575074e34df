//! In: base58 text (the alphabet of Bitcoin, as Multibase `z`). Out: its bytes, exactly those of the `bs58` crate.
//! Ten digits are taken at a time instead of one: a proof and a key cost a tenth. Never more than its caller's bound.

/// 58 to the power of [`DIGITS`] fits in 64 bits.
const DIGITS: usize = 10;

/// The bytes that the text spells; `None` for a character outside the alphabet, or for text longer than `longest`.
pub(crate) fn decode(text: &str, longest: usize) -> Option<Vec<u8>> {
    if text.len() > longest {
        return None;
    }
    // 64-bit digits, the lowest first
    let mut limbs: Vec<u64> = Vec::with_capacity(text.len() / DIGITS + 1);
    for chunk in text.as_bytes().chunks(DIGITS) {
        let (mut carry, mut scale) = (0_u64, 1_u64);
        for byte in chunk {
            carry = carry * 58 + digit(*byte)?;
            scale *= 58;
        }
        for limb in &mut limbs {
            let product = u128::from(*limb) * u128::from(scale) + u128::from(carry);
            *limb = product as u64;
            carry = (product >> 64) as u64;
        }
        if carry > 0 {
            limbs.push(carry);
        }
    }
    let zeros = text.bytes().take_while(|b| *b == b'1').count();
    let mut bytes = vec![0; zeros];
    bytes.reserve_exact(limbs.len() * 8);
    bytes.extend(limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).skip_while(|byte| *byte == 0));
    Some(bytes)
}

/// The value of a digit.
fn digit(byte: u8) -> Option<u64> {
    let value = VALUES[usize::from(byte)];
    (value < 58).then_some(u64::from(value))
}

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// The value of each byte; 58 where it is no digit.
const VALUES: [u8; 256] = {
    let mut values = [58; 256];
    let mut value = 0;
    while value < ALPHABET.len() {
        values[ALPHABET[value] as usize] = value as u8;
        value += 1;
    }
    values
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn oracle(text: &str) -> Option<Vec<u8>> {
        bs58::decode(text).into_vec().ok()
    }

    #[test]
    fn every_character_and_every_number_of_ones_is_read_as_the_library_does() {
        for byte in 0..=0xff_u8 {
            let text = char::from(byte).to_string();
            assert_eq!(decode(&text, 10), oracle(&text), "{text:?}");
        }
        for ones in 0..40 {
            for rest in ["", "2", "z", "zzzzzzzzzzz", "5Q", "1z1"] {
                let text = format!("{}{rest}", "1".repeat(ones));
                assert_eq!(decode(&text, 100), oracle(&text), "{text:?}");
            }
        }
        assert_eq!(decode("zzz", 2), None);
    }

    #[test]
    fn powers_of_the_limbs_are_read_as_the_library_does() {
        for length in 0..80 {
            for (first, rest) in [(1, 0), (0xff, 0xff), (0x80, 0), (0x7f, 0xff), (0, 1)] {
                let mut bytes = vec![rest; length];
                bytes.insert(0, first);
                let text = bs58::encode(&bytes).into_string();
                assert_eq!(decode(&text, 200), Some(bytes));
            }
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
            prop_assert_eq!(decode(&bs58::encode(&bytes).into_string(), 200), Some(bytes));
        }

        #[test]
        fn any_text_is_read_as_the_library_does(text in "[1-9A-Za-z]{0,150}", odd in "\\PC{0,12}") {
            prop_assert_eq!(decode(&text, 150), oracle(&text));
            let clean: String = text.chars().filter(|c| !"IOl".contains(*c)).collect();
            prop_assert_eq!(decode(&clean, 150), oracle(&clean));
            prop_assert_eq!(decode(&odd, 150), oracle(&odd));
        }
    }
}
