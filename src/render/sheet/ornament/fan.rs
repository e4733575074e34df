//! In: the seal and the size of a sheet. Out: a frame of fine lines with an engraved fan in each corner. The fans' waves are set by the
//! bytes of the signature, as those of the seal are.

use accolade_credential::Seal;

use super::{Area, Item, decoration};
use crate::draft::Colour;
use crate::render::svg::pen::{Pen, Point, wave};

/// Drawing units in a millimetre.
const MM: f64 = 20.0;

/// The frame, `inset` millimetres from the edge, with fans of a radius.
#[must_use]
pub fn fans(seal: &Seal, (width, height): (f64, f64), (inset, radius): (f64, f64), colour: Colour) -> Item {
    let fan = fan(seal.bytes(), radius * MM);
    let (w, h, at) = (width * MM, height * MM, inset * MM);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\"><defs><g id=\"fan\">{fan}</g></defs>"
    );
    for (x, y, sx, sy) in [(at, at, 1, 1), (w - at, at, -1, 1), (w - at, h - at, -1, -1), (at, h - at, 1, -1)] {
        out.push_str(&format!("<use href=\"#fan\" transform=\"translate({x} {y}) scale({sx} {sy})\"/>"));
    }
    let r = radius * MM;
    let (right, low) = (w - at, h - at);
    for (gap, weight) in [(0.0, 9.0), (1.6 * MM, 3.0)] {
        // The inner line stops at the fans.
        let stop = if gap > 0.0 { (r * r - gap * gap).sqrt() } else { 0.0 };
        out.push_str(&format!(
            "<path stroke-width=\"{weight}\" d=\"M{:.0} {:.0}H{:.0}M{:.0} {:.0}H{:.0}M{:.0} {:.0}V{:.0}M{:.0} {:.0}V{:.0}\"/>",
            at + stop,
            at + gap,
            right - stop,
            at + stop,
            low - gap,
            right - stop,
            at + gap,
            at + stop,
            low - stop,
            right - gap,
            at + stop,
            low - stop,
        ));
    }
    decoration(out + "</svg>", Area { x: 0.0, y: 0.0, width, height }, colour)
}

/// A quarter of a rosette: three bands of interlaced waves between arcs.
fn fan(signature: &[u8; 64], radius: f64) -> String {
    let byte = |i: usize| f64::from(signature[i]);
    let pick = |i: usize, from: f64, count: u8| from + f64::from(signature[i] % count);
    // Where a band lies, how far it swings, its waves on a quarter, its strands.
    let bands =
        [(0.83, 0.115, pick(20, 6.0, 3), 5), (0.56, 0.12, pick(21, 4.0, 3), 6), (0.27, 0.13, pick(22, 2.0, 2), 7)];
    let mut out = String::new();
    for (n, (middle, swing, waves, strands)) in bands.into_iter().enumerate() {
        let second = 0.28 * (byte(30 + n) / 127.5 - 1.0);
        let mut pen = Pen::whole();
        for strand in 0..strands {
            let phase = f64::from(strand) / f64::from(strands);
            let steps = (waves * 10.0) as u32;
            let points: Vec<Point> = (0..=steps)
                .map(|i| {
                    let part = f64::from(i) / f64::from(steps);
                    let t = part * waves + phase;
                    let r = radius * (middle + swing * (wave(t) + second * wave(2.0 * t)) / (1.0 + second.abs()));
                    let quarter = 0.25 * part;
                    (r * wave(quarter - 0.25), r * wave(quarter))
                })
                .collect();
            pen.smooth_open(&points);
        }
        out.push_str(&format!("<path d=\"{}\"/>", pen.finish()));
    }
    for (share, weight) in [(0.985, 8.0), (0.96, 3.0), (0.7, 3.0), (0.42, 3.0), (0.12, 6.0)] {
        let r = radius * share;
        out.push_str(&format!("<path stroke-width=\"{weight}\" d=\"M0 {r:.0}A{r:.0} {r:.0} 0 0 0 {r:.0} 0\"/>"));
    }
    out
}
