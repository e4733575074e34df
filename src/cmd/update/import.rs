//! `accolade update --from MAP.json`: keeps documents that were saved by other means. In: a map of URLs to files.

use std::collections::BTreeMap;
use std::path::Path;

use accolade_credential::extract::{self, Payload};
use accolade_credential::json;
use accolade_credential::needs::Form;
use jiff::Timestamp;

use super::keep::{Changes, keep};
use super::{Exit, Failed, Globals};
use crate::diag::Diagnostic;
use crate::draft::lock::Locked;
use crate::load;

/// Keeps every document of a map, as saved at this moment.
pub(super) fn import(dir: &Path, map: &Path, saved: Timestamp, globals: &Globals) -> Result<(), Failed> {
    let documents = read_map(map).map_err(|found| (Exit::Bad, found))?;
    if let Some(url) = documents.keys().find(|url| !url.starts_with("https://")) {
        let message = format!("{url:?} is not an https address, so nothing says who published the document");
        let found = Diagnostic::error("bad-map", message).in_file(map.display().to_string());
        return Err((Exit::Bad, vec![found.help("name the address where the document is published")]));
    }
    let mut changes = Changes::default();
    for (url, bytes) in &documents {
        let form = if is_jwt(bytes) { Form::Jwt } else { Form::Json };
        changes.keep(Locked::of(url, bytes, form.extension(), saved), bytes.clone());
    }
    let lock = keep(dir, changes)?;
    for url in documents.keys() {
        globals.note(&format!("keeps {url}, as of {saved}"));
    }
    globals.note(&format!("accolade.lock names {} documents", lock.documents.len()));
    Ok(())
}

/// Every document that a map names, by its URL.
///
/// # Errors
/// What cannot be read, or is no JSON object.
pub(in crate::cmd) fn read_map(map: &Path) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let shown = map.display().to_string();
    let bytes = load::read_file(map).map_err(|problem| vec![problem])?;
    let files: BTreeMap<String, String> = serde_json::from_slice(&bytes).map_err(|error| {
        let message = format!("this is no map of URLs to files: {error}");
        let help = "write a JSON object such as {\"https://example.org/.well-known/did.json\": \"did.json\"}";
        vec![Diagnostic::error("bad-map", message).in_file(&shown).help(help)]
    })?;
    let folder = map.parent().unwrap_or_else(|| Path::new(""));
    let (mut documents, mut found) = (BTreeMap::new(), Vec::new());
    for (url, file) in files {
        let wrong =
            |message: String, help: &str| Diagnostic::error("bad-map", message).in_file(&shown).about(&url).help(help);
        match load::read_file(&folder.join(&file)) {
            Err(problem) => found.push(problem.about(&url)),
            Ok(bytes) if is_jwt(&bytes) => {
                documents.insert(url, bytes);
            }
            Ok(bytes) => {
                match json::parse(&bytes) {
                    Ok(value) if value.as_object().is_some() => {
                        documents.insert(url, bytes);
                    }
                    Ok(_) => found
                        .push(wrong(format!("{file} is not a JSON object"), "save the document as it was published")),
                    Err(error) => found
                        .push(wrong(format!("{file} is not JSON: {error}"), "save the document as it was published")),
                }
            }
        }
    }
    if found.is_empty() { Ok(documents) } else { Err(found) }
}

fn is_jwt(bytes: &[u8]) -> bool {
    extract::find(bytes).is_ok_and(|found| matches!(found.payload, Payload::Jws(_)))
}
