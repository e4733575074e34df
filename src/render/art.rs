//! In: a design or a seal. Out: its drawing. The one place where pages meet the artwork.

use accolade_credential::Seal;

use super::fonts::Fonts;
use super::svg;
use super::words::Language;
use crate::model::Design;

/// A badge as a self-contained SVG, drawn or from outside, told in words to those who do not see it.
#[must_use]
pub(crate) fn badge(fonts: &Fonts, design: &Design, title: &str, description: &str) -> String {
    match &design.picture {
        Some(picture) => svg::imported(picture, title, description, "b"),
        None if design.is_claim => svg::slip(design, (title, description), "b"),
        None => svg::badge(fonts, design, (title, description), "b"),
    }
}

/// The rosette of a seal as inline SVG in the colour of the text around it; an empty ring when no good signature
/// stands behind the credential.
#[must_use]
pub(crate) fn seal(words: &Language, seal: Option<&Seal>) -> String {
    seal.map_or_else(|| svg::empty_ring(words.t.no_seal), |seal| svg::rosette(seal, words.t.seal))
}
