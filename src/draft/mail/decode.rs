//! In: some text around an `@`. Out: the same with every letter as it is read, not as it is written; and without what nobody sees.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

/// How often letters are written anew at most: `%252E` is `%2E` is `.`.
const ROUNDS: usize = 4;

/// Names of HTML for what is in addresses, and for what stands in them and is not seen: of a tab and a line break, a browser takes no
/// notice in an address that leads somewhere.
const NAMES: [(&str, char); 17] = [
    ("period;", '.'),
    ("commat;", '@'),
    ("hyphen;", '-'),
    ("lowbar;", '_'),
    ("plus;", '+'),
    ("amp;", '&'),
    ("lt;", '<'),
    ("gt;", '>'),
    ("nbsp;", ' '),
    ("quot;", '"'),
    ("shy;", '\u{ad}'),
    ("ZeroWidthSpace;", '\u{200b}'),
    ("NoBreak;", '\u{2060}'),
    ("zwj;", '\u{200d}'),
    ("zwnj;", '\u{200c}'),
    ("Tab;", '\u{200b}'),
    ("NewLine;", '\u{200b}'),
];

/// Elements that stand within a word.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "tspan", "u", "wbr",
];

/// A text with each letter as it is read: in URLs, HTML, JSON and scripts, and in wide forms.
pub(super) fn decoded(text: &str) -> String {
    let mut text = Cow::Borrowed(text);
    for _ in 0..ROUNDS {
        if !text.contains(['%', '&', '\\']) {
            break;
        }
        let next = once(&text);
        if next == *text {
            break;
        }
        text = Cow::Owned(next);
    }
    if text.is_ascii() {
        return text.into_owned();
    }
    // The stop of Chinese and Japanese parts the labels of a host, too.
    text.chars().nfkc().map(|c| if matches!(c, '。' | '｡') { '.' } else { c }).collect()
}

/// A text without the tags and signs that stand within words and are not seen.
pub(super) fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (kept, length) = match c {
            '<' => tag(rest),
            '*' | '`' | '~' | '\\' => (None, 1),
            // At the beginning it is emphasis; within a local part, a letter.
            '_' if out.is_empty() => (None, 1),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => (None, c.len_utf8()),
            c => (Some(c), c.len_utf8()),
        };
        out.extend(kept);
        rest = &rest[length..];
    }
    out
}

/// How long a tag may be that is looked for.
const TAG: usize = 400;

/// What stands for a tag in the text, and how long the tag is: nothing for one that is not seen within a word.
fn tag(text: &str) -> (Option<char>, usize) {
    let near = &text.as_bytes()[..text.len().min(TAG)];
    if text.starts_with("<!--") {
        return memchr::memmem::find(near, b"-->").map_or((Some('<'), 1), |at| (None, at + 3));
    }
    let name = &near[1 + usize::from(near.get(1) == Some(&b'/'))..];
    let name = &name[..name.iter().take_while(|b| b.is_ascii_alphanumeric()).count()];
    if !INLINE.iter().any(|inline| name.eq_ignore_ascii_case(inline.as_bytes())) {
        return (Some('<'), 1);
    }
    memchr::memchr(b'>', near).map_or((Some('<'), 1), |at| (None, at + 1))
}

/// Each letter that is written in another way, once.
fn once(text: &str) -> String {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['%', '&', '\\']) {
        out.extend(&rest.as_bytes()[..at]);
        rest = &rest[at..];
        let length = match rest.as_bytes()[0] {
            b'%' => percent(rest).map(|byte| {
                out.push(byte);
                3
            }),
            b'&' => entity(rest).map(|(c, length)| push(&mut out, c, length)),
            _ => escape(rest).map(|(c, length)| push(&mut out, c, length)),
        };
        let length = length.unwrap_or_else(|| {
            out.push(rest.as_bytes()[0]);
            1
        });
        rest = &rest[length..];
    }
    out.extend(rest.as_bytes());
    String::from_utf8_lossy(&out).into_owned()
}

fn push(out: &mut Vec<u8>, c: char, length: usize) -> usize {
    out.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
    length
}

fn percent(text: &str) -> Option<u8> {
    let digits = text.get(1..3)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok())?
}

/// The character that an entity of HTML stands for, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let Some(number) = text.strip_prefix("&#") else {
        let named = |(name, c): &(&str, char)| text[1..].starts_with(name).then_some((*c, 1 + name.len()));
        return NAMES.iter().find_map(named);
    };
    let hex = number.starts_with(['x', 'X']);
    let digits = &number[usize::from(hex)..];
    let length =
        digits.bytes().take(16).take_while(|b| if hex { b.is_ascii_hexdigit() } else { b.is_ascii_digit() }).count();
    let value = u32::from_str_radix(digits.get(..length)?, if hex { 16 } else { 10 }).ok()?;
    let end = usize::from(digits[length..].starts_with(';'));
    Some((char::from_u32(value)?, 2 + usize::from(hex) + length + end))
}

/// The character that an escape of JSON or of a script stands for, and its length.
fn escape(text: &str) -> Option<(char, usize)> {
    let code = |digits: &str| {
        digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))?
    };
    match text.as_bytes().get(1)? {
        b'n' | b'r' | b't' => Some((' ', 2)),
        b'x' => Some((code(text.get(2..4)?)?, 4)),
        b'u' if text[2..].starts_with('{') => {
            let (digits, _) = text.get(3..)?.split_once('}')?;
            Some((code(digits.get(..digits.len().min(6))?)?, 4 + digits.len()))
        }
        b'u' => Some((code(text.get(2..6)?)?, 6)),
        b'\\' => Some(('\\', 2)),
        _ => None,
    }
}
