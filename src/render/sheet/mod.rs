//! In: texts, rules and drawings with their places in millimetres. Out: one sheet of paper as a value, the only thing that
//! the back ends read. Lays nothing out, measures only with the faces given, reads no file.

pub mod classic;
pub mod set;

use super::fonts::Face;
use crate::draft::Colour;

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
    /// An SVG drawing, scaled into its place.
    Drawing(Drawing),
    /// A place that leads to an address.
    Link(Area, String),
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
    /// Where its baseline begins, from the left of the paper, whatever its direction.
    pub x: f64,
    /// The baseline, from the top of the paper.
    pub baseline: f64,
}

/// What a line is to a reader who hears the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The one heading.
    Heading,
    /// A paragraph, or its first line.
    Paragraph,
    /// A further line of the paragraph above.
    Continued,
}

/// An SVG drawing in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The drawing; its root has a `viewBox`.
    pub svg: String,
    /// Where it goes.
    pub area: Area,
    /// What `currentColor` is in it.
    pub colour: Colour,
    /// What it shows, in words; `None` for decoration.
    pub alt: Option<String>,
}
