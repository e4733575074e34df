//! `accolade update`: fetches what a project's credentials rest on (keys, status lists, hosted badges) and keeps it with hash
//! and time, so that builds need no network; or keeps what was saved by other means. Writes `.accolade/` and `accolade.lock`.

mod import;
mod keep;
mod report;
mod rounds;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use accolade_credential::{Documents, needs};
use jiff::Timestamp;

use super::progress::Progress;
use super::{Exit, Failed, Globals, clock};
use crate::diag::{Diagnostic, Severity};
use crate::draft::lock::{Lock, LockError};
use crate::draft::{self, Content};
use crate::fetch::{Client, Private, Request, Settings, fetch_all};
use crate::judge;
use crate::load::{self, Line, SourcePath};

pub(super) use import::read_map;
use keep::Changes;
use rounds::{Held, Project};

/// Options of `accolade update`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The site's folder
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// Keep these instead of fetching any: a JSON object of URLs, each with a file relative to this one
    #[arg(long, value_name = "MAP.json", conflicts_with_all = ["dry_run", "prune", "allow_private", "ca"])]
    from: Option<PathBuf>,
    /// Say what would be fetched, and fetch nothing
    #[arg(long)]
    dry_run: bool,
    /// Fetch, write nothing, and say by the exit status whether anything is out of date
    #[arg(long, conflicts_with_all = ["from", "dry_run", "prune"])]
    check: bool,
    /// Forget documents that no credential needs any more
    #[arg(long)]
    prune: bool,
    /// Give up on a document after this long
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = seconds)]
    timeout: Duration,
    /// Give up on all that is left after this long
    #[arg(long, value_name = "SECONDS", default_value = "300", value_parser = seconds)]
    budget: Duration,
    /// Let this host be at a private address; without a host, any
    #[arg(long, value_name = "HOST", num_args = 0..=1, require_equals = true, default_missing_value = "*")]
    allow_private: Vec<String>,
    /// Trust these certificate authorities too
    #[arg(long, value_name = "FILE.pem")]
    ca: Option<PathBuf>,
    #[command(flatten)]
    as_of: clock::AsOf,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let done = match &args.from {
        Some(map) => import::import(&args.dir, map, args.as_of.moment(), globals).map(|()| Exit::Ok),
        None if args.as_of.stated() => {
            return globals.usage("--as-of goes with --from: what is fetched now is fetched now");
        }
        None => update(args, globals),
    };
    done.unwrap_or_else(|(exit, found)| {
        globals.diagnostics(&found);
        exit
    })
}

fn update(args: &Args, globals: &Globals) -> Result<Exit, Failed> {
    let now = clock::now();
    let (project, problems) = project(&args.dir, now, args.prune)?;
    if !problems.is_empty() {
        return Err((Exit::Bad, problems));
    }
    if args.dry_run {
        let needs = rounds::needed(&project, &project.held_documents(), &mut rounds::Settled::default());
        let needs = needs.map_err(unread)?;
        report::plan(&needs, &project, globals);
        return Ok(Exit::Ok);
    }
    let client = client(args)?;
    let outcomes = rounds::rounds(&project, &|requests: &[Request]| {
        let (progress, done) = (Progress::counting(globals, requests.len(), "fetching"), AtomicUsize::new(0));
        let tell = || progress.done(done.fetch_add(1, Ordering::Relaxed) + 1);
        fetch_all(requests, &|request| client.fetch(request), &tell)
    });
    let outcomes = outcomes.map_err(unread)?;
    if args.check {
        return Ok(report::check(&outcomes, &project, globals));
    }
    let mut changes = Changes::default();
    for outcome in &outcomes {
        changes.add(outcome, &project, now);
    }
    if args.prune {
        changes.forget_all_but(outcomes.iter().map(|outcome| outcome.need.url.clone()).collect());
    }
    let lock = keep::keep(&args.dir, changes)?;
    let found = report::outcomes(&outcomes, &project, &lock, globals);
    let failed = found.iter().any(|d| d.severity == Severity::Error);
    globals.diagnostics(&found);
    Ok(if failed { Exit::Bad } else { Exit::Ok })
}

/// What a project has: its credentials, what it publishes itself, whom it trusts, and what it keeps. When something is to be forgotten,
/// also everything that cannot be read: what that needs is not known, and what is forgotten may not be had again.
fn project(dir: &Path, now: Timestamp, forgets: bool) -> Result<(Project, Vec<Diagnostic>), Failed> {
    let (source, mut found) = load::load(dir);
    if source.get("accolade.yaml").is_none() {
        return Err((if dir.is_dir() { Exit::Bad } else { Exit::Io }, found));
    }
    let lock = match source.get("accolade.lock") {
        Some(bytes) => Lock::read(bytes).map_err(|error| bad_lock(&error))?,
        None => Lock::default(),
    };
    let gone = lock.gone.keys().cloned().collect();
    let mut held = std::collections::BTreeMap::new();
    for (url, locked) in &lock.documents {
        // What is not there any more, or was changed, is fetched anew.
        if let Some(bytes) = source.get(&locked.file).filter(|bytes| locked.is_of(bytes)) {
            held.insert(url.clone(), Held { locked: locked.clone(), bytes: bytes.clone() });
        }
    }
    // What is wrong with the project otherwise is for `accolade check` to say.
    let (mut drafts, problems) = draft::draft(&source);
    found.extend(problems);
    // A document that is kept, and lost or changed, is fetched anew.
    found.retain(|problem| problem.place.as_ref().is_none_or(|place| place.file != "accolade.lock"));
    drafts.documents.clear();
    drafts.gone.clear();
    let (trust, _) = judge::trust(&drafts);
    let unreadable = |file: &SourcePath, bytes: &[u8]| {
        let check = if forgets { needs::unreadable(bytes)? } else { return None };
        Some(Diagnostic::error(check.code(), check.note()).in_file(file.as_str()))
    };
    let mut credentials: Vec<Arc<[u8]>> = Vec::new();
    for draft in drafts.credentials {
        if let Content::Credential { file, bytes, .. } = draft.content {
            found.extend(unreadable(&file, &bytes));
            credentials.push(bytes);
        }
    }
    if forgets {
        let problem = |at: usize, line: &Line<'_>| match draft::line(drafts.lines[at].path(), line, &[]) {
            Ok((bytes, _)) => {
                let problem = unreadable(drafts.lines[at].path(), &bytes)?;
                Some(problem.about(format!("line {}", line.number)))
            }
            Err(problem) => Some(problem),
        };
        found.extend(load::in_lines(&drafts.lines, problem).map_err(unread)?);
    }
    found.retain(|problem| forgets && problem.severity == Severity::Error);
    if !found.is_empty() {
        let message = "what these files need is not known, so nothing is forgotten";
        found.push(Diagnostic::error("not-pruned", message).help("correct them, or leave --prune out"));
    }
    let lines = drafts.lines;
    Ok((Project { credentials, lines, own: trust.documents, issuers: trust.issuers, held, gone, now }, found))
}

/// A file of many credentials could be read no more.
fn unread(problem: Diagnostic) -> Failed {
    (Exit::Io, vec![problem])
}

fn client(args: &Args) -> Result<Client, Failed> {
    let authorities = match &args.ca {
        Some(file) => load::read_file(file).map_err(|problem| (Exit::Usage, vec![problem]))?,
        None => Vec::new(),
    };
    let private = match args.allow_private.as_slice() {
        [] => Private::No,
        hosts if hosts.iter().any(|host| host == "*") => Private::All,
        hosts => Private::Hosts(hosts.to_vec()),
    };
    let settings = Settings { each: args.timeout, all: args.budget, private, authorities };
    Client::new(settings).map_err(|why| {
        let file = args.ca.as_deref().unwrap_or_else(|| Path::new("--ca")).display().to_string();
        let found = Diagnostic::error("bad-ca", format!("this is no certificate authority: {why}")).in_file(file);
        (Exit::Usage, vec![found.help("name a file with certificates in PEM: -----BEGIN CERTIFICATE-----")])
    })
}

fn bad_lock(error: &LockError) -> Failed {
    let help = "bring it back from a backup, or remove it and fetch or import every document again";
    (Exit::Bad, vec![Diagnostic::error("bad-lock", error.to_string()).in_file("accolade.lock").help(help)])
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.05..=3600.0).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or_else(|| "expected seconds, at most 3600".to_owned())
}

impl Project {
    /// What is published by the project itself, and what is kept.
    fn held_documents(&self) -> Documents {
        let mut documents = self.own.clone();
        self.held.iter().filter(|(url, _)| self.own.get(url).is_none()).for_each(|(url, held)| {
            documents.insert(url, held.document());
        });
        documents
    }
}
