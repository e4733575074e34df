//! In: a JSON-LD document. Out: its canonical N-Quads, or why it has none: the one way from here to JSON-LD.

use super::Hashing;
use crate::json::Value;
use crate::jsonld::{self, CanonError, CanonErrorKind};
use crate::rdfc::Hash;

/// Why a document has no canonical form here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RdfError {
    /// A stable word for the reason.
    pub(crate) code: &'static str,
    /// The reason, with its place.
    pub(crate) message: String,
    /// Whether it is the document that is wrong, and not the work that was too much.
    pub(crate) definite: bool,
}

/// The canonical N-Quads of a document (JSON-LD 1.1, RDFC-1.0), closed: nothing is dropped.
pub(crate) fn canonical(document: &Value<'_>, hashing: Hashing) -> Result<String, RdfError> {
    let hash = match hashing {
        Hashing::Sha256 => Hash::Sha256,
        Hashing::Sha384 => Hash::Sha384,
    };
    jsonld::canonical(document, hash).map_err(RdfError::from)
}

/// Whether every term of the document has a published meaning.
pub(crate) fn closed(document: &Value<'_>) -> Result<(), RdfError> {
    jsonld::check(document).map_err(RdfError::from)
}

impl From<CanonError> for RdfError {
    fn from(error: CanonError) -> Self {
        let code = match error.kind {
            CanonErrorKind::UndefinedTerm => "undefined-term",
            CanonErrorKind::UnknownContext => "unknown-context",
            CanonErrorKind::RelativeIri => "relative-iri",
            CanonErrorKind::Redefinition => "redefined-term",
            CanonErrorKind::Alias => "odd-name",
            CanonErrorKind::Unsupported => "unsupported-json-ld",
            CanonErrorKind::Malformed => "malformed-json-ld",
            CanonErrorKind::WorkLimit => "work-limit",
        };
        let definite = error.kind != CanonErrorKind::WorkLimit;
        Self { code, message: error.to_string(), definite }
    }
}
