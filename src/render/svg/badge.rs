//! In: a design, its title and description. Out: a self-contained SVG artwork, sharp from 32 px to a poster.
//! Built like a coin: body and milled edge, one to three rings for the level, engraved field, device, banner.

use super::arc;
use super::banner::banner;
use super::family;
use super::icon;
use super::lathe;
use super::outline::{BAND, Outline, outline};
use super::pen::num;
use super::text::{clip, escape};
use super::tone::{Inks, hex};
use crate::model::{Design, Legend};
use crate::render::fonts::Fonts;

/// Serif faces that systems have, for legends.
pub(crate) const SERIF: &str = "ui-serif,'Iowan Old Style','Palatino Linotype',P052,Palatino,Georgia,serif";

/// The artwork of a design, told by title and description. `id` (letters, digits, hyphens) begins every id and class, so that several
/// artworks can stand in one page. At most 12 KB; below 96 px the engraving and the words go, below 48 px the rings.
#[must_use]
pub fn badge(fonts: &Fonts, design: &Design, told: (&str, &str), id: &str) -> String {
    // Words that crowd their edge move to a banner; a banner of too many letters is left to the reader's own serif.
    let ways = [(design.legend, Some(fonts)), (Legend::Banner, Some(fonts))];
    let mut drawn = ways.into_iter().map(|way| draw(design, told, id, way));
    drawn.find(|svg| svg.len() <= MOST).unwrap_or_else(|| draw(design, told, id, (Legend::Banner, None)))
}

/// Most bytes of an artwork.
const MOST: usize = 11_900;

/// Where the device stands and how large, and how much of the field is free for it.
struct Room {
    middle: f64,
    scale: f64,
    /// How far marks stand to its left and right, and stars below.
    flank: f64,
    stars: f64,
}

fn draw(
    design: &Design,
    (title, description): (&str, &str),
    id: &str,
    (legend, fonts): (Legend, Option<&Fonts>),
) -> String {
    let shape = outline(design.shape);
    let inks = Inks::of(design.colour);
    let text = design.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let round = shape.round.zip(fonts).filter(|_| legend != Legend::Banner);
    let band =
        round.and_then(|(round, fonts)| Some((round, arc::band(fonts, id, &text, round, legend == Legend::Top)?)));
    let banner = if band.is_some() { None } else { banner(id, &text, (&shape, &inks), fonts) };
    let stars = design.stars > 0;
    let room = match (&band, banner.is_some()) {
        (Some(((y, _), band)), _) => Room {
            middle: y - if stars { 6.0 } else { 0.0 },
            scale: band.inner / if stars { 200.0 } else { 172.0 },
            flank: band.inner - 8.5,
            stars: y + band.inner * 0.74,
        },
        (None, true) => Room {
            middle: shape.above - if stars { 7.0 } else { 0.0 },
            scale: if stars { 0.35 } else { 0.38 },
            flank: shape.flank,
            stars: shape.banner - 26.0,
        },
        (None, false) => Room {
            middle: shape.middle - if stars { 10.0 } else { 0.0 },
            scale: if stars { 0.42 } else { 0.46 },
            flank: shape.flank,
            stars: shape.middle + 60.0,
        },
    };
    let ground = match &band {
        Some(((y, _), band)) => format!("<circle cy=\"{}\" r=\"{}\"/>", num(*y), num(band.inner)),
        None => format!("<use href=\"#{id}-s\"/>"),
    };
    let words = match (band, banner) {
        (Some(((y, _), band)), _) => format!(
            "<g color=\"{device}\" fill=\"{device}\"><circle cy=\"{}\" r=\"{}\" fill=\"none\" stroke=\"{}\"/>{}</g>",
            num(y),
            num(band.inner),
            hex(inks.line),
            band.svg,
            device = hex(inks.device),
        ),
        (None, banner) => banner.unwrap_or_default(),
    };
    let parts = [
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-120 -120 240 240\" role=\"img\" \
             aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
            escape(&clip(title, 120.0)),
            escape(&clip(description, 300.0))
        ),
        style(id, &shape, design.level),
        format!("<defs><path id=\"{id}-s\" d=\"{}\"/><clipPath id=\"{id}-c\">{ground}</clipPath></defs>", shape.field),
        body(id, &shape, &inks, design.level),
        field(id, design, &inks, room.middle),
        device(id, design, &inks, &room),
        grades(id, design, &inks, &room),
        if words.is_empty() { words } else { format!("<g class=\"{id}-f\" aria-hidden=\"true\">{words}</g>") },
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
fn device(id: &str, design: &Design, inks: &Inks, room: &Room) -> String {
    let drawn = || icon::lookup(&design.icon).or_else(|| icon::lookup("award")).map(|icon| icon.body());
    let Some(body) = design.device.as_deref().or_else(drawn) else { return String::new() };
    let half = num(icon::Icon::SIDE / -2.0);
    let scale = format!("{:.3}", room.scale);
    let scale = scale.trim_start_matches('0').trim_end_matches('0');
    let shading: String =
        (0..19).map(|i| format!("{} {} ", num(0.3 + 0.13 * f64::from(i)), num(7.7 - 0.13 * f64::from(i)))).collect();
    format!(
        "<clipPath id=\"{id}-k\">{body}</clipPath>\
         <g class=\"{id}-m\" transform=\"translate(0,{}) scale({scale})\" fill=\"{}\">\
         <g transform=\"translate({half},{half})\"><g class=\"{id}-f\" stroke=\"{field}\" stroke-width=\"20\" \
         stroke-linejoin=\"round\">{body}</g>{body}<g class=\"{id}-f\" clip-path=\"url(#{id}-k)\">\
         <path d=\"M128 84V240\" stroke=\"{field}\" stroke-width=\"256\" stroke-dasharray=\"{}\"/></g></g></g>",
        num(room.middle),
        hex(inks.device),
        shading.trim_end(),
        field = hex(inks.field),
    )
}

/// Stars below the device, and the marks of its series beside it.
fn grades(id: &str, design: &Design, inks: &Inks, room: &Room) -> String {
    let mut out = String::new();
    if design.stars > 0 {
        // Above the banner, or where a banner would stand; small sizes give the room to the device.
        out += &format!("<path class=\"{id}-f\" d=\"{}\"/>", family::stars(design.stars, room.stars));
    }
    if !design.series.is_empty() {
        let y = room.middle;
        out +=
            &format!("<g class=\"{id}-r\" fill-rule=\"evenodd\">{}</g>", family::marks(&design.series, room.flank, y));
    }
    if out.is_empty() { out } else { format!("<g fill=\"{}\">{out}</g>", hex(inks.device)) }
}

#[cfg(test)]
mod tests {
    use super::super::text::ems;
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
            legend: Legend::Banner,
            level,
            stars: 0,
            series: String::new(),
            device: None,
            picture: None,
            is_claim: false,
        }
    }

    #[test]
    fn every_shape_device_and_level_is_well_formed_and_under_12_kb() {
        let colours = [[0x7a, 0x1f, 0x3d], [0x12, 0x4e, 0x5c], [0xf2, 0xb7, 0x05], [0x4a, 0x2c, 0x6e]].map(Colour);
        for (i, name) in icon::names().iter().enumerate() {
            for shape in SHAPES {
                let level = (i % 3) as u8 + 1;
                let text = ["Peer Mentoring in Student Support & Beyond", "COMMUNITY ENGAGED LEARNING"][i % 2];
                let legend = [Legend::Banner, Legend::Top, Legend::Bottom][i % 3];
                let design = Design { colour: colours[i % 4], legend, ..design(shape, name, text, level) };
                let svg = badge(
                    &Fonts::built_in(),
                    &design,
                    ("Peer Mentoring", "A badge of the support centre."),
                    "credential-badge",
                );
                assert!(svg.len() < 12_000, "{name} {shape:?}: {} bytes", svg.len());
                roxmltree::Document::parse(&svg).unwrap();
            }
        }
    }

    #[test]
    fn it_stands_alone_and_its_ids_carry_the_prefix() {
        let svg = badge(&Fonts::built_in(), &design(Shape::Shield, "mic", "ONE", 3), ("T", "D"), "pre");
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
            let svg = badge(&Fonts::built_in(), &design(Shape::Circle, "mic", "", level), ("T", "D"), "p");
            assert_eq!(svg.matches(" p-o").count(), usize::from(level));
        }
    }

    #[test]
    fn words_run_along_the_edge_of_a_round_and_move_to_a_banner_elsewhere_or_when_they_are_long() {
        let drawn = |shape, text: &str, legend| {
            let design = Design { legend, ..design(shape, "mic", text, 1) };
            badge(&Fonts::built_in(), &design, ("T", "D"), "p")
        };
        for shape in SHAPES {
            let svg = drawn(shape, "HONOURS", Legend::Top);
            let round = !matches!(shape, Shape::Plaque | Shape::Ticket);
            let turned = svg.split("<use href=\"#p-g").skip(1).filter(|letter| letter.contains("transform=\"rotate("));
            assert_eq!(turned.count(), if round { 7 } else { 0 }, "{shape:?}");
            assert_eq!(svg.contains("H94V"), !round, "one or the other {shape:?}");
            // Small sizes drop the words and give the device their room.
            assert!(svg.contains(".p-f{display:none}"));
        }
        assert_ne!(drawn(Shape::Circle, "HONOURS", Legend::Top), drawn(Shape::Circle, "HONOURS", Legend::Bottom));
        assert!(drawn(Shape::Circle, "", Legend::Top) == drawn(Shape::Circle, "", Legend::Banner));
        let long = &"M".repeat(40);
        assert_eq!(drawn(Shape::Gem, long, Legend::Top), drawn(Shape::Gem, long, Legend::Banner));
    }

    #[test]
    fn a_hostile_title_and_legend_stay_words() {
        let evil = "\u{0}</title><script>alert(1)</script>\"'&]]>";
        let svg = badge(&Fonts::built_in(), &design(Shape::Circle, "<svg onload=x>", evil, 9), (evil, evil), "p");
        let tree = roxmltree::Document::parse(&svg).unwrap();
        assert!(!tree.descendants().any(|n| n.tag_name().name() == "script"));
        assert!(tree.descendants().any(|n| n.text().is_some_and(|t| t.contains("<script>"))));
    }

    #[test]
    fn two_badges_of_one_design_are_the_same_bytes_and_others_differ() {
        let a = design(Shape::Circle, "mic", "ONE", 1);
        assert_eq!(
            badge(&Fonts::built_in(), &a, ("T", "D"), "p"),
            badge(&Fonts::built_in(), &a.clone(), ("T", "D"), "p")
        );
        let mut seen = std::collections::BTreeSet::new();
        for shape in SHAPES {
            for icon in ["mic", "book"] {
                for level in 1..=3 {
                    assert!(seen.insert(badge(
                        &Fonts::built_in(),
                        &design(shape, icon, "ONE", level),
                        ("T", "D"),
                        "p"
                    )));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_legend_always_fits_its_banner(text in "\\PC{0,80}|[A-Z ]{0,90}|[\u{0600}-\u{06ff} ]{1,60}|[\u{4e00}-\u{9fff}]{1,60}") {
            let svg = badge(&Fonts::built_in(), &design(Shape::Circle, "mic", &text, 1), ("T", "D"), "p");
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
