//! In: JSON of credentials, lists and hosted badges. Out: the addresses that they name, as the judge would ask for them.

use std::collections::BTreeMap;

use super::{MAX_NEEDS, Need, What};
use crate::did;
use crate::json::{self, Members, Value};
use crate::judge::{Content, enveloped, opened, text_of};
use crate::key::AnyKey;
use crate::known::Known;
use crate::ob2;
use crate::read;

/// What was found so far.
pub(super) struct Walk<'a> {
    known: &'a Known<'a>,
    found: BTreeMap<String, (What, bool)>,
}

/// Where an assertion was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// In a file of its own, as a copy.
    File,
    /// Where it is published.
    Host,
    /// In a signature.
    Token,
}

impl<'a> Walk<'a> {
    pub(super) const fn new(known: &'a Known<'a>) -> Self {
        Self { known, found: BTreeMap::new() }
    }

    pub(super) fn finish(self) -> Vec<Need> {
        self.found.into_iter().map(|(url, (what, optional))| Need { url, what, optional }).collect()
    }

    /// A file of any kind that carries a credential.
    pub(super) fn file(&mut self, content: &Content<'_>) {
        match content {
            Content::Json(json) => self.credential(json, true),
            Content::Token(text) => self.jws(text, true),
            Content::Link(url) => self.assertion_at(url),
            Content::Unreadable(_) => {}
        }
    }

    /// A credential or assertion; the status of a list is not asked for.
    fn credential(&mut self, json: &Value<'_>, with_status: bool) {
        if let Some(text) = enveloped(json) {
            return self.jws(text, with_status);
        }
        match json.as_object() {
            Some(members) if ob2::is_badge(members) => self.assertion(members, At::File),
            Some(members) => self.secured(members, with_status),
            None => {}
        }
    }

    fn secured(&mut self, members: &Members<'_>, with_status: bool) {
        let issuer = read::issuer_id(members);
        if let Some(id) = issuer {
            self.keys(id, !self.pins(id).is_empty());
        }
        for proof in members.get("proof").map_or(&[][..], Value::items) {
            if let Some(method) = proof.get("verificationMethod").and_then(Value::as_str) {
                self.method(method, issuer);
            }
        }
        if with_status {
            for entry in members.get("credentialStatus").map_or(&[][..], Value::items) {
                self.status(entry);
            }
        }
    }

    /// A compact JWS: a credential by itself (VC-JOSE-COSE section 3.1.1), in a `vc` claim (VC 1.1 section 6.3.1), or an
    /// assertion of Open Badges 1 and 2.
    fn jws(&mut self, text: &str, with_status: bool) {
        let Some((header, payload)) = opened(text) else { return };
        if ob2::is_badge(&payload) {
            self.assertion(&payload, At::Token);
        }
        let payload = Value::Object(payload);
        let member = |json: &Value<'_>, name: &str| json.get(name).and_then(Value::as_str).map(str::to_owned);
        let inner = payload.get("vc").unwrap_or(&payload);
        let named = inner.as_object().and_then(read::issuer_id).map(str::to_owned);
        let issuer = member(&payload, "iss").or(named);
        if let Some(id) = &issuer {
            self.keys(id, !self.pins(id).is_empty());
        }
        if let Some(kid) = header.get("kid").and_then(Value::as_str).map(str::to_owned) {
            let method = match (&issuer, kid.starts_with('#')) {
                (Some(id), true) => format!("{id}{kid}"),
                _ => kid,
            };
            self.method(&method, issuer.as_deref());
        }
        if let Some(members) = inner.as_object() {
            self.secured(members, with_status);
        }
    }

    /// Where keys are published; a DID that is a key names nothing.
    fn keys(&mut self, id: &str, optional: bool) {
        if let Some(url) = did::document_url(id) {
            self.add(url, What::Keys(id.to_owned()), optional);
        }
    }

    /// The document that lists a key, when it is not the issuer's, which is asked for already.
    fn method(&mut self, method: &str, issuer: Option<&str>) {
        let base = method.split('#').next().unwrap_or(method);
        if issuer.is_some_and(|id| did::document_url(id) == did::document_url(base)) {
            return;
        }
        // A key that stands in its own address is found without the document, and proves no more with it.
        let shown = method.split_once('#').is_some_and(|(_, fragment)| AnyKey::from_multibase(fragment).is_ok());
        self.keys(base, shown);
    }

    fn pins(&self, id: &str) -> &'a [crate::known::PinnedKey] {
        self.known.issuers.get(id).map_or(&[], |issuer| &issuer.keys)
    }

    fn status(&mut self, entry: &Value<'_>) {
        let text = |name: &str| entry.get(name).and_then(Value::as_str);
        let kinds: Vec<_> = entry.get("type").map_or(&[][..], Value::items).iter().filter_map(Value::as_str).collect();
        if kinds.contains(&"1EdTechRevocationList")
            && let Some(url) = text("id")
        {
            self.add(url.to_owned(), What::RevocationList, false);
        }
        if let Some(url) = text("statusListCredential") {
            self.add(url.to_owned(), What::StatusList, false);
            self.inside(url, |walk, bytes| match text_of(bytes) {
                Some(jws) => walk.jws(jws, false),
                None => {
                    if let Ok(json) = json::parse(bytes) {
                        walk.credential(&json, false);
                    }
                }
            });
        }
    }

    /// An assertion of Open Badges 1 or 2. In JSON it counts as what its host says, whatever it says of keys.
    fn assertion(&mut self, members: &Members<'_>, at: At) {
        let creator = ob2::creator(members);
        let signed = creator.is_some();
        if let Some(url) = creator {
            self.add(url, What::Key, false);
        }
        if let (Some(url), At::File) = (ob2::address(members), at) {
            self.assertion_at(url);
        }
        // What is copied into it is held against what stands at its address; what was signed is what was signed.
        let copied = |walk: &mut Self, value: Option<&Value<'_>>, what: What| {
            let address = value.and_then(Value::as_object).and_then(|object| object.get("id")?.as_str());
            if let Some(url) = address.filter(|_| at != At::Token) {
                walk.add(url.to_owned(), what, true);
            }
        };
        copied(self, members.get("badge"), What::BadgeClass);
        self.linked(members.get("badge"), What::BadgeClass, |walk, badge| {
            copied(walk, badge.get("issuer"), What::Profile);
            let lists = |walk: &mut Self, profile: &Members<'_>| {
                let named = ob2::revocation_lists(profile).into_iter().filter(|url| signed && !url.is_empty());
                named.for_each(|url| walk.add(url, What::RevocationList, false));
            };
            walk.linked(badge.get("issuer"), What::Profile, lists);
            // A profile in a signed assertion proves nothing of its keys; the one at its address does.
            let id = badge.get("issuer").and_then(|issuer| issuer.get("id")).filter(|_| signed);
            if let Some(url) = id.and_then(Value::as_str) {
                if url.starts_with("did:") {
                    walk.keys(url, !walk.pins(url).is_empty());
                }
                walk.linked(id, What::Profile, lists);
                if !walk.pins(url).is_empty() {
                    walk.found.entry(url.to_owned()).and_modify(|(_, optional)| *optional = true);
                }
            }
        });
    }

    fn assertion_at(&mut self, url: &str) {
        self.add(url.to_owned(), What::Assertion, false);
        self.inside(url, |walk, bytes| {
            if let Ok(Value::Object(members)) = json::parse(bytes) {
                walk.assertion(&members, At::Host);
            }
        });
    }

    /// What stands here, or at the address that stands here, once that is known.
    fn linked(&mut self, value: Option<&Value<'_>>, what: What, then: impl FnOnce(&mut Self, &Members<'_>)) {
        match value {
            Some(Value::Object(members)) => then(self, members),
            Some(Value::String(url)) => {
                self.add(url.clone().into_owned(), what, false);
                self.inside(url, |walk, bytes| {
                    if let Ok(Value::Object(members)) = json::parse(bytes) {
                        then(walk, &members);
                    }
                });
            }
            _ => {}
        }
    }

    fn inside(&mut self, url: &str, look: impl FnOnce(&mut Self, &[u8])) {
        if let Some(document) = self.known.documents.get(url) {
            look(self, &document.bytes);
        }
    }

    fn add(&mut self, url: String, what: What, optional: bool) {
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if !is_web || (self.found.len() >= MAX_NEEDS && !self.found.contains_key(&url)) {
            return;
        }
        let entry = self.found.entry(url).or_insert((what, optional));
        entry.1 &= optional;
    }
}
