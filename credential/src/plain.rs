//! In: text. Out: how far it can be copied as it stands, before a character that is written or judged otherwise.

/// Bytes that are looked at together: the compiler makes one comparison of them.
const TOGETHER: usize = 32;

/// How many bytes at the beginning are plain; all, when none is special. Where only ASCII bytes are special, the place is a
/// boundary of characters.
pub(crate) fn length(text: &[u8], special: impl Fn(u8) -> bool) -> usize {
    let (groups, _) = text.as_chunks::<TOGETHER>();
    let plain =
        groups.iter().take_while(|group| !group.iter().fold(false, |found, byte| found | special(*byte))).count();
    let start = plain * TOGETHER;
    start + text[start..].iter().position(|byte| special(*byte)).unwrap_or(text.len() - start)
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
