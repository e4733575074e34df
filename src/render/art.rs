//! In: a design or a seal. Out: its drawing. The one place where pages meet the artwork.

use accolade_credential::Seal;

use super::svg;
use crate::model::Design;

/// A badge as a self-contained SVG, told in words to those who do not see it.
#[must_use]
pub fn badge(design: &Design, title: &str, description: &str) -> String {
    svg::badge(design, title, description, "b")
}

/// The seal as inline SVG in the colour of the text around it: the rosette of its signature, or an empty ring when
/// no good signature stands behind it.
#[must_use]
pub fn seal(seal: Option<&Seal>) -> String {
    match seal {
        Some(seal) => svg::rosette(seal, "A seal drawn from the signature of this credential"),
        None => svg::empty_ring("An empty ring: no signature stands behind this"),
    }
}
