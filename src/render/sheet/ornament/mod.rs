//! In: a place and a colour. Out: engraved ornament for it.

use super::{Area, Drawing, Item};
use crate::draft::Colour;

/// A rule that swells towards its middle, with a lozenge on it, centred in the place.
#[must_use]
pub fn swelled_rule(area: Area, colour: Colour) -> Item {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-400 -22 800 44\" fill=\"currentColor\">\
        <path d=\"M-400 0Q-200-1-44-5V5Q-200 1-400 0zM400 0Q200-1 44-5V5Q200 1 400 0z\"/>\
        <path d=\"M-30 0 0-22 30 0 0 22z\"/></svg>";
    let width = 40.0;
    let area = Area { x: area.x + (area.width - width) / 2.0, width, ..area };
    Item::Drawing(Drawing { svg: svg.to_owned(), area, colour, alt: None, link: None })
}
