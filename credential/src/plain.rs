//! In: text. Out: how far it can be copied as it stands, before a character that is written or judged otherwise.

/// Bytes that are looked at together: the compiler makes one comparison of them.
const TOGETHER: usize = 32;
/// The same for what is left of a text: most are short.
const FEW: usize = 8;

/// How many bytes at the beginning are plain; all, when none is special. Where only ASCII bytes are special, the place is a
/// boundary of characters.
pub(crate) fn length(text: &[u8], special: impl Fn(u8) -> bool) -> usize {
    let large = plain_groups::<TOGETHER>(text, &special);
    let small = large + plain_groups::<FEW>(&text[large..], &special);
    small + text[small..].iter().position(|byte| special(*byte)).unwrap_or(text.len() - small)
}

/// How many bytes at the beginning are in groups of plain ones.
fn plain_groups<const SIZE: usize>(text: &[u8], special: &impl Fn(u8) -> bool) -> usize {
    let (groups, _) = text.as_chunks::<SIZE>();
    let plain =
        groups.iter().take_while(|group| !group.iter().fold(false, |found, byte| found | special(*byte))).count();
    plain * SIZE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_special_byte_is_found_wherever_it_stands() {
        for size in 0..100 {
            let mut text = vec![b'a'; size];
            assert_eq!(length(&text, |b| b == b'x'), size);
            for at in (0..size).rev() {
                text[at] = b'x';
                assert_eq!(length(&text, |b| b == b'x'), at);
            }
        }
    }
}
