//! In: the text of a did.json. Out: the keys that it lists with their standing, or the text with a key added or ended. What else it
//! says stays as it is. Knows no secret key.

use accolade_credential::json::{self, JsonError, Object};
use accolade_credential::key::{AnyKey, PublicKey};
use accolade_credential::{Json, did};
use jiff::Timestamp;

/// How much of a key's name has to be written.
const SHORTEST: usize = 6;

/// A key that a document lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The id of its verification method.
    pub id: String,
    /// The key as a Multikey, however it is written.
    pub multibase: Option<String>,
    /// Whether it may sign credentials.
    pub asserts: bool,
    /// When it was given up (`expires`).
    pub retired: Option<Timestamp>,
    /// Since when it may have been in other hands (`revoked`).
    pub compromised: Option<Timestamp>,
}

/// How a key ends (Controlled Identifiers 1.0 section 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is given up: what it signed before stays good.
    Expires,
    /// It may have been in other hands: what it signed is in doubt.
    Revoked,
}

impl End {
    /// What is said of a key that ended so.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Expires => "retired",
            Self::Revoked => "compromised",
        }
    }
}

/// Why a document cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// It is not JSON.
    #[error("it is not readable JSON: {0}")]
    Json(#[from] JsonError),
    /// It is no object with methods.
    #[error("it lists no keys under `verificationMethod`")]
    NoKeys,
    /// No key of it, or more than one, is meant.
    #[error("{0}")]
    Unknown(String),
}

impl Listed {
    /// Whether it is good for signing at this moment.
    #[must_use]
    pub fn is_active(&self, at: Timestamp) -> bool {
        self.asserts && [self.retired, self.compromised].into_iter().flatten().all(|end| at < end)
    }

    /// Since when it is given up; `None` for a key whose end is still to come.
    #[must_use]
    pub fn retired_by(&self, at: Timestamp) -> Option<Timestamp> {
        self.retired.filter(|end| *end <= after(at))
    }

    /// How and when it ended, when that was at a moment or before it: what is in doubt has the first word.
    #[must_use]
    pub fn ended(&self, at: Timestamp) -> Option<(End, Timestamp)> {
        let compromised = self.compromised.map(|end| (End::Revoked, end));
        let retired = self.retired.map(|end| (End::Expires, end));
        [compromised, retired].into_iter().flatten().find(|(_, end)| *end <= at)
    }

    /// Whether both are one key, which may be listed twice.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.id == other.id || (self.multibase.is_some() && self.multibase == other.multibase)
    }

    fn is_named(&self, name: &str) -> bool {
        let key = self.multibase.as_deref().unwrap_or_default();
        self.id == name || key == name || (name.len() >= SHORTEST && (key.starts_with(name) || key.ends_with(name)))
    }
}

/// The first second after a moment, at which a key ends that is given up then: what it signed a moment ago, in whole seconds, is still
/// of its time.
#[must_use]
pub fn after(at: Timestamp) -> Timestamp {
    at.checked_add(jiff::SignedDuration::from_secs(1)).unwrap_or(at)
}

/// The keys of a document, in order.
///
/// # Errors
/// When it is not JSON or lists none.
pub fn list(document: &[u8]) -> Result<Vec<Listed>, KeysError> {
    let document = json::parse(document)?;
    let id = document.get("id").and_then(Json::as_str).unwrap_or_default();
    let absolute = |id_of: &str| if id_of.starts_with('#') { format!("{id}{id_of}") } else { id_of.to_owned() };
    let allowed: Vec<String> = document
        .get("assertionMethod")
        .map_or(&[][..], Json::items)
        .iter()
        .filter_map(Json::as_str)
        .map(absolute)
        .collect();
    let text = |method: &Json, name: &str| method.get(name).and_then(Json::as_str).map(str::to_owned);
    // An end that cannot be read ended it long ago.
    let time = |method: &Json, name| text(method, name).map(|t| t.parse().unwrap_or(Timestamp::MIN));
    let items = |name: &str| document.get(name).map_or(&[][..], Json::items);
    let key = |method: &Json, own: bool| {
        let id = absolute(&text(method, "id").unwrap_or_default());
        Listed {
            multibase: text(method, "publicKeyMultibase").or_else(|| of_jwk(method.get("publicKeyJwk")?)),
            asserts: own || allowed.contains(&id),
            retired: time(method, "expires"),
            compromised: time(method, "revoked"),
            id,
        }
    };
    // A method may be written where it is allowed.
    let embedded = items("assertionMethod").iter().filter(|method| method.as_str().is_none());
    let listed = items("verificationMethod").iter().map(|m| key(m, false)).chain(embedded.map(|m| key(m, true)));
    let listed: Vec<Listed> = listed.filter(|key| !key.id.is_empty()).collect();
    if listed.is_empty() { Err(KeysError::NoKeys) } else { Ok(listed) }
}

fn of_jwk(jwk: &Json) -> Option<String> {
    AnyKey::from_jwk(jwk).ok().map(|key| key.to_text())
}

/// The one key that a name means: its id, its Multikey, or at least six characters of the beginning or end of it.
///
/// # Errors
/// When there is none, or several.
pub fn find<'a>(keys: &'a [Listed], name: &str) -> Result<&'a Listed, KeysError> {
    let mut named = keys.iter().filter(|key| key.is_named(name));
    let first = named.next();
    // One key may be listed by several names.
    match (first, named.find(|other| !first.is_some_and(|first| first.is_same(other)))) {
        (Some(key), None) => Ok(key),
        (None, _) if name.len() < SHORTEST => Err(KeysError::Unknown(format!(
            "{name:?} may mean any key: write at least six characters of the one that is meant"
        ))),
        (None, _) => Err(KeysError::Unknown(format!("it lists no key {name:?}"))),
        _ => Err(KeysError::Unknown(format!("it lists several keys that {name:?} may mean; write more of it"))),
    }
}

/// The document with one more key for assertion.
///
/// # Errors
/// When it is not JSON or lists no keys.
pub fn add(document: &[u8], did: &str, key: &PublicKey) -> Result<String, KeysError> {
    let (id, method) = did::method(did, key);
    change(document, |name, items| match name {
        "verificationMethod" => items.push(method.clone()),
        _ => items.push(Json::from(id.as_str())),
    })
}

/// The document in which these keys have ended. One that was given up before stays so from the earlier moment on.
///
/// # Errors
/// When it is not JSON or lists no keys.
pub fn end(document: &[u8], ids: &[&str], how: End, at: Timestamp) -> Result<String, KeysError> {
    let name = match how {
        End::Expires => "expires",
        End::Revoked => "revoked",
    };
    change(document, |_, items| {
        for method in items {
            let named = method.get("id").and_then(Json::as_str).is_some_and(|id| ids.iter().any(|i| i.ends_with(id)));
            // An end that cannot be read ended it long ago.
            let earlier = |end: &str| end.parse().map_or(true, |end: Timestamp| end <= at);
            let before = method.get(name).and_then(Json::as_str).is_some_and(earlier);
            if how == End::Expires && before {
                continue;
            }
            if let (true, Json::Object(members)) = (named, method) {
                members.insert(name, at.to_string());
            }
        }
    })
}

/// Changes the two lists of a document, `verificationMethod` and `assertionMethod`.
fn change(document: &[u8], mut with: impl FnMut(&str, &mut Vec<Json>)) -> Result<String, KeysError> {
    let Json::Object(members) = json::parse(document)? else { return Err(KeysError::NoKeys) };
    let mut changed = Object::new();
    let mut lists = 0;
    for (name, value) in members.iter() {
        let mut value = value.clone();
        if let ("verificationMethod" | "assertionMethod", Json::Array(items)) = (name, &mut value) {
            with(name, items);
            lists += 1;
        }
        changed.insert(name, value);
    }
    if lists == 2 { Ok(Json::Object(changed).to_pretty()) } else { Err(KeysError::NoKeys) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use accolade_credential::key::SecretKey;

    const DID: &str = "did:web:a.example";

    fn key(seed: u8) -> PublicKey {
        SecretKey::from_seed(&[seed; 32]).public()
    }

    #[test]
    fn keys_are_added_and_ended_and_the_rest_of_the_document_stays() {
        let at: Timestamp = "2026-06-01T00:00:00Z".parse().expect("a time");
        let first = did::document(DID, &[key(1)]).to_pretty().replacen('{', "{\n  \"service\": [{\"id\": \"#x\"}],", 1);
        let both = add(first.as_bytes(), DID, &key(2)).expect("added");
        let old = find(&list(both.as_bytes()).expect("keys"), &key(1).multibase()).expect("the first").id.clone();
        let ended = end(both.as_bytes(), &[&old], End::Expires, at).expect("ended");
        let keys = list(ended.as_bytes()).expect("keys");
        assert_eq!(keys.iter().map(|k| (k.asserts, k.retired)).collect::<Vec<_>>(), [(true, Some(at)), (true, None)]);
        assert!(!keys[0].is_active(at) && keys[1].is_active(at));
        let later = at.checked_add(jiff::SignedDuration::from_hours(24)).expect("a time");
        assert_eq!(end(ended.as_bytes(), &[&old], End::Expires, later).expect("ended"), ended, "it had ended before");
        let gone = end(ended.as_bytes(), &[&old], End::Revoked, Timestamp::UNIX_EPOCH).expect("revoked");
        assert_eq!(list(gone.as_bytes()).expect("keys")[0].compromised, Some(Timestamp::UNIX_EPOCH));
        assert!(gone.contains("\"service\""));
        assert!(find(&keys, "z6M").is_err() && find(&keys, "z6MkzzzzZ").is_err());
        let tail = key(2).multibase();
        assert_eq!(find(&keys, &tail[tail.len() - 8..]).expect("the second").multibase, Some(tail));
    }

    #[test]
    fn what_is_no_document_is_told() {
        for bad in ["", "[]", "{}", r#"{"verificationMethod":[]}"#, r#"{"verificationMethod":{},"assertionMethod":[]}"#]
        {
            assert!(list(bad.as_bytes()).is_err(), "{bad}");
            assert!(add(bad.as_bytes(), DID, &key(1)).is_err(), "{bad}");
        }
    }
}
