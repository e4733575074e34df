//! In: points. Out: compact path data, relative and rounded; with the few functions of trigonometry that drawings need.
//! `libm` computes them in software, so that every machine draws the same line.

use std::f64::consts::TAU;

/// A point, or a step from one to another.
pub(crate) type Point = (f64, f64);

/// The point at a turn (1 is a full circle, 0 is up, clockwise) and a distance from the origin.
pub(crate) fn polar(turn: f64, radius: f64) -> Point {
    let (sine, cosine) = libm::sincos(turn * TAU);
    (radius * sine, -radius * cosine)
}

/// The cosine of a turn.
pub(crate) fn wave(turn: f64) -> f64 {
    libm::cos(turn * TAU)
}

/// A turn that goes on by equal steps: the sines and cosines of each without asking for them anew. A few hundred steps leave
/// twelve digits right.
pub(crate) struct Wheel {
    /// Sine and cosine.
    at: (f64, f64),
    step: (f64, f64),
}

impl Wheel {
    /// From a turn on, by steps of a part of a turn.
    pub(crate) fn new(start: f64, step: f64) -> Self {
        Self { at: libm::sincos(start * TAU), step: libm::sincos(step * TAU) }
    }
    /// Sine and cosine where it stands; it goes on to the next place.
    pub(crate) fn next(&mut self) -> (f64, f64) {
        let ((s, c), (ds, dc)) = (self.at, self.step);
        self.at = (s * dc + c * ds, c * dc - s * ds);
        (s, c)
    }
    /// The cosine where it stands.
    pub(crate) fn wave(&mut self) -> f64 {
        self.next().1
    }
    /// The point in the direction where it stands (0 is up, clockwise), at a distance from the origin.
    pub(crate) fn polar(&mut self, radius: f64) -> Point {
        let (sine, cosine) = self.next();
        (radius * sine, -radius * cosine)
    }
}

/// A number as SVG writes it: rounded to one decimal, without trailing zeros or a negative zero.
pub(crate) fn num(value: f64) -> String {
    let mut out = Vec::with_capacity(8);
    push(&mut out, steps(value, 10.0));
    text(out)
}

/// Adds a number of tenths.
fn push(out: &mut Vec<u8>, tenths: i64) {
    if tenths < 0 {
        out.push(b'-');
    }
    let tenths = tenths.unsigned_abs();
    let (whole, rest) = (tenths / 10, (tenths % 10) as u8);
    match whole {
        0 if rest > 0 => {}
        0..10 => out.push(b'0' + whole as u8),
        10..100 => out.extend_from_slice(&[b'0' + (whole / 10) as u8, b'0' + (whole % 10) as u8]),
        100..1000 => {
            let (hundreds, below) = (whole / 100, whole % 100);
            out.extend_from_slice(&[b'0' + hundreds as u8, b'0' + (below / 10) as u8, b'0' + (below % 10) as u8]);
        }
        _ => out.extend_from_slice(whole.to_string().as_bytes()),
    }
    if rest > 0 {
        out.extend_from_slice(&[b'.', b'0' + rest]);
    }
}

/// Path data as text.
fn text(data: Vec<u8>) -> String {
    String::from_utf8(data).expect("path data are ASCII")
}

/// Writes path data. Every point is rounded where it stands, so that errors never add up.
pub(crate) struct Pen {
    data: Vec<u8>,
    /// Steps in a unit: 10, or 1.
    grain: i64,
    measures: bool,
    at: (i64, i64),
    start: (i64, i64),
    verb: u8,
    length: f64,
}

impl Pen {
    /// A pen that rounds to one decimal.
    pub(crate) fn tenths() -> Self {
        Self {
            data: Vec::with_capacity(256),
            grain: 10,
            measures: false,
            at: (0, 0),
            start: (0, 0),
            verb: b' ',
            length: 0.0,
        }
    }
    /// A pen that rounds to whole units.
    pub(crate) fn whole() -> Self {
        Self { grain: 1, ..Self::tenths() }
    }
    /// A pen that rounds to one decimal and adds up how far it goes.
    pub(crate) fn measuring() -> Self {
        Self { measures: true, ..Self::tenths() }
    }
    /// Lifts the pen to a point.
    pub(crate) fn move_to(&mut self, p: Point) -> &mut Self {
        self.step(b'm', &[p]);
        self.start = self.at;
        self
    }
    /// A straight line.
    pub(crate) fn line_to(&mut self, p: Point) -> &mut Self {
        if self.measures {
            self.length += distance(self.unit(self.at), p);
        }
        self.step(b'l', &[p])
    }
    /// A quadratic curve by its control point.
    pub(crate) fn quad_to(&mut self, control: Point, p: Point) -> &mut Self {
        self.measure(&[control, control, p]);
        self.step(b'q', &[control, p])
    }
    /// A cubic curve by its control points.
    pub(crate) fn cubic_to(&mut self, first: Point, second: Point, p: Point) -> &mut Self {
        self.measure(&[first, second, p]);
        self.step(b'c', &[first, second, p])
    }
    /// A circular arc, clockwise or not, less than half a turn.
    pub(crate) fn arc_to(&mut self, radius: f64, clockwise: bool, p: Point) -> &mut Self {
        if self.measures {
            let half_chord = distance(self.unit(self.at), p) / 2.0;
            self.length += 2.0 * radius * libm::asin((half_chord / radius).min(1.0));
        }
        let radius = num(radius);
        for piece in ["a", &radius, " ", &radius, if clockwise { " 0 0 1" } else { " 0 0 0" }] {
            self.data.extend_from_slice(piece.as_bytes());
        }
        self.verb = b'a';
        let to = self.grid(p);
        self.pair(to);
        self.at = to;
        self
    }
    /// Back to the start of this line.
    pub(crate) fn close(&mut self) -> &mut Self {
        self.data.push(b'z');
        self.verb = b'z';
        self.at = self.start;
        self
    }
    /// A smooth closed curve with the points as its controls (a quadratic B-spline).
    pub(crate) fn smooth(&mut self, points: &[Point]) -> &mut Self {
        let [first, .., last] = points else { return self };
        self.move_to(middle(*last, *first));
        self.weave(points.iter().copied(), points[1..].iter().chain([first]).copied());
        self.close()
    }
    /// A smooth open curve from the first point to the last, with the points between as its controls.
    pub(crate) fn smooth_open(&mut self, points: &[Point]) -> &mut Self {
        let [first, inner @ .., last] = points else { return self };
        self.move_to(*first);
        // The last step ends on the last point: as if the control after it mirrored the one before.
        let end = inner.last().map(|p| (2.0 * last.0 - p.0, 2.0 * last.1 - p.1));
        self.weave(inner.iter().copied(), inner.iter().skip(1).copied().chain(end));
        self
    }
    /// Curves by `controls`, each ending halfway to the next of `ahead`. Each step mirrors the control that rounding
    /// really left, so that the curve stays on its points.
    fn weave(&mut self, controls: impl Iterator<Item = Point>, ahead: impl Iterator<Item = Point>) {
        let mut control = None;
        for (wanted, next) in controls.zip(ahead) {
            let at = control.unwrap_or_else(|| self.unit(self.grid(wanted)));
            let to = middle(at, next);
            if control.is_none() {
                self.quad_to(at, to);
            } else {
                self.step(b't', &[to]);
            }
            let end = self.unit(self.at);
            control = Some((2.0 * end.0 - at.0, 2.0 * end.1 - at.1));
        }
    }
    /// How long the lines, arcs and curves by control points are so far; 0 for a pen that does not measure.
    pub(crate) const fn length(&self) -> f64 {
        self.length
    }
    /// The path data.
    pub(crate) fn finish(&mut self) -> String {
        text(std::mem::take(&mut self.data))
    }

    fn grid(&self, p: Point) -> (i64, i64) {
        (steps(p.0, self.grain as f64), steps(p.1, self.grain as f64))
    }
    fn unit(&self, p: (i64, i64)) -> Point {
        (p.0 as f64 / self.grain as f64, p.1 as f64 / self.grain as f64)
    }
    /// Adds the length of a curve, in 24 steps; a control given twice stands for a quadratic curve.
    fn measure(&mut self, to: &[Point; 3]) {
        if !self.measures {
            return;
        }
        let from = self.unit(self.at);
        let quadratic = to[0] == to[1];
        let mix = |a: Point, b: Point, t: f64| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
        let mut last = from;
        for i in 1..=24 {
            let t = f64::from(i) / 24.0;
            let (a, b, c) = (mix(from, to[0], t), mix(to[0], to[1], t), mix(to[1], to[2], t));
            let point = if quadratic { mix(a, c, t) } else { mix(mix(a, b, t), mix(b, c, t), t) };
            self.length += distance(last, point);
            last = point;
        }
    }
    fn step(&mut self, verb: u8, points: &[Point]) -> &mut Self {
        if verb != self.verb {
            self.data.push(verb);
        }
        self.verb = verb;
        let mut to = self.at;
        for p in points {
            to = self.grid(*p);
            self.pair(to);
        }
        self.at = to;
        self
    }
    fn pair(&mut self, to: (i64, i64)) {
        for delta in [to.0 - self.at.0, to.1 - self.at.1] {
            if delta >= 0 && self.data.last().is_some_and(u8::is_ascii_digit) {
                self.data.push(b' ');
            }
            push(&mut self.data, delta * (10 / self.grain));
        }
    }
}

fn middle(a: Point, b: Point) -> Point {
    ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)
}

/// How far two points are apart.
pub(crate) fn distance(a: Point, b: Point) -> f64 {
    let (x, y) = (b.0 - a.0, b.1 - a.1);
    (x * x + y * y).sqrt()
}

/// To the nearest whole number, halves away from zero.
fn steps(value: f64, grain: f64) -> i64 {
    let value = value * grain;
    let whole = value as i64;
    let rest = value - whole as f64;
    whole + i64::from(rest >= 0.5) - i64::from(rest <= -0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_negative_zero() {
        for n in 0..3000 {
            let plain = format!("{}.{}", n / 10, n % 10);
            let plain = plain.trim_end_matches(".0");
            let plain = if n < 10 && n > 0 { &plain[1..] } else { plain };
            assert_eq!(num(n as f64 / 10.0), plain);
        }
        for (value, text) in [(0.0, "0"), (-0.04, "0"), (0.55, ".6"), (-0.3, "-.3"), (12.0, "12"), (-7.26, "-7.3")] {
            assert_eq!(num(value), text);
        }
    }

    #[test]
    fn a_wheel_stands_where_trigonometry_says_after_many_steps() {
        for (start, step) in [(0.0, 1.0 / 700.0), (0.37, 17.0 / 119.0), (0.9, 53.0 / 371.0)] {
            let mut wheel = Wheel::new(start, step);
            for i in 0..700 {
                let (told, wanted) = (wheel.polar(1000.0), polar(start + f64::from(i) * step, 1000.0));
                assert!(distance(told, wanted) < 1e-8, "{i} {told:?} {wanted:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn rounding_is_that_of_the_library(value in -5000.0..5000.0f64) {
            proptest::prop_assert_eq!(steps(value, 10.0), (value * 10.0).round() as i64);
        }
    }

    #[test]
    fn relative_steps_come_from_rounded_places_so_that_errors_never_add_up() {
        let mut pen = Pen::tenths();
        pen.move_to((0.0, 0.0));
        for i in 1..=100 {
            pen.line_to((f64::from(i) * 0.34, 0.0));
        }
        assert_eq!(pen.at, (340, 0));
    }

    #[test]
    fn lengths_are_those_of_geometry() {
        let mut pen = Pen::measuring();
        pen.move_to((0.0, -50.0)).arc_to(50.0, true, (50.0, 0.0)).line_to((50.0, 30.0));
        pen.quad_to((60.0, 30.0), (70.0, 30.0)).cubic_to((71.0, 30.0), (72.0, 30.0), (80.0, 30.0));
        assert!((pen.length() - (std::f64::consts::PI * 25.0 + 60.0)).abs() < 0.01, "{}", pen.length());
    }

    #[test]
    fn a_smooth_curve_stays_on_its_controls_however_long_it_is() {
        let points: Vec<Point> = (0..400).map(|i| polar(f64::from(i) / 400.0, 777.7)).collect();
        let mut pen = Pen::whole();
        let data = pen.smooth(&points).finish();
        let mut at = (0.0, 0.0);
        let text = data.replace(['m', 'q', 't', 'z'], " ").replace('-', " -");
        let numbers: Vec<f64> = text.split_whitespace().map(|n| n.parse().unwrap()).collect();
        for (i, pair) in numbers.chunks(2).enumerate() {
            if i == 1 {
                continue; // the first control
            }
            at = (at.0 + pair[0], at.1 + pair[1]);
            let radius = (at.0 * at.0 + at.1 * at.1).sqrt();
            assert!((radius - 777.7).abs() < 2.0, "step {i}: {radius}");
        }
    }
}
