//! Out: a contact sheet of badge artwork as one HTML file: shapes, palettes, levels, stars, series, at the sizes that readers meet.
//! Pictures are inside it; it loads nothing.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::fonts::Fonts;
use super::svg;
use crate::draft::{PALETTES, SHAPES};
use crate::model::{Colour, Design, Legend, Shape};

/// Devices that stand in for all.
const ICONS: [&str; 10] =
    ["mic", "books", "shield", "flask", "rocket", "hand-heart", "music", "code", "globe", "graduate"];

/// The sheet.
#[must_use]
pub fn sheet() -> String {
    let mut out = String::from(HEAD);
    section(
        &mut out,
        "Shapes",
        "shape: …",
        SHAPES
            .iter()
            .enumerate()
            .map(|(i, (name, shape))| (*name, Design { text: (*name).to_uppercase(), ..design(*shape, i) })),
    );
    let levels = [(1, "foundation"), (2, "intermediate"), (3, "advanced")];
    section(
        &mut out,
        "Levels",
        "level: …",
        levels.iter().flat_map(|(level, name)| {
            [Shape::Circle, Shape::Shield, Shape::Hexagon]
                .map(|shape| (*name, Design { level: *level, ..design(shape, 3) }))
        }),
    );
    section(
        &mut out,
        "Stars",
        "stars: 1 to 5",
        (1..=5).map(|stars| {
            (["1", "2", "3", "4", "5"][usize::from(stars) - 1], Design { stars, ..design(Shape::Octagon, 4) })
        }),
    );
    section(
        &mut out,
        "Palettes",
        "palette: …",
        PALETTES
            .iter()
            .enumerate()
            .map(|(i, (name, colour))| (*name, Design { colour: *colour, ..design(SHAPES[i % SHAPES.len()].1, i) })),
    );
    let family = ["Speak", "Listen", "Write", "Read"];
    section(
        &mut out,
        "A series",
        "series: …",
        family.iter().enumerate().map(|(i, name)| {
            let colour = PALETTES[7].1;
            (
                *name,
                Design { series: "Voices".to_owned(), text: name.to_uppercase(), colour, ..design(Shape::Rosette, i) },
            )
        }),
    );
    section(
        &mut out,
        "Legends",
        "text: …",
        LEGENDS
            .iter()
            .enumerate()
            .map(|(i, text)| (*text, Design { text: (*text).to_owned(), ..design(SHAPES[i % SHAPES.len()].1, i + 2) })),
    );
    section(
        &mut out,
        "Words along the edge",
        "text: … · text_on: top or bottom",
        ROUND.iter().enumerate().map(|(i, (shape, text))| {
            let legend = if i % 3 == 1 { Legend::Bottom } else { Legend::Top };
            let more = Design { level: (i % 3) as u8 + 1, stars: if i == 4 { 3 } else { 0 }, ..design(*shape, i + 4) };
            (*text, Design { text: (*text).to_owned(), legend, ..more })
        }),
    );
    let brands = [[0xff, 0xd4, 0x00], [0xe6, 0x00, 0x26], [0x00, 0xa0, 0xe3], [0x10, 0x10, 0x10], [0xf4, 0xf4, 0xf4]];
    section(
        &mut out,
        "Brand colours",
        "colour: \"#…\"",
        brands
            .iter()
            .enumerate()
            .map(|(i, brand)| ("brand", Design { colour: Colour(*brand), ..design(SHAPES[i].1, i) })),
    );
    out + "</main></body></html>\n"
}

const LEGENDS: [&str; 6] =
    ["I", "PEER MENTOR", "FOUNDATIONS", "COMMUNITY ENGAGED LEARNING", "Ελληνικά", "Łódź Summer School of Data"];

/// Rounds with words of many lengths; the last one is too long for its edge, and moves to a banner.
const ROUND: [(Shape, &str); 9] = [
    (Shape::Circle, "UNIVERSITY OF ALDER BAY"),
    (Shape::Circle, "PUBLIC SPEAKING FOUNDATIONS"),
    (Shape::Rosette, "PEER MENTOR"),
    (Shape::Octagon, "Łódź Summer School of Data"),
    (Shape::Medal, "VOLUNTEER"),
    (Shape::Hexagon, "COMMUNITY ENGAGED LEARNING"),
    (Shape::Gem, "HONOURS"),
    (Shape::Shield, "LABORATORY SAFETY"),
    (Shape::Ribbon, "INTERCULTURAL DIALOGUE IN PRACTICE"),
];

fn design(shape: Shape, i: usize) -> Design {
    Design::plain(shape, PALETTES[i % PALETTES.len()].1, ICONS[i % ICONS.len()])
}

fn section<'a>(out: &mut String, title: &str, field: &str, designs: impl Iterator<Item = (&'a str, Design)>) {
    let _ = write!(out, "<section><h2>{title}</h2><p><code>{field}</code></p><ul>");
    let fonts = Fonts::built_in();
    for (name, design) in designs {
        let picture = STANDARD.encode(svg::badge(&fonts, &design, (name, ""), "b"));
        let at = |size: u32| {
            format!("<img src=\"data:image/svg+xml;base64,{picture}\" alt=\"\" width=\"{size}\" height=\"{size}\">")
        };
        let name = svg::text::escape(name);
        let _ = write!(out, "<li><figure>{}{}{}<figcaption>{name}</figcaption></figure></li>", at(192), at(64), at(32));
    }
    out.push_str("</ul></section>\n");
}

const HEAD: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
<title>Badges that can be drawn</title><style>\
:root{color-scheme:light dark;--paper:#fdfcfa;--ink:#1d1b19;--quiet:#5c5751}\
@media(prefers-color-scheme:dark){:root{--paper:#16151a;--ink:#ece9e4;--quiet:#a8a29b}}\
body{margin:0;padding:clamp(16px,4vw,56px);background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}\
h1,h2{font-family:ui-serif,Palatino,Georgia,serif;font-weight:400}section{border-top:1px solid;margin-top:40px}\
ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:32px 40px}figure{margin:0;display:flex;align-items:flex-end;gap:10px;flex-wrap:wrap;max-width:320px}\
figcaption{flex-basis:100%;color:var(--quiet);font-size:.875rem}p{color:var(--quiet)}</style></head><body><main><h1>Badges that can be drawn</h1>\
<p>Each at 192, 64 and 32 pixels. Write the words below <code>design:</code> in a badge's file; what is left out follows from its name and type.</p>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_shows_everything_and_loads_nothing() {
        let sheet = sheet();
        for (name, _) in SHAPES {
            assert!(sheet.contains(&format!("<figcaption>{name}</figcaption>")), "{name}");
        }
        for (name, _) in PALETTES {
            assert!(sheet.contains(&format!("<figcaption>{name}</figcaption>")), "{name}");
        }
        assert!(!sheet.contains("http") && !sheet.contains("<script"));
    }
}
