//! In: the header of a JWS and the issuer it is for. Out: the keys that may have signed it, and the name of the method.
//! A key from the header itself is only a candidate: whose it is, `issuer.rs` asks of the issuer's document and of pins.

use super::keys::{self, Missing};
use super::signature::short;
use crate::did::{self, Controller};
use crate::json::{Members, Value};
use crate::key::AnyKey;
use crate::known::Known;

type Found = Result<(String, Vec<AnyKey>), (&'static str, String)>;

/// The keys that a header may mean. `jwk` is one key; `kid` names one; without either the issuer's own are meant.
pub(super) fn find(header: &Members<'_>, issuer: Option<&str>, known: &Known<'_>) -> Found {
    let issuer = issuer.unwrap_or_default();
    let kid = match header.get("kid") {
        None => None,
        Some(Value::String(kid)) => Some(&**kid),
        Some(_) => return Err(("key-not-found", "Its header names a key by something that is no text.".into())),
    };
    if let Some(jwk) = header.get("jwk") {
        let key =
            AnyKey::from_jwk(jwk).map_err(|e| ("key-not-found", format!("The key in its header is no use: {e}.")))?;
        let method = kid.filter(|k| is_absolute(k)).map_or_else(|| named(issuer, kid, &key, known), str::to_owned);
        return Ok((method, vec![key]));
    }
    match kid {
        Some(kid) if is_absolute(kid) => absolute(kid, issuer, known),
        Some(kid) if kid.starts_with('#') => absolute(&format!("{issuer}{kid}"), issuer, known),
        _ => of_issuer(kid, issuer, known),
    }
}

fn is_absolute(kid: &str) -> bool {
    kid.starts_with("did:") || kid.starts_with("https://") || kid.starts_with("http://")
}

/// A verification method by its address, or a DID that stands for all that it lists.
fn absolute(kid: &str, issuer: &str, known: &Known<'_>) -> Found {
    match keys::find(kid, Some(issuer), known) {
        Ok(keys) => Ok((kid.to_owned(), keys)),
        Err(Missing { code, why }) => {
            let all = if kid.contains('#') { Vec::new() } else { listed(kid, None, known) };
            match all.is_empty() {
                true => Err((code, format!("The key {} could not be found: {why}.", short(kid)))),
                false => Ok((kid.to_owned(), all)),
            }
        }
    }
}

/// The issuer's own keys: those of a short name (a fragment, `kid` or thumbprint), or all.
fn of_issuer(kid: Option<&str>, issuer: &str, known: &Known<'_>) -> Found {
    if let Some(Ok(key)) = did::key_of_did(issuer) {
        return Ok((issuer.to_owned(), vec![key]));
    }
    let mut keys = listed(issuer, kid, known);
    let pins = known.issuers.get(issuer).map_or(&[][..], |entry| &entry.keys);
    let is_named = |id: &str, kid: &str| id == kid || id.split_once('#').is_some_and(|(_, fragment)| fragment == kid);
    let fits = |pin: &&crate::PinnedKey| {
        kid.is_none_or(|k| pin.id.as_deref().is_none_or(|id| is_named(id, k)) || pin.key.thumbprint() == k)
    };
    let pinned: Vec<_> = pins.iter().filter(fits).collect();
    // One of several has no name before it is known which one signed.
    let name = pinned
        .iter()
        .find_map(|pin| pin.id.clone())
        .filter(|_| kid.is_some() || (keys.is_empty() && pinned.len() == 1));
    keys.extend(pinned.iter().map(|pin| pin.key.clone()));
    if keys.is_empty() {
        let shown = kid.map_or_else(String::new, |k| format!("{} ", short(k)));
        return Err((
            "key-not-found",
            format!("The key {shown}could not be found: no key of the issuer is known here."),
        ));
    }
    let method = name.unwrap_or_else(|| kid.map_or_else(|| issuer.to_owned(), |k| format!("{issuer}#{k}")));
    Ok((method, keys))
}

/// What the document of `id` lists under a short name, or at all.
fn listed(id: &str, kid: Option<&str>, known: &Known<'_>) -> Vec<AnyKey> {
    let Some(document) = did::document_url(id).and_then(|url| known.documents.get(&url)) else { return Vec::new() };
    let read = known.documents.memo().controller(id, || Controller::read(&document.bytes, id));
    let Ok(controller) = &*read else { return Vec::new() };
    controller.named(kid).map(|m| m.key.clone()).collect()
}

/// The name under which a key from the header is looked for among pins.
fn named(issuer: &str, kid: Option<&str>, key: &AnyKey, known: &Known<'_>) -> String {
    let pins = known.issuers.get(issuer).map_or(&[][..], |entry| &entry.keys);
    let pinned = pins.iter().filter(|pin| pin.key == *key).find_map(|pin| pin.id.clone());
    pinned.unwrap_or_else(|| format!("{issuer}#{}", kid.unwrap_or_default().trim_start_matches('#')))
}
