//! In: what can be found, each with its name. Out: a tree of prefixes over the words of all names, cut into parts that are small enough
//! to fetch: a reader's browser gets the part of a query and nothing else. The same input gives the same parts.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::ids::EntryId;

/// Most results of one part: with the longest names that is some 64 KB.
pub const PART: usize = 300;
/// How many are shown of a prefix that has more than one part holds.
pub const FIRST: usize = 40;
/// Longest word that is told apart, in characters.
const WORD: usize = 24;

/// Something that can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// A badge, by its place in the site.
    Badge(u32),
    /// A name in the register, by its place.
    Person(u32),
    /// A skill.
    Skill(u32),
    /// A department.
    Department(u32),
    /// A credential that nothing else leads to.
    Credential(EntryId),
}

/// A part of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The beginning of words that it is about; empty for the whole.
    pub prefix: String,
    /// How many can be found by it.
    pub count: usize,
    /// Those that it holds.
    pub found: Vec<Found>,
    /// The characters that lead on from here; none when it holds everything.
    pub next: Vec<char>,
}

/// The words of a register, sorted.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The words one after another.
    text: String,
    /// Where a word stands in `text`, its length in bytes, and what it finds.
    words: Vec<(u32, u8, Found)>,
    /// Each part: where its words begin and end, and the bytes of its prefix.
    parts: Vec<(u32, u32, u8)>,
}

impl Search {
    /// Sorts the words and cuts the tree.
    pub(super) fn of(all: impl Iterator<Item = (Found, String)>) -> Self {
        let mut search = Self::default();
        for (found, name) in all {
            for word in words(&name) {
                let start = search.text.len() as u32;
                search.text.push_str(&word);
                // At most 24 characters of four bytes.
                search.words.push((start, word.len() as u8, found));
            }
        }
        let Self { text, words, .. } = &mut search;
        let of = |(start, length, _): &(u32, u8, Found)| &text[*start as usize..*start as usize + usize::from(*length)];
        words.sort_unstable_by(|a, b| (of(a), a.2).cmp(&(of(b), b.2)));
        words.dedup_by(|a, b| a.2 == b.2 && of(a) == of(b));
        let all = words.len();
        if all > 0 {
            search.cut(0, all, 0);
        }
        search
    }

    /// How many parts there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether nothing can be found.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The beginning of the words of a part.
    #[must_use]
    pub fn prefix(&self, n: usize) -> &str {
        let (start, _, length) = self.parts[n];
        &self.word(start as usize)[..usize::from(length)]
    }

    /// A part.
    #[must_use]
    pub fn part(&self, n: usize) -> Part {
        let (start, end, length) = self.parts[n];
        let (start, end, length) = (start as usize, end as usize, usize::from(length));
        let found = self.distinct(start, end);
        let count = found.len();
        let whole = count <= PART;
        // Words that end here come first: nothing leads on to them.
        let ended = (start..end).take_while(|at| self.word(*at).len() == length).count();
        let mut shown = if whole { found } else { self.distinct(start, start + ended) };
        if !whole && shown.len() < FIRST {
            let more: Vec<Found> = found_first(&self.words[start + ended..end], &shown);
            shown.extend(more);
        }
        let next = if whole { Vec::new() } else { self.next(start, end, length) };
        Part { prefix: self.prefix(n).to_owned(), count, found: shown, next }
    }

    fn word(&self, at: usize) -> &str {
        let (start, length, _) = self.words[at];
        &self.text[start as usize..start as usize + usize::from(length)]
    }

    fn distinct(&self, start: usize, end: usize) -> Vec<Found> {
        let mut found: Vec<Found> = self.words[start..end].iter().map(|(_, _, found)| *found).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn next(&self, start: usize, end: usize, length: usize) -> Vec<char> {
        let mut next: Vec<char> = (start..end).filter_map(|at| self.word(at)[length..].chars().next()).collect();
        next.dedup();
        next
    }

    fn cut(&mut self, start: usize, end: usize, length: usize) {
        self.parts.push((start as u32, end as u32, length as u8));
        if end - start <= PART || self.distinct(start, end).len() <= PART {
            return;
        }
        let mut at = start;
        while at < end {
            let Some(c) = self.word(at)[length..].chars().next() else {
                at += 1;
                continue;
            };
            let same = |at: usize| self.word(at)[length..].starts_with(c);
            let stop = (at..end).find(|at| !same(*at)).unwrap_or(end);
            self.cut(at, stop, length + c.len_utf8());
            at = stop;
        }
    }
}

/// The first few that are not there already.
fn found_first(words: &[(u32, u8, Found)], there: &[Found]) -> Vec<Found> {
    let mut more: Vec<Found> = Vec::new();
    for (_, _, found) in words {
        if there.len() + more.len() >= FIRST {
            break;
        }
        if !there.contains(found) && !more.contains(found) {
            more.push(*found);
        }
    }
    more
}

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
fn fold(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a browser does: from the whole on, a part for each character, until one holds everything.
    fn look(search: &Search, word: &str) -> Option<Vec<Found>> {
        let part = |prefix: &str| (0..search.len()).find(|n| search.prefix(*n) == prefix).map(|n| search.part(n));
        let mut prefix = String::new();
        let mut at = part("")?;
        for c in word.chars() {
            if at.next.is_empty() {
                break;
            }
            if !at.next.contains(&c) {
                return None;
            }
            prefix.push(c);
            at = part(&prefix)?;
        }
        Some(at.found)
    }

    #[test]
    fn names_are_folded_in_every_script() {
        assert_eq!(words("Zoë Ångström-Łukasz O’Sullivan"), ["angstrom", "lukasz", "osullivan", "zoe"]);
        assert_eq!(words("佐藤 美咲"), ["佐藤", "咲", "美咲", "藤"]);
        assert_eq!(words("أحمد العلي"), ["احمد", "العلي"]);
        assert_eq!(words("Straße ＡＢＣ"), ["abc", "strasse"]);
        assert!(words(" - ").is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn everything_is_found_by_each_word_and_counted_by_each_prefix(
            names in proptest::collection::vec("[a-c]{1,3}( [a-d]{1,2})?", 1..900),
        ) {
            let search = Search::of((0..).map(Found::Person).zip(names.iter().cloned()));
            for (n, name) in (0..).zip(&names).step_by(7) {
                for word in words(name) {
                    let found = look(&search, &word).unwrap_or_default();
                    prop_assert!(found.contains(&Found::Person(n)), "{name} by {word}");
                }
            }
            for n in 0..search.len() {
                let part = search.part(n);
                let truth = names.iter().filter(|name| words(name).iter().any(|word| word.starts_with(&part.prefix))).count();
                prop_assert_eq!(part.count, truth);
                prop_assert!(part.next.is_empty() == (part.count <= PART));
            }
        }
    }
}
