//! In: the text of a table, and where some of its rows are; or a credential. Out: the same text without them; or whose it is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::diag::Span;

/// The name that a credential states of its holder, in JSON or in a token.
pub(super) fn holder(bytes: &[u8]) -> Option<String> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Credential {
        credential_subject: Option<Subjects>,
        vc: Option<Box<Credential>>,
    }
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Subjects {
        One(Subject),
        Many(Vec<Subject>),
    }
    #[derive(serde::Deserialize)]
    struct Subject {
        name: Option<String>,
    }
    let payload = || URL_SAFE_NO_PAD.decode(bytes.trim_ascii().split(|byte| *byte == b'.').nth(1)?).ok();
    let stated: Credential = match bytes.trim_ascii_start().first()? {
        b'{' => serde_json::from_slice(bytes).ok()?,
        _ => serde_json::from_slice(&payload()?).ok()?,
    };
    let stated = stated.vc.map_or(stated.credential_subject, |within| within.credential_subject)?;
    match stated {
        Subjects::One(subject) => subject.name,
        Subjects::Many(subjects) => subjects.into_iter().find_map(|subject| subject.name),
    }
}

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
