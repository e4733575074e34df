//! In: a word of a row. Out: whether it may be signed as it stands: a placeholder, a hidden character, an e-mail address, an address.

use crate::draft::shown_addresses;

/// What spreadsheets and forms leave behind where a name should be.
pub(super) fn is_placeholder(name: &str) -> bool {
    const PLACEHOLDERS: [&str; 22] = [
        "undefined",
        "null",
        "none",
        "nil",
        "nan",
        "n/a",
        "na",
        "#n/a",
        "#ref!",
        "#value!",
        "#name?",
        "unknown",
        "anonymous",
        "test",
        "test student",
        "student test",
        "student, test",
        "test user",
        "first last",
        "your name",
        "tbd",
        "points possible",
    ];
    let plain = name.to_lowercase();
    PLACEHOLDERS.contains(&plain.as_str())
        || plain.starts_with(['{', '<', '[', '$'])
        || !plain.chars().any(char::is_alphabetic)
}

/// What a spreadsheet would calculate with rather than show: `=`, `@` and `+` begin a formula, but for a number with its sign.
pub(super) fn is_formula(text: &str) -> bool {
    let signed = || text.trim_start_matches('+').trim_start().parse::<f64>().is_ok();
    text.starts_with(['=', '@', '\t', '\r']) || (text.starts_with('+') && !signed())
}

/// What to do about one.
pub(super) const FORMULA: &str =
    "type the text itself; a spreadsheet that opens what is exported would calculate with it";

/// Control and direction characters that change how a text reads without being seen; joiners, which scripts need, are fine.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Whether an e-mail address stands in a text, as the build looks for it before anything is published.
pub(super) fn has_mail(text: &str) -> bool {
    !shown_addresses(text).is_empty()
}

pub(super) fn is_mail(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && !local.contains(['/', ':', '@'])
        && !text.chars().any(char::is_whitespace)
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

pub(super) fn is_web(text: &str) -> bool {
    is_uri(text)
        && url::Url::parse(text).is_ok_and(|u| {
            matches!(u.scheme(), "https" | "http") && u.has_host() && u.username().is_empty() && u.password().is_none()
        })
}

pub(super) fn is_uri(text: &str) -> bool {
    text.is_ascii()
        && !text
            .bytes()
            .any(|b| b <= b' ' || matches!(b, b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'\\' | b'^' | b'`'))
}
