//! In: a site that issues. Out: everything that its ledger and its credentials do not agree on. What the ledger says is gone is not
//! compared: it is believed over the files.

use std::fmt;

use rayon::prelude::*;

use super::registry::Registry;
use super::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::draft::{Expected, IdKey, Stated, tells_award};
use crate::load::{SourcePath, in_lines};

/// How many credentials that the ledger lacks are named.
const NAMED: usize = 3;
/// The most differences that are told.
const MOST: usize = 200;

/// Where a credential in `credentials/` stands: its file, and its line there, from 1, where that is a file of many.
#[derive(Clone, Copy)]
pub(super) struct Standing<'a>(&'a SourcePath, Option<usize>);

impl fmt::Display for Standing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            Some(line) => write!(f, "{}:{line}", self.0),
            None => write!(f, "{}", self.0),
        }
    }
}

/// What became of one.
enum Compared {
    Agrees,
    Differs(Diagnostic),
    /// The ledger lacks it, and this site's issuer signed it.
    Unknown(String, String),
}

impl Registry {
    /// The same site, when its ledger and its credentials agree; else says where they do not.
    pub(super) fn compared(self, globals: &Globals) -> Result<Self, Exit> {
        let mut wrong: Vec<Diagnostic> = self.all(
            |compared| match compared {
                Compared::Differs(problem) => Some(problem),
                Compared::Agrees | Compared::Unknown(..) => None,
            },
            globals,
        )?;
        if wrong.is_empty() {
            return Ok(self);
        }
        if wrong.len() > MOST {
            let more = wrong.len() - MOST;
            wrong.truncate(MOST);
            let message = format!("{more} more credentials are not what the ledger says");
            wrong.push(Diagnostic::error("too-many-problems", message).help("correct these first"));
        }
        globals.diagnostics(&wrong);
        Err(Exit::Bad)
    }

    /// The same site, when its ledger also knows every credential of its own: where it does not, places in the status lists that it
    /// takes for free are taken, and awards that it takes for new are issued.
    pub(super) fn complete(self, globals: &Globals) -> Result<Self, Exit> {
        let site = self.compared(globals)?;
        let unknown: Vec<(String, String)> = site.all(
            |compared| match compared {
                Compared::Unknown(id, place) => Some((id, place)),
                Compared::Agrees | Compared::Differs(_) => None,
            },
            globals,
        )?;
        if unknown.is_empty() {
            return Ok(site);
        }
        globals.diagnostics(&[lacks(&unknown)]);
        Err(Exit::Bad)
    }

    fn all<T: Send>(&self, chosen: impl Fn(Compared) -> Option<T> + Sync, globals: &Globals) -> Result<Vec<T>, Exit> {
        self.in_all(|place, bytes| chosen(self.compare(place, bytes)))
            .map_err(|wrong| globals.failed((Exit::Io, vec![wrong])))
    }

    /// The batch in whose file the credential of this slug is kept; `None` when it has a file of its own.
    pub(super) fn batch(&self, slug: &str) -> Option<String> {
        let file = self.line_file(slug)?;
        let (stem, _) = file.as_str().trim_start_matches("credentials/").rsplit_once('.')?;
        Some(stem.to_owned())
    }

    /// What is found in the credentials of the site, in files of their own and in files of many.
    ///
    /// # Errors
    /// When a file of many cannot be read any more.
    pub(super) fn in_all<T: Send>(
        &self,
        look: impl Fn(Standing<'_>, &[u8]) -> Option<T> + Sync,
    ) -> Result<Vec<T>, Diagnostic> {
        let files = self.files.par_iter();
        let mut found: Vec<T> =
            files.filter_map(|carried| look(Standing(&carried.file, None), &carried.bytes)).collect();
        let line = |at: usize, number| Standing(self.lines[at].path(), Some(number));
        found.extend(in_lines(&self.lines, |at, one| look(line(at, one.number), one.text))?);
        Ok(found)
    }

    fn compare(&self, place: Standing<'_>, bytes: &[u8]) -> Compared {
        let Some((stated, id)) = Stated::read(bytes).and_then(|s| s.id.clone().map(|id| (s, id))) else {
            return Compared::Agrees;
        };
        let Some((entry, number)) = self.ledger.line_of(&id) else {
            let own = stated.issuer.as_deref() == Some(&self.issuer.id);
            return if own { Compared::Unknown(id, place.to_string()) } else { Compared::Agrees };
        };
        if self.ledger.is_gone(&id) {
            return Compared::Agrees;
        }
        let expected = Expected {
            badge: &entry.badge,
            list: entry.list,
            index: Some(entry.index),
            issued: Some(entry.issued.as_second()),
            award: tells_award(&entry.award).then(|| IdKey::of(&entry.award)),
            sha256: IdKey::of(&entry.sha256),
        };
        match stated.difference(&expected, bytes, &self.issuer.status_list) {
            Some(difference) => {
                Compared::Differs(difference.told((number, self.ledger.text_of(&id)), &id, &place.to_string()))
            }
            None => Compared::Agrees,
        }
    }
}

fn lacks(unknown: &[(String, String)]) -> Diagnostic {
    let named: Vec<String> = unknown.iter().take(NAMED).map(|(id, place)| format!("{id} ({place})")).collect();
    let more = match unknown.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let count = match unknown.len() {
        1 => "a credential".to_owned(),
        n => format!("{n} credentials"),
    };
    let message = format!("this site issued {count} that ledger.jsonl does not know: {}{more}", named.join(", "));
    let help = "bring ledger.jsonl back from your version control or a backup: without it the same awards would be issued twice, and places in the status lists be given twice";
    Diagnostic::error("not-in-ledger", message).in_file("ledger.jsonl").help(help)
}
