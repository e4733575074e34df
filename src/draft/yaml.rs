//! In: YAML text. Out: a tree whose every value knows its place, or a credential as JSON. Gives no value a meaning.
//! The one place that knows the YAML library. What JSON cannot carry exactly is refused with its position.

mod spans;

use std::fmt;

use accolade_credential::Json;
use accolade_credential::json::MAX_INTEGER;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de::DeserializeOwned};
use serde_saphyr::granit_parser::{Event, Parser};
use serde_saphyr::{DuplicateKeyPolicy, Error, Location, MergeKeyPolicy, Options, Spanned as Located};

use crate::diag::{Span, Spanned};
use spans::{fix_spans, tab, unquoted};

/// A value with its bytes in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

/// What YAML's core schema makes of a node; `yes`, `017` and `1_000` stay text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Spanned<String>, Node)>),
}

/// Why text is not acceptable YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct YamlError {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) span: Span,
    pub(crate) help: &'static str,
}

/// Reads one document.
pub(crate) fn read(text: &str) -> Result<Node, YamlError> {
    let Located { value, defined, .. } = parse::<Located<Value>>(text)?;
    let mut root = Node { value, span: span(text, defined) };
    fix_spans(text, &mut root);
    Ok(root)
}

/// Reads one document as JSON, under the rules of [`Json`].
pub(crate) fn json(text: &str) -> Result<Json, YamlError> {
    exact(text, &read(text)?)?;
    parse(text)
}

/// Integers too long for 64 bits reach serde as rounded floats: here the digits are still to be seen.
fn exact(text: &str, node: &Node) -> Result<(), YamlError> {
    match &node.value {
        Value::Number(n) if n.abs() > MAX_INTEGER as f64 => {
            let written = &text[node.span.start..node.span.end];
            if written.trim_start_matches(['-', '+']).bytes().all(|b| b.is_ascii_digit()) {
                return Err(YamlError {
                    code: "yaml-value",
                    message: format!("the integer {written} is beyond 2^53 and not every reader keeps it"),
                    span: node.span,
                    help: "write it as a string, in quotes",
                });
            }
            Ok(())
        }
        Value::List(items) => items.iter().try_for_each(|item| exact(text, item)),
        Value::Map(members) => members.iter().try_for_each(|(_, value)| exact(text, value)),
        _ => Ok(()),
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, YamlError> {
    refuse_tags(text)?;
    serde_saphyr::from_str_with_options(text, options()).map_err(|e| explain(text, &e))
}

fn options() -> Options {
    serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        reject_unsupported_tags: true,
        reject_tagged_field_names: true,
        duplicate_keys: DuplicateKeyPolicy::Error,
        merge_keys: MergeKeyPolicy::Error,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_nodes: 5_000_000,
            max_events: 10_000_000,
            max_documents: 2,
            max_recorded_anchor_events: 100_000,
            max_recorded_anchor_bytes: 4 * 1024 * 1024,
        },
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: 100_000 },
    }
}

/// A tag changes what a value is, and JSON has no place for it: all of them are refused, known ones too.
fn refuse_tags(text: &str) -> Result<(), YamlError> {
    if !text.contains('!') {
        return Ok(());
    }
    // What the parser itself dislikes is reported by the reading proper.
    for (event, at) in Parser::new_from_str(text).map_while(Result::ok) {
        let tag = match &event {
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => event.tag(),
            _ => None,
        };
        if let Some(tag) = tag {
            let node = at.start.byte_offset().unwrap_or_default();
            let written = tag.original();
            // The event's span is the value's; the tag stands before it.
            let start = text[..node].rfind(&written).unwrap_or(node);
            return Err(YamlError {
                code: "yaml-tag",
                message: format!("the tag {written} is not supported"),
                span: Span { start, end: start + written.len() },
                help: "remove the tag; put quotes around text that starts with `!`",
            });
        }
    }
    Ok(())
}

fn explain(text: &str, e: &Error) -> YamlError {
    let said = |message: String, code, help| YamlError { code, message, span: place(text, e), help };
    let mut cause = e.without_snippet();
    while let Error::AliasError { error, .. } = cause {
        cause = error;
    }
    match cause {
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("?");
            said(format!("the key {key:?} is there twice"), "duplicate-key", "keep one of them")
        }
        Error::MergeKeyNotAllowed { .. } => said(
            "the merge key `<<` is not supported".to_owned(),
            "merge-key",
            "write the fields out where they belong",
        ),
        Error::MultipleDocuments { .. } => said(
            "there is a second document in this file".to_owned(),
            "two-documents",
            "keep one document; remove the line `---`",
        ),
        Error::NonFiniteFloat { value, .. } => {
            said(format!("{value} is no number that JSON can carry"), "yaml-value", "write a number, or quote the text")
        }
        Error::Budget { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => said(
            "the file is too large, nested too deep, or repeats too much by aliases".to_owned(),
            "yaml-budget",
            "write the values out, or split the file",
        ),
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            said("an alias stands inside the value that it repeats".to_owned(), "yaml-budget", "write the value out")
        }
        Error::SerdeInvalidType { unexpected, expected, .. } => {
            said(format!("found {unexpected} where {expected} belongs"), "yaml-value", "put quotes around it")
        }
        Error::Message { msg, .. } => said(msg.clone(), "yaml-value", "write it as JSON could carry it"),
        _ => {
            if message(e).contains("tab")
                && let Some(span) = tab(text, place(text, e).start)
            {
                let message = "a tab indents this line, and YAML takes only spaces".to_owned();
                return YamlError { code: "yaml-syntax", message, span, help: "indent with spaces" };
            }
            let message = message(e);
            if let Some((span, help)) = unquoted(text, &message, place(text, e)) {
                return YamlError { code: "yaml-syntax", message, span, help };
            }
            said(message, "yaml-syntax", "check indentation, quotes and colons")
        }
    }
}

fn message(e: &Error) -> String {
    let text = e.without_snippet().to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

fn place(text: &str, e: &Error) -> Span {
    let end = Span { start: text.len(), end: text.len() };
    e.location().map_or(end, |location| span(text, location))
}

/// Bytes of a location; parser errors know only line and column.
fn span(text: &str, location: Location) -> Span {
    let length = location.span().byte_len().map(|n| usize::try_from(n).unwrap_or(0));
    let start = location.span().byte_offset().and_then(|n| usize::try_from(n).ok()).unwrap_or_else(|| {
        let line = usize::try_from(location.line()).unwrap_or(1).saturating_sub(1);
        let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
        let line_start = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
        text[line_start..].char_indices().nth(column).map_or(text.len(), |(i, _)| line_start + i)
    });
    Span { start: start.min(text.len()), end: (start + length.unwrap_or(1)).min(text.len()) }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, b: bool) -> Result<Value, E> {
        Ok(Value::Bool(b))
    }
    #[expect(clippy::cast_precision_loss, reason = "fields that want text read it from the source; others are small")]
    fn visit_i64<E>(self, n: i64) -> Result<Value, E> {
        Ok(Value::Number(n as f64))
    }
    #[expect(clippy::cast_precision_loss, reason = "fields that want text read it from the source; others are small")]
    fn visit_u64<E>(self, n: u64) -> Result<Value, E> {
        Ok(Value::Number(n as f64))
    }
    fn visit_f64<E>(self, n: f64) -> Result<Value, E> {
        Ok(Value::Number(n))
    }
    fn visit_str<E>(self, s: &str) -> Result<Value, E> {
        Ok(Value::Text(s.to_owned()))
    }
    fn visit_string<E>(self, s: String) -> Result<Value, E> {
        Ok(Value::Text(s))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<Located<Value>>()? {
            items.push(Node { value: item.value, span: known(item.defined) });
        }
        Ok(Value::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Vec::new();
        while let Some(key) = map.next_key::<Located<Key>>()? {
            let value = map.next_value::<Located<Value>>()?;
            members.push((
                Spanned::new(key.value.0, known(key.defined)),
                Node { value: value.value, span: known(value.defined) },
            ));
        }
        Ok(Value::Map(members))
    }
}

/// A key: text, and never a number or boolean read as text.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text as a key")
            }
            fn visit_str<E>(self, s: &str) -> Result<Key, E> {
                Ok(Key(s.to_owned()))
            }
        }
        d.deserialize_any(KeyVisitor)
    }
}

/// The bytes of a node that was read from a text in memory: the library knows them always.
fn known(location: Location) -> Span {
    let at = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
    let start = at(location.span().byte_offset());
    Span { start, end: start + at(location.span().byte_len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        let Value::Map(mut members) = read(text).unwrap().value else { panic!("a map: {text}") };
        members.remove(0).1.value
    }

    fn refused(text: &str) -> (&'static str, String, usize, usize) {
        let e = read(text).unwrap_err();
        assert_eq!(json(text).unwrap_err().code, e.code, "both readers refuse {text:?} alike");
        let place = crate::diag::Place::of(String::new(), text, e.span);
        (e.code, e.message, place.line.unwrap(), place.column.unwrap())
    }

    #[test]
    fn text_stays_text_and_numbers_numbers() {
        let text = |s: &str| Value::Text(s.to_owned());
        for (yaml, expected) in [
            ("a: no", text("no")),
            ("a: yes", text("yes")),
            ("a: on", text("on")),
            ("a: y", text("y")),
            ("a: true", Value::Bool(true)),
            ("a: 2026-05-01", text("2026-05-01")),
            ("a: 12:30:45", text("12:30:45")),
            ("a: 1_000", text("1_000")),
            ("a: 017", text("017")),
            ("a: 08", text("08")),
            ("a: 0o17", Value::Number(15.0)),
            ("a: 1e3", Value::Number(1000.0)),
            ("a: .5", Value::Number(0.5)),
            ("a: 1.10", Value::Number(1.1)),
            ("a:", Value::Null),
            ("a: ~", Value::Null),
            ("a: \"\\ud83d\\ude00\"", text("😀")),
            ("\u{feff}a: bom", text("bom")),
            ("\"1\": quoted key", text("quoted key")),
            ("a: [x, !, y]", Value::Null),
        ] {
            if yaml.contains('!') {
                assert!(read(yaml).is_err());
            } else {
                assert_eq!(value(yaml), expected, "{yaml}");
            }
        }
    }

    #[test]
    fn what_json_cannot_carry_is_refused_with_its_position() {
        let laughs = {
            let mut s = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
            for i in 1..10 {
                s.push_str(&format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 9].join(", ")));
            }
            s
        };
        let scalars = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), vec!["*a"; 5000].join(", "));
        for (yaml, code, line, column) in [
            ("a: 1\na: 2\n", "duplicate-key", 2, 1),
            ("x: &x {a: 1}\ny:\n  <<: *x\n", "merge-key", 3, 3),
            ("a: 1\nb: !foo bar\n", "yaml-tag", 2, 4),
            ("a: !!str 1\n", "yaml-tag", 1, 4),
            ("a: !!binary aGVsbG8=\n", "yaml-tag", 1, 4),
            ("a: 1\n---\nb: 2\n", "two-documents", 3, 1),
            ("a: 1\n2: b\n", "yaml-value", 2, 1),
            ("a: 1\ntrue: b\n", "yaml-value", 2, 1),
            ("a: 1\n~: b\n", "yaml-value", 2, 1),
            ("a: .nan\n", "yaml-value", 1, 4),
            ("a: -.inf\n", "yaml-value", 1, 4),
            ("a:\n\tb: 1\n", "yaml-syntax", 2, 1),
            ("a: 1\nname: A: B\n", "yaml-syntax", 2, 8),
            ("a: {colour: #fff, b: 1}\n", "yaml-syntax", 1, 13),
            ("a: {colour: #fff}\nc: x\n", "yaml-syntax", 1, 13),
            ("a: [x, #fff]\nc: x\n", "yaml-syntax", 1, 8),
            ("a: [1, 2\n", "yaml-syntax", 1, 4),
            ("a: \"x\n", "yaml-syntax", 1, 4),
            ("a: *nothing\n", "yaml-syntax", 1, 4),
            (&laughs, "yaml-budget", 6, 0),
            (&scalars, "yaml-budget", 2, 0),
        ] {
            let (c, message, l, col) = refused(yaml);
            let column = if column == 0 { col } else { column };
            assert_eq!((c, l, col), (code, line, column), "{}: {message}", &yaml[..yaml.len().min(60)]);
        }
        assert_eq!(refused(&"[".repeat(100_000)).0, "yaml-syntax");
    }

    #[test]
    fn a_text_that_needs_quotes_is_told_so() {
        for (text, help) in [
            ("name: A: B\n", "put quotes around a text that has a colon and a blank in it, as in `name: \"A: B\"`"),
            (
                "a: {colour: #fff, b: 1}\n",
                "in YAML, `#` begins a comment: put quotes around it, as in `colour: \"#fff\"`",
            ),
            ("a: {b: 1\n", "check indentation, quotes and colons"),
        ] {
            assert_eq!(read(text).unwrap_err().help, help, "{text}");
        }
    }

    #[test]
    fn a_credential_refuses_numbers_that_not_every_reader_keeps() {
        for text in ["a: 9007199254740993\n", "a: 123456789012345678901234567890\n", "a:\n  - 18446744073709551615\n"] {
            let e = json(text).unwrap_err();
            assert_eq!(e.code, "yaml-value");
            assert!(e.message.contains("2^53"), "{}", e.message);
        }
        assert_eq!(json("a: 1.0\nb: 08\nc: no\n").unwrap().to_text(), r#"{"a":1.0,"b":"08","c":"no"}"#);
    }

    #[test]
    fn every_value_knows_its_bytes() {
        let text = "é: &x \"quoted\"\nlist:\n  - plain text # comment\n  - *x\n  - 1.10\n";
        let Value::Map(members) = read(text).unwrap().value else { panic!() };
        let at = |span: Span| &text[span.start..span.end];
        assert_eq!(at(members[0].0.span), "é");
        assert_eq!(at(members[0].1.span), "\"quoted\"");
        let Value::List(items) = &members[1].1.value else { panic!() };
        assert_eq!(items.iter().map(|i| at(i.span)).collect::<Vec<_>>(), ["plain text", "\"quoted\"", "1.10"]);
    }
}
