//! In: what stands before an `@` and after it. Out: the address, when it is one: a local part, and a host whose last label is a word.

use unicode_normalization::char::is_combining_mark;

use super::decode::{bare, decoded};

/// How many bytes before and after an `@` are looked at: each letter may be written as `&#x0061;`.
const BEFORE: usize = 480;
const AFTER: usize = 800;

/// Ends of the names of files, none of which is the last label of a host.
const FILES: [&str; 26] = [
    "cjs", "css", "csv", "gif", "htm", "html", "jpeg", "jpg", "js", "json", "jsonl", "jwt", "map", "min", "mjs", "otf",
    "pdf", "png", "svg", "ttf", "txt", "wasm", "webp", "woff", "xml", "yaml",
];

/// The address around an `@`.
pub(super) fn address(before: &[u8], after: &[u8]) -> Option<String> {
    // Most signs stand alone, as in `"@context"` and `@media`.
    if !may_be_local(before) || !after.first().is_some_and(|b| may_be_host(*b)) {
        return None;
    }
    let plain_local = before.len() - before.iter().rev().take_while(|b| is_plain(**b)).take(64).count();
    let plain_host = after.iter().take_while(|b| is_plain_host(**b)).take(253).count();
    let closed = before.last().is_some_and(|b| *b == b'"' || is_last(char::from(*b)));
    let ends = after.get(plain_host).is_none_or(|b| b.is_ascii() && !is_odd(*b));
    let starts = plain_local == 0 || (before[plain_local - 1].is_ascii() && !is_odd(before[plain_local - 1]));
    if is_of_a_machine(before) {
        return None;
    }
    if starts && ends && !closed {
        let text = |bytes| std::str::from_utf8(bytes).unwrap_or_default();
        return whole(text(&before[plain_local..]), text(&after[..plain_host]));
    }
    let before = String::from_utf8_lossy(&before[before.len().saturating_sub(BEFORE)..]);
    let after = String::from_utf8_lossy(&after[..after.len().min(AFTER)]);
    let (before, after) = (decoded(&before), decoded(&after));
    // As it is first: what is taken away stands between an address and the next word, too.
    whole(local(&before), &host(&after)).or_else(|| {
        let (before, after) = (bare(&before), bare(&after));
        whole(local(&before), &host(&after))
    })
}

/// Whether what stands before an `@` may end a local part, in whatever way it is written.
fn may_be_local(before: &[u8]) -> bool {
    let near = |sign: u8| before.iter().rev().take(20).any(|b| *b == sign);
    let plain_before = || before.iter().rev().nth(1).is_some_and(|b| is_plain(*b) || !b.is_ascii());
    match before.last() {
        // Of a local part in quotation marks, and of one that ends with another sign.
        Some(b'"') => plain_before() || before.ends_with(b"\\\""),
        Some(b) if is_last(char::from(*b)) => plain_before(),
        // Of an entity of HTML, and of an escape of a script, and not of a stylesheet.
        Some(b';') => near(b'&'),
        Some(b'}') => near(b'\\'),
        Some(b'>') => true,
        Some(b) => is_plain(*b) || !b.is_ascii() || is_odd(*b),
        None => false,
    }
}

/// Whether what stands before an `@` is the user and the password of an address of the web, as in `https://user:password@host/`.
pub(super) fn is_of_a_machine(before: &[u8]) -> bool {
    let within = |b: &&u8| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'"' | b'\'' | b'<' | b'>');
    let length = before.iter().rev().take(200).take_while(within).count();
    let (start, user) = before.split_at(before.len() - length);
    user.contains(&b':') && start.ends_with(b"://") && !start.ends_with(b"mailto://")
}

/// Whether the byte after an `@` may begin a host, in whatever way it is written.
const fn may_be_host(b: u8) -> bool {
    is_plain_host(b) || !b.is_ascii() || is_odd(b) || matches!(b, b'[' | b'_')
}

/// What a local part has in it, in ASCII.
const fn is_plain(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'+' | b'-' | b'\'')
}

/// What a host has in it, in ASCII.
const fn is_plain_host(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.')
}

/// What may be part of a letter that is written in another way, or stands between letters and is not seen.
const fn is_odd(b: u8) -> bool {
    matches!(b, b'%' | b'&' | b'\\' | b'<' | b'>' | b'*' | b'`' | b'~' | b'[' | b'_' | b';' | b'}')
}

/// Signs that a local part may end with and that hardly stand before an `@` otherwise, as `=`, `?` and `|` do.
const fn is_last(c: char) -> bool {
    matches!(c, '!' | '#' | '$' | '^')
}

/// What stands in quotation marks at the end of a text, unless it is the value of an attribute.
fn quoted(before: &str) -> Option<&str> {
    let (open, inner) = before.strip_suffix('"')?.trim_end_matches('\\').rsplit_once('"')?;
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '+' | '-' | '\'') || is_last(c);
    let whole = !inner.is_empty() && inner.len() <= 64 && inner.chars().all(fine);
    (whole && !open.trim_end_matches('\\').ends_with('=')).then_some(inner)
}

/// The local part at the end of a text.
fn local(before: &str) -> &str {
    if before.ends_with('"') {
        return quoted(before).unwrap_or_default();
    }
    let is_local = |c: &char| {
        c.is_alphanumeric() || is_combining_mark(*c) || matches!(c, '.' | '_' | '+' | '-' | '\'' | '\u{fffd}')
    };
    let body = before.strip_suffix(is_last).unwrap_or(before);
    let length: usize = body.chars().rev().take_while(is_local).take(64).map(char::len_utf8).sum();
    if length == 0 { "" } else { &before[body.len() - length..] }
}

/// The host at the beginning of a text.
fn host(after: &str) -> String {
    if let Some(literal) = after.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(inner, _)| inner) {
        return if is_number(literal) { format!("[{literal}]") } else { String::new() };
    }
    let is_host = |c: &char| c.is_alphanumeric() || is_combining_mark(*c) || matches!(c, '-' | '.');
    let mut host: String = after.chars().take_while(is_host).take(253).collect();
    // A last label is of one script: what follows a word in ASCII letters without a blank is the sentence.
    let trimmed = host.trim_end_matches(['.', '-']).len();
    host.truncate(trimmed);
    let label = host.rfind('.').map_or(0, |at| at + 1);
    let ascii = host[label..].bytes().take_while(u8::is_ascii).count();
    if ascii >= 2 {
        host.truncate(label + ascii);
    }
    host
}

/// Whether an address literal is the number of a machine.
fn is_number(literal: &str) -> bool {
    let four = literal.parse::<std::net::Ipv4Addr>().is_ok();
    four || literal.strip_prefix("IPv6:").is_some_and(|six| six.parse::<std::net::Ipv6Addr>().is_ok())
}

/// An address from its two parts, when they are such.
fn whole(local: &str, host: &str) -> Option<String> {
    let local = local.trim_matches(['.', '\'', '\u{fffd}']);
    let mut host = host.trim_matches(['.', '-']);
    if host.starts_with('[') {
        return local.chars().any(char::is_alphabetic).then(|| format!("{local}@{host}"));
    }
    // A file may be called after an address, and one of a script is called after its version, as in `chart.js@4.4.0.min.js`.
    while let Some((rest, _)) = host.rsplit_once('.').filter(|(_, end)| FILES.contains(&&*end.to_ascii_lowercase())) {
        host = rest;
    }
    if host.split('.').take(2).filter(|label| label.bytes().all(|b| b.is_ascii_digit())).count() == 2 {
        return None;
    }
    let (rest, last) = host.rsplit_once('.')?;
    let letters = |c: char| c.is_alphabetic() || is_combining_mark(c);
    let word = last.chars().count() >= 2 && last.chars().all(letters);
    let coded = last.to_ascii_lowercase().strip_prefix("xn--").is_some_and(|code| !code.is_empty());
    (!local.is_empty() && !rest.is_empty() && (word || coded)).then(|| format!("{local}@{host}"))
}
