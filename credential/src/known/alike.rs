//! In: the name of an issuer. Out: how a reader takes it, so that a name which differs for machines alone is found to be the same.
//! The tables hold the letters of names that readers of Latin script are shown; whatever is in none of them stands for itself.

/// A name as it is read and as it looks: whole, and without words that say nothing of whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    whole: Form,
    telling: Form,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    /// Letters and digits alone, in lower case and without marks.
    read: String,
    /// The same by their shapes: each letter as the Latin one that it looks like.
    seen: String,
}

impl Name {
    pub(super) fn of(name: &str) -> Self {
        let bare: String = name.chars().flat_map(bare).collect();
        let words: Vec<String> = bare.split(is_between).map(letters).filter(|word| !word.is_empty()).collect();
        let telling = words.iter().enumerate().filter(|(at, word)| !adds_nothing(word, *at == 0));
        let telling: String = telling.map(|(_, word)| word.as_str()).collect();
        let whole = Form::of(&words.concat());
        // A name that is made of such words alone is told by them.
        Self { telling: if telling.is_empty() { whole.clone() } else { Form::of(&telling) }, whole }
    }

    /// Whether a reader would take this name for the other.
    pub(super) fn is_taken_for(&self, other: &Self) -> bool {
        self.whole.is_taken_for(&other.whole) || self.telling.is_taken_for(&other.telling)
    }
}

impl Form {
    fn of(letters: &str) -> Self {
        let read = letters.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Self { read, seen: shapes(letters).replace("rn", "m").replace("vv", "w") }
    }

    fn is_taken_for(&self, other: &Self) -> bool {
        !self.read.is_empty() && (self.read == other.read || self.seen == other.seen)
    }
}

/// Words that somebody adds to a name to be taken for it, or leaves out: of nobody they say who it is.
const CLAIMS: [&str; 27] = [
    "official",
    "verified",
    "authentic",
    "genuine",
    "registered",
    "inc",
    "ltd",
    "llc",
    "gmbh",
    "offiziell",
    "offizielle",
    "offizieller",
    "verifiziert",
    "officiel",
    "officielle",
    "verifie",
    "verifiee",
    "oficial",
    "verificado",
    "verificada",
    "ufficiale",
    "verificato",
    "公式",
    "官方",
    "رسمي",
    "الرسمي",
    "الرسمية",
];

/// Articles before a name.
const ARTICLES: [&str; 11] = ["the", "der", "die", "das", "la", "le", "les", "el", "los", "las", "il"];

/// Whether a word of a name, the first of it or a later one, makes it no other name. What looks like such a word is one.
fn adds_nothing(word: &str, is_first: bool) -> bool {
    let seen = shapes(&word.to_lowercase());
    let is = |one: &str| one == seen;
    CLAIMS.into_iter().any(is) || (is_first && ARTICLES.into_iter().any(is))
}

/// Between two words. What shows nothing, and a mark that stands alone, does not part a word.
fn is_between(c: char) -> bool {
    !(c.is_alphanumeric()
        || c == '|'
        || BLANK.contains(&c)
        || MARKS.iter().any(|(first, last)| (*first..=*last).contains(&c)))
}

/// The letters and digits of a word, and the stroke, which looks like one.
fn letters(word: &str) -> String {
    word.chars().filter(|c| (c.is_alphanumeric() || *c == '|') && !BLANK.contains(c)).collect()
}

/// A text by its shapes.
fn shapes(text: &str) -> String {
    text.chars().flat_map(|c| shape(c).to_lowercase()).collect()
}

/// The base letters of Latin letters with marks (Unicode Standard, decompositions) and of those with a stroke; `?` where there is none.
const LATIN: [(char, &str); 3] = [
    (
        '\u{c0}',
        "aaaaaa?ceeeeiiiidnooooo?ouuuuyp?aaaaaa?ceeeeiiiidnooooo?ouuuuypyaaaaaaccccccccddddeeeeeeeeeegggg\
         gggghhhhiiiiiiiiii??jjkkkllllllllllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs",
    ),
    (
        '\u{1cd}',
        "aaiioouuuuuuuuuu?aaaa??ggggkkoooo??j???gg??nnaa????aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy",
    ),
    (
        '\u{1e00}',
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr\
         ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
         eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy",
    ),
];

/// Letters with marks of other scripts, and the same without.
const OTHERS: [(&str, &str); 4] = [
    ("άέήίόύώϊϋΐΰΆΈΉΊΌΎΏΪΫ", "αεηιουωιυιυΑΕΗΙΟΥΩΙΥ"),
    ("йёїѓќўЙЁЇЃЌЎ", "иеігкуИЕІГКУ"),
    ("がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ", "かきくけこさしすせそたちつてとはひふへほはひふへほ"),
    ("ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポ", "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホ"),
];

/// Letters that show nothing.
const BLANK: [char; 4] = ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}'];

/// Marks that stand alone, and signs that show nothing, from the first to the last of each block.
const MARKS: [(char, char); 15] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{300}', '\u{36f}'),
    ('\u{483}', '\u{489}'),
    ('\u{591}', '\u{5c7}'),
    ('\u{610}', '\u{61a}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{1ab0}', '\u{1aff}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{3099}', '\u{309a}'),
    ('\u{fe00}', '\u{feff}'),
];

/// Letters that look like a Latin one, in the order of the alphabet: Cyrillic, Greek, Armenian, then small capitals and raised or lowered
/// letters, Roman numerals, Cherokee, Lisu, Deseret. A large I and a small l are one stroke.
const SHAPES: [(char, &str); 26] = [
    ('a', "АаΑαɑᴀᴬᵃₐªᎪꓮ"),
    ('b', "ВвЬьΒʙᴮᵇᏴꓐ"),
    ('c', "СсϹϲᴄᶜⅭⅽᏟꓚ𐐕𐐽"),
    ('d', "ԀԁᴅᴰᵈⅮⅾᎠꓓ"),
    ('e', "ЕеΕεᴇᴱᵉₑᎬꓰ"),
    ('f', "ꜰᶠꓝ"),
    ('g', "ɡԌցɢᴳᵍᏀꓖ"),
    ('h', "НнҺһΗհʜᴴʰₕᎻꓧ"),
    ('i', "ıіɩιɪⁱᵢⅰᎥ"),
    ('j', "ЈјᴊᴶʲⱼᎫꓙ"),
    ('k', "КкΚκᴋᴷᵏₖᏦꓗ"),
    ('l', "I1|ІΙӀӏᴵⅠꓲʟᴸˡₗⅬⅼᏞꓡ"),
    ('m', "МмΜᴍᴹᵐₘⅯⅿᎷꓟ"),
    ('n', "Νпոɴᴺⁿₙꓠ"),
    ('o', "0ОоΟοσՕօᴏᴼᵒₒºꓳ𐐄𐐬"),
    ('p', "РрΡρᴘᴾᵖₚᏢꓑ"),
    ('q', "ԛԚ"),
    ('r', "гʀᴿʳᵣᎡꓣ"),
    ('s', "ЅѕꜱˢₛᏚꓢ"),
    ('t', "ТтΤτᴛᵀᵗₜᎢꓔ"),
    ('u', "υսᴜᵁᵘᵤꓴ"),
    ('v', "νѵѴᴠⱽᵛᵥⅤⅴᏙꓦ"),
    ('w', "ԝԜωшᴡᵂʷᎳꓪ"),
    ('x', "ХхΧχˣₓⅩⅹꓫ"),
    ('y', "УуΥγҮүʏʸᎩꓬ"),
    ('z', "ΖᴢᶻᏃꓜ"),
];

/// A letter without its marks; two of a ligature; none of a mark that stands alone, since that is no letter.
fn bare(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'æ' | 'Æ' => ('a', Some('e')),
        'œ' | 'Œ' => ('o', Some('e')),
        'ß' | 'ẞ' => ('s', Some('s')),
        'ĳ' | 'Ĳ' => ('i', Some('j')),
        'ﬁ' => ('f', Some('i')),
        'ﬂ' => ('f', Some('l')),
        _ => (one(c), None),
    };
    std::iter::once(first).chain(second)
}

fn one(c: char) -> char {
    // Most are these, and none of them has a mark.
    if c.is_ascii() {
        return c;
    }
    let at = |start: u32, count: u32, first: u8| {
        let place = (u32::from(c).wrapping_sub(start)) % count;
        char::from(first + u8::try_from(place).unwrap_or_default())
    };
    match c {
        // The same letters in full width (a block that mirrors ASCII), in circles, and in the styles of mathematics.
        '\u{ff01}'..='\u{ff5e}' => at(0xff01, 94, b'!'),
        '\u{24b6}'..='\u{24cf}' => at(0x24b6, 26, b'A'),
        '\u{24d0}'..='\u{24e9}' => at(0x24d0, 26, b'a'),
        '\u{1d400}'..='\u{1d6a3}' => match (u32::from(c) - 0x1d400) % 52 {
            0..26 => at(0x1d400, 52, b'A'),
            _ => at(0x1d400 + 26, 52, b'a'),
        },
        '\u{1d7ce}'..='\u{1d7ff}' => at(0x1d7ce, 10, b'0'),
        _ => latin(c).or_else(|| other(c)).unwrap_or(c),
    }
}

fn latin(c: char) -> Option<char> {
    let (start, bases) = LATIN.iter().rev().find(|(start, _)| c >= *start)?;
    let base = bases.as_bytes().get(usize::try_from(u32::from(c) - u32::from(*start)).ok()?)?;
    (*base != b'?').then(|| char::from(*base))
}

fn other(c: char) -> Option<char> {
    OTHERS.iter().find_map(|(with, without)| without.chars().nth(with.chars().position(|one| one == c)?))
}

/// The Latin letter that a letter looks like.
fn shape(c: char) -> char {
    match c {
        // Of letters, digits and the stroke these alone are in the table.
        'I' | '1' | '|' => 'l',
        '0' => 'o',
        _ if c.is_ascii() => c,
        _ => by_table(c),
    }
}

fn by_table(c: char) -> char {
    SHAPES.iter().find(|(_, alike)| alike.contains(c)).map_or(c, |(latin, _)| *latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        let (one, other) = (Name::of(one), Name::of(other));
        assert_eq!(one.is_taken_for(&other), other.is_taken_for(&one), "both ways");
        one.is_taken_for(&other)
    }

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        for (name, others) in [
            (
                "Université de Genève",
                &["Universite\u{301} de Gene\u{300}ve", "UNIVERSITÉ DE GENÈVE", "universite-de-geneve"][..],
            ),
            (
                "University of Alder Bay",
                &[
                    "University  of Alder\u{200b} Bay.",
                    "Ｕｎｉｖｅｒｓｉｔｙ of Alder Bay",
                    "𝐔niversity of 𝘼lder Bay",
                    "𝚄niversity of ⒶlderBay",
                ],
            ),
            ("Đại học Huế", &["Dai hoc Hue", "Đa\u{323}i ho\u{323}c Hue\u{302}\u{301}"]),
            ("Straßenbau Cœur", &["STRASSENBAU COEUR"]),
            ("ガクシュウ学習院", &["カ\u{3099}クシュウ学習院"]),
            ("Ελλάδα", &["ΕΛΛΑΔΑ"]),
            ("Йорк", &["И\u{306}орк"]),
        ] {
            for other in others {
                assert!(alike(name, other), "{name} {other}");
            }
        }
    }

    #[test]
    fn letters_that_look_alike_are_the_same() {
        for other in [
            "University of \u{410}lder Bay", // Cyrillic
            "University of Alder B\u{3b1}y", // Greek
            "University of A1der Bay",
            "University of Alder Bay\u{3164}", // a Hangul filler
            "Univ\u{ffa0}ersity of Alder Bay",
            "\u{a4f4}niversity of Alder Bay",  // Lisu
            "University of \u{13aa}lder Bay",  // Cherokee
            "University of A\u{217c}der Bay",  // a Roman numeral
            "University \u{1042c}f Alder Bay", // Deseret
            "University of Alder Bªy",
            "University of Alder B\u{1d43}\u{2b8}",
            "Un\u{26a}\u{1d20}ersity of Alder Bay", // small capitals
            "University of AIder Bay",
            "Univ\u{435}rsity \u{43e}f Alder Bay",
        ] {
            assert!(alike("University of Alder Bay", other), "{other}");
        }
        assert!(alike("Modern Arts", "Modem Arts") && alike("West College", "VVest College"));
        assert!(alike("Illinois", "ILLINOIS") && alike("Illinois", "lllinois"));
    }

    #[test]
    fn a_word_that_claims_to_be_the_one_makes_no_other_name() {
        for other in [
            "The University of Alder Bay",
            "University of Alder Bay (Official)",
            "Official University of Alder Bay",
            "University of Alder Bay ✓ verified",
            "University of Alder Bay (0ffic\u{456}al)",
            "University of Alder Bay, Inc.",
            "University of Alder Bay®",
            "University of Alder Bay – Genuine",
            "UniversityofAlderBay",
            "University of Alder Bay»Official«",
            "University of Alder Bay ★O\u{301}ff\u{200b}icial★",
        ] {
            assert!(alike("University of Alder Bay", other), "{other}");
        }
        assert!(alike("東京大学", "東京大学（公式）") && alike("Open University", "The Open University"));
        assert!(alike("Hochschule Süd", "Die Hochschule Süd"));
        // Written as one word it is still the same name, whichever of the two has the word.
        for (one, other) in [
            ("The Open University", "TheOpenUniversity"),
            ("Official Skills", "OfficialSkills"),
            ("Skills Inc", "SkillsInc."),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
        assert!(!alike("Official", "Verified") && !alike("La Salle", "La Plata") && !alike("Alder", "The Alders"));
    }

    #[test]
    fn other_names_are_other_names() {
        for (one, other) in [
            ("University of Alder Bay", "University of Elder Bay"),
            ("Alder", "Aider"),
            ("Московский университет", "Киевский университет"),
            ("東京大学", "京都大学"),
            ("", ""),
            ("!!", "??"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn tables_are_as_long_as_what_they_stand_for() {
        for (with, without) in OTHERS {
            assert_eq!(with.chars().count(), without.chars().count(), "{with}");
        }
        for c in '\0'..='\x7f' {
            let (shaped, alone) = (by_table(c), latin(c).or_else(|| other(c)).unwrap_or(c));
            assert_eq!((shape(c), one(c)), (shaped, alone), "{c:?}");
        }
        assert_eq!(LATIN.map(|(_, bases)| bases.len()), [0x180 - 0xc0, 0x234 - 0x1cd, 0x1efa - 0x1e00]);
        let letters = |c: char| latin(c).unwrap_or('?');
        assert_eq!(
            ['é', 'Ž', 'ſ', 'ǎ', 'ȳ', 'ḁ', 'ệ', 'ỹ', '×', 'z'].map(letters),
            ['e', 'z', 's', 'a', 'y', 'a', 'e', 'y', '?', '?']
        );
    }
}
