//! `accolade theme new NAME [DIR] [--extends THEME]`: a small theme that works at once, in the project's `theme/`.
//! Never overwrites: looks at every place first.

use std::path::PathBuf;

use serde::Serialize;

use super::super::{Exit, Globals};
use crate::load;
use crate::load::theme;
use crate::output::vault::{self, Access, VaultError};

/// What `theme new` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the theme is called: lower-case letters, digits and hyphens
    #[arg(value_name = "NAME", value_parser = name)]
    name: String,
    /// The project's folder: the one with accolade.yaml
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// The theme that lies below; without it the one that accolade.yaml names, else `default`
    #[arg(long, value_name = "THEME")]
    extends: Option<String>,
}

/// A file's path below `theme/` and its text; `@NAME@` and `@EXTENDS@` are filled in.
const FILES: [(&str, &str); 3] = [
    ("theme.toml", include_str!("new/theme.toml")),
    ("assets/@NAME@.css", include_str!("new/theme.css")),
    ("templates/404.html", include_str!("new/404.html")),
];

#[derive(Serialize)]
struct Written {
    theme: String,
    extends: String,
    written: Vec<String>,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    if !args.dir.join("accolade.yaml").is_file() {
        let dir = args.dir.display();
        return globals.usage(format!(
            "{dir} has no accolade.yaml: name the project's folder, or make a site first with `accolade new`"
        ));
    }
    let named = crate::draft::draft(&load::load(&args.dir).0)
        .0
        .site
        .theme
        .map(|named| named.value)
        .filter(|named| *named != args.name);
    let extends = match (&args.extends, named) {
        (Some(asked), Some(named)) if *asked != named => {
            return globals
                .usage(format!("accolade.yaml names the theme {named}: remove that line, or give --extends {named}"));
        }
        (asked, named) => asked.clone().or(named).unwrap_or_else(|| "default".to_owned()),
    };
    let known: Vec<_> = theme::built_in().into_iter().map(|(name, _)| name).collect();
    if !known.contains(&extends.as_str()) {
        return globals
            .usage(format!("there is no theme named {extends:?} to extend: choose one of: {}", known.join(", ")));
    }
    if known.contains(&args.name.as_str()) {
        return globals.usage(format!("{} is a theme that comes with accolade: choose another name", args.name));
    }
    let fill = |text: &str| text.replace("@NAME@", &args.name).replace("@EXTENDS@", &extends);
    let files = FILES.map(|(path, text)| (format!("theme/{}", fill(path)), fill(text)));
    for (path, _) in &files {
        let place = args.dir.join(path);
        if place.symlink_metadata().is_ok() {
            return globals.usage(format!("{} is there already: nothing was written", place.display()));
        }
    }
    for (path, text) in &files {
        if let Err(error) = vault::create_new(&args.dir.join(path), text.as_bytes(), Access::Usual) {
            return match error {
                VaultError::Exists(_) => globals.usage(error.to_string()),
                error => globals.unwritten(error),
            };
        }
    }
    if globals.json() {
        let written = files.iter().map(|(path, _)| path.clone()).collect();
        globals.json_line(&Written { theme: args.name.clone(), extends: extends.clone(), written });
    }
    let dir = args.dir.display();
    globals.note(&format!(
        "the theme {} lies in {dir}/theme, upon {extends}. It is used from now on. Next:\n  \
         accolade serve {dir} --open     look at it while you write\n  \
         edit theme/assets/{}.css        colours, type, rules",
        args.name, args.name
    ));
    Exit::Ok
}

/// A name that can be a file's and a word in accolade.yaml.
fn name(text: &str) -> Result<String, String> {
    let good = text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if good { Ok(text.to_owned()) } else { Err("a theme's name is a word such as gazette or north-shore".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_name_is_a_word_that_can_be_a_file() {
        for good in ["gazette", "north-shore", "t2"] {
            assert_eq!(name(good).as_deref(), Ok(good));
        }
        for wrong in ["", "Gazette", "../x", "a b", "2t", "-x", &"a".repeat(41)] {
            assert!(name(wrong).is_err(), "{wrong}");
        }
    }
}
