//! In: a site. Out: its own mark for tabs and home screens: the institution's picture, else a monogram in its colour.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::colour::{self, hex};
use super::fonts::{Face, Fonts};
use super::words::initials;
use crate::model::{Picture, Site};

/// Pixels of the icon that home screens show.
pub const TOUCH: u32 = 180;
/// Pixels of the icon in `favicon.ico`.
pub const SMALL: u32 = 32;

/// The mark on a round ground, for tabs; or with paper to its edges, as home screens want it.
#[must_use]
pub fn svg(fonts: &Fonts, site: &Site, to_the_edge: bool) -> String {
    let (light, _) = colour::scales(site.meta.accent.unwrap_or(colour::HOUSE));
    let (fill, ink) = (hex(light.fill), hex(light.fill_ink));
    let mut out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">".to_owned();
    if let Some(picture) = picture(site) {
        if to_the_edge {
            out.push_str("<path fill=\"#fff\" d=\"M0 0h64v64H0z\"/>");
        }
        let (at, size) = if to_the_edge { (8, 48) } else { (0, 64) };
        out.push_str(&format!(
            "<image x=\"{at}\" y=\"{at}\" width=\"{size}\" height=\"{size}\" href=\"{picture}\"/></svg>"
        ));
        return out;
    }
    let name = site.holder.as_ref().map_or(&site.meta.title, |holder| &holder.name);
    let letters = Some(initials(name)).filter(|letters| fonts.uncovered(letters).is_empty()).unwrap_or_default();
    let outline = fonts.outline(&letters, Face::SerifSemibold, 0.02);
    let size = (46.0 / outline.width.max(0.1)).min(36.0);
    let ground = if to_the_edge {
        format!("<path fill=\"{fill}\" d=\"M0 0h64v64H0z\"/>")
    } else {
        format!("<circle cx=\"32\" cy=\"32\" r=\"32\" fill=\"{fill}\"/>")
    };
    out.push_str(&format!(
        "{ground}<circle cx=\"32\" cy=\"32\" r=\"28\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"1.2\" opacity=\".7\"/>\
         <path fill=\"{ink}\" transform=\"translate({:.2} {:.2}) scale({:.5})\" d=\"{}\"/></svg>",
        32.0 - outline.width * size / 2.0,
        32.0 + size * 0.325,
        size / 1000.0,
        outline.path
    ));
    out
}

/// The institution's own picture, when it can be drawn.
fn picture(site: &Site) -> Option<String> {
    let issuer = &site.issuers[site.institution.as_ref()?.issuer.0 as usize];
    let Picture::File(path) = issuer.image.as_ref()? else { return None };
    let media_type = match path.0.rsplit_once('.')?.1.to_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => return None,
    };
    let file = site.files.iter().find(|file| file.path == *path)?;
    Some(format!("data:{media_type};base64,{}", STANDARD.encode(&file.bytes)))
}

/// A PNG of [`SMALL`] pixels as an ICO file.
#[must_use]
pub fn ico(png: &[u8]) -> Vec<u8> {
    let size = u8::try_from(SMALL).unwrap_or_default();
    let length = u32::try_from(png.len()).unwrap_or_default();
    let mut out = vec![0, 0, 1, 0, 1, 0, size, size, 0, 0, 1, 0, 32, 0];
    out.extend(length.to_le_bytes());
    out.extend(22_u32.to_le_bytes());
    out.extend(png);
    out
}

#[cfg(test)]
mod tests {
    use super::super::fixture::portfolio;
    use super::super::png::Painter;
    use super::*;

    #[test]
    fn an_icon_is_drawn_for_any_name() {
        let fonts = Fonts::built_in();
        let painter = Painter::new(&fonts);
        for name in ["Maya Lindqvist", "WWW MMM", "مايا", "  ", "i"] {
            let mut site = portfolio();
            if let Some(holder) = site.holder.as_mut() {
                holder.name = name.into();
            }
            for edge in [true, false] {
                let png = painter.png(&svg(&fonts, &site, edge), SMALL).expect("drawn");
                assert!(png.starts_with(b"\x89PNG"), "{name}");
            }
        }
    }

    #[test]
    fn an_ico_holds_one_png_where_it_says() {
        let file = ico(b"\x89PNG....");
        assert_eq!(&file[..6], &[0, 0, 1, 0, 1, 0]);
        let at = u32::from_le_bytes([file[18], file[19], file[20], file[21]]) as usize;
        let long = u32::from_le_bytes([file[14], file[15], file[16], file[17]]) as usize;
        assert_eq!(&file[at..at + long], b"\x89PNG....");
    }
}
