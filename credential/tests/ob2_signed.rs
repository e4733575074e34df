//! Signed assertions of Open Badges 2: Intact, and more only when what was signed names an issuer whose key it is shown
//! to be, by a pin or by what the issuer publishes itself.

mod signers;
mod world;

use accolade_credential::{CheckId, Document, Grade, Known, KnownIssuer, Outcome, PinnedKey, Recognition, needs};
use signers::Secret;
use world::{World, code, told};

const I: &str = "https://alder.example/issuer";
const K: &str = "https://alder.example/key";
const B: &str = "https://alder.example/badge";
const L: &str = "https://alder.example/revoked";
const PROFILE: &str = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Issuer","id":"https://alder.example/issuer",
    "name":"Alder Bay","url":"https://alder.example"}"#;

/// An assertion with its badge and issuer inside, as this token signs it.
fn token(secret: &Secret, key: &str, issuer: &str, more: &str) -> String {
    let badge = format!(
        r#"{{"type":"BadgeClass","id":"{B}","name":"Speaking","description":"Speaks.","criteria":{{"narrative":"A talk."}},"issuer":{issuer}}}"#
    );
    assertion(secret, key, &badge, more)
}

fn assertion(secret: &Secret, key: &str, badge: &str, more: &str) -> String {
    let payload = format!(
        r#"{{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"urn:uuid:1","issuedOn":"2026-05-01T00:00:00Z",
        "recipient":{{"type":"email","hashed":true,"identity":"sha256$00"}},"badge":{badge},
        "verification":{{"type":"signed","creator":"{key}"}}{more}}}"#
    );
    secret.jws(&format!(r#"{{"alg":"{}"}}"#, secret.algorithm()), payload.as_bytes())
}

/// The document of a key: `CryptographicKey`.
fn key_document(secret: &Secret, id: &str, owner: &str) -> String {
    use base64::Engine;
    let public = secret.public();
    let der = [&b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"[..], public.ed25519().expect("Ed25519").bytes()];
    let body = base64::engine::general_purpose::STANDARD.encode(der.concat());
    let pem = format!("-----BEGIN PUBLIC KEY-----\\n{body}\\n-----END PUBLIC KEY-----\\n");
    format!(r#"{{"type":"CryptographicKey","id":"{id}","owner":"{owner}","publicKeyPem":"{pem}"}}"#)
}

fn profile(more: &str) -> String {
    PROFILE.replacen("\"name\"", &format!("{more}\"name\""), 1)
}

impl World {
    fn pinning(mut self, id: &str, keys: Vec<PinnedKey>) -> Self {
        let (name, basis) = ("Alder Bay".to_owned(), "listed in issuers/alder.yaml".to_owned());
        self.1.insert(KnownIssuer { id: id.into(), name, basis, own: false, keys });
        self
    }
}

fn ours() -> Secret {
    Secret::ed25519(1)
}

fn theirs() -> Secret {
    Secret::ed25519(2)
}

/// What the issuer publishes: its profile with the address of its key, the key, and an empty list.
fn published_by_issuer(more: &str, revoked: &str) -> World {
    let profile = profile(&format!(r#""publicKey":"{K}",{more}"#));
    let list = format!(r#"{{"type":"RevocationList","id":"{L}","issuer":"{I}","revokedAssertions":[{revoked}]}}"#);
    World::with(&[(I, &profile), (K, &key_document(&ours(), K, I)), (L, &list)])
}

#[test]
fn what_the_issuer_publishes_makes_an_assertion_with_its_badge_inside_verified() {
    let text = token(&ours(), K, PROFILE, "");
    let judgement = published_by_issuer("", "").judge(text.as_bytes());
    assert_eq!(judgement.verdict.grade(), Grade::Verified, "{}", told(&judgement));
    assert_eq!(code(&judgement, CheckId::Issuer), (Outcome::Pass, "issuer-key"));
    assert_eq!(code(&judgement, CheckId::Status), (Outcome::NotApplicable, "no-status"));
    assert_eq!(judgement.recognition, Recognition::Unknown);
    let shown = judgement.verdict.value().expect("what was signed");
    assert_eq!((shown.title(), shown.issuer.name.as_deref()), (Some("Speaking"), Some("Alder Bay")));
    let fetched = "2026-05-03T10:00:00Z".parse().expect("a time");
    assert_eq!(judgement.verdict.verified_as_of(), Some(fetched), "dated by the oldest copy that it rests upon");

    let by_address = token(&ours(), K, &format!("\"{I}\""), "");
    assert_eq!(published_by_issuer("", "").judge(by_address.as_bytes()).verdict.grade(), Grade::Verified);
    let late = token(&ours(), K, PROFILE, r#","expires":"2026-06-01T00:00:00Z""#);
    let judgement = published_by_issuer("", "").judge(late.as_bytes());
    assert_eq!(judgement.verdict.grade(), Grade::Authentic, "{}", told(&judgement));
    assert_eq!(code(&judgement, CheckId::Validity), (Outcome::Fail, "expired"));
}

#[test]
fn the_issuers_list_is_asked_wherever_it_is_named() {
    let list = format!(r#""revocationList":"{L}","#);
    let inside = PROFILE.replacen("\"name\"", &format!("{list}\"name\""), 1);
    for (profile_inside, outside) in [(PROFILE, list.as_str()), (inside.as_str(), ""), (inside.as_str(), list.as_str())]
    {
        let text = token(&ours(), K, profile_inside, "");
        let status = |world: World| {
            let judgement = world.judge(text.as_bytes());
            (judgement.verdict.grade(), code(&judgement, CheckId::Status).1)
        };
        assert_eq!(status(published_by_issuer(outside, "")), (Grade::Verified, "not-listed"));
        assert_eq!(status(published_by_issuer(outside, "\"urn:uuid:1\"")), (Grade::Authentic, "revoked"));
        assert_eq!(status(published_by_issuer(outside, r#"{"id":"urn:uuid:1"}"#)), (Grade::Authentic, "revoked"));
        // By either name, whatever else the entry says.
        let by_uid = r#"{"id":"_:b0","uid":"urn:uuid:1"}"#;
        assert_eq!(status(published_by_issuer(outside, by_uid)), (Grade::Authentic, "revoked"));
        assert_eq!(
            status(published_by_issuer(outside, r#""urn:uuid:2",{"id":"_:b0"}"#)),
            (Grade::Verified, "not-listed")
        );
        assert_eq!(status(published_by_issuer(outside, "7")), (Grade::Authentic, "list-malformed"));
        let mut foreign = published_by_issuer(outside, "");
        let document = |text: &str| Document { bytes: text.as_bytes().into(), retrieved: None };
        foreign.0.insert(L, document(r#"{"issuer":"https://evil.example","revokedAssertions":[]}"#));
        assert_eq!(status(foreign), (Grade::Authentic, "list-other-issuer"));
        let mut broken = published_by_issuer(outside, "");
        broken.0.insert(L, document("{}"));
        assert_eq!(status(broken), (Grade::Authentic, "list-unreadable"));
    }
    // Each of several lists is asked.
    let second = "https://alder.example/revoked-too";
    let several = format!(r#""revocationList":["{L}","{second}"],"#);
    for (entries, expected) in
        [("\"urn:uuid:1\"", (Grade::Authentic, "revoked")), ("", (Grade::Verified, "not-listed"))]
    {
        let mut world = published_by_issuer(&several, "");
        let list = format!(r#"{{"type":"RevocationList","issuer":"{I}","revokedAssertions":[{entries}]}}"#);
        world.0.insert(second, Document { bytes: list.into_bytes().into(), retrieved: None });
        let judgement = world.judge(token(&ours(), K, PROFILE, "").as_bytes());
        assert_eq!((judgement.verdict.grade(), judgement.checks[4].code()), expected, "{}", told(&judgement));
    }
    let judgement = published_by_issuer(&several, "").judge(token(&ours(), K, PROFILE, "").as_bytes());
    assert_eq!(judgement.checks[4].code(), "list-missing");
    // A list at another host than the issuer's clears nothing.
    let other = r#""revocationList":"https://evil.example/revoked","#;
    let mut world = published_by_issuer(other, "");
    let empty = format!(r#"{{"issuer":"{I}","revokedAssertions":[]}}"#);
    world.0.insert("https://evil.example/revoked", Document { bytes: empty.into_bytes().into(), retrieved: None });
    let judgement = world.judge(token(&ours(), K, PROFILE, "").as_bytes());
    assert_eq!((judgement.verdict.grade(), judgement.checks[4].code()), (Grade::Authentic, "list-other-address"));
}

#[test]
fn a_pinned_key_shows_the_issuer_and_its_profile_the_status() {
    for id in [None, Some(K.to_owned())] {
        let pin = || vec![PinnedKey::always(id.clone(), ours().public())];
        let text = token(&ours(), K, PROFILE, "");
        let judgement = World::with(&[]).pinning(I, pin()).judge(text.as_bytes());
        assert_eq!(judgement.verdict.grade(), Grade::Authentic, "{}", told(&judgement));
        assert_eq!(code(&judgement, CheckId::Status), (Outcome::Unknown, "list-missing"));
        assert!(matches!(judgement.recognition, Recognition::Listed { .. }));
        let with_profile = World::with(&[(I, PROFILE)]).pinning(I, pin()).judge(text.as_bytes());
        assert_eq!(with_profile.verdict.grade(), Grade::Verified, "{}", told(&with_profile));

        let stranger = token(&theirs(), K, PROFILE, "");
        let judgement = World::with(&[(I, PROFILE)]).pinning(I, pin()).judge(stranger.as_bytes());
        assert_eq!(judgement.verdict.grade(), Grade::Refused, "{}", told(&judgement));
    }
    let mut late = PinnedKey::always(None, ours().public());
    late.from = Some("2026-05-02T00:00:00Z".parse().expect("a time"));
    let judgement =
        World::with(&[(I, PROFILE)]).pinning(I, vec![late]).judge(token(&ours(), K, PROFILE, "").as_bytes());
    assert_eq!(code(&judgement, CheckId::Issuer), (Outcome::Unknown, "key-undated"));
    let mut stolen = PinnedKey::always(None, ours().public());
    stolen.compromised = Some("2026-05-02T00:00:00Z".parse().expect("a time"));
    let judgement =
        World::with(&[(I, PROFILE)]).pinning(I, vec![stolen]).judge(token(&ours(), K, PROFILE, "").as_bytes());
    assert_eq!(judgement.verdict.grade(), Grade::Authentic, "{}", told(&judgement));
    assert_eq!(code(&judgement, CheckId::Validity), (Outcome::Unknown, "key-compromised"));
}

#[test]
fn a_profile_that_a_stranger_embeds_with_a_key_of_their_own_proves_nothing() {
    let evil = "https://evil.example/key";
    let own_key = profile(&format!(r#""publicKey":"{evil}","#));
    let text = token(&theirs(), evil, &own_key, "");
    // The stranger's key says that it is the issuer's, which anybody can write.
    let key = key_document(&theirs(), evil, I);
    let grade = |documents: &[(&str, &str)], pins: Vec<PinnedKey>| {
        let world = World::with(documents).pinning(I, pins);
        let judgement = world.judge(text.as_bytes());
        assert_eq!(judgement.recognition, Recognition::Unknown);
        (judgement.verdict.grade(), code(&judgement, CheckId::Issuer).1)
    };
    let intact = (Grade::Intact, "issuer-not-resolved");
    let other = (Grade::Refused, "other-key");
    assert_eq!(grade(&[(evil, &key)], vec![]), intact, "nothing is known of the issuer");
    assert_eq!(grade(&[(evil, &key), (I, PROFILE)], vec![]), intact, "its profile names no key");
    let real = profile(&format!(r#""publicKey":["{K}"],"#));
    assert_eq!(grade(&[(evil, &key), (I, &real)], vec![]), other, "its profile names another");
    assert_eq!(grade(&[(evil, &key)], vec![PinnedKey::always(None, ours().public())]), other, "another is pinned");
    // Even a profile that names it does not count with a key from elsewhere, nor one that says to be of another address.
    let named = profile(&format!(r#""publicKey":"{evil}","#));
    assert_eq!(grade(&[(evil, &key), (I, &named)], vec![]), intact, "a key on another host");
    let elsewhere = named.replace(r#""id":"https://alder.example/issuer""#, r#""id":"https://evil.example/i""#);
    assert_eq!(grade(&[(evil, &key), (I, &elsewhere)], vec![]), intact);
    let owned = key_document(&theirs(), evil, "https://evil.example/i");
    assert_eq!(grade(&[(evil, &owned), (I, PROFILE)], vec![]), other, "a key of somebody else");
}

#[test]
fn a_key_at_the_issuers_own_host_counts_only_when_both_name_each_other() {
    let text = token(&theirs(), "https://alder.example/~eve/key", PROFILE, "");
    let key = key_document(&theirs(), "https://alder.example/~eve/key", I);
    let listed = profile(r#""publicKey":"https://alder.example/~eve/key","#);
    let judged = |profile: &str, key: &str| {
        World::with(&[(I, profile), ("https://alder.example/~eve/key", key)]).judge(text.as_bytes()).verdict.grade()
    };
    assert_eq!(judged(&listed, &key), Grade::Verified);
    assert_eq!(judged(&profile(&format!(r#""publicKey":"{K}","#)), &key), Grade::Refused);
    assert_eq!(judged(PROFILE, &key), Grade::Intact);
    assert_eq!(judged(&listed, &key.replace(&format!(r#","owner":"{I}""#), "")), Grade::Intact);
    assert_eq!(judged(&listed, &key.replace("\"id\":\"https://alder.example/~eve/key\",", "")), Grade::Intact);
    let plain = text.clone();
    let web = World::with(&[(I, &listed)]).pinning("http://alder.example/issuer", vec![]);
    assert_eq!(web.judge(plain.as_bytes()).verdict.grade(), Grade::Refused, "without the key nothing can be said");
}

#[test]
fn an_issuer_without_https_is_shown_by_a_pin_alone() {
    let insecure = |text: &str| text.replace("https://alder", "http://alder");
    let text = token(&ours(), &insecure(K), &insecure(PROFILE), "");
    let profile = insecure(&profile(&format!(r#""publicKey":"{K}","#)));
    let key = insecure(&key_document(&ours(), K, I));
    let documents = [(insecure(I), profile), (insecure(K), key)];
    let documents: Vec<(&str, &str)> = documents.iter().map(|(url, text)| (url.as_str(), text.as_str())).collect();
    assert_eq!(World::with(&documents).judge(text.as_bytes()).verdict.grade(), Grade::Intact);
    let pinned = World::with(&documents).pinning(&insecure(I), vec![PinnedKey::always(None, ours().public())]);
    let judgement = pinned.judge(text.as_bytes());
    assert_eq!(judgement.verdict.grade(), Grade::Authentic, "{}", told(&judgement));
}

#[test]
fn an_assertion_that_names_its_badge_by_address_stays_intact() {
    let text = assertion(&ours(), K, &format!("\"{B}\""), "");
    let mut world = published_by_issuer("", "").pinning(I, vec![PinnedKey::always(None, ours().public())]);
    let badge = format!(
        r#"{{"type":"BadgeClass","id":"{B}","name":"Speaking","description":"x","criteria":{{"narrative":"x"}},"issuer":"{I}"}}"#
    );
    world.0.insert(B, Document { bytes: badge.into_bytes().into(), retrieved: None });
    let judgement = world.judge(text.as_bytes());
    assert_eq!(judgement.verdict.grade(), Grade::Intact, "{}", told(&judgement));
    assert!(judgement.checks[2].note().contains("the address of its badge"), "{}", told(&judgement));
}

#[test]
fn what_an_update_fetches_is_what_the_verdict_rests_on() {
    let text = token(&ours(), K, PROFILE, "");
    let asked = |world: &World| {
        let as_of = "2026-11-23T00:00:00Z".parse().expect("a time");
        let known = Known { as_of, documents: &world.0, issuers: &world.1 };
        needs::needs(text.as_bytes(), &known).into_iter().map(|need| (need.url, need.optional)).collect::<Vec<_>>()
    };
    assert_eq!(asked(&World::with(&[])), [(I.to_owned(), false), (K.to_owned(), false)]);
    let list = format!(r#""revocationList":"{L}","#);
    let given = published_by_issuer(&list, "");
    assert_eq!(asked(&given), [(I.to_owned(), false), (K.to_owned(), false), (L.to_owned(), false)]);
}
