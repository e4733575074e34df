//! The W3C's vectors for the EdDSA suites: every intermediate value, and signing again gives the same bytes.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::data::jcs_options;
use super::*;
use crate::jcs;
use crate::json::{self, Json};
use crate::key::{PublicKey, SecretKey};

#[path = "../../tests/vectors/mod.rs"]
mod place;

fn folder() -> Option<PathBuf> {
    Some(place::folder()?.join("w3c-eddsa"))
}

fn text(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn object(path: PathBuf) -> Json {
    json::parse(text(path).as_bytes()).expect("JSON")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn pair(value: &Json) -> (PublicKey, SecretKey) {
    let member = |name: &str| value.get(name).and_then(Json::as_str).expect("a key");
    let secret = bs58::decode(&member("privateKeyMultibase")[1..]).into_vec().expect("base58");
    let seed: [u8; 32] = secret[2..].try_into().expect("a multicodec prefix and 32 bytes");
    (PublicKey::from_multibase(member("publicKeyMultibase")).expect("a key"), SecretKey::from_seed(&seed))
}

/// A signed document as its parts.
fn open(signed: &Json) -> (Json, Vec<Json>) {
    let mut members = signed.as_object().expect("an object").clone();
    let proofs = members.remove("proof").expect("a proof").items().to_vec();
    (Json::Object(members), proofs)
}

/// One folder of the W3C: the names of its files end in `tag`.
fn every_value(at: &Path, tag: &str, keys: &Json) {
    let file = |stem: &str| text(at.join(format!("{stem}{tag}.txt")));
    let (document, proofs) = open(&object(at.join(format!("signed{tag}.json"))));
    let proof = Proof::read(&proofs[0]).expect("a proof");
    let unsecured = Unsecured::new(&document, &proofs);
    let is_jcs = proof.kind == Kind::Jcs;

    let canonical =
        if is_jcs { jcs::canonical(&document) } else { rdf::canonical(&document, Hashing::Sha256).expect("canonical") };
    assert_eq!(canonical, file("canonDoc"), "document");
    assert_eq!(hex(&Sha256::digest(&canonical)), file("docHash").trim(), "document hash");

    let options = if is_jcs {
        jcs_options(proof.json)
    } else {
        unsecured.rdf_options(proof.json, Hashing::Sha256).expect("canonical")
    };
    assert_eq!(options, file("proofCanon"), "proof options");
    assert_eq!(hex(&Sha256::digest(&options)), file("proofHash").trim(), "proof hash");
    let config = object(at.join(format!("proofConfig{tag}.json")));
    let from_config =
        if is_jcs { jcs::canonical(&config) } else { rdf::canonical(&config, Hashing::Sha256).expect("canonical") };
    assert_eq!(options, from_config, "proof options from the configuration file");

    let bytes = unsecured.signed_bytes(&proof, Hashing::Sha256).expect("bytes to sign");
    assert_eq!(hex(&bytes), file("combinedHash").trim(), "combined hash");
    let (public, secret) = pair(keys);
    assert_eq!(secret.public(), public);
    assert!(public.verifies(&bytes, &proof.signature));
    let again = secret.sign(&bytes);
    assert_eq!(hex(&again), file("sigHex").trim(), "signature");
    assert_eq!(encode(&again), file("sigBTC58").trim(), "signature text");
    assert_eq!(proofs[0].get("proofValue").and_then(Json::as_str), Some(encode(&again).as_str()));
}

#[test]
fn each_suite_has_every_intermediate_value_of_the_w3c() {
    let Some(root) = folder() else { return };
    let keys = object(root.join("keyPair.json"));
    for (folder, tag) in [
        ("eddsa-rdfc-2022", "DataInt"),
        ("eddsa-rdfc-2022/employ", "DataInt"),
        ("eddsa-jcs-2022", "JCS"),
        ("Ed25519Signature2020", "EdSig"),
    ] {
        println!("{folder}");
        every_value(&root.join(folder), tag, &keys);
    }
}

#[test]
fn proof_sets_and_chains_hold_link_by_link_and_sign_to_the_same_bytes() {
    let Some(root) = folder() else { return };
    let at = root.join("proof-set-chain");
    let keys = object(at.join("multiKeyPairs.json"));
    let pairs: Vec<_> = keys.as_object().expect("an object").iter().map(|(_, v)| pair(v)).collect();
    let mut links = 0;
    for name in ["signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2"] {
        let (document, proofs) = open(&object(at.join(format!("{name}.json"))));
        let unsecured = Unsecured::new(&document, &proofs);
        for (entry, (public, secret)) in proofs.iter().zip(&pairs) {
            let proof = Proof::read(entry).expect("a proof");
            let bytes = unsecured.signed_bytes(&proof, Hashing::Sha256).expect("bytes to sign");
            assert!(public.verifies(&bytes, &proof.signature), "{name}");
            assert_eq!(secret.sign(&bytes)[..], proof.signature[..], "{name}");
            links += 1;
        }
    }
    assert_eq!(links, 1 + 2 + 3 + 4);
}

#[test]
fn a_chained_proof_signs_the_document_with_the_proofs_before_it() {
    let Some(root) = folder() else { return };
    let at = root.join("proof-set-chain");
    for (signed, secured) in [("signedProofChain1", "proofChainTempDoc1"), ("signedProofChain2", "proofChainTempDoc2")]
    {
        let (document, proofs) = open(&object(at.join(format!("{signed}.json"))));
        let last = Proof::read(proofs.last().expect("a proof")).expect("a proof");
        let bytes = Unsecured::new(&document, &proofs).signed_bytes(&last, Hashing::Sha256).expect("bytes to sign");
        let expected = rdf::canonical(&object(at.join(format!("{secured}.json"))), Hashing::Sha256).expect("canonical");
        assert_eq!(hex(&bytes[32..]), hex(&Sha256::digest(expected)), "{signed}");
    }
}

#[test]
fn a_broken_chain_does_not_hold() {
    let Some(root) = folder() else { return };
    let (document, proofs) = open(&object(root.join("proof-set-chain/signedProofChain2.json")));
    // The last proof builds on the third: without it, or with two of its id, it cannot hold.
    let last = Proof::read(&proofs[3]).expect("a proof");
    let missing = [&proofs[..2], &proofs[3..]].concat();
    let doubled = [&proofs[..], &proofs[2..3]].concat();
    for proofs in [missing, doubled] {
        let fate = Unsecured::new(&document, &proofs).signed_bytes(&last, Hashing::Sha256);
        assert!(matches!(fate, Err(Failure::Bad(_))), "{fate:?}");
    }
    // With the third one altered it holds for other bytes.
    let mut altered = proofs.clone();
    if let Json::Object(third) = &mut altered[2] {
        third.insert("created", "2023-02-26T22:06:39Z");
    }
    let bytes = Unsecured::new(&document, &altered).signed_bytes(&last, Hashing::Sha256).expect("bytes to sign");
    let good = Unsecured::new(&document, &proofs).signed_bytes(&last, Hashing::Sha256).expect("bytes to sign");
    assert_ne!(bytes, good);
}
