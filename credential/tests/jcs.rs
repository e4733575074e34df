//! The published triples of JSON canonicalisation: input, output, output in hexadecimal.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod vectors;

use accolade_credential::{jcs, json};

#[test]
fn every_published_file_has_its_canonical_bytes() {
    let Some(folder) = vectors::folder().map(|f| f.join("jcs")) else { return };
    let mut count = 0;
    for entry in std::fs::read_dir(folder.join("input")).expect("the inputs") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|s| s.to_str()).expect("a name");
        let value = json::parse(&std::fs::read(&path).expect("a file")).expect("JSON");
        let canonical = jcs::canonical(&value);
        let expected = std::fs::read_to_string(folder.join(format!("output/{stem}.json"))).expect("a file");
        assert_eq!(canonical, expected.trim_end_matches('\n'), "{stem}");
        let hex: String = canonical.bytes().map(|b| format!("{b:02x}")).collect();
        let listed = std::fs::read_to_string(folder.join(format!("outhex/{stem}.txt"))).expect("a file");
        let listed: String = listed.split_whitespace().collect();
        assert_eq!(hex, listed, "{stem}");
        count += 1;
    }
    assert_eq!(count, 6);
}
