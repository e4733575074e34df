//! In: a language. Out: the words of the report in it, with dates, numbers and plural forms as the site's pages have them.
//! Each language has one table; a table that misses a key, or has one that is not here, does not compile.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod ja;

use std::ops::Deref;

use crate::render::words::{Direction, Forms, Language};

/// The report's words in a language.
pub(super) struct Said {
    language: Language,
    words: &'static Words,
}

impl Said {
    /// Those of a site's language; in English where a language has none.
    pub(super) fn of(tag: &str) -> Self {
        let language = Language::of(tag);
        let primary = language.tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let words = TABLES.iter().find(|(tag, _)| *tag == primary).map_or(&en::WORDS, |(_, words)| words);
        Self { language, words }
    }

    /// A share in whole percent.
    pub(super) fn percent(&self, n: u32) -> String {
        let n = self.number(n as usize);
        match self.direction {
            Direction::Ltr => format!("{n}\u{a0}%"),
            Direction::Rtl => format!("{n}\u{a0}٪"),
        }
    }
}

impl Deref for Said {
    type Target = Language;
    fn deref(&self) -> &Language {
        &self.language
    }
}

static TABLES: [(&str, &Words); 6] = [
    ("en", &en::WORDS),
    ("ar", &ar::WORDS),
    ("de", &de::WORDS),
    ("es", &es::WORDS),
    ("fr", &fr::WORDS),
    ("ja", &ja::WORDS),
];

macro_rules! keys {
    (
        texts { $($text:ident($($place:ident),*)),* $(,)? }
        counts { $($count:ident($($with:ident),*)),* $(,)? }
    ) => {
        /// One language.
        struct Words { $($text: &'static str,)* $($count: Forms,)* }

        impl Said {
            $(pub(super) fn $text(&self, $($place: &str),*) -> String {
                self.language.fill(self.words.$text, &[$((stringify!($place), $place)),*])
            })*
            $(pub(super) fn $count(&self, n: usize, $($with: &str),*) -> String {
                let (form, n) = self.language.counted(&self.words.$count, n);
                self.language.fill(form, &[("n", n.as_str()), $((stringify!($with), $with)),*])
            })*
        }

        #[cfg(test)]
        impl Words {
            fn told(&self) -> Vec<(&'static str, Vec<&'static str>, Vec<(&'static str, &'static str)>)> {
                vec![
                    $((stringify!($text), vec![$(stringify!($place)),*], vec![("", self.$text)]),)*
                    $((stringify!($count), vec!["n", $(stringify!($with)),*], self.$count.told()),)*
                ]
            }
        }
    };
}

macro_rules! words {
    (texts { $($key:ident: $text:literal,)* } counts { $($count:ident { $($category:ident: $form:literal),* })* }) => {
        #[allow(clippy::needless_update, reason = "some languages have every plural form")]
        pub(super) static WORDS: super::Words = super::Words {
            $($key: $text,)*
            $($count: $crate::render::words::Forms { $($category: Some($form),)* ..$crate::render::words::Forms::NONE },)*
        };
    };
}
use words;

keys! {
    texts {
        report(), private(), lead(date), foot(), withheld(), good(), expired(), revoked(), suspended(),
        of_no_badge(), never(),
        over_time(), by_badge(), by_department(), by_skill(), term(), badge(), department(), skill(), badges(),
        awards(), in_numbers(title), first(shown, of), newest(shown, of), too_few_terms(), most(name, n), most_told(name, n), too_few(), each_skill(),
        without(), without_date(), quarter_1(year), quarter_2(year), quarter_3(year), quarter_4(year),
        coverage(), coverage_note(), all_covered(), unaligned(), gap(), yes(), times(), times_unknown(),
        times_badges(), times_departments(), quarter_within(), half_within(), most_within(), expiring(days),
        expiring_note(awards), renew(command), expiring_table(), evidence(), evidence_note(), evidence_none(),
        evidence_table(), evidence_share(), attention(), never_awarded(), all_awarded(), over(share),
        none_over(), none_told_over(), over_note(), times_known(days, early, late),
    }
    counts {
        days(), of_awards(), gaps(of, names),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_has_the_places_that_its_keys_name_and_the_plural_forms_of_its_language() {
        for (tag, words) in TABLES {
            let wanted = Language::of(tag).plural_forms();
            for (key, places, texts) in words.told() {
                for (category, text) in &texts {
                    let mut found: BTreeSet<&str> =
                        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
                    // "One day" needs no numeral.
                    if ["zero", "one", "two"].contains(category) {
                        found.insert("n");
                    }
                    assert_eq!(found, places.iter().copied().collect(), "{tag}: {key} {category}: {text}");
                    assert!(!text.is_empty() && !text.contains(['<', '>', '&', '"']), "{tag}: {key}: no markup");
                }
                let forms: BTreeSet<&str> = texts.iter().map(|(category, _)| *category).collect();
                assert!(forms == BTreeSet::from([""]) || forms == wanted, "{tag}: {key}: {forms:?}");
            }
        }
    }

    #[test]
    fn a_language_without_a_table_is_told_in_english() {
        assert_eq!(["tlh", "de-AT", "ja"].map(|tag| Said::of(tag).days(2)), ["2 days", "2 Tagen", "2日"]);
        assert_eq!(TABLES.map(|(tag, _)| tag).to_vec(), Language::known());
    }
}
