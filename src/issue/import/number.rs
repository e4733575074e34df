//! In: a cell, and whether its numbers have a comma where others have a point. Out: the number as `1061.5`, or what to write instead.
//! Signs between thousands are passed over where nothing else can be meant.

/// What parts thousands in some languages, and stands in no number for anything else.
const APART: [char; 4] = ['\'', '’', '\u{a0}', '\u{202f}'];

/// The number without signs between thousands and with a point; `None` when it is none, or can be read in two ways, as `1,061`.
pub(super) fn plain(text: &str, decimal_comma: bool) -> Option<String> {
    let (point, thousands) = if decimal_comma { (',', '.') } else { ('.', ',') };
    let text = text.trim();
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = &text[..text.len() - unsigned.len()];
    let (whole, fraction) = unsigned.split_once(point).unwrap_or((unsigned, ""));
    let parted = whole.find(|c: char| !c.is_ascii_digit()).and_then(|at| whole[at..].chars().next());
    let (whole, fraction) = match parted {
        None => (whole.to_owned(), fraction),
        Some(apart) if apart == thousands || APART.contains(&apart) => {
            let groups: Vec<&str> = whole.split(apart).collect();
            // One such sign and no other may be the decimal one.
            let may_be_point = apart == thousands && groups.len() == 2 && !unsigned.contains(point);
            match (are_thousands(&groups), may_be_point) {
                (true, false) => (groups.concat(), fraction),
                (false, true) if decimal_comma => (groups[0].to_owned(), groups[1]),
                _ => return None,
            }
        }
        Some(_) => return None,
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_number = digits(&whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    let fraction = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    is_number.then(|| format!("{sign}{whole}{fraction}"))
}

/// Whether these are the parts of a number of thousands: `1`, `061`.
fn are_thousands(groups: &[&str]) -> bool {
    let (first, rest) = groups.split_first().unwrap_or((&"", &[]));
    (1..=3).contains(&first.len()) && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3)
}

/// What to do about a cell that is no number.
pub(super) fn advice(text: &str, decimal_comma: bool) -> &'static str {
    let sign = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '-' | '+' | '%');
    let like_one = text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| sign(c) || APART.contains(&c));
    match (like_one, decimal_comma) {
        (false, _) => "name a column of numbers in the rule, or correct the cell",
        (true, true) => {
            "write it without a sign between thousands, such as 1061,00: its decimal sign is a comma, as `decimal: comma` of the mapping or --decimal says"
        }
        (true, false) => {
            "write it without a sign between thousands, such as 1061.00; or, when its comma is the decimal sign, say --decimal comma, or `decimal: comma` in the mapping"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_read_where_nothing_else_can_be_meant() {
        for (text, point, comma) in [
            ("88.5", Some("88.5"), Some("88.5")),
            ("88,5", None, Some("88.5")),
            ("1,061.00", Some("1061.00"), None),
            ("1.061,00", None, Some("1061.00")),
            ("1,061", None, Some("1.061")),
            ("1.061", Some("1.061"), None),
            ("0.500", Some("0.500"), Some("0.500")),
            ("12,345,678", Some("12345678"), None),
            ("12.345.678", None, Some("12345678")),
            ("1'061.5", Some("1061.5"), None),
            ("1\u{202f}061", Some("1061"), Some("1061")),
            ("-1,061.0", Some("-1061.0"), None),
            ("+5", Some("+5"), Some("+5")),
            (" 7 ", Some("7"), Some("7")),
            ("5.", Some("5"), Some("5")),
            (".5", Some(".5"), Some(".5")),
            ("1,06.5", None, None),
            ("1,0611.5", None, None),
            ("1061,000.5", None, None),
            ("1 061", None, None),
            ("1e3", None, None),
            ("--5", None, None),
            (".", None, None),
            ("", None, None),
            ("B+", None, None),
        ] {
            assert_eq!(plain(text, false).as_deref(), point, "{text} with a point");
            assert_eq!(plain(text, true).as_deref(), comma, "{text} with a comma");
        }
    }
}
