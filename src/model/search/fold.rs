//! In: a name. Out: the words that it is looked for by, without case and marks, in every script.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Longest word that is told apart, in characters.
const WORD: usize = 24;

/// Letters that no mark is taken from, as they are looked for and sorted; in their order.
#[rustfmt::skip]
const SAME: [(char, &str); 45] = [
    ('ß', "ss"), ('æ', "ae"), ('ð', "d"), ('ø', "o"), ('þ', "th"), ('đ', "d"), ('ħ', "h"), ('ı', "i"), ('ĸ', "k"),
    ('ł', "l"), ('ŋ', "n"), ('œ', "oe"), ('ŧ', "t"), ('ƀ', "b"), ('ƃ', "b"), ('ƌ', "d"), ('ƒ', "f"), ('ƙ', "k"),
    ('ƚ', "l"), ('ƥ', "p"), ('ƭ', "t"), ('ƴ', "y"), ('ƶ', "z"), ('ǝ', "e"), ('ǥ', "g"), ('ɓ', "b"), ('ɔ', "o"),
    ('ɖ', "d"), ('ɗ', "d"), ('ə', "e"), ('ɛ', "e"), ('ɠ', "g"), ('ɣ', "g"), ('ɦ', "h"), ('ɨ', "i"), ('ɩ', "i"),
    ('ɫ', "l"), ('ɲ', "n"), ('ɵ', "o"), ('ʂ', "s"), ('ʈ', "t"), ('ʉ', "u"), ('ʋ', "v"), ('ς', "σ"), ('ى', "ي"),
];

/// Signs within words that nobody types the same way: `O'Neil`, `d’Abara`.
const APOSTROPHES: [char; 4] = ['\'', '’', 'ʻ', 'ʼ'];

/// The words of a name as they are looked for: no case, no marks; of scripts that are written without blanks, what follows each character, too.
/// A word with an apostrophe is looked for as one and by its parts.
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    plain_words(&fold(name), &mut all);
    if name.contains(APOSTROPHES) {
        plain_words(&fold(&name.replace(APOSTROPHES, " ")), &mut all);
    }
    all.sort();
    all.dedup();
    all
}

fn plain_words(plain: &str, all: &mut Vec<String>) {
    for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let chars: Vec<char> = word.chars().collect();
        let dense = chars.iter().any(|c| is_dense(*c));
        let starts = if dense { chars.len() } else { 1 };
        all.extend((0..starts).map(|at| chars[at..].iter().take(WORD).collect::<String>()));
    }
}

/// A text without case and marks. `search.js` does exactly the same.
pub(in crate::model) fn fold(text: &str) -> String {
    let bare: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let mut out = String::with_capacity(bare.len());
    for c in bare.nfc().flat_map(char::to_lowercase) {
        match SAME.binary_search_by_key(&c, |(letter, _)| *letter) {
            Ok(at) => out.push_str(SAME[at].1),
            Err(_) if c == 'ـ' || APOSTROPHES.contains(&c) || is_combining_mark(c) => {}
            Err(_) => out.push(c),
        }
    }
    out
}

/// Whether words of its script are written without blanks between them.
#[must_use]
pub const fn is_dense(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_an_apostrophe_is_found_as_one_and_by_its_parts() {
        assert_eq!(words("Seán O’Neil"), ["neil", "o", "oneil", "sean"]);
        assert_eq!(words("d'Abara"), ["abara", "d", "dabara"]);
    }

    #[test]
    fn the_script_of_the_search_folds_the_same_letters() {
        let script = include_str!("../../../themes/default/assets/search.js");
        let own = script.split_once("const same = {").and_then(|(_, rest)| rest.split_once("};")).expect("a table").0;
        let pairs = own.split(',').filter_map(|pair| pair.trim().split_once(": "));
        let mut pairs: Vec<(char, &str)> =
            pairs.map(|(letter, to)| (letter.chars().next().expect("a letter"), to.trim_matches('\''))).collect();
        pairs.sort_unstable();
        assert_eq!(pairs, SAME, "and it is in order");
    }
}
