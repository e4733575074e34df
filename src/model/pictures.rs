//! In: files of the project that are named where a picture or a file of the holder belongs. Out: their published paths, or what is wrong:
//! none there, or no picture that browsers show.

use super::site::StaticFile;
use crate::diag::Diagnostic;
use crate::draft::{Placed, suggest_file};
use crate::load::{SitePath, SourcePath};

/// A file of the project as a published one.
pub(super) fn published(
    named: &Placed<SourcePath>,
    files: &[StaticFile],
    found: &mut Vec<Diagnostic>,
) -> Option<SitePath> {
    file(named, files, found).map(|file| file.path.clone())
}

/// The same for a picture that pages show.
pub(super) fn picture(
    named: &Placed<SourcePath>,
    files: &[StaticFile],
    found: &mut Vec<Diagnostic>,
) -> Option<SitePath> {
    let file = file(named, files, found)?;
    let (kind, path) = (kind(&file.bytes), named.value.as_str());
    let is_named_svg = named.value.extension() == "svg";
    let message = match kind {
        Some(Kind::Svg) if !is_named_svg => format!("{path} is a drawing (SVG) under another name"),
        Some(Kind::Raster) if is_named_svg => format!("{path} is called SVG and is none"),
        Some(_) => return Some(file.path.clone()),
        None => format!("{path} is no picture that browsers show"),
    };
    let help = match kind {
        Some(Kind::Svg) => "give the file the ending .svg",
        _ => "save it as JPEG, PNG, WebP or SVG, with the ending of what it is",
    };
    let mut wrong = Diagnostic::error("no-picture", message).help(help);
    wrong.place = Some(named.place.clone());
    found.push(wrong);
    None
}

fn file<'f>(
    named: &Placed<SourcePath>,
    files: &'f [StaticFile],
    found: &mut Vec<Diagnostic>,
) -> Option<&'f StaticFile> {
    let path = named.value.as_str();
    let file = files.iter().find(|file| file.path.as_str() == path);
    if file.is_none() {
        let mut missing = Diagnostic::error("no-such-file", format!("there is no file {path}"));
        missing.place = Some(named.place.clone());
        let near = suggest_file(path, files.iter().map(|file| file.path.as_str()));
        found.push(missing.help(near.map_or_else(
            || "put the file there, or remove the field".to_owned(),
            |near| format!("did you mean {near}?"),
        )));
    }
    file
}

/// What browsers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// JPEG, PNG, WebP, GIF or AVIF.
    Raster,
    Svg,
}

/// By its first bytes, as browsers tell it.
fn kind(bytes: &[u8]) -> Option<Kind> {
    let starts = [&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"];
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    if webp || is_avif(bytes) || starts.iter().any(|start| bytes.starts_with(start)) {
        return Some(Kind::Raster);
    }
    let head = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    (head.starts_with('<') && head.contains("<svg")).then_some(Kind::Svg)
}

/// ISO 14496-12: the first box names the brands of a file, each of four letters; HEIC has the same box without this brand.
fn is_avif(bytes: &[u8]) -> bool {
    let length = bytes.first_chunk::<4>().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    bytes.get(4..8) == Some(b"ftyp")
        && bytes
            .get(8..length.min(bytes.len()).max(8))
            .is_some_and(|brands| brands.chunks(4).any(|brand| brand == b"avif" || brand == b"avis"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_told_by_its_first_bytes() {
        let raster: [&[u8]; 5] = [
            b"\xff\xd8\xff\xe0",
            b"\x89PNG\r\n\x1a\n....",
            b"RIFF\x10\0\0\0WEBPVP8 ",
            b"GIF89a",
            b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif....",
        ];
        assert!(raster.iter().all(|bytes| kind(bytes) == Some(Kind::Raster)));
        assert_eq!(kind("\u{feff}<?xml version='1.0'?>\n<!-- a --><svg/>".as_bytes()), Some(Kind::Svg));
        let none: [&[u8]; 5] =
            [b"", b"hello", b"<html></html>", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", b"\0\0\0\x18ftyp"];
        assert!(none.iter().all(|bytes| kind(bytes).is_none()));
    }
}
