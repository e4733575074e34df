//! In: the text of a table, and where some of its rows are. Out: the same text without them.

use crate::diag::Span;

/// A text without these rows and the line breaks after them.
pub(super) fn without(text: &str, rows: &[Span]) -> String {
    let (mut kept, mut from) = (String::with_capacity(text.len()), 0);
    for row in rows {
        kept.push_str(&text[from..row.start]);
        let rest = &text[row.end..];
        // Blanks at the end of the row, and one line break.
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let ending = rest[blank..].strip_prefix('\r').map_or(0, |_| 1);
        from = row.end + blank + ending;
        from += usize::from(text[from..].starts_with('\n'));
    }
    kept.push_str(&text[from..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_taken_out_with_their_line_breaks_and_nothing_else() {
        let text = "name,badge\r\nAda,talk\r\nBo,\"talk\r\ntwice\"  \r\nCy,talk";
        let row = |part: &str| {
            let start = text.find(part).expect(part);
            Span { start, end: start + part.len() }
        };
        assert_eq!(without(text, &[row("Ada,talk")]), "name,badge\r\nBo,\"talk\r\ntwice\"  \r\nCy,talk");
        assert_eq!(without(text, &[row("Bo,\"talk\r\ntwice\""), row("Cy,talk")]), "name,badge\r\nAda,talk\r\n");
        assert_eq!(without(text, &[]), text);
    }
}
