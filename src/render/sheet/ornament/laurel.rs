//! In: a square place and a colour. Out: a wreath of laurel around it, engraved: leaves with their veins, hatched on the side of the
//! shadow. One leaf and one branch, drawn again and again.

use super::{Area, Item, decoration};
use crate::draft::Colour;
use crate::render::svg::pen::{num, polar};

/// From the middle to the stems, of a hundred.
const RADIUS: f64 = 80.0;

/// The wreath.
#[must_use]
pub fn laurel(area: Area, colour: Colour) -> Item {
    let mut leaves = String::new();
    let count = 10;
    for i in 0..count {
        let turn = 0.462 - 0.386 * f64::from(i) / f64::from(count - 1);
        let size = 1.0 - 0.32 * f64::from(i) / f64::from(count - 1);
        for lean in [-34.0, 30.0] {
            leaf(&mut leaves, turn + if lean > 0.0 { 0.014 } else { 0.0 }, lean, size);
        }
        let (x, y) = polar(turn - 0.02, RADIUS - 5.5 * size);
        leaves.push_str(&format!("<circle cx=\"{}\" cy=\"{}\" r=\"1.3\" fill=\"currentColor\"/>", num(x), num(y)));
    }
    leaf(&mut leaves, 0.062, 0.0, 0.7);
    // The stems cross below, and hold the ends of each other.
    let stem: Vec<String> = [(0.528, RADIUS + 7.0), (0.51, RADIUS), (0.485, RADIUS), (0.07, RADIUS)]
        .map(|(turn, radius)| polar(turn, radius))
        .iter()
        .map(|(x, y)| format!("{} {}", num(*x), num(*y)))
        .collect();
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-100 -100 200 200\" fill=\"none\" stroke=\"currentColor\" stroke-width=\".55\" stroke-linecap=\"round\">\
         <defs><g id=\"leaf\"><path fill=\"currentColor\" fill-opacity=\".16\" d=\"M0 0C7-5 6.4-18 0-25C-6.4-18-7-5 0 0z\"/>\
         <path d=\"M0 0V-23M.2-4l3.6-3.2M.2-6.6l4.4-3.8M.2-9.4l4.7-4M.2-12.2l4.3-3.7M.2-15l3.5-3M.2-17.8l2.2-2M-.2-7l-3-2.6M-.2-12.4l-3.4-3\" stroke-width=\".4\"/></g>\
         <g id=\"branch\"><path stroke-width=\"1.1\" d=\"M{}Q{} {}A{RADIUS} {RADIUS} 0 0 0 {}\"/>{leaves}</g></defs>\
         <use href=\"#branch\"/><use href=\"#branch\" transform=\"scale(-1 1)\"/></svg>",
        stem[0], stem[1], stem[2], stem[3]
    );
    decoration(svg, area, colour)
}

/// A leaf on the right stem, that grows upwards and leans out or in.
fn leaf(out: &mut String, turn: f64, lean: f64, size: f64) {
    let (x, y) = polar(turn, RADIUS);
    let angle = turn * 360.0 - 90.0 + lean;
    out.push_str(&format!(
        "<use href=\"#leaf\" transform=\"translate({} {}) rotate({}) scale({size:.2})\"/>",
        num(x),
        num(y),
        num(angle)
    ));
}
