//! In: the bytes of a file. Out: the credential that it carries, found by content and not by name.
//! Carriers: JSON, compact JWS, baked PNG and SVG (Open Badges 1 to 3), PDF with one embedded JSON. No verdict is given here.

mod kind;
mod pdf;
pub(crate) mod png;
pub(crate) mod svg;

use std::borrow::Cow;

use crate::json;

/// The longest picture or PDF that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;
/// The longest credential that a picture or PDF may carry, unpacked, in bytes.
pub const MAX_PAYLOAD_BYTES: usize = 4 * 1024 * 1024;

/// What kind of file carries the credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carrier {
    /// JSON text
    Json,
    /// A compact JWS (RFC 7515 section 3.1)
    Jws,
    /// A PNG picture with a baked text chunk
    Png,
    /// An SVG picture with a baked element
    Svg,
    /// A PDF with an embedded file
    Pdf,
}

/// The credential itself, exactly as its carrier holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload<'a> {
    /// JSON text, without a byte order mark
    Json(Cow<'a, [u8]>),
    /// A compact JWS, without blanks around it
    Jws(Cow<'a, str>),
    /// The address of a hosted assertion (Open Badges 1 and 2) and nothing else
    Link(String),
}

/// What a file carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// The kind of the file.
    pub carrier: Carrier,
    /// What it carries.
    pub payload: Payload<'a>,
}

/// Why nothing was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ExtractError {
    /// A stable word for the reason.
    pub code: &'static str,
    /// The reason, in lower case.
    pub message: String,
}

impl ExtractError {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Finds the credential that a file carries.
///
/// JSON is told by its first character and is not read further here; what a picture or PDF carries must be JSON, a
/// compact JWS or, in pictures, the address of a hosted assertion.
///
/// # Errors
/// For a picture or PDF without a credential, with several, or one that is damaged; for bytes of any other kind, which
/// are named (`a JPEG picture`, `a web page`).
pub fn find(bytes: &[u8]) -> Result<Found<'_>, ExtractError> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match text.iter().find(|b| !b.is_ascii_whitespace()) {
        Some(b'{' | b'[') => return Ok(Found { carrier: Carrier::Json, payload: Payload::Json(text.into()) }),
        Some(b'e') => {
            if let Some(jws) = std::str::from_utf8(text.trim_ascii()).ok().filter(|t| is_jws(t)) {
                return Ok(Found { carrier: Carrier::Jws, payload: Payload::Jws(jws.into()) });
            }
        }
        _ => {}
    }
    let carried = if bytes.starts_with(&png::SIGNATURE) {
        (Carrier::Png, png::find(small_enough(bytes)?)?)
    } else if kind::is_pdf(bytes) {
        (Carrier::Pdf, pdf::find(small_enough(bytes)?)?)
    } else if kind::is_svg(text) {
        (Carrier::Svg, svg::find(small_enough(bytes)?)?)
    } else {
        return Err(kind::name(bytes));
    };
    Ok(Found { carrier: carried.0, payload: carried.1 })
}

fn small_enough(bytes: &[u8]) -> Result<&[u8], ExtractError> {
    if bytes.len() <= MAX_FILE_BYTES {
        return Ok(bytes);
    }
    let message = format!("the file has {} bytes; at most {MAX_FILE_BYTES} are read", bytes.len());
    Err(ExtractError::new("too-large", message))
}

/// What text inside a picture is: JSON, a JWS, or an address.
pub(crate) fn classify(text: Cow<'_, [u8]>) -> Result<Payload<'_>, ExtractError> {
    let trimmed = text.trim_ascii();
    if trimmed.is_empty() {
        return Err(ExtractError::new("empty-badge", "the badge baked into it is empty"));
    }
    if let Ok(line) = std::str::from_utf8(trimmed) {
        if is_jws(line) {
            return Ok(Payload::Jws(line.to_owned().into()));
        }
        if is_link(line) {
            return Ok(Payload::Link(line.to_owned()));
        }
    }
    match json::parse(&text) {
        Ok(json::Json::Object(_)) => Ok(Payload::Json(text)),
        Ok(_) => Err(ExtractError::new("not-an-object", "what is baked into it is not a JSON object")),
        Err(e) => Err(ExtractError::new("not-json", format!("what is baked into it is not readable JSON: {e}"))),
    }
}

/// Takes one more baked badge: the same one again is fine, another one is not.
pub(crate) fn agree<'a>(first: &mut Option<Payload<'a>>, next: Payload<'a>) -> Result<(), ExtractError> {
    match first {
        Some(known) if *known != next => {
            let message = "it carries several badges that differ; a picture or PDF carries one";
            Err(ExtractError::new("several-badges", message))
        }
        Some(_) => Ok(()),
        None => {
            *first = Some(next);
            Ok(())
        }
    }
}

/// Three parts of base64url, the first of which begins as `{"` does; an SD-JWT adds parts after `~`, for which it is
/// refused later, by name.
pub(crate) fn is_jws(text: &str) -> bool {
    let is_part = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let signed = text.split('~').next().unwrap_or_default();
    signed.starts_with("ey")
        && signed.split('.').count() == 3
        && signed.split('.').all(is_part)
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~'))
}

fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|r| !r.is_empty() && r.len() < 4096 && r.bytes().all(|b| b.is_ascii_graphic()))
}
