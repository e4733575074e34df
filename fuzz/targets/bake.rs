//! Any bytes as a picture to bake a credential into: what comes out carries exactly that credential.
#![no_main]

use accolade_credential::bake;
use accolade_credential::extract::{Payload, find};
use libfuzzer_sys::fuzz_target;

const CREDENTIAL: &[u8] = br#"{"@context":["https://www.w3.org/ns/credentials/v2"],"name":"]]> & <x/> \u0000"}"#;

fuzz_target!(|bytes: &[u8]| {
    for baked in [bake::png(bytes, CREDENTIAL), bake::svg(bytes, CREDENTIAL)].into_iter().flatten() {
        match find(&baked).map(|found| found.payload) {
            Ok(Payload::Json(text)) => assert_eq!(&*text, CREDENTIAL),
            other => panic!("{other:?}"),
        }
    }
});
