//! `accolade bake` and `accolade unbake`: puts a credential into a PNG or SVG picture, and takes one out of a file.
//! The bytes of the credential stay as they are. Judges nothing; overwrites nothing without `--force`.

use std::path::{Path, PathBuf};

use accolade_credential::bake;
use accolade_credential::extract::{self, ExtractError, Payload};
use serde_json::json;

use super::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::load;
use crate::output::vault::{self, Access, VaultError};

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
    // What is no credential is told of the credential's own file.
    if let Err(error) = bake::check(&credential) {
        return refuse(&args.credential, &error, globals);
    }
    let is_png = picture.starts_with(b"\x89PNG");
    let baked = if is_png { bake::png(&picture, &credential) } else { bake::svg(&picture, &credential) };
    match baked {
        Ok(baked) => write(&args.out, &baked, args.force, globals),
        Err(error) => refuse(&args.picture, &error, globals),
    }
}

pub(super) fn unbake(args: &UnbakeArgs, globals: &Globals) -> Exit {
    let bytes = match read(&args.file, globals) {
        Ok(bytes) => bytes,
        Err(exit) => return exit,
    };
    let payload = match extract::find(&bytes) {
        Ok(found) => found.payload,
        Err(error) => return refuse(&args.file, &error, globals),
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
    let written =
        if force { vault::replace(out, bytes, Access::Usual) } else { vault::create_new(out, bytes, Access::Usual) };
    match written {
        Ok(()) if globals.json() => {
            globals.json_line(&json!({ "file": out, "bytes": bytes.len() }));
            Exit::Ok
        }
        Ok(()) => {
            globals.note(&format!("wrote {}", out.display()));
            Exit::Ok
        }
        Err(VaultError::Exists(path)) => {
            let message = format!("{} is there already and was not touched", path.display());
            globals.diagnostics(&[Diagnostic::error("exists", message).help("give --force to replace it")]);
            Exit::Io
        }
        Err(error) => globals.unwritten(&error),
    }
}

fn refuse(file: &Path, error: &ExtractError, globals: &Globals) -> Exit {
    let name = file.display().to_string();
    globals.diagnostics(&[Diagnostic::error(error.code, format!("{name}: {error}")).in_file(name)]);
    Exit::Bad
}
