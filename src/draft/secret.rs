//! In: the bytes of a file. Out: whether a secret key in PEM is in them, in whatever encoding and wrapping. Words about keys are no key.

use std::borrow::Cow;

use super::texts;

const BEGIN: &[u8] = b"-----BEGIN ";
const LABEL_END: &[u8] = b"PRIVATE KEY-----";

/// How many bytes are looked at of what follows a label.
const BODY: usize = 4_096;
/// So many signs of base64 are the body of a key.
const SIGNS: usize = 32;

/// Whether a file holds a secret key, encrypted or not: also one that an editor saved as UTF-16, and one in a string of JSON.
#[must_use]
pub fn holds_secret_key(bytes: &[u8]) -> bool {
    // What is ASCII in a wider encoding has zeros.
    holds_key(bytes) || (memchr::memchr(0, bytes).is_some() && texts(bytes).iter().any(|text| holds_key(text)))
}

fn holds_key(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, BEGIN).map(|at| &bytes[at + BEGIN.len()..]).any(|rest| {
        let line = &rest[..rest.len().min(60)];
        let label = line.windows(LABEL_END.len()).position(|window| window == LABEL_END);
        label.is_some_and(|at| is_body(&rest[at + LABEL_END.len()..]))
    })
}

/// Whether what follows a label begins like the body of a key, after its headers (`Proc-Type: 4,ENCRYPTED`; RFC 1421).
fn is_body(rest: &[u8]) -> bool {
    let text = unescaped(&rest[..rest.len().min(BODY)]);
    let lines = text.split(|byte| matches!(byte, b'\n' | b'\r'));
    let lines = lines.skip_while(|line| line.trim_ascii().is_empty() || line.contains(&b':'));
    let body = lines.flatten().filter(|byte| !byte.is_ascii_whitespace()).take(SIGNS);
    body.clone().count() == SIGNS && body.clone().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte))
}

/// Ends of lines as they are written in strings are ends of lines.
fn unescaped(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\\') {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let is_end = *first == b'\\' && matches!(after.first(), Some(b'n' | b'r'));
        out.push(if is_end { b'\n' } else { *first });
        rest = if is_end { &after[1..] } else { after };
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::holds_secret_key;

    const BODY: &str = "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    #[test]
    fn a_key_is_found_in_any_wrapping_and_words_about_keys_are_none() {
        for kind in ["", "ENCRYPTED ", "EC ", "RSA ", "OPENSSH "] {
            let pem = format!("notes\n-----BEGIN {kind}PRIVATE KEY-----\r\n{BODY}\n-----END {kind}PRIVATE KEY-----\n");
            let headers = pem.replacen("\r\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\n", 1);
            let narrow = pem.replacen("MC4CAQ", "MC4\r\nCAQ", 1);
            let string = serde_json::to_string(&headers).unwrap();
            for text in [&pem, &headers, &narrow, &string] {
                assert!(holds_secret_key(text.as_bytes()), "{text}");
                for (n, bytes) in wide(text).iter().enumerate() {
                    assert!(holds_secret_key(bytes), "encoding {n}: {text}");
                }
            }
        }
        for words in [
            format!("-----BEGIN PUBLIC KEY-----\n{BODY}"),
            "<p>A key begins with <code>-----BEGIN PRIVATE KEY-----</code>, and is never shown to anybody at all.</p>"
                .to_owned(),
            "-----BEGIN PRIVATE KEY-----".to_owned(),
            "-----BEGIN PRIVATE KEY-----\nNote: nothing follows\n".to_owned(),
            "-----BEGIN ".to_owned(),
            String::new(),
        ] {
            assert!(!holds_secret_key(words.as_bytes()), "{words}");
            assert!(wide(&words).iter().all(|bytes| !holds_secret_key(bytes)), "{words}");
        }
    }

    /// UTF-16 of either order, with and without a mark.
    fn wide(text: &str) -> [Vec<u8>; 4] {
        let units = |text: &str, turn: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(turn).collect();
        let marked = format!("\u{feff}{text}");
        let (little, big) = (u16::to_le_bytes, u16::to_be_bytes);
        [units(text, little), units(text, big), units(&marked, little), units(&marked, big)]
    }
}
