//! In: a drawing that was cleaned. Out: the same, written anew from elements and attributes that are allowed by name; nothing when there
//! is any other. The last word, whoever cleaned it: no value leads out of the drawing, and no word of the file is kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use roxmltree::{Document, Node, NodeType};

use super::survey::FILTERS;
use crate::render::svg::text::escape;

const SVG: &str = "http://www.w3.org/2000/svg";
const ELEMENTS: [&str; 11] =
    ["svg", "g", "defs", "path", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "filter"];

/// The shapes inside the root, with ids by number.
pub(super) fn shapes(svg: &str) -> Option<String> {
    let document = Document::parse(svg).ok()?;
    let mut ids = BTreeMap::new();
    // An id that looks like a reference is none.
    let attributes = document.descendants().flat_map(|n| n.attributes()).filter(|a| a.name() != "id");
    for value in attributes.flat_map(|a| a.value().split("url(#").skip(1)) {
        let (id, n) = (value.split(')').next()?, ids.len());
        ids.entry(id).or_insert_with(|| format!("a{n}"));
    }
    let mut out = String::new();
    document.root_element().children().all(|node| write(&node, &ids, &mut out)).then_some(out)
}

fn write(node: &Node<'_, '_>, ids: &BTreeMap<&str, String>, out: &mut String) -> bool {
    match node.node_type() {
        NodeType::Element => {}
        NodeType::Text => return node.text().is_none_or(|text| text.trim().is_empty()),
        _ => return false,
    }
    let name = node.tag_name().name();
    if node.tag_name().namespace() != Some(SVG) || !(ELEMENTS.contains(&name) || FILTERS.contains(&name)) {
        return false;
    }
    let _ = write!(out, "<{name}");
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if name == "id" {
            if let Some(id) = ids.get(value) {
                let _ = write!(out, " id=\"{id}\"");
            }
            continue;
        }
        let plain = attribute.namespace().is_none() && !matches!(name, "href" | "src" | "class");
        let handler = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
        let style = name != "style" || value.starts_with("mix-blend-mode:");
        if !plain || handler || !style {
            return false;
        }
        let Some(value) = inside(value, ids) else { return false };
        let _ = write!(out, " {name}=\"{}\"", escape(&value));
    }
    if !node.has_children() {
        out.push_str("/>");
        return true;
    }
    out.push('>');
    let whole = node.children().all(|child| write(&child, ids, out));
    let _ = write!(out, "</{name}>");
    whole
}

/// A value whose references are to ids by number; `None` when one leads out.
fn inside(value: &str, ids: &BTreeMap<&str, String>) -> Option<String> {
    let mut parts = value.split("url(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (id, rest) = part.strip_prefix('#')?.split_once(')')?;
        let _ = write!(out, "url(#{}){rest}", ids.get(id)?);
    }
    Some(out)
}
