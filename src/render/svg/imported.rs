//! In: a picture from outside, cleaned, with a title and description. Out: the same as an artwork: square, told in words.

use super::text::{clip, escape};
use crate::model::Imported;

/// The picture in the middle of a square, as large as it goes. `id` begins the ids of title and description.
#[must_use]
pub fn imported(picture: &Imported, title: &str, description: &str, id: &str) -> String {
    let inside = picture.svg.strip_prefix("<svg xmlns=\"http://www.w3.org/2000/svg\"").unwrap_or(&picture.svg);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-120 -120 240 240\" role=\"img\" \
         aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>\
         <svg x=\"-118\" y=\"-118\" width=\"236\" height=\"236\"{inside}</svg>\n",
        escape(&clip(title, 120.0)),
        escape(&clip(description, 300.0)),
    )
}
