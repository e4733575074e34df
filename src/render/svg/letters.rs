//! In: words of an artwork, and the faces of a site. Out: their letters as outlines: the same on every machine. Each letter that occurs
//! is drawn once. `None` for what no face has: that is left to the reader's own fonts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::pen::{Pen, Point, num};
use crate::render::fonts::{Face, Fonts, Glyph};

/// Words, shaped.
pub(super) struct Line {
    glyphs: Vec<Glyph>,
    /// In ems, without spacing.
    natural: f64,
    /// Whether its letters join, so that they stand as they are.
    pub(super) joined: bool,
}

impl Line {
    /// `None` when no face has all of it.
    pub(super) fn of(fonts: &Fonts, text: &str) -> Option<Self> {
        if !fonts.uncovered(text).is_empty() {
            return None;
        }
        let glyphs = fonts.glyphs(text, Face::SerifSemibold);
        let natural = glyphs.iter().map(|glyph| glyph.advance).sum();
        Some(Self { glyphs, natural, joined: super::text::joins(text) })
    }

    /// Places between letters.
    pub(super) fn gaps(&self) -> f64 {
        let letters = self.glyphs.iter().filter(|glyph| glyph.advance > 0.0).count();
        if self.joined { 0.0 } else { letters.saturating_sub(1) as f64 }
    }

    /// How far it runs, in ems, with `spacing` ems between its letters.
    pub(super) fn width(&self, spacing: f64) -> f64 {
        self.natural + spacing * self.gaps()
    }

    /// How far its letters reach above the baseline and below it, in ems.
    pub(super) fn reach(&self) -> (f64, f64) {
        let mut reach = (0.0_f64, 0.0_f64);
        for glyph in &self.glyphs {
            // Path data of an outline: letters, and pairs of numbers of which the second is y.
            let numbers = glyph.path.split(|c: char| c.is_ascii_alphabetic() || c == ' ').filter(|n| !n.is_empty());
            for y in numbers.skip(1).step_by(2).filter_map(|n| n.parse::<f64>().ok()) {
                let y = y / 1000.0 + glyph.y;
                reach = (reach.0.max(-y), reach.1.max(y));
            }
        }
        reach
    }

    /// Each letter with where its origin and its middle are along the line, in ems from the middle of the line.
    fn places(&self, spacing: f64) -> impl Iterator<Item = (&Glyph, f64)> {
        let (spacing, mut gaps) = (if self.joined { 0.0 } else { spacing }, 0.0);
        let start = -self.width(spacing) / 2.0;
        self.glyphs.iter().map(move |glyph| {
            let at = start + glyph.x + spacing * gaps;
            gaps += f64::from(u8::from(glyph.advance > 0.0));
            (glyph, at)
        })
    }
}

/// Units of an em, in which letters are drawn: fine enough for 600 px, and few digits.
const EM: f64 = 160.0;

/// Letters that are drawn once, and set where they occur.
#[derive(Default)]
pub(super) struct Case {
    drawn: BTreeMap<String, usize>,
    set: String,
}

impl Case {
    /// Sets a line centred on x = 0, its baseline this many ems down.
    pub(super) fn straight(&mut self, id: &str, line: &Line, (spacing, baseline): (f64, f64)) {
        for (glyph, at) in line.places(spacing) {
            let place = format!("x=\"{}\" y=\"{}\"", units(at), units(baseline + glyph.y));
            self.put(id, drawn(&glyph.path, (0.0, 0.0)), &place);
        }
    }

    /// Sets a line along a circle around the origin, all in ems: baseline at `radius`, letters spread as they are `middle` above it. Above
    /// the middle of the circle, or below it with the letters upright.
    pub(super) fn curved(&mut self, id: &str, line: &Line, spacing: f64, (radius, middle, top): (f64, f64, bool)) {
        let spread = if top { radius + middle } else { radius - middle };
        for (glyph, at) in line.places(spacing) {
            // Each is drawn at the top or foot of the circle, and only turned to its place.
            let angle = ((at + glyph.own / 2.0) / spread).to_degrees();
            let (angle, y) = if top { (angle, -radius) } else { (-angle, radius) };
            let path = drawn(&glyph.path, (-glyph.own / 2.0, y + glyph.y));
            self.put(id, path, &format!("transform=\"rotate({})\"", num(angle)));
        }
    }

    fn put(&mut self, id: &str, path: String, place: &str) {
        if path.is_empty() {
            return;
        }
        let next = self.drawn.len();
        let n = *self.drawn.entry(path).or_insert(next);
        let _ = write!(self.set, "<use href=\"#{id}-g{n}\" {place}/>");
    }

    /// Everything that was set, at this size.
    pub(super) fn finish(self, id: &str, size: f64, more: &str) -> String {
        let mut drawn: Vec<_> = self.drawn.into_iter().map(|(path, n)| (n, path)).collect();
        drawn.sort_unstable();
        let drawn: String = drawn.iter().map(|(n, path)| format!("<path id=\"{id}-g{n}\" d=\"{path}\"/>")).collect();
        format!("<defs>{drawn}</defs><g transform=\"{more}scale({:.4})\">{}</g>", size / EM, self.set)
    }
}

fn units(ems: f64) -> f64 {
    (ems * EM).round() + 0.0
}

/// An outline in its own units, in relative steps, moved by so many ems.
fn drawn(path: &str, (dx, dy): Point) -> String {
    let mut pen = Pen::whole();
    let ends = path.match_indices(|c: char| c.is_ascii_alphabetic()).map(|(i, _)| i).chain([path.len()]);
    let ends: Vec<usize> = ends.collect();
    for pair in ends.windows(2) {
        let (verb, numbers) = path[pair[0]..pair[1]].split_at(1);
        let numbers: Vec<f64> = numbers.split(' ').filter_map(|n| n.parse().ok()).collect();
        let points: Vec<Point> =
            numbers.chunks_exact(2).map(|p| ((p[0] / 1000.0 + dx) * EM, (p[1] / 1000.0 + dy) * EM)).collect();
        match (verb, points.as_slice()) {
            ("M", [to]) => pen.move_to(*to),
            ("L", [to]) => pen.line_to(*to),
            ("Q", [a, to]) => pen.quad_to(*a, *to),
            ("C", [a, b, to]) => pen.cubic_to(*a, *b, *to),
            _ => pen.close(),
        };
    }
    pen.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::of(&Fonts::built_in(), text).expect("Latin")
    }

    fn set(text: &str) -> String {
        let mut case = Case::default();
        case.straight("p", &line(text), (0.0, 0.0));
        case.finish("p", EM, "")
    }

    #[test]
    fn a_letter_that_occurs_twice_is_drawn_once() {
        let svg = set("ANNA");
        assert_eq!((svg.matches("<path").count(), svg.matches("<use").count()), (2, 4));
    }

    #[test]
    fn a_legend_is_as_wide_as_its_letters_and_centred() {
        let svg = set("HH");
        let xs: Vec<f64> = svg
            .split("x=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().expect("x").parse().expect("a number"))
            .collect();
        let half = line("HH").width(0.0) * EM / 2.0;
        assert!((xs[0] + half).abs() < 1.0 && (xs[1] - xs[0] - half).abs() < 10.0, "{xs:?} {half}: the pair is kerned");
    }

    #[test]
    fn letters_tell_how_far_they_reach() {
        let (above, below) = line("HH").reach();
        assert!((0.6..0.7).contains(&above) && below < 0.02, "{above} {below}");
        assert!(line("Hg").reach().1 > 0.15);
    }

    #[test]
    fn scripts_without_a_face_are_left_to_the_reader_and_joined_ones_are_not_spaced() {
        let fonts = Fonts::built_in();
        assert!(Line::of(&fonts, "公開").is_none() && Line::of(&fonts, "عام").is_none());
        assert!(Line::of(&fonts, "Łódź ΑΒΓ ЖЗ").is_some());
        assert!((line("AB").width(0.1) - line("AB").width(0.0) - 0.1).abs() < 1e-9);
    }
}
