//! In: the outline of a letter, as a font's tables tell it. Out: SVG path data.

use rustybuzz::ttf_parser::OutlineBuilder;

/// Writes path data, in thousandths of an em, rounded to whole units.
pub(super) struct Pen<'a> {
    pub(super) path: &'a mut String,
    pub(super) scale: f64,
    pub(super) dx: f64,
    pub(super) dy: f64,
}

impl Pen<'_> {
    fn put(&mut self, letter: char, points: &[(f32, f32)]) {
        self.path.push(letter);
        for (i, (x, y)) in points.iter().enumerate() {
            let x = (f64::from(*x) * self.scale + self.dx).round() as i64;
            let y = (self.dy - f64::from(*y) * self.scale).round() as i64;
            let gap = if i > 0 { " " } else { "" };
            self.path.push_str(&format!("{gap}{x} {y}"));
        }
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.put('L', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.put('Q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.put('C', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}
