//! In: what went wrong between us and a server. Out: the same in words, and what a person can do about it.

use std::net::IpAddr;
use std::time::Duration;

use super::resolve::NotPublic;
use super::{MAX_BYTES, MAX_HEADERS, MAX_REDIRECTS};

/// Why a document was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The address is none that can be asked.
    #[error("it is not an https address")]
    NotHttps,
    /// The address has a user name or password in it.
    #[error("the address carries a user name")]
    UserName,
    /// The host is in the machine or in a private network.
    #[error("its host is at {0}, which is not a public address")]
    NotPublic(IpAddr),
    /// There is no such host.
    #[error("its host is not known")]
    UnknownHost,
    /// The host does not answer, or stopped answering.
    #[error("no connection: {0}")]
    NoConnection(String),
    /// The host cannot show that it is who it should be.
    #[error("its certificate is not trusted: {0}")]
    Certificate(String),
    /// One document took too long.
    #[error("it took longer than {} s", .0.as_secs_f32())]
    TooSlow(Duration),
    /// The time for all documents was used up.
    #[error("the {} s for all documents were used up", .0.as_secs_f32())]
    OutOfTime(Duration),
    /// The document has more than [`MAX_BYTES`].
    #[error("it is larger than {} MB", MAX_BYTES / 1024 / 1024)]
    TooLarge,
    /// There are more than [`MAX_HEADERS`] bytes before the document.
    #[error("its headers are larger than {} KB", MAX_HEADERS / 1024)]
    HeadersTooLarge,
    /// More than [`MAX_REDIRECTS`] redirects.
    #[error("it sends on from address to address, more than {MAX_REDIRECTS} times")]
    TooManyRedirects,
    /// A redirect to an address that is not asked.
    #[error("it sends on to {to}, and {why}")]
    Redirect {
        /// Where to.
        to: String,
        /// Why not.
        why: Box<Failure>,
    },
    /// There was something here, and the server says that it was taken away for good (RFC 9110 section 15.5.11).
    #[error("it is gone: the server says that it was withdrawn for good (status 410)")]
    Gone,
    /// Any other status.
    #[error("the server answers with status {status}{}", meaning(*.status))]
    Status {
        /// Its number.
        status: u16,
    },
    /// A page for people.
    #[error("the address answers with a web page ({0})")]
    WebPage(String),
    /// Another kind of file.
    #[error("the address answers with {0}, not with JSON or a JWT")]
    MediaType(String),
    /// Compressed, although that was not asked for.
    #[error("the answer is compressed ({0}), which was not asked for")]
    Compressed(String),
    /// The connection ended before the document did.
    #[error("it was cut short: the connection ended before the document did")]
    CutShort,
    /// What came is no answer by HTTP.
    #[error("the answer is garbled: {0}")]
    Garbled(String),
}

impl Failure {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        const IMPORT: &str = "save the document by other means and import it with --from";
        let import = |first: &str| format!("{first}, or {IMPORT}");
        match self {
            Self::NotHttps | Self::UserName => import("ask the issuer for an https address without a user name"),
            Self::NotPublic(_) => import("if you trust this host, add --allow-private=HOST"),
            Self::UnknownHost => {
                import("check the network and the spelling; a host that has gone stays as it was kept")
            }
            Self::NoConnection(_) | Self::CutShort | Self::TooSlow(_) => {
                import("run this again later, with a longer --timeout if the host is slow")
            }
            Self::OutOfTime(_) => "run this again: what was fetched is kept".to_owned(),
            Self::Certificate(_) => import("if your institution has its own certificate authority, add --ca FILE.pem"),
            Self::TooLarge
            | Self::HeadersTooLarge
            | Self::TooManyRedirects
            | Self::Compressed(_)
            | Self::Garbled(_) => import("tell the issuer that the address does not serve its document"),
            Self::Redirect { why, .. } => why.help(),
            Self::Gone => "ask the issuer whether it was revoked".to_owned(),
            Self::Status { status: 404 } => import("ask the issuer where the document is now"),
            Self::Status { .. } => import("run this again later"),
            Self::WebPage(_) | Self::MediaType(_) => {
                import("ask the issuer for the document; a key that you know can be pinned in issuers/")
            }
        }
    }

    /// What the client met.
    pub(super) fn of(error: ureq::Error, took: Duration) -> Self {
        use ureq::Error;
        match error {
            Error::Other(other) => match other.downcast::<NotPublic>() {
                Ok(hidden) => Self::NotPublic(hidden.0),
                Err(other) => Self::NoConnection(other.to_string()),
            },
            Error::HostNotFound => Self::UnknownHost,
            Error::Timeout(_) => Self::TooSlow(took),
            Error::LargeResponseHeader(..) => Self::HeadersTooLarge,
            Error::BodyExceedsLimit(_) => Self::TooLarge,
            Error::StatusCode(status) => Self::Status { status },
            Error::RequireHttpsOnly(_) | Error::BadUri(_) => Self::NotHttps,
            Error::Protocol(error) => Self::Garbled(error.to_string()),
            Error::Http(error) => Self::Garbled(error.to_string()),
            Error::Io(error) => of_io(&error),
            Error::Tls(what) => Self::Certificate(what.to_owned()),
            other => of_text(&other.to_string()),
        }
    }

    /// What was met while the document was read.
    pub(super) fn while_reading(error: std::io::Error, took: Duration) -> Self {
        match error.get_ref().is_some_and(|inner| inner.is::<ureq::Error>()) {
            true => Self::of(ureq::Error::from(error), took),
            false => of_io(&error),
        }
    }
}

fn of_io(error: &std::io::Error) -> Failure {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => Failure::CutShort,
        _ => of_text(&error.to_string()),
    }
}

/// The TLS library says what is wrong with a certificate in words.
fn of_text(text: &str) -> Failure {
    match text.split_once("invalid peer certificate: ") {
        Some((_, "UnknownIssuer")) => Failure::Certificate("nobody known here vouches for it".to_owned()),
        Some((_, why)) => Failure::Certificate(why.to_owned()),
        None => Failure::NoConnection(text.to_owned()),
    }
}

fn meaning(status: u16) -> &'static str {
    match status {
        401 | 403 => ": it is not published",
        404 => ": there is no such document",
        429 => ": it was asked too often",
        500..=599 => ": it has a fault of its own",
        _ => "",
    }
}
