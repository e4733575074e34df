//! In: an address, or its hash, and a salt. Out: who earned something, to be checked by those who know the address (Open Badges 3.0 `IdentityObject`).

use accolade_credential::json::Object;
use accolade_credential::{Json, report};

/// An address that can be checked by who knows it, and read by nobody (Open Badges 3.0 `IdentityObject`).
/// The salt is the slug: random, and another one for each credential.
pub(super) fn hashed(mail: &str, salt: &str) -> Json {
    identity(format!("sha256${}", report::sha256(format!("{mail}{salt}").as_bytes())), salt)
}

pub(super) fn identity(hash: String, salt: &str) -> Json {
    let mut identity = Object::new();
    identity.insert("type", "IdentityObject");
    identity.insert("hashed", true);
    identity.insert("identityHash", hash);
    identity.insert("identityType", "emailAddress");
    identity.insert("salt", salt);
    identity.into()
}
