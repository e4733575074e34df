//! In: what the certificate of a credential says that was taken back. Out: its sheet, the same after every template: the word that it is
//! not good at its head, in ink alone. No border, seal, artwork or signature: nobody is to take it for one that is.

use super::flow::Block;
use super::layer::Layer;
use super::matter::Given;
use super::{Align, Area, Sheet};
use crate::render::fonts::Face;

const WORD: &[f64] = &[26.0, 22.0, 18.0, 15.0, 12.0, 10.0, 8.0];
const STANDING: &[f64] = &[6.4, 5.8, 5.2, 4.7, 4.2];
const KIND: &[f64] = &[3.7, 3.4, 3.1];
const NAME: &[f64] = &[7.6, 7.0, 6.4, 5.8, 5.2, 4.6];
const VERB: &[f64] = &[4.2, 3.9];
const TITLE: &[f64] = &[6.0, 5.5, 5.0, 4.5];
const FROM: &[f64] = &[4.4, 4.1, 3.8];

/// The sheet. Its faces are those that all templates have.
#[must_use]
pub(super) fn void(given: Given<'_>, word: &str) -> Sheet {
    let (inks, matter, (width, height)) = (given.inks, given.matter, given.paper);
    let mut on = Layer::new(given);
    let side = if width > height { 36.0 } else { 24.0 };
    let (measure, code) = (width - 2.0 * side, 28.0);
    let column = |y: f64, high: f64| Area { x: side, y, width: measure, height: high };
    on.rule(side, 26.0, (measure, 2.4), inks.ink);
    let head = vec![Block::new(word, Face::Sans, inks.ink, WORD).heading()];
    on.column(head, column(31.0, 32.0), Align::Left, 0.5);
    on.rule(side, 66.0, (measure, 2.4), inks.ink);
    let mut blocks = Vec::new();
    if let Some(standing) = &matter.standing {
        blocks.push(Block::new(standing, Face::Serif, inks.ink, STANDING).lines(3));
    }
    blocks.push(Block::new(&matter.kind, Face::Sans, inks.quiet, KIND).lines(2).before(9.0));
    if let Some(name) = &matter.name {
        blocks.push(Block::new(name, Face::Serif, inks.quiet, NAME).lines(6).leading(1.15).before(2.0));
        blocks.push(Block::new(&matter.verb, Face::Serif, inks.quiet, VERB).before(1.2));
    }
    blocks.push(Block::new(&matter.title, Face::Serif, inks.quiet, TITLE).lines(4).leading(1.18).before(1.2));
    blocks.push(Block::new(&matter.from, Face::Serif, inks.quiet, FROM).lines(2).before(1.2));
    let (foot, floor) = (height - 22.0 - code, 12.0);
    on.column(blocks, column(74.0, foot - floor - 74.0 + 6.0), Align::Left, 0.0);
    on.code(Area::square(width - side - code, foot, code), None);
    on.foot(Area { x: side, y: foot, width: measure - code - 8.0, height: code }, Align::Left, inks.quiet, 0.0);
    on.finish()
}
