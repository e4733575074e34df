//! In: an active context and the entries of a `@context`. Out: the next active context (JSON-LD 1.1 API section 4.1),
//! remembered where only published contexts are involved. A protected term never changes its meaning here.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, OnceLock, PoisonError, RwLock};

use super::{Container, Entry, define, published};
use crate::jsonld::CanonErrorKind;
use crate::plain;

/// Terms in force at one place of a document.
#[derive(Debug, Default)]
pub(crate) struct Active {
    pub(super) terms: HashMap<Arc<str>, Arc<Term>>,
    pub(super) vocab: Option<Box<str>>,
    /// What was derived from here before: (identity of the entries, whether protection was lifted) and the result.
    pub(super) derived: RwLock<Vec<Derived>>,
    /// Whether a context that a document wrote had a part in it: it is then forgotten with the document.
    pub(super) passing: bool,
    /// The terms that stand for `@id` and `@type`, once they were asked for.
    pub(super) keywords: OnceLock<Keywords>,
}

/// The terms that stand for keywords: few, and asked for at every member.
#[derive(Debug, Default)]
pub(super) struct Keywords {
    ids: Vec<Arc<str>>,
    types: Vec<Arc<str>>,
    /// Whether `id` and `type` are among them.
    usual: [bool; 2],
}

#[derive(Debug)]
pub(super) struct Derived {
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
    /// Whether later contexts may not change it.
    pub(super) protected: bool,
    /// Whether it may stand before the colon of a compact IRI.
    pub(super) prefix: bool,
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

/// At most this many contexts that published ones lead to are remembered; more are computed when needed.
const REMEMBERED: usize = 1024;
/// At most this many are remembered at one that will be forgotten.
const REMEMBERED_PASSING: usize = 128;
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

    /// Whether a member of this name states the identifier of its object.
    pub(crate) fn is_id(&self, name: &str) -> bool {
        name == "@id" || self.keywords().ids.iter().any(|term| **term == *name)
    }

    /// Whether a member of this name states the types of its object.
    pub(crate) fn is_type(&self, name: &str) -> bool {
        name == "@type" || self.keywords().types.iter().any(|term| **term == *name)
    }

    /// Whether a member of this name is the usual one for an identifier or for types.
    pub(crate) fn is_usual_keyword(&self, name: &str) -> bool {
        match name {
            "id" => self.keywords().usual[0],
            "type" => self.keywords().usual[1],
            _ => false,
        }
    }

    fn keywords(&self) -> &Keywords {
        let with = |meaning: &Meaning| {
            let terms = self.terms.iter().filter(|(_, term)| term.meaning == *meaning);
            terms.map(|(name, _)| Arc::clone(name)).collect()
        };
        self.keywords.get_or_init(|| {
            let means = |name: &str, meaning: &Meaning| self.term(name).is_some_and(|term| term.meaning == *meaning);
            let usual = [means("id", &Meaning::Id), means("type", &Meaning::Type)];
            Keywords { ids: with(&Meaning::Id), types: with(&Meaning::Type), usual }
        })
    }

    /// `@vocab`
    pub(crate) fn vocab(&self) -> Option<&str> {
        self.vocab.as_deref()
    }

    /// The context after the published one with this URL.
    fn with_published(self: &Arc<Self>, url: &str, computed: &mut usize) -> Result<Arc<Self>, ContextError> {
        let known = published(url).ok_or_else(|| ContextError {
            kind: CanonErrorKind::UnknownContext,
            message: format!("the context {url} is not one of the published contexts that are built in"),
        })?;
        self.derive(&known.entries, false, computed)
    }

    /// The context within a term or type; `lifted` for a property-scoped one, which may redefine protected terms.
    /// Contexts that were not remembered are counted in `computed`.
    pub(crate) fn derive(
        self: &Arc<Self>,
        entries: &Arc<[Entry]>,
        lifted: bool,
        computed: &mut usize,
    ) -> Result<Arc<Self>, ContextError> {
        let found = {
            let derived = self.derived.read().unwrap_or_else(PoisonError::into_inner);
            derived.iter().find(|d| d.lifted == lifted && Arc::ptr_eq(&d.from, entries)).map(|d| d.to.clone())
        };
        if let Some(to) = found {
            return Ok(to);
        }
        let mut to = self.clone();
        for entry in entries.iter() {
            to = to.with(entry, lifted, computed)?;
        }
        // A context that is its own derivative would hold itself alive.
        if !Arc::ptr_eq(&to, self) && self.may_remember() {
            let one = Derived { from: entries.clone(), lifted, to: to.clone() };
            self.derived.write().unwrap_or_else(PoisonError::into_inner).push(one);
        }
        Ok(to)
    }

    fn may_remember(&self) -> bool {
        if self.passing {
            return self.derived.read().unwrap_or_else(PoisonError::into_inner).len() < REMEMBERED_PASSING;
        }
        REMEMBERED_NOW.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| (n < REMEMBERED).then_some(n + 1)).is_ok()
    }

    /// The context after one entry.
    pub(crate) fn with(
        self: &Arc<Self>,
        entry: &Entry,
        lifted: bool,
        computed: &mut usize,
    ) -> Result<Arc<Self>, ContextError> {
        match entry {
            Entry::Null if !lifted && self.terms.values().any(|t| t.protected) => Err(ContextError {
                kind: CanonErrorKind::Redefinition,
                message: "a null context would undo protected terms".to_owned(),
            }),
            Entry::Null => Ok(Self::empty()),
            Entry::Url(url) => self.with_published(url, computed),
            Entry::Local(local) => {
                *computed += 1;
                define::next(self, local, lifted)
            }
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
        if name.starts_with('@') {
            return None;
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
            Some((Meaning::Iri(iri), true)) => {
                Some(format!("{iri}{suffix}").into()).filter(|iri: &Arc<str>| is_absolute(iri))
            }
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
    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.meaning == other.meaning
            && self.coercion == other.coercion
            && self.container == other.container
            && self.prefix == other.prefix
            && self.scope == other.scope
    }
}

/// Whether this is an IRI that N-Quads can carry: a scheme, a colon, and no character that RFC 3987 excludes.
pub(crate) fn is_absolute(iri: &str) -> bool {
    let Some(colon) = iri.find(':') else { return false };
    let scheme = &iri.as_bytes()[..colon];
    scheme.first().is_some_and(u8::is_ascii_alphabetic)
        && scheme.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        && plain::length(iri.as_bytes(), is_excluded) == iri.len()
}

const fn is_excluded(byte: u8) -> bool {
    matches!(byte, 0..=b' ' | b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'\\' | b'^' | b'`')
}
