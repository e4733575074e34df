//! In: one node. Out: a colour, checked. A wrong one is noted with what to write.

use super::fields::Problems;
use super::scalar::text;
use super::value::Colour;
use super::yaml::Node;

/// A colour: `#rgb`, `#rrggbb` or one of the sixteen basic CSS names.
pub(crate) fn colour(node: &Node, problems: &mut Problems) -> Option<Colour> {
    let text = text(node, problems)?;
    match parse_colour(&text) {
        Some(colour) => Some(colour),
        None => {
            let help = "write it as \"#rrggbb\" in quotes, such as \"#7a1f3d\"";
            problems.error("bad-colour", format!("{text:?} is no colour"), node.span, help)
        }
    }
}

pub(super) fn parse_colour(text: &str) -> Option<Colour> {
    const NAMES: [(&str, [u8; 3]); 16] = [
        ("aqua", [0, 255, 255]),
        ("black", [0, 0, 0]),
        ("blue", [0, 0, 255]),
        ("fuchsia", [255, 0, 255]),
        ("gray", [128, 128, 128]),
        ("green", [0, 128, 0]),
        ("lime", [0, 255, 0]),
        ("maroon", [128, 0, 0]),
        ("navy", [0, 0, 128]),
        ("olive", [128, 128, 0]),
        ("purple", [128, 0, 128]),
        ("red", [255, 0, 0]),
        ("silver", [192, 192, 192]),
        ("teal", [0, 128, 128]),
        ("white", [255, 255, 255]),
        ("yellow", [255, 255, 0]),
    ];
    let Some(hex) = text.strip_prefix('#') else {
        return NAMES.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)).map(|(_, rgb)| Colour(*rgb));
    };
    if !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let digits = |n: usize| u8::from_str_radix(&hex[n * hex.len() / 3..(n + 1) * hex.len() / 3], 16).ok();
    match hex.len() {
        3 => Some(Colour([digits(0)? * 17, digits(1)? * 17, digits(2)? * 17])),
        6 => Some(Colour([digits(0)?, digits(1)?, digits(2)?])),
        _ => None,
    }
}
