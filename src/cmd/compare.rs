//! In: a site that issues. Out: everything that its ledger and its credentials do not agree on. What the ledger says is gone is not
//! compared: it is believed over the files.

use rayon::prelude::*;

use super::registry::Registry;
use super::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::draft::{Expected, IdKey, Stated, tells_award};
use crate::load::is_lines;

/// How many credentials that the ledger lacks are named.
const NAMED: usize = 3;
/// The most differences that are told.
const MOST: usize = 200;

/// A credential in `credentials/`: where it stands, and its bytes.
type Standing<'a> = (String, &'a [u8]);

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
        let mut wrong: Vec<Diagnostic> = self.all(|compared| match compared {
            Compared::Differs(problem) => Some(problem),
            Compared::Agrees | Compared::Unknown(..) => None,
        });
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
        let unknown: Vec<(String, String)> = site.all(|compared| match compared {
            Compared::Unknown(id, place) => Some((id, place)),
            Compared::Agrees | Compared::Differs(_) => None,
        });
        if unknown.is_empty() {
            return Ok(site);
        }
        globals.diagnostics(&[lacks(&unknown)]);
        Err(Exit::Bad)
    }

    fn all<T: Send>(&self, chosen: impl Fn(Compared) -> Option<T> + Sync) -> Vec<T> {
        self.standing().into_par_iter().filter_map(|(place, bytes)| chosen(self.compare(&place, bytes))).collect()
    }

    /// The batch in whose file the credential of this slug is kept; `None` when it has a file of its own.
    pub(super) fn batch(&self, slug: &str) -> Option<String> {
        let (file, _) = self.line(slug)?;
        let (stem, _) = file.as_str().trim_start_matches("credentials/").rsplit_once('.')?;
        Some(stem.to_owned())
    }

    /// Every credential of the site, in files of their own and in files of many.
    pub(super) fn standing(&self) -> Vec<Standing<'_>> {
        let mut all: Vec<Standing<'_>> =
            self.files.iter().map(|carried| (carried.file.to_string(), &carried.bytes[..])).collect();
        for (path, bytes) in self.source.below("credentials").filter(|(path, _)| is_lines(path.as_str())) {
            let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).enumerate();
            let lines = lines.filter(|(_, line)| !line.is_empty());
            all.extend(lines.map(|(n, line)| (format!("{path}:{}", n + 1), line)));
        }
        all
    }

    fn compare(&self, place: &str, bytes: &[u8]) -> Compared {
        let Some((stated, id)) = Stated::read(bytes).and_then(|s| s.id.clone().map(|id| (s, id))) else {
            return Compared::Agrees;
        };
        let Some((entry, number)) = self.ledger.line_of(&id) else {
            let own = stated.issuer.as_deref() == Some(&self.issuer.id);
            return if own { Compared::Unknown(id, place.to_owned()) } else { Compared::Agrees };
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
            Some(difference) => Compared::Differs(difference.told((number, self.ledger.text_of(&id)), &id, place)),
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
