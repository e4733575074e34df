//! In: what a certificate says. Out: its sheet in a festive manner: a gilt frame with engraved fans at its corners, the artwork in a
//! wreath of laurel, what was earned on a ribbon, and tails to the seal.

use super::flow::Block;
use super::layer::{Layer, Signing};
use super::matter::Given;
use super::{Align, Area, Sheet, ornament};
use crate::render::fonts::Face;

const KIND: &[f64] = &[4.4, 4.0, 3.6];
const NAME: &[f64] = &[21.0, 18.5, 16.0, 14.0, 12.0, 10.5, 9.2, 8.0, 7.0, 6.2, 5.4];
const VERB: &[f64] = &[4.4, 4.0];
const TITLE: &[f64] = &[7.4, 6.8, 6.2, 5.6, 5.1, 4.7];
const FROM: &[f64] = &[4.6, 4.3, 3.9];
const COVERED: &[f64] = &[4.2, 3.9, 3.6, 3.4];
const FACTS: &[f64] = &[3.3, 3.1];
/// From the edge of the paper to the frame.
const INSET: f64 = 11.0;
/// Radius of the fans.
const FAN: f64 = 33.0;

/// The sheet.
#[must_use]
pub(super) fn festive(given: Given<'_>) -> Sheet {
    let (inks, matter, (width, height)) = (given.inks, given.matter, given.paper);
    let wide = width > height;
    let mut on = Layer::new(given);
    on.rule(INSET, INSET, (width - 2.0 * INSET, height - 2.0 * INSET), inks.cream);
    on.add(ornament::fans(given.seal, (width, height), (INSET, FAN), inks.gilt));
    let side = if wide { 42.0 } else { 34.0 };
    let measure = width - 2.0 * side;
    // The wreath is half as wide again as the artwork.
    let (art, above) = if wide { (31.0, 25.5) } else { (height * 0.15, height * 0.125) };
    let wreath = art * 1.78;
    let middle = above + art / 2.0;
    on.add(ornament::laurel(Area::square((width - wreath) / 2.0, middle - wreath / 2.0, wreath), inks.gilt));
    on.art(Area::square((width - art) / 2.0, above, art));

    // Tall: down to those who sign, and to the seal when nobody does.
    let below = match (wide, matter.signatories.is_empty()) {
        (true, _) => 69.0,
        (_, true) => 91.0,
        (_, false) => 108.0 + if on.has_signatures() { 13.0 } else { 0.0 },
    };
    let (top, floor) = (middle + wreath * 0.47, height - below);
    let ribbon = |area: Area| Some(ornament::ribbon(area, (inks.field, inks.on_field)));
    let name = matter.name.as_deref().unwrap_or(&matter.title);
    let mut blocks = vec![
        Block::new(&matter.kind, Face::SerifItalic, inks.accent, KIND),
        Block::new(name, Face::SerifItalic, inks.ink, NAME).heading().lines(8).before(1.0),
    ];
    if matter.name.is_some() {
        blocks.push(Block::new(&matter.verb, Face::SerifItalic, inks.quiet, VERB).before(1.0));
        let block = Block::new(&matter.title, Face::SerifSemibold, inks.on_field, TITLE).lines(3).leading(1.2);
        blocks.push(block.share(0.8).behind(&ribbon).before(3.6));
    }
    blocks.push(Block::new(&matter.from, Face::Serif, inks.ink, FROM).lines(2).before(6.8));
    if let Some(standing) = &matter.standing {
        blocks.push(Block::new(standing, Face::SerifBold, inks.ink, FROM).lines(2).before(1.4));
    }
    if let Some(covered) = &matter.covered {
        let block = Block::new(covered, Face::Serif, inks.ink, COVERED).lines(if wide { 2 } else { 4 });
        blocks.push(block.leading(1.36).share(0.9).before(2.6).rank(4));
    }
    for outcome in matter.outcomes.iter().take(if wide { 0 } else { 3 }) {
        let block = Block::new(outcome, Face::SerifItalic, inks.ink, &COVERED[1..]).lines(2).leading(1.3).share(0.9);
        blocks.push(block.before(1.4).rank(6).whole());
    }
    if let Some(facts) = &matter.facts {
        blocks.push(Block::new(facts, Face::Serif, inks.quiet, FACTS).lines(2).share(0.94).before(1.8).rank(5));
    }
    on.column(blocks, Area { x: side, y: top, width: measure, height: floor - top }, Align::Middle, 0.35);

    let (line, room, code) =
        if wide { (height - 50.0, measure - 2.0 * 46.0, 26.0) } else { (height - 102.0, measure, 27.0) };
    on.signatories(Signing {
        line: ((width - room) / 2.0, line, room),
        align: Align::Middle,
        ruled: true,
        faces: (Face::Serif, Face::SerifItalic),
        each: 60.0,
    });
    let (seal, at) = if wide { (31.0, height - 66.0) } else { (35.0, height - 87.0) };
    let right = width - side - seal - if wide { 0.0 } else { 12.0 };
    on.add(ornament::tails(Area::square(right, at, seal), inks.field, inks.in_field));
    on.seal(Area::square(right, at, seal), inks.accent);
    let left = side + if wide { 3.0 } else { 14.0 };
    on.code(Area::square(left, if wide { height - 62.0 } else { height - 83.0 }, code), None);
    let foot = if wide { measure - 2.0 * 40.0 } else { width - 2.0 * (INSET + FAN + 5.0) };
    let (y, high) = if wide { (height - 37.0, 19.5) } else { (height - 39.5, 21.5) };
    on.foot(Area { x: (width - foot) / 2.0, y, width: foot, height: high }, Align::Middle, inks.quiet, 0.0);
    on.finish()
}
