//! What a site says of itself as a whole: title, address, languages, look, and what is made for each credential.

use jiff::Timestamp;

use crate::draft::{CertificateLayout, Colour, Html, Output, SectionPlace};

/// Facts about the site as a whole.
#[derive(Debug, Clone)]
pub struct Meta {
    /// `title`
    pub title: String,
    /// `url` or `--base-url`: absolute, ends with `/`. `None`: the site works from anywhere, and absolute links are left out.
    pub base_url: Option<String>,
    /// `language`: a BCP 47 tag.
    pub language: String,
    /// `languages`: the site's languages, the main one first.
    pub languages: Vec<String>,
    /// What the project says in each language but the first, in their order.
    pub translations: Vec<Translation>,
    /// `description`: one sentence for search engines.
    pub description: Option<String>,
    /// `accent`: the brand colour as sRGB.
    pub accent: Option<Colour>,
    /// Which files are made for each credential.
    pub outputs: Vec<Output>,
    /// Whether the project chose them, or the number of credentials did.
    pub outputs_chosen: bool,
    /// Which sections a home page shows, in order.
    pub sections: Vec<SectionPlace>,
    /// How certificates are laid out.
    pub certificate: CertificateLayout,
    /// Whether a registry publishes what it awarded, in numbers.
    pub insights: bool,
    /// Whether search engines are asked to stay away.
    pub noindex: bool,
    /// The institution's own e-mail addresses, in lower case.
    pub contacts: std::collections::BTreeSet<String>,
    /// The moment that verdicts speak of.
    pub as_of: Timestamp,
}

impl Meta {
    /// Whether a kind of file is made for each credential.
    #[must_use]
    pub fn makes(&self, output: Output) -> bool {
        self.outputs.contains(&output)
    }
}

/// What a project says of itself in a further language; `None`: as in the main one.
#[derive(Debug, Clone, Default)]
pub struct Translation {
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `holder.headline`
    pub headline: Option<String>,
    /// `holder.photo_alt`
    pub photo_alt: Option<String>,
    /// `holder.location`
    pub location: Option<String>,
    /// `issuer.description`
    pub about: Option<String>,
    /// `intro` of the holder or the issuer, safe HTML.
    pub intro: Option<Html>,
}
