//! In: the options of `accolade verify`, and the folder that the person works in. Out: what is known when files are judged: the documents
//! and issuers that were named, and those of the project that the person works in or names. Where a file lies never adds to it: a
//! stranger's folder may bring any documents. Which project was used, and which was not, is always told.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use accolade_credential::{Document, Documents, Known, KnownIssuer};
use jiff::Timestamp;

use super::Args;
use crate::cmd::update;
use crate::diag::{Diagnostic, has_errors};
use crate::judge::Trust;
use crate::load::Source;
use crate::{draft, judge, load};

/// Everything that is known in a run.
pub(super) struct World {
    trust: Trust,
    /// The project whose documents are used, as it is shown.
    pub(super) project: Option<String>,
}

/// Finds the projects that files lie in and that are not used.
pub(super) struct Elsewhere {
    /// Where the project that is used really is.
    used: Option<PathBuf>,
    /// The command line says which project to use, or none.
    told: bool,
    by_folder: BTreeMap<PathBuf, Option<Arc<str>>>,
}

impl World {
    /// What the options name, else what the project around the working folder keeps.
    ///
    /// # Errors
    /// What cannot be read, or is not what the option asks for.
    pub(super) fn of(
        args: &Args,
        working: Option<&Path>,
    ) -> Result<(Self, Elsewhere, Vec<Diagnostic>), Vec<Diagnostic>> {
        let documents = args.resolve.as_deref().map(update::read_map).transpose();
        let issuers = args.issuers.as_deref().map(issuers).transpose();
        let (documents, issuers) = match (documents, issuers) {
            (Ok(documents), Ok(issuers)) => (documents.unwrap_or_default(), issuers.unwrap_or_default()),
            (documents, issuers) => {
                return Err([documents.err(), issuers.err()].into_iter().flatten().flatten().collect());
            }
        };
        let around = working.filter(|_| !args.no_project && args.lock.is_none()).and_then(around);
        let used = args.lock.clone().map(|lock| (name(&lock), lock)).or(around);
        let (mut trust, mut found) = used.as_ref().map(|(_, folder)| trust_of(folder)).unwrap_or_default();
        if args.lock.is_some() && has_errors(&found) {
            return Err(found);
        }
        found.retain(|problem| has_errors(std::slice::from_ref(problem)));
        // What was named on the command line counts before what a project has.
        for (url, bytes) in &documents {
            trust.documents.insert(url, Document { bytes: bytes.as_slice().into(), retrieved: None });
        }
        for issuer in issuers {
            trust.issuers.insert(issuer);
        }
        let elsewhere = Elsewhere {
            used: used.as_ref().and_then(|(_, folder)| folder.canonicalize().ok()),
            told: args.no_project || args.lock.is_some(),
            by_folder: BTreeMap::new(),
        };
        Ok((Self { trust, project: used.map(|(shown, _)| shown) }, elsewhere, found))
    }

    pub(super) const fn known(&self, as_of: Timestamp) -> Known<'_> {
        Known { as_of, documents: &self.trust.documents, issuers: &self.trust.issuers }
    }

    pub(super) const fn documents(&self) -> &Documents {
        &self.trust.documents
    }
}

impl Elsewhere {
    /// The project that a file lies in, when it is another than the one that is used and nobody said which to use; and, for the first file
    /// of a folder, what to say about it.
    pub(super) fn of(&mut self, file: Option<&Path>) -> (Option<Arc<str>>, Option<Diagnostic>) {
        let Some(file) = file.filter(|_| !self.told) else { return (None, None) };
        let folder = file.parent().unwrap_or(file);
        if let Some(project) = self.by_folder.get(folder) {
            return (project.clone(), None);
        }
        let project = project_of(folder).filter(|project| project.canonicalize().ok() != self.used);
        let project: Option<Arc<str>> = project.map(|project| project.display().to_string().into());
        let fresh = project.as_ref().filter(|_| !self.by_folder.values().any(|known| *known == project));
        let hint = fresh.map(|project| {
            let text = format!("it lies in the project {project}, whose documents are not used");
            Diagnostic::warning("project-not-used", text)
                .in_file(file.display().to_string())
                .help(format!("name it with `--lock {project}` if you trust it"))
        });
        self.by_folder.insert(folder.to_owned(), project.clone());
        (project, hint)
    }
}

/// The nearest project at or above the working folder, with the name of its folder.
fn around(working: &Path) -> Option<(String, PathBuf)> {
    let project = working.ancestors().find(|folder| is_project(folder))?;
    let shown = project.file_name().map_or_else(|| project.display().to_string(), |n| n.to_string_lossy().into_owned());
    Some((shown, project.to_owned()))
}

/// A project as it was named on the command line; the name of its folder when that was only `.` or `..`.
fn name(folder: &Path) -> String {
    let is_named = folder.components().any(|part| matches!(part, Component::Normal(_)));
    let real = if is_named { None } else { folder.canonicalize().ok() };
    let real = real.as_deref().and_then(Path::file_name);
    real.map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The folder with accolade.yaml that a file's folder lies in: as it is named, else where it really is.
fn project_of(folder: &Path) -> Option<PathBuf> {
    let here = |folder: &Path| if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() };
    folder.ancestors().map(here).find(|folder| is_project(folder)).or_else(|| {
        let real = here(folder).canonicalize().ok()?;
        real.ancestors().find(|folder| is_project(folder)).map(Path::to_owned)
    })
}

fn is_project(folder: &Path) -> bool {
    folder.join("accolade.yaml").is_file()
}

fn trust_of(project: &Path) -> (Trust, Vec<Diagnostic>) {
    let (source, mut found) = load::load_trusted(project);
    if source.get("accolade.yaml").is_none() {
        return (Trust::default(), found);
    }
    let (drafts, problems) = draft::draft(&source);
    found.extend(problems);
    let (trust, problems) = judge::trust(&drafts);
    found.extend(problems);
    (trust, found)
}

fn issuers(folder: &Path) -> Result<Vec<KnownIssuer>, Vec<Diagnostic>> {
    let mut files = Vec::new();
    for file in load::list_files(folder).map_err(|problem| vec![problem])? {
        if file.extension().is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml")) {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((format!("issuers/{name}"), load::read_file(&file).map_err(|problem| vec![problem])?));
        }
    }
    let (drafts, mut found) = draft::draft(&Source::of(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..]))));
    let (trust, problems) = judge::trust(&drafts);
    found.extend(problems);
    if has_errors(&found) { Err(found) } else { Ok(trust.issuers.iter().cloned().collect()) }
}
