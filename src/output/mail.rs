//! The last look at a file of a registry before it is published: no e-mail address leaves but those that the institution names as its own.
//! Looks into names of files, into what is drawn, into the credential that a picture or paper carries, and into text: in UTF-8, in UTF-16 and
//! UTF-32, and in every encoding whose first half is ASCII; not into what else is in pictures, papers and archives.

use std::borrow::Cow;
use std::collections::BTreeSet;

use accolade_credential::extract::{self, Payload};

use crate::diag::{Diagnostic, masked};
use crate::draft::{addresses, is_narrow, texts};
use crate::render::Page;

/// Refuses a file with an e-mail address that is not among the contacts (in lower case). `drawn` is what a picture or paper says.
///
/// # Errors
/// Names the file and not the address: messages end up in logs.
pub fn refuse_mail(
    page: &Page,
    bytes: &[u8],
    drawn: Option<&str>,
    contacts: &BTreeSet<String>,
) -> Result<(), Diagnostic> {
    let foreign = |text: &[u8]| addresses(text).into_iter().find(|address| !contacts.contains(&address.to_lowercase()));
    let path = masked(&page.path.0);
    let help =
        "take it out; or, when it is an address of the institution, name it in accolade.yaml as `contacts: [address]`";
    if foreign(page.path.0.as_bytes()).is_some() {
        let message = format!("the name of {path} holds an e-mail address, and would be published");
        return Err(Diagnostic::error("mail-address", message).help("give the file another name, without an address"));
    }
    let drawn = drawn.map(|text| Cow::Borrowed(text.as_bytes()));
    // Nearly every file has one text, which is all of it, and no address in it.
    let own = if is_narrow(bytes) && foreign(bytes).is_none() { Vec::new() } else { texts(bytes) };
    let mut texts = own.into_iter().chain(carried(bytes)).chain(drawn);
    let Some(found) = texts.find_map(|text| foreign(&text)) else { return Ok(()) };
    let host = found.rsplit_once('@').map_or("", |(_, host)| host);
    let message = format!("{path} holds an e-mail address (of {host}), and would be published");
    Err(Diagnostic::error("mail-address", message).help(help))
}

/// The credential that a picture or paper carries.
fn carried(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if ![&b"\x89PNG"[..], b"%PDF-"].iter().any(|start| bytes.starts_with(start)) {
        return None;
    }
    Some(match extract::find(bytes).ok()?.payload {
        Payload::Json(text) => text,
        Payload::Jws(text) => Cow::Owned(text.into_owned().into_bytes()),
        Payload::Link(address) => Cow::Owned(address.into_bytes()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Vec<String> {
        texts(bytes).iter().flat_map(|text| addresses(text)).collect()
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
        for big in [false, true] {
            let text = format!("Łukasz, 李小龍 🎓\r\n{words}");
            assert_eq!(
                found(&units(&text, big)),
                ["ada.obi@students.example"],
                "letters of other scripts, without a mark"
            );
            for mark in ["", "\u{feff}"] {
                let four = |c: char| if big { (c as u32).to_be_bytes() } else { (c as u32).to_le_bytes() };
                let text: Vec<u8> = format!("{mark}{text}").chars().flat_map(four).collect();
                assert_eq!(found(&text), ["ada.obi@students.example"], "UTF-32 {mark:?} {big}");
            }
        }
        assert_eq!(
            found(b"Jos\xe9\x1d,ada.obi@students.example"),
            ["ada.obi@students.example"],
            "one control character"
        );
        assert_eq!(found(b"Jos\xe9\0,ada.obi@students.example"), ["ada.obi@students.example"], "one zero");
        assert_eq!(found(b"Jos\xe9 M\xfcller,ada.obi@students.example"), ["ada.obi@students.example"], "Windows-1252");
        assert_eq!(found(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR ada.obi@students.example\xff"), [""; 0]);
        for nothing in [&b""[..], b"\0", b"\0\0\0\0"] {
            assert_eq!(found(nothing), [""; 0]);
        }
    }
}
