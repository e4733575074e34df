//! In: an active context and the entries of a `@context`. Out: the next active context (JSON-LD 1.1 API section 4.1),
//! remembered where only published contexts are involved. A protected term never changes its meaning here.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use super::{Container, Definition, Entry, Local, guard, published};
use crate::jsonld::CanonErrorKind;

/// Terms in force at one place of a document.
#[derive(Debug, Default)]
pub(crate) struct Active {
    terms: HashMap<Box<str>, Arc<Term>>,
    vocab: Option<Box<str>>,
    /// What was derived from here before: (identity of the entries, whether protection was lifted) and the result.
    derived: RwLock<Vec<Derived>>,
}

#[derive(Debug)]
struct Derived {
    from: Arc<[Entry]>,
    lifted: bool,
    to: Arc<Active>,
}

/// What a term means.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    /// The IRI or keyword behind it.
    pub(crate) meaning: Meaning,
    /// What strings under it are.
    pub(crate) coercion: Coercion,
    /// How several values under it relate.
    pub(crate) container: Container,
    /// Definitions in scope of it.
    pub(crate) scope: Option<Arc<[Entry]>>,
    /// The term that pages read for the same IRI, when this is another one.
    pub(crate) hides: Option<&'static str>,
    protected: bool,
    prefix: bool,
}

/// What stands behind a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// `@id`
    Id,
    /// `@type`
    Type,
    /// A property or class.
    Iri(Arc<str>),
    /// A property that is read backwards.
    Reverse(Arc<str>),
}

/// What strings under a term are (`@type` of its definition).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Coercion {
    /// Plain text.
    None,
    /// IRIs.
    Id,
    /// Terms or IRIs.
    Vocab,
    /// Any JSON, as one literal.
    Json,
    /// Literals of this type.
    Datatype(Arc<str>),
}

/// Why a context cannot be used: what kind of error, and in words that name the term.
#[derive(Debug)]
pub(crate) struct ContextError {
    pub(crate) kind: CanonErrorKind,
    pub(crate) message: String,
}

/// At most this many derived contexts are remembered in all; more are computed when needed.
const REMEMBERED: usize = 2048;
static REMEMBERED_NOW: AtomicUsize = AtomicUsize::new(0);
static EMPTY: LazyLock<Arc<Active>> = LazyLock::new(Arc::default);

impl Active {
    /// The context of a document before its first `@context`.
    pub(crate) fn empty() -> Arc<Self> {
        EMPTY.clone()
    }

    /// The meaning of a term.
    pub(crate) fn term(&self, name: &str) -> Option<&Arc<Term>> {
        self.terms.get(name)
    }

    /// `@vocab`
    pub(crate) fn vocab(&self) -> Option<&str> {
        self.vocab.as_deref()
    }

    /// The context after the published one with this URL.
    pub(crate) fn with_published(self: &Arc<Self>, url: &str) -> Result<Arc<Self>, ContextError> {
        let known = published(url).ok_or_else(|| ContextError {
            kind: CanonErrorKind::UnknownContext,
            message: format!("the context {url} is not one of the published contexts that are built in"),
        })?;
        self.derive(&known.entries, false)
    }

    /// The context within a term or type; `lifted` for a property-scoped one, which may redefine protected terms.
    pub(crate) fn derive(self: &Arc<Self>, entries: &Arc<[Entry]>, lifted: bool) -> Result<Arc<Self>, ContextError> {
        let found = {
            let derived = self.derived.read().unwrap_or_else(PoisonError::into_inner);
            derived.iter().find(|d| d.lifted == lifted && Arc::ptr_eq(&d.from, entries)).map(|d| d.to.clone())
        };
        if let Some(to) = found {
            return Ok(to);
        }
        let mut to = self.clone();
        for entry in entries.iter() {
            to = to.with(entry, lifted)?;
        }
        // A context that is its own derivative would hold itself alive.
        if !Arc::ptr_eq(&to, self) && REMEMBERED_NOW.fetch_add(1, Ordering::Relaxed) < REMEMBERED {
            let one = Derived { from: entries.clone(), lifted, to: to.clone() };
            self.derived.write().unwrap_or_else(PoisonError::into_inner).push(one);
        } else {
            REMEMBERED_NOW.fetch_sub(1, Ordering::Relaxed);
        }
        Ok(to)
    }

    /// The context after one entry.
    pub(crate) fn with(self: &Arc<Self>, entry: &Entry, lifted: bool) -> Result<Arc<Self>, ContextError> {
        match entry {
            Entry::Null if !lifted && self.terms.values().any(|t| t.protected) => Err(ContextError {
                kind: CanonErrorKind::Redefinition,
                message: "a null context would undo protected terms".to_owned(),
            }),
            Entry::Null => Ok(Self::empty()),
            Entry::Url(url) => self.with_published(url),
            Entry::Local(local) => Next::of(self, local, lifted).finish(),
        }
    }

    /// Resolves a name that may be a term, a compact IRI, an IRI, or a name in `@vocab`; `None` when it is none of them.
    pub(crate) fn resolve(&self, name: &str) -> Option<Meaning> {
        if let Some(term) = self.term(name) {
            return Some(term.meaning.clone());
        }
        if let Some(meaning) = self.resolve_colon(name) {
            return Some(meaning);
        }
        let iri = format!("{}{name}", self.vocab()?);
        is_absolute(&iri).then(|| Meaning::Iri(iri.into()))
    }

    fn resolve_colon(&self, name: &str) -> Option<Meaning> {
        if let Some(iri) = self.compact(name) {
            return Some(Meaning::Iri(iri));
        }
        is_absolute(name).then(|| Meaning::Iri(name.into()))
    }

    /// The IRI behind a compact IRI, when its prefix is a term that may be one.
    pub(crate) fn compact(&self, name: &str) -> Option<Arc<str>> {
        let (prefix, suffix) = name.split_once(':')?;
        if prefix == "_" || suffix.starts_with("//") {
            return None;
        }
        match self.terms.get(prefix).map(|t| (&t.meaning, t.prefix)) {
            Some((Meaning::Iri(iri), true)) => Some(format!("{iri}{suffix}").into()),
            _ => None,
        }
    }
}

impl Term {
    /// What a name means by `@vocab` alone.
    pub(crate) fn of_vocab(iri: String) -> Self {
        Self {
            meaning: Meaning::Iri(iri.into()),
            coercion: Coercion::None,
            container: Container::None,
            scope: None,
            hides: None,
            protected: false,
            prefix: false,
        }
    }

    /// Whether both mean the same everywhere; being protected aside (JSON-LD 1.1 API section 4.2.2, step 27).
    fn same_as(&self, other: &Self) -> bool {
        self.meaning == other.meaning
            && self.coercion == other.coercion
            && self.container == other.container
            && self.prefix == other.prefix
            && self.scope == other.scope
    }
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
        let made = Active { terms: active.terms.clone(), vocab, derived: RwLock::default() };
        Self { local, lifted, made, defined: HashMap::with_capacity(local.terms.len()) }
    }

    fn finish(mut self) -> Result<Arc<Active>, ContextError> {
        for (name, definition) in &self.local.terms {
            self.define(name, definition)?;
        }
        Ok(Arc::new(self.made))
    }

    /// JSON-LD 1.1 API section 4.2.2, Create Term Definition.
    fn define(&mut self, name: &'c str, definition: &'c Definition) -> Result<(), ContextError> {
        match self.defined.get(name) {
            Some(true) => return Ok(()),
            Some(false) => return Err(malformed(name, "is defined by way of itself")),
            None => self.defined.insert(name, false),
        };
        let previous = self.made.terms.remove(name);
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
        self.made.terms.insert(name.into(), term);
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

/// Whether this is an IRI that N-Quads can carry: a scheme, a colon, and no character that RFC 3987 excludes.
pub(crate) fn is_absolute(iri: &str) -> bool {
    let Some(colon) = iri.find(':') else { return false };
    let scheme = &iri.as_bytes()[..colon];
    scheme.first().is_some_and(u8::is_ascii_alphabetic)
        && scheme.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        && iri.chars().all(|c| !matches!(c, '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`'))
}
