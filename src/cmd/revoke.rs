//! `accolade revoke`: sets the bit of credentials in the status list and signs the list again. In: slugs, addresses or award ids.
//! The credentials themselves stay as they are: whoever checks one reads the list.

use std::path::PathBuf;

use accolade_credential::sign::Signer;
use serde_json::json;

use super::{Exit, Globals, clock, issue, registry};
use crate::draft::suggest;
use crate::issue::status;
use crate::output::vault::{self, Access};

/// Options of `accolade revoke`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The credential: its slug, its address, or the award_id of its row
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// The site's folder
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// The key to sign with [default: keys/issuer.pem in the site's folder]
    #[arg(long, value_name = "PATH")]
    key: Option<PathBuf>,
    #[command(flatten)]
    at: clock::AsOf,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    match revoke(args, globals) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn revoke(args: &Args, globals: &Globals) -> Result<Exit, Exit> {
    let site = registry::open(&args.dir, globals)?;
    let _held = issue::hold(&args.dir, globals)?;
    // What another run wrote meanwhile counts.
    let site = site.again(globals)?;
    let mut entries = Vec::new();
    for id in &args.ids {
        let Some(entry) = site.ledger.find(id) else {
            let known = site.ledger.entries().iter().map(|e| e.award.strip_prefix("id:").unwrap_or(&e.slug));
            let near = suggest(id, known).map(|near| format!("; did you mean {near:?}?")).unwrap_or_default();
            return Err(globals.fail(Exit::Bad, format!("the ledger knows no credential {id:?}{near}")));
        };
        entries.push(entry);
    }
    let Some(list) = site.source.get(status::FILE) else {
        return Err(globals.fail(
            Exit::Bad,
            format!("{} is missing: bring it back from a backup, or from the published site", status::FILE),
        ));
    };
    let key = site.key(args.key.as_deref(), globals)?;
    let at = args.at.moment();
    let signer = Signer { key: &key.key, verification_method: &key.method, created: at };
    let known = site.known(&key);
    let (mut text, mut news) = (None::<String>, Vec::new());
    for entry in &entries {
        let current = text.as_ref().map_or(&list[..], |t| t.as_bytes());
        let changed = status::revoke(current, entry.index, &site.issuer, &signer, &registry::known(at, &known))
            .map_err(|error| {
                globals.fail(
                    Exit::Bad,
                    format!("{}: {error}; bring it back from a backup, or from the published site", status::FILE),
                )
            })?;
        news.push(changed.is_some());
        text = changed.or(text);
    }
    if let Some(text) = &text {
        vault::replace(&args.dir.join(status::FILE), text.as_bytes(), Access::Usual)
            .map_err(|error| globals.fail(Exit::Io, error.to_string()))?;
    }
    for (entry, new) in entries.iter().zip(news) {
        if globals.json() {
            globals.json_line(&json!({ "id": entry.id, "index": entry.index, "new": new }));
        } else {
            globals.result(&format!("{}  {}", entry.id, if new { "revoked" } else { "was revoked before" }));
        }
    }
    if text.is_some() {
        globals.note(&format!("{} is signed again: publish the site, or nobody will know", status::FILE));
    }
    Ok(Exit::Ok)
}
