//! In: the name of a term. Out: the same in words.

use super::words::Said;

/// A term in words: `2026-H1` is the first half of 2026.
pub(super) fn term(name: &str, said: &Said) -> String {
    let parts = name.split_once('-').filter(|(year, _)| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let Some((year, part)) = parts else {
        return if name.is_empty() { said.without_date() } else { name.to_owned() };
    };
    let number = |text: &str| text.parse::<i8>().ok().filter(|n| (1..=12).contains(n));
    match (part.split_at_checked(1).map(|(kind, n)| (kind, number(n))), number(part)) {
        (Some(("H", Some(1))), _) => said.half_first(year),
        (Some(("H", Some(2))), _) => said.half_second(year),
        (Some(("Q", Some(1))), _) => said.quarter_1(year),
        (Some(("Q", Some(2))), _) => said.quarter_2(year),
        (Some(("Q", Some(3))), _) => said.quarter_3(year),
        (Some(("Q", Some(4))), _) => said.quarter_4(year),
        (_, Some(month)) => year.parse().map_or_else(|_| name.to_owned(), |year| said.month(year, month)),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_said_in_words() {
        let english = Said::of("en");
        let said = ["2026", "2026-H2", "2026-Q1", "2026-05", "Spring 2026", "2026-spring", ""]
            .map(|name| term(name, &english));
        assert_eq!(
            said,
            [
                "2026",
                "July–December 2026",
                "January–March 2026",
                "May 2026",
                "Spring 2026",
                "2026-spring",
                "Without a date"
            ]
        );
        let said = ["de", "fr", "ja"].map(|tag| ["2026-Q4", "2026-05"].map(|name| term(name, &Said::of(tag))));
        assert_eq!(
            said,
            [
                ["Oktober–Dezember 2026", "Mai 2026"],
                ["Octobre–décembre 2026", "mai 2026"],
                ["2026 10〜12月", "2026年5月"]
            ]
        );
    }
}
