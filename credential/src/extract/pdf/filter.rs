//! In: the bytes of a stream and the filters they were packed with (ISO 32000-2 section 7.4). Out: what was packed, within
//! limits: what every stage makes is paid from one purse for the whole file.

use std::cell::Cell;
use std::io::Read;

use super::object::{Value, is_blank};

/// The most filters of one stream.
const MAX_FILTERS: usize = 8;

/// Why a stream was not unpacked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Damaged,
    TooLarge,
    /// What it is packed with, in words.
    Unsupported(String),
}

/// A filter that is undone here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    Flate,
    Hex,
    Base85,
    Runs,
}

impl Filter {
    /// Reads a filter's name, in full or short, and its parameters.
    pub(super) fn read(name: &Value, parameters: &Value) -> Result<Self, Packing> {
        let Value::Name(name) = name else { return Err(Packing::Damaged) };
        match &name[..] {
            b"FlateDecode" | b"Fl" => match parameters.get("Predictor") {
                Value::Null | Value::Integer(1) => Ok(Self::Flate),
                _ => Err(Packing::Unsupported("with a predictor, which is for pictures".into())),
            },
            b"ASCIIHexDecode" | b"AHx" => Ok(Self::Hex),
            b"ASCII85Decode" | b"A85" => Ok(Self::Base85),
            b"RunLengthDecode" | b"RL" => Ok(Self::Runs),
            b"LZWDecode" | b"LZW" => Err(Packing::Unsupported("with LZW".into())),
            b"Crypt" => Err(Packing::Unsupported("with encryption (Crypt)".into())),
            other => {
                let name: String = other.iter().take(40).filter(|b| b.is_ascii_graphic()).map(|b| *b as char).collect();
                Err(Packing::Unsupported(format!("with {name}")))
            }
        }
    }

    fn undo(self, data: &[u8], limit: usize) -> (Vec<u8>, Result<(), Packing>) {
        let mut bytes = Vec::new();
        let result = match self {
            Self::Flate => {
                let read = flate2::read::ZlibDecoder::new(data).take(limit as u64 + 1).read_to_end(&mut bytes);
                read.map(|_| ()).map_err(|_| Packing::Damaged)
            }
            Self::Hex => hex(data, limit, &mut bytes),
            Self::Base85 => base85(data, limit, &mut bytes),
            Self::Runs => runs(data, limit, &mut bytes),
        };
        // What is too much is told before what is damaged: it was cut.
        let result = if bytes.len() > limit { Err(Packing::TooLarge) } else { result };
        (bytes, result)
    }
}

/// Undoes every filter in order. The last may make `limit` bytes; all of them together no more than there is `room` for.
pub(super) fn undo(filters: &[Filter], data: &[u8], limit: usize, room: &Cell<usize>) -> Result<Vec<u8>, Packing> {
    if filters.len() > MAX_FILTERS {
        return Err(Packing::Unsupported(format!("more than {MAX_FILTERS} times")));
    }
    let mut made: Option<Vec<u8>> = None;
    for (number, filter) in filters.iter().enumerate() {
        let is_last = number + 1 == filters.len();
        let most = if is_last { limit.min(room.get()) } else { room.get() };
        let (bytes, result) = filter.undo(made.as_deref().unwrap_or(data), most);
        room.set(room.get().saturating_sub(bytes.len()));
        result?;
        made = Some(bytes);
    }
    match made {
        Some(bytes) => Ok(bytes),
        None if data.len() <= limit => Ok(data.to_vec()),
        None => Err(Packing::TooLarge),
    }
}

/// Pairs of digits up to `>`; a last single one stands for the upper half of a byte (section 7.4.2).
fn hex(data: &[u8], limit: usize, bytes: &mut Vec<u8>) -> Result<(), Packing> {
    let mut half = None;
    for byte in data.iter().take_while(|b| **b != b'>').filter(|b| !is_blank(**b)) {
        let digit = (*byte as char).to_digit(16).and_then(|d| u8::try_from(d).ok()).ok_or(Packing::Damaged)?;
        match half.take() {
            None => half = Some(digit << 4),
            Some(upper) => bytes.push(upper | digit),
        }
        if bytes.len() > limit {
            return Err(Packing::TooLarge);
        }
    }
    bytes.extend(half);
    Ok(())
}

/// Groups of five digits of base 85 up to `~`, `z` for four zeros (section 7.4.3).
fn base85(data: &[u8], limit: usize, bytes: &mut Vec<u8>) -> Result<(), Packing> {
    let (mut value, mut count) = (0_u64, 0_usize);
    for byte in data.iter().take_while(|b| **b != b'~').filter(|b| !is_blank(**b)) {
        match byte {
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                value = value * 85 + u64::from(byte - b'!');
                count += 1;
                if count == 5 {
                    bytes.extend(u32::try_from(value).map_err(|_| Packing::Damaged)?.to_be_bytes());
                    (value, count) = (0, 0);
                }
            }
            _ => return Err(Packing::Damaged),
        }
        if bytes.len() > limit {
            return Err(Packing::TooLarge);
        }
    }
    match count {
        0 => Ok(()),
        1 => Err(Packing::Damaged),
        _ => {
            for _ in count..5 {
                value = value * 85 + 84;
            }
            let last = u32::try_from(value).map_err(|_| Packing::Damaged)?.to_be_bytes();
            bytes.extend(&last[..count - 1]);
            Ok(())
        }
    }
}

/// Runs of bytes as they stand, or of one byte repeated, up to the length 128 (section 7.4.5).
fn runs(data: &[u8], limit: usize, bytes: &mut Vec<u8>) -> Result<(), Packing> {
    let mut rest = data;
    while let Some((length, after)) = rest.split_first() {
        let length = usize::from(*length);
        rest = match length {
            0..128 => {
                bytes.extend(after.get(..=length).ok_or(Packing::Damaged)?);
                &after[length + 1..]
            }
            128 => return Ok(()),
            _ => {
                let (byte, after) = after.split_first().ok_or(Packing::Damaged)?;
                bytes.extend(std::iter::repeat_n(*byte, 257 - length));
                after
            }
        };
        if bytes.len() > limit {
            return Err(Packing::TooLarge);
        }
    }
    Ok(())
}
