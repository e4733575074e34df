//! In: what can be found, each with its name. Out: a tree of prefixes over the words of all names, cut into parts that are small enough
//! to fetch: a reader's browser gets the part of a query and nothing else. A word that more names have than a part holds goes on with a
//! blank and the other words of these names. The same input gives the same parts.

mod cutting;
mod fold;

use super::ids::EntryId;
use cutting::Cutting;
pub(super) use fold::fold;
pub use fold::{is_dense, words};

/// Most results of one part: with the longest names that is some 64 KB.
pub const PART: usize = 300;
/// How many are shown of a prefix that has more than one part holds.
pub const FIRST: usize = 40;

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
    /// Where a word stands in `text`, its length in bytes, and what it finds. Behind all of them the lists that parts go on with.
    words: Vec<(u32, u8, Found)>,
    parts: Vec<Cut>,
}

/// A part: where its words begin and end, and the bytes of its prefix.
#[derive(Debug, Clone, Copy, Default)]
struct Cut {
    start: u32,
    end: u32,
    length: u8,
    /// Which part it goes on from, with another word of the same names: its place, counted from 1.
    under: u32,
    /// Where the list begins that it goes on with, and where that ends: nothing when few names have the whole word.
    on: (u32, u32),
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
        search.sort_from(0);
        if !search.words.is_empty() {
            Cutting::of(&mut search).all();
        }
        search
    }

    /// Sorts the words from a place on, without those that are there twice.
    fn sort_from(&mut self, from: usize) {
        let Self { text, words, .. } = self;
        let of = |(start, length, _): &(u32, u8, Found)| &text[*start as usize..*start as usize + usize::from(*length)];
        let mut own = words.split_off(from);
        own.sort_unstable_by(|a, b| (of(a), a.2).cmp(&(of(b), b.2)));
        own.dedup_by(|a, b| a.2 == b.2 && of(a) == of(b));
        words.append(&mut own);
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

    /// The words of a part: whole ones, each with a blank, and the beginning of one.
    #[must_use]
    pub fn prefix(&self, n: usize) -> String {
        let Cut { start, length, under, .. } = self.parts[n];
        let own = &self.word(start as usize)[..usize::from(length)];
        match under {
            0 => own.to_owned(),
            under => format!("{} {own}", self.prefix(under as usize - 1)),
        }
    }

    /// A part.
    #[must_use]
    pub fn part(&self, n: usize) -> Part {
        let cut = self.parts[n];
        let (start, end, length) = (cut.start as usize, cut.end as usize, usize::from(cut.length));
        let found = self.distinct(start, end);
        let count = found.len();
        if count <= PART {
            return Part { prefix: self.prefix(n), count, found, next: Vec::new() };
        }
        // Words that end here come first: nothing leads on to them, unless very many do.
        let ended = start + self.ended(start, end, length);
        let mut shown = self.distinct(start, ended);
        if shown.len() > PART {
            let on = self.distinct(cut.on.0 as usize, cut.on.1 as usize);
            let (rest, mut first): (Vec<_>, Vec<_>) = shown.into_iter().partition(|one| on.binary_search(one).is_ok());
            first.truncate(PART);
            first.extend(rest.into_iter().take(FIRST.saturating_sub(first.len())));
            shown = first;
        } else if shown.len() < FIRST {
            let more: Vec<Found> = found_first(&self.words[ended..end], &shown);
            shown.extend(more);
        }
        let goes_on = (cut.on.0 < cut.on.1).then_some(' ');
        let next = goes_on.into_iter().chain(self.next(start, end, length)).collect();
        Part { prefix: self.prefix(n), count, found: shown, next }
    }

    fn word(&self, at: usize) -> &str {
        let (start, length, _) = self.words[at];
        &self.text[start as usize..start as usize + usize::from(length)]
    }

    /// How many words of a part end with its prefix.
    fn ended(&self, start: usize, end: usize, length: usize) -> usize {
        (start..end).take_while(|at| self.word(*at).len() == length).count()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a browser does: from the whole on, a part for each character, until one holds everything.
    fn look(search: &Search, words: &[String]) -> Vec<Found> {
        let part = |prefix: &str| (0..search.len()).find(|n| search.prefix(*n) == prefix).map(|n| search.part(n));
        let (mut prefix, mut at) = (String::new(), part("").expect("the whole"));
        for c in words.join(" ").chars() {
            if at.next.is_empty() || c == ' ' && !at.next.contains(&c) {
                break;
            }
            if !at.next.contains(&c) {
                return Vec::new();
            }
            prefix.push(c);
            at = part(&prefix).expect("it is said to lead on");
        }
        at.found
    }

    #[test]
    fn names_are_folded_in_every_script() {
        assert_eq!(
            words("Zoë Ångström-Łukasz O’Sullivan"),
            ["angstrom", "lukasz", "o", "osullivan", "sullivan", "zoe"]
        );
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
                for at in 0..words(name).len() {
                    let mut query = words(name);
                    query.swap(0, at);
                    let found = look(&search, &query);
                    prop_assert!(found.contains(&Found::Person(n)), "{name} by {query:?}");
                }
            }
            for n in 0..search.len() {
                let part = search.part(n);
                let (whole, begun) = part.prefix.rsplit_once(' ').unwrap_or(("", &part.prefix));
                let whole: Vec<&str> = whole.split(' ').filter(|word| !word.is_empty()).collect();
                let fits = |name: &&String| {
                    let mut rest = words(name);
                    let all = whole.iter().all(|word| rest.iter().position(|own| own == word).map(|at| rest.remove(at)).is_some());
                    all && rest.iter().any(|word| word.starts_with(begun))
                };
                prop_assert_eq!(part.count, names.iter().filter(fits).count(), "{:?}", part.prefix);
                prop_assert!(part.next.is_empty() == (part.count <= PART));
                prop_assert!(part.found.len() <= PART);
            }
        }
    }

    #[test]
    fn a_name_that_very_many_have_leads_on_to_their_other_names() {
        let names = |n: usize| {
            format!("Maria {} Silva", (0..3).map(|at| char::from(b'a' + (n >> (at * 3) & 7) as u8)).collect::<String>())
        };
        let search = Search::of((0..).map(Found::Person).zip((0..500).map(names)));
        let parts = (0..search.len()).map(|n| search.part(n));
        assert!(parts.clone().all(|part| part.found.len() <= PART));
        let whole = parts.clone().find(|part| part.prefix == "maria").unwrap();
        assert_eq!((whole.count, whole.found.len(), whole.next.as_slice()), (500, FIRST, &[' '][..]));
        for query in
            [["maria", "aba", "silva"], ["silva", "aba", "maria"], ["silva", "maria", "aba"], ["aba", "maria", "silva"]]
        {
            assert!(look(&search, &query.map(str::to_owned)).contains(&Found::Person(8)), "{query:?}");
        }
        // Names that nothing tells apart are counted, and the first are shown.
        let search = Search::of((0..900).map(|n| (Found::Person(n), "Maria Silva".to_owned())));
        let parts: Vec<Part> = (0..search.len()).map(|n| search.part(n)).collect();
        assert!(parts.iter().all(|part| part.found.len() <= PART && part.count == 900));
    }
}
