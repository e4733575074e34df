//! In: a text of YAML, and what was read of it. Out: where things stand in it, where the library does not say.

use super::{Node, Value};
use crate::diag::Span;

/// Collections start where their first child does, for the library; here a list or map spans its children.
pub(super) fn fix_spans(text: &str, node: &mut Node) {
    let last = match &mut node.value {
        Value::List(items) => {
            items.iter_mut().for_each(|item| fix_spans(text, item));
            items.last().map(|item| item.span.end)
        }
        Value::Map(members) => {
            members.iter_mut().for_each(|(_, value)| fix_spans(text, value));
            members.last().map(|(key, value)| value.span.end.max(key.span.end))
        }
        _ => None,
    };
    node.span.end = node.span.end.max(last.unwrap_or(0)).min(text.len());
}

/// The first tab that indents a line, from the line of a byte on: the parser may stop a line before it.
pub(super) fn tab(text: &str, from: usize) -> Option<Span> {
    let mut start = text[..from].rfind('\n').map_or(0, |end| end + 1);
    for line in text[start..].split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(at) = line[..indent].find('\t') {
            return Some(Span { start: start + at, end: start + at + 1 });
        }
        start += line.len();
    }
    None
}
