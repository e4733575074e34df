//! In: a JSON-LD document or quads. Out: canonical N-Quads. This is what the RDF cryptosuites hash; it is public so that tests and
//! other tools can look at it. It gives no verdict: use [`crate::judge()`] for that.

use crate::context;
use crate::json::{Json, Value};
pub use crate::jsonld::{CanonError, CanonErrorKind};
pub use crate::rdfc::{Canonical, Hash, Node, Quad, Text, WorkLimit};

/// The canonical N-Quads of a document: its JSON-LD 1.1 meaning under the built-in contexts, then RDFC-1.0 with SHA-256.
///
/// The reading is closed: what a signature would not cover is an error that names its place, never left out.
///
/// # Errors
/// See [`CanonErrorKind`].
pub fn nquads(document: &Value<'_>) -> Result<String, CanonError> {
    nquads_by(document, Hash::Sha256)
}

/// The same with a hash function of choice: blank nodes may be named otherwise.
///
/// # Errors
/// See [`CanonErrorKind`].
pub fn nquads_by(document: &Value<'_>, hash: Hash) -> Result<String, CanonError> {
    crate::jsonld::canonical(document, hash)
}

/// The canonical form of a dataset by RDFC-1.0.
///
/// # Errors
/// [`WorkLimit`] for graphs made to take very long.
pub fn canonicalize_quads(quads: &[Quad<'_>], hash: Hash) -> Result<Canonical, WorkLimit> {
    crate::rdfc::canonicalize(quads, hash)
}

/// The URLs of the built-in contexts, in order.
pub fn context_urls() -> impl Iterator<Item = &'static str> {
    context::all().map(|c| c.url.as_ref())
}

/// A built-in context as a JSON-LD document; `None` when there is none with exactly this URL.
#[must_use]
pub fn context_document(url: &str) -> Option<Json> {
    context::published(url).map(context::to_json)
}

/// IRIs that published contexts give to several terms that pages read, with those terms. Such terms could be exchanged without
/// breaking a signature, so each pair has to be known to be harmless.
pub fn shared_meanings() -> Vec<(&'static str, Vec<&'static str>)> {
    context::shared_meanings()
}
