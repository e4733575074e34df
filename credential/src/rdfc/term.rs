//! The parts of a quad. Text is borrowed from the document where it stands there, shared with the vocabulary where it comes
//! from a context: nothing is copied on the way to the canonical form.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// Text that is borrowed or shared.
#[derive(Clone)]
pub enum Text<'d> {
    /// Borrowed from a document.
    Borrowed(&'d str),
    /// Shared.
    Shared(Arc<str>),
}

/// A subject, object or graph name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node<'d> {
    /// An IRI.
    Iri(Text<'d>),
    /// A blank node, by its number within the dataset; numbers should be dense, from 0.
    Blank(u32),
    /// A literal; only as an object.
    Literal {
        /// Its lexical form.
        value: Text<'d>,
        /// Its datatype's IRI; `None` for plain strings (`xsd:string`) and for text with a language.
        datatype: Option<Text<'d>>,
        /// Its language tag.
        language: Option<Text<'d>>,
    },
}

/// A statement, in the default graph or a named one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quad<'d> {
    /// What it speaks of.
    pub subject: Node<'d>,
    /// The property's IRI.
    pub predicate: Text<'d>,
    /// The value.
    pub object: Node<'d>,
    /// The graph's name.
    pub graph: Option<Node<'d>>,
}

impl Quad<'_> {
    /// The blank nodes of it, each position in turn.
    pub(crate) fn blanks(&self) -> impl Iterator<Item = (u32, char)> {
        let of = |node: &Node<'_>, position| match node {
            Node::Blank(n) => Some((*n, position)),
            _ => None,
        };
        let graph = self.graph.as_ref().and_then(|g| of(g, 'g'));
        [of(&self.subject, 's'), of(&self.object, 'o'), graph].into_iter().flatten()
    }
}

impl Deref for Text<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Shared(text) => text,
        }
    }
}
impl<'d> From<&'d str> for Text<'d> {
    fn from(text: &'d str) -> Self {
        Self::Borrowed(text)
    }
}
impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self::Shared(text.into())
    }
}
impl From<Arc<str>> for Text<'_> {
    fn from(text: Arc<str>) -> Self {
        Self::Shared(text)
    }
}
impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}
impl Eq for Text<'_> {}
impl PartialOrd for Text<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}
impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
