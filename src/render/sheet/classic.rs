//! In: what a certificate says. Out: its sheet in the classic manner: centred, within a guilloché border from the signature.

use super::flow::Block;
use super::layer::{Layer, Signing};
use super::matter::Given;
use super::{Align, Area, Sheet};
use crate::render::fonts::Face;
use crate::render::svg;

const KIND: &[f64] = &[3.7, 3.3, 3.0, 2.7];
const NAME: &[f64] = &[21.0, 18.0, 15.5, 13.0, 11.0, 9.5, 8.2, 7.2, 6.4, 5.8, 5.4];
const VERB: &[f64] = &[4.9, 4.4];
const TITLE: &[f64] = &[10.0, 8.8, 7.8, 6.8, 6.0, 5.4];
const FROM: &[f64] = &[4.9, 4.5, 4.1, 3.7];
const COVERED: &[f64] = &[4.5, 4.2, 3.9, 3.6];
const FACTS: &[f64] = &[3.5, 3.3, 3.1];

/// The sheet.
#[must_use]
pub(super) fn classic(given: Given<'_>) -> Sheet {
    let (inks, matter, (width, height)) = (given.inks, given.matter, given.paper);
    let wide = width > height;
    let mut on = Layer::new(given);
    on.decorate(svg::border(given.seal, width, height), Area { x: 0.0, y: 0.0, width, height }, inks.accent);
    let side = if wide { 36.0 } else { 30.0 };
    let measure = width - 2.0 * side;
    // Wide: artwork and seal stand at the foot, on either side of the signatures. Tall: the artwork crowns the sheet.
    let signed = !matter.signatories.is_empty();
    let below = match (wide, signed) {
        (true, _) => 77.0,
        (_, false) => 72.0,
        (_, true) => 91.0 + if on.has_signatures() { 12.0 } else { 0.0 },
    };
    let (top, floor) = (if wide { 29.0 } else { 86.0 }, height - below);
    if !wide {
        on.art(Area::square(width / 2.0 - 23.0, 34.0, 46.0));
    }
    let swelled = |area: Area| Some(super::ornament::swelled_rule(area, inks.accent));
    let name = matter.name.as_deref().unwrap_or(&matter.title);
    let mut blocks = vec![
        Block::new(&matter.kind, Face::Serif, inks.quiet, KIND).spacing(0.16),
        Block::new(name, Face::Serif, inks.ink, NAME).heading().lines(8).before(3.5),
    ];
    if matter.name.is_some() {
        blocks.push(Block::new(&matter.verb, Face::SerifItalic, inks.quiet, VERB).before(2.0));
        blocks.push(Block::new(&matter.title, Face::Serif, inks.accent, TITLE).lines(3).leading(1.18).before(0.8));
    }
    blocks.push(Block::new(&matter.from, Face::Serif, inks.ink, FROM).lines(2).before(1.5));
    if let Some(standing) = &matter.standing {
        blocks.push(Block::new(standing, Face::SerifBold, inks.ink, FROM).lines(2).before(1.5));
    }
    if matter.covered.is_some() || !matter.outcomes.is_empty() {
        blocks.push(Block::ornament(2.2, &swelled).before(3.6));
    }
    if let Some(covered) = &matter.covered {
        blocks.push(
            Block::new(covered, Face::Serif, inks.ink, COVERED).lines(3).leading(1.36).share(0.84).before(3.2).rank(4),
        );
    }
    for outcome in matter.outcomes.iter().take(3) {
        let block = Block::new(outcome, Face::SerifItalic, inks.ink, &COVERED[1..]).lines(2).leading(1.3).share(0.84);
        blocks.push(block.before(1.4).rank(6).whole());
    }
    if let Some(facts) = &matter.facts {
        blocks.push(Block::new(facts, Face::Serif, inks.quiet, FACTS).lines(2).share(0.9).before(2.4).rank(5));
    }
    on.column(
        blocks,
        Area { x: side, y: top, width: measure, height: floor - top },
        Align::Middle,
        if wide { 0.5 } else { 0.4 },
    );
    let line = if wide { (side + 45.0, height - 53.0, measure - 90.0) } else { (side, height - 86.0, measure) };
    on.signatories(Signing {
        line,
        align: Align::Middle,
        ruled: true,
        faces: (Face::Serif, Face::SerifItalic),
        each: 62.0,
    });
    if wide {
        on.art(Area::square(side, height - 71.0, 42.0));
        on.seal(Area::square(width - side - 36.0, height - 76.5, 30.0), inks.accent);
        on.code(Area::square(width - side - 34.0, height - 46.0, 26.0), None);
        // Between artwork and seal, when nobody signs there.
        let (foot, high, rest) = if signed { (39.5, 20.0, 0.0) } else { (70.0, 42.0, 0.35) };
        let area = Area { x: side + 45.0, y: height - foot, width: measure - 90.0, height: high };
        on.foot(area, Align::Middle, inks.quiet, rest);
    } else {
        on.seal(Area::square(side - 2.0, height - 66.0, 40.0), inks.accent);
        let area = Area { x: side + 44.0, y: height - 62.0, width: measure - 76.0, height: 38.0 };
        on.foot(area, Align::Left, inks.quiet, 0.0);
        on.code(Area::square(width - side - 26.0, height - 60.0, 28.0), None);
    }
    on.finish()
}
