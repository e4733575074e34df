//! In: the options of `accolade verify`, and the folder of each file. Out: what is known when that file is judged: the documents and
//! issuers that were named, and those of the project that the file lies in. Which project it was is always told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use accolade_credential::{Document, Documents, Known, KnownIssuer};
use jiff::Timestamp;

use super::Args;
use crate::cmd::update;
use crate::diag::{Diagnostic, has_errors};
use crate::judge::Trust;
use crate::load::Source;
use crate::{draft, judge, load};

/// Everything that is known about the files of one project, or of none.
pub(super) struct World {
    trust: Trust,
    /// The project, as it is shown.
    pub(super) project: Option<String>,
}

/// The worlds of a run: one for each project that a file lies in.
pub(super) struct Worlds {
    documents: BTreeMap<String, Vec<u8>>,
    issuers: Vec<KnownIssuer>,
    /// `--lock`, or nothing to look for.
    fixed: bool,
    worlds: Vec<World>,
    by_project: BTreeMap<PathBuf, usize>,
    by_folder: BTreeMap<PathBuf, usize>,
    /// What is wrong in the projects.
    pub(super) found: Vec<Diagnostic>,
}

impl World {
    pub(super) const fn known(&self, as_of: Timestamp) -> Known<'_> {
        Known { as_of, documents: &self.trust.documents, issuers: &self.trust.issuers }
    }

    pub(super) const fn documents(&self) -> &Documents {
        &self.trust.documents
    }
}

impl Worlds {
    /// What the options name.
    ///
    /// # Errors
    /// What cannot be read, or is not what the option asks for.
    pub(super) fn of(args: &Args) -> Result<Self, Vec<Diagnostic>> {
        let documents = args.resolve.as_deref().map(update::read_map).transpose();
        let issuers = args.issuers.as_deref().map(issuers).transpose();
        let (documents, issuers) = match (documents, issuers) {
            (Ok(documents), Ok(issuers)) => (documents.unwrap_or_default(), issuers.unwrap_or_default()),
            (documents, issuers) => {
                return Err([documents.err(), issuers.err()].into_iter().flatten().flatten().collect());
            }
        };
        let mut worlds = Self {
            documents,
            issuers,
            fixed: args.no_project || args.lock.is_some(),
            worlds: Vec::new(),
            by_project: BTreeMap::new(),
            by_folder: BTreeMap::new(),
            found: Vec::new(),
        };
        match &args.lock {
            Some(folder) => {
                let (trust, found) = trust_of(folder);
                if has_errors(&found) {
                    return Err(found);
                }
                worlds.add(trust, Some(folder.display().to_string()));
            }
            None => worlds.add(Trust::default(), None),
        }
        Ok(worlds)
    }

    /// Which world a file belongs to; what is not a file belongs to no project.
    pub(super) fn place(&mut self, file: Option<&Path>) -> usize {
        let Some(file) = file.filter(|_| !self.fixed) else { return 0 };
        let folder = file.parent().unwrap_or(file).to_owned();
        if let Some(known) = self.by_folder.get(&folder) {
            return *known;
        }
        let at = project_of(&folder).map_or(0, |project| self.project(project));
        self.by_folder.insert(folder, at);
        at
    }

    pub(super) fn get(&self, at: usize) -> &World {
        &self.worlds[at]
    }

    fn project(&mut self, project: PathBuf) -> usize {
        if let Some(known) = self.by_project.get(&project) {
            return *known;
        }
        let (trust, found) = trust_of(&project);
        self.found.extend(found.into_iter().filter(|d| has_errors(std::slice::from_ref(d))));
        let shown = project.display().to_string();
        self.add(trust, Some(if shown.is_empty() { ".".to_owned() } else { shown }));
        self.by_project.insert(project, self.worlds.len() - 1);
        self.worlds.len() - 1
    }

    /// What was named on the command line counts before what a project has.
    fn add(&mut self, mut trust: Trust, project: Option<String>) {
        for (url, bytes) in &self.documents {
            trust.documents.insert(url, Document { bytes: bytes.as_slice().into(), retrieved: None });
        }
        for issuer in &self.issuers {
            trust.issuers.insert(issuer.clone());
        }
        self.worlds.push(World { trust, project });
    }
}

/// The folder with accolade.yaml that a file's folder lies in: as it is named, else where it really is.
fn project_of(folder: &Path) -> Option<PathBuf> {
    let is_project = |folder: &&Path| folder.join("accolade.yaml").is_file();
    folder.ancestors().find(is_project).map(Path::to_owned).or_else(|| {
        let real = if folder.as_os_str().is_empty() { Path::new(".") } else { folder }.canonicalize().ok()?;
        real.ancestors().find(is_project).map(Path::to_owned)
    })
}

fn trust_of(project: &Path) -> (Trust, Vec<Diagnostic>) {
    let root = if project.as_os_str().is_empty() { Path::new(".") } else { project };
    let (source, mut found) = load::load_trusted(root);
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
