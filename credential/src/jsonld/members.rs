//! In: one member of a node object and the definition of its name. Out: quads for its values, or why one would not be signed.

use std::sync::Arc;

use super::expand::Place;
use super::run::{Run, Step};
use super::value;
use super::{CanonError, CanonErrorKind};
use crate::context::{Active, Coercion, Container, Meaning, Term, is_absolute, is_shown, published_terms};
use crate::json::Value;
use crate::rdfc::{Node, Text};

/// Properties of a credential that may only stand at its top, where readers look for them.
const CREDENTIAL: &str = "https://www.w3.org/2018/credentials#";
const RDF_FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
const RDF_REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
const RDF_NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";

/// The property whose values are read.
struct Property<'r, 'd> {
    subject: &'r Node<'d>,
    iri: Text<'d>,
    term: &'r Term,
    place: &'r Place,
    graph: Option<&'r Node<'d>>,
}

impl<'d> Run<'d> {
    pub(super) fn member(
        &mut self,
        name: &'d str,
        value: &'d Value<'d>,
        (subject, again): (&Node<'d>, bool),
        place: &Place,
        graph: Option<&Node<'d>>,
    ) -> Result<(), CanonError> {
        let active = &place.active;
        if active.is_usual_keyword(name) {
            return Ok(());
        }
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
            (_, _, Value::Null) => Ok(()),
            (Coercion::Json, ..) => {
                let literal = value::json(value);
                self.emit(&property, literal)
            }
            (_, Container::List, _) => {
                let list = self.list(value.items(), &property)?;
                self.emit(&property, list)
            }
            (_, container, Value::Array(items)) => {
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
        if let Some(other) = published_terms(&iri).next() {
            let message = format!("{name:?} would state the same as the published term {other:?}");
            return Err(self.error(CanonErrorKind::Alias, message));
        }
        // A page would show it as what the published term of that name means.
        if is_shown(name) {
            let message =
                format!("no context in force defines {name:?}, which a page shows; what is meant by it is not known");
            return Err(self.error(CanonErrorKind::UndefinedTerm, message));
        }
        if !is_absolute(&iri) {
            return Err(self.error(CanonErrorKind::RelativeIri, format!("{name:?} makes no IRI with @vocab")));
        }
        Ok(Term::of_vocab(iri))
    }

    /// One value of a property.
    fn value(&mut self, value: &'d Value<'d>, property: &Property<'_, 'd>, as_graph: bool) -> Result<(), CanonError> {
        if as_graph {
            return self.graph(value, property);
        }
        let node = self.item(value, property)?;
        self.emit(property, node)
    }

    /// A value in a graph of its own (`@container: @graph`).
    fn graph(&mut self, value: &'d Value<'d>, property: &Property<'_, 'd>) -> Result<(), CanonError> {
        let Some(object) = value.as_object() else {
            let message = "only an object can stand here: a bare identifier would not be signed".to_owned();
            return Err(self.error(CanonErrorKind::Unsupported, message));
        };
        let name = self.blank();
        self.emit(property, name.clone())?;
        let before = self.stated();
        self.node(object, property.place, property.term.scope.as_ref(), Some(&name))?;
        if self.stated() == before {
            let message = "the object states nothing, so a signature would not cover it".to_owned();
            return Err(self.error(CanonErrorKind::Malformed, message));
        }
        Ok(())
    }

    /// A value as a node or literal, with the quads about it.
    fn item(&mut self, value: &'d Value<'d>, property: &Property<'_, 'd>) -> Result<Node<'d>, CanonError> {
        match value {
            Value::Object(object) if object.get("@value").is_some() => {
                let active = self.scoped(property)?;
                value::object(object, property.term, &active).map_err(|(kind, m)| self.error(kind, m))
            }
            Value::Object(object) if object.get("@list").is_some() => {
                match object.iter().collect::<Vec<_>>().as_slice() {
                    [(_, items)] if property.term.container != Container::List => self.list(items.items(), property),
                    _ => Err(self.error(CanonErrorKind::Unsupported, "a @list stands alone in its object".to_owned())),
                }
            }
            Value::Object(object) => self.node(object, property.place, property.term.scope.as_ref(), property.graph),
            Value::Array(_) | Value::Null => {
                let message = "an array or null within an array is not kept by a signature".to_owned();
                Err(self.error(CanonErrorKind::Unsupported, message))
            }
            scalar => {
                let scoped;
                let active = match property.term.coercion {
                    Coercion::Vocab => {
                        scoped = self.scoped(property)?;
                        &scoped
                    }
                    _ => &property.place.active,
                };
                value::scalar(scalar, property.term, active).map_err(|(kind, message)| self.error(kind, message))
            }
        }
    }

    /// The context within the values of a property.
    fn scoped(&mut self, property: &Property<'_, 'd>) -> Result<Arc<Active>, CanonError> {
        let active = &property.place.active;
        match &property.term.scope {
            Some(scope) => self.context(|computed| active.derive(scope, true, computed)),
            None => Ok(active.clone()),
        }
    }

    fn list(&mut self, items: &'d [Value<'d>], property: &Property<'_, 'd>) -> Result<Node<'d>, CanonError> {
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
}
