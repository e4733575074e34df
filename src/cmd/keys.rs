//! `accolade keys`: the keys of an issuer as its did.json lists them. In: the document, the key files. Out: the document with a key
//! added or ended, the status lists signed by the key that is good now. What a key signed in its time stays good; the history stays
//! in the document. Nothing here deletes a key.

mod ended;
mod files;
mod lists;

use std::path::PathBuf;

use accolade_credential::sign::Signer;
use jiff::Timestamp;
use serde_json::json;

use self::ended::ended;
use self::files::{in_file, retired, tail};
use self::lists::{all_signed, signed_lists};
use super::registry::{KEY, Registry};
use super::{Exit, Globals, clock, issue, keygen, registry, secret};
use crate::diag::Diagnostic;
use crate::issue::keys::{self, End, Listed};
use crate::model::day;
use crate::output::vault::{self, Access, Ready};

/// Options of `accolade keys`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Show the keys that did.json lists, and which of them sign
    List(Common),
    /// Make a new key, let it sign from now on, and retire the old one
    Rotate(Rotate),
    /// Give a key up: what it signed before stays good
    Retire(Retire),
    /// Say since when a key may have been in other hands: what it signed is in doubt
    Compromised(Compromised),
}

#[derive(Debug, clap::Args)]
struct Common {
    /// The site's folder
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    #[command(flatten)]
    at: clock::AsOf,
}

#[derive(Debug, clap::Args)]
struct Rotate {
    /// Write the new key without encryption: whoever can read the file can sign in your name
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    passphrase: secret::PassphraseArgs,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, clap::Args)]
struct Retire {
    /// The key: its Multikey (z6Mk…), or six characters or more of its beginning or end
    #[arg(value_name = "KEY")]
    name: String,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, clap::Args)]
struct Compromised {
    /// The key: its Multikey (z6Mk…), or six characters or more of its beginning or end
    #[arg(value_name = "KEY")]
    name: String,
    /// Since when: a day, or a moment as in RFC 3339
    #[arg(long, value_name = "TIME", value_parser = clock::moment)]
    since: Timestamp,
    /// A later day than was said before: what the key signed between is good again
    #[arg(long)]
    later: bool,
    #[command(flatten)]
    key: secret::KeyArgs,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let done = match &args.what {
        What::List(args) => list(args, globals),
        What::Rotate(args) => rotate(args, globals),
        What::Retire(args) => retire(args, globals),
        What::Compromised(args) => compromised(args, globals),
    };
    done.map_or_else(|exit| exit, |()| Exit::Ok)
}

/// Says why nothing was done.
fn refused(globals: &Globals, code: &'static str, message: impl Into<String>) -> Exit {
    globals.diagnostics(&[Diagnostic::error(code, message)]);
    Exit::Bad
}

/// The same about a document that cannot be used, or a key that it does not list.
fn unfit(globals: &Globals, place: &str, error: &keys::KeysError) -> Exit {
    let code = if matches!(error, keys::KeysError::Unknown(_)) { "unknown-key" } else { "bad-document" };
    refused(globals, code, format!("{place}: {error}"))
}

/// The did.json of a site: its place, its bytes, its keys.
pub(super) fn document(site: &Registry, globals: &Globals) -> Result<(&'static str, Vec<u8>, Vec<Listed>), Exit> {
    let Some((place, found)) = site.document() else {
        let message = "the issuer is no did:web, so there is no document that could list several keys";
        return Err(refused(globals, "no-document", message));
    };
    let Some(bytes) = found else {
        let message = match site.dir.join(KEY).is_file() {
            true => format!("{place} is not there, and {KEY} is; {}", keygen::lost_document(&site.issuer.id)),
            false => format!("{place} is not there; `accolade keygen` makes it with the first key"),
        };
        return Err(refused(globals, "lost-document", message));
    };
    let listed = keys::list(bytes).map_err(|error| unfit(globals, place, &error))?;
    Ok((place, bytes.to_vec(), listed))
}

fn list(args: &Common, globals: &Globals) -> Result<(), Exit> {
    let site = registry::open(&args.dir, globals)?;
    let (_, _, listed) = document(&site, globals)?;
    let at = args.at.moment();
    for key in &listed {
        let retired = key.retired_by(at);
        let (state, since) = match (key.compromised, retired) {
            (Some(since), _) => ("compromised", Some(since)),
            (None, Some(since)) => ("retired", Some(since)),
            (None, None) if key.asserts => ("signs", None),
            (None, None) => ("does not sign credentials", None),
        };
        // An end that is still to come.
        let until = key.retired.filter(|_| retired.is_none() && key.compromised.is_none());
        let name = key.multibase.as_deref().unwrap_or(&key.id);
        if globals.json() {
            let line = json!({ "id": key.id, "key": key.multibase, "state": state, "since": since, "until": until, "active": key.is_active(at) });
            globals.json_line(&line);
        } else {
            let told =
                |word: &str, at: Option<Timestamp>| at.map(|at| format!(" {word} {}", day(at))).unwrap_or_default();
            globals.result(&format!("{name}  {state}{}{}", told("since", since), told("until", until)));
        }
    }
    Ok(())
}

fn rotate(args: &Rotate, globals: &Globals) -> Result<(), Exit> {
    let dir = &args.common.dir;
    let _held = issue::hold(dir, globals)?;
    let site = registry::open(dir, globals)?;
    let at = site.moment(&args.common.at, globals)?;
    globals.diagnostics(args.common.at.told().as_slice());
    let (place, bytes, listed) = document(&site, globals)?;
    let io = |error: vault::VaultError| globals.unwritten(error);
    let (new, pem) = keygen::new_key(args.plain, &args.passphrase, globals)?;
    let multibase = new.public().multibase();
    let bad = |error: keys::KeysError| unfit(globals, place, &error);
    let active: Vec<&str> = listed.iter().filter(|key| key.is_active(at)).map(|key| key.id.as_str()).collect();
    let ended = keys::end(&bytes, &active, End::Expires, keys::after(at)).map_err(bad)?;
    let text = keys::add(ended.as_bytes(), &site.issuer.id, &new.public()).map_err(bad)?;
    let signer = Signer { key: &new, verification_method: &format!("{}#{multibase}", site.issuer.id), created: at };
    let (lists, wrong) = signed_lists(&site, &signer);
    // All files lie beside their places before the first takes its own: a full disk changes nothing.
    let (fresh, usual) = (dir.join(format!("keys/issuer-{}.pem", tail(&multibase))), dir.join(KEY));
    let beside = vault::ready(&fresh, pem.as_bytes(), Access::Owner).map_err(io)?;
    let retired = usual.is_file().then(|| retired(dir, &in_file(&usual, &listed, at), globals)).transpose()?;
    let key = vault::ready(&usual, pem.as_bytes(), Access::Owner).map_err(io)?;
    let document = vault::ready(&dir.join(place), text.as_bytes(), Access::Usual).map_err(io)?;
    let lists = lists.iter().map(|(file, text)| vault::ready(file, text.as_bytes(), Access::Usual));
    let lists: Vec<Ready> = lists.collect::<Result<_, _>>().map_err(io)?;
    // The new key beside the old one first: from here on neither is ever lost, wherever this is cut short.
    beside.create_new().map_err(io)?;
    if let Some((path, old)) = retired {
        old.map_or(Ok(()), Ready::create_new).map_err(io)?;
        globals.note(&format!(
            "the old key is in {} now: it can still write any date, so destroy it when you need it no more",
            path.display()
        ));
    }
    document.replace().and_then(|()| key.replace()).map_err(io)?;
    lists.into_iter().try_for_each(Ready::replace).and_then(|()| vault::remove(&fresh)).map_err(io)?;
    if globals.json() {
        globals.json_line(&json!({ "step": "rotated", "key": multibase, "retired": active, "document": place }));
    } else {
        globals.done(&format!("{multibase}  signs from now on, in {}", usual.display()));
        globals.note(&format!(
            "build and publish the site: {place} names the new key, and keeps the old one for what it signed"
        ));
    }
    all_signed(&wrong, globals)
}

fn retire(args: &Retire, globals: &Globals) -> Result<(), Exit> {
    let dir = &args.common.dir;
    let _held = issue::hold(dir, globals)?;
    let site = registry::open(dir, globals)?;
    let at = site.moment(&args.common.at, globals)?;
    let (place, _, listed) = document(&site, globals)?;
    // An end is never moved later: what somebody else signed with the key since would be good again.
    if let Ok(key) = keys::find(&listed, &args.name)
        && let Some((how, end)) = key.ended(keys::after(at))
    {
        let name = key.multibase.as_ref().unwrap_or(&key.id);
        if globals.json() {
            let line = json!({ "step": how.word(), "key": name, "since": end, "document": place, "new": false });
            globals.json_line(&line);
        } else {
            globals.done(&format!("{name}  was {} on {}", how.word(), day(end)));
        }
        return Ok(());
    }
    globals.diagnostics(args.common.at.told().as_slice());
    ended(&site, &args.name, (End::Expires, keys::after(at)), globals)?.write(dir, Vec::new(), globals)
}

fn compromised(args: &Compromised, globals: &Globals) -> Result<(), Exit> {
    let dir = &args.common.dir;
    let _held = issue::hold(dir, globals)?;
    let site = registry::open(dir, globals)?;
    let at = site.moment(&args.common.at, globals)?;
    since(&site, args, at, globals)?;
    globals.diagnostics(args.common.at.told().as_slice());
    let key = site.key(&args.key, at, globals)?;
    let ended = ended(&site, &args.name, (End::Revoked, args.since), globals)?;
    let signer = Signer { key: &key.key, verification_method: &key.method, created: at };
    let (lists, wrong) = signed_lists(&site, &signer);
    ended.write(dir, lists, globals)?;
    all_signed(&wrong, globals)
}

/// Whether the day can be said: it has come, and what was in doubt before is not made good by the way.
fn since(site: &Registry, args: &Compromised, at: Timestamp, globals: &Globals) -> Result<(), Exit> {
    let (place, _, listed) = document(site, globals)?;
    if args.since > at {
        let message = format!("{} is still to come: until then what the key signs would be good", day(args.since));
        return Err(refused(
            globals,
            "still-to-come",
            message + "; say the first day on which somebody else may have had it",
        ));
    }
    let present = keys::find(&listed, &args.name).ok().and_then(|key| key.compromised);
    if let Some(present) = present.filter(|present| args.since > *present && !args.later) {
        let (present, new) = (day(present), day(args.since));
        let message = format!(
            "{place} says that it is compromised since {present}: from {new} on only, what it signed between would be good again"
        );
        return Err(refused(globals, "later-than-before", message + "; when that is right, say --later, too"));
    }
    Ok(())
}
