//! Three bytes a quad: our RDFC-1.0 and that of oxrdf make the same of small graphs.
#![no_main]

use accolade_credential::canon::{Hash, Node, Quad, canonicalize_quads};
use libfuzzer_sys::fuzz_target;
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{BlankNode, Dataset, GraphName, Literal, NamedNode, NamedOrBlankNode, Term};

fuzz_target!(|bytes: &[u8]| {
    let quads: Vec<Quad<'static>> = bytes.chunks_exact(3).take(9).map(quad).collect();
    // The same statement in two graphs relates a blank node twice in the same way: there too oxrdf 0.3.5 differs from rdf-canonize 5 and
    // from us, who agree.
    let twice = |a: &Quad<'_>, b: &Quad<'_>| {
        a.graph != b.graph && (&a.subject, &a.predicate, &a.object) == (&b.subject, &b.predicate, &b.object)
    };
    if quads.iter().enumerate().any(|(n, a)| quads[n + 1..].iter().any(|b| twice(a, b))) {
        return;
    }
    let Ok(found) = canonicalize_quads(&quads, Hash::Sha256) else { return };
    assert_eq!(found.nquads, by_oxrdf(&quads), "{quads:?}");
});

fn quad(bytes: &[u8]) -> Quad<'static> {
    let node =
        |n: u8| if n < 6 { Node::Blank(u32::from(n)) } else { Node::Iri(format!("https://e.example/{n}").into()) };
    let (a, b, c) = (bytes[0], bytes[1], bytes[2]);
    let literal = |n: u8| {
        let value = ["", "a", "\"", "\\", "\n", "\u{7f}", "\u{1}", "\u{fffd}"][usize::from(n % 8)];
        Node::Literal { value: value.into(), datatype: None, language: (n & 8 > 0).then(|| "en".into()) }
    };
    let object = if b & 0x80 > 0 { literal(b) } else { node(b % 8) };
    // No blank graph names: there oxrdf 0.3.5 differs from rdf-canonize and from us, who agree.
    let graph = (c & 0x80 > 0).then(|| node(6 + c % 2));
    Quad { subject: node(a % 8), predicate: format!("https://e.example/p{}", (c >> 4) & 3).into(), object, graph }
}

fn by_oxrdf(quads: &[Quad<'_>]) -> String {
    let named = |iri: &str| NamedNode::new(iri).expect("an IRI");
    let subject = |node: &Node<'_>| -> NamedOrBlankNode {
        match node {
            Node::Iri(iri) => named(iri).into(),
            Node::Blank(n) => BlankNode::new(format!("x{n}")).expect("a name").into(),
            Node::Literal { .. } => unreachable!("a literal is never a subject"),
        }
    };
    let mut dataset = Dataset::new();
    for quad in quads {
        let object: Term = match &quad.object {
            Node::Literal { value, language: Some(tag), .. } => {
                Literal::new_language_tagged_literal(&**value, &**tag).expect("a tag").into()
            }
            Node::Literal { value, .. } => Literal::new_simple_literal(&**value).into(),
            other => subject(other).into(),
        };
        let graph = quad.graph.as_ref().map_or(GraphName::DefaultGraph, |g| subject(g).into());
        dataset.insert(&oxrdf::Quad::new(subject(&quad.subject), named(&quad.predicate), object, graph));
    }
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = dataset.iter().map(|q| format!("{q} .\n")).collect();
    lines.sort();
    lines.concat()
}
