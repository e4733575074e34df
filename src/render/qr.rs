//! In: an address. Out: its QR code (ISO/IEC 18004), as path data for any drawing and as an SVG of its own.

use std::fmt::Write as _;

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

use super::svg::text::escape;

/// A code: dark squares on a square of `size` modules, without the quiet zone of 4 modules that has to be around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// SVG path data, 1 unit a module.
    pub path: String,
    /// Modules from side to side.
    pub size: usize,
}

/// Modules of empty paper that a reader needs around a code.
pub const QUIET: usize = 4;

/// The code of a text, with error correction level M; `None` when it is too long for any code.
#[must_use]
pub fn code(text: &str) -> Option<Code> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = code[y][x..].iter().take_while(|module| module.value()).count();
            if run > 0 {
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    Some(Code { path, size: code.size })
}

/// A file of its own, black on white with its quiet zone, under a title.
#[must_use]
pub fn svg(text: &str, title: &str) -> Option<String> {
    let Code { path, size } = code(text)?;
    let whole = size + 2 * QUIET;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" role=\"img\" shape-rendering=\"crispEdges\"><title>{}</title><path fill=\"#fff\" d=\"M0 0h{whole}v{whole}H0z\"/><path transform=\"translate({QUIET} {QUIET})\" d=\"{path}\"/></svg>\n",
        escape(title)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_finders_and_only_whole_squares() {
        let made =
            code("https://maya-lindqvist.example/credentials/public-speaking-foundations/").expect("short enough");
        assert_eq!(made.size % 4, 1, "21, 25, 29 … modules");
        let far = made.size - 7;
        for start in ["M0 0h7v1h-7z".to_owned(), format!("M{far} 0h7v1h-7z"), format!("M0 {far}h7v1h-7z")] {
            assert!(made.path.contains(&start), "{start}");
        }
        assert_eq!(code(&"x".repeat(4000)), None);
    }

    #[test]
    fn the_picture_is_well_formed_whatever_its_title() {
        let svg = svg("https://a.example/?a=1&b=<", "A & B \"<\"").expect("short enough");
        let tree = roxmltree::Document::parse(&svg).expect("XML");
        assert_eq!(
            tree.root_element().descendants().find(|n| n.has_tag_name("title")).and_then(|n| n.text()),
            Some("A & B \"<\"")
        );
    }
}
