//! `accolade new DIR [--registry]`: writes a working site to start from. Never overwrites: looks at every place first.

use std::path::PathBuf;

use serde::Serialize;

use super::{Exit, Globals};
use crate::output::vault::{self, Access, VaultError};

/// What `new` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder to make, or an existing one that has none of the files yet
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// For an institution that issues badges, instead of a portfolio
    #[arg(long)]
    registry: bool,
}

/// A file's path in the project and its text.
type File = (&'static str, &'static str);

const PORTFOLIO: [File; 4] = [
    ("accolade.yaml", include_str!("new/portfolio/accolade.yaml")),
    ("credentials/first-aid.yaml", include_str!("new/portfolio/first-aid.yaml")),
    ("pages/about.md", include_str!("new/portfolio/about.md")),
    ("README.md", include_str!("new/portfolio/README.md")),
];

const REGISTRY: [File; 7] = [
    ("accolade.yaml", include_str!("new/registry/accolade.yaml")),
    ("badges/workshop-facilitation.yaml", include_str!("new/registry/workshop-facilitation.yaml")),
    ("badges/research-data-basics.yaml", include_str!("new/registry/research-data-basics.yaml")),
    ("awards/first-cohort.csv", include_str!("new/registry/first-cohort.csv")),
    ("issuers/partner-university.yaml", include_str!("new/registry/partner-university.yaml")),
    ("pages/about.md", include_str!("new/registry/about.md")),
    ("README.md", include_str!("new/registry/README.md")),
];

const BOTH: [File; 3] = [
    (".gitignore", include_str!("new/both/gitignore")),
    (".github/workflows/publish.yml", include_str!("new/both/publish.yml")),
    (".gitattributes", include_str!("new/both/gitattributes")),
];

#[derive(Serialize)]
struct Written {
    folder: PathBuf,
    written: Vec<&'static str>,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let files: Vec<File> =
        if args.registry { REGISTRY.as_slice() } else { &PORTFOLIO }.iter().chain(&BOTH).copied().collect();
    for (path, _) in &files {
        let place = args.dir.join(path);
        if place.symlink_metadata().is_ok() {
            return globals
                .usage(format!("{} is there already: choose a new folder, nothing was written", place.display()));
        }
    }
    for (path, text) in &files {
        let text = if path.ends_with("publish.yml") { workflow(text, args.registry) } else { (*text).to_owned() };
        if let Err(error) = vault::create_new(&args.dir.join(path), text.as_bytes(), Access::Usual) {
            let exit = if matches!(error, VaultError::Exists(_)) { Exit::Usage } else { Exit::Io };
            return globals.fail(exit, error.to_string());
        }
    }
    if globals.json() {
        globals
            .json_line(&Written { folder: args.dir.clone(), written: files.iter().map(|(path, _)| *path).collect() });
    }
    globals.note(&farewell(args));
    Exit::Ok
}

/// A portfolio learns its address from GitHub; a registry's stands in its credentials and never changes.
fn workflow(text: &str, registry: bool) -> String {
    let base = if registry { "" } else { r#" --base-url "$BASE_URL/""# };
    text.replace("@REPOSITORY@", env!("CARGO_PKG_REPOSITORY")).replace("@BASE_URL@", base)
}

fn farewell(args: &Args) -> String {
    let dir = args.dir.display();
    if args.registry {
        format!(
            "{dir} is a registry to start from. Next:\n  set url and issuer in {dir}/accolade.yaml\n  cd {dir}\n  \
             accolade keygen           make the signing key: there is none yet\n  accolade issue --dry-run  see what would be signed\n  \
             accolade serve --open     look at it while you write"
        )
    } else {
        format!(
            "{dir} is a portfolio to start from. Next:\n  cd {dir}\n  accolade serve --open     look at it while you write\n  \
             accolade build            write the site to public/"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{BOTH, workflow};

    #[test]
    fn the_workflow_is_filled_in_and_asks_for_no_secret() {
        for registry in [false, true] {
            let text = workflow(BOTH[1].1, registry);
            let named = |mark: &str| text.contains(mark);
            assert!(!named("@REPOSITORY@") && !named("@BASE_URL@") && !named("secrets."), "{text}");
            assert_eq!(named("--base-url"), !registry);
        }
    }
}
