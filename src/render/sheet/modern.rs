//! In: what a certificate says. Out: its sheet on an asymmetric grid: a field of the brand's colour at the edge, engraved with the
//! signature's own lines, and beside it a column set to the left, a serif for the name and a sans for all that explains it.

use super::flow::Block;
use super::layer::{Layer, Signing};
use super::matter::Given;
use super::{Align, Area, Item, Sheet, ornament};
use crate::draft::Colour;
use crate::render::fonts::Face;

const KIND: &[f64] = &[3.5, 3.2, 2.9];
const NAME: &[f64] = &[26.0, 23.0, 20.0, 17.0, 14.5, 12.5, 10.8, 9.2, 8.0, 7.0, 6.2, 5.4];
const NARROW: &[f64] = &[21.0, 18.5, 16.0, 14.0, 12.0, 10.5, 9.2, 8.0, 7.0, 6.2, 5.4];
const VERB: &[f64] = &[3.8, 3.5];
const TITLE: &[f64] = &[7.6, 6.8, 6.1, 5.5, 5.0];
const FROM: &[f64] = &[4.0, 3.7, 3.4];
const COVERED: &[f64] = &[3.5, 3.3, 3.1, 2.9];
const TALL: &[f64] = &[4.0, 3.7, 3.4, 3.1, 2.9];
const FACTS: &[f64] = &[3.0, 2.8];

/// The sheet.
#[must_use]
pub(super) fn modern(given: Given<'_>) -> Sheet {
    let (inks, matter, (width, height)) = (given.inks, given.matter, given.paper);
    let wide = width > height;
    let mut on = Layer::new(given);
    // The field, its margin, the gutter beside it, and the outer margin.
    let (field, inner, gutter, outer) = if wide { (80.0, 15.0, 20.0, 22.0) } else { (56.0, 10.0, 15.0, 19.0) };
    on.rule(0.0, 0.0, (field, height), inks.field);
    let ground = Area { x: 0.0, y: 0.0, width: field, height };
    let (centre, radius) =
        if wide { ((field * 0.1, height * 0.56), 92.0) } else { ((field * 0.1, height * 0.52), 80.0) };
    on.add(ornament::watermark(given.seal, ground, (centre, radius), inks.in_field));
    on.art(Area::square(inner, if wide { 19.0 } else { 22.0 }, field - 2.0 * inner));

    let (x, top) = (field + gutter, if wide { 23.0 } else { 30.0 });
    let measure = width - x - outer;
    let seal = if wide { 38.0 } else { 34.0 };
    let said = if wide { COVERED } else { TALL };
    let floor = height - if wide { 62.0 } else { 90.0 } - if on.has_signatures() { 13.0 } else { 0.0 };
    let bar = |area: Area| Some(Item::Rule(Area { width: 16.0, ..area }, inks.accent));
    let square = |area: Area| {
        let size = 1.1;
        Some(Item::Rule(Area::square(area.x - 4.0, area.y + 1.7, size), inks.accent))
    };
    let name = matter.name.as_deref().unwrap_or(&matter.title);
    let mut blocks = vec![
        Block::new(&matter.kind, Face::SansBold, inks.accent, KIND),
        Block::new(name, Face::Serif, inks.ink, if wide { NAME } else { NARROW }).heading().lines(8).before(4.0),
        Block::ornament(1.1, &bar).before(4.4).rank(8),
    ];
    if matter.name.is_some() {
        blocks.push(Block::new(&matter.verb, Face::Sans, inks.quiet, VERB).before(4.2));
        blocks.push(Block::new(&matter.title, Face::SansBold, inks.accent, TITLE).lines(3).leading(1.2).before(1.3));
    }
    blocks.push(Block::new(&matter.from, Face::Sans, inks.ink, FROM).lines(2).leading(1.36).before(1.2));
    if let Some(standing) = &matter.standing {
        blocks.push(Block::new(standing, Face::SansBold, inks.ink, FROM).lines(2).before(1.6));
    }
    if let Some(covered) = &matter.covered {
        let block = Block::new(covered, Face::Sans, inks.ink, said).lines(if wide { 3 } else { 6 });
        blocks.push(block.leading(1.45).share(if wide { 0.88 } else { 1.0 }).before(4.6).rank(4));
    }
    for (n, outcome) in matter.outcomes.iter().take(if wide { 3 } else { 5 }).enumerate() {
        let block = Block::new(outcome, Face::Sans, inks.ink, &said[1..]).lines(if wide { 1 } else { 3 }).leading(1.42);
        blocks.push(block.indent(4.0).behind(&square).before(if n == 0 { 2.6 } else { 0.9 }).rank(6).whole());
    }
    if let Some(facts) = &matter.facts {
        blocks.push(Block::new(facts, Face::Sans, inks.quiet, FACTS).lines(2).leading(1.4).before(2.6).rank(5));
    }
    on.column(blocks, Area { x, y: top, width: measure, height: floor - top }, Align::Left, 0.36);

    let (line, beside) = (height - if wide { 54.5 } else { 84.0 }, measure - seal - 10.0);
    on.signatories(Signing {
        line: (x, line, if wide { beside } else { measure }),
        align: Align::Left,
        ruled: true,
        faces: (Face::SansBold, Face::Sans),
        each: 58.0,
    });
    let bottom = if wide { 19.0 } else { 22.0 };
    let high = if wide { 20.5 } else { 44.0 };
    on.seal(Area::square(width - outer - seal, height - bottom - seal, seal), inks.accent);
    on.foot(Area { x, y: height - bottom - high, width: beside, height: high }, Align::Left, inks.quiet, 1.0);
    let code = if wide { 27.0 } else { 28.0 };
    on.code(Area::square((field - code) / 2.0, height - bottom - code, code), Some(Colour([255; 3])));
    on.finish()
}
