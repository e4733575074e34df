//! In: the folder of a site that issues. Out: what `issue` would find wrong with the tables below `awards/`, as warnings: no build reads them.
//! Needs no key, takes no lock, writes nothing.

use std::path::Path;

use crate::cmd::clock::AsOf;
use crate::cmd::issue::sheets::{self, Sheets, Tables};
use crate::cmd::registry::{self, Registry};
use crate::diag::{Diagnostic, Severity};
use crate::issue::make;
use crate::issue::plan::{self, State, Step};
use crate::issue::unstated::Rows;
use crate::load::{self, Source};

/// Everything at which `issue` would stop. Where the site has errors of its own, only what is wrong with the tables themselves.
pub(super) fn told(dir: &Path, at: &AsOf) -> Vec<Diagnostic> {
    if !dir.join("awards").is_dir() {
        return Vec::new();
    }
    let found = match registry::read(dir) {
        Ok(site) => planned(&site, at),
        Err(_) => tables(&load::load_registry(dir).0, at).unread,
    };
    // As of an earlier moment awards are still to come, and nothing is wrong with them.
    let found = found.into_iter().filter(|wrong| !(at.stated() && wrong.code == "future-date"));
    found.map(|wrong| Diagnostic { severity: Severity::Warning, ..wrong }).collect()
}

fn tables(source: &Source, at: &AsOf) -> Sheets {
    match source.below("awards").next() {
        Some(_) => sheets::read(&[], &Tables::default(), source, at.moment()),
        None => Sheets::default(),
    }
}

fn planned(site: &Registry, at: &AsOf) -> Vec<Diagnostic> {
    let Sheets { sheets, unread: mut found, whole, .. } = tables(&site.source, at);
    let find = |slug: &str| site.credential(slug);
    let state = State { issuer: &site.issuer, badges: &site.badges, ledger: &site.ledger, credential: &find };
    match plan::plan(&sheets, &state) {
        Ok(planned) => {
            let batch = |slug: &str| site.batch(slug);
            let rows = Rows { sheets: &sheets, planned: &planned, state: &state, batch: &batch, whole };
            found.extend(rows.same_award());
            found.extend(make::mail(planned.iter().filter(|item| item.step == Step::New), &site.issuer));
        }
        Err(wrong) => found.extend(wrong),
    }
    found
}
