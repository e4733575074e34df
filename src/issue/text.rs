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
        || is_total(name)
        || plain.starts_with(['{', '<', '[', '$'])
        || !plain.chars().any(char::is_alphabetic)
}

/// What stands at the end of a table in the place of a name, where its numbers are summed up.
pub(super) fn is_total(name: &str) -> bool {
    const TOTALS: [&str; 36] = [
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sum total",
        "average",
        "averages",
        "overall average",
        "class average",
        "course average",
        "group average",
        "overall total",
        "summe",
        "gesamt",
        "gesamtsumme",
        "durchschnitt",
        "gesamtdurchschnitt",
        "mittelwert",
        "moyenne",
        "moyennes",
        "moyenne générale",
        "moyenne de la classe",
        "total général",
        "somme",
        "promedio",
        "promedio general",
        "total general",
        "suma",
        "suma total",
        "totale",
        "media generale",
        "média geral",
        "gemiddelde",
        "totaal",
        "średnia",
        "razem",
    ];
    let plain = name.to_lowercase();
    TOTALS.contains(&plain.trim_end_matches([':', '.', ' ']))
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

/// The first character of a name or number that nobody sees: it would make another one of it that looks the same. Joiners, and signs that
/// choose among the forms of a character, are fine behind the scripts that need them, from Arabic on.
pub(super) fn unseen(text: &str) -> Option<char> {
    let mut before = None;
    text.chars().find(|c| {
        let chosen = matches!(c, '\u{200c}' | '\u{200d}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
        let needed = chosen && before.replace(*c).is_some_and(|before| before >= '\u{600}');
        before = Some(*c);
        !needed && (chosen || is_hidden(*c) || has_no_shape(*c))
    })
}

/// Characters of text that have no shape of their own (`Default_Ignorable_Code_Point`), but for those that choose one.
const fn has_no_shape(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
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

#[cfg(test)]
mod tests {
    use super::unseen;

    #[test]
    fn what_nobody_sees_is_found_in_a_name_and_joiners_stay_where_scripts_need_them() {
        for name in [
            "Ada\u{200b} Obi",
            "Ada\u{2060}Obi",
            "Ad\u{ad}a",
            "A\u{200d}da",
            "Ada\u{200e}",
            "Ada\u{fe0f}",
            "\u{e0041}da",
        ] {
            assert!(unseen(name).is_some(), "{name:?}");
        }
        for name in ["محمد\u{200c}رضا", "ක්\u{200d}රිෂ්ණ", "അവന\u{d4d}\u{200d}", "葛\u{e0100}飾", "José", "O’Connor"]
        {
            assert_eq!(unseen(name), None, "{name:?}");
        }
    }
}
