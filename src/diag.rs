//! What a person is told about their input: severity, code, file, line, excerpt, entry, help; many at once.
//! In: facts from any stage. Out: text for a terminal (`show.rs` in `cmd`), or JSON. Decides nothing.

mod mask;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

pub use mask::masked;
use serde::Serialize;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The build goes on.
    Warning,
}

/// One finding about the input.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// The file, relative to the project, with `/`.
    pub file: String,
    /// Line from 1; `None` when the finding is about the whole file.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// The text of that line, shortened to 200 characters, without e-mail addresses.
    pub excerpt: Option<String>,
    /// How many characters of the excerpt to underline, from the column on.
    pub length: usize,
}

impl Diagnostic {
    /// An error with a code and a message.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        let message = masked(&message.into()).into_owned();
        Self { severity: Severity::Error, code, message, place: None, entry: None, help: None }
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
    /// The same, in a text whose lines were counted before.
    #[must_use]
    pub fn in_lines(mut self, file: impl Into<String>, lines: &LineIndex<'_>, span: Span) -> Self {
        self.place = Some(lines.place(file, span));
        self
    }
    /// The same, about an entry that the user knows by this name.
    #[must_use]
    pub fn about(mut self, entry: impl Into<String>) -> Self {
        self.entry = Some(masked(&entry.into()).into_owned());
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
        Self::counted(file, text, span, |start| text[..start].matches('\n').count() + 1)
    }

    fn counted(file: String, text: &str, span: Span, line_of: impl Fn(usize) -> usize) -> Self {
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
            line: Some(line_of(start)),
            column: Some(text[line_start..start].chars().count() + 1),
            excerpt: Some(masked(line_text).chars().take(200).collect()),
            length: length.max(1),
        }
    }
}

/// Where the lines of a text end, found once, for texts in which many places are named.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    breaks: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Of this text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        Self { text, breaks: memchr::memchr_iter(b'\n', text.as_bytes()).collect() }
    }
    /// The place of a byte range, as [`Place::of`] gives it.
    #[must_use]
    pub fn place(&self, file: impl Into<String>, span: Span) -> Place {
        let line_of = |start| self.breaks.partition_point(|at| *at < start) + 1;
        Place::counted(file.into(), self.text, span, line_of)
    }
}

/// The most findings of one kind that are told.
pub const MOST_TOLD: usize = 200;

/// Findings about pages, one of each: what is the same on several pages is told once, with how many.
#[must_use]
pub fn once_for_pages(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts: HashMap<Diagnostic, usize> = HashMap::new();
    found.iter().for_each(|fault| *counts.entry(fault.clone()).or_default() += 1);
    let once = |fault: Diagnostic| match counts.remove(&fault)? {
        1 => Some(fault),
        pages => Some(Diagnostic { message: format!("{}: so on {pages} pages", fault.message), ..fault }),
    };
    found.into_iter().filter_map(once).collect()
}

/// Findings of which only the first of each kind are told. The others are counted and not even made.
#[derive(Debug, Default)]
pub struct Told {
    found: Vec<Diagnostic>,
    /// How many of each kind there are, and where the first of them is in `found`.
    kinds: BTreeMap<&'static str, (usize, usize)>,
}

impl Told {
    /// Takes in a finding, which is made when there are not enough of its kind yet.
    pub fn push(&mut self, kind: &'static str, make: impl FnOnce() -> Diagnostic) {
        let (count, _) = self.kinds.entry(kind).or_insert((0, self.found.len()));
        *count += 1;
        if *count <= MOST_TOLD {
            self.found.push(make());
        }
    }
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
    /// What is told, and of each kind how many more there are.
    #[must_use]
    pub fn finish(self) -> Vec<Diagnostic> {
        let Self { mut found, kinds } = self;
        for (count, first) in kinds.into_values().filter(|(count, _)| *count > MOST_TOLD) {
            let Diagnostic { severity, code, place, .. } = &found[first];
            let more = Diagnostic {
                severity: *severity,
                ..Diagnostic::error(code, format!("and {} more like these", count - MOST_TOLD))
            };
            let more = more.help("see to those that are told first");
            let more = place.as_ref().map(|place| place.file.clone()).into_iter().fold(more, Diagnostic::in_file);
            found.push(more);
        }
        found
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

#[cfg(test)]
mod tests {
    use super::{Diagnostic, LineIndex, MOST_TOLD, Place, Span, Told, once_for_pages};

    #[test]
    fn what_is_wrong_with_many_pages_alike_is_told_once_with_their_number() {
        let fault = |message: &str| Diagnostic::error("template", message).in_file("theme/templates/credential.html");
        let told = once_for_pages(vec![fault("odd"), fault("alone"), fault("odd"), fault("odd")]);
        let told: Vec<_> = told.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(told, ["odd: so on 3 pages", "alone"]);
    }

    #[test]
    fn an_index_of_lines_names_the_places_that_counting_does() {
        for text in ["", "\n", "a\r\né𝒜\n\nlast", "one\ntwo\n"] {
            let lines = LineIndex::of(text);
            for start in 0..text.len() + 2 {
                for end in start..text.len() + 2 {
                    let span = Span { start, end };
                    assert_eq!(lines.place("f", span), Place::of("f".to_owned(), text, span), "{text:?} {span:?}");
                }
            }
        }
    }

    #[test]
    fn of_each_kind_so_many_are_made_and_the_others_counted() {
        let (mut told, mut made) = (Told::default(), 0);
        for n in 0..MOST_TOLD + 7 {
            told.push("odd", || {
                made += 1;
                Diagnostic::warning("odd", n.to_string()).in_file("a.csv")
            });
        }
        told.push("bad", || Diagnostic::error("bad", "alone"));
        assert!(!told.is_empty() && made == MOST_TOLD);
        let found = told.finish();
        assert_eq!(found.len(), MOST_TOLD + 2);
        assert_eq!(found.last().unwrap().to_string(), "warning[odd] a.csv: and 7 more like these");
    }
}
