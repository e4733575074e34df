//! In: a picture from outside, and the faces of the site. Out: an SVG that stands alone, or a device as plain shapes; or why not and
//! what to do. Nothing of the file is kept but what it shows: no script, no handler, no address, no hidden data.

mod gate;
mod icon;
mod raster;
mod survey;
mod vector;
mod work;

use std::sync::Arc;

use crate::model::{Imported, Unfit};
use crate::render::fonts::Fonts;

/// Largest file that is taken, in bytes: 2 MB.
pub const MOST_BYTES: usize = 2_000_000;
/// Pixels of the longer side of a picture that is kept as pixels.
pub const PIXELS: u32 = 800;
/// How much longer one side of a picture may be than the other.
const RATIO: f32 = 12.0;

/// A picture, cleaned: SVG, PNG or JPEG.
///
/// # Errors
/// When it is something else, too large, too costly to draw, or leans on another file.
pub fn picture(bytes: &[u8], fonts: &Fonts) -> Result<Imported, Unfit> {
    match kind(bytes)? {
        Kind::Png => raster::png(bytes),
        Kind::Jpeg => raster::jpeg(bytes),
        Kind::Svg(text) => vector::picture(text, fonts),
    }
}

/// A device in one colour from an SVG: the elements of [`crate::render::svg::icon::Icon::body`].
///
/// # Errors
/// As for [`picture`], and when it has more than shapes, a ground, or too much detail.
pub fn icon(bytes: &[u8], fonts: &Fonts) -> Result<Arc<str>, Unfit> {
    match kind(bytes)? {
        Kind::Svg(text) => icon::icon(text, fonts),
        Kind::Png | Kind::Jpeg => {
            Err(unfit("has pixels; an icon is drawn from shapes", "save the icon as SVG, in one colour"))
        }
    }
}

enum Kind<'a> {
    Png,
    Jpeg,
    Svg(&'a str),
}

fn kind(bytes: &[u8]) -> Result<Kind<'_>, Unfit> {
    if bytes.len() > MOST_BYTES {
        let message = format!("has {} kB; at most {} kB are taken", bytes.len() / 1000, MOST_BYTES / 1000);
        return Err(unfit(&message, "save it smaller: some 800 pixels wide, or as a simpler drawing"));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(Kind::Png);
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Ok(Kind::Jpeg);
    }
    if bytes.starts_with(b"\x1f\x8b") {
        return Err(unfit("is compressed (SVGZ)", "save it as plain SVG"));
    }
    let text = std::str::from_utf8(bytes).ok().map(|text| text.trim_start_matches('\u{feff}'));
    match text.filter(|text| text.contains("<svg") || text.contains(":svg")) {
        Some(text) => Ok(Kind::Svg(text)),
        None => Err(unfit("is neither SVG (in UTF-8), PNG nor JPEG", "save it as one of the three")),
    }
}

/// Whether a picture is near enough to a square to be shown as a badge.
fn proportioned(width: f32, height: f32) -> Result<(), Unfit> {
    if width.max(height) > RATIO * width.min(height) {
        return Err(unfit(&format!("is {width} by {height}: too narrow"), "draw it nearer to a square"));
    }
    Ok(())
}

fn empty() -> Unfit {
    unfit("shows nothing", "export it again")
}

fn unfit(message: &str, help: &str) -> Unfit {
    Unfit { message: message.to_owned(), help: help.to_owned() }
}

#[cfg(test)]
mod tests;
