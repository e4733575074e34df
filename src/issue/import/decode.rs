//! In: the bytes of a spreadsheet's export. Out: its text. UTF-8 and what says by its first bytes that it is UTF-16 are read;
//! anything else only when its encoding is named: the same bytes are other letters in each.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::diag::Diagnostic;

/// The encoding of this name, as the WHATWG standard lists them: `windows-1252`, `latin1`, `utf-16le`.
#[must_use]
pub fn encoding(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
}

/// The text of a file, and a word when it was not plain UTF-8.
///
/// # Errors
/// When it is not in the encoding that was named, or none was named and it is not UTF-8 or UTF-16.
pub fn text(
    file: &str,
    bytes: &[u8],
    named: Option<&'static Encoding>,
) -> Result<(String, Option<Diagnostic>), Diagnostic> {
    if let Some(what) = WORKBOOKS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| what) {
        let message = format!("this is {what}, whatever its name says, and no text");
        let help = "open it in the spreadsheet program, and save the sheet as \"CSV UTF-8\"";
        return Err(Diagnostic::error("workbook", message).in_file(file).help(help));
    }
    if let Some((marked, skip)) = Encoding::for_bom(bytes)
        && marked != UTF_8
        && named.is_none_or(|named| named == marked)
    {
        let said =
            Diagnostic::warning("other-encoding", format!("the file is {}, and was read as that", marked.name()))
                .in_file(file)
                .help("nothing to do; \"CSV UTF-8\" is what every program reads");
        return decoded(file, &bytes[skip..], marked).map(|text| (text, Some(said)));
    }
    if let Some(named) = named {
        if let Some(wrong) = left_over(file, bytes, named) {
            return Err(wrong);
        }
        return decoded(file, bytes, named).map(|text| (text, None));
    }
    if let Some(name) = unmarked(bytes) {
        let message = format!("the file is {} without the mark at its beginning that says so", name.to_uppercase());
        let help = format!(
            "save it as \"CSV UTF-8\"; or name the encoding: `--encoding {name}`, or `encoding: {name}` in its mapping"
        );
        return Err(Diagnostic::error("not-utf8", message).in_file(file).help(help));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), None)),
        Err(error) => Err(unknown(file, bytes, error.valid_up_to())),
    }
}

/// How the files begin that spreadsheet programs keep for themselves.
const WORKBOOKS: [(&[u8], &str); 2] = [
    (b"PK\x03\x04", "a workbook of a spreadsheet program (.xlsx or .ods)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook of a spreadsheet program (.xls)"),
];

/// An encoding that is named for a file which is UTF-8, as one that was saved anew: it would be read as other letters. Of those whose
/// letters have two bytes, a few together may be UTF-8 by chance, but not such as have three there.
fn left_over(file: &str, bytes: &[u8], named: &'static Encoding) -> Option<Diagnostic> {
    if named == UTF_8 || named == UTF_16LE || named == UTF_16BE || bytes.is_ascii() {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    if !named.is_single_byte() && !text.chars().any(|c| c.len_utf8() > 2) {
        return None;
    }
    let words = || text.split(|c: char| !c.is_alphanumeric());
    let word =
        words().find(|word| !word.is_ascii()).map(|word| format!(", with the word {word:?}")).unwrap_or_default();
    let name = named.name().to_lowercase();
    let message = format!("the file is UTF-8{word}, and {name} is named as its encoding");
    let help = format!("take `encoding: {name}` out of its mapping, or --encoding away: UTF-8 is read without it");
    Some(Diagnostic::error("left-over-encoding", message).in_file(file).help(help))
}

/// A text in the form that the bytes of a file have, which was read as [`text`] reads it. `None` when it cannot be written like that.
#[must_use]
pub fn bytes(text: &str, like: &[u8], named: Option<&'static Encoding>) -> Option<Vec<u8>> {
    let units = |big: bool| {
        let unit = move |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(unit).collect()
    };
    match (Encoding::for_bom(like).map(|(marked, _)| marked), named) {
        (Some(marked), _) if marked == UTF_16LE => Some(units(false)),
        (Some(marked), _) if marked == UTF_16BE => Some(units(true)),
        (_, None) => Some(text.as_bytes().to_vec()),
        (_, Some(named)) => {
            let (bytes, written, lost) = named.encode(text);
            (written == named && !lost).then(|| bytes.into_owned())
        }
    }
}

/// UTF-16 that does not say so: every other byte of its first line is nothing.
fn unmarked(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(64)];
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count() * 3;
    let (first, second) = (zeros(0), zeros(1));
    if start.len() < 8 {
        return None;
    }
    if second > start.len() && first == 0 {
        Some("utf-16le")
    } else if first > start.len() && second == 0 {
        Some("utf-16be")
    } else {
        None
    }
}

fn decoded(file: &str, bytes: &[u8], encoding: &'static Encoding) -> Result<String, Diagnostic> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned).ok_or_else(
        || {
            let message = format!("the file is not {} text", encoding.name());
            Diagnostic::error("bad-encoding", message)
                .in_file(file)
                .help("save it as \"CSV UTF-8\", or name another encoding")
        },
    )
}

/// Not UTF-8: the word in which that shows, as it would read in the usual other encoding.
fn unknown(file: &str, bytes: &[u8], at: usize) -> Diagnostic {
    let letter = |b: &u8| *b >= 0x80 || b.is_ascii_alphanumeric();
    let start = at - bytes[..at].iter().rev().take_while(|b| letter(b)).count().min(40);
    let end = at + bytes[at..].iter().take_while(|b| letter(b)).count().min(40);
    let word = WINDOWS_1252.decode_without_bom_handling(&bytes[start..end]).0;
    let line = bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
    let message = format!("line {line} is not UTF-8 text; in Windows-1252 (Latin-1) it has the word {word:?}");
    let help = "save the file as \"CSV UTF-8\"; or, when that word is right, name the encoding: `--encoding windows-1252`, or `encoding: windows-1252` in its mapping";
    Diagnostic::error("not-utf8", message).in_file(file).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let unit = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(unit).collect()
    }

    #[test]
    fn utf16_without_its_mark_is_told_by_name() {
        for (big, name) in [(false, "utf-16le"), (true, "utf-16be")] {
            let bytes = &utf16("name,badge,awarded\nZoë,talk,2026-05-12\n", big)[2..];
            let wrong = text("a.csv", bytes, None).expect_err("no mark");
            assert!(wrong.help.expect("help").contains(&format!("--encoding {name}")));
            assert!(text("a.csv", bytes, encoding(name)).is_ok());
        }
    }

    #[test]
    fn an_encoding_that_is_left_over_and_a_workbook_are_told() {
        for file in ["name\nZoë Müller\n", "\u{feff}name\nAda\n"] {
            let wrong = text("a.csv", file.as_bytes(), encoding("windows-1252")).expect_err(file);
            assert_eq!(wrong.code, "left-over-encoding");
            assert!(text("a.csv", file.as_bytes(), encoding("utf-8")).is_ok());
        }
        let wrong = text("a.csv", "name\n山本 葵\n".as_bytes(), encoding("gbk")).expect_err("three bytes");
        assert!(wrong.message.contains("with the word \"山本\", and gbk"), "{}", wrong.message);
        assert!(text("a.csv", b"name\n\xcd\xa8\n", encoding("gbk")).is_ok(), "it may be either");
        assert!(text("a.csv", b"name\nAda\n", encoding("windows-1252")).is_ok());
        for file in [&b"PK\x03\x04\x14\0"[..], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"] {
            let wrong = text("a.csv", file, None).expect_err("no text");
            assert!(wrong.code == "workbook" && wrong.help.expect("help").contains("CSV UTF-8"));
        }
    }

    #[test]
    fn utf8_and_marked_utf16_are_read_and_the_latter_is_said() {
        assert_eq!(text("a.csv", "\u{feff}Zoë".as_bytes(), None), Ok(("\u{feff}Zoë".to_owned(), None)));
        for big in [false, true] {
            let (read, said) = text("a.csv", &utf16("Zoë,山本 葵,𝒜", big), None).expect("UTF-16");
            assert_eq!(read, "Zoë,山本 葵,𝒜");
            assert_eq!(said.expect("a word").code, "other-encoding");
        }
        let mut half = utf16("Zoë", false);
        half.pop();
        assert_eq!(text("a.csv", &half, None).expect_err("half a letter").code, "bad-encoding");
    }

    #[test]
    fn what_was_read_is_written_as_it_was() {
        let words = "name\nZoë,山本 葵,𝒜\n";
        for file in [
            words.as_bytes().to_vec(),
            format!("\u{feff}{words}").into_bytes(),
            utf16(words, false),
            utf16(words, true),
        ] {
            let (read, _) = text("a.csv", &file, None).expect("text");
            assert_eq!(bytes(&read, &file, None).as_ref(), Some(&file));
        }
        let latin = encoding("latin1");
        let (read, _) = text("a.csv", b"Zo\xeb", latin).expect("Latin-1");
        assert_eq!(bytes(&read, b"Zo\xeb", latin).as_deref(), Some(&b"Zo\xeb"[..]));
        assert_eq!(bytes("山", b"Zo\xeb", latin), None, "it has no such letter");
    }

    #[test]
    fn latin_1_is_named_and_never_guessed() {
        let bytes = b"name,badge\nJos\xe9 M\xfcller,talk\n";
        let said = text("a.csv", bytes, None).expect_err("no UTF-8");
        assert_eq!(said.code, "not-utf8");
        assert!(said.message.contains("line 2") && said.message.contains("\"José\""), "{}", said.message);
        let (read, _) = text("a.csv", bytes, encoding("latin1")).expect("Latin-1");
        assert_eq!(read, "name,badge\nJosé Müller,talk\n");
        assert!(text("a.csv", bytes, encoding("utf-8")).is_err());
        assert_eq!(encoding("klingon"), None);
    }
}
