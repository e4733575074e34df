//! In: the name of a term. Out: the same in words.

use jiff::civil::date;

/// A term in words: `2026-H1` is the first half of 2026.
pub(super) fn term(name: &str) -> String {
    let Some((year, part)) =
        name.split_once('-').filter(|(year, _)| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
    else {
        return if name.is_empty() { "Without a date".to_owned() } else { name.to_owned() };
    };
    let month = |n: i8| date(2000, n, 1).strftime("%B");
    let number = |text: &str| text.parse::<i8>().ok().filter(|n| (1..=12).contains(n));
    match (part.strip_prefix('H').and_then(number), part.strip_prefix('Q').and_then(number), number(part)) {
        (Some(h @ 1..=2), _, _) => format!("{} to {} {year}", month(h * 6 - 5), month(h * 6)),
        (_, Some(q @ 1..=4), _) => format!("{} to {} {year}", month(q * 3 - 2), month(q * 3)),
        (_, _, Some(m)) => format!("{} {year}", month(m)),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::term;

    #[test]
    fn terms_are_said_in_words() {
        let said = ["2026", "2026-H2", "2026-Q1", "2026-05", "Spring 2026", "2026-spring", ""].map(term);
        assert_eq!(
            said,
            [
                "2026",
                "July to December 2026",
                "January to March 2026",
                "May 2026",
                "Spring 2026",
                "2026-spring",
                "Without a date"
            ]
        );
    }
}
