//! In: a name. Out: the words that it is looked for by, without case and marks, in every script.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Longest word that is told apart, in characters.
const WORD: usize = 24;

/// The words of a name as they are looked for: no case, no marks; of scripts that are written without blanks, what follows each character, too.
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    let plain = fold(name);
    let mut all: Vec<String> = Vec::new();
    for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let chars: Vec<char> = word.chars().collect();
        let dense = chars.iter().any(|c| is_dense(*c));
        let starts = if dense { chars.len() } else { 1 };
        all.extend((0..starts).map(|at| chars[at..].iter().take(WORD).collect()));
    }
    all.sort();
    all.dedup();
    all
}

/// A text without case and marks. `search.js` does exactly the same.
pub(in crate::model) fn fold(text: &str) -> String {
    let bare: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let mut out = String::with_capacity(bare.len());
    for c in bare.nfc().flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            'ى' => out.push('ي'),
            'ـ' | '’' | '\'' | 'ʻ' | 'ʼ' => {}
            c if is_combining_mark(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether words of its script are written without blanks between them.
const fn is_dense(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
