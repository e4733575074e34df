//! In: a design or a seal. Out: its drawing. The one place where pages meet the artwork.

use accolade_credential::Seal;

use super::svg;
use crate::model::Design;

/// A badge as a self-contained SVG, told in words to those who do not see it.
#[must_use]
pub fn badge(design: &Design, title: &str, description: &str) -> String {
    svg::badge(design, title, description, "b")
}

/// The seal as inline SVG in the colour of the text around it; an empty ring when no good signature stands behind it.
#[must_use]
pub fn seal(seal: Option<&Seal>) -> String {
    let inner = if seal.is_some() { "<circle cx=\"50\" cy=\"50\" r=\"30\"/>" } else { "" };
    format!(
        "<svg class=\"seal\" viewBox=\"0 0 100 100\" aria-hidden=\"true\"><circle cx=\"50\" cy=\"50\" r=\"46\"/>{inner}</svg>"
    )
}
