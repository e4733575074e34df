//! In: a PNG picture. Out: its chunks, and the badge baked into one of them. Pixels are never looked at.
//!
//! Open Badges baking: `iTXt` with the keyword `openbadgecredential` (3.0, section 5.3.1) or `openbadges` (1.x, 2.0);
//! issuers mix the keywords, and older tools wrote `tEXt` with an address, so every text chunk and both words count.

use std::borrow::Cow;
use std::io::Read;
use std::ops::Range;

use super::{ExtractError, MAX_PAYLOAD_BYTES, Payload, agree, classify};

/// The first eight bytes of every PNG.
pub(crate) const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// The most chunks that are looked at.
const MAX_CHUNKS: usize = 1 << 16;
/// The most baked chunks that are unpacked.
const MAX_BAKED: usize = 8;

/// One chunk (PNG specification section 5.3), its CRC already checked.
#[derive(Debug, Clone)]
pub(crate) struct Chunk<'a> {
    pub(crate) kind: [u8; 4],
    pub(crate) data: &'a [u8],
    /// The whole chunk in the file, with length and CRC.
    pub(crate) range: Range<usize>,
}

impl<'a> Chunk<'a> {
    /// Whether it is a text chunk under a keyword of Open Badges.
    pub(crate) fn is_baked(&self) -> bool {
        self.baked_text().is_some()
    }

    /// What follows the keyword.
    fn baked_text(&self) -> Option<&'a [u8]> {
        if !matches!(&self.kind, b"iTXt" | b"tEXt" | b"zTXt") {
            return None;
        }
        [b"openbadgecredential\0".as_slice(), b"openbadges\0"].iter().find_map(|k| self.data.strip_prefix(*k))
    }
}

/// Finds the badge. What follows the end chunk is no part of the picture, and is not read.
pub(super) fn find(bytes: &[u8]) -> Result<Payload<'_>, ExtractError> {
    let mut found = None;
    for chunk in chunks(bytes)?.iter().filter(|c| c.is_baked()).take(MAX_BAKED + 1).enumerate() {
        if chunk.0 == MAX_BAKED {
            let message = format!("it carries more than {MAX_BAKED} badges; a picture carries one");
            return Err(ExtractError::new("several-badges", message));
        }
        agree(&mut found, classify(text(chunk.1)?)?)?;
    }
    found.ok_or_else(|| ExtractError::new("no-badge", "this PNG picture has no badge baked into it"))
}

/// The chunks up to the end chunk, in order.
pub(crate) fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, ExtractError> {
    let damaged = |what: &str| ExtractError::new("png-damaged", format!("the PNG picture is damaged: {what}"));
    let mut chunks = Vec::new();
    let mut at = SIGNATURE.len();
    loop {
        let head: [u8; 8] = part(bytes, at, 8)
            .and_then(|h| h.try_into().ok())
            .ok_or_else(|| damaged("it ends before its end chunk; it was cut off"))?;
        let [a, b, c, d, kind @ ..] = head;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        if !kind.iter().all(u8::is_ascii_alphabetic) || length > i32::MAX as usize {
            return Err(damaged("what should be a chunk is none"));
        }
        let body = part(bytes, at + 4, 4 + length).ok_or_else(|| damaged("a chunk is longer than the file"))?;
        let sum = part(bytes, at + 8 + length, 4).ok_or_else(|| damaged("a chunk is longer than the file"))?;
        if crc32fast::hash(body).to_be_bytes() != sum {
            let name = String::from_utf8_lossy(&kind);
            return Err(damaged(&format!("the checksum of a {name} chunk is wrong, so it was changed or cut")));
        }
        if chunks.is_empty() != (kind == *b"IHDR") {
            return Err(damaged("its header chunk is not the first, or not the only one"));
        }
        let range = at..at + 12 + length;
        at = range.end;
        chunks.push(Chunk { kind, data: &body[4..], range });
        if kind == *b"IEND" {
            return Ok(chunks);
        }
        if chunks.len() == MAX_CHUNKS {
            let message = format!("the PNG picture has more than {MAX_CHUNKS} chunks");
            return Err(ExtractError::new("too-many-chunks", message));
        }
    }
}

fn part(bytes: &[u8], from: usize, length: usize) -> Option<&[u8]> {
    bytes.get(from..from.checked_add(length)?)
}

/// The text of a baked chunk (PNG specification section 11.3.3), unpacked within a limit.
fn text<'a>(chunk: &Chunk<'a>) -> Result<Cow<'a, [u8]>, ExtractError> {
    let malformed = || ExtractError::new("png-damaged", "the baked chunk of the PNG picture is malformed");
    let body = chunk.baked_text().ok_or_else(malformed)?;
    match &chunk.kind {
        b"tEXt" => small(latin1(Cow::Borrowed(body))),
        b"zTXt" => {
            let packed = body.strip_prefix(b"\0").ok_or_else(malformed)?;
            Ok(latin1(Cow::Owned(unpack(packed)?)))
        }
        _ => {
            let (packed, rest) = match body {
                [0, _, rest @ ..] => (false, rest),
                [1, 0, rest @ ..] => (true, rest),
                _ => return Err(malformed()),
            };
            // language and translated keyword, each ended by a zero
            let rest = rest.splitn(3, |b| *b == 0).nth(2).ok_or_else(malformed)?;
            if packed { Ok(unpack(rest)?.into()) } else { small(rest.into()) }
        }
    }
}

fn small(text: Cow<'_, [u8]>) -> Result<Cow<'_, [u8]>, ExtractError> {
    if text.len() <= MAX_PAYLOAD_BYTES { Ok(text) } else { Err(too_large()) }
}

fn too_large() -> ExtractError {
    ExtractError::new("badge-too-large", format!("the badge baked into it is longer than {MAX_PAYLOAD_BYTES} bytes"))
}

/// These chunks are Latin-1 by their specification, and UTF-8 by the hands of most tools.
fn latin1(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if std::str::from_utf8(&text).is_ok() {
        return text;
    }
    text.iter().map(|b| char::from(*b)).collect::<String>().into_bytes().into()
}

fn unpack(packed: &[u8]) -> Result<Vec<u8>, ExtractError> {
    let mut text = Vec::new();
    let limit = MAX_PAYLOAD_BYTES as u64 + 1;
    flate2::read::ZlibDecoder::new(packed).take(limit).read_to_end(&mut text).map_err(|_| {
        ExtractError::new("png-damaged", "the badge baked into the PNG picture cannot be unpacked; it is damaged")
    })?;
    if text.len() > MAX_PAYLOAD_BYTES { Err(too_large()) } else { Ok(text) }
}
