//! In: a sheet and its faces. Out: one SVG of it: for a page, with text that can be selected, searched and read aloud, and nothing
//! that a strict policy forbids; or alone, with letters as outlines, for pictures. Decides nothing about places.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::measure::Measure;
use super::{Align, Area, Drawing, Item, Picture, Role, Sheet, Text};
use crate::render::fonts::{Face, Fonts};
use crate::render::svg::text::escape;
use crate::render::svg::tone::hex;
use crate::render::words::Direction;

/// The sheet as part of a page. Styles find it by its class `sheet`.
#[must_use]
pub fn page(sheet: &Sheet, fonts: &Fonts) -> String {
    let mut out = format!(
        "<svg class=\"sheet\" viewBox=\"0 0 {} {}\" role=\"group\" aria-label=\"{}\">",
        mm(sheet.width_mm),
        mm(sheet.height_mm),
        escape(&sheet.title)
    );
    let measure = Measure::new(fonts);
    let mut items = sheet.items.iter().enumerate().peekable();
    while let Some((n, item)) = items.next() {
        match item {
            Item::Text(text) => {
                let mut lines = vec![text];
                while let Some((_, Item::Text(next))) = items.peek().filter(|(_, item)| continues(item)) {
                    lines.push(next);
                    items.next();
                }
                out.push_str(&linked(&paragraph(&lines, &measure, fonts), text.link.as_deref()));
            }
            Item::Rule(area, colour) => {
                out.push_str(&format!("<rect{} fill=\"{}\" aria-hidden=\"true\"/>", place(area), hex(*colour)));
            }
            Item::Drawing(drawing) => {
                let told = match &drawing.alt {
                    Some(alt) => format!(" role=\"img\" aria-label=\"{}\"", escape(alt)),
                    None => " aria-hidden=\"true\"".to_owned(),
                };
                out.push_str(&linked(&nested(drawing, &format!("s{n}-"), &told), drawing.link.as_deref()));
            }
            Item::Picture(picture) => out.push_str(&image(picture, picture.image.href.clone())),
        }
    }
    out + "</svg>"
}

/// The sheet as a drawing of its own, on white paper.
#[must_use]
pub fn alone(sheet: &Sheet, fonts: &Fonts) -> String {
    let (width, height) = (mm(sheet.width_mm), mm(sheet.height_mm));
    let body = drawn(sheet, fonts, "");
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">{body}</svg>")
}

/// Sheets of one size beside and below each other, `columns` in a row, on a quiet ground.
#[must_use]
pub fn together(sheets: &[Sheet], fonts: &Fonts, columns: usize) -> String {
    let Some(first) = sheets.first() else { return String::new() };
    let gap = first.height_mm.min(first.width_mm) * 0.05;
    let (across, down) = (first.width_mm + gap, first.height_mm + gap);
    let (width, height) = (gap + across * columns as f64, gap + down * sheets.len().div_ceil(columns) as f64);
    let (width, height) = (mm(width), mm(height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"><path fill=\"#e4e7e6\" d=\"M0 0h{width}v{height}H0z\"/>"
    );
    for (n, sheet) in sheets.iter().enumerate() {
        let (x, y) = (gap + across * (n % columns) as f64, gap + down * (n / columns) as f64);
        let body = drawn(sheet, fonts, &format!("p{n}"));
        out.push_str(&format!("<g transform=\"translate({} {})\">{body}</g>", mm(x), mm(y)));
    }
    out + "</svg>"
}

fn drawn(sheet: &Sheet, fonts: &Fonts, prefix: &str) -> String {
    let (width, height) = (mm(sheet.width_mm), mm(sheet.height_mm));
    let mut out = format!("<path fill=\"#fff\" d=\"M0 0h{width}v{height}H0z\"/>");
    for (n, item) in sheet.items.iter().enumerate() {
        match item {
            Item::Text(text) => out.push_str(&outlined(text, fonts)),
            Item::Rule(area, colour) => out.push_str(&format!("<rect{} fill=\"{}\"/>", place(area), hex(*colour))),
            Item::Drawing(drawing) => out.push_str(&nested(drawing, &format!("{prefix}s{n}-"), "")),
            Item::Picture(picture) => out.push_str(&image(picture, None)),
        }
    }
    out
}

fn continues(item: &Item) -> bool {
    matches!(item, Item::Text(text) if text.role == Role::Continued)
}

/// The lines of one text: a space stands between two, so that words stay apart when they are copied or heard.
fn paragraph(lines: &[&Text], measure: &Measure<'_>, fonts: &Fonts) -> String {
    let first = lines[0];
    let role = if first.role == Role::Heading { " role=\"heading\" aria-level=\"1\"" } else { "" };
    // Always stated: the page around may run the other way.
    let direction = if first.right_to_left { " direction=\"rtl\"" } else { " direction=\"ltr\"" };
    let spacing = if first.spacing > 0.0 {
        format!(" letter-spacing=\"{}\"", mm(first.spacing * first.size))
    } else {
        String::new()
    };
    let mut out = format!(
        "<text{role}{direction}{} font-size=\"{}\" fill=\"{}\"{spacing}{}>",
        family(first.face, fonts),
        mm(first.size),
        hex(first.colour),
        anchor(first),
    );
    for (i, line) in lines.iter().enumerate() {
        // Where another face might run further than the room, it is held in it.
        let held = if line.spacing == 0.0 && line.width > 0.86 * line.room && measure.covers(&line.text) {
            format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", mm(line.width))
        } else {
            String::new()
        };
        let gap = if i > 0 { " " } else { "" };
        // The last stroke of an address belongs to it, where letters run the other way too.
        let mark = if first.right_to_left && line.text.ends_with('/') { "\u{200e}" } else { "" };
        out.push_str(&format!(
            "{gap}<tspan x=\"{}\" y=\"{}\"{held}>{}{mark}</tspan>",
            mm(fixed(line)),
            mm(line.baseline),
            escape(&line.text)
        ));
    }
    out + "</text>"
}

/// Which end of a line is held, in the words of SVG: `start` is on the right where letters run from there.
fn anchor(text: &Text) -> &'static str {
    match (text.align, text.right_to_left) {
        (Align::Middle, _) => " text-anchor=\"middle\"",
        (Align::Left, false) | (Align::Right, true) => "",
        (Align::Left, true) | (Align::Right, false) => " text-anchor=\"end\"",
    }
}

/// The point that is held. The space after the last letter is no part of a centred line.
fn fixed(text: &Text) -> f64 {
    let after = text.spacing * text.size;
    match text.align {
        Align::Left => text.x,
        Align::Middle => text.x + (text.room + after) / 2.0,
        Align::Right => text.x + text.room + after,
    }
}

fn family(face: Face, fonts: &Fonts) -> String {
    let own = &fonts.all()[face as usize];
    let mut families = vec![own.family.as_str()];
    families.extend(fonts.all().iter().skip(Face::ALL.len()).map(|font| font.family.as_str()));
    let names: String =
        families.iter().map(|name| format!("'{}', ", escape(&name.replace(['\'', '\\'], "")))).collect();
    let kind = if matches!(face, Face::Sans | Face::SansBold) { "sans-serif" } else { "serif" };
    let weight = if own.weight == 400 { String::new() } else { format!(" font-weight=\"{}\"", own.weight) };
    let slant = if own.italic { " font-style=\"italic\"" } else { "" };
    format!(" font-family=\"{names}{kind}\"{weight}{slant}")
}

fn linked(what: &str, link: Option<&str>) -> String {
    link.map_or_else(|| what.to_owned(), |link| format!("<a href=\"{}\">{what}</a>", escape(link)))
}

/// A drawing inside the sheet: its names are its own, its place is stated, its title is left to the label.
fn nested(drawing: &Drawing, prefix: &str, told: &str) -> String {
    let svg = drawing.svg.replace("currentColor", &hex(drawing.colour));
    let Some((head, body)) = svg.trim_start().strip_prefix("<svg").and_then(|rest| rest.split_once('>')) else {
        return String::new();
    };
    const OWN: [&str; 10] =
        ["xmlns", "xmlns:xlink", "class", "x", "y", "width", "height", "role", "aria-label", "aria-hidden"];
    let kept = |name: &str| !OWN.contains(&name) && name != "focusable";
    let mut attributes = String::new();
    let mut rest = head;
    while let Some((name, (value, next))) =
        rest.split_once("=\"").and_then(|(n, v)| Some((n.trim(), v.split_once('"')?)))
    {
        if kept(name) {
            attributes.push_str(&format!(" {name}=\"{value}\""));
        }
        rest = next;
    }
    let body = match (body.find("<title>"), body.find("</title>")) {
        (Some(start), Some(end)) if start < end => format!("{}{}", &body[..start], &body[end + 8..]),
        _ => body.to_owned(),
    };
    let body = body.replace(" id=\"", &format!(" id=\"{prefix}"));
    let body = body.replace("href=\"#", &format!("href=\"#{prefix}")).replace("url(#", &format!("url(#{prefix}"));
    format!("<svg{}{attributes}{told}>{body}", place(&drawing.area))
}

fn image(picture: &Picture, href: Option<String>) -> String {
    let own = || format!("data:image/svg+xml;base64,{}", STANDARD.encode(&*picture.image.svg));
    let href = href.unwrap_or_else(own);
    let told = match &picture.alt {
        Some(alt) => format!(" role=\"img\" aria-label=\"{}\"", escape(alt)),
        None => " aria-hidden=\"true\"".to_owned(),
    };
    // Ten times as large and scaled down: a picture may leave out detail where its place is small in the units of the sheet.
    let Area { x, y, width, height } = picture.area;
    format!(
        "<image transform=\"translate({} {}) scale(.1)\" width=\"{}\" height=\"{}\" href=\"{}\"{told}/>",
        mm(x),
        mm(y),
        mm(width * 10.0),
        mm(height * 10.0),
        escape(&href)
    )
}

fn outlined(text: &Text, fonts: &Fonts) -> String {
    let outline = fonts.outline_in(Some(Direction::of(text.right_to_left)), &text.text, text.face, text.spacing);
    let spare = text.room - outline.width * text.size;
    let x = match text.align {
        Align::Left => text.x,
        Align::Middle => text.x + spare / 2.0,
        Align::Right => text.x + spare,
    };
    format!(
        "<path fill=\"{}\" transform=\"translate({} {}) scale({:.6})\" d=\"{}\"/>",
        hex(text.colour),
        mm(x),
        mm(text.baseline),
        text.size / 100.0,
        outline.path
    )
}

fn place(area: &Area) -> String {
    format!(" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", mm(area.x), mm(area.y), mm(area.width), mm(area.height))
}

/// Millimetres in the units of the drawing, tenths of them, to a hundredth: so a size of type is a number that tools take for legible.
fn mm(value: f64) -> String {
    let tenths = (value * 100.0).round() / 10.0;
    format!("{}", if tenths == 0.0 { 0.0 } else { tenths })
}
