//! What a row of an awards file is. In: the text of one in YAML. Out: its rows as named fields that know where they stand.
//! Knows the columns by name, nothing of what their values mean.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, LineIndex, Span, Spanned};
use crate::draft::yaml::{self, Node, Value};
use crate::issue::columns::{Column, MAX_EVIDENCE, advice, column};

/// One row: its filled fields by column, trimmed, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Fields that are not empty.
    pub fields: BTreeMap<Column, Spanned<String>>,
    /// The row in the file's text.
    pub span: Span,
    /// The number of the award without the term that is a part of it, under which it may have been issued before terms were named.
    pub plain: Option<String>,
}

/// A row that is no award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Whose it would be.
    pub name: String,
    /// Why it is none.
    pub why: String,
    /// The key that its award would have, where the row says what that needs.
    pub award: Option<String>,
    /// The row in the file's text.
    pub span: Span,
}

/// What a row of a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// An award to be.
    Row(Row),
    /// No award, for a reason that the mapping or the kind of table gives.
    Skipped(Skipped),
    /// A word about the row that follows.
    Told(Diagnostic),
    /// Something that cannot be read.
    Wrong(Diagnostic),
}

impl Row {
    /// The field of a column, when it is filled.
    #[must_use]
    pub fn get(&self, column: &'static str) -> Option<&Spanned<String>> {
        self.nth(column, 0)
    }

    /// The field of a column of which there may be several.
    #[must_use]
    pub fn nth(&self, name: &'static str, nth: usize) -> Option<&Spanned<String>> {
        self.fields.get(&Column { name, nth })
    }

    /// How many pieces of evidence it may have.
    #[must_use]
    pub fn evidence(&self) -> usize {
        self.fields.keys().filter(|column| column.repeats()).map(|column| column.nth + 1).max().unwrap_or(0)
    }
}

/// Reads a YAML list of awards, each with the same fields as the columns of a CSV; `evidence` may be a list.
pub fn yaml(file: &str, text: &str, each: &mut dyn FnMut(Read)) {
    let lines = LineIndex::of(text);
    let wrong = |code, message: String, span, help: &str| {
        Read::Wrong(Diagnostic::error(code, message).in_lines(file, &lines, span).help(help))
    };
    let root = match yaml::read(text) {
        Ok(root) => root,
        Err(e) => return each(wrong(e.code, e.message, e.span, e.help)),
    };
    let Value::List(items) = &root.value else {
        let help = "begin each award with `- name: …`";
        return each(wrong("wrong-type", "awards are written as a list".to_owned(), root.span, help));
    };
    for item in items {
        let Value::Map(members) = &item.value else {
            let message = "an award is written as fields, `name: value`".to_owned();
            each(wrong("wrong-type", message, item.span, "begin it with `- name: …`"));
            continue;
        };
        let (mut fields, mut odd) = (BTreeMap::new(), Vec::new());
        let mut take = |key: &Spanned<String>, column: Option<Column>, node: &Node| match (column, scalar(text, node)) {
            (None, _) => {
                let message = format!("an award has no field {:?}", key.value);
                each(wrong("unknown-field", message, key.span, &advice(&key.value)));
            }
            (Some(_), None) => {
                let message = format!("{:?} holds a single value", key.value);
                each(wrong("wrong-type", message, node.span, "write the text or number itself"));
            }
            (Some(column), Some(value)) => {
                if !value.is_empty() {
                    fields.insert(column, Spanned::new(value, node.span));
                }
            }
        };
        for (key, node) in members {
            match &node.value {
                Value::List(pieces) if key.value == "evidence" => {
                    for (nth, piece) in pieces.iter().enumerate() {
                        let members = match &piece.value {
                            Value::Map(members) if nth < MAX_EVIDENCE => &members[..],
                            Value::Map(_) => {
                                odd.push((
                                    "too-many",
                                    format!("an award has at most {MAX_EVIDENCE} pieces of evidence"),
                                    piece.span,
                                ));
                                break;
                            }
                            _ => {
                                odd.push((
                                    "wrong-type",
                                    "a piece of evidence is written as fields".to_owned(),
                                    piece.span,
                                ));
                                continue;
                            }
                        };
                        for (key, node) in members {
                            let named = column(&format!("evidence_{}", key.value));
                            take(key, named.map(|column| Column { nth, ..column }), node);
                        }
                    }
                }
                _ => take(key, column(&key.value), node),
            }
        }
        for (code, message, span) in odd {
            each(wrong(code, message, span, "write `- {name: …, url: …, description: …}`"));
        }
        let span = members.first().map_or(item.span, |(key, _)| key.span);
        each(Read::Row(Row { fields, span, plain: None }));
    }
}

/// The value as it is written: `2026-05` stays a text, `1.50` keeps its zero.
fn scalar(text: &str, node: &Node) -> Option<String> {
    match &node.value {
        Value::Null => Some(String::new()),
        Value::Text(value) => Some(value.trim().to_owned()),
        Value::Number(_) | Value::Bool(_) => text.get(node.span.start..node.span.end).map(|t| t.trim().to_owned()),
        Value::List(_) | Value::Map(_) => None,
    }
}
