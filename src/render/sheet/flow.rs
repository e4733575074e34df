//! In: blocks of text in the order of reading, and a column of paper. Out: the same, set so that all that must be said is there and
//! nothing leaves the column: everything becomes a little smaller, then what matters least is shortened
//! and left out, and only then does all that is left become much smaller.

use super::measure::Measure;
use super::set::{Room, Set, fit};
use super::{Align, Area, Item, Role};
use crate::draft::Colour;
use crate::render::fonts::Face;

/// Draws what belongs to a block, behind it, in its place.
pub type Behind<'a> = &'a dyn Fn(Area) -> Option<Item>;

/// A paragraph, or an ornament between two.
#[derive(Clone, Copy)]
pub struct Block<'a> {
    pub(super) text: &'a str,
    pub(super) face: Face,
    pub(super) colour: Colour,
    pub(super) role: Role,
    pub(super) spacing: f64,
    pub(super) leading: f64,
    pub(super) link: Option<&'a str>,
    pub(super) indent: f64,
    pub(super) behind: Option<Behind<'a>>,
    sizes: &'a [f64],
    lines: usize,
    before: f64,
    share: f64,
    rank: u8,
    whole: bool,
    height: f64,
}

impl<'a> Block<'a> {
    /// A paragraph of one line at most, that must be there. Scripts without italics stand upright.
    #[must_use]
    pub fn new(text: &'a str, face: Face, colour: Colour, sizes: &'a [f64]) -> Self {
        let upright = face == Face::SerifItalic && !latin_like(text);
        let face = if upright { Face::Serif } else { face };
        Self {
            text,
            face,
            colour,
            sizes,
            role: Role::Paragraph,
            spacing: 0.0,
            leading: 1.3,
            link: None,
            indent: 0.0,
            behind: None,
            lines: 1,
            before: 0.0,
            share: 1.0,
            rank: 0,
            whole: false,
            height: 0.0,
        }
    }

    /// An ornament of a height, left out when there is no room.
    #[must_use]
    pub fn ornament(height: f64, draw: Behind<'a>) -> Self {
        let blank = Self::new("", Face::Serif, Colour([0; 3]), &[]);
        Self { height, behind: Some(draw), rank: 9, ..blank }
    }

    /// The heading of the sheet: nothing else becomes as large.
    #[must_use]
    pub const fn heading(self) -> Self {
        Self { role: Role::Heading, leading: 1.12, ..self }
    }

    /// At most so many lines.
    #[must_use]
    pub const fn lines(self, lines: usize) -> Self {
        Self { lines, ..self }
    }

    /// Empty paper above it, in millimetres.
    #[must_use]
    pub const fn before(self, before: f64) -> Self {
        Self { before, ..self }
    }

    /// From baseline to baseline, in ems.
    #[must_use]
    pub const fn leading(self, leading: f64) -> Self {
        Self { leading, ..self }
    }

    /// What is added after each letter, in ems. Letters that join stay together.
    #[must_use]
    pub fn spacing(self, spacing: f64) -> Self {
        Self { spacing: if latin_like(self.text) { spacing } else { 0.0 }, ..self }
    }

    /// Which part of the column it may fill from side to side.
    #[must_use]
    pub const fn share(self, share: f64) -> Self {
        Self { share, ..self }
    }

    /// The higher, the sooner it is shortened and left out; 0 never is.
    #[must_use]
    pub const fn rank(self, rank: u8) -> Self {
        Self { rank, ..self }
    }

    /// An item of a list: rather not there than cut, and as large as the others.
    #[must_use]
    pub const fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// Something drawn behind it.
    #[must_use]
    pub const fn behind(self, draw: Behind<'a>) -> Self {
        Self { behind: Some(draw), ..self }
    }

    /// Set in from the edge, in millimetres.
    #[must_use]
    pub const fn indent(self, indent: f64) -> Self {
        Self { indent, ..self }
    }

    /// Where it leads.
    #[must_use]
    pub const fn link(self, link: Option<&'a str>) -> Self {
        Self { link, ..self }
    }
}

/// Whether all letters are of scripts that have italics and may be spaced: Latin, Greek, Cyrillic.
fn latin_like(text: &str) -> bool {
    text.chars().all(|c| matches!(u32::from(c), 0..=0x58f | 0x1e00..=0x2bff))
}

/// A block with its lines and its place.
pub struct Placed<'a> {
    /// The block.
    pub block: Block<'a>,
    /// Its lines.
    pub set: Set,
    /// Its column, as high as its lines.
    pub area: Area,
}

/// Everything becomes a little smaller, down to about this, before anything is left out.
const GENTLE: f64 = 0.92;

/// Sets blocks into a column. `rest`: which part of the paper that is left over stands above them.
#[must_use]
pub fn flow<'a>(
    measure: &Measure<'_>,
    mut blocks: Vec<Block<'a>>,
    column: Area,
    align: Align,
    rest: f64,
) -> Vec<Placed<'a>> {
    let mut scale = 1.0;
    loop {
        let sets = set(measure, &blocks, column.width, scale);
        let taken: f64 = blocks.iter().zip(&sets).map(|(block, set)| height(block, set, scale)).sum();
        let spare = column.height - taken + blocks.first().map_or(0.0, |block| block.before * scale);
        let cut = blocks.iter().zip(&sets).position(|(block, set)| block.whole && set.cut);
        if let Some(cut) = cut {
            blocks.remove(cut);
        } else if spare >= 0.0 || scale < 0.2 {
            return place(blocks.into_iter().zip(sets), scale, (column, align), spare.max(0.0) * rest);
        } else if scale > GENTLE {
            scale *= 0.95;
        } else if let Some(least) = least(&mut blocks) {
            scale = 1.0;
            if blocks[least].lines > 1 && !blocks[least].whole {
                blocks[least].lines -= 1;
            } else {
                blocks.remove(least);
            }
        } else {
            scale *= 0.95;
        }
    }
}

/// The last of those that matter least.
fn least(blocks: &mut [Block<'_>]) -> Option<usize> {
    let most = blocks.iter().map(|block| block.rank).max().filter(|rank| *rank > 0)?;
    blocks.iter().rposition(|block| block.rank == most)
}

/// Every block in its size: nothing is as large as the heading.
fn set(measure: &Measure<'_>, blocks: &[Block<'_>], width: f64, scale: f64) -> Vec<Set> {
    let one = |block: &Block<'_>, most: f64| {
        let mut sizes: Vec<f64> = block.sizes.iter().map(|size| size * scale).filter(|size| *size <= most).collect();
        if sizes.is_empty() && !block.sizes.is_empty() {
            sizes.push(most);
        }
        let width = width * block.share - block.indent;
        if block.text.is_empty() {
            return Set { size: 0.0, lines: Vec::new(), cut: false };
        }
        fit(measure, block.text, block.face, Room { width, lines: block.lines, sizes: &sizes, spacing: block.spacing })
    };
    let heading = blocks.iter().find(|block| block.role == Role::Heading).map(|block| one(block, f64::MAX).size);
    let most = heading.map_or(f64::MAX, |size| size * 0.82);
    let sets = blocks.iter().map(|block| one(block, if block.role == Role::Heading { f64::MAX } else { most }));
    let mut sets: Vec<Set> = sets.collect();
    // The items of a list are all of one size.
    let listed = || blocks.iter().enumerate().filter(|(_, block)| block.whole);
    let least = listed().map(|(n, _)| sets[n].size).fold(f64::MAX, f64::min);
    let larger: Vec<usize> = listed().map(|(n, _)| n).filter(|n| sets[*n].size > least).collect();
    for n in larger {
        sets[n] = one(&blocks[n], least);
    }
    sets
}

fn height(block: &Block<'_>, set: &Set, scale: f64) -> f64 {
    scale * (block.before + block.height) + set.lines.len() as f64 * set.size * block.leading
}

fn place<'a>(
    blocks: impl Iterator<Item = (Block<'a>, Set)>,
    scale: f64,
    (column, align): (Area, Align),
    above: f64,
) -> Vec<Placed<'a>> {
    let mut y = column.y + above;
    let mut first = true;
    let mut out = Vec::new();
    for (block, set) in blocks {
        let before = if std::mem::take(&mut first) { 0.0 } else { block.before * scale };
        let high = height(&block, &set, scale) - block.before * scale;
        let width = column.width * block.share - block.indent;
        let x = match align {
            Align::Left => column.x + block.indent,
            Align::Middle => column.x + (column.width - width) / 2.0,
            Align::Right => column.right() - block.indent - width,
        };
        out.push(Placed { area: Area { x, y: y + before, width, height: high }, block, set });
        y += before + high;
    }
    out
}
