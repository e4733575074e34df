//! Plain values that drafts and the site share: colours, links, layouts. Their text was checked when they were made.

use std::collections::BTreeMap;

use std::sync::Arc;

use crate::diag::Place;
use crate::load::SourcePath;

/// A value together with where it stands, for findings that only a later stage can make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub place: Place,
}

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour(pub [u8; 3]);

/// A section of the home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What the holder puts first.
    Featured,
    /// The bookshelf.
    Shelf,
    /// All credentials by year and term, each with the weight of its kind.
    Timeline,
    /// The newest credentials as a plain list.
    Credentials,
    /// Pathways with progress.
    Pathways,
    /// Skills with what stands behind them.
    Skills,
    /// The holder's own groups of credentials.
    Collections,
    /// Free pages that speak of credentials.
    Stories,
    /// Badge definitions (registry).
    Badges,
}

/// A section where a site wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionPlace {
    /// Which.
    pub section: Section,
    /// The site's own heading for it, in its main language.
    pub title: Option<String>,
    /// The same in others of its languages.
    pub titles: BTreeMap<String, String>,
}

impl From<Section> for SectionPlace {
    fn from(section: Section) -> Self {
        Self { section, title: None, titles: BTreeMap::new() }
    }
}

/// A kind of file that is made for each credential besides its page and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Output {
    /// `index.html`
    Page,
    /// `credential.json` or `credential.jwt`
    Json,
    /// `badge.svg`
    Svg,
    /// `badge.png`
    Png,
    /// `certificate.html`
    Certificate,
    /// `certificate.pdf`
    Pdf,
    /// `preview.png`: the picture for sharing
    Og,
    /// `embed.html`, `oembed.json` and `qr.svg`
    Embed,
}

/// Paper and orientation of certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateLayout {
    /// ISO A4 or US Letter.
    pub paper: Paper,
    /// Wide or tall.
    pub landscape: bool,
    /// How it is designed.
    pub template: Template,
    /// Who signs on the line, in words.
    pub signatories: Vec<Signatory>,
}

impl Default for CertificateLayout {
    fn default() -> Self {
        Self { paper: Paper::A4, landscape: true, template: Template::default(), signatories: Vec::new() }
    }
}

/// A design of a certificate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Template {
    /// Centred, within a guilloché border.
    #[default]
    Classic,
    /// A field of the brand's colour, and a column beside it.
    Modern,
    /// One rule on white paper.
    Minimal,
    /// A gilt frame, laurel and ribbon.
    Festive,
}

/// Templates by name.
pub const TEMPLATES: [(&str, Template); 4] = [
    ("classic", Template::Classic),
    ("modern", Template::Modern),
    ("minimal", Template::Minimal),
    ("festive", Template::Festive),
];

/// A paper size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 in.
    Letter,
}

/// A name on the signature line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signatory {
    /// The person.
    pub name: String,
    /// Their office.
    pub title: Option<String>,
    /// `image`: a file of the project with the signature.
    pub image: Option<Placed<SourcePath>>,
    /// That file, cleaned; filled in when the site is resolved.
    pub picture: Option<Imported>,
}

/// A drawing or picture from outside, cleaned: an SVG with a `viewBox` that stands alone, without script and without any
/// reference out of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The drawing.
    pub svg: Arc<str>,
    /// From side to side; only its ratio to the height matters.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// A font that the project names, in `fonts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontChoice {
    /// A font file, or a folder of them.
    pub file: Placed<SourcePath>,
    /// Which face of a collection, by its name; the first when nothing is said.
    pub face: Option<String>,
}

/// A link that leads out; the address is http, https or mailto.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub label: String,
    /// Its address.
    pub url: String,
}

/// HTML that was made or cleaned by us and may stand in a page as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html(pub String);

/// Where the words on an artwork stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Legend {
    /// On a ribbon across it.
    #[default]
    Banner,
    /// Along the upper edge of its field.
    Top,
    /// Along the lower edge of its field.
    Bottom,
}

/// The outline of an artwork.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A round badge.
    Circle,
    /// Six sides.
    Hexagon,
    /// A shield.
    Shield,
    /// Eight sides.
    Octagon,
    /// A scalloped round.
    Rosette,
    /// A standing plaque.
    Plaque,
    /// A round with two tails below.
    Ribbon,
    /// A lying ticket, notched at both sides.
    Ticket,
    /// A round on a strap.
    Medal,
    /// A cut stone.
    Gem,
}
