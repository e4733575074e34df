//! Credentials signed, written or named in ways that are not checked here: refused or Intact, each told by its name with a
//! plain word on what it is, and never as a forgery.

mod own;
mod signers;

use accolade_credential::{Grade, Issuers, Judgement, Known, KnownIssuer, Outcome, PinnedKey, Signature, judge};
use own::{BOTH, at, documents, parse, signed, told, unsigned};
use signers::Secret;

fn judged(bytes: &[u8]) -> Judgement {
    let (documents, issuers) = (documents(), Issuers::default());
    judge(bytes, &Known { as_of: at("2026-07-01T00:00:00Z"), documents: &documents, issuers: &issuers })
}

/// Nothing in it may read as if somebody had altered it.
#[track_caller]
fn no_blame(judgement: &Judgement) {
    assert!(judgement.checks.iter().all(|c| c.outcome() != Outcome::Fail), "{}", told(judgement));
    assert!(judgement.checks.iter().any(|c| c.note().contains("says nothing against it")), "{}", told(judgement));
}

#[test]
fn a_suite_that_is_not_supported_is_named_and_explained() {
    let good = signed(unsigned(), &BOTH[..1]).to_text();
    let suite = good.split("\"cryptosuite\":\"").nth(1).and_then(|s| s.split('"').next()).expect("a suite").to_owned();
    for (name, words) in [
        ("bbs-2023", "a holder can show parts"),
        ("ecdsa-sd-2023", "a holder can show parts"),
        ("merkle-proof-2019", "Blockcerts"),
        ("never-heard-of", "a kind that is not known here"),
    ] {
        let j = judged(good.replace(&suite, name).as_bytes());
        assert_eq!((j.verdict.grade(), j.signature), (Grade::Refused, Signature::Unsupported), "{}", told(&j));
        let note = j.checks[1].note();
        assert!(note.contains(name) && note.contains(words), "{note}");
        no_blame(&j);
    }
    for (name, words) in [
        ("MerkleProof2019", "Blockcerts"),
        ("JsonWebSignature2020", "became no standard"),
        ("EcdsaSecp256k1Signature2019", "secp256k1"),
        ("RsaSignature2018", "RSA"),
        ("Ed25519Signature2018", "Ed25519Signature2020"),
        ("BbsBlsSignature2020", "BBS"),
    ] {
        let j = judged(good.replace("DataIntegrityProof", name).as_bytes());
        assert_eq!((j.verdict.grade(), j.signature), (Grade::Refused, Signature::Unsupported), "{}", told(&j));
        let note = j.checks[1].note();
        assert!(note.contains(name) && note.contains(words), "{note}");
        no_blame(&j);
    }
}

#[test]
fn a_token_by_another_algorithm_is_explained() {
    for (algorithm, words) in [("ES256K", "secp256k1"), ("PS256", "PSS"), ("ES512", "P-521")] {
        let secret = Secret::ed25519(1);
        let header = format!(r#"{{"alg":"{algorithm}","kid":"{}"}}"#, secret.did_key_method());
        let payload = format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{}","credentialSubject":{{"id":"did:example:maya"}}}}"#,
            secret.public().did_key()
        );
        let j = judged(secret.jws(&header, payload.as_bytes()).as_bytes());
        assert_eq!((j.verdict.grade(), j.signature), (Grade::Refused, Signature::Unsupported), "{}", told(&j));
        assert!(j.checks[1].note().contains(words), "{}", told(&j));
        no_blame(&j);
    }
}

#[test]
fn a_form_that_is_not_read_is_named_and_explained() {
    let blockcerts2 = r#"{"@context":["https://w3id.org/openbadges/v2","https://w3id.org/blockcerts/v2"],"type":"Assertion",
        "id":"urn:uuid:1","badge":{"type":"BadgeClass","name":"B","issuer":{"name":"I"}},"recipient":{"type":"email","identity":"x","hashed":true},
        "issuedOn":"2017-06-29T14:58:57Z","verification":{"type":["MerkleProofVerification2017","Extension"]},
        "signature":{"type":["MerkleProof2017","Extension"],"merkleRoot":"00","anchors":[{"type":"BTCOpReturn"}]}}"#;
    let blockcerts1 = r#"{"@context":"https://w3id.org/blockcerts/v1","type":"BlockchainCertificate","document":{"assertion":{}},
        "receipt":{"type":"ChainpointSHA256v2","merkleRoot":"00","anchors":[]}}"#;
    let blockcerts3 = r#"{"@context":["https://www.w3.org/2018/credentials/v1","https://w3id.org/blockcerts/v3"],
        "type":["VerifiableCredential","BlockcertsCredential"],"issuer":"https://a.example/i","issuanceDate":"2022-01-01T00:00:00Z",
        "credentialSubject":{"id":"urn:x"},"proof":{"type":"MerkleProof2019","proofPurpose":"assertionMethod","proofValue":"z1","verificationMethod":"did:ion:x#k"}}"#;
    let envelope = |media: &str| {
        format!(
            r#"{{"@context":"https://www.w3.org/ns/credentials/v2","type":"EnvelopedVerifiableCredential","id":"data:application/{media}"}}"#
        )
    };
    let (sd, cose) = (envelope("vc+sd-jwt,eyJhbGciOiJFUzI1NiJ9.e30.AA~x~"), envelope("vc+cose;base64,0oRDoQEmoA"));
    for (bytes, words) in [
        (blockcerts1.as_bytes(), "Blockcerts certificate of version 1"),
        (blockcerts2.as_bytes(), "Blockcerts certificate of version 2"),
        (blockcerts3.as_bytes(), "Blockcerts"),
        (sd.as_bytes(), "SD-JWT"),
        (cose.as_bytes(), "COSE"),
        (b"eyJhbGciOiJFZERTQSJ9.e30.AA~disclosure~", "shows some parts"),
        (b"0oRDoQEmoA", "COSE"),
        (b"2D3ShEOhASag", "CWT"),
        (b"\xD2\x84\x43\xA1\x01\x26\xA0", "COSE"),
        (b"\xD8\x3D\xD2\x84\x43\xA1\x01\x26\xA0", "COSE"),
        (b"\xA2\x6AnameSpaces\xA0", "mdoc"),
        (br#"{"payload":"e30","signatures":[{"protected":"e30","signature":"AA"}]}"#, "only the compact one"),
    ] {
        let j = judged(bytes);
        assert_eq!(j.verdict.grade(), Grade::Refused, "{}", told(&j));
        assert_eq!(j.checks[0].code(), "unsupported-format", "{}", told(&j));
        assert!(j.checks[0].note().contains(words), "{}", told(&j));
        no_blame(&j);
    }
}

#[test]
fn an_identifier_that_is_not_looked_up_is_explained() {
    let secret = Secret::ed25519(2);
    for (did, words) in [
        ("did:ethr:0xb9c5714089478a327f09197987f16f9e5d936e8a", "Ethereum"),
        ("did:ion:EiClkZMDxPKqC9c", "Bitcoin"),
        ("did:velocity:0x1", "Velocity"),
        ("did:ebsi:zvHWX359A3CvfJnCYaAiAde", "European"),
        ("did:polygonid:polygon:main:2q", "Polygon"),
        ("did:cheqd:mainnet:zF7rhDBfUt9d1gJPjx7s1J", "cheqd"),
        ("did:sov:WRfXPg8dantKVubE3HX8pw", "Indy"),
        ("did:indy:sovrin:WRfXPg8dantKVubE3HX8pw", "Indy"),
        ("did:never:x", "did:never identifiers"),
    ] {
        let payload = |issuer: &str| {
            format!(
                r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{issuer}","credentialSubject":{{"id":"did:example:maya"}}}}"#
            )
        };
        let shown = format!(r#"{{"alg":"EdDSA","kid":"{}"}}"#, secret.did_key_method());
        let j = judged(secret.jws(&shown, payload(did).as_bytes()).as_bytes());
        assert_eq!((j.verdict.grade(), j.checks[2].code()), (Grade::Intact, "did-unsupported"), "{}", told(&j));
        assert!(j.checks[2].note().contains(words), "{}", told(&j));
        no_blame(&j);
        let named = format!(r#"{{"alg":"EdDSA","kid":"{did}#key-1"}}"#);
        let j = judged(secret.jws(&named, payload(did).as_bytes()).as_bytes());
        assert_eq!((j.verdict.grade(), j.checks[1].code()), (Grade::Refused, "did-unsupported"), "{}", told(&j));
        assert!(j.checks[1].note().contains(words), "{}", told(&j));
        no_blame(&j);
        // A key that is pinned for it shows the issuer all the same.
        let mut issuers = Issuers::default();
        let keys = vec![PinnedKey::always(None, secret.public())];
        issuers.insert(KnownIssuer { id: did.into(), name: "A".into(), basis: "listed".into(), own: false, keys });
        let known = Known { as_of: at("2026-07-01T00:00:00Z"), documents: &documents(), issuers: &issuers };
        for header in [&shown, &named] {
            let j = judge(secret.jws(header, payload(did).as_bytes()).as_bytes(), &known);
            assert_eq!((j.verdict.grade(), j.checks[2].code()), (Grade::Verified, "issuer-key"), "{}", told(&j));
            let other = Secret::ed25519(3).jws(header, payload(did).as_bytes());
            assert_eq!(judge(other.as_bytes(), &known).verdict.grade(), Grade::Refused);
        }
    }
}

#[test]
fn a_mark_of_another_form_lets_nothing_pass() {
    // Whatever is added to a good one: it is judged as it is, or refused.
    let good = signed(unsigned(), &BOTH).to_text();
    assert_eq!(judged(good.as_bytes()).verdict.grade(), Grade::Verified);
    for added in [
        r#""receipt":{"type":"ChainpointSHA256v2"}"#,
        r#""signature":{"type":["MerkleProof2017"]}"#,
        r#""payload":"e30","signature":"AA""#,
        r#""document":{}"#,
    ] {
        let j = judged(parse(&good.replacen('{', &format!("{{{added},"), 1)).to_text().as_bytes());
        assert_eq!(j.verdict.grade(), Grade::Refused, "{added}");
    }
    let altered = good.replace("Maya Lindqvist", "Mia Lindqvist");
    assert_eq!(judged(altered.as_bytes()).checks[1].code(), "signature-bad");
}
