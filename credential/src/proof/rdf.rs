//! In: a JSON-LD document. Out: its canonical N-Quads, or why it has none: the one way from here to JSON-LD.

use crate::json::Json;

/// Why a document has no canonical form here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RdfError {
    /// A stable word for the reason.
    pub(crate) code: &'static str,
    /// The reason, with its place.
    pub(crate) message: String,
}

/// The canonical N-Quads of a document (JSON-LD 1.1, RDFC-1.0), closed: nothing is dropped.
pub(crate) fn canonical(_document: &Json) -> Result<String, RdfError> {
    Err(RdfError { code: "unavailable", message: "canonical N-Quads are not available yet".into() })
}

/// Whether every term of the document has a published meaning.
pub(crate) fn closed(document: &Json) -> Result<(), RdfError> {
    canonical(document).map(|_| ())
}
