//! One question that the judge asks of a credential, and how it ended. Only the crate itself makes a `Check`.

use std::borrow::Cow;

use jiff::Timestamp;

/// A plain sentence; most are the same for many credentials.
pub(crate) type Note = Cow<'static, str>;

/// Which question a check answers. The five decide the verdict together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckId {
    /// The file can be read, and every term in it has a published meaning.
    Format,
    /// Nothing was changed since it was signed.
    Signature,
    /// The key belongs to the issuer that the credential names.
    Issuer,
    /// Inside its dates.
    Validity,
    /// Not revoked or suspended, by its status list.
    Status,
}

/// How a check ended. A check that did not run is never a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It holds.
    Pass,
    /// It does not hold.
    Fail,
    /// It could not be found out.
    Unknown,
    /// The credential does not ask for it.
    NotApplicable,
}

/// One named check with its outcome. Only the judge makes them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Check {
    id: CheckId,
    outcome: Outcome,
    code: &'static str,
    note: Note,
    seen: Option<Timestamp>,
}

impl Check {
    pub(crate) fn new(id: CheckId, outcome: Outcome, code: &'static str, note: impl Into<Note>) -> Self {
        Self { id, outcome, code, note: note.into(), seen: None }
    }
    /// The same, resting upon a document that was fetched at a moment.
    pub(crate) fn resting(self, seen: Option<Timestamp>) -> Self {
        Self { seen, ..self }
    }
    /// When the document was fetched that it rests upon: what has happened since, it cannot know. `None` when it rests upon none,
    /// or upon one that is not a copy.
    #[must_use]
    pub const fn seen(&self) -> Option<Timestamp> {
        self.seen
    }
    /// Which question it answers.
    #[must_use]
    pub const fn id(&self) -> CheckId {
        self.id
    }
    /// How it ended.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }
    /// A stable word for the reason, such as `expired`, `revoked`, `undefined-term`: the key for translations.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }
    /// The reason as a plain sentence.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }
}
