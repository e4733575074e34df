//! In: a JSON object and the context in force. Out: quads about it, appended to a flat list in one pass (expansion and
//! deserialisation of JSON-LD 1.1 together). Every member is either stated by a quad or an error.

use std::sync::Arc;

use super::run::{Run, Step};
use super::value;
use super::{CanonError, CanonErrorKind};
use crate::context::{Active, Entry, read_inline};
use crate::json::{Members, Value};
use crate::rdfc::{Node, Quad, Text};

/// How deep node objects and lists may nest.
const MAX_DEPTH: usize = 64;
/// Entries of `@context` that one node object may have.
const MAX_CONTEXTS: usize = 64;
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// The context in force, and the one before the types of the node object applied: nested node objects start from that.
pub(super) struct Place {
    pub(super) active: Arc<Active>,
    previous: Option<Arc<Active>>,
}

/// The quads of a whole document; none when the run does not keep them.
pub(super) fn run<'d>(
    document: &'d Value<'d>,
    empty: &Arc<Active>,
    mut run: Run<'d>,
) -> Result<Vec<Quad<'d>>, CanonError> {
    let Some(object) = document.as_object() else {
        return Err(run.error(CanonErrorKind::Malformed, "the document is not an object".to_owned()));
    };
    if object.get("@context").is_none() {
        return Err(run.error(CanonErrorKind::Malformed, "the document has no @context".to_owned()));
    }
    let place = Place { active: empty.clone(), previous: None };
    run.node(object, &place, None, None)?;
    if run.stated() == 0 {
        return Err(run.error(CanonErrorKind::Malformed, "the document states nothing".to_owned()));
    }
    Ok(run.finish())
}

impl<'d> Run<'d> {
    /// A node object: its quads, and the node itself.
    pub(super) fn node(
        &mut self,
        object: &'d Members<'d>,
        place: &Place,
        scope: Option<&Arc<[Entry]>>,
        graph: Option<&Node<'d>>,
    ) -> Result<Node<'d>, CanonError> {
        let mut place = self.enter(object, place, scope)?;
        let top = self.path.is_empty();
        let types = self.types(object, &mut place)?;
        let id = self.id(object, &place.active)?;
        let subject = id.map_or_else(|| self.blank(), |id| Node::Iri(id.into()));
        if top {
            self.root = id;
        }
        let again = !top && graph.is_none() && id.is_some() && id == self.root;
        for iri in types {
            self.state(&subject, RDF_TYPE.into(), Node::Iri(iri), graph)?;
        }
        for (name, value) in object.iter() {
            if name == "@context" {
                continue;
            }
            self.path.push(Step::Member(name));
            self.member(name, value, (&subject, again), &place, graph)?;
            self.path.pop();
        }
        Ok(subject)
    }

    /// The context within a node object, before its types: JSON-LD 1.1 API section 5.1.2, steps 7 to 9.
    fn enter(
        &mut self,
        object: &'d Members<'d>,
        place: &Place,
        scope: Option<&Arc<[Entry]>>,
    ) -> Result<Place, CanonError> {
        if self.path.len() > MAX_DEPTH * 2 {
            return Err(self.error(CanonErrorKind::WorkLimit, format!("nested more than {MAX_DEPTH} levels deep")));
        }
        let reference = object.len() == 1 && object.iter().all(|(name, _)| place.active.is_id(name));
        let (mut active, previous) = match &place.previous {
            Some(previous) if !reference => (previous.clone(), None),
            kept => (place.active.clone(), kept.clone()),
        };
        if let Some(scope) = scope {
            active = self.context(|computed| active.derive(scope, true, computed))?;
        }
        if let Some(context) = object.get("@context") {
            let entries = read_inline(context).map_err(|e| self.error(e.kind, e.message))?;
            if entries.len() > MAX_CONTEXTS {
                return Err(
                    self.error(CanonErrorKind::WorkLimit, format!("more than {MAX_CONTEXTS} contexts in one place"))
                );
            }
            for entry in &entries {
                active = self.context(|computed| active.with(entry, false, computed))?;
            }
        }
        Ok(Place { active, previous })
    }

    /// The types of a node object as IRIs; `place` then has the contexts in their scope, applied in the order of the terms.
    fn types(&mut self, object: &'d Members<'d>, place: &mut Place) -> Result<Vec<Text<'d>>, CanonError> {
        let before = place.active.clone();
        let Some((name, value)) = object.iter().find(|(name, _)| before.is_type(name)) else { return Ok(Vec::new()) };
        let mut iris = Vec::with_capacity(value.items().len());
        let mut names = Vec::with_capacity(value.items().len());
        self.path.push(Step::Member(name));
        for item in value.items() {
            let Some(name) = item.as_str() else {
                return Err(self.error(CanonErrorKind::Malformed, "a type is not a string".to_owned()));
            };
            iris.push(value::class(name, &before).map_err(|(kind, message)| self.error(kind, message))?);
            names.push(name);
        }
        self.path.pop();
        names.sort_unstable();
        for scope in names.iter().filter_map(|name| before.term(name)).filter_map(|term| term.scope.as_ref()) {
            let next = self.context(|computed| place.active.derive(scope, false, computed))?;
            let outer = std::mem::replace(&mut place.active, next);
            place.previous.get_or_insert(outer);
        }
        Ok(iris)
    }

    /// The identifier of a node object.
    fn id(&mut self, object: &'d Members<'d>, active: &Active) -> Result<Option<&'d str>, CanonError> {
        let Some((name, value)) = object.iter().find(|(name, _)| active.is_id(name)) else { return Ok(None) };
        self.path.push(Step::Member(name));
        let Some(id) = value.as_str() else {
            return Err(self.error(CanonErrorKind::Malformed, "an id is not a string".to_owned()));
        };
        value::reference(id, active).map_err(|(kind, message)| self.error(kind, message))?;
        self.path.pop();
        Ok(Some(id))
    }
}
