//! In: JSON bytes, or any serde deserializer (YAML). Out: a `Value`, a tree that JSON can carry exactly.
//! Refused here: duplicate members, numbers that are not exact, too deep or too large input. Never touches meaning.

mod read;

pub use read::{JsonError, parse, read};

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// Deepest nesting that is read; deeper input is an error.
pub const MAX_DEPTH: usize = 64;
/// Longest input in bytes; longer input is an error.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Most values (of any kind, at any depth) that are read; more is an error.
pub const MAX_VALUES: usize = 1_000_000;
/// Largest integer magnitude that every JSON reader carries exactly (2^53 - 1, RFC 8259 section 6).
pub const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// A JSON value (RFC 8259) in which members are unique and keep their order. Its texts may be borrowed from what it was read from.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer within ±`MAX_INTEGER`.
    Integer(i64),
    /// A finite number written with a fraction or exponent.
    Float(f64),
    /// A string of Unicode scalar values.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Value<'a>>),
    /// An object.
    Object(Members<'a>),
}

/// A JSON value that borrows nothing.
pub type Json = Value<'static>;

/// The members of a JSON object, in the order of the source, each name once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Members<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

/// The members of a JSON object that borrows nothing.
pub type Object = Members<'static>;

impl<'a> Members<'a> {
    /// An object without members.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of the member `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.0.iter().find(|(k, _)| **k == *name).map(|(_, v)| v)
    }

    /// Sets the member `name`, in place when it is there, at the end otherwise.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value<'a>>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(k, _)| **k == *name) {
            Some(slot) => slot.1 = value,
            None => self.0.push((Cow::Owned(name), value)),
        }
    }

    /// Takes the member `name` out.
    pub fn remove(&mut self, name: &str) -> Option<Value<'a>> {
        let at = self.0.iter().position(|(k, _)| **k == *name)?;
        Some(self.0.remove(at).1)
    }

    /// Members in source order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value<'a>)> {
        self.0.iter().map(|(k, v)| (&**k, v))
    }

    /// The same with texts of its own.
    #[must_use]
    pub fn into_owned(self) -> Object {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Members(self.0.into_iter().map(|(name, value)| (owned(name), value.into_owned())).collect())
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

impl<'a> FromIterator<(String, Value<'a>)> for Members<'a> {
    /// Later members replace earlier ones of the same name.
    fn from_iter<I: IntoIterator<Item = (String, Value<'a>)>>(members: I) -> Self {
        let mut object = Self::new();
        // A short object is searched, a long one is hashed: 100,000 members must not cost their square.
        let mut places = std::collections::HashMap::new();
        for (name, value) in members {
            if object.0.len() < 16 {
                object.insert(name, value);
                continue;
            }
            if places.is_empty() {
                places.extend(object.0.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)));
            }
            match places.get(name.as_str()) {
                Some(at) => object.0[*at].1 = value,
                None => {
                    places.insert(Cow::Owned(name.clone()), object.0.len());
                    object.0.push((Cow::Owned(name), value));
                }
            }
        }
        object
    }
}

impl<'a> Value<'a> {
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
    pub const fn as_object(&self) -> Option<&Members<'a>> {
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

    /// The same with texts of its own.
    #[must_use]
    pub fn into_owned(self) -> Json {
        match self {
            Value::Null => Value::Null,
            Value::Bool(b) => Value::Bool(b),
            Value::Integer(n) => Value::Integer(n),
            Value::Float(n) => Value::Float(n),
            Value::String(text) => Value::String(Cow::Owned(text.into_owned())),
            Value::Array(items) => Value::Array(items.into_iter().map(Value::into_owned).collect()),
            Value::Object(members) => Value::Object(members.into_owned()),
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

impl From<&str> for Value<'_> {
    fn from(s: &str) -> Self {
        Self::String(Cow::Owned(s.to_owned()))
    }
}
impl From<String> for Value<'_> {
    fn from(s: String) -> Self {
        Self::String(Cow::Owned(s))
    }
}
impl From<bool> for Value<'_> {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}
impl<'a> From<Members<'a>> for Value<'a> {
    fn from(o: Members<'a>) -> Self {
        Self::Object(o)
    }
}
impl<'a> From<Vec<Value<'a>>> for Value<'a> {
    fn from(a: Vec<Value<'a>>) -> Self {
        Self::Array(a)
    }
}

impl Serialize for Value<'_> {
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
