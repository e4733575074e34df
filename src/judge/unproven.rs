//! In: credentials of this site's own issuer that are refused since its document is not there, cannot be read, or does not list their key.
//! Out: one error about the document for all of them: what is to be done is done once, and no update fetches it.

use std::collections::BTreeMap;

use accolade_credential::{Judgement, did};

use super::refusal;
use crate::diag::{Diagnostic, Place, Span};
use crate::draft::{CONFLICT, CONFLICT_OF_WHOLE, Drafts, conflict_in, did_files};
use crate::load::SourcePath;

const CODE: &str = "key-not-found";

/// Why a credential of this site is refused, when its document is to blame.
pub(super) fn of(judged: &Judgement, drafts: &Drafts) -> Option<String> {
    let own = drafts.site.issuer.as_ref().filter(|own| did::web_url(&own.id).is_some())?;
    let reason = refusal::reason(judged).filter(|reason| reason.code() == CODE)?;
    (judged.issuer.as_deref() == Some(own.id.as_str())).then(|| refusal::clause(reason.note()))
}

/// An error for each reason, with how many are refused for it.
pub(super) fn told(reasons: &BTreeMap<String, usize>, drafts: &Drafts) -> Vec<Diagnostic> {
    let document = drafts.did_document();
    let place = document.map_or_else(|| usual(drafts).to_owned(), |(path, _)| path.to_string());
    let conflict = document.and_then(|(path, bytes)| conflict(path, bytes));
    let one = |(why, count): (&String, &usize)| {
        let are = match count {
            1 => "1 credential of this site is".to_owned(),
            n => format!("{n} credentials of this site are"),
        };
        if let Some(place) = &conflict {
            let mut found = Diagnostic::error("version-conflict", format!("{}: {are} refused", CONFLICT.0));
            found.place = Some(place.clone());
            return found.help(CONFLICT_OF_WHOLE);
        }
        let help = "bring it back from your version control or from the published site: it lists every key that ever signed here";
        Diagnostic::error(CODE, format!("{are} refused: {why}")).in_file(&place).help(help)
    };
    reasons.iter().map(one).collect()
}

/// Where the document belongs that is not there.
fn usual(drafts: &Drafts) -> &'static str {
    did_files(drafts.site.issuer.as_ref().map_or("", |own| &own.id))[0]
}

/// The line in which version control left a conflict.
fn conflict(path: &SourcePath, bytes: &[u8]) -> Option<Place> {
    let number = conflict_in(bytes)?;
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().nth(number - 1)?;
    let place = Place::of(path.to_string(), line, Span { start: 0, end: line.len() });
    Some(Place { line: Some(number), ..place })
}
