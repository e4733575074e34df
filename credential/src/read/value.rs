//! In: values of a member. Out: the one that is read of several, and plain forms of texts, numbers and objects.

use std::borrow::Cow;

use crate::jcs;
use crate::json::Value;

/// The least by a key, which is made only where there are several.
pub(super) fn least<T, K: Ord>(mut values: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Option<T> {
    let first = values.next()?;
    let Some(second) = values.next() else { return Some(first) };
    [first, second].into_iter().chain(values).min_by_key(key)
}

pub(super) fn canonical(value: &&Value<'_>) -> String {
    jcs::canonical(value)
}

pub(super) fn as_text<'a>(value: &'a Value<'_>) -> Option<Cow<'a, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Integer(_) | Value::Float(_) => Some(jcs::canonical(value).into()),
        _ => None,
    }
}

/// The one value that all agree on.
pub(super) fn only<T: PartialEq>(values: impl Iterator<Item = Option<T>>) -> Option<T> {
    let mut values = values;
    let first = values.next()??;
    values.all(|value| value.as_ref() == Some(&first)).then_some(first)
}

/// A number in the text of a literal, such as `1.5E0`.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    text.parse().ok().filter(|n: &f64| plain && n.is_finite())
}

pub(super) fn unwrapped<'a>(value: &Value<'a>) -> Value<'a> {
    match value {
        Value::Object(object) if object.len() == 1 && object.get("id").is_some_and(|id| id.as_str().is_some()) => {
            object.get("id").cloned().unwrap_or(Value::Null)
        }
        Value::Object(object) => {
            let members = object.iter().map(|(name, value)| (name.to_owned(), unwrapped_all(value)));
            Value::Object(members.collect())
        }
        Value::Float(n) if n.fract() == 0.0 && n.abs() < 1e15 => Value::Integer(*n as i64),
        other => other.clone(),
    }
}

fn unwrapped_all<'a>(value: &Value<'a>) -> Value<'a> {
    match value.items() {
        [one] => unwrapped(one.get("@value").unwrap_or(one)),
        several => several.iter().map(|v| unwrapped(v.get("@value").unwrap_or(v))).collect::<Vec<_>>().into(),
    }
}
