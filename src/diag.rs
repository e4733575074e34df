//! What a person is told about their input: severity, code, file, line, excerpt, entry, help; many at once.
//! In: facts from any stage. Out: text for a terminal (`show.rs` in `cmd`), or JSON. Decides nothing.

use std::fmt;

use serde::Serialize;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The build goes on.
    Warning,
}

/// One finding about the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// A stable word for scripts, such as `unknown-field`.
    pub code: &'static str,
    /// What is wrong, in lower case, without a final stop.
    pub message: String,
    /// Where it is.
    pub place: Option<Place>,
    /// Which entry it is about: a badge, credential or award, as the user names it.
    pub entry: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

/// A place in a file of the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, relative to the project, with `/`.
    pub file: String,
    /// Line from 1; `None` when the finding is about the whole file.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// The text of that line, shortened to 200 characters.
    pub excerpt: Option<String>,
    /// How many characters of the excerpt to underline, from the column on.
    pub length: usize,
}

impl Diagnostic {
    /// An error with a code and a message.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, message: message.into(), place: None, entry: None, help: None }
    }
    /// A warning with a code and a message.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }
    /// The same, about a whole file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.place = Some(Place { file: file.into(), line: None, column: None, excerpt: None, length: 0 });
        self
    }
    /// The same, at a byte range of a file's text.
    #[must_use]
    pub fn at(mut self, file: impl Into<String>, text: &str, span: Span) -> Self {
        self.place = Some(Place::of(file.into(), text, span));
        self
    }
    /// The same, about an entry that the user knows by this name.
    #[must_use]
    pub fn about(mut self, entry: impl Into<String>) -> Self {
        self.entry = Some(entry.into());
        self
    }
    /// The same, with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A byte range in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Place {
    /// The place of a byte range; a range past the end means the last line.
    #[must_use]
    pub fn of(file: String, text: &str, span: Span) -> Self {
        let mut start = span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_text = text[line_start..].lines().next().unwrap_or_default();
        let length = text
            .get(start..span.end.min(text.len()))
            .map_or(1, |t| t.lines().next().unwrap_or_default().chars().count());
        Self {
            file,
            line: Some(text[..start].matches('\n').count() + 1),
            column: Some(text[line_start..start].chars().count() + 1),
            excerpt: Some(line_text.chars().take(200).collect()),
            length: length.max(1),
        }
    }
}

/// A value together with where it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file's text.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl fmt::Display for Diagnostic {
    /// One line, for logs: `error[code] file:line:column: message`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.severity == Severity::Error { "error" } else { "warning" };
        write!(f, "{severity}[{}]", self.code)?;
        if let Some(place) = &self.place {
            write!(f, " {}", place.file)?;
            if let (Some(line), Some(column)) = (place.line, place.column) {
                write!(f, ":{line}:{column}")?;
            }
        }
        write!(f, ": {}", self.message)
    }
}

/// Whether any of them is an error.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}
