//! In: an error of the YAML library. Out: the same in the words of this program, with its place and what to do.

use serde_saphyr::Error;

use super::{YamlError, place};
use crate::diag::Span;

pub(super) fn explain(text: &str, e: &Error) -> YamlError {
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
            said(message(e), "yaml-syntax", "check indentation, quotes and colons")
        }
    }
}

fn message(e: &Error) -> String {
    let text = e.without_snippet().to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// The first tab that indents a line, from the line of a byte on: the parser may stop a line before it.
fn tab(text: &str, from: usize) -> Option<Span> {
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
