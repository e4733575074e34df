//! In: a built site in its folder, and a place elsewhere. Out: the same site in that place, by uploading what changed and nothing else.
//! Credentials come before the pages that name them, lists after both, removals last; what others put there is left alone, and a run
//! that was cut short is finished by the next.

mod fault;
mod folder;
mod journal;
mod plan;
mod s3;
mod sign;
mod whose;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::load;
use crate::output::vault::{self, Alone};
use crate::output::{MANIFEST, Salt, built, listed};
pub use fault::{Fault, Kind};
pub use folder::Folder;
use journal::Journal;
pub use plan::{Local, Plan, Upload, plan};
pub use s3::S3;
use sign::{sign, sign_again, still};
use whose::whose;

/// What stands in a place: each file's path, with `/`, and the tag that its bytes have there.
pub type There = BTreeMap<String, String>;

/// Which paths are asked for; and which folders, with `/` at their end, may hold any of them, so that they must be readable.
pub type Wanted<'a> = dyn Fn(&str) -> bool + Sync + 'a;

/// Which files are removed before anything is uploaded.
pub type Goes<'a> = dyn Fn(&str) -> bool + 'a;

/// A place that a site is put to.
pub trait Store: Sync {
    /// Keeps other runs out until what it gives is dropped, where the place can do that.
    ///
    /// # Errors
    /// [`Kind::Changed`] when another run is at work there.
    fn hold(&self) -> Result<Option<Alone>, Fault> {
        Ok(None)
    }

    /// What stands there at the paths that are wanted; other files need not be looked at.
    ///
    /// # Errors
    /// When it cannot be asked.
    fn list(&self, wanted: &Wanted<'_>) -> Result<There, Fault>;

    /// What stands at these paths, where no file was listed, or where a folder above one of them must be; but for what `goes` first.
    ///
    /// # Errors
    /// When it cannot be asked.
    fn in_the_way(&self, _paths: &[&str], _goes: &Goes<'_>) -> Result<Vec<String>, Fault> {
        Ok(Vec::new())
    }

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

/// How to go about it.
#[derive(Debug, Clone, Copy)]
pub struct How<'a> {
    /// How many files are under way at once.
    pub jobs: usize,
    /// A name of this run that no other has.
    pub run: &'a str,
    /// Only say what would be done.
    pub dry: bool,
    /// Take the place of another site that stands there.
    pub replace: bool,
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
    /// Files that the site no longer has.
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
    let own = whose(site, &built.files).map_err(one)?;
    let local = tagged(site, &built.files, store)?;
    let _alone = if how.dry { None } else { store.hold().map_err(one)? };
    let (mut journal, tag) = match store.read(journal::FILE).map_err(one)? {
        Some((bytes, tag)) => (Journal::read(&bytes).map_err(one)?, Some(tag)),
        None => (copied(&local, store).map_err(one)?, None),
    };
    if !how.replace {
        journal.is_of(own.as_deref()).map_err(one)?;
    }
    let plan = planned(local, store, &journal, tag.is_some())?;
    let done = Done {
        uploaded: plan.uploads.len(),
        bytes: plan.uploads.iter().map(|upload| upload.size).sum(),
        unchanged: plan.unchanged,
        removed: plan.removed,
        left_out: built.left_out.clone(),
    };
    let whole = Journal::of(&built, how.run, own).without(&plan.theirs);
    let swept = |done| plan.litter.iter().try_for_each(|path| store.remove(path)).map(|()| done).map_err(one);
    if how.dry {
        return Ok(done);
    }
    if plan.uploads.is_empty() && plan.removals.is_empty() && journal.names_the_same(&whole) {
        return swept(done);
    }
    // From here to the end, everything that may be ours is written down there, so that a run that interferes is noticed.
    journal.becomes(&whole);
    journal.add(&whole);
    let tag = sign(store, &journal, tag.as_deref()).map_err(one)?;
    let carried = carry_out(site, store, &plan, &tag, how, progress);
    let ended = carried.and_then(|()| sign(store, &whole, Some(&tag)).map_err(one));
    ended.inspect_err(|_| sign_again(store, &whole))?;
    // No other run was at work there, so nobody needs the files that are swept away now.
    swept(done)
}

/// What may be ours where no run of accolade has published: where this very site was copied by other means, its own list tells which files
/// are those of a build. Of another site nothing is ours: the two are told apart by the address that `robots.txt` names.
fn copied(local: &[Local], store: &dyn Store) -> Result<Journal, Fault> {
    const ROBOTS: &str = "robots.txt";
    let own = local.iter().find(|file| file.path == ROBOTS);
    let is_this = |(bytes, tag): (Vec<u8>, String)| {
        own.is_some_and(|own| own.tag == tag) && String::from_utf8_lossy(&bytes).contains("Sitemap: ")
    };
    if !store.read(ROBOTS)?.is_some_and(is_this) {
        return Ok(Journal::default());
    }
    let list = store.read(MANIFEST)?.and_then(|(bytes, _)| listed(&bytes));
    Ok(list.map(Journal::of_list).unwrap_or_default())
}

/// What is to be done, or all that stands in the way. `kept` is whether a journal stands there.
fn planned(local: Vec<Local>, store: &dyn Store, journal: &Journal, kept: bool) -> Result<Plan, Vec<Fault>> {
    let one = |fault| vec![fault];
    let salts = journal.salts();
    let own: BTreeSet<String> = local.iter().map(|file| file.path.clone()).collect();
    let tops: BTreeSet<&str> = own.iter().filter_map(|path| path.split_once('/')).map(|(top, _)| top).collect();
    let ours = |path: &str| journal.has(path, &salts);
    let litter = |path: &str| is_left(path, journal, &salts);
    let wanted = |path: &str| match path.strip_suffix('/') {
        // Nothing is wanted from a folder that the site does not have, such as `lost+found`.
        Some(folder) => tops.contains(folder.split('/').next().unwrap_or(folder)),
        None => own.contains(path) || ours(path) || litter(path),
    };
    let mut plan = plan(local, store.list(&wanted).map_err(one)?, ours, litter);
    let fresh = plan.uploads.iter().filter(|upload| upload.expected.is_none()).map(|upload| upload.path.as_str());
    let fresh: Vec<&str> = fresh.chain((!kept).then_some(journal::FILE)).collect();
    let goes = |path: &str| plan.first.binary_search_by(|first| first.as_str().cmp(path)).is_ok();
    let more = store.in_the_way(&fresh, &goes).map_err(one)?;
    plan.foreign.extend(more);
    if plan.foreign.is_empty() {
        return Ok(plan);
    }
    Err(plan.foreign.iter().map(|path| stands_in_the_way(path)).collect())
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
    tag: &str,
    how: How<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<(), Vec<Fault>> {
    let all = plan.first.len() + plan.uploads.len() + plan.removals.len();
    let (count, stop, faults) = (AtomicUsize::new(0), AtomicBool::new(false), Mutex::new(Vec::new()));
    let failed = |fault| {
        stop.store(true, Ordering::Relaxed);
        faults.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(fault);
    };
    let each = |work: &dyn Fn() -> Result<(), Fault>| {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        match work() {
            Ok(()) => progress(count.fetch_add(1, Ordering::Relaxed) + 1, all),
            Err(fault) => failed(fault),
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
        plan.first.par_iter().for_each(|path| each(&|| store.remove(path)));
        // What is named comes before what names it.
        for together in plan.uploads.chunk_by(|a, b| a.turn == b.turn) {
            together.par_iter().for_each(|upload| each(&|| send(upload)));
        }
        // A run that came between may have kept a file that is about to be removed.
        if !plan.removals.is_empty() && !stop.load(Ordering::Relaxed) {
            still(store, tag).unwrap_or_else(failed);
        }
        plan.removals.par_iter().for_each(|path| each(&|| store.remove(path)));
    });
    let faults = faults.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

#[cfg(test)]
mod tests;
