//! In: a refused credential. Out: the error that says why, at the place that the reason speaks of, and what to do.

use accolade_credential::json;
use accolade_credential::{Check, CheckId, Judgement, Outcome, Signature};

use super::facts::Kept;
use super::locate;
use crate::diag::{Diagnostic, Place, Span};
use crate::load::{Source, SourcePath};

/// Where a refused credential is.
pub(super) struct At<'a> {
    pub(super) file: &'a SourcePath,
    /// Its line, when it is one of many in its file.
    pub(super) line: Option<usize>,
    /// Its bytes; `None` for what has none.
    pub(super) bytes: Option<&'a [u8]>,
}

/// The check that a credential is refused for: later checks cannot run once an earlier one failed, so it is the first that failed.
pub(super) fn reason(judged: &Judgement) -> Option<&Check> {
    let deciding = |check: &&Check| match check.id() {
        CheckId::Format | CheckId::Signature => check.outcome() != Outcome::Pass,
        CheckId::Issuer => check.outcome() == Outcome::Fail,
        CheckId::Validity | CheckId::Status => false,
    };
    judged.checks.iter().find(deciding)
}

/// Why a credential is refused; `reissued` is how this site's `reissue` knows it, when that puts a good one in its place.
pub(super) fn refusal(at: &At<'_>, judged: &Judgement, reissued: Option<String>) -> Diagnostic {
    let reason = reason(judged);
    let (code, note) = reason.map_or(("refused", "it cannot be judged"), |check| (check.code(), check.note()));
    let help = match (reason.map(Check::id), judged.signature) {
        (Some(CheckId::Format), _) if code == "unsupported-format" => {
            "ask the issuer for it as an Open Badge 3.0 in JSON, or as a signed token (JWT)"
        }
        (Some(CheckId::Format), _) => "get the credential from its issuer again, as they published it",
        (_, Signature::None) => {
            "a credential needs its issuer's signature; for an entry of your own, write a .yaml with `claim:`"
        }
        (_, Signature::Unsupported) => {
            "ask the issuer for a credential that is signed in a supported way, such as with eddsa-rdfc-2022"
        }
        (_, Signature::Error) => {
            "add the issuer to issuers/ with its key, or run `accolade update` to fetch its documents"
        }
        _ => "get the credential from its issuer again; do not edit it, any change breaks its signature",
    };
    let reissue =
        |slug| format!("`accolade reissue {slug}` puts one in its place that the key signs which is good now");
    let help = reissued.map_or_else(|| help.to_owned(), reissue);
    place(at, Diagnostic::error(code, format!("the credential is refused: {}", clause(note))).help(help), note)
}

/// Why a credential is not shown whose issuer bears the name of another that the site knows: nobody may take one for the other.
pub(super) fn namesake(at: &At<'_>, kept: &Kept) -> Diagnostic {
    let (name, id) = (kept.facts.issuer.name.as_deref().unwrap_or_default(), kept.facts.issuer.id.as_deref());
    let id = id.unwrap_or_default();
    let message =
        format!("its issuer calls itself {name:?}, but is not the one that is known here by that name: it is {id}");
    let help = "if both are the same institution, add this identifier to issuers/ as well; otherwise take the credential off the site";
    place(at, Diagnostic::error("namesake", message).help(help), "(at $.issuer)")
}

/// At the place that `note` speaks of.
fn place(at: &At<'_>, found: Diagnostic, note: &str) -> Diagnostic {
    match (at.bytes, at.line) {
        (Some(bytes), Some(line)) => {
            let mut found = placed(found, at.file, bytes, note);
            found.place.get_or_insert_with(|| Place::of(at.file.as_str().to_owned(), "", Span::default())).line =
                Some(line);
            found
        }
        (Some(bytes), None) if at.file.extension() == "json" => placed(found, at.file, bytes, note),
        _ => found.in_file(at.file.as_str()),
    }
}

/// A sentence as the end of another one.
pub(super) fn clause(note: &str) -> String {
    let note = note.trim_end_matches('.');
    let mut chars = note.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => note.to_owned(),
    }
}

/// The place that a reason speaks of: a path in its words, else the proof.
fn placed(found: Diagnostic, file: &SourcePath, bytes: &[u8], note: &str) -> Diagnostic {
    let Ok(text) = Source::text(file, bytes) else { return found.in_file(file.as_str()) };
    if let Err(e) = json::parse(bytes) {
        let start = text.split_inclusive('\n').take(e.line - 1).map(str::len).sum::<usize>() + e.column - 1;
        return found.at(file.as_str(), text, Span { start, end: start + 1 });
    }
    let path = note.rsplit_once("(at ").and_then(|(_, rest)| rest.split_once(')')).map(|(path, _)| path);
    let named = path.and_then(|path| locate::locate(text, path)).or_else(|| mentioned(text, note));
    let span = named.or_else(|| locate::locate(text, "$.proof")).unwrap_or_default();
    found.at(file.as_str(), text, span)
}

/// The first word of a reason that stands in the credential as a whole string, such as a context's address.
fn mentioned(text: &str, note: &str) -> Option<Span> {
    note.split([' ', '"', ',']).filter(|word| word.len() > 8).find_map(|word| {
        let quoted = format!("\"{}\"", word.trim_end_matches('.'));
        text.find(&quoted).map(|start| Span { start, end: start + quoted.len() })
    })
}
