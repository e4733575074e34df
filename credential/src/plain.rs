//! In: text. Out: how far it can be copied as it stands, before a character that is written or judged otherwise.

/// How many bytes at the beginning are plain; all, when none is special. Where only ASCII bytes are special, the place is a
/// boundary of characters.
pub(crate) fn length(text: &[u8], special: impl Fn(u8) -> bool) -> usize {
    // Most text is plain to its end, and the compiler makes one comparison of a group of bytes.
    if is_plain::<32>(text, &special) || is_plain::<8>(text, &special) {
        return text.len();
    }
    text.iter().position(|byte| special(*byte)).unwrap_or(text.len())
}

/// Whether all bytes are plain; `false` also for text that is shorter than a group. The last group overlaps the one before it.
fn is_plain<const GROUP: usize>(text: &[u8], special: &impl Fn(u8) -> bool) -> bool {
    let plain = |group: &[u8; GROUP]| !group.iter().fold(false, |found, byte| found | special(*byte));
    text.last_chunk().is_some_and(|last| text.as_chunks().0.iter().all(plain) && plain(last))
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
