//! Any text as a file of awards, CSV and YAML: every field stands where the row says, and the rows written as plain CSV are the same.
#![no_main]

use std::collections::BTreeMap;

use accolade::diag::Diagnostic;
use accolade::issue::plan::sheet;
use accolade::issue::rows::{COLUMNS, CONSENT, Row, csv, yaml};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (rows, found) = csv("a.csv", text);
    said(text, &found);
    for field in rows.iter().flat_map(|row| row.fields.values()) {
        let written = text.get(field.span.start..field.span.end).expect("a field is within the text");
        assert!(written == field.value || written.is_empty(), "{written:?} is {:?}", field.value);
    }
    same_again(&rows);
    award(text, &rows);

    let (rows, found) = yaml("a.yaml", text);
    said(text, &found);
    for field in rows.iter().flat_map(|row| row.fields.values()) {
        assert!(text.get(field.span.start..field.span.end).is_some(), "{field:?}");
    }
    same_again(&rows);
    award(text, &rows);
});

fn said(text: &str, found: &[Diagnostic]) {
    for place in found.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
        let (Some(line), Some(column)) = (place.line, place.column) else { continue };
        let there = text.split('\n').nth(line - 1).expect("a line of the text");
        assert!(column <= there.chars().count() + 1, "{place:?}");
    }
}

fn same_again(rows: &[Row]) {
    let values = |rows: &[Row]| -> Vec<BTreeMap<&str, String>> {
        let fields = |row: &Row| row.fields.iter().map(|(name, field)| (*name, field.value.clone())).collect();
        rows.iter().map(fields).filter(|fields: &BTreeMap<_, _>| !fields.is_empty()).collect()
    };
    let columns: Vec<&str> = COLUMNS.into_iter().chain([CONSENT]).collect();
    let mut written = columns.join(",") + "\n";
    for row in rows {
        let quoted =
            |column: &&str| format!("\"{}\"", row.get(column).map_or("", |field| &field.value).replace('"', "\"\""));
        written += &(columns.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n");
    }
    let (again, found) = csv("a.csv", &written);
    assert_eq!(found, []);
    assert_eq!(values(&again), values(rows), "{written}");
}

fn award(text: &str, rows: &[Row]) {
    let today = date(2026, 7, 1);
    match sheet("a", text, rows, today) {
        Err(found) => said(text, &found),
        Ok(sheet) => {
            assert_eq!(sheet.awards.len(), rows.len());
            for award in &sheet.awards {
                assert!(!award.name.is_empty() && award.awarded <= today, "{award:?}");
                assert!(award.expires.is_none_or(|last| last >= award.awarded), "{award:?}");
            }
        }
    }
}
