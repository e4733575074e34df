//! In: text of any script. Out: initials, the letter of an index, and text that is cut at a word. Knows no language.

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

/// The letter under which an index has a name: accents of Latin letters do not count, and all digits are one place.
#[must_use]
pub fn first_letter(name: &str) -> String {
    let Some(first) = name.chars().find(|c| c.is_alphanumeric()) else { return "…".to_owned() };
    if first.is_numeric() {
        return "0–9".to_owned();
    }
    let plain = Some(first).filter(|c| *c < '\u{250}').and_then(|c| deunicode::deunicode_char(c)?.chars().next());
    plain.unwrap_or(first).to_uppercase().to_string()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_work_in_any_script() {
        assert_eq!(initials("Maya Lindqvist"), "ML");
        assert_eq!(initials("مايا الأحمد"), "م\u{200c}ا");
        assert_eq!(initials("Plato"), "P");
        assert_eq!(initials("  "), "");
        assert_eq!(
            ["écologie", "“Eta”", "3D printing", "Ähre", "佐藤", "…"].map(first_letter),
            ["E", "E", "0–9", "A", "佐", "…"]
        );
    }
}
