//! Any text as a status list: what is unpacked is within the bound, and the same after packing.
#![no_main]

use accolade_credential::status::{MAX_BYTES, StatusList};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(list) = StatusList::decode(text) {
        assert!(list.len() <= MAX_BYTES * 8);
        assert_eq!(StatusList::decode(&list.encode()), Ok(list));
    }
});
