//! The last look at a file of a registry before it is published: no e-mail address leaves but those that the institution names as its own.
//! Looks into text, in UTF-8, in UTF-16 and in every encoding whose first half is ASCII; not into pictures, papers and archives.

use std::borrow::Cow;
use std::collections::BTreeSet;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::diag::Diagnostic;
use crate::draft::addresses;
use crate::render::Page;

/// Refuses a file with an e-mail address that is not among the contacts (in lower case).
///
/// # Errors
/// Names the file and not the address: messages end up in logs.
pub fn refuse_mail(page: &Page, bytes: &[u8], contacts: &BTreeSet<String>) -> Result<(), Diagnostic> {
    // Pictures and papers that are made here are drawn from the same words.
    let Some(text) = text(bytes) else { return Ok(()) };
    let Some(found) = addresses(&text).into_iter().find(|address| !contacts.contains(&address.to_lowercase())) else {
        return Ok(());
    };
    let host = found.rsplit_once('@').map_or("", |(_, host)| host);
    let message = format!("{} holds an e-mail address (of {host}), and would be published", page.path.0);
    let help =
        "take it out; or, when it is an address of the institution, name it in accolade.yaml as `contacts: [address]`";
    Err(Diagnostic::error("mail-address", message).help(help))
}

/// The text of a file, with ASCII as it is; `None` when it is no text.
fn text(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if let Some(encoding) = wide(bytes) {
        return Some(Cow::Owned(encoding.decode(bytes).0.into_owned().into_bytes()));
    }
    // What is no UTF-8 may be text of an older encoding: that has no control characters but those of lines and pages.
    let control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    let is_text = std::str::from_utf8(bytes).is_ok() || !bytes.iter().any(control);
    is_text.then_some(Cow::Borrowed(bytes))
}

/// The UTF-16 that a text is in: by its first bytes, or because every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return (marked != UTF_8).then_some(marked);
    }
    let zero = |from: usize| bytes.len() > 1 && bytes.chunks_exact(2).all(|unit| unit[from] == 0);
    match (zero(0), zero(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Vec<String> {
        text(bytes).map(|text| addresses(&text)).unwrap_or_default()
    }

    #[test]
    fn text_is_looked_through_in_every_encoding_and_pictures_are_not() {
        let words = "name\nada.obi@students.example\n";
        let units = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        for big in [false, true] {
            for mark in ["", "\u{feff}"] {
                assert_eq!(found(&units(&format!("{mark}{words}"), big)), ["ada.obi@students.example"], "{mark:?}");
            }
            assert_eq!(found(&units(&format!("\u{feff}李小龍 {words}"), big)), ["ada.obi@students.example"]);
        }
        assert_eq!(found(words.as_bytes()), ["ada.obi@students.example"]);
        assert_eq!(found(b"Jos\xe9 M\xfcller,ada.obi@students.example"), ["ada.obi@students.example"], "Windows-1252");
        assert_eq!(found(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR ada.obi@students.example\xff"), [""; 0]);
        for nothing in [&b""[..], b"\0", b"\0\0\0\0"] {
            assert_eq!(found(nothing), [""; 0]);
        }
    }
}
