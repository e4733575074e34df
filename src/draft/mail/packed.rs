//! In: bytes. Out: the texts that are packed in them: the parts of a token, what a `data:` address carries in base64, and the lines of a
//! calendar, a card or a letter as they were before they were folded. What is not packed costs a search for a few letters.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use memchr::memmem;

/// How often something may be packed: a token within a token within a `data:` address.
const DEPTH: usize = 3;

/// The shortest part of a token that is unpacked.
const SHORTEST: usize = 16;

/// How much of a part of a token is unpacked to see whether it is text.
const HEAD_OF_PART: usize = 64;

/// How much of a text is looked at for what says that it is quoted-printable.
const HEAD: usize = 64 * 1024;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Every text that is packed in these bytes, and those packed in them.
pub(super) fn texts(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    once(bytes, &mut all);
    let mut from = 0;
    for _ in 1..DEPTH {
        let to = all.len();
        let mut more = Vec::new();
        all[from..to].iter().for_each(|text| once(text, &mut more));
        all.append(&mut more);
        from = to;
    }
    all
}

fn once(bytes: &[u8], out: &mut Vec<Vec<u8>>) {
    tokens(bytes, out);
    data(bytes, out);
    out.extend(unfolded(bytes));
    out.extend(printed(bytes));
}

/// The parts of each token: JSON in base64url, which begins with `ey`, and what follows it after a dot or a tilde.
fn tokens(bytes: &[u8], out: &mut Vec<Vec<u8>>) {
    let mut done = 0;
    for start in memmem::find_iter(bytes, b"ey") {
        if start < done {
            continue;
        }
        let mut from = start;
        loop {
            let length = bytes[from..].iter().take_while(|b| is_url_safe(**b)).count();
            done = from + length;
            if length >= SHORTEST {
                out.extend(text(&bytes[from..done]));
            }
            // A word of prose is no token: nothing that follows it is looked at.
            let goes_on = length > 0 && (from > start || length >= SHORTEST);
            if !goes_on || !matches!(bytes.get(done), Some(b'.' | b'~')) {
                break;
            }
            from = done + 1;
        }
    }
}

/// A part of a token that is text. One that does not begin as text is not unpacked to its end.
fn text(part: &[u8]) -> Option<Vec<u8>> {
    let head = unpacked(&part[..part.len().min(HEAD_OF_PART)])?;
    // A letter may be cut off at the end.
    if std::str::from_utf8(&head).is_err_and(|wrong| wrong.error_len().is_some()) {
        return None;
    }
    unpacked(part).filter(|text| std::str::from_utf8(text).is_ok())
}

const fn is_url_safe(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')
}

/// What `data:` addresses of text carry in base64.
fn data(bytes: &[u8], out: &mut Vec<Vec<u8>>) {
    const MARK: &[u8] = b";base64,";
    for at in memmem::find_iter(bytes, MARK) {
        let near = &bytes[at.saturating_sub(100)..at];
        let Some(kind) = memmem::rfind(near, b"data:").map(|start| &near[start + 5..]) else { continue };
        if is_text(kind) {
            let rest = &bytes[at + MARK.len()..];
            let length = rest.iter().take_while(|b| is_url_safe(**b) || matches!(b, b'+' | b'/')).count();
            out.extend(unpacked(&rest[..length]));
        }
    }
}

/// Whether a media type is one of text: nothing is one, too.
fn is_text(kind: &[u8]) -> bool {
    let kind = kind.to_ascii_lowercase();
    let has = |word: &&[u8]| memmem::find(&kind, word).is_some();
    kind.is_empty()
        || kind.starts_with(b"text/")
        || kind.starts_with(b";")
        || [&b"json"[..], b"xml", b"script"].iter().any(has)
}

/// Base64 in either alphabet, with or without its end.
fn unpacked(letters: &[u8]) -> Option<Vec<u8>> {
    // One letter over is of no byte.
    let whole = letters.len() - usize::from(letters.len() % 4 == 1);
    let standard = |b: &u8| match b {
        b'-' => b'+',
        b'_' => b'/',
        b => *b,
    };
    BASE64.decode(letters[..whole].iter().map(standard).collect::<Vec<_>>()).ok()
}

/// A calendar or card (RFC 5545, RFC 6350) with whole lines; `None` for every other text.
fn unfolded(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if !text.trim_ascii_start().get(..7)?.eq_ignore_ascii_case(b"BEGIN:V") {
        return None;
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\n', rest) {
        let folded = matches!(rest.get(at + 1), Some(b' ' | b'\t'));
        let end = if folded { at - usize::from(at > 0 && rest[at - 1] == b'\r') } else { at + 1 };
        out.extend(&rest[..end]);
        rest = &rest[at + 1 + usize::from(folded)..];
    }
    out.extend(rest);
    (out.len() < text.len()).then_some(out)
}

/// A text that says it is quoted-printable (RFC 2045 section 6.7), as it is read; `None` for every other text.
fn printed(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let says = |word: &&[u8]| memmem::find(head, word).is_some();
    if ![&b"uoted-printable"[..], b"UOTED-PRINTABLE", b"uoted-Printable"].iter().any(says) {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        out.extend(&rest[..at]);
        let after = &rest[at + 1..];
        let letter = after.get(..2).and_then(|digits| {
            let digits = std::str::from_utf8(digits).ok().filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
            u8::from_str_radix(digits, 16).ok()
        });
        let length = match (letter, after) {
            (Some(letter), _) => {
                out.push(letter);
                2
            }
            (None, [b'\r', b'\n', ..]) => 2,
            (None, [b'\n', ..]) => 1,
            (None, _) => {
                out.push(b'=');
                0
            }
        };
        rest = &after[length..];
    }
    out.extend(rest);
    (out.len() < bytes.len()).then_some(out)
}

/// A text, or what it is packed in, for tests of what is found in either.
#[cfg(test)]
pub(super) fn packed(text: &str) -> String {
    BASE64.encode(text).replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        texts(text.as_bytes()).into_iter().map(|text| String::from_utf8(text).expect("text")).collect()
    }

    #[test]
    fn a_token_is_read_wherever_it_stands_and_words_are_none() {
        let (header, payload) = (r#"{"alg":"EdDSA","typ":"JWT"}"#, "{\n \"issuer\": \"Zoë > ÿÿÿ\"}");
        let token = format!("{}.{}.c2lnbmF0dXJl", packed(header), packed(payload));
        for text in [token.clone(), format!("<svg verify=\"{token}\"/>"), format!("data:application/vc+jwt,{token}")] {
            assert_eq!(all(&text), [header, payload], "{text}");
        }
        let within = packed(&format!(r#"{{"credential":"{token}"}}"#));
        assert!(all(&within).contains(&payload.to_owned()), "a token within JSON that is packed itself");
        for text in
            ["they have money.and.keys", "keyboard-navigation-of-this-page.more-of-this-page", "ey", "eyJ.a.b", ""]
        {
            assert_eq!(all(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_says_how_it_is_written_is_read_so() {
        let page = STANDARD_PAGE;
        let letters = BASE64.encode(page);
        assert_eq!(all(&format!("<a href=\"data:text/html;charset=utf-8;base64,{letters}\">")), [page]);
        assert_eq!(all(&format!("url(data:image/png;base64,{letters})")), [""; 0], "no text");
        let card = "BEGIN:VCARD\r\nNOTE:one\r\n  two\r\nEND:VCARD\r\n";
        assert_eq!(all(card), ["BEGIN:VCARD\r\nNOTE:one two\r\nEND:VCARD\r\n"]);
        assert_eq!(all("one\n two"), [""; 0]);
        let letter = "Content-Transfer-Encoding: quoted-printable\n\nab=\nc=3D=40 1=x";
        assert_eq!(all(letter), ["Content-Transfer-Encoding: quoted-printable\n\nabc=@ 1=x"]);
        assert_eq!(all("a=40b"), [""; 0]);
    }

    const STANDARD_PAGE: &str = "<p>Zoë?></p>";
}
