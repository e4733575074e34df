//! Any bytes as a file of awards, CSV with a mapping or YAML: every field stands where the row says, and rows written as plain CSV are
//! the same. What stands before a NUL is the mapping.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};

use accolade::diag::Diagnostic;
use accolade::issue::columns::Column;
use accolade::issue::import::{Mapping, decode, table};
use accolade::issue::plan::{Form, sheet};
use accolade::issue::rows::{Read, Row, yaml};
use accolade::load::SourcePath;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (map, bytes) = match bytes.iter().position(|b| *b == 0) {
        Some(at) if !bytes.starts_with(b"\xff\xfe") && !bytes.starts_with(b"\xfe\xff") => (&bytes[..at], &bytes[at + 1..]),
        _ => (&b""[..], bytes),
    };
    let Ok((text, _)) = decode::text("a.csv", bytes, None) else { return };
    let text = &text[..];
    let path = SourcePath::new("a.mapping.yaml").expect("a path");
    let mapping = std::str::from_utf8(map).ok().filter(|map| !map.is_empty()).and_then(|map| Mapping::read(&path, map).ok());

    let plain = rows(text, |each| table::read("a.csv", text, &Mapping::default(), each));
    for field in plain.iter().flat_map(|row| row.fields.values()) {
        let written = text.get(field.span.start..field.span.end).expect("a field is within the text");
        assert!(written == field.value || written.is_empty(), "{written:?} is {:?}", field.value);
    }
    same_again(&plain);
    award(text, Form::Csv(&Mapping::default()));
    if let Some(mapping) = &mapping {
        rows(text, |each| table::read("a.csv", text, mapping, each));
        award(text, Form::Csv(mapping));
    }
    let listed = rows(text, |each| yaml("a.yaml", text, each));
    same_again(&listed);
    award(text, Form::Yaml);
});

/// The rows of a file; what is said of the others stands in the text.
fn rows(text: &str, read: impl FnOnce(&mut dyn FnMut(Read))) -> Vec<Row> {
    let mut rows = Vec::new();
    read(&mut |read| match read {
        Read::Row(row) => {
            for field in row.fields.values() {
                assert!(text.get(field.span.start..field.span.end).is_some(), "{field:?}");
            }
            rows.push(row);
        }
        Read::Skipped(row) => assert!(!row.why.is_empty() && text.get(row.span.start..row.span.end).is_some()),
        Read::Wrong(wrong) => said(text, &[wrong]),
    });
    rows
}

fn said(text: &str, found: &[Diagnostic]) {
    for place in found.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
        let (Some(line), Some(column)) = (place.line, place.column) else { continue };
        let there = text.split('\n').nth(line - 1).expect("a line of the text");
        assert!(column <= there.chars().count() + 1, "{place:?}");
    }
}

fn same_again(rows: &[Row]) {
    let values = |rows: &[Row]| -> Vec<BTreeMap<Column, String>> {
        let fields = |row: &Row| row.fields.iter().map(|(name, field)| (*name, field.value.clone())).collect();
        rows.iter().map(fields).filter(|fields: &BTreeMap<_, _>| !fields.is_empty()).collect()
    };
    let mut columns: BTreeSet<Column> = ["name", "badge", "awarded"].into_iter().map(Column::first).collect();
    columns.extend(rows.iter().flat_map(|row| row.fields.keys().copied()));
    let name = |column: &Column| match column.nth {
        0 => column.name.to_owned(),
        nth => format!("{}_{}", column.name, nth + 1),
    };
    let mut written = columns.iter().map(name).collect::<Vec<_>>().join(",") + "\n";
    for row in rows {
        let quoted = |column: &Column| {
            format!("\"{}\"", row.nth(column.name, column.nth).map_or("", |field| &field.value).replace('"', "\"\""))
        };
        written += &(columns.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n");
    }
    let mut again = Vec::new();
    table::read("a.csv", &written, &Mapping::default(), &mut |read| match read {
        Read::Row(row) => again.push(row),
        other => panic!("{other:?} of {written}"),
    });
    assert_eq!(values(&again), values(rows), "{written}");
}

fn award(text: &str, form: Form<'_>) {
    let today = date(2026, 7, 1);
    match sheet("a", text.to_owned(), form, today) {
        Err(found) => said(text, &found),
        Ok(sheet) => {
            for award in &sheet.awards {
                assert!(!award.name.is_empty() && award.awarded <= today, "{award:?}");
                assert!(award.expires.is_none_or(|last| last >= award.awarded), "{award:?}");
            }
        }
    }
}
