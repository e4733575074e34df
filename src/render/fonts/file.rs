//! In: a font. Out: the bytes of a file that holds that one face alone, as pages load it: browsers take no face out of a collection.
//! Changes nothing inside the tables.

use std::borrow::Cow;

use crate::model::Font;

/// How long the head of a file is, and each entry of its table directory (OpenType 1.9, "Organization of an OpenType Font").
const HEAD: usize = 12;
const ENTRY: usize = 16;

/// The face as a file of its own; `None` for a collection whose directory does not lead to tables.
#[must_use]
pub fn alone(font: &Font) -> Option<Cow<'_, [u8]>> {
    let bytes = font.data.as_ref();
    if !bytes.starts_with(b"ttcf") {
        return Some(Cow::Borrowed(bytes));
    }
    let at = number(bytes, HEAD + 4 * font.index as usize)?;
    let head = bytes.get(at..)?.get(..HEAD)?;
    let count = usize::from(u16::from_be_bytes([head[4], head[5]]));
    let directory = bytes.get(at + HEAD..)?.get(..ENTRY * count)?;
    let (mut out, mut tables) = (head.to_vec(), Vec::new());
    let first = HEAD + directory.len();
    for entry in directory.chunks_exact(ENTRY) {
        let (offset, length) = (number(entry, 8)?, number(entry, 12)?);
        let place = u32::try_from(first + tables.len()).ok()?;
        out.extend_from_slice(&entry[..8]);
        out.extend_from_slice(&place.to_be_bytes());
        out.extend_from_slice(&entry[12..]);
        tables.extend_from_slice(bytes.get(offset..)?.get(..length)?);
        // Tables begin at multiples of four.
        tables.resize(tables.len().next_multiple_of(4), 0);
    }
    out.append(&mut tables);
    Some(Cow::Owned(out))
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..)?.get(..4)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}

/// How a file name of such a font ends.
#[must_use]
pub fn extension(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"OTTO") { "otf" } else { "ttf" }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Data;
    use crate::render::fonts::{Face, Fonts};

    /// A collection of the fonts, as a file with a head, each font's directory moved behind it.
    fn collection(fonts: &[&[u8]]) -> Vec<u8> {
        let mut out = b"ttcf\0\x01\0\0".to_vec();
        out.extend((fonts.len() as u32).to_be_bytes());
        let mut place = HEAD + 4 * fonts.len();
        for font in fonts {
            out.extend((place as u32).to_be_bytes());
            place += font.len();
        }
        for font in fonts {
            let (base, mut font) = (out.len(), font.to_vec());
            let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
            for entry in font[HEAD..HEAD + ENTRY * count].chunks_exact_mut(ENTRY) {
                let moved = u32::from_be_bytes(entry[8..12].try_into().unwrap()) + base as u32;
                entry[8..12].copy_from_slice(&moved.to_be_bytes());
            }
            out.extend(font);
        }
        out
    }

    #[test]
    fn a_face_of_a_collection_becomes_a_file_of_the_same_face_and_other_files_stay() {
        let fonts = Fonts::built_in();
        let (serif, sans) = (&fonts.all()[Face::SerifBold as usize], &fonts.all()[Face::Sans as usize]);
        let both: Arc<[u8]> = collection(&[serif.data.as_ref(), sans.data.as_ref()]).into();
        for (index, whole) in [(0, serif), (1, sans)] {
            let face = Font::read(Data::Read(both.clone()), index).expect("a face");
            let file = alone(&face).expect("tables");
            let again = Font::read(Data::Read(file.to_vec().into()), 0).expect("a font");
            assert_eq!((&again.family, again.weight), (&whole.family, whole.weight));
            assert_eq!(again.stretches(), whole.stretches());
            assert_eq!(extension(&file), extension(whole.data.as_ref()));
            assert_eq!(*alone(whole).expect("itself"), *whole.data.as_ref());
        }
    }

    #[test]
    fn a_collection_that_is_cut_anywhere_is_no_file_or_one_and_never_a_panic() {
        let fonts = Fonts::built_in();
        let whole = collection(&[fonts.all()[Face::Sans as usize].data.as_ref()]);
        let face = Font::read(Data::Read(whole.clone().into()), 0).expect("a face");
        for cut in (0..400).chain((400..whole.len()).step_by(9001)) {
            let mut torn = face.clone();
            torn.data = Data::Read(whole[..cut].into());
            assert!(cut < 4 || alone(&torn).is_none(), "{cut}");
        }
    }
}
