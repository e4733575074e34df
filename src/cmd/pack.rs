//! `accolade pack --for NAME ID…`: some credentials in one HTML file for one reader, which says nothing of the others.
//! Judges as a build does; writes that file alone, and replaces none without `--force`.

use std::path::PathBuf;

use serde_json::json;

use super::clock::AsOf;
use super::project::{ProjectArgs, refused};
use super::{Exit, Globals, put};
use crate::diag::Diagnostic;
use crate::draft::{slug, suggest};
use crate::model::{EntryId, Site};

/// What `pack` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Credentials: their names in the site's addresses (credentials/NAME/), or their identifiers
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Whom it is for, as it stands in the file
    #[arg(long = "for", value_name = "NAME")]
    reader: Option<String>,
    /// Where the file goes [default: pack-NAME.html, or pack.html]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
    /// The site's folder
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    #[command(flatten)]
    as_of: AsOf,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let project = ProjectArgs { dir: args.dir.clone(), base_url: None, as_of: args.as_of.clone() };
    let outcome = project.prepare_silently(globals);
    let Some(ready) = &outcome.ready else {
        globals.diagnostics(&outcome.diagnostics);
        return refused(globals, &outcome, "nothing was packed");
    };
    let ids = match chosen(&ready.site, &args.ids) {
        Ok(ids) => {
            globals.diagnostics(&of_these(&outcome.diagnostics, &ready.site, &ids));
            ids
        }
        Err(unknown) => {
            globals.diagnostics(&unknown);
            return Exit::Usage;
        }
    };
    let packed = match ready.renderer.pack(&ids, args.reader.as_deref()) {
        Ok(packed) => packed,
        Err(fault) => {
            globals.diagnostics(&[fault]);
            return Exit::Bad;
        }
    };
    let out = args.output.clone().unwrap_or_else(|| match &args.reader {
        Some(reader) => PathBuf::from(format!("pack-{}.html", slug(reader))),
        None => PathBuf::from("pack.html"),
    });
    if let Err(exit) = put::file(&out, packed.as_bytes(), args.force, globals) {
        return exit;
    }
    if globals.json() {
        globals.json_line(&json!({ "file": out, "bytes": packed.len(), "credentials": ids.len() }));
    } else {
        let what = if ids.len() == 1 { "1 credential".to_owned() } else { format!("{} credentials", ids.len()) };
        globals.done(&format!("wrote {}: {what}, nothing of any other", out.display()));
    }
    Exit::Ok
}

/// What was found in the files of these entries; what there is to say of others is said by `check`.
fn of_these(found: &[Diagnostic], site: &Site, ids: &[EntryId]) -> Vec<Diagnostic> {
    let files: Vec<&str> = ids.iter().map(|id| site.credentials[*id].source.as_str()).collect();
    let of = |d: &&Diagnostic| d.place.as_ref().is_some_and(|place| files.contains(&place.file.as_str()));
    found.iter().filter(of).cloned().collect()
}

/// The entries that are meant, each once, in the order they were given; every name that means none.
fn chosen(site: &Site, names: &[String]) -> Result<Vec<EntryId>, Vec<Diagnostic>> {
    let (mut ids, mut unknown) = (Vec::new(), Vec::new());
    for name in names {
        let called = |brief: &&crate::model::Brief| *brief.slug == **name;
        let bears = |brief: &&crate::model::Brief| brief.identifier() == Some(name.as_str());
        let mut all = site.credentials.iter();
        let found = all.clone().find(called).or_else(|| all.find(bears)).map(|brief| brief.id);
        match found {
            Some(id) if ids.contains(&id) => {}
            Some(id) => ids.push(id),
            None => {
                let near = suggest(name, site.credentials.iter().map(|brief| &*brief.slug));
                let missing = Diagnostic::error("unknown-name", format!("no credential here is called {name:?}"));
                unknown.push(missing.help(match near {
                    Some(near) => format!("did you mean {near:?}?"),
                    None => "give a folder's name below credentials/ of the site, or a credential's id".to_owned(),
                }));
            }
        }
    }
    if unknown.is_empty() { Ok(ids) } else { Err(unknown) }
}
