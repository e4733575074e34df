//! In: a PDF. Out: where its objects stand, also those in object streams, and what they are when asked for.
//! Objects are found by their headers, in one pass; of two with the same number the later one counts.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::super::{ExtractError, MAX_PAYLOAD_BYTES};
use super::filter::{self, Filter, Packing};
use super::marks::{ends_here, header};
use super::object::{Lexer, Value};

/// The most objects, the most values in one of them, and the most bytes that all streams may unpack to.
const MAX_OBJECTS: usize = 1_000_000;
const MAX_VALUES: usize = 200_000;
const MAX_UNPACKED: usize = 32 * 1024 * 1024;
/// The longest chain of references to references.
const MAX_CHAIN: usize = 16;

/// Where an object stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// After `obj`, in the file.
    Plain(usize),
    /// In an unpacked object stream, at an offset.
    Packed(usize, usize),
}

/// A PDF whose objects were found.
#[derive(Debug)]
pub(super) struct File<'a> {
    bytes: &'a [u8],
    places: BTreeMap<u32, Place>,
    unpacked: Vec<Vec<u8>>,
    root: Option<Value>,
    /// An object that says that it is the catalog, for files that lost their trailer.
    catalog: Option<u32>,
    encrypted: bool,
    /// An object stream that could not be unpacked.
    broken: bool,
    /// Objects that may have files attached to them.
    attaching: BTreeSet<u32>,
    /// How many bytes of streams may still be unpacked.
    room: Cell<usize>,
    /// How many bytes of objects may still be read again.
    work: Cell<usize>,
}

impl<'a> File<'a> {
    /// Finds all objects.
    pub(super) fn scan(bytes: &'a [u8]) -> Result<Self, ExtractError> {
        let mut file = Self {
            bytes,
            places: BTreeMap::new(),
            unpacked: Vec::new(),
            root: None,
            catalog: None,
            encrypted: false,
            broken: false,
            attaching: BTreeSet::new(),
            room: Cell::new(MAX_UNPACKED),
            work: Cell::new(bytes.len() + MAX_UNPACKED),
        };
        let (mut at, mut ended) = (0, false);
        while at < bytes.len() {
            let rest = &bytes[at..];
            let number = if rest.starts_with(b"obj") { header(&bytes[..at]) } else { None };
            if let Some(number) = number {
                at = file.take(number, at + 3, &mut ended)?;
            } else if rest.starts_with(b"trailer") {
                let mut lexer = Lexer::new(bytes, at + 7, MAX_VALUES);
                if let Some(trailer) = lexer.value() {
                    file.trailer(&trailer);
                }
                at = lexer.at;
            } else {
                at += 1;
            }
        }
        Ok(file)
    }

    pub(super) const fn encrypted(&self) -> bool {
        self.encrypted
    }

    /// Whether objects may be missing.
    pub(super) const fn broken(&self) -> bool {
        self.broken
    }

    pub(super) fn attaching(&self) -> impl Iterator<Item = u32> {
        self.attaching.iter().copied()
    }

    /// The document catalog.
    pub(super) fn catalog(&self) -> Result<Value, ExtractError> {
        let root = self.root.as_ref().map(|r| self.resolve(r)).transpose()?;
        match (root, self.catalog) {
            (Some(root @ Value::Dict(_)), _) => Ok(root),
            (_, Some(number)) => self.object(number),
            _ => Err(damaged("it has no catalog; it may have been cut off")),
        }
    }

    /// The object of a number; null when there is none.
    pub(super) fn object(&self, number: u32) -> Result<Value, ExtractError> {
        let (bytes, at) = match self.places.get(&number) {
            Some(Place::Plain(at)) => (self.bytes, *at),
            Some(Place::Packed(stream, at)) => (&self.unpacked[*stream][..], *at),
            None => return Ok(Value::Null),
        };
        let mut lexer = Lexer::new(bytes, at, MAX_VALUES);
        let value = lexer.value();
        let work = self.work.get().checked_sub(lexer.at - at).ok_or_else(too_complex)?;
        self.work.set(work);
        value.ok_or_else(|| damaged(&format!("object {number} cannot be read")))
    }

    /// What a value stands for, references followed.
    pub(super) fn resolve(&self, value: &Value) -> Result<Value, ExtractError> {
        let mut value = value.clone();
        for _ in 0..MAX_CHAIN {
            match value {
                Value::Ref(number) => value = self.object(number)?,
                other => return Ok(other),
            }
        }
        Err(too_complex())
    }

    /// The content of an embedded file, unpacked.
    pub(super) fn stream(&self, number: u32) -> Result<Vec<u8>, ExtractError> {
        let damaged = || damaged("a file embedded in it cannot be read");
        let Some(Place::Plain(at)) = self.places.get(&number) else { return Err(damaged()) };
        let mut lexer = Lexer::new(self.bytes, *at, MAX_VALUES);
        let dict = lexer.value().ok_or_else(damaged)?;
        let data = self.content(&dict, &mut lexer, &mut false).ok_or_else(damaged)?;
        self.unpack(&dict, data, MAX_PAYLOAD_BYTES).map_err(|why| match why {
            Packing::Damaged => damaged(),
            Packing::TooLarge => {
                let message = format!("the file embedded in the PDF is longer than {MAX_PAYLOAD_BYTES} bytes");
                ExtractError::new("badge-too-large", message)
            }
            Packing::Unsupported(how) => {
                let message = format!("the file embedded in the PDF is packed {how}, which is not supported here");
                ExtractError::new("pdf-packing", message)
            }
        })
    }

    /// Takes the object after `obj`; where to go on. `ended`: no stream ends any more.
    fn take(&mut self, number: u32, at: usize, ended: &mut bool) -> Result<usize, ExtractError> {
        let mut lexer = Lexer::new(self.bytes, at, MAX_VALUES);
        let Some(value) = lexer.value() else { return Ok(lexer.at) };
        let after = lexer.at;
        let data = self.content(&value, &mut lexer, ended);
        self.note(number, Place::Plain(at), &value)?;
        let Some(data) = data else { return Ok(after) };
        if value.get("Type").is_name("XRef") {
            self.trailer(&value);
        }
        if value.get("Type").is_name("ObjStm") {
            match self.unpack(&value, data, MAX_UNPACKED) {
                Ok(unpacked) => self.pack(&value, unpacked)?,
                Err(Packing::TooLarge) => return Err(too_complex()),
                Err(_) => self.broken = true,
            }
        }
        Ok(lexer.at)
    }

    /// Takes the objects in an object stream (section 7.5.7): pairs of number and offset, then the objects.
    fn pack(&mut self, dict: &Value, unpacked: Vec<u8>) -> Result<(), ExtractError> {
        let (Some(count), Some(first)) = (dict.get("N").size(), dict.get("First").size()) else { return Ok(()) };
        let mut pairs = Lexer::new(&unpacked, 0, 0);
        let mut found = Vec::new();
        for _ in 0..count.min(MAX_OBJECTS) {
            let (Some(number), Some(offset)) = (pairs.number(), pairs.number()) else { break };
            if let Some(at) = first.checked_add(offset as usize).filter(|at| *at < unpacked.len()) {
                found.push((number, at));
            }
        }
        let stream = self.unpacked.len();
        // Offsets may overlap: what is read again and again is paid from one purse.
        let mut work = 2 * unpacked.len();
        for (number, at) in found {
            let mut lexer = Lexer::new(&unpacked, at, MAX_VALUES);
            let value = lexer.value().unwrap_or(Value::Null);
            work = work.checked_sub(lexer.at - at).ok_or_else(too_complex)?;
            self.note(number, Place::Packed(stream, at), &value)?;
        }
        self.unpacked.push(unpacked);
        Ok(())
    }

    fn note(&mut self, number: u32, place: Place, value: &Value) -> Result<(), ExtractError> {
        self.places.insert(number, place);
        if self.places.len() > MAX_OBJECTS {
            return Err(too_complex());
        }
        if value.get("Type").is_name("Catalog") {
            self.catalog = Some(number);
        }
        let attaches = *value.get("AF") != Value::Null || value.get("Subtype").is_name("FileAttachment");
        if attaches {
            self.attaching.insert(number)
        } else {
            self.attaching.remove(&number)
        };
        Ok(())
    }

    fn trailer(&mut self, dict: &Value) {
        if *dict.get("Root") != Value::Null {
            self.root = Some(dict.get("Root").clone());
        }
        self.encrypted |= *dict.get("Encrypt") != Value::Null;
    }

    /// The bytes between `stream` and `endstream`, when they follow; the lexer then stands behind them.
    fn content(&self, dict: &Value, lexer: &mut Lexer<'_>, ended: &mut bool) -> Option<&'a [u8]> {
        if !matches!(dict, Value::Dict(_)) || !lexer.word(b"stream") {
            return None;
        }
        let mut start = lexer.at;
        start += usize::from(self.bytes.get(start) == Some(&b'\r'));
        start += usize::from(self.bytes.get(start) == Some(&b'\n'));
        let rest = self.bytes.get(start..)?;
        let length = match dict.get("Length") {
            Value::Ref(number) => self.length(*number),
            direct => direct.size(),
        };
        let told = length.filter(|n| rest.get(*n..).is_some_and(ends_here));
        let length = match told {
            None if *ended => None,
            None => rest.windows(9).position(|w| w == b"endstream"),
            told => told,
        };
        *ended |= length.is_none();
        let length = length?;
        lexer.at = start + length;
        Some(&rest[..length])
    }

    /// The number that an object is. Many streams may name one long object: what is read of it again is paid for.
    fn length(&self, number: u32) -> Option<usize> {
        let (bytes, at) = match self.places.get(&number)? {
            Place::Plain(at) => (self.bytes, *at),
            Place::Packed(stream, at) => (&self.unpacked[*stream][..], *at),
        };
        let work = self.work.get();
        if work == 0 {
            return None;
        }
        let mut lexer = Lexer::new(bytes, at, 1);
        let value = lexer.value();
        self.work.set(work.saturating_sub(lexer.at - at));
        value?.size()
    }

    /// Undoes what a stream is packed with, within a limit.
    fn unpack(&self, dict: &Value, data: &[u8], limit: usize) -> Result<Vec<u8>, Packing> {
        let resolved = |value: &Value| self.resolve(value).map_err(|_| Packing::Damaged);
        let (named, given) = (resolved(dict.get("Filter"))?, resolved(dict.get("DecodeParms"))?);
        let names = match &named {
            Value::Null => &[][..],
            Value::Array(names) => names,
            one => std::slice::from_ref(one),
        };
        // Each filter of a list has parameters of its own; a dictionary alone is the first one's.
        let parameters = if let Value::Array(all) = &given { all } else { std::slice::from_ref(&given) };
        let none = Value::Null;
        let filter = |(at, name): (usize, &Value)| {
            let parameters = resolved(parameters.get(at).unwrap_or(&none))?;
            Filter::read(&resolved(name)?, &parameters)
        };
        let filters: Vec<Filter> = names.iter().take(64).enumerate().map(filter).collect::<Result<_, _>>()?;
        filter::undo(&filters, data, limit, &self.room)
    }
}

fn damaged(what: &str) -> ExtractError {
    ExtractError::new("pdf-damaged", format!("the PDF is damaged: {what}"))
}

fn too_complex() -> ExtractError {
    ExtractError::new("pdf-too-complex", "the PDF has too many objects, unpacks to too much, or refers to itself")
}
