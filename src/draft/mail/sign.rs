//! In: bytes. Out: where `@` stands in them, however it is written. Runs over everything that is signed and published: what cannot be one
//! is passed over without a closer look.

use std::ops::Range;

/// The signs that are `@`, some of them written as long and wide characters.
const WIDE: [&str; 2] = ["＠", "﹫"];

/// What stands before and after each `@`, up to the next one: as it is, in a URL, in HTML, in JSON and scripts, and in its wide forms.
pub(super) fn sides(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let common = memchr::memchr3_iter(b'@', b'%', b'&', bytes);
    let rare = memchr::memchr2_iter(b'\\', WIDE[0].as_bytes()[0], bytes);
    let mut signs: Vec<Range<usize>> =
        common.chain(rare).filter_map(|at| Some(at..at + length(&bytes[at..])?)).collect();
    signs.sort_unstable_by_key(|sign| sign.start);
    // No address has two: so each byte is looked at twice at most, however many there are.
    (0..signs.len()).map(move |n| {
        let from = n.checked_sub(1).map_or(0, |before| signs[before].end);
        let to = signs.get(n + 1).map_or(bytes.len(), |next| next.start);
        (&bytes[from.min(signs[n].start)..signs[n].start], &bytes[signs[n].end..to.max(signs[n].end)])
    })
}

/// How many bytes the `@` takes that begins here, when one does.
fn length(bytes: &[u8]) -> Option<usize> {
    match bytes[0] {
        b'@' => Some(1),
        b'%' => in_url(bytes),
        b'&' => in_html(bytes),
        b'\\' => in_script(bytes),
        _ => WIDE.iter().find(|wide| bytes.starts_with(wide.as_bytes())).map(|wide| wide.len()),
    }
}

/// `%40`, also where its `%` is written as `%25`, and so on.
fn in_url(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    while at < 16 && bytes[at..].starts_with(b"25") {
        at += 2;
    }
    bytes[at..].starts_with(b"40").then_some(at + 2)
}

/// `&#64;`, `&#x40;` and `&commat;`, with zeros before and with or without the last sign.
fn in_html(bytes: &[u8]) -> Option<usize> {
    let end = |at: usize| at + usize::from(bytes.get(at) == Some(&b';'));
    if bytes.starts_with(b"&commat") {
        return Some(end(7));
    }
    let rest = bytes.strip_prefix(b"&#")?;
    let (digits, hex) =
        rest.strip_prefix(b"x").or_else(|| rest.strip_prefix(b"X")).map_or((rest, false), |r| (r, true));
    let zeros = digits.iter().take(16).take_while(|b| **b == b'0').count();
    let number: &[u8] = if hex { b"40" } else { b"64" };
    let more = digits[zeros..].strip_prefix(number)?.first().copied().unwrap_or_default();
    let goes_on = if hex { more.is_ascii_hexdigit() && !more.is_ascii_alphabetic() } else { more.is_ascii_digit() };
    (!goes_on).then(|| end(2 + usize::from(hex) + zeros + number.len()))
}

/// `\u0040`, `\x40` and `\u{40}`; `\40 ` of a style sheet.
fn in_script(bytes: &[u8]) -> Option<usize> {
    if let Some(long) = bytes.strip_prefix(br"\u{") {
        let zeros = long.iter().take(8).take_while(|b| **b == b'0').count();
        return long[zeros..].starts_with(b"40}").then_some(3 + zeros + 3);
    }
    let plain = [&br"\u0040"[..], br"\x40"].iter().find(|sign| bytes.starts_with(sign)).map(|sign| sign.len());
    plain.or_else(|| in_style_sheet(bytes))
}

/// `\40` with a blank behind it, or with zeros before it that make six digits.
fn in_style_sheet(bytes: &[u8]) -> Option<usize> {
    let zeros = bytes[1..].iter().take(4).take_while(|b| **b == b'0').count();
    let rest = bytes[1 + zeros..].strip_prefix(b"40")?;
    let blank = rest.first().is_some_and(u8::is_ascii_whitespace);
    (blank || zeros == 4).then(|| 3 + zeros + usize::from(blank))
}
