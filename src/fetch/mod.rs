//! In: an https address, and limits. Out: the document that is published there, or why there is none, in words.
//! The only place that knows the network; nothing is written and nothing is judged here. For `accolade update` and `publish`.

mod address;
pub mod bucket;
mod client;
mod failure;
mod many;
mod resolve;

use std::time::Duration;

pub use client::Client;
pub use failure::Failure;
pub use many::{HOSTS_AT_ONCE, fetch_all, host};

/// The largest document that is kept, in bytes.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// The most bytes of an answer before its document begins.
pub const MAX_HEADERS: usize = 32 * 1024;
/// How many times an address may send on to another one.
pub const MAX_REDIRECTS: usize = 5;

/// What a client may do.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The longest that one document may take, from looking up its host to its last byte, redirects included.
    pub each: Duration,
    /// The longest that all documents together may take.
    pub all: Duration,
    /// Which hosts may be at addresses that are not public.
    pub private: Private,
    /// Certificate authorities to trust besides the usual ones, in PEM.
    pub authorities: Vec<u8>,
}

/// Which hosts may be at private addresses: in the machine, or in a network that the public does not reach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Private {
    /// None. An address in a credential was written by a stranger.
    #[default]
    No,
    /// These, each with any port.
    Hosts(Vec<String>),
    /// All.
    All,
}

/// A document that is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// Its address.
    pub url: String,
    /// What is held of it already, so that the same is not sent again.
    pub held: Option<Validators>,
}

/// How a server recognises what it sent earlier (RFC 9110 section 8.8).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The address that it came from at last, when the first one sent on to another.
    pub location: Option<String>,
    /// `ETag`
    pub etag: Option<String>,
    /// `Last-Modified`
    pub last_modified: Option<String>,
}

/// What a server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The document.
    Document(Fetched),
    /// What is held is still the newest (RFC 9110 section 15.4.5).
    NotModified,
}

/// A document as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type, in lower case and without parameters.
    pub media_type: Option<String>,
    /// How the server recognises it.
    pub validators: Validators,
}
