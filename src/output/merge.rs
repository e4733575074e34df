//! In: folders with the parts of a site. Out: the site, the same bytes as of one build; or everything that is wrong with the parts, and
//! then nothing is written. Every byte is held against the hash that its build gave it.

use std::cmp::Reverse;
use std::path::PathBuf;

use rayon::prelude::*;

use super::part::Found;
use super::{Making, PublishError, Published, Recall, Target, publish};
use crate::diag::Diagnostic;
use crate::model::SitePath;
use crate::render::{Kind, Page, Pages};

/// Most faults that are told one by one: whoever copied a part wrongly has one fault, not a hundred thousand.
const TOLD: usize = 50;

/// All parts of one site.
pub struct Parts {
    /// In order of their numbers.
    found: Vec<Found>,
    /// The files of all of them, in order.
    files: Vec<String>,
    /// How many of these the site leads to.
    listed: usize,
}

impl Pages for Parts {
    fn len(&self) -> usize {
        self.files.len()
    }

    fn page(&self, n: usize) -> Page {
        Page { path: SitePath(self.files[n].clone()), kind: Kind::File(n as u32), language: 0 }
    }

    /// Which of them, the parts do not say; they say how many.
    fn is_listed(&self, n: usize) -> bool {
        n < self.listed
    }
}

impl Parts {
    /// Gathers the parts of a site from their folders.
    ///
    /// # Errors
    /// Everything that is wrong: a folder that holds no finished part, a part that is missing, doubled or of another build, and files
    /// that are missing, altered or too many.
    pub fn gather(folders: &[PathBuf]) -> Result<Self, Vec<Diagnostic>> {
        let (mut found, mut wrong) = (Vec::new(), Vec::new());
        for folder in folders {
            match Found::read(folder) {
                Ok(part) => found.push(part),
                Err(fault) => wrong.push(fault),
            }
        }
        if let Some(usual) = usual(&found) {
            wrong.extend(strangers(&found, usual));
            wrong.extend(counted(&found, usual.part.of()));
        }
        wrong.extend(found.par_iter_mut().flat_map_iter(Found::list).collect::<Vec<_>>());
        if !wrong.is_empty() {
            let files: Vec<_> = found.iter().flat_map(|part| part.files.iter().map(move |path| (part, path))).collect();
            wrong.par_extend(files.par_iter().filter_map(|(part, path)| part.bytes(path).err()));
            return Err(few(wrong));
        }
        found.sort_by_key(|part| part.part);
        let mut files: Vec<_> = found.iter_mut().flat_map(|part| std::mem::take(&mut part.files)).collect();
        files.par_sort_unstable();
        let listed = found.iter().map(|part| part.listed).sum();
        Ok(Self { found, files, listed })
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.found.len()
    }

    fn render(&self, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let path = page.path.as_str();
        let number = self.found[0].part.with(path).number();
        self.found[usize::from(number) - 1].bytes(path)
    }
}

/// Publishes the site that parts are of, as one build would have.
///
/// # Errors
/// Files that were altered, and whatever a publication can meet; the site is then as it was.
pub fn merge(target: &Target, parts: &Parts, progress: &(dyn Fn(usize) + Sync)) -> Result<Published, PublishError> {
    let fingerprint = &parts.found[0].manifest.fingerprint;
    let making = Making { render: &|page| parts.render(page), rests: &|_| None, before: &Recall::default(), progress };
    let done = publish(target, fingerprint, parts, &making);
    done.map_err(|error| match error {
        PublishError::Render(faults) => PublishError::Render(few(faults)),
        other => other,
    })
}

/// What most parts say of how many they are and what they were built from.
fn usual(found: &[Found]) -> Option<&Found> {
    let count = |part: &Found| found.iter().filter(|other| same_build(part, other)).count();
    found.iter().enumerate().max_by_key(|(n, part)| (count(part), Reverse(*n))).map(|(_, part)| part)
}

fn same_build(one: &Found, other: &Found) -> bool {
    one.part.of() == other.part.of() && one.manifest.fingerprint == other.manifest.fingerprint
}

/// Parts that are not of the build that most are of.
fn strangers(found: &[Found], usual: &Found) -> Vec<Diagnostic> {
    let one = |part: &Found| {
        let (name, part_is, usual_is) = (part.folder.display(), part.part, usual.part);
        let message = if part_is.of() == usual_is.of() {
            format!("{name} ({part_is}) was built from something else than {} ({usual_is})", usual.folder.display())
        } else {
            format!("{name} is {part_is}, and {} is {usual_is}", usual.folder.display())
        };
        Diagnostic::error("other-part", message)
            .help("build all parts again: of the same files, with the same options and moment, by the same accolade")
    };
    found.iter().filter(|part| !same_build(part, usual)).map(one).collect()
}

/// Parts that are missing, or there more than once.
fn counted(found: &[Found], of: u16) -> Vec<Diagnostic> {
    let mut folders = vec![Vec::new(); usize::from(of)];
    for part in found.iter().filter(|part| part.part.of() == of) {
        folders[usize::from(part.part.number()) - 1].push(part.folder.display().to_string());
    }
    let (mut wrong, mut missing) = (Vec::new(), Vec::new());
    for (number, folders) in (1..).zip(&folders) {
        match folders.as_slice() {
            [] => missing.push(number.to_string()),
            [_] => {}
            [all @ .., last] => {
                let message = format!("part {number} of {of} is there more than once: {} and {last}", all.join(", "));
                wrong.push(Diagnostic::error("part-twice", message).help("name each part once"));
            }
        }
    }
    if let Some(first) = missing.first() {
        let help = format!("name its folder too; `accolade build --shard {first}/{of} -o FOLDER` builds it");
        let message = match missing.as_slice() {
            [one] => format!("part {one} of {of} is missing"),
            several => format!("parts {} of {of} are missing", several.join(", ")),
        };
        wrong.push(Diagnostic::error("part-missing", message).help(help));
    }
    wrong
}

/// The first faults, and how many more there are.
fn few(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if let more @ 1.. = faults.len().saturating_sub(TOLD) {
        faults.truncate(TOLD);
        faults.push(Diagnostic::error("bad-part", format!("{more} more files of the parts are wrong")));
    }
    faults
}
