//! In: a PNG or JPEG from outside. Out: its pixels, no more than are needed, as a PNG inside an SVG. Everything else that the file
//! carries, such as where a photo was taken, is left behind.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use resvg::tiny_skia::{FilterQuality, Pixmap, PixmapPaint, PremultipliedColorU8, Transform};
use resvg::usvg::{Options, Tree};

use super::{PIXELS, empty, proportioned, unfit};
use crate::model::{Imported, Unfit};

/// Most pixels that are decoded: 16 million.
const MOST: u64 = 16_000_000;

pub(super) fn png(bytes: &[u8]) -> Result<Imported, Unfit> {
    well_sized(bytes)?;
    let pixels = Pixmap::decode_png(bytes).map_err(|_| unreadable())?;
    imported(pixels)
}

pub(super) fn jpeg(bytes: &[u8]) -> Result<Imported, Unfit> {
    let (width, height) = well_sized(bytes)?;
    let data = STANDARD.encode(bytes);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"><image width=\"{width}\" height=\"{height}\" href=\"data:image/jpeg;base64,{data}\"/></svg>"
    );
    let tree = Tree::from_str(&svg, &Options::default()).map_err(|_| unreadable())?;
    let mut pixels = Pixmap::new(width, height).ok_or_else(too_large)?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    // A JPEG has no transparency: where nothing was painted, nothing was decoded.
    if pixels.pixel(width / 2, height / 2).is_none_or(|pixel| pixel.alpha() != u8::MAX) {
        return Err(unreadable());
    }
    imported(pixels)
}

/// Pixels as a picture, no larger than is of use.
pub(super) fn imported(pixels: Pixmap) -> Result<Imported, Unfit> {
    if pixels.pixels().iter().all(|pixel| pixel.alpha() == 0) {
        return Err(empty());
    }
    let pixels = shrunk(pixels).ok_or_else(too_large)?;
    let (width, height) = (pixels.width(), pixels.height());
    let data = STANDARD.encode(pixels.encode_png().map_err(|_| unreadable())?);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"><image width=\"{width}\" height=\"{height}\" href=\"data:image/png;base64,{data}\"/></svg>"
    );
    Ok(Imported { svg: svg.into(), width, height })
}

/// Width and height of a picture that can be decoded, and can be a badge.
fn well_sized(bytes: &[u8]) -> Result<(u32, u32), Unfit> {
    let (width, height) = size(bytes).ok_or_else(too_large)?;
    #[expect(clippy::cast_precision_loss, reason = "at most 16 million")]
    proportioned(width as f32, height as f32)?;
    Ok((width, height))
}

/// Width and height of a PNG or JPEG of which the pixels can be decoded in good time.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = match bytes {
        [0x89, b'P', b'N', b'G', ..] => {
            let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
            (number(16)?, number(20)?)
        }
        [0xff, 0xd8, ..] => frame(bytes)?,
        _ => return None,
    };
    (width > 0 && height > 0 && u64::from(width) * u64::from(height) <= MOST).then_some((width, height))
}

/// The bytes of a picture in a `data:` address.
pub(super) fn in_address(address: &str) -> Option<Vec<u8>> {
    let (kind, data) = address.strip_prefix("data:")?.split_once(',')?;
    if !kind.trim_end().ends_with(";base64") {
        return None;
    }
    let data: String = data.chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(data).ok()
}

/// The size in a JPEG's frame header (ITU T.81, B.2.2).
fn frame(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        if marker == 0xff || (0xd0..=0xd9).contains(&marker) || marker == 0x01 {
            at += if marker == 0xff { 1 } else { 2 };
            continue;
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let number = |at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
            return Some((number(at + 7)?, number(at + 5)?));
        }
        at += 2 + length.max(2);
    }
}

/// Halved by averages as often as it goes, then scaled: no detail that shimmers.
fn shrunk(mut pixels: Pixmap) -> Option<Pixmap> {
    while pixels.width().max(pixels.height()) >= 2 * PIXELS && pixels.width().min(pixels.height()) >= 2 {
        pixels = halved(&pixels)?;
    }
    let longer = pixels.width().max(pixels.height());
    if longer <= PIXELS {
        return Some(pixels);
    }
    let scale = f64::from(PIXELS) / f64::from(longer);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "smaller than it was")]
    let side = |n: u32| ((f64::from(n) * scale).round() as u32).max(1);
    let mut out = Pixmap::new(side(pixels.width()), side(pixels.height()))?;
    let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
    #[expect(clippy::cast_possible_truncation, reason = "a scale")]
    let transform = Transform::from_scale(scale as f32, scale as f32);
    out.draw_pixmap(0, 0, pixels.as_ref(), &paint, transform, None);
    Some(out)
}

fn halved(pixels: &Pixmap) -> Option<Pixmap> {
    let (width, height) = (pixels.width() / 2, pixels.height() / 2);
    let mut out = Pixmap::new(width, height)?;
    let from = pixels.pixels();
    let row = pixels.width() as usize;
    for (i, pixel) in out.pixels_mut().iter_mut().enumerate() {
        let (x, y) = (i % width as usize * 2, i / width as usize * 2);
        let four = [from[y * row + x], from[y * row + x + 1], from[(y + 1) * row + x], from[(y + 1) * row + x + 1]];
        let mean = |part: fn(PremultipliedColorU8) -> u8| {
            let sum: u16 = four.iter().map(|pixel| u16::from(part(*pixel))).sum();
            u8::try_from((sum + 2) / 4).unwrap_or(u8::MAX)
        };
        let mixed = PremultipliedColorU8::from_rgba(
            mean(PremultipliedColorU8::red),
            mean(PremultipliedColorU8::green),
            mean(PremultipliedColorU8::blue),
            mean(PremultipliedColorU8::alpha),
        );
        *pixel = mixed?;
    }
    Some(out)
}

fn too_large() -> Unfit {
    unfit("has too many pixels, or does not say how many", "save it with some 800 pixels on the longer side")
}

fn unreadable() -> Unfit {
    unfit("cannot be decoded", "open it in an editor and save it again, in RGB")
}
