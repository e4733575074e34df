//! `accolade new DIR [--registry]`: writes a working site to start from. Never overwrites: looks at every place first.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Exit, Globals};
use crate::output::vault::{self, Access, VaultError};

/// What `new` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder to make, or an existing one; a README.md and .gitignore that are there stay as they are
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// For an institution that issues badges, instead of a portfolio
    #[arg(long)]
    registry: bool,
}

/// A file's path in the project and its text.
type File = (&'static str, &'static str);

const PORTFOLIO: [File; 5] = [
    ("accolade.yaml", include_str!("new/portfolio/accolade.yaml")),
    ("credentials/first-aid.yaml", include_str!("new/portfolio/first-aid.yaml")),
    ("pages/about.md", include_str!("new/portfolio/about.md")),
    ("README.md", include_str!("new/portfolio/README.md")),
    (".gitattributes", include_str!("new/both/gitattributes")),
];

const REGISTRY: [File; 8] = [
    ("accolade.yaml", include_str!("new/registry/accolade.yaml")),
    ("badges/workshop-facilitation.yaml", include_str!("new/registry/workshop-facilitation.yaml")),
    ("badges/research-data-basics.yaml", include_str!("new/registry/research-data-basics.yaml")),
    ("awards/first-cohort.csv", include_str!("new/registry/first-cohort.csv")),
    ("issuers/partner-university.yaml", include_str!("new/registry/partner-university.yaml")),
    ("pages/about.md", include_str!("new/registry/about.md")),
    ("README.md", include_str!("new/registry/README.md")),
    (".gitattributes", concat!(include_str!("new/both/gitattributes"), include_str!("new/registry/gitattributes"))),
];

const BOTH: [File; 2] = [
    (".gitignore", include_str!("new/both/gitignore")),
    (".github/workflows/publish.yml", include_str!("new/both/publish.yml")),
];

#[derive(Serialize)]
struct Written {
    folder: PathBuf,
    written: Vec<&'static str>,
    /// What was there already and stays as it is.
    kept: Vec<&'static str>,
}

/// What a folder may have already, as a new repository has: it stays as it is.
const MAY_BE_THERE: [&str; 2] = ["README.md", ".gitignore"];

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let files: Vec<File> =
        if args.registry { REGISTRY.as_slice() } else { &PORTFOLIO }.iter().chain(&BOTH).copied().collect();
    let is_there = |path: &str| args.dir.join(path).symlink_metadata().is_ok();
    let (kept, files): (Vec<File>, Vec<File>) = files.into_iter().partition(|(path, _)| is_there(path));
    if let Some((path, _)) = kept.iter().find(|(path, _)| !MAY_BE_THERE.contains(path)) {
        let place = args.dir.join(path);
        return globals
            .usage(format!("{} is there already: choose a new folder, nothing was written", place.display()));
    }
    let kept: Vec<&str> = kept.iter().map(|(path, _)| *path).collect();
    for (path, text) in &files {
        let text = if path.ends_with("publish.yml") { workflow(text, args.registry) } else { (*text).to_owned() };
        if let Err(error) = vault::create_new(&args.dir.join(path), text.as_bytes(), Access::Usual) {
            return match error {
                VaultError::Exists(_) => globals.usage(error.to_string()),
                error => globals.unwritten(error),
            };
        }
    }
    if globals.json() {
        let written = files.iter().map(|(path, _)| *path).collect();
        globals.json_line(&Written { folder: args.dir.clone(), written, kept: kept.clone() });
    }
    globals.note(&farewell(args, &kept));
    Exit::Ok
}

/// A portfolio learns its address from GitHub; a registry's stands in its credentials and never changes.
fn workflow(text: &str, registry: bool) -> String {
    let base = if registry { "" } else { r#" --base-url "$BASE_URL/""# };
    text.replace("@REPOSITORY@", env!("CARGO_PKG_REPOSITORY")).replace("@BASE_URL@", base)
}

fn farewell(args: &Args, kept: &[&str]) -> String {
    let dir = args.dir.display();
    let mut said = String::new();
    if !kept.is_empty() {
        said = format!("{}: there already, and left as it was.\n", kept.join(" and "));
    }
    if kept.contains(&".gitignore") {
        let lines: Vec<&str> = BOTH[0].1.lines().filter(|line| !line.starts_with('#')).collect();
        said.push_str(&format!("Add these lines to .gitignore, if they are not in it: {}\n", lines.join(" ")));
    }
    let enter = if args.dir == Path::new(".") { String::new() } else { format!("  cd {}\n", quoted(&dir.to_string())) };
    said.push_str(&if args.registry {
        format!(
            "{dir} is a registry to start from. Next:\n  set url and issuer in {dir}/accolade.yaml\n{enter}  \
             accolade keygen           make the signing key: there is none yet\n  accolade issue --dry-run  see what would be signed\n  \
             accolade serve --open     look at it while you write"
        )
    } else {
        format!(
            "{dir} is a portfolio to start from. Next:\n{enter}  accolade serve --open     look at it while you write\n  \
             accolade build            write the site to public/"
        )
    });
    said
}

/// A path as a shell reads it.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:~".contains(c);
    if path.chars().all(plain) {
        path.to_owned()
    } else if path.contains(['"', '$', '`', '!']) {
        format!("'{}'", path.replace('\'', "'\\''"))
    } else {
        format!("\"{path}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::{BOTH, quoted, workflow};

    #[test]
    fn a_path_is_quoted_where_a_shell_would_read_more_into_it() {
        let said = ["site", "../my-site", "My Site", "a$b", "it's"].map(quoted);
        assert_eq!(said, ["site", "../my-site", "\"My Site\"", "'a$b'", "\"it's\""]);
        assert_eq!(quoted("a! 'c"), r"'a! '\''c'");
    }

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
