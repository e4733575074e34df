//! In: an active context and definitions as a context states them. Out: the active context that has them too (JSON-LD 1.1 API
//! section 4.2). A protected term keeps its meaning, and a document's own context may only add to the published ones.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};

use super::active::{Active, Coercion, ContextError, Meaning, Term};
use super::{Definition, Local, guard};
use crate::jsonld::CanonErrorKind;

/// The context after these definitions; `lifted` where protected terms may be redefined.
pub(super) fn next(active: &Active, local: &Local, lifted: bool) -> Result<Arc<Active>, ContextError> {
    Next::of(active, local, lifted).finish()
}

/// An active context in the making.
struct Next<'c> {
    local: &'c Local,
    lifted: bool,
    made: Active,
    /// `false` while a term is being defined, `true` when it is.
    defined: HashMap<&'c str, bool>,
}

impl<'c> Next<'c> {
    fn of(active: &Active, local: &'c Local, lifted: bool) -> Self {
        let vocab = local.vocab.clone().or_else(|| active.vocab.clone());
        let made = Active {
            terms: active.terms.clone(),
            vocab,
            derived: RwLock::default(),
            passing: active.passing || local.inline,
            keywords: OnceLock::new(),
        };
        Self { local, lifted, made, defined: HashMap::with_capacity(local.terms.len()) }
    }

    fn finish(mut self) -> Result<Arc<Active>, ContextError> {
        for (name, definition) in &self.local.terms {
            self.define(name, definition)?;
        }
        Ok(Arc::new(self.made))
    }

    /// JSON-LD 1.1 API section 4.2.2, Create Term Definition.
    fn define(&mut self, name: &'c Arc<str>, definition: &'c Definition) -> Result<(), ContextError> {
        match self.defined.get(&**name) {
            Some(true) => return Ok(()),
            Some(false) => return Err(malformed(name, "is defined by way of itself")),
            None => self.defined.insert(name, false),
        };
        let previous = self.made.terms.remove(&**name);
        let meaning = self.meaning(name, definition)?;
        let coercion = match definition.coercion.as_deref() {
            None => Coercion::None,
            Some("@id") => Coercion::Id,
            Some("@vocab") => Coercion::Vocab,
            Some("@json") => Coercion::Json,
            Some(other) => match self.expand(other)? {
                Some(Meaning::Iri(iri)) => Coercion::Datatype(iri),
                _ => return Err(malformed(name, &format!("has the type {other}, which is no IRI"))),
            },
        };
        let prefix = match &meaning {
            Meaning::Iri(iri) => definition.simple && iri.ends_with([':', '/', '?', '#', '[', ']', '@']),
            _ => false,
        };
        let hides = match &meaning {
            Meaning::Iri(iri) => guard::hides(name, iri),
            _ => None,
        };
        let (container, scope, protected) = (definition.container, definition.scope.clone(), self.local.protected);
        let mut term = Arc::new(Term { meaning, coercion, container, scope, hides, protected, prefix });
        if self.local.inline {
            guard::check_inline(name, &term)?;
        }
        if let Some(previous) = previous.filter(|p| p.protected && !self.lifted) {
            if !previous.same_as(&term) {
                return Err(ContextError {
                    kind: CanonErrorKind::Redefinition,
                    message: format!("the term {name:?} is protected and a later context gives it another meaning"),
                });
            }
            term = previous;
        }
        self.made.terms.insert(name.clone(), term);
        self.defined.insert(name, true);
        Ok(())
    }

    fn meaning(&mut self, name: &'c str, definition: &'c Definition) -> Result<Meaning, ContextError> {
        let resolved = match definition.id.as_deref() {
            Some("@id") => return Ok(Meaning::Id),
            Some("@type") => return Ok(Meaning::Type),
            Some(id) if id != name => self.expand(id)?,
            // Without an IRI of its own the term is a compact IRI, or a name in @vocab.
            _ if name.contains(':') => self.expand(name)?,
            _ => self.made.vocab.as_ref().map(|v| Meaning::Iri(format!("{v}{name}").into())),
        };
        match resolved {
            Some(Meaning::Iri(iri)) if definition.reverse => Ok(Meaning::Reverse(iri)),
            Some(meaning @ Meaning::Iri(_)) => Ok(meaning),
            _ => Err(malformed(name, "has no IRI")),
        }
    }

    /// Resolves a name, defining the terms of this context that it needs first.
    fn expand(&mut self, name: &'c str) -> Result<Option<Meaning>, ContextError> {
        let local = self.local;
        let needed = name.split_once(':').map_or(name, |(prefix, _)| prefix);
        for wanted in [needed, name] {
            if let Some((term, definition)) = local.terms.get_key_value(wanted)
                && self.defined.get(wanted) != Some(&true)
            {
                self.define(term, definition)?;
            }
        }
        Ok(self.made.resolve(name))
    }
}

fn malformed(term: &str, what: &str) -> ContextError {
    let message = format!("the term {term:?} of a context {what}");
    ContextError { kind: CanonErrorKind::Malformed, message }
}
