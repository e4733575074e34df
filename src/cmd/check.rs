//! `accolade check [DIR]`: everything that `build` does, but the writing; and a look at the tables below `awards/`.

mod awards;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde_json::json;

use super::progress::Progress;
use super::project::{ProjectArgs, Ready, refused, verdicts};
use super::{Exit, Globals};
use crate::diag::{Diagnostic, once_for_pages};
use crate::output;
use crate::render::Pages as _;

/// What `check` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectArgs,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let outcome = args.project.prepare_and_show(globals);
    let tables = awards::told(&args.project.dir, &args.project.as_of);
    globals.diagnostics(&tables);
    if !tables.is_empty() {
        globals.note("a build does not read awards/, and `accolade issue` would sign nothing until this is put right");
    }
    let Some(ready) = &outcome.ready else {
        return refused(globals, &outcome, "a build would write nothing");
    };
    let faults = rendered(ready, globals);
    if !faults.is_empty() {
        globals.diagnostics(&faults);
        return refused(globals, &outcome, "a build would write nothing");
    }
    let pages = ready.pages.of(&ready.site).len();
    if globals.json() {
        globals.json_line(&json!({ "credentials": outcome.summary, "files": pages }));
    } else if !globals.quiet() {
        globals.result(&format!(
            "credentials: {}\nall is in order: a build would make {pages} files",
            verdicts(&outcome.summary)
        ));
    }
    Exit::Ok
}

/// Makes every page for its errors.
fn rendered(ready: &Ready, globals: &Globals) -> Vec<Diagnostic> {
    let pages = ready.pages.of(&ready.site);
    let progress = Progress::counting(globals, pages.len(), "rendering");
    let count = AtomicUsize::new(0);
    let one = |n: usize| {
        let page = pages.page(n);
        let fault = ready.made(&page).and_then(|bytes| output::refuse_secret(&page, &bytes)).err();
        progress.done(count.fetch_add(1, Ordering::Relaxed) + 1);
        fault
    };
    once_for_pages((0..pages.len()).into_par_iter().filter_map(one).collect())
}
