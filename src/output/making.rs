//! In: pages, how they are made, and what is remembered of them. Out: each one staged that is not what stands in its place already, with
//! hashes of all. A page that is known to stand there as it would become is neither made nor read.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use super::recall::{Known, Standing};
use super::stage::Stage;
use super::{Hash16, Manifest, PublishError, Published, Recall, Target, refuse_secret, standing};
use crate::diag::Diagnostic;
use crate::render::{Page, Pages};

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

/// Pages that are made.
#[derive(Default)]
struct Made {
    files: Vec<(Hash16, Hash16)>,
    known: Vec<Known>,
    done: Published,
    faults: Vec<Diagnostic>,
    failed: Option<PublishError>,
}

impl Making<'_> {
    /// Makes all pages on all cores. Gives a hash of each path with a hash of the bytes, and what was done.
    pub(super) fn pages(
        &self,
        target: &Target,
        stage: &Stage,
        old: &Manifest,
        pages: &dyn Pages,
    ) -> Result<(Vec<(Hash16, Hash16)>, Published), PublishError> {
        let stands = Standing::of(self.before, old, target);
        let (count, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
        let one = |n: usize| {
            let page = pages.page(n);
            let made = self.page(&page, (target, stage), (old, &stands), &failed);
            failed.fetch_or(made.is_err(), Ordering::Relaxed);
            (self.progress)(count.fetch_add(1, Ordering::Relaxed) + 1);
            made
        };
        let all = (0..pages.len()).into_par_iter();
        let made = all.fold(Made::default, |made, n| made.with(one(n))).reduce(Made::default, Made::and);
        match (made.failed, made.faults.is_empty()) {
            (Some(error), _) => Err(error),
            (None, false) => Err(PublishError::Render(made.faults)),
            (None, true) => Ok((made.files, Published { recall: Recall::of(made.known), ..made.done })),
        }
    }

    fn page(
        &self,
        page: &Page,
        (target, stage): (&Target, &Stage),
        (old, stands): (&Manifest, &Standing<'_>),
        failed: &AtomicBool,
    ) -> Result<One, PublishError> {
        let text = page.path.0.as_str();
        let (path, file) = (Hash16::of(text.as_bytes()), target.file(text)?);
        let rests = (self.rests)(page).map(|hash| Hash16::half(&hash));
        if let Some(known) = rests.and_then(|rests| stands.page(path, rests, &file)) {
            return Ok(One { known, remember: true, rendered: false, changed: false });
        }
        let bytes = (self.render)(page).and_then(|bytes| refuse_secret(page, &bytes).map(|()| bytes));
        let bytes = bytes.map_err(|diagnostic| PublishError::Render(vec![diagnostic]))?;
        let hash = Hash16::of(&bytes);
        let changed = old.hash_at(path) != Some(hash) || standing(&file).is_none_or(|there| there != bytes);
        // Once a page has failed nothing is published: the others are only asked for their errors.
        if changed && !failed.load(Ordering::Relaxed) {
            stage.put(text, &bytes)?;
        }
        let known = Known { path, rests: rests.unwrap_or(hash), bytes: hash, length: bytes.len() as u64 };
        Ok(One { known, remember: rests.is_some(), rendered: true, changed })
    }
}

impl Made {
    fn with(mut self, made: Result<One, PublishError>) -> Self {
        match made {
            Ok(One { known, remember, rendered, changed }) => {
                self.files.push((known.path, known.bytes));
                self.known.extend(remember.then_some(known));
                self.done.bytes += known.length;
                self.done.lengths.push(known.length);
                self.done.rendered += usize::from(rendered);
                *if changed { &mut self.done.written } else { &mut self.done.unchanged } += 1;
            }
            Err(PublishError::Render(faults)) => self.faults.extend(faults),
            Err(other) => self.failed = Some(self.failed.unwrap_or(other)),
        }
        self
    }

    fn and(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self.known.extend(other.known);
        self.faults.extend(other.faults);
        self.failed = self.failed.or(other.failed);
        self.done.written += other.done.written;
        self.done.unchanged += other.done.unchanged;
        self.done.rendered += other.done.rendered;
        self.done.bytes += other.done.bytes;
        self.done.lengths.extend(other.done.lengths);
        self
    }
}
