//! Pictures of pixels: decoded, held to what drawings are held to, and written anew.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use resvg::tiny_skia::{Color, Pixmap};

use super::{colour, pixels};
use crate::render::fonts::Fonts;
use crate::render::import::picture;

#[test]
fn pixels_are_decoded_and_written_anew_no_larger_than_needed() {
    let mut photo = Pixmap::new(2000, 1000).expect("small");
    photo.fill(Color::from_rgba8(200, 40, 40, 255));
    let mut bytes = photo.encode_png().expect("a PNG");
    // A text chunk, and data behind the end: both are left behind.
    let chunk = b"\0\0\0\x0dtEXtNote\0secret!!\0\0\0\0";
    bytes.splice(33..33, chunk.iter().copied());
    bytes.extend(b"<script>alert(1)</script>");
    let taken = picture(&bytes, &Fonts::built_in()).expect("a PNG");
    assert_eq!((taken.width, taken.height), (800, 400));
    let pixels = pixels(&taken);
    assert_eq!(colour(&pixels, 120, 120), (200, 40, 40, 255));
    assert_eq!(colour(&pixels, 120, 20).3, 0, "as wide as it goes, not stretched");
    let vast = {
        let mut header = bytes[..33].to_vec();
        header[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        header
    };
    assert!(picture(&vast, &Fonts::built_in()).expect_err("vast").message.contains("too many pixels"));
    assert!(picture(&bytes[..200], &Fonts::built_in()).expect_err("cut").message.contains("cannot be decoded"));
    assert!(picture(b"\xff\xd8\xff\xe0\0\x04..\xff\xc0\0\x11\x08\0\x09\0\x09", &Fonts::built_in()).is_err());
}

#[test]
fn pixels_are_held_to_what_drawings_are_held_to() {
    let png = |width, height, alpha| {
        let mut pixels = Pixmap::new(width, height).expect("small");
        pixels.fill(Color::from_rgba8(200, 40, 40, alpha));
        picture(&pixels.encode_png().expect("a PNG"), &Fonts::built_in())
    };
    assert!(png(120, 10, 255).is_ok() && png(10, 120, 1).is_ok());
    for (width, height) in [(121, 10), (10, 121)] {
        let refused = png(width, height, 255).expect_err("a ribbon");
        assert_eq!(refused.message, format!("is {width} by {height}: too narrow"));
    }
    assert_eq!(png(20, 20, 0).expect_err("nothing to see").message, "shows nothing");
}

/// Eight by eight pixels of #20a040.
const JPEG: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAb/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCUABPv/9k=";

#[test]
fn a_photo_becomes_pixels_and_its_file_is_left_behind() {
    let mut photo = STANDARD.decode(JPEG).expect("base64");
    photo.splice(2..2, *b"\xff\xe1\x00\x10Exif\0\0secret!!");
    let taken = picture(&photo, &Fonts::built_in()).expect("a JPEG");
    let (red, green, blue, alpha) = colour(&pixels(&taken), 120, 120);
    assert!(red.abs_diff(0x20) < 8 && green.abs_diff(0xa0) < 8 && blue.abs_diff(0x40) < 8 && alpha == 255);
    assert!(taken.svg.contains("data:image/png;base64,") && (taken.width, taken.height) == (8, 8));
    photo.truncate(photo.len() / 2);
    assert!(picture(&photo, &Fonts::built_in()).is_err());
}
