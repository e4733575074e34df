//! In: a shape. Out: its field as path data around the origin, its edge, and where device and banner stand in it.
//! Rings and body grow outwards from the field, so that all shapes share one construction.

use super::pen::{Pen, Point, distance, polar};
use crate::model::Shape;

/// How a shape is built. Units: the whole artwork is 240 wide, the origin in its middle.
pub(crate) struct Outline {
    /// The field, inside the body.
    pub(crate) field: String,
    /// The outer edge, when it is not the field grown outwards by [`BAND`].
    pub(crate) body: Option<String>,
    /// The line that milling runs along.
    pub(crate) mill: Line,
    /// Pearls outside of the milling: a line, and how many.
    pub(crate) pearls: Option<(Line, u32)>,
    /// The middle of the device when it stands alone.
    pub(crate) middle: f64,
    /// The middle of the device above a banner.
    pub(crate) above: f64,
    /// The middle of the banner.
    pub(crate) banner: f64,
    /// How far a small mark stands to the left and right of the middle of the device.
    pub(crate) flank: f64,
    /// The circle that words can run along, inside the field: the y of its middle, and its radius.
    pub(crate) round: Option<(f64, f64)>,
}

/// Path data and its length.
pub(crate) struct Line {
    pub(crate) data: String,
    pub(crate) length: f64,
}

/// How far the body reaches beyond the field.
pub(crate) const BAND: f64 = 20.0;
/// Where the milling runs, from the field.
const MILL: f64 = 17.2;

/// The construction of a shape.
pub(crate) fn outline(shape: Shape) -> Outline {
    let plain = |field: Line, mill: Line| Outline {
        field: field.data,
        body: None,
        mill,
        pearls: None,
        middle: 0.0,
        above: -21.0,
        banner: 60.0,
        flank: 80.0,
        round: None,
    };
    match shape {
        Shape::Circle => Outline { round: Some((0.0, 96.0)), ..plain(circle(96.0), circle(96.0 + MILL)) },
        Shape::Hexagon => Outline {
            above: -24.0,
            banner: 54.0,
            flank: 74.0,
            round: Some((0.0, 87.0)),
            ..plain(polygon(6, 0.0, (101.0, 10.0)), polygon(6, 0.0, grown(6, (101.0, 10.0))))
        },
        Shape::Octagon => Outline {
            round: Some((0.0, 94.0)),
            ..plain(polygon(8, 0.5, (103.0, 6.0)), polygon(8, 0.5, grown(8, (103.0, 6.0))))
        },
        Shape::Shield => Outline {
            middle: -10.0,
            above: -36.0,
            banner: 36.0,
            flank: 68.0,
            round: Some((-10.0, 78.0)),
            ..plain(shield(0.0), shield(MILL))
        },
        Shape::Rosette => Outline {
            body: Some(scallops(16, 105.0).data),
            pearls: Some((circle(108.5), 16)),
            flank: 67.0,
            round: Some((0.0, 83.0)),
            ..plain(circle(83.0), circle(83.0 + MILL))
        },
        Shape::Plaque => Outline {
            above: -25.0,
            banner: 62.0,
            flank: 62.0,
            body: Some(plaque((96.0, 116.0), 17.0).data),
            ..plain(plaque((76.0, 96.0), 17.0), plaque((76.0 + MILL, 96.0 + MILL), 17.0))
        },
        Shape::Ribbon => Outline {
            middle: -22.0,
            above: -42.0,
            banner: 28.0,
            flank: 61.0,
            round: Some((-22.0, 76.0)),
            body: Some(hung(&TAILS, 76.0 + BAND, -22.0)),
            ..plain(circle_at(76.0, -22.0), circle_at(76.0 + MILL, -22.0))
        },
        Shape::Medal => Outline {
            middle: 24.0,
            above: 6.0,
            banner: 76.0,
            flank: 59.0,
            round: Some((24.0, 74.0)),
            body: Some(hung(&STRAP, 74.0 + BAND, 24.0)),
            ..plain(circle_at(74.0, 24.0), circle_at(74.0 + MILL, 24.0))
        },
        Shape::Ticket => Outline {
            above: -23.0,
            banner: 52.0,
            flank: 68.0,
            body: Some(ticket((96.0 + BAND, 74.0 + BAND), 15.0).data),
            ..plain(ticket((96.0, 74.0), 15.0), ticket((96.0 + MILL, 74.0 + MILL), 15.0))
        },
        Shape::Gem => Outline {
            middle: -16.0,
            above: -32.0,
            banner: 34.0,
            flank: 62.0,
            round: Some((-21.0, 67.0)),
            ..plain(cut(0.0), cut(MILL))
        },
    }
}

fn circle(radius: f64) -> Line {
    circle_at(radius, 0.0)
}

fn circle_at(radius: f64, y: f64) -> Line {
    let mut pen = Pen::measuring();
    let (top, bottom) = ((0.0, y - radius), (0.0, y + radius));
    pen.move_to(top).arc_to(radius, true, bottom).arc_to(radius, true, top);
    line(&mut pen)
}

/// The tails of a ribbon, to stand behind a round.
const TAILS: [Point; 9] = [
    (-66.0, 30.0),
    (66.0, 30.0),
    (82.0, 104.0),
    (55.0, 99.0),
    (40.0, 118.0),
    (0.0, 50.0),
    (-40.0, 118.0),
    (-55.0, 99.0),
    (-82.0, 104.0),
];

/// The strap that a medal hangs on, to stand behind a round.
const STRAP: [Point; 4] = [(-56.0, -118.0), (56.0, -118.0), (40.0, -50.0), (-40.0, -50.0)];

/// A round with a cut cloth behind it, drawn with one pen: its steps are relative.
fn hung(cloth: &[Point], radius: f64, y: f64) -> String {
    let mut pen = Pen::measuring();
    for (i, corner) in cloth.iter().enumerate() {
        if i == 0 {
            pen.move_to(*corner)
        } else {
            pen.line_to(*corner)
        };
    }
    let (top, bottom) = ((0.0, y - radius), (0.0, y + radius));
    pen.close().move_to(top).arc_to(radius, true, bottom).arc_to(radius, true, top);
    line(&mut pen).data
}

/// A lying ticket by its half width and half height, with a round notch of radius `notch` in each side.
fn ticket((w, h): (f64, f64), notch: f64) -> Line {
    const SOFT: f64 = 7.0;
    let mut pen = Pen::measuring();
    pen.move_to((SOFT - w, -h))
        .line_to((w - SOFT, -h))
        .quad_to((w, -h), (w, SOFT - h))
        .line_to((w, -notch))
        .arc_to(notch, false, (w, notch))
        .line_to((w, h - SOFT))
        .quad_to((w, h), (w - SOFT, h))
        .line_to((SOFT - w, h))
        .quad_to((-w, h), (-w, h - SOFT))
        .line_to((-w, notch))
        .arc_to(notch, false, (-w, -notch))
        .line_to((-w, SOFT - h))
        .quad_to((-w, -h), (SOFT - w, -h));
    line(&mut pen)
}

/// A cut stone with a flat table, grown outwards by `by`.
fn cut(by: f64) -> Line {
    const CORNERS: [Point; 5] = [(-58.0, -90.0), (58.0, -90.0), (98.0, -36.0), (0.0, 88.0), (-98.0, -36.0)];
    const SOFT: f64 = 9.0;
    let corner = |i: usize| CORNERS[i % CORNERS.len()];
    // The side that begins at a corner, as a step of length 1.
    let side = |i: usize| {
        let (a, b) = (corner(i), corner(i + 1));
        ((b.0 - a.0) / distance(a, b), (b.1 - a.1) / distance(a, b))
    };
    let mut pen = Pen::measuring();
    let mut first = None;
    for i in 0..CORNERS.len() {
        let (at, from, to) = (corner(i), side(i + CORNERS.len() - 1), side(i));
        // Tangent of half the turn at this corner.
        let half = (from.0 * to.1 - from.1 * to.0) / (1.0 + from.0 * to.0 + from.1 * to.1);
        let at = (at.0 + by * (from.1 + from.0 * half), at.1 + by * (from.1 * half - from.0));
        let soft = SOFT + by * half;
        let start = (at.0 - from.0 * soft, at.1 - from.1 * soft);
        if first.is_none() {
            pen.move_to(start)
        } else {
            pen.line_to(start)
        };
        first = first.or(Some(start));
        pen.quad_to(at, (at.0 + to.0 * soft, at.1 + to.1 * soft));
    }
    if let Some(first) = first {
        pen.line_to(first);
    }
    line(&mut pen)
}

/// A regular polygon by its radius and how far its corners are softened; `phase` turns it by parts of a side.
fn polygon(sides: u32, phase: f64, (radius, soft): (f64, f64)) -> Line {
    let corner = |i: f64| polar((i + phase) / f64::from(sides), radius);
    let mut pen = Pen::measuring();
    for i in 0..sides {
        let i = f64::from(i);
        let (before, at, after) = (corner(i - 1.0), corner(i), corner(i + 1.0));
        let start = towards(at, before, soft);
        if i == 0.0 {
            pen.move_to(start)
        } else {
            pen.line_to(start)
        };
        pen.quad_to(at, towards(at, after, soft));
    }
    pen.line_to(towards(corner(0.0), corner(-1.0), soft));
    line(&mut pen)
}

/// Radius and softening of a polygon grown outwards to the milling.
fn grown(sides: u32, (radius, soft): (f64, f64)) -> (f64, f64) {
    let half = std::f64::consts::PI / f64::from(sides);
    let (sin, cos) = (libm::sin(half), libm::cos(half));
    (radius + MILL / cos, soft + MILL * sin / cos)
}

/// A round with scalloped edge.
fn scallops(lobes: u32, radius: f64) -> Line {
    let count = f64::from(lobes);
    let bulge = radius * libm::sin(std::f64::consts::PI / count) * 1.06;
    let mut pen = Pen::measuring();
    pen.move_to(polar(-0.5 / count, radius));
    for i in 0..lobes {
        pen.arc_to(bulge, true, polar((f64::from(i) + 0.5) / count, radius));
    }
    line(&mut pen)
}

/// A shield, grown outwards by `by`.
fn shield(by: f64) -> Line {
    let (top, side, soft) = (-93.0 - by, 84.0 + by, 6.0 + by);
    let tip = 97.0 + by * 1.06;
    let mut pen = Pen::measuring();
    pen.move_to((0.0, top - 1.0))
        .cubic_to((26.0, top + 8.0), (48.0, top + 8.0), (side - soft, top + 2.0))
        .quad_to((side, top), (side, top + soft))
        .line_to((side, -18.0))
        .cubic_to((side, 34.0 + by * 0.3), (50.0 + by * 0.5, 72.0 + by * 0.8), (0.0, tip))
        .cubic_to((-50.0 - by * 0.5, 72.0 + by * 0.8), (-side, 34.0 + by * 0.3), (-side, -18.0))
        .line_to((-side, top + soft))
        .quad_to((-side, top), (soft - side, top + 2.0))
        .cubic_to((-48.0, top + 8.0), (-26.0, top + 8.0), (0.0, top - 1.0));
    line(&mut pen)
}

/// A standing plaque with scooped corners, by its half width and half height.
fn plaque((w, h): (f64, f64), s: f64) -> Line {
    let mut pen = Pen::measuring();
    pen.move_to((s - w, -h))
        .line_to((w - s, -h))
        .arc_to(s, false, (w, s - h))
        .line_to((w, h - s))
        .arc_to(s, false, (w - s, h))
        .line_to((s - w, h))
        .arc_to(s, false, (-w, h - s))
        .line_to((-w, s - h))
        .arc_to(s, false, (s - w, -h));
    line(&mut pen)
}

fn line(pen: &mut Pen) -> Line {
    Line { length: pen.length(), data: pen.close().finish() }
}

fn towards(from: Point, to: Point, by: f64) -> Point {
    let share = by / distance(from, to);
    (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
}
