//! In: what is to be signed, and a key. Out: files. First the credentials, then the ledger, all beside their places; then each
//! file is moved to its place: status lists, the ledger, and then credentials. A disk that fills up is noticed before that, and nothing has happened. Cut short
//! at any point, the next run finds nothing lost: after the ledger every credential stands whole beside its place, and is moved there
//! by the next run (`cmd/rescue.rs`).

use std::collections::{BTreeMap, BTreeSet};

use accolade_credential::did;
use accolade_credential::sign::Signer;

use crate::cmd::registry::{Named, Registry};
use crate::cmd::{Exit, Failed};
use crate::diag::Diagnostic;
use crate::draft::{Event, What};
use crate::issue::ledger::{self, Entry, Line};
use crate::issue::lists::{List, Purpose};
use crate::issue::make::{self, Kept, Work};
use crate::issue::signed::Signed;
use crate::issue::status;
use crate::output::vault::{self, Access, Growing, Ready};

/// How many credentials are signed before they are written: memory does not grow with their number.
const AT_ONCE: usize = 4096;

/// What was written.
#[derive(Default)]
pub(in crate::cmd) struct Written {
    pub(in crate::cmd) files: Vec<File>,
    /// did.json, when it was not there.
    pub(in crate::cmd) document: Option<&'static str>,
}

/// A file of credentials.
pub(in crate::cmd) struct File {
    pub(in crate::cmd) name: String,
    pub(in crate::cmd) new: Vec<Entry>,
    pub(in crate::cmd) completed: Vec<Entry>,
}

/// What changes together with what is issued.
#[derive(Default)]
pub(in crate::cmd) struct Along {
    /// Status lists, signed again: in their places before the ledger is. Cut short between the two, the same command goes on.
    pub(in crate::cmd) lists: BTreeMap<List, String>,
    /// What stands in the ledger before what is new.
    pub(in crate::cmd) events: Vec<Event>,
}

/// Signs and writes all of it, batch by batch.
pub(in crate::cmd) fn write(
    site: &Registry,
    (key, signer): (&Named, &Signer<'_>),
    work: &[Work<'_>],
    kept: make::Keeping<'_>,
    along: Along,
) -> Result<Written, Failed> {
    let refused = make::mail(work.iter().filter_map(Work::first), &site.issuer);
    if !refused.is_empty() {
        return Err((Exit::Bad, refused));
    }
    let document = begin(site, key, signer, work.iter().map(Work::list).max().unwrap_or(1))?;
    let mut written = Written { document, ..Written::default() };
    let mut batches: Vec<Ready> = Vec::new();
    let mut alone: Vec<Ready> = Vec::new();
    for batch in work.chunk_by(|a, b| a.batch() == b.batch()) {
        let name = standing(site, make::batch_file(batch[0].batch()));
        let mut lines: Option<(Growing, File)> = None;
        for some in batch.chunks(AT_ONCE) {
            let made = make::sign_all(some, &site.issuer, signer, kept).map_err(|found| (Exit::Bad, found))?;
            let mut bytes = Vec::new();
            for one in made {
                let (entry, completed) = (one.entry, one.completed);
                if one.kept == Kept::File {
                    let name = make::credential_file(&entry.slug);
                    alone.push(vault::ready(&site.dir.join(&name), &one.bytes, Access::Usual)?);
                    let mut file = File { name, new: Vec::new(), completed: Vec::new() };
                    if completed {
                        file.completed.push(entry)
                    } else {
                        file.new.push(entry)
                    }
                    written.files.push(file);
                    continue;
                }
                if lines.is_none() {
                    lines = Some((
                        begun(site, &name)?,
                        File { name: name.clone(), new: Vec::new(), completed: Vec::new() },
                    ));
                }
                bytes.extend(one.bytes);
                bytes.push(b'\n');
                if let Some((_, file)) = &mut lines {
                    if completed { file.completed.push(entry) } else { file.new.push(entry) }
                }
            }
            if let Some((growing, _)) = &mut lines {
                growing.write(&bytes)?;
            }
        }
        if let Some((growing, file)) = lines {
            batches.push(growing.end()?);
            written.files.push(file);
        }
    }
    let new = written.files.iter().flat_map(|file| file.new.iter().cloned()).map(Line::Entry);
    let lines: Vec<Line> = along.events.into_iter().map(Line::Event).chain(new).collect();
    let text = site.ledger.with(&lines);
    let lists = along.lists.iter().map(|(list, text)| (site.dir.join(list.file()), text.as_bytes()));
    let ledger = (!lines.is_empty()).then(|| (site.dir.join(ledger::FILE), text.as_bytes()));
    vault::replace_all(lists.chain(ledger))?;
    batches.into_iter().try_for_each(Ready::replace)?;
    alone.into_iter().try_for_each(Ready::create_new)?;
    Ok(written)
}

/// The file of this name, however its letters stand there: where upper and lower case are one, another would take its place.
fn standing(site: &Registry, name: String) -> String {
    if site.source.paths().any(|path| path.as_str() == name) {
        return name;
    }
    let there = site.source.paths().find(|path| path.as_str().eq_ignore_ascii_case(&name)).map(ToString::to_string);
    there.unwrap_or(name)
}

/// Writes did.json and the status lists up to this number when they are missing; gives the place of did.json when it was.
fn begin(site: &Registry, key: &Named, signer: &Signer<'_>, lists: u32) -> Result<Option<&'static str>, Failed> {
    let missing = site.document().filter(|(_, found)| found.is_none()).map(|(place, _)| place);
    if let Some(place) = missing {
        let others = other_keys(site, &key.method);
        if !others.is_empty() {
            return Err((Exit::Bad, vec![lost_document(site, place, &others)]));
        }
        let document = did::document(&site.issuer.id, &[key.key.public()]).to_pretty();
        vault::create_new(&site.dir.join(place), document.as_bytes(), Access::Usual)?;
    }
    let used = site.ledger.lists();
    let purposes =
        if site.issuer.suspension { &[Purpose::Revocation, Purpose::Suspension][..] } else { &[Purpose::Revocation] };
    for number in 1..=lists.max(used) {
        for list in purposes.iter().map(|purpose| List { purpose: *purpose, number }) {
            let file = list.file();
            if site.source.get(&file).is_some() {
                continue;
            }
            // Suspension may have been switched on later: then nothing was suspended before.
            let suspended = || site.ledger.events().iter().any(|event| event.event == What::Suspended);
            if number <= used && (list.purpose == Purpose::Revocation || suspended()) {
                let message = format!("{file} is missing, and with it every revocation");
                let help = "bring it back from a backup, or from the published site";
                let lost = Diagnostic::error("lost-status-list", message).in_file(file).help(help);
                return Err((Exit::Bad, vec![lost]));
            }
            let text = status::new_list(list, &site.issuer, signer)
                .map_err(|error| (Exit::Internal, vec![Diagnostic::error("cannot-sign", error.to_string())]))?;
            vault::create_new(&site.dir.join(file), text.as_bytes(), Access::Usual)?;
        }
    }
    Ok(missing)
}

/// The keys that signed what the ledger says is there, but for this one, by the names that the document had for them.
fn other_keys(site: &Registry, method: &str) -> BTreeMap<String, usize> {
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    for entry in site.ledger.entries().iter().filter(|entry| !site.ledger.is_gone(&entry.id)) {
        let Some(signed) = site.credential(&entry.slug).and_then(|bytes| Signed::read(&bytes)) else { continue };
        if !signed.is_by(method)
            && let Some(other) = signed.method()
        {
            *keys.entry(other.to_owned()).or_default() += 1;
        }
    }
    keys
}

/// The document is gone that lists the keys which signed before: one with the present key alone would break what they signed.
fn lost_document(site: &Registry, place: &str, others: &BTreeMap<String, usize>) -> Diagnostic {
    let count: usize = others.values().sum();
    let (credentials, were) = if count == 1 { ("credential", "was") } else { ("credentials", "were") };
    let names: Vec<&str> = others.keys().map(|method| method.rsplit('#').next().unwrap_or(method)).collect();
    let message = format!(
        "{place} is not there, and a new one would list the present key alone: {count} {credentials} of the ledger {were} signed by another ({})",
        names.join(", ")
    );
    let help = format!(
        "bring it back from the published site, {}, from version control or from a backup: it also says until when each key was good",
        did::web_url(&site.issuer.id).unwrap_or_default()
    );
    Diagnostic::error("lost-document", message).in_file(place).help(help)
}

/// A batch's file beside its place, with what it holds already, ending in a line break.
pub(in crate::cmd) fn begun(site: &Registry, name: &str) -> Result<Growing, Failed> {
    let mut growing = vault::begin(&site.dir.join(name), &[])?;
    let mut ends = true;
    for file in site.lines.iter().filter(|file| file.path().as_str() == name) {
        for part in file.without(&BTreeSet::new()) {
            let part = part.map_err(|wrong| (Exit::Io, vec![wrong]))?;
            ends = part.last().map_or(ends, |last| *last == b'\n');
            growing.write(&part)?;
        }
    }
    if !ends {
        growing.write(b"\n")?;
    }
    Ok(growing)
}
