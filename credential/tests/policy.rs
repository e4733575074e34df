//! The table of codes in the documentation, held against the judge: every code of the sources stands in it and the other
//! way round, its verdicts follow from its outcomes, and constructed cases end with the row that they are for.
#![allow(clippy::disallowed_methods, reason = "the test reads the sources and the documentation")]

mod own;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use accolade_credential::key::SecretKey;
use accolade_credential::sign::Suite;
use accolade_credential::{Documents, Grade, Issuers, Json, Judgement, Known, judge};
use own::{BOTH, CREDENTIAL, at, documents, judged_with, parse, signed, signed_by, told, unsigned, with};

/// Where the judge's codes are written.
const SOURCES: [&str; 7] = ["judge", "status", "read", "ob2", "extract", "proof/rdf.rs", "proof/mod.rs"];
/// Codes of one word; others have a hyphen, by which they are found.
const SHORT: [&str; 4] = ["expired", "hosted", "revoked", "suspended"];
/// Words with a hyphen that are no codes.
const OTHER: [&str; 2] = ["utf-8", "not-applicable"];

/// One row of the table.
struct Row {
    code: String,
    check: String,
    outcome: String,
    most: String,
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/how-a-credential-is-judged.md");
    let page = std::fs::read_to_string(path).expect("the page");
    let (_, table) = page.split_once("## Every code").expect("the table");
    let cells = |line: &str| line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
    let rows = table.lines().filter(|line| line.starts_with("| `")).map(cells).map(|cells| match &cells[..] {
        [code, check, outcome, most, why] if !why.is_empty() => Row {
            code: code.trim_matches('`').to_owned(),
            check: check.clone(),
            outcome: outcome.clone(),
            most: most.clone(),
        },
        other => panic!("a row of other cells: {other:?}"),
    });
    rows.collect()
}

fn files(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        std::fs::read_dir(path).expect("a folder").flatten().for_each(|entry| files(&entry.path(), found));
    } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
        found.push(path.to_owned());
    }
}

/// Every code that occurs in the judge's sources as a literal, outside of their tests.
fn codes_in_sources() -> BTreeSet<String> {
    let mut found = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    SOURCES.iter().for_each(|s| files(&src.join(s), &mut found));
    let mut codes = BTreeSet::new();
    for file in found {
        let text = std::fs::read_to_string(&file).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            codes.extend(line.split('"').skip(1).step_by(2).filter(|w| is_code(w)).map(str::to_owned));
        }
    }
    codes
}

fn is_code(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let plain = |p: &&str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase());
    SHORT.contains(&word) || (parts.len() > 1 && parts.iter().all(plain) && !OTHER.contains(&word))
}

#[test]
fn every_code_of_the_judge_stands_in_the_table_and_no_other() {
    let table: BTreeSet<String> = rows().into_iter().map(|r| r.code).collect();
    let sources = codes_in_sources();
    let missing: Vec<_> = sources.difference(&table).collect();
    let gone: Vec<_> = table.difference(&sources).collect();
    assert!(missing.is_empty(), "docs/how-a-credential-is-judged.md has no row for {missing:?}: say what it leads to");
    assert!(gone.is_empty(), "docs/how-a-credential-is-judged.md has rows for what no source gives: {gone:?}");
    assert!(sources.len() > 80, "{}", sources.len());
}

/// The best verdict beside this outcome, as `fold` has it.
fn allowed(check: &str, outcome: &str) -> &'static str {
    match (check, outcome) {
        (_, "pass") | ("validity" | "status", "not-applicable") => "verified",
        ("signature", "not-applicable") => "reported",
        ("format" | "signature", _) | ("issuer", "fail") => "refused",
        ("issuer", _) => "intact",
        _ => "authentic",
    }
}

#[test]
fn the_verdict_of_each_row_follows_from_its_outcome() {
    let mut seen = BTreeSet::new();
    for row in rows() {
        assert_eq!(row.most, allowed(&row.check, &row.outcome), "{} {} {}", row.code, row.check, row.outcome);
        assert!(["pass", "fail", "unknown", "not-applicable"].contains(&row.outcome.as_str()), "{}", row.outcome);
        let name = format!("{} {} {}", row.code, row.check, row.outcome);
        assert!(seen.insert(name.clone()), "{name} stands there twice");
    }
}

fn rank(grade: &str) -> usize {
    let order = ["refused", "reported", "intact", "authentic", "verified"];
    order.iter().position(|g| *g == grade).expect("a grade")
}

/// Whatever was judged: each of its checks is a row of the table, and the verdict is no better than the rows allow.
#[track_caller]
fn follows_the_table(judgement: &Judgement, rows: &[Row]) -> BTreeSet<String> {
    let mut ends = BTreeSet::new();
    for check in &judgement.checks {
        let (id, outcome) = (check.id().to_string(), check.outcome().to_string());
        let row = rows.iter().find(|r| r.code == check.code() && r.check == id && r.outcome == outcome);
        let row = row.unwrap_or_else(|| panic!("no row {} {id} {outcome}\n{}", check.code(), told(judgement)));
        let grade = judgement.verdict.grade();
        let within = rank(&grade.to_string()) <= rank(&row.most) || grade == Grade::Reported;
        assert!(within, "{} allows {}\n{}", row.code, row.most, told(judgement));
        ends.insert(format!("{} {id} {outcome}", row.code));
    }
    ends
}

fn as_of(json: &Json, moment: &str) -> Judgement {
    let (documents, issuers) = (documents(), Issuers::default());
    judge(json.to_text().as_bytes(), &Known { as_of: at(moment), documents: &documents, issuers: &issuers })
}

/// More status entries than are asked.
const MANY: usize = 100;

/// Constructed cases: the row that each is for, and its judgement.
fn cases() -> Vec<(&'static str, Judgement)> {
    let now = |json: &Json| as_of(json, "2026-07-01T00:00:00Z");
    let good = || signed(unsigned(), &BOTH);
    let changed = |from: &str, to: &str| now(&signed(with(from, to), &BOTH));
    let plain = |from: &str, to: &str| now(&with(from, to));
    let raw = |bytes: &[u8]| {
        let (documents, issuers) = (Documents::default(), Issuers::default());
        let as_of = at("2026-07-01T00:00:00Z");
        judge(bytes, &Known { as_of, documents: &documents, issuers: &issuers })
    };
    let other = SecretKey::from_seed(&[2; 32]);
    let by_other = |name: &str| now(&signed_by(unsigned(), &other, name, &BOTH));
    let entry = |from: &str, to: &str| changed(from, to);
    let proof = |from: &str, to: &str| now(&parse(&good().to_text().replace(from, to)));
    vec![
        ("well-formed format pass", now(&good())),
        ("signature-good signature pass", now(&good())),
        ("issuer-key issuer pass", now(&good())),
        ("in-validity validity pass", now(&good())),
        ("status-clear status pass", now(&good())),
        ("not-json format fail", raw(b"{")),
        ("not-json format fail", raw(b"hello")),
        ("empty-file format fail", raw(b"")),
        ("wrong-kind format fail", raw(b"GIF89a")),
        ("not-checked signature unknown", raw(b"")),
        ("not-checked issuer unknown", raw(b"")),
        ("not-checked validity unknown", raw(b"")),
        ("not-checked status unknown", raw(b"")),
        ("no-issuer format fail", plain("\"issuer\"", "\"termsOfUse\"")),
        ("bad-date format fail", plain("2029-05-12T09:00:00Z", "2029-05-12")),
        ("dates-reversed format fail", plain("2029-05-12T09:00:00Z", "2019-05-12T09:00:00Z")),
        ("no-member-type format fail", plain(", \"type\": [\"Evidence\"]", "")),
        (
            "bad-text format fail",
            plain("\"name\": \"Public Speaking Foundations\",\n  \"issuer\"", "\"name\": 5,\n  \"issuer\""),
        ),
        (
            "inline-context format fail",
            plain(
                "[\"https://www.w3.org/ns/credentials/v2\",",
                "[\"https://www.w3.org/ns/credentials/v2\", {\"x\": \"urn:x\"},",
            ),
        ),
        ("unknown-context format fail", plain("context-3.0.3.json", "context-9.json")),
        ("undefined-term format fail", plain("\"creditsEarned\"", "\"creditsEarnedd\"")),
        ("odd-name format fail", plain("\"awardedDate\"", "\"ob:awardedDate\"")),
        ("relative-iri format fail", plain("\"https://maya.example/talk\"", "\"talk\"")),
        ("no-proof signature fail", now(&unsigned())),
        ("signature-bad signature fail", proof("Maya Lindqvist", "Mia Lindqvist")),
        ("malformed-proof signature fail", proof("\"assertionMethod\"", "\"authentication\"")),
        ("unsupported-suite signature unknown", proof("\"cryptosuite\":\"eddsa-", "\"cryptosuite\":\"bbs-")),
        ("key-not-found signature unknown", judged_with(&good(), &Documents::default(), &Issuers::default())),
        ("no-signature issuer unknown", now(&unsigned())),
        ("other-key issuer fail", by_other(&other.public().did_key_method())),
        ("expired validity fail", as_of(&good(), "2030-01-01T00:00:00Z")),
        ("not-yet-valid validity fail", as_of(&good(), "2026-01-01T00:00:00Z")),
        ("signed-later validity fail", as_of(&good(), "2026-05-12T09:30:00Z")),
        ("revoked status fail", entry("\"statusListIndex\": \"5\"", "\"statusListIndex\": \"94567\"")),
        ("status-index status unknown", entry("\"statusListIndex\": \"5\"", "\"statusListIndex\": \"-1\"")),
        ("status-range status unknown", entry("\"statusListIndex\": \"5\"", "\"statusListIndex\": \"131072\"")),
        ("status-purpose status unknown", entry("\"statusPurpose\": \"revocation\"", "\"statusPurpose\": \"mood\"")),
        ("list-purpose status unknown", entry("\"statusPurpose\": \"revocation\"", "\"statusPurpose\": \"refresh\"")),
        (
            "list-missing status unknown",
            entry("\"statusListCredential\": \"https://credentials", "\"statusListCredential\": \"https://x"),
        ),
        (
            "status-size status unknown",
            entry("\"statusListIndex\": \"5\"", "\"statusSize\": 0, \"statusListIndex\": \"5\""),
        ),
        (
            "status-messages status unknown",
            entry("\"statusListIndex\": \"5\"", "\"statusSize\": 2, \"statusListIndex\": \"5\""),
        ),
        ("status-list status unknown", entry("\"statusListCredential\": \"https", "\"statusReference\": \"https")),
        ("no-dates validity not-applicable", {
            let ends = "\"validFrom\": \"2026-05-12T09:00:00Z\",\n  \"validUntil\": \"2029-05-12T09:00:00Z\",";
            plain(ends, "")
        }),
        ("too-many-proofs signature unknown", {
            let good = good();
            let proof = good.get("proof").expect("a proof").items()[0].clone();
            let Json::Object(mut members) = good else { panic!("no object") };
            members.insert("proof", vec![proof; 17]);
            now(&Json::Object(members))
        }),
        (
            "proof-mismatch signature fail",
            proof("\"proofPurpose\":", "\"previousProof\":\"urn:uuid:0a1b\",\"proofPurpose\":"),
        ),
        ("status-too-many status unknown", {
            let (front, entry) = CREDENTIAL.split_once("\"credentialStatus\": ").expect("an entry");
            let entry = entry.trim_end().trim_end_matches('}').trim_end();
            let many = (0..MANY).map(|i| entry.replace("#5", &format!("#{i}"))).collect::<Vec<_>>().join(",");
            now(&signed(parse(&format!("{front}\"credentialStatus\": [{many}]}}")), &[Suite::EddsaJcs2022]))
        }),
        ("no-status status not-applicable", {
            let (front, _) = CREDENTIAL.split_once(",\n  \"credentialStatus\"").expect("an entry");
            now(&signed(parse(&format!("{front}}}")), &BOTH))
        }),
    ]
}

#[test]
fn each_constructed_case_ends_with_its_row() {
    let rows = rows();
    let mut wrong = Vec::new();
    for (row, judgement) in cases() {
        if !follows_the_table(&judgement, &rows).contains(row) {
            wrong.push(format!("{row}: {}", told(&judgement)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rows without a case above are asked for by name in another test: a row that nothing asks for would rot.
#[test]
fn every_row_is_asked_for_by_a_test() {
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    files(&root.join("tests"), &mut found);
    files(&root.join("src"), &mut found);
    found.push(root.join("src/read/tests.rs"));
    let tests: String = found
        .iter()
        .map(|file| {
            let text = std::fs::read_to_string(file).expect("a source");
            let text = text.split("/// Codes that no test reaches").next().unwrap_or_default().to_owned();
            let is_test = file.starts_with(root.join("tests")) || file.ends_with("tests.rs");
            if is_test { text } else { text.split("#[cfg(test)]").skip(1).collect() }
        })
        .collect();
    let asked = |code: &str| tests.contains(&format!("\"{code}\"")) || tests.contains(&format!("\"{code} "));
    let rotting: BTreeSet<_> = rows().into_iter().map(|r| r.code).filter(|code| !asked(code)).collect();
    let unasked: BTreeSet<String> = UNASKED.iter().map(|c| (*c).to_owned()).collect();
    assert_eq!(rotting, unasked, "rows that no test asks for");
}

/// Codes that no test reaches by name: what makes them is asked for by its effect, that nothing is shown.
const UNASKED: [&str; 5] = ["bad-badge", "bad-image", "issuer-key-unsupported", "redefined-term", "work-limit"];
