//! In: the bytes of a file or credential. Out: the e-mail addresses in them, or whether there is something like one.
//! What is signed and what is published is looked through by the same scanner: nothing is signed that the build refuses.

use super::markdown::{Stand, foreign};

/// How `@` is written in addresses, HTML and JSON.
const SIGNS: [&str; 6] = ["@", "%40", "&#64;", "&#x40;", "&commat;", "\\u0040"];

/// Whether text holds something like `ada@example.org`; `@context` and `/@ada` are not like it.
#[must_use]
pub fn mentions_mail(bytes: &[u8]) -> bool {
    let around = |at: usize, after: usize| {
        let word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        at > 0 && word(bytes.get(at - 1)) && word(bytes.get(after))
    };
    let escaped = |at: usize| bytes[at..].starts_with(b"%40") && around(at, at + 3);
    memchr::memchr2_iter(b'@', b'%', bytes).any(|at| match bytes[at] {
        b'@' => around(at, at + 1),
        _ => escaped(at),
    })
}

/// The addresses in a text, each with a plain `@`.
#[must_use]
pub fn addresses(bytes: &[u8]) -> Vec<String> {
    let signs = SIGNS.iter().flat_map(|sign| {
        let sign = sign.as_bytes();
        let starts = memchr::memmem::find_iter(bytes, sign);
        starts.filter_map(move |at| address(&bytes[..at], &bytes[at + sign.len()..]))
    });
    signs.collect()
}

/// The addresses that a page would show of a text: those in it, and those that markdown puts together, as of `ada\@example.org`.
#[must_use]
pub fn shown_addresses(text: &str) -> Vec<String> {
    let mut found = addresses(text.as_bytes());
    // However it is written, the sign has one of these in it.
    if text.contains(['@', '%', '&']) {
        found.extend(addresses(foreign(text, Stand { depth: 0, heading: 2 }).0.as_bytes()));
    }
    found
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
        addresses(text.as_bytes())
    }

    #[test]
    fn addresses_are_found_however_they_are_written() {
        for text in [
            "<a href=\"mailto:ada.obi@students.example\">",
            "ada.obi%40students.example",
            "ada.obi&#64;students.example,",
            "\"email\":\"ada.obi\\u0040students.example\"",
            "(ada.obi@students.example.)",
            "http://foo.example/?m=ada.obi@students.example",
        ] {
            assert_eq!(found(text), ["ada.obi@students.example"], "{text}");
        }
        assert_eq!(found("Zoë@bücher.example"), ["Zoë@bücher.example"]);
    }

    #[test]
    fn markdown_hides_none() {
        for text in [
            "ask ada\\@students.example",
            "ask ada&#0064;students.example",
            "ask ada<!-- at -->@students.example",
            "ask ada[@](#)students.example",
            "ask [me](mailto:ada@students.example)",
        ] {
            assert!(shown_addresses(text).contains(&"ada@students.example".to_owned()), "{text}");
        }
        assert_eq!(shown_addresses("one & two \\* three @ four, 5 % of 6"), [""; 0]);
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
