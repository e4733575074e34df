//! In: a built site in its folder, and a place elsewhere. Out: the same site in that place, by uploading what changed and nothing else.
//! Credentials come before the pages that name them, lists after both, removals last; what others put there is left alone, and a run
//! that was cut short is finished by the next.

mod folder;
mod journal;
mod plan;
mod s3;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::load;
use crate::output::{Salt, built, vault};
pub use folder::Folder;
use journal::Journal;
pub use plan::{Local, Plan, Upload, plan};
pub use s3::S3;

/// What stands in a place: each file's path, with `/`, and the tag that its bytes have there.
pub type There = BTreeMap<String, String>;

/// Which paths are asked for.
pub type Wanted<'a> = dyn Fn(&str) -> bool + Sync + 'a;

/// A place that a site is put to.
pub trait Store: Sync {
    /// What stands there at the paths that are wanted; other files need not be looked at.
    ///
    /// # Errors
    /// When it cannot be asked.
    fn list(&self, wanted: &Wanted<'_>) -> Result<There, Fault>;

    /// The tag that these bytes would have there.
    fn tag(&self, bytes: &[u8]) -> String;

    /// A file with its tag, if there is one.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, String)>, Fault>;

    /// Puts a file there, whole or not at all, and gives its tag. `expected` is the tag of what it replaces, `None` when nothing may
    /// stand there.
    ///
    /// # Errors
    /// [`Kind::Changed`] when something else stands there.
    fn put(&self, path: &str, bytes: &[u8], expected: Option<&str>) -> Result<String, Fault>;

    /// Removes a file; one that is not there is no error.
    ///
    /// # Errors
    /// When it cannot be removed.
    fn remove(&self, path: &str) -> Result<(), Fault>;
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of thing went wrong.
    pub kind: Kind,
    /// What, in words.
    pub message: String,
}

/// Kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something else stands there than stood there before.
    Changed,
    /// A file of somebody else stands where one of the site would.
    Foreign,
    /// The place does not let us in.
    Denied,
    /// There is no such place.
    Missing,
    /// The place cannot be reached, or its system refuses.
    Io,
    /// The site here is no whole build, or changes while it is read.
    Site,
}

impl Fault {
    /// A fault of this kind.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// The same for the user.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let (code, help) = match self.kind {
            Kind::Changed => (
                "upload-changed",
                "somebody else publishes there: when they are done, run this again; it goes on from there",
            ),
            Kind::Foreign => (
                "upload-foreign",
                "choose a place that is empty or that accolade published to; or move that file away, when nobody needs it there",
            ),
            Kind::Denied => {
                ("upload-denied", "see that the key is right, and that it may list, read, write and delete there")
            }
            Kind::Missing => ("upload-no-place", "make it first, or correct its name"),
            Kind::Io => ("upload-io", "run this again: what is there already is not sent again"),
            Kind::Site => ("upload-site", "build the site first, and leave it alone while it is published"),
        };
        Diagnostic::error(code, self.message.clone()).help(help)
    }
}

/// How to go about it.
#[derive(Debug, Clone, Copy)]
pub struct How<'a> {
    /// How many files are under way at once.
    pub jobs: usize,
    /// A name of this run that no other has.
    pub run: &'a str,
    /// Only say what would be done.
    pub dry: bool,
}

/// What was done, or would be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// Files that were sent.
    pub uploaded: usize,
    /// Bytes of them.
    pub bytes: u64,
    /// Files that stood there already.
    pub unchanged: usize,
    /// Files that the site has no more.
    pub removed: usize,
    /// Files of the folder that the build did not make: they are not published.
    pub left_out: Vec<String>,
}

/// Publishes the site in a folder to a place. `progress` is told how many files are done, of how many.
///
/// # Errors
/// Everything that went wrong; what was uploaded until then stays, and the next run goes on from there.
pub fn upload(
    site: &Path,
    store: &dyn Store,
    how: How<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Done, Vec<Fault>> {
    let one = |fault| vec![fault];
    let built = built(site).map_err(|error| one(Fault::new(Kind::Site, error.to_string())))?;
    let (mut journal, mut tag) = match store.read(journal::FILE).map_err(one)? {
        Some((bytes, tag)) => (Journal::read(&bytes).map_err(one)?, Some(tag)),
        None => (Journal::default(), None),
    };
    let local = tagged(site, &built.files, store)?;
    let salts = journal.salts();
    let own: BTreeSet<&str> = built.files.iter().map(String::as_str).collect();
    let is_left = |path: &str| is_left(path, &journal, &salts);
    let wanted = |path: &str| own.contains(path) || journal.has(path, &salts) || is_left(path);
    let there = store.list(&wanted).map_err(one)?;
    let left: Vec<String> = there.keys().filter(|path| is_left(path)).cloned().collect();
    let plan = plan(local, there, |path| journal.has(path, &salts))
        .map_err(|foreign| foreign.iter().map(|path| stands_in_the_way(path)).collect::<Vec<_>>())?;
    let done = Done {
        uploaded: plan.uploads.len(),
        bytes: plan.uploads.iter().map(|upload| upload.size).sum(),
        unchanged: plan.unchanged,
        removed: plan.removals.len(),
        left_out: built.left_out.clone(),
    };
    let whole = Journal::of(&built, how.run);
    let swept = |done| left.iter().try_for_each(|path| store.remove(path)).map(|()| done).map_err(one);
    if how.dry {
        return Ok(done);
    }
    if plan.uploads.is_empty() && plan.removals.is_empty() && journal.names_the_same(&whole) {
        return swept(done);
    }
    // From here on everything that may be ours is written down there, until the end: who comes between is seen.
    journal.add(&whole);
    tag = Some(store.put(journal::FILE, &journal.bytes(), tag.as_deref()).map_err(one)?);
    carry_out(site, store, &plan, how, progress)?;
    store.put(journal::FILE, &whole.bytes(), tag.as_deref()).map_err(one)?;
    // Nobody else was at work there, so nobody waits for them.
    swept(done)
}

/// Whether a run that was cut short left a file there that it was writing: beside the place of one of accolade's own files alone.
fn is_left(path: &str, journal: &Journal, salts: &[Salt]) -> bool {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let Some(of) = vault::left_of(name) else { return false };
    let of = if folder.is_empty() { of.to_owned() } else { format!("{folder}/{of}") };
    of == journal::FILE || journal.has(&of, salts)
}

fn stands_in_the_way(path: &str) -> Fault {
    let message = format!("{path} stands there already, and accolade did not put it there: nothing was uploaded");
    Fault::new(Kind::Foreign, message)
}

/// The files of the site with their tags, on all cores.
fn tagged(site: &Path, files: &[String], store: &dyn Store) -> Result<Vec<Local>, Vec<Fault>> {
    let one = |path: &String| {
        let bytes = read(site, path)?;
        Ok(Local { path: path.clone(), tag: store.tag(&bytes), size: bytes.len() as u64 })
    };
    let (mut local, mut faults) = (Vec::with_capacity(files.len()), Vec::new());
    for result in files.par_iter().map(one).collect::<Vec<_>>() {
        match result {
            Ok(file) => local.push(file),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(local) } else { Err(faults) }
}

fn read(site: &Path, path: &str) -> Result<Vec<u8>, Fault> {
    let file = path.split('/').fold(site.to_owned(), |file, part| file.join(part));
    load::read_large(&file).map_err(|wrong| Fault::new(Kind::Site, wrong.message))
}

fn carry_out(
    site: &Path,
    store: &dyn Store,
    plan: &Plan,
    how: How<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<(), Vec<Fault>> {
    let all = plan.uploads.len() + plan.removals.len();
    let (count, stop, faults) = (AtomicUsize::new(0), AtomicBool::new(false), Mutex::new(Vec::new()));
    let each = |work: &dyn Fn() -> Result<(), Fault>| {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        match work() {
            Ok(()) => progress(count.fetch_add(1, Ordering::Relaxed) + 1, all),
            Err(fault) => {
                stop.store(true, Ordering::Relaxed);
                faults.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(fault);
            }
        }
    };
    let send = |upload: &Upload| {
        let bytes = read(site, &upload.path)?;
        if store.tag(&bytes) != upload.tag {
            return Err(Fault::new(Kind::Site, format!("{} changed while it was published", upload.path)));
        }
        store.put(&upload.path, &bytes, upload.expected.as_deref()).map(|_| ())
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(how.jobs.max(1)).build();
    let pool = pool.map_err(|error| vec![Fault::new(Kind::Io, error.to_string())])?;
    pool.install(|| {
        // What is named comes before what names it.
        for together in plan.uploads.chunk_by(|a, b| a.turn == b.turn) {
            together.par_iter().for_each(|upload| each(&|| send(upload)));
        }
        plan.removals.par_iter().for_each(|path| each(&|| store.remove(path)));
    });
    let faults = faults.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

#[cfg(test)]
mod tests;
