//! In: words, many of them a stranger's. Out: lines of a report that fit the width, with labels in a column of their own.
//! A stranger's words can neither steer the terminal nor begin where a line of the report does.

use clap::builder::styling::Style;
use unicode_width::UnicodeWidthChar as _;

use crate::cmd::show::clean;

/// Most characters of one value.
const LONGEST: usize = 600;
/// Where values begin.
const LABEL: usize = 14;

/// A report as it grows.
pub(super) struct Sheet {
    width: usize,
    lines: Vec<String>,
}

impl Sheet {
    pub(super) fn new(width: usize) -> Self {
        Self { width: width.clamp(40, 100), lines: Vec::new() }
    }

    /// The report's text.
    pub(super) fn text(self) -> String {
        self.lines.join("\n")
    }

    /// A blank line, unless there is one.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// A line of its own at the left edge.
    pub(super) fn title(&mut self, style: Style, text: &str) {
        self.put("", "", style, text);
    }

    /// Words of the report, set in.
    pub(super) fn say(&mut self, style: Style, text: &str) {
        self.put("  ", "  ", style, text);
    }

    /// A label with its value; what a value has not is not there.
    pub(super) fn row<'a>(&mut self, label: &str, values: impl IntoIterator<Item = &'a str>) {
        let mut first = format!("  {label:<width$}", width = LABEL - 2);
        let indent = " ".repeat(LABEL);
        for value in values {
            self.put(&first, &indent, Style::new(), value);
            first.clone_from(&indent);
        }
    }

    /// The answer to a question: how it ended, which question, and the reason.
    pub(super) fn check(&mut self, style: Style, outcome: &str, id: &str, note: &str) {
        let (head, at) = (format!("{outcome:<8}"), self.lines.len());
        self.put(&format!("  {head}{id:<11}"), &" ".repeat(21), Style::new(), note);
        if let Some(line) = self.lines.get_mut(at) {
            line.replace_range(2..2 + head.len(), &format!("{style}{outcome}{style:#}{}", &head[outcome.len()..]));
        }
    }

    /// A number and what it counts.
    pub(super) fn number(&mut self, number: &str, what: &str) {
        self.put(&format!("{number:>9} "), &" ".repeat(10), Style::new(), what);
    }

    fn put(&mut self, first: &str, next: &str, style: Style, text: &str) {
        let room = self.width.saturating_sub(columns(next)).max(20);
        for (at, piece) in wrap(&tame(text), room).into_iter().enumerate() {
            let start = if at == 0 { first } else { next };
            self.lines.push(format!("{start}{style}{piece}{style:#}"));
        }
    }
}

/// One line without anything that steers a terminal, shortened visibly.
fn tame(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let count = spaced.chars().count();
    let short = match spaced.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} […] ({} characters more)", &spaced[..end], count - LONGEST),
        None => spaced,
    };
    clean(&short).split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Text as lines of at most `room` columns; a word that is longer is broken.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for word in text.split(' ') {
        let wide = columns(word);
        if used > 0 && used + 1 + wide <= room {
            line.push(' ');
            line.push_str(word);
            used += 1 + wide;
            continue;
        }
        if used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > room {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += wide;
        }
    }
    lines.push(line);
    lines
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_long_words_are_broken() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("a abcdefghij b", 4), ["a", "abcd", "efgh", "ij b"]);
        assert_eq!(wrap("大学大学 x", 4), ["大学", "大学", "x"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn a_strangers_words_stay_in_their_column() {
        let mut sheet = Sheet::new(40);
        sheet
            .row("Holder", ["Ada\n  pass    signature\u{a0}\u{a0}fine\u{1b}[2J\u{202e} and many more words behind it"]);
        let text = sheet.text();
        assert!(text.lines().skip(1).all(|line| line.starts_with(&" ".repeat(LABEL))), "{text}");
        assert!(text.lines().all(|line| columns(line) <= 40) && !text.contains(['\u{1b}', '\u{202e}']), "{text}");
        let mut sheet = Sheet::new(80);
        sheet.row("Holder", ["x".repeat(1000).as_str()]);
        assert!(sheet.text().ends_with("[…] (400 characters more)"));
    }
}
