//! `accolade gallery`: one HTML file with every shape, palette, level and mark that a badge can have, to choose from; or one picture of
//! a credential's certificate in every template. Writes that file alone, and replaces none without `--force`.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::clock::AsOf;
use super::project::{ProjectArgs, refused};
use super::{Exit, Globals, put};
use crate::diag::Diagnostic;
use crate::model::{EntryId, Site};
use crate::render::{certificate, gallery};

/// What `gallery` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Show a certificate in every template instead of badges: that of this credential, or of the first that has one
    #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = "")]
    certificates: Option<String>,
    /// Certificates that stand, instead of those that lie
    #[arg(long, requires = "certificates")]
    portrait: bool,
    /// Pixels of that picture from side to side
    #[arg(long, value_name = "PIXELS", default_value_t = 1600, value_parser = clap::value_parser!(u32).range(100..=4000), requires = "certificates")]
    width: u32,
    /// The site's folder, for certificates
    #[arg(long, default_value = ".", value_name = "DIR", requires = "certificates")]
    dir: PathBuf,
    /// Where the file goes [default: gallery.html, or certificates.png]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    as_of: AsOf,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let output = |name: &str| args.output.clone().unwrap_or_else(|| PathBuf::from(name));
    let Some(id) = &args.certificates else {
        return write(&output("gallery.html"), gallery::sheet().as_bytes(), args.force, globals);
    };
    let project = ProjectArgs { dir: args.dir.clone(), base_url: None, as_of: args.as_of.clone() };
    let outcome = project.prepare_and_show(globals);
    let Some(ready) = &outcome.ready else {
        return refused(globals, &outcome, "no picture was made");
    };
    let Some(id) = chosen(&ready.site, id) else {
        let message = match id.as_str() {
            "" => "no credential here has a good signature, so none has a certificate".to_owned(),
            id => format!("no credential here is called {id:?}, or it has no certificate"),
        };
        let help = "give a folder's name below credentials/ of the site";
        globals.diagnostics(&[Diagnostic::error("unknown-name", message).help(help)]);
        return Exit::Usage;
    };
    match ready.renderer.certificates(id, !args.portrait, args.width) {
        Ok(picture) => write(&output("certificates.png"), &picture, args.force, globals),
        Err(fault) => {
            globals.diagnostics(&[fault]);
            Exit::Bad
        }
    }
}

/// The credential that is meant, when it has a certificate.
fn chosen(site: &Site, name: &str) -> Option<EntryId> {
    let meant = |brief: &crate::model::Brief| name.is_empty() || *brief.slug == *name;
    let mut all = site.credentials.iter();
    all.find(|brief| meant(brief) && certificate::applies(brief)).map(|brief| brief.id)
}

fn write(output: &Path, bytes: &[u8], force: bool, globals: &Globals) -> Exit {
    match put::file(output, bytes, force, globals) {
        Ok(()) if globals.json() => {
            globals.json_line(&json!({ "file": output.display().to_string(), "bytes": bytes.len() }));
            Exit::Ok
        }
        Ok(()) => {
            globals.done(&format!("open {}", output.display()));
            Exit::Ok
        }
        Err(exit) => exit,
    }
}
