//! In: a folder that `build --shard` wrote. Out: what is in it, held against its `accolade-part.json`, or everything that is wrong
//! with it. Looks, and writes nothing.
#![expect(clippy::disallowed_methods, reason = "reads the files of a part")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Hash16, MANIFEST, Manifest, PART, PublishError, STAGING, standing, within};
use crate::diag::Diagnostic;
use crate::load::SitePath;
use crate::render::Part;

/// A finished part of a site.
pub(super) struct Found {
    /// Where it is, as the user names it.
    pub(super) folder: PathBuf,
    /// Which one it is.
    pub(super) part: Part,
    /// How many of its files the site leads to.
    pub(super) listed: usize,
    pub(super) manifest: Manifest,
    /// Its files, as paths of the site, in order.
    pub(super) files: Vec<String>,
}

const AGAIN: &str = "copy the whole folder again, or build this part again";

impl Found {
    /// Reads what a folder says of itself; `Err` when it holds no finished part.
    pub(super) fn read(folder: &Path) -> Result<Self, Diagnostic> {
        let refuse = |why: &str, help: &str| {
            Err(Diagnostic::error("no-part", format!("{}: {why}", folder.display())).help(help))
        };
        let build = "build it with `accolade build --shard I/N -o FOLDER`, and name that folder";
        if !folder.is_dir() {
            return refuse("there is no such folder", build);
        }
        if folder.join(STAGING).exists() {
            return refuse(
                "a build is under way there, or was cut short",
                "wait for it to end, or build this part again",
            );
        }
        match Manifest::find(folder, PART).map(|found| found.and_then(|manifest| Some((manifest.part?, manifest)))) {
            Ok(Some(((part, listed), manifest))) => {
                Ok(Self { folder: folder.to_owned(), part, listed, manifest, files: Vec::new() })
            }
            Ok(None) if folder.join(MANIFEST).exists() => refuse("it is a whole site, and no part of one", build),
            Ok(None) => refuse("no part of a site was built there", build),
            Err(PublishError::Place { why, .. }) => refuse(why, AGAIN),
            Err(error) => Err(Diagnostic::error("no-part", error.to_string()).help(AGAIN)),
        }
    }

    /// Finds its files. Everything is told that is there and does not belong to it, and how many are not there.
    pub(super) fn list(&mut self) -> Vec<Diagnostic> {
        let (mut files, mut wrong) = (Vec::new(), Vec::new());
        if let Err(error) = self.walk(&self.folder, "", &mut files, &mut wrong) {
            wrong.push(self.wrong(&format!("it cannot be read: {error}"), super::error::advice(&error)));
        } else if let missing @ 1.. = self.manifest.len().saturating_sub(files.len()) {
            let help = format!("{AGAIN}; mind files whose names begin with a dot, which some programs leave out");
            wrong.push(self.wrong(&format!("it lacks {missing} of its files"), &help));
        }
        files.sort_unstable();
        self.files = files;
        wrong
    }

    /// The bytes of one of its files, when they are those that were built.
    pub(super) fn bytes(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        let file = within(path).map(|inner| self.folder.join(inner));
        match file.and_then(|file| standing(&file)) {
            Some(bytes) if self.manifest.has(Hash16::of(path.as_bytes()), Hash16::of(&bytes)) => Ok(bytes),
            Some(_) => Err(self.wrong(&format!("{path} was altered after it was built"), AGAIN)),
            None => Err(self.wrong(&format!("{path} cannot be read"), AGAIN)),
        }
    }

    fn wrong(&self, what: &str, help: &str) -> Diagnostic {
        Diagnostic::error("bad-part", format!("{} ({}): {what}", self.folder.display(), self.part)).help(help)
    }

    fn walk(
        &self,
        folder: &Path,
        prefix: &str,
        files: &mut Vec<String>,
        wrong: &mut Vec<Diagnostic>,
    ) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.walk(&entry.path(), &format!("{path}/"), files, wrong)?;
            } else if path != PART {
                match self.belongs(&path, kind) {
                    Ok(()) => files.push(path),
                    Err((what, help)) => wrong.push(self.wrong(&format!("{path} {what}"), help)),
                }
            }
        }
        Ok(())
    }

    /// Whether a file is one of this part, or why not and what to do.
    fn belongs(&self, path: &str, kind: fs::FileType) -> Result<(), (String, &'static str)> {
        let away = "move it away: a part holds nothing but what was built";
        if !kind.is_file() {
            return Err(("is a link, or no file at all".to_owned(), away));
        }
        if !self.manifest.names(path) || SitePath::new(path).is_err() {
            return Err(("does not belong to it".to_owned(), away));
        }
        let home = self.part.with(path);
        if home != self.part {
            return Err((format!("belongs to {home}"), AGAIN));
        }
        Ok(())
    }
}
