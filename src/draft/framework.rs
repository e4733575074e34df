//! In: `frameworks/`. Out: their drafts.

use super::fields::{Fields, Problems, items};
use super::scalar::{name, text, web};
use super::yaml::Node;

use crate::load::SourcePath;

/// `frameworks/*.yaml`
#[derive(Debug, Clone)]
pub struct FrameworkDraft {
    /// The file's name without extension.
    pub id: String,
    /// The file.
    pub file: SourcePath,
    /// `name`
    pub name: String,
    /// `url`
    pub url: Option<String>,
    /// `items`
    pub items: Vec<ItemDraft>,
}

/// An item of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemDraft {
    /// `code`
    pub code: String,
    /// `name`
    pub name: String,
    /// `url`
    pub url: Option<String>,
    /// `description`
    pub description: Option<String>,
}

pub(super) fn framework(file: &SourcePath, node: &Node, problems: &mut Problems) -> Option<FrameworkDraft> {
    let mut f = Fields::of(node, "a framework", problems)?;
    let (name, url) = (f.required("name", name), f.optional("url", web));
    let items = f.required("items", |n, p| items(n, p, &item)).unwrap_or_default();
    f.finish();
    Some(FrameworkDraft { id: file.stem().to_owned(), file: file.clone(), name: name?, url, items })
}

fn item(node: &Node, problems: &mut Problems) -> Option<ItemDraft> {
    let mut f = Fields::of(node, "an item", problems)?;
    let (code, name) = (f.required("code", name), f.required("name", text));
    let (url, description) = (f.optional("url", web), f.optional("description", text));
    f.finish();
    Some(ItemDraft { code: code?, name: name?, url, description })
}
