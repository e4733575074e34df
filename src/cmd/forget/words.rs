//! In: a text of any kind. Out: its words, each with where it stands: letters as they are read, not as HTML, JSON and addresses write them.
//! Tags part words. Of a script that has no blanks between words, each character is one.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::model::search::is_dense;

/// How long a tag may be.
const TAG: usize = 2000;

/// The words of a text, in order.
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
}

/// What stands at a place: a character, or what is between words.
type Piece = (Option<char>, usize);

impl<'t> Words<'t> {
    pub(super) const fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// What comes next, and how many bytes it takes.
    fn piece(&self) -> Option<Piece> {
        let rest = &self.text[self.at..];
        let c = rest.chars().next()?;
        let piece = match c {
            '<' => tag(rest),
            '&' => entity(rest),
            '%' => percent(rest),
            '\\' => escape(rest),
            c => Some((Some(c), c.len_utf8())),
        };
        Some(piece.unwrap_or((None, c.len_utf8())))
    }
}

impl Iterator for Words<'_> {
    type Item = (String, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let (mut word, mut range) = (String::new(), 0..0);
        while let Some((c, length)) = self.piece() {
            let is_letter = c.is_some_and(char::is_alphanumeric);
            if (!is_letter && c.is_some_and(is_unseen)) || c.is_some_and(is_combining_mark) {
                self.at += length;
                continue;
            }
            let alone = c.is_some_and(is_dense);
            if !word.is_empty() && (!is_letter || alone) {
                return Some((word, range));
            }
            let start = self.at;
            self.at += length;
            if let Some(c) = c.filter(|_| is_letter) {
                if word.is_empty() {
                    range.start = start;
                }
                word.push(c);
                range.end = self.at;
                if alone {
                    return Some((word, range));
                }
            }
        }
        (!word.is_empty()).then_some((word, range))
    }
}

/// What stands within a word and is no letter of it.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʻ' | 'ʼ' | 'ـ' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A tag or comment of HTML, as a whole.
fn tag(text: &str) -> Option<Piece> {
    let near = &text.as_bytes()[..text.len().min(TAG)];
    if !near.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!')) {
        return None;
    }
    memchr::memchr(b'>', near).map(|end| (None, end + 1))
}

fn entity(text: &str) -> Option<Piece> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = &text[1..end];
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        },
        None if name == "apos" => u32::from('\''),
        None if name == "shy" => 0xad,
        None => return name.bytes().all(|b| b.is_ascii_alphanumeric()).then_some((None, end + 1)),
    };
    Some((char::from_u32(code), end + 1))
}

/// The character that one or more `%41` stand for.
fn percent(text: &str) -> Option<Piece> {
    let byte = |at: usize| {
        let part = text.as_bytes().get(at..at + 3)?.strip_prefix(b"%")?;
        let digits = std::str::from_utf8(part).ok().filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        u8::from_str_radix(digits, 16).ok()
    };
    let mut bytes = Vec::with_capacity(4);
    while bytes.len() < 4 {
        bytes.push(byte(3 * bytes.len())?);
        if let Some(c) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
            return Some((Some(c), 3 * bytes.len()));
        }
    }
    None
}

/// An escape of JSON or of a script.
fn escape(text: &str) -> Option<Piece> {
    match text.as_bytes().get(1)? {
        b'n' | b'r' | b't' => Some((None, 2)),
        b'u' => Some((char::from_u32(u32::from_str_radix(text.get(2..6)?, 16).ok()?), 6)),
        _ => None,
    }
}
