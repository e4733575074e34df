//! A badge's definition on the site, and how artwork looks: everything that pages and drawings need, defaults filled in.

use std::sync::Arc;

use super::ids::{EntryId, SkillId};
use crate::draft::{Colour, Html, Imported, Legend, Shape, Template};

/// A badge definition.
#[derive(Debug, Clone)]
pub struct Badge {
    /// Its folder below `badges/`.
    pub slug: String,
    /// `name`
    pub name: String,
    /// `description`
    pub description: String,
    /// `type`: an OB 3.0 achievement type.
    pub kind: String,
    /// `criteria`, safe HTML.
    pub criteria: Html,
    /// `outcomes`: what a holder can do.
    pub outcomes: Vec<String>,
    /// `assessment`: how it was judged.
    pub assessment: Option<String>,
    /// `workload` in hours.
    pub hours: Option<f64>,
    /// `credits`
    pub credits: Option<f64>,
    /// Skills it stands for.
    pub skills: Vec<SkillId>,
    /// Ties to frameworks.
    pub alignments: Vec<accolade_credential::credential::Alignment>,
    /// Where it belongs, such as a department.
    pub department: Option<String>,
    /// Its artwork.
    pub design: Design,
    /// The template of its certificates; `None`: the site's.
    pub template: Option<Template>,
    /// Listed credentials of this badge, newest first.
    pub holders: Vec<EntryId>,
    /// How many were issued, listed or not.
    pub issued: usize,
    /// How many of the listed were signed with other words than it has now.
    pub earlier: usize,
    /// Whether it was ever issued, though it may have left the site since.
    pub was_issued: bool,
    /// What the project says of it in each language of the site but the first.
    pub translations: Vec<BadgeText>,
}

/// A badge's words in a further language; what is missing is said in the main one.
#[derive(Debug, Clone, Default)]
pub struct BadgeText {
    /// `name`
    pub name: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `criteria`, safe HTML.
    pub criteria: Option<Html>,
    /// `outcomes`
    pub outcomes: Option<Vec<String>>,
    /// `assessment`
    pub assessment: Option<String>,
}

/// How an artwork looks: everything the drawing needs, defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// The outline.
    pub shape: Shape,
    /// Field colour.
    pub colour: Colour,
    /// The device in the middle.
    pub icon: String,
    /// Short text on it; empty for none.
    pub text: String,
    /// Where that text stands.
    pub legend: Legend,
    /// One, two or three rings.
    pub level: u8,
    /// Stars below the device; 0 for none.
    pub stars: u8,
    /// The family it belongs to; empty for none. Badges of one family bear one small mark.
    pub series: String,
    /// The project's own device, cleaned, in the place of `icon`.
    pub device: Option<Arc<str>>,
    /// The project's own artwork, cleaned, in the place of all the rest.
    pub picture: Option<Imported>,
    /// Whether its holder alone says so: it is drawn as a slip of paper, and not as a badge.
    pub is_claim: bool,
}

impl Design {
    /// A shape with a device and nothing else.
    #[must_use]
    pub fn plain(shape: Shape, colour: Colour, icon: &str) -> Self {
        Self {
            shape,
            colour,
            icon: icon.to_owned(),
            text: String::new(),
            legend: Legend::Banner,
            level: 1,
            stars: 0,
            series: String::new(),
            device: None,
            picture: None,
            is_claim: false,
        }
    }
}
