//! In: a design or a seal. Out: its drawing. The one place where pages meet the artwork.

use accolade_credential::Seal;

use super::colour;
use crate::model::Design;

/// A badge as a self-contained SVG.
#[must_use]
pub fn badge(design: &Design, _title: &str) -> String {
    let fill = colour::hex(design.colour);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 96\"><circle cx=\"48\" cy=\"48\" r=\"44\" fill=\"{fill}\"/><circle cx=\"48\" cy=\"48\" r=\"36\" fill=\"none\" stroke=\"#fff\"/></svg>\n"
    )
}

/// The seal as inline SVG in the colour of the text around it; an empty ring when no good signature stands behind it.
#[must_use]
pub fn seal(seal: Option<&Seal>) -> String {
    let inner = if seal.is_some() { "<circle cx=\"50\" cy=\"50\" r=\"30\"/>" } else { "" };
    format!(
        "<svg class=\"seal\" viewBox=\"0 0 100 100\" aria-hidden=\"true\"><circle cx=\"50\" cy=\"50\" r=\"46\"/>{inner}</svg>"
    )
}
