//! In: the files of `credentials/`, of any form, and the documents that were fetched. Out: one draft for each credential or claim, with
//! exactly the bytes that a file carries. The form is found by content; a name only says what is read as YAML and as JSON Lines.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use accolade_credential::extract::{self, Carrier, Payload};
use rayon::prelude::*;

use super::conflict::{CONFLICT, is_conflict};
use super::credential::{self, Content, CredentialDraft, Entry, Form, NotesDraft};
use super::locked::LockedDocument;
use super::value::Placed;
use super::{one, suggest_file};
use crate::diag::{Diagnostic, Place};
use crate::load::{Line, Source, SourcePath, is_lines};

/// What a file is by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A credential in YAML, notes, or a claim.
    Yaml,
    Lines,
    /// Anything that carries one credential.
    Carrier,
    Other,
}

/// What a file carries, or why nothing is drafted from it.
type Carried = Result<(Arc<[u8]>, Form), Diagnostic>;

pub(super) fn credentials(
    source: &Source,
    documents: &[LockedDocument],
    found: &mut Vec<Diagnostic>,
) -> Vec<CredentialDraft> {
    let files: Vec<_> = source.below("credentials").collect();
    let read: Vec<_> = files
        .par_iter()
        .filter(|(file, _)| kind(file) == Kind::Yaml)
        .map(|(file, bytes)| {
            let mut problems = Vec::new();
            let entry = one(file, bytes, &mut problems, credential::read);
            ((*file).clone(), entry, problems)
        })
        .collect();
    let mut pointed: BTreeMap<SourcePath, SourcePath> = BTreeMap::new();
    let mut drafts = Vec::new();
    for (file, entry, problems) in read {
        found.extend(problems);
        let (content, slug, notes) = match entry {
            None => continue,
            Some(Entry::Credential(bytes)) => {
                let content = Content::Credential { file: file.clone(), bytes, form: Form::Json };
                (content, None, NotesDraft::default())
            }
            Some(Entry::Claim(claim, slug, notes)) => (Content::Claim(claim), slug, notes),
            Some(Entry::Pointer(target, slug, notes)) => {
                let resolved = resolve(source, &file, &target, &pointed).and_then(|(path, bytes)| {
                    pointed.insert(path.clone(), file.clone());
                    carried(&path, bytes, documents).map(|(bytes, form)| (path, bytes, form))
                });
                match resolved {
                    Ok((file, bytes, form)) => (Content::Credential { file, bytes, form }, slug, notes),
                    Err(problem) => {
                        found.push(problem);
                        continue;
                    }
                }
            }
        };
        drafts.push(CredentialDraft { file, content, slug, notes });
    }
    let others: Vec<_> = files.into_iter().filter(|(file, _)| !pointed.contains_key(*file)).collect();
    let read: Vec<_> = others.par_iter().map(|(file, bytes)| drafts_of(file, bytes, documents)).collect();
    for (more, problems) in read {
        drafts.extend(more);
        found.extend(problems);
    }
    drafts.sort_by(|a, b| a.file.cmp(&b.file));
    drafts
}

/// The draft of a file that nothing adds notes to.
fn drafts_of(
    file: &SourcePath,
    bytes: &Arc<[u8]>,
    documents: &[LockedDocument],
) -> (Vec<CredentialDraft>, Vec<Diagnostic>) {
    let draft = |(bytes, form)| CredentialDraft {
        file: file.clone(),
        content: Content::Credential { file: file.clone(), bytes, form },
        slug: None,
        notes: NotesDraft::default(),
    };
    match kind(file) {
        // The lines of a file are read by whoever judges them.
        Kind::Yaml | Kind::Lines => (Vec::new(), Vec::new()),
        Kind::Carrier => match carried(file, bytes, documents) {
            Ok(carried) => (vec![draft(carried)], Vec::new()),
            Err(problem) => (Vec::new(), vec![problem]),
        },
        Kind::Other => {
            let message = "credentials are .json, .yaml, .jsonl, .jwt, .png, .svg or .pdf; this file is not read";
            let found = Diagnostic::warning("not-read", message).in_file(file.as_str());
            (Vec::new(), vec![found.help("rename it or move it out of credentials/")])
        }
    }
}

/// What a line of a file of JSON Lines carries.
///
/// # Errors
/// When it is no credential in any form.
pub fn line<'a>(
    file: &SourcePath,
    line: &Line<'a>,
    documents: &'a [LockedDocument],
) -> Result<(Cow<'a, [u8]>, Form), Diagnostic> {
    find(file, line.text, documents).map_err(|mut problem| {
        let text = String::from_utf8_lossy(line.text);
        if is_conflict(&text) {
            problem = Diagnostic::error("version-conflict", CONFLICT.0).help(CONFLICT.1);
        }
        let mut place = Place::of(file.as_str().to_owned(), &text, crate::diag::Span::default());
        place.line = Some(line.number);
        problem.place = Some(place);
        problem
    })
}

fn kind(file: &SourcePath) -> Kind {
    match file.extension().as_str() {
        "yaml" | "yml" => Kind::Yaml,
        _ if is_lines(file.as_str()) => Kind::Lines,
        "json" | "jwt" | "jws" | "png" | "svg" | "pdf" => Kind::Carrier,
        _ => Kind::Other,
    }
}

/// What a whole file carries; a file that is the credential itself is not copied.
fn carried(file: &SourcePath, bytes: &Arc<[u8]>, documents: &[LockedDocument]) -> Carried {
    match find(file, bytes, documents) {
        // What is called JSON and is none is refused by the judge, which says where.
        Err(problem) if file.extension() == "json" && NO_CARRIER.contains(&problem.code) => {
            Ok((bytes.clone(), Form::Json))
        }
        Ok((Cow::Borrowed(payload), form)) if payload.len() == bytes.len() => Ok((bytes.clone(), form)),
        found => found.map(|(payload, form)| (payload.into_owned().into(), form)),
    }
}

/// The codes of text that is no credential in any form.
const NO_CARRIER: [&str; 6] = ["wrong-kind", "plain-picture", "web-page", "archive-file", "not-json", "empty-file"];

fn find<'a>(
    file: &SourcePath,
    bytes: &'a [u8],
    documents: &'a [LockedDocument],
) -> Result<(Cow<'a, [u8]>, Form), Diagnostic> {
    let wrong = |code, message: String, help: &str| Diagnostic::error(code, message).in_file(file.as_str()).help(help);
    let found = extract::find(bytes).map_err(|e| wrong(e.code, e.message, help(e.code)))?;
    match found.payload {
        Payload::Json(_) if found.carrier == Carrier::Json => Ok((bytes.into(), Form::Json)),
        Payload::Json(text) => Ok((text, Form::Json)),
        Payload::Jws(Cow::Borrowed(text)) => Ok((text.as_bytes().into(), Form::Jws)),
        Payload::Jws(Cow::Owned(text)) => Ok((text.into_bytes().into(), Form::Jws)),
        // The picture names the address of its credential, and holds nothing else.
        Payload::Link(url) => match documents.iter().find(|document| document.url == url) {
            Some(document) => Ok(((&document.bytes[..]).into(), Form::Json)),
            None => {
                let message =
                    format!("it holds only the address of its credential, {url}, which accolade.lock does not have");
                Err(wrong("not-in-lock", message, "run `accolade update` to fetch the credential, once"))
            }
        },
    }
}

fn help(code: &str) -> &'static str {
    match code {
        "no-attachment" => {
            "a certificate that carries no credential goes into static/, and an entry of yours names it: `claim:` with `url: static/FILE.pdf`; \
             when its issuer says that a credential is in it, get it from them again, as they published it"
        }
        "no-badge" => {
            "get the file from its issuer again, as they published it: many programs drop the credential when they save; \
             a picture without one belongs into static/"
        }
        _ => "get the credential from its issuer again, as they published it, or move the file out of credentials/",
    }
}

/// The file that an entry's `credential:` names.
fn resolve<'a>(
    source: &'a Source,
    file: &SourcePath,
    target: &Placed<String>,
    pointed: &BTreeMap<SourcePath, SourcePath>,
) -> Result<(SourcePath, &'a Arc<[u8]>), Diagnostic> {
    let wrong = |code, message: String, help: String| {
        let mut found = Diagnostic::error(code, message).help(help);
        found.place = Some(target.place.clone());
        found
    };
    let path = file
        .beside(&target.value)
        .map_err(|e| wrong("bad-path", e.to_string(), "name a file with a credential beside this one".to_owned()))?;
    if !path.is_below("credentials") || kind(&path) != Kind::Carrier {
        let (message, help) = if path.is_below("credentials") && kind(&path) == Kind::Lines {
            (format!("{path} holds many credentials"), "put the one that you mean into a file of its own")
        } else {
            let message = format!("{path} is no file with a credential in credentials/");
            (message, "put the credential into credentials/ as .json, .jwt, .png, .svg or .pdf")
        };
        return Err(wrong("bad-path", message, help.to_owned()));
    }
    if let Some(other) = pointed.get(&path) {
        let help = "keep the notes of one credential in one file".to_owned();
        return Err(wrong("used-twice", format!("{other} already adds notes to {path}"), help));
    }
    let Some(bytes) = source.get(path.as_str()) else {
        let known: Vec<_> = source.paths().filter(|p| p.is_below("credentials") && kind(p) == Kind::Carrier).collect();
        let help = match suggest_file(path.as_str(), known.into_iter().map(SourcePath::as_str)) {
            Some(near) => format!("did you mean {near}?"),
            None => "check the name; it is read from the folder of this file".to_owned(),
        };
        return Err(wrong("no-such-file", format!("there is no file {path}"), help));
    };
    Ok((path, bytes))
}
