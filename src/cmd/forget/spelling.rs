//! In: a name and a text. Out: where the name stands in it: in whatever case and with whatever marks, in either order as in `Obi, Ada`,
//! with tags, blanks and signs between its words, and with letters that are written as HTML, JSON and addresses write them. Whole words
//! alone: `Ed` is not in `Education`. A name of one word stands where it is written as it is, for `will` is not `Will`.

use std::collections::VecDeque;
use std::ops::Range;

use crate::diag::Span;
use crate::model::people::folded;
use crate::model::search::is_dense;

use super::words::Words;

/// Most bytes between two words of a name, with their tags.
const BETWEEN: usize = 120;

/// From this length on, a name of one word is known in the name of a file in whatever case.
const TELLING: usize = 5;

/// A name as it is looked for.
pub(super) struct Sought<'a> {
    name: &'a str,
    /// Its words in each order that is looked for; a word of a script without blanks is one for each character.
    orders: Vec<Vec<String>>,
}

impl<'a> Sought<'a> {
    pub(super) fn of(name: &'a str) -> Self {
        let units: Vec<Vec<String>> = name.split_whitespace().map(|part| words(part).collect()).collect();
        // The family name first, however many words it has.
        let turned = |from: usize| units[from..].iter().chain(&units[..from]).flatten().cloned().collect();
        let mut orders: Vec<Vec<String>> =
            (0..units.len()).map(turned).filter(|order: &Vec<_>| !order.is_empty()).collect();
        orders.dedup();
        Self { name, orders }
    }

    /// Where the name stands as it is written, between what is no part of a word.
    pub(super) fn exactly(&self, text: &str) -> Vec<Span> {
        let is_whole = |span: &Span| {
            let before = &text[..span.start];
            // The letter of an escape in JSON is none of a word.
            let escaped = ["\\n", "\\r", "\\t"].iter().any(|escape| before.ends_with(escape));
            let apart = |own: Option<char>, other: Option<char>| match (own, other) {
                (Some(own), Some(other)) => {
                    !own.is_alphanumeric() || !other.is_alphanumeric() || is_dense(own) || is_dense(other)
                }
                _ => true,
            };
            (escaped || apart(self.name.chars().next(), before.chars().next_back()))
                && apart(self.name.chars().next_back(), text[span.end..].chars().next())
        };
        let span = |(start, found): (usize, &str)| Span { start, end: start + found.len() };
        text.match_indices(self.name).map(span).filter(is_whole).collect()
    }

    /// Where the name stands in a text, however it is written.
    pub(super) fn within(&self, text: &str) -> Vec<Span> {
        if self.is_one_word() { self.exactly(text) } else { self.spelt(text) }
    }

    /// Whether the name of a file has this name in it.
    pub(super) fn is_called(&self, path: &str) -> bool {
        let telling = self.orders.iter().flatten().map(|word| word.chars().count()).sum::<usize>() >= TELLING;
        let found = if self.is_one_word() && !telling { self.exactly(path) } else { self.spelt(path) };
        !found.is_empty()
    }

    fn is_one_word(&self) -> bool {
        self.orders.first().is_none_or(|order| order.len() == 1)
    }

    fn spelt(&self, text: &str) -> Vec<Span> {
        let length = self.orders.first().map_or(0, Vec::len);
        let mut spans = Vec::new();
        let mut last: VecDeque<(String, Range<usize>)> = VecDeque::with_capacity(length + 1);
        for (word, at) in Words::of(text) {
            if last.back().is_some_and(|(_, before)| at.start.saturating_sub(before.end) > BETWEEN) {
                last.clear();
            }
            last.push_back((folded(&word), at));
            if last.len() > length {
                last.pop_front();
            }
            let is_it = |order: &Vec<String>| order.iter().eq(last.iter().map(|(word, _)| word));
            if length > 0
                && self.orders.iter().any(is_it)
                && let (Some((_, first)), Some((_, end))) = (last.front(), last.back())
            {
                spans.push(Span { start: first.start, end: end.end });
                last.clear();
            }
        }
        spans
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    Words::of(text).map(|(word, _)| folded(&word)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Sought;

    fn found<'t>(name: &str, text: &'t str) -> Vec<&'t str> {
        Sought::of(name).within(text).into_iter().map(|span| &text[span.start..span.end]).collect()
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for text in [
            "Zebulon Quixwood",
            "zebulon  QUIXWOOD",
            "Quixwood; Zebulon",
            "Zebulon <b>Quixwood",
            "Quixwood</td>\n<td class=\"first\">Zebulon",
            "Zebulon&nbsp;Quixwood",
            "Zebulon%20Quixwood",
            "Zébulon\\u0020Quixwood",
            "Zebulon\nQuixwood",
            "Zebulon_Quixwood",
            "Ze\u{ad}bulon Quixwood",
        ] {
            assert_eq!(found("Zebulon Quixwood", &format!("a {text}, b")), [text], "{text}");
        }
        assert_eq!(found("Zebulon Quixwood", r#"{"a":"x\nZebulon Quixwood"}"#), ["Zebulon Quixwood"]);
        assert_eq!(found("María de la Cruz", "de la Cruz, Maria and MARIA DE LA CRUZ").len(), 2);
        assert_eq!(found("Siobhán O’Brien", "Siobhan O&#x27;Brien; O'Brien, Siobh&#225;n").len(), 2);
        assert_eq!(found("佐藤 美咲", "次は佐藤美咲さん、美咲 佐藤").len(), 2);
        assert_eq!(found("李小龍", "李小龍先生"), ["李小龍"]);
    }

    #[test]
    fn nothing_else_is_the_name() {
        for text in ["Zebulon and Quixwood", "Zebulons Quixwood", "Zebulon Quixwoods", "Quixwood", ""] {
            assert_eq!(found("Zebulon Quixwood", text), [""; 0], "{text}");
        }
        let far = format!("Zebulon{}Quixwood", " ".repeat(300));
        assert_eq!(found("Zebulon Quixwood", &far), [""; 0]);
        assert_eq!(found("Bo Li", "symbolic, bo life, Bo Lind"), [""; 0]);
    }

    #[test]
    fn a_name_of_one_word_is_a_whole_word_as_it_is_written() {
        assert_eq!(found("Ed", "Education, edited, ed, red, Ed."), ["Ed"]);
        assert_eq!(found("Will", r#"they will; "\nWill""#), ["Will"]);
        let called = |name: &str, path: &str| Sought::of(name).is_called(path);
        assert!(called("Madonna", "static/madonna.jpg") && !called("Madonna", "static/madonnas.jpg"));
        assert!(called("Zebulon Quixwood", "static/Quixwood-zebulon/a.txt") && !called("Ed", "static/ed.css"));
        assert!(found("...", "a ... b").len() == 1 && !called("...", "static/a.txt"));
    }
}
