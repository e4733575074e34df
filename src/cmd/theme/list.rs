//! `accolade theme list [DIR]`: the themes that come with the program and the project's own, each with the options that it lets a project
//! choose; which one the project uses, when there is a project. Reads only.

use std::path::PathBuf;

use serde::Serialize;

use super::super::show::clean;
use super::super::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::load::manifest::{self, Manifest, ThemeOption};
use crate::load::{self, theme};

/// What `theme list` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The project's folder: its own theme is listed as well
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

#[derive(Serialize)]
struct Listed {
    name: String,
    description: String,
    extends: Option<String>,
    built_in: bool,
    /// Whether this project's pages have it.
    used: bool,
    options: std::collections::BTreeMap<String, ThemeOption>,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let source =
        if args.dir.join("accolade.yaml").is_file() { load::load(&args.dir).0 } else { load::Source::default() };
    let (drafts, _) = crate::draft::draft(&source);
    let mut themes: Vec<Listed> = theme::built_in().into_iter().map(|(name, read)| listed(name, read, true)).collect();
    let own = match source.get(theme::PROJECT_MANIFEST).map(|bytes| (std::str::from_utf8(bytes), bytes)) {
        Some((Ok(text), _)) => match manifest::read(text, theme::PROJECT_MANIFEST) {
            Ok(read) => Some(read),
            Err(problems) => {
                globals.diagnostics(&problems);
                return Exit::Bad;
            }
        },
        Some((Err(_), _)) => {
            let wrong = Diagnostic::error("not-utf8", "theme.toml is not UTF-8 text");
            globals.diagnostics(&[wrong.in_file(theme::PROJECT_MANIFEST).help("save it as UTF-8")]);
            return Exit::Bad;
        }
        None => None,
    };
    let named = drafts.site.theme.as_ref().map(|named| named.value.clone());
    let used = match (&own, &named) {
        _ if source.get("accolade.yaml").is_none() => None,
        (Some(_), _) => None,
        (None, named) => Some(named.as_deref().unwrap_or("default")),
    };
    themes.iter_mut().for_each(|theme| theme.used = used == Some(theme.name.as_str()));
    if let Some(read) = own {
        let extends = read.extends.clone().or_else(|| named.clone().filter(|name| read.name.as_ref() != Some(name)));
        let name = read.name.clone().unwrap_or_else(|| "theme/".to_owned());
        let read = Manifest { extends: extends.or_else(|| Some("default".to_owned())), ..read };
        themes.push(Listed { used: true, ..listed(&name, read, false) });
    }
    let width = themes.iter().map(|theme| theme.name.chars().count()).max().unwrap_or_default();
    for theme in &themes {
        if globals.json() {
            globals.json_line(theme);
        } else {
            globals.result(&line(theme, width));
            theme.options.iter().for_each(|(name, option)| globals.result(&option_line(name, option, width)));
        }
    }
    Exit::Ok
}

fn listed(name: &str, read: Manifest, built_in: bool) -> Listed {
    Listed {
        name: name.to_owned(),
        description: read.description.unwrap_or_default(),
        extends: read.extends,
        built_in,
        used: false,
        options: read.options,
    }
}

/// `* gazette    A newspaper's front page. The project's own, upon default.`
fn line(theme: &Listed, width: usize) -> String {
    let mut parts = vec![theme.description.clone()];
    if !theme.built_in {
        parts.push(format!("The project's own, upon {}.", theme.extends.as_deref().unwrap_or("default")));
    }
    parts.retain(|part| !part.is_empty());
    clean(&format!("{} {:width$}  {}", if theme.used { '*' } else { ' ' }, theme.name, parts.join(" ")))
}

/// `    columns: a number from 1 to 4 (2 unless chosen). How many columns lists have.`
fn option_line(name: &str, option: &ThemeOption, width: usize) -> String {
    let ThemeOption { kind, default, description } = option;
    clean(format!("{:width$}      {name}: {} ({default} unless chosen). {description}", "", kind.expects()).trim_end())
}
