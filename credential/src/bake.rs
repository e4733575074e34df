//! In: a PNG or SVG picture, and a credential. Out: the picture with the credential baked into it, for any Open Badges reader.
//! An earlier badge is replaced; everything else stays byte for byte. What was baked is read again before it is handed out.

use crate::extract::{self, Carrier, ExtractError, MAX_PAYLOAD_BYTES, Payload, classify, png, svg};

/// The keyword and the namespace of Open Badges 3.0 (sections 5.3.1 and 5.3.2).
const KEYWORD: &str = "openbadgecredential";
const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";

/// Bakes a credential into a PNG: one uncompressed `iTXt` chunk, right after the header.
///
/// # Errors
/// For a picture that is no PNG or is damaged, and a credential that is neither a JSON object nor a compact JWS.
pub fn png(picture: &[u8], credential: &[u8]) -> Result<Vec<u8>, ExtractError> {
    let payload = payload(credential)?;
    if !picture.starts_with(&png::SIGNATURE) {
        return Err(ExtractError::new("wrong-kind", "the picture is not a PNG"));
    }
    let chunks = png::chunks(picture)?;
    if !chunks.iter().any(|c| c.kind == *b"IDAT") {
        return Err(ExtractError::new("png-damaged", "the PNG picture is damaged: there is no picture in it"));
    }
    let mut baked = picture[..png::SIGNATURE.len()].to_vec();
    let mut end = baked.len();
    for chunk in &chunks {
        if !chunk.is_baked() {
            baked.extend_from_slice(&picture[chunk.range.clone()]);
        }
        if chunk.kind == *b"IHDR" {
            baked.extend(text_chunk(text(&payload)));
        }
        end = chunk.range.end;
    }
    baked.extend_from_slice(&picture[end..]);
    proven(baked, &payload)
}

/// Bakes a credential into an SVG: an `openbadges:credential` right after the start of the root element, with JSON as
/// CDATA or a JWS in `verify`.
///
/// # Errors
/// For a picture that is no SVG in UTF-8 or is damaged, a credential that is neither a JSON object nor a compact JWS,
/// and JSON with a character that XML cannot carry (U+FFFE, U+FFFF).
pub fn svg(picture: &[u8], credential: &[u8]) -> Result<Vec<u8>, ExtractError> {
    let payload = payload(credential)?;
    let picture_text = svg::utf8(picture)?;
    let tree = svg::parse(picture_text)?;
    let root = tree.root_element();
    let start = root.range().start;
    let name = start + 1 + name_length(&picture_text[start + 1..]);
    let end = tag_end(picture_text, name)?;
    let declared = root.lookup_namespace_uri(Some("openbadges"));
    let namespace = format!(" xmlns:openbadges=\"{NAMESPACE}\"");
    let (on_root, on_element) = match declared {
        None => (namespace.as_str(), ""),
        Some(NAMESPACE) => ("", ""),
        Some(_) => ("", namespace.as_str()),
    };
    let element = element(&payload, on_element)?;
    let old: Vec<_> = svg::baked(&tree).map(|n| n.range()).collect();

    let mut baked = picture[..picture.len() - picture_text.len()].to_vec();
    baked.extend_from_slice(&picture_text.as_bytes()[..name]);
    baked.extend_from_slice(on_root.as_bytes());
    if let Some(head) = picture_text[name..end].strip_suffix('/') {
        baked.extend_from_slice(format!("{head}>{element}</{}>", &picture_text[start + 1..name]).as_bytes());
    } else {
        baked.extend_from_slice(format!("{}>{element}", &picture_text[name..end]).as_bytes());
    }
    let mut at = end + 1;
    for range in old.into_iter().filter(|r| r.start > end) {
        if range.start >= at {
            baked.extend_from_slice(&picture_text.as_bytes()[at..range.start]);
            at = range.end;
        }
    }
    baked.extend_from_slice(&picture_text.as_bytes()[at..]);
    proven(baked, &payload)
}

/// Whether a credential can be baked at all, by its form.
///
/// # Errors
/// For what is neither a JSON object nor a compact JWS, begins with a byte order mark, or is longer than
/// [`MAX_PAYLOAD_BYTES`].
pub fn check(credential: &[u8]) -> Result<(), ExtractError> {
    payload(credential).map(|_| ())
}

/// What is baked: the bytes of the credential as they are; only blanks around a JWS are dropped.
fn payload(credential: &[u8]) -> Result<Payload<'_>, ExtractError> {
    if credential.starts_with(b"\xEF\xBB\xBF") {
        let message = "the credential begins with a byte order mark, which not every reader expects; save it without";
        return Err(ExtractError::new("byte-order-mark", message));
    }
    if credential.len() > MAX_PAYLOAD_BYTES {
        let message = format!("the credential is longer than {MAX_PAYLOAD_BYTES} bytes");
        return Err(ExtractError::new("badge-too-large", message));
    }
    match extract::find(credential)?.carrier {
        Carrier::Json | Carrier::Jws => classify(credential.into())
            .map_err(|e| ExtractError::new(e.code, e.message.replace("what is baked into it", "the credential"))),
        _ => Err(ExtractError::new("wrong-kind", "the credential to bake is a picture or PDF, not JSON or a JWS")),
    }
}

fn text<'p>(payload: &'p Payload<'_>) -> &'p [u8] {
    match payload {
        Payload::Json(bytes) => bytes,
        Payload::Jws(text) => text.as_bytes(),
        Payload::Link(text) => text.as_bytes(),
    }
}

/// Hands out only what reads back as what was baked.
fn proven(baked: Vec<u8>, payload: &Payload<'_>) -> Result<Vec<u8>, ExtractError> {
    if extract::find(&baked)?.payload == *payload {
        return Ok(baked);
    }
    Err(ExtractError::new("bake-failed", "what was baked into the picture does not read back as the credential"))
}

/// An `iTXt` chunk (PNG specification section 11.3.3.4), not compressed, with no language.
fn text_chunk(text: &[u8]) -> Vec<u8> {
    let mut body = b"iTXt".to_vec();
    body.extend_from_slice(KEYWORD.as_bytes());
    body.extend_from_slice(&[0; 5]);
    body.extend_from_slice(text);
    let length = u32::try_from(body.len() - 4).expect("a payload has at most 4 MB");
    let sum = crc32fast::hash(&body).to_be_bytes();
    [&length.to_be_bytes()[..], &body, &sum].concat()
}

/// The badge element. CDATA ends at `]]>`, and XML turns a carriage return into a line feed unless it is a reference:
/// both stand between two sections.
fn element(payload: &Payload<'_>, namespace: &str) -> Result<String, ExtractError> {
    let json = match payload {
        Payload::Json(bytes) => std::str::from_utf8(bytes),
        Payload::Jws(text) => return Ok(verify(text, namespace)),
        Payload::Link(text) => return Ok(verify(text, namespace)),
    };
    let json = json.map_err(|_| ExtractError::new("not-json", "the credential is not in UTF-8"))?;
    if let Some(odd) = json.chars().find(|c| matches!(c, '\u{FFFE}' | '\u{FFFF}')) {
        let code = u32::from(odd);
        let message = format!("the credential holds the character U+{code:04X}, which an SVG cannot carry; bake a PNG");
        return Err(ExtractError::new("not-xml-text", message));
    }
    let text = json.replace("]]>", "]]]]><![CDATA[>").replace('\r', "]]>&#13;<![CDATA[");
    Ok(format!("<openbadges:credential{namespace}><![CDATA[{text}]]></openbadges:credential>"))
}

/// A JWS has no character that XML would escape.
fn verify(text: &str, namespace: &str) -> String {
    format!("<openbadges:credential{namespace} verify=\"{text}\"></openbadges:credential>")
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(text.len())
}

/// Where the `>` of a start tag is: the first that is in no attribute value.
fn tag_end(text: &str, from: usize) -> Result<usize, ExtractError> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match (quote, byte) {
            (Some(q), b) if q == b => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Ok(at),
            _ => {}
        }
    }
    Err(ExtractError::new("svg-damaged", "the SVG picture cannot be read: its first element does not end"))
}
