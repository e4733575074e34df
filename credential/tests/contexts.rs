//! Our vocabulary tables against the published contexts, term for term; and no two shown terms of one meaning.
#![allow(clippy::unwrap_used, reason = "a test may fail that way")]
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod vectors;

use std::collections::{BTreeMap, BTreeSet};

use accolade_credential::json::{self, Json};
use accolade_credential::{Json as Value, canon};

/// Published contexts in the vectors that are not built in, each with its reason.
const LEFT_OUT: &[(&str, &str)] =
    &[("https://w3id.org/openbadges/v2", "Open Badges 2.0 has no RDF proofs; nothing is canonicalised under it")];
/// A built-in context without a file among the vectors: compared by hand with the npm package @digitalcredentials/dcc-context 1.0.0.
const WITHOUT_FILE: &[&str] = &["https://w3id.org/dcc/v1"];
/// The fragment that marks the later edition of a context that was changed in place.
const LATER: &str = "#validator-2026";

/// Definitions by the path of terms that leads to them, each in one spelling.
type Flat = BTreeMap<String, String>;

fn flatten(context: &Json, path: &str, into: &mut Flat) {
    for (at, entry) in context.items().iter().enumerate() {
        match entry {
            Value::String(url) => {
                into.insert(format!("{path}@import"), url.to_string());
            }
            Value::Object(object) => {
                for (term, definition) in object.iter().filter(|(term, _)| *term != "@version") {
                    define(&format!("{path}{term}"), definition, into);
                }
            }
            other => panic!("{path}: entry {at} is {other:?}"),
        }
    }
    if *context == Value::Null {
        into.insert(format!("{path}@null"), String::new());
    }
}

fn define(path: &str, definition: &Json, into: &mut Flat) {
    let mut parts = BTreeMap::new();
    match definition {
        Value::Object(object) => {
            for (name, value) in object.iter() {
                if name == "@context" {
                    flatten(value, &format!("{path}/"), into);
                    parts.insert("@context", "in scope".to_owned());
                } else {
                    parts.insert(name, value.to_text());
                }
            }
        }
        short => {
            parts.insert("@id", short.to_text());
            // A term may be a prefix only when it is defined by a string that ends like this.
            if short.as_str().is_some_and(|s| s.ends_with([':', '/', '?', '#', '[', ']', '@'])) {
                parts.insert("prefix", "yes".to_owned());
            }
        }
    }
    let twice = into.insert(path.to_owned(), format!("{parts:?}"));
    assert!(twice.is_none(), "{path} is there twice");
}

fn flat(document: &Json) -> Flat {
    let mut flat = Flat::new();
    flatten(document.get("@context").expect("a context document has a context"), "", &mut flat);
    flat
}

/// The published files by URL; a later edition keeps its mark.
fn published() -> Option<BTreeMap<String, Json>> {
    let folder = vectors::folder()?.join("contexts");
    let read = |name: &str| json::parse(&std::fs::read(folder.join(name)).expect(name)).expect(name);
    let index = read("index.json");
    let text = |entry: &Json, name: &str| entry.get(name).and_then(Json::as_str).unwrap().to_owned();
    Some(index.items().iter().map(|e| (text(e, "url"), read(&text(e, "file")))).collect())
}

#[test]
fn every_published_context_is_built_in_term_for_term() {
    let Some(files) = published() else { return };
    let mut compared = 0;
    for (url, file) in &files {
        let plain = url.trim_end_matches(LATER);
        if LEFT_OUT.iter().any(|(left_out, _)| *left_out == plain) {
            assert!(canon::context_document(plain).is_none(), "{plain} is built in: take it off the list");
            continue;
        }
        let ours = flat(&canon::context_document(plain).unwrap_or_else(|| panic!("{plain} is not built in")));
        let theirs = flat(file);
        if files.contains_key(&format!("{url}{LATER}")) {
            // The earlier edition: everything in it stands unchanged in the one that is built in.
            let added: Vec<&String> = ours.keys().filter(|term| !theirs.contains_key(*term)).collect();
            assert_eq!(added, ["endorsementJwt", "jti"], "what {url} gained");
            for (term, meaning) in &theirs {
                assert_eq!(ours.get(term), Some(meaning), "{url}: {term}");
            }
        } else {
            assert_eq!(ours, theirs, "{url}");
        }
        compared += theirs.len();
    }
    println!("{} contexts, {compared} definitions", files.len());
    assert!(compared > 1000, "only {compared} definitions were compared");
    let ours: BTreeSet<&str> = canon::context_urls().collect();
    let unproven: Vec<&str> = ours.iter().copied().filter(|url| !files.contains_key(*url)).collect();
    assert_eq!(unproven, WITHOUT_FILE, "a context without a published file to compare with");
}

#[test]
fn no_shown_term_can_be_renamed_to_another() {
    // Were there such a pair, it would be listed here with the reason why exchanging the two misleads nobody.
    assert_eq!(canon::shared_meanings(), []);
}
