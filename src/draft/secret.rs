//! In: the bytes of a file. Out: whether a secret key is in them: in PEM, as a JWK, in Multibase or in DER, in whatever encoding and wrapping.
//! Words about keys are no key.

use std::borrow::Cow;

use super::texts;

const BEGIN: &[u8] = b"-----BEGIN ";
const LABEL_END: &[u8] = b"PRIVATE KEY-----";

/// How many bytes are looked at of what follows a label.
const BODY: usize = 4_096;
/// What stands before `Key` in the names of members that hold one.
const SECRET: [&[u8]; 2] = [b"secret", b"private"];
/// So many signs of base64 are the body of a key.
const SIGNS: usize = 32;

/// Whether a file holds a secret key, encrypted or not: also one that an editor saved as UTF-16, and one in a string of JSON.
#[must_use]
pub fn holds_secret_key(bytes: &[u8]) -> bool {
    // What is ASCII in a wider encoding has zeros.
    is_der(bytes)
        || holds_key(bytes)
        || (memchr::memchr(0, bytes).is_some() && texts(bytes).iter().any(|text| holds_key(text)))
}

fn holds_key(bytes: &[u8]) -> bool {
    holds_pem(bytes) || holds_jwk(bytes) || holds_member(bytes)
}

/// A PKCS#8 key in DER (RFC 5958): a sequence that begins with its version, 0 or 1, and the name of an algorithm.
fn is_der(bytes: &[u8]) -> bool {
    const KINDS: [&[u8]; 3] = [
        &[0x2b, 0x65, 0x70],
        &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01],
    ];
    // The length of the sequence takes one to three bytes.
    let inner = |n: usize| {
        bytes
            .get(1 + n..)
            .and_then(|rest| rest.strip_prefix(&[2, 1])?.strip_prefix(&[0]).or_else(|| rest.strip_prefix(&[2, 1, 1])))
    };
    let Some(rest) = bytes.first().filter(|byte| **byte == 0x30).and_then(|_| (1..=3).find_map(inner)) else {
        return false;
    };
    let [0x30, _, 0x06, length, rest @ ..] = rest else { return false };
    KINDS.iter().any(|kind| usize::from(*length) == kind.len() && rest.starts_with(kind))
}

/// A JWK that has its secret part (RFC 7518 sections 6.2.2, 6.3.2 and 6.4; RFC 8037 section 2).
fn holds_jwk(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, b"\"kty").any(|at| {
        // Nothing in a JWK is an object: what is between two braces is all of it.
        let before = &bytes[at.saturating_sub(BODY)..at];
        let after = &bytes[at..bytes.len().min(at + BODY)];
        let start = memchr::memrchr(b'{', before).map_or(0, |open| open + 1);
        let end = memchr::memchr(b'}', after).unwrap_or(after.len());
        let text = plain(&[&before[start..], &after[..end]].concat());
        ["d", "k"].iter().any(|name| is_member(&text, name))
    })
}

/// A key under a name that says so, such as `secretKeyMultibase` (Controlled Identifiers 1.0, section 2.2.2, and its predecessors).
fn holds_member(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, b"Key").filter(|at| SECRET.iter().any(|word| bytes[..*at].ends_with(word))).any(
        |at| {
            let text = plain(&bytes[at..bytes.len().min(at + 256)]);
            let name = text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            is_value(&text[name..])
        },
    )
}

/// JSON without the escapes and blanks of being inside a string of JSON.
fn plain(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|byte| *byte != b'\\' && !byte.is_ascii_whitespace()).collect()
}

/// Whether an object has a member of this name whose value can be a key.
fn is_member(text: &[u8], name: &str) -> bool {
    let begin = format!("\"{name}");
    memchr::memmem::find_iter(text, begin.as_bytes()).any(|at| is_value(&text[at + begin.len()..]))
}

/// Whether what follows the name of a member is a value that can be a key: letters of base64url or base58, so many at least.
fn is_value(rest: &[u8]) -> bool {
    let value = rest.strip_prefix(b"\":\"").unwrap_or_default();
    value.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(byte)).count() >= SIGNS
}

fn holds_pem(bytes: &[u8]) -> bool {
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

    #[test]
    fn a_key_is_found_in_every_form_that_tools_write() {
        let d = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        let keys = [
            format!(r#"{{"kty":"OKP","crv":"Ed25519","d":"{d}","x":"{x}"}}"#),
            format!("{{ \"x\": \"{x}\",\n  \"d\" : \"{d}\",\n  \"kty\": \"OKP\" }}"),
            format!(r#"{{"keys":[{{"kty":"EC","crv":"P-256","x":"{x}","y":"{x}"}},{{"kty":"oct","k":"{d}"}}]}}"#),
            format!(r#"{{"id":"did:example:1","secretKeyMultibase":"z3u2{d}"}}"#),
            format!(r#"{{"privateKeyBase58": "{x}{x}"}}"#),
            format!(r#"{{"privateKeyHex" : "{}"}}"#, "0f".repeat(32)),
        ];
        for key in keys {
            let string = serde_json::to_string(&key).unwrap();
            assert!(holds_secret_key(key.as_bytes()) && holds_secret_key(string.as_bytes()), "{key}");
            assert!(wide(&key).iter().all(|bytes| holds_secret_key(bytes)), "{key}");
        }
        for fine in [
            format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#),
            format!(r#"{{"publicKeyJwk":{{"kty":"OKP","x":"{x}"}},"d":"{d}"}}"#),
            r#"{"kty":"OKP","d":"..."}"#.to_owned(),
            format!(r#"{{"privateKeyNote":"not shown here","publicKeyMultibase":"z6Mk{x}"}}"#),
            "A JWK has \"kty\", and a secret one \"d\": keep \"secretKeyMultibase\" to yourself.".to_owned(),
        ] {
            assert!(!holds_secret_key(fine.as_bytes()), "{fine}");
        }
    }

    #[test]
    fn a_key_in_der_is_found_and_a_certificate_is_none() {
        use base64::Engine as _;
        let bytes = |text: &str| base64::engine::general_purpose::STANDARD.decode(text).unwrap();
        assert!(holds_secret_key(&bytes(BODY)));
        // The beginnings of keys for P-256 and RSA, and those of a public key and of a certificate.
        assert!(holds_secret_key(b"\x30\x81\x87\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08"));
        assert!(holds_secret_key(
            b"\x30\x82\x04\xbd\x02\x01\x00\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00"
        ));
        assert!(!holds_secret_key(b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"));
        assert!(!holds_secret_key(b"\x30\x82\x01\x22\x30\x82\x01\x00\xa0\x03\x02\x01\x02"));
        assert!(!holds_secret_key(b"\x30"));
    }

    /// UTF-16 of either order, with and without a mark.
    fn wide(text: &str) -> [Vec<u8>; 4] {
        let units = |text: &str, turn: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(turn).collect();
        let marked = format!("\u{feff}{text}");
        let (little, big) = (u16::to_le_bytes, u16::to_be_bytes);
        [units(text, little), units(text, big), units(&marked, little), units(&marked, big)]
    }
}
