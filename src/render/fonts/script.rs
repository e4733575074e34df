//! In: a character. Out: of which script it is, in words: where a letter itself is nobody's business.

/// First and last character of what is written in one script, and its name.
const SCRIPTS: [(u32, u32, &str); 34] = [
    (0x0000, 0x024f, "Latin letters"),
    (0x0370, 0x03ff, "Greek letters"),
    (0x0400, 0x052f, "Cyrillic letters"),
    (0x0530, 0x058f, "Armenian letters"),
    (0x0590, 0x05ff, "Hebrew letters"),
    (0x0600, 0x06ff, "Arabic letters"),
    (0x0700, 0x074f, "Syriac letters"),
    (0x0750, 0x077f, "Arabic letters"),
    (0x0780, 0x07bf, "Thaana letters"),
    (0x07c0, 0x07ff, "N'Ko letters"),
    (0x08a0, 0x08ff, "Arabic letters"),
    (0x0900, 0x097f, "Devanagari letters"),
    (0x0980, 0x09ff, "Bengali letters"),
    (0x0a00, 0x0a7f, "Gurmukhi letters"),
    (0x0a80, 0x0aff, "Gujarati letters"),
    (0x0b00, 0x0b7f, "Odia letters"),
    (0x0b80, 0x0bff, "Tamil letters"),
    (0x0c00, 0x0c7f, "Telugu letters"),
    (0x0c80, 0x0cff, "Kannada letters"),
    (0x0d00, 0x0d7f, "Malayalam letters"),
    (0x0d80, 0x0dff, "Sinhala letters"),
    (0x0e00, 0x0e7f, "Thai letters"),
    (0x0e80, 0x0eff, "Lao letters"),
    (0x0f00, 0x0fff, "Tibetan letters"),
    (0x1000, 0x109f, "Burmese letters"),
    (0x10a0, 0x10ff, "Georgian letters"),
    (0x1100, 0x11ff, "Korean letters"),
    (0x1200, 0x139f, "Ethiopic letters"),
    (0x1780, 0x17ff, "Khmer letters"),
    (0x1800, 0x18af, "Mongolian letters"),
    (0x3040, 0x30ff, "Japanese letters"),
    (0x3400, 0x9fff, "Chinese characters"),
    (0xac00, 0xd7af, "Korean letters"),
    (0x20000, 0x323af, "Chinese characters"),
];

/// The script of a character, in words.
pub(in crate::render) fn of(c: char) -> &'static str {
    let c = u32::from(c);
    SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&c)).map_or("some signs", |(_, _, name)| name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_script_is_named_and_not_its_letter() {
        assert_eq!(
            ["ሀ", "字", "א", "😀"].map(|c| super::of(c.chars().next().expect("a character"))),
            ["Ethiopic letters", "Chinese characters", "Hebrew letters", "some signs"]
        );
    }
}
