//! In: the text of `accolade.lock`. Out: the documents that it names, and the same text again. Version 1; members that came
//! later are optional, so that older lock files are read and older programs read new ones. Opens no file.

use std::collections::BTreeMap;

use accolade_credential::report;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The version that this program reads and writes.
pub const VERSION: u32 = 1;
/// How the names of kept files may end.
const ENDINGS: [&str; 3] = ["json", "jwt", "pem"];

/// What was fetched, by address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// Documents by the address that was asked for.
    pub documents: BTreeMap<String, Locked>,
    /// Addresses that answered that what was there is withdrawn for good, and when they said so.
    pub gone: BTreeMap<String, Timestamp>,
}

/// One document that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locked {
    /// The address that was asked for.
    pub url: String,
    /// Its file, relative to the project.
    pub file: String,
    /// The hash of its bytes, in hexadecimal.
    pub sha256: String,
    /// When the address last answered with it; when it was saved, for an imported one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<Timestamp>,
    /// The media type that it was sent with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// The address that it came from at last, when the one asked for sent on to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// `ETag` (RFC 9110 section 8.8.3)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified` (RFC 9110 section 8.8.2)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// Why a lock file is not read.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// It is not the JSON that it must be.
    #[error("it cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// It is of a later version.
    #[error("accolade.lock has version {0}; this program reads version {VERSION}")]
    Version(u32),
}

#[derive(Serialize, Deserialize)]
struct Text<D> {
    version: u32,
    documents: D,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    gone: Vec<Gone>,
}

#[derive(Serialize, Deserialize)]
struct Gone {
    url: String,
    seen: Timestamp,
}

impl Lock {
    /// Reads a lock file.
    ///
    /// # Errors
    /// One of [`LockError`].
    pub fn read(bytes: &[u8]) -> Result<Self, LockError> {
        let text: Text<Vec<Locked>> = serde_json::from_slice(bytes)?;
        if text.version != VERSION {
            return Err(LockError::Version(text.version));
        }
        let documents = text.documents.into_iter().map(|document| (document.url.clone(), document)).collect();
        Ok(Self { documents, gone: text.gone.into_iter().map(|gone| (gone.url, gone.seen)).collect() })
    }

    /// The text of the lock file, in order of addresses.
    #[must_use]
    pub fn to_text(&self) -> String {
        let gone = self.gone.iter().map(|(url, seen)| Gone { url: url.clone(), seen: *seen }).collect();
        let text = Text { version: VERSION, documents: self.documents.values().collect::<Vec<_>>(), gone };
        let mut text = serde_json::to_string_pretty(&text).expect("a lock has text keys");
        text.push('\n');
        text
    }

    /// Whether any document is kept in this file.
    #[must_use]
    pub fn names(&self, file: &str) -> bool {
        self.documents.values().any(|document| document.file == file)
    }
}

impl Locked {
    /// The entry of a document that is to be kept under its hash; `extension` without a dot.
    #[must_use]
    pub fn of(url: impl Into<String>, bytes: &[u8], extension: &str, retrieved: Timestamp) -> Self {
        let sha256 = report::sha256(bytes);
        Self {
            url: url.into(),
            file: format!(".accolade/{sha256}.{extension}"),
            sha256,
            retrieved: Some(retrieved),
            media_type: None,
            location: None,
            etag: None,
            last_modified: None,
        }
    }

    /// Whether these are its bytes.
    #[must_use]
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        report::sha256(bytes) == self.sha256
    }

    /// Whether its file has the name that this program gives: nothing else is written, opened or removed for it.
    #[must_use]
    pub fn is_well_named(&self) -> bool {
        let hexadecimal = self.sha256.len() == 64 && self.sha256.bytes().all(|b| b.is_ascii_hexdigit());
        hexadecimal && ENDINGS.iter().any(|ending| self.file == format!(".accolade/{}.{ending}", self.sha256))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lock, LockError, Locked};

    #[test]
    fn a_lock_is_written_as_it_was_read() {
        let now = "2026-11-24T12:00:00Z".parse().unwrap();
        let mut lock = Lock::default();
        let mut full = Locked::of("https://b.example/", b"{}", "json", now);
        full.media_type = Some("application/json".into());
        full.location = Some("https://c.example/".into());
        full.etag = Some("\"x\"".into());
        full.last_modified = Some("Tue, 24 Nov 2026 12:00:00 GMT".into());
        for one in [full, Locked::of("https://a.example/", b"[]", "jwt", now)] {
            assert!(one.is_well_named());
            lock.documents.insert(one.url.clone(), one);
        }
        lock.gone.insert("https://d.example/".into(), now);
        let text = lock.to_text();
        assert_eq!(Lock::read(text.as_bytes()).unwrap(), lock);
        assert!(text.find("a.example").unwrap() < text.find("b.example").unwrap());
    }

    #[test]
    fn the_first_lock_files_are_read_and_their_text_is_the_same_today() {
        let text = include_str!("../../sample-site/portfolio/accolade.lock");
        assert_eq!(Lock::read(text.as_bytes()).unwrap().to_text(), text);
    }

    #[test]
    fn other_versions_and_other_texts_are_refused() {
        assert!(matches!(Lock::read(br#"{"version":2,"documents":[]}"#), Err(LockError::Version(2))));
        for text in ["", "[]", "{}", r#"{"version":1}"#, r#"{"version":1,"documents":[{"url":1}]}"#] {
            assert!(matches!(Lock::read(text.as_bytes()), Err(LockError::Json(_))), "{text}");
        }
    }

    #[test]
    fn a_file_of_another_name_is_none_of_ours() {
        let good = Locked::of("https://a.example/", b"{}", "json", jiff::Timestamp::UNIX_EPOCH);
        assert!(good.is_of(b"{}") && !good.is_of(b"{ }"));
        for file in ["../keys/issuer.pem", ".accolade/../accolade.yaml", ".accolade/x.json", "/etc/passwd", ""] {
            assert!(!Locked { file: file.into(), ..good.clone() }.is_well_named(), "{file}");
        }
        assert!(!Locked { file: good.file.replace("json", "exe"), ..good.clone() }.is_well_named());
        let odd = Locked { sha256: "../x".into(), file: ".accolade/../x.json".into(), ..good };
        assert!(!odd.is_well_named());
    }
}
