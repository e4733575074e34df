//! Each table against English and CLDR: the same keys (the compiler sees to that), the same places, its plural forms;
//! and how sentences, dates and numbers read.

use std::collections::BTreeSet;

use super::pattern::{Piece, pieces};
use super::*;

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn places(pattern: &str) -> BTreeSet<&str> {
    pieces(pattern).into_iter().filter_map(|p| if let Piece::Place(name) = p { Some(name) } else { None }).collect()
}

const fn name_of(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

impl Language {
    /// The plural categories that the language has.
    pub(crate) fn plural_forms(&self) -> BTreeSet<&'static str> {
        self.plurals.categories().map(name_of).collect()
    }
}

#[test]
fn every_table_has_the_places_that_its_keys_name() {
    for table in TABLES {
        for (section, key, named, texts) in table.told() {
            let named: BTreeSet<_> = named.iter().copied().collect();
            for (category, text) in texts {
                let mut found = places(text);
                // "One credential" needs no numeral.
                if ["zero", "one", "two"].contains(&category) && named.contains("n") {
                    found.insert("n");
                }
                assert_eq!(found, named, "{}: {section} {key} {category}: {text}", table.tag);
                assert!(!text.contains(['<', '>', '&', '"']), "{}: {key}: typographic quotes, no markup", table.tag);
                assert!(!text.is_empty() && text.matches('{').count() == text.matches('}').count(), "{key}");
            }
        }
    }
}

#[test]
fn every_count_has_the_plural_forms_of_its_language() {
    for table in TABLES {
        let wanted = Language::of(table.tag).plural_forms();
        for (_, key, _, texts) in
            table.told().into_iter().filter(|told| ["counts", "labels", "tallies"].contains(&told.0))
        {
            let forms: BTreeSet<_> = texts.iter().map(|(category, _)| *category).collect();
            assert_eq!(forms, wanted, "{}: {key}", table.tag);
        }
    }
}

#[test]
fn every_type_of_the_specification_has_its_words() {
    for kind in crate::draft::ACHIEVEMENT_TYPES {
        assert!(en::TABLE.kinds.of(kind).is_some(), "{kind}");
    }
}

#[test]
fn a_day_reads_as_people_write_it() {
    let d = Language::english().day(moment("2026-05-12T23:59:59Z"));
    assert_eq!((d.iso.as_str(), d.words.as_str(), d.year.as_str()), ("2026-05-12", "12 May 2026", "2026"));
}

#[test]
fn the_sentence_leaves_out_what_is_not_stated() {
    let words = Language::english();
    let d = words.day(moment("2026-05-12T00:00:00Z"));
    let issuer = || Some(Part::of("issuer", "University of Alder Bay"));
    assert_eq!(
        text(&words.sentence(Some("Maya Lindqvist"), "Public Speaking Foundations", issuer(), Some(&d))),
        "Maya Lindqvist earned Public Speaking Foundations from the University of Alder Bay on 12 May 2026."
    );
    assert_eq!(
        text(&words.claim(Some("Maya"), "Section editor", Some(Part::of("issuer", "The Estuary")), Some(&d))),
        "Maya states: Section editor, The Estuary, 12 May 2026."
    );
    assert_eq!(words.with_article("Alder Bay College"), "Alder Bay College");
    assert_eq!(text(&words.sentence(None, "First Aid", None, None)), "First Aid was earned.");
}

#[test]
fn numbers_and_kinds_read_well() {
    let words = Language::english();
    assert_eq!(words.credentials_of(1), "1 credential");
    assert_eq!(words.credentials_of(1_234_567), "1,234,567 credentials");
    assert_eq!((words.number(3.0), words.number(2.5), words.hours(1.0)), ("3".into(), "2.5".into(), "1 hour".into()));
    assert_eq!((words.hours(1.5), words.number(0.0)), ("1.5 hours".into(), "0".into()));
    assert_eq!(words.kind("MicroCredential"), "Micro-credential");
    assert_eq!(words.kind("ext:SummerSchool"), "Summer school");
    assert_eq!(words.list(&["Maya", "Ada", "Lin"]), "Maya, Ada and Lin");
}

#[test]
fn a_language_without_a_table_is_told_in_english_and_says_so() {
    let words = Language::of("tlh");
    assert_eq!((words.tag.as_str(), words.t.skip), ("en", "Skip to the content"));
    assert!(!Language::is_known("tlh") && Language::is_known("en-GB"));
}

/// What a university's page says in a language.
fn said(tag: &str) -> [String; 4] {
    let words = Language::of(tag);
    let day = words.day(moment("2026-05-12T09:00:00Z"));
    let issuer = Some(Part::of("issuer", "University of Alder Bay"));
    [
        day.words.clone(),
        text(&words.sentence(Some("Maya Lindqvist"), "Public Speaking", issuer, Some(&day))),
        words.credentials_of(1_200),
        words.list(&["Ada", "Lin", "Maya"]),
    ]
}

#[test]
fn the_sentence_reads_well_in_every_language() {
    assert_eq!(
        said("de"),
        [
            "12. Mai 2026",
            "Maya Lindqvist hat am 12. Mai 2026 bei der University of Alder Bay „Public Speaking“ erworben.",
            "1.200 Nachweise",
            "Ada, Lin und Maya"
        ]
    );
    assert_eq!(
        said("es"),
        [
            "12 de mayo de 2026",
            "Maya Lindqvist obtuvo «Public Speaking», credencial otorgada por la University of Alder Bay el 12 de mayo de 2026.",
            "1200 credenciales",
            "Ada, Lin y Maya"
        ]
    );
    assert_eq!(
        said("fr"),
        [
            "12 mai 2026",
            "Maya Lindqvist a obtenu «\u{a0}Public Speaking\u{a0}», attestation délivrée par l’University of Alder Bay le 12 mai 2026.",
            "1\u{202f}200 attestations",
            "Ada, Lin et Maya"
        ]
    );
    assert_eq!(
        said("ja"),
        [
            "2026年5月12日",
            "Maya Lindqvistさんは、2026年5月12日にUniversity of Alder Bayの「Public Speaking」を取得しました。",
            "証明書1,200件",
            "Ada、Lin、Maya"
        ]
    );
    assert_eq!(
        said("ar"),
        [
            "12 مايو 2026",
            "مُنح إلى Maya Lindqvist اعتماد «Public Speaking» من University of Alder Bay بتاريخ 12 مايو 2026.",
            "1,200 اعتماد",
            "Ada وLin وMaya"
        ]
    );
}

#[test]
fn arabic_counts_in_six_ways_and_isolates_foreign_names() {
    let words = Language::of("ar");
    assert_eq!(words.direction, Direction::Rtl);
    let said = [0, 1, 2, 3, 11, 100].map(|n: usize| words.credentials_of(n));
    assert_eq!(said, ["لا اعتمادات", "اعتماد واحد", "اعتمادان", "3 اعتمادات", "11 اعتمادًا", "100 اعتماد"]);
    assert_eq!(words.check_issuer("Alder Bay"), "المفتاح يعود إلى \u{2068}Alder Bay\u{2069}.");
}

#[test]
fn a_region_and_a_calendar_of_a_tag_are_respected() {
    let say = |tag: &str| Language::of(tag).day(moment("2026-05-12T09:00:00Z")).words;
    assert_eq!(say("en-US"), "May 12, 2026");
    let first = |tag: &str, day: &str| Language::of(tag).day(moment(&format!("{day}T09:00:00Z"))).words;
    assert_eq!(first("fr", "2025-09-01"), "1er septembre 2025");
    assert_eq!(first("fr-CA", "2025-09-11"), "11 septembre 2025");
    assert_eq!(first("es", "2025-09-01"), "1 de septiembre de 2025");
    assert_eq!(unbroken_dates(&first("fr", "2025-09-01")), "1er\u{a0}septembre\u{a0}2025");
    assert_eq!(say("en-GB"), "12 May 2026");
    assert_eq!(say("ar-EG"), "١٢ مايو ٢٠٢٦");
    assert_eq!(say("ar-SA"), "١٢ مايو ٢٠٢٦", "Gregorian unless the tag says otherwise");
    assert!(say("ar-SA-u-ca-islamic-umalqura").contains("١٤٤٧"), "{}", say("ar-SA-u-ca-islamic-umalqura"));
}
