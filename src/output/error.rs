//! Why a site is not published, or a project file not written: one type, and its words as a `Diagnostic`.

use std::io;
use std::path::{Path, PathBuf};

use crate::diag::Diagnostic;

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The folder may not be the output.
    #[error("{} cannot be the output folder: {why}", path.display())]
    Place {
        /// The folder.
        path: PathBuf,
        /// Why not.
        why: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// A file that accolade did not write stands where a page goes.
    #[error("{} stands where a page goes, and accolade did not write it", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Two pages have one path, or a page has a path that is kept for accolade itself.
    #[error("{path} is the place of something else already")]
    Twice {
        /// The path in the site.
        path: String,
    },
    /// The folder has no whole site in it.
    #[error("{}: {why}", path.display())]
    NotBuilt {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// Another build is writing to the same folder.
    #[error("another build is publishing to {}", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// Pages that cannot be rendered.
    #[error("{} pages cannot be rendered", .0.len())]
    Render(Vec<Diagnostic>),
    /// Something that cannot be read or written.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl PublishError {
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source }
    }

    /// The same for the user: what is wrong, and what to do.
    #[must_use]
    pub fn diagnostics(self) -> Vec<Diagnostic> {
        let message = self.to_string();
        let (code, help) = match self {
            Self::Render(diagnostics) => return diagnostics,
            Self::Place { help, .. } => ("output-folder", help),
            Self::NotBuilt { help, .. } => ("not-built", help),
            Self::Foreign { .. } => ("output-foreign-file", "move it away, or publish to another folder with -o"),
            Self::Twice { .. } => ("output-collision", "rename the file or the entry that claims it"),
            Self::Busy { .. } => ("output-busy", "wait for it to end, then run this again"),
            Self::Io { ref source, .. } => ("output-io", advice(source)),
        };
        vec![Diagnostic::error(code, message).help(help)]
    }
}

/// What to do about what the system says.
pub(super) fn advice(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on that disk, then run this again",
        io::ErrorKind::FileTooLarge => {
            "that disk, or this shell, allows no file as large: lift the limit, then run this again"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write to, or change its permissions"
        }
        _ => "see that the folder can be written, then run this again",
    }
}
