//! In: pages, how they are made, and what is remembered of them. Out: each one staged that is not what stands in its place already, with
//! hashes of all. A page that is known to stand there as it would become is neither made nor read.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::decoys::Secret;
use super::recall::{Known, Standing};
use super::stage::Stage;
use super::{Hash16, Manifest, PublishError, Published, Recall, Target, refuse_secret, standing};
use crate::diag::{Diagnostic, once_for_pages};
use crate::render::{Page, Pages};

/// So many pages at most are made by one core before another may take over.
const PIECE: usize = 16;

/// Hashes of paths, each with one of the bytes there.
type Pairs = Vec<(Hash16, Hash16)>;

/// Makes a page's bytes.
pub type Render<'a> = dyn Fn(&Page) -> Result<Vec<u8>, Diagnostic> + Sync + 'a;

/// A hash over everything that a page is made of; `None` when that is not known.
pub type Rests<'a> = dyn Fn(&Page) -> Option<blake3::Hash> + Sync + 'a;

/// How pages are made.
pub struct Making<'a> {
    /// Makes a page's bytes.
    pub render: &'a Render<'a>,
    /// What a page rests upon.
    pub rests: &'a Rests<'a>,
    /// What the last build remembered.
    pub before: &'a Recall,
    /// Is told how many pages are done.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

/// One page: what is known of it, whether that is worth remembering, and what was done.
struct One {
    known: Known,
    remember: bool,
    rendered: bool,
    changed: bool,
}

/// What went wrong, and with which page.
#[derive(Default)]
struct Wrong {
    faults: Vec<(usize, Vec<Diagnostic>)>,
    failed: Option<PublishError>,
}

impl Making<'_> {
    /// Makes all pages on all cores. Gives a hash of each path with a hash of the bytes, in room for `length` of them, what decoys are made
    /// from, and what was done.
    pub(super) fn pages(
        &self,
        (target, stage): (&Target, &Stage),
        (old, stands): (&Manifest, &Standing<'_>),
        (pages, length): (&dyn Pages, usize),
    ) -> Result<(Pairs, Secret, Published), PublishError> {
        let secret = Secret::default();
        let (count, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
        let wrong = Mutex::new(Wrong::default());
        let one = |n: usize| {
            let made = self.page(&pages.page(n), (target, stage), (old, stands), (&secret, &failed));
            let made = made.map_err(|error| {
                failed.store(true, Ordering::Relaxed);
                wrong.lock().unwrap_or_else(PoisonError::into_inner).add(n, error);
            });
            (self.progress)(count.fetch_add(1, Ordering::Relaxed) + 1);
            made.ok()
        };
        // The length is known, so the list is allocated once: with a million pages, nothing is copied as it grows. In small pieces, since
        // a page of a long list takes a hundred times as long as others, and such pages follow each other: no core is left with all of them.
        let made: Vec<Option<One>> = (0..pages.len()).into_par_iter().with_max_len(PIECE).map(one).collect();
        wrong.into_inner().unwrap_or_else(PoisonError::into_inner).told()?;
        let (files, done) = summed(made, length);
        Ok((files, secret, done))
    }

    fn page(
        &self,
        page: &Page,
        (target, stage): (&Target, &Stage),
        (old, stands): (&Manifest, &Standing<'_>),
        (secret, failed): (&Secret, &AtomicBool),
    ) -> Result<One, PublishError> {
        let text = page.path.0.as_str();
        let (path, file) = (secret.take(text), target.file(text)?);
        let rests = (self.rests)(page).map(|hash| Hash16::half(&hash));
        if let Some(known) = rests.and_then(|rests| stands.page(path, rests, &file)) {
            return Ok(One { known, remember: true, rendered: false, changed: false });
        }
        let bytes = (self.render)(page).and_then(|bytes| refuse_secret(page, &bytes).map(|()| bytes));
        let bytes = bytes.map_err(|diagnostic| PublishError::Render(vec![diagnostic]))?;
        let hash = Hash16::of(&bytes);
        let changed = !old.has(path, hash) || standing(&file).is_none_or(|there| there != bytes);
        // Once a page has failed nothing is published: the others are only asked for their errors.
        if changed && !failed.load(Ordering::Relaxed) {
            stage.put(text, &bytes)?;
        }
        let known = Known { path, rests: rests.unwrap_or(hash), bytes: hash, length: bytes.len() as u64 };
        Ok(One { known, remember: rests.is_some(), rendered: true, changed })
    }
}

/// A hash of each path with a hash of the bytes, and what was done. Every list is allocated at its final length, and never grows.
fn summed(made: Vec<Option<One>>, length: usize) -> (Pairs, Published) {
    let mut done = Published::default();
    let (mut files, mut lengths) = (Vec::with_capacity(length), Vec::with_capacity(made.len()));
    for One { known, rendered, changed, .. } in made.iter().flatten() {
        files.push((known.path, known.bytes));
        lengths.push(known.length);
        done.bytes += known.length;
        done.rendered += usize::from(*rendered);
        *if *changed { &mut done.written } else { &mut done.unchanged } += 1;
    }
    // Collected in place: it takes over the memory of the list that it is made from.
    let known = made.into_iter().filter_map(|one| one.filter(|one| one.remember).map(|one| one.known)).collect();
    let recall = Recall::of(known, files.len());
    (files, Published { lengths, recall, ..done })
}

impl Wrong {
    fn add(&mut self, page: usize, error: PublishError) {
        match error {
            PublishError::Render(faults) => self.faults.push((page, faults)),
            other => self.failed = Some(self.failed.take().unwrap_or(other)),
        }
    }

    /// What cannot be done at all comes before what is wrong with pages, which is told in their order.
    fn told(mut self) -> Result<(), PublishError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if self.faults.is_empty() {
            return Ok(());
        }
        self.faults.sort_by_key(|(page, _)| *page);
        let faults = self.faults.into_iter().flat_map(|(_, faults)| faults).collect();
        Err(PublishError::Render(once_for_pages(faults)))
    }
}
