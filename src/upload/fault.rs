//! Why a site could not be put to a place. In: what went wrong. Out: the same for the user, with what to do.

use crate::diag::Diagnostic;

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of thing went wrong.
    pub kind: Kind,
    /// What, in words.
    pub message: String,
    /// What to do, where its kind alone does not say.
    pub help: Option<&'static str>,
}

/// Kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something else stands there than stood there before.
    Changed,
    /// The list of what is accolade's there cannot be read.
    Journal,
    /// A file of somebody else stands where one of the site would.
    Foreign,
    /// Another site was published there.
    Other,
    /// The place does not let us in.
    Denied,
    /// There is no such place.
    Missing,
    /// The place cannot be reached, or its system refuses.
    Io,
    /// The local site is not a complete build, or changes while it is read.
    Site,
}

impl Fault {
    /// A fault of this kind.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), help: None }
    }

    /// The same with what to do.
    #[must_use]
    pub const fn advised(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }

    /// The same for the user.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let (code, help) = match self.kind {
            Kind::Changed => (
                "upload-changed",
                "somebody else publishes there: when they are done, run this again; it goes on from there",
            ),
            Kind::Journal => ("upload-journal", "choose a place that is empty"),
            Kind::Foreign => (
                "upload-foreign",
                "choose a place that is empty or that accolade published to; or move that file away, when nobody needs it there",
            ),
            Kind::Other => (
                "upload-other-site",
                "choose another place or prefix; when this site has moved or is to stand there from now on, say --replace: what the other has and this one has not is removed there",
            ),
            Kind::Denied => {
                ("upload-denied", "see that the key is right, and that it may list, read, write and delete there")
            }
            Kind::Missing => ("upload-no-place", "make it first, or correct its name"),
            Kind::Io => ("upload-io", "run this again: what is there already is not sent again"),
            Kind::Site => ("upload-site", "build the site first, and leave it alone while it is published"),
        };
        Diagnostic::error(code, self.message.clone()).help(self.help.unwrap_or(help))
    }
}
