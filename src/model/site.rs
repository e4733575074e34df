//! The closed site: what every page is rendered from. Plain data, in the order that pages show it.

use std::sync::Arc;

use accolade_credential::Judgement;
use jiff::Timestamp;

pub use super::departments::Department;
pub use super::ids::{BadgeId, EntryId, IssuerId, SkillId};
pub use super::meta::{Meta, Translation};
pub use crate::draft::{
    CertificateLayout, Colour, Data, Font, Form, Html, Imported, Legend, Link, Output, Paper, Section, SectionPlace,
    Shape, Signatory, TEMPLATES, Template,
};
pub use crate::load::SitePath;

/// A whole site, resolved.
#[derive(Debug, Clone)]
pub struct Site {
    /// Title, address, language, look.
    pub meta: Meta,
    /// Whom a portfolio is about.
    pub holder: Option<Holder>,
    /// Who issues here: makes the site a registry.
    pub institution: Option<Institution>,
    /// All credentials that are not refused, newest first, then by title.
    pub credentials: Vec<Entry>,
    /// Badge definitions, by name.
    pub badges: Vec<Badge>,
    /// The departments of a registry, by name.
    pub departments: Vec<Department>,
    /// Issuers of the credentials, by name.
    pub issuers: Vec<Issuer>,
    /// Skills behind the credentials and badges, most used first, then by name.
    pub skills: Vec<Skill>,
    /// Pathways, in file order.
    pub pathways: Vec<Pathway>,
    /// Free pages, by menu order, then title.
    pub pages: Vec<FreePage>,
    /// Files that are published byte for byte.
    pub files: Vec<StaticFile>,
    /// Credentials that were here once, by their folders.
    pub gone: Vec<Gone>,
    /// The project's own fonts.
    pub fonts: Vec<Arc<Font>>,
}

/// A credential that was here once: nothing is left of it but its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Its folder below `credentials/`.
    pub slug: String,
    /// Since when.
    pub since: Timestamp,
    /// Whether its holder's data were removed; else another stands in its place.
    pub forgotten: bool,
    /// The one in its place, when the site has it.
    pub next: Option<EntryId>,
}

/// Whom a portfolio is about.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Full name.
    pub name: String,
    /// One sentence under the name.
    pub headline: Option<String>,
    /// Introduction, safe HTML.
    pub intro: Option<Html>,
    /// Portrait: a published file's path.
    pub photo: Option<SitePath>,
    /// What the portrait shows, for those who do not see it; when nothing is said, it is a portrait.
    pub photo_alt: Option<String>,
    /// Where they are, in words.
    pub location: Option<String>,
    /// Links with their words.
    pub links: Vec<Link>,
}

/// Who issues on this site.
#[derive(Debug, Clone)]
pub struct Institution {
    /// Its issuer page.
    pub issuer: IssuerId,
    /// Introduction, safe HTML.
    pub intro: Option<Html>,
    /// How many credentials were issued in all, listed or not.
    pub issued: usize,
    /// How many of them are revoked as of the build.
    pub revoked: usize,
    /// How many of those are listed.
    pub revoked_listed: usize,
}

/// One credential on the site.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its folder below `credentials/`.
    pub slug: String,
    /// The verdict (never refused) and its checks.
    pub judgement: Judgement,
    /// The credential as it was signed; `None` for self-declared entries.
    pub payload: Option<Payload>,
    /// Where a credential without a signature was published, when that is known.
    pub published: Option<Published>,
    /// The definition on this site, when there is one.
    pub badge: Option<BadgeId>,
    /// Its issuer's page; self-declared entries have none.
    pub issuer: Option<IssuerId>,
    /// Skills it shows.
    pub skills: Vec<SkillId>,
    /// How its artwork looks.
    pub design: Design,
    /// Criteria, as safe HTML.
    pub criteria: Option<Html>,
    /// What the credential tells of each subject's work, as safe HTML.
    pub narratives: Vec<Html>,
    /// What each piece of the credential's evidence tells, in its order, as safe HTML.
    pub evidence: Vec<Option<Html>>,
    /// Holder's words, kept apart from what was signed.
    pub notes: Notes,
    /// Whether lists, feeds and the sitemap name it; its page stands either way.
    pub listed: bool,
}

/// A credential's bytes, as they are judged and published.
#[derive(Debug, Clone)]
pub struct Payload {
    /// Exactly what the project's file carries.
    pub bytes: Arc<[u8]>,
    /// What they are.
    pub form: Form,
}

impl Payload {
    /// The file's name on the site.
    #[must_use]
    pub const fn file_name(&self) -> &'static str {
        match self.form {
            Form::Json => "credential.json",
            Form::Jws => "credential.jwt",
        }
    }

    /// What the file is, as servers say it.
    #[must_use]
    pub const fn media_type(&self) -> &'static str {
        match self.form {
            Form::Json => "application/json",
            Form::Jws => "application/jwt",
        }
    }
}

/// Who published a credential that carries no signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The host that it was fetched from.
    pub host: String,
    /// When, if that is known.
    pub at: Option<Timestamp>,
}

/// What the holder adds: never part of the credential.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    /// On the featured shelf.
    pub featured: bool,
    /// The holder's own groups that it belongs to.
    pub collections: Vec<String>,
    /// A reflection, safe HTML.
    pub reflection: Option<Html>,
    /// Further evidence that the holder adds.
    pub evidence: Vec<Link>,
    /// The source of a self-declared entry, in words.
    pub source: Option<String>,
}

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
}

/// An issuer with its page.
#[derive(Debug, Clone)]
pub struct Issuer {
    /// Its folder below `issuers/`.
    pub slug: String,
    /// The identifier as credentials state it.
    pub id: String,
    /// The name that credentials or the site state.
    pub name: String,
    /// Its website.
    pub url: Option<String>,
    /// What it says about itself.
    pub description: Option<String>,
    /// Its mark: of this site, or as signed in a credential.
    pub image: Option<Picture>,
    /// The number of its page on LinkedIn.
    pub linkedin: Option<u64>,
    /// Who it is known to be.
    pub recognition: accolade_credential::Recognition,
    /// Keys that are pinned or published for it, as Multikey text.
    pub keys: Vec<String>,
    /// Its listed credentials here.
    pub credentials: Vec<EntryId>,
}

/// A picture that a page may show: never one of another host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// A `data:` address with the whole picture.
    Data(String),
    /// A file of this site.
    File(SitePath),
}

/// A skill with its page.
#[derive(Debug, Clone)]
pub struct Skill {
    /// Its folder below `skills/`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The framework it belongs to, when it is an alignment.
    pub framework: Option<String>,
    /// Where the framework explains it.
    pub url: Option<String>,
    /// Listed credentials that show it.
    pub credentials: Vec<EntryId>,
    /// Badges on this site that stand for it.
    pub badges: Vec<BadgeId>,
}

/// A pathway with the holder's progress.
#[derive(Debug, Clone)]
pub struct Pathway {
    /// Its folder below `pathways/`.
    pub slug: String,
    /// `name`
    pub name: String,
    /// `description`
    pub description: String,
    /// How many steps complete it.
    pub needed: usize,
    /// Whether steps count only in order.
    pub ordered: bool,
    /// Its steps in order.
    pub steps: Vec<Step>,
}

/// One step of a pathway.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// The badge on this site.
    pub badge: Option<BadgeId>,
    /// The holder's credential that fulfils it: Verified or Authentic-but-expired ones only count when Verified.
    pub earned: Option<EntryId>,
}

/// A free page.
#[derive(Debug, Clone)]
pub struct FreePage {
    /// Its folder at the top of the site.
    pub slug: String,
    /// `title`
    pub title: String,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// Its text, safe HTML.
    pub body: Html,
    /// Whether the menu names it.
    pub menu: bool,
    /// The listed credentials that it speaks of, in the order that it names them.
    pub about: Vec<EntryId>,
    /// The same in other languages, by their place in the site's list.
    pub translations: Vec<(usize, FreeText)>,
}

/// A free page in another language.
#[derive(Debug, Clone)]
pub struct FreeText {
    /// `title`
    pub title: String,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// Its text, safe HTML.
    pub body: Html,
}

/// A file that is published byte for byte.
#[derive(Debug, Clone)]
pub struct StaticFile {
    /// Where it goes.
    pub path: SitePath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}
