//! In: `frameworks/`. Out: their drafts, each with items whose codes differ.

use std::collections::BTreeMap;

use super::fields::{Fields, Problems, items, placed};
use super::scalar::{name, text, web};
use super::value::Placed;
use super::yaml::{Node, Value};

use crate::diag::Diagnostic;
use crate::load::SourcePath;

/// `frameworks/*.yaml`
#[derive(Debug, Clone)]
pub struct FrameworkDraft {
    /// The file's name without extension.
    pub id: String,
    /// The file.
    pub file: SourcePath,
    /// `name`
    pub name: Placed<String>,
    /// `url`
    pub url: Option<String>,
    /// `items`
    pub items: Vec<ItemDraft>,
}

/// An item of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemDraft {
    /// `code`
    pub code: Placed<String>,
    /// `name`
    pub name: String,
    /// `url`
    pub url: Option<String>,
    /// `description`
    pub description: Option<String>,
}

pub(super) fn framework(file: &SourcePath, node: &Node, problems: &mut Problems) -> Option<FrameworkDraft> {
    let mut f = Fields::of(node, "a framework", problems)?;
    let (name, url) = (f.required("name", placed(name)), f.optional("url", web));
    let items = f.required("items", |n, p| {
        if matches!(&n.value, Value::List(all) if all.is_empty()) {
            let help = "add an item, such as `- {code: LO-1, name: Speaks in public}`, or remove the file";
            return p.error("wrong-value", "a framework has at least one item", n.span, help);
        }
        let items = items(n, p, &item)?;
        different(&items, p);
        Some(items)
    });
    f.finish();
    Some(FrameworkDraft {
        id: file.stem().to_owned(),
        file: file.clone(),
        name: name?,
        url,
        items: items.unwrap_or_default(),
    })
}

fn item(node: &Node, problems: &mut Problems) -> Option<ItemDraft> {
    let mut f = Fields::of(node, "an item", problems)?;
    let (code, name) = (f.required("code", placed(name)), f.required("name", text));
    let (url, description) = (f.optional("url", web), f.optional("description", text));
    f.finish();
    Some(ItemDraft { code: code?, name: name?, url, description })
}

/// Notes every code that an earlier item has: a badge that names it would be aligned with the first alone.
fn different(items: &[ItemDraft], problems: &mut Problems) {
    let mut known: BTreeMap<&str, &ItemDraft> = BTreeMap::new();
    for item in items {
        let Some(first) = known.get(item.code.value.as_str()) else {
            known.insert(&item.code.value, item);
            continue;
        };
        let message = format!("{:?} and {:?} have the same code {:?}", first.name, item.name, item.code.value);
        let line = first.code.place.line.map_or_else(String::new, |line| format!(" (the first is in line {line})"));
        let mut found = Diagnostic::error("same-code", message);
        found.place = Some(item.code.place.clone());
        problems.found.push(found.help(format!("give one of them a code of its own, or remove it{line}")));
    }
}
