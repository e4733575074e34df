//! In: a colour and the ids to draw with. Out: the engine-turned ground of a field, as on a watch dial.
//! One curve and its copies, turned or scaled: fine at 600 px, and a few hundred bytes.

use super::pen::{Pen, Point, num, polar, wave};
use crate::model::Colour;

/// Elements that draw the ground, without paint: the caller sets stroke and clip. The colour picks the pattern,
/// so that badges of one colour (a department) share it.
pub(crate) fn ground(Colour([r, g, b]): Colour, id: &str) -> String {
    let mix = u32::from(r) * 7 + u32::from(g) * 13 + u32::from(b) * 29;
    let lobes = 24 + (mix / 4 % 5) * 6;
    match mix % 4 {
        0 => barleycorn(lobes, id),
        1 => torus(30 + lobes / 4, id),
        2 => braid(lobes, id),
        _ => rays(lobes * 4),
    }
}

/// Two opposed waves, repeated towards the middle.
fn barleycorn(lobes: u32, id: &str) -> String {
    let mut pen = Pen::tenths();
    for phase in [0.0, 0.5] {
        pen.smooth(&ripple(lobes, 142.0, 142.0 * 0.058, phase));
    }
    let mut out = format!("<path id=\"{id}-w\" d=\"{}\"/>", pen.finish());
    let mut scale = 1.0;
    for _ in 0..24 {
        scale *= 0.892;
        out += &format!("<use href=\"#{id}-w\" transform=\"scale({})\"/>", thousandths(scale));
    }
    out
}

/// Circles through the middle, turned.
fn torus(copies: u32, id: &str) -> String {
    let mut out = format!("<circle id=\"{id}-w\" cx=\"74\" r=\"74\"/>");
    turned(&mut out, copies, id);
    out
}

/// Spiralling waves, turned: a moiré of petals.
fn braid(lobes: u32, id: &str) -> String {
    let petals = 5.0;
    let points: Vec<Point> = (0..90)
        .map(|i| {
            let turn = f64::from(i) / 90.0;
            polar(turn, 86.0 + 52.0 * wave(turn * petals))
        })
        .collect();
    let mut out = format!("<path id=\"{id}-w\" d=\"{}\"/>", Pen::tenths().smooth(&points).finish());
    let copies = 10 + lobes / 10;
    for i in 1..copies {
        let angle = 72.0 * f64::from(i) / f64::from(copies);
        out += &format!("<use href=\"#{id}-w\" transform=\"rotate({})\"/>", num(angle));
    }
    out
}

/// Rays: one broad circle, dashed.
fn rays(count: u32) -> String {
    let step = std::f64::consts::TAU * 72.0 / f64::from(count);
    let (on, off) = (step * 0.32, step * 0.68);
    format!("<circle r=\"72\" stroke-width=\"136\" stroke-dasharray=\"{} {}\"/>", thousandths(on), thousandths(off))
}

fn turned(out: &mut String, copies: u32, id: &str) {
    for i in 1..copies {
        let angle = 360.0 * f64::from(i) / f64::from(copies);
        *out += &format!("<use href=\"#{id}-w\" transform=\"rotate({})\"/>", num(angle));
    }
}

/// A closed wave around a circle.
fn ripple(lobes: u32, radius: f64, swing: f64, phase: f64) -> Vec<Point> {
    let count = lobes * 4;
    (0..count)
        .map(|i| {
            let turn = f64::from(i) / f64::from(count);
            polar(turn, radius + swing * wave(turn * f64::from(lobes) + phase))
        })
        .collect()
}

fn thousandths(value: f64) -> String {
    format!("{}", (value * 1000.0).round() / 1000.0)
}
