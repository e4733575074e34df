//! In: the signature of a seal and a size in millimetres. Out: the guilloché border of a certificate.
//! Strands run along the sides, swell and meet in knots; a small rosette sits on each corner.

use accolade_credential::Seal;

use super::pen::{Pen, Point, num, wave};
use super::rosette::{Dial, heart, name, turned};

/// Drawing units in a millimetre.
const MM: f64 = 50.0;
/// From the edge of the paper to the middle of the band.
const INSET: f64 = 12.5;
/// From the middle of the band to its rules.
const RULE: f64 = 4.4;
/// From the corner of the band to the start of its strands.
const CORNER: f64 = 6.6;

/// The border for a sheet of `width` by `height` millimetres, painted with the current colour.
#[must_use]
pub fn border(seal: &Seal, width: f64, height: f64) -> String {
    draw(seal.bytes(), width, height)
}

fn draw(signature: &[u8; 64], width: f64, height: f64) -> String {
    let id = name(signature);
    let dial = Dial(&signature[8..]);
    let (half_width, half_height) = (width / 2.0 - INSET, height / 2.0 - INSET);
    let across = side(dial, half_width - CORNER);
    let down = side(dial, half_height - CORNER);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"border\" viewBox=\"{} {} {} {}\" aria-hidden=\"true\" \
         focusable=\"false\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"7\">",
        num(-width / 2.0 * MM),
        num(-height / 2.0 * MM),
        num(width * MM),
        num(height * MM)
    );
    let (x, y) = (num(half_width * MM), num(half_height * MM));
    out += &format!("<path id=\"{id}x\" transform=\"translate(0,-{y})\" d=\"{across}\"/>");
    out += &format!("<use href=\"#{id}x\" transform=\"scale(-1)\"/>");
    out += &format!(
        "<g transform=\"{}\"><path id=\"{id}y\" transform=\"translate(0,-{x})\" d=\"{down}\"/></g>",
        turned(90.0)
    );
    out += &format!("<use href=\"#{id}y\" transform=\"{}\"/>", turned(270.0));
    out += &format!("<defs><g id=\"{id}k\" stroke-width=\"6\">{}</g></defs>", heart(dial, &format!("{id}h")));
    let scale = RULE * MM / 335.0;
    for (sx, sy) in [("-", "-"), ("", "-"), ("", ""), ("-", "")] {
        out += &format!("<use href=\"#{id}k\" transform=\"translate({sx}{x},{sy}{y}) scale({:.3})\"/>", scale);
    }
    for (reach, weight) in [(RULE + 1.2, 14.0), (RULE, 6.0), (-RULE, 6.0)] {
        let (w, h) = ((half_width + reach) * MM, (half_height + reach) * MM);
        out += &format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" stroke-width=\"{}\"/>",
            num(-w),
            num(-h),
            num(w * 2.0),
            num(h * 2.0),
            num(weight)
        );
    }
    out + "</svg>"
}

/// The strands of one side, from `-half` to `half` millimetres.
fn side(dial: Dial<'_>, half: f64) -> String {
    let strands = dial.pick(0, 5, 2);
    let length = half * 2.0;
    let waves = (length / dial.between(1, 11.0, 14.0)).round();
    let swells = (length / dial.between(2, 24.0, 40.0)).round();
    let pinch = dial.between(3, 0.24, 0.55);
    let swing = RULE - 0.9;
    let steps = (waves * 5.0) as u32;
    let mut pen = Pen::whole();
    for strand in 0..strands {
        let phase = f64::from(strand) / f64::from(strands);
        let points: Vec<Point> = (0..=steps)
            .map(|i| {
                let part = f64::from(i) / f64::from(steps);
                // Towards both ends the strands meet in a knot.
                let taper = 1.0 - libm::pow((2.0 * part - 1.0).abs(), 24.0);
                let swell = 1.0 - pinch / 2.0 + pinch / 2.0 * wave(part * swells);
                ((length * part - half) * MM, swing * taper * swell * wave(part * waves + phase) * MM)
            })
            .collect();
        pen.smooth_open(&points);
    }
    pen.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_is_well_formed_small_and_its_signature_s_own() {
        for (width, height) in [(297.0, 210.0), (210.0, 297.0), (279.4, 215.9), (215.9, 279.4)] {
            let (one, two) = (draw(&[3; 64], width, height), draw(&[200; 64], width, height));
            assert!(one.len() < 16_000 && two.len() < 16_000, "{} {}", one.len(), two.len());
            assert_ne!(one, two);
            roxmltree::Document::parse(&one).unwrap();
        }
    }
}
