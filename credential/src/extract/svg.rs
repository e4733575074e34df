//! In: an SVG picture. Out: its tree within limits, and the badge in its Open Badges element. Nothing is drawn or run.
//!
//! Open Badges baking: `<openbadges:credential>` (3.0, section 5.3.2) or `<openbadges:assertion>` (1.x, 2.0), with JSON
//! as text or CDATA, or a JWS or address in `verify`.

use roxmltree::{Document, Node, ParsingOptions};

use super::{ExtractError, MAX_PAYLOAD_BYTES, Payload, agree, classify};

/// The namespaces seen in the wild, without scheme and final slash.
const NAMESPACES: [&str; 4] =
    ["purl.imsglobal.org/ob/v3p0", "purl.imsglobal.org/spec/ob/v3p0", "openbadges.org", "w3id.org/openbadges"];
/// The longest SVG that is read, in bytes.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The most elements, texts and comments.
const MAX_NODES: u32 = 500_000;
/// The most attributes of one element (the library compares each with each), and of namespaces in all.
const MAX_ATTRIBUTES: usize = 10_000;
const MAX_NAMESPACES: usize = 1_000;
/// The most entities, and the most text that they may expand to.
const MAX_ENTITIES: usize = 256;
const MAX_EXPANSION: usize = 8 * 1024 * 1024;
/// The most badge elements that are looked at.
const MAX_BAKED: usize = 8;

/// Finds the badge.
pub(super) fn find(bytes: &[u8]) -> Result<Payload<'static>, ExtractError> {
    let tree = parse(utf8(bytes)?)?;
    let mut found = None;
    for (at, element) in baked(&tree).enumerate() {
        if at == MAX_BAKED {
            let message = format!("it carries more than {MAX_BAKED} badges; a picture carries one");
            return Err(ExtractError::new("several-badges", message));
        }
        agree(&mut found, payload(element)?)?;
    }
    found.ok_or_else(|| ExtractError::new("no-badge", "this SVG picture has no badge baked into it"))
}

/// The text of an SVG file without its byte order mark.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, ExtractError> {
    let text = std::str::from_utf8(bytes).map_err(|_| damaged("it is not in UTF-8"))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let declared = text.strip_prefix("<?xml").and_then(|t| t.split_once("?>")).map_or("", |(head, _)| head);
    let declared = declared.to_ascii_lowercase();
    if declared.contains("encoding") && !declared.contains("utf-8") && !text.is_ascii() {
        return Err(damaged("it says that it is in another encoding than UTF-8"));
    }
    Ok(text)
}

/// The tree of an SVG, within limits.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, ExtractError> {
    guard(text)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, entity_resolver: None };
    let tree = Document::parse_with_options(text, options).map_err(|e| damaged(&e.to_string()))?;
    match tree.root_element().tag_name().name() {
        "svg" => Ok(tree),
        _ => Err(ExtractError::new("wrong-kind", "this is XML of another kind than SVG")),
    }
}

/// The badge elements, wherever they stand.
pub(crate) fn baked<'a, 'i>(tree: &'a Document<'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    tree.descendants().filter(|node| {
        let tag = node.tag_name();
        node.is_element()
            && matches!(tag.name(), "credential" | "assertion")
            && tag.namespace().is_some_and(is_openbadges)
    })
}

fn is_openbadges(namespace: &str) -> bool {
    let bare = namespace.strip_prefix("https://").or_else(|| namespace.strip_prefix("http://"));
    bare.is_some_and(|n| NAMESPACES.contains(&n.trim_end_matches(['/', '#'])))
}

/// A JWS in `verify` is what is signed; JSON as text comes next; an address alone is a hosted badge.
fn payload(element: Node<'_, '_>) -> Result<Payload<'static>, ExtractError> {
    if element.children().any(|n| n.is_element()) {
        return Err(ExtractError::new("svg-badge", "the badge element of the SVG picture holds elements, not JSON"));
    }
    let text: String = element.children().filter(Node::is_text).filter_map(|n| n.text()).collect();
    let verify = element.attribute("verify").unwrap_or_default();
    if text.len() > MAX_PAYLOAD_BYTES || verify.len() > MAX_PAYLOAD_BYTES {
        let message = format!("the badge baked into it is longer than {MAX_PAYLOAD_BYTES} bytes");
        return Err(ExtractError::new("badge-too-large", message));
    }
    let blank = text.trim().is_empty();
    match classify(verify.as_bytes().to_vec().into()) {
        Ok(payload @ Payload::Jws(_)) => Ok(payload),
        attribute if blank => attribute,
        _ => classify(text.into_bytes().into()),
    }
}

fn damaged(what: &str) -> ExtractError {
    ExtractError::new("svg-damaged", format!("the SVG picture cannot be read: {what}"))
}

/// Refuses what would cost more than its size: the library is linear but for attributes, namespaces and entities.
fn guard(text: &str) -> Result<(), ExtractError> {
    let too_much = |what: &str| ExtractError::new("svg-too-complex", format!("the SVG picture has too {what}"));
    if text.len() > MAX_BYTES {
        return Err(too_much("many bytes"));
    }
    if text.matches("xmlns").count() > MAX_NAMESPACES {
        return Err(too_much("many namespaces"));
    }
    // No attribute value holds a "<", so that every tag lies between two of them.
    let is_tag = |part: &str| !part.starts_with(['!', '?', '/']);
    if text.split('<').filter(|p| is_tag(p)).any(|p| p.bytes().filter(|b| *b == b'=').count() > MAX_ATTRIBUTES) {
        return Err(too_much("many attributes in one element"));
    }
    let Some(entities) = declarations(text) else { return Ok(()) };
    let Ok(entities) = entities else { return Err(too_much("many entities")) };
    if entities.split('<').skip(1).any(|part| !part.starts_with(['!', '?'])) {
        return Err(too_much("clever entities: one of them holds elements"));
    }
    // Within one reference at most 255 others are followed, at any depth.
    let each = if entities.contains('&') { entities.len().saturating_mul(256) } else { entities.len() };
    if references(text).saturating_mul(each) > MAX_EXPANSION {
        return Err(too_much("many entities"));
    }
    Ok(())
}

/// What the declarations of entities span at most, when there are any. Each byte is looked at a few times, however many there are.
fn declarations(text: &str) -> Option<Result<&str, ()>> {
    let first = text.find("<!ENTITY")?;
    let starts: Vec<usize> = text.match_indices("<!ENTITY").map(|(at, _)| at).take(MAX_ENTITIES + 1).collect();
    if starts.len() > MAX_ENTITIES {
        return Some(Err(()));
    }
    let (mut quote, mut end) = (None, first);
    for at in starts {
        if quote.is_some_and(|last| at <= last) {
            // The next quote is the one that was found before, and so is its end.
            continue;
        }
        // A value ends with the quote it began with. What only looks like a declaration makes this span longer.
        quote = text[at..].find(['"', '\'']).map(|q| at + q);
        let close = quote.and_then(|q| text[q + 1..].find(char::from(text.as_bytes()[q])).map(|c| q + 1 + c));
        let Some(close) = close else { return Some(Ok(&text[first..])) };
        end = end.max(close);
    }
    Some(Ok(&text[first..end]))
}

/// References to entities that a document defines itself.
fn references(text: &str) -> usize {
    const BUILT_IN: [&str; 6] = ["#", "amp;", "lt;", "gt;", "quot;", "apos;"];
    text.split('&').skip(1).filter(|part| !BUILT_IN.iter().any(|name| part.starts_with(name))).count()
}

#[cfg(test)]
mod tests {
    use super::declarations;

    #[test]
    fn the_span_of_declarations_ends_with_their_last_quote_or_with_the_text() {
        let one = "<x><!ENTITY a '>\"'> <!ENTITY b \"'\"> &a;";
        assert_eq!(declarations(one), Some(Ok(&one[3..one.len() - 6])));
        assert_eq!(declarations("<!ENTITY <!ENTITY a ''> rest"), Some(Ok("<!ENTITY <!ENTITY a '")));
        for open in ["<!ENTITY a ' <!ENTITY b \"\"> rest", "<!ENTITY a rest", "<!ENTITY a ''><!ENTITY b \"> rest"] {
            assert_eq!(declarations(open), Some(Ok(open)));
        }
        assert_eq!(declarations(&"<!ENTITY ".repeat(257)), Some(Err(())), "also when none of them ends");
        assert_eq!(declarations("<svg/>"), None);
    }
}
