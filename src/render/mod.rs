//! In: a closed `Site` and a `Theme`. Out: `plan`, an ordered list of small `Page` values, and `render`, a page's bytes.
//! Pure and deterministic: the same site gives the same bytes. Never reads, never writes.

mod page;
pub mod svg;

pub use page::{Kind, Page};
