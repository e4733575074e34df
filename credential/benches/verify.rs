//! What verifying a credential costs, from JSON bytes to a judgement, beside the arithmetic that nobody can avoid.
//!
//! All rows take turns within one run, so that a busy machine slows them alike. Printed are the
//! median and the best time of each, and their ratios; on a busy machine the best say more.
//! `cargo bench -p accolade-credential --bench verify [-- ROUNDS]`

mod sample;

use std::cell::Cell;
use std::hint::black_box;
use std::time::{Duration, Instant};

use accolade_credential::key::SecretKey;
use accolade_credential::sign::Suite;
use accolade_credential::status::{MIN_ENTRIES, StatusList, list_credential};
use accolade_credential::{Document, Documents, Grade, Issuers, Json, Known, canon, did, jcs, json, judge, judge_many};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

const WEB: &str = "did:web:credentials.alderbay.example";
const LIST: &str = "https://credentials.alderbay.example/status/1.json";

const BOTH: [Suite; 2] = [Suite::EddsaRdfc2022, Suite::EddsaJcs2022];

/// How many credentials are judged at once.
const MANY: [usize; 2] = [256, 2048];
/// Issuers that take turns: more than the judge keeps keys of, so that each is met for the first time again.
const STRANGERS: usize = 1300;

/// A name and the work that is timed under it.
type Row<'a> = (&'a str, Box<dyn Fn() + 'a>);

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    #[expect(clippy::disallowed_methods, reason = "a benchmark is a program of its own")]
    let rounds = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(400);
    let key = SecretKey::from_seed(&[7; 32]);
    let documents = documents(&key);
    let issuers = Issuers::default();
    let known = Known { as_of: sample::AS_OF.parse().expect("a time"), documents: &documents, issuers: &issuers };

    let public = key.public();
    let by_web = format!("{WEB}#{}", public.multibase());
    let make = |suites: &[Suite]| sample::by_did_key(&key, 0, suites).into_bytes();
    let rdfc = make(&[Suite::EddsaRdfc2022]);
    let jcs_only = make(&[Suite::EddsaJcs2022]);
    let both = make(&BOTH);
    let full = sample::signed(with_status(sample::unsigned(WEB, 0)), &key, &by_web, &BOTH).to_text().into_bytes();
    for bytes in [&rdfc, &jcs_only, &both, &full] {
        let judgement = judge(bytes, &known);
        assert_eq!(judgement.verdict.grade(), Grade::Verified, "{:#?}", judgement.checks);
    }

    let raw = SigningKey::from_bytes(&[7; 32]);
    let message = [5; 64];
    let signature = raw.sign(&message);
    let verifying = VerifyingKey::from_bytes(public.bytes()).expect("a key");
    let document = sample::unsigned(&public.did_key(), 0);
    let multibase = public.multibase();
    let strangers: Vec<String> =
        (0..STRANGERS).map(|n| sample::by_did_key(&stranger(n), n, &[Suite::EddsaRdfc2022])).collect();
    let turn = Cell::new(0);
    let next = || &strangers[turn.replace((turn.get() + 1) % STRANGERS)];

    let rows: Vec<Row<'_>> = vec![
        ("raw verify_strict of 64 bytes", Box::new(|| assert!(verifying.verify_strict(&message, &signature).is_ok()))),
        ("SHA-256 of the same bytes", Box::new(|| done(Sha256::digest(&rdfc)))),
        ("parse the JSON", Box::new(|| done(json::parse(&rdfc)))),
        ("canonical N-Quads of the document", Box::new(|| done(canon::nquads(&document)))),
        ("canonical JSON of the document", Box::new(|| done(jcs::canonical(&document)))),
        ("decode the key", Box::new(|| done(accolade_credential::key::PublicKey::from_multibase(&multibase)))),
        ("judge: eddsa-rdfc-2022", Box::new(|| done(judge(&rdfc, &known)))),
        ("judge: eddsa-rdfc-2022, key first seen", Box::new(|| done(judge(next().as_bytes(), &known)))),
        ("judge: eddsa-jcs-2022", Box::new(|| done(judge(&jcs_only, &known)))),
        ("judge: both proofs", Box::new(|| done(judge(&both, &known)))),
        ("judge: both, did:web and status list", Box::new(|| done(judge(&full, &known)))),
    ];
    let mut times = vec![Vec::with_capacity(rounds); rows.len()];
    for _ in 0..rounds {
        for (at, (_, work)) in rows.iter().enumerate() {
            let start = Instant::now();
            for _ in 0..4 {
                work();
            }
            times[at].push(start.elapsed() / 4);
        }
    }
    println!("{} bytes of JSON, {rounds} rounds of 4:", rdfc.len());
    print(rows.iter().map(|(name, _)| *name), times);

    for many in MANY {
        bulk(many, &known, (rounds * 30).div_ceil(many).max(8), (&verifying, &signature));
    }
}

/// Many credentials at once, in microseconds a credential: of one issuer, of 16, and each of another; then on two threads.
fn bulk(many: usize, known: &Known<'_>, rounds: usize, raw: (&VerifyingKey, &ed25519_dalek::Signature)) {
    let (verifying, signature) = raw;
    let batch = |issuers: usize, suite: Suite| -> Vec<Vec<u8>> {
        (0..many).map(|n| sample::by_did_key(&stranger(n % issuers), n, &[suite]).into_bytes()).collect()
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
    let names = [(1, "one issuer"), (16, "16 issuers"), (250, "250 issuers")];
    let mut rows: Vec<Row<'_>> = vec![(
        "raw verify_strict",
        Box::new(|| (0..many).for_each(|_| assert!(verifying.verify_strict(&[5; 64], signature).is_ok()))),
    )];
    let mut labels = vec!["raw verify_strict".to_owned()];
    for (suite, suite_name) in [(Suite::EddsaRdfc2022, "rdfc"), (Suite::EddsaJcs2022, "jcs")] {
        for (issuers, name) in names {
            let all = batch(issuers, suite);
            let good = |one: &accolade_credential::Judgement| one.verdict.grade() == Grade::Verified;
            let slices: Vec<&[u8]> = all.iter().map(|b| &b[..]).collect();
            assert!(judge_many(&slices, known).iter().all(good));
            let both = all.clone();
            labels.push(format!("judge_many: {suite_name}, {name}"));
            rows.push(("", Box::new(move || done(judge_many(&all.iter().map(|b| &b[..]).collect::<Vec<_>>(), known)))));
            if issuers == 1 {
                labels.push(format!("judge_many: {suite_name}, {name}, 2 threads"));
                let pool = &pool;
                let half = |half: &[Vec<u8>]| done(judge_many(&half.iter().map(|b| &b[..]).collect::<Vec<_>>(), known));
                rows.push(("", Box::new(move || pool.install(|| both.par_chunks(many / 2).for_each(half)))));
            }
        }
    }
    let mut times = vec![Vec::with_capacity(rounds); rows.len()];
    let mut busy = vec![Duration::ZERO; rows.len()];
    for _ in 0..rounds {
        for (at, (_, work)) in rows.iter().enumerate() {
            let (start, before) = (Instant::now(), on_a_core());
            work();
            busy[at] += on_a_core().saturating_sub(before);
            times[at].push(start.elapsed() / many as u32);
        }
    }
    println!("{many} at once, {rounds} rounds, for one credential:");
    print(labels.iter().map(String::as_str), times);
    println!("{:<40} {:>10} {:>6}", "", "CPU", "x");
    for (name, time) in labels.iter().zip(&busy).filter(|(name, _)| !name.ends_with("threads")) {
        let micros = time.as_secs_f64() * 1e6 / (rounds * many) as f64;
        println!("{name:<40} {micros:>7.1} us {:>6.2}", time.as_secs_f64() / busy[0].as_secs_f64());
    }
}

/// How long this thread ran on a core, while others may have waited for it: known on Linux only, by the tick of its clock.
fn on_a_core() -> Duration {
    #[expect(clippy::disallowed_methods, reason = "a benchmark is a program of its own")]
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}

/// A line for each row: its median and its best time, both also in multiples of the first row's.
fn print<'a>(names: impl Iterator<Item = &'a str>, mut times: Vec<Vec<Duration>>) {
    times.iter_mut().for_each(|times| times.sort());
    let of = |row: &[Duration]| [row[row.len() / 2], row[0]].map(|time| time.as_secs_f64() * 1e6);
    let raw = of(&times[0]);
    println!("{:<40} {:>10} {:>6}   {:>10} {:>6}", "", "median", "x", "best", "x");
    for (name, row) in names.zip(&times) {
        let [median, best] = of(row);
        println!("{name:<40} {median:>7.1} us {:>6.2}   {best:>7.1} us {:>6.2}", median / raw[0], best / raw[1]);
    }
}

/// Keeps the compiler from leaving the work out.
fn done<T>(value: T) {
    black_box(value);
}

/// The key of issuer number `number`.
fn stranger(number: usize) -> SecretKey {
    let mut seed = [9; 32];
    seed[..8].copy_from_slice(&(number as u64).to_le_bytes());
    SecretKey::from_seed(&seed)
}

fn with_status(mut credential: Json) -> Json {
    let status = format!(
        r#"{{"id":"{LIST}#5","type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"5","statusListCredential":"{LIST}"}}"#
    );
    if let Json::Object(members) = &mut credential {
        members.insert("credentialStatus", json::parse(status.as_bytes()).expect("JSON"));
    }
    credential
}

fn documents(key: &SecretKey) -> Documents {
    let since = "2026-05-01T00:00:00Z".parse().expect("a time");
    let list = list_credential(LIST, WEB, "revocation", &StatusList::new(MIN_ENTRIES), since);
    let method = format!("{WEB}#{}", key.public().multibase());
    let list = sample::signed(list, key, &method, &BOTH);
    let mut documents = Documents::default();
    let mut add = |url: &str, json: &Json| {
        documents.insert(url, Document { bytes: json.to_text().into_bytes().into(), retrieved: None });
    };
    add("https://credentials.alderbay.example/.well-known/did.json", &did::document(WEB, &[key.public()]));
    add(LIST, &list);
    documents
}
