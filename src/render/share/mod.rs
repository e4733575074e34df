//! In: a credential that has a page at a known address. Out: links and snippets with which it is shown elsewhere: LinkedIn, an
//! embedded card, an e-mail signature, Markdown. Text only; nothing is ever sent, and no script is needed.

pub mod linkedin;
pub mod oembed;
pub mod resume;
pub mod snippet;

use crate::model::Brief;

/// What is said of a credential elsewhere: only what it states, and where its page is.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// What was earned.
    pub title: &'a str,
    /// From whom.
    pub issuer: Option<&'a str>,
    /// The absolute address of its page.
    pub page: &'a str,
    /// The absolute address of the folder that the page stands in, with its final `/`.
    pub folder: &'a str,
}

/// Whether a credential is offered for sharing: only when a good signature stands behind it.
#[must_use]
pub fn shared(brief: &Brief) -> bool {
    brief.seal().is_some()
}
