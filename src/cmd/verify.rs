//! `accolade verify`: judges files and prints every check, in words or as one JSON object a line.
//! Decides nothing itself: verdicts come from `accolade_credential::judge`. A file that cannot be read is refused, like a bad one.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use accolade_credential::{
    Check, Document, Documents, Grade, Issuers, Json, Judgement, Known, KnownIssuer, Outcome, PinnedKey, Recognition,
    Signature, judge, judge_value,
};
use jiff::Timestamp;
use rayon::prelude::*;
use serde::Serialize;

use super::show::clean;
use super::{Exit, Globals, clock, update};
use crate::diag::{Diagnostic, Place, has_errors};
use crate::load::Source;
use crate::{draft, load};

/// Options of `accolade verify`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Credentials, folders of them, or - for standard input
    #[arg(required = true, value_name = "FILE|DIR|-")]
    targets: Vec<PathBuf>,
    #[command(flatten)]
    as_of: clock::AsOf,
    /// A JSON object of URLs, each with a file relative to this one: DID documents and status lists
    #[arg(long, value_name = "MAP.json")]
    resolve: Option<PathBuf>,
    /// A folder of issuers that you recognise, as in a site's issuers/
    #[arg(long, value_name = "DIR")]
    issuers: Option<PathBuf>,
}

/// What is printed about a file with `--json`.
#[derive(Debug, Serialize)]
struct Line {
    file: String,
    verdict: &'static str,
    signature: &'static str,
    issuer: Option<String>,
    recognition: &'static str,
    checks: Vec<CheckLine>,
}

#[derive(Debug, Serialize)]
struct CheckLine {
    id: &'static str,
    outcome: &'static str,
    note: String,
}

/// A file to judge: its name as it is shown, and its bytes or why there are none.
struct Subject {
    file: String,
    bytes: Result<Vec<u8>, String>,
}

/// A judged file, or why it could not be judged.
struct Judged {
    file: String,
    outcome: Result<Judgement, String>,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let as_of = args.as_of.moment();
    let (documents, issuers) = match (known_documents(args), known_issuers(args)) {
        (Ok(documents), Ok(issuers)) => (documents, issuers),
        (documents, issuers) => {
            globals.diagnostics(&[documents.err(), issuers.err()].into_iter().flatten().flatten().collect::<Vec<_>>());
            return Exit::Usage;
        }
    };
    let subjects = match subjects(&args.targets, globals) {
        Ok(subjects) => subjects,
        Err(exit) => return exit,
    };
    let known = Known { as_of, documents: &documents, issuers: &issuers };
    let judged: Vec<Judged> = subjects.into_par_iter().map(|subject| judge_one(subject, &known)).collect();
    let verified = judged.iter().filter(|one| grade(one) == Grade::Verified).count();
    for (at, one) in judged.iter().enumerate() {
        if globals.json() {
            globals.json_line(&line(one));
        } else {
            let gap = if at == 0 { "" } else { "\n" };
            globals.result(&format!("{gap}{}", report(one, as_of)));
        }
    }
    if !globals.json() && judged.len() > 1 {
        globals.result(&format!("\n{verified} of {} verified as of {}", judged.len(), day(as_of)));
    }
    if verified == judged.len() { Exit::Ok } else { Exit::Bad }
}

fn known_documents(args: &Args) -> Result<Documents, Vec<Diagnostic>> {
    let mut documents = Documents::default();
    if let Some(map) = &args.resolve {
        for (url, bytes) in update::read_map(map)? {
            documents.insert(url, Document { bytes: bytes.into(), retrieved: None });
        }
    }
    Ok(documents)
}

fn known_issuers(args: &Args) -> Result<Issuers, Vec<Diagnostic>> {
    let mut issuers = Issuers::default();
    let Some(folder) = &args.issuers else { return Ok(issuers) };
    let mut files = Vec::new();
    for file in load::list_files(folder).map_err(|problem| vec![problem])? {
        if is_yaml(&file) {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((format!("issuers/{name}"), load::read_file(&file).map_err(|problem| vec![problem])?));
        }
    }
    let (drafts, found) = draft::draft(&Source::of(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..]))));
    if has_errors(&found) {
        return Err(found);
    }
    for issuer in drafts.issuers {
        issuers.insert(KnownIssuer {
            basis: format!("listed in {}: {}", issuer.file, issuer.why),
            id: issuer.id.value,
            name: issuer.name,
            own: false,
            keys: issuer.keys.into_iter().map(|key| PinnedKey::always(key.id, key.key)).collect(),
        });
    }
    Ok(issuers)
}

fn subjects(targets: &[PathBuf], globals: &Globals) -> Result<Vec<Subject>, Exit> {
    let mut subjects = Vec::new();
    for target in targets {
        if target.as_os_str() == "-" {
            subjects.push(standard_input());
        } else if target.is_dir() {
            let files = load::list_files(target).map_err(|problem| {
                globals.diagnostics(&[problem]);
                Exit::Usage
            })?;
            let before = subjects.len();
            let inside = |file: &PathBuf| is_credential_file(file.strip_prefix(target).unwrap_or(file));
            subjects.extend(files.iter().filter(|f| inside(f)).map(|f| read(f)).filter(|s| !is_holders_words(s)));
            if subjects.len() == before {
                return Err(globals.usage(format!("there is no credential below {}", target.display())));
            }
        } else {
            subjects.push(read(target));
        }
    }
    Ok(subjects)
}

fn standard_input() -> Subject {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(load::MAX_FILE).read_to_end(&mut bytes);
    Subject {
        file: "-".to_owned(),
        bytes: read.map(|_| bytes).map_err(|e| format!("standard input cannot be read: {e}")),
    }
}

fn read(file: &Path) -> Subject {
    Subject { file: file.display().to_string(), bytes: load::read_file(file).map_err(|problem| problem.message) }
}

/// Credentials of a folder: JSON and YAML, and nothing that tools keep out of sight.
fn is_credential_file(file: &Path) -> bool {
    let hidden = file.components().any(|part| {
        let part = part.as_os_str().to_string_lossy();
        part.starts_with('.') || part == "node_modules"
    });
    !hidden && (is_yaml(file) || has_extension(file, "json"))
}

fn is_yaml(file: &Path) -> bool {
    has_extension(file, "yaml") || has_extension(file, "yml")
}

fn has_extension(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

/// Notes and claims of a holder stand beside credentials and claim no proof: a walk through a folder passes over them.
fn is_holders_words(subject: &Subject) -> bool {
    let value = subject
        .bytes
        .as_deref()
        .ok()
        .filter(|_| is_yaml(Path::new(&subject.file)))
        .and_then(|bytes| from_yaml(bytes).ok());
    value.is_some_and(|v| v.get("@context").is_none() && (v.get("credential").is_some() || v.get("claim").is_some()))
}

fn judge_one(subject: Subject, known: &Known<'_>) -> Judged {
    let outcome = subject.bytes.and_then(|bytes| {
        if is_yaml(Path::new(&subject.file)) {
            let value = from_yaml(&bytes)?;
            return Ok(judge_value(&value, known));
        }
        Ok(judge(&bytes, known))
    });
    Judged { file: subject.file, outcome }
}

fn from_yaml(bytes: &[u8]) -> Result<Json, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "the file is not UTF-8 text".to_owned())?;
    draft::yaml::json(text).map_err(|e| {
        let place = Place::of(String::new(), text, e.span);
        format!("{} at line {}", e.message, place.line.unwrap_or(1))
    })
}

fn grade(judged: &Judged) -> Grade {
    judged.outcome.as_ref().map_or(Grade::Refused, |judgement| judgement.verdict.grade())
}

fn line(judged: &Judged) -> Line {
    let file = judged.file.clone();
    match &judged.outcome {
        Ok(judgement) => Line {
            file,
            verdict: judgement.verdict.grade().as_str(),
            signature: judgement.signature.as_str(),
            issuer: judgement.issuer.clone(),
            recognition: judgement.recognition.as_str(),
            checks: judgement
                .checks
                .iter()
                .map(|c| CheckLine { id: c.id().as_str(), outcome: c.outcome().as_str(), note: c.note().to_owned() })
                .collect(),
        },
        Err(why) => Line {
            file,
            verdict: Grade::Refused.as_str(),
            signature: Signature::Error.as_str(),
            issuer: None,
            recognition: Recognition::Unknown.as_str(),
            checks: ["format", "signature", "issuer", "validity", "status"]
                .map(|id| {
                    let first = id == "format";
                    let note = if first { why.clone() } else { "not checked: the file cannot be read".to_owned() };
                    CheckLine { id, outcome: if first { "fail" } else { "unknown" }, note }
                })
                .into(),
        },
    }
}

/// The same for a person: who, what, when, and each check in words.
fn report(judged: &Judged, as_of: Timestamp) -> String {
    let line = line(judged);
    let mut text = vec![line.file.clone()];
    text.push(format!("  {}", headline(judged, as_of)));
    if let Some(sentence) = judged.outcome.as_ref().ok().and_then(sentence) {
        text.push(format!("  {sentence}"));
    }
    if let Some(issuer) = &line.issuer {
        let who =
            judged.outcome.as_ref().map_or_else(|_| String::new(), |judgement| recognition(&judgement.recognition));
        text.push(format!("  Issuer: {issuer} ({who})"));
    }
    for check in &line.checks {
        let outcome = if check.outcome == "not-applicable" { "n/a" } else { check.outcome };
        text.push(format!("  {outcome:<8}{:<11}{}", check.id, check.note));
    }
    // Words from a file can neither steer the terminal nor pass for a line of this report.
    text.iter().map(|line| clean(&line.replace(['\n', '\r', '\t'], " "))).collect::<Vec<_>>().join("\n")
}

fn headline(judged: &Judged, as_of: Timestamp) -> String {
    let day = day(as_of);
    let Ok(judgement) = &judged.outcome else { return "Refused: it cannot be read".to_owned() };
    match judgement.verdict.grade() {
        Grade::Verified => format!("Verified as of {day}"),
        Grade::Authentic => authentic(judgement, &day),
        Grade::Intact => "Unaltered, but who signed it is not proven".to_owned(),
        Grade::Reported => "Reported: it carries no signature".to_owned(),
        Grade::Claimed => "In the holder's own words".to_owned(),
        Grade::Refused => match judgement.signature {
            Signature::Bad => "Refused: its signature does not hold".to_owned(),
            Signature::None => "Refused: it carries no signature".to_owned(),
            _ => "Refused: it cannot be judged".to_owned(),
        },
    }
}

/// What keeps a genuine credential from being verified.
fn authentic(judgement: &Judgement, day: &str) -> String {
    let failed = judgement.checks.iter().find(|check| check.outcome() == Outcome::Fail);
    let words = match failed.map(Check::code) {
        Some("expired") => "expired",
        Some("not-yet-valid") => "not valid yet",
        Some("revoked") => "revoked",
        Some("suspended") => "suspended",
        Some(_) => "not in force",
        None => return format!("Genuine, but whether it still holds on {day} is not known"),
    };
    format!("Genuine, but {words} as of {day}")
}

/// "NAME earned BADGE from ISSUER on DATE."
fn sentence(judgement: &Judgement) -> Option<String> {
    let credential = judgement.verdict.value()?;
    let who = credential.recipient().unwrap_or("The holder");
    let what = credential.title()?;
    let from = credential.issuer.name.as_deref().or(credential.issuer.id.as_deref())?;
    let when = credential.earned().map(|earned| format!(" on {}", day(earned))).unwrap_or_default();
    Some(format!("{who} earned {what} from {from}{when}."))
}

fn recognition(recognition: &Recognition) -> String {
    match recognition {
        Recognition::ThisSite { name } => format!("{name}, this site"),
        Recognition::Listed { name, basis } => format!("{name}, {basis}"),
        Recognition::Unknown => "not among the issuers that are known here".to_owned(),
    }
}

fn day(moment: Timestamp) -> String {
    moment.strftime("%-d %B %Y").to_string()
}
