//! In: texts, rules, drawings and pictures with their places in millimetres. Out: one sheet of paper as a value, the only thing
//! that the back ends read. Lays nothing out, reads no file.

mod classic;
mod festive;
pub mod flow;
pub mod layer;
pub mod matter;
pub mod measure;
mod minimal;
mod modern;
pub mod ornament;
pub mod set;
pub mod svg;
#[cfg(test)]
mod tests;
mod void;

use std::sync::Arc;

use self::matter::Given;
use super::fonts::Face;
use crate::draft::{Colour, Template};

/// The sheet of a certificate after a template; of what was taken back, one that is like none of them.
#[must_use]
pub fn certificate(template: Template, given: Given<'_>) -> Sheet {
    if let Some(word) = &given.matter.void {
        return void::void(given, word);
    }
    match template {
        Template::Classic => classic::classic(given),
        Template::Modern => modern::modern(given),
        Template::Minimal => minimal::minimal(given),
        Template::Festive => festive::festive(given),
    }
}

/// The faces that a template sets its texts in.
#[must_use]
pub const fn faces(template: Template) -> &'static [Face] {
    match template {
        Template::Classic | Template::Minimal => &[Face::Serif, Face::SerifItalic, Face::SerifBold, Face::Sans],
        Template::Modern => &[Face::Serif, Face::Sans, Face::SansBold],
        Template::Festive => &[Face::Serif, Face::SerifItalic, Face::SerifSemibold, Face::SerifBold, Face::Sans],
    }
}

/// One sheet: what is on it, in the order that it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// From side to side.
    pub width_mm: f64,
    /// From top to bottom.
    pub height_mm: f64,
    /// The main language of its texts, as a BCP 47 tag.
    pub language: String,
    /// What it is called.
    pub title: String,
    /// What stands on it; what comes later lies above.
    pub items: Vec<Item>,
}

/// Something on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// One line of text.
    Text(Text),
    /// A filled rectangle: a rule or a field of colour. Never more than decoration.
    Rule(Area, Colour),
    /// An SVG drawing of this program, scaled into its place.
    Drawing(Drawing),
    /// A picture from a file: artwork, a signature.
    Picture(Picture),
}

/// A place in millimetres, from the upper left corner of the paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// From side to side.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Area {
    /// A square place.
    #[must_use]
    pub const fn square(x: f64, y: f64, side: f64) -> Self {
        Self { x, y, width: side, height: side }
    }

    /// Where it ends on the right.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Where it ends below.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

/// On which side of its room a line stands, as it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// On the left.
    Left,
    /// In the middle.
    Middle,
    /// On the right.
    Right,
}

/// One line of text in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The words.
    pub text: String,
    /// What the line is to a reader.
    pub role: Role,
    /// Its face.
    pub face: Face,
    /// Its size (an em) in millimetres.
    pub size: f64,
    /// Its colour.
    pub colour: Colour,
    /// What is added after each letter, in ems.
    pub spacing: f64,
    /// The left end of its room, from the left of the paper.
    pub x: f64,
    /// Its room from side to side: no letter leaves it.
    pub room: f64,
    /// Where it stands in its room.
    pub align: Align,
    /// How far it runs, never less than it does when it is set in the faces it was measured with.
    pub width: f64,
    /// The baseline, from the top of the paper.
    pub baseline: f64,
    /// Whether its paragraph reads from right to left.
    pub right_to_left: bool,
    /// Where it leads.
    pub link: Option<String>,
}

impl Text {
    /// Where its letters are: from the height of capitals to the depth of a g.
    #[must_use]
    pub fn area(&self) -> Area {
        let spare = self.room - self.width;
        let x = match self.align {
            Align::Left => self.x,
            Align::Middle => self.x + spare / 2.0,
            Align::Right => self.x + spare,
        };
        Area { x, y: self.baseline - 0.72 * self.size, width: self.width, height: 0.95 * self.size }
    }
}

/// What a line is to a reader who hears the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The one heading.
    Heading,
    /// A paragraph, or its first line.
    Paragraph,
    /// A further line of the text above.
    Continued,
}

/// An SVG drawing in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The drawing; its root has a `viewBox`, and no style sheet is in it.
    pub svg: String,
    /// Where it goes.
    pub area: Area,
    /// What `currentColor` is in it.
    pub colour: Colour,
    /// What it shows, in words; `None` for decoration.
    pub alt: Option<String>,
    /// Where it leads.
    pub link: Option<String>,
}

/// A picture in its place, as large as it fits there.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The picture.
    pub image: Image,
    /// Where it goes.
    pub area: Area,
    /// What it shows, in words; `None` for decoration.
    pub alt: Option<String>,
}

/// A picture as a file: an SVG that stands alone, with a `viewBox`; what came from outside is cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The picture.
    pub svg: Arc<str>,
    /// Where a page finds the file; `None`: the page carries it itself.
    pub href: Option<String>,
}
