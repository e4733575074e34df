//! In: the name of a verification method, and what is known. Out: the keys that it may mean, or why none is found.
//! Whether such a key is the issuer's is another question (`issuer.rs`).

use super::signature::short;
use crate::did::{self, Controller};
use crate::key::AnyKey;
use crate::known::Known;
use crate::named::method_in_words;

/// Why no key was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    /// `key-not-found`, or `did-unsupported`.
    pub(super) code: &'static str,
    /// The reason in words.
    pub(super) why: String,
}

/// The keys that `method` may mean; the reason when there is none.
pub(super) fn find(method: &str, issuer: Option<&str>, known: &Known<'_>) -> Result<Vec<AnyKey>, Missing> {
    let missing = |why: String| Missing { code: "key-not-found", why };
    if let Some(key) = known.documents.memo().key_of_did(method) {
        return key.map(|k| vec![k]).map_err(|e| missing(e.to_string()));
    }
    let base = method.split('#').next().unwrap_or(method);
    let mut reason = missing("no document that lists it was given".to_owned());
    if let Some(name) = did::unsupported_method(base) {
        let why = format!("{} are not looked up here, which says nothing against it", method_in_words(&short(name)));
        reason = Missing { code: "did-unsupported", why };
    } else if let Some(url) = did::document_url(base) {
        match known.documents.get(&url) {
            None => reason = missing(format!("{url} was not given")),
            Some(document) => {
                if let Some((listed, _)) = did::standing_at(&document.bytes, method) {
                    return Ok(vec![listed.key]);
                }
                match &*known.documents.memo().controller(base, || Controller::read(&document.bytes, base)) {
                    Err(why) => reason = missing(why.clone()),
                    Ok(controller) => match controller.method(method) {
                        Some(listed) => return Ok(vec![listed.key.clone()]),
                        None => reason = missing(format!("{url} does not list it")),
                    },
                }
            }
        }
    }
    let pinned = pinned(method, issuer, known);
    if !pinned.is_empty() {
        return Ok(pinned);
    }
    key_in_fragment(method).map(|key| vec![key]).ok_or(reason)
}

/// Keys pinned for the issuer under this name, and those pinned under no name when the method is the issuer's; all when it is the issuer.
fn pinned(method: &str, issuer: Option<&str>, known: &Known<'_>) -> Vec<AnyKey> {
    let Some(entry) = issuer.and_then(|i| known.issuers.get(i)) else { return Vec::new() };
    let is_own = method.strip_prefix(&*entry.id).is_some_and(|rest| rest.is_empty() || rest.starts_with(['#', '/']));
    let fits = |id: Option<&str>| id.map_or(is_own, |id| id == method || entry.id == method);
    let keys = entry.keys.iter().filter(|k| fits(k.id.as_deref()));
    keys.map(|k| k.key.clone()).collect()
}

/// `https://issuer.example/…#z6Mk…`: the key is in the address, and says nothing about whose it is.
fn key_in_fragment(method: &str) -> Option<AnyKey> {
    let (base, fragment) = method.split_once('#')?;
    let is_web = base.starts_with("https://") || base.starts_with("http://");
    AnyKey::from_multibase(fragment).ok().filter(|_| is_web)
}
