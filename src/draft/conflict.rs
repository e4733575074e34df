//! In: a line, or the bytes of a file. Out: whether version control left a conflict there, and what is said of it.

/// What is said of a line that version control left where two people changed the same lines, and what is to be done.
pub const CONFLICT: (&str, &str) = (
    "version control left a conflict here, of two people who issued at the same time",
    "keep the lines of both sides and take out those that begin with <<<<<<<, |||||||, ======= and >>>>>>>; then `accolade check` says what is left to settle",
);

/// What is to be done with a file that is one thing as a whole, such as a status list: parts of two make none.
pub const CONFLICT_OF_WHOLE: &str = "keep the file as one side has it, whole, without the lines that begin with <<<<<<<, |||||||, ======= and >>>>>>>; then `accolade check` says what is left to settle";

/// Whether version control marks a conflict with a line.
#[must_use]
pub fn is_conflict(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark))
}

/// The number of the first line of a file, from 1, with which version control marks a conflict.
#[must_use]
pub fn conflict_in(bytes: &[u8]) -> Option<usize> {
    let text = String::from_utf8_lossy(bytes);
    text.lines().position(is_conflict).map(|line| line + 1)
}

#[cfg(test)]
mod tests {
    use super::{conflict_in, is_conflict};

    #[test]
    fn a_conflict_is_known_by_how_its_lines_begin() {
        assert!(is_conflict("<<<<<<< HEAD") && is_conflict("=======") && !is_conflict(" ======="));
        assert_eq!(conflict_in(b"{\n  \"a\": 1\n>>>>>>> other\n}\n"), Some(3));
        assert_eq!(conflict_in(b"{\"a\": \"<<<<<<<\"}\n\xff"), None);
    }
}
