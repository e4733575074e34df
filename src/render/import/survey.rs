//! In: the tree of a foreign SVG, before anything draws it. Out: whether it is worth drawing: bounded in depth, in elements as they are
//! drawn (followed through `use`, patterns, masks and clips), in letters and styles, and without pictures from elsewhere.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, ParsingOptions};

use super::{raster, unfit};
use crate::load::css;
use crate::model::Unfit;
use crate::render::fonts::Fonts;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
/// Most elements of a file.
const ELEMENTS: u32 = 20_000;
/// Most elements as they are drawn: one that is used twice counts twice.
const DRAWN: u32 = 60_000;
/// Deepest nesting, through references too.
const DEPTH: u32 = 96;
/// Most bytes of text, and of style sheets.
const TEXT: usize = 4_000;
const STYLES: usize = 64_000;
/// What is drawn only where something refers to it.
const ASIDE: [&str; 8] =
    ["defs", "symbol", "pattern", "mask", "clipPath", "filter", "linearGradient", "radialGradient"];
/// What a filter may do: what takes a time that follows from the size of the picture alone.
pub(super) const FILTERS: [&str; 14] = [
    "feFlood",
    "feGaussianBlur",
    "feOffset",
    "feDropShadow",
    "feBlend",
    "feMerge",
    "feMergeNode",
    "feColorMatrix",
    "feComposite",
    "feComponentTransfer",
    "feFuncR",
    "feFuncG",
    "feFuncB",
    "feFuncA",
];

/// What is in a drawing.
pub(super) struct Survey {
    /// Whether it has text.
    pub(super) text: bool,
    /// Whether it holds pictures of pixels.
    pub(super) pixels: bool,
}

/// Reads the file as XML, within limits.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Unfit> {
    entities(text)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 4 * ELEMENTS, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
        .map_err(|error| unfit(&format!("cannot be read as SVG: {error}"), "export it again"))
}

/// Looks through a drawing.
pub(super) fn survey(document: &Document<'_>, fonts: &Fonts) -> Result<Survey, Unfit> {
    let elements = || document.descendants().filter(Node::is_element);
    if elements().count() > ELEMENTS as usize {
        return Err(costly());
    }
    if document.root_element().tag_name().namespace() != Some(SVG) {
        return Err(unfit("has no <svg> of the SVG namespace at its root", "export it again as SVG"));
    }
    let styles: String = elements().filter(|n| n.tag_name().name() == "style").flat_map(texts).collect();
    if styles.len() > STYLES {
        return Err(unfit("has more styles than are read", "export it with presentation attributes instead of CSS"));
    }
    if let Some(address) = fetched(&styles) {
        return Err(elsewhere(address));
    }
    for element in elements().filter(|n| n.tag_name().namespace() == Some(SVG)) {
        refused(&element)?;
    }
    let letters: String =
        elements().filter(|n| n.tag_name().name() == "text").flat_map(|n| n.descendants()).flat_map(texts).collect();
    let lacks: String = fonts.uncovered(&letters).into_iter().filter(|c| !c.is_whitespace()).take(24).collect();
    if letters.len() > TEXT {
        return Err(costly());
    }
    if !lacks.is_empty() {
        return Err(unfit(
            &format!("has text with characters that no font here has: {lacks}"),
            "turn its text into paths, or name a font under `fonts` in accolade.yaml",
        ));
    }
    let ids = elements().filter_map(|n| Some((n.attribute("id")?, n))).collect();
    let styled: Vec<&str> = references(&styles).collect();
    let mut walk = Walk { ids, styled, left: DRAWN };
    walk.visit(document.root_element(), 0)?;
    Ok(Survey { text: !letters.is_empty(), pixels: elements().any(|n| n.has_tag_name((SVG, "image"))) })
}

fn texts<'a>(node: Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    node.children().filter(Node::is_text).filter_map(|text| text.text())
}

/// Entities may stand for a short text, as some editors write namespaces; never for one another, and never for much.
fn entities(text: &str) -> Result<(), Unfit> {
    let mut longest = 0;
    for declared in text.split("<!ENTITY").skip(1) {
        let quote = declared.find(['"', '\'']).unwrap_or(declared.len());
        let mark = declared[quote..].chars().next().unwrap_or('"');
        let value = declared[quote..].split(mark).nth(1).unwrap_or(declared);
        if value.contains(['&', '%', '<']) {
            return Err(unfit("defines entities by entities", "export it again without a DOCTYPE"));
        }
        longest = longest.max(value.len());
    }
    if longest * text.matches('&').count() > super::MOST_BYTES {
        return Err(costly());
    }
    Ok(())
}

fn refused(element: &Node<'_, '_>) -> Result<(), Unfit> {
    let name = element.tag_name().name();
    if name == "marker" {
        return Err(unfit("has markers on its lines", "turn lines with arrows or dots into paths"));
    }
    if name.starts_with("fe") && !FILTERS.contains(&name) {
        return Err(unfit(&format!("has a filter that is not drawn here: {name}"), "export it as PNG"));
    }
    let Some(href) = href(element).filter(|_| matches!(name, "image" | "use" | "feImage" | "tref" | "textPath")) else {
        return Ok(());
    };
    if name != "image" {
        return if href.starts_with('#') { Ok(()) } else { Err(elsewhere(href)) };
    }
    match raster::in_address(href) {
        Some(bytes) if raster::size(&bytes).is_some() => Ok(()),
        Some(_) => Err(unfit("holds a picture that is too large or no PNG or JPEG", "export it as PNG")),
        None => Err(elsewhere(href)),
    }
}

fn elsewhere(href: &str) -> Unfit {
    let shown: String = href.chars().take(60).collect();
    unfit(&format!("refers to another file: {shown:?}"), "put what it refers to into the file itself, or remove it")
}

fn costly() -> Unfit {
    unfit("is too complex to be drawn on every page", "simplify it, or export it as PNG")
}

fn href<'a>(element: &Node<'a, '_>) -> Option<&'a str> {
    element.attribute("href").or_else(|| element.attribute((XLINK, "href"))).map(str::trim)
}

/// The ids in `url(#…)`.
fn references(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let id = rest.trim_start_matches([' ', '"', '\'']).strip_prefix('#')?;
        id.split(['"', '\'', ')']).next().map(str::trim)
    })
}

/// What a style sheet would fetch: an address that is neither within the drawing nor carried by it.
fn fetched(styles: &str) -> Option<&str> {
    let carried =
        |address: &str| address.starts_with('#') || address.get(..5).is_some_and(|s| s.eq_ignore_ascii_case("data:"));
    css::addresses(styles).into_iter().map(|(address, _)| address).find(|address| !carried(address))
}

/// Follows a drawing as it is drawn.
struct Walk<'a, 'i> {
    ids: BTreeMap<&'a str, Node<'a, 'i>>,
    /// What style sheets refer to: reckoned for each element with a class.
    styled: Vec<&'a str>,
    left: u32,
}

impl<'a, 'i> Walk<'a, 'i> {
    fn visit(&mut self, element: Node<'a, 'i>, depth: u32) -> Result<(), Unfit> {
        if depth > DEPTH {
            return Err(unfit("is nested too deep, or refers to itself", "simplify it, or export it as PNG"));
        }
        self.left = self.left.checked_sub(1).ok_or_else(costly)?;
        let mut targets: Vec<&str> = element.attributes().flat_map(|a| references(a.value())).collect();
        if element.has_attribute("class") {
            targets.extend(&self.styled);
        }
        // A link is no more than a group.
        if element.tag_name().name() != "a" {
            targets.extend(href(&element).and_then(|href| href.strip_prefix('#')));
        }
        for id in targets {
            if let Some(target) = self.ids.get(id).copied() {
                self.visit(target, depth + 1)?;
            }
        }
        for child in element.children().filter(Node::is_element) {
            if !ASIDE.contains(&child.tag_name().name()) {
                self.visit(child, depth + 1)?;
            }
        }
        Ok(())
    }
}
