//! Any bytes as JSON: what is read is written and read again as the same, compact and indented, and its names are unique.
#![no_main]

use accolade_credential::Json;
use accolade_credential::json::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(json) = parse(bytes) else { return };
    assert_eq!(parse(json.to_text().as_bytes()).as_ref(), Ok(&json));
    assert_eq!(parse(json.to_pretty().as_bytes()).as_ref(), Ok(&json));
    unique(&json);
});

fn unique(json: &Json) {
    match json {
        Json::Object(object) => {
            let mut names: Vec<&str> = object.iter().map(|(name, _)| name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), object.len());
            object.iter().for_each(|(_, value)| unique(value));
        }
        Json::Array(items) => items.iter().for_each(unique),
        _ => {}
    }
}
