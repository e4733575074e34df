//! A line of the ledger that says that a credential was issued, as it is written and read.

use serde::{Deserialize, Serialize};

/// One credential that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The credential's `id`.
    pub id: String,
    /// The badge's id.
    pub badge: String,
    /// The key of the award row.
    pub award: String,
    /// The file's stem below `credentials/`.
    pub slug: String,
    /// Its status list, from 1.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub list: u32,
    /// Its place in the status list.
    pub index: u32,
    /// When it was signed (RFC 3339, UTC, whole seconds).
    pub issued: jiff::Timestamp,
    /// SHA-256 of the credential file, in hexadecimal.
    pub sha256: String,
    /// Whether the holder agreed to be listed.
    pub listed: bool,
}

const fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks for it")]
const fn is_first(list: &u32) -> bool {
    *list == 1
}
