//! In: the bytes of a file. Out: the texts that it may be read as: in UTF-8, in UTF-16 and UTF-32, and in every encoding whose first half
//! is ASCII.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The texts that a file may be read as, with ASCII unchanged; empty if it is not text.
#[must_use]
pub fn texts(bytes: &[u8]) -> Vec<Cow<'_, [u8]>> {
    let marked = Encoding::for_bom(bytes).filter(|(marked, _)| *marked != UTF_8);
    if let Some((marked, _)) = marked {
        return vec![Cow::Owned(without_zeros(&marked.decode(bytes).0))];
    }
    let mut texts: Vec<Cow<'_, [u8]>> = Vec::new();
    if memchr::memchr(0, bytes).is_some() {
        texts.extend([UTF_16LE, UTF_16BE].into_iter().filter_map(|encoding| wide(bytes, encoding)).map(Cow::Owned));
        texts.extend(
            [u32::from_le_bytes, u32::from_be_bytes].into_iter().filter_map(|of| widest(bytes, of)).map(Cow::Owned),
        );
    }
    // A file that is not UTF-8 may be text in an older encoding, which has hardly any control characters besides line and page breaks.
    let controls = || bytes.iter().filter(|b| is_control(char::from(**b)) || **b == 0).count();
    if std::str::from_utf8(bytes).is_ok() || controls() * 20 <= bytes.len() {
        texts.push(Cow::Borrowed(bytes));
    }
    texts
}

/// Whether nothing but the bytes as they are can be among [`texts`].
#[must_use]
pub fn is_narrow(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_none_or(|(marked, _)| marked == UTF_8) && memchr::memchr(0, bytes).is_none()
}

/// The file decoded as UTF-16 (UTF-32 then has NULs between its characters); `None` if a unit is invalid or a control character.
fn wide(bytes: &[u8], encoding: &'static Encoding) -> Option<Vec<u8>> {
    let whole = &bytes[..bytes.len() - bytes.len() % 2];
    let text = encoding.decode_without_bom_handling_and_without_replacement(whole)?;
    (!text.chars().any(is_control)).then(|| without_zeros(&text))
}

/// The file decoded as UTF-32, which as UTF-16 has control characters where it has letters beyond its units.
fn widest(bytes: &[u8], of: fn([u8; 4]) -> u32) -> Option<Vec<u8>> {
    let (all, _) = bytes.as_chunks::<4>();
    let text: String =
        all.iter().map(|four| char::from_u32(of(*four)).filter(|c| !is_control(*c))).collect::<Option<_>>()?;
    Some(without_zeros(&text))
}

fn without_zeros(text: &str) -> Vec<u8> {
    text.bytes().filter(|b| *b != 0).collect()
}

/// Control characters that do not occur in text. NUL is allowed: UTF-32 that is read as UTF-16 has it.
const fn is_control(c: char) -> bool {
    (c as u32) < 0x20 && !matches!(c, '\0' | '\t' | '\n' | '\r' | '\x0c' | '\x1b')
}
