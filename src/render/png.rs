//! In: an SVG that this program drew, and the faces of a site. Out: the same as PNG. Nothing else is looked at: no system font, no file,
//! no address. The same input gives the same bytes.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, ImageHrefResolver, Options, Tree};
use thiserror::Error;

use super::fonts::Fonts;

/// Most pixels of a picture.
const MOST: u64 = 16_000_000;

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum PaintError {
    /// Not an SVG that can be drawn.
    #[error("the drawing cannot be read: {0}")]
    Svg(#[from] usvg::Error),
    /// No area, or far too much.
    #[error("a picture of {width} by {height} pixels is not made")]
    Size {
        /// Pixels from side to side.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// The encoder failed.
    #[error("the picture cannot be written as PNG")]
    Encode,
}

/// Draws pictures; made once for a site.
pub struct Painter(Options<'static>);

impl Painter {
    /// With the faces of a site.
    #[must_use]
    pub fn new(fonts: &Fonts) -> Self {
        Self(options(fonts))
    }

    /// The drawing, `width` pixels wide and as high as its shape asks for.
    ///
    /// # Errors
    /// An SVG that cannot be read, or a size that is not made.
    pub fn png(&self, svg: &str, width: u32) -> Result<Vec<u8>, PaintError> {
        let tree = Tree::from_str(svg, &self.0)?;
        let scale = f64::from(width) / f64::from(tree.size().width());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rounded; the size is checked next"
        )]
        let height = (f64::from(tree.size().height()) * scale).round() as u32;
        if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST {
            return Err(PaintError::Size { width, height });
        }
        let mut pixmap = Pixmap::new(width, height).ok_or(PaintError::Size { width, height })?;
        #[expect(clippy::cast_possible_truncation, reason = "a scale")]
        let scale = scale as f32;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
        packed(pixmap).map_err(|_| PaintError::Encode)
    }
}

/// The picture as PNG. Plain areas, as drawings have them, are smaller by a third when no row is written as its difference from the one
/// above, and are packed in half the time.
fn packed(pixmap: Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(3));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixmap.take_demultiplied())?;
    writer.finish()?;
    Ok(bytes)
}

/// How drawings are read: with the faces of a site, and nothing else is looked at.
pub(super) fn options(fonts: &Fonts) -> Options<'static> {
    let nothing = ImageHrefResolver {
        resolve_data: ImageHrefResolver::default_data_resolver(),
        resolve_string: Box::new(|_, _| None),
    };
    let family = fonts.all().first().map(|font| font.family.clone()).unwrap_or_default();
    Options {
        font_family: family,
        fontdb: Arc::new(fonts.database()),
        image_href_resolver: nothing,
        ..Options::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painter() -> Painter {
        Painter::new(&Fonts::built_in())
    }

    fn pixels(png: &[u8]) -> Pixmap {
        Pixmap::decode_png(png).expect("a PNG")
    }

    #[test]
    fn a_drawing_keeps_its_shape_and_colours() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path fill="#123456" d="M0 0h20v10H0z"/></svg>"##;
        let made = pixels(&painter().png(svg, 40).expect("drawn"));
        assert_eq!((made.width(), made.height()), (40, 20));
        let middle = made.pixel(20, 10).expect("inside").demultiply();
        assert_eq!((middle.red(), middle.green(), middle.blue(), middle.alpha()), (0x12, 0x34, 0x56, 255));
    }

    #[test]
    fn text_is_set_in_the_faces_of_the_site() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><text x="5" y="30" font-size="30" font-family="Libertinus Serif">Maya</text></svg>"#;
        let made = pixels(&painter().png(svg, 100).expect("drawn"));
        assert!(made.pixels().iter().any(|p| p.alpha() > 200), "nothing was set");
    }

    #[test]
    fn files_and_addresses_named_by_a_drawing_are_not_looked_at() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"><image xlink:href="Cargo.toml" width="10" height="10"/><image href="http://127.0.0.1:9/x.png" width="10" height="10"/></svg>"#;
        let made = pixels(&painter().png(svg, 10).expect("drawn"));
        assert!(made.pixels().iter().all(|p| p.alpha() == 0));
    }

    #[test]
    fn what_is_no_drawing_or_too_large_is_refused() {
        assert!(matches!(painter().png("<svg", 10), Err(PaintError::Svg(_))));
        let tall = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 100000"/>"#;
        assert!(matches!(painter().png(tall, 1000), Err(PaintError::Size { .. })));
    }
}
