//! In: `design:` of a badge, or of the notes of a credential. Out: a `DesignDraft`: what the project says about an artwork.

use super::colour::colour;
use super::fields::{Fields, Problems, placed};
use super::scalar::{name, one_of, whole};
use super::value::{Colour, Legend, Placed, Shape};
use super::yaml::{Node, Value};

/// What the project says about an artwork; the rest is derived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DesignDraft {
    /// `shape`
    pub shape: Option<Shape>,
    /// `colour`, or the field of `palette`
    pub colour: Option<Colour>,
    /// `icon`
    pub icon: Option<Placed<String>>,
    /// `text`
    pub text: Option<String>,
    /// `text_on`: banner, top or bottom
    pub legend: Option<Legend>,
    /// `level`: foundation, intermediate or advanced; or 1 to 3
    pub level: Option<u8>,
    /// `stars`, 1 to 5
    pub stars: Option<u8>,
    /// `series`: what a family of badges is called
    pub series: Option<String>,
}

/// Shapes by name.
pub const SHAPES: [(&str, Shape); 10] = [
    ("circle", Shape::Circle),
    ("hexagon", Shape::Hexagon),
    ("shield", Shape::Shield),
    ("octagon", Shape::Octagon),
    ("rosette", Shape::Rosette),
    ("plaque", Shape::Plaque),
    ("ribbon", Shape::Ribbon),
    ("ticket", Shape::Ticket),
    ("medal", Shape::Medal),
    ("gem", Shape::Gem),
];

/// Palettes by name: field colours deep enough for white lines, far enough apart to tell departments by.
/// Their order decides which one a badge without a colour gets.
pub const PALETTES: [(&str, Colour); 12] = [
    ("midnight", Colour([0x1f, 0x3a, 0x5f])),
    ("wine", Colour([0x7a, 0x1f, 0x3d])),
    ("pine", Colour([0x1e, 0x5b, 0x4f])),
    ("plum", Colour([0x5a, 0x3d, 0x7a])),
    ("amber", Colour([0x8a, 0x4b, 0x14])),
    ("moss", Colour([0x2f, 0x4f, 0x2f])),
    ("brick", Colour([0x6b, 0x2d, 0x2d])),
    ("tide", Colour([0x15, 0x5a, 0x74])),
    ("olive", Colour([0x4a, 0x4a, 0x1c])),
    ("indigo", Colour([0x3d, 0x32, 0x6b])),
    ("mulberry", Colour([0x70, 0x2c, 0x57])),
    ("slate", Colour([0x34, 0x43, 0x4f])),
];

pub(super) fn design(node: &Node, problems: &mut Problems) -> Option<DesignDraft> {
    let mut f = Fields::of(node, "a design", problems)?;
    let palette = f.optional("palette", one_of(&PALETTES));
    if palette.is_some() && f.has("colour") {
        let help = "keep the one that you mean";
        let _: Option<()> =
            f.problems.error("wrong-value", "a design has a palette or a colour, not both", node.span, help);
    }
    let draft = DesignDraft {
        shape: f.optional("shape", one_of(&SHAPES)),
        colour: f.optional("colour", colour).or(palette),
        icon: f.optional("icon", placed(name)),
        text: f.optional("text", banner),
        legend: f.optional("text_on", one_of(LEGENDS)),
        level: f.optional("level", level),
        stars: f.optional("stars", whole(1, 5)).and_then(|n| u8::try_from(n).ok()),
        series: f.optional("series", name),
    };
    f.finish();
    Some(draft)
}

const LEGENDS: &[(&str, Legend)] = &[("banner", Legend::Banner), ("top", Legend::Top), ("bottom", Legend::Bottom)];
const LEVELS: &[(&str, u8)] = &[("foundation", 1), ("intermediate", 2), ("advanced", 3)];

fn level(node: &Node, problems: &mut Problems) -> Option<u8> {
    match node.value {
        Value::Number(_) => whole(1, 3)(node, problems).and_then(|n| u8::try_from(n).ok()),
        _ => one_of(LEVELS)(node, problems),
    }
}

fn banner(node: &Node, problems: &mut Problems) -> Option<String> {
    let text = name(node, problems)?;
    if text.chars().count() <= 40 {
        return Some(text);
    }
    problems.error("wrong-value", "the text on an artwork has at most 40 characters", node.span, "shorten it")
}
