//! In: the bytes of a file. Out: the things in it that are judged one by one: the file, or each line of JSON Lines.

use serde::de::IgnoredAny;

/// One line that is not blank, without blanks around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number from 1; `None` for a file that is one thing.
    pub number: Option<usize>,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Whether a file whose name does not say so is JSON Lines, by its first two lines: an object that is whole, and the
/// beginning of another.
#[must_use]
pub fn are_lines(first: &[u8], second: &[u8]) -> bool {
    let trimmed = first.trim_ascii();
    trimmed.starts_with(b"{")
        && trimmed.ends_with(b"}")
        && second.trim_ascii_start().starts_with(b"{")
        && serde_json::from_slice::<IgnoredAny>(first).is_ok()
}

/// The things in a file. One that is called JSON Lines may have none.
#[must_use]
pub fn lines<'a>(name: &str, bytes: &'a [u8]) -> Vec<Line<'a>> {
    let named = [".jsonl", ".ndjson"].iter().any(|end| {
        name.len().checked_sub(end.len()).and_then(|at| name.get(at..)).is_some_and(|e| e.eq_ignore_ascii_case(end))
    });
    let mut parts = bytes.splitn(3, |b| *b == b'\n');
    if !named && !are_lines(parts.next().unwrap_or_default(), parts.next().unwrap_or_default()) {
        return vec![Line { number: None, bytes }];
    }
    let numbered = bytes.split(|b| *b == b'\n').zip(1..);
    let trimmed = numbered.map(|(line, number)| Line { number: Some(number), bytes: line.trim_ascii() });
    trimmed.filter(|line| !line.bytes.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, text: &str) -> Vec<String> {
        let one = |line: &Line<'_>| format!("{:?} {}", line.number, String::from_utf8_lossy(line.bytes));
        lines(name, text.as_bytes()).iter().map(one).collect()
    }

    #[test]
    fn two_objects_on_two_lines_are_json_lines_and_anything_else_is_one_thing() {
        assert_eq!(told("x", "{\"a\":1}\r\n{\"b\":\n"), ["Some(1) {\"a\":1}", "Some(2) {\"b\":"]);
        for whole in ["", "{\"a\":1}", "{\"a\":1}\n\n", "{\n\"a\":1}\n{}\n", "a: 1\nb: 2\n", "{\"a\"}\n{}\n"] {
            assert_eq!(told("x", whole), [format!("None {whole}")]);
        }
    }

    #[test]
    fn blank_lines_are_passed_over_and_counted() {
        assert_eq!(told("x.JSONL", "\n a \n\n\nb"), ["Some(2) a", "Some(5) b"]);
        assert!(told("é.ndjson", "\n").is_empty());
    }
}
