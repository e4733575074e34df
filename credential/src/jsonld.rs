//! In: a JSON-LD document. Out: its quads and their canonical form, under the built-in contexts alone. The reading is closed:
//! a term without a definition, a relative IRI, an unknown context or keyword is an error, because it would be shown but not signed.

mod expand;
mod members;
mod run;
mod value;

use crate::context::Active;
use crate::json::Json;
use crate::rdfc::{self, Quad};

/// Why a document has no canonical form here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} (at {path})")]
pub struct CanonError {
    /// What kind of error.
    pub kind: CanonErrorKind,
    /// Where, as a path of member names and positions: `$.credentialSubject.achievement.tag[0]`.
    pub path: String,
    /// What is wrong, in lower case, with the term or IRI it is about.
    pub message: String,
}

/// The kinds of [`CanonError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CanonErrorKind {
    /// A member or type that no context in force defines.
    UndefinedTerm,
    /// A context whose URL is not built in.
    UnknownContext,
    /// A relative IRI, or text that is no IRI, where an IRI is due.
    RelativeIri,
    /// A context that changes a protected or published term, or renames what pages show.
    Redefinition,
    /// A member under another name than the one that pages read for the same property.
    Alias,
    /// A JSON-LD feature that published contexts and credentials do not need.
    Unsupported,
    /// Not JSON-LD: a value of the wrong kind.
    Malformed,
    /// Too large or too entangled.
    WorkLimit,
}

/// The canonical N-Quads of a document: a credential without its proof, or the options of a proof with its `@context`.
pub(crate) fn canonical(document: &Json, hash: rdfc::Hash) -> Result<String, CanonError> {
    let quads = to_quads(document)?;
    let canonical = rdfc::canonicalize(&quads, hash).map_err(|e| CanonError {
        kind: CanonErrorKind::WorkLimit,
        path: "$".to_owned(),
        message: e.to_string(),
    })?;
    Ok(canonical.nquads)
}

/// The quads of a document.
pub(crate) fn to_quads(document: &Json) -> Result<Vec<Quad<'_>>, CanonError> {
    expand::run(document, &Active::empty())
}
