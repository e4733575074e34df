//! In: bytes around a keyword of a PDF. Out: what the keyword marks (ISO 32000-2 sections 7.3.8 and 7.3.10).

use super::object::is_blank;

/// The object number of `7 0 ` before `obj`.
pub(super) fn header(before: &[u8]) -> Option<u32> {
    let trimmed = |bytes: &'_ [u8]| bytes.len() - bytes.iter().rev().take_while(|b| is_blank(**b)).count();
    let digits = |bytes: &'_ [u8]| bytes.len() - bytes.iter().rev().take(11).take_while(|b| b.is_ascii_digit()).count();
    let generation = &before[..trimmed(before)];
    let number = &generation[..digits(generation)];
    let gap = trimmed(number);
    if number.len() == generation.len() || gap == number.len() {
        return None;
    }
    let number = &number[..gap];
    std::str::from_utf8(&number[digits(number)..]).ok()?.parse().ok()
}

/// Whether a stream ends here.
pub(super) fn ends_here(rest: &[u8]) -> bool {
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    rest.strip_prefix(b"\n").unwrap_or(rest).starts_with(b"endstream")
}
