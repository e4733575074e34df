//! The last look at a file before it is published: a secret key in PEM goes nowhere, wherever it came from, and no more does a
//! part of a private report.

use super::private::refuse_report;
use crate::diag::Diagnostic;
use crate::render::Page;

const BEGIN: &[u8] = b"-----BEGIN ";
const LABEL_END: &[u8] = b"PRIVATE KEY-----";

/// Refuses a file that holds a secret key, encrypted or not, or that is part of a report. Words about keys are no key.
///
/// # Errors
/// Names the file, and never shows what is in it.
pub fn refuse_secret(page: &Page, bytes: &[u8]) -> Result<(), Diagnostic> {
    if !holds_key(bytes) {
        return refuse_report(page, bytes);
    }
    Err(Diagnostic::error("secret-key", format!("{} holds a secret key, and would be published", page.path.0)).help(
        "move it to keys/, which is never published; if it was public before, make a new key with `accolade keygen`",
    ))
}

fn holds_key(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, BEGIN).map(|at| &bytes[at + BEGIN.len()..]).any(|rest| {
        let line = &rest[..rest.len().min(60)];
        let label = line.windows(LABEL_END.len()).position(|window| window == LABEL_END);
        label.is_some_and(|at| is_base64(&rest[at + LABEL_END.len()..]))
    })
}

/// Whether what follows begins like the body of a key.
fn is_base64(rest: &[u8]) -> bool {
    let body = rest.iter().filter(|byte| !byte.is_ascii_whitespace()).take(32);
    body.clone().count() == 32 && body.clone().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::holds_key;

    #[test]
    fn a_key_is_found_in_any_wrapping_and_words_about_keys_are_none() {
        let body = "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
        for kind in ["", "ENCRYPTED ", "EC ", "RSA ", "OPENSSH "] {
            let pem = format!("notes\n-----BEGIN {kind}PRIVATE KEY-----\r\n{body}\n-----END {kind}PRIVATE KEY-----\n");
            assert!(holds_key(pem.as_bytes()), "{pem}");
        }
        for words in [
            format!("-----BEGIN PUBLIC KEY-----\n{body}"),
            "<p>A key begins with <code>-----BEGIN PRIVATE KEY-----</code>, and is never shown to anybody at all.</p>"
                .to_owned(),
            "-----BEGIN PRIVATE KEY-----".to_owned(),
            "-----BEGIN ".to_owned(),
            String::new(),
        ] {
            assert!(!holds_key(words.as_bytes()), "{words}");
        }
    }
}
