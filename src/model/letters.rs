//! In: a name of any script. Out: where it stands from A to Z, and under which letter. Case and marks do not count, as in the search:
//! what stands under one letter is together, and every letter stands once.

use super::search::fold;

/// Where a name stands: digits, then letters in their order, then what has neither. Names of one place are in order of their signs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alphabetic {
    class: Class,
    /// Without what stands before the first letter.
    folded: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Digit,
    Letter,
    Other,
}

impl Alphabetic {
    /// Of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let folded = fold(name);
        match folded.char_indices().find(|(_, c)| c.is_alphanumeric()) {
            None => Self { class: Class::Other, folded },
            Some((at, first)) => Self {
                class: if first.is_numeric() { Class::Digit } else { Class::Letter },
                folded: folded[at..].to_owned(),
            },
        }
    }

    /// The letter under which it stands; all digits are one place.
    #[must_use]
    pub fn letter(&self) -> String {
        match self.class {
            Class::Digit => "0–9".to_owned(),
            Class::Letter => self.folded.chars().take(1).flat_map(char::to_uppercase).collect(),
            Class::Other => "…".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_order_of_their_letters_whatever_the_marks() {
        let sorted = [
            "3D printing",
            "٣ نجوم",
            "Ähre",
            "Anna",
            "Åsa",
            "Ɓala",
            "écologie",
            "Əli",
            "“Eta”",
            "ﬁona",
            "Łukasz",
            "Zoë",
            "Ωmega",
            "Яна",
            "עברית",
            "أحمد",
            "佐藤",
            "…",
        ];
        let mut own = sorted;
        own.reverse();
        own.sort_by_cached_key(|name| Alphabetic::of(name));
        assert_eq!(own, sorted);
        let letters: Vec<String> = sorted.iter().map(|name| Alphabetic::of(name).letter()).collect();
        assert_eq!(letters.join(" "), "0–9 0–9 A A A B E E E F L Z Ω Я ע ا 佐 …");
    }
}
