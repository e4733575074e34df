//! `accolade keygen`: a new Ed25519 key, encrypted, for its owner alone; with `--did-web` the did.json that names it.
//! Never overwrites, and writes nothing when anything is in the way.

use std::path::{Path, PathBuf};

use accolade_credential::did;
use accolade_credential::key::SecretKey;
use serde_json::json;
use zeroize::Zeroizing;

use super::put::below;
use super::{Exit, Globals, secret};
use crate::diag::Diagnostic;
use crate::output::vault::{Access, Ready, ready};
use crate::{draft, load, model};

/// Options of `accolade keygen`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The site's folder
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// Where the key goes [default: keys/issuer.pem in the site's folder]
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Write the key without encryption: whoever can read the file can sign in your name
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    passphrase: secret::PassphraseArgs,
    /// Also write the did.json of this did:web: a domain, with a path if the site has one [default: the issuer of accolade.yaml]
    #[arg(long, value_name = "DOMAIN[/PATH]", value_parser = did_web)]
    did_web: Option<String>,
}

/// What is to be written where.
struct Plan {
    out: PathBuf,
    document: Option<(String, PathBuf)>,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    if args.out.is_none() && !args.dir.is_dir() {
        let dir = args.dir.display();
        let help = format!(
            "correct its name; `accolade new {dir} --registry` makes a project there, and --out names another place for a key"
        );
        let message = format!("there is no folder {dir}; no key was made");
        globals.diagnostics(&[Diagnostic::error("no-folder", message).help(help)]);
        return Exit::Io;
    }
    let out = args.out.clone().unwrap_or_else(|| below(&args.dir, "keys/issuer.pem"));
    let (own, elsewhere) = own_did(&args.dir).map_or((None, None), |(did, elsewhere)| (Some(did), elsewhere));
    let did = args.did_web.clone().or(own);
    let plan = Plan { out, document: did.map(|did| (did.clone(), below(&args.dir, draft::did_files(&did)[0]))) };
    for path in [Some(&plan.out), plan.document.as_ref().map(|(_, path)| path)].into_iter().flatten() {
        if path.symlink_metadata().is_ok() {
            let lost = plan.document.as_ref().filter(|(_, document)| path == &plan.out && !document.exists());
            let lost = lost.map(|(did, document)| format!("; {} is not: {}", document.display(), lost_document(did)));
            let has_none = !below(&args.dir, "keys/issuer.pem").exists();
            let keyless = plan.document.as_ref().filter(|(_, document)| path == document && has_none);
            let keyless = keyless.map(|(did, _)| format!("; {}", lost_key(&args.dir, draft::did_files(did)[0])));
            let message = format!("{} is there already and was not touched; no key was made", path.display());
            return globals.fail(Exit::Io, message + &lost.or(keyless).unwrap_or_default());
        }
    }
    match make(args, &plan, globals) {
        Ok(()) => {
            // Who names another did:web on purpose knows where it is found.
            globals.diagnostics(elsewhere.filter(|_| args.did_web.is_none()).as_slice());
            Exit::Ok
        }
        Err(exit) => exit,
    }
}

/// What to do when the document that lists the keys is gone and the key is not: `accolade keygen` makes it with a first key alone.
pub(super) fn lost_document(did: &str) -> String {
    let url = did::web_url(did).unwrap_or_default();
    format!(
        "bring it back from the published site, {url}, or from a backup: it also says which keys signed before, and until when. When there is none and no other key signed before, the next `accolade issue`, `reissue` or `renew` that signs something writes one that lists the present key; docs/key-ceremony.md says how one of several keys is written by hand. `accolade keygen` makes it with a first key only"
    )
}

/// What to do when the key is gone and the document that lists it is not.
pub(super) fn lost_key(dir: &Path, document: &str) -> String {
    let at = if dir == Path::new(".") { String::new() } else { format!(" --dir {}", dir.display()) };
    format!(
        "there is no key at {}, and {document} lists the one that signs: bring it back from its backup, or name it with --key; where it is lost for good, `accolade keys rotate{at}` makes the next one, and what was signed stays good",
        below(dir, "keys/issuer.pem").display()
    )
}

/// The did:web that the site's accolade.yaml names as its issuer; and what is to be said when its document is looked for elsewhere.
fn own_did(dir: &Path) -> Option<(String, Option<Diagnostic>)> {
    const FILE: &str = "accolade.yaml";
    let bytes = load::read_file(&dir.join(FILE)).ok()?;
    let (drafts, _) = draft::draft(&load::Source::of([(FILE, &bytes[..])]));
    let elsewhere = model::did_elsewhere(&drafts);
    let id = drafts.site.issuer.map(|issuer| issuer.id).filter(|id| did::web_url(id).is_some())?;
    Some((id, elsewhere))
}

fn make(args: &Args, Plan { out, document }: &Plan, globals: &Globals) -> Result<(), Exit> {
    let (key, pem) = new_key(args.plain, &args.passphrase, globals)?;
    let public = key.public();
    // Both beside their places before either is in it: no disk is full by then.
    let mut files = vec![ready(out, pem.as_bytes(), Access::Owner)];
    if let Some((did, path)) = document {
        files.push(ready(path, did::document(did, &[key.public()]).to_pretty().as_bytes(), Access::Usual));
    }
    let files: Result<Vec<Ready>, _> = files.into_iter().collect();
    let placed = files.and_then(|files| files.into_iter().try_for_each(Ready::create_new));
    placed.map_err(|error| globals.unwritten(error))?;
    let (shown, did_key) = (out.display(), public.did_key());
    if globals.json() {
        let (did, path) = document.as_ref().map(|(did, path)| (did, path)).unzip();
        globals.json_line(
            &json!({ "key": out, "encrypted": !args.plain, "did": did_key, "did_web": did, "document": path }),
        );
        return Ok(());
    }
    if args.plain {
        globals.note(&format!("wrote {shown}, not encrypted: keep it off shared disks, backups and repositories"));
    } else {
        globals.note(&format!("wrote {shown}, encrypted: keep the passphrase well, nobody can restore it"));
    }
    globals.result(&did_key);
    if let Some((did, path)) = document {
        globals.note(&format!(
            "wrote {}: build and publish the site, so that it is found at {}",
            path.display(),
            did::web_url(did).unwrap_or_default()
        ));
        globals.result(did);
    }
    Ok(())
}

/// A new key, and the text of its file: encrypted unless it is to be plain.
pub(super) fn new_key(
    plain: bool,
    passphrase: &secret::PassphraseArgs,
    globals: &Globals,
) -> Result<(SecretKey, Zeroizing<String>), Exit> {
    let passphrase = if plain { None } else { Some(secret::new_passphrase(passphrase, globals)?) };
    let (mut seed, mut salt, mut iv) = (Zeroizing::new([0; 32]), [0; 16], [0; 16]);
    for bytes in [&mut seed[..], &mut salt[..], &mut iv[..]] {
        secret::random(bytes).map_err(|why| globals.fail(Exit::Internal, why))?;
    }
    let key = SecretKey::from_seed(&seed);
    let pem = match &passphrase {
        None => key.to_pem(),
        Some(passphrase) => key
            .to_encrypted_pem(passphrase.as_bytes(), &salt, &iv)
            .map_err(|error| globals.fail(Exit::Internal, format!("the key cannot be encrypted: {error}")))?,
    };
    Ok((key, pem))
}

/// The did:web of an address: `example.org/a` is `did:web:example.org:a`.
fn did_web(text: &str) -> Result<String, String> {
    let plain = text.trim_start_matches("https://").trim_end_matches('/');
    let did = if plain.starts_with("did:web:") {
        plain.to_owned()
    } else {
        let (host, path) = plain.split_once('/').unwrap_or((plain, ""));
        let path = if path.is_empty() { String::new() } else { format!(":{}", path.replace('/', ":")) };
        format!("did:web:{}{path}", host.to_ascii_lowercase().replace(':', "%3A"))
    };
    match did::web_url(&did) {
        Some(_) => Ok(did),
        None => Err("expected a domain such as example.org, or example.org/credentials".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::did_web;
    use crate::draft::did_files;

    #[test]
    fn an_address_becomes_its_did_and_the_place_of_its_document() {
        for (text, did, file) in [
            ("Credentials.Example.org", "did:web:credentials.example.org", ".well-known/did.json"),
            ("https://maya.github.io/portfolio/", "did:web:maya.github.io:portfolio", "did.json"),
            ("localhost:8443", "did:web:localhost%3A8443", ".well-known/did.json"),
            ("did:web:example.org:a:b", "did:web:example.org:a:b", "did.json"),
        ] {
            assert_eq!(did_web(text).as_deref(), Ok(did));
            assert_eq!(did_files(did)[0], file, "{did}");
        }
        for wrong in ["", "http://example.org", "a b", "example.org/../x", "did:key:z6Mk"] {
            assert!(did_web(wrong).is_err(), "{wrong}");
        }
    }
}
