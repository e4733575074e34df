//! In: a JSON object and the context in force. Out: quads about it, appended to a flat list in one pass (expansion and
//! deserialisation of JSON-LD 1.1 together). Every member is either stated by a quad or an error.

use std::sync::Arc;

use super::value;
use super::{CanonError, CanonErrorKind};
use crate::context::{Active, Coercion, Container, Entry, Meaning, Term, is_absolute, published_term, read_inline};
use crate::json::{Json, Object};
use crate::rdfc::{Node, Quad, Text};

/// Quads that one document may state.
const MAX_QUADS: usize = 200_000;
/// How deep node objects and lists may nest.
const MAX_DEPTH: usize = 64;
/// Contexts that one document may bring along, each place counted.
const MAX_CONTEXTS: usize = 256;
/// Properties of a credential that may only stand at its top, where readers look for them.
const CREDENTIAL: &str = "https://www.w3.org/2018/credentials#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDF_FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
const RDF_REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
const RDF_NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";

/// One document on its way to quads.
pub(super) struct Run<'d> {
    quads: Vec<Quad<'d>>,
    blanks: u32,
    contexts: usize,
    root: Option<&'d str>,
    path: Vec<Step<'d>>,
}

enum Step<'d> {
    Member(&'d str),
    Item(usize),
}

/// The context in force, and the one before the types of the node object applied: nested node objects start from that.
pub(super) struct Place {
    pub(super) active: Arc<Active>,
    previous: Option<Arc<Active>>,
}

/// The property whose values are read.
pub(super) struct Property<'r, 'd> {
    subject: &'r Node<'d>,
    iri: Text<'d>,
    pub(super) term: &'r Term,
    place: &'r Place,
    graph: Option<&'r Node<'d>>,
}

/// The quads of a whole document.
pub(super) fn run<'d>(document: &'d Json, empty: &Arc<Active>) -> Result<Vec<Quad<'d>>, CanonError> {
    let mut run = Run { quads: Vec::with_capacity(64), blanks: 0, contexts: 0, root: None, path: Vec::new() };
    let Some(object) = document.as_object() else {
        return Err(run.error(CanonErrorKind::Malformed, "the document is not an object".to_owned()));
    };
    if object.get("@context").is_none() {
        return Err(run.error(CanonErrorKind::Malformed, "the document has no @context".to_owned()));
    }
    let place = Place { active: empty.clone(), previous: None };
    run.node(object, &place, None, None)?;
    if run.quads.is_empty() {
        return Err(run.error(CanonErrorKind::Malformed, "the document states nothing".to_owned()));
    }
    Ok(run.quads)
}

impl<'d> Run<'d> {
    /// A node object: its quads, and the node itself.
    fn node(
        &mut self,
        object: &'d Object,
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
    fn enter(&mut self, object: &'d Object, place: &Place, scope: Option<&Arc<[Entry]>>) -> Result<Place, CanonError> {
        if self.path.len() > MAX_DEPTH * 2 {
            return Err(self.error(CanonErrorKind::WorkLimit, format!("nested more than {MAX_DEPTH} levels deep")));
        }
        let reference = object.len() == 1 && object.iter().all(|(name, _)| is_id(name, &place.active));
        let (mut active, previous) = match &place.previous {
            Some(previous) if !reference => (previous.clone(), None),
            kept => (place.active.clone(), kept.clone()),
        };
        if let Some(scope) = scope {
            active = self.derive(&active, scope, true)?;
        }
        if let Some(context) = object.get("@context") {
            let entries = read_inline(context).map_err(|e| CanonError::of_context(e, self.path()))?;
            for entry in &entries {
                self.contexts += 1;
                if self.contexts > MAX_CONTEXTS {
                    return Err(self.error(CanonErrorKind::WorkLimit, format!("more than {MAX_CONTEXTS} contexts")));
                }
                active = active.with(entry, false).map_err(|e| CanonError::of_context(e, self.path()))?;
            }
        }
        Ok(Place { active, previous })
    }

    fn derive(&self, from: &Arc<Active>, scope: &Arc<[Entry]>, lifted: bool) -> Result<Arc<Active>, CanonError> {
        from.derive(scope, lifted).map_err(|e| CanonError::of_context(e, self.path()))
    }

    /// The types of a node object as IRIs; `place` then has the contexts in their scope, applied in the order of the terms.
    fn types(&mut self, object: &'d Object, place: &mut Place) -> Result<Vec<Text<'d>>, CanonError> {
        let mut iris = Vec::new();
        let before = place.active.clone();
        let Some((name, value)) = object.iter().find(|(name, _)| is_type(name, &before)) else { return Ok(iris) };
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
            let next = self.derive(&place.active, scope, false)?;
            let outer = std::mem::replace(&mut place.active, next);
            place.previous.get_or_insert(outer);
        }
        Ok(iris)
    }

    /// The identifier of a node object.
    fn id(&mut self, object: &'d Object, active: &Active) -> Result<Option<&'d str>, CanonError> {
        let Some((name, value)) = object.iter().find(|(name, _)| is_id(name, active)) else { return Ok(None) };
        self.path.push(Step::Member(name));
        let Some(id) = value.as_str() else {
            return Err(self.error(CanonErrorKind::Malformed, "an id is not a string".to_owned()));
        };
        value::reference(id, active).map_err(|(kind, message)| self.error(kind, message))?;
        self.path.pop();
        Ok(Some(id))
    }

    fn member(
        &mut self,
        name: &'d str,
        value: &'d Json,
        (subject, again): (&Node<'d>, bool),
        place: &Place,
        graph: Option<&Node<'d>>,
    ) -> Result<(), CanonError> {
        let active = &place.active;
        let unknown;
        let term: &Term = match active.term(name) {
            Some(term) => term,
            None if name.starts_with('@') => return self.keyword(name, active),
            None => {
                unknown = self.by_vocab(name, active)?;
                &unknown
            }
        };
        let iri = match &term.meaning {
            Meaning::Iri(iri) => iri.clone(),
            Meaning::Id if name == "id" || active.term("id").is_none() => return Ok(()),
            Meaning::Type if name == "type" || active.term("type").is_none() => return Ok(()),
            Meaning::Id | Meaning::Type => {
                return Err(self.error(CanonErrorKind::Alias, format!("write id or type instead of {name:?}")));
            }
            Meaning::Reverse(_) => {
                return Err(self.error(CanonErrorKind::Unsupported, format!("{name:?} is read backwards (@reverse)")));
            }
        };
        if let Some(shown) = term.hides {
            let message = format!("{name:?} would state the same as {shown:?} without being shown; write {shown:?}");
            return Err(self.error(CanonErrorKind::Alias, message));
        }
        if again && iri.starts_with(CREDENTIAL) {
            let message = format!("{name:?} speaks of the whole credential; it must stand at the top");
            return Err(self.error(CanonErrorKind::Alias, message));
        }
        let property = Property { subject, iri: iri.into(), term, place, graph };
        match (&term.coercion, term.container, value) {
            (_, _, Json::Null) => Ok(()),
            (Coercion::Json, ..) => {
                let literal = value::json(value);
                self.emit(&property, literal)
            }
            (_, Container::List, _) => {
                let list = self.list(value.items(), &property)?;
                self.emit(&property, list)
            }
            (_, container, Json::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.path.push(Step::Item(index));
                    self.value(item, &property, container == Container::Graph)?;
                    self.path.pop();
                }
                Ok(())
            }
            (_, container, one) => self.value(one, &property, container == Container::Graph),
        }
    }

    fn keyword(&self, name: &str, active: &Active) -> Result<(), CanonError> {
        match name {
            "@id" if active.term("id").is_none() => Ok(()),
            "@type" if active.term("type").is_none() => Ok(()),
            "@id" | "@type" => {
                Err(self.error(CanonErrorKind::Alias, format!("write {} instead of {name}", &name[1..])))
            }
            _ => Err(self.error(CanonErrorKind::Unsupported, format!("the keyword {name} is not accepted here"))),
        }
    }

    /// A member that only `@vocab` gives a meaning.
    fn by_vocab(&self, name: &str, active: &Active) -> Result<Term, CanonError> {
        if name.contains(':') {
            let message = format!("{name:?} is an IRI or compact IRI as a member name; pages could not show it");
            return Err(self.error(CanonErrorKind::Unsupported, message));
        }
        let Some(vocab) = active.vocab() else {
            let message = format!("no context in force defines {name:?}, so a signature does not cover it");
            return Err(self.error(CanonErrorKind::UndefinedTerm, message));
        };
        let iri = format!("{vocab}{name}");
        if let Some(other) = published_term(&iri) {
            let message = format!("{name:?} would state the same as the published term {other:?}");
            return Err(self.error(CanonErrorKind::Alias, message));
        }
        if !is_absolute(&iri) {
            return Err(self.error(CanonErrorKind::RelativeIri, format!("{name:?} makes no IRI with @vocab")));
        }
        Ok(Term::of_vocab(iri))
    }

    /// One value of a property.
    fn value(&mut self, value: &'d Json, property: &Property<'_, 'd>, as_graph: bool) -> Result<(), CanonError> {
        if as_graph {
            return self.graph(value, property);
        }
        let node = self.item(value, property)?;
        self.emit(property, node)
    }

    /// A value in a graph of its own (`@container: @graph`).
    fn graph(&mut self, value: &'d Json, property: &Property<'_, 'd>) -> Result<(), CanonError> {
        let Some(object) = value.as_object() else {
            let message = "only an object can stand here: a bare identifier would not be signed".to_owned();
            return Err(self.error(CanonErrorKind::Unsupported, message));
        };
        let name = self.blank();
        self.emit(property, name.clone())?;
        let before = self.quads.len();
        self.node(object, property.place, property.term.scope.as_ref(), Some(&name))?;
        if self.quads.len() == before {
            let message = "the object states nothing, so a signature would not cover it".to_owned();
            return Err(self.error(CanonErrorKind::Malformed, message));
        }
        Ok(())
    }

    /// A value as a node or literal, with the quads about it.
    fn item(&mut self, value: &'d Json, property: &Property<'_, 'd>) -> Result<Node<'d>, CanonError> {
        match value {
            Json::Object(object) if object.get("@value").is_some() => {
                let place = self.enter(object, &Place::plain(property.place), property.term.scope.as_ref())?;
                value::object(object, property.term, &place.active).map_err(|(kind, m)| self.error(kind, m))
            }
            Json::Object(object) if object.get("@list").is_some() => match object.iter().collect::<Vec<_>>().as_slice()
            {
                [(_, items)] if property.term.container != Container::List => self.list(items.items(), property),
                _ => Err(self.error(CanonErrorKind::Unsupported, "a @list stands alone in its object".to_owned())),
            },
            Json::Object(object) => self.node(object, property.place, property.term.scope.as_ref(), property.graph),
            Json::Array(_) | Json::Null => {
                let message = "an array or null within an array is not kept by a signature".to_owned();
                Err(self.error(CanonErrorKind::Unsupported, message))
            }
            scalar => {
                let scoped;
                let active = match (&property.term.scope, &property.term.coercion) {
                    (Some(scope), Coercion::Vocab) => {
                        scoped = self.derive(&property.place.active, scope, true)?;
                        &scoped
                    }
                    _ => &property.place.active,
                };
                value::scalar(scalar, property.term, active).map_err(|(kind, message)| self.error(kind, message))
            }
        }
    }

    fn list(&mut self, items: &'d [Json], property: &Property<'_, 'd>) -> Result<Node<'d>, CanonError> {
        let nil = Node::Iri(RDF_NIL.into());
        let mut head = None;
        let mut last: Option<Node<'d>> = None;
        for (index, item) in items.iter().enumerate() {
            self.path.push(Step::Item(index));
            let cell = self.blank();
            let first = self.item(item, property)?;
            self.state(&cell, RDF_FIRST.into(), first, property.graph)?;
            if let Some(last) = last.replace(cell.clone()) {
                self.state(&last, RDF_REST.into(), cell.clone(), property.graph)?;
            }
            head.get_or_insert(cell);
            self.path.pop();
        }
        if let Some(last) = last {
            self.state(&last, RDF_REST.into(), nil.clone(), property.graph)?;
        }
        Ok(head.unwrap_or(nil))
    }

    fn emit(&mut self, property: &Property<'_, 'd>, object: Node<'d>) -> Result<(), CanonError> {
        self.state(property.subject, property.iri.clone(), object, property.graph)
    }

    fn state(
        &mut self,
        subject: &Node<'d>,
        predicate: Text<'d>,
        object: Node<'d>,
        graph: Option<&Node<'d>>,
    ) -> Result<(), CanonError> {
        if self.quads.len() >= MAX_QUADS {
            return Err(self.error(CanonErrorKind::WorkLimit, format!("more than {MAX_QUADS} statements")));
        }
        self.quads.push(Quad { subject: subject.clone(), predicate, object, graph: graph.cloned() });
        Ok(())
    }

    fn blank(&mut self) -> Node<'d> {
        self.blanks += 1;
        Node::Blank(self.blanks - 1)
    }

    fn error(&self, kind: CanonErrorKind, message: String) -> CanonError {
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

impl Place {
    /// The same place for a value object: the context before the types does not come back there.
    fn plain(place: &Self) -> Self {
        Self { active: place.active.clone(), previous: None }
    }
}

fn is_id(name: &str, active: &Active) -> bool {
    name == "@id" || active.term(name).is_some_and(|t| t.meaning == Meaning::Id)
}

fn is_type(name: &str, active: &Active) -> bool {
    name == "@type" || active.term(name).is_some_and(|t| t.meaning == Meaning::Type)
}
