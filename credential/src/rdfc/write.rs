//! In: quads and names for their blank nodes. Out: canonical N-Quads (RDFC-1.0 section 5).

use super::term::{Node, Quad};
use crate::plain;

const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

/// Every quad as a line with canonical labels, sorted, each line once.
pub(super) fn sorted(quads: &[Quad<'_>], labels: &[Option<u32>]) -> String {
    let mut text = String::with_capacity(quads.len() * 160);
    let mut lines = Vec::with_capacity(quads.len());
    for quad in quads {
        let start = text.len();
        line(&mut text, quad, &mut |text, blank| {
            let label = labels.get(blank as usize).copied().flatten();
            text.push_str("_:c14n");
            number(text, label.expect("every blank node of a quad was labelled"));
        });
        lines.push((start, text.len()));
    }
    lines.sort_unstable_by(|a, b| text.as_bytes()[a.0..a.1].cmp(&text.as_bytes()[b.0..b.1]));
    let mut out = String::with_capacity(text.len());
    let mut previous = "";
    for (start, end) in lines {
        let line = &text[start..end];
        if line != previous {
            out.push_str(line);
        }
        previous = line;
    }
    out
}

/// One quad as a line with its line feed; `blank` writes the name of a blank node.
pub(super) fn line(text: &mut String, quad: &Quad<'_>, blank: &mut impl FnMut(&mut String, u32)) {
    node(text, &quad.subject, blank);
    text.push_str(" <");
    text.push_str(&quad.predicate);
    text.push_str("> ");
    node(text, &quad.object, blank);
    if let Some(graph) = &quad.graph {
        text.push(' ');
        node(text, graph, blank);
    }
    text.push_str(" .\n");
}

fn node(text: &mut String, node: &Node<'_>, blank: &mut impl FnMut(&mut String, u32)) {
    match node {
        Node::Iri(iri) => {
            text.push('<');
            text.push_str(iri);
            text.push('>');
        }
        Node::Blank(n) => blank(text, *n),
        Node::Literal { value, datatype, language } => {
            text.push('"');
            escaped(text, value);
            text.push('"');
            if let Some(language) = language {
                text.push('@');
                text.push_str(language);
            } else if let Some(datatype) = datatype.as_deref().filter(|d| *d != STRING) {
                text.push_str("^^<");
                text.push_str(datatype);
                text.push('>');
            }
        }
    }
}

/// The characters that a canonical literal escapes; all others stand as they are.
fn escaped(text: &mut String, value: &str) {
    let mut rest = value;
    loop {
        let (as_it_stands, after) = rest.split_at(plain::length(rest.as_bytes(), is_escaped));
        text.push_str(as_it_stands);
        let Some(byte) = after.bytes().next() else { break };
        rest = &after[1..];
        match byte {
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\t' => text.push_str("\\t"),
            0x08 => text.push_str("\\b"),
            0x0c => text.push_str("\\f"),
            b'"' => text.push_str("\\\""),
            b'\\' => text.push_str("\\\\"),
            control => {
                text.push_str("\\u00");
                for digit in [control >> 4, control & 15] {
                    text.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
                }
            }
        }
    }
}

const fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\' || byte == 0x7f
}

/// Decimal digits of a number.
pub(super) fn number(text: &mut String, mut n: u32) {
    let mut digits = [0u8; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(n % 10).expect("a remainder of ten is one digit");
        n /= 10;
        if n == 0 {
            break;
        }
    }
    text.extend(digits[at..].iter().map(|d| char::from(*d)));
}
