//! In: the vocabulary tables of `context/*.terms`, our own notation of the published JSON-LD contexts. Out: each context
//! by its URL, parsed once. Nothing is ever fetched; a URL that has no table is unknown.

mod active;
mod define;
mod guard;
mod inline;
mod notation;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

pub(crate) use active::{Active, Coercion, ContextError, Meaning, Term, is_absolute};
pub(crate) use guard::{is_shown, published_terms, shared_meanings};
pub(crate) use inline::read as read_inline;

use crate::json::{Json, Object};

/// One entry of a `@context`: a published one by URL, a set of definitions, or `null`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Entry {
    /// A published context.
    Url(Box<str>),
    /// Definitions in place.
    Local(Arc<Local>),
    /// Forget everything.
    Null,
}

/// Term definitions as a context states them, nothing resolved yet.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Local {
    /// `@protected`
    pub(crate) protected: bool,
    /// `@vocab`
    pub(crate) vocab: Option<Box<str>>,
    /// Definitions by term.
    pub(crate) terms: BTreeMap<Arc<str>, Definition>,
    /// Whether a document wrote this, rather than a published context.
    pub(crate) inline: bool,
}

/// One definition as a context states it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Definition {
    /// `@id` (or the whole definition, when it is a string); `None` when only other members are stated
    pub(crate) id: Option<Box<str>>,
    /// `@type`
    pub(crate) coercion: Option<Box<str>>,
    /// `@container`
    pub(crate) container: Container,
    /// `@reverse` instead of `@id`
    pub(crate) reverse: bool,
    /// Whether the term may be a prefix: it is defined by a string alone (JSON-LD 1.1 API section 4.2.2).
    pub(crate) simple: bool,
    /// `@context`: definitions in scope of the term
    pub(crate) scope: Option<Arc<[Entry]>>,
}

/// `@container`, as far as published contexts use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Container {
    /// None.
    #[default]
    None,
    /// `@set`
    Set,
    /// `@list`
    List,
    /// `@graph`
    Graph,
}

/// A context that a standards body published.
#[derive(Debug)]
pub(crate) struct Published {
    /// The URL under which credentials name it.
    pub(crate) url: Box<str>,
    /// What it holds.
    pub(crate) entries: Arc<[Entry]>,
}

static PUBLISHED: LazyLock<BTreeMap<Box<str>, Published>> = LazyLock::new(|| {
    let texts = [
        include_str!("context/credentials.terms"),
        include_str!("context/security.terms"),
        include_str!("context/openbadges.terms"),
        include_str!("context/other.terms"),
    ];
    let read = notation::read(&texts).expect("the embedded tables follow their notation");
    read.into_iter().map(|p| (p.url.clone(), p)).collect()
});

/// The published context with exactly this URL.
pub(crate) fn published(url: &str) -> Option<&'static Published> {
    PUBLISHED.get(url)
}

/// All published contexts, in order of their URLs.
pub(crate) fn all() -> impl Iterator<Item = &'static Published> {
    PUBLISHED.values()
}

/// A published context as the JSON-LD that it stands for.
pub(crate) fn to_json(published: &Published) -> Json {
    let mut document = Object::new();
    document.insert("@context", entries_to_json(&published.entries));
    document.into()
}

fn entries_to_json(entries: &[Entry]) -> Json {
    let mut items: Vec<Json> = entries.iter().map(entry_to_json).collect();
    match items.pop() {
        Some(one) if items.is_empty() => one,
        last => {
            items.extend(last);
            items.into()
        }
    }
}

fn entry_to_json(entry: &Entry) -> Json {
    let local = match entry {
        Entry::Null => return Json::Null,
        Entry::Url(url) => return url.as_ref().into(),
        Entry::Local(local) => local,
    };
    let mut object = Object::new();
    if local.protected {
        object.insert("@protected", true);
    }
    if let Some(vocab) = &local.vocab {
        object.insert("@vocab", vocab.as_ref());
    }
    for (term, definition) in &local.terms {
        object.insert(term.as_ref(), definition_to_json(definition));
    }
    object.into()
}

fn definition_to_json(definition: &Definition) -> Json {
    if let (true, Some(id)) = (definition.simple, &definition.id) {
        return id.as_ref().into();
    }
    let mut object = Object::new();
    if let Some(id) = &definition.id {
        object.insert(if definition.reverse { "@reverse" } else { "@id" }, id.as_ref());
    }
    if let Some(coercion) = &definition.coercion {
        object.insert("@type", coercion.as_ref());
    }
    let container = match definition.container {
        Container::None => None,
        Container::Set => Some("@set"),
        Container::List => Some("@list"),
        Container::Graph => Some("@graph"),
    };
    if let Some(container) = container {
        object.insert("@container", container);
    }
    if let Some(scope) = &definition.scope {
        object.insert("@context", entries_to_json(scope));
    }
    object.into()
}
