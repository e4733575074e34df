//! In: `instructions SUITE ISSUERS COUNT [one]`. Judges COUNT signed credentials by so many issuers, all at once or one at a time, in a
//! function of its own: `valgrind --tool=callgrind --toggle-collect='*judged*'` counts its instructions, however busy the machine is.
#![allow(clippy::disallowed_methods, reason = "a program of its own, with its own command line")]

#[path = "../benches/sample/mod.rs"]
mod sample;

use std::hint::black_box;

use accolade_credential::key::SecretKey;
use accolade_credential::sign::Suite;
use accolade_credential::{Documents, Grade, Issuers, Judgement, Known, judge, judge_many};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [suite, issuers, count, how @ ..] = &words[..] else {
        eprintln!("instructions eddsa-rdfc-2022|eddsa-jcs-2022 ISSUERS COUNT [one]");
        return;
    };
    let suite = if suite == "eddsa-jcs-2022" { Suite::EddsaJcs2022 } else { Suite::EddsaRdfc2022 };
    let number = |word: &String| word.parse::<usize>().expect("a number");
    let all: Vec<Vec<u8>> = (0..number(count)).map(|n| make(n, n % number(issuers), suite)).collect();
    let all: Vec<&[u8]> = all.iter().map(|bytes| &bytes[..]).collect();
    let (documents, registry) = (Documents::default(), Issuers::default());
    let as_of = sample::AS_OF.parse().expect("a time");
    let known = Known { as_of, documents: &documents, issuers: &registry };
    // What is read and computed once is left out.
    black_box(judge_many(&all, &known));
    let judgements = judged(&all, &known, how.is_empty());
    assert!(judgements.iter().all(|one| one.verdict.grade() == Grade::Verified), "all are verified");
}

#[inline(never)]
fn judged(all: &[&[u8]], known: &Known<'_>, at_once: bool) -> Vec<Judgement> {
    if at_once { judge_many(all, known) } else { all.iter().map(|bytes| judge(bytes, known)).collect() }
}

fn make(number: usize, issuer: usize, suite: Suite) -> Vec<u8> {
    let seed = std::array::from_fn(|at| if at < 8 { issuer.to_le_bytes()[at] } else { 7 });
    sample::by_did_key(&SecretKey::from_seed(&seed), number, &[suite]).into_bytes()
}
