//! What a certificate says and shows: words that are already in the page's language, pictures, the seal, inks and paper.

use accolade_credential::Seal;

use super::Image;
use crate::draft::Colour;
use crate::render::colour::Scale;
use crate::render::fonts::Fonts;
use crate::render::svg::tone;

/// What a certificate says: words only.
#[derive(Debug, Clone, Default)]
pub struct Matter {
    /// BCP 47 tag.
    pub language: String,
    /// Whether that language reads from right to left: the sheet is laid out the other way round.
    pub right_to_left: bool,
    /// What was earned, and by whom, for a list of files.
    pub heading: String,
    /// `Certificate of completion`
    pub kind: String,
    /// Whose it is.
    pub name: Option<String>,
    /// `earned`
    pub verb: String,
    /// What was earned.
    pub title: String,
    /// From whom and when.
    pub from: String,
    /// The word for what became of it, when its issuer took it back.
    pub void: Option<String>,
    /// Said when it is not verified.
    pub standing: Option<String>,
    /// What it covered.
    pub covered: Option<String>,
    /// What its holder can do.
    pub outcomes: Vec<String>,
    /// Hours, credits, result, skills.
    pub facts: Option<String>,
    /// Who signs, in order.
    pub signatories: Vec<Signatory>,
    /// The verdict, the serial number, where to check it: small lines.
    pub foot: Vec<Small>,
    /// What was checked, a sentence each: told after the verdict as far as there is room.
    pub checks: Vec<String>,
    /// What the artwork and the seal show, in words.
    pub pictures: (String, String),
    /// Where it can be checked.
    pub address: Option<String>,
}

/// Somebody who signs.
#[derive(Debug, Clone, Default)]
pub struct Signatory {
    /// Their name.
    pub name: String,
    /// Their office.
    pub office: Option<String>,
    /// Their signature as a picture.
    pub signature: Option<Image>,
}

/// A small line at the foot.
#[derive(Debug, Clone, Default)]
pub struct Small {
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub link: Option<String>,
}

/// Colours of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Inks {
    /// Of text.
    pub ink: Colour,
    /// Of what is said by the way.
    pub quiet: Colour,
    /// Of hairlines.
    pub rule: Colour,
    /// Of lines and of what was earned.
    pub accent: Colour,
    /// Of a field of the brand's colour.
    pub field: Colour,
    /// Of text and lines on that field.
    pub on_field: Colour,
    /// Of engraved lines that step back in that field.
    pub in_field: Colour,
    /// Of ornament in the manner of gilding.
    pub gilt: Colour,
    /// Of a warm ground.
    pub cream: Colour,
}

impl Inks {
    /// The inks of a site's light colours.
    #[must_use]
    pub fn of(light: &Scale) -> Self {
        let (lightness, chroma, hue) = tone::oklch(light.fill);
        let step = if lightness > 0.7 { lightness - 0.16 } else { lightness + 0.13 };
        Self {
            ink: light.ink,
            quiet: light.quiet,
            rule: light.rule,
            accent: light.accent,
            field: light.fill,
            on_field: light.fill_ink,
            in_field: tone::colour(step, chroma * 0.9, hue),
            // Old gold, whatever the brand: hue 80°.
            gilt: tone::colour(0.62, 0.095, 1.4),
            cream: tone::colour(0.985, 0.012, 1.5),
        }
    }
}

/// Everything a sheet is made from.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// What it says.
    pub matter: &'a Matter,
    /// The artwork.
    pub art: &'a Image,
    /// The proof, as it is drawn.
    pub seal: &'a Seal,
    /// Its colours.
    pub inks: Inks,
    /// The faces it is set in.
    pub fonts: &'a Fonts,
    /// Width and height in millimetres.
    pub paper: (f64, f64),
}
