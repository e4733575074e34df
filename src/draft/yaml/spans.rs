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

/// Where a text stands that needs quotes, as far as what the parser says comes from that, and what to do: one with a colon and a blank in
/// it, or one in braces that begins with `#` and so ends them, for the parser tells that of the line behind.
pub(super) fn unquoted(text: &str, message: &str, at: Span) -> Option<(Span, &'static str)> {
    if message.starts_with("mapping values are not allowed") {
        let line = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
        let is_value = text[line..at.start].contains(": ");
        return is_value
            .then_some((at, "put quotes around a text that has a colon and a blank in it, as in `name: \"A: B\"`"));
    }
    if !["flow", "bracket"].iter().any(|word| message.contains(word)) {
        return None;
    }
    let open = text[..(at.start + 1).min(text.len())].rfind(['{', '['])?;
    let comment = [": #", ", #", "{#", "[#"]
        .iter()
        .filter_map(|sign| Some(open + text[open..].find(sign)? + sign.len() - 1))
        .min()?;
    let span = Span { start: comment, end: comment + 1 };
    Some((span, "in YAML, `#` begins a comment: put quotes around it, as in `colour: \"#fff\"`"))
}
