//! `accolade revoke`, `suspend` and `resume`: set or clear the place of credentials in a status list, and sign the list again.
//! In: slugs, addresses or award ids. The credentials themselves stay as they are: whoever checks one reads the list. The list and
//! the ledger are written beside their places, then moved there, the list first: cut short between the two, the same command adds
//! what is missing.

mod whom;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use accolade_credential::sign::Signer;
use accolade_credential::{Json, json};
use serde_json::json as value;

use super::registry::{Named, Registry};
use super::{Exit, Globals, clock, issue, registry, secret};
use crate::diag::Diagnostic;
use crate::draft::{Event, Followed, What, suggest};
use crate::issue::ledger::{self, Entry, Line};
use crate::issue::lists::{List, Purpose};
use crate::issue::status::{self, StatusError};
use crate::output::vault;
use whom::{alone, meant, still_good};

/// What is to be done with a list that is not signed again, since the ledger says otherwise.
pub(super) const OTHERWISE: &str = "`accolade check` says of each what is to be done; named together in one command, they are set and the list is signed again";

/// Options of `accolade revoke`, `suspend` and `resume`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The credential: its slug, its address, or the award_id of its row
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// Why: kept in the ledger, which is not published
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The credential that stands in its place stays good, on purpose: the ledger says so, and `check` asks no more
    #[arg(long)]
    alone: bool,
    /// The site's folder
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    #[command(flatten)]
    key: secret::KeyArgs,
    #[command(flatten)]
    at: clock::AsOf,
}

pub(super) fn run(args: &Args, what: What, globals: &Globals) -> Exit {
    match change(args, what, globals) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn change(args: &Args, what: What, globals: &Globals) -> Result<Exit, Exit> {
    let site = registry::open(&args.dir, globals)?;
    let _held = issue::hold(&args.dir, globals)?;
    // What another run wrote meanwhile counts.
    let site = site.again(globals)?.compared(globals)?;
    let at = site.moment(&args.at, globals)?;
    let entries = meant(&site, &args.ids, what, globals)?;
    let named: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let mut places: BTreeMap<List, Vec<(u32, bool)>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for entry in &entries {
        match place(&site, entry, what).and_then(|place| alone(&site, entry, &named).map(|()| place)) {
            Ok((list, index)) => places.entry(list).or_default().push((index, what != What::Resumed)),
            Err(why) => wrong.push(why),
        }
    }
    if !wrong.is_empty() {
        globals.diagnostics(&wrong);
        return Err(Exit::Bad);
    }
    let key = site.key(&args.key, at, globals)?;
    let signer = Signer { key: &key.key, verification_method: &key.method, created: at };
    let lists = set(&site, (&key, &signer), &places, globals).map_err(|wrong| {
        globals.diagnostics(&[wrong]);
        Exit::Bad
    })?;
    let mut files: Vec<(PathBuf, &[u8])> =
        lists.iter().map(|(list, text)| (args.dir.join(list.file()), text.as_bytes())).collect();
    let followed = Followed::of(site.ledger.events());
    let keeps = |entry: &Entry| {
        let kept = followed.last(&entry.id).filter(|_| args.alone && what != What::Resumed)?;
        (!named.contains(kept)).then(|| kept.to_owned())
    };
    let mut said_of: BTreeMap<&str, usize> = BTreeMap::new();
    for event in site.ledger.events().iter().filter(|event| event.event.is_said_of()) {
        *said_of.entry(&event.id).or_default() += 1;
    }
    let is_news = |entry: &&&Entry| {
        let last = site.ledger.last_of(&entry.id);
        last.is_none_or(|last| last.event != what || keeps(entry).is_some_and(|kept| last.keeps != Some(kept)))
    };
    let written = site.written(at);
    let event = |entry: &&Entry| {
        let keeps = keeps(entry);
        let before = said_of.get(entry.id.as_str()).copied().unwrap_or_default();
        let after = keeps.as_ref().map_or(0, |_| before);
        Event { reason: args.reason.clone(), keeps, after, ..Event::new(what, entry.id.clone(), written) }
    };
    let events: Vec<Event> = entries.iter().filter(is_news).map(event).collect();
    let lines: Vec<Line> = events.iter().cloned().map(Line::Event).collect();
    let text = site.ledger.with(&lines);
    if !lines.is_empty() {
        files.push((args.dir.join(ledger::FILE), text.as_bytes()));
    }
    if !files.is_empty() {
        globals.diagnostics(args.at.told().as_slice());
    }
    vault::replace_all(files).map_err(|error| globals.unwritten(error))?;
    let news: BTreeSet<&str> = events.iter().map(|event| event.id.as_str()).collect();
    for entry in &entries {
        let new = news.contains(entry.id.as_str());
        if globals.json() {
            globals.json_line(
                &value!({ "id": entry.id, "event": what, "list": entry.list, "index": entry.index, "new": new }),
            );
        } else {
            globals.done(&format!("{}  {}", entry.id, said(what, new)));
        }
    }
    for list in lists.keys() {
        globals.note(&format!("{} is signed again: build and publish the site, or nobody will know", list.file()));
    }
    if what != What::Resumed && !args.alone {
        globals.diagnostics(&still_good(&site, &entries, &named));
    }
    Ok(Exit::Ok)
}

const fn said(what: What, new: bool) -> &'static str {
    match (what, new) {
        (What::Suspended, true) => "suspended",
        (What::Suspended, false) => "was suspended before",
        (What::Resumed, true) => "resumed",
        (What::Resumed, false) => "was resumed before",
        (_, true) => "revoked",
        (_, false) => "was revoked before",
    }
}

/// Where what is to happen to a credential is written down: where the credential itself says, and the ledger too.
pub(super) fn place(site: &Registry, entry: &Entry, what: What) -> Result<(List, u32), Diagnostic> {
    let wrong = |code, message: String, help: &str| {
        Err(Diagnostic::error(code, message).in_file(ledger::FILE).about(&entry.id).help(help))
    };
    let last = site.ledger.last_of(&entry.id).map(|event| event.event);
    match (what, last) {
        (What::Suspended | What::Resumed, Some(What::Revoked | What::Replaced | What::Forgotten)) => {
            let help = "what was revoked stays revoked; issue a new one";
            return wrong("revoked-for-good", "it was revoked, which is for good".to_owned(), help);
        }
        (What::Resumed, None) => {
            return wrong("not-suspended", "it was not suspended".to_owned(), "name one that was");
        }
        _ => {}
    }
    // What is gone from the site, and rightly so, has no file: what the ledger says of its place is all there is.
    if site.ledger.is_gone(&entry.id) {
        if what == What::Revoked {
            return Ok((List::revocation(entry.list), entry.index));
        }
        if site.ledger.is_suspendable(&entry.id) {
            return Ok((List { purpose: Purpose::Suspension, number: entry.list }, entry.index));
        }
        let help = "revoke it; or name the one in its place alone, by its slug";
        return wrong("no-suspension", "it was renewed, still good, and names no list for suspension".to_owned(), help);
    }
    // Whether it can be suspended was settled when it was signed, and where its places are.
    let Some(credential) = site.credential(&entry.slug).and_then(|bytes| json::parse(&bytes).ok()) else {
        return wrong(
            "lost-credential",
            format!("{} is in no file below credentials/", entry.slug),
            "run `accolade issue`, which makes it again, or bring it back from a backup",
        );
    };
    if credential.get("id").and_then(Json::as_str) != Some(entry.id.as_str()) {
        let message = format!("the file of {} holds another credential", entry.slug);
        return wrong("ledger-differs", message, "bring ledger.jsonl back from your version control");
    }
    let purpose = if what == What::Revoked { Purpose::Revocation } else { Purpose::Suspension };
    let text = |status: &Json, name: &str| status.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let statuses = credential.get("credentialStatus").map_or(&[][..], Json::items);
    let found = statuses.iter().find_map(|status| {
        let list = List::of_url(&text(status, "statusListCredential"), &site.issuer)?;
        let index: u32 = text(status, "statusListIndex").parse().ok()?;
        let own = (list.number, index) == (entry.list, entry.index);
        (own && list.purpose == purpose && text(status, "statusPurpose") == purpose.word()).then_some((list, index))
    });
    match (found, purpose) {
        (Some(found), _) => Ok(found),
        (None, Purpose::Suspension) => {
            let help = "only what is issued after `status: {suspension: true}` was set below `issuer:` can be suspended; revoke it, and issue it anew later";
            wrong("no-suspension", "it names no list for suspension".to_owned(), help)
        }
        (None, Purpose::Revocation) => {
            let message = "its credential names no list of this site, or another place than the ledger says";
            let help = "bring ledger.jsonl back from your version control, and `url` and `status` of accolade.yaml as they were";
            wrong("ledger-differs", message.to_owned(), help)
        }
    }
}

/// The lists in which something changes, signed again. Says what the ledger had said before and was not set.
pub(super) fn set(
    site: &Registry,
    (key, signer): (&Named, &Signer<'_>),
    places: &BTreeMap<List, Vec<(u32, bool)>>,
    globals: &Globals,
) -> Result<BTreeMap<List, String>, Diagnostic> {
    let known = site.known(key);
    let known = registry::known(signer.created, &known);
    let mut changed = BTreeMap::new();
    for (list, places) in places {
        let file = list.file();
        let help = "bring it back from a backup, or from the published site";
        let wrong = |message: String| Diagnostic::error("bad-status-list", message).in_file(&file).help(help);
        let Some(bytes) = site.source.get(&file) else { return Err(wrong(format!("{file} is missing"))) };
        match status::set((*list, bytes), places, (&site.issuer, &site.ledger), signer, &known) {
            Ok(Some((text, again))) => {
                if !again.is_empty() {
                    let again = again.join(", ");
                    globals.note(&format!(
                        "{file} is an older one: what the ledger says was taken back is set again in it: {again}"
                    ));
                }
                changed.insert(*list, text);
            }
            Ok(None) => {}
            Err(error @ StatusError::Contradicted(_)) => return Err(wrong(error.to_string()).help(OTHERWISE)),
            Err(error) => return Err(wrong(error.to_string())),
        }
    }
    Ok(changed)
}

impl Registry {
    /// The ledger's entries that a person names; says all names that it does not know.
    pub(super) fn named(&self, ids: &[String], globals: &Globals) -> Result<Vec<&Entry>, Exit> {
        let (mut entries, mut wrong) = (Vec::new(), Vec::new());
        for id in ids {
            match self.ledger.find(id) {
                Some(entry) => entries.push(entry),
                None => {
                    let known = self.ledger.entries().iter().map(|e| e.award.strip_prefix("id:").unwrap_or(&e.slug));
                    let near = suggest(id, known).map(|near| format!("; did you mean {near:?}?")).unwrap_or_default();
                    let message = format!("the ledger knows no credential {id:?}{near}");
                    let help = "name it by its award_id, its slug or its address: `accolade list` with a word of the holder's name tells them";
                    wrong.push(Diagnostic::error("unknown-credential", message).help(help));
                }
            }
        }
        if wrong.is_empty() {
            return Ok(entries);
        }
        globals.diagnostics(&wrong);
        Err(Exit::Bad)
    }
}
