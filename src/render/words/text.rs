//! In: text of any script. Out: initials, and text that is cut at a word. Knows no language.

/// Up to two letters for a person without a portrait: of the first and the last name.
#[must_use]
pub fn initials(name: &str) -> String {
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let letters: Vec<char> = name.split_whitespace().filter_map(first).collect();
    let last = letters.last().filter(|_| letters.len() > 1);
    let both = letters.first().into_iter().chain(last);
    // Letters of a joined script stand apart.
    let apart = if name.chars().any(|c| ('\u{600}'..='\u{8ff}').contains(&c)) { "\u{200c}" } else { "" };
    both.map(|c| c.to_uppercase().to_string()).collect::<Vec<_>>().join(apart)
}

/// At most `most` characters, cut at a word, with an ellipsis when something was cut.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    let cut: String = flat.chars().take(most).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', '.', ';', ':']))
}

/// A text with no line break inside a date: of a day, a month and a year in four digits, the spaces between them do not break.
#[must_use]
pub fn unbroken_dates(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let digits = |word: &str| word.chars().take_while(|c| c.is_numeric()).count();
    let is_day = |word: &str| (1..=2).contains(&digits(word)) && word.chars().count() <= digits(word) + 2;
    let is_word = |word: &&str| word.chars().all(char::is_alphabetic) && !word.is_empty();
    let mut held = vec![false; words.len()];
    for (year, _) in words.iter().enumerate().filter(|(_, word)| digits(word) == 4) {
        // "8 June 2026", "8 de junio de 2026": at most three words between.
        let named = words[..year].iter().rev().take_while(|word| is_word(word)).count();
        let day = year.checked_sub(named + 1).filter(|day| (1..=3).contains(&named) && is_day(words[*day]));
        held[day.unwrap_or(year)..year].fill(true);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (n, word) in words.iter().enumerate() {
        out.push_str(word);
        if n + 1 < words.len() {
            out.push(if held[n] { '\u{a0}' } else { ' ' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_never_broken_across_lines() {
        let said = [
            ("Verified as of 8 June 2026, and more.", "Verified as of 8~June~2026, and more."),
            ("am 8. Juni 2026 geprüft", "am 8.~Juni~2026 geprüft"),
            ("le 1er juin 2026.", "le 1er~juin~2026."),
            ("el 8 de junio de 2026.", "el 8~de~junio~de~2026."),
            ("في ٨ يونيو ٢٠٢٦.", "في ٨~يونيو~٢٠٢٦."),
            ("2026年6月8日", "2026年6月8日"),
            ("The class of 2026", "The class of 2026"),
            ("", ""),
        ];
        for (text, held) in said {
            assert_eq!(unbroken_dates(text), held.replace('~', "\u{a0}"));
        }
    }

    #[test]
    fn initials_work_in_any_script() {
        assert_eq!(initials("Maya Lindqvist"), "ML");
        assert_eq!(initials("مايا الأحمد"), "م\u{200c}ا");
        assert_eq!(initials("Plato"), "P");
        assert_eq!(initials("  "), "");
    }
}
