//! In: a text of a row. Out: the first word of it whose letters were spoilt on the way, what it seems to be, and what to do. UTF-8 that was
//! read as another encoding shows by pairs that no text has: `Ã¼` for `ü`. Letters that stand in names, as in `JOÃO` and `ČÍŽEK`, do not count.

use encoding_rs::{MACINTOSH, WINDOWS_1250};

/// What is wrong, and what to do.
pub(super) type Told = (String, &'static str);

/// What is done about a letter that is gone.
const GONE: &str = "type it again, or export the table anew as \"CSV UTF-8\": of what stands there nobody can tell which letter it was";
/// What is done about a text that was read in another encoding than its own.
const AGAIN: &str = "export the table anew, opened as UTF-8 and saved as \"CSV UTF-8\"; where its mapping or --encoding names another encoding, take that out; or type the text again";
/// What is done about a letter in the spelling of a web page.
const SPELT: &str = "type the letter itself, or export the table as text instead of HTML";

/// The characters of Windows-1252 that stand where Latin-1 has none, from the byte 80 on.
const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Letters of UTF-8 as they read in Windows-1250, which no word of its languages has.
const CENTRAL: [&str; 14] = ["Ă©", "Ăˇ", "Ă\u{ad}", "Ăł", "ĂĽ", "Ă¤", "Ă¶", "Ăź", "Ă˝", "Ĺľ", "Ĺˇ", "Ĺ™", "Ä›", "Ă®"];

/// The first word that is spoilt. A name holds neither a question mark nor what HTML writes in the place of a letter.
pub(super) fn broken(text: &str, is_name: bool) -> Option<Told> {
    if text.is_ascii() && !is_name {
        return None;
    }
    // A blank that does not break is a part of what was spoilt.
    text.split_ascii_whitespace().find_map(|word| spoilt(word).or_else(|| spelt(word).filter(|_| is_name)))
}

/// A name with the letters that it had before they were spoilt, where that can be told of any: an earlier version may have signed it so.
pub(super) fn mended(name: &str) -> Option<String> {
    let mut was = false;
    let word = |word: &str| {
        let meant = misread(word).and_then(|(meant, _)| meant);
        was |= meant.is_some();
        meant.unwrap_or_else(|| word.to_owned())
    };
    let words: Vec<String> = name.split(' ').map(word).collect();
    was.then(|| words.join(" "))
}

fn spoilt(word: &str) -> Option<Told> {
    if word.is_ascii() {
        return None;
    }
    if word.contains('\u{fffd}') || word.contains("ï¿½") {
        return Some((format!("{word:?}, in which a letter was lost in another encoding"), GONE));
    }
    let (meant, read) = misread(word)?;
    let meant = meant.map(|meant| format!(" to be {meant:?},")).unwrap_or_default();
    Some((format!("{word:?}, which seems{meant} UTF-8 that was read as {read}"), AGAIN))
}

/// The word that UTF-8 was, as far as it can be told, where this is what it reads as in another encoding; and in which.
fn misread(word: &str) -> Option<(Option<String>, &'static str)> {
    if let Some(meant) = western(word) {
        return Some((Some(meant), "Windows-1252 (Latin-1)"));
    }
    if CENTRAL.iter().any(|piece| word.contains(piece)) {
        return Some((decoded(WINDOWS_1250, word), "Windows-1250 (Latin-2)"));
    }
    word.contains(['√', '├', '┬']).then(|| (decoded(MACINTOSH, word), "the encoding of an old Mac or of DOS"))
}

/// A letter of a name as a web page spells it, or a question mark in its place.
fn spelt(word: &str) -> Option<Told> {
    let pieces = word.match_indices('&').map(|(at, _)| &word[at + 1..]);
    let is_entity = |rest: &str| {
        let number = rest.strip_prefix('#');
        let is_number =
            number.is_some_and(|n| n.trim_start_matches(['x', 'X']).starts_with(|c: char| c.is_ascii_hexdigit()));
        let named = rest.split_once(';').map_or("", |(name, _)| name);
        is_number || (named.len() > 1 && named.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    if pieces.into_iter().any(is_entity) {
        return Some((format!("{word:?}, with a letter as HTML writes it"), SPELT));
    }
    let is_lost = word.contains('?') && word.chars().any(char::is_alphabetic);
    is_lost.then(|| (format!("{word:?}, with a question mark where a letter may have been lost"), GONE))
}

fn decoded(encoding: &'static encoding_rs::Encoding, word: &str) -> Option<String> {
    let (bytes, _, lost) = encoding.encode(word);
    String::from_utf8(bytes.into_owned()).ok().filter(|_| !lost)
}

/// The word that UTF-8 was, where this is what it reads as in Windows-1252 or Latin-1.
fn western(word: &str) -> Option<String> {
    let chars: Vec<char> = word.chars().collect();
    let (mut meant, mut certain, mut at, mut before) = (String::new(), false, 0, false);
    while at < chars.len() {
        let Some((letter, width)) = sequence(&chars[at..]) else {
            meant.push(chars[at]);
            (at, before) = (at + 1, false);
            continue;
        };
        let near = (at.checked_sub(1).map(|n| chars[n]), chars.get(at + width).copied());
        // Two in a row are no chance, in whatever script.
        certain |= before || is_telling(&chars[at..at + width], near);
        meant.push(letter);
        (at, before) = (at + width, true);
    }
    certain.then_some(meant)
}

/// The letter that the first characters are as bytes of UTF-8, and how many they are.
fn sequence(chars: &[char]) -> Option<(char, usize)> {
    let width = match byte(*chars.first()?)? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> = chars.get(..width)?.iter().map(|c| byte(*c)).collect::<Option<_>>()?;
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    (letter >= '\u{a0}').then_some((letter, width))
}

/// Whether such a sequence alone is no chance: in a name that is written in capitals another letter, a quote or a blank may follow.
fn is_telling(chars: &[char], (before, after): (Option<char>, Option<char>)) -> bool {
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    match (chars[0], chars[1]) {
        ('Ã', '\u{a0}') => small(before),
        ('Ä' | 'Å', '\u{a0}' | '’' | '”' | '–' | '—') => small(before) || small(after),
        ('Â' | 'Ã' | 'Ä' | 'Å' | 'ð', _) | ('â', '€') | ('á', 'º' | '»') => true,
        _ => false,
    }
}

fn byte(c: char) -> Option<u8> {
    let high = || HIGH.chars().zip(0x80..).find(|(known, _)| *known == c).map(|(_, byte)| byte);
    if c.is_ascii() { None } else { high().or_else(|| u8::try_from(u32::from(c)).ok()) }
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn names_whose_letters_were_spoilt_are_told_with_what_they_seem_to_be() {
        for (name, meant) in [
            ("Ada MÃ¼ller", "Müller"),
            ("ZoÃ« Obi", "Zoë"),
            ("Oâ€™Connor", "O’Connor"),
            ("Ã–ztÃ¼rk", "Öztürk"),
            ("MUÃ‘OZ", "MUÑOZ"),
            ("Å\u{a0}tefan", "Štefan"),
            ("AyÅŸe", "Ayşe"),
            ("Nguyá»…n", "Nguyễn"),
            ("NicolÃ\u{a0}", "Nicolà"),
            ("å±±æœ¬", "山本"),
            ("Ð˜Ð²Ð°Ð½", "Иван"),
            ("M\u{c3}\u{83}\u{c2}\u{bc}ller", "M\u{c3}\u{bc}ller"),
            ("MĂĽller", "Müller"),
            ("M√ºller", "Müller"),
            ("M├╝ller", "which seems UTF-8"),
            ("\u{fffd}mile Zola", "letter was lost"),
            ("M\u{ef}\u{bf}\u{bd}ller", "letter was lost"),
            ("&#201;mile Zola", "as HTML writes it"),
            ("&eacute;mile", "as HTML writes it"),
            ("&#xC9;mile", "as HTML writes it"),
            ("J?rgen M?ller", "question mark"),
        ] {
            let (said, _) = broken(name, true).expect(name);
            assert!(said.contains(meant), "{name}: {said}");
        }
    }

    #[test]
    fn names_that_people_have_are_not() {
        for name in [
            "JOÃO CONCEIÇÃO",
            "IRMÃ\u{a0}LÚCIA",
            "Ângela Ávila",
            "ČÍŽEK",
            "KŘÍŽ",
            "TOMÁŠ BENEŠ",
            "PĂŞCĂLĂU",
            "JOSÉ\u{a0}OBI",
            "ANDRÉ’S",
            "Åsa Ängström",
            "GUÐRÚN ÞÓRÐARDÓTTIR",
            "PÄRŠON",
            "Nguyễn Thị Minh Khai",
            "李小龍",
            "Łukasz Żółć",
            "Simon & Garfunkel",
            "Groß",
            "L’Haÿ",
            "Núñez Nº 1",
        ] {
            assert_eq!(broken(name, true), None, "{name}");
        }
        for text in ["Why? Since R&D; asked.", "“José”…", "5 % &amp; more"] {
            assert_eq!(broken(text, false), None, "{text}");
        }
        assert!(broken("taught by MÃ¼ller", false).is_some());
    }
}
