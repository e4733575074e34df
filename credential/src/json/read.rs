//! In: JSON bytes, or any serde deserializer. Out: a `Value`, or where and why the text is not acceptable. Never touches meaning.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Json, MAX_BYTES, MAX_DEPTH, MAX_INTEGER, MAX_VALUES, Members, Value};

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

/// Reads one JSON text as [`read`] does, into a value that borrows nothing.
///
/// # Errors
/// Those of [`read`].
pub fn parse(bytes: &[u8]) -> Result<Json, JsonError> {
    read(bytes).map(Value::into_owned)
}

/// Reads one JSON text (RFC 8259, UTF-8). A byte order mark at its beginning is passed over, as section 8.1 allows.
///
/// # Errors
/// Syntax, invalid UTF-8, duplicate members, inexact numbers, nesting over [`MAX_DEPTH`], more than [`MAX_VALUES`] values,
/// input over [`MAX_BYTES`].
pub fn read(bytes: &[u8]) -> Result<Value<'_>, JsonError> {
    if bytes.len() > MAX_BYTES {
        let message = format!("the text has {} bytes; at most {MAX_BYTES} are read", bytes.len());
        return Err(JsonError { message, line: 1, column: 1 });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // One look at the whole is faster than one at each string; where it is not UTF-8, the reader of bytes finds the place.
    let read = match std::str::from_utf8(bytes) {
        Ok(text) => whole(serde_json::Deserializer::from_str(text)),
        Err(_) => whole(serde_json::Deserializer::from_slice(bytes)),
    };
    read.map_err(|e| {
        let text = e.to_string();
        let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(m, _)| m).to_owned();
        JsonError { message, line: e.line().max(1), column: e.column().max(1) }
    })
}

/// As many members find room at once.
const USUAL_MEMBERS: usize = 8;

/// One value and nothing after it.
fn whole<'a>(mut reader: serde_json::Deserializer<impl serde_json::de::Read<'a>>) -> serde_json::Result<Value<'a>> {
    let left = Cell::new(MAX_VALUES);
    let value = Place { depth: 0, left: &left }.deserialize(&mut reader)?;
    reader.end().map(|()| value)
}

impl<'de> de::Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Place { depth: 0, left: &Cell::new(MAX_VALUES) }.deserialize(d).map(Value::into_owned)
    }
}

/// How deep a value stands, and how many more may be read.
#[derive(Clone, Copy)]
struct Place<'a> {
    depth: usize,
    left: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Value<'de>;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Value<'de>, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(de::Error::custom(format!("more than {MAX_VALUES} values")));
        };
        self.left.set(left);
        d.deserialize_any(self)
    }
}

impl Place<'_> {
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(format!("nested more than {MAX_DEPTH} levels deep")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }
    fn visit_none<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Value<'de>, D::Error> {
        self.deserialize(d)
    }
    fn visit_bool<E>(self, b: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool(b))
    }
    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Value<'de>, E> {
        if (-MAX_INTEGER..=MAX_INTEGER).contains(&n) {
            return Ok(Value::Integer(n));
        }
        Err(E::custom(format!("the integer {n} is beyond 2^53 and not every reader keeps it; write it as a string")))
    }
    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Value<'de>, E> {
        i64::try_from(n).map_or_else(
            |_| {
                Err(E::custom(format!(
                    "the integer {n} is beyond 2^53 and not every reader keeps it; write it as a string"
                )))
            },
            |n| self.visit_i64(n),
        )
    }
    fn visit_i128<E: de::Error>(self, n: i128) -> Result<Value<'de>, E> {
        Err(E::custom(format!("the integer {n} is beyond 2^53 and not every reader keeps it; write it as a string")))
    }
    fn visit_u128<E: de::Error>(self, n: u128) -> Result<Value<'de>, E> {
        Err(E::custom(format!("the integer {n} is beyond 2^53 and not every reader keeps it; write it as a string")))
    }
    fn visit_f64<E: de::Error>(self, n: f64) -> Result<Value<'de>, E> {
        if !n.is_finite() {
            return Err(E::custom("JSON has no infinity and no not-a-number"));
        }
        if n.abs() > MAX_INTEGER as f64 && n.fract() == 0.0 && n.abs() < 1e21 {
            return Err(E::custom("a whole number beyond 2^53 is not exact; write it as a string"));
        }
        Ok(Value::Float(n))
    }
    fn visit_borrowed_str<E>(self, s: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::String(Cow::Borrowed(s)))
    }
    fn visit_str<E>(self, s: &str) -> Result<Value<'de>, E> {
        Ok(Value::String(Cow::Owned(s.to_owned())))
    }
    fn visit_string<E>(self, s: String) -> Result<Value<'de>, E> {
        Ok(Value::String(Cow::Owned(s)))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'de>, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        let inner = self.deeper()?;
        let mut members: Vec<(Cow<'de, str>, Value<'de>)> = Vec::with_capacity(USUAL_MEMBERS);
        let mut seen = std::collections::HashSet::new();
        while let Some(Member(name)) = map.next_key()? {
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
        Ok(Value::Object(Members(members)))
    }
}

/// A member name: a string, and never a number or boolean read as one.
struct Member<'a>(Cow<'a, str>);

impl<'de> de::Deserialize<'de> for Member<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Member<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string as a member name (put quotes around it)")
            }
            fn visit_borrowed_str<E>(self, s: &'de str) -> Result<Member<'de>, E> {
                Ok(Member(Cow::Borrowed(s)))
            }
            fn visit_str<E>(self, s: &str) -> Result<Member<'de>, E> {
                Ok(Member(Cow::Owned(s.to_owned())))
            }
            fn visit_string<E>(self, s: String) -> Result<Member<'de>, E> {
                Ok(Member(Cow::Owned(s)))
            }
        }
        d.deserialize_any(NameVisitor)
    }
}
