//! In: the design of what a holder says, and nobody signed. Out: its picture: a slip of paper, an outline in dashes with the device on it.
//! Nothing on it is engraved: nobody is to take it for a badge.

use super::icon;
use super::text::{clip, escape};
use crate::model::Design;

/// Between black and white, so that it is seen on light ground and on dark.
const GREY: &str = "#767676";

/// The slip, told by title and description. `id` begins its ids and classes. Small ones have broader lines.
#[must_use]
pub fn slip(design: &Design, (title, description): (&str, &str), id: &str) -> String {
    let drawn = || icon::lookup(&design.icon).or_else(|| icon::lookup("award")).map(|icon| icon.body());
    let device = design.device.as_deref().or_else(drawn).unwrap_or_default();
    let half = icon::Icon::SIDE / -2.0;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-120 -120 240 240\" role=\"img\" \
         aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>\
         <style>@media(max-width:96px){{.{id}-e{{stroke-width:7;stroke-dasharray:20 12}}.{id}-m{{transform:scale(.56)}}}}</style>\
         <path class=\"{id}-e\" d=\"M-84-112H84V112H-84z\" fill=\"none\" stroke=\"{GREY}\" stroke-width=\"2.5\" stroke-dasharray=\"10 6\"/>\
         <g class=\"{id}-m\" transform=\"scale(.44)\" fill=\"{GREY}\"><g transform=\"translate({half},{half})\">{device}</g></g></svg>\n",
        escape(&clip(title, 120.0)),
        escape(&clip(description, 300.0)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Colour, Shape};

    #[test]
    fn it_is_a_picture_that_says_what_it_shows_and_has_nothing_of_a_badge() {
        let design = Design::plain(Shape::Plaque, Colour([200, 0, 0]), "pen");
        let svg = slip(&design, ("Section <editor>", "Two pages a week."), "b");
        roxmltree::Document::parse(&svg).expect("XML");
        assert!(svg.contains("Section &lt;editor&gt;") && svg.contains("Two pages a week.") && svg.contains(GREY));
        assert!(!svg.contains("#c80000") && !svg.contains("clipPath") && svg.len() < 3_000, "{} bytes", svg.len());
    }
}
