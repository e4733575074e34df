//! Any bytes as JSON: its canonical text is JSON, and canonical already; the order of members does not matter.
#![no_main]

use accolade_credential::{Json, jcs, json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = json::parse(bytes) else { return };
    let canonical = jcs::canonical(&value);
    assert_eq!(jcs::canonical(&turned(&value)), canonical);
    // A number such as 1e21 is written without a fraction there, and may then be one that is not read exactly.
    if let Ok(again) = json::parse(canonical.as_bytes()) {
        assert_eq!(jcs::canonical(&again), canonical);
    }
});

fn turned(json: &Json) -> Json {
    match json {
        Json::Object(o) => {
            let mut members: Vec<_> = o.iter().map(|(n, v)| (n.to_owned(), turned(v))).collect();
            members.reverse();
            Json::Object(members.into_iter().collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(turned).collect()),
        other => other.clone(),
    }
}
