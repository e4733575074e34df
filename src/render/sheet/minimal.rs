//! In: what a certificate says. Out: its sheet with little on it: one edge to which all is set, one rule, and white paper. Who signs,
//! signs on the rule.

use super::flow::Block;
use super::layer::{Layer, Signing};
use super::matter::Given;
use super::{Align, Area, Sheet};
use crate::render::fonts::Face;

const KIND: &[f64] = &[4.2, 3.8, 3.4];
const NAME: &[f64] = &[23.0, 20.5, 18.0, 15.5, 13.5, 11.5, 10.0, 8.8, 7.8, 6.8, 6.0, 5.4];
const VERB: &[f64] = &[4.6, 4.2];
const TITLE: &[f64] = &[9.0, 8.0, 7.0, 6.2, 5.5, 5.0];
const FROM: &[f64] = &[4.6, 4.2, 3.8];
const COVERED: &[f64] = &[3.7, 3.5, 3.3, 3.1];
const FACTS: &[f64] = &[3.3, 3.1];

/// The sheet.
#[must_use]
pub(super) fn minimal(given: Given<'_>) -> Sheet {
    let (inks, matter, (width, height)) = (given.inks, given.matter, given.paper);
    let wide = width > height;
    let mut on = Layer::new(given);
    let side = if wide { 36.0 } else { 28.0 };
    let measure = width - 2.0 * side;
    let (top, rule) = if wide { (58.0, height - 62.0) } else { (84.0, height - 84.0) };
    let art = if wide { 26.0 } else { 30.0 };
    on.column(
        vec![Block::new(&matter.kind, Face::SerifItalic, inks.quiet, KIND)],
        Area { x: side, y: 31.0, width: measure - art - 8.0, height: 8.0 },
        Align::Left,
        0.0,
    );
    on.art(Area::square(width - side - art, 27.0, art));
    let name = matter.name.as_deref().unwrap_or(&matter.title);
    let mut blocks = vec![Block::new(name, Face::Serif, inks.ink, NAME).heading().lines(8)];
    if matter.name.is_some() {
        blocks.push(Block::new(&matter.verb, Face::SerifItalic, inks.quiet, VERB).before(3.2));
        blocks.push(Block::new(&matter.title, Face::Serif, inks.ink, TITLE).lines(3).leading(1.18).before(1.2));
    }
    blocks.push(Block::new(&matter.from, Face::Serif, inks.ink, FROM).lines(2).before(1.4));
    if let Some(standing) = &matter.standing {
        blocks.push(Block::new(standing, Face::SerifBold, inks.ink, FROM).lines(2).before(1.6));
    }
    if let Some(covered) = &matter.covered {
        let block = Block::new(covered, Face::Serif, inks.quiet, COVERED).lines(if wide { 2 } else { 5 });
        blocks.push(block.leading(1.42).share(if wide { 0.7 } else { 0.88 }).before(4.4).rank(4));
    }
    for outcome in matter.outcomes.iter().take(if wide { 0 } else { 4 }) {
        let block = Block::new(outcome, Face::Serif, inks.quiet, &COVERED[1..]).lines(2).leading(1.36).share(0.88);
        blocks.push(block.before(1.4).rank(6).whole());
    }
    if let Some(facts) = &matter.facts {
        blocks.push(Block::new(facts, Face::Serif, inks.quiet, FACTS).lines(2).before(2.2).rank(5));
    }
    // Signatures that are pictures stand above the rule.
    let floor = rule - if on.has_signatures() { 16.0 } else { 7.0 };
    on.column(blocks, Area { x: side, y: top, width: measure, height: floor - top }, Align::Left, 0.2);

    on.rule(side, rule, (measure, 0.35), inks.accent);
    let (seal, code) = if wide { (30.0, 26.0) } else { (32.0, 26.0) };
    let beside = if wide { measure - seal - code - 18.0 } else { measure - seal - 8.0 };
    on.signatories(Signing {
        line: (side, rule + 1.2, beside),
        align: Align::Left,
        ruled: false,
        faces: (Face::Serif, Face::SerifItalic),
        each: 62.0,
    });
    let (bottom, signed) = (height - if wide { 21.0 } else { 26.0 }, rule + 15.5);
    on.seal(Area::square(width - side - seal, bottom - seal, seal), inks.accent);
    if wide {
        on.code(Area::square(width - side - seal - code - 6.0, bottom - code + 1.5, code), None);
        let area = Area { x: side, y: signed + 1.5, width: beside, height: bottom - signed - 1.5 };
        on.foot(area, Align::Left, inks.quiet, 1.0);
    } else {
        on.code(Area::square(side - 2.2, bottom - code, code), None);
        let x = side + code + 3.0;
        let area = Area { x, y: bottom - code - 8.0, width: width - side - seal - 8.0 - x, height: code + 9.0 };
        on.foot(area, Align::Left, inks.quiet, 1.0);
    }
    on.finish()
}
