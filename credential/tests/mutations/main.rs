//! Whatever a stranger changes in a signed credential, at any depth and in any spelling, nobody is shown anything else than what was
//! signed: the copy is refused, or reads exactly as the original and is graded no better. What means the same is still believed.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod attack;
mod carried;
#[path = "../carrier/mod.rs"]
mod carrier;
mod contexts;
mod edits;
mod moves;
#[path = "../own/mod.rs"]
mod own;
mod proofs;
mod samples;
#[path = "../signers/mod.rs"]
mod signers;
mod text;
mod tokens;
#[path = "../vectors/mod.rs"]
mod vectors;

use accolade_credential::Grade;
use attack::{Mutant, Tally, Target, each};

/// Takes one of `stride`, at places that do not follow the order of the changes.
fn chosen(index: usize, stride: usize) -> bool {
    (index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33 & 0xffff < 0x1_0000 / stride as u64
}

fn edit(targets: &[Target], tally: &Tally, stride: usize) {
    each(targets, |target| {
        for (index, change) in edits::changes(&target.json).iter().enumerate() {
            if chosen(index, stride) {
                tally.strike(target, || change.to_string(), &Mutant::Value(edits::apply(&target.json, change)));
            }
        }
    });
}

#[test]
fn no_change_to_one_of_our_own_is_believed() {
    let tally = Tally::default();
    edit(&samples::own(), &tally, 1);
    tally.end("own", 20_000);
}

#[test]
fn no_change_to_a_credential_of_the_sample_sites_is_believed() {
    let tally = Tally::default();
    edit(&samples::sample_sites(), &tally, 40);
    tally.end("sample sites", 8_000);
}

#[test]
fn no_change_to_a_published_credential_is_believed() {
    let targets = samples::published();
    if targets.is_empty() {
        return;
    }
    let tally = Tally::default();
    edit(&targets, &tally, 12);
    tally.end("published", 8_000);
}

#[test]
fn nothing_that_is_moved_hides_or_shows_anything() {
    let tally = Tally::default();
    let mut targets = samples::own();
    targets.extend(samples::published().into_iter().step_by(9));
    targets.extend(samples::sample_sites().into_iter().step_by(35));
    each(&targets, |target| {
        let strike = |stride: usize| {
            let (mut index, tally) = (0, &tally);
            move |word: String, make: &dyn Fn() -> accolade_credential::Json| {
                index += 1;
                if chosen(index, stride) {
                    tally.strike(target, || word, &Mutant::Value(make()));
                }
            }
        };
        moves::mentions(&target.json, strike(1));
        moves::splits(&target.json, strike(1));
        moves::moves(&target.json, strike(6));
        moves::exchanges(&target.json, strike(16));
    });
    tally.end("moved", 8_000);
}

#[test]
fn no_name_that_stands_twice_and_no_broken_byte_is_believed() {
    let tally = Tally::default();
    let mut targets = samples::own();
    targets.extend(samples::published().into_iter().step_by(8));
    targets.extend(samples::sample_sites().into_iter().step_by(25));
    each(&targets, |target| {
        let texts = text::doubled(&target.json).into_iter().chain(text::broken(&target.json, 13));
        texts.for_each(|(word, text)| tally.strike(target, || word, &Mutant::Text(text)));
    });
    tally.end("texts", 15_000);
}

#[test]
fn no_context_gives_a_signed_term_another_meaning() {
    let tally = Tally::default();
    let mut targets = samples::own();
    targets.extend(samples::published().into_iter().step_by(5));
    targets.extend(samples::sample_sites().into_iter().step_by(30));
    each(&targets, |target| {
        for (word, json) in contexts::contexts(&target.json) {
            tally.strike(target, || word, &Mutant::Value(json));
        }
    });
    tally.end("contexts", 10_000);
}

#[test]
fn no_proof_of_another_credential_or_key_is_believed() {
    let tally = Tally::default();
    let mut targets = samples::own();
    targets.extend(samples::published());
    targets.extend(samples::sample_sites());
    let others: Vec<&Target> = targets.iter().collect();
    each(&targets, |target| {
        let at = others.iter().position(|o| o.name == target.name).expect("it is among them");
        let other = &others[(at + 3) % others.len()].json;
        let mutants = proofs::proofs(&target.json, other).into_iter().chain(proofs::issuers(&target.json));
        mutants.for_each(|(word, json)| tally.strike(target, || word, &Mutant::Value(json)));
    });
    tally.end("proofs", 8_000);
}

/// A stranger may sign what they like in their own name; that is no more than intact, and never for an issuer whose keys are known.
#[test]
fn what_a_stranger_signed_again_is_never_verified_or_authentic() {
    let mut targets = samples::own();
    targets.extend(samples::published());
    targets.extend(samples::sample_sites().into_iter().step_by(5));
    let (mut count, mut intact) = (0, 0);
    for target in &targets {
        for (word, json) in proofs::strangers(&target.json) {
            let judgement = accolade_credential::judge_value(&json, &target.known());
            let grade = judgement.verdict.grade();
            let by_both = word.starts_with("signed by a second key") && grade == target.original.verdict.grade();
            assert!(grade >= Grade::Intact || by_both, "{}: {word}: {}", target.name, own::told(&judgement));
            count += 1;
            intact += usize::from(grade == Grade::Intact);
        }
    }
    println!("strangers: {count} mutants, {intact} intact");
    assert!(count > 1_000, "{count}");
}

#[test]
fn the_order_of_members_and_the_spelling_of_json_do_not_matter() {
    let mut targets = samples::own();
    targets.extend(samples::published());
    targets.extend(samples::sample_sites());
    let mut count = 0;
    for target in &targets {
        for (word, text) in text::respelled(&target.json) {
            let judgement = accolade_credential::judge(text.as_bytes(), &target.known());
            assert_eq!(judgement, target.original, "{} {word}", target.name);
            count += 1;
        }
        let marked = format!("\u{feff}{}", target.json.to_text());
        let judgement = accolade_credential::judge(marked.as_bytes(), &target.known());
        assert_eq!(judgement, target.original, "{} with a byte order mark, which editors leave", target.name);
    }
    println!("respelled: {count}");
    assert!(count > 500, "{count}");
}

#[test]
fn no_change_to_a_credential_under_ecdsa_is_believed() {
    let tally = Tally::default();
    let targets = samples::ecdsa();
    edit(&targets, &tally, 8);
    let others: Vec<&Target> = targets.iter().collect();
    each(&targets, |target| {
        let at = others.iter().position(|o| o.name == target.name).expect("it is among them");
        let other = &others[(at + 1) % others.len()].json;
        let mutants = proofs::proofs(&target.json, other).into_iter().chain(proofs::issuers(&target.json));
        mutants.for_each(|(word, json)| tally.strike(target, || word, &Mutant::Value(json)));
    });
    tally.end("ecdsa", 1_500);
}

#[test]
fn no_change_to_a_token_is_believed() {
    let tally = Tally::default();
    for (token, secret, target) in &samples::tokens() {
        for (word, text) in tokens::changed(token, 6).into_iter().chain(tokens::by_public_key(token, secret)) {
            tally.strike(target, || word, &Mutant::Text(text.into_bytes()));
        }
    }
    tally.end("tokens", 2_000);
}

/// The issuer's name, key name and all, but signed by a key that the stranger has.
#[test]
fn a_token_that_a_stranger_signed_in_the_issuers_name_is_intact_at_most() {
    for (token, secret, target) in &samples::tokens() {
        for stranger in [signers::Secret::ed25519(9), signers::Secret::p256(9), signers::Secret::p384(9)] {
            let (own, theirs) = (secret.did_key_method(), stranger.did_key_method());
            let jwk = stranger.public().to_jwk().to_text();
            for more in [
                format!(r#""kid":"{own}""#),
                format!(r#""kid":"{theirs}""#),
                format!(r#""jwk":{jwk}"#),
                format!(r#""kid":"{own}","jwk":{jwk}"#),
                r#""jku":"https://eve.example/keys""#.to_owned(),
                r#""x5c":["MIIB"]"#.to_owned(),
                r#""typ":"vc+jwt""#.to_owned(),
            ] {
                let header = format!(r#"{{"alg":"{}",{more}}}"#, stranger.algorithm());
                let text = stranger.jws(&header, token.payload.to_text().as_bytes());
                let judgement = accolade_credential::judge(text.as_bytes(), &target.known());
                assert!(
                    judgement.verdict.grade() >= Grade::Intact,
                    "{} {header}: {}",
                    target.name,
                    own::told(&judgement)
                );
            }
        }
    }
}

#[test]
fn no_change_to_a_file_that_carries_a_credential_is_believed() {
    let tally = Tally::default();
    for (bytes, target) in &samples::carriers() {
        for (word, changed) in carried::broken(bytes, 7) {
            tally.strike(target, || word, &Mutant::Text(changed));
        }
        let genuine = target.json.to_text();
        for forged in ["Maya Lindqvist", "Public Speaking Foundations", "2029-05-12"] {
            let forged = genuine.replace(forged, "2039-05-12");
            assert_ne!(forged, genuine);
            for (word, file) in carried::pairs(genuine.as_bytes(), forged.as_bytes()) {
                tally.strike(target, || word, &Mutant::Text(file));
            }
        }
    }
    tally.end("carriers", 5_000);
}
