//! In: the first bytes of a file. Out: whether it is a PDF or SVG; the name of everything that carries no credential.

use super::ExtractError;

/// Whether the header of a PDF stands near the beginning (ISO 32000-2 annex: within the first 1024 bytes).
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|w| w == b"%PDF-")
        && std::str::from_utf8(head).map_or(true, |t| !t.trim_start().starts_with('<'))
}

/// Whether it is XML whose first element is `svg`, after declarations, comments and a document type.
pub(super) fn is_svg(text: &[u8]) -> bool {
    first_element(text).is_some_and(|name| name == b"svg" || name.ends_with(b":svg"))
}

/// What a file is that carries no credential.
pub(super) fn name(bytes: &[u8]) -> ExtractError {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let at = |from: usize, magic: &[u8]| bytes.get(from..).is_some_and(|b| b.starts_with(magic));
    let (code, kind) = if bytes.trim_ascii().is_empty() {
        return ExtractError::new("empty-file", "the file is empty");
    } else if begins(b"\xFF\xD8\xFF") {
        ("plain-picture", "a JPEG picture, which carries no badge; a baked badge is PNG or SVG")
    } else if begins(b"GIF8") {
        ("plain-picture", "a GIF picture, which carries no badge; a baked badge is PNG or SVG")
    } else if begins(b"RIFF") && at(8, b"WEBP") {
        ("plain-picture", "a WebP picture, which carries no badge; a baked badge is PNG or SVG")
    } else if at(4, b"ftyp") {
        ("plain-picture", "a picture or film of another kind (AVIF, HEIC or MP4), which carries no badge")
    } else if begins(b"II*\0") || begins(b"MM\0*") {
        ("plain-picture", "a TIFF picture, which carries no badge; a baked badge is PNG or SVG")
    } else if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        ("archive-file", "a ZIP archive (or an office document); unpack it first")
    } else if begins(b"\x1F\x8B") {
        ("archive-file", "a gzip archive; unpack it first")
    } else if begins(b"\xFE\xFF") || begins(b"\xFF\xFE") {
        ("wrong-kind", "text in UTF-16; save it as UTF-8")
    } else if begins(b"\xD2\x84") || begins(b"\xD8\x3D\xD2\x84") {
        return binary("a credential in CBOR, signed with COSE");
    } else if begins(b"\xA2\x6AnameSpaces") || begins(b"\xA2\x6AissuerAuth") || begins(b"\xA3\x67version") {
        return binary("an mdoc (ISO/IEC 18013-5), the form of mobile driving licences");
    } else {
        return text(bytes);
    };
    ExtractError::new(code, format!("this is {kind}"))
}

fn binary(what: &str) -> ExtractError {
    let message = format!("this is {what}, which is not supported here; that says nothing against it");
    ExtractError::new("unsupported-format", message)
}

fn text(bytes: &[u8]) -> ExtractError {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return ExtractError::new("wrong-kind", "this is neither JSON, JWS, PNG, SVG nor PDF");
    };
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return ExtractError::new("wrong-kind", "this is neither JSON, JWS, PNG, SVG nor PDF");
    }
    let trimmed = text.trim_start_matches('\u{FEFF}').trim();
    let lower: String = trimmed.chars().take(1024).collect::<String>().to_ascii_lowercase();
    let (code, kind) = if lower.starts_with("<!doctype html") || lower.contains("<html") {
        ("web-page", "this is a web page; download the badge itself, not the page that shows it")
    } else if trimmed.starts_with('<') {
        ("wrong-kind", "this is XML of another kind than SVG")
    } else if trimmed.starts_with("-----BEGIN ") {
        ("wrong-kind", "this is a key or certificate in PEM, not a credential")
    } else if super::is_link(trimmed) {
        ("wrong-kind", "this is an address, not a credential; download what is there")
    } else {
        ("not-json", "this is plain text, neither JSON nor a signed token")
    };
    ExtractError::new(code, kind)
}

/// The name of the first element of an XML text.
fn first_element(text: &[u8]) -> Option<&[u8]> {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        let after = rest.strip_prefix(b"<")?;
        rest = if after.starts_with(b"?") {
            past(after, b"?>")?
        } else if after.starts_with(b"!--") {
            past(&after[3..], b"-->")?
        } else if after.starts_with(b"!DOCTYPE") {
            past_doctype(after)?
        } else {
            let end = after.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))?;
            return Some(&after[..end]);
        };
    }
}

fn past<'a>(text: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    let at = text.windows(mark.len()).position(|w| w == mark)?;
    Some(&text[at + mark.len()..])
}

/// What follows a document type, which may hold declarations in brackets.
fn past_doctype(text: &[u8]) -> Option<&[u8]> {
    let (mut quote, mut inside) = (None, false);
    for (at, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (Some(q), b) if q == *b => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'[') => inside = true,
            (None, b']') => inside = false,
            (None, b'>') if !inside => return Some(&text[at + 1..]),
            _ => {}
        }
    }
    None
}
