//! Judging many credentials at once gives for each exactly what judging it alone gives, whatever stands beside it, and whatever is remembered
//! of signatures that hold.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod own;
mod vectors;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

use accolade_credential::key::SecretKey;
use accolade_credential::sign::Suite;
use accolade_credential::{
    Documents, Grade, Issuers, Json, Judgement, Known, Outcome, Remembered, Signature, judge, judge_bound, judge_many,
};
use own::{BOTH, at, documents, signed, signed_by, unsigned};
use proptest::prelude::*;

/// What was found of signatures, and how often it helped.
#[derive(Default)]
struct Notes {
    held: BTreeSet<([u8; 32], Vec<u8>)>,
    found: Mutex<BTreeSet<([u8; 32], Vec<u8>)>>,
    helped: Mutex<usize>,
}

impl Remembered for Notes {
    fn holds(&self, document: &[u8; 32], key: &[u8]) -> bool {
        let holds = self.held.contains(&(*document, key.to_owned()));
        *self.helped.lock().expect("no test panics in it") += usize::from(holds);
        holds
    }

    fn found(&self, document: &[u8; 32], key: &[u8]) {
        self.found.lock().expect("no test panics in it").insert((*document, key.to_owned()));
    }
}

impl Notes {
    /// What another run remembers of this one.
    fn next(self) -> Self {
        Self { held: self.found.into_inner().expect("no test panics in it"), ..Self::default() }
    }
}

fn remembering(all: &[&[u8]], known: &Known<'_>, notes: &Notes) -> Vec<Judgement> {
    judge_bound(all, known, Some(notes)).into_iter().map(|(judgement, _)| judgement).collect()
}

/// Judges all together and each alone, and again with what was found of signatures; how many are verified.
fn compare(credentials: &[Vec<u8>], documents: &Documents) -> usize {
    let issuers = Issuers::default();
    let known = Known { as_of: at("2026-07-01T00:00:00Z"), documents, issuers: &issuers };
    let all: Vec<&[u8]> = credentials.iter().map(|bytes| &bytes[..]).collect();
    let together = judge_many(&all, &known);
    assert_eq!(together.len(), all.len());
    for (bytes, judgement) in all.iter().zip(&together) {
        assert_eq!(*judgement, judge(bytes, &known), "{}", String::from_utf8_lossy(bytes));
    }
    let first = Notes::default();
    assert_eq!(remembering(&all, &known, &first), together);
    let second = first.next();
    assert_eq!(remembering(&all, &known, &second), together);
    assert_eq!(*second.found.lock().expect("no test panics in it"), second.held, "what is remembered is found again");
    let good = |judgement: &&Judgement| judgement.signature == Signature::Good;
    assert!(*second.helped.lock().expect("no test panics in it") >= together.iter().filter(good).count().min(1));
    // When less is known than at that time, and later.
    let later = at("2036-07-01T00:00:00Z");
    for documents in [documents, &Documents::default()] {
        let known = Known { as_of: later, documents, issuers: &issuers };
        assert_eq!(remembering(&all, &known, &second), judge_many(&all, &known));
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

#[test]
fn what_is_remembered_spares_arithmetic_and_nothing_else() {
    let (documents, issuers) = (documents(), Issuers::default());
    let known = Known { as_of: at("2026-07-01T00:00:00Z"), documents: &documents, issuers: &issuers };
    let digest = |bytes: &[u8]| <[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(bytes));
    let mut forged = signed(unsigned(), &BOTH);
    forged.as_object_mut().insert("name", "Another");
    let forged = forged.to_text().into_bytes();
    assert_eq!(judge(&forged, &known).signature, Signature::Bad);
    // A memory that lies is believed, so it is this that is asked: of this document and the key that it names alone.
    let multikey = |key: SecretKey| [&[0xed, 0x01][..], key.public().bytes()].concat();
    let key = multikey(own::key());
    let lying =
        |document: &[u8], key: &[u8]| Notes { held: [(digest(document), key.to_owned())].into(), ..Notes::default() };
    assert_eq!(remembering(&[&forged], &known, &lying(&forged, &key))[0].signature, Signature::Good);
    let other = multikey(SecretKey::from_seed(&[9; 32]));
    assert_eq!(remembering(&[&forged], &known, &lying(&forged, &other))[0].signature, Signature::Bad);
    assert_eq!(remembering(&[&forged], &known, &lying(b"{}", &key))[0].signature, Signature::Bad);
    // Everything else is judged: whose the key is, dates, and status.
    let stranger = SecretKey::from_seed(&[9; 32]);
    let claims = signed_by(unsigned(), &stranger, &stranger.public().did_key_method(), &BOTH).to_text().into_bytes();
    let judged = &remembering(&[&claims], &known, &lying(&claims, &other))[0];
    assert_eq!((judged.signature, judged.checks[2].outcome()), (Signature::Good, Outcome::Fail));
}

#[test]
fn what_has_a_term_that_nobody_defined_is_not_remembered() {
    let (documents, issuers) = (documents(), Issuers::default());
    let known = Known { as_of: at("2026-07-01T00:00:00Z"), documents: &documents, issuers: &issuers };
    let mut odd = unsigned();
    odd.as_object_mut().insert("unheard", "of");
    let odd = signed_by(odd, &own::key(), &own::method(), &BOTH[1..]).to_text().into_bytes();
    let notes = Notes::default();
    let judged = &remembering(&[&odd], &known, &notes)[0];
    assert_eq!((judged.signature, judged.verdict.grade()), (Signature::Good, Grade::Refused));
    assert!(notes.found.lock().expect("no test panics in it").is_empty());
}

#[test]
fn only_what_one_key_signed_alone_is_remembered() {
    let (documents, issuers) = (documents(), Issuers::default());
    let known = Known { as_of: at("2026-07-01T00:00:00Z"), documents: &documents, issuers: &issuers };
    let one = signed(unsigned(), &BOTH);
    let stranger = SecretKey::from_seed(&[9; 32]);
    let by_stranger = signed_by(unsigned(), &stranger, &stranger.public().did_key_method(), &BOTH[..1]);
    let proofs = |json: &Json| json.get("proof").map(Json::items).unwrap_or_default().to_vec();
    let mut both = one.clone();
    both.as_object_mut().insert("proof", [proofs(&signed(unsigned(), &BOTH[..1])), proofs(&by_stranger)].concat());
    let all = [&one, &both].map(|json| json.to_text().into_bytes());
    let notes = Notes::default();
    let judged = remembering(&[&all[0], &all[1]], &known, &notes);
    assert_eq!([judged[0].signature, judged[1].signature], [Signature::Good; 2]);
    assert_eq!(notes.found.lock().expect("no test panics in it").len(), 1);
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
