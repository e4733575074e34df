//! In: a place, colours and, where it is the signature's own, the seal. Out: engraved ornament for it.

mod fan;
mod laurel;
mod ribbon;

use accolade_credential::Seal;

use super::{Area, Drawing, Item};
use crate::draft::Colour;
use crate::render::svg;

pub use fan::fans;
pub use laurel::laurel;
pub use ribbon::{ribbon, tails};

/// A rule that swells towards its middle, with a lozenge on it, centred in the place.
#[must_use]
pub fn swelled_rule(area: Area, colour: Colour) -> Item {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-400 -22 800 44\" fill=\"currentColor\">\
        <path d=\"M-400 0Q-200-1-44-5V5Q-200 1-400 0zM400 0Q200-1 44-5V5Q200 1 400 0z\"/>\
        <path d=\"M-30 0 0-22 30 0 0 22z\"/></svg>";
    let width = 40.0;
    let area = Area { x: area.x + (area.width - width) / 2.0, width, ..area };
    decoration(svg.to_owned(), area, colour)
}

/// The lines of the seal, large and cut off at the edges of a field.
#[must_use]
pub fn watermark(seal: &Seal, field: Area, ((x, y), radius): ((f64, f64), f64), colour: Colour) -> Item {
    let rosette = svg::rosette(seal, "");
    let body = rosette.split_once("</title>").map_or("", |(_, body)| body);
    let body = body.strip_suffix("</svg>").unwrap_or(body);
    let Area { width, height, .. } = field;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"><clipPath id=\"field\"><path d=\"M0 0h{width}v{height}H0z\"/></clipPath>\
         <g clip-path=\"url(#field)\"><g transform=\"translate({x:.2} {y:.2}) scale({:.4})\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"4\">{body}</g></g></svg>",
        radius / 1000.0
    );
    decoration(svg, field, colour)
}

fn decoration(svg: String, area: Area, colour: Colour) -> Item {
    Item::Drawing(Drawing { svg, area, colour, alt: None, link: None })
}
