//! `rate make SUITE COUNT`: that many signed credentials, one a line, all by one key. `rate time`, in: such lines on standard input;
//! out, as JSON: microseconds for one credential, judged one at a time and all at once. For measuring beside other verifiers.
#![allow(clippy::disallowed_methods, reason = "a program of its own, with its own command line and clock")]

#[path = "../benches/sample/mod.rs"]
mod sample;

use std::io::{self, Read as _};
use std::time::Instant;

use accolade_credential::key::SecretKey;
use accolade_credential::sign::Suite;
use accolade_credential::{Documents, Grade, Issuers, Known, judge, judge_many};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", suite, count] => make(suite, count.parse().unwrap_or(256)),
        ["time"] => time()?,
        _ => eprintln!("rate make eddsa-rdfc-2022|eddsa-jcs-2022 COUNT, or rate time"),
    }
    Ok(())
}

fn make(suite: &str, count: usize) {
    let key = SecretKey::from_seed(&[7; 32]);
    let suite = if suite == "eddsa-jcs-2022" { Suite::EddsaJcs2022 } else { Suite::EddsaRdfc2022 };
    (0..count).for_each(|number| println!("{}", sample::by_did_key(&key, number, &[suite])));
}

fn time() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
    let (documents, issuers) = (Documents::default(), Issuers::default());
    let as_of = sample::AS_OF.parse().expect("a time");
    let known = Known { as_of, documents: &documents, issuers: &issuers };
    let micros = |start: Instant| start.elapsed().as_secs_f64() * 1e6 / lines.len().max(1) as f64;
    let good = |verified: usize| assert_eq!(verified, lines.len(), "all are verified");
    let (mut one, mut many) = (f64::MAX, f64::MAX);
    for _ in 0..5 {
        let start = Instant::now();
        good(lines.iter().filter(|line| judge(line, &known).verdict.grade() == Grade::Verified).count());
        one = one.min(micros(start));
        let start = Instant::now();
        good(judge_many(&lines, &known).iter().filter(|j| j.verdict.grade() == Grade::Verified).count());
        many = many.min(micros(start));
    }
    println!("{{\"one\":{one:.1},\"many\":{many:.1}}}");
    Ok(())
}
