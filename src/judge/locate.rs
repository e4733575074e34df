//! In: JSON text and a path such as `$.issuer.id` or `$["@context"][1]`. Out: where that member stands. For messages only.

use crate::diag::Span;

/// The bytes of the member or item that a path ends in; as far as the path can be followed.
pub(super) fn locate(text: &str, path: &str) -> Option<Span> {
    let mut at = Cursor { text, at: 0 };
    let mut found = None;
    for step in steps(path) {
        at.blank();
        found = Some(at.enter(&step)?);
    }
    found
}

/// The names and numbers of a path.
fn steps(path: &str) -> Vec<String> {
    let path = path.trim_start_matches('$').replace("[\"", ".").replace("\"]", "").replace('[', ".").replace(']', "");
    path.split('.').filter(|step| !step.is_empty()).map(str::to_owned).collect()
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    /// Goes to the value of a member or item, and gives the place of its name, or of itself.
    fn enter(&mut self, step: &str) -> Option<Span> {
        let open = self.next()?;
        let mut index = 0;
        loop {
            self.blank();
            if matches!(self.peek()?, b'}' | b']') {
                return None;
            }
            let start = self.at;
            let name = if open == b'{' { Some(self.string()?) } else { None };
            let end = self.at;
            if name.is_some() {
                self.blank();
                self.next()?;
                self.blank();
            }
            if name.as_deref() == Some(step) {
                return Some(Span { start, end });
            }
            if name.is_none() && step == index.to_string() {
                let mut ahead = Cursor { ..*self };
                ahead.skip()?;
                return Some(Span { start, end: ahead.at });
            }
            self.skip()?;
            self.blank();
            if self.peek()? == b',' {
                self.at += 1;
            }
            index += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// A string as it is written, without its quotes; escapes are left as they are.
    fn string(&mut self) -> Option<String> {
        let start = self.at + 1;
        self.at = start;
        loop {
            match self.next()? {
                b'\\' => self.at += 1,
                b'"' => return self.text.get(start..self.at - 1).map(str::to_owned),
                _ => {}
            }
        }
    }

    /// Goes past one value.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth == 0 => return Some(()),
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' if depth == 0 => return Some(()),
                _ => self.at += 1,
            }
            let ends = |b: u8| b.is_ascii_whitespace() || matches!(b, b',' | b'}' | b']');
            if depth == 0 && self.peek().is_none_or(ends) {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_items_are_found() {
        let text = r#" { "a" : [1, {"b": "x,}]", "c": {"d": null}}, [] ], "@context": ["u", "v"], "e\"f": 2 } "#;
        let at = |path| locate(text, path).map(|span| &text[span.start..span.end]);
        assert_eq!(at("$.a"), Some("\"a\""));
        assert_eq!(at("$.a[1].c.d"), Some("\"d\""));
        assert_eq!(at("$.a[0]"), Some("1"));
        assert_eq!(at("$.a[2]"), Some("[]"));
        assert_eq!(at("$[\"@context\"][1]"), Some("\"v\""));
        assert_eq!(at("$.@context[0]"), Some("\"u\""));
        for path in ["$", "$.x", "$.a[9]", "$.a.b", "$.a[1].b.c"] {
            assert_eq!(at(path), None, "{path}");
        }
        for cut in 0..text.len() {
            let _ = locate(&text[..cut], "$.a[1].c.d");
        }
    }
}
