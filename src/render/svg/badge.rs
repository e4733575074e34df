//! In: a design, its title and description. Out: a self-contained SVG artwork, sharp from 32 px to a poster.
//! Built like a coin: body and milled edge, one to three rings for the level, engraved field, device, banner.

use super::family;
use super::icon;
use super::lathe;
use super::letters;
use super::outline::{BAND, Outline, outline};
use super::pen::num;
use super::text::{balance, clip, ems, escape, joins};
use super::tone::{Inks, hex};
use crate::model::Design;

/// Serif faces that systems have, for legends.
pub(crate) const SERIF: &str = "ui-serif,'Iowan Old Style','Palatino Linotype',P052,Palatino,Georgia,serif";

/// The artwork of a design. `id_prefix` (letters, digits, hyphens) begins every id and class, so that several
/// artworks can stand in one page. At most 12 KB; below 96 px the engraving and the banner go, below 48 px the rings.
#[must_use]
pub fn badge(design: &Design, title: &str, description: &str, id_prefix: &str) -> String {
    let drawn = draw(design, (title, description), id_prefix, true);
    // A long legend of many letters is left to the reader's own serif.
    if drawn.len() <= MOST { drawn } else { draw(design, (title, description), id_prefix, false) }
}

/// Most bytes of an artwork.
const MOST: usize = 11_900;

fn draw(design: &Design, (title, description): (&str, &str), id: &str, outlines: bool) -> String {
    let shape = outline(design.shape);
    let inks = Inks::of(design.colour);
    let banner = banner(id, &design.text, (&shape, &inks), outlines);
    let (middle, scale) = match (banner.is_some(), design.stars > 0) {
        (true, false) => (shape.above, ".38"),
        (true, true) => (shape.above - 7.0, ".35"),
        (false, false) => (shape.middle, ".46"),
        (false, true) => (shape.middle - 10.0, ".42"),
    };
    let parts = [
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-120 -120 240 240\" role=\"img\" \
             aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
            escape(&clip(title, 120.0)),
            escape(&clip(description, 300.0))
        ),
        style(id, &shape, design.level),
        format!(
            "<defs><path id=\"{id}-s\" d=\"{}\"/><clipPath id=\"{id}-c\"><use href=\"#{id}-s\"/></clipPath></defs>",
            shape.field
        ),
        body(id, &shape, &inks, design.level),
        field(id, design, &inks, middle),
        device(id, design, &inks, (middle, scale)),
        grades(id, design, &shape, &inks, banner.is_some()),
        banner.map(|b| format!("<g class=\"{id}-f\" aria-hidden=\"true\">{b}</g>")).unwrap_or_default(),
        "</svg>\n".to_owned(),
    ];
    parts.concat()
}

/// What small sizes change. Only media queries: the attributes alone draw the large artwork.
fn style(id: &str, shape: &Outline, level: u8) -> String {
    let rings: String = rings(level)
        .enumerate()
        .map(|(i, ring)| {
            let (outer, inner) = (ring.small + 1.8, ring.small - 1.8);
            format!(".{id}-o{i}{{stroke-width:{}}}.{id}-i{i}{{stroke-width:{}}}", num(outer * 2.0), num(inner * 2.0))
        })
        .collect();
    let middle = num(shape.middle);
    format!(
        "<style>@media(max-width:96px){{.{id}-f{{display:none}}{rings}\
         .{id}-m{{transform:translate(0,{middle}px) scale(.46)}}}}\
         @media(max-width:47.9px){{.{id}-r{{display:none}}.{id}-m{{transform:translate(0,{middle}px) scale(.54)}}}}</style>"
    )
}

/// Where a ring runs, from the field outwards, at large sizes and at small ones.
struct Ring {
    large: f64,
    small: f64,
}

/// The rings of a level, outermost first.
fn rings(level: u8) -> impl Iterator<Item = Ring> {
    let places: &[(f64, f64)] = match level {
        0 | 1 => &[(7.4, 9.0)],
        2 => &[(10.2, 12.6), (4.4, 4.4)],
        _ => &[(11.8, 15.4), (7.4, 9.0), (3.0, 2.6)],
    };
    places.iter().map(|&(large, small)| Ring { large, small })
}

/// Body, milled edge and rings: strokes of the field's own outline, broadest first, so that all run parallel.
fn body(id: &str, shape: &Outline, inks: &Inks, level: u8) -> String {
    let (edge, paper) = (hex(inks.edge), hex(inks.paper));
    let stroke =
        |reach: f64, more: &str| format!("<use href=\"#{id}-s\" stroke-width=\"{}\"{more}/>", num(reach * 2.0));
    let mut out = format!("<g fill=\"none\" stroke=\"{edge}\" stroke-linejoin=\"round\">");
    match &shape.body {
        Some(body) => out += &format!("<path d=\"{body}\" fill=\"{edge}\" stroke-width=\"2\"/>"),
        None => out += &stroke(BAND, ""),
    }
    out += &format!("<g class=\"{id}-f\" stroke=\"{}\">", hex(inks.mill));
    out += &format!(
        "<path d=\"{}\" stroke-width=\"3.2\" stroke-dasharray=\"{}\"/>",
        shape.mill.data,
        dashes(shape.mill.length, (shape.mill.length / 2.5).round(), 0.9)
    );
    if let Some((line, count)) = &shape.pearls {
        out += &format!(
            "<path d=\"{}\" stroke-width=\"4\" stroke-linecap=\"round\" stroke-dasharray=\"{}\"/>",
            line.data,
            dashes(line.length, f64::from(*count), 0.01)
        );
    }
    out += "</g>";
    for (i, ring) in rings(level).enumerate() {
        out += &stroke(ring.large + 0.75, &format!(" class=\"{id}-r {id}-o{i}\" stroke=\"{paper}\""));
        out += &stroke(ring.large - 0.75, &format!(" class=\"{id}-r {id}-i{i}\""));
    }
    out + "</g>"
}

/// A dash and its gap, so that a line of this length holds a whole number of them.
fn dashes(length: f64, count: f64, dash: f64) -> String {
    let thousandth = |v: f64| (v * 1000.0).round() / 1000.0;
    format!("{} {}", thousandth(dash), thousandth(length / count - dash))
}

fn field(id: &str, design: &Design, inks: &Inks, middle: f64) -> String {
    format!(
        "<use href=\"#{id}-s\" fill=\"{}\"/><g class=\"{id}-f\" clip-path=\"url(#{id}-c)\" fill=\"none\" \
         stroke=\"{}\" stroke-width=\".5\"><g transform=\"translate(0,{})\">{}</g></g>",
        hex(inks.field),
        hex(inks.line),
        num(middle),
        lathe::ground(design.colour, id)
    )
}

/// The device: cleared of the engraving around it, and shaded by lines that swell towards its foot.
fn device(id: &str, design: &Design, inks: &Inks, (middle, scale): (f64, &str)) -> String {
    let drawn = || icon::lookup(&design.icon).or_else(|| icon::lookup("award")).map(|icon| icon.body());
    let Some(body) = design.device.as_deref().or_else(drawn) else { return String::new() };
    let half = num(icon::Icon::SIDE / -2.0);
    let shading: String =
        (0..19).map(|i| format!("{} {} ", num(0.3 + 0.13 * f64::from(i)), num(7.7 - 0.13 * f64::from(i)))).collect();
    format!(
        "<clipPath id=\"{id}-k\">{body}</clipPath>\
         <g class=\"{id}-m\" transform=\"translate(0,{}) scale({scale})\" fill=\"{}\">\
         <g transform=\"translate({half},{half})\"><g class=\"{id}-f\" stroke=\"{field}\" stroke-width=\"20\" \
         stroke-linejoin=\"round\">{body}</g>{body}<g class=\"{id}-f\" clip-path=\"url(#{id}-k)\">\
         <path d=\"M128 84V240\" stroke=\"{field}\" stroke-width=\"256\" stroke-dasharray=\"{}\"/></g></g></g>",
        num(middle),
        hex(inks.device),
        shading.trim_end(),
        field = hex(inks.field),
    )
}

/// Stars below the device, and the marks of its series beside it.
fn grades(id: &str, design: &Design, shape: &Outline, inks: &Inks, legend: bool) -> String {
    let mut out = String::new();
    if design.stars > 0 {
        // Above the banner, or where a banner would stand; small sizes give the room to the device.
        let y = if legend { shape.banner - 26.0 } else { shape.middle + 60.0 };
        out += &format!("<path class=\"{id}-f\" d=\"{}\"/>", family::stars(design.stars, y));
    }
    if !design.series.is_empty() {
        let y = if legend { shape.above } else { shape.middle };
        out +=
            &format!("<g class=\"{id}-r\" fill-rule=\"evenodd\">{}</g>", family::marks(&design.series, shape.flank, y));
    }
    if out.is_empty() { out } else { format!("<g fill=\"{}\">{out}</g>", hex(inks.device)) }
}

/// A ribbon with the legend; nothing when there is no legend.
fn banner(id: &str, text: &str, (shape, inks): (&Outline, &Inks), outlines: bool) -> Option<String> {
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
    let outlined = if outlines { outlined(id, &lines, (size, ROOM)) } else { None };
    Some(
        out + &outlined.map_or_else(|| typed(&lines, size, &ink), |letters| format!("<g fill=\"{ink}\">{letters}</g>")),
    )
}

/// The legend as letters of a face that comes with accolade, a little apart.
fn outlined(id: &str, lines: &[(String, f64)], (size, room): (f64, f64)) -> Option<String> {
    const SPACING: f64 = 0.1;
    let widths: Option<Vec<f64>> = lines.iter().map(|(line, _)| letters::width(line, SPACING)).collect();
    let widest = widths?.into_iter().fold(0.1, f64::max);
    letters::lines(id, lines, size.min(room / widest), SPACING)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Colour, Shape};
    use proptest::prelude::*;

    const SHAPES: [Shape; 10] = [
        Shape::Circle,
        Shape::Hexagon,
        Shape::Shield,
        Shape::Octagon,
        Shape::Rosette,
        Shape::Plaque,
        Shape::Ribbon,
        Shape::Ticket,
        Shape::Medal,
        Shape::Gem,
    ];

    fn design(shape: Shape, icon: &str, text: &str, level: u8) -> Design {
        Design {
            shape,
            colour: Colour([0x7a, 0x1f, 0x3d]),
            icon: icon.into(),
            text: text.into(),
            level,
            stars: 0,
            series: String::new(),
            device: None,
            picture: None,
        }
    }

    #[test]
    fn every_shape_device_and_level_is_well_formed_and_under_12_kb() {
        let colours = [[0x7a, 0x1f, 0x3d], [0x12, 0x4e, 0x5c], [0xf2, 0xb7, 0x05], [0x4a, 0x2c, 0x6e]].map(Colour);
        for (i, name) in icon::names().iter().enumerate() {
            for shape in SHAPES {
                let level = (i % 3) as u8 + 1;
                let text = "Peer Mentoring in Student Support & Beyond";
                let design = Design { colour: colours[i % 4], ..design(shape, name, text, level) };
                let svg = badge(&design, "Peer Mentoring", "A badge of the support centre.", "credential-badge");
                assert!(svg.len() < 12_000, "{name} {shape:?}: {} bytes", svg.len());
                roxmltree::Document::parse(&svg).unwrap();
            }
        }
    }

    #[test]
    fn it_stands_alone_and_its_ids_carry_the_prefix() {
        let svg = badge(&design(Shape::Shield, "mic", "ONE", 3), "T", "D", "pre");
        let tree = roxmltree::Document::parse(&svg).unwrap();
        for node in tree.descendants().filter(roxmltree::Node::is_element) {
            assert!(!["script", "image", "foreignObject", "a"].contains(&node.tag_name().name()));
            for attribute in node.attributes() {
                assert!(!attribute.name().starts_with("on"));
                match attribute.name() {
                    "id" => assert!(attribute.value().starts_with("pre-")),
                    "href" => assert!(attribute.value().starts_with("#pre-")),
                    "class" => assert!(attribute.value().split(' ').all(|c| c.starts_with("pre-"))),
                    _ => assert!(!attribute.value().contains("http")),
                }
            }
        }
        let text = |tag| tree.descendants().find(|n| n.has_tag_name((SVG, tag))).and_then(|n| n.text());
        assert_eq!((text("title"), text("desc")), (Some("T"), Some("D")));
    }
    const SVG: &str = "http://www.w3.org/2000/svg";

    #[test]
    fn every_shape_stays_on_its_sheet_and_is_the_same_on_both_sides() {
        for shape in SHAPES {
            let options = resvg::usvg::Options::default();
            let grown = if outline(shape).body.is_some() { 0.0 } else { BAND as f32 };
            let body = outline(shape).body.unwrap_or_else(|| outline(shape).field);
            let body = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-120 -120 240 240\"><path d=\"{body}\"/></svg>"
            );
            let seen = resvg::usvg::Tree::from_str(&body, &options).unwrap().root().abs_bounding_box();
            assert!((seen.left() + seen.right() - 240.0).abs() < 0.7, "{shape:?} {seen:?}");
            let inside =
                [seen.left() - grown, seen.top() - grown, 240.0 - seen.right() - grown, 240.0 - seen.bottom() - grown];
            assert!(inside.iter().all(|room| *room > -1.0), "{shape:?} {inside:?}");
        }
    }

    #[test]
    fn level_shows_as_one_two_or_three_rings() {
        for level in 1..=3 {
            let svg = badge(&design(Shape::Circle, "mic", "", level), "T", "D", "p");
            assert_eq!(svg.matches(" p-o").count(), usize::from(level));
        }
    }

    #[test]
    fn a_hostile_title_and_legend_stay_words() {
        let evil = "\u{0}</title><script>alert(1)</script>\"'&]]>";
        let svg = badge(&design(Shape::Circle, "<svg onload=x>", evil, 9), evil, evil, "p");
        let tree = roxmltree::Document::parse(&svg).unwrap();
        assert!(!tree.descendants().any(|n| n.tag_name().name() == "script"));
        assert!(tree.descendants().any(|n| n.text().is_some_and(|t| t.contains("<script>"))));
    }

    #[test]
    fn two_badges_of_one_design_are_the_same_bytes_and_others_differ() {
        let a = design(Shape::Circle, "mic", "ONE", 1);
        assert_eq!(badge(&a, "T", "D", "p"), badge(&a.clone(), "T", "D", "p"));
        let mut seen = std::collections::BTreeSet::new();
        for shape in SHAPES {
            for icon in ["mic", "book"] {
                for level in 1..=3 {
                    assert!(seen.insert(badge(&design(shape, icon, "ONE", level), "T", "D", "p")));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_legend_always_fits_its_banner(text in "\\PC{0,80}|[A-Z ]{0,90}|[\u{0600}-\u{06ff} ]{1,60}|[\u{4e00}-\u{9fff}]{1,60}") {
            let svg = badge(&design(Shape::Circle, "mic", &text, 1), "T", "D", "p");
            let tree = roxmltree::Document::parse(&svg).unwrap();
            let number = |n: roxmltree::Node, name: &str| n.attribute(name).unwrap().parse::<f64>().unwrap();
            for line in tree.descendants().filter(|n| n.has_tag_name((SVG, "text"))) {
                let size = number(line.parent().unwrap(), "font-size");
                prop_assert!((9.0..=17.0).contains(&size));
                prop_assert!(number(line, "textLength") <= 166.0);
                prop_assert!(ems(line.text().unwrap_or_default()) * size <= 166.5);
            }
            // Letters: the first and the last of each line stand inside the banner.
            let letters = |n: &roxmltree::Node| n.has_tag_name((SVG, "use")) && n.attribute("href").is_some_and(|h| h.starts_with("#p-g"));
            for letter in tree.descendants().filter(letters) {
                let scale = letter.parent().and_then(|g| g.attribute("transform")).and_then(|t| t.strip_prefix("scale(")?.strip_suffix(")")?.parse::<f64>().ok());
                let x = number(letter, "x") * scale.unwrap();
                prop_assert!((-83.5..=83.5).contains(&x), "{x} in {text}");
            }
        }
    }
}
