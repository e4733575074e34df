//! `accolade update`: keeps DID documents and status lists that were fetched by other means, with hash and time, so that builds
//! need no network. In: a map of URLs to files. Writes `.accolade/` and `accolade.lock`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use accolade_credential::json;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Exit, Globals, clock};
use crate::diag::Diagnostic;
use crate::issue::credential::hex;
use crate::load;
use crate::output::vault::{self, Access};

/// Options of `accolade update`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The site's folder
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// A JSON object of URLs, each with a file relative to this one: DID documents and status lists
    #[arg(long, value_name = "MAP.json")]
    from: PathBuf,
    #[command(flatten)]
    as_of: clock::AsOf,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lock {
    version: u32,
    documents: Vec<Locked>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Locked {
    url: String,
    file: String,
    sha256: String,
    retrieved: Timestamp,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    match update(args, globals) {
        Ok(()) => Exit::Ok,
        Err((exit, found)) => {
            globals.diagnostics(&found);
            exit
        }
    }
}

type Failed = (Exit, Vec<Diagnostic>);

fn update(args: &Args, globals: &Globals) -> Result<(), Failed> {
    let path = args.dir.join("accolade.lock");
    let mut lock = read_lock(&path)?;
    let documents = read_map(&args.from).map_err(|found| (Exit::Bad, found))?;
    if let Some(url) = documents.keys().find(|url| !url.starts_with("https://")) {
        let message = format!("{url:?} is not an https address, so nothing says who published the document");
        let found = Diagnostic::error("bad-map", message).in_file(args.from.display().to_string());
        return Err((Exit::Bad, vec![found.help("name the address where the document is published")]));
    }
    let retrieved = args.as_of.moment();
    for (url, bytes) in &documents {
        let sha256 = hex(&Sha256::digest(bytes));
        let file = format!(".accolade/{sha256}.json");
        write(&args.dir.join(&file), bytes)?;
        lock.insert(url.clone(), Locked { url: url.clone(), file, sha256, retrieved });
    }
    let lock = Lock { version: 1, documents: lock.into_values().collect() };
    let mut text = serde_json::to_string_pretty(&lock).expect("a lock has text keys");
    text.push('\n');
    write(&path, text.as_bytes())?;
    for url in documents.keys() {
        globals.note(&format!("keeps {url}, as of {}", args.as_of.moment()));
    }
    globals.note(&format!("accolade.lock names {} documents", lock.documents.len()));
    Ok(())
}

/// Every document that a map names, by its URL.
///
/// # Errors
/// What cannot be read, or is no JSON object.
pub(super) fn read_map(map: &Path) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
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

fn read_lock(path: &Path) -> Result<BTreeMap<String, Locked>, Failed> {
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    let bytes = load::read_file(path).map_err(|problem| (Exit::Io, vec![problem]))?;
    match serde_json::from_slice::<Lock>(&bytes) {
        Ok(lock) if lock.version == 1 => Ok(lock.documents.into_iter().map(|d| (d.url.clone(), d)).collect()),
        Ok(lock) => Err((Exit::Bad, vec![bad_lock(format!("version {} is not known here", lock.version))])),
        Err(error) => Err((Exit::Bad, vec![bad_lock(format!("it cannot be read: {error}"))])),
    }
}

fn bad_lock(message: String) -> Diagnostic {
    let help = "bring it back from a backup, or remove it and import every document again";
    Diagnostic::error("bad-lock", message).in_file("accolade.lock").help(help)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failed> {
    vault::replace(path, bytes, Access::Usual)
        .map_err(|error| (Exit::Io, vec![Diagnostic::error("io", error.to_string())]))
}
