//! In: a template's decisions about places. Out: the items of a sheet: texts in columns, signatures on their lines, code, artwork, seal.

use super::flow::{Block, Placed, flow};
use super::matter::{Given, Inks, Matter, Signatory, Small};
use super::measure::Measure;
use super::{Align, Area, Drawing, Image, Item, Picture, Role, Sheet, Text};
use crate::draft::Colour;
use crate::render::fonts::Face;
use crate::render::svg::tone::hex;
use crate::render::{qr, svg};

const SIGNED: &[f64] = &[3.9, 3.6, 3.3, 3.0, 2.7, 2.4];
const OFFICE: &[f64] = &[3.1, 2.9, 2.7, 2.5];
const SMALL: &[f64] = &[2.9, 2.75, 2.66];
/// Small print that can be read on paper, in millimetres: 6.8 points.
const READABLE: f64 = 2.4;
/// Paper between those who sign, in millimetres.
const GUTTER: f64 = 8.0;
/// Height of a signature above its line, in millimetres.
const SIGNATURE: f64 = 13.0;

/// How signatures stand.
#[derive(Debug, Clone, Copy)]
pub struct Signing {
    /// Where the lines begin, how high they lie, and their room from side to side.
    pub line: (f64, f64, f64),
    /// On which side of the room they stand.
    pub align: Align,
    /// Whether each has a line of its own.
    pub ruled: bool,
    /// The faces of names and offices.
    pub faces: (Face, Face),
    /// The most room that one takes.
    pub each: f64,
}

/// A sheet in the making.
pub struct Layer<'a> {
    /// What it is made from.
    pub given: Given<'a>,
    measure: Measure<'a>,
    items: Vec<Item>,
}

impl<'a> Layer<'a> {
    /// An empty sheet.
    #[must_use]
    pub fn new(given: Given<'a>) -> Self {
        Self { measure: Measure::new(given.fonts), given, items: Vec::new() }
    }

    /// The sheet; where its language reads from right to left, laid out the other way round.
    #[must_use]
    pub fn finish(self) -> Sheet {
        let (matter, (width_mm, height_mm)) = (self.given.matter, self.given.paper);
        let mut items = self.items;
        if matter.right_to_left {
            items.iter_mut().for_each(|item| mirror(item, width_mm));
        }
        Sheet { width_mm, height_mm, language: matter.language.clone(), title: matter.heading.clone(), items }
    }

    /// Decoration.
    pub fn decorate(&mut self, svg: String, area: Area, colour: Colour) {
        self.items.push(Item::Drawing(Drawing { svg, area, colour, alt: None, link: None }));
    }

    /// A rule or a field of colour.
    pub fn rule(&mut self, x: f64, y: f64, (width, height): (f64, f64), colour: Colour) {
        self.items.push(Item::Rule(Area { x, y, width, height }, colour));
    }

    /// The artwork.
    pub fn art(&mut self, area: Area) {
        self.picture(self.given.art, area, Some(&self.given.matter.pictures.0));
    }

    /// The seal.
    pub fn seal(&mut self, area: Area, colour: Colour) {
        let alt = &self.given.matter.pictures.1;
        let svg = svg::rosette(self.given.seal, alt);
        self.items.push(Item::Drawing(Drawing { svg, area, colour, alt: Some(alt.clone()), link: None }));
    }

    /// Whether somebody's signature is a picture: it needs room above its line.
    #[must_use]
    pub fn has_signatures(&self) -> bool {
        self.given.matter.signatories.iter().any(|signatory| signatory.signature.is_some())
    }

    /// The code that leads to the page, with its quiet zone on a ground that is light; nothing when the page has no address.
    pub fn code(&mut self, area: Area, ground: Option<Colour>) {
        let Some(address) = &self.given.matter.address else { return };
        let Some(code) = qr::code(address) else { return };
        let (whole, quiet) = (code.size + 2 * qr::QUIET, qr::QUIET);
        let ground = ground.map(|colour| format!("<path fill=\"{}\" d=\"M0 0h{whole}v{whole}H0z\"/>", hex(colour)));
        let ground = ground.unwrap_or_default();
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" shape-rendering=\"crispEdges\">{ground}<path fill=\"#000\" transform=\"translate({quiet} {quiet})\" d=\"{}\"/></svg>",
            code.path
        );
        let link = Some(address.clone());
        let colour = self.given.inks.ink;
        self.items.push(Item::Drawing(Drawing { svg, area, colour, alt: link.clone(), link }));
    }

    /// Text in a column; `rest`: which part of the paper that is left over stands above it. Gives where it ends.
    pub fn column(&mut self, blocks: Vec<Block<'_>>, column: Area, align: Align, rest: f64) -> f64 {
        let placed = flow(&self.measure, blocks, column, align, rest);
        self.put(placed, align).unwrap_or(column.y)
    }

    /// What was set into a column, onto the sheet. Gives where it ends.
    fn put(&mut self, all: Vec<Placed<'_>>, align: Align) -> Option<f64> {
        let mut end = None;
        for placed in all {
            let widest = placed.set.lines.iter().map(|(_, width)| *width).fold(0.0, f64::max);
            let spare = placed.area.width - widest;
            let x = match align {
                Align::Left => placed.area.x,
                Align::Middle => placed.area.x + spare / 2.0,
                Align::Right => placed.area.x + spare,
            };
            end = Some(placed.area.bottom());
            let behind = placed.block.behind;
            let taken =
                if placed.set.lines.is_empty() { placed.area } else { Area { x, width: widest, ..placed.area } };
            self.items.extend(behind.and_then(|draw| draw(taken)));
            self.lines(&placed.block, placed.set, placed.area, align);
        }
        end
    }

    /// Those who sign, each on a line.
    pub fn signatories(&mut self, how: Signing) {
        let (all, inks) = (&self.given.matter.signatories, self.given.inks);
        let (x, y, room) = how.line;
        let count = all.len().max(1) as f64;
        let each = ((room - GUTTER * (count - 1.0)) / count).min(how.each);
        let taken = each * count + GUTTER * (count - 1.0);
        let start = match how.align {
            Align::Left => x,
            Align::Middle => x + (room - taken) / 2.0,
            Align::Right => x + room - taken,
        };
        for (i, signatory) in all.iter().enumerate() {
            let x = start + (each + GUTTER) * i as f64;
            if how.ruled {
                self.rule(x, y, (each, 0.2), inks.quiet);
            }
            self.signatory(signatory, how, Area { x, y, width: each, height: 13.0 });
        }
    }

    /// Small lines, and where they lead; `rest` as in a column. What was checked is told as far as it can be read: where there is little
    /// paper, the page that the code leads to tells the rest.
    pub fn foot(&mut self, area: Area, align: Align, colour: Colour, rest: f64) {
        let Matter { foot, checks, .. } = self.given.matter;
        for told in (0..=checks.len()).rev() {
            let text = |(i, small): (usize, &Small)| match i {
                0 => [std::slice::from_ref(&small.text), &checks[..told]].concat().join(" "),
                _ => small.text.clone(),
            };
            let texts: Vec<String> = foot.iter().enumerate().map(text).collect();
            let blocks = foot.iter().zip(&texts).enumerate().map(|(i, (small, text))| {
                let block = Block::new(text, Face::Sans, colour, SMALL).lines(if i == 0 { 5 } else { 3 });
                block.leading(1.38).before(0.8).link(small.link.as_deref())
            });
            let placed = flow(&self.measure, blocks.collect(), area, align, rest);
            if told == 0 || placed.iter().all(|line| line.set.size >= READABLE && !line.set.cut) {
                self.put(placed, align);
                return;
            }
        }
    }

    /// What a block says besides its own items.
    pub fn add(&mut self, item: Item) {
        self.items.push(item);
    }

    fn picture(&mut self, image: &Image, area: Area, alt: Option<&str>) {
        self.items.push(Item::Picture(Picture { image: image.clone(), area, alt: alt.map(str::to_owned) }));
    }

    fn signatory(&mut self, signatory: &Signatory, how: Signing, at: Area) {
        let Inks { ink, quiet, .. } = self.given.inks;
        if let Some(signature) = &signatory.signature {
            let area = Area { y: at.y - SIGNATURE - 0.6, height: SIGNATURE, ..at };
            self.picture(signature, area, Some(&signatory.name));
        }
        let mut blocks = vec![Block::new(&signatory.name, how.faces.0, ink, SIGNED)];
        if let Some(office) = &signatory.office {
            blocks.push(Block::new(office, how.faces.1, quiet, OFFICE).lines(2).leading(1.25));
        }
        let align = if how.align == Align::Middle { Align::Middle } else { Align::Left };
        self.column(blocks, Area { y: at.y + 1.2, height: at.height - 1.2, ..at }, align, 0.0);
    }

    fn lines(&mut self, block: &Block<'_>, set: super::set::Set, area: Area, align: Align) {
        let right_to_left = reads_from_right(block.text);
        for (i, (text, width)) in set.lines.into_iter().enumerate() {
            let y = area.y + set.size * block.leading * i as f64;
            self.items.push(Item::Text(Text {
                text,
                role: if i == 0 { block.role } else { Role::Continued },
                face: block.face,
                size: set.size,
                colour: block.colour,
                spacing: block.spacing,
                x: area.x,
                room: area.width,
                align,
                width,
                baseline: y + set.size * (0.5 * block.leading + 0.28),
                right_to_left,
                link: block.link.map(str::to_owned),
            }));
        }
    }
}

/// Whether the first letter that has a direction reads from right to left.
fn reads_from_right(text: &str) -> bool {
    use unicode_bidi::BidiClass::{AL, L, R};
    let directed = text.chars().map(unicode_bidi::bidi_class).find(|class| matches!(class, L | R | AL));
    matches!(directed, Some(R | AL))
}

fn mirror(item: &mut Item, width: f64) {
    let turn = |area: &mut Area| area.x = width - area.right();
    match item {
        Item::Text(text) => {
            text.x = width - text.x - text.room;
            text.align = match text.align {
                Align::Left => Align::Right,
                Align::Middle => Align::Middle,
                Align::Right => Align::Left,
            };
        }
        Item::Rule(area, _) => turn(area),
        Item::Drawing(drawing) => turn(&mut drawing.area),
        Item::Picture(picture) => turn(&mut picture.area),
    }
}
