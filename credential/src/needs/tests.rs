//! In: credentials of every shape, and documents that become known. Out: what they need. For tests alone.

use super::*;
use crate::key::{SecretKey, to_base64url};
use crate::known::{Document, Documents, Issuers, KnownIssuer, PinnedKey};

#[derive(Default)]
struct World {
    documents: Documents,
    issuers: Issuers,
}

impl World {
    fn with(mut self, url: &str, text: &str) -> Self {
        self.documents.insert(url, Document { bytes: text.as_bytes().into(), retrieved: None });
        self
    }

    fn needs(&self, text: &str) -> Vec<String> {
        let as_of = "2026-11-24T00:00:00Z".parse().expect("a moment");
        let known = Known { as_of, documents: &self.documents, issuers: &self.issuers };
        let line = |n: Need| format!("{}{} {}", if n.optional { "? " } else { "" }, n.url, n.what.words());
        needs(text.as_bytes(), &known).into_iter().map(line).collect()
    }
}

const BADGE: &str = r##"{"@context":["https://www.w3.org/ns/credentials/v2"],"issuer":{"id":"did:web:a.example:b"},
    "credentialSubject":{},"proof":[{"verificationMethod":"did:web:a.example:b#k"},{"verificationMethod":"did:web:c.example#k"}],
    "credentialStatus":[{"type":"BitstringStatusListEntry","statusListCredential":"https://s.example/1"},
      {"type":"1EdTechRevocationList","id":"https://r.example/list"}]}"##;

#[test]
fn a_credential_needs_keys_and_lists() {
    let expected = [
        "https://a.example/b/did.json the keys of did:web:a.example:b",
        "https://c.example/.well-known/did.json the keys of did:web:c.example",
        "https://r.example/list a list of revoked credentials",
        "https://s.example/1 a status list",
    ];
    assert_eq!(World::default().needs(BADGE), expected);
}

#[test]
fn a_list_that_is_known_needs_the_keys_of_its_own_issuer_and_no_list() {
    let list = r#"{"issuer":"did:web:l.example","proof":{"verificationMethod":"did:web:l.example#k"},
        "credentialStatus":{"type":"BitstringStatusListEntry","statusListCredential":"https://s.example/2"}}"#;
    let found = World::default().with("https://s.example/1", list).needs(BADGE);
    assert!(found.contains(&"https://l.example/.well-known/did.json the keys of did:web:l.example".to_owned()));
    assert_eq!(found.len(), 5, "{found:?}");
}

#[test]
fn what_is_its_own_key_needs_nothing() {
    let text =
        r##"{"issuer":"did:key:z6Mkx","proof":{"verificationMethod":"did:key:z6Mkx#z6Mkx"},"credentialSubject":{}}"##;
    assert!(World::default().needs(text).is_empty());
    for text in ["", "[]", "{", r#"{"issuer":5,"proof":5,"credentialStatus":5}"#, "ey.ey.ey", "eyJ9.e30.x"] {
        assert!(World::default().needs(text).is_empty(), "{text}");
    }
}

#[test]
fn the_document_of_a_pinned_issuer_is_optional_and_so_is_that_of_a_key_in_an_address() {
    let key = SecretKey::from_seed(&[1; 32]).public();
    let text = format!(
        r##"{{"issuer":"https://a.example/me","credentialSubject":{{}},"proof":{{"verificationMethod":"https://b.example/x#{}"}}}}"##,
        key.multibase()
    );
    let mut world = World::default();
    let expected = [
        "https://a.example/me the keys of https://a.example/me",
        "? https://b.example/x the keys of https://b.example/x",
    ];
    assert_eq!(world.needs(&text), expected);
    world.issuers.insert(KnownIssuer {
        id: "https://a.example/me".into(),
        name: "A".into(),
        basis: "a test".into(),
        own: false,
        keys: vec![PinnedKey::always(None, key.into())],
    });
    assert_eq!(world.needs(&text)[0], "? https://a.example/me the keys of https://a.example/me");
}

#[test]
fn a_jwt_needs_what_its_issuer_and_key_id_name() {
    use base64::Engine as _;
    let part = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    let header = part(r##"{"alg":"EdDSA","kid":"did:web:k.example#1"}"##);
    let claims = r#"{"iss":"did:web:i.example","vc":{"credentialSubject":{},
        "credentialStatus":{"type":"StatusList2021Entry","statusListCredential":"https://s.example/1"}}}"#;
    let jwt = format!("{header}.{}.c2ln", part(claims));
    let expected = [
        "https://i.example/.well-known/did.json the keys of did:web:i.example",
        "https://k.example/.well-known/did.json the keys of did:web:k.example",
        "https://s.example/1 a status list",
    ];
    assert_eq!(World::default().needs(&jwt), expected);
}

#[test]
fn a_hosted_assertion_leads_from_document_to_document() {
    let text = r#"{"id":"https://h.example/a","badge":"https://h.example/b","verify":{"type":"hosted","url":"https://h.example/a"}}"#;
    let world = World::default();
    assert_eq!(
        world.needs(text),
        ["https://h.example/a a hosted assertion", "https://h.example/b the badge of a hosted assertion"]
    );
    let world = world.with("https://h.example/b", r#"{"issuer":"https://h.example/i"}"#);
    assert_eq!(world.needs(text)[2], "https://h.example/i the issuer of a hosted assertion");
    let signed =
        r#"{"badge":"https://h.example/b","verification":{"type":"SignedBadge","creator":"https://h.example/k"}}"#;
    let world = world.with("https://h.example/i", r#"{"revocationList":"https://h.example/r"}"#);
    let expected = [
        "https://h.example/b the badge of a hosted assertion",
        "https://h.example/i the issuer of a hosted assertion",
        "https://h.example/k the key of a signed assertion",
        "https://h.example/r a list of revoked credentials",
    ];
    assert_eq!(world.needs(signed), expected);
}

#[test]
fn what_the_judge_reads_of_an_assertion_is_needed_however_it_is_written() {
    let creators = [r#""https://h.example/k""#, r#"{"id":"https://h.example/k"}"#, r#"["https://h.example/k"]"#];
    for (creator, kind) in creators.into_iter().flat_map(|c| [(c, r#""signed""#), (c, r#"["SignedBadge"]"#)]) {
        let rule = format!(r#""verification":{{"type":{kind},"creator":{creator}}}"#);
        let payload =
            format!(r#"{{"id":"https://h.example/a","badge":{{"issuer":{{"id":"did:web:i.example"}}}},{rule}}}"#);
        let token = format!("{}.{}.AA", to_base64url(br#"{"alg":"EdDSA"}"#), to_base64url(payload.as_bytes()));
        let (key, keys) = (
            "https://h.example/k the key of a signed assertion",
            "https://i.example/.well-known/did.json the keys of did:web:i.example",
        );
        assert_eq!(World::default().needs(&token), [key, keys], "{payload}");
        // Outside of a token nothing is signed: what counts is what its host says.
        let hosted = "https://h.example/a a hosted assertion";
        assert_eq!(World::default().needs(&payload), [hosted, key, keys], "{payload}");
    }
}

#[test]
fn a_status_entry_of_two_types_asks_for_both_lists() {
    let entry = r#"{"type":["BitstringStatusListEntry","1EdTechRevocationList"],"id":"https://r.example/",
        "statusListCredential":"https://s.example/"}"#;
    let text = format!(r#"{{"issuer":"did:key:z6Mkx","credentialSubject":{{}},"credentialStatus":{entry}}}"#);
    let expected = ["https://r.example/ a list of revoked credentials", "https://s.example/ a status list"];
    assert_eq!(World::default().needs(&text), expected);
}

#[test]
fn nobody_can_ask_for_thousands_of_documents() {
    let entry = |n: usize| format!(r#"{{"type":"X","statusListCredential":"https://s.example/{n}"}}"#);
    let entries: Vec<_> = (0..5000).map(entry).collect();
    let text = format!(
        r#"{{"issuer":"did:web:a.example","credentialSubject":{{}},"credentialStatus":[{}]}}"#,
        entries.join(",")
    );
    assert_eq!(World::default().needs(&text).len(), MAX_NEEDS);
}

#[test]
fn what_came_is_looked_at_before_it_is_kept() {
    let need = |what: What| Need { url: "https://a.example/".into(), what, optional: false };
    let keys = need(What::Keys("did:web:a.example".into()));
    assert_eq!(check(&keys, br#"{"id":"did:web:a.example"}"#), Ok(Form::Json));
    let other = check(&keys, br#"{"id":"did:web:b.example"}"#);
    assert_eq!(other, Err("it speaks for did:web:b.example, not for did:web:a.example".into()));
    for text in
        ["", "{", "[]", "<html></html>", r#"{"id":1}"#, r#"{"id":"did:web:a.example","id":"did:web:a.example"}"#]
    {
        assert!(check(&keys, text.as_bytes()).is_err(), "{text}");
    }
    assert!(check(&need(What::StatusList), b"{}").is_err());
    assert_eq!(check(&need(What::StatusList), br#"{"credentialSubject":{}}"#), Ok(Form::Json));
    assert_eq!(check(&need(What::StatusList), b"eyJhIjoxfQ.eyJjcmVkZW50aWFsU3ViamVjdCI6e319.c2ln"), Ok(Form::Jwt));
    assert_eq!(check(&need(What::Key), b"-----BEGIN PUBLIC KEY-----\n"), Ok(Form::Pem));
    assert!(check(&need(What::Profile), b"-----BEGIN PUBLIC KEY-----\n").is_err());
}

#[test]
fn a_token_in_an_envelope_and_a_list_behind_a_byte_order_mark_are_looked_into() {
    let key = SecretKey::from_seed(&[1; 32]);
    let part = |text: &str| to_base64url(text.as_bytes());
    let header = part(r##"{"alg":"EdDSA","kid":"did:web:k.example#1"}"##);
    let token = |payload: &str| {
        let input = format!("{header}.{}", part(payload));
        format!("{input}.{}", to_base64url(&key.sign(input.as_bytes())))
    };
    let jwt = token(
        r#"{"issuer":"did:web:a.example","credentialStatus":{"type":"BitstringStatusListEntry","statusListCredential":"https://s.example/1"}}"#,
    );
    let envelope = format!(
        r#"{{"@context":"https://www.w3.org/ns/credentials/v2","type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,{jwt}"}}"#
    );
    let expected = [
        "https://a.example/.well-known/did.json the keys of did:web:a.example",
        "https://k.example/.well-known/did.json the keys of did:web:k.example",
        "https://s.example/1 a status list",
    ];
    assert_eq!(World::default().needs(&jwt), expected);
    assert_eq!(World::default().needs(&envelope), expected);
    let list = format!("\u{FEFF}{}", token(r#"{"issuer":"did:web:l.example"}"#));
    let found = World::default().with("https://s.example/1", &list).needs(&jwt);
    assert!(
        found.contains(&"https://l.example/.well-known/did.json the keys of did:web:l.example".to_owned()),
        "{found:?}"
    );
}
