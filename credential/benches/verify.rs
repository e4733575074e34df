//! What verifying a credential costs, from JSON bytes to a judgement, beside the arithmetic that nobody can avoid.
//!
//! All rows take turns within one run, so that a busy machine slows them alike; medians and ratios are printed.
//! `cargo bench -p accolade-credential --bench verify [-- ROUNDS]`

use std::hint::black_box;
use std::time::{Duration, Instant};

use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::status::{MIN_ENTRIES, StatusList, list_credential};
use accolade_credential::{Document, Documents, Grade, Issuers, Json, Known, canon, did, jcs, json, judge, judge_many};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

const WEB: &str = "did:web:credentials.alderbay.example";
const LIST: &str = "https://credentials.alderbay.example/status/1.json";
const CREDENTIAL: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "https://credentials.alderbay.example/credentials/k3n7/",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "name": "Public Speaking Foundations",
  "issuer": {"id": "ISSUER", "type": ["Profile"], "name": "University of Alder Bay", "url": "https://alderbay.example"},
  "validFrom": "2026-05-12T09:00:00Z",
  "validUntil": "2029-05-12T09:00:00Z",
  "credentialSubject": {
    "type": ["AchievementSubject"],
    "name": "Maya Lindqvist",
    "creditsEarned": 1.5,
    "achievement": {
      "id": "https://credentials.alderbay.example/badges/public-speaking/",
      "type": ["Achievement"],
      "name": "Public Speaking Foundations",
      "description": "Plans, gives and defends a talk of ten minutes before a room of strangers, and answers their questions.",
      "achievementType": "Course",
      "criteria": {"narrative": "Attended the four workshops of the term, gave three talks of rising length, and was heard by two assessors from another department."},
      "tag": ["speaking", "rhetoric", "communication"],
      "alignment": [
        {"type": ["Alignment"], "targetName": "Communication", "targetUrl": "https://www.naceweb.org/career-readiness/communication", "targetFramework": "NACE"},
        {"type": ["Alignment"], "targetName": "Professionalism", "targetUrl": "https://www.naceweb.org/career-readiness/professionalism", "targetFramework": "NACE"}
      ]
    }
  }STATUS
}"#;

/// How many credentials are judged at once.
const MANY: usize = 256;

/// A name and the work that is timed under it.
type Row<'a> = (&'a str, Box<dyn Fn() + 'a>);

fn main() {
    #[expect(clippy::disallowed_methods, reason = "a benchmark is a program of its own")]
    let rounds = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(400);
    let key = SecretKey::from_seed(&[7; 32]);
    let documents = documents(&key);
    let issuers = Issuers::default();
    let known = Known { as_of: at("2026-07-01T00:00:00Z"), documents: &documents, issuers: &issuers };

    let public = key.public();
    let (by_key, by_web) = (public.did_key(), format!("{WEB}#{}", public.multibase()));
    let status = format!(
        ",\"credentialStatus\":{{\"id\":\"{LIST}#5\",\"type\":\"BitstringStatusListEntry\",\"statusPurpose\":\"revocation\",\"statusListIndex\":\"5\",\"statusListCredential\":\"{LIST}\"}}"
    );
    let make = |issuer: &str, method: &str, status: &str, suites: &[Suite]| {
        let text = CREDENTIAL.replace("ISSUER", issuer).replace("STATUS", status);
        signed(&key, &text, method, suites).to_text().into_bytes()
    };
    let method = public.did_key_method();
    let rdfc = make(&by_key, &method, "", &[Suite::EddsaRdfc2022]);
    let jcs_only = make(&by_key, &method, "", &[Suite::EddsaJcs2022]);
    let both = make(&by_key, &method, "", &[Suite::EddsaRdfc2022, Suite::EddsaJcs2022]);
    let full = make(WEB, &by_web, &status, &[Suite::EddsaRdfc2022, Suite::EddsaJcs2022]);
    for bytes in [&rdfc, &jcs_only, &both, &full] {
        let judgement = judge(bytes, &known);
        assert_eq!(judgement.verdict.grade(), Grade::Verified, "{:#?}", judgement.checks);
    }

    let raw = SigningKey::from_bytes(&[7; 32]);
    let message = [5; 64];
    let signature = raw.sign(&message);
    let verifying = VerifyingKey::from_bytes(public.bytes()).expect("a key");
    let document = json::parse(CREDENTIAL.replace("ISSUER", &by_key).replace("STATUS", "").as_bytes()).expect("JSON");
    let multibase = public.multibase();

    let rows: Vec<Row<'_>> = vec![
        ("raw verify_strict of 64 bytes", Box::new(|| assert!(verifying.verify_strict(&message, &signature).is_ok()))),
        ("SHA-256 of the same bytes", Box::new(|| done(Sha256::digest(&rdfc)))),
        ("parse the JSON", Box::new(|| done(json::parse(&rdfc)))),
        ("canonical N-Quads of the document", Box::new(|| done(canon::nquads(&document)))),
        ("canonical JSON of the document", Box::new(|| done(jcs::canonical(&document)))),
        ("decode the key", Box::new(|| done(accolade_credential::key::PublicKey::from_multibase(&multibase)))),
        ("judge: eddsa-rdfc-2022", Box::new(|| done(judge(&rdfc, &known)))),
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
    let medians: Vec<Duration> = times.into_iter().map(median).collect();
    println!("{} bytes of JSON, {rounds} rounds of 4, medians:", rdfc.len());
    for ((name, _), time) in rows.iter().zip(&medians) {
        let ratio = time.as_secs_f64() / medians[0].as_secs_f64();
        println!("{name:<40} {:>9.1} us   {ratio:>6.2} x verify_strict", time.as_secs_f64() * 1e6);
    }

    bulk(&known, rounds.div_ceil(20), &verifying, &signature);
}

/// Many credentials at once, in microseconds a credential: of one issuer, of 16, and each of another; then on two threads.
fn bulk(known: &Known<'_>, rounds: usize, verifying: &VerifyingKey, signature: &ed25519_dalek::Signature) {
    let batch = |issuers: usize, suite: Suite| -> Vec<Vec<u8>> {
        let one = |number: usize| {
            let issuer = number % issuers;
            let key = SecretKey::from_seed(&[(issuer % 251) as u8 + 1 + (issuer / 251) as u8; 32]);
            let public = key.public();
            let text = CREDENTIAL
                .replace("ISSUER", &public.did_key())
                .replace("k3n7", &format!("k{number}"))
                .replace("STATUS", "");
            signed(&key, &text, &public.did_key_method(), &[suite]).to_text().into_bytes()
        };
        (0..MANY).map(one).collect()
    };
    let names = [(1, "one issuer"), (16, "16 issuers"), (250, "250 issuers")];
    let mut rows: Vec<Row<'_>> = vec![(
        "raw verify_strict",
        Box::new(|| (0..MANY).for_each(|_| assert!(verifying.verify_strict(&[5; 64], signature).is_ok()))),
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
                rows.push((
                    "",
                    Box::new(move || {
                        std::thread::scope(|scope| {
                            for half in both.chunks(MANY / 2) {
                                scope.spawn(|| {
                                    done(judge_many(&half.iter().map(|b| &b[..]).collect::<Vec<_>>(), known))
                                });
                            }
                        });
                    }),
                ));
            }
        }
    }
    let mut times = vec![Vec::with_capacity(rounds); rows.len()];
    for _ in 0..rounds {
        for (at, (_, work)) in rows.iter().enumerate() {
            let start = Instant::now();
            work();
            times[at].push(start.elapsed() / MANY as u32);
        }
    }
    let medians: Vec<Duration> = times.into_iter().map(median).collect();
    println!("{MANY} at once, {rounds} rounds, medians for one credential:");
    for (name, time) in labels.iter().zip(&medians) {
        let ratio = time.as_secs_f64() / medians[0].as_secs_f64();
        println!("{name:<40} {:>9.1} us   {ratio:>6.2} x verify_strict", time.as_secs_f64() * 1e6);
    }
}

/// Keeps the compiler from leaving the work out.
fn done<T>(value: T) {
    black_box(value);
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn signed(key: &SecretKey, text: &str, method: &str, suites: &[Suite]) -> Json {
    let signer = Signer { key, verification_method: method, created: at("2026-05-12T10:00:00Z") };
    sign(json::parse(text.as_bytes()).expect("JSON"), &signer, suites).expect("signed")
}

fn documents(key: &SecretKey) -> Documents {
    let list = list_credential(LIST, WEB, "revocation", &StatusList::new(MIN_ENTRIES), at("2026-05-01T00:00:00Z"));
    let method = format!("{WEB}#{}", key.public().multibase());
    let list = signed(key, &list.to_text(), &method, &[Suite::EddsaRdfc2022, Suite::EddsaJcs2022]);
    let mut documents = Documents::default();
    let mut add = |url: &str, json: &Json| {
        documents.insert(url, Document { bytes: json.to_text().into_bytes().into(), retrieved: None });
    };
    add("https://credentials.alderbay.example/.well-known/did.json", &did::document(WEB, &[key.public()]));
    add(LIST, &list);
    documents
}
