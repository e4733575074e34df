//! In: the words of a command line. Out: the same, where a command takes its folder in one way and was given it in the other: as its first word
//! instead of `--dir`, or with `--dir` instead of as its first word. What says something else already stays as it is.

use std::ffi::OsString;
use std::path::Path;

use clap::{Arg, ArgAction, Command};

/// The option.
const DIR: &str = "--dir";

/// The words as the command takes them. `is_project` says whether a folder is a project.
pub(super) fn placed(words: Vec<OsString>, cli: &Command, is_project: &dyn Fn(&Path) -> bool) -> Vec<OsString> {
    let Some((command, from)) = chosen(&words, cli) else { return words };
    let takes_option = command.get_arguments().any(|arg| arg.get_long() == Some("dir"));
    if takes_option { with_option(words, (command, cli), from, is_project) } else { with_word(words, command, from) }
}

/// `revoke our-registry ID` is `revoke --dir our-registry ID`, said where there is no project that else were meant.
fn with_option(
    mut words: Vec<OsString>,
    commands: (&Command, &Command),
    from: usize,
    is_project: &dyn Fn(&Path) -> bool,
) -> Vec<OsString> {
    let is_said = words[from..].iter().any(|word| is_option(word, DIR));
    let first = plain(&words, from, commands).next();
    if let Some(at) = first.filter(|at| !is_said && is_project(Path::new(&words[*at])) && !is_project(Path::new("."))) {
        words.insert(at, DIR.into());
    }
    words
}

/// `check --dir our-registry` is `check our-registry`.
fn with_word(mut words: Vec<OsString>, command: &Command, from: usize) -> Vec<OsString> {
    let first = command.get_positionals().next().and_then(|arg| arg.get_value_names()?.first());
    let takes_word = first.is_some_and(|name| name.as_str() == "DIR" || name.starts_with("DIR "));
    let end = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let Some(at) = (from..end).find(|at| takes_word && is_option(&words[*at], DIR)) else { return words };
    let said = words.remove(at);
    let folder = match said.to_str().and_then(|said| said.strip_prefix("--dir=")) {
        Some(folder) => folder.into(),
        None if at < words.len() => words.remove(at),
        None => {
            words.push(said);
            return words;
        }
    };
    words.insert(from, folder);
    words
}

/// The command that the words choose, and where its own words begin.
fn chosen<'c>(words: &[OsString], cli: &'c Command) -> Option<(&'c Command, usize)> {
    let (mut command, mut from) = (cli, 1);
    while command.has_subcommands() {
        let at = plain(words, from, (command, cli)).next()?;
        command = command.find_subcommand(&words[at])?;
        from = at + 1;
    }
    Some((command, from))
}

/// Where words stand that are neither options nor values of options.
fn plain<'w>(
    words: &'w [OsString],
    from: usize,
    (command, cli): (&'w Command, &'w Command),
) -> impl Iterator<Item = usize> + 'w {
    let mut is_value = false;
    (from..words.len()).filter(move |at| {
        let (word, was_value) = (words[*at].to_string_lossy(), is_value);
        is_value = false;
        if was_value {
            return false;
        }
        if !word.starts_with('-') || word == "-" {
            return true;
        }
        let is_it = |arg: &&Arg| match word.strip_prefix("--") {
            Some(long) => arg.get_long() == Some(long),
            None => arg.get_short().is_some_and(|short| word.chars().eq(['-', short])),
        };
        let option = command.get_arguments().chain(cli.get_arguments()).find(is_it);
        is_value = option.is_some_and(|arg| matches!(arg.get_action(), ArgAction::Set | ArgAction::Append));
        false
    })
}

fn is_option(word: &OsString, name: &str) -> bool {
    word.to_str().and_then(|word| word.strip_prefix(name)).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_taken_in_either_way_and_nothing_else_is_changed() {
        for (said, taken) in [
            ("check --dir reg", "check reg"),
            ("--color never check --as-of 2026-01-01 --dir=reg", "--color never check reg --as-of 2026-01-01"),
            ("issue --dir reg a.csv", "issue reg a.csv"),
            ("issue reg a.csv", "issue reg a.csv"),
            ("check --dir", "check --dir"),
            ("bake --dir reg a b", "bake --dir reg a b"),
            ("revoke reg a1", "revoke --dir reg a1"),
            ("revoke --reason reg a1", "revoke --reason reg a1"),
            ("revoke a1 reg", "revoke a1 reg"),
            ("revoke --dir reg a1", "revoke --dir reg a1"),
            ("revoke reg --dir=reg", "revoke reg --dir=reg"),
            ("-q keys list reg", "-q keys list --dir reg"),
            ("list obi", "list obi"),
            ("nothing --dir reg", "nothing --dir reg"),
            ("", ""),
        ] {
            let words =
                |text: &str| ["accolade"].into_iter().chain(text.split_whitespace()).map(OsString::from).collect();
            let is_reg = |path: &Path| path == Path::new("reg");
            assert_eq!(placed(words(said), &crate::cmd::definition(), &is_reg), words(taken), "{said}");
            let everywhere = |path: &Path| path == Path::new("reg") || path == Path::new(".");
            if said.starts_with("revoke") {
                assert_eq!(placed(words(said), &crate::cmd::definition(), &everywhere), words(said), "{said}");
            }
        }
    }
}
