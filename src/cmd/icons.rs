//! `accolade icons [WORD…]`: the devices that a badge can bear, found by name or by what they stand for.
//! Prints names, one a line; says so when nothing is found.

use serde_json::json;

use super::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::draft::suggest;
use crate::render::svg::icon;

/// What `icons` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What it should show or stand for, such as `speech` or `law`; without a word: the plain names
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Every name of the set
    #[arg(long, conflicts_with = "words")]
    all: bool,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let mut names: Vec<&str> = match (args.all, args.words.is_empty()) {
        (true, _) => icon::all_names(),
        (false, true) => icon::names().to_vec(),
        (false, false) => Vec::new(),
    };
    for word in &args.words {
        for name in icon::find(&word.to_lowercase()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if globals.json() {
        globals.json_line(&json!({ "icons": names }));
    } else if !names.is_empty() {
        globals.result(&names.join("\n"));
    }
    if names.is_empty() {
        let word = args.words.join(" ");
        let nothing = Diagnostic::error("no-icon", format!("no icon is found by {word:?}"));
        let near = suggest(&word.to_lowercase(), icon::all_names());
        globals.diagnostics(&[nothing.help(near.map_or_else(
            || "try another word, or see all with `accolade icons --all`".to_owned(),
            |near| format!("did you mean {near:?}?"),
        ))]);
        return Exit::Bad;
    }
    Exit::Ok
}
