//! In: the folder of a site that issues. Out: `Registry`: who issues, badges, ledger, did.json, and the key to sign with.
//! What the commands share that issue and change credentials: `issue`, `reissue`, `renew`, `revoke`, `suspend`, `resume`, `forget` and
//! `keys`. Writes nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use accolade_credential::key::SecretKey;
use accolade_credential::{Document, Documents, Issuers, Json, Known, KnownIssuer, PinnedKey, did, json};
use jiff::Timestamp;

use super::places::{self, Carried, Place, Places};
use super::{Exit, Failed, Globals, clock, keygen, secret};
use crate::diag::{Diagnostic, has_errors};
use crate::issue::credential::{Definition, Issuer};
use crate::issue::keys;
use crate::issue::ledger::{self, Ledger};
use crate::load::{self, LineFile, Source, SourcePath};
use crate::model::{self, day};
use crate::{draft, issue};

/// Where the key to sign with is kept in a project.
pub(super) const KEY: &str = "keys/issuer.pem";

/// A site that issues, as it stands on disk.
pub(super) struct Registry {
    pub(super) dir: PathBuf,
    pub(super) source: Source,
    pub(super) issuer: Issuer,
    pub(super) badges: BTreeMap<String, Definition>,
    pub(super) ledger: Ledger,
    /// The credentials that have a file of their own, in any form.
    pub(super) files: Vec<Carried>,
    /// The files of many credentials, one a line: read when they are needed.
    pub(super) lines: Vec<Arc<LineFile>>,
    /// Where each of its own credentials stands.
    pub(super) places: Places,
    /// What is to be said when its did.json is looked for elsewhere than it is published.
    pub(super) elsewhere: Option<Diagnostic>,
}

/// A key with the name that the issuer's document gives it.
pub(super) struct Named {
    pub(super) key: SecretKey,
    pub(super) method: String,
}

/// Reads the site; says everything that is wrong with it.
pub(super) fn open(dir: &Path, globals: &Globals) -> Result<Registry, Exit> {
    read(dir).map_err(|failed| globals.failed(failed))
}

/// Reads the site, or gives everything that is wrong with it.
pub(super) fn read(dir: &Path) -> Result<Registry, Failed> {
    let (source, mut found) = load::load_registry(dir);
    let (drafts, problems) = draft::draft(&source);
    found.extend(problems);
    let issuer = issue::definition::issuer(&drafts);
    let (badges, problems) = issue::definition::badges(&drafts);
    found.extend(problems);
    let ledger = read_ledger(&source);
    let mut wrong: Vec<Diagnostic> = found.into_iter().filter(|d| d.severity == crate::diag::Severity::Error).collect();
    match (issuer, ledger) {
        (Ok(issuer), Ok(ledger)) if !has_errors(&wrong) => {
            let elsewhere = model::did_elsewhere(&drafts);
            let lines = drafts.lines.clone();
            let files = places::files(drafts);
            let places = Places::of(&files, &lines, &ledger, &issuer).map_err(|wrong| (Exit::Io, vec![wrong]))?;
            Ok(Registry { dir: dir.to_owned(), source, issuer, badges, ledger, files, lines, places, elsewhere })
        }
        (issuer, ledger) => {
            if wrong.is_empty() {
                wrong.extend(issuer.err());
            }
            if let Err(found) = ledger {
                // What the build says of the same lines is said once, with what is to be done about a ledger.
                wrong.retain(|problem| problem.place.as_ref().is_none_or(|place| place.file != ledger::FILE));
                wrong.extend(found);
            }
            // A folder that is not there cannot be read: that is no fault of what would stand in it.
            Err((if dir.is_dir() { Exit::Bad } else { Exit::Io }, wrong))
        }
    }
}

fn read_ledger(source: &Source) -> Result<Ledger, Vec<Diagnostic>> {
    let Some(bytes) = source.get(ledger::FILE) else { return Ok(Ledger::default()) };
    match std::str::from_utf8(bytes) {
        Ok(text) => Ledger::read(text),
        Err(_) => Err(vec![Diagnostic::error("not-utf8", "the ledger is not UTF-8 text").in_file(ledger::FILE)]),
    }
}

impl Registry {
    /// The moment at which something is signed now.
    pub(super) fn moment(&self, at: &clock::AsOf, globals: &Globals) -> Result<Timestamp, Exit> {
        let issued = self.ledger.entries().iter().map(|entry| entry.issued);
        at.signing(issued.chain(self.ledger.events().iter().map(|event| event.at))).map_err(|wrong| {
            globals.diagnostics(&[wrong]);
            Exit::Bad
        })
    }

    /// The moment that the ledger says of what happens now: nothing happened before what stands above it, even where that was dated ahead.
    pub(super) fn written(&self, at: Timestamp) -> Timestamp {
        self.ledger.last_moment().map_or(at, |last| last.max(at))
    }

    /// The same site as it is now.
    pub(super) fn again(self, globals: &Globals) -> Result<Self, Exit> {
        open(&self.dir, globals)
    }

    /// The bytes of the credential with this slug, when it is in place, in whatever file.
    pub(super) fn credential(&self, slug: &str) -> Option<Cow<'_, [u8]>> {
        if let Some(bytes) = self.source.get(&issue::make::credential_file(slug)) {
            return Some(Cow::Borrowed(bytes));
        }
        match self.places.of_slug(slug).next()? {
            Place::File(at) => Some(Cow::Borrowed(&self.files[at].bytes)),
            // All lines were read when the places were found: one that is not there now was changed meanwhile.
            Place::Line(file, line) => self.lines[file].line(line).ok().map(Cow::Owned),
        }
    }

    /// The file of many in which the credential with this slug stands.
    pub(super) fn line_file(&self, slug: &str) -> Option<&SourcePath> {
        self.places.of_slug(slug).find_map(|place| match place {
            Place::Line(file, _) => Some(self.lines[file].path()),
            Place::File(_) => None,
        })
    }

    /// The place of did.json and its bytes, when it is there; `None` if the issuer is not a did:web.
    pub(super) fn document(&self) -> Option<(&'static str, Option<&Arc<[u8]>>)> {
        did::web_url(&self.issuer.id)?;
        let files = draft::did_files(&self.issuer.id);
        let found = files.into_iter().find_map(|file| Some((file, Some(self.source.get(file)?))));
        Some(found.unwrap_or((files[0], None)))
    }

    /// The key of a file that signs at this moment, under the name that the issuer's document gives it.
    pub(super) fn key(&self, args: &secret::KeyArgs, at: Timestamp, globals: &Globals) -> Result<Named, Exit> {
        let file = args.key.clone().unwrap_or_else(|| self.dir.join(KEY));
        let refuse = |message: String| globals.fail(Exit::Secret, message);
        if let (Some((place, Some(_))), None, false) = (self.document(), &args.key, file.exists()) {
            return Err(refuse(keygen::lost_key(&self.dir, place)));
        }
        let key = secret::read_key(&file, &args.passphrase, globals)?;
        let public = key.public();
        if self.issuer.id.starts_with("did:key:") && self.issuer.id != public.did_key() {
            return Err(refuse(format!(
                "{} is the key of {}, and the issuer is {}",
                file.display(),
                public.did_key(),
                self.issuer.id
            )));
        }
        let method = if self.issuer.id.starts_with("did:key:") {
            public.did_key_method()
        } else {
            format!("{}#{}", self.issuer.id, public.multibase())
        };
        let Some((place, Some(bytes))) = self.document() else { return Ok(Named { key, method }) };
        if let Some(other) = id_of(bytes).filter(|id| *id != self.issuer.id) {
            let way_out = match self.ledger.entries().is_empty() {
                true => {
                    format!("remove {place}, and the next `accolade issue` makes it anew; or put `id: {other}` back")
                }
                false => format!("put `id: {other}` back in accolade.yaml: it stands in what was issued, for good"),
            };
            return Err(refuse(format!(
                "{place} is the document of {other}, and the issuer is {}: {way_out}",
                self.issuer.id
            )));
        }
        let ended = keys::list(bytes).unwrap_or_default().into_iter().find(|listed| listed.id == method);
        // A key whose end is still to come signs until then.
        if let Some(since) = ended.and_then(|key| [key.retired_by(at), key.compromised].into_iter().flatten().min()) {
            let since = day(since);
            return Err(refuse(format!(
                "{place} says that the key {} ended on {since}: name the new one with --key",
                public.multibase()
            )));
        }
        match method_of(bytes, &public.multibase()) {
            Some(method) => Ok(Named { key, method }),
            None => Err(refuse(format!(
                "{} does not list the key {} for assertion, so nobody could check what it signs; add it there, or name another key with --key",
                place,
                public.multibase()
            ))),
        }
    }

    /// What is known of this issuer: its own did.json under its address, or the key itself where there is none.
    pub(super) fn known(&self, key: &Named) -> (Documents, Issuers) {
        let (mut documents, mut issuers) = (Documents::default(), Issuers::default());
        let pinned = PinnedKey::always(Some(key.method.clone()), key.key.public().into());
        issuers.insert(KnownIssuer {
            id: self.issuer.id.clone(),
            name: self.issuer.name.clone(),
            basis: "this site".to_owned(),
            own: true,
            keys: vec![pinned],
        });
        if let (Some(url), Some((_, Some(bytes)))) = (did::web_url(&self.issuer.id), self.document()) {
            documents.insert(url, Document { bytes: bytes.clone(), retrieved: None });
        }
        (documents, issuers)
    }
}

/// What the judge may know while something is signed.
pub(super) fn known<'a>(at: Timestamp, (documents, issuers): &'a (Documents, Issuers)) -> Known<'a> {
    Known { as_of: at, documents, issuers }
}

/// Whom a DID document speaks for.
fn id_of(document: &[u8]) -> Option<String> {
    json::parse(document).ok()?.get("id").and_then(Json::as_str).map(str::to_owned)
}

/// The name under which a DID document allows this key for assertion.
fn method_of(document: &[u8], multibase: &str) -> Option<String> {
    let document = json::parse(document).ok()?;
    let listed = document.get("verificationMethod").map_or(&[][..], Json::items);
    let allowed = document.get("assertionMethod").map_or(&[][..], Json::items);
    let names_it = |method: &&Json| method.get("publicKeyMultibase").and_then(Json::as_str) == Some(multibase);
    let id = |method: &Json| method.get("id").and_then(Json::as_str).map(str::to_owned);
    allowed.iter().find(names_it).and_then(id).or_else(|| {
        let named = listed.iter().find(names_it).and_then(id)?;
        allowed.iter().any(|a| a.as_str() == Some(named.as_str())).then_some(named)
    })
}

#[cfg(test)]
mod tests {
    use super::method_of;

    #[test]
    fn a_key_signs_only_under_a_name_that_its_document_allows_for_assertion() {
        let document = |assertion: &str| {
            format!(
                r##"{{"verificationMethod":[{{"id":"did:web:a#1","publicKeyMultibase":"z1"}},{{"id":"did:web:a#2","publicKeyMultibase":"z2"}}],"assertionMethod":{assertion}}}"##
            )
        };
        let listed = document(r#"["did:web:a#1"]"#);
        assert_eq!(method_of(listed.as_bytes(), "z1").as_deref(), Some("did:web:a#1"));
        assert_eq!(method_of(listed.as_bytes(), "z2"), None, "listed, but not for assertion");
        let embedded = document(r#"[{"id":"did:web:a#3","publicKeyMultibase":"z3"}]"#);
        assert_eq!(method_of(embedded.as_bytes(), "z3").as_deref(), Some("did:web:a#3"));
        assert_eq!(method_of(b"{", "z1"), None);
    }
}
