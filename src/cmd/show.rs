//! In: diagnostics and results. Out: text for a person, or JSON for a script. Findings go to standard error, results to
//! standard output; with `--json` both are one JSON object a line. Colour only where a terminal shows it.

use std::io::{self, Write};
use std::sync::{Arc, OnceLock};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};
use anstream::{AutoStream, ColorChoice};

use super::{Exit, Failed};
use crate::diag::{Diagnostic, Place, Severity};
use crate::output::vault::VaultError;

/// Options of every command.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Globals {
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Print results and diagnostics as JSON, one object a line (results on standard output, diagnostics on standard error)
    #[arg(long, global = true)]
    json: bool,
    /// Why a result was lost on its way to standard output.
    #[arg(skip)]
    lost: Arc<OnceLock<String>>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal that shows it, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Globals {
    /// Whether results and diagnostics are JSON.
    #[must_use]
    pub const fn json(&self) -> bool {
        self.json
    }

    /// Whether only errors are told.
    #[must_use]
    pub const fn quiet(&self) -> bool {
        self.quiet
    }

    /// Whether a progress bar has somebody who sees it.
    #[must_use]
    pub fn interactive(&self) -> bool {
        !self.quiet && !self.json && io::IsTerminal::is_terminal(&io::stderr())
    }

    /// What was done, on standard output, with a line end; silent with `--quiet`.
    pub fn done(&self, text: &str) {
        if !self.quiet {
            self.result(text);
        }
    }

    /// What was asked for, on standard output, with a line end; may carry ANSI styles. `--quiet` does not silence it.
    pub fn result(&self, text: &str) {
        self.written(self.stdout().write_fmt(format_args!("{text}\n")));
    }

    /// Remembers that a result was lost. A reader that has gone away (`accolade … | head`) is no failure.
    fn written(&self, written: io::Result<()>) {
        if let Err(error) = written
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            let _ = self.lost.set(error.to_string());
        }
    }

    /// The end of a command: where a result was lost, as on a full disk, what went well otherwise did not.
    pub(super) fn ended(&self, exit: Exit) -> Exit {
        self.written(io::stdout().flush());
        match self.lost.get() {
            Some(error) if exit == Exit::Ok => {
                self.fail(Exit::Io, format!("standard output cannot be written: {error}"))
            }
            _ => exit,
        }
    }

    /// A result as one line of JSON on standard output.
    pub fn json_line(&self, value: &impl serde::Serialize) {
        let line = serde_json::to_string(value).expect("results are maps with text keys");
        self.result(&line);
    }

    /// Bytes on standard output as they are.
    pub fn raw(&self, bytes: &[u8]) -> Exit {
        self.written(io::stdout().lock().write_all(bytes));
        Exit::Ok
    }

    /// A remark for the person at the terminal, on standard error; silent with `--quiet` and `--json`.
    pub fn note(&self, text: &str) {
        if !self.quiet && !self.json {
            let _ = self.stderr().write_fmt(format_args!("{text}\n"));
        }
    }

    /// An error that is about no file of the project; gives the exit status back.
    pub fn fail(&self, exit: Exit, message: impl Into<String>) -> Exit {
        let code = match exit {
            Exit::Ok | Exit::Bad => "error",
            Exit::Usage => "usage",
            Exit::Internal => "internal",
            Exit::Io => "io",
            Exit::Secret => "secret",
        };
        self.diagnostics(&[Diagnostic::error(code, message)]);
        exit
    }

    /// The same, for a file that cannot be written: with what to do.
    pub fn unwritten(&self, error: VaultError) -> Exit {
        self.failed(error.into())
    }

    /// What a command that did not do its work ends with.
    pub(super) fn failed(&self, (exit, found): Failed) -> Exit {
        self.diagnostics(&found);
        exit
    }

    /// The same, for a command line that asks for something that cannot be.
    pub fn usage(&self, message: impl Into<String>) -> Exit {
        self.fail(Exit::Usage, message)
    }

    /// All diagnostics, then how many there were; with `--quiet` only the errors.
    pub fn diagnostics(&self, all: &[Diagnostic]) {
        let shown: Vec<_> = all.iter().filter(|d| !self.quiet || d.severity == Severity::Error).collect();
        let mut text = String::new();
        for diagnostic in &shown {
            if self.json {
                text += &serde_json::to_string(diagnostic).expect("a diagnostic is a map with text keys");
                text.push('\n');
            } else {
                text += &styled(diagnostic);
                text += "\n\n";
            }
        }
        if !self.json && shown.len() > 1 {
            text += &count(&shown);
            text.push('\n');
        }
        let _ = self.stderr().write_all(text.as_bytes());
    }

    fn stdout(&self) -> AutoStream<io::StdoutLock<'static>> {
        AutoStream::new(io::stdout(), self.choice()).lock()
    }

    fn stderr(&self) -> AutoStream<io::StderrLock<'static>> {
        AutoStream::new(io::stderr(), self.choice()).lock()
    }

    const fn choice(&self) -> ColorChoice {
        match self.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

/// A diagnostic as text without colour, as a terminal would show it.
#[must_use]
pub fn plain(diagnostic: &Diagnostic) -> String {
    render(diagnostic, &Renderer::plain())
}

/// How many errors and warnings, in words.
fn count(shown: &[&Diagnostic]) -> String {
    let errors = shown.iter().filter(|d| d.severity == Severity::Error).count();
    let words = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    match (errors, shown.len() - errors) {
        (errors, 0) => words(errors, "error"),
        (0, warnings) => words(warnings, "warning"),
        (errors, warnings) => format!("{}, {}", words(errors, "error"), words(warnings, "warning")),
    }
}

fn styled(diagnostic: &Diagnostic) -> String {
    render(diagnostic, &Renderer::styled())
}

fn render(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = if diagnostic.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
    let mut group = Group::with_title(level.primary_title(one_line(&diagnostic.message)).id(diagnostic.code));
    if let Some(place) = &diagnostic.place {
        group = located(group, place);
    }
    if let Some(entry) = &diagnostic.entry {
        group = group.element(Level::NOTE.message(format!("this is about {}", clean(entry))));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    renderer.render(&[group])
}

fn located<'a>(group: Group<'a>, place: &'a Place) -> Group<'a> {
    let (Some(line), Some(excerpt)) = (place.line, &place.excerpt) else {
        return group.element(Origin::path(clean(&place.file)));
    };
    let column = place.column.unwrap_or(1).saturating_sub(1);
    let byte = |chars: usize| excerpt.char_indices().nth(chars).map_or(excerpt.len(), |(at, _)| at);
    let span = byte(column)..byte(column + place.length);
    group.element(
        Snippet::source(excerpt.as_str())
            .path(clean(&place.file))
            .line_start(line)
            .annotation(AnnotationKind::Primary.span(span)),
    )
}

/// Text from somebody else's file cannot steer the terminal.
pub(super) fn clean(text: &str) -> String {
    normalize_untrusted_str(text)
}

fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{count, plain, styled};
    use crate::diag::{Diagnostic, Span};

    fn example() -> Diagnostic {
        let text = "title: Maya\nholdr:\n  name: Maya\n";
        Diagnostic::error("unknown-field", "unknown field `holdr`")
            .at("accolade.yaml", text, Span { start: 12, end: 17 })
            .about("the site")
            .help("did you mean `holder`?")
    }

    #[test]
    fn a_finding_names_file_line_excerpt_entry_and_what_to_do() {
        insta::assert_snapshot!(plain(&example()), @r"
        error[unknown-field]: unknown field `holdr`
         --> accolade.yaml:2:1
          |
        2 | holdr:
          | ^^^^^
          |
          = note: this is about the site
          = help: did you mean `holder`?
        ");
    }

    #[test]
    fn a_finding_about_a_whole_file_names_the_file() {
        let finding = Diagnostic::warning("unused", "nothing reads this file").in_file("static/a.txt");
        assert_eq!(plain(&finding), "warning[unused]: nothing reads this file\n--> static/a.txt");
    }

    #[test]
    fn words_from_a_file_cannot_steer_the_terminal() {
        let text = "name: \u{1b}[2Jx\u{202e}\n";
        let finding = Diagnostic::error("e", "bad \u{1b}[31m name")
            .at("a\u{1b}.yaml", text, Span { start: 6, end: 9 })
            .about("\u{1b}]0;x\u{7}")
            .help("\u{1b}[1m");
        assert!(!plain(&finding).contains(['\u{1b}', '\u{7}', '\u{202e}']), "{}", plain(&finding));
        assert!(styled(&finding).contains("\u{1b}["), "styles are there when asked for");
    }

    #[test]
    fn a_span_past_the_end_of_the_excerpt_is_shown_at_its_end() {
        let long = "x".repeat(500);
        let finding = Diagnostic::error("e", "long").at("a", &long, Span { start: 400, end: 410 });
        assert!(plain(&finding).contains("a:1:"));
        let empty = Diagnostic::error("e", "empty").at("a", "", Span { start: 9, end: 12 });
        assert!(plain(&empty).contains("error[e]: empty"));
    }

    #[test]
    fn the_count_is_in_words() {
        let (error, warning) = (Diagnostic::error("e", "e"), Diagnostic::warning("w", "w"));
        assert_eq!(count(&[&error, &error]), "2 errors");
        assert_eq!(count(&[&error, &warning, &warning]), "1 error, 2 warnings");
    }
}
