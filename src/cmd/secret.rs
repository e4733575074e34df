//! In: the environment, the terminal, a key file. Out: a passphrase or a key, in memory that is wiped.
//! The only place where secrets and randomness enter; none of it reaches a message.

use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use accolade_credential::key::{KeyError, SecretKey};
use zeroize::{Zeroize as _, Zeroizing};

use super::{Exit, Globals};
use crate::issue::allot::Random;
use crate::load;

/// The variable that holds the passphrase where nobody can type it.
pub(super) const VARIABLE: &str = "ACCOLADE_PASSPHRASE";
const SHORTEST: usize = 8;

/// Where the key is and how its passphrase comes, to flatten into a command's arguments.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct KeyArgs {
    /// The key to sign with [default: keys/issuer.pem in the site's folder]
    #[arg(long, value_name = "PATH")]
    pub(super) key: Option<PathBuf>,
    #[command(flatten)]
    pub(super) passphrase: PassphraseArgs,
}

/// How a passphrase comes, to flatten into a command's arguments.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct PassphraseArgs {
    /// Read the passphrase from the first line of this file: - for standard input, /dev/fd/3 for a descriptor [default: $ACCOLADE_PASSPHRASE, else asked for]
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl PassphraseArgs {
    /// The passphrase of the file that was named, or of the environment.
    fn given(&self, globals: &Globals) -> Result<Option<Zeroizing<String>>, Exit> {
        let Some(file) = &self.passphrase_file else { return from_environment(globals) };
        first_line(file).map(Some).map_err(|why| {
            globals.fail(Exit::Secret, format!("the passphrase cannot be read from {}: {why}", file.display()))
        })
    }
}

/// The first line of a file, which may be a pipe.
#[expect(clippy::disallowed_methods, reason = "secrets enter here")]
fn first_line(file: &Path) -> Result<Zeroizing<String>, String> {
    const LONGEST: u64 = 64 * 1024;
    let mut text = Zeroizing::new(String::new());
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(LONGEST).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LONGEST).read_to_string(&mut text))
    };
    read.map_err(|error| error.to_string())?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() { Err("its first line is empty".to_owned()) } else { Ok(Zeroizing::new(line.to_owned())) }
}

/// Random bytes from the system.
///
/// # Errors
/// When the system has none to give.
#[expect(clippy::disallowed_methods, reason = "randomness enters here")]
pub(super) fn random(bytes: &mut [u8]) -> Result<(), String> {
    getrandom::fill(bytes).map_err(|error| format!("the system gives no random bytes: {error}"))
}

/// Work that draws random bytes, and cannot end where the system has none: then what came of it is thrown away.
///
/// # Errors
/// Tells that the system had none to give, and gives the exit status.
pub(super) fn drawing<T>(globals: &Globals, work: impl FnOnce(Random<'_>) -> T) -> Result<T, Exit> {
    let mut failure = None;
    let done = work(&mut |bytes| {
        if let Err(why) = random(bytes) {
            failure = Some(why);
        }
    });
    failure.map_or(Ok(done), |why| Err(globals.fail(Exit::Internal, why)))
}

/// A passphrase for a new key: from a file or the environment, else typed twice.
///
/// # Errors
/// Tells why there is none, and gives the exit status.
pub(super) fn new_passphrase(args: &PassphraseArgs, globals: &Globals) -> Result<Zeroizing<String>, Exit> {
    let passphrase = match args.given(globals)? {
        Some(passphrase) => passphrase,
        None => {
            let first = prompt(globals, "Passphrase for the new key: ")?;
            if first != prompt(globals, "The same once more: ")? {
                return Err(globals.fail(Exit::Secret, "the two passphrases differ; nothing was written"));
            }
            first
        }
    };
    if passphrase.chars().count() < SHORTEST {
        let message = format!("the passphrase is too short: take at least {SHORTEST} characters, or several words");
        return Err(globals.fail(Exit::Secret, message));
    }
    Ok(passphrase)
}

/// The key in a file; asks for its passphrase when it has one.
///
/// # Errors
/// Tells why there is none, and gives the exit status.
pub(super) fn read_key(file: &Path, args: &PassphraseArgs, globals: &Globals) -> Result<SecretKey, Exit> {
    let shown = file.display();
    if !file.exists() {
        let message = format!("there is no key at {shown}; `accolade keygen` makes one, --key names another");
        return Err(globals.fail(Exit::Secret, message));
    }
    let mut bytes = load::read_file(file).map_err(|problem| {
        globals.diagnostics(&[problem]);
        Exit::Secret
    })?;
    let text = std::str::from_utf8(&bytes).ok().map(|text| Zeroizing::new(text.to_owned()));
    bytes.zeroize();
    let refuse = |why: &str| globals.fail(Exit::Secret, format!("{shown} {why}"));
    let pem = text.ok_or_else(|| refuse("is no key: it is not even text"))?;
    let outcome = match SecretKey::from_pem(&pem, None) {
        Err(KeyError::NeedsPassphrase) => {
            let passphrase = match args.given(globals)? {
                Some(passphrase) => passphrase,
                None => prompt(globals, &format!("Passphrase for {shown}: "))?,
            };
            SecretKey::from_pem(&pem, Some(passphrase.as_bytes()))
        }
        outcome => outcome,
    };
    outcome.map_err(|error| match error {
        KeyError::WrongPassphrase => refuse("was not opened: the passphrase is wrong"),
        KeyError::NotEd25519 => refuse("holds another kind of key; accolade signs with Ed25519"),
        _ => refuse("is no key that accolade can read; it wants PKCS#8 in PEM, as `accolade keygen` writes it"),
    })
}

#[expect(clippy::disallowed_methods, reason = "the environment enters here")]
fn from_environment(globals: &Globals) -> Result<Option<Zeroizing<String>>, Exit> {
    match std::env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(std::ffi::OsString::into_string) {
        None => Ok(None),
        Some(Ok(passphrase)) => Ok(Some(Zeroizing::new(passphrase))),
        Some(Err(_)) => Err(globals.fail(Exit::Secret, format!("{VARIABLE} is not UTF-8 text"))),
    }
}

fn prompt(globals: &Globals, question: &str) -> Result<Zeroizing<String>, Exit> {
    if !std::io::stdin().is_terminal() {
        let message = format!(
            "there is no terminal to ask for the passphrase: set {VARIABLE}, or name a file with --passphrase-file"
        );
        return Err(globals.fail(Exit::Secret, message));
    }
    rpassword::prompt_password(question)
        .map(Zeroizing::new)
        .map_err(|error| globals.fail(Exit::Secret, format!("the passphrase cannot be read: {error}")))
}
