//! N-Quads text (W3C RDF 1.1 N-Quads) to quads with numbered blank nodes. For tests alone: the product only writes N-Quads.
#![allow(clippy::unwrap_used, reason = "a test may fail that way")]

use std::collections::BTreeMap;

use accolade_credential::canon::{Node, Quad, Text};

/// A parsed dataset.
pub(crate) struct Dataset {
    pub(crate) quads: Vec<Quad<'static>>,
    /// Labels as the text has them, without `_:`, by number.
    pub(crate) labels: Vec<String>,
}

/// Reads N-Quads.
pub(crate) fn parse(text: &str) -> Dataset {
    let mut reader = Reader { rest: "", numbers: BTreeMap::new(), labels: Vec::new() };
    let mut quads = Vec::new();
    for line in text.lines() {
        reader.rest = line;
        reader.space();
        if reader.rest.is_empty() || reader.rest.starts_with('#') {
            continue;
        }
        let subject = reader.node();
        let Node::Iri(predicate) = reader.node() else { panic!("a predicate is an IRI: {line}") };
        let object = reader.node();
        let graph = (!reader.rest.starts_with('.')).then(|| reader.node());
        assert!(reader.rest.starts_with('.'), "a statement ends in a point: {line}");
        quads.push(Quad { subject, predicate, object, graph });
    }
    Dataset { quads, labels: reader.labels }
}

struct Reader<'t> {
    rest: &'t str,
    numbers: BTreeMap<&'t str, u32>,
    labels: Vec<String>,
}

impl<'t> Reader<'t> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    fn take(&mut self, end: impl Fn(char) -> bool) -> &'t str {
        let at = self.rest.find(end).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(at);
        self.rest = rest;
        taken
    }

    fn node(&mut self) -> Node<'static> {
        let node = if let Some(rest) = self.rest.strip_prefix('<') {
            self.rest = rest;
            Node::Iri(self.iri())
        } else if let Some(rest) = self.rest.strip_prefix("_:") {
            self.rest = rest;
            let label = self.take(|c| c == ' ' || c == '\t');
            let next = u32::try_from(self.labels.len()).unwrap();
            let number = *self.numbers.entry(label).or_insert(next);
            if number == next {
                self.labels.push(label.to_owned());
            }
            Node::Blank(number)
        } else {
            self.literal()
        };
        self.space();
        node
    }

    fn iri(&mut self) -> Text<'static> {
        let iri = unescape(self.take(|c| c == '>'));
        self.rest = &self.rest[1..];
        iri.into()
    }

    fn literal(&mut self) -> Node<'static> {
        self.rest = self.rest.strip_prefix('"').expect("a literal opens with a quotation mark");
        let mut escaped = false;
        let end = self.rest.find(|c| match (c, escaped) {
            (_, true) => {
                escaped = false;
                false
            }
            ('\\', false) => {
                escaped = true;
                false
            }
            (c, false) => c == '"',
        });
        let (value, rest) = self.rest.split_at(end.expect("a literal closes"));
        self.rest = &rest[1..];
        let (mut datatype, mut language) = (None, None);
        if let Some(rest) = self.rest.strip_prefix("^^<") {
            self.rest = rest;
            datatype = Some(self.iri());
        } else if let Some(rest) = self.rest.strip_prefix('@') {
            self.rest = rest;
            language = Some(self.take(|c| c == ' ' || c == '\t').to_owned().into());
        }
        Node::Literal { value: unescape(value).into(), datatype, language }
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let code = |chars: &mut std::str::Chars<'_>, digits| {
            let hex: String = chars.take(digits).collect();
            char::from_u32(u32::from_str_radix(&hex, 16).unwrap()).unwrap()
        };
        out.push(match chars.next().expect("an escape has a letter") {
            't' => '\t',
            'b' => '\u{8}',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            'u' => code(&mut chars, 4),
            'U' => code(&mut chars, 8),
            other => other,
        });
    }
    out
}
