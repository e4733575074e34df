//! In: status bits, or the text of a list. Out: the other (Bitstring Status List 1.0), and list credentials to sign.
//! Unpacking is capped, so that a small text cannot fill the memory.

mod bits;
mod check;
mod list;
mod revocations;

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;

use crate::json::{Json, Object};
use crate::time;

pub(crate) use check::check;
pub(crate) use list::Listing;

/// The fewest entries that a list should have, for the privacy of those in it (section 6.1).
pub const MIN_ENTRIES: usize = 131_072;
/// The largest list that is unpacked, in bytes: 134 million entries.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A list of status bits; entry 0 is the leftmost, most significant bit (section 2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusList(Vec<u8>);

/// Why the text of a list cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// Not base64url with its `u` in front.
    #[error("the list is not base64url text that begins with `u`")]
    Encoding,
    /// Not gzip.
    #[error("the list is not gzip data")]
    Compression,
    /// Larger than [`MAX_BYTES`].
    #[error("the list unpacks to more than {MAX_BYTES} bytes")]
    TooLarge,
}

impl From<base64::DecodeError> for StatusError {
    fn from(_: base64::DecodeError) -> Self {
        Self::Encoding
    }
}

impl StatusList {
    /// A list of at least `entries` entries, none set; rounded up to whole bytes.
    #[must_use]
    pub fn new(entries: usize) -> Self {
        Self(vec![0; entries.div_ceil(8)])
    }

    /// How many entries there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len() * 8
    }

    /// Whether there is no entry.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entry at `index`; `None` beyond the end.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<bool> {
        self.0.get(index / 8).map(|byte| byte >> (7 - index % 8) & 1 == 1)
    }

    /// The value of the entry at `index` when every entry is `size` bits long, at most 32; `None` beyond the end.
    /// The leftmost bit weighs most (section 3.2: the position is the index times the size).
    #[must_use]
    pub fn value(&self, index: usize, size: usize) -> Option<u64> {
        if size == 0 || size > 32 {
            return None;
        }
        let first = index.checked_mul(size)?;
        let last = first.checked_add(size)?;
        (first..last).try_fold(0, |value, at| self.get(at).map(|bit| value << 1 | u64::from(bit)))
    }

    /// Sets the entry at `index`; `false`, and nothing done, beyond the end.
    #[must_use]
    pub fn set(&mut self, index: usize, value: bool) -> bool {
        let Some(byte) = self.0.get_mut(index / 8) else { return false };
        let bit = 1 << (7 - index % 8);
        *byte = if value { *byte | bit } else { *byte & !bit };
        true
    }

    /// The list as text: `u` and base64url of its gzip form. The same list gives the same text.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        let packed = packer.write_all(&self.0).and_then(|()| packer.finish()).expect("writing to memory does not fail");
        format!("u{}", URL_SAFE_NO_PAD.encode(packed))
    }

    /// Reads the text of a list.
    ///
    /// # Errors
    /// One of [`StatusError`].
    pub fn decode(text: &str) -> Result<Self, StatusError> {
        Self::unpack(&URL_SAFE_NO_PAD.decode(text.strip_prefix('u').ok_or(StatusError::Encoding)?)?)
    }

    /// Reads the text of a Status List 2021: base64 of either alphabet, padded or not, and no letter in front.
    /// Gzip data begins with `H4s`, so that a `u` in front of it can only be the later standard's.
    pub(crate) fn decode_2021(text: &str) -> Result<Self, StatusError> {
        let body = text.strip_prefix('u').filter(|rest| rest.starts_with("H4s")).unwrap_or(text);
        let body = body.trim_end_matches('=').replace('+', "-").replace('/', "_");
        Self::unpack(&URL_SAFE_NO_PAD.decode(body)?)
    }

    fn unpack(packed: &[u8]) -> Result<Self, StatusError> {
        let mut bytes = Vec::new();
        let limit = MAX_BYTES as u64 + 1;
        GzDecoder::new(packed).take(limit).read_to_end(&mut bytes).map_err(|_| StatusError::Compression)?;
        if bytes.len() > MAX_BYTES {
            return Err(StatusError::TooLarge);
        }
        Ok(Self(bytes))
    }
}

/// An unsigned `BitstringStatusListCredential` (section 2.3), to be signed and published at `id`.
#[must_use]
pub fn list_credential(id: &str, issuer: &str, purpose: &str, list: &StatusList, valid_from: Timestamp) -> Json {
    let mut subject = Object::new();
    subject.insert("id", format!("{id}#list"));
    subject.insert("type", "BitstringStatusList");
    subject.insert("statusPurpose", purpose);
    subject.insert("encodedList", list.encode());
    let mut credential = Object::new();
    credential.insert("@context", vec![Json::from("https://www.w3.org/ns/credentials/v2")]);
    credential.insert("id", id);
    let types = ["VerifiableCredential", "BitstringStatusListCredential"];
    credential.insert("type", types.map(Json::from).to_vec());
    credential.insert("issuer", issuer);
    credential.insert("validFrom", time::stamp(valid_from));
    credential.insert("credentialSubject", subject);
    Json::Object(credential)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leftmost_bit_is_the_first_entry() {
        let mut list = StatusList::new(16);
        assert!(list.set(0, true) && list.set(9, true) && !list.set(16, true));
        assert_eq!(list.0, [0b1000_0000, 0b0100_0000]);
        assert_eq!((list.get(0), list.get(1), list.get(9), list.get(16)), (Some(true), Some(false), Some(true), None));
        assert!(list.set(0, false));
        assert_eq!(list.get(0), Some(false));
    }

    #[test]
    fn an_entry_may_be_several_bits() {
        let list = StatusList(vec![0b0110_1100, 0b0000_0001]);
        let values = |size: usize| (0..).map_while(|i| list.value(i, size)).collect::<Vec<_>>();
        assert_eq!(values(2), [1, 2, 3, 0, 0, 0, 0, 1]);
        assert_eq!(values(3), [3, 3, 0, 0, 0], "the bit that is left over is no entry");
        assert_eq!(values(16), [0b0110_1100_0000_0001]);
        assert_eq!((list.value(0, 0), list.value(0, 33), list.value(usize::MAX, 2)), (None, None, None));
    }

    #[test]
    fn a_list_of_2021_has_no_letter_in_front() {
        let mut list = StatusList::new(MIN_ENTRIES);
        assert!(list.set(5, true));
        let text = list.encode();
        let bare = text.trim_start_matches('u');
        let other = bare.replace('-', "+").replace('_', "/");
        for spelling in [bare, &text, &format!("{other}=="), &other] {
            assert_eq!(StatusList::decode_2021(spelling), Ok(list.clone()), "{spelling}");
        }
        assert_eq!(StatusList::decode(bare), Err(StatusError::Encoding));
        assert_eq!(StatusList::decode_2021("u!!"), Err(StatusError::Encoding));
    }

    #[test]
    fn text_goes_both_ways_and_is_always_the_same() {
        let mut list = StatusList::new(MIN_ENTRIES);
        assert!(list.set(94_567, true));
        let text = list.encode();
        assert!(text.starts_with("uH4sI") && text.len() < 200, "{text}");
        assert_eq!(StatusList::decode(&text), Ok(list.clone()));
        assert_eq!(list.encode(), text);
    }

    #[test]
    fn the_list_of_the_digital_credentials_consortium_has_bits_2_6_and_8() {
        let list =
            StatusList::decode("uH4sIAAAAAAAAA-3BMQEAAAwCoGUx6aLbwgvIHwAAAAAAAAAAAAAAwFwBZnztF9QwAAA").expect("a list");
        assert_eq!(list.len(), 100_000);
        let set: Vec<usize> = (0..list.len()).filter(|i| list.get(*i) == Some(true)).collect();
        assert_eq!(set, [2, 6, 8]);
    }

    #[test]
    fn a_bomb_and_odd_text_are_refused() {
        let bomb = StatusList(vec![0; MAX_BYTES + 1]).encode();
        assert!(bomb.len() < 50_000, "a small text");
        assert_eq!(StatusList::decode(&bomb), Err(StatusError::TooLarge));
        assert_eq!(StatusList::decode("H4sIAAAA"), Err(StatusError::Encoding));
        assert_eq!(StatusList::decode("u!!"), Err(StatusError::Encoding));
        assert_eq!(StatusList::decode("uAAAA"), Err(StatusError::Compression));
        assert!(StatusList::decode("uH4sIAAAAAAAAA-I-CHANGED").is_err());
    }
}
