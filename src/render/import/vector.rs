//! In: a foreign SVG. Out: the same drawing, written anew from its shapes alone; as pixels when it holds pixels or would be large.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Indent, Options, Tree, WriteOptions};

use super::{PIXELS, empty, gate, proportioned, raster, survey, unfit, work};
use crate::model::{Imported, Unfit};
use crate::render::fonts::Fonts;

/// Most bytes of a cleaned drawing; a larger one is kept as pixels.
const MOST: usize = 200_000;
/// Sides of drawings, in pixels.
const SIDES: (f32, f32) = (0.1, 100_000.0);

pub(super) fn picture(text: &str, fonts: &Fonts) -> Result<Imported, Unfit> {
    let (tree, pixels) = tree(text, fonts)?;
    let written = if pixels { None } else { written(&tree) };
    let (width, height) = scaled(&tree, 1000);
    match written {
        Some(svg) => Ok(Imported { svg: svg.into(), width, height }),
        None => raster::imported(painted(&tree)?),
    }
}

/// The drawing, ready to be drawn, and whether it holds pixels.
pub(super) fn tree(text: &str, fonts: &Fonts) -> Result<(Tree, bool), Unfit> {
    let document = survey::parse(text)?;
    let survey = survey::survey(&document, fonts)?;
    let mut options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, data, _| {
                raster::size(&data)?;
                let png = data.starts_with(b"\x89PNG");
                Some(if png { ImageKind::PNG(data) } else { ImageKind::JPEG(data) })
            }),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    if survey.text {
        options.font_family = fonts.all().first().map(|font| font.family.clone()).unwrap_or_default();
        options.fontdb = Arc::new(fonts.database());
    }
    let tree = Tree::from_xmltree(&document, &options)
        .map_err(|error| unfit(&format!("cannot be drawn: {error}"), "export it again, with a viewBox"))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let (least, most) = SIDES;
    if [width, height].iter().any(|side| !(least..=most).contains(side)) {
        return Err(unfit(
            &format!("is {width} by {height} pixels large"),
            &format!("give it a size from 1 to {most} pixels"),
        ));
    }
    proportioned(width, height)?;
    if !work::bounded(&tree) {
        return Err(unfit("is too complex to be drawn on every page", "simplify it, or export it as PNG"));
    }
    if tree.root().children().is_empty() {
        return Err(empty());
    }
    Ok((tree, survey.pixels))
}

/// Written anew; `None` when that is large, or more than shapes.
fn written(tree: &Tree) -> Option<String> {
    let side = tree.size().width().max(tree.size().height());
    // Four digits of the longer side are a hundredth of a pixel on a page.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 8")]
    let precision = (5.0 - side.log10().ceil()).clamp(1.0, 8.0) as u8;
    let options = WriteOptions {
        coordinates_precision: precision,
        transforms_precision: 6,
        indent: Indent::None,
        ..WriteOptions::default()
    };
    let shapes = gate::shapes(&tree.to_string(&options))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">{shapes}</svg>");
    (svg.len() <= MOST).then_some(svg)
}

fn painted(tree: &Tree) -> Result<Pixmap, Unfit> {
    let (width, height) = scaled(tree, PIXELS);
    let mut pixels = Pixmap::new(width, height).ok_or_else(|| unfit("has no size", "export it with a viewBox"))?;
    #[expect(clippy::cast_precision_loss, reason = "small")]
    let scale = Transform::from_scale(width as f32 / tree.size().width(), height as f32 / tree.size().height());
    resvg::render(tree, scale, &mut pixels.as_mut());
    Ok(pixels)
}

/// Width and height, with this longer side.
fn scaled(tree: &Tree, longer: u32) -> (u32, u32) {
    let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let scale = f64::from(longer) / width.max(height);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the longer side")]
    let side = |length: f64| ((length * scale).round() as u32).max(1);
    (side(width), side(height))
}
