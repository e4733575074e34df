//! In: a legend, the shape it crosses, its inks and faces. Out: a ribbon with the words on it, on one line or two; always fits.

use super::badge::SERIF;
use super::letters::{Case, Line};
use super::outline::Outline;
use super::pen::num;
use super::text::{balance, clip, ems, escape, joins};
use super::tone::{Inks, hex};
use crate::render::fonts::Fonts;

/// A ribbon with the legend; nothing when there is no legend.
pub(super) fn banner(id: &str, text: &str, (shape, inks): (&Outline, &Inks), fonts: Option<&Fonts>) -> Option<String> {
    const ROOM: f64 = 166.0;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return None;
    }
    let single = (ROOM / ems(&text)).min(17.0);
    let lines = if single >= 10.5 { vec![text] } else { balance(&text, 2) };
    let widest = lines.iter().map(|l| ems(l)).fold(0.1, f64::max);
    let most = if lines.len() == 1 { 17.0 } else { 13.0 };
    let size = ((ROOM / widest).clamp(9.0, most) * 10.0).floor() / 10.0;
    let half = if lines.len() == 1 { 15.0 } else { 19.0 };
    let (top, bottom) = (shape.banner - half, shape.banner + half);
    let (paper, ink, fold, edge) = (hex(inks.paper), hex(inks.ink), hex(inks.fold), hex(inks.edge));
    let mut out = String::new();
    for side in [-1.0, 1.0] {
        let x = |v: f64| num(v * side);
        out += &format!(
            "<path d=\"M{} {}H{}L{} {}L{} {}H{}z\" fill=\"{fold}\" stroke=\"{edge}\"/>\
             <path d=\"M{} {}v7L{} {}z\" fill=\"{edge}\" stroke=\"{edge}\"/>",
            x(82.0),
            num(top + 7.0),
            x(116.0),
            x(107.0),
            num(shape.banner + 7.0),
            x(116.0),
            num(bottom + 7.0),
            x(82.0),
            x(82.0),
            num(bottom),
            x(94.0),
            num(bottom),
        );
    }
    out += &format!(
        "<path d=\"M-94 {}H94V{}H-94z\" fill=\"{paper}\" stroke=\"{edge}\" stroke-width=\"1.2\"/>\
         <path d=\"M-94 {}H94M-94 {}H94\" stroke=\"{edge}\" stroke-width=\".6\"/>\
         ",
        num(top),
        num(bottom),
        num(top + 2.6),
        num(bottom - 2.6),
    );
    let first = shape.banner + size * 0.35 - size * 0.56 * (lines.len() as f64 - 1.0);
    let lines: Vec<(String, f64)> =
        (0..).zip(lines).map(|(i, line)| (clip(&line, ROOM / size), first + size * 1.12 * f64::from(i))).collect();
    let outlined = fonts.and_then(|fonts| outlined(fonts, id, &lines, (size, ROOM)));
    Some(
        out + &outlined.map_or_else(|| typed(&lines, size, &ink), |letters| format!("<g fill=\"{ink}\">{letters}</g>")),
    )
}

/// The legend as letters of the site's faces, a little apart.
fn outlined(fonts: &Fonts, id: &str, lines: &[(String, f64)], (size, room): (f64, f64)) -> Option<String> {
    const SPACING: f64 = 0.1;
    let set: Option<Vec<(Line, f64)>> = lines.iter().map(|(text, y)| Some((Line::of(fonts, text)?, *y))).collect();
    let set = set?;
    let widest = set.iter().map(|(line, _)| line.width(SPACING)).fold(0.1, f64::max);
    let size = size.min(room / widest);
    let mut case = Case::default();
    for (line, y) in &set {
        case.straight(id, line, (SPACING, y / size));
    }
    Some(case.finish(id, size, ""))
}

/// The legend as text in the reader's own serif, squeezed to its room.
fn typed(lines: &[(String, f64)], size: f64, ink: &str) -> String {
    const ROOM: f64 = 166.0;
    let mut out = format!(
        "<g font-family=\"{SERIF}\" font-size=\"{}\" font-weight=\"600\" text-anchor=\"middle\" fill=\"{ink}\">",
        num(size)
    );
    for (line, baseline) in lines {
        let adjust = if joins(line) { " lengthAdjust=\"spacingAndGlyphs\"" } else { "" };
        out += &format!(
            "<text y=\"{}\" textLength=\"{}\"{adjust}>{}</text>",
            num(*baseline),
            num((ems(line) * size).min(ROOM)),
            escape(line)
        );
    }
    out + "</g>"
}
