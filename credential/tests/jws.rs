//! Credentials as compact JWS: the W3C's vectors, every kind of key, and the attacks on the format by name.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]
#[path = "jws/claims.rs"]
mod claims;
mod own;
mod signers;
mod vectors;

use accolade_credential::key::AnyKey;
use accolade_credential::{
    Document, Documents, Grade, Issuers, Judgement, Known, KnownIssuer, PinnedKey, Signature, json, judge,
};
use own::{codes, told};
use signers::{Secret, base64url};

fn judged(text: &str, documents: &Documents, issuers: &Issuers) -> Judgement {
    judge(text.as_bytes(), &Known { as_of: own::at("2026-07-01T00:00:00Z"), documents, issuers })
}

fn alone(text: &str) -> Judgement {
    judged(text, &Documents::default(), &Issuers::default())
}

fn pins(id: &str, key: AnyKey, name: Option<&str>) -> Issuers {
    let mut issuers = Issuers::default();
    let keys = vec![PinnedKey::always(name.map(str::to_owned), key)];
    issuers.insert(KnownIssuer { id: id.into(), name: "Alder Bay".into(), basis: "listed".into(), own: false, keys });
    issuers
}

/// The payload of a credential of version 2.0 by `issuer`, with further members.
fn payload(issuer: &str, more: &str) -> String {
    format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"id":"urn:uuid:1","issuer":"{issuer}","validFrom":"2026-05-12T09:00:00Z","credentialSubject":{{"id":"did:example:maya"}}{more}}}"#
    )
}

fn header(secret: &Secret, kid: &str) -> String {
    format!(r#"{{"alg":"{}","kid":"{kid}","typ":"vc+jwt"}}"#, secret.algorithm())
}

/// A JWS by a did:key issuer, with further header members and claims.
fn by_itself(secret: &Secret, claims: &str) -> String {
    secret.jws(&header(secret, &secret.did_key_method()), payload(&secret.public().did_key(), claims).as_bytes())
}

#[test]
fn the_w3c_vectors_come_out_as_their_index_says() {
    let Some(folder) = vectors::folder() else { return };
    let mut issuers = Issuers::default();
    let mut keys = Vec::new();
    for name in ["ed25519", "p256", "p384"] {
        let text = std::fs::read(folder.join(format!("resolve/w3c-jose/vm-{name}.json"))).expect("a key");
        let method = json::parse(&text).expect("JSON");
        let id = method.get("id").and_then(|i| i.as_str()).map(str::to_owned);
        keys.push(PinnedKey::always(id, AnyKey::from_jwk(method.get("publicKeyJwk").expect("a JWK")).expect("a key")));
    }
    let id = "https://example.issuer/vc-jose-cose".to_owned();
    issuers.insert(KnownIssuer { id, name: "Example".into(), basis: "listed".into(), own: false, keys });
    let mut seen = 0;
    for line in std::fs::read_to_string(folder.join("credentials/index.jsonl")).expect("the index").lines() {
        let row = json::parse(line.as_bytes()).expect("a row");
        let text = |name: &str| row.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        if !text("file").starts_with("w3c-jose/") {
            continue;
        }
        seen += 1;
        let bytes = std::fs::read(folder.join("credentials").join(text("file"))).expect("a credential");
        let known =
            Known { as_of: own::at("2026-11-23T00:00:00Z"), documents: &Documents::default(), issuers: &issuers };
        let j = judge(&bytes, &known);
        let (grade, signature) = (j.verdict.grade(), j.signature);
        match text("expect").as_str() {
            "valid" => assert_eq!((grade, signature), (Grade::Verified, Signature::Good), "{line} {}", told(&j)),
            "unsupported" => {
                assert_eq!((grade, signature), (Grade::Refused, Signature::Unsupported), "{line} {}", told(&j));
            }
            _ => assert_eq!(grade, Grade::Refused, "{line} {}", told(&j)),
        }
        let code = match text("reason").split(' ').nth(1) {
            Some("12") => Some((1, "signature-bad")),
            Some("13") => Some((1, "jws-type")),
            Some("15") => Some((0, "jwt-claims")),
            Some("9") => Some((1, "unsupported-suite")),
            _ => None,
        };
        if let Some((at, code)) = code {
            assert_eq!(codes(&j)[at], code, "{line} {}", told(&j));
        }
    }
    assert!(seen >= 9, "{seen}");
}

#[test]
fn every_kind_of_key_verifies_its_issuers_credentials() {
    for secret in Secret::all() {
        let j = alone(&by_itself(&secret, ""));
        assert_eq!(j.verdict.grade(), Grade::Verified, "{} {}", secret.algorithm(), told(&j));
        assert_eq!(j.proofs[0].suite, format!("JWS {}", secret.algorithm()));
        // did:jwk, with and without its fragment, and no kid at all.
        let did = format!("did:jwk:{}", base64url(secret.public().to_jwk().to_text().as_bytes()));
        for kid in [did.clone(), format!("{did}#0"), "#0".into()] {
            let j = alone(&secret.jws(&header(&secret, &kid), payload(&did, "").as_bytes()));
            assert_eq!(j.verdict.grade(), Grade::Verified, "{kid} {}", told(&j));
        }
        let bare = format!(r#"{{"alg":"{}"}}"#, secret.algorithm());
        let j = alone(&secret.jws(&bare, payload(&did, "").as_bytes()));
        assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
        // An https issuer: a document, a pin; a relative name, a thumbprint, an address.
        let web = "https://alderbay.example/issuer";
        let public = secret.public();
        let text = format!(
            r##"{{"id":"{web}","assertionMethod":[{{"id":"#k1","type":"JsonWebKey","controller":"{web}","publicKeyJwk":{}}}]}}"##,
            public.to_jwk().to_text()
        );
        let mut documents = Documents::default();
        documents.insert(web, Document { bytes: text.into_bytes().into(), retrieved: None });
        for kid in ["#k1".to_owned(), "k1".into(), format!("{web}#k1"), public.thumbprint()] {
            let jws = secret.jws(&header(&secret, &kid), payload(web, "").as_bytes());
            let j = judged(&jws, &documents, &Issuers::default());
            assert_eq!(j.verdict.grade(), Grade::Verified, "{kid} {}", told(&j));
            let j = judged(&jws, &Documents::default(), &pins(web, public.clone(), Some(&format!("{web}#k1"))));
            assert_eq!(j.verdict.grade(), Grade::Verified, "{kid} {}", told(&j));
            assert_eq!(alone(&jws).verdict.grade(), Grade::Refused, "{kid}");
        }
    }
}

#[test]
fn a_token_that_names_no_key_is_by_any_of_those_that_are_pinned() {
    let (first, second) = (Secret::p256(1), Secret::p256(2));
    for id in ["did:web:alderbay.example", "https://alderbay.example", "did:ethr:0xb9c5"] {
        let mut known = pins(id, first.public(), Some(&format!("{id}#a")));
        let mut entry = known.get(id).expect("there").clone();
        entry.keys.push(PinnedKey::always(Some(format!("{id}#b")), second.public()));
        known.insert(entry);
        for secret in [&first, &second] {
            for header in [r#"{"alg":"ES256"}"#.to_owned(), header(secret, id)] {
                let j = judged(&secret.jws(&header, payload(id, "").as_bytes()), &Documents::default(), &known);
                assert_eq!(j.verdict.grade(), Grade::Verified, "{id} {header} {}", told(&j));
            }
        }
        let other = Secret::p256(3);
        let j = judged(&other.jws(r#"{"alg":"ES256"}"#, payload(id, "").as_bytes()), &Documents::default(), &known);
        assert_eq!(j.verdict.grade(), Grade::Refused, "{id} {}", told(&j));
    }
}

#[test]
fn a_key_from_the_header_is_intact_unless_it_is_known_otherwise() {
    let (mine, attacker) = (Secret::rsa(), Secret::p256(7));
    let web = "https://alderbay.example";
    let by = |secret: &Secret| {
        let jwk = secret.public().to_jwk().to_text();
        let header = format!(r#"{{"alg":"{}","typ":"JWT","jwk":{jwk}}}"#, secret.algorithm());
        secret.jws(&header, payload(web, "").as_bytes())
    };
    for secret in [&mine, &attacker] {
        let j = alone(&by(secret));
        assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Intact, "issuer-not-resolved"), "{}", told(&j));
    }
    let known = pins(web, mine.public(), None);
    assert_eq!(judged(&by(&mine), &Documents::default(), &known).verdict.grade(), Grade::Verified);
    let j = judged(&by(&attacker), &Documents::default(), &known);
    assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Refused, "other-key"), "{}", told(&j));
    // A secret key in the header.
    let header = r#"{"alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}}"#;
    let j = alone(&attacker.jws(header, payload(web, "").as_bytes()));
    assert_eq!(j.verdict.grade(), Grade::Refused, "{}", told(&j));
}

#[test]
fn the_kid_of_another_issuer_proves_nothing_for_this_one() {
    let (mine, other) = (Secret::p256(1), Secret::p256(2));
    let jws = other.jws(&header(&other, &other.did_key_method()), payload(&mine.public().did_key(), "").as_bytes());
    let j = alone(&jws);
    assert_eq!((j.verdict.grade(), codes(&j)[2]), (Grade::Refused, "other-key"), "{}", told(&j));
    let jws = other.jws(&header(&other, &mine.did_key_method()), payload(&mine.public().did_key(), "").as_bytes());
    assert_eq!(codes(&alone(&jws))[1], "signature-bad");
}

#[test]
fn headers_that_attack_are_refused_by_name() {
    let secret = Secret::ed25519(1);
    let payload = payload(&secret.public().did_key(), "");
    let kid = secret.did_key_method();
    let with = |members: &str| secret.jws(&format!(r#"{{"kid":"{kid}",{members}}}"#), payload.as_bytes());
    assert_eq!(alone(&with(r#""alg":"EdDSA""#)).verdict.grade(), Grade::Verified);
    assert_eq!(alone(&with(r#""alg":"EdDSA","typ":"application/VC+JWT","cty":"vc""#)).verdict.grade(), Grade::Verified);
    for (members, code) in [
        (r#""alg":"none""#, "alg-none"),
        (r#""alg":"None""#, "alg-none"),
        (r#""alg":"nOnE""#, "alg-none"),
        (r#""alg":"HS256""#, "alg-symmetric"),
        (r#""alg":"hs512""#, "alg-symmetric"),
        (r#""alg":"ES256""#, "key-kind"),
        (r#""alg":"RS256""#, "key-kind"),
        (r#""alg":"PS256""#, "unsupported-suite"),
        (r#""alg":"eddsa""#, "unsupported-suite"),
        (r#""alg":"é""#, "unsupported-suite"),
        (r#""alg":5"#, "unsupported-suite"),
        (r#""typ":"vc+jwt""#, "unsupported-suite"),
        (r#""alg":"EdDSA","crit":["exp"],"exp":1"#, "jws-header"),
        (r#""alg":"EdDSA","crit":[]"#, "jws-header"),
        (r#""alg":"EdDSA","b64":false"#, "jws-header"),
        (r#""alg":"EdDSA","jku":"https://evil.example""#, "jws-header"),
        (r#""alg":"EdDSA","x5u":"https://evil.example""#, "jws-header"),
        (r#""alg":"EdDSA","x5c":[],"x5u":"https://evil.example""#, "jws-header"),
        (r#""alg":"EdDSA","zip":"DEF""#, "jws-header"),
        (r#""alg":"EdDSA","typ":"vp+jwt""#, "jws-type"),
        (r#""alg":"EdDSA","typ":5"#, "jws-type"),
        (r#""alg":"EdDSA","cty":"JWT""#, "jws-type"),
    ] {
        let j = alone(&with(members));
        assert_eq!((j.verdict.grade(), codes(&j)[1]), (Grade::Refused, code), "{members} {}", told(&j));
    }
    // Certificates beside the name of the key are passed over; alone they name a key that nobody vouches for.
    assert_eq!(alone(&with(r#""alg":"EdDSA","x5c":["MIIB"]"#)).verdict.grade(), Grade::Verified);
    let j = alone(&secret.jws(r#"{"alg":"EdDSA","x5c":["MIIB"]}"#, payload.as_bytes()));
    assert_eq!((j.verdict.grade(), codes(&j)[1]), (Grade::Refused, "jws-header"), "{}", told(&j));
    // `none` with no signature, and HS256 with the public key for a secret, whose signature would be anything.
    let input = format!("{}.{}", base64url(br#"{"alg":"none"}"#), base64url(payload.as_bytes()));
    assert_eq!(codes(&alone(&format!("{input}.")))[1], "alg-none");
}

#[test]
fn text_that_is_no_strict_jws_is_refused() {
    let secret = Secret::ed25519(1);
    let good = by_itself(&secret, "");
    let parts: Vec<&str> = good.split('.').collect();
    let (h, p, s) = (parts[0], parts[1], parts[2]);
    let kid = secret.did_key_method();
    let padded = |t: &str| format!("{t}=");
    let odd = [
        format!("{h}.{p}"),
        format!("{h}.{p}.{s}.x"),
        format!("{h}.{p}.{s}.x.y"),
        format!("{h}.{p}."),
        format!("{h}..{s}"),
        format!("{h}.{p}.{}", padded(s)),
        format!("{h}.{}.{s}", padded(p)),
        format!("{h}.{p}.{s} x"),
        format!("{h}.{p}\n.{s}"),
        format!("{h} .{p}.{s}"),
        format!("{good}~"),
        format!("{good}~disclosure~"),
        secret.jws(&format!(r#"{{"alg":"EdDSA","alg":"EdDSA","kid":"{kid}"}}"#), b"{}"),
        secret.jws(r#"["alg"]"#, b"{}"),
        secret.jws("\"x\"", b"{}"),
        secret.jws(&header(&secret, &kid), b"[]"),
        secret.jws(&header(&secret, &kid), b"not json"),
        secret.jws(&header(&secret, &kid), good.as_bytes()),
        secret.jws(&header(&secret, &kid), &[0xff, 0xfe]),
        secret.jws(&format!(r#"{{"alg":"EdDSA","kid":"{kid}","x":"{}"}}"#, "a".repeat(10_000_000)), b"{}"),
        "ey".into(),
        "ey..".into(),
        "eyé.é.é".into(),
    ];
    for text in odd {
        let j = alone(&text);
        assert_eq!(j.verdict.grade(), Grade::Refused, "{} {}", text.chars().take(200).collect::<String>(), told(&j));
    }
    assert_eq!(codes(&alone(&format!("{h}.{p}")))[0], "malformed-jws");
    assert_eq!(codes(&alone(&format!("{good}~")))[0], "unsupported-format");
    // Blanks around it are the file's, not the JWS's.
    assert_eq!(alone(&format!(" {good}\n")).verdict.grade(), Grade::Verified);
    // Loose bits at the end of the signature: another spelling of the same bytes.
    let last = good.chars().last().expect("a character");
    let table = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let at = table.find(last).expect("base64url");
    let twin = format!("{}{}", &good[..good.len() - 1], &table[at + 1..at + 2]);
    assert_eq!(alone(&twin).verdict.grade(), Grade::Refused);
    // Every byte of the signed input counts.
    for at in (0..h.len() + p.len()).step_by(37) {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let j = alone(&String::from_utf8(bytes).expect("ASCII"));
        assert_eq!(j.verdict.grade(), Grade::Refused, "byte {at} {}", told(&j));
    }
}
