//! The table of codes in the documentation, held against the judge: every code of the sources stands in it and the other
//! way round, its verdicts follow from its outcomes, and constructed cases end with the row that they are for.
#![allow(clippy::disallowed_methods, reason = "the test reads the sources and the documentation")]

mod carrier;
mod constructed;
mod own;
mod published;
mod signers;
mod vectors;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use accolade_credential::{Grade, Judgement, Known, judge};
use constructed::cases;
use own::told;

/// Where the judge's codes are written.
const SOURCES: [&str; 8] = ["judge", "needs.rs", "status", "read", "ob2", "extract", "proof/rdf.rs", "proof/mod.rs"];
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

/// Rows that no file reaches, and why.
const NOT_REACHED: &[(&str, &str)] =
    &[("bad-id format fail", "JSON-LD refuses an id that is no text before it is read")];

/// A row that nothing ends with would rot.
#[test]
fn every_row_of_the_table_is_reached_by_a_constructed_case() {
    let rows = rows();
    let mut reached = BTreeSet::new();
    for (_, judgement) in cases() {
        reached.extend(follows_the_table(&judgement, &rows));
    }
    let all: BTreeSet<String> = rows.iter().map(|r| format!("{} {} {}", r.code, r.check, r.outcome)).collect();
    let not_reached: BTreeSet<String> = NOT_REACHED.iter().map(|(row, _)| (*row).to_owned()).collect();
    assert_eq!(all.difference(&reached).cloned().collect::<BTreeSet<_>>(), not_reached);
    assert!(NOT_REACHED.iter().all(|(_, why)| why.len() > 20), "each says why");
}

#[test]
fn whatever_others_made_is_judged_by_the_table() {
    let Some(folder) = vectors::folder() else { return };
    let (rows, documents) = (rows(), published::folder_documents(&folder));
    let mut seen = 0;
    for row in published::rows(&folder) {
        let known = Known { as_of: published::as_of(), documents: &documents, issuers: &row.issuers(&folder) };
        follows_the_table(&judge(&row.bytes(&folder), &known), &rows);
        seen += 1;
    }
    assert!(seen > 200, "{seen}");
}

/// What makes the code of a check: a file with one of these is a source of codes.
const MAKERS: [&str; 3] = ["Check::new(", "ReadError::new(", "ExtractError::new("];
/// These make no code of a judgement: the types themselves, and baking, which judges nothing.
const NO_SOURCE: [&str; 3] = ["verdict/check.rs", "bake.rs", "verdict.rs"];

#[test]
fn every_file_that_makes_codes_is_a_source_of_the_table() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut all, mut known) = (Vec::new(), Vec::new());
    files(&src, &mut all);
    SOURCES.iter().for_each(|s| files(&src.join(s), &mut known));
    NO_SOURCE.iter().for_each(|s| known.push(src.join(s)));
    for file in all.iter().filter(|file| !known.contains(file)) {
        let text = std::fs::read_to_string(file).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let makes = code.lines().any(|l| !l.trim_start().starts_with("//") && MAKERS.iter().any(|m| l.contains(m)));
        assert!(!makes, "{} makes codes and is not among the sources", file.display());
    }
}

#[test]
fn the_limits_are_those_of_the_program() {
    use accolade_credential::{extract, json, status};
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/how-a-credential-is-judged.md");
    let page = std::fs::read_to_string(path).expect("the page");
    let mib = |bytes: usize| format!("{} MiB", bytes >> 20);
    for row in [
        format!("| a picture or PDF | {} |", mib(extract::MAX_FILE_BYTES)),
        format!("| the credential inside it, unpacked | {} |", mib(extract::MAX_PAYLOAD_BYTES)),
        format!("| JSON text | {}, {} levels, ", mib(json::MAX_BYTES), json::MAX_DEPTH),
        format!("| a status list, unpacked | {} |", mib(status::MAX_BYTES)),
    ] {
        assert!(page.contains(&row), "{row}");
    }
    assert!(page.replace(',', "").contains(&format!("{} values", json::MAX_VALUES)));
}
