//! In: statements as they are found. Out: the flat list of quads, within its bound, and errors with the place they are about.

use std::sync::Arc;

use super::{CanonError, CanonErrorKind};
use crate::context::{Active, ContextError};
use crate::rdfc::{Node, Quad, Text};

/// Quads that one document may state.
const MAX_QUADS: usize = 200_000;

/// Contexts that may be computed anew for one document: all usual ones are remembered from earlier documents.
const MAX_COMPUTED: usize = 2_000;

/// One document on its way to quads.
pub(super) struct Run<'d> {
    /// `None` when it is only asked whether there are quads.
    quads: Option<Vec<Quad<'d>>>,
    stated: usize,
    blanks: u32,
    /// Contexts computed so far.
    computed: usize,
    /// The identifier of the document itself.
    pub(super) root: Option<&'d str>,
    pub(super) path: Vec<Step<'d>>,
}

/// A step from the document to a place in it.
pub(super) enum Step<'d> {
    Member(&'d str),
    Item(usize),
}

impl<'d> Run<'d> {
    /// A run that keeps its quads.
    pub(super) fn new() -> Self {
        Self { quads: Some(Vec::with_capacity(64)), ..Self::unkept() }
    }

    /// A run that only looks whether everything can be stated: with the same errors at the same places.
    pub(super) fn unkept() -> Self {
        Self { quads: None, stated: 0, blanks: 0, computed: 0, root: None, path: Vec::with_capacity(16) }
    }

    /// Appends a statement.
    pub(super) fn state(
        &mut self,
        subject: &Node<'d>,
        predicate: Text<'d>,
        object: Node<'d>,
        graph: Option<&Node<'d>>,
    ) -> Result<(), CanonError> {
        if self.stated >= MAX_QUADS {
            return Err(self.error(CanonErrorKind::WorkLimit, format!("more than {MAX_QUADS} statements")));
        }
        self.stated += 1;
        if let Some(quads) = &mut self.quads {
            quads.push(Quad { subject: subject.clone(), predicate, object, graph: graph.cloned() });
        }
        Ok(())
    }

    /// Makes a context by way of `next`, which counts what it had to compute.
    pub(super) fn context(
        &mut self,
        next: impl FnOnce(&mut usize) -> Result<Arc<Active>, ContextError>,
    ) -> Result<Arc<Active>, CanonError> {
        let made = next(&mut self.computed).map_err(|e| self.error(e.kind, e.message))?;
        if self.computed > MAX_COMPUTED {
            return Err(self.error(CanonErrorKind::WorkLimit, format!("more than {MAX_COMPUTED} contexts")));
        }
        Ok(made)
    }

    /// How many statements there are, and all of them at the end.
    pub(super) fn stated(&self) -> usize {
        self.stated
    }
    pub(super) fn finish(self) -> Vec<Quad<'d>> {
        self.quads.unwrap_or_default()
    }

    /// A new blank node.
    pub(super) fn blank(&mut self) -> Node<'d> {
        self.blanks += 1;
        Node::Blank(self.blanks - 1)
    }

    /// An error at the place that is being read.
    pub(super) fn error(&self, kind: CanonErrorKind, message: String) -> CanonError {
        CanonError { kind, path: self.path(), message }
    }

    fn path(&self) -> String {
        let mut text = String::from("$");
        for step in &self.path {
            match step {
                Step::Member(name) if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') => {
                    text.push('.');
                    text.push_str(name);
                }
                Step::Member(name) => text.push_str(&format!("[{name:?}]")),
                Step::Item(index) => text.push_str(&format!("[{index}]")),
            }
        }
        text
    }
}
