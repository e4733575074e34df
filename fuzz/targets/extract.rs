//! Any bytes as a file that may carry a credential: an answer, and the same one each time.
#![no_main]

use accolade_credential::extract::find;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert_eq!(find(bytes), find(bytes));
});
