//! In: a file, a folder or standard input. Out: what there is to judge, one at a time and in order: a file's bytes, or a line of it.
//! Finds the form by content; a name only says that a file is JSON Lines or YAML. Gives no verdict.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use accolade_credential::extract::{self, Carrier};
use accolade_credential::report::{Unread, carrier_name};
use accolade_credential::{Json, json};

use crate::diag::{Diagnostic, Place};
use crate::draft;
use crate::load::lines::{Content, content, content_of};
use crate::load::{is_lines, list_files};

/// Something to judge.
pub(super) struct Subject {
    /// Its name as it is shown: a file, `-`, or `file.jsonl:12`.
    pub(super) name: String,
    /// The file that it comes from.
    pub(super) path: Option<PathBuf>,
    /// Its bytes, or why there are none.
    pub(super) bytes: Result<Vec<u8>, Unread>,
    pub(super) form: Form,
}

/// What a subject's bytes are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// The judge reads the bytes.
    Bytes(Option<Carrier>),
    /// The bytes are YAML, and this is the credential that they write.
    Yaml(Box<Json>),
}

impl Form {
    /// Its name in reports.
    pub(super) const fn name(&self) -> Option<&'static str> {
        match self {
            Self::Yaml(_) => Some("yaml"),
            Self::Bytes(Some(carrier)) => Some(carrier_name(*carrier)),
            Self::Bytes(None) => None,
        }
    }
}

/// What a walk found besides what it gave.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// There was nothing to judge in the folder.
    pub(super) is_empty: bool,
    /// How many pictures and documents in it carry no credential, together with the JSON files that are not credentials.
    pub(super) passed_over: usize,
}

/// What is wrong with a target that is not there: a name that is mistyped, or a link.
pub(super) fn missing(target: &Path) -> Option<Diagnostic> {
    if target.as_os_str() == "-" || target.symlink_metadata().is_ok() {
        return None;
    }
    let name = target.display().to_string();
    let is_link = ["http://", "https://"].iter().any(|scheme| name.to_ascii_lowercase().starts_with(scheme));
    let (message, help) = match is_link {
        true => (
            format!("{name} is a link, and `verify` fetches nothing: it reads files"),
            "save the file first and name it, or open the page verify/ of a site that accolade made",
        ),
        false => (format!("there is no file {name}"), "check the path"),
    };
    Some(Diagnostic::error("no-such-file", message).help(help))
}

/// Gives everything that a target names to `take`.
///
/// # Errors
/// A folder that cannot be walked.
pub(super) fn each(target: &Path, mut take: impl FnMut(Subject)) -> Result<Walk, Diagnostic> {
    if target.as_os_str() == "-" {
        let stream = content_of(std::io::stdin().lock(), "standard input".to_owned(), false);
        contents("-", None, stream, &mut take);
        return Ok(Walk::default());
    }
    if !target.is_dir() {
        contents(&target.display().to_string(), Some(target), content(target), &mut take);
        return Ok(Walk::default());
    }
    let mut walk = Walk { is_empty: true, passed_over: 0 };
    for file in list_files(target)?.iter().filter(|file| !is_hidden(file.strip_prefix(target).unwrap_or(file))) {
        let by_name = is_lines(&file.to_string_lossy()) || has_extension(file, &["json", "yaml", "yml", "jwt", "jws"]);
        contents(&file.display().to_string(), Some(file), content(file), &mut |subject| {
            if is_wanted(&subject, by_name) {
                walk.is_empty = false;
                take(subject);
            } else {
                walk.passed_over += usize::from(carries_none(&subject));
            }
        });
    }
    Ok(walk)
}

fn contents<R: BufRead>(
    name: &str,
    path: Option<&Path>,
    content: Result<Content<R>, Diagnostic>,
    take: &mut dyn FnMut(Subject),
) {
    let unread = |problem: Diagnostic| Unread { code: problem.code, note: sentence(&problem.message) };
    let mut give = |name: String, bytes: Result<Vec<u8>, Unread>| {
        let (bytes, form) = match bytes.and_then(|bytes| form(path, &bytes).map(|form| (bytes, form))) {
            Ok((bytes, form)) => (Ok(bytes), form),
            Err(why) => (Err(why), Form::Bytes(None)),
        };
        take(Subject { name, path: path.map(Path::to_owned), bytes, form });
    };
    match content {
        Ok(Content::Whole(bytes)) => give(name.to_owned(), Ok(bytes)),
        Ok(Content::Lines(lines)) => {
            let mut none = true;
            for (number, line) in lines {
                none = false;
                give(format!("{name}:{number}"), line.map_err(unread));
            }
            if none {
                give(name.to_owned(), Err(Unread { code: "empty", note: "There is no credential in it.".to_owned() }));
            }
        }
        Err(problem) => give(name.to_owned(), Err(unread(problem))),
    }
}

/// JSON first; else YAML, when the file is called so or its text speaks of `@context`.
fn form(path: Option<&Path>, bytes: &[u8]) -> Result<Form, Unread> {
    let carrier = extract::find(bytes).ok().map(|found| found.carrier);
    let called_yaml = path.is_some_and(|path| has_extension(path, &["yaml", "yml"]));
    let start = bytes.trim_ascii_start();
    let opens = start.starts_with(b"{") || start.starts_with(b"\xef\xbb\xbf{");
    let text = std::str::from_utf8(bytes).ok().filter(|text| called_yaml || (!opens && text.contains("@context")));
    match (text, carrier) {
        (Some(text), None | Some(Carrier::Json)) if !(opens && json::parse(bytes).is_ok()) => yaml(text),
        _ => Ok(Form::Bytes(carrier)),
    }
}

fn yaml(text: &str) -> Result<Form, Unread> {
    let value = draft::yaml::json(text).map_err(|e| {
        let line = Place::of(String::new(), text, e.span).line.unwrap_or(1);
        Unread { code: "not-yaml", note: sentence(&format!("{} at line {line}", e.message)) }
    })?;
    if value.get("@context").is_none() {
        let note = if value.get("credential").is_some() || value.get("claim").is_some() {
            "These are a holder's own words in a project, not a credential."
        } else {
            "It is YAML, but no credential: it has no @context."
        };
        return Err(Unread { code: "no-credential", note: note.to_owned() });
    }
    Ok(Form::Yaml(Box::new(value)))
}

/// What a walk through a folder stops at: files that are or carry a credential, and files that are named like one and cannot be read.
/// Other files are no fault: a project has YAML of its own, a site has JSON besides its credentials, and most pictures carry nothing.
fn is_wanted(subject: &Subject, by_name: bool) -> bool {
    match &subject.bytes {
        Err(why) => by_name && why.code != "no-credential",
        Ok(_) if matches!(subject.form, Form::Yaml(_)) => true,
        Ok(bytes) => match extract::find(bytes).map(|found| found.carrier) {
            Ok(Carrier::Json) => json::parse(bytes).map_or(by_name, |value| is_credential(&value)),
            Ok(_) => true,
            Err(why) => !CARRIES_NONE.contains(&why.code) && (by_name || !NO_CARRIER.contains(&why.code)),
        },
    }
}

/// A picture or document that could carry a credential, or JSON that could be one.
fn carries_none(subject: &Subject) -> bool {
    let found = subject.bytes.as_deref().ok().map(extract::find);
    match found {
        Some(Ok(found)) => found.carrier == Carrier::Json,
        Some(Err(why)) => CARRIES_NONE.contains(&why.code),
        None => false,
    }
}

/// The codes of a picture or document that carries no credential.
const CARRIES_NONE: [&str; 2] = ["no-badge", "no-attachment"];
/// The codes of what cannot carry one.
const NO_CARRIER: [&str; 6] = ["wrong-kind", "plain-picture", "web-page", "archive-file", "not-json", "empty-file"];

/// Whether JSON is meant as a credential, by what is in it: also one that lost a part of it, which is to be refused and not passed over.
fn is_credential(value: &Json) -> bool {
    if let Some(all) = value.as_array() {
        return all.iter().any(is_credential);
    }
    let has = |key: &str| value.get(key).is_some();
    // DID documents have a context as well; assertions of Open Badges 1 have none.
    has("credentialSubject")
        || has("proof")
        || (has("recipient") && has("badge"))
        || (has("@context") && !has("verificationMethod"))
}

/// What tools keep out of sight.
fn is_hidden(file: &Path) -> bool {
    file.components().any(|part| {
        let part = part.as_os_str().to_string_lossy();
        part.starts_with('.') || part == "node_modules"
    })
}

fn has_extension(file: &Path, known: &[&str]) -> bool {
    file.extension().is_some_and(|e| known.iter().any(|known| e.eq_ignore_ascii_case(known)))
}

fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}
