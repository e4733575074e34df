//! `accolade verify`: judges files and reports on each, in words or as one JSON object a line.
//! Decides nothing itself: verdicts come from `accolade_credential::judge`. A file that cannot be read is refused, like a bad one; one that is not there is no
//! file to speak of.

mod known;
mod report;
mod sheet;
mod subjects;

use std::path::PathBuf;
use std::sync::Arc;

use accolade_credential::report::{self as told, Judged};
use accolade_credential::{judge_many, judge_value};
use jiff::Timestamp;
use rayon::prelude::*;

use super::{Exit, Globals, clock};
use crate::diag::Diagnostic;
use crate::judge::together;
use known::{Elsewhere, World};
use report::Count;
use subjects::{Form, Subject};

/// The description of what `--json` prints.
const SCHEMA: &str = include_str!("../../docs/verify.schema.json");
/// How many files are held at a time: enough for every core.
const MANY: usize = 2048;
/// How many bytes of them: little enough to be held.
const MUCH: usize = 64 * 1024 * 1024;

/// Options of `accolade verify`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Credentials in any form, folders of them, or - for standard input
    #[arg(required_unless_present = "json_schema", value_name = "FILE|DIR|-")]
    targets: Vec<PathBuf>,
    #[command(flatten)]
    as_of: clock::AsOf,
    /// A JSON object of URLs, each with a file relative to this one: DID documents and status lists
    #[arg(long, value_name = "MAP.json")]
    resolve: Option<PathBuf>,
    /// A folder of issuers that you recognise, as in a site's issuers/
    #[arg(long, value_name = "DIR")]
    issuers: Option<PathBuf>,
    /// Judge with what the project in this folder keeps, instead of the one that you work in
    #[arg(long, value_name = "DIR", conflicts_with = "no_project")]
    lock: Option<PathBuf>,
    /// Judge by the file and the options alone, whatever project you work in
    #[arg(long)]
    no_project: bool,
    /// Print the JSON Schema of what --json prints, and do nothing else
    #[arg(long)]
    json_schema: bool,
    /// How many columns a report may have
    #[arg(long, hide = true, env = "COLUMNS", value_name = "COLUMNS")]
    columns: Option<String>,
}

/// A run: what waits to be judged, and what was found so far.
struct Run<'a> {
    globals: &'a Globals,
    as_of: Timestamp,
    width: usize,
    world: World,
    elsewhere: Elsewhere,
    found: Vec<Diagnostic>,
    waiting: Vec<(Subject, Option<Arc<str>>)>,
    waiting_bytes: usize,
    count: Count,
    printed: bool,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    if args.json_schema {
        return globals.raw(SCHEMA.as_bytes());
    }
    let (world, elsewhere, found) = match World::of(args, working_folder().as_deref()) {
        Ok(known) => known,
        Err(found) => {
            globals.diagnostics(&found);
            return Exit::Usage;
        }
    };
    let mut run = Run {
        globals,
        as_of: args.as_of.moment(),
        width: width(args),
        world,
        elsewhere,
        found,
        waiting: Vec::new(),
        waiting_bytes: 0,
        count: Count::default(),
        printed: false,
    };
    if !run.found.is_empty() {
        run.count.fault();
    }
    let mut exit = Exit::Ok;
    for target in &args.targets {
        if let Some(problem) = subjects::missing(target) {
            globals.diagnostics(&[problem]);
            exit = Exit::Io;
            // For other programs there is a line for each file that was named.
            if !globals.json() {
                continue;
            }
            run.count.miss();
        }
        match subjects::each(target, |subject| run.take(subject)) {
            Ok(walk) => {
                run.count.pass_over(walk.passed_over);
                if walk.is_empty {
                    exit = globals.usage(format!("there is no credential below {}", target.display()));
                }
            }
            Err(problem) => {
                globals.diagnostics(&[problem]);
                exit = Exit::Usage;
            }
        }
    }
    run.flush();
    run.end(exit)
}

impl Run<'_> {
    fn take(&mut self, subject: Subject) {
        let (project, hint) = self.elsewhere.of(subject.path.as_deref());
        self.found.extend(hint);
        self.waiting_bytes += subject.bytes.as_ref().map_or(0, Vec::len);
        self.waiting.push((subject, project));
        if self.waiting.len() >= MANY || self.waiting_bytes >= MUCH {
            self.flush();
        }
    }

    /// Judges what waits, on all cores, and reports on it in order.
    fn flush(&mut self) {
        let found = std::mem::take(&mut self.found);
        if !found.is_empty() {
            self.globals.diagnostics(&found);
        }
        self.waiting_bytes = 0;
        let waiting = std::mem::take(&mut self.waiting);
        let most = together(waiting.len());
        let judged: Vec<_> =
            waiting.par_chunks(most).map(|chunk| judge_chunk(chunk, &self.world, self.as_of)).collect();
        for one in judged.iter().flatten() {
            self.tell(one);
        }
    }

    fn tell(&mut self, judged: &Judged) {
        self.count.add(judged);
        let told = told::report(judged, self.world.documents(), self.as_of);
        if self.globals.json() {
            self.globals.json_line(&told);
        } else if !self.globals.quiet() || told.verdict != "verified" {
            let gap = if self.printed { "\n" } else { "" };
            self.globals.result(&format!("{gap}{}", report::report(judged, &told, self.width)));
            self.printed = true;
        }
    }

    fn end(&self, exit: Exit) -> Exit {
        if !self.globals.json()
            && !self.globals.quiet()
            && let Some(summary) = self.count.summary(self.as_of, self.width)
        {
            self.globals.result(&format!("\n{summary}"));
        }
        match exit {
            Exit::Ok | Exit::Io if !self.count.all_verified() => Exit::Bad,
            exit => exit,
        }
    }
}

/// Judges many together, which is faster than one by one and finds the same.
fn judge_chunk(chunk: &[(Subject, Option<Arc<str>>)], world: &World, as_of: Timestamp) -> Vec<Judged> {
    let known = world.known(as_of);
    let bytes: Vec<&[u8]> = chunk.iter().filter_map(|(subject, _)| carried(subject)).collect();
    let mut judged = judge_many(&bytes, &known).into_iter();
    let one = |(subject, project): &(Subject, Option<Arc<str>>)| {
        let outcome = match (&subject.bytes, &subject.form) {
            (Err(why), _) => Err(why.clone()),
            (Ok(_), Form::Yaml(value)) => Ok(judge_value(value, &known)),
            (Ok(_), Form::Bytes(_)) => Ok(judged.next().expect("one judgement for each")),
        };
        Judged {
            file: subject.name.clone(),
            sha256: subject.bytes.as_deref().ok().map(told::sha256),
            carrier: subject.form.name(),
            project: world.project.clone(),
            lies_in: project.clone(),
            outcome,
        }
    };
    chunk.iter().map(one).collect()
}

/// The bytes that the judge reads.
fn carried(subject: &Subject) -> Option<&[u8]> {
    subject.bytes.as_deref().ok().filter(|_| matches!(subject.form, Form::Bytes(_)))
}

/// The folder that the person works in.
#[expect(clippy::disallowed_methods, reason = "the environment enters in src/cmd, as values")]
fn working_folder() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

/// `COLUMNS`, else the terminal's width, else a page's.
fn width(args: &Args) -> usize {
    let asked = args.columns.as_deref().and_then(|columns| columns.parse().ok());
    asked.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))).unwrap_or(100)
}
