//! In: a place and colours. Out: a ribbon behind a line of text, and the tails of a seal.

use super::{Area, Item, decoration};
use crate::draft::Colour;
use crate::render::svg::tone::hex;

/// Paper on the ribbon before and after the words, and the reach of its folded ends, in millimetres.
const PAD: f64 = 9.0;
const END: f64 = 10.0;
/// Above and below the words.
const LIP: f64 = 2.1;
/// How far the ends hang.
const DROP: f64 = 2.4;

/// A ribbon behind words: with folded, swallow-tailed ends, and fine lines along its edges.
#[must_use]
pub fn ribbon(words: Area, (field, line): (Colour, Colour)) -> Item {
    let (w, h) = (words.width + 2.0 * PAD, words.height + 2.0 * LIP);
    let area = Area { x: words.x - PAD - END, y: words.y - LIP, width: w + 2.0 * END, height: h + DROP };
    let (x, end) = (w / 2.0, w / 2.0 + END);
    let darker = |share: f64| {
        let part = |part: u8| (f64::from(part) * share).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a byte")]
        let dark = field.0.map(|of| part(of) as u8);
        hex(Colour(dark))
    };
    let (half, fold) = (h / 2.0 + DROP, 4.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{:.2} 0 {:.2} {:.2}\">",
        -end, area.width, area.height
    );
    for side in ["", " transform=\"scale(-1 1)\""] {
        out.push_str(&format!(
            "<g{side}><path fill=\"{}\" d=\"M{:.2} {DROP}H{end:.2}L{:.2} {half:.2}L{end:.2} {:.2}H{:.2}z\"/>\
             <path fill=\"{}\" d=\"M{:.2} {h:.2}H{x:.2}L{:.2} {:.2}z\"/>\
             <path fill=\"none\" stroke=\"{}\" stroke-width=\".18\" d=\"M{:.2} {:.2}H{:.2}M{:.2} {:.2}H{:.2}\"/></g>",
            darker(0.78),
            x - fold,
            end - 3.6,
            h + DROP,
            x - fold,
            darker(0.45),
            x - fold,
            x - fold,
            h + DROP,
            hex(line),
            x,
            DROP + 0.9,
            end - 0.9,
            x,
            h + DROP - 0.9,
            end - 0.9,
        ));
    }
    out.push_str(&format!(
        "<path fill=\"{}\" d=\"M{:.2} 0H{x:.2}V{h:.2}H{:.2}z\"/><path fill=\"none\" stroke=\"{}\" stroke-width=\".2\" d=\"M{:.2} .9H{x:.2}M{:.2} {:.2}H{x:.2}\"/></svg>",
        hex(field),
        -x,
        -x,
        hex(line),
        -x,
        -x,
        h - 0.9
    ));
    decoration(out, area, field)
}

/// Two tails below a round seal, cut out where the seal is.
#[must_use]
pub fn tails(seal: Area, field: Colour, shade: Colour) -> Item {
    let radius = seal.width / 2.0 + 0.7;
    let length = 13.0;
    let spread = 4.0;
    let area = Area {
        x: seal.x - spread,
        y: seal.y + seal.height / 2.0,
        width: seal.width + 2.0 * spread,
        height: seal.height / 2.0 + length,
    };
    let (low, high) = (radius * 0.62, radius * 0.985);
    let (near, far) = (radius * 0.12, radius * 0.78);
    let foot = area.height;
    // From the seal's edge near the middle, down, swallow-tailed, and up to its edge further out.
    let tail = format!(
        "M{near:.2} {high:.2}L{:.2} {foot:.2}L{:.2} {:.2}L{:.2} {:.2}L{far:.2} {low:.2}A{radius:.2} {radius:.2} 0 0 1 {near:.2} {high:.2}z",
        near + 2.0,
        (near + far) / 2.0 + 2.6,
        foot - 3.4,
        far + 3.4,
        foot - 0.6,
    );
    let mut lines = String::new();
    for i in 1..4 {
        let part = f64::from(i) / 4.0;
        let x = near + (far - near) * part;
        let top = (radius * radius - x * x).max(0.0).sqrt() + 0.4;
        lines.push_str(&format!("M{x:.2} {top:.2}L{:.2} {:.2}", x + 2.0 + 1.2 * part, foot - 3.8));
    }
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{:.2} 0 {:.2} {foot:.2}\"><g id=\"tail\"><path fill=\"{}\" d=\"{tail}\"/><path fill=\"none\" stroke=\"{}\" stroke-width=\".22\" d=\"{lines}\"/></g><use href=\"#tail\" transform=\"scale(-1 1)\"/></svg>",
        -area.width / 2.0,
        area.width,
        hex(field),
        hex(shade)
    );
    decoration(svg, area, field)
}
