//! Any bytes as a JSON-LD document: an answer, and the same one with the members of every object in the other order.
#![no_main]

use accolade_credential::canon::{CanonErrorKind, nquads};
use accolade_credential::{Json, json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = json::parse(bytes) else { return };
    match (nquads(&value), nquads(&turned(&value))) {
        (Ok(one), Ok(other)) => assert_eq!(one, other),
        (Err(one), Err(other)) => drop((one, other)),
        (Err(e), Ok(_)) | (Ok(_), Err(e)) => assert_eq!(e.kind, CanonErrorKind::WorkLimit, "{e}"),
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
