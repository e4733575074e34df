//! Keys of every kind verify what they signed, and nothing else; the ECDSA suites of Data Integrity.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod own;
mod signers;
mod vectors;

use accolade_credential::key::KeyError;
use accolade_credential::{Documents, Grade, Issuers, Json, Judgement, Known, Signature, judge};
use own::{codes, told};
use sha2::{Sha256, Sha384};
use signers::{Secret, ecdsa, rsa_key};

#[test]
fn each_kind_verifies_its_own_signatures_and_no_others() {
    let message = b"what was signed";
    let all = Secret::all();
    for (at, secret) in all.iter().enumerate() {
        let signature = secret.sign(message);
        for (other, key) in all.iter().map(Secret::public).enumerate() {
            assert_eq!(key.verifies(message, &signature), at == other, "{} by {}", secret.algorithm(), key.kind());
        }
        let key = secret.public();
        assert!(!key.verifies(b"what was not", &signature));
        for at in [0, signature.len() / 2, signature.len() - 1] {
            let mut changed = signature.clone();
            changed[at] ^= 1;
            assert!(!key.verifies(message, &changed), "{} with byte {at} changed", key.kind());
        }
        for length in [0, 1, signature.len() - 1] {
            assert!(!key.verifies(message, &signature[..length]), "{} with {length} bytes", key.kind());
        }
        for more in [[&signature[..], &[0]].concat(), [&[0], &signature[..]].concat(), vec![0; signature.len()]] {
            assert!(!key.verifies(message, &more), "{}", key.kind());
        }
    }
    for (a, b) in [(Secret::p256(1), Secret::p256(2)), (Secret::p384(1), Secret::p384(2))] {
        assert!(!b.public().verifies(message, &a.sign(message)));
        assert_ne!(a.public(), b.public());
    }
}

#[test]
fn an_rsa_signature_is_padded_in_one_way_and_stands_below_the_modulus() {
    let secret = Secret::rsa();
    let (key, message) = (secret.public(), b"message");
    let Secret::Rsa(private) = &secret else { panic!("RSA") };
    // Another hash, and no hash name at all: right length, right key.
    let sha384 = rsa::pkcs1v15::SigningKey::<Sha384>::new((**private).clone());
    let plain = rsa::pkcs1v15::SigningKey::<Sha256>::new_unprefixed((**private).clone());
    use rsa::signature::{SignatureEncoding as _, Signer as _};
    assert!(key.verifies(message, &secret.sign(message)));
    assert!(!key.verifies(message, &sha384.sign(message).to_vec()));
    assert!(!key.verifies(message, &plain.sign(message).to_vec()));
    // The same number plus the modulus, where it still fits.
    use rsa::traits::PublicKeyParts as _;
    let number = rsa::BoxedUint::from_be_slice_vartime(&secret.sign(message));
    let more = number.wrapping_add(private.n().as_ref());
    assert!(!key.verifies(message, &more.to_be_bytes()[..]));
    // A signature that is its own message: exponent one would take it, and is refused as a key.
    assert!(!key.verifies(message, &[&[0, 1][..], &[0xff; 254]].concat()));
}

#[test]
fn an_rsa_key_of_1024_bits_is_no_key() {
    let weak = rsa_key(64, [122, 236], 65_537);
    use rsa::traits::PublicKeyParts as _;
    let n = weak.n().as_ref().to_be_bytes();
    let read = accolade_credential::key::RsaKey::from_parts(&n, &[1, 0, 1]);
    assert_eq!(read.err(), Some(KeyError::Weak));
}

/// vc-di-ecdsa 1.0, appendix "Test Vectors": the key's text, the suite, and the proof value. The document is that of the
/// EdDSA vectors.
const W3C: [(&str, &str, &str); 4] = [
    (
        "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
        "ecdsa-rdfc-2019",
        "zaHXrr7AQdydBk3ahpCDpWbxfLokDqmCToYm2dyWvpcFVyWooC2he63w1f7UNQoAMKdhaRtcnaE2KTo5o5vTCcfw",
    ),
    (
        "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ",
        "ecdsa-rdfc-2019",
        "z967Mvv5bxtmLNqTzPZ8KmJjFmFXaAKeQNzq7GWnQkMcLtaGSSmuozE5WtJ8PipMe178B1tE28K1vsJur9bGVJhz6jgSJsRHFSQeqgH8hhjcg8gZDFJC1b9FsR5ggNmDBqHv",
    ),
    (
        "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
        "ecdsa-jcs-2019",
        "z48fSpWLud2PXMmBjRnacU3oE4WMHX4J1hx7qjc2K31x1aoVfLPCcpEincvjUg8ptbDnrYgcytmSj51Uj2Ap3a7WB",
    ),
    (
        "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ",
        "ecdsa-jcs-2019",
        "zasuhHXVzmepTMgSuyWvCCY3gYbLpANXDYWSuemx7WjopwRr6DDN532dKSMoxqNeQm7BWZxqyurFLSPBDmzaHe57k7JgGRaNtJhjfYjgww19nPWdP7dYqqf1X1LvNEcZJP75",
    ),
];

fn judged_alone(text: &str) -> Judgement {
    let (documents, issuers) = (Documents::default(), Issuers::default());
    let known = Known { as_of: own::at("2026-07-01T00:00:00Z"), documents: &documents, issuers: &issuers };
    judge(text.as_bytes(), &known)
}

#[test]
fn the_ecdsa_vectors_of_the_w3c_hold_and_nothing_near_them_does() {
    let Some(folder) = vectors::folder() else { return };
    let at = folder.join("w3c-eddsa/eddsa-rdfc-2022/signedDataInt.json");
    let text = std::fs::read_to_string(at).expect("the document");
    let Json::Object(mut document) = own::parse(&text) else { panic!("an object") };
    let contexts = document.get("@context").expect("contexts").to_text();
    for (key, suite, value) in W3C {
        let context = if suite.contains("jcs") { format!(",\"@context\":{contexts}") } else { String::new() };
        let proof = format!(
            r#"{{"type":"DataIntegrityProof","cryptosuite":"{suite}","created":"2023-02-24T23:36:38Z","verificationMethod":"did:key:{key}#{key}","proofPurpose":"assertionMethod"{context},"proofValue":"{value}"}}"#
        );
        document.insert("proof", own::parse(&proof));
        let signed = Json::Object(document.clone()).to_text();
        let j = judged_alone(&signed);
        assert_eq!((j.verdict.grade(), j.signature), (Grade::Intact, Signature::Good), "{}", told(&j));
        let other = if suite.contains("rdfc") { suite.replace("rdfc", "jcs") } else { suite.replace("jcs", "rdfc") };
        for (from, to) in [
            ("The School of Examples", "The School of Example"),
            ("2023-02-24T23:36:38Z", "2023-02-24T23:36:39Z"),
            ("2023-01-01", "2023-01-02"),
            (suite, &other),
        ] {
            let changed = signed.replace(from, to);
            assert_ne!(changed, signed);
            let j = judged_alone(&changed);
            assert_eq!((j.verdict.grade(), j.signature), (Grade::Refused, Signature::Bad), "{from} {}", told(&j));
        }
        let eddsa = signed.replace("ecdsa-rdfc-2019", "eddsa-rdfc-2022").replace("ecdsa-jcs-2019", "eddsa-jcs-2022");
        assert_eq!(judged_alone(&eddsa).verdict.grade(), Grade::Refused, "{suite} as an EdDSA suite");
    }
}

#[test]
fn an_issuer_that_is_an_ecdsa_key_is_verified_in_every_suite() {
    for secret in [Secret::p256(1), Secret::p384(1)] {
        let did = secret.public().did_key();
        let start = own::CREDENTIAL.split(",\n  \"credentialStatus\"").next().expect("a start").to_owned() + "}";
        let json = own::parse(&start.replace(own::DID, &did));
        for suite in ["ecdsa-rdfc-2019", "ecdsa-jcs-2019"] {
            let signed = ecdsa(json.clone(), &secret, suite);
            let j = judged_alone(&signed.to_text());
            assert_eq!(j.verdict.grade(), Grade::Verified, "{suite} {}", told(&j));
            assert_eq!(j.proofs[0].suite, suite);
            // Another hash than the key's own, and a term that no context defines.
            let other = ecdsa(
                json.clone(),
                &if matches!(secret, Secret::P256(_)) { Secret::p384(1) } else { Secret::p256(1) },
                suite,
            );
            let theirs = judged_alone(&other.to_text());
            assert_eq!(theirs.verdict.grade(), Grade::Refused, "{}", told(&theirs));
            if suite.contains("jcs") {
                let Json::Object(mut open) = json.clone() else { panic!("an object") };
                open.insert("grade", "A");
                let j = judged_alone(&ecdsa(Json::Object(open), &secret, suite).to_text());
                assert_eq!((j.verdict.grade(), codes(&j)[0]), (Grade::Refused, "undefined-term"), "{}", told(&j));
            }
        }
    }
}

#[test]
fn a_seal_stands_for_both_forms_of_an_ecdsa_signature() {
    let secret = Secret::p256(1);
    let did = secret.public().did_key();
    let start = own::CREDENTIAL.split(",\n  \"credentialStatus\"").next().expect("a start").to_owned() + "}";
    let signed = ecdsa(own::parse(&start.replace(own::DID, &did)), &secret, "ecdsa-jcs-2019").to_text();
    let value = own::parse(&signed).get("proof").and_then(|p| p.get("proofValue")?.as_str().map(str::to_owned));
    let value = value.expect("a value");
    let bytes = bs58::decode(&value[1..]).into_vec().expect("base58");
    let read = p256::ecdsa::Signature::from_slice(&bytes).expect("a signature");
    let other = p256::ecdsa::Signature::from_scalars(read.r().to_bytes(), (-*read.s()).to_bytes()).expect("the other");
    let twin = signed.replace(&value, &format!("z{}", bs58::encode(other.to_bytes()).into_string()));
    assert_ne!(twin, signed);
    let (a, b) = (judged_alone(&signed), judged_alone(&twin));
    assert_eq!((a.verdict.grade(), b.verdict.grade()), (Grade::Verified, Grade::Verified), "{}", told(&b));
    assert_eq!(a.verdict.seal(), b.verdict.seal());
}
