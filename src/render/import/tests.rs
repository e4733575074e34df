//! Pictures from outside, friendly and hostile: nothing but shapes or pixels comes out, and nothing takes long.

mod pixels;

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use resvg::tiny_skia::{Color, Pixmap};

use super::{gate, icon, picture};
use crate::model::{Imported, Unfit};
use crate::render::fonts::Fonts;
use crate::render::png::Painter;
use crate::render::svg;

const XMLNS: &str = "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

fn drawing(inside: &str) -> String {
    format!("<svg {XMLNS} viewBox=\"0 0 100 100\">{inside}</svg>")
}

fn taken(svg: &str) -> Result<Imported, Unfit> {
    picture(svg.as_bytes(), &Fonts::built_in())
}

/// How a picture looks as an artwork.
fn pixels(taken: &Imported) -> Pixmap {
    let art = svg::imported(taken, "Title", "What it stands for", "b");
    let png = Painter::new(&Fonts::built_in()).png(&art, 240).expect("it can be drawn");
    Pixmap::decode_png(&png).expect("a PNG")
}

fn colour(pixels: &Pixmap, x: u32, y: u32) -> (u8, u8, u8, u8) {
    let pixel = pixels.pixel(x, y).expect("inside").demultiply();
    (pixel.red(), pixel.green(), pixel.blue(), pixel.alpha())
}

/// Nothing of a hostile file may be in what is taken.
fn harmless(svg: &str) {
    for bad in [
        "script",
        "alert",
        "onload",
        "onclick",
        "javascript",
        "foreignObject",
        "http://evil",
        "@import",
        "ENTITY",
        "<a ",
        "<text",
    ] {
        assert!(!svg.contains(bad), "{bad} in {svg}");
    }
}

/// What a picture may be made of: paths and their paint, or one PNG.
fn is_shapes_or_pixels(svg: &str) -> bool {
    let tree = roxmltree::Document::parse(svg).expect("well-formed");
    let pixels = tree.root_element().children().all(|n| {
        n.tag_name().name() == "image"
            && n.attribute("href").is_some_and(|href| href.starts_with("data:image/png;base64,"))
    });
    pixels || gate::shapes(svg).is_some_and(|shapes| svg.contains(&shapes))
}

const HOSTILE: [&str; 11] = [
    "<script>alert(1)</script><path d=\"M0 0h50v50z\"/>",
    "<script href=\"http://evil.example/x.js\"/><path d=\"M0 0h50v50z\"/>",
    "<g onload=\"alert(1)\" onclick='alert(2)'><path onload=\"alert(1)\" d=\"M0 0h50v50z\"/></g>",
    "<a href=\"javascript:alert(1)\"><path d=\"M0 0h50v50z\"/></a>",
    "<a xlink:href=\"http://evil.example/\"><path d=\"M0 0h50v50z\"/></a>",
    "<foreignObject width=\"9\" height=\"9\"><body xmlns=\"http://www.w3.org/1999/xhtml\" onload=\"alert(1)\"/></foreignObject><path d=\"M0 0h50v50z\"/>",
    "<path id='\"/>&lt;script>alert(1)&lt;/script>' d=\"M0 0h50v50z\"/>",
    "<path fill=\"url(http://evil.example/#x) red\" d=\"M0 0h50v50z\"/>",
    "<path style=\"background:url(javascript:alert(1));fill:red\" d=\"M0 0h50v50z\"/>",
    "<animate attributeName=\"href\" values=\"javascript:alert(1)\"/><set attributeName=\"onload\" to=\"alert(1)\"/><path d=\"M0 0h50v50z\"/>",
    "<title><![CDATA[<script>alert(1)</script>]]></title><metadata><script>alert(1)</script></metadata><path d=\"M0 0h50v50z\"/>",
];

#[test]
fn nothing_that_acts_or_leads_out_comes_through() {
    for inside in HOSTILE {
        let taken = taken(&drawing(inside)).expect("the shapes are fine");
        harmless(&taken.svg);
        assert!(is_shapes_or_pixels(&taken.svg), "{}", taken.svg);
        let art = svg::imported(&taken, "<script>alert(1)</script>", "\" onload=\"x", "b");
        let tree = roxmltree::Document::parse(&art).expect("well-formed");
        assert!(!tree.descendants().any(|n| n.tag_name().name() == "script"));
        assert_eq!(colour(&pixels(&taken), 60, 12).3, 255, "the shapes are still there: {inside}");
    }
}

#[test]
fn what_leans_on_other_files_is_refused_with_what_to_do() {
    for inside in [
        "<image href=\"http://evil.example/x.png\" width=\"9\" height=\"9\"/>",
        "<image xlink:href=\"/etc/passwd\" width=\"9\" height=\"9\"/>",
        "<image href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/>",
        "<use href=\"other.svg#x\"/>",
        "<use xlink:href=\"http://evil.example/x.svg#x\"/>",
        "<style>@import url(http://evil.example/x.css); path{fill:url(http://evil.example/x)}</style><path d=\"M0 0h50v50z\"/>",
        "<style>/* a */ @import 'colours.css';</style><path d=\"M0 0h50v50z\"/>",
        "<style>path{fill:URL( \"https://evil.example/x.svg#a\" )}</style><path d=\"M0 0h50v50z\"/>",
    ] {
        let refused = taken(&drawing(inside)).expect_err(inside);
        assert!(refused.message.contains("refers to another file") && !refused.help.is_empty(), "{refused:?}");
    }
    let own = "<style>@namespace svg url(http://www.w3.org/2000/svg); /* url(https://a.example/) */ path{fill:url(#a) red} @font-face{src:url(data:font/woff2;base64,AAAA)}</style><path d=\"M0 0h50v50z\"/>";
    taken(&drawing(own)).expect("everything is in the file itself");
    let nested = "<image width=\"9\" height=\"9\" href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>";
    assert!(taken(&drawing(nested)).expect_err("a drawing inside").message.contains("no PNG or JPEG"));
}

#[test]
fn bombs_are_refused_and_nothing_takes_long() {
    let laughs = (1..12).fold("<!ENTITY l0 \"lol\">".to_owned(), |all, n| {
        all + &format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))
    });
    let doubled = (1..40).fold("<g id=\"u0\"><path d=\"M0 0h9v9z\"/></g>".to_owned(), |all, n| {
        all + &format!("<g id=\"u{n}\">{}</g>", format!("<use href=\"#u{}\"/>", n - 1).repeat(2))
    });
    let patterns = (1..20).fold(
        "<pattern id=\"p0\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></pattern>".to_owned(),
        |all, n| {
            let path = format!("<path fill=\"url(#p{})\" d=\"M0 0h9v9z\"/>", n - 1);
            all + &format!("<pattern id=\"p{n}\" width=\"9\" height=\"9\">{}</pattern>", path.repeat(3))
        },
    );
    let masks = format!(
        "<mask id=\"m\">{}</mask>{}",
        "<path fill=\"#fff\" d=\"M0 0h9v9z\"/>".repeat(900),
        "<g mask=\"url(#m)\"><path d=\"M0 0h9v9z\"/></g>".repeat(900)
    );
    let bombs = [
        format!("<!DOCTYPE svg [{laughs}]><svg {XMLNS} viewBox=\"0 0 9 9\"><path id=\"&l11;\" d=\"M0 0h9v9z\"/></svg>"),
        format!(
            "<!DOCTYPE svg [<!ENTITY a \"{}\">]><svg {XMLNS} viewBox=\"0 0 9 9\">{}</svg>",
            "x".repeat(100_000),
            "<path id=\"&a;\" d=\"M0 0h9v9z\"/>".repeat(5_000)
        ),
        format!(
            "<!DOCTYPE svg [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><svg {XMLNS} viewBox=\"0 0 9 9\"><title>&f;</title>{}</svg>",
            "<g>".repeat(200) + &"</g>".repeat(200)
        ),
        drawing(&("<g>".repeat(50_000) + "<path d=\"M0 0h9v9z\"/>" + &"</g>".repeat(50_000))),
        drawing(&("<g>".repeat(300) + "<path d=\"M0 0h9v9z\"/>" + &"</g>".repeat(300))),
        drawing(&"<path d=\"M0 0h9v9z\"/>".repeat(30_000)),
        drawing(&format!("<defs>{doubled}</defs><use href=\"#u39\"/>")),
        drawing(&format!("<defs>{patterns}</defs><path fill=\"url(#p19)\" d=\"M0 0h99v99z\"/>")),
        drawing(&masks),
        drawing("<g id=\"x\"><use href=\"#x\"/></g>"),
        drawing("<path stroke=\"#000\" stroke-dasharray=\".00001\" d=\"M0 0h99v99z\"/>"),
        drawing(
            "<filter id=\"f\"><feTurbulence numOctaves=\"4000000000\"/></filter><path filter=\"url(#f)\" d=\"M0 0h99v99z\"/>",
        ),
        drawing("<marker id=\"m\"><path d=\"M0 0h9v9z\"/></marker><path marker-mid=\"url(#m)\" d=\"M0 0h9v9z\"/>"),
        drawing(&format!("<text>{}</text>", "a".repeat(10_000))),
        drawing(&format!("<style>{}</style>", "a b c>d{fill:red}".repeat(10_000))),
        format!("<svg {XMLNS} width=\"1e30\" height=\"1e30\"><path d=\"M0 0h9v9z\"/></svg>"),
        format!("<svg {XMLNS} width=\"1\" height=\"90000\"><path d=\"M0 0h9v9z\"/></svg>"),
        format!("<svg {XMLNS} viewBox=\"0 0 9 9\">"),
        "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>".to_owned(),
        format!("<svg {XMLNS} viewBox=\"0 0 9 9\"/>"),
    ];
    for bomb in bombs {
        let (start, shown) = (Instant::now(), bomb.chars().take(120).collect::<String>());
        let refused = taken(&bomb).expect_err(&shown);
        assert!(!refused.message.is_empty() && !refused.help.is_empty());
        assert!(start.elapsed() < Duration::from_secs(5), "{shown} took {:?}", start.elapsed());
    }
    let vast = "x".repeat(super::MOST_BYTES + 1);
    assert!(taken(&vast).expect_err("too large").message.contains("at most 2000 kB"));
    assert!(picture(b"\x1f\x8b\x08svgz", &Fonts::built_in()).expect_err("SVGZ").message.contains("compressed"));
    assert!(picture(b"GIF89a", &Fonts::built_in()).expect_err("a GIF").message.contains("neither"));
}

#[test]
fn a_drawing_of_an_editor_keeps_its_look() {
    let inside = "<defs><linearGradient id=\"g\"><stop stop-color=\"#123456\"/><stop offset=\"1\" stop-color=\"#123456\"/></linearGradient>\
        <clipPath id=\"c\"><rect width=\"100\" height=\"100\"/></clipPath><filter id=\"s\"><feDropShadow dx=\"1\" dy=\"1\" stdDeviation=\"1\"/></filter></defs>\
        <style>.a{fill:url(#g)}</style><g clip-path=\"url(#c)\"><circle class=\"a\" cx=\"50\" cy=\"50\" r=\"40\" filter=\"url(#s)\"/></g>\
        <text x=\"10\" y=\"95\" font-size=\"9\">Łódź</text>";
    let doctype = "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/x.dtd\" [<!ENTITY ns \"http://ns.example/\">]>";
    let taken = taken(&format!("{doctype}{}", drawing(inside))).expect("an editor's drawing");
    harmless(&taken.svg);
    assert!(taken.svg.starts_with("<svg xmlns") && !taken.svg.contains("<image"), "still a drawing");
    let blue = |taken: &Imported| {
        let (red, green, blue, alpha) = colour(&pixels(taken), 120, 120);
        red.abs_diff(0x12) < 6 && green.abs_diff(0x34) < 6 && blue.abs_diff(0x56) < 6 && alpha == 255
    };
    assert!(blue(&taken), "{}", taken.svg);
    assert_eq!((taken.width, taken.height), (1000, 1000));
    let again = picture(taken.svg.as_bytes(), &Fonts::built_in()).expect("what was cleaned can be cleaned");
    assert!(blue(&again));
}

#[test]
fn text_in_no_font_here_is_told() {
    let refused = taken(&drawing("<text y=\"50\">佐藤</text>")).expect_err("no face has it");
    assert!(refused.message.contains("佐藤") && refused.help.contains("paths"), "{refused:?}");
}

#[test]
fn a_drawing_with_pixels_inside_becomes_pixels() {
    let mut dot = Pixmap::new(4, 4).expect("small");
    dot.fill(Color::from_rgba8(10, 120, 10, 255));
    let data = STANDARD.encode(dot.encode_png().expect("a PNG"));
    let inside = format!("<image width=\"100\" height=\"100\" href=\"data:image/png;base64,{data}\"/>");
    let taken = taken(&drawing(&inside)).expect("a picture inside");
    assert!(taken.svg.contains("data:image/png;base64,") && !taken.svg.contains(&data));
    assert_eq!(colour(&pixels(&taken), 120, 120), (10, 120, 10, 255));
    assert_eq!(taken.width, 800);
}

#[test]
fn an_icon_becomes_a_silhouette_of_plain_paths() {
    let fonts = Fonts::built_in();
    let drawn = "<clipPath id=\"c\"><rect width=\"100\" height=\"100\"/></clipPath><g clip-path=\"url(#c)\"><rect fill=\"none\" width=\"100\" height=\"100\"/>\
        <circle cx=\"50\" cy=\"50\" r=\"30\" fill=\"#abc\" onload=\"alert(1)\"/><path d=\"M0 50h100\" stroke=\"red\" stroke-width=\"4\"/></g>";
    let body = icon(drawing(drawn).as_bytes(), &fonts).expect("an icon");
    harmless(&body);
    assert_eq!(body.matches("<path").count(), 2, "{body}");
    assert!(!body.contains("red") && !body.contains("#abc"));
    for (inside, part) in [
        ("<rect width=\"100\" height=\"100\" fill=\"#fff\"/><circle r=\"9\"/>", "ground"),
        ("<mask id=\"m\"><circle r=\"9\"/></mask><g mask=\"url(#m)\"><circle r=\"9\"/></g>", "masks"),
        ("<image width=\"9\" height=\"9\" href=\"data:image/png;base64,AAAA\"/>", "PNG or JPEG"),
    ] {
        let refused = icon(drawing(inside).as_bytes(), &fonts).expect_err(inside);
        assert!(refused.message.contains(part), "{refused:?}");
    }
    let busy: String = (0..400).map(|i| format!("<circle cx=\"{}\" cy=\"9\" r=\"{}\"/>", i % 90, i % 7 + 1)).collect();
    assert!(icon(drawing(&busy).as_bytes(), &fonts).expect_err("busy").message.contains("detail"));
}

#[test]
fn an_id_that_looks_like_a_reference_is_none() {
    let taken = taken(&drawing("<a id=\"a\"/><g id=\"url(#a)\"/><path d=\"M0 0h9v9z\"/>")).expect("a shape");
    assert!(is_shapes_or_pixels(&taken.svg) && !taken.svg.contains("url("), "{}", taken.svg);
}

proptest::proptest! {
    /// Whatever is in a file: what comes out is shapes or pixels.
    #[test]
    fn nothing_but_shapes_comes_out(inside in "(<(g|path|use|image|text|style|a|script)( (id|href|d|fill|onload|style|class)=\"(#a|url\\(#a\\)|M0 0h9v9z|javascript:x|a)\"){0,3}/?>){0,6}") {
        if let Ok(taken) = taken(&drawing(&inside)) {
            proptest::prop_assert!(is_shapes_or_pixels(&taken.svg));
            harmless(&taken.svg);
        }
    }
}
