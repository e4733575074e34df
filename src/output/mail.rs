//! The last look at a file of a registry before it is published: no e-mail address leaves but those that the institution names as its own.

use std::collections::BTreeSet;

use crate::diag::Diagnostic;
use crate::render::Page;

/// How `@` is written in addresses, HTML and JSON.
const SIGNS: [&str; 6] = ["@", "%40", "&#64;", "&#x40;", "&commat;", "\\u0040"];

/// Refuses a file with an e-mail address that is not among the contacts (in lower case).
///
/// # Errors
/// Names the file and not the address: messages end up in logs.
pub fn refuse_mail(page: &Page, bytes: &[u8], contacts: &BTreeSet<String>) -> Result<(), Diagnostic> {
    // Pictures and papers are no text; they are drawn from the same words.
    if std::str::from_utf8(bytes).is_err() {
        return Ok(());
    }
    let Some(found) = addresses(bytes).find(|address| !contacts.contains(&address.to_lowercase())) else {
        return Ok(());
    };
    let host = found.rsplit_once('@').map_or("", |(_, host)| host);
    let message = format!("{} holds an e-mail address (of {host}), and would be published", page.path.0);
    let help =
        "take it out; or, when it is an address of the institution, name it in accolade.yaml as `contacts: [address]`";
    Err(Diagnostic::error("mail-address", message).help(help))
}

/// The addresses in a text, with a plain `@`.
fn addresses(bytes: &[u8]) -> impl Iterator<Item = String> + '_ {
    let signs = SIGNS.iter().flat_map(move |sign| {
        let sign = sign.as_bytes();
        let starts = memchr::memmem::find_iter(bytes, sign);
        starts.filter_map(move |at| address(&bytes[..at], &bytes[at + sign.len()..]))
    });
    signs.collect::<Vec<_>>().into_iter()
}

/// The address around an `@`, when there is one: a local part, and a host whose last label is a word.
fn address(before: &[u8], after: &[u8]) -> Option<String> {
    let local = |b: &u8| b.is_ascii_alphanumeric() || b"._+-'".contains(b) || *b >= 0x80;
    let host = |b: &u8| b.is_ascii_alphanumeric() || b"-.".contains(b) || *b >= 0x80;
    let start = before.len() - before.iter().rev().take_while(|b| local(b)).take(64).count();
    let end = after.iter().take_while(|b| host(b)).take(253).count();
    let (local, host) = (&before[start..], String::from_utf8_lossy(&after[..end]).trim_matches(['.', '-']).to_owned());
    let word = |label: &str| label.chars().count() >= 2 && label.chars().all(char::is_alphabetic);
    let (rest, last) = host.rsplit_once('.')?;
    let local = String::from_utf8_lossy(local).trim_matches(['.', '\'']).to_owned();
    (!local.is_empty() && !rest.is_empty() && word(last)).then(|| format!("{local}@{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        addresses(text.as_bytes()).collect()
    }

    #[test]
    fn addresses_are_found_however_they_are_written() {
        for text in [
            "<a href=\"mailto:ada.obi@students.example\">",
            "ada.obi%40students.example",
            "ada.obi&#64;students.example,",
            "\"email\":\"ada.obi\\u0040students.example\"",
            "(ada.obi@students.example.)",
        ] {
            assert_eq!(found(text), ["ada.obi@students.example"], "{text}");
        }
        assert_eq!(found("Zoë@bücher.example"), ["Zoë@bücher.example"]);
    }

    #[test]
    fn what_is_no_address_is_none() {
        for text in [
            "\"@context\": [\"https://www.w3.org/ns/credentials/v2\"]",
            "@media print { a { color: red } }",
            "10 km @ 4 min each",
            "pagefind@1.4.0",
            "a@b",
            "follow @maya on it",
            "@",
            "",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
