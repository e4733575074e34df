//! Judging many credentials at once gives for each exactly what judging it alone gives, whatever stands beside it.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod own;
mod vectors;

use std::path::Path;

use accolade_credential::key::SecretKey;
use accolade_credential::sign::Suite;
use accolade_credential::{Documents, Grade, Issuers, Json, Known, judge, judge_many};
use own::{BOTH, at, documents, signed, signed_by, unsigned};
use proptest::prelude::*;

/// Judges all together and each alone; how many are verified.
fn compare(credentials: &[Vec<u8>], documents: &Documents) -> usize {
    let issuers = Issuers::default();
    let known = Known { as_of: at("2026-07-01T00:00:00Z"), documents, issuers: &issuers };
    let all: Vec<&[u8]> = credentials.iter().map(|bytes| &bytes[..]).collect();
    let together = judge_many(&all, &known);
    assert_eq!(together.len(), all.len());
    for (bytes, judgement) in all.iter().zip(&together) {
        assert_eq!(*judgement, judge(bytes, &known), "{}", String::from_utf8_lossy(bytes));
    }
    together.iter().filter(|judgement| judgement.verdict.grade() == Grade::Verified).count()
}

/// Credentials of the registry and of strangers, good ones and bad ones.
fn samples() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for suites in [&BOTH[..], &BOTH[..1], &BOTH[1..]] {
        let good = signed(unsigned(), suites);
        let mut other = unsigned();
        other.as_object_mut().insert("name", "Another");
        let mut forged = good.clone();
        forged.as_object_mut().insert("name", "Another");
        let key = SecretKey::from_seed(&[9; 32]);
        let stranger = signed_by(unsigned(), &key, &key.public().did_key_method(), suites);
        let misnamed = signed_by(unsigned(), &key, &own::method(), suites);
        all.extend([good, signed(other, suites), forged, stranger, misnamed]);
    }
    let mut mixed = signed(unsigned(), &BOTH);
    let mut proofs = mixed.get("proof").map(Json::items).unwrap_or_default().to_vec();
    proofs[1].as_object_mut().insert("proofValue", "z1");
    mixed.as_object_mut().insert("proof", proofs);
    let mut unsupported = signed(unsigned(), &BOTH[..1]);
    let mut proofs = unsupported.get("proof").map(Json::items).unwrap_or_default().to_vec();
    proofs[0].as_object_mut().insert("cryptosuite", "bbs-2023");
    unsupported.as_object_mut().insert("proof", proofs);
    all.extend([mixed, unsupported, unsigned()]);
    let mut all: Vec<Vec<u8>> = all.iter().map(|json| json.to_text().into_bytes()).collect();
    all.extend([b"".to_vec(), b"[]".to_vec(), b"{}".to_vec(), b"\xff\xfe".to_vec(), b"{\"proof\":[{}]}".to_vec()]);
    all
}

/// Makes objects changeable here.
trait Members {
    fn as_object_mut(&mut self) -> &mut accolade_credential::json::Object;
}

impl Members for Json {
    fn as_object_mut(&mut self) -> &mut accolade_credential::json::Object {
        match self {
            Self::Object(object) => object,
            other => panic!("{other:?} is no object"),
        }
    }
}

#[test]
fn good_bad_and_unreadable_ones_beside_each_other_are_judged_as_alone() {
    let samples = samples();
    // Once, and so often that keys get what is made for keys of many.
    assert_eq!(compare(&samples, &documents()), 6);
    let often: Vec<Vec<u8>> = std::iter::repeat_n(samples, 8).flatten().collect();
    assert_eq!(compare(&often, &documents()), 48);
    assert_eq!(compare(&[], &documents()), 0);
}

#[test]
fn one_changed_byte_among_many_good_ones_changes_that_one_alone() {
    for suite in [Suite::EddsaRdfc2022, Suite::EddsaJcs2022] {
        let good = signed(unsigned(), &[suite]).to_text().into_bytes();
        let mut all = vec![good.clone(); 40];
        for (number, place) in (0..good.len()).step_by(7).enumerate() {
            let mut changed = good.clone();
            changed[place] ^= 1;
            all.insert(number * 2 % all.len(), changed);
        }
        assert!(compare(&all, &documents()) >= 40);
    }
}

#[test]
fn published_credentials_are_judged_together_as_alone() {
    let Some(folder) = vectors::folder() else { return };
    fn collect(folder: &Path, into: &mut Vec<Vec<u8>>) {
        let mut entries: Vec<_> =
            std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
        entries.sort();
        for path in entries {
            match path.is_dir() {
                true => collect(&path, into),
                false => into.push(std::fs::read(&path).expect("a file")),
            }
        }
    }
    let mut all = Vec::new();
    collect(&folder.join("credentials"), &mut all);
    assert!(all.len() > 50, "{}", all.len());
    all.retain(|bytes| bytes.len() < 1_000_000);
    assert!(compare(&all, &documents()) > 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn any_choice_in_any_order_is_judged_as_alone(chosen in prop::collection::vec(any::<prop::sample::Index>(), 0..40)) {
        let samples = samples();
        let chosen: Vec<Vec<u8>> = chosen.iter().map(|index| index.get(&samples).clone()).collect();
        compare(&chosen, &documents());
    }
}
