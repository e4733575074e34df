//! In: JSON bytes, or any serde deserializer (YAML). Out: `Json`, a value tree that JSON can carry exactly.
//! Refused here: duplicate members, numbers that are not exact, too deep or too large input. Never touches meaning.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// Deepest nesting that is read; deeper input is an error.
pub const MAX_DEPTH: usize = 64;
/// Longest input in bytes; longer input is an error.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Largest integer magnitude that every JSON reader carries exactly (2^53 - 1, RFC 8259 section 6).
pub const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// A JSON value (RFC 8259) in which members are unique and keep their order.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer within ±`MAX_INTEGER`.
    Integer(i64),
    /// A finite number written with a fraction or exponent.
    Float(f64),
    /// A string of Unicode scalar values.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Object),
}

/// The members of a JSON object, in the order of the source, each name once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Object(Vec<(String, Json)>);

impl Object {
    /// An object without members.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of the member `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(k, _)| k == name).map(|(_, v)| v)
    }

    /// Sets the member `name`, in place when it is there, at the end otherwise.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(k, _)| *k == name) {
            Some(slot) => slot.1 = value,
            None => self.0.push((name, value)),
        }
    }

    /// Takes the member `name` out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let at = self.0.iter().position(|(k, _)| k == name)?;
        Some(self.0.remove(at).1)
    }

    /// Members in source order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Json)> {
        self.0.iter().map(|(k, v)| (k.as_str(), v))
    }

    /// How many members there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no member.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Json)> for Object {
    /// Later members replace earlier ones of the same name.
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(members: I) -> Self {
        let mut object = Self::new();
        for (name, value) in members {
            object.insert(name, value);
        }
        object
    }
}

impl Json {
    /// The text, when this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(s) => Some(s),
            _ => None,
        }
    }

    /// The members, when this is an object.
    #[must_use]
    pub const fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(o) => Some(o),
            _ => None,
        }
    }

    /// The items, when this is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(a) => Some(a),
            _ => None,
        }
    }

    /// The member `name`, when this is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object().and_then(|o| o.get(name))
    }

    /// The items of an array, or the value itself as the only one: JSON-LD treats both alike.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match self {
            Self::Array(a) => a,
            Self::Null => &[],
            other => std::slice::from_ref(other),
        }
    }

    /// Compact JSON text, members in their order.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("a Json value has string names and finite numbers")
    }

    /// Indented JSON text with a final line feed, members in their order.
    #[must_use]
    pub fn to_pretty(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a Json value has string names and finite numbers");
        text.push('\n');
        text
    }
}

impl From<&str> for Json {
    fn from(s: &str) -> Self {
        Self::String(s.to_owned())
    }
}
impl From<String> for Json {
    fn from(s: String) -> Self {
        Self::String(s)
    }
}
impl From<bool> for Json {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}
impl From<Object> for Json {
    fn from(o: Object) -> Self {
        Self::Object(o)
    }
}
impl From<Vec<Json>> for Json {
    fn from(a: Vec<Json>) -> Self {
        Self::Array(a)
    }
}

/// Why text is not acceptable JSON, with its place (both counted from 1; column in bytes).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} at line {line}, column {column}")]
pub struct JsonError {
    /// What is wrong, in lower case.
    pub message: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1.
    pub column: usize,
}

/// Reads one JSON text (RFC 8259, UTF-8, a byte order mark is refused).
///
/// # Errors
/// Syntax, invalid UTF-8, duplicate members, inexact numbers, nesting over [`MAX_DEPTH`], input over [`MAX_BYTES`].
pub fn parse(bytes: &[u8]) -> Result<Json, JsonError> {
    if bytes.len() > MAX_BYTES {
        let message = format!("the text has {} bytes; at most {MAX_BYTES} are read", bytes.len());
        return Err(JsonError { message, line: 1, column: 1 });
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = Depth(0).deserialize(&mut reader).and_then(|v| reader.end().map(|()| v));
    read.map_err(|e| {
        let text = e.to_string();
        let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(m, _)| m).to_owned();
        JsonError { message, line: e.line().max(1), column: e.column().max(1) }
    })
}

impl<'de> de::Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Depth(0).deserialize(d)
    }
}

#[derive(Clone, Copy)]
struct Depth(usize);

impl<'de> DeserializeSeed<'de> for Depth {
    type Value = Json;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Json, D::Error> {
        d.deserialize_any(self)
    }
}

impl Depth {
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        if self.0 >= MAX_DEPTH {
            return Err(E::custom(format!("nested more than {MAX_DEPTH} levels deep")));
        }
        Ok(Self(self.0 + 1))
    }
}

impl<'de> Visitor<'de> for Depth {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Json, D::Error> {
        self.deserialize(d)
    }
    fn visit_bool<E>(self, b: bool) -> Result<Json, E> {
        Ok(Json::Bool(b))
    }
    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Json, E> {
        if (-MAX_INTEGER..=MAX_INTEGER).contains(&n) {
            return Ok(Json::Integer(n));
        }
        Err(E::custom(format!("the integer {n} is beyond 2^53 and not every reader keeps it; write it as a string")))
    }
    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Json, E> {
        i64::try_from(n).map_or_else(
            |_| {
                Err(E::custom(format!(
                    "the integer {n} is beyond 2^53 and not every reader keeps it; write it as a string"
                )))
            },
            |n| self.visit_i64(n),
        )
    }
    fn visit_i128<E: de::Error>(self, n: i128) -> Result<Json, E> {
        Err(E::custom(format!("the integer {n} is beyond 2^53 and not every reader keeps it; write it as a string")))
    }
    fn visit_u128<E: de::Error>(self, n: u128) -> Result<Json, E> {
        Err(E::custom(format!("the integer {n} is beyond 2^53 and not every reader keeps it; write it as a string")))
    }
    fn visit_f64<E: de::Error>(self, n: f64) -> Result<Json, E> {
        if !n.is_finite() {
            return Err(E::custom("JSON has no infinity and no not-a-number"));
        }
        if n.abs() > MAX_INTEGER as f64 && n.fract() == 0.0 && n.abs() < 1e21 {
            return Err(E::custom("a whole number beyond 2^53 is not exact; write it as a string"));
        }
        Ok(Json::Float(n))
    }
    fn visit_str<E>(self, s: &str) -> Result<Json, E> {
        Ok(Json::String(s.to_owned()))
    }
    fn visit_string<E>(self, s: String) -> Result<Json, E> {
        Ok(Json::String(s))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let inner = self.deeper()?;
        let mut members: Vec<(String, Json)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while let Some(Name(name)) = map.next_key()? {
            // A short object is searched, a long one is hashed: 100,000 members must not cost their square.
            let known = if members.len() < 16 {
                members.iter().any(|(k, _)| *k == name)
            } else {
                if seen.is_empty() {
                    seen.extend(members.iter().map(|(k, _)| k.clone()));
                }
                !seen.insert(name.clone())
            };
            if known {
                return Err(de::Error::custom(format!("duplicate member {name:?}")));
            }
            members.push((name, map.next_value_seed(inner)?));
        }
        Ok(Json::Object(Object(members)))
    }
}

/// A member name: a string, and never a number or boolean read as one.
struct Name(String);

impl<'de> de::Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl Visitor<'_> for NameVisitor {
            type Value = Name;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string as a member name (put quotes around it)")
            }
            fn visit_str<E>(self, s: &str) -> Result<Name, E> {
                Ok(Name(s.to_owned()))
            }
            fn visit_string<E>(self, s: String) -> Result<Name, E> {
                Ok(Name(s))
            }
        }
        d.deserialize_any(NameVisitor)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => s.serialize_unit(),
            Self::Bool(b) => s.serialize_bool(*b),
            Self::Integer(n) => s.serialize_i64(*n),
            Self::Float(n) => s.serialize_f64(*n),
            Self::String(t) => s.serialize_str(t),
            Self::Array(items) => {
                let mut seq = s.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
            Self::Object(o) => {
                let mut map = s.serialize_map(Some(o.len()))?;
                for (name, value) in o.iter() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
