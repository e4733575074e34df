//! `accolade bake` and `accolade unbake`: puts a credential into a PNG or SVG picture, and takes one out of a file.
//! The bytes of the credential stay as they are. Judges nothing; overwrites nothing without `--force`.

use std::path::{Path, PathBuf};

use accolade_credential::bake;
use accolade_credential::extract::{self, ExtractError, Payload};
use serde_json::json;

use super::{Exit, Globals, put};
use crate::diag::Diagnostic;
use crate::load;

/// Options of `accolade bake`.
#[derive(Debug, clap::Args)]
pub(super) struct BakeArgs {
    /// A PNG or SVG picture
    #[arg(value_name = "PICTURE")]
    picture: PathBuf,
    /// A credential: JSON, or a signed token (JWS)
    #[arg(value_name = "CREDENTIAL")]
    credential: PathBuf,
    /// Where the baked picture goes
    #[arg(long, short, value_name = "OUT")]
    out: PathBuf,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
}

/// Options of `accolade unbake`.
#[derive(Debug, clap::Args)]
pub(super) struct UnbakeArgs {
    /// A baked PNG or SVG picture, or a PDF that has a credential embedded
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where the credential goes [default: standard output]
    #[arg(long, short, value_name = "OUT")]
    out: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
}

pub(super) fn bake(args: &BakeArgs, globals: &Globals) -> Exit {
    let (picture, credential) = match (read(&args.picture, globals), read(&args.credential, globals)) {
        (Ok(picture), Ok(credential)) => (picture, credential),
        (Err(exit), _) | (_, Err(exit)) => return exit,
    };
    // If it is not a credential, the error names the credential's file, and not the picture.
    if let Err(error) = bake::check(&credential) {
        let swapped = bake::check(&picture).is_ok();
        let help = if swapped { Some(SWAPPED.to_owned()) } else { instead(&args.credential, &credential) };
        return refuse(&args.credential, &error, (help, globals));
    }
    let is_png = picture.starts_with(b"\x89PNG");
    if !is_png && !is_text(&picture) {
        let name = args.picture.display().to_string();
        let wrong = Diagnostic::error("wrong-kind", format!("{name}: this is neither PNG nor SVG")).in_file(name);
        globals.diagnostics(&[wrong.help("save the picture as one of the two")]);
        return Exit::Bad;
    }
    let baked = if is_png { bake::png(&picture, &credential) } else { bake::svg(&picture, &credential) };
    let baked = match baked {
        Ok(baked) => baked,
        Err(error) => return refuse(&args.picture, &error, (None, globals)),
    };
    match misnamed(&args.out, is_png) {
        Some(wrong) => {
            globals.diagnostics(&[wrong]);
            Exit::Usage
        }
        None => write(&args.out, &baked, args.force, globals),
    }
}

/// Whether a file could be meant as SVG, in whatever encoding: what is wrong with it then is said when it is baked.
fn is_text(picture: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"<", b"\xff\xfe", b"\xfe\xff"];
    std::str::from_utf8(picture).is_ok() || marks.iter().any(|mark| picture.trim_ascii_start().starts_with(mark))
}

/// Said when the picture is the credential.
const SWAPPED: &str = "the picture comes first: `accolade bake PICTURE CREDENTIAL -o OUT`";

/// What to bake instead of a file of YAML: notes name their credential, and a claim has none.
fn instead(file: &Path, bytes: &[u8]) -> Option<String> {
    let ending = file.extension()?.to_str()?.to_lowercase();
    let text = std::str::from_utf8(bytes).ok().filter(|_| ["yaml", "yml"].contains(&ending.as_str()))?;
    let named = text.lines().find_map(|line| line.strip_prefix("credential:"));
    let named = named.map(|name| name.trim().trim_matches(['"', '\'']));
    Some(match named {
        Some(name) => format!("this file holds notes: bake the credential that it names, {name}"),
        None if text.lines().any(|line| line.starts_with("claim:")) => {
            "a claim is self-declared, and a picture can carry only what somebody issued".to_owned()
        }
        None => "give the credential as JSON or as a signed token".to_owned(),
    })
}

/// An error when the file would be called a picture of another kind than it is.
fn misnamed(out: &Path, is_png: bool) -> Option<Diagnostic> {
    let (is, ending) = if is_png { ("PNG", "png") } else { ("SVG", "svg") };
    let called = out.extension()?.to_str()?.to_lowercase();
    let of_another_kind = called != ending && PICTURES.contains(&called.as_str());
    of_another_kind.then(|| {
        let message = format!("{} would hold {is}: a picture stays of its kind when it is baked", out.display());
        Diagnostic::error("wrong-ending", message).help(format!("name it {}", out.with_extension(ending).display()))
    })
}

/// The endings of pictures.
const PICTURES: [&str; 9] = ["png", "svg", "jpg", "jpeg", "gif", "webp", "avif", "heic", "pdf"];

pub(super) fn unbake(args: &UnbakeArgs, globals: &Globals) -> Exit {
    let bytes = match read(&args.file, globals) {
        Ok(bytes) => bytes,
        Err(exit) => return exit,
    };
    let payload = match extract::find(&bytes) {
        Ok(found) => found.payload,
        Err(error) => return refuse(&args.file, &error, (None, globals)),
    };
    let credential = match &payload {
        Payload::Json(json) => &json[..],
        Payload::Jws(text) => text.as_bytes(),
        Payload::Link(url) => url.as_bytes(),
    };
    match &args.out {
        Some(out) => write(out, credential, args.force, globals),
        None => globals.raw(credential),
    }
}

fn read(path: &Path, globals: &Globals) -> Result<Vec<u8>, Exit> {
    load::read_file(path).map_err(|problem| {
        globals.diagnostics(&[problem]);
        Exit::Io
    })
}

fn write(out: &Path, bytes: &[u8], force: bool, globals: &Globals) -> Exit {
    if let Err(exit) = put::file(out, bytes, force, globals) {
        return exit;
    }
    if globals.json() {
        globals.json_line(&json!({ "file": out, "bytes": bytes.len() }));
    } else {
        globals.note(&format!("wrote {}", out.display()));
    }
    Exit::Ok
}

fn refuse(file: &Path, error: &ExtractError, (help, globals): (Option<String>, &Globals)) -> Exit {
    let name = file.display().to_string();
    let mut found = Diagnostic::error(error.code, format!("{name}: {error}")).in_file(name);
    found.help = help;
    globals.diagnostics(&[found]);
    Exit::Bad
}
