//! In: the faces of a site. Out: how wide words run at most, quickly: advances are added up, pairs are not looked at.
//! Letters that no face has are set in the reader's own fonts, and estimated upwards.

use std::sync::Arc;

use rustybuzz::ttf_parser;

use crate::model::Font;
use crate::render::fonts::{Face, Fonts, invisible};
use crate::render::svg::text::ems;

/// Measures with faces that were opened once.
pub struct Measure<'a> {
    fonts: &'a Fonts,
    faces: Vec<Option<ttf_parser::Face<'a>>>,
}

impl<'a> Measure<'a> {
    /// With the faces of a site.
    #[must_use]
    pub fn new(fonts: &'a Fonts) -> Self {
        let open = |font: &'a Arc<Font>| ttf_parser::Face::parse(font.data.as_ref(), font.index).ok();
        Self { fonts, faces: fonts.all().iter().map(open).collect() }
    }

    /// How far a text runs, in ems.
    #[must_use]
    pub fn width(&self, text: &str, face: Face) -> f64 {
        text.chars().map(|c| self.advance(c, face)).sum()
    }

    /// Whether the faces have every letter of a text.
    #[must_use]
    pub fn covers(&self, text: &str) -> bool {
        self.fonts.uncovered(text).is_empty()
    }

    fn advance(&self, c: char, face: Face) -> f64 {
        // Soft hyphens, joiners, isolates and marks take no room.
        if invisible(c) {
            return 0.0;
        }
        let all = self.fonts.all().iter().zip(&self.faces);
        let first = all.clone().skip(face as usize).take(1);
        let mut having = first.chain(all).filter(|(font, _)| font.has(c)).filter_map(|(_, face)| face.as_ref());
        let own = having.next().and_then(|face| {
            let glyph = face.glyph_index(c)?;
            Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
        });
        own.unwrap_or_else(|| ems(c.encode_utf8(&mut [0; 4])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_no_face_has_is_estimated_and_known() {
        let fonts = Fonts::built_in();
        let measure = Measure::new(&fonts);
        assert!(measure.covers("Łukasz, Ελένη") && !measure.covers("佐藤"));
        assert!(measure.width("佐藤", Face::Serif) >= 2.0);
    }

    proptest! {
        #[test]
        fn nothing_runs_further_than_it_was_measured(text in "[A-Za-zÀ-ž0-9 ,.'’&-]{0,60}") {
            let fonts = Fonts::built_in();
            let (fast, shaped) = (Measure::new(&fonts).width(&text, Face::Serif), fonts.width(&text, Face::Serif));
            // A few pairs are set apart, by hundredths of an em.
            prop_assert!(shaped <= fast * 1.01 + 0.1, "{shaped} {fast}");
        }
    }
}
