//! `rate make SUITE COUNT`: that many signed credentials, one a line, all by one key. `rate time`, in: such lines on standard input;
//! out, as JSON: microseconds for one credential, judged one at a time and all at once. For measuring beside other verifiers.
#![allow(clippy::disallowed_methods, reason = "a program of its own, with its own command line and clock")]

use std::io::{self, Read as _};
use std::time::Instant;

use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::{Documents, Grade, Issuers, Known, json, judge, judge_many};

const CREDENTIAL: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "https://credentials.alderbay.example/credentials/NUMBER/",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "name": "Public Speaking Foundations",
  "issuer": {"id": "ISSUER", "type": ["Profile"], "name": "University of Alder Bay", "url": "https://alderbay.example"},
  "validFrom": "2026-05-12T09:00:00Z",
  "validUntil": "2029-05-12T09:00:00Z",
  "credentialSubject": {
    "type": ["AchievementSubject"],
    "id": "urn:uuid:7e0f1bd0-47a4-4d6e-9d51-9bb6a3a3a0NUMBER",
    "achievement": {
      "id": "https://credentials.alderbay.example/badges/public-speaking/",
      "type": ["Achievement"],
      "name": "Public Speaking Foundations",
      "description": "Plans, gives and defends a talk of ten minutes before a room of strangers, and answers their questions.",
      "achievementType": "Course",
      "criteria": {"narrative": "Attended the four workshops of the term, gave three talks of rising length, and was heard by two assessors."},
      "tag": ["speaking", "rhetoric", "communication"],
      "alignment": [
        {"type": ["Alignment"], "targetName": "Communication", "targetUrl": "https://www.naceweb.org/career-readiness/communication"},
        {"type": ["Alignment"], "targetName": "Professionalism", "targetUrl": "https://www.naceweb.org/career-readiness/professionalism"}
      ]
    }
  }
}"#;

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
    let method = key.public().did_key_method();
    let created = "2026-05-12T10:00:00Z".parse().expect("a time");
    let signer = Signer { key: &key, verification_method: &method, created };
    let suite = if suite == "eddsa-jcs-2022" { Suite::EddsaJcs2022 } else { Suite::EddsaRdfc2022 };
    for number in 0..count {
        let text = CREDENTIAL.replace("ISSUER", &key.public().did_key()).replace("NUMBER", &format!("{number:04}"));
        let unsigned = json::parse(text.as_bytes()).expect("JSON");
        println!("{}", sign(unsigned, &signer, &[suite]).expect("signed").to_text());
    }
}

fn time() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
    let (documents, issuers) = (Documents::default(), Issuers::default());
    let as_of = "2026-07-01T00:00:00Z".parse().expect("a time");
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
