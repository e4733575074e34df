//! Any bytes as `accolade.lock`: what is read is written and read again as the same, and no file outside `.accolade/` is well named.
#![no_main]

use std::collections::BTreeSet;

use accolade::draft::{lock::Lock, locked};
use accolade::load::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = Source::of([("accolade.lock", bytes), (".accolade/x.json", b"{}"), ("accolade.yaml", b"title: x")]);
    let mut found = Vec::new();
    let (documents, _) = locked(&source, &mut found);
    let Ok(lock) = Lock::read(bytes) else {
        assert!(documents.is_empty() && !found.is_empty());
        return;
    };
    assert_eq!(documents.len() + found.len(), lock.documents.len(), "each is there or complained about");
    let text = lock.to_text();
    let again = Lock::read(text.as_bytes()).expect("what is written is read");
    assert_eq!(again, lock);
    assert_eq!(again.to_text(), text);
    for (url, document) in &lock.documents {
        assert_eq!(*url, document.url);
        assert!(lock.names(&document.file));
        if document.is_well_named() {
            let name = document.file.strip_prefix(".accolade/").expect("in its folder");
            assert!(!name.contains(['/', '\\', ':']) && !name.starts_with('.'), "{name}");
        }
    }
    let urls: BTreeSet<&str> = documents.iter().map(|document| &*document.url).collect();
    assert_eq!(urls.len(), documents.len());
});
